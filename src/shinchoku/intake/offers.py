"""A finding that a decision solves goes in; commands come out, to be pasted as they are."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from shinchoku.findings import Decision, Finding
from shinchoku.intake.questions import Intake
from shinchoku.normal import spelled_out
from shinchoku.words import words

_MOST = 5  # of a department's files: each of further ones goes the same way
_PLAIN = re.compile(r"[\w./:][\w./:-]*")  # what no shell takes for anything but itself
_READ_IN_QUOTES = re.compile(r'["$`!\\“”„]')  # what one shell or another takes for something there
# What breaks out of single quotes: cmd.exe has none, curly ones end them in PowerShell.
_BREAKS_OUT = re.compile("[&|<>^‘’‚‛]|%.*%")
_VERBS = {Decision.CHOOSE: "accept", Decision.LEAVE_OUT: "exclude"}


class Offer(NamedTuple):
    """A decision that solves a finding: of which file, and why, as far as the finding knows."""

    verb: str  # accept, exclude, undo
    file: str
    reason: str  # "" for what needs none


def offers(intake: Intake, finding: Finding) -> tuple[Offer, ...]:
    """Return the decisions that solve a finding, any one of them; none where no decision does."""
    decision = finding.solved_by
    if decision is None:
        return ()
    verb = _VERBS.get(decision, str(decision))
    say = words(intake.definition.round.language)
    reason = "" if decision is Decision.UNDO else say("offer.reason", code=finding.code)
    names = [PurePosixPath(file).name for file in _files(intake, finding)][:_MOST]
    return tuple(Offer(verb, name, reason) for name in names)


def commands(intake: Intake, finding: Finding, place: str) -> tuple[str, ...]:
    """Return the commands that solve a finding, any one of them; none where no decision does.

    `place` is the round's folder as a command names it. A name that cannot be seen gets no command,
    nor one that no quotes hold in every shell.
    """
    return tuple(
        f"shinchoku {offer.verb} {quoted(place)} {quoted(offer.file)}"
        + (f' --reason "{offer.reason}"' if offer.reason else "")
        for offer in offers(intake, finding)
        if spelled_out(offer.file) == offer.file and is_held(offer.file)
    )


def _files(intake: Intake, finding: Finding) -> Iterator[str]:
    """Yield the files that may be decided of: the finding's own, or all of its department's."""
    if finding.solved_by in _VERBS:
        for file in intake.distinct(intake.by_department[finding.department_id]):
            yield file.file
    else:
        yield finding.where.file


def commands_in_build(folder: Path, intake: Intake) -> Callable[[Finding], tuple[str, ...]]:
    """Return what a build says of the commands that solve a finding.

    It names the round as it was typed, or by its id where that is absolute: what is made of the
    same input has the same bytes, wherever it lies.
    """
    place = intake.definition.round.id if folder.is_absolute() else folder.as_posix()
    return partial(commands, intake, place=place)


def is_held(name: str) -> bool:
    """Whether quotes hold a name in every shell, so that nothing in it is run."""
    return not (_READ_IN_QUOTES.search(name) and _BREAKS_OUT.search(name))


def quoted(text: str) -> str:
    """Return a text as one word of a command: in quotes that all shells read alike if they can.

    cmd.exe knows no single quotes; sh and PowerShell read within double ones.
    """
    safe = f"./{text}" if text.startswith("-") else text
    if _PLAIN.fullmatch(safe):
        return safe
    return shlex.quote(safe) if _READ_IN_QUOTES.search(safe) else f'"{safe}"'
