"""The status board: who has sent, who is late, what is wrong, how far the items are.

In go an Intake, its findings and the tally so far; out comes a Board, the same facts for the page
(`status`) and for scripts (`as_data`), and the reminder that a department is sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from shinchoku.findings import Finding, Severity
from shinchoku.intake.questions import Intake, Received
from shinchoku.messages import say
from shinchoku.model import Department, Form, Tally, TallySpec
from shinchoku.outputs.returned import ToCorrect, advice, to_correct
from shinchoku.tally import every_grade

CONFLICT = "E106"


class State(StrEnum):
    """How far a department is; the worst first."""

    OVERDUE = "overdue"  # nothing came, and the deadline is over
    MISSING = "missing"  # nothing came yet
    CONFLICTING = "conflicting"  # files that disagree came: none of them counts
    ERRORS = "errors"  # what came has to be corrected
    FINE = "fine"


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

    `returned` is the returned workbook's path, relative to the page; `reminder` is "" where
    nothing is open.
    """

    department: Department
    state: State
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    items: Mapping[str, Share]
    returned: str
    reminder: str

    @property
    def all_items(self) -> Share:
        """The items of all forms together."""
        return sum(self.items.values(), Share(0, 0))


@dataclass(frozen=True)
class Board:
    """What the status board says, before it has a form."""

    intake: Intake
    findings: Sequence[Finding]
    tally: Tally
    today: date | None
    returned: Mapping[str, str] = field(default_factory=dict)  # department id -> relative path

    @cached_property
    def departments(self) -> tuple[DepartmentStatus, ...]:
        """Every department that is asked anything or has sent something, in defined order."""
        return tuple(
            self._status(department)
            for department in self.intake.definition.departments
            if self.intake.asked(department.id) or self.intake.by_department[department.id]
        )

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
        """The days until the deadline, negative after it; None where the day is unknown."""
        return (self.intake.definition.round.deadline - self.today).days if self.today else None

    def items(self, form_id: str) -> Share:
        """Return how many items of a form came without an error, of those asked."""
        return sum((status.items[form_id] for status in self.departments), Share(0, 0))

    def graded(self, form: Form, tally_id: str) -> Share:
        """Return how many values are graded, of those that are asked for."""
        column = form.column(self.tally[tally_id].column_id)
        asked = (q for q in self.intake.questions.values() if q.form is form)
        return Share(self.tally[tally_id].total.count, sum(column in q.columns for q in asked))

    @property
    def counted(self) -> tuple[TallySpec, ...]:
        """What is counted: every graded column, whatever the report counts."""
        return every_grade(self.intake.definition)

    def _status(self, department: Department) -> DepartmentStatus:
        found = tuple(f for f in self.findings if f.department_id == department.id)
        state = state_of(self.intake, department, found, self.today)
        return DepartmentStatus(
            department=department,
            state=state,
            files=tuple(s.file for s in self.intake.by_department[department.id]),
            findings=found,
            items=self._items(department, state),
            returned=self.returned.get(department.id, ""),
            reminder=reminder(self.intake, department, found, self.today),
        )

    def _items(self, department: Department, state: State) -> Mapping[str, Share]:
        rows = self.intake.asked(department.id)
        asked = {(row.form.id, row.entry.id) for row in rows}
        wrong = self._wrong_rows(department)
        to_do = {(row.form.id, row.entry.id) for row in rows if row.line.id in wrong}
        to_do = to_do if state in {State.FINE, State.ERRORS} else asked
        totals = Counter(form for form, _ in asked)
        left = Counter(form for form, _ in to_do)
        forms = (form.id for form in self.intake.definition.forms)
        return {form: Share(totals[form] - left[form], totals[form]) for form in forms}

    def _wrong_rows(self, department: Department) -> frozenset[str]:
        """Return the rows that an error is about, be it one of a whole sheet or column."""
        errors = [found for found in self.findings if found.severity is Severity.ERROR]
        intake = self.intake.as_sent
        return frozenset(found.owner_id for found in errors).union(
            cell.owner_id
            for received in _received(intake, department)
            for each in to_correct(intake, received, errors)
            for cell in each.cells
        )


def _received(intake: Intake, department: Department) -> tuple[Received, ...]:
    """Return what came from a department: one answer, or several that conflict."""
    return tuple(one for one in intake.received if one.department_id == department.id)


def state_of(
    intake: Intake, department: Department, findings: Sequence[Finding], today: date | None
) -> State:
    """Return how far a department is; `findings` are its own."""
    if not intake.by_department[department.id]:
        late = today is not None and today > intake.definition.round.deadline
        return State.OVERDUE if late else State.MISSING
    if len(_received(intake, department)) > 1:
        return State.CONFLICTING
    wrong = any(f.severity is Severity.ERROR and _is_in(intake, f) for f in findings)
    return State.ERRORS if wrong else State.FINE


def count_by_severity(findings: Sequence[Finding]) -> Mapping[Severity, int]:
    """Return the number of findings of every severity, also of those that have none."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


# ---------------------------------------------------------------- reminders


def reminder(
    intake: Intake, department: Department, findings: Sequence[Finding], today: date | None
) -> str:
    """Return a mail that asks a department for what is open, subject first; "" for nothing."""
    own = [finding for finding in findings if finding.department_id == department.id]
    state = state_of(intake, department, own, today)
    asked = _asked(intake.as_sent, department, own)
    if state is State.FINE and not asked:
        return ""
    about = intake.definition.round
    words = {
        "name": department.name,
        "title": about.title,
        "issuer": about.issuer,
        "contact": about.contact,
        "deadline": day_text(about.deadline),
        "files": "\n".join(
            say("reminder.file", file=_file_name(submission.file))
            for submission in intake.by_department[department.id]
        ),
    }
    paragraphs = [
        say(f"reminder.subject.{state}", **words),
        say("reminder.greeting", **words),
        say(f"reminder.{state}", **words),
        *(_differences(own) if state is State.CONFLICTING else _listed(asked)),
        say("reminder.closing", **words),
    ]
    return "\n\n".join(paragraphs)


def _asked(
    intake: Intake, department: Department, findings: Sequence[Finding]
) -> tuple[ToCorrect, ...]:
    """Return what a department's returned workbook asks; nothing where files conflict."""
    received = _received(intake, department)
    return to_correct(intake, received[0], findings) if len(received) == 1 else ()


def _is_in(intake: Intake, finding: Finding) -> bool:
    """Whether a finding is in what its department sent, and not in a correction of it."""
    files = intake.by_department[finding.department_id]
    return any(file.file == finding.where.file for file in files)


def _listed(asked: Sequence[ToCorrect]) -> Iterator[str]:
    """Yield what is to be corrected and what to be looked at, numbered as in the workbook."""
    numbered = list(enumerate((each.finding for each in asked), start=1))
    for title, wrong in (("reminder.wrong", True), ("reminder.doubtful", False)):
        listed = [(n, f) for n, f in numbered if (f.severity is Severity.ERROR) is wrong]
        if listed:
            lines = (_line(number, finding) for number, finding in listed)
            yield "\n".join([say(title, count=len(listed)), *lines])


def _line(number: int, finding: Finding) -> str:
    where = finding.where
    place = f"{where.sheet} {where.cell}".strip() or _file_name(where.file)
    words = {"message": finding.message, "hint": advice(finding)}
    return say("reminder.fault", number=number, place=place, **words)


def _differences(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield in what files differ, two by two."""
    for finding in findings:
        if finding.code == CONFLICT:
            file = _file_name(finding.where.file)
            yield say("reminder.difference", file=file, message=finding.message)


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def day_text(day: date) -> str:
    """Return 「2023年5月31日（水）」, or its English."""
    return say("board.day", day=day, weekday=say("board.weekdays").split()[day.weekday()])


# ---------------------------------------------------------------- for scripts


def as_data(board: Board) -> dict[str, Any]:
    """Return what the page says as plain data, for `check --json`."""
    about = board.intake.definition.round
    return {
        "schema": 1,
        "round": about.id,
        "deadline": about.deadline.isoformat(),
        "today": board.today.isoformat() if board.today else None,
        "states": {str(state): board.states[state] for state in State},
        "counts": _counts(board.findings),
        "items": {form.id: _share(board.items(form.id)) for form in board.intake.definition.forms},
        "grades": {
            tally_id: {row.choice: row.count for row in tally.rows}
            for tally_id, tally in board.tally.items()
        },
        "departments": [_department(status) for status in board.departments],
        "findings": [finding_as_data(finding) for finding in board.findings],
    }


def _department(status: DepartmentStatus) -> dict[str, Any]:
    return {
        "id": status.department.id,
        "name": status.department.name,
        "state": str(status.state),
        "files": list(status.files),
        "returned": status.returned,
        "items": {form: _share(share) for form, share in status.items.items()},
        "counts": _counts(status.findings),
        "reminder": status.reminder,
    }


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    return {str(severity): count for severity, count in count_by_severity(findings).items()}


def _share(share: Share) -> dict[str, int]:
    return {"complete": share.count, "asked": share.total}


def finding_as_data(finding: Finding) -> dict[str, str]:
    """Return one finding as plain data."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "department": finding.department_id,
        "file": finding.where.file,
        "sheet": finding.where.sheet,
        "cell": finding.where.cell,
        "item": finding.owner_id,
        "message": finding.message,
        "hint": finding.hint,
    }
