"""Numbers become sums: of some entries, exactly, repeats left out.

A ratio and a difference are computed anew of the sums of what they are computed of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from shinchoku.model import (
    Column,
    Difference,
    Entry,
    Form,
    Line,
    Merged,
    NumberKind,
    Ratio,
    Scale,
    Sum,
    added_up,
    scale_of,
    summed_lines,
)
from shinchoku.model.computing import factor, rounded
from shinchoku.model.derived import NOT_MEASURED
from shinchoku.normal import canonical


class Added(NamedTuple):
    """What numbers come to; None where none is known.

    `lacking`: how many are not known, those that say "nothing" left out.
    """

    value: Decimal | None
    scale: Scale
    lacking: int = 0

    @property
    def text(self) -> str:
        """What is printed of it, on the scale of its column."""
        return NOT_MEASURED if self.value is None else self.scale.shown(self.value)


@dataclass(frozen=True)
class Adding:
    """Adds up what some entries say on all their lines, or on the fixed one with an id.

    `nothing` are the texts, canonical, that say that there is none.
    """

    form: Form
    merged: Merged
    nothing: Collection[str]
    entries: Sequence[Entry]
    line_id: str = ""

    def of(self, column: Column) -> Added:
        """Return what a column of numbers comes to."""
        match column.computed:
            case Ratio(part=one, whole=other) | Difference(larger=one, smaller=other):
                return self._anew(column, self._of(one), self._of(other))
            case Sum() as rule:
                return self._with_operands(column, rule)
        return self._added(column)

    def _of(self, column_id: str) -> Added:
        return self.of(self.form.column(column_id))

    def _added(self, column: Column) -> Added:
        numbers = [self.merged.number_of(column, *each) for each in self._where(column)]
        known = [Fraction(number) for number in numbers if number is not None]
        scale = self._scale(column)
        value = rounded(sum(known, Fraction(0)), scale) if known else None
        lacking = sum(self._lacks(column, *each) for each in self._where(column))
        return Added(value, scale, lacking)

    def _lacks(self, column: Column, entry: Entry, line: Line) -> bool:
        """Whether a number is not known where it is not said either that there is none."""
        if self.merged.number_of(column, entry, line) is not None:
            return False
        text = self.merged.text_of(column, entry, line)
        return not text or canonical(text) not in self.nothing

    def _anew(self, column: Column, one: Added, other: Added) -> Added:
        """Compute a column of the sums of two others."""
        scale, lacking = self._scale(column), max(one.lacking, other.lacking)
        if one.value is None or other.value is None:
            return Added(None, scale, lacking)
        if isinstance(column.computed, Difference):
            exact = Fraction(one.value) - Fraction(other.value)
        elif other.value:
            exact = Fraction(one.value) * factor(scale.unit) / Fraction(other.value)
        else:
            return Added(None, scale, lacking)
        return Added(rounded(exact, scale), scale, lacking)

    def _with_operands(self, column: Column, rule: Sum) -> Added:
        """Add up a column of sums, which are there also where some of what they add up is not."""
        found = self._added(column)._replace(lacking=0)
        operands = [self.form.column(name) for name in rule.columns]
        lacking = sum(
            self._lacks(operand, entry, each)
            for entry, line in self._where(column)
            for each in added_up(rule, entry, line)
            for operand in operands
        )
        return found._replace(lacking=lacking)

    def _where(self, column: Column) -> Iterator[tuple[Entry, Line]]:
        """Yield where a column says something; what is once for all does on the first line."""
        for entry in self.entries:
            lines = summed_lines(entry, self.form, self.line_id)
            yield from ((entry, line) for line in (lines if column.per_line else entry.lines[:1]))

    def _scale(self, column: Column) -> Scale:
        """Return the scale of a sum: rows that say their own decimals give it their most."""
        kind = column.number
        assert kind is not None  # noqa: S101 - the definition is checked
        if not (kind.unit_column or kind.digits_column):
            return kind.scale({})
        return _finest(kind, (scale_of(kind, *each) for each in self._where(column)))


def _finest(kind: NumberKind, scales: Iterable[Scale]) -> Scale:
    return max(scales, key=lambda scale: scale.digits, default=kind.scale({}))
