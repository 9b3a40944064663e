"""What the workbook counts: more than the report prints, but nothing that is not public.

Every graded column, and every tally of the definition, in all and by every level, by department and
by what the definition counts by. What a column says that is not public is counted only where the
report itself prints the counts, and never followed to single entries: it is not `live`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from shinchoku.editions.council.names import node_texts
from shinchoku.editions.levels import level_name
from shinchoku.editions.manuscript import Manuscript
from shinchoku.model import (
    DEPARTMENT,
    ChartPart,
    Column,
    ColumnTally,
    CrosstabPart,
    Definition,
    Form,
    Node,
    NodePath,
    Subset,
    SumsPart,
    TallyPart,
    TallySpec,
    TextSection,
    TextSectionPart,
    nodes_at,
)
from shinchoku.normal import in_one_line
from shinchoku.records import dataclass
from shinchoku.tally import count, every_grade
from shinchoku.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where entries are counted: the numbers of the nodes above it, its own, what it is called."""

    id: str
    above: tuple[str, ...] = ()
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """By what something is counted; `above` are the names of the levels above it."""

    by: str
    name: str
    above: tuple[str, ...]
    number: str  # what the number of its places is called
    spots: tuple[Spot, ...]
    is_live: bool


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A column that is counted, and how; `is_live`: by formulas over the list of entries.

    `breakdowns` and `subsets` are those of the specification that may be shown.
    """

    spec: TallySpec
    form: Form
    column: Column
    tally: ColumnTally
    divisions: tuple[Division, ...]
    is_live: bool
    is_of_report: bool
    filters: tuple[tuple[str, tuple[str, ...]], ...]  # a column's title, its texts
    breakdowns: Mapping[str, Column]
    subsets: tuple[Subset, ...]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of its codes that have one."""
        return {grade.code: grade.label for grade in self.column.grades if grade.label}

    def is_live_subset(self, subset: Subset) -> bool:
        """Whether it may be seen which entries are of a subset."""
        return self.is_live and _are_public(self.form, subset.where)


def all_counted(manuscript: Manuscript) -> Iterator[Counted]:
    """Yield the tallies of the report, then every graded column that none of them counts."""
    definition = manuscript.definition
    taken = {(spec.form_id, spec.column_id) for spec in definition.tallies if not spec.where}
    others = [s for s in every_grade(definition) if (s.form_id, s.column_id) not in taken]
    for spec in (*definition.tallies, *others):
        is_of_report = spec not in others
        column = definition.form(spec.form_id).column(spec.column_id)
        if column.public or is_of_report:
            yield _counted(manuscript, spec, is_of_report=is_of_report)


def parts_of(definition: Definition) -> Iterator[tuple[TextSection, TextSectionPart]]:
    """Yield the parts of the report's pages of text."""
    for section in definition.sections:
        if isinstance(section, TextSection):
            yield from ((section, part) for part in section.parts)


def printed_by(definition: Definition, id_: str) -> frozenset[str]:
    """Return by what the report prints a tally, or a tally of numbers."""
    found = set()
    for _, part in parts_of(definition):
        match part:
            case CrosstabPart(tally=tally, by=by) | ChartPart(tally=tally, by=by) if tally == id_:
                found.add(by)
            case SumsPart(groups=groups, by=by) if any(each.tally == id_ for each in groups):
                found.add(by)
    return frozenset(found)


def divisions_of(
    manuscript: Manuscript, form: Form, own: Sequence[str], id_: str, *, is_live: bool
) -> Iterator[Division]:
    """Yield by what a form's column is counted: every level, department, `own` ones.

    Of what is not public, only what the report prints; without anything to tell apart, none.
    """
    definition = manuscript.definition
    printed = printed_by(definition, id_)
    for by in dict.fromkeys((*form.path, DEPARTMENT, *own)):
        is_public = by == DEPARTMENT or by in form.path or form.column(by).public
        if by not in printed and not (is_live and is_public):
            continue
        if spots := tuple(_spots(definition, form, by)):
            yield _division(form, by, spots, manuscript.say, is_live=is_live and is_public)


def filters_of(
    form: Form, where: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what filters entries, in words: a column's title, and its texts."""
    yield from ((form.column(name).title, texts) for name, texts in where.items())


def is_public_count(form: Form, column: Column, where: Mapping[str, Collection[str]]) -> bool:
    """Whether it may be seen which entries are counted, and as what."""
    return column.public and _are_public(form, where)


def _are_public(form: Form, names: Collection[str]) -> bool:
    return all(form.column(name).public for name in names)


def _counted(manuscript: Manuscript, spec: TallySpec, *, is_of_report: bool) -> Counted:
    definition = manuscript.definition
    form = definition.form(spec.form_id)
    column = form.column(spec.column_id)
    is_live = is_public_count(form, column, spec.where)
    divisions = tuple(divisions_of(manuscript, form, spec.by, spec.id, is_live=is_live))
    whole = replace(spec, by=tuple(division.by for division in divisions))
    return Counted(
        spec=spec,
        form=form,
        column=column,
        tally=count(definition, manuscript.merged, whole),
        divisions=divisions,
        is_live=is_live,
        is_of_report=is_of_report,
        filters=tuple(filters_of(form, spec.where)),
        breakdowns=_breakdowns(definition, form, spec),
        subsets=_subsets(definition, form, spec),
    )


def _breakdowns(definition: Definition, form: Form, spec: TallySpec) -> Mapping[str, Column]:
    """Return the columns that divide codes: public ones, and those that the report prints."""
    printed = any(
        isinstance(part, TallyPart) and part.tally == spec.id for _, part in parts_of(definition)
    )
    columns = {code: form.column(name) for code, name in spec.breakdown.items()}
    return {code: column for code, column in columns.items() if column.public or printed}


def _subsets(definition: Definition, form: Form, spec: TallySpec) -> tuple[Subset, ...]:
    """Return the subsets of which everybody may know, and those that the report prints."""
    printed = {
        subset.id
        for _, part in parts_of(definition)
        if isinstance(part, TallyPart) and part.tally == spec.id
        for subset in part.subsets
    }
    return tuple(s for s in spec.subsets if s.id in printed or _are_public(form, s.where))


# ---------------------------------------------------------------- places


def _division(
    form: Form, by: str, spots: tuple[Spot, ...], say: Words, *, is_live: bool
) -> Division:
    above: tuple[str, ...] = ()
    number = ""
    if by in form.path:
        name = level_name(form, by, say)
        number = say("council.number")
        above = tuple(level_name(form, each, say) for each in form.path[: form.depth(by)])
    elif by == DEPARTMENT:
        name = say("council.department")
        number = say("council.id")
    else:
        column = form.column(by)
        name = column.title
        number = say("council.code") if column.grades else ""
    return Division(by=by, name=name, above=above, number=number, spots=spots, is_live=is_live)


def _spots(definition: Definition, form: Form, by: str) -> Iterator[Spot]:
    places = definition.places_of(form.id, by)
    if by in form.path:
        nodes = _nodes(definition, form, by)
        yield from (_node_spot(form, by, *nodes[place.id]) for place in places)
    elif by == DEPARTMENT:
        yield from (Spot(id=p.id, number=p.id, title=in_one_line(p.words["name"])) for p in places)
    elif form.column(by).grades:
        yield from (Spot(id=p.id, number=p.id, title=p.words["label"]) for p in places)
    else:
        yield from (Spot(id=p.id, title=p.id) for p in places)


def _nodes(definition: Definition, form: Form, level: str) -> Mapping[str, tuple[NodePath, Node]]:
    found: dict[str, tuple[NodePath, Node]] = {}
    for path, node in nodes_at(level, definition.trees[form.id]):
        found.setdefault(node.id, (path, node))
    return found


def _node_spot(form: Form, level: str, path: NodePath, node: Node) -> Spot:
    number, title = node_texts(node)
    above = {each.level: next(filter(None, node_texts(each)), "") for each in path}
    levels = form.path[: form.depth(level)]
    return Spot(
        id=node.id,
        above=tuple(above.get(each, "") for each in levels),
        number=number,
        title=title,
    )
