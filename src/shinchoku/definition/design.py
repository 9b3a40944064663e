"""What report.toml asks for, resolved: levels, scales, forms, and what the master must have.

Made by `resolve` and `forms`; the master is read by it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from shinchoku.definition.checker import Checker
from shinchoku.definition.nesting import KINDS
from shinchoku.definition.numbering import Level, RepeatMarks
from shinchoku.model import Form, Grade
from shinchoku.model.forms import NODE_WORDS
from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

DEPARTMENTS, REVIEWER = "departments", "reviewer"
_DATA_NAMES = ("line", "entry", "item", "label", "department_name", "repeat_of", "source")
RESERVED = frozenset(
    {
        *_DATA_NAMES,  # a build's tables have columns of their own with these
        *NODE_WORDS,
        *KINDS,
        "id",
        "kind",
        "department",
        "repeat",
        "page_break",
        "count",
        "year",
        "era",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDesign:
    """A form, the column that names its entries, and the levels that they hang below."""

    form: Form
    label: str
    path: tuple[Level, ...]

    @property
    def level(self) -> Level | None:
        """The level whose nodes are the form's entries: its table is the form's master."""
        last = self.path[-1:]
        return next((each for each in last if each.table == self.form.master), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A column of a level's table as a text names it: whether it must be there, and where."""

    is_needed: bool
    where: str  # key path


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What the definition asks of the master.

    `level_words`: a level -> the columns of its table that texts use.
    """

    levels: Mapping[str, Level]
    scales: Mapping[str, tuple[Grade, ...]]
    forms: tuple[FormDesign, ...]
    marks: RepeatMarks
    level_words: dict[str, dict[str, Word]] = field(default_factory=dict)

    def form(self, form_id: str) -> FormDesign | None:
        """Return the form with this id."""
        return next((design for design in self.forms if design.form.id == form_id), None)

    def use(
        self, checker: Checker, where: str, level: Level, text: str, others: Collection[str] = ()
    ) -> Wording:
        """Return a text about nodes of a level; note which columns of its table it uses.

        `others` are words that it may have besides.
        """
        known = {*NODE_WORDS, *others}
        wording = checker.wording(where, text, None if level.table else NODE_WORDS)
        words = self.level_words.setdefault(level.id, {})
        for piece in wording.pieces:
            if level.table and isinstance(piece, tuple):
                for word in set(piece) - known:
                    if len(piece) == 1 or word not in words:
                        words[word] = Word(is_needed=len(piece) == 1, where=where)
        return wording
