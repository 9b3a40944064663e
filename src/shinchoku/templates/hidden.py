"""Hidden cells that formulas point to: texts and parts go in, references to them come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from shinchoku.identity import OWN_COLUMN
from shinchoku.paper.workbook import SheetWriter
from shinchoku.sheets import cell_name
from shinchoku.templates.areas import absolute, quoted
from shinchoku.templates.live import Choices, Keep
from shinchoku.templates.style import Look


class HiddenLists:
    """Texts that formulas and drop-downs point to, one column of the hidden sheet each."""

    def __init__(self, sheet: SheetWriter, first_column: int) -> None:
        self._sheet = sheet
        self._first = first_column
        self._known: dict[tuple[str, ...], Choices] = {}
        self._parts = 0

    def __call__(self, texts: Sequence[str]) -> Choices:
        """Return where these texts are, writing them the first time."""
        key = tuple(dict.fromkeys(texts))
        if key not in self._known:
            column = self._next
            for row, text in enumerate(key):
                self._sheet.text(row, column, text)
            first, last = (absolute(row, column) for row in (0, max(len(key) - 1, 0)))
            self._known[key] = Choices(f"{quoted(self._sheet.name)}!{first}:{last}", key)
        return self._known[key]

    def keep(self, formula: str, value: str | float) -> str:
        """Put what a formula has no room for into a column of its own, as a `Keep` does."""
        column = self._next
        self._parts += 1
        self._sheet.formula(0, column, f"={formula}", None, value)
        return f"{quoted(self._sheet.name)}!{absolute(0, column)}"

    @property
    def _next(self) -> int:
        return self._first + len(self._known) + self._parts


class HiddenParts:
    """Cells at the right of a form's sheet for what is too long for one formula.

    Each row's are from the same column on. A reader passes them by, as every column of ours.
    """

    def __init__(self, sheet: SheetWriter, look: Look, first_column: int, ids_row: int) -> None:
        self._sheet = sheet
        self._look = look
        self._first = first_column
        self._ids_row = ids_row
        self._used: Counter[int] = Counter()  # row -> cells

    def of(self, row: int) -> Keep:
        """Return what keeps the parts of a row's formulas."""
        return partial(self._keep, row)

    def _keep(self, row: int, formula: str, value: str | float) -> str:
        column = self._first + self._used[row]
        if self._used[row] == max(self._used.values(), default=0):
            number = column - self._first + 1
            self._sheet.text(self._ids_row, column, f"{OWN_COLUMN}part_{number}")
            self._sheet.hide_column(column)
        self._used[row] += 1
        self._sheet.formula(row, column, f"={formula}", self._look.plain(), value)
        return f"${cell_name(row + 1, column + 1)}"
