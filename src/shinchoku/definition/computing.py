"""Computed columns of report.toml, resolved and held to the columns that they are computed of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from shinchoku.definition.checker import Checker
from shinchoku.definition.schema.forms import ColumnSpec, FormSpec, GradeBandSpec
from shinchoku.model import Band, Bands, Column, Difference, Form, NumberKind, Ratio, Sum, operands
from shinchoku.model.derived import NOT_MEASURED, Rule
from shinchoku.model.numbers import EXACT, MOST_DIGITS, is_unit
from shinchoku.records import dataclass

_RULES = ("ratio", "difference", "sum", "bands")
_KEYS = (*_RULES, "of", "lower")
_TENTH = Decimal("0.1")
_COEFFICIENT = Decimal(1000)  # of what a band compares, at least: see `templates.computed`
_SPARE = 2  # digits for per cent, or for the numbers that are added up
_LEAST_REACH = 6  # digits


def rule_of(checker: Checker, where: str, spec: ColumnSpec, form: FormSpec) -> Rule | None:
    """Return how a column is computed; None for one that is filled."""
    if spec.by != "computed":
        for key in (key for key in _KEYS if key in spec.model_fields_set):
            checker.report(f"{where}.{key}", "definition.only_computed", key=key)
        return None
    said = [key for key in _RULES if getattr(spec, key) is not None]
    if len(said) != 1:
        checker.report(where, "definition.one_rule", name=spec.id)
        return None
    for key in ("of", "lower"):
        if key in spec.model_fields_set and not spec.bands:
            checker.report(f"{where}.{key}", "definition.only_bands", key=key)
    texts = tuple(checker.text(f"{where}.unmeasured", text) for text in spec.unmeasured[:1])
    unmeasured = (*texts, NOT_MEASURED)[0]
    if spec.ratio:
        return Ratio(part=spec.ratio[0], whole=spec.ratio[1], unmeasured=unmeasured)
    if spec.difference:
        one, other = spec.difference
        return Difference(larger=one, smaller=other, unmeasured=unmeasured)
    if spec.sum:
        per_line = {each.id for each in form.columns if each.per == "line"}
        over_lines = spec.per == "entry" and per_line.issuperset(spec.sum)
        return Sum(columns=tuple(spec.sum), over_lines=over_lines, unmeasured=unmeasured)
    return _bands(checker, where, spec, form, unmeasured)


def _bands(
    checker: Checker, where: str, spec: ColumnSpec, form: FormSpec, unmeasured: str
) -> Bands | None:
    if spec.scale is None or spec.of is None:
        for key in (key for key in ("scale", "of") if getattr(spec, key) is None):
            checker.report(where, "definition.bands_need", key=key)
        return None
    lower = spec.lower if isinstance(spec.lower, dict) else {}
    given = [each.id for each in form.columns if each.by == "master"]
    known = [name for name in lower if checker.named(f"{where}.lower", "given", name, given)]
    if len(lower) > 1:
        checker.report(f"{where}.lower", "definition.one_lower")
    bands = spec.bands or []
    for number, band in enumerate(bands, start=1):
        _check_band(checker, f"{where}.bands[{number}]", band, is_last=number == len(bands))
    return Bands(
        of=spec.of,
        bands=tuple(_band(band) for band in bands),
        lower=spec.lower is True,
        lower_column=known[0] if known else "",
        lower_texts=tuple(map(checker.meant, lower[known[0]])) if known else (),
        unmeasured=unmeasured,
    )


def _check_band(checker: Checker, where: str, band: GradeBandSpec, *, is_last: bool) -> None:
    bounds = [bound for bound in (band.above, band.from_) if bound is not None]
    if len(bounds) != (0 if band.against is None else 1) or not (bounds or is_last):
        checker.report(where, "definition.band_bound", grade=band.grade)
    for bound in bounds:
        if Decimal(str(bound)) % _TENTH:
            checker.report(where, "definition.band_digits", bound=f"{bound:g}")


def _band(band: GradeBandSpec) -> Band:
    if band.against is None:
        return Band(grade=band.grade)
    above = band.above is not None
    percent = Decimal(str((band.above if above else band.from_) or 0))
    return Band(grade=band.grade, against=band.against, percent=percent, above=above)


# ---------------------------------------------------------------- against each other


@dataclass(frozen=True)
class ComputedChecks:
    """Checks the computed columns of a form; `where` are its columns in report.toml."""

    checker: Checker
    form: Form
    where: str

    def check(self) -> None:
        """Tell what is wrong to the checker."""
        circular = self._circular()
        for index, column in enumerate(self.form.columns, start=1):
            where = f"{self.where}[{index}]"
            if column.id in circular:
                self.checker.report(where, "definition.computed_circle", name=column.id)
            elif column.computed:
                self._check_operands(where, column, column.computed)
            if column.judged_by and column.by != "review":
                self._check_judged(where, column)

    def _check_operands(self, where: str, column: Column, rule: Rule) -> None:
        numbers = [each.id for each in self.form.columns if each.number and each.by != "review"]
        known = [self.checker.named(where, "number_column", n, numbers) for n in operands(column)]
        if not all(known):
            return
        of = [self.form.column(name) for name in operands(column)]
        over_lines = isinstance(rule, Sum) and rule.over_lines
        for each in of:
            if each.per != column.per and not over_lines:
                words = {"name": each.id, "column": column.id}
                self.checker.report(where, "definition.other_per", **words)
        kinds = [each.number for each in of if each.number]
        if column.number and not isinstance(rule, Ratio):
            kinds.append(column.number)
        if all(map(self._is_sound, kinds)):
            self._check_scales(where, column, kinds)
        if isinstance(rule, Bands):
            for band in rule.bands:
                self.checker.named(f"{where}.bands", "code", band.grade, column.codes)

    def _is_sound(self, kind: NumberKind) -> bool:
        """Whether nothing is told of what a number's unit and decimals are."""
        named = {kind.unit_column, kind.digits_column} - {""}
        return named <= {column.id for column in self.form.stated} and is_unit(kind.unit)

    def _check_scales(self, where: str, column: Column, kinds: Sequence[NumberKind]) -> None:
        if len({(kind.unit, kind.unit_column) for kind in kinds}) > 1:
            self.checker.report(where, "definition.units_differ", name=column.id)
        elif any(most < _LEAST_REACH for _, most in _reaches(self.form, column)):
            self.checker.report(where, "definition.too_exact", name=column.id)

    def _check_judged(self, where: str, column: Column) -> None:
        alike = [
            each.id
            for each in self.form.computed
            if each.grades and each.grades == column.grades and each.per == column.per
        ]
        known = alike if column.answered else []
        self.checker.named(f"{where}.judged_by", "band_column", column.judged_by, known)

    def _circular(self) -> frozenset[str]:
        """Return the columns that are computed of themselves, by way of others or not."""
        of = {column.id: operands(column) for column in self.form.computed}
        return frozenset(name for name in of if name in _reached(name, of))


def _reached(name: str, of: Mapping[str, Sequence[str]]) -> set[str]:
    """Return everything that a column is computed of."""
    seen: set[str] = set()
    left = [*of[name]]
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            left += of.get(one, ())
    return seen


# ---------------------------------------------------------------- how large numbers may be


def within_reach(form: Form) -> Form:
    """Return a form whose numbers may be no larger than formulas compute exactly."""
    reach = {column.id: kind.reach for column, kind in form.numbers}
    for column in form.computed:
        for name, most in _reaches(form, column):
            reach[name] = min(reach[name], most)
    columns = tuple(
        replace(c, number=replace(c.number, reach=reach[c.id])) if c.number else c
        for c in form.columns
    )
    return replace(form, columns=columns)


def _reaches(form: Form, column: Column) -> Iterator[tuple[str, int]]:
    """Yield how many digits the numbers may have of which a column is computed."""
    names = operands(column)
    kinds = [kind for name in names if (kind := form.column(name).number)]
    shift = max((_shift(one, other) for one in kinds for other in kinds), default=0)
    most = EXACT - _SPARE - shift
    if isinstance(column.computed, Ratio) and column.number:
        most -= MOST_DIGITS if column.number.digits_column else column.number.digits
    elif isinstance(column.computed, Bands):
        most = EXACT - shift - _digits_compared(column.computed)
    yield from ((name, most) for name in names)


def _digits_compared(bands: Bands) -> int:
    """Return how many digits a reference gets more in what its bands compare."""
    tens = [10 * band.percent for band in bands.bands if band.against]
    size = max([_COEFFICIENT, *tens, *(abs(2 * _COEFFICIENT - each) for each in tens)])
    return len(str(int(size) - 1))


def _shift(one: NumberKind, other: NumberKind) -> int:
    """Return how many decimals two may differ by."""
    if one.digits_column or other.digits_column:
        return 0 if one.digits_column == other.digits_column else MOST_DIGITS
    return abs(other.digits - one.digits)
