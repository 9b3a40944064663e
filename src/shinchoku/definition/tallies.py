"""Tallies of report.toml, resolved, and what of a form is counted nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.schema.forms import TallySpecification
from shinchoku.definition.schema.report import Report
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
    found = (
        _tally(spec, key_path("tallies", index), report, checker, designed)
        for index, spec in enumerate(report.tallies)
    )
    return tuple(filter(None, found))


def _tally(
    spec: TallySpecification, where: str, report: Report, checker: Checker, designed: Design
) -> TallySpec | None:
    form_id, _, column_id = spec.column.partition(".")
    forms = {design.form.id: design.form for design in designed.forms}
    if not checker.named(f"{where}.column", "form", form_id, forms):
        return None
    form = forms[form_id]
    named = {f"{form_id}.{column.id}": column for column in form.columns}
    if spec.column in named and not named[spec.column].is_choice:
        if not _is_chosen(report, spec.column):  # else its scale is unknown, and that is told
            checker.report(f"{where}.column", "definition.uncounted", name=column_id)
        return None
    counted = [name for name, column in named.items() if column.is_choice]
    if not checker.named(f"{where}.column", "choice_column", spec.column, counted):
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
    _check_by(spec, where, form, column, checker)
    _check_where(spec.where, where, form, checker)
    places = [(key_path("subsets", index), each) for index, each in enumerate(spec.subsets)]
    checker.unique((f"{where}.{place}.id", each.id) for place, each in places)
    for place, each in places:
        _check_where(each.where, f"{where}.{place}", form, checker)
    digits = report.rules.digits if spec.digits is None else spec.digits
    return TallySpec(
        id=spec.id,
        form_id=form_id,
        column_id=column_id,
        breakdown={checker.meant(code): name for code, name in spec.breakdown.items()},
        by=tuple(spec.by),
        where=_meant(spec.where, checker),
        subsets=tuple(
            Subset(
                id=each.id,
                label=checker.text(f"{where}.{place}.label", each.label),
                where=_meant(each.where, checker),
            )
            for place, each in places
        ),
        rounding=Rounding(mode=report.rules.rounding, digits=digits),
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


def _check_by(
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


def _check_where(
    asked: Mapping[str, Sequence[str]], where: str, form: Form, checker: Checker
) -> None:
    """Check the columns that filter; what texts the master's have is for `complete`."""
    filters = [c.id for c in form.columns if c.by == "master" or c.is_choice]
    for name, texts in asked.items():
        place = f"{where}.where.{name}"
        if checker.named(place, "filter_column", name, filters) and form.column(name).is_choice:
            for text in map(checker.meant, texts):
                checker.named(place, "code", text, form.column(name).codes)


def _meant(asked: Mapping[str, Sequence[str]], checker: Checker) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(map(checker.meant, texts)) for name, texts in asked.items()}


def nowhere(
    form: Form, counted: Sequence[TallySpec], sections: Sequence[SectionSpec]
) -> list[Column]:
    """Return the columns that are filled in a form and are neither printed nor counted.

    `counted` are the tallies that account for answers.
    """
    homes = {
        column
        for spec in counted
        if spec.form_id == form.id
        for column in (spec.column_id, *spec.breakdown.values())
    }
    elsewhere = homes | printed_in(sections, form)
    return [column for column in form.filled if column.id not in elsewhere]


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
