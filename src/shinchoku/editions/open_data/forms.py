"""A form's entries, its lines, and the headings between them, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from shinchoku.editions.open_data.figures import Stated, reader
from shinchoku.editions.open_data.naming import Naming, told_apart
from shinchoku.editions.open_data.table import Cell, Field, Table
from shinchoku.model import Column, Definition, Entry, Form, Heading, Line, Node
from shinchoku.model.forms import Child, NodePath, scale_of
from shinchoku.publishing.public import label_of
from shinchoku.records import dataclass

ENTRIES, LINES, HEADINGS = "entries", "lines", "headings"


class Row(NamedTuple):
    """What a row is about; `number` counts the lines of an entry from 1."""

    path: NodePath
    entry: Entry
    line: Line
    number: int = 1


class Part(NamedTuple):
    """A column of a table, and how a row's cell is come by. `key` names it in the program."""

    key: str
    field: Field
    cell: Callable[[Row], Cell]


@dataclass(frozen=True)
class FormTables:
    """The tables of one form. What is not public has no column in them."""

    naming: Naming
    form: Form

    @property
    def entries(self) -> Table:
        """A row for each entry, with what is said of it once."""
        rows = [Row(path, entry, entry.lines[0]) for path, entry in self._all]
        return self._table(ENTRIES, self.entry_parts(), rows)

    @property
    def lines(self) -> Table | None:
        """A row for each line, with what is said of each; None where nothing is."""
        if not any(column.public and column.per_line for column in self.form.columns):
            return None
        rows = [
            Row(path, entry, line, number)
            for path, entry in self._all
            for number, line in enumerate(entry.lines, start=1)
        ]
        return self._table(LINES, self.line_parts(), rows)

    @property
    def headings(self) -> Table | None:
        """A row for each heading, with the entry that comes next; None where there are none."""
        found = list(headings_of(self._definition.trees[self.form.id]))
        if not found:
            return None
        naming, cell = self.naming, self.naming.cell
        named = [self.form.column(name) for name in self.form.heading.values]
        columns = [column for column in named if column.public]
        fields = (
            *naming.common_fields,
            naming.id("heading_id"),
            naming.own("heading", required=True),
            naming.own("next_entry", refers=naming.form_file(self.form, ENTRIES)),
            *(Field(naming.heading(c), about=self._about(c)) for c in columns),
        )
        rows = [
            (
                *naming.common_cells,
                heading_id(self.form, number),
                cell(heading.text),
                entry.id if entry else "",
                *(cell(heading.values.get(column.id, "")) for column in columns),
            )
            for number, (heading, entry) in enumerate(found, start=1)
        ]
        return Table(
            name=naming.form_file(self.form, HEADINGS),
            title=self._title(HEADINGS),
            fields=_apart(fields),
            rows=rows,
        )

    def entry_parts(self) -> list[Part]:
        """Return the columns of the entries."""
        columns = [c for c in self.form.columns if c.public and not c.per_line]
        return [*self._common(), *self._entry(), *self._columns(columns)]

    def line_parts(self) -> list[Part]:
        """Return the columns of the lines."""
        columns = [c for c in self.form.columns if c.public and c.per_line]
        return [*self._common(), *self._line(), *self._columns(columns)]

    # ------------------------------------------------------------ what a row is about

    def _common(self) -> Iterator[Part]:
        for field, value in self.naming.common:
            yield Part("", field, _constant(value))

    def _entry(self) -> Iterator[Part]:
        naming, cell, form = self.naming, self.naming.cell, self.form
        yield Part("id", naming.id("entry_id"), lambda row: row.entry.id)
        yield Part("label", naming.own("label"), lambda row: cell(label_of(form, row.entry)))
        for level in form.path:
            yield from self._level(level)
        if any(_serial(path) for path, _ in self._all):
            yield Part("serial", naming.own("serial"), lambda row: cell(_serial(row.path)))
        yield from self._asked()
        if any(entry.repeat_of for _, entry in self._all):
            own = naming.form_file(form, ENTRIES)
            known = {entry.id for _, entry in self._all}
            yield Part(
                "repeat",
                naming.own("repeat", refers=own),
                lambda row: entry_id(row.entry.repeat_of, known),
            )

    def _level(self, level: str) -> Iterator[Part]:
        naming, cell = self.naming, self.naming.cell
        name = naming.level(self.form, level)
        nodes = {node.id: node for path, _ in self._all for node in path if node.level == level}
        yield Part(
            f"{level}.id",
            naming.own("level_id", level=name),
            lambda row: _said(row.path, level, lambda node: node.id),
        )
        if any(node.number for node in nodes.values()):
            yield Part(
                f"{level}.number",
                naming.own("level_number", level=name),
                lambda row: cell(_said(row.path, level, lambda node: node.number)),
            )
        yield Part(
            f"{level}.title",
            naming.own("level_title", level=name),
            lambda row: cell(_said(row.path, level, lambda node: node.title)),
        )

    def _asked(self) -> Iterator[Part]:
        naming, cell = self.naming, self.naming.cell
        names = {each.id: each.name for each in self._definition.departments}
        departments = naming.file("departments")
        field = naming.own("department_id", refers=departments)
        yield Part("department.id", field, lambda row: row.entry.department_id)
        yield Part(
            "department.name",
            naming.own("department"),
            lambda row: cell(names.get(row.entry.department_id, "")),
        )

    def _line(self) -> Iterator[Part]:
        naming, form = self.naming, self.form
        entries = naming.form_file(form, ENTRIES)
        yield Part("id", naming.id("line_id"), lambda row: row.line.id)
        entry = naming.own("entry", refers=entries, required=True)
        yield Part("entry", entry, lambda row: row.entry.id)
        number = naming.own("line_number", "whole", required=True)
        yield Part("number", number, lambda row: row.number)
        if any(line.repeat_of for _, each in self._all for line in each.lines):
            repeat = naming.own("line_repeat", refers=naming.form_file(form, LINES))
            yield Part("repeat", repeat, lambda row: row.line.repeat_of)

    # ------------------------------------------------------------ what is said

    def _columns(self, columns: Iterable[Column]) -> Iterator[Part]:
        for column in columns:
            if column.number:
                yield from self._number(column)
            elif column.is_choice:
                yield from self._choice(column)
            else:
                yield from self._text(column)

    def _number(self, column: Column) -> Iterator[Part]:
        naming, merged, kind = self.naming, self.naming.manuscript.merged, column.number
        assert kind is not None  # noqa: S101 - its caller asked
        heading = naming.heading(column)
        whole = kind.digits == 0 and not kind.digits_column
        field = Field(heading, "whole" if whole else "number", kind.unit, self._about(column))
        yield Part(
            f"number:{column.id}", field, lambda row: merged.number_of(column, row.entry, row.line)
        )
        if kind.unit_column:
            yield Part(
                f"unit:{column.id}",
                naming.own("unit", column=heading),
                lambda row: naming.cell(scale_of(kind, row.entry, row.line).unit),
            )
        if kind.unmeasured or column.by != "master":
            yield Part(
                f"symbol:{column.id}", naming.own("symbol", column=heading), self._symbol(column)
            )

    def _symbol(self, column: Column) -> Callable[[Row], Cell]:
        merged, cell = self.naming.manuscript.merged, self.naming.cell

        def symbol(row: Row) -> str:
            if merged.number_of(column, row.entry, row.line) is not None:
                return ""
            return cell(merged.text_of(column, row.entry, row.line))

        return symbol

    def _choice(self, column: Column) -> Iterator[Part]:
        naming, cell, heading = self.naming, self.naming.cell, self.naming.heading(column)
        labels = {grade.code: grade.label for grade in column.grades}
        codes = [(cell(code), cell(labels.get(code, ""))) for code in column.codes]
        unmeasured = column.computed.unmeasured if column.computed else ""
        if unmeasured and unmeasured not in column.codes:
            codes.append((cell(unmeasured), self._say("open_data.unmeasured")))
        field = Field(heading, about=self._about(column), codes=tuple(codes))
        yield Part(f"text:{column.id}", field, self._said(column))
        if column.grades:
            merged = self.naming.manuscript.merged
            yield Part(
                f"label:{column.id}",
                naming.own("grade_label", column=heading),
                lambda row: cell(labels.get(merged.text_of(column, row.entry, row.line), "")),
            )

    def _text(self, column: Column) -> Iterator[Part]:
        heading = self.naming.heading(column)
        field = Field(heading, about=self._about(column))
        yield Part(f"text:{column.id}", field, self._said(column))
        if column.id in self._definition.open_data.figures.get(self.form.id, ()):
            yield from self._figure(column, heading)

    def _said(self, column: Column) -> Callable[[Row], Cell]:
        merged, cell = self.naming.manuscript.merged, self.naming.cell
        return lambda row: cell(merged.text_of(column, row.entry, row.line))

    def _figure(self, column: Column, heading: str) -> Iterator[Part]:
        """Yield what a program reads in a column's texts, and whether it did."""
        naming, merged = self.naming, self.naming.manuscript.merged
        read = reader(self._definition.round.language).read

        def stated(row: Row) -> Stated | None:
            return read(merged.text_of(column, row.entry, row.line))

        def value(row: Row) -> Cell:
            found = stated(row)
            return found.value if found else None

        def unit(row: Row) -> Cell:
            found = stated(row)
            return naming.cell(found.unit) if found else ""

        def as_of(row: Row) -> Cell:
            found = stated(row)
            return found.as_of if found else ""

        def flag(row: Row) -> Cell:
            return int(stated(row) is not None)

        yes, no = self._say("open_data.read.yes"), self._say("open_data.read.no")
        codes = (("1", yes), ("0", no))
        own = naming.own
        yield Part(f"value:{column.id}", own("read_value", "number", column=heading), value)
        yield Part(f"unit:{column.id}", own("read_unit", column=heading), unit)
        yield Part(f"as_of:{column.id}", own("read_as_of", column=heading), as_of)
        flagged = own("read_flag", "whole", column=heading, codes=codes, required=True)
        yield Part(f"flag:{column.id}", flagged, flag)

    # ------------------------------------------------------------ names

    def _about(self, column: Column) -> str:
        title = self.naming.cell(column.title)
        return self._say(f"open_data.filled.{column.by}", column=title, form=self.form.sheet)

    def _title(self, what: str) -> str:
        return self._say(f"open_data.table.{what}", form=self.naming.cell(self.form.sheet))

    def _say(self, key: str, **values: object) -> str:
        return self.naming.manuscript.say(key, **values)

    def _table(self, what: str, parts: Sequence[Part], rows: Sequence[Row]) -> Table:
        makers = [part.cell for part in parts]
        return Table(
            name=self.naming.form_file(self.form, what),
            title=self._title(what),
            fields=_apart(part.field for part in parts),
            rows=[tuple([make(row) for make in makers]) for row in rows],
        )

    @property
    def _definition(self) -> Definition:
        return self.naming.manuscript.definition

    @property
    def _all(self) -> Sequence[tuple[NodePath, Entry]]:
        return self._definition.entries(self.form)


def headings_of(children: tuple[Child, ...]) -> Iterator[tuple[Heading, Entry | None]]:
    """Yield every heading in printed order, with the entry that is printed after it, if any is."""
    waiting: list[Heading] = []
    for child in _flat(children):
        if isinstance(child, Heading):
            waiting.append(child)
        else:
            yield from ((heading, child) for heading in waiting)
            waiting = []
    yield from ((heading, None) for heading in waiting)


def _flat(children: tuple[Child, ...]) -> Iterator[Heading | Entry]:
    for child in children:
        if isinstance(child, Node):
            yield from _flat(child.children)
        else:
            yield child


def heading_id(form: Form, number: int) -> str:
    """Name a form's heading: they are counted."""
    return f"{form.id}.h{number}"


def entry_id(source: str, entries: Iterable[str] | Mapping[str, object]) -> str:
    """Return the entry of what is repeated, which may be a line of it."""
    return source if source in entries else source.rpartition(".")[0]


def _serial(path: NodePath) -> str:
    """Return the number by which the innermost node that has one is cited."""
    return next((node.words["serial"] for node in reversed(path) if node.words.get("serial")), "")


def _said(path: NodePath, level: str, say: Callable[[Node], str]) -> str:
    return next((say(node) for node in path if node.level == level), "")


def _constant(value: Cell) -> Callable[[Row], Cell]:
    return lambda _: value


def _apart(fields: Iterable[Field]) -> tuple[Field, ...]:
    found = tuple(fields)
    names = told_apart(field.heading for field in found)
    return tuple(f._replace(heading=name) for f, name in zip(found, names, strict=True))
