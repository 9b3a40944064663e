"""Fills templates wrongly at random, as people do, and corrects what a returned workbook asks for.

A department's right filling goes in; a `Trial` is one wrong filling of it, its returned workbook,
and the corrections typed in at the faulty cells only.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Protection
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import column_ids, opened
from shinchoku.definition import load
from shinchoku.findings import Finding
from shinchoku.followup.returned import is_for_department, write_returned
from shinchoku.intake.ledger import select
from shinchoku.intake.merge import merge
from shinchoku.intake.questions import Intake, Question
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import read_submission
from shinchoku.model import Column, Definition, Key
from shinchoku.templates.style import FAULT
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
            fillings.append(Right(path, definition, questions, answers, about))
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


# ---------------------------------------------------------------- one wrong filling


@dataclass
class Sheets:
    """A workbook being spoiled; every entry is spoiled once at most."""

    book: Workbook
    right: Right
    dice: random.Random
    spoiled: set[str] = field(default_factory=set)

    def pick(
        self, suits: Callable[[Question, Column], bool]
    ) -> tuple[Worksheet, Cell, Question, Column] | None:
        """Return the cell of a random question and answered column that suits."""
        places = [
            (question, column)
            for question in self.right.questions
            if question.entry.id not in self.spoiled
            for column in question.columns
            if suits(question, column)
        ]
        self.dice.shuffle(places)
        for question, column in places:
            sheet = self.book[question.form.sheet]
            row, columns = row_of(sheet, question.line.id), column_ids(sheet)
            if row and column.id in columns:
                self.spoiled.add(question.entry.id)
                cell = sheet.cell(row, columns[column.id])
                assert isinstance(cell, Cell)
                return sheet, cell, question, column
        return None

    def text(self, question: Question, column: Column) -> str:
        return self.right.answers.get(Key(question.line.id, column.id), "")


Operator = Callable[[Sheets], bool]


def row_of(sheet: Worksheet, owner: str) -> int:
    rows = (row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value == owner)
    return next(rows, 0)


def of_account(_: Question, column: Column) -> bool:
    """Whether a column is where every line says in words what was done."""
    return column.required and not column.is_choice


def blank_an_answer(sheets: Sheets) -> bool:
    found = sheets.pick(lambda _, c: c.required)
    if found:
        found[1].value = sheets.dice.choice([None, "　", " "])
    return bool(found)


def wrong_grade(sheets: Sheets) -> bool:
    found = sheets.pick(lambda _, c: bool(c.grades))
    if found:
        found[1].value = sheets.dice.choice(["優", "Z", "?", 5])
    return bool(found)


def wrong_reason(sheets: Sheets) -> bool:
    found = sheets.pick(lambda q, c: bool(c.choices and sheets.text(q, c)))
    if found:
        found[1].value = "雨のため"
    return bool(found)


def no_explanation(sheets: Sheets) -> bool:
    def explains(question: Question, column: Column) -> bool:
        return bool(sheets.text(question, column)) and any(
            sheets.text(question, asking) in codes
            for asking, codes in question.form.needing(column)
        )

    found = sheets.pick(explains)
    if found:
        found[1].value = None
    return bool(found)


def nothing_though_planned(sheets: Sheets) -> bool:
    def is_done(question: Question, column: Column) -> bool:
        code = sheets.text(question, column)
        idle = column.only_when_nothing
        return bool(idle) and code in column.codes and code not in idle

    found = sheets.pick(is_done)
    if found:
        found[1].value = next(iter(found[3].only_when_nothing))
    return bool(found)


def struck_text(sheets: Sheets) -> bool:
    found = sheets.pick(lambda q, c: not c.is_choice and bool(sheets.text(q, c)))
    if found:
        text = sheets.text(found[2], found[3])
        old = TextBlock(InlineFont(strike=True), "前の文")
        pieces = ([text, old], [old, text], [old])
        found[1].value = CellRichText(*sheets.dice.choice(pieces))
    return bool(found)


def no_text(sheets: Sheets) -> bool:
    """A formula without a result, an error value, or a date."""
    found = sheets.pick(of_account)
    if found:
        value = sheets.dice.choice(["=1+1", "#REF!", date(2023, 1, 2)])
        found[1].value = value
        if isinstance(value, date):
            found[1].number_format = "m/d"
    return bool(found)


def locked_text(sheets: Sheets) -> bool:
    found = sheets.pick(of_account)
    if found:
        sheet, cell, question, _ = found
        given = [c for c in question.form.given if c.id in column_ids(sheet)]
        column = sheets.dice.choice(given)
        place = sheet.cell(cell.row, column_ids(sheet)[column.id])
        assert isinstance(place, Cell)
        place.value = sheets.dice.choice([None, "書き換えた文"])
    return bool(found)


def row_deleted(sheets: Sheets) -> bool:
    found = sheets.pick(of_account)
    if found:
        found[0].delete_rows(found[1].row)
    return bool(found)


def id_erased(sheets: Sheets) -> bool:
    found = sheets.pick(of_account)
    if found:
        place = found[0].cell(found[1].row, 1)
        assert isinstance(place, Cell)
        place.value = sheets.dice.choice([None, "P99-99"])
    return bool(found)


def row_repeated(sheets: Sheets) -> bool:
    found = sheets.pick(of_account)
    if found:
        sheet, cell, _, _ = found
        last = sheet.max_row + 1
        for index in range(1, sheet.max_column + 1):
            copy = sheet.cell(last, index)
            assert isinstance(copy, Cell)
            copy.value = sheet.cell(cell.row, index).value
    return bool(found)


def column_deleted(sheets: Sheets) -> bool:
    if sheets.spoiled:  # a deleted grade would hide what its item lacks
        return False
    form = sheets.dice.choice(sorted({q.form.sheet for q in sheets.right.questions}))
    sheet = sheets.book[form]
    columns = column_ids(sheet)
    answered = {c.id for q in sheets.right.questions if q.form.sheet == form for c in q.columns}
    sheet.delete_cols(columns[sheets.dice.choice(sorted(answered & columns.keys()))])
    sheets.spoiled |= {q.entry.id for q in sheets.right.questions}
    return True


def unconfirmed(sheets: Sheets) -> bool:
    sheet = sheets.book[ABOUT_SHEET]
    place = sheet.cell(row_of(sheet, "confirmed_by"), column_ids(sheet)["value"])
    assert isinstance(place, Cell)
    place.value = None
    return True


OPERATORS: tuple[Operator, ...] = (
    blank_an_answer,
    wrong_grade,
    wrong_reason,
    no_explanation,
    nothing_though_planned,
    struck_text,
    no_text,
    locked_text,
    row_deleted,
    id_erased,
    row_repeated,
    column_deleted,
    unconfirmed,
)


def paste_over(book: Workbook) -> None:
    """Destroy what a paste from another sheet destroys: formats, drop-downs, locks."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.data_validations.dataValidation = []
            sheet.conditional_formatting = ConditionalFormattingList()
            sheet.protection.sheet = False
            for row in sheet.iter_rows(min_row=3):
                for cell in row:
                    if isinstance(cell, Cell) and not cell.is_date:
                        cell.style = "Normal"
                        cell.protection = Protection(locked=False)


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
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    wrong = folder / f"{seed}_{right.path.name}"
    shutil.copyfile(right.path, wrong)
    with opened(wrong) as book:
        sheets = Sheets(book, right, dice)
        operators = dice.sample(OPERATORS, dice.randint(1, 6))
        names = [operator.__name__ for operator in operators if operator(sheets)]
        if dice.random() < 0.5:
            paste_over(book)
            names.append("paste_over")
    intake = intake_of(right.definition, wrong)
    out = folder / f"returned_{seed}"
    out.mkdir()
    files = write_returned(out, intake, check(intake)).files
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
    faults = [f"{finding.code} {ja(finding.message)}" for finding in faults_of(intake)]
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
        sheet.cell(cell.row, cell.column - 1).value: cell.hyperlink.location
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
