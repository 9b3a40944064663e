"""The way back: a wrong filling, its returned workbook, and what comes of correcting that.

A department's right filling goes in; a `Trial` is one wrong filling of it, its returned workbook,
and the corrections typed in at the faulty cells only.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import cell_of, column_ids, opened
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.findings import Finding
from shinchoku.followup.returned import Returned, is_for_department, to_correct, write_returned
from shinchoku.intake.ledger import select
from shinchoku.intake.merge import merge
from shinchoku.intake.questions import Intake, Question
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import read_submission
from shinchoku.model import Definition, Key
from shinchoku.templates.style import FAULT
from spoiling.wrong_fillings import Filling, fill_wrongly
from telling import ja

REQUEST = "修正のお願い"
ABOUT_SHEET = "記入要領"


@dataclass(frozen=True)
class Right:
    """A department's right filling: its file, what was asked, and what was answered."""

    path: Path
    definition: Definition
    questions: tuple[Question, ...]
    answers: Mapping[Key, str]
    about: Mapping[str, str]
    told: Sequence[str] = ()  # what the department is asked about though nothing is wrong


def right_fillings(folder: Path, most_rows: int = 1000) -> list[Right]:
    """Return the filled templates of a round that have no more than so many rows."""
    definition = load(folder)
    fillings = []
    for path in sorted((folder / "submitted").iterdir()):
        intake = intake_of(definition, path)
        (received,) = intake.received
        questions = tuple(intake.asked(received.department_id))
        if len(questions) <= most_rows:
            answers = submitted(intake)
            about = received.files[0].about
            fillings.append(Right(path, definition, questions, answers, about, told(intake)))
    return fillings


def intake_of(definition: Definition, *paths: Path) -> Intake:
    kept, aside = select([read_submission(path, path.name) for path in paths], {})
    return Intake(definition, kept, aside)


def submitted(intake: Intake) -> dict[Key, str]:
    return {key: value.text for key, value in merge(intake)[0].submitted.items()}


def faults_of(intake: Intake) -> list[Finding]:
    """Return what the department would be asked to correct."""
    (received,) = intake.received
    return [
        finding
        for finding in check(intake)
        if finding.department_id == received.department_id and is_for_department(finding)
    ]


def told(intake: Intake) -> list[str]:
    return [f"{finding.code} {ja(finding.message)}" for finding in faults_of(intake)]


# ---------------------------------------------------------------- what goes back


def returned_from(folder: Path, out: Path) -> Returned:
    """Write the returned workbooks of a round into a new folder."""
    out.mkdir()
    checked = pipeline.examine(folder)
    return write_returned(out, checked.intake, to_correct(checked.intake, checked.findings))


def only_one(folder: Path, out: Path) -> Path:
    """Write the one returned workbook that a round gives."""
    (path,) = returned_from(folder, out).files
    return path


def advice(book: Workbook, owner: str) -> str:
    """Return what stands beside a row of a returned workbook."""
    return str(cell_of(book, owner, "_advice").value or "")


# ---------------------------------------------------------------- the way back


@dataclass(frozen=True)
class Trial:
    """One wrong filling on its way: what was done to it, the file, its returned workbook."""

    right: Right
    operators: tuple[str, ...]
    wrong: Path
    returned: Path


def spoil(right: Right, folder: Path, seed: int) -> Trial | None:
    """Fill a template wrongly and write its returned workbook; None if nothing is wrong."""
    wrong = folder / f"{seed}_{right.path.name}"
    shutil.copyfile(right.path, wrong)
    with opened(wrong) as book:
        dice = random.Random(seed)  # noqa: S311 - a test's dice
        names = fill_wrongly(Filling(book, right.questions, right.answers, dice))
    intake = intake_of(right.definition, wrong)
    out = folder / f"returned_{seed}"
    out.mkdir()
    files = write_returned(out, intake, to_correct(intake, check(intake))).files
    return Trial(right, tuple(names), wrong, files[0]) if files else None


def faulty_cells(book: Workbook) -> Iterator[tuple[Worksheet, Key, Cell]]:
    """Yield the coloured cells that can be changed, with the ids of their row and column."""
    for sheet in book.worksheets:
        columns = {column: name for name, column in column_ids(sheet).items()}
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                color = str(cell.fill.fgColor.rgb)[-6:]
                if isinstance(cell, Cell) and color == FAULT and not cell.protection.locked:
                    owner = str(sheet.cell(cell.row, 1).value)
                    yield sheet, Key(owner, columns[cell.column]), cell


def correct(path: Path, right: Right) -> int:
    """Type the right text into the faulty cells, and nowhere else; return how many there are."""
    count = 0
    with opened(path) as book:
        for sheet, key, cell in faulty_cells(book):
            about = sheet.title == ABOUT_SHEET
            text = right.about.get(key.owner_id) if about else right.answers.get(key)
            cell.value = text
            if text:
                cell.data_type = "s"
            count += 1
    return count


def still_wrong(path: Path, trial: Trial) -> str:
    """Say what is still wrong after the corrections, which lie beside the original."""
    right = trial.right
    intake = intake_of(right.definition, trial.wrong, path)
    if [file.file for file in intake.submissions] != [path.name]:
        return f"counts: {intake.submissions}"
    faults = [fault for fault in told(intake) if fault not in right.told]
    found = submitted(intake)
    differing = [
        f"{key}: {right.answers.get(key)!r} / {found.get(key)!r}"
        for key in sorted(right.answers.keys() | found.keys())
        if right.answers.get(key) != found.get(key)
    ]
    return "\n".join(faults + differing)


def links(path: Path) -> dict[int, str]:
    """Return the number of every correction and the place its link leads to."""
    sheet = load_workbook(path)[REQUEST]
    return {
        int(str(number.value)): str(cell.hyperlink.location)
        for row in sheet.iter_rows()
        for number, cell in pairwise(row)
        if cell.hyperlink
    }
