"""Tallies of numbers of report.toml, resolved, and the tables that print them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.master import Master
from shinchoku.definition.schema.report import Report
from shinchoku.definition.schema.tallies import TallySpecification
from shinchoku.definition.tallies import check_by, check_where, meant, subsets_of
from shinchoku.definition.totals import check_unit, is_share
from shinchoku.model import (
    Entry,
    Form,
    Rounding,
    SumSpec,
    entries_below,
)


def sums(report: Report, checker: Checker, designed: Design) -> tuple[SumSpec, ...]:
    """Resolve the tallies that add up numbers; those whose column is unknown are left out."""
    found = (
        _sum(spec, spec.sum, key_path("tallies", index), report, checker, designed)
        for index, spec in enumerate(report.tallies)
        if spec.sum and not spec.column
    )
    return tuple(filter(None, found))


def _sum(
    spec: TallySpecification,
    named: str,
    where: str,
    report: Report,
    checker: Checker,
    designed: Design,
) -> SumSpec | None:
    form_id, _, column_id = named.partition(".")
    forms = {design.form.id: design.form for design in designed.forms}
    if spec.breakdown:
        checker.report(f"{where}.breakdown", "definition.not_of_sums", key="breakdown")
    if not checker.named(f"{where}.sum", "form", form_id, forms):
        return None
    form = forms[form_id]
    numbers = [f"{form_id}.{column.id}" for column, _ in form.numbers]
    if not checker.named(f"{where}.sum", "summed", named, numbers):
        return None
    column = form.column(column_id)
    if is_share(column):
        checker.report(f"{where}.sum", "definition.total_of_shares", name=column_id)
    check_by(spec, where, form, column, checker)
    check_where(spec.where, where, form, checker)
    digits = report.rules.digits if spec.digits is None else spec.digits
    return SumSpec(
        id=spec.id,
        form_id=form_id,
        column_id=column_id,
        by=tuple(dict.fromkeys(spec.by)),
        where=meant(spec.where, checker),
        subsets=subsets_of(spec, where, form, checker),
        lines=_lines(spec, where, form, column_id, checker),
        rounding=Rounding(mode=report.rules.rounding, digits=digits),
    )


def _lines(
    spec: TallySpecification, where: str, form: Form, column_id: str, checker: Checker
) -> tuple[str, ...]:
    """Return the fixed lines that are added up; of all of them some may add up others."""
    known = [line.id for line in form.lines] if form.column(column_id).per_line else []
    if not known:
        if spec.lines is not None:
            checker.report(f"{where}.lines", "definition.total_lines")
        return ()
    if spec.lines is None:
        checker.report(where, "definition.sum_of_lines", name=column_id)
        return ()
    place = f"{where}.lines"
    return tuple(
        name
        for name in dict.fromkeys(spec.lines)
        if checker.named(place, "fixed_line", name, known)
    )


def check_sums(
    counted: Sequence[SumSpec], report: Report, master: Master, designed: Design, checker: Checker
) -> None:
    """Check that what is added up has one unit, where the master says it row by row."""
    places = {spec.id: key_path("tallies", i, "sum") for i, spec in enumerate(report.tallies)}
    for spec in counted:
        design = designed.form(spec.form_id)
        column = design.form.column(spec.column_id) if design else None
        if design and column and column.number and column.number.unit_column:
            entries = list(_entries(spec, design.form, master))
            for line_id in spec.lines or ("",):
                if check_unit(places[spec.id], design.form, column, entries, line_id, checker):
                    break


def _entries(spec: SumSpec, form: Form, master: Master) -> Iterator[Entry]:
    """Yield the entries that may be added up, as far as the master says which."""
    given = {name: texts for name, texts in spec.where.items() if form.column(name).by == "master"}
    for _, entry in entries_below(master.trees[form.id]):
        if all(any(line.values[n] in t for line in entry.lines) for n, t in given.items()):
            yield entry
