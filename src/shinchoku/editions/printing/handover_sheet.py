"""Writes parts of labelled lines on one page of A4, with room to write where a line is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from shinchoku.paper.limits import lined
from shinchoku.paper.page import column_px, height_pt
from shinchoku.paper.workbook import Book, Format, Margins, SheetWriter
from shinchoku.records import dataclass

_LABEL, _VALUE = 11.0, 45.0  # columns, in full-width characters
_SIZE_PT, _TITLE_PT, _PART_PT = 9.0, 16.0, 10.0
_TO_WRITE_PT = 24.0  # the height of a line that is filled in by hand
_AIR_PT = 3.0
_INDENT = 1.0  # full-width characters that an indent takes
_MARGINS = Margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
_DARK, _TINT, _LINE = "#1F4E5F", "#DCE9EE", "#A6A6A6"


class Line(NamedTuple):
    """A label and what is said; "" is a line to write on."""

    label: str
    text: str


class Part(NamedTuple):
    """Some lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


def write_parts(path: Path, title: str, parts: Sequence[Part], font: str, created: date) -> None:
    """Write the page, on a sheet that is called by its title."""
    with Book(path, created=created, title=title) as book:
        _Page(book, book.sheet(title), font).write(title, parts)


@dataclass(frozen=True)
class _Page:
    book: Book
    sheet: SheetWriter
    font: str

    def write(self, title: str, parts: Sequence[Part]) -> None:
        for column, width in enumerate((_LABEL, _VALUE)):
            self.sheet.column_px(column, column_px(width))
        self._title(title)
        row = 1
        for part in parts:
            row = self._part(row, part)
        self.sheet.print_on("A4", landscape=False, pages_high=1)
        self.sheet.center_within(_MARGINS)
        self.sheet.print_area((0, 0, row - 1, 1))
        self.sheet.hide_gridlines()

    def _title(self, title: str) -> None:
        look = self._format(bold=True, font_size=_TITLE_PT, font_color=_DARK, valign="vcenter")
        self.sheet.merge(0, 0, 0, 1, lined(title), look)
        self._fit(0, title, _LABEL + _VALUE, size=_TITLE_PT, bold=True)

    def _part(self, row: int, part: Part) -> int:
        """Write a part from a row on; return the row behind it."""
        head = self._format(bold=True, font_size=_PART_PT, font_color=_DARK, valign="bottom")
        self.sheet.merge(row, 0, row, 1, part.heading, head)
        self._fit(row, part.heading, _LABEL + _VALUE, size=_PART_PT, bold=True)
        label = self._format(border=1, border_color=_LINE, bg_color=_TINT, indent=1)
        value = self._format(border=1, border_color=_LINE, indent=1)
        for at, line in enumerate(part.lines, start=row + 1):
            self.sheet.text(at, 0, lined(line.label), label)
            self.sheet.text(at, 1, lined(line.text), value)
            self._fit(at, line.text, _VALUE - _INDENT, at_least_pt=0 if line.text else _TO_WRITE_PT)
        return row + 1 + len(part.lines)

    def _fit(
        self,
        row: int,
        text: str,
        width: float,
        *,
        size: float = _SIZE_PT,
        bold: bool = False,
        at_least_pt: float = 0,
    ) -> None:
        needed = height_pt([(text, width)], size=size, font=self.font, bold=bold)
        self.sheet.row(row, max(needed + _AIR_PT, at_least_pt))

    def _format(self, **properties: object) -> Format:
        usual = {"font_name": self.font, "font_size": _SIZE_PT, "text_wrap": True}
        return self.book.format(**{**usual, "valign": "vcenter", **properties})
