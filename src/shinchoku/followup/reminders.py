"""Reminders: what is open in a department goes in; the mail that asks for it comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from shinchoku.findings import Finding, Severity
from shinchoku.followup.letters import Letter, MailText
from shinchoku.followup.returned import ToCorrect, advice
from shinchoku.intake.rules.files import conflicting, missing
from shinchoku.normal import spelled_out
from shinchoku.words import Listed, Message, Words, words


class State(StrEnum):
    """How far a department is; the worst first."""

    OVERDUE = "overdue"  # nothing came, and the deadline is over
    MISSING = "missing"  # nothing came yet
    CONFLICTING = "conflicting"  # files that disagree came: none of them counts
    ERRORS = "errors"  # what came has to be corrected
    FINE = "fine"


def reminder(
    letter: Letter,
    state: State,
    asked: Sequence[ToCorrect],
    findings: Sequence[Finding],
    files: Sequence[str],
) -> MailText:
    """Return a mail that asks a department for what is open.

    `asked` is what its returned workbook asks for, `files` are the names of what it has sent.
    """
    say, values = words(letter.definition.round.language), letter.values
    told = say.tell(Listed((Message("reminder.file", file=file) for file in files), "lines"))
    differ = state is State.CONFLICTING
    found = (
        *(say("reminder.lying", found=f.also) for f in findings if f.rule is missing and f.also),
        *(_differences(say, findings) if differ else _listed(say, asked)),
    )
    paragraphs = [
        say("reminder.greeting", **values),
        say(f"reminder.{state}", **values, files=told),
        *found,
        say("reminder.closing", **values),
    ]
    usual = MailText(say(f"reminder.subject.{state}", **values), "\n\n".join(paragraphs))
    return letter.worded(state, usual, files=told, findings="\n\n".join(found))


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
