"""Columns of numbers: what report.toml says of one, and the master's own numbers, go in.

Out come the `NumberKind` of a column, and a row's texts as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from shinchoku.definition.checker import Checker
from shinchoku.definition.schema.forms import ColumnSpec, FormSpec
from shinchoku.model import Figure, Form, NumberKind
from shinchoku.model.numbers import MOST_DIGITS, Negative, is_unit
from shinchoku.normal import canonical
from shinchoku.words import Word

_NUMBER_KEYS = ("unit", "digits", "thousands", "least", "most", "unmeasured")
_FAULTS = {"none": "no_number", "unit": "other_unit", "range": "number_out_of_range"}
_DIGITS = frozenset(map(str, range(MOST_DIGITS + 1)))
_NAMED = re.compile(r"\{([^{}]*)\}")


def number_kind(
    checker: Checker, where: str, spec: ColumnSpec, form: FormSpec, negative: Negative
) -> NumberKind | None:
    """Return what a column's numbers are, None for one of texts; `where` is the column."""
    computed = spec.by == "computed"
    if spec.kind != "number" and not (computed and spec.bands is None):
        for key in _NUMBER_KEYS:
            if key in spec.model_fields_set and not (computed and key == "unmeasured"):
                checker.report(f"{where}.{key}", "definition.only_number", key=key)
        return None
    _check_kind(checker, where, spec)
    unit = checker.text(f"{where}.unit", spec.unit) if not _NAMED.fullmatch(spec.unit) else ""
    if not is_unit(unit):
        checker.report(f"{where}.unit", "definition.unit_of_digits", unit=unit)
    least, most = (_decimal(each) for each in (spec.least, spec.most))
    if least is not None and most is not None and least > most:
        checker.report(f"{where}.least", "definition.least_over_most")
    return NumberKind(
        unit=unit,
        unit_column=_named(checker, f"{where}.unit", spec.unit, form),
        digits=spec.digits if isinstance(spec.digits, int) else 0,
        digits_column=_digits_column(checker, f"{where}.digits", spec.digits, form),
        thousands=spec.thousands,
        negative=negative,
        least=least,
        most=most,
        unmeasured=tuple(checker.text(f"{where}.unmeasured", text) for text in spec.unmeasured),
    )


def _check_kind(checker: Checker, where: str, spec: ColumnSpec) -> None:
    """Check what a column of numbers cannot say."""
    if spec.scale is not None or spec.choices is not None:
        checker.report(f"{where}.kind", "definition.number_with_codes")
    if spec.kind not in {None, "number"}:
        checker.report(f"{where}.kind", "definition.computed_kind")
    if spec.max_chars is not None:
        checker.report(f"{where}.max_chars", "definition.not_number", key="max_chars")
    for number, text in enumerate(spec.unmeasured, start=1):
        if not canonical(text) or any(map(str.isdigit, canonical(text))):
            place = f"{where}.unmeasured[{number}]"
            checker.report(place, "definition.unmeasured_number", text=text)


def _decimal(bound: float | None) -> Decimal | None:
    return None if bound is None else Decimal(str(bound)).normalize()


def _digits_column(checker: Checker, where: str, digits: int | str, form: FormSpec) -> str:
    if isinstance(digits, int):
        return ""
    if not _NAMED.fullmatch(digits):
        checker.report(where, "definition.bad_digits", text=digits)
        return digits
    return _named(checker, where, digits, form)


def _named(checker: Checker, where: str, text: str, form: FormSpec) -> str:
    """Return the column by the master that a text like {unit} names, "" for none."""
    found = _NAMED.fullmatch(text)
    if not found:
        return ""
    stated = (each for each in form.columns if each.by == "master" and each.text is None)
    given = [each.id for each in stated if each.kind != "number"]
    checker.named(where, "given", found[1], given)
    return found[1]


# ---------------------------------------------------------------- the master's numbers


def number_faults(
    form: Form, cells: Mapping[str, str], *others: Mapping[str, str]
) -> Iterator[tuple[str, str, Mapping[str, Word]]]:
    """Yield what is wrong with the numbers of a row: its column, the problem's key and words.

    `others` are the rows that say what this one leaves to them.
    """
    for name in dict.fromkeys(kind.unit_column for _, kind in form.numbers):
        if not is_unit(cells.get(name, "")):
            yield name, "definition.unit_of_digits", {"unit": cells[name]}
    for name in dict.fromkeys(kind.digits_column for _, kind in form.numbers):
        if cells.get(name) and cells[name] not in _DIGITS:
            yield name, "definition.bad_digits", {"text": cells[name]}
    for column_id, kind, figure in _figures(form, cells, *others):
        scale = kind.scale(cells, *others)
        words: dict[str, Word] = {"text": cells[column_id]}
        if figure.is_rounded(scale):
            yield column_id, "definition.finer_number", words | {"digits": scale.digits}
        elif figure.fault:
            least, most = map(scale.shown, kind.bounds(scale))
            words |= {"unit": scale.unit, "least": least, "most": most}
            yield column_id, f"definition.{_FAULTS[figure.fault]}", words


def as_printed(
    form: Form, cells: Mapping[str, str], *others: Mapping[str, str]
) -> Mapping[str, str]:
    """Return a row with its numbers as they are printed."""
    printed = {name: figure.text for name, _, figure in _figures(form, cells, *others)}
    return {**cells, **printed} if printed else cells


def _figures(
    form: Form, cells: Mapping[str, str], *others: Mapping[str, str]
) -> Iterator[tuple[str, NumberKind, Figure]]:
    for column, kind in form.numbers:
        if text := cells.get(column.id, ""):
            yield column.id, kind, kind.figure(kind.scale(cells, *others), text)
