"""Tallies of report.toml, resolved, and what of a form is counted nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.schema.report import Report
from shinchoku.definition.schema.tallies import TallySpecification
from shinchoku.model import (
    Column,
    Form,
    Rounding,
    SectionSpec,
    Subset,
    TallySpec,
    divisions,
    printed_in,
)


def tallies(report: Report, checker: Checker, designed: Design) -> tuple[TallySpec, ...]:
    """Resolve the tallies; those whose column is unknown are left out."""
    checker.unique((key_path("tallies", i, "id"), t.id) for i, t in enumerate(report.tallies))
    for index, spec in enumerate(report.tallies):
        if (spec.column is None) == (spec.sum is None):
            checker.report(key_path("tallies", index), "definition.column_or_sum", name=spec.id)
    found = (
        _tally(spec, spec.column, key_path("tallies", index), report, checker, designed)
        for index, spec in enumerate(report.tallies)
        if spec.column and not spec.sum
    )
    return tuple(filter(None, found))


def _tally(
    spec: TallySpecification,
    counted_column: str,
    where: str,
    report: Report,
    checker: Checker,
    designed: Design,
) -> TallySpec | None:
    form_id, _, column_id = counted_column.partition(".")
    if spec.lines is not None:
        checker.report(f"{where}.lines", "definition.only_sums", key="lines")
    forms = {design.form.id: design.form for design in designed.forms}
    if not checker.named(f"{where}.column", "form", form_id, forms):
        return None
    form = forms[form_id]
    named = {f"{form_id}.{column.id}": column for column in form.columns}
    if counted_column in named and not named[counted_column].is_choice:
        if not _is_chosen(report, counted_column):  # else its scale is unknown, and that is told
            checker.report(f"{where}.column", "definition.uncounted", name=column_id)
        return None
    counted = [name for name, column in named.items() if column.is_choice]
    if not checker.named(f"{where}.column", "choice_column", counted_column, counted):
        return None
    column = form.column(column_id)
    dividing = [
        each.id
        for each in form.columns
        if each is not column
        and not each.grades
        and (each.by == "review") == (column.by == "review")
        and _is_chosen(report, f"{form_id}.{each.id}")
    ]
    _check_breakdown(spec, where, form, column, dividing, checker)
    check_by(spec, where, form, column, checker)
    check_where(spec.where, where, form, checker)
    digits = report.rules.digits if spec.digits is None else spec.digits
    return TallySpec(
        id=spec.id,
        form_id=form_id,
        column_id=column_id,
        breakdown={checker.meant(code): name for code, name in spec.breakdown.items()},
        by=tuple(spec.by),
        where=meant(spec.where, checker),
        subsets=subsets_of(spec, where, form, checker),
        rounding=Rounding(mode=report.rules.rounding, digits=digits),
    )


def subsets_of(
    spec: TallySpecification, where: str, form: Form, checker: Checker
) -> tuple[Subset, ...]:
    """Resolve the subsets of a tally."""
    places = [(key_path("subsets", index), each) for index, each in enumerate(spec.subsets)]
    checker.unique((f"{where}.{place}.id", each.id) for place, each in places)
    for place, each in places:
        check_where(each.where, f"{where}.{place}", form, checker)
    return tuple(
        Subset(
            id=each.id,
            label=checker.text(f"{where}.{place}.label", each.label),
            where=meant(each.where, checker),
        )
        for place, each in places
    )


def _is_chosen(report: Report, name: str) -> bool:
    """Whether a column is meant to be chosen in, even where what from is amiss and told."""
    form_id, _, column_id = name.partition(".")
    columns = (c for form in report.forms if form.id == form_id for c in form.columns)
    return any(
        c.id == column_id and (c.scale or c.choices is not None or c.kind == "choice")
        for c in columns
    )


def _check_breakdown(
    spec: TallySpecification,
    where: str,
    form: Form,
    column: Column,
    dividing: Sequence[str],
    checker: Checker,
) -> None:
    for code, name in spec.breakdown.items():
        place = f"{where}.breakdown.{code}"
        checker.named(place, "code", checker.meant(code), column.codes)
        if not checker.named(place, "choices_column", name, dividing):
            continue
        needed = column.needs.get(checker.meant(code), ())  # told there, where it is needed
        if form.column(name).per != column.per and name not in needed:
            checker.report(place, "definition.other_per", name=name, column=column.id)


def check_by(
    spec: TallySpecification, where: str, form: Form, column: Column, checker: Checker
) -> None:
    """Check what a tally is counted by: a line has one place, and so must an entry."""
    known = divisions(form, column.id)
    for name in spec.by:
        checker.named(f"{where}.by", "level", name, known)
        is_apart = any(each.id == name and each.per_line for each in form.columns)
        if is_apart and name in known and not column.per_line:
            words = {"name": name, "column": column.id}
            checker.report(f"{where}.by", "definition.other_per", **words)


def check_where(
    asked: Mapping[str, Sequence[str]], where: str, form: Form, checker: Checker
) -> None:
    """Check the columns that filter; what texts the master's have is for `complete`."""
    filters = [c.id for c in form.columns if c.by == "master" or c.is_choice]
    for name, texts in asked.items():
        place = f"{where}.where.{name}"
        if checker.named(place, "filter_column", name, filters) and form.column(name).is_choice:
            for text in map(checker.meant, texts):
                checker.named(place, "code", text, form.column(name).codes)


def meant(asked: Mapping[str, Sequence[str]], checker: Checker) -> Mapping[str, tuple[str, ...]]:
    """Return a filter with the words of the calendar filled in."""
    return {name: tuple(map(checker.meant, texts)) for name, texts in asked.items()}


def nowhere(
    form: Form, counted: Sequence[TallySpec], sections: Sequence[SectionSpec]
) -> list[Column]:
    """Return the columns that are filled in a form and are neither printed nor counted.

    `counted` are the tallies that account for answers. What stays in the house stands in the data
    for internal use.
    """
    homes = {
        column
        for spec in counted
        if spec.form_id == form.id
        for column in (spec.column_id, *spec.breakdown.values())
    }
    elsewhere = homes | printed_in(sections, form)
    return [c for c in form.filled if c.id not in elsewhere and not c.stays_inside]


def counted_beside(
    form: Form, counted: Sequence[TallySpec], sections: Sequence[SectionSpec]
) -> Mapping[str, set[tuple[str, str]]]:
    """Return the columns that count in breakdowns alone: with the columns and codes beside them."""
    printed = printed_in(sections, form)
    own = [spec for spec in counted if spec.form_id == form.id]
    whole = {spec.column_id for spec in own}
    found: dict[str, set[tuple[str, str]]] = {}
    for spec in own:
        for code, name in spec.breakdown.items():
            if name not in whole | printed:
                found.setdefault(name, set()).add((spec.column_id, code))
    return found
