"""Merged answers become tallies: counts and printed percentages, repeats left out.

Counted with `Counter`: one pass over a few hundred entries, where importing pandas alone takes as
long as reading forty submissions (measured, tests/bench).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from shinchoku.model import (
    DEPARTMENT,
    Column,
    ColumnTally,
    Definition,
    Form,
    Merged,
    Rounding,
    Tally,
    TallyRow,
    TallySpec,
    bucket,
    is_meant,
    place_of,
    within,
)
from shinchoku.records import dataclass


class _Counted(NamedTuple):
    """One value that counts: the choice, those that divide it, its places, the subsets it is of."""

    choice: str
    beside: Mapping[str, str]
    places: tuple[str, ...]  # one for each `by` of the tally, "" for none
    subsets: frozenset[str]


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
    """Return count / total in per cent as it is printed; 0 of 0 is 0."""
    return rounding.shown(Fraction(count * 100, total) if total else Fraction(0))


def words(definition: Definition, tally: Tally) -> Mapping[str, str]:
    """Return what texts may say of every tally, of its subsets and of what it counts by."""
    said: dict[str, str] = {}
    for spec in definition.tallies:
        counted = tally[spec.id]
        for by in spec.by:
            for place in definition.places(spec.id, by):
                counts = counted.by[by].get(place.id, {})
                at = {row.choice: counts.get(row.choice, 0) for row in counted.rows}
                said.update(_said(within(spec.id, place.id), at, spec.rounding))
        parts = {within(spec.id, name): subset for name, subset in counted.subsets.items()}
        for name, each in {**parts, spec.id: counted}.items():
            counts = {row.choice: row.count for row in each.rows}
            said.update(_said(name, counts, spec.rounding))
    return said


def _said(name: str, counts: Mapping[str, int], rounding: Rounding) -> Iterator[tuple[str, str]]:
    total = sum(counts.values())
    yield f"total:{name}", str(total)
    for choice, count in counts.items():
        yield f"count:{name}.{choice}", str(count)
        yield f"percent:{name}.{choice}", percent(count, total, rounding)


def count(definition: Definition, merged: Merged, spec: TallySpec) -> ColumnTally:
    """Count the choices of one column, of its subsets, and for each place of its `by`."""
    form = definition.form(spec.form_id)
    counting = _Counting(spec, form, form.column(spec.column_id))
    counted = list(_counted(definition, merged, counting))
    return replace(
        counting.tally(spec.id, counted),
        by={
            by: counting.by([(one.places[index], one.choice) for one in counted], by, definition)
            for index, by in enumerate(spec.by)
        },
        subsets={
            subset.id: counting.tally(
                within(spec.id, subset.id), [one for one in counted if subset.id in one.subsets]
            )
            for subset in spec.subsets
        },
    )


@dataclass(frozen=True)
class _Counting:
    """What is counted of which column."""

    spec: TallySpec
    form: Form
    column: Column

    def tally(self, name: str, counted: Sequence[_Counted]) -> ColumnTally:
        """Count the choices, and what divides them; `name` is the tally's, or a subset's."""
        column, total = self.column, len(counted)
        labels = {grade.code: grade.label for grade in column.grades}  # a choice says itself
        counts = Counter(one.choice for one in counted)

        def row(choice: str, label: str, count: int, beside: str = "") -> TallyRow:
            share = percent(count, total, self.spec.rounding)
            key = bucket(name, choice, beside)
            return TallyRow(choice=choice, label=label, count=count, percent=share, bucket=key)

        def breakdown(code: str) -> tuple[TallyRow, ...]:
            if (dividing := self.spec.breakdown.get(code)) is None:
                return ()
            given = Counter(one.beside[dividing] for one in counted if one.choice == code)
            choices = self.form.column(dividing).choices
            return tuple(row(choice, choice, given[choice], code) for choice in choices)

        return ColumnTally(
            column_id=column.id,
            rows=tuple(
                replace(
                    row(code, labels.get(code, ""), counts[code]),
                    breakdown=breakdown(code),
                    color=column.colors.get(code, ""),
                )
                for code in column.codes
            ),
            total=row("", "", total),
        )

    def by(
        self, counted: Sequence[tuple[str, str]], by: str, definition: Definition
    ) -> Mapping[str, Mapping[str, int]]:
        """Count each choice for every place that anything counts in; goes from place to choice."""
        found = dict.fromkeys(place for place, _ in counted)
        known: Sequence[str] = list(found)
        if by == DEPARTMENT:
            known = [department.id for department in definition.departments]
        elif by not in self.form.path:
            known = [*self.form.column(by).codes, *found]
        counts = Counter(counted)
        return {
            place: {code: counts[place, code] for code in self.column.codes}
            for place in dict.fromkeys(known)
            if place in found
        }


def _counted(definition: Definition, merged: Merged, counting: _Counting) -> Iterator[_Counted]:
    """Yield what counts: a choice on the scale, of an entry that is no repeat."""
    spec, form, column = counting.spec, counting.form, counting.column
    beside = [form.column(name) for name in dict.fromkeys(spec.breakdown.values())]
    for path, entry in definition.entries(form):
        if entry.repeat_of or not is_meant(merged, form, entry, spec.where):
            continue
        subsets = frozenset(
            subset.id for subset in spec.subsets if is_meant(merged, form, entry, subset.where)
        )
        for line in entry.lines if column.per_line else entry.lines[:1]:
            choice = merged.text_of(column, entry, line)
            if choice in column.codes:
                texts = {c.id: merged.text_of(c, entry, line) for c in beside}
                places = tuple(place_of(merged, form, by, path, entry, line) for by in spec.by)
                yield _Counted(choice, texts, places, subsets)
