"""What was counted and added up, and who was asked, as long tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from shinchoku.editions.open_data.naming import Naming
from shinchoku.editions.open_data.table import Cell, Field, Table
from shinchoku.model import (
    DEPARTMENT,
    ColumnTally,
    CrosstabPart,
    Definition,
    Form,
    SumsPart,
    SumSpec,
    TalliesPart,
    TallyPart,
    TallyRow,
    TallySpec,
    TextSection,
)
from shinchoku.tally import percent
from shinchoku.totals import Summed, SumTally, sums

CODE, BREAKDOWN, TOTAL = "code", "breakdown", "total"


class Where(NamedTuple):
    """What is counted: all, a subset, or what is at one place. `ids` name it in a row's key."""

    ids: tuple[str, ...] = ()
    subset: str = ""
    by: str = ""  # what the places are: 部署
    place: str = ""  # its id
    number: str = ""
    name: str = ""


class Count(NamedTuple):
    """A row of counts; `id` is its key."""

    id: str
    where: Where
    kind: str
    code: str
    label: str
    divided: str
    number: int
    percent: Decimal


def departments(naming: Naming) -> Table:
    """Return those that were asked, with how much each answers for."""
    definition, cell = naming.manuscript.definition, naming.cell
    asked = {
        form.id: Counter(e.department_id for _, e in definition.entries(form) if not e.repeat_of)
        for form in definition.forms
    }
    unit = naming.manuscript.say("open_data.unit.entries")
    counted = [
        naming.own("entries", "whole", unit=unit, required=True, form=cell(form.sheet))
        for form in definition.forms
    ]
    name = naming.own("department", required=True)
    rows: list[tuple[Cell, ...]] = []
    for department in definition.departments:
        counts = [asked[form.id][department.id] for form in definition.forms]
        if any(counts):
            own: tuple[Cell, ...] = (department.id, cell(department.name), *counts)
            rows.append((*naming.common_cells, *own))
    return Table(
        name=naming.file("departments"),
        title=naming.manuscript.say("open_data.table.departments"),
        fields=(*naming.common_fields, naming.id("department_key"), name, *counted),
        rows=rows,
    )


# ---------------------------------------------------------------- what was counted


def tallies(naming: Naming) -> Table | None:
    """Return every count of choices that may leave the house; None where there is none."""
    definition = naming.manuscript.definition
    specs = [spec for spec in definition.tallies if is_public(definition, spec)]
    if not specs:
        return None
    unit, own = naming.manuscript.say("open_data.unit.entries"), naming.own
    kinds = tuple((_kind(naming, kind), "") for kind in (CODE, BREAKDOWN, TOTAL))
    fields = (
        *naming.common_fields,
        naming.id("tally_key"),
        *_what(naming),
        own("kind", codes=kinds, required=True),
        own("choice"),
        own("choice_label"),
        own("divided"),
        own("count", "whole", unit=unit, required=True),
        own("percent", "number", unit="%", required=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for spec in specs:
        form = definition.form(spec.form_id)
        what = (spec.id, naming.cell(form.sheet), naming.heading(form.column(spec.column_id)))
        for row in counts(naming, spec):
            where = _said(naming, row.where)
            shown = (
                _kind(naming, row.kind),
                row.code,
                row.label,
                row.divided,
                row.number,
                row.percent,
            )
            rows.append((*naming.common_cells, row.id, *what, *where, *shown))
    title = naming.manuscript.say("open_data.table.tally")
    return Table(name=naming.file("tally"), title=title, fields=fields, rows=rows)


def counts(naming: Naming, spec: TallySpec) -> Iterator[Count]:
    """Yield every count of a tally: of all, of its subsets, and at every place."""
    definition, tally = naming.manuscript.definition, naming.manuscript.tally[spec.id]
    divides = {code for code, name in spec.breakdown.items() if _may_divide(definition, spec, name)}
    yield from _counts(naming, spec, Where(), tally, divides)
    for subset in spec.subsets:
        where = Where((f"[{subset.id}]",), naming.cell(subset.label))
        yield from _counts(naming, spec, where, tally.subsets[subset.id], divides)
    for by in spec.by:
        if may_divide_by(definition, spec, by):
            for where in places(naming, spec, by, tally.by[by]):
                at = tally.by[by].get(where.ids[-1].partition("=")[2], {})
                yield from _at_place(naming, spec, where, tally, at)


def _counts(
    naming: Naming, spec: TallySpec, where: Where, tally: ColumnTally, divides: set[str]
) -> Iterator[Count]:
    cell = naming.cell
    for row in tally.rows:
        yield _count(naming, spec, where, row, CODE)
        for part in row.breakdown if row.choice in divides else ():
            key = _key(naming, spec.id, where, cell(row.choice), cell(part.choice))
            code, label = cell(row.choice), cell(row.label)
            share = Decimal(part.percent)
            divided = cell(part.choice)
            yield Count(key, where, BREAKDOWN, code, label, divided, part.count, share)
    yield _count(naming, spec, where, tally.total, TOTAL)


def _count(naming: Naming, spec: TallySpec, where: Where, row: TallyRow, kind: str) -> Count:
    code = naming.cell(row.choice)
    label = naming.cell(row.label) if kind == CODE else _kind(naming, TOTAL)
    key = _key(naming, spec.id, where, code)
    return Count(key, where, kind, code, label, "", row.count, Decimal(row.percent))


def _at_place(
    naming: Naming, spec: TallySpec, where: Where, tally: ColumnTally, at: Mapping[str, int]
) -> Iterator[Count]:
    total = sum(at.values())
    for row in (*tally.rows, tally.total):
        count = at.get(row.choice, 0) if row.choice else total
        share = percent(count, total, spec.rounding)
        counted = TallyRow(choice=row.choice, label=row.label, count=count, percent=share)
        yield _count(naming, spec, where, counted, CODE if row.choice else TOTAL)


# ---------------------------------------------------------------- what was added up


def sum_table(naming: Naming) -> Table | None:
    """Return every sum of numbers that may leave the house; None where there is none."""
    definition = naming.manuscript.definition
    specs = [spec for spec in definition.sums if is_public(definition, spec)]
    if not specs:
        return None
    own = naming.own
    unit = naming.manuscript.say("open_data.unit.numbers")
    fields = (
        *naming.common_fields,
        naming.id("sum_key"),
        *_what(naming),
        own("sum", "number"),
        own("sum_unit"),
        own("numbers", "whole", unit=unit, required=True),
        own("lacking", "whole", unit=unit, required=True),
        own("sum_percent", "number", unit="%"),
    )
    tallied = sums(definition, naming.manuscript.merged)
    rows: list[tuple[Cell, ...]] = []
    for spec in specs:
        form = definition.form(spec.form_id)
        what = (spec.id, naming.cell(form.sheet), naming.heading(form.column(spec.column_id)))
        for where, tally, summed in added(naming, spec, tallied[spec.id]):
            key = _key(naming, spec.id, where)
            own_cells = (key, *what, *_said(naming, where), *_sum(naming, tally, summed))
            rows.append((*naming.common_cells, *own_cells))
    title = naming.manuscript.say("open_data.table.sums")
    return Table(name=naming.file("sums"), title=title, fields=fields, rows=rows)


def added(
    naming: Naming, spec: SumSpec, tally: SumTally
) -> Iterator[tuple[Where, SumTally, Summed]]:
    """Yield what the numbers of a tally come to: all, of its subsets, and at every place.

    Each is a share of the tally that comes with it.
    """
    definition = naming.manuscript.definition
    yield Where(), tally, tally.total
    for subset in spec.subsets:
        where = Where((f"[{subset.id}]",), naming.cell(subset.label))
        yield where, tally, tally.subsets[subset.id].total
    for by in spec.by:
        if may_divide_by(definition, spec, by):
            for where in places(naming, spec, by, tally.by[by]):
                place = where.ids[-1].partition("=")[2]
                yield where, tally, tally.by[by].get(place, Summed(Decimal(0), 0, 0))


def _sum(naming: Naming, tally: SumTally, summed: Summed) -> tuple[Cell, ...]:
    share = tally.share(summed).replace("▲", "-")
    percent_ = Decimal(share) if share else None
    unit = naming.cell(tally.scale.unit)
    return summed.value, unit, summed.numbers, summed.lacking, percent_


# ---------------------------------------------------------------- where


def places(
    naming: Naming, spec: TallySpec | SumSpec, by: str, counted: Mapping[str, object]
) -> Iterator[Where]:
    """Yield every place of one of a tally's `by`, and what has none where anything counts there."""
    definition, cell = naming.manuscript.definition, naming.cell
    form = definition.form(spec.form_id)
    title = _by(naming, form, by)
    for place in definition.places_of(form.id, by):
        said = place.words
        name = said.get("title") or said.get("name") or said.get("label") or said.get("text", "")
        number = cell(said.get("number", ""))
        yield Where((f"{by}={place.id}",), "", title, cell(place.id), number, cell(name))
    if "" in counted:
        none = naming.manuscript.say("open_data.no_place")
        yield Where((f"{by}=",), "", title, "", "", none)


def _said(naming: Naming, where: Where) -> tuple[str, ...]:
    """Return the cells of a place; what is counted as a whole says so."""
    whole = naming.manuscript.say("open_data.whole")
    if not where.by:
        where = where._replace(by=whole, name=whole)
    return where._replace(subset=where.subset or whole)[1:]


def _by(naming: Naming, form: Form, by: str) -> str:
    if by == DEPARTMENT:
        return naming.manuscript.say("open_data.by_department")
    return naming.level(form, by) if by in form.path else naming.heading(form.column(by))


def _what(naming: Naming) -> tuple[Field, ...]:
    """Return the columns that say what was counted, and where."""
    own = naming.own
    return (
        own("tally", required=True),
        own("form", required=True),
        own("column", required=True),
        own("subset"),
        own("by"),
        own("place_id"),
        own("place_number"),
        own("place"),
    )


def _key(naming: Naming, tally_id: str, where: Where, *codes: str) -> str:
    return "/".join((tally_id, *map(naming.cell, where.ids), *filter(None, codes)))


def _kind(naming: Naming, kind: str) -> str:
    return naming.manuscript.say(f"open_data.kind.{kind}")


# ---------------------------------------------------------------- what may leave the house


def is_public(definition: Definition, spec: TallySpec | SumSpec) -> bool:
    """Whether a tally is of a public column, or printed."""
    column = definition.form(spec.form_id).column(spec.column_id)
    return column.public or spec.id in {tally for tally, _ in _printed(definition)}


def may_divide_by(definition: Definition, spec: TallySpec | SumSpec, by: str) -> bool:
    """Whether places of a `by` may be named: what is private is, only as a choice that is printed.

    A choice's texts stand in the definition; nobody wrote them.
    """
    form = definition.form(spec.form_id)
    if by == DEPARTMENT or by in form.path or form.column(by).public:
        return True
    return form.column(by).is_choice and (spec.id, by) in set(_printed(definition))


def _may_divide(definition: Definition, spec: TallySpec, name: str) -> bool:
    """Whether a count's breakdown by a column is public, or printed."""
    public = definition.form(spec.form_id).column(name).public
    return public or (spec.id, None) in set(_printed(definition))


def _printed(definition: Definition) -> Iterator[tuple[str, str | None]]:
    """Yield the tallies that a report prints, each with its `by`; None with its breakdown."""
    for section in definition.sections:
        for part in section.parts if isinstance(section, TextSection) else ():
            match part:
                case TallyPart():
                    yield part.tally, None
                case TalliesPart():
                    yield from ((tally, "") for tally in part.tallies)
                case CrosstabPart():
                    yield part.tally, part.by
                case SumsPart():
                    yield from ((group.tally, part.by) for group in part.groups)
