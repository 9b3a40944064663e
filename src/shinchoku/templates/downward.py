"""A sheet that is written from top to bottom: what the guide and the request have in common."""

from __future__ import annotations

from typing import ClassVar

from shinchoku.model import Definition, Department
from shinchoku.paper.limits import lined
from shinchoku.paper.page import column_px
from shinchoku.paper.workbook import Format, SheetWriter
from shinchoku.records import dataclass
from shinchoku.templates.style import DARK, Look
from shinchoku.words import Words

FIRST = 1  # the first column that is seen: the one before it holds ids
MARKER_ROW, IDS_ROW, TITLE_ROW = range(3)
_GAP_PT = 9.0


@dataclass(slots=True, kw_only=True)
class Downward:
    """Writes one row below the other; `row` is where the next one begins."""

    widths: ClassVar[tuple[float, ...]]  # of all columns, in full-width characters

    sheet: SheetWriter
    look: Look
    definition: Definition
    department: Department
    row: int = TITLE_ROW

    @property
    def say(self) -> Words:
        """The words of the round's language."""
        return self.look.say

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths) - 1

    def begin(self, marker: str, ids: str) -> None:
        """Set the columns, and write into hidden cells whose the sheet is."""
        for index, width in enumerate(self.widths):
            self.sheet.column_px(index, column_px(width))
        self.sheet.hide_column(0)
        self.sheet.text(MARKER_ROW, 0, marker)
        self.sheet.text(IDS_ROW, 0, ids)
        self.sheet.hide_rows(MARKER_ROW, IDS_ROW)

    def end_row(self, height: float) -> None:
        """Set the height of the row that was written, and go on to the next."""
        self.sheet.row(self.row, height)
        self.row += 1

    def gap(self) -> None:
        """Leave a little room."""
        self.end_row(_GAP_PT)

    def wide(self, text: str, style: Format, *, size: float) -> None:
        """Write a text over the whole width."""
        self.sheet.merge(self.row, FIRST, self.row, self.last, lined(text), style)
        self.end_row(self.look.height_pt([(text, sum(self.widths[FIRST:]))], size=size))

    def title(self, text: str) -> None:
        """Write the sheet's title."""
        self.wide(text, self.look.plain(18, bold=True, font_color=DARK), size=18)

    def addressee(self) -> None:
        """Write whom it is for."""
        name = self.say("guide.to", department=self.department.name)
        self.wide(name, self.look.plain(12, bold=True), size=12)

    def heading(self, text: str) -> None:
        """Write a heading over a line."""
        style = self.look.plain(10, bold=True, font_color=DARK, bottom=2, bottom_color=DARK)
        self.wide(text, style, size=12)
