"""A Design, its sections and the Master, held against each other; what is lacking is put in.

Here are the checks that need both: ids of entries and nodes, texts of tables, and whether what is
printed has room on its sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.master import Master
from shinchoku.definition.problems import did_you_mean
from shinchoku.definition.schema.report import Report
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.definition.tallies import counted_beside, nowhere
from shinchoku.model import (
    CardSection,
    Child,
    CitationsSection,
    Column,
    ExcerptPart,
    Form,
    GoalsSection,
    LevelPrint,
    Node,
    SectionSpec,
    TableSection,
    TallySpec,
    TextSection,
    Theme,
    accounting,
    entries_below,
    nodes_at,
    prints,
)
from shinchoku.model.wording import Wording
from shinchoku.paper.lines import line_count
from shinchoku.paper.page import (
    FOOT_MM,
    HEAD_MM,
    INDENT_PX,
    PADDING_PX,
    character_px,
    column_px,
    head_fits,
    head_width_mm,
    usable_height_pt,
    usable_width_mm,
    width_mm,
)
from shinchoku.paper.sheet_names import bad_sheet_name
from shinchoku.words import Listed

_PITCH = 1.25  # of a header's lines, in font sizes
_HEADER_SPACE_PT = 5.25
_HEADER_SHARE = 0.4  # of a page, at the most
_LEAST_HEIGHT_PT, _LEAST_WIDTH_MM = 400.0, 80.0
_CITATION_COLUMNS = 3  # of a form's table, for a cross table in it
_MM_PER_PT = 25.4 / 72


# ---------------------------------------------------------------- the page


def check_page(report: Report, theme: Theme, designed: Design, checker: Checker) -> None:
    """Check that the margins leave a page, and that tables, heads and feet have room on it."""
    if (room := usable_height_pt(theme)) < _LEAST_HEIGHT_PT:
        words = {
            "room": f"{room * _MM_PER_PT:.0f}",
            "least": f"{_LEAST_HEIGHT_PT * _MM_PER_PT:.0f}",
        }
        checker.report("theme.margin_top_mm", "definition.low_page", **words)
        return
    if (room := usable_width_mm(theme)) < _LEAST_WIDTH_MM:
        words = {"room": f"{room:.0f}", "least": f"{_LEAST_WIDTH_MM:.0f}"}
        checker.report("theme.margin_left_mm", "definition.narrow_page", **words)
        return
    for index, design in enumerate(designed.forms):
        if design.form.id in report.tabled:
            _check_form(key_path("forms", index), design.form, theme, checker)
    _check_margins(report, theme, checker)


def _check_form(where: str, form: Form, theme: Theme, checker: Checker) -> None:
    look = theme.with_table(form.look)
    wide, room = width_mm(form.widths, look), usable_width_mm(theme)
    if wide > room:
        words = {"wide": f"{wide:.1f}", "room": f"{room:.1f}"}
        checker.report(f"{where}.columns", "definition.too_wide", **words)
    for column in (column for column in form.grid if column.width):
        room_px = column_px(column.width, form.look.text_size) - PADDING_PX
        if room_px - INDENT_PX * form.look.indent < character_px(form.look.text_size):
            words = {"name": column.id, "width": f"{column.width:g}"}
            checker.report(f"{where}.look.indent", "definition.indented_away", **words)
    high, page = _header_pt(form), usable_height_pt(theme)
    if high > page * _HEADER_SHARE:
        words = {
            "high": f"{high * _MM_PER_PT:.0f}",
            "room": f"{page * _HEADER_SHARE * _MM_PER_PT:.0f}",
        }
        checker.report(f"{where}.columns", "definition.high_header", **words)


def _header_pt(form: Form) -> float:
    """Return the height of a form's header, a little too high rather than too low."""
    size = form.look.text_size

    def lines(column: Column | LevelPrint, text: str) -> int:
        room_px = column_px(column.width, size) - PADDING_PX
        return line_count(text, max(2, int(2 * room_px / character_px(size))))

    def row_pt(count: int) -> float:
        return ceil(size * _PITCH * count) + _HEADER_SPACE_PT

    upper = max((lines(column, column.parent) for column in form.grid if column.parent), default=0)
    lower = max((lines(column, column.header) for column in form.grid), default=1)
    return row_pt(lower) + (row_pt(upper) if upper else 0.0)


def _check_margins(report: Report, theme: Theme, checker: Checker) -> None:
    """Check that no running title or page number is covered by the table."""
    line_mm = theme.body_size * _PITCH * _MM_PER_PT
    sheets = [each for each in report.sections if isinstance(each, SheetSectionSpec)]
    if any(section.running_title for section in sheets):
        _check_margin("margin_top_mm", theme.margin_top_mm, HEAD_MM + line_mm, checker)
    if any(section.numbered for section in sheets):
        _check_margin("margin_bottom_mm", theme.margin_bottom_mm, FOOT_MM + line_mm, checker)


def _check_margin(key: str, margin_mm: float, needed_mm: float, checker: Checker) -> None:
    if margin_mm < needed_mm:
        words = {"margin": f"{margin_mm:g}", "needed": f"{ceil(needed_mm * 10) / 10:g}"}
        checker.report(f"theme.{key}", f"definition.{key}", **words)


def check_heads(
    sections: Sequence[SectionSpec], report: Report, theme: Theme, checker: Checker
) -> None:
    """Check that running titles fit Excel's head, and the page's width."""
    places = {section.id: index for index, section in enumerate(report.sections)}
    for section in sections:
        if isinstance(section, CitationsSection) or not section.running_title:
            continue
        where = key_path("sections", places[section.id], "running_title")
        if not head_fits(section.running_title, theme):
            wide, room = head_width_mm(section.running_title, theme), usable_width_mm(theme)
            words = {"wide": f"{wide:.0f}", "room": f"{room:.0f}"}
            checker.report(where, "definition.long_head", **words)
        elif "\n" in section.running_title:
            checker.report(where, "definition.head_of_lines")


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
        _check_dropped(where, form, counted, checker)
    if printed and report.texts.missing is None:
        checker.report("texts.missing", "definition.missing_text")
    continues = any(d.form.stubs for d in designed.forms if d.form.id in printed)
    continues |= any(isinstance(s, CitationsSection | CardSection) for s in sections)
    if continues and report.texts.continued is None:
        checker.report("texts.continued", "definition.missing_text")


def _place(where: str, form: Form, column: Column) -> str:
    return f"{where}.{key_path('columns', form.columns.index(column))}"


def _check_dropped(where: str, form: Form, counted: Sequence[TallySpec], checker: Checker) -> None:
    """Check columns whose answers count beside certain codes alone, and are dropped elsewhere."""
    beside = counted_beside(form, counted)
    for name, parts in beside.items():
        column = form.column(name)
        asked = {(asking.id, code) for asking, codes in form.needing(column) for code in codes}
        if column.required or not asked or asked - parts:
            codes = Listed(dict.fromkeys(code for _, code in sorted(parts)))
            key = "definition.counted_in_part"
            checker.report(_place(where, form, column), key, name=name, codes=codes)
    for column in form.columns:
        dropped = column.print == "none" and (column.otherwise == "warn" or column.id in beside)
        if dropped and column.needs:
            place = f"{_place(where, form, column)}.needs"
            checker.report(place, "definition.dropped_asks", name=column.id)


# ---------------------------------------------------------------- against the master


def complete(
    sections: Sequence[SectionSpec],
    report: Report,
    tallies: Sequence[TallySpec],
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
        case GoalsSection():
            goals, nodes = master.goals[section.id], master.node_goals[section.id]
            return replace(section, goals=goals, nodes=nodes)
        case TextSection():
            for number, part in enumerate(section.parts, start=1):
                if isinstance(part, ExcerptPart):
                    ids = [entry.id for _, entry in entries_below(master.trees[part.form_id])]
                    for name in part.entries:
                        checker.named(f"{where}.parts[{number}].entries", "entry", name, ids)
    return section


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
            if section.at in _ids(tree):
                words = {"form": form_id, "least": str(_CITATION_COLUMNS)}
                checker.report(where, "definition.narrow_form", **words)


def _ids(children: Sequence[Child]) -> Iterator[str]:
    for child in children:
        if isinstance(child, Node):
            yield child.id
            yield from _ids(child.children)


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
