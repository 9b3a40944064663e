"""Reminders: what is open in a department goes in; the mail that asks for it comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shinchoku.findings import Finding, Severity
from shinchoku.followup.returned import ToCorrect, advice
from shinchoku.intake.rules.files import conflicting, missing
from shinchoku.model import Definition, Department
from shinchoku.normal import spelled_out
from shinchoku.words import Listed, Message, Words, words

_TO_REPLY = timedelta(days=7)
_WEEKEND = (5, 6)


class State(StrEnum):
    """How far a department is; the worst first."""

    OVERDUE = "overdue"  # nothing came, and the deadline is over
    MISSING = "missing"  # nothing came yet
    CONFLICTING = "conflicting"  # files that disagree came: none of them counts
    ERRORS = "errors"  # what came has to be corrected
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom a mail is to, and on which day it is written, if that is known."""

    definition: Definition
    department: Department
    today: date | None

    @property
    def reply_by(self) -> date:
        """The day by which an answer is asked for: the deadline, but never under a week away."""
        deadline = self.definition.deadline_of(self.department)
        if self.today is None or self.today + _TO_REPLY <= deadline:
            return deadline
        day = self.today + _TO_REPLY
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() in _WEEKEND else 0)


def reminder(
    letter: Letter,
    state: State,
    asked: Sequence[ToCorrect],
    findings: Sequence[Finding],
    files: Sequence[str],
) -> str:
    """Return a mail that asks a department for what is open, its subject first.

    `asked` is what its returned workbook asks for, `files` are the names of what it has sent.
    """
    about = letter.definition.round
    say = words(about.language)
    values = {
        "name": letter.department.name,
        "title": about.title,
        "contact": about.contact,
        "deadline": about.day(say, letter.definition.deadline_of(letter.department)),
        "reply": about.day(say, letter.reply_by),
        "files": Listed((Message("reminder.file", file=file) for file in files), "lines"),
    }
    differ = state is State.CONFLICTING
    paragraphs = [
        say(f"reminder.subject.{state}", **values),
        say("reminder.greeting", **values),
        say(f"reminder.{state}", **values),
        *(say("reminder.lying", found=f.also) for f in findings if f.rule is missing and f.also),
        *(_differences(say, findings) if differ else _listed(say, asked)),
        say("reminder.closing", **values),
    ]
    return "\n\n".join(paragraphs)


def _listed(say: Words, asked: Sequence[ToCorrect]) -> Iterator[str]:
    """Yield what is to be corrected and what to be looked at, numbered as in the workbook."""
    numbered = list(enumerate((each.finding for each in asked), start=1))
    for title, wrong in (("reminder.wrong", True), ("reminder.doubtful", False)):
        listed = [(n, f) for n, f in numbered if (f.severity is Severity.ERROR) is wrong]
        if listed:
            lines = (_line(say, number, finding) for number, finding in listed)
            yield "\n".join([say(title, count=len(listed)), *lines])


def _line(say: Words, number: int, finding: Finding) -> str:
    where = finding.where
    place = f"{where.sheet} {where.cell}".strip() or _file_name(where.file)
    hint = advice(say, finding)
    return say("reminder.fault", number=number, place=place, message=finding.message, hint=hint)


def _differences(say: Words, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield in what files differ, two by two."""
    for finding in findings:
        if finding.rule is conflicting:
            file = _file_name(finding.where.file)
            yield say("reminder.difference", file=file, message=finding.message)


def _file_name(path: str) -> str:
    return spelled_out(path.rpartition("/")[2])
