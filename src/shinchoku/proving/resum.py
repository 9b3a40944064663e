"""Every sum that a report prints, added up once more from the merged values.

It has no help from `totals` or the layout: what is wrong there is found here. Decimals are added,
and divided with more digits than any of them has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cached_property

from shinchoku.model import (
    Column,
    Definition,
    Difference,
    Entry,
    Form,
    Key,
    Line,
    Merged,
    NodePath,
    Ratio,
    Scale,
    Sum,
    SumsPart,
    TableSection,
    TextSection,
    Total,
    total_key,
)
from shinchoku.model.derived import NOT_MEASURED
from shinchoku.proving.sum_tallies import SumsAgain, says_nothing
from shinchoku.records import dataclass
from shinchoku.words import words

_PRECISE = Context(prec=120, rounding=ROUND_HALF_UP)
_PER_CENT = {"%": Decimal(100), "％": Decimal(100)}
_Found = Iterator[tuple[Key, str, str]]  # names, texts, and what rows are called
_Rows = Sequence[tuple[Entry, Line]]


def resum(definition: Definition, merged: Merged) -> tuple[Mapping[Key, str], Mapping[str, str]]:
    """Return what every sum must say, by its name, and what the rows of totals are called."""
    sums: dict[Key, str] = {}
    labels: dict[str, str] = {}
    with localcontext(_PRECISE):
        for section in definition.sections:
            if isinstance(section, TableSection) and section.totals:
                again = _Table(definition, merged, section)
                found = again.figures()
            elif isinstance(section, TextSection):
                found = _tables_of_sums(definition, merged, section)
            else:
                continue
            for key, text, label in found:
                sums[key], labels[key.owner_id] = text, label
    return sums, labels


def _tables_of_sums(definition: Definition, merged: Merged, section: TextSection) -> _Found:
    for part in section.parts:
        if isinstance(part, SumsPart):
            yield from SumsAgain(definition, merged, part).figures()


@dataclass
class _Table:
    """The totals of one section."""

    definition: Definition
    merged: Merged
    section: TableSection

    def figures(self) -> Iterator[tuple[Key, str, str]]:
        """Yield each figure's name, its text, and what its row is called."""
        given = self._form, self.merged, self.definition.nothing
        for number, total in enumerate(self.section.totals):
            for node_id, (path, entries) in self._groups(total).items():
                node = path[-1] if path else None
                label = total.label.fill(node.words if node else {})
                for place, line_id in enumerate(total.lines or ("",)):
                    for name in total.columns:
                        column = self._form.column(name)
                        if place and not column.per_line:
                            continue
                        figures = Figures(*given, entries, line_id)
                        text = figures.text(column, self._mark)
                        key = total_key(self.section.id, number, node_id, line_id, name)
                        yield key, text, label

    @property
    def _form(self) -> Form:
        return self.definition.form(self.section.form_id)

    @cached_property
    def _mark(self) -> str:
        return words(self.definition.round.language)("total.mark")

    def _groups(self, total: Total) -> Mapping[str, tuple[NodePath, list[Entry]]]:
        """Return the entries below each node of a total's level, with the way to the node."""
        groups: dict[str, tuple[NodePath, list[Entry]]] = {}
        for path, entry in self.definition.entries(self._form):
            levels = [node.level for node in path]
            if total.level and total.level not in levels:
                continue
            upto = path[: levels.index(total.level) + 1] if total.level else ()
            _, entries = groups.setdefault(upto[-1].id if upto else "", (upto, []))
            if not entry.repeat_of:
                entries.append(entry)
        return groups


@dataclass(frozen=True)
class Figures:
    """What entries come to, on one of their fixed lines or on all their lines."""

    form: Form
    merged: Merged
    nothing: frozenset[str]
    entries: Sequence[Entry]
    line_id: str

    def text(self, column: Column, mark: str) -> str:
        """Return what must be printed."""
        scale = self._scale(column)
        exact = self._exact(column, scale)
        if exact is None:
            return NOT_MEASURED
        shown = exact.quantize(Decimal(1).scaleb(-scale.digits))
        return mark * any(self._lacks(column)) + scale.shown(shown)

    def _exact(self, column: Column, scale: Scale) -> Decimal | None:
        rule = column.computed
        if isinstance(rule, Ratio):
            part, whole = self._rounded(rule.part), self._rounded(rule.whole)
            if part is None or not whole:
                return None
            return part * _PER_CENT.get(scale.unit, Decimal(1)) / whole
        if isinstance(rule, Difference):
            one, other = self._rounded(rule.larger), self._rounded(rule.smaller)
            return None if one is None or other is None else one - other
        found = [self.merged.number_of(column, *row) for row in self._rows(column)]
        known = [number for number in found if number is not None]
        return sum(known, Decimal(0)) if known else None

    def _rounded(self, column_id: str) -> Decimal | None:
        column = self.form.column(column_id)
        scale = self._scale(column)
        exact = self._exact(column, scale)
        return None if exact is None else exact.quantize(Decimal(1).scaleb(-scale.digits))

    def _lacks(self, column: Column) -> Iterator[bool]:
        """Yield whether a number is not known, of each that the column's sum is made of."""
        match column.computed:
            case Ratio(part=one, whole=other) | Difference(larger=one, smaller=other):
                yield from self._lacks(self.form.column(one))
                yield from self._lacks(self.form.column(other))
                return
            case Sum(columns=names) as rule:
                yield from (self._is_unknown(names, rule, *row) for row in self._rows(column))
                return
        for row in self._rows(column):
            yield self._says_nothing_known(column, *row)

    def _says_nothing_known(self, column: Column, entry: Entry, line: Line) -> bool:
        return says_nothing(self.merged, self.nothing, column, entry, line)

    def _is_unknown(self, names: Iterable[str], rule: Sum, entry: Entry, line: Line) -> bool:
        """Whether a row's sum adds up anything that is not known."""
        lines = [line]
        if rule.over_lines:
            lines = [each for each in entry.lines if not each.sum_of]
        columns = [self.form.column(name) for name in names]
        return any(
            self._says_nothing_known(column, entry, each) for column in columns for each in lines
        )

    def _rows(self, column: Column) -> _Rows:
        return [
            (entry, line)
            for entry in self.entries
            for place, line in enumerate(entry.lines)
            if (self._is_meant(place) if column.per_line else place == 0)
        ]

    def _is_meant(self, place: int) -> bool:
        return not self.line_id or self.form.lines[place].id == self.line_id

    def _scale(self, column: Column) -> Scale:
        """Return the scale of a sum: the most decimals that a row of it has."""
        assert column.number is not None  # noqa: S101 - the definition is checked
        scales = [
            column.number.scale(line.values, entry.lines[0].values)
            for entry, line in self._rows(column)
        ]
        return max(scales or [column.number.scale({})], key=lambda scale: scale.digits)
