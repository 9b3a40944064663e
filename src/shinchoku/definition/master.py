"""The master's tables become the plans, departments, cross table and goals of a Definition.

In go tables of texts; out come a Master and the problems found, all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from shinchoku.definition.outline import Tree, one_line
from shinchoku.definition.problems import Problem, Register, did_you_mean
from shinchoku.definition.tables import Table, TableRow
from shinchoku.messages import say
from shinchoku.model import (
    CrossCategory,
    CrossRow,
    Department,
    Division,
    Form,
    Goal,
    Item,
    Line,
    Plan,
    SectionSpec,
)

# Fixed columns of each table; the forms add theirs to `tree` and `indicators`.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "departments": ("id", "name"),
    "pillars": ("id", "number", "title"),
    "objectives": ("id", "number", "title"),
    "plans": (
        "id",
        "pillar",
        "objective",
        "number",
        "title",
        "indicator_title",
        "contents_title",
        "goals",
    ),
    "tree": ("plan", "kind", "id", "number", "name", "department", "repeat", "page_break"),
    "indicators": ("id", "plan", "department", "page_break"),
    "cross": ("category", "number", "title", "cites", "project", "content"),
    "goals": ("number", "title", "description", "color"),
}
_OPTIONAL = {
    "plans": {"objective", "indicator_title", "contents_title", "goals"},
    "tree": {"repeat", "page_break"},
    "indicators": {"page_break"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """What the master says."""

    departments: tuple[Department, ...] = ()
    pillars: tuple[Division, ...] = ()
    objectives: tuple[Division, ...] = ()
    cross: tuple[CrossCategory, ...] = ()
    goals: tuple[Goal, ...] = ()
    group_ids: frozenset[str] = frozenset()
    item_ids: frozenset[str] = frozenset()


def build_master(
    tables: Mapping[str, Table],
    items: Form,
    indicators: Form | None,
    sections: Sequence[SectionSpec],
    texts: Mapping[str, str],
) -> tuple[Master, tuple[Problem, ...]]:
    """Build the master. Where problems are returned, the Master is not to be used."""
    register = Register(tables)
    _check_tables(register, items, indicators, {section.kind for section in sections})
    departments = tuple(
        Department(id=register.claim("departments", row), name=row.cells.get("name", ""))
        for row in register.rows("departments")
    )
    tree = Tree(register, items, texts)
    plans = _plans(register, tree, _indicators(register, indicators))
    tree.check()
    master = Master(
        departments=departments,
        pillars=_divisions(register, "pillars", "pillar", plans),
        objectives=_divisions(register, "objectives", "objective", plans),
        cross=_cross(register, tree, texts["citation"]),
        goals=_goals(register),
        group_ids=frozenset(tree.groups),
        item_ids=frozenset(tree.items) | register.ids("indicators"),
    )
    return master, tuple(register.problems)


# ---------------------------------------------------------------- tables


def _check_tables(
    register: Register, items: Form, indicators: Form | None, kinds: set[str]
) -> None:
    """Check that the tables needed are there, with the right columns."""
    needed = {"departments", "pillars", "plans", "tree"}
    if indicators:
        needed |= {"objectives", "indicators"}
    needed |= {"cross", "goals"} & {kind.removesuffix("_table") for kind in kinds}

    def report(file: str, key: str, name: str, hint: str = "", **words: object) -> None:
        message = say(key, name=name, **words) + hint
        register.problems.append(Problem(file, "", message))

    for name in sorted(needed - register.tables.keys()):
        report("master", "definition.missing_table", name)
    for name, table in register.tables.items():
        if name not in COLUMNS:
            report(table.file, "definition.unknown_table", name, did_you_mean(name, COLUMNS))
        elif name == "indicators" and indicators is None:
            report(table.file, "definition.no_form", name, table=table.file, form=name)
        else:
            form = {"tree": items, "indicators": indicators}.get(name)
            _check_header(register, table, form)
            _check_cells(register, table)


def _check_header(register: Register, table: Table, form: Form | None) -> None:
    optional = set(_OPTIONAL.get(table.name, ()))
    needed = set(COLUMNS[table.name]) - optional
    if form:
        needed |= {column.id for column in form.given}
    if table.name == "tree" and form:  # a repeat may print another answer than its source
        optional |= {column.id for column in form.answered}
    known = needed | optional
    names = [name for name in table.header if name]
    problems = [
        (say("definition.unknown_column", name=name) + did_you_mean(name, known))
        for name in names
        if name not in known
    ]
    problems += [
        say("definition.duplicate_column", name=name)
        for name in sorted(set(names))
        if names.count(name) > 1
    ]
    problems += [
        say("definition.missing_column", name=name) for name in sorted(needed - set(names))
    ]
    register.problems += [Problem(table.file, "", message) for message in problems]


def _check_cells(register: Register, table: Table) -> None:
    for fault in table.faults:
        words = {"column": fault.column, "text": one_line(fault.text)}
        message = say(
            "definition.no_text",
            what=say(f"table.{fault.kind}", **words),
            todo=say(f"table.{fault.kind}.hint"),
        )
        where = say("definition.row", number=fault.row, column=fault.column or fault.cell)
        register.problems.append(Problem(table.file, where, message))


# ---------------------------------------------------------------- plans and divisions


def _plans(
    register: Register, tree: Tree, indicators: Mapping[str, Sequence[Item]]
) -> list[tuple[TableRow, Plan]]:
    plans = []
    for row in register.rows("plans"):
        cells = row.cells
        identifier = register.claim("plans", row)
        register.resolve("plans", row, "pillar", "pillars")
        if register.rows("objectives"):
            register.resolve("plans", row, "objective", "objectives")
        title = cells.get("title", "")
        plan = Plan(
            id=identifier,
            number=cells.get("number", ""),
            title=title,
            indicator_title=cells.get("indicator_title") or title,
            contents_title=cells.get("contents_title") or title,
            goals=_goal_numbers(register, row),
            groups=tuple(tree.groups_of(identifier)),
            indicators=tuple(indicators.get(identifier, ())),
        )
        plans.append((row, plan))
    return plans


def _goal_numbers(register: Register, row: TableRow) -> tuple[str, ...]:
    text = row.cells.get("goals", "")
    numbers = tuple(re.split(r"[\s,、]+", text)) if text else ()
    known = {goal.cells.get("number", "") for goal in register.rows("goals")}
    for number in numbers:
        if number not in known:
            words = {"column": "goals", "id": number, "table": "goals"}
            register.report("plans", row, "goals", "definition.unknown_reference", **words)
    return numbers


def _divisions(
    register: Register, table: str, column: str, plans: Iterable[tuple[TableRow, Plan]]
) -> tuple[Division, ...]:
    by_division: dict[str, list[Plan]] = {}
    for row, plan in plans:
        by_division.setdefault(row.cells.get(column, ""), []).append(plan)
    divisions = []
    for row in register.rows(table):
        identifier = register.claim(table, row)
        division = Division(
            id=identifier,
            number=row.cells.get("number", ""),
            title=row.cells.get("title", ""),
            plans=tuple(by_division.get(identifier, ())),
        )
        divisions.append(division)
    return tuple(divisions)


def _indicators(register: Register, form: Form | None) -> dict[str, list[Item]]:
    """Return the indicators of each plan."""
    by_plan: dict[str, list[Item]] = {}
    for row in register.rows("indicators") if form else ():
        assert form is not None  # noqa: S101 - the loop runs only with a form
        identifier = register.claim("indicators", row)
        register.resolve("indicators", row, "plan", "plans")
        register.resolve("indicators", row, "department", "departments")
        values = {column.id: row.cells.get(column.id, "") for column in form.given}
        item = Item(
            id=identifier,
            label=one_line(next(iter(values.values()), identifier)),
            lines=(Line(id=identifier, values=values),),
            department_id=row.cells.get("department", ""),
            page_break=register.page_break("indicators", row),
        )
        by_plan.setdefault(row.cells.get("plan", ""), []).append(item)
    return by_plan


def _goals(register: Register) -> tuple[Goal, ...]:
    return tuple(
        Goal(**{column: row.cells.get(column, "") for column in COLUMNS["goals"]})
        for row in register.rows("goals")
    )


# ---------------------------------------------------------------- the cross table


def _cross(register: Register, tree: Tree, citation: str) -> tuple[CrossCategory, ...]:
    """Build the cross table, its citations computed."""
    categories = []
    for identifier, group in groupby(register.rows("cross"), lambda r: r.cells.get("category", "")):
        rows = list(group)
        first = rows[0].cells
        if not first.get("cites"):
            register.report("cross", rows[0], "cites", "definition.uncited_row")
        category = CrossCategory(
            id=identifier,
            number=first.get("number", ""),
            title=first.get("title", ""),
            rows=tuple(_cross_row(register, row, tree, citation) for row in rows),
        )
        categories.append(category)
    return tuple(categories)


def _cross_row(register: Register, row: TableRow, tree: Tree, citation: str) -> CrossRow:
    cites = row.cells.get("cites", "")
    serial = tree.numbering.serials.get(cites, "")
    words = ""
    if serial:
        words = citation.format(reference=tree.numbering.references[cites], serial=serial)
    elif cites in tree.groups:
        register.report("cross", row, "cites", "definition.cited_group", id=cites)
    elif cites:
        register.report("cross", row, "cites", "definition.bad_citation", id=cites)
    return CrossRow(
        project=row.cells.get("project", ""),
        content=row.cells.get("content", ""),
        cites=cites,
        citation=words,
    )
