"""Computed columns of a template: an entry's numbers go in, formulas with what they give come out.

Formulas compute with whole numbers in units of the last digit, which no program rounds otherwise
than the other: `model.computing` says the same with fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from typing import NamedTuple

from shinchoku.model import (
    Band,
    Bands,
    Column,
    Difference,
    Entry,
    Form,
    Line,
    NumberKind,
    Ratio,
    Sum,
    added_up,
    compute,
    computed_on,
    computes,
    given_number,
    rule_on,
    scale_of,
)
from shinchoku.model.computing import factor
from shinchoku.model.derived import Rule
from shinchoku.records import dataclass
from shinchoku.templates.figures import LiveFigure
from shinchoku.templates.live import Keep, literal

_MOST_TERMS = 40  # that one formula adds up
_SHARES = 1000  # of a reference: per cent with one decimal


class Units(NamedTuple):
    """A number in units of its last digit, as formulas refer to it, "" for none; and what it is."""

    formula: str
    digits: int
    value: Decimal | None


class ComputedCell(NamedTuple):
    """What stands in a computed cell: a formula (without =) and what it gives."""

    column: Column
    formula: str
    value: str | float


@dataclass
class EntryComputer:
    """Makes the computed cells of an entry; both mappings go from the ids of its lines."""

    form: Form
    entry: Entry
    figures: Mapping[str, Mapping[str, LiveFigure]]
    keeps: Mapping[str, Keep]
    _made: dict[tuple[str, str], Units] = field(default_factory=dict)
    _cells: dict[tuple[str, str], ComputedCell] = field(default_factory=dict)

    def cells(self, line: Line) -> Iterator[ComputedCell]:
        """Yield the computed cells of a line."""
        for column in computed_on(self.form, self.entry, line):
            yield self._cell(column, line)

    def _cell(self, column: Column, line: Line) -> ComputedCell:
        """Return a cell; what it is computed of is made first."""
        place = column.id, line.id
        if place not in self._cells:
            self._cells[place] = self._new_cell(column, line)
        return self._cells[place]

    def _new_cell(self, column: Column, line: Line) -> ComputedCell:
        found = compute(self.form, column, self.entry, line, self._number)
        rule = rule_on(column, line)
        if isinstance(rule, Bands):
            return ComputedCell(column, self._banded(rule, line), found.text)
        assert column.number is not None  # noqa: S101 - what is computed and no band is a number
        digits = scale_of(column.number, self.entry, line).digits
        value = "" if found.value is None else float(found.value)
        whole = "" if found.value is None else float(found.value.scaleb(digits))
        units = self._kept(column.number, line, self._whole(rule, column, line, digits), whole)
        self._made[column.id, line.id] = Units(units, digits, found.value)
        shown = f"IF(ISNUMBER({units}),{units}/{10**digits},{literal(rule.unmeasured).formula})"
        return ComputedCell(column, shown, found.text if value == "" else value)

    def _number(self, column: Column, line: Line) -> Decimal | None:
        if column.answered:
            figure = self.figures[line.id].get(column.id)
            return figure.figure.value if figure else None
        return given_number(column, self.entry, line)

    def _kept(self, kind: NumberKind, line: Line, formula: str, whole: float | str) -> str:
        """Keep a number's units, "" for one of more digits than it may have."""
        keep = self.keeps[line.id]
        cell = keep(formula, whole)
        return keep(f'IF(ISNUMBER({cell}),IF(ABS({cell})<={10**kind.reach},{cell},""),"")', whole)

    def _units(self, name: str, line: Line) -> Units:
        """Return how formulas refer to a number: a department's, a computed one, the master's."""
        column = self.form.column(name)
        if computes(column, line):
            self._cell(column, line)
            return self._made[name, line.id]
        assert column.number  # noqa: S101 - numbers alone are computed of
        digits = scale_of(column.number, self.entry, line).digits
        value = self._number(column, line)
        if column.answered:
            return Units(self.figures[line.id][name].units, digits, value)
        return Units('""' if value is None else f"{value.scaleb(digits):.0f}", digits, value)

    # ------------------------------------------------------------ numbers

    def _whole(self, rule: Rule, column: Column, line: Line, digits: int) -> str:
        """Return a computed number in units of its last digit, "" for none."""
        match rule:
            case Ratio(part=part, whole=whole):
                unit = scale_of(column.number, self.entry, line).unit if column.number else ""
                return _ratio(self._units(part, line), self._units(whole, line), unit, digits)
            case Difference(larger=larger, smaller=smaller):
                one, other = self._units(larger, line), self._units(smaller, line)
                most = max(one.digits, other.digits)
                both = f"AND(ISNUMBER({one.formula}),ISNUMBER({other.formula}))"
                less = f"{_scaled(one, most)}-{_scaled(other, most)}"
                return f'IF({both},{_cut(less, most - digits)},"")'
            case Sum(columns=columns):
                lines = added_up(rule, self.entry, line)
                return self._sum(
                    [self._units(n, on) for on in lines for n in columns], line, digits
                )
        raise TypeError(rule)

    def _sum(self, terms: Sequence[Units], line: Line, digits: int) -> str:
        """Add up what is known; what one formula has no room for is added up in cells."""
        while len(terms) > _MOST_TERMS:
            parts = [terms[at : at + _MOST_TERMS] for at in range(0, len(terms), _MOST_TERMS)]
            terms = [self._part(part, line) for part in parts]
        total, known, most = _added(terms)
        return f'IF({known},{_cut(total, most - digits)},"")'

    def _part(self, terms: Sequence[Units], line: Line) -> Units:
        total, known, most = _added(terms)
        values = [term.value for term in terms if term.value is not None]
        value = sum(values, Decimal(0)) if values else None
        whole = "" if value is None else float(value.scaleb(most))
        return Units(self.keeps[line.id](f'IF({known},{total},"")', whole), most, value)

    # ------------------------------------------------------------ bands

    def _banded(self, bands: Bands, line: Line) -> str:
        """Return the grade of a number, from the last band to the first."""
        value, otherwise = self._units(bands.of, line), literal(bands.unmeasured).formula
        lower = bands.is_lower(line.values, self.entry.lines[0].values)
        formula = otherwise
        for band in reversed(bands.bands):
            grade = literal(band.grade).formula
            if not band.against:
                formula = grade
                continue
            reference = self._units(band.against, line)
            holds = _holds(value, reference, band, lower=lower)
            choice = f"IF({holds},{grade},{formula})"
            formula = f"IF(ISNUMBER({reference.formula}),{choice},{otherwise})"
        return f"IF(ISNUMBER({value.formula}),{formula},{otherwise})"


def _holds(value: Units, reference: Units, band: Band, *, lower: bool) -> str:
    """Return whether a number is in a band, in thousandths of its units."""
    digits = max(value.digits, reference.digits)
    number = _times(_scaled(value, digits), _SHARES)
    limit = _scaled(reference, digits)
    more = int(band.percent * (_SHARES // 100)) - _SHARES
    share = f"ABS({limit})*{abs(more)}"
    grows = (more > 0) is not lower
    limit = _times(limit, _SHARES) + (f"{'+' if grows else '-'}{share}" if more else "")
    sign = "<" if lower else ">"
    return f"{number}{sign}{'' if band.above else '='}{limit}"


def _added(terms: Sequence[Units]) -> tuple[str, str, int]:
    """Return the sum of what is known, whether anything is, and its digits."""
    most = max(term.digits for term in terms)
    parts = [f"IF(ISNUMBER({term.formula}),{_scaled(term, most)},0)" for term in terms]
    known = [f"ISNUMBER({term.formula})" for term in terms]
    return "+".join(parts), f"OR({','.join(known)})", most


def _scaled(units: Units, digits: int) -> str:
    """Return a number in units of another digit, which is not before its last."""
    return _times(units.formula, 10 ** (digits - units.digits))


def _times(formula: str, by: int) -> str:
    return formula if by == 1 else f"{formula}*{by}"


def _cut(formula: str, digits: int) -> str:
    """Return a whole number without its last digits, halves away from zero; or with more."""
    if digits > 0:
        return f"ROUND(({formula})/{10**digits},0)"
    return _times(f"({formula})", 10**-digits)


def _ratio(part: Units, whole: Units, unit: str, digits: int) -> str:
    tens = digits + whole.digits - part.digits
    shift = factor(unit) * Decimal(10) ** tens
    above, below = part.formula, whole.formula
    if shift >= 1:
        above = _times(above, int(shift))
    else:
        below = f"({_times(below, int(1 / shift))})"
    both = f"AND(ISNUMBER({part.formula}),ISNUMBER({whole.formula}))"
    return f'IF({both},IF({whole.formula}=0,"",ROUND({above}/{below},0)),"")'
