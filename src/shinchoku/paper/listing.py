"""Plain lists as workbooks: findings, data. Rows of texts go in; a readable sheet comes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, repeat
from pathlib import Path

from shinchoku.paper.limits import MAX_ROW_PT, lined
from shinchoku.paper.lines import line_count
from shinchoku.paper.metrics import metrics
from shinchoku.paper.page import MEASURED_PT, column_px, height_pt, lines_pt
from shinchoku.paper.workbook import Book, Format, Margins, SheetWriter
from shinchoku.records import dataclass

_TITLE_ROW, HEADER_ROW, _FIRST_ROW = range(3)
_TITLE_PT = 12.0
_AIR_PT = 3.0  # a row has over what its texts need
_MARGINS = Margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
_DARK, _HEADER, _LINE = "#1F4E5F", "#DCE9EE", "#A6A6A6"


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet: a header, rows, and each column's width in full-width characters."""

    sheet: str
    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[tuple[str | int | Decimal, ...]]


def write_listings(
    path: Path, listings: Sequence[Listing], created: date, title: str, font: str
) -> None:
    """Write a workbook with one sheet for each listing: title, header, rows.

    The header is frozen, filtered and printed on every page, landscape, with its number.
    """
    with Book(path, created=created, title=title) as book:
        for listing in listings:
            sheet = book.sheet(listing.sheet, rows_grow=True)
            _List(book, sheet, listing, font).write(title)


@dataclass(frozen=True, slots=True)
class _List:
    book: Book
    sheet: SheetWriter
    listing: Listing
    font: str

    def write(self, title: str) -> None:
        names = dict.fromkeys((title, self.listing.sheet))  # often one and the same
        self._write_title(" ".join(filter(None, names)))
        body = self._format(border=1, border_color=_LINE)
        head = self._format(
            border=1, border_color=_LINE, bold=True, bg_color=_HEADER, valign="vcenter"
        )
        for column, width in enumerate(self.listing.widths):
            self.sheet.column_px(column, column_px(width))
        self._write_header(head)
        self._set_up()
        self._write_rows(body)

    def _format(self, **properties: object) -> Format:
        return self.book.format(
            **({"font_name": self.font, "text_wrap": True, "valign": "top"} | properties)
        )

    def _write_title(self, title: str) -> None:
        look = self._format(font_size=_TITLE_PT, bold=True, font_color=_DARK, valign="vcenter")
        width, last = sum(self.listing.widths), len(self.listing.widths) - 1
        self.sheet.merge(_TITLE_ROW, 0, _TITLE_ROW, last, lined(title), look)
        self.sheet.row(
            _TITLE_ROW,
            _airy(height_pt([(title, width)], size=_TITLE_PT, font=self.font, bold=True)),
        )

    def _write_header(self, look: Format) -> None:
        header = self.listing.header
        for column, text in enumerate(header):
            self.sheet.text(HEADER_ROW, column, lined(text), look)
        texts = zip(header, self.listing.widths, strict=True)
        self.sheet.row(HEADER_ROW, _airy(height_pt(texts, font=self.font, bold=True)))

    def _write_rows(self, look: Format) -> None:
        """Write the rows with their heights: LibreOffice fits none by itself."""
        of = metrics(self.font, MEASURED_PT)
        rows, room = self.listing.rows, [int(of.em * width) for width in self.listing.widths]
        lines = (max(map(line_count, map(str, row), room, repeat(of))) for row in rows)
        heights_pt = [_airy(lines_pt(count)) for count in lines]
        shown = {
            value: lined(value) if isinstance(value, str) else value
            for value in set(chain.from_iterable(rows))
        }
        printed = [[shown[value] for value in row] for row in rows]
        self.sheet.end_with(_FIRST_ROW, printed, heights_pt, look)

    def _set_up(self) -> None:
        self.sheet.freeze(_FIRST_ROW, 0)
        if self.listing.rows:
            last_row, last_column = HEADER_ROW + len(self.listing.rows), len(self.listing.header)
            self.sheet.filter((HEADER_ROW, 0, last_row, last_column - 1))
        self.sheet.print_on("A4", landscape=True, pages_high=0)
        self.sheet.center_within(_MARGINS)
        self.sheet.repeat_rows(HEADER_ROW, HEADER_ROW)
        self.sheet.footer(f'&C&"{self.font},Regular"&8 &P / &N')


def _airy(height_pt: float) -> float:
    return min(height_pt + _AIR_PT, MAX_ROW_PT)
