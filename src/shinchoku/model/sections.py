"""What a report consists of: what it counts, the parts of its sections, the sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from shinchoku.model.columns import Grade
from shinchoku.model.forms import Form
from shinchoku.model.wording import Wording

# ---------------------------------------------------------------- what is counted


@dataclass(frozen=True, kw_only=True)
class Rounding:
    """How percentages are printed."""

    mode: Literal["half_up", "half_even", "down"] = "half_up"
    digits: int = 0


@dataclass(frozen=True, kw_only=True)
class TallySpec:
    """A count of the choices of one column.

    `breakdown`: a code -> the column by which its count is divided. `by` are levels, or
    "department", for each of whose nodes it is counted, too. `where`: a column -> the texts of
    which an entry must have one to be counted.
    """

    id: str
    form_id: str
    column_id: str
    breakdown: Mapping[str, str] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rounding: Rounding = Rounding()


# ---------------------------------------------------------------- what tables of their own say


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossRow:
    """One row of a cross table; `citation` is computed, "" where the row belongs to the last."""

    project: str
    content: str
    cites: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class CrossCategory:
    """A category of a cross table."""

    id: str
    number: str
    title: str
    rows: tuple[CrossRow, ...]


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One of the SDGs; `color` is RRGGBB."""

    number: str
    title: str
    description: str
    color: str


@dataclass(frozen=True, kw_only=True)
class NodeGoals:
    """The goals of one node; `under` is the node above it, with its band's text."""

    text: str
    under: str
    goals: tuple[Goal, ...]


# ---------------------------------------------------------------- the parts of a section


@dataclass(frozen=True, kw_only=True)
class TextPart:
    """A text in a style; its words are those of tallies."""

    style: str
    text: Wording


@dataclass(frozen=True, kw_only=True)
class TallyHeaders:
    """The words of a printed tally."""

    code: str
    label: str
    parent: str
    count: str
    percent: str
    total: str
    breakdown: str = ""


@dataclass(frozen=True, kw_only=True)
class TallyPart:
    """A tally as a table."""

    tally: str
    headers: TallyHeaders


@dataclass(frozen=True, kw_only=True)
class ExcerptPart:
    """Sample rows of a form's table, with marks over some columns: column id -> mark."""

    form_id: str
    entries: tuple[str, ...]
    callouts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ScalePart:
    """Grades with their labels."""

    grades: tuple[Grade, ...]


@dataclass(frozen=True, kw_only=True)
class ContentsPart:
    """A line of the contents page with the page on which a section begins."""

    text: str
    section: str


@dataclass(frozen=True, kw_only=True)
class ContentsEntries:
    """The lines of the contents page for some sections."""

    sections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GoalsPart:
    """The goals themselves, a row each."""


@dataclass(frozen=True, kw_only=True)
class NodeGoalsPart:
    """Which goals the nodes of a level have."""

    level_header: str
    goals_header: str


# ---------------------------------------------------------------- the sections


@dataclass(frozen=True, kw_only=True)
class ContentsEntry:
    """How the contents page lists a section: once, or each node of a level."""

    text: Wording
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetSection:
    """A section with a sheet, or several, of its own: what every kind of it says."""

    id: str
    sheet: Wording  # with the words of the nodes that it is split by
    numbered: bool = True
    running_title: str = ""
    contents: ContentsEntry | None = None


@dataclass(frozen=True, kw_only=True)
class TextSection(SheetSection):
    """Pages of text: a memo, a legend."""

    parts: tuple[TextPart | TallyPart | ExcerptPart | ScalePart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FrontSection(SheetSection):
    """A cover or a divider."""

    parts: tuple[TextPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ContentsSection(SheetSection):
    """The contents page."""

    parts: tuple[TextPart | ContentsPart | ContentsEntries, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableSection(SheetSection):
    """The tables of a form; `split` is the level each of whose nodes has a sheet of its own."""

    form_id: str
    split: str = ""


@dataclass(frozen=True, kw_only=True)
class GoalsSection(SheetSection):
    """The goals, and which of them the nodes of a level have."""

    parts: tuple[TextPart | GoalsPart | NodeGoalsPart, ...] = ()
    goals: tuple[Goal, ...] = ()
    nodes: tuple[NodeGoals, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CitationHeaders:
    """The words of a cross table."""

    project: str
    parent: str
    content: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class CitationsSection:
    """A cross table of what other nodes do: it stands in a form's tables, as one node's body."""

    id: str
    at: str
    headers: CitationHeaders
    categories: tuple[CrossCategory, ...] = ()


SectionSpec = SheetSection | CitationsSection


def prints(section: SectionSpec, form: Form) -> frozenset[str]:
    """Return the ids of a form's columns whose values a section prints, of every entry in it."""
    if isinstance(section, TableSection) and section.form_id == form.id:
        return frozenset(column.id for column in form.columns if column.print != "none")
    return frozenset()


def accounting(
    tallies: Iterable[TallySpec], sections: Iterable[SectionSpec]
) -> tuple[TallySpec, ...]:
    """Return the tallies that account for answers which are printed nowhere.

    They are printed themselves, and leave nothing out.
    """
    parts = (part for s in sections if isinstance(s, TextSection) for part in s.parts)
    printed = {part.tally for part in parts if isinstance(part, TallyPart)}
    return tuple(spec for spec in tallies if spec.id in printed and not spec.where)
