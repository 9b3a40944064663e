"""Drafts of mails that a clerk opens and sends: who gets one, and with which workbook.

In go the departments that a template was written for, or the board; out come .eml files. They bear
the day of issue, or that on which reminders are written: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shinchoku.followup.letters import REQUEST, Letter, MailText, draft_path, request
from shinchoku.followup.mail import Attachment, Mail, as_eml
from shinchoku.identity import template_file_name
from shinchoku.records import dataclass
from shinchoku.words import words

if TYPE_CHECKING:
    from shinchoku.followup.board import Board

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts written, and how many of them are to a department without an address."""

    files: tuple[Path, ...] = ()
    unaddressed: int = 0


def write_requests(folder: Path, letters: Iterable[Letter]) -> Drafts:
    """Write the mail that each template goes with, beside it; `folder` has the templates."""
    return _written(map(partial(_request, folder), letters))


def write_reminders(folder: Path, board: Board, build: Path) -> Drafts:
    """Write the mail to each department that has something open, below a folder.

    `build` has the returned workbooks, which go with them.
    """
    return _written(
        _Draft(
            path=folder / status.draft,
            letter=Letter(board.intake.definition, status.department, board.today),
            text=status.letter,
            workbook=build / status.returned if status.returned else None,
        )
        for status in board.departments
        if status.letter
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    path: Path
    letter: Letter
    text: MailText
    workbook: Path | None

    def mail(self) -> Mail:
        department, about = self.letter.department, self.letter.definition.round
        return Mail(
            to=department.mail,
            name=department.name,
            subject=self.text.subject,
            body=self.text.body,
            day=self.letter.today or about.issued,
            attachments=(_attached(self.workbook),) if self.workbook else (),
        )


def _request(folder: Path, letter: Letter) -> _Draft:
    say = words(letter.definition.round.language)
    return _Draft(
        path=folder / draft_path(say, letter.department, REQUEST),
        letter=letter,
        text=request(letter),
        workbook=folder / template_file_name(letter.department),
    )


def _attached(workbook: Path) -> Attachment:
    return Attachment(workbook.name, _WORKBOOK, workbook.read_bytes())


def _written(drafts: Iterable[_Draft]) -> Drafts:
    files, unaddressed = [], 0
    for draft in drafts:
        mail = draft.mail()
        draft.path.parent.mkdir(exist_ok=True)
        draft.path.write_bytes(as_eml(mail))
        files.append(draft.path)
        unaddressed += not mail.to
    return Drafts(tuple(files), unaddressed)
