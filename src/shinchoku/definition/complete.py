"""A Design, its sections and the Master, held against each other; what is lacking is put in.

Here are the checks that need both: ids of entries and nodes, and texts of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.master import Master
from shinchoku.definition.problems import did_you_mean
from shinchoku.definition.schema.report import Report
from shinchoku.definition.tallies import counted_beside, nowhere
from shinchoku.definition.totals import check_units
from shinchoku.model import (
    CardSection,
    Child,
    CitationsSection,
    Column,
    ExcerptPart,
    Form,
    GoalsSection,
    SectionSpec,
    SumSpec,
    TableSection,
    TallySpec,
    TextSection,
    accounting,
    entries_below,
    nodes_at,
    printed_in,
    prints,
)
from shinchoku.model.forms import node_ids
from shinchoku.model.wording import Wording
from shinchoku.paper.sheet_names import bad_sheet_name
from shinchoku.words import Listed

_CITATION_COLUMNS = 3  # of a form's table, for a cross table in it


# ---------------------------------------------------------------- what is printed and counted


def check_printed(
    report: Report,
    designed: Design,
    tallies: Sequence[TallySpec],
    sections: Sequence[SectionSpec],
    checker: Checker,
) -> None:
    """Check that every answer is printed or counted, and that the texts for it are there."""
    printed = {d.form.id for d in designed.forms if any(prints(s, d.form) for s in sections)}
    counted = accounting(tallies, sections)
    for index, design in enumerate(designed.forms):
        form, where = design.form, key_path("forms", index)
        columns = nowhere(form, counted, sections)
        if columns and form.id not in printed:
            checker.report(where, "definition.no_table_section", form=form.id)
            continue
        for column in columns:
            checker.report(_place(where, form, column), "definition.nowhere", name=column.id)
        _check_dropped(where, form, counted, sections, checker)
    if printed and report.texts.missing is None:
        checker.report("texts.missing", "definition.missing_text")
    continues = any(d.form.stubs for d in designed.forms if d.form.id in printed)
    continues |= any(isinstance(s, CitationsSection | CardSection) for s in sections)
    if continues and report.texts.continued is None:
        checker.report("texts.continued", "definition.missing_text")


def _place(where: str, form: Form, column: Column) -> str:
    return f"{where}.{key_path('columns', form.columns.index(column))}"


def _check_dropped(
    where: str,
    form: Form,
    counted: Sequence[TallySpec],
    sections: Sequence[SectionSpec],
    checker: Checker,
) -> None:
    """Check columns whose answers count beside certain codes alone, and are dropped elsewhere."""
    beside, printed = counted_beside(form, counted, sections), printed_in(sections, form)
    for name, parts in beside.items():
        column = form.column(name)
        asked = {(asking.id, code) for asking, codes in form.needing(column) for code in codes}
        if column.required or not asked or asked - parts:
            codes = Listed(dict.fromkeys(code for _, code in sorted(parts)))
            key = "definition.counted_in_part"
            checker.report(_place(where, form, column), key, name=name, codes=codes)
    for column in form.columns:
        is_partly = column.otherwise == "warn" or column.id in beside
        dropped = column.id not in printed and is_partly
        if dropped and column.needs:
            place = f"{_place(where, form, column)}.needs"
            checker.report(place, "definition.dropped_asks", name=column.id)


# ---------------------------------------------------------------- against the master


def complete(
    sections: Sequence[SectionSpec],
    report: Report,
    tallies: Sequence[TallySpec | SumSpec],
    master: Master,
    designed: Design,
    checker: Checker,
) -> tuple[SectionSpec, ...]:
    """Return the sections with what stands in tables; check what they name there."""
    places = {section.id: key_path("sections", i) for i, section in enumerate(report.sections)}
    done = tuple(
        _completed(section, places[section.id], master, designed, checker) for section in sections
    )
    _check_sheets(done, places, master, checker)
    for index, spec in enumerate(report.tallies):
        found = next((tally for tally in tallies if tally.id == spec.id), None)
        design = designed.form(found.form_id) if found else None
        if found and design:
            where = key_path("tallies", index)
            tree = master.trees[found.form_id]
            _check_where(where, found.where, design.form, tree, checker)
            for number, subset in enumerate(found.subsets):
                place = f"{where}.{key_path('subsets', number)}"
                _check_where(place, subset.where, design.form, tree, checker)
    if master.repeats and designed.marks.tokens and report.texts.repeat_mark is None:
        checker.report("texts.repeat_mark", "definition.missing_text")
    return done


def _completed(
    section: SectionSpec, where: str, master: Master, designed: Design, checker: Checker
) -> SectionSpec:
    match section:
        case CitationsSection():
            _check_at(section, f"{where}.at", master, designed, checker)
            return replace(section, categories=master.citations[section.id])
        case TableSection() if section.totals and (design := designed.form(section.form_id)):
            check_units(section, where, design.form, master.trees[section.form_id], checker)
        case GoalsSection():
            goals, nodes = master.goals[section.id], master.node_goals[section.id]
            return replace(section, goals=goals, nodes=nodes)
        case CardSection(each=level) if level:
            return replace(section, nodes=tuple(_ids_in_order(section, master, designed)))
        case TextSection():
            for number, part in enumerate(section.parts, start=1):
                if isinstance(part, ExcerptPart):
                    ids = [entry.id for _, entry in entries_below(master.trees[part.form_id])]
                    for name in part.entries:
                        checker.named(f"{where}.parts[{number}].entries", "entry", name, ids)
    return section


def _ids_in_order(section: CardSection, master: Master, designed: Design) -> Iterator[str]:
    """Yield the nodes of a card's level as the tree of its form would have them, then others."""
    design = designed.form(section.form_id)
    above: Sequence[str] = [""]
    for level in design.path if design else ():
        if not level.table:
            break
        parents = [place for place in level.under if design and place in design.form.path]
        nodes = master.nodes[level.id]
        found = [
            node.id
            for parent in above
            for node in nodes
            if not parents or parent in {node.parents.get(each) for each in parents}
        ]
        above = list(dict.fromkeys(found))
        if level.id == section.each:
            break
    yield from dict.fromkeys((*above, *(node.id for node in master.nodes[section.each])))


def _check_at(
    section: CitationsSection, where: str, master: Master, designed: Design, checker: Checker
) -> None:
    """Check that a cross table stands at a node that is printed over the whole width."""
    rows: list[str] = []
    for design in designed.forms:
        for print_ in design.form.prints:
            if print_.kind != "column":
                tree = master.trees[design.form.id]
                rows += [node.id for _, node in nodes_at(print_.id, tree)]
    if checker.named(where, "node", section.at, rows):
        narrow = [d.form.id for d in designed.forms if len(d.form.grid) < _CITATION_COLUMNS]
        for form_id in narrow:
            tree = master.trees[form_id]
            if section.at in node_ids(tree):
                words = {"form": form_id, "least": str(_CITATION_COLUMNS)}
                checker.report(where, "definition.narrow_form", **words)


def _check_sheets(
    sections: Sequence[SectionSpec], places: Mapping[str, str], master: Master, checker: Checker
) -> None:
    """Check the names of all sheets of the report."""
    seen: dict[str, str] = {}
    for section in sections:
        if isinstance(section, CitationsSection):
            continue
        where = f"{places[section.id]}.sheet"
        is_told = False  # names made of one text have one fault
        for name in _sheet_names(section, section.sheet, master):
            if is_told:
                pass
            elif reason := bad_sheet_name(name):
                checker.report(where, f"definition.sheet.{reason}", name=name)
                is_told = True
            elif name.casefold() in seen:
                first = seen[name.casefold()]
                key = "same_split_sheet" if first == where else "same_sheet"
                checker.report(where, f"definition.{key}", name=name, first=first)
                is_told = True
            seen.setdefault(name.casefold(), where)


def _sheet_names(section: SectionSpec, sheet: Wording, master: Master) -> Iterable[str]:
    if isinstance(section, TableSection) and section.split:
        tree = master.trees[section.form_id]
        return [sheet.fill(node.words) for _, node in nodes_at(section.split, tree)]
    return [sheet.fill({})]


def _check_where(
    where: str,
    asked: Mapping[str, Sequence[str]],
    form: Form,
    tree: tuple[Child, ...],
    checker: Checker,
) -> None:
    """Check that the master has the texts by which a tally, or a part of it, filters."""
    for name, texts in asked.items():
        if form.column(name).by != "master":
            continue
        known = {line.values[name] for _, entry in entries_below(tree) for line in entry.lines}
        for text in texts:
            if text not in known:
                words = {"name": name, "text": text}
                hint = did_you_mean(text, known - {""})
                checker.report(f"{where}.where.{name}", "definition.no_such_text", hint, **words)
