"""What departments answered, merged and counted; every value knows where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import NamedTuple

from shinchoku.model.columns import Column
from shinchoku.model.forms import Entry, Line, given_number, owner_of
from shinchoku.normal import spelled_out
from shinchoku.records import dataclass


class Key(NamedTuple):
    """Names one value from the template to the page: a line's or an item's id, and a column."""

    owner_id: str
    column_id: str


class Origin(NamedTuple):
    """Where a value was read: file name relative to the round, sheet, cell."""

    file: str
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """File, sheet and cell in one line, as far as they are known."""
        return " ".join(filter(None, (spelled_out(self.file), self.sheet, self.cell)))


class Value(NamedTuple):
    """A text and where it came from.

    `before` is what the department wrote, "" for nothing, where a correction replaced it.
    """

    text: str
    origin: Origin
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A change that the planning section makes after review; `origin` is its row in the table."""

    key: Key
    before: str
    after: str
    who: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One answer for every question.

    `submitted` are the values that departments sent, choices in their defined spelling; every one
    must be accounted for in the report. `shown` adds the repeats, whose values are their
    source's. `missing` are the ids of lines and items for which nothing came back. `corrections`
    are those that were applied; one that empties a cell leaves no value. `numbers` are those that
    shown texts of number columns say; `derived` are the keys of what was computed of them, repeats
    left out.
    """

    submitted: Mapping[Key, Value]
    shown: Mapping[Key, Value]
    missing: frozenset[str]
    corrections: tuple[Correction, ...] = ()
    numbers: Mapping[Key, Decimal] = field(default_factory=dict)
    derived: frozenset[Key] = frozenset()

    def is_missing(self, entry: Entry) -> bool:
        """Whether nothing came back of an entry, or of what it repeats."""
        return all((line.repeat_of or line.id) in self.missing for line in entry.lines)

    def text(self, owner_id: str, column_id: str) -> str:
        """Return what is shown for a line or an item, "" for nothing."""
        value = self.shown.get(Key(owner_id, column_id))
        return value.text if value else ""

    def text_of(self, column: Column, entry: Entry, line: Line) -> str:
        """Return what a column says on a line, whoever fills it, "" for nothing."""
        if column.by == "master":
            return line.values.get(column.id, "")
        return self.text(owner_of(entry, line, column), column.id)

    def number_of(self, column: Column, entry: Entry, line: Line) -> Decimal | None:
        """Return the number that a column has on a line, whoever fills it; None for none."""
        if column.by == "master":
            return given_number(column, entry, line)
        return self.numbers.get(Key(owner_of(entry, line, column), column.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """How often one choice was given. `percent` is as printed, without the sign."""

    choice: str
    label: str
    count: int
    percent: str
    breakdown: tuple[TallyRow, ...] = ()  # the reasons given with this grade
    bucket: Key | None = None  # names the count, for the reconciliation
    color: str = ""  # of the grade, RRGGBB


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTally:
    """The count of one column; `subsets` are counts of some of the same entries, by their ids.

    `by`: level, "department" or column -> node's id, department's id or text -> choice -> count.
    """

    column_id: str
    rows: tuple[TallyRow, ...]
    total: TallyRow
    by: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    subsets: Mapping[str, ColumnTally] = field(default_factory=dict)


Tally = Mapping[str, ColumnTally]
"""Every tally by its id. Repeats are not counted."""


def bucket(tally_id: str, choice: str, beside: str = "") -> Key:
    """Name the count of one choice; of a breakdown, of one choice beside a code."""
    return Key(f"tally:{tally_id}:{beside}" if beside else f"tally:{tally_id}", choice)
