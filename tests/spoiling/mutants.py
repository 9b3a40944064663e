"""What a person makes of a row of the filled tiny round, by chance, and what must come of it.

Tests run some hundred of these, `bench/mutate.py` thousands. An operator names the findings that
must come of it and what every answer is afterwards: from what the rules are for, not from a run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import Value, cell_at, column_ids, opened
from shinchoku.model import Key
from spoiling import cells
from spoiling.folders import SHEET, A, B

SEED = 20310630

ACTUAL, START, REASON, GRADE, NOTE = ("done", "start", "why", "achieved", "remarks")
ANSWERS = (ACTUAL, START, REASON, GRADE, NOTE)


@dataclass(frozen=True)
class Row:
    """One row of the form, as whoever fills it in sees it."""

    book: Workbook
    number: int
    chance: random.Random

    @property
    def sheet(self) -> Worksheet:
        sheet = self.book[SHEET]
        assert isinstance(sheet, Worksheet)
        return sheet

    @cached_property
    def columns(self) -> Mapping[str, int]:
        return column_ids(self.sheet)

    @cached_property
    def owner(self) -> str:
        return str(self.sheet.cell(self.number, 1).value)

    def cell(self, column: str) -> Cell:
        return cell_at(self.sheet, self.number, self.columns[column])

    def type(self, column: str, value: Value) -> Mapping[str, str]:
        """Type something that is read as it stands."""
        self.cell(column).value = value
        return {column: "" if value is None else str(value)}


Places = Sequence[tuple[str, int]]
ROWS: Places = ((A, 7), (A, 8), (A, 9), (B, 7), (B, 8))
OPEN_ROWS: Places = ((A, 7), (A, 8), (A, 9), (B, 8))  # on B's first nothing was planned and done
FIRST_ROWS: Places = ((A, 7), (A, 8), (B, 7), (B, 8))  # of items: with grades, reasons and notes
LATER_ROWS: Places = ((A, 8), (A, 9), (B, 8))
SECOND_LINE: Places = ((A, 9),)
WITH_NOTE: Places = ((A, 7),)  # its grade asks for one
WITH_REASON: Places = ((B, 7),)  # likewise; and nothing was planned or done
STARTED: Places = ((A, 7), (A, 8), (B, 8))
FILES: Places = ((A, 7), (B, 7))

SAME: Mapping[str, str] = {}
LOST = dict.fromkeys(ANSWERS, "")


@dataclass(frozen=True)
class Operator:
    """Does something to a row and returns its answers that are others now, "" for none.

    `all_rows` says that the same becomes of the other rows of the file; `alone` that no other
    operator finds its row any more.
    """

    do: Callable[[Row], Mapping[str, str]]
    places: Places
    found: tuple[str, ...]
    all_rows: bool
    alone: bool

    @property
    def name(self) -> str:
        return self.do.__name__


def mutate(
    folder: Path,
    file: str,
    operators: Sequence[tuple[Operator, int]],
    chance: random.Random,
    right: Mapping[str, Mapping[Key, str]],
) -> Mapping[Key, str]:
    """Do something to rows of a file; return every answer of the round that there must be then.

    `right` are the answers of each file before.
    """
    answers = {key: text for each in right.values() for key, text in each.items()}
    with opened(folder / file) as book:
        for each, number in operators:
            row = Row(book, number, chance)
            owners = {key.owner_id for key in right[file]} if each.all_rows else {row.owner}
            changed = each.do(row)
            answers |= {Key(owner, column): t for owner in owners for column, t in changed.items()}
    return {key: text for key, text in answers.items() if text}


OPERATORS: list[Operator] = []
Do = Callable[[Row], Mapping[str, str]]


def operator(
    *found: str, places: Places = ROWS, all_rows: bool = False, alone: bool = False
) -> Callable[[Do], Do]:
    """Add a function as an operator after which just these findings are there."""

    def add(do: Do) -> Do:
        OPERATORS.append(Operator(do, places, found, all_rows, alone or all_rows))
        return do

    return add


# What changes no meaning


@operator(alone=True)
def rows_swapped(row: Row) -> Mapping[str, str]:
    cells.swap_rows(row.sheet, row.number, 8 if row.number == 7 else 7)
    return SAME


@operator(alone=True)
def sheet_renamed(row: Row) -> Mapping[str, str]:
    row.sheet.title = f"最終{row.number}"
    return SAME


@operator(alone=True)
def row_inserted_above(row: Row) -> Mapping[str, str]:
    row.sheet.insert_rows(row.number)
    return SAME


@operator(alone=True)
def column_inserted(row: Row) -> Mapping[str, str]:
    row.sheet.insert_cols(row.chance.randint(2, 6))
    return SAME


@operator()
def looks_and_locks_lost(row: Row) -> Mapping[str, str]:
    cells.paste_over(row.book, only={row.number})
    return SAME


@operator(places=FILES, alone=True)
def hidden_sheet_deleted(row: Row) -> Mapping[str, str]:
    del row.book["_shinchoku"]
    return SAME


@operator(places=FILES)
def sheets_moved(row: Row) -> Mapping[str, str]:
    row.book.move_sheet(row.sheet, offset=row.chance.choice([-2, 2]))
    return SAME


@operator()
def blanks_around_an_answer(row: Row) -> Mapping[str, str]:
    cell = row.cell(ACTUAL)
    cell.value = f" {cell.value}　\n"
    return SAME


@operator(places=FIRST_ROWS)
def blanks_around_a_grade(row: Row) -> Mapping[str, str]:
    cell = row.cell(row.chance.choice([START, GRADE]))
    cell.value = f"　{cell.value} "
    return SAME


@operator()
def blanks_in_a_blank_cell(row: Row) -> Mapping[str, str]:
    blank = [c for c in ANSWERS if not row.cell(c).value]
    for column in blank:
        row.cell(column).value = row.chance.choice(cells.BLANKS)
    return SAME


# What gives another answer, and a right one


@operator(places=OPEN_ROWS)
def another_line_typed(row: Row) -> Mapping[str, str]:
    return row.type(ACTUAL, f"{row.cell(ACTUAL).value}\n（{row.chance.randint(2, 99)}月まで）")


@operator(places=FIRST_ROWS)
def another_note_typed(row: Row) -> Mapping[str, str]:
    letters = "＝＋漢字かなカナ①②㎡〒☎𠮟<&>\"' =+-@—～"
    return row.type(NOTE, "あ" + "".join(row.chance.choices(letters, k=30)).rstrip() + "。")


@operator(places=OPEN_ROWS)
def a_number_typed(row: Row) -> Mapping[str, str]:
    return row.type(ACTUAL, row.chance.choice([12, 0, -3, 1.5, 100_000]))


@operator(places=OPEN_ROWS)
def a_percentage_typed(row: Row) -> Mapping[str, str]:
    cells.put(row.cell(ACTUAL), 0.125, "0.0%")
    return {ACTUAL: "12.5%"}


@operator(places=((A, 7), (A, 8)))
def a_lower_grade(row: Row) -> Mapping[str, str]:
    return row.type(GRADE, "△")


# What must be found


@operator("E301", "N505")
def answer_moved_aside(row: Row) -> Mapping[str, str]:
    cell = row.cell(ACTUAL)
    row.sheet.cell(row.number, row.sheet.max_column + 2).value, cell.value = cell.value, None
    return {ACTUAL: ""}


@operator("E314")
def a_truth_typed(row: Row) -> Mapping[str, str]:
    row.cell(ACTUAL).value = row.chance.choice([True, False])
    return {ACTUAL: str(row.cell(ACTUAL).value).upper()}


@operator("E313")
def a_power_typed(row: Row) -> Mapping[str, str]:
    row.cell(ACTUAL).value = cells.raised("10", "3")
    return {ACTUAL: "103"}


@operator("W412", places=FIRST_ROWS)
def a_rare_character_typed(row: Row) -> Mapping[str, str]:
    return row.type(NOTE, row.chance.choice("𠮷👍\ue000"))


@operator("E301")
def answer_cleared(row: Row) -> Mapping[str, str]:
    row.cell(ACTUAL).value = row.chance.choice(cells.BLANKS)
    return {ACTUAL: ""}


@operator("E301", places=FIRST_ROWS)
def grade_cleared(row: Row) -> Mapping[str, str]:
    return row.type(GRADE, None)


@operator("E302", places=FIRST_ROWS)
def grade_unknown(row: Row) -> Mapping[str, str]:
    column, text = row.chance.choice([START, GRADE]), row.chance.choice(cells.NO_GRADES)
    uncounted = {REASON: ""} if column == START else {}  # a reason is counted beside its grade
    return {**row.type(column, text), **uncounted}


@operator("E303", places=WITH_REASON)
def reason_unknown(row: Row) -> Mapping[str, str]:
    row.cell(REASON).value = cells.NO_REASON
    return {REASON: ""}  # only a choice is counted


@operator("E304", places=WITH_REASON)
def reason_cleared(row: Row) -> Mapping[str, str]:
    return row.type(REASON, None)


@operator("E305", places=WITH_NOTE)
def note_cleared(row: Row) -> Mapping[str, str]:
    return row.type(NOTE, None)


@operator("E306", places=STARTED)
def nothing_though_planned(row: Row) -> Mapping[str, str]:
    return row.type(GRADE, "×")


@operator("E307", places=WITH_REASON)
def graded_though_nothing(row: Row) -> Mapping[str, str]:
    return row.type(GRADE, row.chance.choice(["○", "△"]))


@operator("W402", places=STARTED)
def reason_unneeded(row: Row) -> Mapping[str, str]:
    row.cell(REASON).value = row.chance.choice(["予算", "人員"])
    return SAME  # the finding says that it is not counted


@operator("W404", places=((B, 8),))
def short_of_the_plan_and_good(row: Row) -> Mapping[str, str]:
    return row.type(GRADE, "○")


@operator("W401", places=FIRST_ROWS)
def note_too_long(row: Row) -> Mapping[str, str]:
    return row.type(NOTE, "長" * row.chance.randint(41, 3_000))


@operator("N511", places=FIRST_ROWS)
def half_width_kana(row: Row) -> Mapping[str, str]:
    row.cell(NOTE).value = "ﾃｽﾄ済"
    return {NOTE: "テスト済"}


@operator("E308")
def became_an_error(row: Row) -> Mapping[str, str]:
    return row.type(ACTUAL, row.chance.choice(cells.ERRORS))


@operator("E309")
def became_a_formula(row: Row) -> Mapping[str, str]:
    row.cell(ACTUAL).value = "=A1"
    return {ACTUAL: ""}


@operator("E310")
def became_a_date(row: Row) -> Mapping[str, str]:
    cells.put_date(row.cell(ACTUAL))
    return {ACTUAL: "2031-01-02"}


@operator("E311")
def correction_beside_struck_text(row: Row) -> Mapping[str, str]:
    cell = row.cell(ACTUAL)
    after = str(cell.value)
    cell.value = cells.struck("以前の値", after, old="以前の値")
    return {ACTUAL: f"以前の値{after}"}  # nobody but the department knows what is meant


@operator("E311")
def whole_answer_struck(row: Row) -> Mapping[str, str]:
    cells.strike(row.cell(ACTUAL))
    return SAME


@operator("E205")
def locked_text_changed(row: Row) -> Mapping[str, str]:
    row.cell("goal").value = "別の目標"
    return SAME


@operator("E205")
def plan_cleared(row: Row) -> Mapping[str, str]:
    row.cell("plan_r8").value = None
    return SAME


@operator("E201", alone=True)
def id_changed(row: Row) -> Mapping[str, str]:
    row.sheet.cell(row.number, 1).value = "S7-77"
    return LOST


@operator("E202", alone=True)
def id_cleared(row: Row) -> Mapping[str, str]:
    row.sheet.cell(row.number, 1).value = None
    return LOST


@operator("E203", places=LATER_ROWS, alone=True)
def id_repeated(row: Row) -> Mapping[str, str]:
    row.sheet.cell(row.number, 1).value = row.sheet.cell(7, 1).value
    return LOST


@operator("E204", alone=True)
def row_deleted(row: Row) -> Mapping[str, str]:
    row.sheet.delete_rows(row.number)
    return LOST


@operator("E203", alone=True)
def row_copied_below(row: Row) -> Mapping[str, str]:
    cells.copy_row_below(row.sheet, row.number)
    return SAME


@operator("E210", places=SECOND_LINE, alone=True)
def grade_on_a_second_line(row: Row) -> Mapping[str, str]:
    row.cell(GRADE).value = "△"  # the item's own is ○, unless another operator changes that
    return SAME


@operator("E206", places=FILES, all_rows=True)
def sheet_deleted(row: Row) -> Mapping[str, str]:
    del row.book[SHEET]
    return LOST


@operator("E207", places=FILES, all_rows=True)
def column_deleted(row: Row) -> Mapping[str, str]:
    row.sheet.delete_cols(row.columns[ACTUAL])
    return {ACTUAL: ""}


@operator("E208")
def cells_merged(row: Row) -> Mapping[str, str]:
    done, number = row.columns[ACTUAL], row.number
    row.sheet.merge_cells(start_row=number, end_row=number, start_column=done, end_column=done + 1)
    return {START: "", REASON: ""}


@operator("E209", places=FILES, alone=True)
def sheet_copied(row: Row) -> Mapping[str, str]:
    row.book.copy_worksheet(row.sheet)
    return SAME


@operator("N503")
def row_hidden(row: Row) -> Mapping[str, str]:
    cells.hide_rows(row.sheet, row.number)
    return SAME


@operator("N504")
def sheet_added(row: Row) -> Mapping[str, str]:
    row.book.create_sheet("メモ")["A1"] = "控え"
    return SAME


@operator("N505")
def text_beside_the_table(row: Row) -> Mapping[str, str]:
    row.sheet.cell(row.number, row.sheet.max_column + 3).value = "要確認"
    return SAME


@operator("N507")
def comment_left(row: Row) -> Mapping[str, str]:
    cells.comment(row.cell(row.chance.choice(ANSWERS)), "これでよいでしょうか")
    return SAME


@operator("W403", places=FILES)
def confirmation_cleared(row: Row) -> Mapping[str, str]:
    cells.unconfirm(row.book)
    return SAME


PLACED = [(each, place) for each in OPERATORS for place in each.places]
