"""What a round asks, and what about: forms with their columns, and the trees of entries.

What there is a lot of has slots; making them costs every start of the program, so what there is
little of has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Literal

from shinchoku.model.columns import Column
from shinchoku.model.numbers import NumberKind, Scale
from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

REVIEW_LINE = "r"
"""What no fixed line beside review columns is called: `<entry>.r` is the entry's review."""

PageBreak = Literal["", "before", "avoid"]
"""What the editor says about a break at a row: force it before, or forbid it."""


# ---------------------------------------------------------------- what is asked


@dataclass(frozen=True, kw_only=True)
class TableLook:
    """How a table is set. Sizes in points; its columns are measured in characters of its text."""

    text_size: float = 9.0
    row_space_pt: float = 5.25  # what a row's height has over the height of its lines
    indent: int = 0  # steps of three spaces between a border and the text beside it


@dataclass(frozen=True, kw_only=True)
class LevelPrint:
    """How a form prints the nodes of one level of its path.

    A bar stands above a table, a band inside it; a column stands left of the form's own ones. Of a
    bar or a band `header` is what it is called in templates, "" where that is not said.
    `early_end` is how much of a page, 0 to 1, may stay empty so that the next begins with a node.
    """

    id: str  # the level's
    kind: Literal["bar", "band", "column"]
    text: Wording
    header: str = ""
    width: float = 0.0
    early_end: float = 0.0
    parent: str = ""  # as a Column's; it has none


@dataclass(frozen=True, kw_only=True)
class HeadingPrint:
    """How a form prints its headings; `values` are the columns of which they may carry a value."""

    values: tuple[str, ...] = ()
    early_end: float = 0.0


@dataclass(frozen=True, kw_only=True)
class FixedLine:
    """A line that every entry of a form has; `sum` are the lines that it adds up, if it does."""

    id: str
    label: str
    sum: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """What is asked about one kind of entry: a sheet of the template, tables of the report.

    One that says what it is a `review_of` asks for the review columns of that form.
    """

    id: str
    sheet: str  # sheet name in the template
    columns: tuple[Column, ...]
    master: str = ""  # the master table that its entries stand in
    path: tuple[str, ...] = ()  # the levels that its entries hang below, outermost first
    level_names: Mapping[str, str] = field(default_factory=dict)  # in words, where that is said
    prints: tuple[LevelPrint, ...] = ()  # of those levels of the path that are printed
    heading: HeadingPrint = HeadingPrint()
    look: TableLook = TableLook()
    lines: tuple[FixedLine, ...] = ()  # of each entry, if they are not the master's
    review_of: str = ""

    @cached_property
    def line_label(self) -> Column | None:
        """The column that says which of the fixed lines one is; None where there are none."""
        named = (column for column in self.stated if column.per_line)
        return next(named, None) if self.lines else None

    @cached_property
    def answered(self) -> tuple[Column, ...]:
        """The columns that departments fill."""
        return tuple(column for column in self.columns if column.answered)

    @cached_property
    def given(self) -> tuple[Column, ...]:
        """The columns that the master fills."""
        return tuple(column for column in self.columns if column.by == "master")

    @cached_property
    def stated(self) -> tuple[Column, ...]:
        """The columns that the master's table fills: those whose texts are not made."""
        return tuple(column for column in self.given if column.made is None)

    @cached_property
    def computed(self) -> tuple[Column, ...]:
        """The columns that are computed from others."""
        return tuple(column for column in self.columns if column.by == "computed")

    @cached_property
    def reviewed(self) -> tuple[Column, ...]:
        """The columns that are filled when departments have answered, by who reviews that."""
        return tuple(column for column in self.columns if column.by == "review")

    @cached_property
    def filled(self) -> tuple[Column, ...]:
        """The columns that somebody fills, those of reviews last."""
        return (*self.answered, *self.reviewed)

    @cached_property
    def results(self) -> tuple[Column, ...]:
        """The columns that the master does not fill."""
        return (*self.filled, *self.computed)

    @cached_property
    def graded(self) -> tuple[Column, ...]:
        """The columns that are filled with a grade of a scale."""
        return tuple(column for column in self.columns if column.grades)

    @cached_property
    def numbers(self) -> tuple[tuple[Column, NumberKind], ...]:
        """The columns of numbers, each with what its numbers are."""
        return tuple((column, column.number) for column in self.columns if column.number)

    @cached_property
    def printed(self) -> tuple[Column, ...]:
        """The columns of the printed table that are its own, in order."""
        return tuple(column for column in self.columns if column.print == "column")

    @cached_property
    def below(self) -> tuple[Column, ...]:
        """The columns whose texts are printed under the table."""
        return tuple(column for column in self.columns if column.print == "below")

    @cached_property
    def stubs(self) -> tuple[LevelPrint, ...]:
        """The levels that are printed as columns: they stand first."""
        return tuple(print_ for print_ in self.prints if print_.kind == "column")

    @property
    def grid(self) -> tuple[LevelPrint | Column, ...]:
        """Every column of the printed table, in order."""
        return (*self.stubs, *self.printed)

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of the printed table."""
        return tuple(column.width for column in self.grid)

    def column(self, column_id: str) -> Column:
        """Return the column with this id; KeyError if there is none."""
        return self._by_id[column_id]

    def level_print(self, level: str) -> LevelPrint | None:
        """Return how a level is printed; None if it is not."""
        return next((print_ for print_ in self.prints if print_.id == level), None)

    def depth(self, level: str) -> int:
        """Return where in the path a level stands, 0 for the outermost."""
        return self.path.index(level)

    @cached_property
    def callers(self) -> tuple[Column, ...]:
        """The columns that say which others are needed beside them."""
        return tuple(column for column in self.columns if column.needs)

    def needing(self, column: Column) -> tuple[tuple[Column, tuple[str, ...]], ...]:
        """Return the columns some of whose codes need a column, with those codes."""
        return self._needing.get(column.id, ())

    @cached_property
    def _needing(self) -> Mapping[str, tuple[tuple[Column, tuple[str, ...]], ...]]:
        found: dict[str, list[tuple[Column, tuple[str, ...]]]] = {}
        for column in self.columns:
            for needed in dict.fromkeys(chain.from_iterable(column.needs.values())):
                codes = tuple(code for code, ids in column.needs.items() if needed in ids)
                found.setdefault(needed, []).append((column, codes))
        return {needed: tuple(asking) for needed, asking in found.items()}

    @cached_property
    def _by_id(self) -> Mapping[str, Column]:
        return {column.id: column for column in self.columns}


# ---------------------------------------------------------------- what it is asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of cells. `values` has a text for every given column of its form."""

    id: str  # the entry's own for its first line; `<entry>.2`, or of a fixed one `<entry>.<line>`
    values: Mapping[str, str]
    repeat_of: str = ""  # the source line's id
    unlike: tuple[str, ...] = ()  # given columns where a repeat says something else than its source
    sum_of: tuple[str, ...] = ()  # the ids of the lines whose numbers it adds up


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is answered for once: an item 取組, an indicator 指標.

    `reviewer_id` says who reviews it, if the master does.
    """

    id: str
    label: str  # for messages
    lines: tuple[Line, ...]
    department_id: str = ""  # "": nobody is asked, it is a repeat
    repeat_of: str = ""  # the entry or line that it shows again
    overrides: Mapping[str, str] = field(default_factory=dict)  # answered column -> printed text
    page_break: PageBreak = ""
    reviewer_id: str = ""


def owner_of(entry: Entry, line: Line, column: Column) -> str:
    """Return the id that a column's value on a line belongs to: the line's, or its entry's.

    A review's belongs to the review of it.
    """
    owner = line.id if column.per_line else entry.id
    return review_id(entry.id, owner) if column.by == "review" else owner


def owners_on(form: Form, entry: Entry, line: Line) -> tuple[str, ...]:
    """Return the ids that values on a line belong to: its own, and that of its review."""
    return (line.id, review_id(entry.id, line.id)) if form.reviewed else (line.id,)


def review_form(form_id: str) -> str:
    """Return the id of the form that reviews what another asks."""
    return f"{form_id}.review"


def review_id(entry_id: str, owner: str) -> str:
    """Return the id of the review of an entry, or of a line of it."""
    return f"{entry_id}.{REVIEW_LINE}{owner.removeprefix(entry_id)}"


def asks(column: Column, entry: Entry, line: Line) -> bool:
    """Whether a department fills a column on a line: what is once for all, on the first."""
    if column.per_line:
        return column.answered and not line.sum_of
    return column.answered and line is entry.lines[0]


def computes(column: Column, line: Line) -> bool:
    """Whether a column is computed on a line: always, or as the sum of other lines' answers."""
    if column.computed is not None or not line.sum_of:
        return column.computed is not None
    return bool(column.answered and column.per_line and column.number)


def speaks(column: Column, entry: Entry, line: Line) -> bool:
    """Whether a column says anything on a line; what is once for all does on the first."""
    if column.answered and not computes(column, line):
        return asks(column, entry, line)
    return column.per_line or line is entry.lines[0]


def computed_on(form: Form, entry: Entry, line: Line) -> tuple[Column, ...]:
    """Return the columns that are computed on a line: what is once for all, on the first."""
    first = line is entry.lines[0]
    return tuple(c for c in form.columns if computes(c, line) and (first or c.per_line))


def scale_of(kind: NumberKind, entry: Entry, line: Line) -> Scale:
    """Return the scale of a column's numbers on a line, which may leave it to its entry's first."""
    return kind.scale(line.values, entry.lines[0].values)


def given_number(column: Column, entry: Entry, line: Line) -> Decimal | None:
    """Return the number that the master has in a column on a line; None for none."""
    if column.number is None:
        return None
    text = line.values.get(column.id, "")
    return column.number.figure(scale_of(column.number, entry, line), text).value


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A row that names the entries below it; it may carry values (a target, a baseline)."""

    text: str
    values: Mapping[str, str]
    page_break: PageBreak = ""


NODE_WORDS = ("number", "title", "name", "index", "reference", "serial")
"""What texts may say of any node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One thing of a level: a pillar, a plan, a group. `children` are those of one form's tree.

    `words` are what texts may say of it: number, title, index (counted among its siblings),
    reference ("4-1", how marks cite it), serial (事業No.), and the columns of its level's table.
    """

    id: str
    level: str
    words: Mapping[str, str]
    parents: Mapping[str, str] = field(default_factory=dict)  # level -> id, where a table says so
    children: tuple[Child, ...] = ()
    page_break: PageBreak = ""

    @property
    def number(self) -> str:
        """As printed: "1", "Ⅰ", "（1）"; "" for none."""
        return self.words["number"]

    @property
    def title(self) -> str:
        """Its repeat mark included."""
        return self.words["title"]


Child = Node | Heading | Entry
NodePath = tuple[Node, ...]
"""The nodes that something hangs below, outermost first."""


def entries_below(
    children: tuple[Child, ...], path: NodePath = ()
) -> Iterator[tuple[NodePath, Entry]]:
    """Yield every entry of a tree in printed order, with the nodes above it."""
    for child in children:
        if isinstance(child, Entry):
            yield path, child
        elif isinstance(child, Node):
            yield from entries_below(child.children, (*path, child))


def nodes_at(
    level: str, children: tuple[Child, ...], path: NodePath = ()
) -> Iterator[tuple[NodePath, Node]]:
    """Yield every node of a level of a tree in printed order, with the nodes above it."""
    for child in children:
        if isinstance(child, Node):
            if child.level == level:
                yield path, child
            else:
                yield from nodes_at(level, child.children, (*path, child))


def node_ids(children: tuple[Child, ...]) -> Iterator[str]:
    """Yield the ids of all nodes of a tree."""
    for child in children:
        if isinstance(child, Node):
            yield child.id
            yield from node_ids(child.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department 部署 that is sent a template, by the round's deadline if it has none itself.

    So is a reviewer, once the departments have answered.

    `mail` are the addresses that its mail goes to, as they are written in one.
    """

    id: str
    name: str
    deadline: date | None = None
    mail: tuple[str, ...] = ()
