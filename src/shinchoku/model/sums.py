"""What a report adds up: the total rows of its tables, and tallies of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from shinchoku.model.answers import Key
from shinchoku.model.counting import Rounding, Subset, within
from shinchoku.model.derived import Difference, Ratio
from shinchoku.model.forms import Entry, Form, Line, NodePath
from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

_TOTAL, _SUM = "total", "sum"

SumCell = Literal["count", "sum", "percent"]
"""What a table of sums prints of each place."""


@dataclass(frozen=True, kw_only=True)
class Total:
    """Total rows below the entries of each node of a level, "" for those below all of them.

    `columns` have a figure in it: numbers are added up, a ratio and a difference are computed anew.
    `lines` are the fixed lines that have a row of their own, where a form has such lines.
    """

    level: str
    label: Wording
    columns: tuple[str, ...]
    lines: tuple[str, ...] = ()


def total_key(section_id: str, number: int, node_id: str, line_id: str, column_id: str) -> Key:
    """Name a figure of a section's total row: of its which total, at which node, of which line."""
    return Key(f"{_TOTAL}:{section_id}:{number}:{node_id}:{line_id}", column_id)


def is_added_up(owner_id: str) -> bool:
    """Whether an owner is no line but what a report adds up."""
    return owner_id.startswith((f"{_TOTAL}:", f"{_SUM}:"))


def node_at(level: str, path: NodePath) -> str:
    """Return the id of the node of a level in a path, "" for none."""
    return next((node.id for node in path if node.level == level), "")


def summed_lines(entry: Entry, form: Form, line_id: str) -> tuple[Line, ...]:
    """Return the lines of an entry that a total row is about: one fixed line, "" for all."""
    if not line_id:
        return entry.lines
    place = [line.id for line in form.lines].index(line_id)
    return entry.lines[place : place + 1]


def added_columns(form: Form, column_id: str) -> Iterator[str]:
    """Yield the columns whose numbers are added up for a figure of one; a name that is none is."""
    match next((column.computed for column in form.columns if column.id == column_id), None):
        case Ratio(part=one, whole=other) | Difference(larger=one, smaller=other):
            yield from added_columns(form, one)
            yield from added_columns(form, other)
        case _:
            yield column_id


# ---------------------------------------------------------------- tallies of numbers


@dataclass(frozen=True, kw_only=True)
class SumSpec:
    """A tally that adds up the numbers of one column. `by`, `where` and `subsets` as a TallySpec's.

    `lines` are the fixed lines that are added up, where a form has such lines.
    """

    id: str
    form_id: str
    column_id: str
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subsets: tuple[Subset, ...] = ()
    lines: tuple[str, ...] = ()
    rounding: Rounding = field(default_factory=Rounding)


def sum_key(name: str, what: SumCell, digits: int = 0) -> Key:
    """Name what is printed of a sum, its share with so many decimals; `name` as `within` says."""
    return Key(f"{_SUM}:{name}", f"{what}.{digits}" if what == "percent" else what)


def sum_words(name: str) -> Iterator[str]:
    """Yield the words by which texts name what a tally of numbers, or a part of it, comes to."""
    yield from (f"{what}:{name}" for what in ("sum", "total", "percent"))


@dataclass(frozen=True, kw_only=True)
class SumGroup:
    """Columns of a table of sums: those of a tally, or of a subset of it."""

    tally: str
    subset: str = ""
    title: str = ""

    @property
    def name(self) -> str:
        """What its sums are named by."""
        return within(self.tally, self.subset) if self.subset else self.tally


@dataclass(frozen=True, kw_only=True)
class SumsPart:
    """A table of sums: a row for each place, and for each group of columns its `cells`.

    `text` says what a row is called, `words` what stands above the cells, if anything does.
    `total` and `none` name the last rows; without a `total` there is none, `none` "" is the
    language's own. Percentages are shares of the group's whole.
    """

    groups: tuple[SumGroup, ...]
    by: str
    text: Wording
    stub: str
    cells: tuple[SumCell, ...]
    words: tuple[str, ...]
    total: str
    none: str = ""
    digits: int | None = None

    @property
    def figures(self) -> int:
        """How many columns of figures it has."""
        return len(self.groups) * len(self.cells)
