"""Merged answers become grade tables: counts and printed percentages, repeats left out.

Counted with `Counter`: one pass over a few hundred items, where importing pandas alone takes as
long as reading forty submissions (measured, tests/bench).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from shinchoku.model import (
    Column,
    ColumnTally,
    Definition,
    Grade,
    Merged,
    Role,
    Rounding,
    Tally,
    TallyRow,
    bucket,
)

_ROUND: Mapping[str, Callable[[Fraction], int]] = {
    "half_up": lambda share: floor(share + Fraction(1, 2)),
    "half_even": round,
    "down": floor,
}


class _Graded(NamedTuple):
    """One item that was given a grade: its plan, the grade, its reasons by column."""

    plan: str
    grade: str
    reasons: Mapping[str, str]


def tally(definition: Definition, merged: Merged) -> Tally:
    """Count every grade column of the items."""
    columns = definition.items.with_role(Role.GRADE)
    return {column.id: _column(definition, merged, column) for column in columns}


def percent(count: int, total: int, rounding: Rounding) -> str:
    """Return count / total in per cent as it is printed; 0 of 0 is 0.

    The ratio is a fraction until it is rounded, so a half is exactly a half.
    """
    share = Fraction(count * 100, total) if total else Fraction(0)
    rounded = _ROUND[rounding.mode](share * 10**rounding.digits)
    return f"{Decimal(rounded).scaleb(-rounding.digits):f}"


def _column(definition: Definition, merged: Merged, column: Column) -> ColumnTally:
    reasons = [r for r in definition.items.with_role(Role.REASON) if r.of in {"", column.id}]
    graded = _graded(definition, merged, column, reasons)
    total = len(graded)

    def row(column_id: str, choice: str, label: str, count: int) -> TallyRow:
        share = percent(count, total, definition.rounding)
        name = bucket(column_id, choice)
        return TallyRow(choice=choice, label=label, count=count, percent=share, bucket=name)

    def breakdown(grade: Grade) -> tuple[TallyRow, ...]:
        given = [one.reasons for one in graded if one.grade == grade.code]
        return tuple(
            row(reason.id, choice, choice, sum(g[reason.id] == choice for g in given))
            for reason in reasons
            for choice in reason.choices
        )

    counts = Counter(one.grade for one in graded)
    rows = tuple(
        row(column.id, grade.code, grade.label, counts[grade.code]) for grade in column.grades
    )
    broken_down = tuple(
        replace(one, breakdown=breakdown(grade)) if grade.needs_reason else one
        for one, grade in zip(rows, column.grades, strict=True)
    )
    return ColumnTally(
        column_id=column.id,
        rows=broken_down,
        total=row(column.id, "", "", total),
        by_plan=_by_plan(definition, column, graded),
    )


def _graded(
    definition: Definition, merged: Merged, column: Column, reasons: Sequence[Column]
) -> list[_Graded]:
    """Return the items that count: graded on the scale, and no repeats."""
    scale = {grade.code for grade in column.grades}
    return [
        _Graded(plan.number, grade, {r.id: merged.text(item.id, r.id) for r in reasons})
        for plan, item in definition.items_of(definition.items)
        if not item.repeat_of and (grade := merged.text(item.id, column.id)) in scale
    ]


def _by_plan(
    definition: Definition, column: Column, graded: Sequence[_Graded]
) -> Mapping[str, Mapping[str, int]]:
    counts = Counter((one.plan, one.grade) for one in graded)
    return {
        plan.number: {grade.code: counts[plan.number, grade.code] for grade in column.grades}
        for plan in definition.plans
    }
