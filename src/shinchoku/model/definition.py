"""What a round asks and how its report looks: made by `definition`, read by every stage.

Lengths of text are counted in full-width characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from shinchoku.normal import canonical

PageBreak = Literal["", "before", "avoid"]
"""What the editor says about a break at a row: force it before, or forbid it."""


class Role(StrEnum):
    """What a column means; the code knows columns only by their role."""

    STUB = "stub"  # group and project: the first printed column
    CONTEXT = "context"  # from the master, e.g. target, baseline
    PLANNED = "planned"  # from the master; decides whether anything was planned
    ACTUAL = "actual"  # answered on every line
    GRADE = "grade"  # answered once for an item
    REASON = "reason"  # answered once for an item, counted, not printed
    NOTE = "note"  # answered once for an item

    @property
    def answered(self) -> bool:
        """Whether departments fill it."""
        return self in {Role.ACTUAL, Role.GRADE, Role.REASON, Role.NOTE}

    @property
    def per_line(self) -> bool:
        """Whether every line of an item has its own value."""
        return self in {Role.CONTEXT, Role.PLANNED, Role.ACTUAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One step of a grade scale and what it obliges a department to add."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    needs_note: bool = False
    needs_reason: bool = False
    only_when_nothing: bool = False  # exactly where nothing was planned and nothing done

    @property
    def names(self) -> tuple[str, ...]:
        """Every way that the definition spells it; the code first."""
        return (self.code, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the item form or of the indicator form."""

    id: str
    role: Role
    header: str
    parent: str = ""  # the header above it; neighbours with the same parent share it
    width: float = 0.0  # full-width characters on the printed page; 0: not printed
    align: Literal["left", "center"] = "left"
    prompt: str = ""  # what the template tells the person who fills it
    max_chars: int | None = None
    required: bool = True
    of: str = ""  # the grade column that a reason or a note explains; "": any
    grades: tuple[Grade, ...] = ()  # role grade: the scale, best first
    choices: tuple[str, ...] = ()  # role reason: what may be chosen

    def grade(self, code: str) -> Grade | None:
        """Return the grade with this very code."""
        return next((grade for grade in self.grades if grade.code == code), None)

    def choose(self, text: str) -> str | None:
        """Return the grade's code or the choice that a text means; None if it means none.

        They are compared after NFKC and by the definition's aliases, literally: `*` is a grade,
        never a wildcard.
        """
        return self._spelled.get(canonical(text))

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        names = [(name, grade.code) for grade in self.grades for name in grade.names]
        names += [(choice, choice) for choice in self.choices]
        return {canonical(name): meant for name, meant in reversed(names)}  # the first one counts


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyEnd:
    """How much of a page, 0 to 1, may stay empty so that the next begins with such a thing."""

    plan: float = 0.0
    group: float = 0.0
    project: float = 0.0
    heading: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """How a table is set. Sizes in points; its columns are measured in characters of its text."""

    text_size: float = 9.0
    row_space_pt: float = 5.25  # what a row's height has over the height of its lines
    indent: int = 0  # steps of three spaces between a border and the text beside it
    early_end: EarlyEnd = EarlyEnd()


@dataclass(frozen=True, kw_only=True)
class Form:
    """What is asked about one kind of thing: a sheet of the template, a table of the report."""

    id: Literal["items", "indicators"]
    sheet: str  # sheet name in the template
    columns: tuple[Column, ...]
    table: TableLook = TableLook()

    @cached_property
    def answered(self) -> tuple[Column, ...]:
        """The columns that departments fill."""
        return tuple(column for column in self.columns if column.role.answered)

    @cached_property
    def given(self) -> tuple[Column, ...]:
        """The columns that the master fills, the stub left out."""
        return tuple(c for c in self.columns if c.role in {Role.CONTEXT, Role.PLANNED})

    @property
    def printed(self) -> tuple[Column, ...]:
        """The columns of the printed table, in order."""
        return tuple(column for column in self.columns if column.width)

    def with_role(self, role: Role) -> tuple[Column, ...]:
        """Return the columns of one role, in order."""
        return self._by_role.get(role, ())

    def column(self, column_id: str) -> Column:
        """Return the column with this id; KeyError if there is none."""
        return self._by_id[column_id]

    @cached_property
    def _by_role(self) -> Mapping[Role, tuple[Column, ...]]:
        roles = {column.role for column in self.columns}
        return {role: tuple(c for c in self.columns if c.role is role) for role in roles}

    @cached_property
    def _by_id(self) -> Mapping[str, Column]:
        return {column.id: column for column in self.columns}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of cells. `values` has a text for every given column of its form."""

    id: str  # the item's own id for its first line, `<item>.2` and so on for the others
    values: Mapping[str, str]
    repeat_of: str = ""  # the source line's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is answered for and graded once: an item 取組, or an indicator 指標."""

    id: str
    label: str  # for messages
    lines: tuple[Line, ...]
    department_id: str = ""  # "": nobody is asked, it is a repeat
    repeat_of: str = ""  # the item or line that it shows again
    overrides: Mapping[str, str] = field(default_factory=dict)  # answered column -> printed text
    page_break: PageBreak = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A row that names the items below it; it may carry values (a target, a baseline)."""

    text: str
    values: Mapping[str, str]
    page_break: PageBreak = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project 事業; a group without projects of its own is one, with no number and title."""

    id: str
    number: str  # as printed, "（1）"; "" for a group that is its own project
    title: str  # repeat mark included
    serial: str  # 事業No., "1-3": counted through the plan
    children: tuple[Heading | Item, ...]
    repeat_of: str = ""
    page_break: PageBreak = ""

    @property
    def items(self) -> Iterator[Item]:
        """Its items in order."""
        return (child for child in self.children if isinstance(child, Item))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A numbered group of a plan. `reference` is how marks cite it: "4-1", "12-関連2"."""

    id: str
    number: str
    title: str  # repeat mark included
    reference: str
    related: str  # the band above it, if this group is one of the related projects; else ""
    projects: tuple[Project, ...]
    repeat_of: str = ""
    page_break: PageBreak = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A strategic plan 戦略計画 with its groups and its indicators."""

    id: str
    number: str
    title: str
    indicator_title: str  # as the indicator tables print it
    contents_title: str  # as the contents page prints it
    goals: tuple[str, ...]  # numbers of the SDGs
    groups: tuple[Group, ...]
    indicators: tuple[Item, ...]

    @property
    def items(self) -> Iterator[Item]:
        """Its items in published order, repeats included."""
        return (i for group in self.groups for project in group.projects for i in project.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A pillar 施策の柱 of the item tables, or an objective 基本目標 of the indicator tables."""

    id: str
    number: str
    title: str
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department 部署 that is sent a template."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossRow:
    """One row of the cross table; `citation` is computed, "" where the row belongs to the last."""

    project: str
    content: str
    cites: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCategory:
    """A category of the cross table."""

    id: str
    number: str
    title: str
    rows: tuple[CrossRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One of the SDGs; `color` is RRGGBB."""

    number: str
    title: str
    description: str
    color: str


SectionKind = Literal[
    "memo",
    "cover",
    "contents",
    "divider",
    "legend",
    "indicator_tables",
    "item_tables",
    "cross_table",
    "goals_table",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a page that report.toml describes: a text in a style, or a table to be put there.

    `style` names what it is; for an excerpt `owners` are the rows shown and `callouts` the marks
    put over its columns, column id -> mark.
    """

    style: str
    text: str = ""
    column: str = ""
    owners: tuple[str, ...] = ()
    callouts: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)  # the words of a built table


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSpec:
    """One section of the report as report.toml describes it."""

    id: str
    kind: SectionKind
    sheet: str = ""  # `{number}` stands for the pillar's or objective's number
    title: str = ""  # as the contents page prints it; "": not listed there
    running_title: str = ""
    numbered: bool = True
    parts: tuple[Part, ...] = ()
    at: str = ""  # cross table: the group whose body it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Fonts, sizes (points), colours (RRGGBB) and the page (millimetres) of the report."""

    body_font: str
    heading_font: str
    body_size: float
    colors: Mapping[str, str] = field(hash=False)
    margin_top_mm: float
    margin_bottom_mm: float
    margin_left_mm: float
    margin_right_mm: float
    table: TableLook = TableLook()  # of the tables that have no look of their own

    def with_table(self, look: TableLook | None) -> Theme:
        """Return the theme of a section whose tables have this look, None: the theme's own."""
        return self if look is None else replace(self, table=look)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """How percentages are printed."""

    mode: Literal["half_up", "half_even", "down"] = "half_up"
    digits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The identity of a round 年度の1回 and what departments are told about it."""

    id: str
    title: str
    issuer: str
    contact: str
    deadline: date
    issued: date  # the fixed creation date of every workbook, so that bytes repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Everything report.toml and the master say, checked: references resolve, ids are unique."""

    round: Round
    texts: Mapping[str, str]
    nothing: frozenset[str]  # what counts as "nothing", after NFKC and strip
    rounding: Rounding
    theme: Theme
    items: Form
    indicators: Form | None
    sections: tuple[SectionSpec, ...]
    departments: tuple[Department, ...]
    pillars: tuple[Division, ...]
    objectives: tuple[Division, ...]
    cross: tuple[CrossCategory, ...]
    goals: tuple[Goal, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that this round has."""
        return (self.items,) if self.indicators is None else (self.items, self.indicators)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All plans in published order."""
        return tuple(plan for pillar in self.pillars for plan in pillar.plans)

    def items_of(self, form: Form) -> Iterator[tuple[Plan, Item]]:
        """Yield everything one form asks about, repeats included, in published order."""
        for plan in self.plans:
            for item in plan.items if form.id == "items" else plan.indicators:
                yield plan, item
