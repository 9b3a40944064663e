"""What a report counts, and the tables that it prints of its counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

DEPARTMENT = "department"
"""By which a tally may be counted, beside levels and columns."""

_ROUND: Mapping[str, Callable[[Fraction], int]] = {
    "half_up": lambda share: floor(share + Fraction(1, 2)),
    "half_even": round,
    "down": floor,
}

# ---------------------------------------------------------------- what is counted


@dataclass(frozen=True, kw_only=True)
class Rounding:
    """How percentages are printed."""

    mode: Literal["half_up", "half_even", "down"] = "half_up"
    digits: int = 0

    def shown(self, share: Fraction) -> str:
        """Return a share, none below zero, as it is printed.

        It is a fraction until it is rounded, so a half is exactly a half.
        """
        rounded = _ROUND[self.mode](share * 10**self.digits)
        return f"{Decimal(rounded).scaleb(-self.digits):f}"


@dataclass(frozen=True, kw_only=True)
class Subset:
    """Some of the entries of a tally, counted once more: うち重点. `where` as a tally's."""

    id: str
    label: str
    where: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class TallySpec:
    """A count of the choices of one column.

    `breakdown`: a code -> the column by which its count is divided. `by` are levels, "department"
    or columns, for each of whose nodes and texts it is counted, too. `where`: a column -> the texts
    of which an entry must have one to be counted.
    """

    id: str
    form_id: str
    column_id: str
    breakdown: Mapping[str, str] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subsets: tuple[Subset, ...] = ()
    rounding: Rounding = Rounding()


def within(tally_id: str, subset_id: str) -> str:
    """Name the tally of a subset."""
    return f"{tally_id}[{subset_id}]"


def at_place(tally_id: str, by: str, place: str) -> str:
    """Name what a tally counts at one place of a level, of a department, of a column's text."""
    return f"{tally_id}[{by}={place}]"


def tally_words(name: str, codes: Iterable[str]) -> Iterator[str]:
    """Yield the words by which texts name the counts of a tally, a subset or a place."""
    yield f"total:{name}"
    for code in codes:
        yield f"count:{name}.{code}"
        yield f"percent:{name}.{code}"


# ---------------------------------------------------------------- how it is printed


@dataclass(frozen=True, kw_only=True)
class TallyHeaders:
    """The words of a printed tally."""

    code: str
    label: str
    parent: str
    count: str
    percent: str
    total: str
    breakdown: str = ""


@dataclass(frozen=True, kw_only=True)
class TallyPart:
    """A tally as a table, some of its subsets beside it.

    `percent`: whether percentages stand beside the counts. `digits` None are the tally's.
    """

    tally: str
    headers: TallyHeaders
    percent: bool = True
    digits: int | None = None
    subsets: tuple[Subset, ...] = ()

    @property
    def figures(self) -> int:
        """How many columns of figures it has."""
        return (1 + self.percent) * (1 + len(self.subsets))


@dataclass(frozen=True, kw_only=True)
class TalliesHeaders:
    """The words of tallies side by side; "" for a column or a row of headers that is not there."""

    code: str
    titles: tuple[str, ...]
    total: str
    label: str = ""
    count: str = ""
    percent: str = ""


@dataclass(frozen=True, kw_only=True)
class TalliesPart:
    """Tallies of the same codes side by side."""

    tallies: tuple[str, ...]
    headers: TalliesHeaders
    percent: bool = True
    digits: int | None = None

    @property
    def figures(self) -> int:
        """How many columns of figures it has."""
        return (1 + self.percent) * len(self.tallies)


@dataclass(frozen=True, kw_only=True)
class CrosstabHeaders:
    """The words of a cross table; "" for what it does not have, `none` "" is the language's own."""

    by: str
    parent: str = ""
    count: str = ""
    percent: str = ""
    total: str = ""
    none: str = ""


@dataclass(frozen=True, kw_only=True)
class CrosstabPart:
    """A tally as a cross table: a row for each place of one of its `by`, a column for each code.

    `text` says what a row is called. `cells` are what it prints of each place, a row for each;
    percentages are shares `of` the place's row, or of all that is counted. `codes` are those of
    the tally's column.
    """

    tally: str
    by: str
    text: Wording
    headers: CrosstabHeaders
    codes: tuple[str, ...]
    cells: tuple[Literal["count", "percent"], ...] = ("count",)
    of: Literal["row", "all"] = "row"
    totals: tuple[Literal["row", "column"], ...] = ("row", "column")
    digits: int | None = None

    @property
    def figures(self) -> int:
        """How many columns of figures it has."""
        return len(self.codes) + ("column" in self.totals)

    @property
    def is_named(self) -> bool:
        """Whether a column says what stands in the rows: several of a place look alike."""
        return len(self.cells) > 1

    @property
    def is_whole(self) -> bool:
        """Whether it prints how often each code was counted in all."""
        return "count" in self.cells and "row" in self.totals
