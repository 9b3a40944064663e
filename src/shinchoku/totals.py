"""Numbers become sums: of some entries, exactly, repeats left out.

A ratio and a difference are computed anew of the sums of what they are computed of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from shinchoku.model import (
    Column,
    Definition,
    Difference,
    Entry,
    Form,
    Line,
    Merged,
    NumberKind,
    Ratio,
    Rounding,
    Scale,
    Sum,
    SumSpec,
    added_up,
    computes,
    is_meant,
    place_of,
    scale_of,
    summed_lines,
    within,
)
from shinchoku.model.computing import factor, rounded
from shinchoku.model.derived import NOT_MEASURED
from shinchoku.normal import canonical
from shinchoku.records import dataclass


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
        lacking = sum(self.lacks(column, *each) for each in self._where(column))
        return Added(value, scale, lacking)

    def lacks(self, column: Column, entry: Entry, line: Line) -> bool:
        """Whether a number is not known where it is not said either that there is none.

        A line that adds up others lacks what any of them does.
        """
        if column.computed is None and computes(column, line):
            parts = (each for each in entry.lines if each.id in line.sum_of)
            return any(self.lacks(column, entry, each) for each in parts)
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
            self.lacks(operand, entry, each)
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


# ---------------------------------------------------------------- tallies of numbers


class Summed(NamedTuple):
    """What so many numbers come to; None where there is none, but there should be."""

    value: Decimal | None
    numbers: int
    lacking: int


@dataclass(frozen=True, kw_only=True)
class SumTally:
    """What the numbers of one column come to; of subsets by their ids.

    `by`: level, "department" or column -> node's id, department's id or text -> its sum, "" for
    what has no place.
    """

    scale: Scale
    rounding: Rounding
    total: Summed
    by: Mapping[str, Mapping[str, Summed]]
    subsets: Mapping[str, SumTally] = field(default_factory=dict)

    def shown(self, summed: Summed) -> str:
        """Return a sum as it is printed."""
        return NOT_MEASURED if summed.value is None else self.scale.shown(summed.value)

    def share(self, summed: Summed, digits: int | None = None) -> str:
        """Return its share of the whole in per cent, "" where there is none to be had."""
        if summed.value is None or not self.total.value:
            return ""
        own = self.rounding if digits is None else replace(self.rounding, digits=digits)
        share = 100 * Fraction(summed.value) / Fraction(self.total.value)
        return (self.scale.negative if share < 0 else "") + own.shown(abs(share))


class _Number(NamedTuple):
    """One number that is added up; its places, one for each `by`, and the subsets it is of."""

    value: Decimal | None
    lacks: bool
    places: tuple[str, ...]
    subsets: frozenset[str]


def sums(definition: Definition, merged: Merged) -> Mapping[str, SumTally]:
    """Add up every tally of numbers of a definition."""
    return {spec.id: _sum_tally(definition, merged, spec) for spec in definition.sums}


def said(definition: Definition, tallies: Mapping[str, SumTally]) -> Mapping[str, str]:
    """Return what texts may say of every tally of numbers, of its subsets and places."""
    words: dict[str, str] = {}
    for spec in definition.sums:
        tally = tallies[spec.id]
        parts = {spec.id: tally.total}
        parts |= {within(spec.id, id_): each.total for id_, each in tally.subsets.items()}
        for by in spec.by:
            none = Summed(Decimal(0), 0, 0)
            for place in definition.places_of(spec.form_id, by):
                parts[within(spec.id, place.id)] = tally.by[by].get(place.id, none)
        for name, summed in parts.items():
            words[f"sum:{name}"] = tally.shown(summed)
            words[f"total:{name}"] = str(summed.numbers)
            words[f"percent:{name}"] = tally.share(summed) or NOT_MEASURED
    return words


def _sum_tally(definition: Definition, merged: Merged, spec: SumSpec) -> SumTally:
    form = definition.form(spec.form_id)
    adding = Adding(form, merged, definition.nothing, ())
    column = form.column(spec.column_id)
    known = [{place.id for place in definition.places_of(form.id, by)} for by in spec.by]
    numbers: list[_Number] = []
    scales: list[Scale] = []
    for path, entry in definition.entries(form):
        if entry.repeat_of or not is_meant(merged, form, entry, spec.where):
            continue
        own = (each.id for each in spec.subsets if is_meant(merged, form, entry, each.where))
        subsets = frozenset(own)
        for line in _lines(spec, form, column, entry):
            found = (place_of(merged, form, by, path, entry, line) for by in spec.by)
            places = (p if p in ids else "" for p, ids in zip(found, known, strict=True))
            value = merged.number_of(column, entry, line)
            lacks = adding.lacks(column, entry, line)
            numbers.append(_Number(value, lacks, tuple(places), subsets))
            scales.append(scale_of(column.number, entry, line) if column.number else Scale())
    scale = max(scales, key=lambda each: each.digits, default=Scale())
    whole = _tallied(spec, scale, numbers)
    subsets_of = {
        each.id: _tallied(spec, scale, [n for n in numbers if each.id in n.subsets])
        for each in spec.subsets
    }
    return replace(whole, subsets=subsets_of)


def _lines(spec: SumSpec, form: Form, column: Column, entry: Entry) -> Sequence[Line]:
    """Return the lines of an entry whose numbers are added up."""
    if not column.per_line:
        return entry.lines[:1]
    if spec.lines:
        return [line for id_ in spec.lines for line in summed_lines(entry, form, id_)]
    return entry.lines


def _tallied(spec: SumSpec, scale: Scale, numbers: Sequence[_Number]) -> SumTally:
    by: dict[str, dict[str, Summed]] = {}
    for index, name in enumerate(spec.by):
        groups: dict[str, list[_Number]] = {}
        for number in numbers:
            groups.setdefault(number.places[index], []).append(number)
        by[name] = {place: _summed(each, scale) for place, each in groups.items()}
    return SumTally(scale=scale, rounding=spec.rounding, total=_summed(numbers, scale), by=by)


def _summed(numbers: Sequence[_Number], scale: Scale) -> Summed:
    known = [number.value for number in numbers if number.value is not None]
    lacking = sum(number.lacks for number in numbers)
    if not known and lacking:
        return Summed(None, 0, lacking)
    value = rounded(sum(map(Fraction, known), Fraction(0)), scale)
    return Summed(value, len(known), lacking)


def _finest(kind: NumberKind, scales: Iterable[Scale]) -> Scale:
    return max(scales, key=lambda scale: scale.digits, default=kind.scale({}))
