"""How a column is computed: a ratio, a difference, a sum, or the band that a value is in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from shinchoku.records import dataclass

NOT_MEASURED = "－"


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One column's number divided by another's, in per cent where its unit is that."""

    part: str
    whole: str
    unmeasured: str = NOT_MEASURED


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One column's number less another's."""

    larger: str
    smaller: str
    unmeasured: str = NOT_MEASURED


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Some columns' numbers added up; `over_lines`: those of all lines of an entry.

    `lines` are the ids of the only lines that are added up, where they are not all.
    """

    columns: tuple[str, ...]
    over_lines: bool = False
    lines: tuple[str, ...] = ()
    unmeasured: str = NOT_MEASURED


@dataclass(frozen=True, kw_only=True)
class Band:
    """A grade for values from a share of a reference on, in per cent, or only `above` it.

    Without a reference it is for all that are left.
    """

    grade: str
    against: str = ""
    percent: Decimal = Decimal(100)
    above: bool = False


@dataclass(frozen=True, kw_only=True)
class Bands:
    """The grade of the first band that a column's number is in.

    Lower is better on every row, or on those whose column `lower_column` has one of `lower_texts`:
    a share is then as much below its reference as it would be above it.
    """

    of: str
    bands: tuple[Band, ...]
    lower: bool = False
    lower_column: str = ""
    lower_texts: tuple[str, ...] = ()
    unmeasured: str = NOT_MEASURED

    def is_lower(self, *rows: Mapping[str, str]) -> bool:
        """Whether lower is better on a row: the first of those that say it does."""
        said = next(filter(None, (row.get(self.lower_column) for row in rows)), "")
        return self.lower or said in self.lower_texts


Rule = Ratio | Difference | Sum | Bands
