"""Merged answers become tallies: counts and printed percentages, repeats left out.

Counted with `Counter`: one pass over a few hundred entries, where importing pandas alone takes as
long as reading forty submissions (measured, tests/bench).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from shinchoku.model import (
    Column,
    ColumnTally,
    Definition,
    Entry,
    Form,
    Merged,
    NodePath,
    Rounding,
    Tally,
    TallyRow,
    TallySpec,
    bucket,
)

DEPARTMENT = "department"  # by which a tally may be counted, beside levels

_ROUND: Mapping[str, Callable[[Fraction], int]] = {
    "half_up": lambda share: floor(share + Fraction(1, 2)),
    "half_even": round,
    "down": floor,
}


class _Counted(NamedTuple):
    """One value that counts: what it hangs below, the choice, and those that divide it."""

    path: NodePath
    department_id: str
    choice: str
    beside: Mapping[str, str]


def tally(definition: Definition, merged: Merged) -> Tally:
    """Count every tally of the definition."""
    return {spec.id: count(definition, merged, spec) for spec in definition.tallies}


def every_grade(definition: Definition) -> tuple[TallySpec, ...]:
    """Return a plain count of each graded column, whatever the report counts."""
    rounding = definition.tallies[0].rounding if definition.tallies else Rounding()
    return tuple(
        TallySpec(
            id=f"{form.id}.{column.id}", form_id=form.id, column_id=column.id, rounding=rounding
        )
        for form in definition.forms
        for column in form.graded
    )


def grades_so_far(definition: Definition, merged: Merged) -> Tally:
    """Count every graded column, whatever the report counts."""
    return {spec.id: count(definition, merged, spec) for spec in every_grade(definition)}


def percent(count: int, total: int, rounding: Rounding) -> str:
    """Return count / total in per cent as it is printed; 0 of 0 is 0.

    The ratio is a fraction until it is rounded, so a half is exactly a half.
    """
    share = Fraction(count * 100, total) if total else Fraction(0)
    rounded = _ROUND[rounding.mode](share * 10**rounding.digits)
    return f"{Decimal(rounded).scaleb(-rounding.digits):f}"


def count(definition: Definition, merged: Merged, spec: TallySpec) -> ColumnTally:
    """Count the choices of one column."""
    form = definition.form(spec.form_id)
    column = form.column(spec.column_id)
    counted = list(_counted(definition, merged, form, column, spec))
    total = len(counted)
    labels = {grade.code: grade.label for grade in column.grades}  # a choice says itself

    def row(choice: str, label: str, count: int, beside: str = "") -> TallyRow:
        share = percent(count, total, spec.rounding)
        name = bucket(spec.id, choice, beside)
        return TallyRow(choice=choice, label=label, count=count, percent=share, bucket=name)

    def breakdown(code: str) -> tuple[TallyRow, ...]:
        name = spec.breakdown.get(code)
        if name is None:
            return ()
        given = Counter(one.beside[name] for one in counted if one.choice == code)
        choices = form.column(name).choices
        return tuple(row(choice, choice, given[choice], code) for choice in choices)

    counts = Counter(one.choice for one in counted)
    return ColumnTally(
        column_id=column.id,
        rows=tuple(
            replace(row(code, labels.get(code, ""), counts[code]), breakdown=breakdown(code))
            for code in column.codes
        ),
        total=row("", "", total),
        by={by: _by(by, column, counted, definition) for by in spec.by},
    )


def _counted(
    definition: Definition, merged: Merged, form: Form, column: Column, spec: TallySpec
) -> Iterator[_Counted]:
    """Yield what counts: a choice on the scale, of an entry that is no repeat."""
    beside = [form.column(name) for name in dict.fromkeys(spec.breakdown.values())]
    for path, entry in definition.entries(form):
        if entry.repeat_of or not _is_meant(merged, form, entry, spec):
            continue
        for line in entry.lines if column.per_line else entry.lines[:1]:
            choice = merged.text_of(column, entry, line)
            if choice in column.codes:
                texts = {c.id: merged.text_of(c, entry, line) for c in beside}
                yield _Counted(path, entry.department_id, choice, texts)


def _is_meant(merged: Merged, form: Form, entry: Entry, spec: TallySpec) -> bool:
    """Whether an entry has, in each filtering column, one of the texts asked for."""
    return all(
        any(merged.text_of(form.column(name), entry, line) in texts for line in entry.lines)
        for name, texts in spec.where.items()
    )


def _by(
    by: str, column: Column, counted: Sequence[_Counted], definition: Definition
) -> Mapping[str, Mapping[str, int]]:
    """Count each choice for every department, or every node of a level that anything counts in."""
    if by == DEPARTMENT:
        places = [one.department_id for one in counted]
        known = [department.id for department in definition.departments]
    else:
        places = [next((n.id for n in one.path if n.level == by), "") for one in counted]
        known = list(dict.fromkeys(places))
    counts = Counter(zip(places, (one.choice for one in counted), strict=True))
    found = set(places)
    return {
        place: {code: counts[place, code] for code in column.codes}
        for place in known
        if place in found
    }
