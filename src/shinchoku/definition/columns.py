"""Which tables the master must have, with which columns; what else is found in them is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from shinchoku.definition.checker import REPORT
from shinchoku.definition.design import DEPARTMENTS, REVIEWER, Design, FormDesign
from shinchoku.definition.kinds.citations import CitationsSectionSpec
from shinchoku.definition.kinds.goals import GoalsSectionSpec
from shinchoku.definition.numbering import Level
from shinchoku.definition.outline import one_line
from shinchoku.definition.problems import (
    Register,
    and_more,
    did_you_mean,
    nearest,
    place_in,
)
from shinchoku.definition.schema.report import Report
from shinchoku.definition.tables import HEADER, NoText, Table, TableRow
from shinchoku.failures import Problem
from shinchoku.model.forms import NODE_WORDS
from shinchoku.normal import CONTROL
from shinchoku.paper.limits import MAX_TEXT, fits
from shinchoku.records import dataclass
from shinchoku.words import Listed, Message, Text, sentences

_MOST_UNUSED = 8  # tables that are named
CITATIONS = ("category", "number", "title", "cites", "project", "content")
GOALS = ("number", "title", "description", "color")
_ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|##+)")  # in a .csv


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: those that must be there, and those that may."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    used: Mapping[str, str] = field(default_factory=dict)  # one that texts name -> key path


def check_tables(register: Register, report: Report, designed: Design) -> None:
    """Tell tables and columns that are missing, and cells that are no texts."""
    expected = _expected(register, report, designed)
    spare = register.tables.keys() - expected.keys()
    for name in sorted(expected.keys() - register.tables.keys()):
        likely = did_you_mean(name, spare) or _unused(register.tables[each] for each in spare)
        message = Message("definition.missing_table", name=name) + likely
        register.problems.append(Problem("master", "", message))
        register.whole = False
    for name, columns in expected.items():
        if name in register.tables:
            _check_header(register, register.tables[name], columns)
            _check_cells(register, register.tables[name])


def _unused(spare: Iterable[Table]) -> Text:
    """Name the tables with ids that nothing uses: one of them may be the one that is missing."""
    names = sorted(table.name for table in spare if "id" in table.header)
    quoted = (Message("rule.quote", text=name) for name in names)
    listed = Listed(quoted, "names", most=_MOST_UNUSED)
    return Message("definition.unused_tables", names=listed) if names else ""


def _expected(register: Register, report: Report, designed: Design) -> Mapping[str, Columns]:
    expected = {DEPARTMENTS: Columns(("id", "name"), ("deadline", "mail"))}
    for level in designed.levels.values():
        if level.table:
            words = designed.level_words.get(level.id, {})
            optional = [name for name, word in words.items() if not word.is_needed]
            needed = [name for name in words if name not in optional]
            used = {name: word.where for name, word in words.items()}
            own = ("id", *level.under, "number", "title")
            expected[level.table] = Columns((*own, *needed), (*optional, "page_break"), used)
    review = report.review
    if review and review.table:
        expected[review.table] = Columns(("id", "name"), ("deadline", "mail"))
    for design in designed.forms:
        columns = _form_columns(register, design)
        if review and review.table and design.form.reviewed:
            columns = replace(columns, needed=(*columns.needed, REVIEWER))
        if design.level and design.form.master in expected:
            columns = _together(expected[design.form.master], columns)
        expected[design.form.master] = columns
    for section in report.sections:
        if isinstance(section, CitationsSectionSpec):
            expected[section.table] = Columns(CITATIONS)
        elif isinstance(section, GoalsSectionSpec):
            expected[section.table] = Columns(GOALS)
    return expected


def _together(nodes: Columns, entries: Columns) -> Columns:
    """Return the columns of a table whose nodes are entries, too."""
    needed = dict.fromkeys((*nodes.needed, *entries.needed))
    optional = dict.fromkeys((*nodes.optional, *entries.optional))
    return replace(
        nodes, needed=tuple(needed), optional=tuple(n for n in optional if n not in needed)
    )


def _form_columns(register: Register, design: FormDesign) -> Columns:
    form = design.form
    if design.level:
        given = (column.id for column in form.stated if column is not form.line_label)
        return Columns(("id", *given, "department"), (design.label,))
    tabled = [level.id for level in design.path if level.table]
    table = register.tables.get(form.master)
    outline = len(tabled) < len(design.path) or (table is not None and "kind" in table.header)
    needed = [*tabled[-1:], *(("kind",) if outline else ()), "id"]
    needed += ["name"] if outline else []
    needed += ["number"] if any(_is_numbered(design, level) for level in design.path) else []
    needed += [*(c.id for c in form.stated if c is not form.line_label), "department"]
    filled = (column.id for column in form.filled)
    optional = ("number", "name", design.label, "repeat", "page_break", *filled)
    return Columns(tuple(dict.fromkeys(needed)), optional)


def _is_numbered(design: FormDesign, level: Level) -> bool:
    """Whether a text needs the numbers of an outline's nodes."""
    print_ = design.form.level_print(level.id)
    texts = (print_.text if print_ else None, level.reference, level.serial)
    return not level.table and any(("number",) in text.pieces for text in texts if text)


def _check_header(register: Register, table: Table, columns: Columns) -> None:
    """Tell columns that are unknown, missing or twice; a misspelt one is told once."""
    names = [name for name in table.header if name]
    known = {*columns.needed, *columns.optional}
    if names and known.isdisjoint(names):
        register.lacking |= {(table.name, name) for name in known}
        no_names = Message("definition.no_names", row=HEADER, names=Listed(columns.needed, "names"))
        register.problems.append(Problem(table.file, "", no_names))
        return
    missing = [name for name in dict.fromkeys(columns.needed) if name not in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    register.lacking |= {(table.name, name) for name in (*missing, *twice)}
    messages: list[Text] = []
    for name in dict.fromkeys(names):
        if name in known:
            continue
        meant = nearest(name, missing)
        if meant:
            missing.remove(meant)
        hint = did_you_mean(name, [meant] if meant else known - set(names))
        messages.append(Message("definition.unknown_column", name=name) + hint)
    messages += [Message("definition.duplicate_column", name=name) for name in twice]
    for name in missing:
        message: Text = Message("definition.missing_column", name=name)
        if name in columns.used:  # it may be the text that is wrong
            others = (*columns.used, *NODE_WORDS)
            at = Message("definition.named_at", file=REPORT, where=columns.used[name])
            near = did_you_mean(name, [each for each in others if each not in missing])
            message = sentences(message, at, near)
        messages.append(message)
    hidden = Message("definition.hidden_ids") if table.headings else ""
    register.problems += [
        Problem(table.file, "", sentences(message, hidden)) for message in messages
    ]


def _check_cells(register: Register, table: Table) -> None:
    _check_faults(register, table)
    for row in table.rows:
        whole = "\n".join(row.cells.values())  # most rows are seen to be right by one look
        if "#" in whole or len(whole) > MAX_TEXT // 2 or CONTROL.search(whole):
            _check_texts(register, table, row)


def _check_faults(register: Register, table: Table) -> None:
    """Tell cells that are no texts; where a column is missing, it is the header that is wrong."""
    lacks = any(name == table.name for name, _ in register.lacking)
    alike: dict[tuple[str, str], list[NoText]] = {}
    for fault in table.faults:
        if fault.kind not in {"no_column", "own_column"} or not lacks:
            alike.setdefault((fault.kind, fault.column), []).append(fault)
    for fault, *others in alike.values():
        texts = Listed(map(one_line, fault.texts))
        words: dict[str, Text] = {"column": fault.column, "text": texts}
        message = and_more(Message("definition.no_text", **_said(fault.kind, words)), len(others))
        where = place_in(table, fault.row, fault.column or fault.cell)
        register.problems.append(Problem(table.file, where, message))


def _check_texts(register: Register, table: Table, row: TableRow) -> None:
    """Tell texts that no cell of Excel may hold, or that it saved in the place of one."""
    for column, text in row.cells.items():
        if CONTROL.search(text):
            register.report(table.name, row, column, "definition.control")
        elif not table.sheet and _ERROR.fullmatch(text):
            words: dict[str, Text] = {"column": column, "text": text}
            register.report(table.name, row, column, "definition.no_text", **_said("error", words))
        elif not fits(text, MAX_TEXT):
            register.report(table.name, row, column, "definition.beyond_excel")


def _said(kind: str, values: Mapping[str, Text]) -> dict[str, Message]:
    return {"what": Message(f"table.{kind}.what", **values), "todo": Message(f"table.{kind}.todo")}
