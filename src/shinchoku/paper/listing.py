"""Plain lists as workbooks: findings, data. Rows of texts go in; a readable sheet comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shinchoku.paper.limits import lined
from shinchoku.paper.page import column_px, height_pt
from shinchoku.paper.workbook import Book


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet: a header, rows, and each column's width in full-width characters."""

    sheet: str
    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[tuple[str | int, ...]]


def write_listings(
    path: Path, listings: Sequence[Listing], created: date, title: str, font: str
) -> None:
    """Write a workbook with one sheet for each listing; the header is frozen and filtered."""
    with Book(path, created=created, title=title) as book:
        head = book.format(
            font_name=font, bold=True, bg_color="#DCE9EE", border=1, valign="vcenter"
        )
        body = book.format(font_name=font, text_wrap=True, border=1, valign="top")
        for listing in listings:
            sheet = book.sheet(listing.sheet, rows_grow=True)
            for column, (name, width) in enumerate(
                zip(listing.header, listing.widths, strict=True)
            ):
                sheet.column_px(column, column_px(width))
                sheet.text(0, column, name, head)
            for index, row in enumerate(listing.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        sheet.number(index, column, value, body)
                    else:
                        sheet.text(index, column, lined(value), body)
                texts = zip(map(str, row), listing.widths, strict=True)
                sheet.row(index, height_pt(texts))  # LibreOffice fits no row by itself
            sheet.freeze(1, 0)
            if listing.rows:
                sheet.filter((0, 0, len(listing.rows), len(listing.header) - 1))
            sheet.print_on_a4(landscape=True, pages_high=0)
            sheet.repeat_rows(0, 0)
