"""What the planning section decides: an intake and a file's name go in, a record comes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

from shinchoku.failures import DecisionError
from shinchoku.intake.folder import SUBMITTED, by_bytes, printable_name
from shinchoku.intake.ledger import DIGITS, Event, Record, about
from shinchoku.intake.questions import Intake
from shinchoku.intake.submissions import Submission
from shinchoku.normal import spelled_out
from shinchoku.words import Listed, Message


def decision(intake: Intake, event: Event, name: str, reason: str) -> Record:
    """Return the record of a file that is accepted or excluded. Raises DecisionError."""
    if not reason.strip():
        raise DecisionError(Message("error.no_reason"))
    files, shown = _named(intake.all_files, Path(name).name), spelled_out(name)
    if not files:
        raise DecisionError(Message("error.no_submission", name=shown, folder=SUBMITTED))
    if len(files) > 1:
        alike = (
            Message(
                "error.one_of_several", name=spelled_out(file.file), sha256=file.sha256[:DIGITS]
            )
            for file in files
        )
        names = Listed(alike, "nothing")
        raise DecisionError(Message("error.several_submissions", name=shown, names=names))
    (file,) = files
    if event == "accepted" and not intake.belongs(file):
        raise DecisionError(Message("error.not_acceptable", name=spelled_out(file.file)))
    return about(event, file, reason=reason)


def _named(files: Sequence[Submission], name: str) -> Sequence[Submission]:
    """Return the file of this very name, or those whose names look like it.

    Where a name is in other bytes, what is typed on a terminal may be these or what is printed.
    """
    for called in (by_bytes(name), printable_name(name)):
        for file in files:
            if file.file.rpartition("/")[2] == called:
                return [file]
    wanted = normalize("NFC", spelled_out(printable_name(name)))
    return [file for file in files if normalize("NFC", file.name) == wanted]
