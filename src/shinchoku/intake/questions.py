"""What was asked and what came back, side by side: rules and merge look things up here.

In go a Definition and the Submissions; out come views of them, without judgement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from shinchoku.identity import CONFIRMED_BY
from shinchoku.intake.cleaning import clean
from shinchoku.intake.forms import Field, FoundRow
from shinchoku.intake.ledger import SetAside
from shinchoku.intake.lost import FoundAgain, find_again
from shinchoku.intake.no_answers import looks_like, no_answer
from shinchoku.intake.received import (
    Answer,
    Choice,
    Question,
    Received,
    figure_of,
    is_plain,
    meaning,
    meant,
)
from shinchoku.intake.submissions import Submission
from shinchoku.issued import Issue, issues
from shinchoku.model import Column, Definition, Department, Figure, Form, Key, review_id
from shinchoku.normal import canonical
from shinchoku.records import dataclass

__all__ = [
    "Answer",
    "Choice",
    "Intake",
    "Question",
    "Received",
    "figure_of",
    "is_plain",
    "meaning",
    "meant",
]


@dataclass(frozen=True)
class Intake:
    """A definition and everything that was received for it.

    `set_aside` are the files that do not count and are not in `submissions`,
    `issues` what older templates were issued with, by version, as far as it is on record; `today`
    is the day on which it is looked at, if that matters. `reviewing` are the reviewers that were
    sent what they are to review.
    """

    definition: Definition
    submissions: Sequence[Submission]
    set_aside: Sequence[SetAside] = ()
    issues: Mapping[str, Issue] = field(default_factory=dict)
    today: date | None = None
    reviewing: AbstractSet[str] = frozenset()

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Which of the rows each is, by its id: the order of the templates."""
        return {owner: number for number, owner in enumerate(self.questions)}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every row that is asked about, by its id."""
        return {
            line.id: Question(form=form, entry=entry, line=line)
            for form in self.definition.every_form
            for _, entry in self.definition.entries(form)
            if not entry.repeat_of
            for line in entry.lines
        }

    @cached_property
    def awaited(self) -> tuple[Department, ...]:
        """All that are asked anything: departments, and reviewers once they were sent a form."""
        definition = self.definition
        known = (
            *definition.departments,
            *(each for each in definition.reviewers if each.id in self.reviewing),
        )
        return tuple(each for each in known if self.asked(each.id))

    @cached_property
    def unreviewed(self) -> tuple[Department, ...]:
        """The reviewers that are asked something and were not sent it."""
        reviewers = self.definition.reviewers
        return tuple(r for r in reviewers if self.asked(r.id) and r.id not in self.reviewing)

    def review_of(self, question: Question) -> Question | None:
        """Return the row that asks for the review of another."""
        return self.questions.get(review_id(question.entry.id, question.line.id))

    @cached_property
    def by_department(self) -> Mapping[str, tuple[Submission, ...]]:
        """The submissions of this round for each department, in order of their file names."""
        received: dict[str, list[Submission]] = {d.id: [] for d in self.definition.everybody}
        for submission in sorted(self.submissions, key=lambda s: s.file):
            if submission.identity and self.belongs(submission):
                received[submission.identity.department_id].append(submission)
        return {department: tuple(found) for department, found in received.items()}

    def is_overdue(self, department: Department) -> bool:
        """Whether a department's deadline is over, as far as the day is known."""
        return self.today is not None and self.today > self.definition.deadline_of(department)

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
            and identity.department_id in self._departments
        )

    @cached_property
    def _departments(self) -> AbstractSet[str]:
        return {department.id for department in self.definition.everybody}

    @cached_property
    def every_file(self) -> Mapping[str, Sequence[Submission]]:
        """The files that can be used, by department, whether they count or not."""
        files: dict[str, list[Submission]] = {}
        for file in self.all_files:
            if file.identity and self.belongs(file):
                files.setdefault(file.identity.department_id, []).append(file)
        return files

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
    def _found_again(self) -> Mapping[str, Mapping[str, FoundAgain]]:
        return {
            received.files[0].file: {
                form.id: found
                for form in self.definition.every_form
                if (found := find_again(received, form, self._asked_in(received, form))).where
            }
            for received in self.received
            if any(file.unread for file in received.files)
        }

    def found_in(self, received: Received) -> Mapping[str, FoundAgain]:
        """Return, by form, what stands on sheets of a department that lost what tells them."""
        return self._found_again.get(received.files[0].file, {})

    def _asked_in(self, received: Received, form: Form) -> Sequence[Question]:
        asked = self.asked(received.department_id)
        return [question for question in asked if question.form.id == form.id]

    def confirmed_by(self, received: Received) -> str:
        """Return who confirmed what came from a department, "" where nobody is named."""
        names = (file.about.get(CONFIRMED_BY, "") for file in received.files)
        return next(filter(self._is_name, names), "")

    def _is_name(self, text: str) -> bool:
        said = canonical(text).casefold() in self.definition.stand_ins or self.is_nothing(text)
        return any(map(str.isalpha, text)) and not said and looks_like(text) is None

    @cached_property
    def answer_counts(self) -> Counter[str]:
        """How many answers came from each department: more than one, where they conflict."""
        return Counter(received.department_id for received in self.received)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer to what was asked."""
        return tuple(
            Answer(received, question, column, field, no_answer(column, field))
            for received in self.received
            for question, column, field in received.fields
        )

    @cached_property
    def plain_answers(self) -> tuple[Answer, ...]:
        """Those whose text can be compared; each of the others has a finding of its own."""
        return tuple(answer for answer in self.answers if answer.is_plain)

    @cached_property
    def numbers(self) -> tuple[tuple[Answer, Figure], ...]:
        """Those to columns of numbers, each with what it says."""
        return tuple(
            (answer, figure_of(answer.question, answer.column, answer.field.text, answer.field.raw))
            for answer in self.plain_answers
            if answer.column.number
        )

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Every code and choice given that may be."""
        return tuple(
            Choice(received, received.row_of[question.line.id], question, column, code)
            for received, question, column, field, _ in self.plain_answers
            if (code := _code(column, field)) is not None
        )

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
        """Return the rows of a file that its department was asked about, one of each id."""
        return self._rows[id(file)]

    def _asked_rows(self, submission: Submission) -> Iterator[tuple[FoundRow, Question]]:
        assert submission.identity is not None  # noqa: S101 - usable submissions only
        for owner, rows in submission.by_id.items():
            question = self.questions.get(owner)
            if question and question.entry.department_id == submission.identity.department_id:
                own = [row for row in rows if row.form_id == question.form.id]
                if own:
                    yield self.counting_row(submission, own), question

    def counting_row(self, file: Submission, rows: Sequence[FoundRow]) -> FoundRow:
        """Return which of the rows with one id counts: the first that has its locked texts."""
        if len(rows) == 1:
            return rows[0]
        issued = self.issue_of(file)
        columns = issued.given.get(rows[0].form_id, ())
        own = issued.rows.get(rows[0].owner_id, {})
        texts = tuple(canonical(own.get(column, "")) for column in columns)
        return next((row for row in rows if row.locked(columns) == texts), rows[0])

    def content(self, file: Submission) -> Mapping[Key, str]:
        """Return a file's answers as they count: what two files of a department must agree in."""
        return self._contents[id(file)]

    @cached_property
    def _contents(self) -> Mapping[int, Mapping[Key, str]]:
        several = [found for found in self.by_department.values() if len(found) > 1]
        return {id(file): self._content(self.rows(file)) for found in several for file in found}

    def _content(self, rows: Sequence[tuple[FoundRow, Question]]) -> Mapping[Key, str]:
        return {
            Key(question.line.id, column.id): meant(question, column, row.fields[column.id])
            for row, question in rows
            for column in question.columns
            if column.id in row.fields
        }

    def is_nothing(self, text: str) -> bool:
        """Whether a text says that nothing was planned or done."""
        return self.definition.is_nothing(clean(text))


def _code(column: Column, field: Field) -> str | None:
    return column.choose(clean(field.text)) if column.is_choice else None


def _together(one: Mapping[str, Field], other: Mapping[str, Field]) -> Mapping[str, Field]:
    """Return the cells of two rows that agree; where both have one, what may not be meant stays."""
    doubtful = {
        column_id
        for column_id in one.keys() & other.keys()
        if one[column_id].is_plain and not other[column_id].is_plain
    }
    return {**other, **{c: field for c, field in one.items() if c not in doubtful}}
