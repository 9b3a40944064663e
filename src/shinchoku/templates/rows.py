"""What stands in a department's template: a definition goes in, columns and rows come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shinchoku.identity import ID_HEAD
from shinchoku.model import (
    Column,
    Definition,
    Form,
    Group,
    Heading,
    Item,
    Line,
    Plan,
    Project,
    Role,
)

ID, PLAN, GROUP, PROJECT, STATUS = "_id", "_plan", "_group", "_project", "_status"
ADVICE = "_advice"  # what the planning section says about a row of a returned workbook

TEXTS = {
    ID: ID_HEAD,
    PLAN: "計画",
    GROUP: "区分",
    PROJECT: "事業",
    STATUS: "状態",
    ADVICE: "指摘",
}

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# full-width characters: at least, at most
_WIDTHS = {
    Role.CONTEXT: (8.0, 14.0),
    Role.PLANNED: (8.0, 14.0),
    Role.ACTUAL: (12.0, 18.0),
    Role.GRADE: (5.0, 8.0),
    Role.REASON: (11.0, 14.0),
    Role.NOTE: (18.0, 24.0),
}
_OWN_WIDTHS = {ID: 5.0, PLAN: 7.0, GROUP: 8.0, PROJECT: 9.0, STATUS: 10.0, ADVICE: 24.0}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a form sheet; `column` is None for our own ones."""

    id: str
    header: str
    width: float
    parent: str = ""
    column: Column | None = None

    @property
    def answered(self) -> bool:
        """Whether the department fills it."""
        return self.column is not None and self.column.role.answered


@dataclass(frozen=True, slots=True)
class Asked:
    """An item that a department is asked about; `context`: our own column's id -> text."""

    item: Item
    context: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a form sheet: one line of an item."""

    asked: Asked
    line: Line
    first: bool

    def owner(self, column: Column) -> str:
        """Return the id that an answer in this row belongs to."""
        return self.line.id if column.role.per_line else self.asked.item.id

    def is_open(self, column: Column) -> bool:
        """Whether the department fills this cell."""
        return column.role.answered and (self.first or column.role.per_line)


def sheet_columns(form: Form, *, advised: bool = False) -> tuple[SheetColumn, ...]:
    """Return id, context, the form's own columns and the status, from left to right.

    With `advised` there is a column for what the planning section says.
    """
    own = (ID, PLAN, GROUP, PROJECT) if form.id == "items" else (ID, PLAN)
    return (
        *map(_own_column, own),
        *(_form_column(column) for column in form.columns if column.role in _WIDTHS),
        *map(_own_column, (STATUS, ADVICE) if advised else (STATUS,)),
    )


def _own_column(column_id: str) -> SheetColumn:
    return SheetColumn(column_id, TEXTS[column_id], _OWN_WIDTHS[column_id])


def _form_column(column: Column) -> SheetColumn:
    least, most = _WIDTHS[column.role]
    width = min(max(column.width, least), most)
    return SheetColumn(column.id, column.header, width, column.parent, column)


def asked_items(definition: Definition, form: Form, department_id: str) -> Iterator[Asked]:
    """Yield what one department answers for, in published order; repeats are nobody's."""
    every = _indicators if form.id == "indicators" else _items
    for plan in definition.plans:
        yield from every(definition, plan, department_id)


def _is_asked(item: Item, department_id: str) -> bool:
    return item.department_id == department_id and not item.repeat_of


def sheet_rows(asked: Asked) -> Iterator[SheetRow]:
    """Yield a row for each line."""
    for index, line in enumerate(asked.item.lines):
        yield SheetRow(asked, line, first=index == 0)


def _indicators(definition: Definition, plan: Plan, department_id: str) -> Iterator[Asked]:
    text = definition.texts["indicator_plan"]
    context = {PLAN: text.format(number=plan.number, title=plan.indicator_title)}
    return (Asked(item, context) for item in plan.indicators if _is_asked(item, department_id))


def _items(definition: Definition, plan: Plan, department_id: str) -> Iterator[Asked]:
    text = definition.texts["item_plan"].format(number=plan.number, title=plan.title)
    for group in plan.groups:
        for project in group.projects:
            for item, heading in _with_headings(project):
                if _is_asked(item, department_id):
                    context = {
                        PLAN: text,
                        GROUP: _group_text(definition, group),
                        PROJECT: _project_text(project, heading, item),
                    }
                    yield Asked(item, context)


def _with_headings(project: Project) -> Iterator[tuple[Item, Heading | None]]:
    heading = None
    for child in project.children:
        if isinstance(child, Heading):
            heading = child
        else:
            if heading is not None and _counts_on(heading, child):
                heading = None
            yield child, heading


def _counts_on(heading: Heading, item: Item) -> bool:
    """Whether an item's mark is the one after its heading's: ② after ① stands beside it."""
    text = "".join((*item.lines[0].values.values(), item.label))
    return _MARKS.find(text[:1]) == _MARKS.find(heading.text[:1]) + 1 > 0


def _group_text(definition: Definition, group: Group) -> str:
    text = definition.texts["group"].format(number=group.number, title=group.title)
    parts = (group.related, text if group.number else group.title)
    return "\n".join(part for part in parts if part)


def _project_text(project: Project, heading: Heading | None, item: Item) -> str:
    """Name the project, the heading above the item, and the item if its first line does not."""
    parts = [f"{project.number}　{project.title}"] if project.number else []
    if heading is not None:
        parts += [heading.text, *heading.values.values()]
    shown = "".join([*parts, *item.lines[0].values.values()])
    if _letters(item.label) not in _letters(shown):
        parts.append(item.label)
    return "\n".join(part for part in parts if part)


def _letters(text: str) -> str:
    return "".join(text.split())
