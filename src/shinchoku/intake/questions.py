"""What was asked and what came back, side by side: rules and merge look things up here.

In go a Definition and the Submissions; out come views of them, without judgement.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from shinchoku.intake.cleaning import clean, is_beyond_excel
from shinchoku.intake.forms import Field, FoundRow
from shinchoku.intake.ledger import SetAside
from shinchoku.intake.submissions import Submission
from shinchoku.issued import Issue, issues
from shinchoku.model import Column, Definition, Entry, Form, Key, Line, Origin
from shinchoku.normal import canonical


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
        return tuple(c for c in self.form.answered if self.first or c.per_line)


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
        return _answers(self.rows)

    def sent(self, key: Key) -> str | None:
        """Return an answer as the department sent it, whatever a correction has made of it."""
        if key in self.answers:
            field = self.answers[key]
            return field.text if field.before is None else field.before or None
        taken = (row.emptied.get(key.column_id) for row, _ in self.rows if row.owner_id == key[0])
        return next((field.text for field in taken if field), None)

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

    def had_sheet(self, form: Form) -> bool:
        """Whether the department's template had a form's sheet."""
        return any(form.id in issue.answered for issue in self.issues)

    def had(self, form: Form, column: Column) -> bool:
        """Whether that sheet had a column."""
        return any(issue.had(form, column) for issue in self.issues)


class Answer(NamedTuple):
    """An answer, and what was asked."""

    received: Received
    question: Question
    column: Column
    field: Field


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


@dataclass(frozen=True)
class Intake:
    """A definition and everything that was received for it.

    `set_aside` are the files that do not count and are not in `submissions`,
    `issues` what older templates were issued with, by version, as far as it is on record; `today`
    is the day on which it is looked at, if that matters.
    """

    definition: Definition
    submissions: Sequence[Submission]
    set_aside: Sequence[SetAside] = ()
    issues: Mapping[str, Issue] = field(default_factory=dict)
    today: date | None = None

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every row that is asked about, by its id."""
        return {
            line.id: Question(form=form, entry=entry, line=line)
            for form in self.definition.forms
            for _, entry in self.definition.entries(form)
            if not entry.repeat_of
            for line in entry.lines
        }

    @cached_property
    def by_department(self) -> Mapping[str, tuple[Submission, ...]]:
        """The submissions of this round for each department, in order of their file names."""
        received: dict[str, list[Submission]] = {d.id: [] for d in self.definition.departments}
        for submission in sorted(self.submissions, key=lambda s: s.file):
            if submission.identity and self.belongs(submission):
                received[submission.identity.department_id].append(submission)
        return {department: tuple(found) for department, found in received.items()}

    @property
    def overdue(self) -> bool:
        """Whether the deadline is over, as far as the day is known."""
        return self.today is not None and self.today > self.definition.round.deadline

    @cached_property
    def all_files(self) -> tuple[Submission, ...]:
        """Every file that is there, by name, whether it counts or not."""
        files = (*self.submissions, *(aside.submission for aside in self.set_aside))
        return tuple(sorted(files, key=lambda submission: submission.file))

    def belongs(self, submission: Submission) -> bool:
        """Whether a file can be used: readable, of this round, from a department of it."""
        identity = submission.identity
        return (
            submission.problem is None
            and identity is not None
            and identity.round_id == self.definition.round.id
            and any(d.id == identity.department_id for d in self.definition.departments)
        )

    @cached_property
    def current(self) -> Mapping[str, Issue]:
        """What each department that sent something would be issued with now."""
        return issues(self.definition, [id_ for id_, files in self.by_department.items() if files])

    @property
    def older_versions(self) -> frozenset[str]:
        """The versions of the templates that came back which are not those of today."""
        return frozenset(
            file.identity.template_version
            for department, found in self.by_department.items()
            for file in found
            if file.identity and file.identity.template_version != self.current[department].version
        )

    def issue_of(self, file: Submission) -> Issue:
        """Return what a usable file's template was issued with; today's if that is not known."""
        assert file.identity is not None  # noqa: S101 - usable submissions only
        today = self.current[file.identity.department_id]
        known = self.issues.get(file.identity.template_version, today)
        return known if known.department_id == today.department_id else today

    def asked(self, department_id: str) -> Sequence[Question]:
        """Return the rows that a department is asked about."""
        return self._by_asked.get(department_id, ())

    @cached_property
    def _by_asked(self) -> Mapping[str, Sequence[Question]]:
        asked: dict[str, list[Question]] = {}
        for question in self.questions.values():
            asked.setdefault(question.entry.department_id, []).append(question)
        return asked

    @cached_property
    def received(self) -> tuple[Received, ...]:
        """What came from each department: one answer, or one for each file where they conflict."""
        return tuple(
            received
            for department, found in self.by_department.items()
            for received in self._received(department, self.distinct(found))
        )

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer to what was asked."""
        return tuple(Answer(r, *answered) for r in self.received for answered in r.fields)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Every code and choice given that may be."""
        return tuple(
            Choice(received, row, question, column, code)
            for received in self.received
            for row, question in received.rows
            for column in question.columns
            if column.is_choice and (code := self.code_in(row, column)) is not None
        )

    def code_in(self, row: FoundRow, column: Column) -> str | None:
        """Return the code or choice that a row has in a column; None if none that may be."""
        field = row.fields.get(column.id)
        if field is None or not is_plain(field):
            return None
        code = self.meaning(column, field.text)
        return code if code in column.codes else None

    def distinct(self, files: Sequence[Submission]) -> tuple[Submission, ...]:
        """Return the files without those that say nothing but what an earlier one says."""
        if len(files) == 1:
            return tuple(files)
        first: dict[Hashable, Submission] = {}
        for file in files:
            first.setdefault(file.substance, file)
        return tuple(first.values())

    def _counting(self, files: tuple[Submission, ...]) -> list[tuple[Submission, ...]]:
        """Return which files count together: all, unless two of them are versions of one answer."""
        if not self.versions(files):
            return [files] if files else []
        return [(file,) for file in files]

    def versions(self, files: Sequence[Submission]) -> tuple[Submission, ...]:
        """Return the files of a department that are no parts of one answer.

        They answer an entry that another answers, too, and do not say the same in all. That one
        of them leaves blank what the other fills is a difference like any other: a text may have
        been removed.
        """
        if len(files) == 1:
            return ()
        contents = {file.file: frozenset(self.content(file).items()) for file in files}
        said: dict[str, set[object]] = {}
        for file in files:
            for entry in self._entries(file):
                said.setdefault(entry, set()).add(contents[file.file])
        disputed = {entry for entry, several in said.items() if len(several) > 1}
        return tuple(file for file in files if not disputed.isdisjoint(self._entries(file)))

    def _entries(self, file: Submission) -> frozenset[str]:
        """Return the ids of the entries that a file answers."""
        return frozenset(self.questions[key.owner_id].entry.id for key in self.content(file))

    def _received(self, department: str, files: tuple[Submission, ...]) -> Iterator[Received]:
        """Yield what came from a department, as far as it counts together."""
        counting = self._counting(files)
        elsewhere: frozenset[Key] = frozenset()
        if len(counting) > 1:
            elsewhere = frozenset().union(*map(self.content, files))
        for one in counting:
            yield Received(
                department, one, self._joined(one), tuple(map(self.issue_of, one)), elsewhere
            )

    def _joined(self, files: Sequence[Submission]) -> tuple[tuple[FoundRow, Question], ...]:
        if len(files) == 1:
            return self.rows(files[0])
        joined: dict[str, tuple[FoundRow, Question]] = {}
        for file in files:
            for row, question in self.rows(file):
                whole, _ = joined.get(row.owner_id, (row, question))
                fields = _together(whole.fields, row.fields)
                swallowed = (whole.swallowed | row.swallowed) - fields.keys()
                taken = {**row.emptied, **whole.emptied}
                emptied = {c: field for c, field in taken.items() if c not in fields}
                found = replace(whole, fields=fields, swallowed=swallowed, emptied=emptied)
                joined[row.owner_id] = found, question
        return tuple(joined.values())

    @cached_property
    def _rows(self) -> Mapping[int, tuple[tuple[FoundRow, Question], ...]]:
        usable = (file for found in self.by_department.values() for file in found)
        return {id(file): tuple(self._asked_rows(file)) for file in usable}

    def rows(self, file: Submission) -> tuple[tuple[FoundRow, Question], ...]:
        """Return the rows of a file that its department was asked about, first row of an id."""
        return self._rows[id(file)]

    def _asked_rows(self, submission: Submission) -> Iterator[tuple[FoundRow, Question]]:
        assert submission.identity is not None  # noqa: S101 - usable submissions only
        seen: set[str] = set()
        for row in submission.rows:
            question = self.questions.get(row.owner_id)
            asked = question and question.entry.department_id == submission.identity.department_id
            if question and asked and question.form.id == row.form_id and row.owner_id not in seen:
                seen.add(row.owner_id)
                yield row, question

    def content(self, file: Submission) -> Mapping[Key, str]:
        """Return a file's answers as they count: what two files of a department must agree in."""
        return self._contents[id(file)]

    @cached_property
    def _contents(self) -> Mapping[int, Mapping[Key, str]]:
        several = [found for found in self.by_department.values() if len(found) > 1]
        return {id(file): self._content(self.rows(file)) for found in several for file in found}

    def _content(self, rows: Sequence[tuple[FoundRow, Question]]) -> Mapping[Key, str]:
        return {
            key: self.meaning(self.questions[key.owner_id].form.column(key.column_id), field.text)
            for key, field in _answers(rows).items()
        }

    def meaning(self, column: Column, text: str) -> str:
        """Return the choice that a text means; of a free text, what can be printed."""
        text = clean(text)
        return (column.choose(text) or text) if column.is_choice else text

    def is_nothing(self, text: str) -> bool:
        """Whether a text says that nothing was planned or done."""
        return all(
            canonical(part) in self.definition.nothing
            for part in clean(text).split("\n")
            if part.strip()
        )


def _together(one: Mapping[str, Field], other: Mapping[str, Field]) -> Mapping[str, Field]:
    """Return the cells of two rows that agree; where both have one, what may not be meant stays."""
    doubtful = {
        column_id
        for column_id in one.keys() & other.keys()
        if one[column_id].is_plain and not other[column_id].is_plain
    }
    return {**other, **{c: field for c, field in one.items() if c not in doubtful}}


def _answers(rows: Iterable[tuple[FoundRow, Question]]) -> Mapping[Key, Field]:
    return {
        Key(row.owner_id, column.id): row.fields[column.id]
        for row, question in rows
        for column in question.columns
        if column.id in row.fields
    }


def is_plain(field: Field) -> bool:
    """Whether a cell's text can be compared; otherwise it has a finding of its own."""
    return field.is_plain and not is_beyond_excel(field.text)
