"""Merged answers become grade tables: counts and printed percentages, repeats left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import pandas as pd

from shinchoku.model import (
    Column,
    ColumnTally,
    Definition,
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


def tally(definition: Definition, merged: Merged) -> Tally:
    """Count every grade column of the items."""
    frame = _frame(definition, merged)
    form = definition.items
    return {
        column.id: _column(definition, frame, column, form.with_role(Role.REASON))
        for column in form.with_role(Role.GRADE)
    }


def percent(count: int, total: int, rounding: Rounding) -> str:
    """Return count / total in per cent as it is printed; 0 of 0 is 0.

    The ratio is a fraction until it is rounded, so a half is exactly a half.
    """
    share = Fraction(count * 100, total) if total else Fraction(0)
    rounded = _ROUND[rounding.mode](share * 10**rounding.digits)
    return f"{Decimal(rounded).scaleb(-rounding.digits):f}"


def _frame(definition: Definition, merged: Merged) -> pd.DataFrame:
    """One row for every item that is no repeat: plan, and its grades and reasons."""
    columns = [c for c in definition.items.columns if c.role in {Role.GRADE, Role.REASON}]
    return pd.DataFrame(
        [
            {"plan": plan.number} | {c.id: merged.text(item.id, c.id) for c in columns}
            for plan, item in definition.items_of(definition.items)
            if not item.repeat_of
        ],
        columns=["plan", *(column.id for column in columns)],
    )


def _column(
    definition: Definition, frame: pd.DataFrame, column: Column, reasons: tuple[Column, ...]
) -> ColumnTally:
    codes = [grade.code for grade in column.grades]
    given = frame[frame[column.id].isin(codes)]
    total = len(given)
    counts = given[column.id].value_counts().to_dict()

    def row(column_id: str, choice: str, label: str, count: int) -> TallyRow:
        return TallyRow(
            choice=choice,
            label=label,
            count=count,
            percent=percent(count, total, definition.rounding),
            bucket=bucket(column_id, choice),
        )

    rows = []
    for grade in column.grades:
        base = row(column.id, grade.code, grade.label, int(counts.get(grade.code, 0)))
        breakdown: list[TallyRow] = []
        for reason in reasons if grade.needs_reason else ():
            if reason.of in {"", column.id}:
                chosen = given.loc[given[column.id] == grade.code, reason.id].value_counts()
                breakdown += [
                    row(reason.id, choice, choice, int(chosen.get(choice, 0)))
                    for choice in reason.choices
                ]
        rows.append(replace(base, breakdown=tuple(breakdown)))
    return ColumnTally(
        column_id=column.id,
        rows=tuple(rows),
        total=row(column.id, "", "", total),
        by_plan=_by_plan(given, column, [plan.number for plan in definition.plans]),
    )


def _by_plan(
    given: pd.DataFrame, column: Column, plans: list[str]
) -> Mapping[str, Mapping[str, int]]:
    codes = [grade.code for grade in column.grades]
    table = pd.crosstab(given["plan"], given[column.id]).reindex(
        index=plans, columns=codes, fill_value=0
    )
    return {
        str(plan): {str(code): int(count) for code, count in row.items()}
        for plan, row in table.to_dict("index").items()
    }
