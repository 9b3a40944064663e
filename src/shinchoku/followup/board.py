"""The status board: who has sent, who is late, what is wrong, how far the items are.

In go an Intake, its findings and the tally so far; out comes a Board, the same facts for the page
(`page`) and for scripts (`as_data`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any

from shinchoku.findings import Finding, Severity
from shinchoku.followup.letters import Letter, MailText, draft_path, shown
from shinchoku.followup.reminders import State, reminder
from shinchoku.followup.returned import ToCorrect
from shinchoku.intake.offers import commands
from shinchoku.intake.questions import Intake, Received
from shinchoku.model import Department, Form, Tally, TallySpec, review_form, speaks
from shinchoku.records import dataclass
from shinchoku.tally import every_grade
from shinchoku.words import Listed, Message, Words, words


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all."""

    count: int
    total: int

    def __add__(self, other: Share) -> Share:
        return Share(self.count + other.count, self.total + other.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentStatus:
    """One department's row. `items`: form id -> items that came without an error, of those asked.

    `letter` asks for what is open, and is None where nothing is. `returned` is the path of the
    returned workbook, `draft` that of the letter's draft, relative to the page.
    """

    department: Department
    deadline: date
    state: State
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    items: Mapping[str, Share]
    returned: str
    letter: MailText | None
    draft: str
    reminder: str  # the letter as it is shown

    @property
    def all_items(self) -> Share:
        """The items of all forms together."""
        return sum(self.items.values(), Share(0, 0))


@dataclass(frozen=True)
class Board:
    """What the status board says, before it has a form."""

    intake: Intake
    sent: Intake  # the same without corrections
    findings: Sequence[Finding]
    to_correct: Sequence[tuple[Received, Sequence[ToCorrect]]]
    tally: Tally
    today: date | None
    returned: Mapping[str, str] = field(default_factory=dict)  # department id -> relative path
    built: tuple[str, ...] = ()  # relative paths of the last build's files, to be read
    place: str = ""  # the round's folder, as a command names it

    @cached_property
    def departments(self) -> tuple[DepartmentStatus, ...]:
        """All that are asked anything or have sent something, in defined order."""
        awaited = self.intake.awaited
        return tuple(
            self._status(department)
            for department in self.intake.definition.everybody
            if department in awaited or self.intake.by_department[department.id]
        )

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms that they are asked; reviews once there is somebody to review."""
        definition = self.intake.definition
        listed = {status.department.id for status in self.departments}
        has_reviewers = not listed.isdisjoint(each.id for each in definition.reviewers)
        return definition.every_form if has_reviewers else definition.forms

    @cached_property
    def states(self) -> Counter[State]:
        """How many departments are in each state."""
        return Counter(status.state for status in self.departments)

    @property
    def general(self) -> tuple[Finding, ...]:
        """The findings about no department of the board: unreadable files, the master."""
        listed = {status.department.id for status in self.departments}
        return tuple(found for found in self.findings if found.department_id not in listed)

    @property
    def days_left(self) -> int | None:
        """The days until the first deadline that something is still awaited by.

        Negative after it; None where the day is unknown, or where all have sent.
        """
        awaited = [status.deadline for status in self.departments if not status.files]
        return (min(awaited) - self.today).days if self.today and awaited else None

    @property
    def has_own_deadlines(self) -> bool:
        """Whether a department has a deadline of its own."""
        return any(status.department.deadline for status in self.departments)

    def commands(self, finding: Finding) -> tuple[str, ...]:
        """Return what solves a finding, where a decision does."""
        return commands(self.intake, finding, self.place or self.intake.definition.round.id)

    def items(self, form_id: str) -> Share:
        """Return how many items of a form came without an error, of those asked."""
        return sum((status.items[form_id] for status in self.departments), Share(0, 0))

    def graded(self, form: Form, tally_id: str) -> Share:
        """Return how many values are graded, of those that are asked for."""
        column = form.column(self.tally[tally_id].column_id)
        asked_in = form.id if column.by != "review" else review_form(form.id)
        asked = (q for q in self.intake.questions.values() if q.form.id == asked_in)
        total = sum(speaks(q.form.column(column.id), q.entry, q.line) for q in asked)
        return Share(self.tally[tally_id].total.count, total)

    @property
    def counted(self) -> tuple[TallySpec, ...]:
        """What is counted: every graded column, whatever the report counts."""
        return every_grade(self.intake.definition)

    def _status(self, department: Department) -> DepartmentStatus:
        found = self._findings_of.get(department.id, ())
        state = state_of(self.intake, department, found, self.today)
        letter = self._letter(department, state, found)
        say = words(self.intake.definition.round.language)
        return DepartmentStatus(
            department=department,
            deadline=self.intake.definition.deadline_of(department),
            state=state,
            files=tuple(s.file for s in self.intake.by_department[department.id]),
            findings=found,
            items=self._items(department, state),
            returned=self.returned.get(department.id, ""),
            letter=letter,
            draft=draft_path(say, department, state) if letter else "",
            reminder=shown(say, letter) if letter else "",
        )

    @cached_property
    def _findings_of(self) -> Mapping[str, tuple[Finding, ...]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.department_id, []).append(finding)
        return {department: tuple(own) for department, own in found.items()}

    @cached_property
    def _asked_of(self) -> Mapping[str, Sequence[Sequence[ToCorrect]]]:
        """What each of its answers is asked to correct, by department."""
        asked: dict[str, list[Sequence[ToCorrect]]] = {}
        for received, own in self.to_correct:
            asked.setdefault(received.department_id, []).append(own)
        return asked

    @cached_property
    def _wrong(self) -> frozenset[str]:
        """The items and rows that an error names."""
        return frozenset(f.owner_id for f in self.findings if f.severity is Severity.ERROR)

    def _items(self, department: Department, state: State) -> Mapping[str, Share]:
        rows = self.intake.asked(department.id)
        asked = {(row.form.id, row.entry.id) for row in rows}
        wrong = self._wrong_rows(department)
        to_do = {(row.form.id, row.entry.id) for row in rows if row.line.id in wrong}
        to_do = to_do if state in {State.FINE, State.ERRORS} else asked
        totals = Counter(form for form, _ in asked)
        left = Counter(form for form, _ in to_do)
        forms = (form.id for form in self.intake.definition.every_form)
        return {form: Share(totals[form] - left[form], totals[form]) for form in forms}

    def _wrong_rows(self, department: Department) -> frozenset[str]:
        """Return the rows that an error is about, be it one of a whole sheet or column."""
        return self._wrong.union(
            cell.owner_id
            for asked in self._asked_of.get(department.id, ())
            for each in asked
            if each.finding.severity is Severity.ERROR
            for cell in each.cells
        )

    def _letter(
        self, department: Department, state: State, findings: Sequence[Finding]
    ) -> MailText | None:
        """Return the mail that asks a department for what is open."""
        answers = self._asked_of.get(department.id, ())
        asked = answers[0] if len(answers) == 1 else ()
        if state is State.FINE and not asked:
            return None
        files = [file.name for file in self.intake.by_department[department.id]]
        letter = Letter(self.intake.definition, department, self.today)
        return reminder(letter, state, asked, findings, files)


def state_of(
    intake: Intake, department: Department, findings: Sequence[Finding], today: date | None
) -> State:
    """Return how far a department is; `findings` are its own."""
    if not intake.by_department[department.id]:
        late = today is not None and today > intake.definition.deadline_of(department)
        return State.OVERDUE if late else State.MISSING
    if intake.answer_counts[department.id] > 1:
        return State.CONFLICTING
    wrong = any(f.severity is Severity.ERROR and _is_in(intake, f) for f in findings)
    return State.ERRORS if wrong else State.FINE


def _is_in(intake: Intake, finding: Finding) -> bool:
    """Whether a finding is in what its department sent, and not in a correction of it."""
    files = intake.by_department[finding.department_id]
    return any(file.file == finding.where.file for file in files)


def count_by_severity(findings: Sequence[Finding]) -> Mapping[Severity, int]:
    """Return the number of findings of every severity, also of those that have none."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def counts_told(counts: Mapping[Severity, int]) -> Listed:
    """Say how many findings there are of each severity."""
    return Listed(
        (Message(f"count.{severity}", count=n) for severity, n in counts.items()), "names"
    )


# ---------------------------------------------------------------- for scripts


def as_data(board: Board, say: Words) -> dict[str, Any]:
    """Return what the page says as plain data, for `check --json`; findings in words of `say`."""
    about = board.intake.definition.round
    return {
        "schema": 1,
        "round": about.id,
        "deadline": about.deadline.isoformat(),
        "today": board.today.isoformat() if board.today else None,
        "states": {str(state): board.states[state] for state in State},
        "counts": _counts(board.findings),
        "items": {form.id: _share(board.items(form.id)) for form in board.forms},
        "grades": {
            tally_id: {row.choice: row.count for row in tally.rows}
            for tally_id, tally in board.tally.items()
        },
        "departments": [_department(status, board.forms) for status in board.departments],
        "findings": [finding_as_data(finding, say) for finding in board.findings],
    }


def _department(status: DepartmentStatus, forms: Sequence[Form]) -> dict[str, Any]:
    return {
        "id": status.department.id,
        "name": status.department.name,
        "deadline": status.deadline.isoformat(),
        "state": str(status.state),
        "files": list(status.files),
        "returned": status.returned,
        "draft": status.draft,
        "items": {form.id: _share(status.items[form.id]) for form in forms},
        "counts": _counts(status.findings),
        "reminder": status.reminder,
    }


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    return {str(severity): count for severity, count in count_by_severity(findings).items()}


def _share(share: Share) -> dict[str, int]:
    return {"complete": share.count, "asked": share.total}


def finding_as_data(finding: Finding, say: Words) -> dict[str, str]:
    """Return one finding as plain data, and in words."""
    texts = {"message": say.tell(finding.message), "hint": say.tell(finding.hint)}
    return finding.facts | texts
