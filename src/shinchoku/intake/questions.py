"""What was asked and what came back, side by side: rules and merge look things up here.

In go a Definition and the Submissions; out come views of them, without judgement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shinchoku.intake.submissions import Field, FoundRow, Submission
from shinchoku.model import Column, Definition, Form, Item, Key, Line
from shinchoku.normal import canonical, choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One row of a department's form: a line of an item, or an indicator."""

    form: Form
    item: Item
    line: Line

    @property
    def first(self) -> bool:
        """Whether the item's own answers (grade, reason, note) stand on this row."""
        return self.line is self.item.lines[0]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that this row answers."""
        return tuple(c for c in self.form.answered if self.first or c.role.per_line)


@dataclass(frozen=True)
class Intake:
    """A definition and everything that was received for it."""

    definition: Definition
    submissions: Sequence[Submission]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every row that is asked about, by its id."""
        return {
            line.id: Question(form=form, item=item, line=line)
            for form in self.definition.forms
            for _, item in self.definition.items_of(form)
            if not item.repeat_of
            for line in item.lines
        }

    @cached_property
    def by_department(self) -> Mapping[str, tuple[Submission, ...]]:
        """The submissions of this round for each department, in order of their file names."""
        received: dict[str, list[Submission]] = {d.id: [] for d in self.definition.departments}
        for submission in sorted(self.submissions, key=lambda s: s.file):
            if submission.identity and self.belongs(submission):
                received[submission.identity.department_id].append(submission)
        return {department: tuple(found) for department, found in received.items()}

    def belongs(self, submission: Submission) -> bool:
        """Whether a file can be used: readable, of this round, from a department of it."""
        identity = submission.identity
        return (
            submission.problem is None
            and identity is not None
            and identity.round_id == self.definition.round.id
            and any(d.id == identity.department_id for d in self.definition.departments)
        )

    def asked(self, department_id: str) -> Sequence[Question]:
        """Return the rows that a department is asked about."""
        return self._by_asked.get(department_id, ())

    @cached_property
    def _by_asked(self) -> Mapping[str, Sequence[Question]]:
        asked: dict[str, list[Question]] = {}
        for question in self.questions.values():
            asked.setdefault(question.item.department_id, []).append(question)
        return asked

    @cached_property
    def usable(self) -> tuple[Submission, ...]:
        """The submissions that belong to the round."""
        return tuple(s for found in self.by_department.values() for s in found)

    def answers(self, submission: Submission) -> Mapping[Key, Field]:
        """Return what a file answers to what its department was asked, first row of an id."""
        return {
            Key(row.owner_id, column.id): row.fields[column.id]
            for row, question in self.rows(submission)
            for column in question.columns
            if column.id in row.fields
        }

    @cached_property
    def _rows(self) -> Mapping[str, tuple[tuple[FoundRow, Question], ...]]:
        return {s.file: tuple(self._asked_rows(s)) for s in self.usable}

    def rows(self, submission: Submission) -> tuple[tuple[FoundRow, Question], ...]:
        """Return the rows of a file that its department was asked about, first row of an id."""
        return self._rows[submission.file]

    def _asked_rows(self, submission: Submission) -> Iterator[tuple[FoundRow, Question]]:
        assert submission.identity is not None  # noqa: S101 - usable submissions only
        seen: set[str] = set()
        for row in submission.rows:
            question = self.questions.get(row.owner_id)
            asked = question and question.item.department_id == submission.identity.department_id
            if question and asked and question.form.id == row.form_id and row.owner_id not in seen:
                seen.add(row.owner_id)
                yield row, question

    def content(self, submission: Submission) -> Mapping[Key, str]:
        """Return a file's answers as they count: what two copies must agree in."""
        return {
            key: self.meaning(self.questions[key.owner_id].form.column(key.column_id), field.text)
            for key, field in self.answers(submission).items()
        }

    def meaning(self, column: Column, text: str) -> str:
        """Return the choice that a text means; a free text as it is."""
        if column.grades or column.choices:
            return choose(column, text) or text
        return text

    def is_nothing(self, text: str) -> bool:
        """Whether a text says that nothing was planned or done."""
        return all(
            canonical(part) in self.definition.nothing for part in text.split("\n") if part.strip()
        )
