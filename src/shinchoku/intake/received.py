"""What a department was asked, and what came of it: the values that rules look at.

The rows of its files that count as one answer, each with its question; answers and choices of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from string import ascii_uppercase
from typing import NamedTuple

from shinchoku.intake.cleaning import clean, is_beyond_excel
from shinchoku.intake.forms import Field, FoundRow
from shinchoku.intake.no_answers import NoAnswer, no_answer
from shinchoku.intake.submissions import Submission
from shinchoku.issued import Issue
from shinchoku.model import (
    Column,
    Entry,
    Figure,
    Form,
    Key,
    Line,
    Origin,
    asks,
    computes,
    scale_of,
)
from shinchoku.records import dataclass


@dataclass(frozen=True, kw_only=True)
class Question:
    """One row of a department's form: a line of an entry."""

    form: Form
    entry: Entry
    line: Line

    @cached_property
    def first(self) -> bool:
        """Whether the entry's own answers, one for all lines, stand on this row."""
        return self.line is self.entry.lines[0]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that this row answers."""
        return tuple(c for c in self.form.answered if asks(c, self.entry, self.line))

    @property
    def closed(self) -> tuple[Column, ...]:
        """The columns that departments fill, and not on this row."""
        if self.first and not self.line.sum_of:
            return ()
        others = (c for c in self.form.answered if c not in self.columns)
        return tuple(c for c in others if not computes(c, self.line))


@dataclass(frozen=True)
class Received:
    """The files of a department that count as one answer: mostly one, else parts of a whole.

    `rows` are those that the department was asked about, each once, with the cells of all files.
    `issues` are what the files' templates were issued with; `elsewhere` is what another version
    answers.
    """

    department_id: str
    files: tuple[Submission, ...]
    rows: tuple[tuple[FoundRow, Question], ...]
    issues: tuple[Issue, ...]
    elsewhere: AbstractSet[Key] = frozenset()

    @cached_property
    def answers(self) -> Mapping[Key, Field]:
        """What was answered to what was asked."""
        return answers_of(self.rows)

    def sent(self, key: Key) -> str | None:
        """Return an answer as the department sent it, whatever a correction has made of it."""
        if key in self.answers:
            field = self.answers[key]
            return field.text if field.before is None else field.before or None
        row = self.row_of.get(key.owner_id)
        emptied = row.emptied.get(key.column_id) if row else None
        return emptied.text if emptied else None

    @cached_property
    def row_of(self) -> Mapping[str, FoundRow]:
        """The row of each id that the department was asked about."""
        return {row.owner_id: row for row, _ in self.rows}

    def rows_at(self, where: Origin) -> Sequence[FoundRow]:
        """Return the rows that the cell of an origin may stand in."""
        return self._rows_by_number.get((where.file, where.sheet, _row_number(where.cell)), ())

    @cached_property
    def _rows_by_number(self) -> Mapping[tuple[str, str, int], Sequence[FoundRow]]:
        rows: dict[tuple[str, str, int], list[FoundRow]] = {}
        for row in (row for file in self.files for row in file.rows):
            rows.setdefault((row.origin.file, row.origin.sheet, row.row), []).append(row)
        return rows

    @cached_property
    def fields(self) -> Sequence[tuple[Question, Column, Field]]:
        """The same, each with its question and column."""
        return tuple(
            (question, column, row.fields[column.id])
            for row, question in self.rows
            for column in question.columns
            if column.id in row.fields
        )

    @cached_property
    def columns(self) -> Mapping[str, frozenset[str]]:
        """The ids of the columns that were found, by form."""
        forms = {form for file in self.files for form in file.columns}
        nothing: frozenset[str] = frozenset()
        return {
            form: frozenset().union(*(file.columns.get(form, nothing) for file in self.files))
            for form in forms
        }

    def lacks(self, row: FoundRow, column: Column) -> bool:
        """Whether a row has no cell for a column, or another version or copy of it has an answer.

        That has a finding of its own.
        """
        if column.id in row.swallowed or column.id not in self.columns[row.form_id]:
            return True
        key = Key(row.owner_id, column.id)
        return key not in self.answers and (key in self.elsewhere or key in self._in_copies)

    @cached_property
    def _in_copies(self) -> AbstractSet[Key]:
        """What rows answer whose id stood before."""
        if all(len(file.rows) == len(file.by_id) for file in self.files):
            return frozenset()
        return {
            Key(row.owner_id, column)
            for file in self.files
            for rows in file.by_id.values()
            for row in rows[1:]
            for column in row.fields
        }

    def was_issued(self, question: Question) -> bool:
        """Whether a row stood in the department's template."""
        return any(question.line.id in issue.rows for issue in self.issues)

    def lost(self, form: Form) -> bool:
        """Whether a form's sheet is gone that the template had, or cannot be told any more."""
        return not self.columns.get(form.id) and self.had_sheet(form)

    def gone(self, form: Form) -> list[Column]:
        """Return the columns that a form's sheet had and has no more; none of one that is lost."""
        present = self.columns.get(form.id)
        if not present:
            return []
        columns = (column for column in (*form.given, *form.answered) if column.id not in present)
        return [column for column in columns if self.had(form, column)]

    def had_sheet(self, form: Form) -> bool:
        """Whether the department's template had a form's sheet."""
        return any(form.id in issue.answered for issue in self.issues)

    def had(self, form: Form, column: Column) -> bool:
        """Whether that sheet had a column."""
        return any(issue.had(form, column) for issue in self.issues)


class Answer(NamedTuple):
    """An answer, and what was asked; `instead` is what stands there that answers nothing."""

    received: Received
    question: Question
    column: Column
    field: Field
    instead: NoAnswer | None

    @property
    def is_plain(self) -> bool:
        """Whether its text can be compared; otherwise it has a finding of its own."""
        field = self.field
        return field.is_plain and self.instead is None and not is_beyond_excel(field.text)

    @property
    def is_no_choice(self) -> bool:
        """Whether its text, a plain one, is none of those that may be chosen."""
        column = self.column
        return column.is_choice and column.choose(clean(self.field.text)) is None


class Choice(NamedTuple):
    """A code or choice that may be given, and the row that it stands in."""

    received: Received
    row: FoundRow
    question: Question
    column: Column
    code: str

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        return self.row.fields[self.column.id].origin

    @property
    def form(self) -> Form:
        """The form that asks for it."""
        return self.question.form


def answers_of(rows: Iterable[tuple[FoundRow, Question]]) -> Mapping[Key, Field]:
    """Return the answers that rows give to what was asked."""
    return {
        Key(row.owner_id, column.id): row.fields[column.id]
        for row, question in rows
        for column in question.columns
        if column.id in row.fields
    }


def meaning(question: Question, column: Column, text: str, raw: float | None = None) -> str:
    """Return what a text means: a choice, a number as it is printed, of a free text itself.

    `raw` is what a number's cell stores.
    """
    text = clean(text)
    if column.number:
        return figure_of(question, column, text, raw).text
    return (column.choose(text) or text) if column.is_choice else text


def meant(question: Question, column: Column, field: Field) -> str:
    """Return what a cell means."""
    return meaning(question, column, field.text, field.raw)


def figure_of(question: Question, column: Column, text: str, raw: float | None = None) -> Figure:
    """Return what a text says in a column of numbers; in another it is itself."""
    if column.number is None:
        return Figure(text)
    scale = scale_of(column.number, question.entry, question.line)
    return column.number.figure(scale, clean(text), raw)


def _row_number(cell: str) -> int:
    return int(cell.lstrip(ascii_uppercase) or 0) if cell.isalnum() else 0


def is_plain(column: Column, field: Field) -> bool:
    """Whether a cell's text can be compared; otherwise it has a finding of its own."""
    return field.is_plain and not is_beyond_excel(field.text) and no_answer(column, field) is None
