"""Columns that are computed from others of their row: what they say, exactly.

Numbers come in on the scales of their columns. Ratios are fractions until they are rounded, and a
band compares a value with a share of its reference: nothing is divided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from shinchoku.model.columns import Column
from shinchoku.model.derived import NOT_MEASURED, Bands, Difference, Ratio, Rule, Sum
from shinchoku.model.forms import Entry, Form, Line, computes, scale_of
from shinchoku.model.numbers import PER_CENT, Scale

NumberOf = Callable[[Column, Line], Decimal | None]
"""What a column's number on a line is, None where it has none."""

_HUNDRED = 100


class Computed(NamedTuple):
    """What a computed column says on a line, and its number if it has one."""

    text: str
    value: Decimal | None = None


def factor(unit: str) -> int:
    """Return what a ratio is multiplied by in a unit."""
    return _HUNDRED if unit in PER_CENT else 1


def compute(form: Form, column: Column, entry: Entry, line: Line, number_of: NumberOf) -> Computed:
    """Return what a computed column says on a line; what it is computed of comes by `number_of`.

    Columns that are computed themselves are computed first.
    """

    def value_of(column_id: str, on: Line) -> Decimal | None:
        operand = form.column(column_id)
        if computes(operand, on):
            return compute(form, operand, entry, on, number_of).value
        return number_of(operand, on)

    rule = rule_on(column, line)
    if isinstance(rule, Bands):
        lower = rule.is_lower(line.values, entry.lines[0].values)
        grade = _banded(rule, lambda name: value_of(name, line), lower=lower)
        return Computed(grade or rule.unmeasured)
    assert column.number is not None  # noqa: S101 - all others give numbers
    scale = scale_of(column.number, entry, line)
    match rule:
        case Ratio():
            exact = _ratio(value_of(rule.part, line), value_of(rule.whole, line), scale)
        case Difference():
            exact = _difference(value_of(rule.larger, line), value_of(rule.smaller, line))
        case Sum():
            lines = added_up(rule, entry, line)
            exact = _sum(value_of(name, on) for on in lines for name in rule.columns)
    value = None if exact is None else rounded(exact, scale)
    reach = Decimal(1).scaleb(column.number.reach - scale.digits)
    if value is None or abs(value) > reach:
        return Computed(rule.unmeasured)
    return Computed(scale.shown(value), value)


def rule_on(column: Column, line: Line) -> Rule:
    """Return how a column is computed on a line where it is: as always, or as a sum of lines."""
    if column.computed is not None:
        return column.computed
    assert column.number is not None  # noqa: S101 - numbers alone are added up
    unmeasured = (*column.number.unmeasured, NOT_MEASURED)[0]
    return Sum(columns=(column.id,), lines=line.sum_of, unmeasured=unmeasured)


def added_up(rule: Sum, entry: Entry, line: Line) -> tuple[Line, ...]:
    """Return the lines whose numbers a sum adds up; none that is a sum itself counts twice."""
    if rule.lines:
        return tuple(each for each in entry.lines if each.id in rule.lines)
    return tuple(e for e in entry.lines if not e.sum_of) if rule.over_lines else (line,)


def sources(form: Form, column: Column, entry: Entry, line: Line) -> Iterator[tuple[Column, Line]]:
    """Yield what departments fill of which a column is computed on a line, and on which lines."""
    rule = rule_on(column, line)
    lines = added_up(rule, entry, line) if isinstance(rule, Sum) else (line,)
    names = rule.columns if isinstance(rule, Sum) else operands(column)
    for operand, on in ((form.column(name), on) for on in lines for name in names):
        if computes(operand, on):
            yield from sources(form, operand, entry, on)
        elif operand.answered:
            yield operand, on


def rounded(exact: Fraction, scale: Scale) -> Decimal:
    """Return a fraction with a scale's decimals, halves away from zero."""
    size = floor(abs(exact) * 10**scale.digits + Fraction(1, 2))
    return Decimal(size if exact >= 0 else -size).scaleb(-scale.digits)


def _ratio(part: Decimal | None, whole: Decimal | None, scale: Scale) -> Fraction | None:
    if part is None or not whole:
        return None
    return Fraction(part) * factor(scale.unit) / Fraction(whole)


def _difference(larger: Decimal | None, smaller: Decimal | None) -> Fraction | None:
    return None if larger is None or smaller is None else Fraction(larger) - Fraction(smaller)


def _sum(values: Iterable[Decimal | None]) -> Fraction | None:
    """Add up what is known; nothing known has no sum."""
    known = [Fraction(value) for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def _banded(bands: Bands, value_of: Callable[[str], Decimal | None], *, lower: bool) -> str | None:
    """Return the first grade whose band a value is in; None where that cannot be measured."""
    value = value_of(bands.of)
    if value is None:
        return None
    for band in bands.bands:
        if not band.against:
            return band.grade
        reference = value_of(band.against)
        if reference is None:
            return None
        share = abs(reference) * (band.percent - _HUNDRED) / _HUNDRED
        over = reference - share - value if lower else value - (reference + share)
        if over > 0 or (over == 0 and not band.above):
            return band.grade
    return None


def operands(column: Column) -> tuple[str, ...]:
    """Return the ids of the columns that a column is computed of."""
    match column.computed:
        case Ratio(part=part, whole=whole):
            return part, whole
        case Difference(larger=larger, smaller=smaller):
            return larger, smaller
        case Sum(columns=columns):
            return columns
        case Bands(of=of, bands=bands):
            return (of, *dict.fromkeys(band.against for band in bands if band.against))
    return ()
