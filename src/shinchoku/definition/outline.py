"""The table `tree` becomes groups, projects, items and lines: references resolved, marks computed.

A row that stands where it cannot is reported and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shinchoku.definition.numbering import Node, has_token, mark, number
from shinchoku.definition.problems import Register
from shinchoku.definition.tables import TableRow
from shinchoku.model import Form, Group, Heading, Item, Line, Project

KINDS = ("related", "group", "project", "heading", "item", "line")
_PARENT = {"project": "group", "heading": "group", "item": "group", "line": "item"}


@dataclass
class _Group:
    """A group being read: its own row, and its projects with theirs."""

    row: TableRow
    related: str
    projects: list[_Project] = field(default_factory=list)


@dataclass
class _Project:
    row: TableRow
    children: list[tuple[TableRow, list[TableRow]]] = field(default_factory=list)


class Tree:
    """The table `tree`, read once: groups by plan, and what may be repeated or cited."""

    def __init__(self, register: Register, form: Form, texts: Mapping[str, str]) -> None:
        self.register = register
        self.form = form
        self.texts = texts
        self.department_ids = register.ids("departments")
        self.plan_numbers = {
            row.cells.get("id", ""): row.cells.get("number", "") for row in register.rows("plans")
        }
        self.groups: dict[str, tuple[str, _Group]] = {}  # id -> plan, group
        self.items: dict[str, list[TableRow]] = {}  # item id -> its lines
        self.lines: dict[str, TableRow] = {}
        self.ids: dict[str, TableRow] = {}  # every id -> its row
        self.order: dict[str, list[_Group]] = {}
        self._read()
        self.numbering = number(
            (
                Node(
                    self.plan_numbers.get(row.cells.get("plan", ""), ""),
                    row.cells.get("kind", ""),
                    row.cells.get("id", ""),
                    row.cells.get("number", ""),
                )
                for row in register.rows("tree")
            ),
            related=texts["related"],
            serial=texts["serial"],
        )
        self.groups_with_projects = set(self.groups) - set(self.numbering.serials)

    def _report(self, row: TableRow, column: str, key: str, /, **words: object) -> None:
        self.register.report("tree", row, column, key, **words)

    # ------------------------------------------------------------ reading

    def _read(self) -> None:
        """Nest the rows; a row without its parent is reported and left out."""
        plan, related = "", ""
        group: _Group | None = None
        for row in self.register.rows("tree"):
            kind = row.cells.get("kind", "")
            if row.cells.get("plan") != plan:
                plan, related, group = row.cells.get("plan", ""), "", None
                self._begin_plan(plan, row)
            if kind not in KINDS:
                words = {"kind": kind, "allowed": "・".join(KINDS)}
                self._report(row, "kind", "definition.unknown_kind", **words)
            elif kind == "related":
                related, group = row.cells.get("name", ""), None
            elif kind == "group":
                group = self._begin_group(plan, related, row)
            elif group is None or not self._add(group, kind, row):
                self._report(
                    row, "kind", "definition.out_of_place", kind=kind, parent=_PARENT[kind]
                )

    def _begin_plan(self, plan: str, row: TableRow) -> None:
        if plan in self.order:
            self._report(row, "plan", "definition.plan_order", plan=plan)
        elif plan not in self.plan_numbers:
            words = {"column": "plan", "id": plan, "table": "plans"}
            self._report(row, "plan", "definition.unknown_reference", **words)
        self.order.setdefault(plan, [])

    def _begin_group(self, plan: str, related: str, row: TableRow) -> _Group:
        identifier = self._claim(row)
        group = _Group(row, related)
        self.groups[identifier] = (plan, group)
        self.order[plan].append(group)
        return group

    def _claim(self, row: TableRow) -> str:
        identifier = self.register.claim("tree", row)
        self.ids.setdefault(identifier, row)
        return identifier

    def _add(self, group: _Group, kind: str, row: TableRow) -> bool:
        """Put a row below its group; False where it cannot stand there."""
        if kind == "project":
            self._claim(row)
            group.projects.append(_Project(row))
            return True
        if not group.projects:  # a group without projects is one
            group.projects.append(_Project(group.row))
        children = group.projects[-1].children
        if kind == "line":
            if not children or children[-1][0].cells.get("kind") != "item":
                return False
            first, more = children[-1]
            more.append(row)
            expected = f"{first.cells.get('id', '')}.{len(more) + 1}"
            if self._claim(row) != expected:
                self._report(row, "id", "definition.line_id", expected=expected)
            self.items[first.cells.get("id", "")].append(row)
            self.lines[row.cells.get("id", "")] = row
            return True
        children.append((row, []))
        if kind == "item":
            identifier = self._claim(row)
            self.items[identifier] = [row]
            self.lines[identifier] = row
        return True

    # ------------------------------------------------------------ building

    def groups_of(self, plan: str) -> Iterator[Group]:
        """Yield the groups of a plan in printed order."""
        for group in self.order.get(plan, ()):
            cells = group.row.cells
            yield Group(
                id=cells.get("id", ""),
                number=cells.get("number", ""),
                title=self._marked(group.row, "name"),
                reference=self.numbering.references[cells.get("id", "")],
                related=group.related,
                projects=tuple(self._project(group, project) for project in group.projects),
                repeat_of=cells.get("repeat", ""),
                page_break=self.register.page_break("tree", group.row),
            )

    def _project(self, group: _Group, project: _Project) -> Project:
        own = project.row is not group.row
        cells = project.row.cells
        identifier = cells.get("id", "")
        return Project(
            id=identifier,
            number=cells.get("number", "") if own else "",
            title=self._marked(project.row, "name") if own else "",
            serial=self.numbering.serials.get(identifier, ""),
            children=tuple(
                self._item(row, more) if row.cells.get("kind") == "item" else self._heading(row)
                for row, more in project.children
            ),
            repeat_of=cells.get("repeat", "") if own else "",
            page_break=self.register.page_break("tree", project.row) if own else "",
        )

    def _heading(self, row: TableRow) -> Heading:
        values = {column.id: row.cells.get(column.id, "") for column in self.form.given}
        return Heading(
            text=row.cells.get("name", ""),
            values=values,
            page_break=self.register.page_break("tree", row),
        )

    def _item(self, row: TableRow, more: Sequence[TableRow]) -> Item:
        cells = row.cells
        source = cells.get("repeat", "")
        source_lines = self._source_lines(source)
        lines = []
        for index, line in enumerate((row, *more)):
            origin = source_lines[index] if index < len(source_lines) else None
            lines.append(self._line(line, row, origin))
        answered = self.form.answered
        return Item(
            id=cells.get("id", ""),
            label=cells.get("name") or one_line(next(iter(lines[0].values.values()), "")),
            lines=tuple(lines),
            department_id=cells.get("department", ""),
            repeat_of=source,
            overrides={c.id: cells[c.id] for c in answered if cells.get(c.id)},
            page_break=self.register.page_break("tree", row),
        )

    def _line(self, row: TableRow, item: TableRow, origin: TableRow | None) -> Line:
        """A line of a repeat takes from its source whatever it does not say itself."""
        reference = self.numbering.references.get(item.cells.get("repeat", ""), "")
        values = {}
        for column in self.form.given:
            own = row.cells.get(column.id, "")
            inherited = origin.cells.get(column.id, "") if origin else ""
            values[column.id] = self._mark(own, reference) if own else inherited
        return Line(
            id=row.cells.get("id", ""),
            values=values,
            repeat_of=origin.cells.get("id", "") if origin else "",
        )

    def _source_lines(self, source: str) -> Sequence[TableRow]:
        """Return the lines that a repeat of `source`, an item or a line, shows."""
        if source in self.items and len(self.items[source]) > 1:
            return self.items[source]
        return [self.lines[source]] if source in self.lines else []

    def _marked(self, row: TableRow, column: str) -> str:
        reference = self.numbering.references.get(row.cells.get("repeat", ""), "")
        return self._mark(row.cells.get(column, ""), reference)

    def _mark(self, text: str, reference: str) -> str:
        return mark(text, reference, self.texts["repeat_mark"]) if reference else text

    # ------------------------------------------------------------ what must hold

    def check(self) -> None:
        """Report every repeat, token, department and override that cannot stand."""
        for _, group in self.groups.values():
            self._check_parent(group.row, {"group", "project"})
            for project in group.projects:
                if project.row is not group.row:
                    self._check_parent(project.row, {"group", "project"})
                    if not project.children:
                        words = {"id": project.row.cells.get("id", "")}
                        self._report(project.row, "", "definition.empty_project", **words)
                marked = bool(group.row.cells.get("repeat") or project.row.cells.get("repeat"))
                for row, more in project.children:
                    if row.cells.get("kind") == "item":
                        self._check_item(row, more, under_repeat=marked)

    def _check_parent(self, row: TableRow, kinds: set[str]) -> None:
        """Check the repeat of a group or project."""
        source = row.cells.get("repeat", "")
        if source and (source not in self.ids or self.ids[source].cells.get("kind") not in kinds):
            hint = {"source": source}
            self._report(row, "repeat", "definition.dangling_repeat", **hint)
        self._check_token(row, row.cells.get("name", ""), needed=bool(source))

    def _check_token(self, row: TableRow, text: str, *, needed: bool) -> None:
        if needed and not has_token(text):
            self._report(row, "", "definition.repeat_without_token")
        elif not row.cells.get("repeat") and has_token(text):
            self._report(row, "", "definition.token_without_repeat")

    def _check_item(self, row: TableRow, more: Sequence[TableRow], *, under_repeat: bool) -> None:
        cells = row.cells
        identifier, source = cells.get("id", ""), cells.get("repeat", "")
        department = cells.get("department", "")
        given = "".join(cells.get(column.id, "") for column in self.form.given)
        self._check_token(row, given, needed=bool(source) and not under_repeat)
        self._check_overrides(row)
        if not source:
            if not department:
                self._report(row, "department", "definition.no_department", id=identifier)
            elif department not in self.department_ids:
                words = {"column": "department", "id": department, "table": "departments"}
                self._report(row, "department", "definition.unknown_reference", **words)
            return
        if department:
            self._report(row, "department", "definition.repeat_department", id=identifier)
        if source not in self.lines:
            self._report(row, "repeat", "definition.dangling_repeat", source=source)
            return
        original = self.ids[source.rsplit(".", 1)[0] if "." in source else source]
        if original.cells.get("repeat"):
            self._report(row, "repeat", "definition.repeat_of_repeat", source=source)
        lines, source_lines = 1 + len(more), len(self._source_lines(source))
        if lines > source_lines:
            words = {"id": identifier, "source": source}
            self._report(
                row,
                "repeat",
                "definition.repeat_lines",
                lines=lines,
                source_lines=source_lines,
                **words,
            )

    def _check_overrides(self, row: TableRow) -> None:
        for column in self.form.answered:
            text = row.cells.get(column.id, "")
            allowed = {grade.code for grade in column.grades} | set(column.choices)
            if text and allowed and text not in allowed:
                self._report(row, column.id, "definition.bad_override", column=column.id, text=text)


def one_line(text: str) -> str:
    """Fold a text's breaks into blanks, for messages."""
    return " ".join(text.split())
