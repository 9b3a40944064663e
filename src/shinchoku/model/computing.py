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
from shinchoku.model.derived import Bands, Difference, Ratio, Sum
from shinchoku.model.forms import Entry, Form, Line, scale_of
from shinchoku.model.numbers import Scale

NumberOf = Callable[[Column, Line], Decimal | None]
"""What a column's number on a line is, None where it has none."""

_PER_CENT = 100


class Computed(NamedTuple):
    """What a computed column says on a line, and its number if it has one."""

    text: str
    value: Decimal | None = None


def factor(unit: str) -> int:
    """Return what a ratio is multiplied by in a unit."""
    return _PER_CENT if unit in {"%", "％"} else 1


def compute(form: Form, column: Column, entry: Entry, line: Line, number_of: NumberOf) -> Computed:
    """Return what a computed column says on a line; what it is computed of comes by `number_of`.

    Columns that are computed themselves are computed first.
    """

    def value_of(column_id: str, on: Line) -> Decimal | None:
        operand = form.column(column_id)
        if operand.computed:
            return compute(form, operand, entry, on, number_of).value
        return number_of(operand, on)

    rule = column.computed
    assert rule is not None  # noqa: S101 - computed columns only
    if isinstance(rule, Bands):
        return Computed(_banded(rule, line, lambda name: value_of(name, line)) or rule.unmeasured)
    assert column.number is not None  # noqa: S101 - all others give numbers
    scale = scale_of(column.number, entry, line)
    match rule:
        case Ratio():
            exact = _ratio(value_of(rule.part, line), value_of(rule.whole, line), scale)
        case Difference():
            exact = _difference(value_of(rule.larger, line), value_of(rule.smaller, line))
        case Sum():
            lines = entry.lines if rule.over_lines else (line,)
            exact = _sum(value_of(name, on) for on in lines for name in rule.columns)
    value = None if exact is None else rounded(exact, scale)
    reach = Decimal(1).scaleb(column.number.reach - scale.digits)
    if value is None or abs(value) > reach:
        return Computed(rule.unmeasured)
    return Computed(scale.shown(value), value)


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


def _banded(bands: Bands, line: Line, value_of: Callable[[str], Decimal | None]) -> str | None:
    """Return the first grade whose band a value is in; None where that cannot be measured."""
    value = value_of(bands.of)
    if value is None:
        return None
    lower = bands.is_lower(line.values)
    for band in bands.bands:
        if not band.against:
            return band.grade
        reference = value_of(band.against)
        if reference is None:
            return None
        share = abs(reference) * (band.percent - _PER_CENT) / _PER_CENT
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


def in_order(form: Form) -> Iterator[Column]:
    """Yield the computed columns, each behind those that it is computed of."""
    done: set[str] = set()

    def behind(column: Column) -> Iterator[Column]:
        if column.id not in done:
            done.add(column.id)
            for name in operands(column):
                if form.column(name).computed:
                    yield from behind(form.column(name))
            yield column

    for column in form.computed:
        yield from behind(column)
