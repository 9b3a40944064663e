"""What the planning section decides: an intake and a file's name go in, a record comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from shinchoku.definition.problems import nearest
from shinchoku.failures import DecisionError, UnclearNameError
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
from shinchoku.words import Listed, Message

_MOST_CANDIDATES = 5


def decision(intake: Intake, event: Decided, name: str, reason: str, by: str) -> Record:
    """Return the record of a file that is accepted or excluded. Raises DecisionError."""
    if not reason.strip():
        raise DecisionError(Message("error.no_reason"))
    files = {file.file: file for file in intake.all_files}
    file = files[_named(name, list(files), files)]
    if event == "accepted" and not intake.belongs(file):
        raise DecisionError(Message("error.not_acceptable", name=spelled_out(file.file)))
    return about(event, file, reason=reason, by=by)


def undo(intake: Intake, records: Sequence[Record], name: str, by: str) -> Record:
    """Return the record that takes back what was last decided of a file. Raises DecisionError.

    The file may be gone meanwhile: what was decided of it would hold again if it came back.
    """
    files = {file.file: file for file in intake.all_files}
    wanted = _named(name, [*files, *dict.fromkeys(r.name for r in records)], files)
    last = last_decision(records, wanted)
    if last is not None:
        return undoing(last, by)
    undone = [record for record in records if record.event == "undone" and record.name == wanted]
    if undone:
        day, _, time = undone[-1].at[:16].partition("T")
        raise DecisionError(Message("error.undone", name=spelled_out(wanted), at=f"{day} {time}"))
    raise DecisionError(Message("error.undecided", name=spelled_out(wanted)))


def _named(name: str, files: Iterable[str], contents: Mapping[str, Submission]) -> str:
    """Return the one file that somebody means.

    Raises UnclearNameError where several may be meant, DecisionError where none is like it.
    """
    known = tuple(dict.fromkeys(files))
    found = _like(known, Path(name).name)
    if not found:
        said = Message("error.no_submission", name=spelled_out(name), folder=SUBMITTED)
        near = _candidates(Path(name).name, known)
        if not near:
            raise DecisionError(said)
        offered = Listed(map(spelled_out, near), "quoted", most=_MOST_CANDIDATES)
        raise UnclearNameError(said + Message("did_you_mean", name=offered), name, near)
    if len(found) > 1:
        alike = (
            Message(
                "error.one_of_several",
                name=spelled_out(file),
                sha256=contents[file].sha256[:DIGITS] if file in contents else "",
            )
            for file in found
        )
        told = Message(
            "error.several_submissions", name=spelled_out(name), names=Listed(alike, "nothing")
        )
        raise UnclearNameError(told, name, tuple(PurePosixPath(file).name for file in found))
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


def _candidates(name: str, files: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the files that have what was typed in theirs, or are like it.

    A clerk often types a department's id alone, with an ending or without.
    """
    names = [PurePosixPath(file).name for file in files]
    typed = canonical(printable_name(name)).casefold()
    for part in (typed, PurePosixPath(typed).stem):
        near = [each for each in names if part and part in canonical(spelled_out(each)).casefold()]
        if near:
            return tuple(near)
    shown = {spelled_out(each): each for each in names}
    like = nearest(printable_name(name), shown)
    return (shown[like],) if like else ()
