"""What the planning section decides: an intake and a file's name go in, a record comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from shinchoku.definition.problems import nearest
from shinchoku.failures import DecisionError
from shinchoku.intake.folder import SUBMITTED, by_bytes, printable_name
from shinchoku.intake.ledger import (
    DIGITS,
    Decided,
    Record,
    about,
    last_decision,
    undoing,
)
from shinchoku.intake.questions import Intake
from shinchoku.intake.submissions import Submission
from shinchoku.normal import canonical, spelled_out
from shinchoku.words import EMPTY, Listed, Message, Text

_MOST_CANDIDATES = 5


def decision(intake: Intake, event: Decided, name: str, reason: str) -> Record:
    """Return the record of a file that is accepted or excluded. Raises DecisionError."""
    if not reason.strip():
        raise DecisionError(Message("error.no_reason"))
    files = {file.file: file for file in intake.all_files}
    file = files[_named(name, list(files), files)]
    if event == "accepted" and not intake.belongs(file):
        raise DecisionError(Message("error.not_acceptable", name=spelled_out(file.file)))
    return about(event, file, reason=reason)


def undo(intake: Intake, records: Sequence[Record], name: str) -> Record:
    """Return the record that takes back what was last decided of a file. Raises DecisionError.

    The file may be gone meanwhile: what was decided of it would hold again if it came back.
    """
    files = {file.file: file for file in intake.all_files}
    wanted = _named(name, [*files, *dict.fromkeys(r.name for r in records)], files)
    last = last_decision(records, wanted)
    if last is not None:
        return undoing(last)
    undone = [record for record in records if record.event == "undone" and record.name == wanted]
    if undone:
        day, _, time = undone[-1].at[:16].partition("T")
        raise DecisionError(Message("error.undone", name=spelled_out(wanted), at=f"{day} {time}"))
    raise DecisionError(Message("error.undecided", name=spelled_out(wanted)))


def _named(name: str, files: Iterable[str], contents: Mapping[str, Submission]) -> str:
    """Return the one file that somebody means; DecisionError, with what it may be, otherwise."""
    known = tuple(dict.fromkeys(files))
    found = _like(known, Path(name).name)
    if not found:
        said = Message("error.no_submission", name=spelled_out(name), folder=SUBMITTED)
        raise DecisionError(said + _candidates(Path(name).name, known))
    if len(found) > 1:
        alike = (
            Message(
                "error.one_of_several",
                name=spelled_out(file),
                sha256=contents[file].sha256[:DIGITS] if file in contents else "",
            )
            for file in found
        )
        names = Listed(alike, "nothing")
        raise DecisionError(
            Message("error.several_submissions", name=spelled_out(name), names=names)
        )
    return found[0]


def _like(files: Sequence[str], name: str) -> Sequence[str]:
    """Return the file of this very name, or those whose names look like it.

    Where a name is in other bytes, what is typed on a terminal may be these or what is printed.
    """
    for called in (by_bytes(name), printable_name(name)):
        for file in files:
            if PurePosixPath(file).name == called:
                return [file]
    wanted = _as_shown(printable_name(name))
    return [file for file in files if _as_shown(PurePosixPath(file).name) == wanted]


def _as_shown(name: str) -> str:
    return normalize("NFC", spelled_out(name))


def _candidates(name: str, files: Sequence[str]) -> Text:
    """Return a question that offers the files that have what was typed in their names, or like it.

    A clerk often types a department's id alone, or leaves out the ending.
    """
    names = [spelled_out(PurePosixPath(file).name) for file in files]
    typed = canonical(printable_name(name)).casefold()
    near = [each for each in names if typed and typed in canonical(each).casefold()]
    near = near or list(filter(None, [nearest(printable_name(name), names)]))
    offered = Listed(near, "quoted", most=_MOST_CANDIDATES)
    return Message("did_you_mean", name=offered) if near else EMPTY
