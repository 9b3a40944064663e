"""Wrong fillings of any round's templates, by chance: what departments get wrong, as they do.

An operator finds its cell by what the definition says of the column and what was rightly answered.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import cell_at, column_ids, row_of
from shinchoku.intake.questions import Question
from shinchoku.model import Column, Key
from spoiling import cells


@dataclass
class Filling:
    """A right filling being spoiled; every entry is spoiled once at most."""

    book: Workbook
    questions: Sequence[Question]
    answers: Mapping[Key, str]
    dice: random.Random
    spoiled: set[str] = field(default_factory=set)

    def pick(self, suits: Suits) -> Picked | None:
        """Return the cell of a random question and answered column that suits."""
        places = [
            Picked(self, question, column, self.book[question.form.sheet])
            for question in self.questions
            if question.entry.id not in self.spoiled
            for column in question.columns
        ]
        self.dice.shuffle(places)
        picked = next((place for place in places if suits(place) and place.is_there), None)
        if picked:
            self.spoiled.add(picked.question.entry.id)
        return picked


@dataclass(frozen=True)
class Picked:
    """The cell of a line and of a column that it is asked."""

    filling: Filling
    question: Question
    column: Column
    sheet: Worksheet

    @property
    def is_there(self) -> bool:
        return bool(self.row) and self.column.id in column_ids(self.sheet)

    @property
    def row(self) -> int:
        return row_of(self.sheet, self.question.line.id)

    @property
    def cell(self) -> Cell:
        return self.beside(self.column.id)

    @property
    def dice(self) -> random.Random:
        return self.filling.dice

    def beside(self, column: str) -> Cell:
        return cell_at(self.sheet, self.row, column_ids(self.sheet)[column])

    def right(self, column: Column | None = None) -> str:
        return self.filling.answers.get(Key(self.question.line.id, (column or self.column).id), "")


Suits = Callable[[Picked], bool]
Operator = Callable[[Filling], bool]
OPERATORS: list[Operator] = []


def operator(suits: Suits) -> Callable[[Callable[[Picked], object]], Operator]:
    """Make an operator of what is done to a cell that suits; it says whether there was one."""

    def add(do: Callable[[Picked], object]) -> Operator:
        def spoil(filling: Filling) -> bool:
            picked = filling.pick(suits)
            if picked:
                do(picked)
            return bool(picked)

        spoil.__name__ = do.__name__
        OPERATORS.append(spoil)
        return spoil

    return add


def of_account(place: Picked) -> bool:
    """Whether a column is where every line says in words what was done."""
    return place.column.required and not place.column.is_choice


def explains(place: Picked) -> bool:
    return bool(place.right()) and any(
        place.right(asking) in codes for asking, codes in place.question.form.needing(place.column)
    )


def is_done(place: Picked) -> bool:
    idle = place.column.only_when_nothing
    return bool(idle) and place.right() in set(place.column.codes) - set(idle)


@operator(lambda place: place.column.required)
def blank_an_answer(place: Picked) -> None:
    place.cell.value = place.dice.choice(cells.BLANKS)


@operator(lambda place: bool(place.column.grades))
def wrong_grade(place: Picked) -> None:
    place.cell.value = place.dice.choice(cells.NO_GRADES)


@operator(lambda place: bool(place.column.choices and place.right()))
def wrong_reason(place: Picked) -> None:
    place.cell.value = cells.NO_REASON


@operator(explains)
def no_explanation(place: Picked) -> None:
    place.cell.value = None


@operator(is_done)
def nothing_though_planned(place: Picked) -> None:
    place.cell.value = next(iter(place.column.only_when_nothing))


@operator(lambda place: bool(place.right()) and not place.column.is_choice)
def struck_text(place: Picked) -> None:
    text, old = place.right(), "前の文"
    pieces = place.dice.choice([(text, old), (old, text), (old,)])
    place.cell.value = cells.struck(*pieces, old=old)


@operator(of_account)
def no_text(place: Picked) -> None:
    cells.put_nothing_legible(place.cell, place.dice)


@operator(of_account)
def locked_text(place: Picked) -> None:
    given = [c.id for c in place.question.form.given if c.id in column_ids(place.sheet)]
    place.beside(place.dice.choice(given)).value = place.dice.choice([None, "書き換えた文"])


@operator(of_account)
def row_deleted(place: Picked) -> None:
    place.sheet.delete_rows(place.row)


@operator(of_account)
def id_erased(place: Picked) -> None:
    place.sheet.cell(place.row, 1).value = place.dice.choice([None, "P99-99"])


@operator(of_account)
def row_repeated(place: Picked) -> None:
    cells.copy_row_below(place.sheet, place.row)


def column_deleted(filling: Filling) -> bool:
    if filling.spoiled:  # a deleted grade would hide what its item lacks
        return False
    form = filling.dice.choice(sorted({q.form.sheet for q in filling.questions}))
    columns = column_ids(filling.book[form])
    answered = {c.id for q in filling.questions if q.form.sheet == form for c in q.columns}
    deleted = filling.dice.choice(sorted(answered & columns.keys()))
    filling.book[form].delete_cols(columns[deleted])
    filling.spoiled |= {q.entry.id for q in filling.questions}
    return True


def unconfirmed(filling: Filling) -> bool:
    cells.unconfirm(filling.book)
    return True


OPERATORS += [column_deleted, unconfirmed]


def fill_wrongly(filling: Filling) -> list[str]:
    """Do one to six things, and perhaps paste over all of it; return what was done."""
    operators = filling.dice.sample(OPERATORS, filling.dice.randint(1, 6))
    names = [operator.__name__ for operator in operators if operator(filling)]
    if filling.dice.random() < 0.5:
        cells.paste_over(filling.book)
        names.append("paste_over")
    return names
