"""A round's definition as a whole, and how its report looks: made by `definition`, read by all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from shinchoku.model.calendar import Counted, year_of
from shinchoku.model.counting import TallySpec
from shinchoku.model.forms import Child, Department, Entry, Form, NodePath, TableLook, entries_below
from shinchoku.model.open_data import OpenData
from shinchoku.model.paper import A4_UPRIGHT, Paper
from shinchoku.model.places import Place, places
from shinchoku.model.printing import PrintOrder
from shinchoku.model.sections import CitationsSection, SectionSpec, SheetSection
from shinchoku.model.sums import SumSpec
from shinchoku.model.wording import Wording
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.words import Message, Words

# ---------------------------------------------------------------- how it looks


@dataclass(frozen=True, kw_only=True)
class Colors:
    """The colours of the report, RRGGBB."""

    dark: str
    tint: str
    band: str
    header: str
    line: str
    callout: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Fonts, sizes (points), colours and the page (millimetres) of the report."""

    body_font: str
    heading_font: str
    body_size: float
    colors: Colors
    margin_top_mm: float
    margin_bottom_mm: float
    margin_left_mm: float
    margin_right_mm: float
    table: TableLook = field(
        default_factory=TableLook
    )  # of the tables that have no look of their own
    paper: Paper = A4_UPRIGHT

    def with_table(self, look: TableLook | None) -> Theme:
        """Return the theme of a section whose tables have this look, None: the theme's own."""
        return self if look is None else replace(self, table=look)

    def on(self, paper: Paper) -> Theme:
        """Return the theme of a section on this paper."""
        return self if paper == self.paper else replace(self, paper=paper)


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The wordings that the report supplies where it cannot say something else."""

    continued: str = ""  # behind a text that goes on from the page before
    missing: str = ""  # where nothing came back, in a draft
    draft: str = ""  # what a draft says of itself


@dataclass(frozen=True, kw_only=True)
class LetterTexts:
    """What a mail says in the definition's own words; None: in those of the round's language."""

    subject: Wording | None = None
    body: Wording | None = None


@dataclass(frozen=True, kw_only=True)
class RoundFacts:
    """The identity of a round 年度の1回 and what departments are told about it."""

    id: str
    title: str
    issuer: str
    contact: str
    deadline: date
    issued: date  # the fixed creation date of every workbook, so that bytes repeat
    language: str = "ja"  # one that there is a catalogue of
    year: int = 0
    calendar: Counted = "western"

    def day(self, say: Words, day: date) -> str:
        """Return a day with its weekday, its year counted as the round counts years."""
        return say.day(day, year_of(day, self.calendar))

    def told(self, day: date) -> Message:
        """Return a day without its weekday, counted alike."""
        return Message("language.date", year=year_of(day, self.calendar), day=day)


@dataclass(frozen=True, kw_only=True)
class Definition:
    """Everything report.toml and the master say, checked: references resolve, ids are unique.

    `trees`: form id -> what its entries hang below, as far as anything does. `letters`: "request"
    or the state of who gets it -> the texts of a mail, where they are the definition's own.
    `reviews` are forms that ask `reviewers` about what departments answer to the others. `sums` are
    the tallies that add up numbers.
    """

    round: RoundFacts
    texts: Texts
    nothing: frozenset[str]  # what counts as "nothing", after NFKC and strip
    stand_ins: frozenset[str]  # texts for an answer given elsewhere, also in small letters
    theme: Theme
    forms: tuple[Form, ...]
    trees: Mapping[str, tuple[Child, ...]]
    tallies: tuple[TallySpec, ...]
    sections: tuple[SectionSpec, ...]
    departments: tuple[Department, ...]
    letters: Mapping[str, LetterTexts] = field(default_factory=dict)
    reviews: tuple[Form, ...] = ()
    reviewers: tuple[Department, ...] = ()
    sums: tuple[SumSpec, ...] = ()
    open_data: OpenData = field(default_factory=OpenData)
    print_order: PrintOrder = PrintOrder()

    @property
    def every_form(self) -> tuple[Form, ...]:
        """The forms that anybody is sent."""
        return (*self.forms, *self.reviews)

    @property
    def everybody(self) -> tuple[Department, ...]:
        """All that are sent a form."""
        return (*self.departments, *self.reviewers)

    def is_reviewer(self, department_id: str) -> bool:
        """Whether somebody reviews what departments answer."""
        return any(reviewer.id == department_id for reviewer in self.reviewers)

    def form(self, form_id: str) -> Form:
        """Return the form with this id; KeyError if there is none."""
        return self._forms[form_id]

    def department(self, department_id: str) -> Department:
        """Return the department with this id; KeyError if there is none."""
        return self._departments[department_id]

    def tally(self, tally_id: str) -> TallySpec:
        """Return the tally with this id; StopIteration if there is none."""
        return next(spec for spec in self.tallies if spec.id == tally_id)

    def places(self, tally_id: str, by: str) -> tuple[Place, ...]:
        """Return the places of one of a tally's `by`."""
        return self.places_of(self.tally(tally_id).form_id, by)

    def places_of(self, form_id: str, by: str) -> tuple[Place, ...]:
        """Return the places of a form's entries."""
        return places(self.form(form_id), by, self.trees[form_id], self.departments)

    def sum(self, tally_id: str) -> SumSpec:
        """Return the tally of numbers with this id; StopIteration if there is none."""
        return next(spec for spec in self.sums if spec.id == tally_id)

    def is_nothing(self, text: str) -> bool:
        """Whether a text says, on each of its lines, that nothing was planned or done."""
        lines = (line for line in text.split("\n") if line.strip())
        return all(canonical(line) in self.nothing for line in lines)

    def deadline_of(self, department: Department) -> date:
        """Return the last day for a department: its own, or the round's."""
        return department.deadline or self.round.deadline

    def entries(self, form: Form) -> tuple[tuple[NodePath, Entry], ...]:
        """Return everything one form asks about, repeats included, in published order."""
        return self._entries[form.id]

    @property
    def sheet_sections(self) -> tuple[SheetSection, ...]:
        """The sections that have sheets of their own."""
        return tuple(s for s in self.sections if not isinstance(s, CitationsSection))

    @cached_property
    def _departments(self) -> Mapping[str, Department]:
        return {department.id: department for department in self.everybody}

    @cached_property
    def _forms(self) -> Mapping[str, Form]:
        return {form.id: form for form in self.every_form}

    @cached_property
    def _entries(self) -> Mapping[str, tuple[tuple[NodePath, Entry], ...]]:
        return {form.id: tuple(entries_below(self.trees[form.id])) for form in self.every_form}
