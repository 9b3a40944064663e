"""The marks on a returned sheet: orange while a faulty cell holds what came back, then green.

In go a sheet's rows and columns and the faulty cells; out come areas and formulas. What came back
is remembered in hidden columns to the right, as a conditional format cannot hold a long text.
"""

from __future__ import annotations

from collections.abc import Sequence

from shinchoku.model import Key
from shinchoku.paper.workbook import Area
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.templates.live import Live, Truth, all_of, choose, literal
from shinchoku.templates.rows import SheetColumn, SheetRow
from shinchoku.words import Words


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the faulty cells of a sheet are; its table begins at `first_row`."""

    faulty: frozenset[Key]
    rows: Sequence[SheetRow]
    columns: Sequence[SheetColumn]
    first_row: int
    say: Words

    def areas(self, column: int) -> list[Area]:
        """Return the faulty cells of a column, top to bottom."""
        column_id = self.columns[column].id
        rows = [
            row
            for row, found in enumerate(self.rows, start=self.first_row)
            if Key(found.line.id, column_id) in self.faulty
        ]
        return [(row, column, row, column) for row in rows]

    def copy(self, column: int) -> int:
        """Return the hidden column that remembers what came back in a column."""
        return len(self.columns) + column

    def unchanged(self, row: int, column: int) -> Truth:
        """Whether a cell holds what came back."""
        now, before = (f"${cell_name(row + 1, at + 1)}" for at in (column, self.copy(column)))
        return Truth(f"EXACT({now},{before})", value=True)

    def until_changed(self, index: int, status: Live) -> Live:
        """Ask to look at a row that seems complete, for as long as it holds what came back."""
        owner = self.rows[index].line.id
        same = [
            self.unchanged(self.first_row + index, place)
            for place, column in enumerate(self.columns)
            if column.answered and Key(owner, column.id) in self.faulty
        ]
        if not same or not status.value.startswith(self.say("status.ok")):
            return status
        return choose(all_of(same), literal(self.say("status.unchanged")), status)
