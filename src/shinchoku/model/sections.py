"""What a report consists of: the parts of its sections, the sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from shinchoku.model.cards import CardRow, columns_in
from shinchoku.model.charts import ChartPart
from shinchoku.model.columns import Grade
from shinchoku.model.counting import CrosstabPart, TalliesPart, TallyPart, TallySpec
from shinchoku.model.forms import Form
from shinchoku.model.paper import A4_UPRIGHT, Paper
from shinchoku.model.sums import SumsPart, Total
from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

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
class ExcerptPart:
    """Sample rows of a form's table, with marks over some columns: column id -> mark."""

    form_id: str
    entries: tuple[str, ...]
    callouts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ScalePart:
    """Grades with their labels."""

    grades: tuple[Grade, ...]


CountedPart = TallyPart | CrosstabPart | TalliesPart | SumsPart
TextSectionPart = TextPart | CountedPart | ChartPart | ExcerptPart | ScalePart


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
    paper: Paper = A4_UPRIGHT


@dataclass(frozen=True, kw_only=True)
class TextSection(SheetSection):
    """Pages of text: a memo, a legend."""

    parts: tuple[TextSectionPart, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it prints what was counted."""
        return any(isinstance(part, CountedPart) for part in self.parts)


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
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CardSection(SheetSection):
    """A page for each entry of a form, or for each node of the level `each`.

    `columns` are the shares of the page that its rows are over, `title` stands above each, with the
    words of a text in it. Of nodes the form is the first that is printed; `nodes` are their ids.
    """

    form_id: str
    each: str = ""
    nodes: tuple[str, ...] = ()
    title: Wording
    columns: tuple[float, ...]
    grid: tuple[CardRow, ...]


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
    if isinstance(section, CardSection):
        return frozenset(columns_in(section.grid, form.id))
    return frozenset()


def printed_in(sections: Iterable[SectionSpec], form: Form) -> frozenset[str]:
    """Return the ids of a form's columns whose values any of some sections prints."""
    return frozenset().union(*(prints(section, form) for section in sections))


def accounting(
    tallies: Iterable[TallySpec], sections: Iterable[SectionSpec]
) -> tuple[TallySpec, ...]:
    """Return the tallies that account for answers which are printed nowhere.

    They are printed themselves, and leave nothing out. What divides a count is printed in a table
    of its own alone: where there is none, a tally comes without its breakdown.
    """
    parts = [part for s in sections if isinstance(s, TextSection) for part in s.parts]
    whole = {part.tally for part in parts if isinstance(part, TallyPart)}
    beside = {tally for part in parts if isinstance(part, TalliesPart) for tally in part.tallies}
    beside |= {part.tally for part in parts if isinstance(part, CrosstabPart) and part.is_whole}
    return tuple(
        spec if spec.id in whole else replace(spec, breakdown={})
        for spec in tallies
        if spec.id in whole | beside and not spec.where
    )
