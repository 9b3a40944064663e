"""Every table of sums, added up once more from the merged values, with no help from `totals`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from shinchoku.model import (
    DEPARTMENT,
    Column,
    Definition,
    Entry,
    Form,
    Key,
    Line,
    Merged,
    NodePath,
    Scale,
    SumGroup,
    SumsPart,
    SumSpec,
    at_place,
    sum_key,
)
from shinchoku.model.derived import NOT_MEASURED
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.words import words

_ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


class _Row(NamedTuple):
    """A number that may be added up: where it counts, what it is, None for none."""

    place: str
    number: Decimal | None
    is_known: bool  # a number, or that there is none


@dataclass(frozen=True)
class SumsAgain:
    """The figures of one table."""

    definition: Definition
    merged: Merged
    part: SumsPart

    def figures(self) -> Iterator[tuple[Key, str, str]]:
        """Yield each figure's name, its text, and what its row is called."""
        for group in self.part.groups:
            tally = _Tally(self.definition, self.merged, group, self.part.by)
            for place, label in (*self._rows(), (None, self.part.total)):
                rows = [row for row in tally.rows if place in {None, row.place}]
                name = group.name
                if place is not None:
                    name = at_place(name, self.part.by, place)
                for key, text in self._texts(tally, name, rows):
                    yield key, text, label

    def _rows(self) -> Iterator[tuple[str, str]]:
        form_id = self.definition.sum(self.part.groups[0].tally).form_id
        for place in self.definition.places_of(form_id, self.part.by):
            yield place.id, self.part.text.fill(place.words)
        yield "", self.part.none or words(self.definition.round.language)("crosstab.none")

    def _texts(self, tally: _Tally, name: str, rows: Sequence[_Row]) -> Iterator[tuple[Key, str]]:
        digits = self.part.digits
        digits = tally.spec.rounding.digits if digits is None else digits
        known = [row.number for row in rows if row.number is not None]
        yield sum_key(name, "count"), str(len(known))
        yield sum_key(name, "sum"), tally.sum(rows)
        yield sum_key(name, "percent", digits), tally.share(rows, digits)


@dataclass(frozen=True)
class _Tally:
    """A tally of numbers, or a subset of one, by one of its `by`."""

    definition: Definition
    merged: Merged
    group: SumGroup
    by: str

    @property
    def spec(self) -> SumSpec:
        return self.definition.sum(self.group.tally)

    @cached_property
    def form(self) -> Form:
        return self.definition.form(self.spec.form_id)

    @cached_property
    def column(self) -> Column:
        return self.form.column(self.spec.column_id)

    def sum(self, rows: Sequence[_Row]) -> str:
        """Return what is printed of a sum."""
        value, lacks = _value(rows), not all(row.is_known for row in rows)
        if value is None:
            return NOT_MEASURED
        mark = words(self.definition.round.language)("total.mark")
        has_any = any(row.number is not None for row in rows)
        return (mark if lacks and has_any else "") + self.scale.shown(value)

    def share(self, rows: Sequence[_Row], digits: int) -> str:
        """Return what is printed of its share of the whole."""
        value, whole = _value(rows), _value(self.rows)
        if value is None or not whole:
            return NOT_MEASURED
        share = 100 * value / whole
        mode = _ROUNDING[self.spec.rounding.mode]
        shown = abs(share).quantize(Decimal(1).scaleb(-digits), mode)
        return f"{self.scale.negative if share < 0 else ''}{shown:f}%"

    @cached_property
    def scale(self) -> Scale:
        """The scale of a row with the most decimals."""
        assert self.column.number is not None  # noqa: S101 - the definition is checked
        scales = [
            self.column.number.scale(line.values, entry.lines[0].values)
            for _, entry, line in self._lines(whole=True)
        ]
        return max(scales, key=lambda scale: scale.digits, default=Scale())

    @cached_property
    def rows(self) -> Sequence[_Row]:
        """Everything that is added up."""
        known = {place.id for place in self.definition.places_of(self.form.id, self.by)}
        rows = []
        for path, entry, line in self._lines():
            place = self._place(path, entry, line)
            number = self.merged.number_of(self.column, entry, line)
            given = self.merged, self.definition.nothing, self.column, entry, line
            rows.append(_Row(place if place in known else "", number, not says_nothing(*given)))
        return rows

    def _lines(self, *, whole: bool = False) -> Iterator[tuple[NodePath, Entry, Line]]:
        """Yield each line with a number; of the `whole` tally also those of no subset."""
        wheres: list[Mapping[str, tuple[str, ...]]] = [self.spec.where]
        if not whole:
            wheres += [s.where for s in self.spec.subsets if s.id == self.group.subset]
        for path, entry in self.definition.entries(self.form):
            if not entry.repeat_of and all(self._is_meant(entry, where) for where in wheres):
                for number, line in enumerate(entry.lines):
                    if self._is_added(number):
                        yield path, entry, line

    def _is_added(self, number: int) -> bool:
        if not self.column.per_line:
            return number == 0
        return not self.spec.lines or self.form.lines[number].id in self.spec.lines

    def _is_meant(self, entry: Entry, where: Mapping[str, tuple[str, ...]]) -> bool:
        def texts(name: str) -> set[str]:
            column = self.form.column(name)
            return {self.merged.text_of(column, entry, line) for line in entry.lines}

        return all(texts(name) & {*wanted} for name, wanted in where.items())

    def _place(self, path: NodePath, entry: Entry, line: Line) -> str:
        if self.by == DEPARTMENT:
            return entry.department_id
        nodes = {node.level: node.id for node in path}
        if self.by in self.form.path:
            return nodes.get(self.by, "")
        column = self.form.column(self.by)
        return self.merged.text_of(column, entry, line if column.per_line else entry.lines[0])


def says_nothing(
    merged: Merged, nothing: Collection[str], column: Column, entry: Entry, line: Line
) -> bool:
    """Whether nobody knows a number, not even that there is none; of a sum: any that it adds up.

    A line adds up what departments write on each; the master's numbers stand on it as they are.
    """
    lines = [line]
    if line.sum_of and column.by == "department" and column.per_line:
        lines = [each for each in entry.lines if each.id in line.sum_of]
    unknown = (each for each in lines if merged.number_of(column, entry, each) is None)
    said = (canonical(merged.text_of(column, entry, each)) for each in unknown)
    return any(text not in nothing or not text for text in said)


def _value(rows: Sequence[_Row]) -> Decimal | None:
    """Return what rows come to; nothing where there should be a number, and is none at all."""
    known = [row.number for row in rows if row.number is not None]
    if not known and not all(row.is_known for row in rows):
        return None
    return sum(known, Decimal(0))
