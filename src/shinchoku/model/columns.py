"""A column of a form: who fills it, with what, and how it is printed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from shinchoku.model.derived import Rule
from shinchoku.model.numbers import NumberKind
from shinchoku.model.wording import Wording
from shinchoku.normal import canonical, in_one_line
from shinchoku.records import dataclass

Side = Literal["master", "department", "review", "computed", "context"]
"""Who fills a column; "context" is what a review says nothing of: it shows what was answered."""

Rank = Literal["good", "delayed", "neutral"]
"""What a grade claims: the plan was met, it was not, or neither can be said."""

ANYTHING = "*"
"""In the `needs` of a column of texts or numbers: whatever stands there, if it is anything."""

_PRESENTATION = "\ufe0e\ufe0f"


@dataclass(frozen=True, kw_only=True)
class Grade:
    """One step of a scale."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    rank: Rank = "neutral"
    color: str = ""  # the ground of its cells, RRGGBB; "" is that of any other

    @property
    def names(self) -> tuple[str, ...]:
        """Every way that the definition spells it; the code first."""
        return (self.code, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a form: who fills it, what about, and how it is printed.

    `needs` and `only_when_nothing` go from a code or choice of this column to columns: those that
    must then be filled, and those that must then, and only then, all say "nothing"; where nothing
    can be chosen, `needs` go from ANYTHING, and from texts in place of a number. `compare` are
    a planned and a done column by which its grade is judged.
    """

    id: str
    header: str
    by: Side = "department"
    per: Literal["line", "entry"] = "entry"
    parent: str = ""  # the header above it; neighbours with the same parent share it
    width: float = 0.0  # full-width characters on the printed page
    align: Literal["left", "center"] = "left"
    prompt: str = ""  # what the template tells the person who fills it
    max_chars: int | None = None
    required: bool = False
    otherwise: Literal["accept", "warn"] = "accept"  # filled, though nothing needs it
    grades: tuple[Grade, ...] = ()  # its scale, best first
    choices: tuple[str, ...] = ()
    number: NumberKind | None = None  # what its numbers are; None where it holds texts
    computed: Rule | None = None  # how it is computed, if it is
    made: Wording | None = None  # what the master's text is made of, where its table has none
    judged_by: str = ""  # the computed column that its grade is held against
    compare: tuple[str, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_when_nothing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeat: Wording | None = None  # how a repeat shows it
    print: Literal["column", "below", "none"] = "column"
    public: bool = True

    @cached_property
    def title(self) -> str:
        """The header in one line."""
        return in_one_line(self.header)

    @cached_property
    def answered(self) -> bool:
        """Whether departments fill it."""
        return self.by == "department"

    @property
    def filled(self) -> bool:
        """Whether somebody fills it: a department, or who reviews what departments filled."""
        return self.by in {"department", "review"}

    @cached_property
    def per_line(self) -> bool:
        """Whether every line of an entry has its own value."""
        return self.per == "line"

    @cached_property
    def is_choice(self) -> bool:
        """Whether it is filled with one of the `codes`, and can be counted."""
        return bool(self.grades or self.choices)

    @cached_property
    def is_text(self) -> bool:
        """Whether it holds any text: neither one of its `codes` nor a number."""
        return self.number is None and not self.is_choice

    @property
    def stays_inside(self) -> bool:
        """Whether what is filled in is for the house alone, and need not stand in the report."""
        return self.filled and not self.public and not self.is_choice

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """What may be chosen: the codes of its scale, or its choices."""
        return self.choices or tuple(grade.code for grade in self.grades)

    @cached_property
    def colors(self) -> Mapping[str, str]:
        """The colours of its grades that have one, by their codes."""
        return {grade.code: grade.color for grade in self.grades if grade.color}

    @cached_property
    def calling(self) -> tuple[str, ...]:
        """What its `needs` may go from: its codes, else ANYTHING; texts in place of a value."""
        kind = self.computed or self.number
        unmeasured = kind.unmeasured if kind else ()
        stand_ins = (unmeasured,) if isinstance(unmeasured, str) else unmeasured
        return (*(self.codes or (ANYTHING,)), *stand_ins)

    def calls(self, codes: Collection[str], text: str, *, is_nothing: bool) -> bool:
        """Whether a text of this column is one of some codes of `needs`."""
        is_any = ANYTHING in codes and not self.is_choice and bool(text) and not is_nothing
        return is_any or text in codes

    def grade(self, code: str) -> Grade | None:
        """Return the grade with this very code."""
        return next((grade for grade in self.grades if grade.code == code), None)

    def choose(self, text: str) -> str | None:
        """Return the grade's code or the choice that a text means; None if it means none.

        They are compared after NFKC and by the definition's aliases, literally: `*` is a grade,
        never a wildcard. Whether a sign is to look like an emoji (◎️) does not matter.
        """
        found = self._spelled.get(text)  # mostly as defined
        return found or self._spelled.get(canonical(text).rstrip(_PRESENTATION))

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        names = [(name, grade.code) for grade in self.grades for name in grade.names]
        names += [(choice, choice) for choice in self.choices]
        return {canonical(name): meant for name, meant in reversed(names)}  # the first one counts
