"""The table: stray values, empty, hidden, sorted, deleted and copied rows, locked texts, sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cases.case import at, case, of, quick
from filling import opened
from shinchoku.identity import ABOUT_FIELDS
from spoiling import cells
from spoiling.folders import (
    PART,
    SHEET,
    A,
    Spoil,
    both,
    in_book,
    in_part,
    on_sheet,
    put,
    raw_cell,
    rewritten,
    typed,
)
from spoiling.parts import each_row, strict

SECOND_ITEM = {
    ("S1-02", "done"): None,
    ("S1-02", "start"): None,
    ("S1-02", "achieved"): None,
}
SECOND_LINE = {("S1-02.2", "done"): None}


def behind(row: str, numbers: Sequence[int]) -> Spoil:
    """Add rows, as XML, behind the last."""
    return in_part(
        PART, lambda text: text.replace("</sheetData>", f"{each_row(row, numbers)}</sheetData>")
    )


# ---------------------------------------------------------------- 3, 4: outside, and empty rows

quick(3, "one_stray_cell_in_the_last",
      behind('<row r="#"><c r="XFD#"><v>1</v></c></row>', [1_048_576]), at("N505", "XFD1048576")
      )  # fmt: skip
quick(3, "a_memo_beside_the_table", put("N8", "←確認中"), at("N505", "N8"))
quick(3, "a_number_far_below", put("G900", 3), at("N505", "G900"))
quick(3, "a_blank_beside_the_table", put("N8", "　"))
quick(3, "a_text_below_the_table", put("G12", "以上"), at("E202", "A12"))
quick(3, "several_memos", both(put("N9", "b"), put("M8", "a"), put("P10", "c")), at("N505", "M8"))
quick(3, "styled_empty_rows", behind('<row r="#"><c r="A#" s="1"/></row>', range(20, 200_000)))
quick(4, "an_empty_row_inside", on_sheet(lambda sheet: sheet.insert_rows(8)))
quick(4, "two_empty_rows_above", on_sheet(lambda sheet: sheet.insert_rows(7, 2)))
quick(4, "a_row_and_a_column_inserted", on_sheet(lambda sheet: sheet.insert_cols(7)))
quick(4, "an_inserted_row_is_filled", both(
    on_sheet(lambda sheet: sheet.insert_rows(8)), put("G8", "年2回")
), at("E202", "A8"))  # fmt: skip


# ---------------------------------------------------------------- 5: hidden, sorted


def hide(*rows: int) -> Spoil:
    return on_sheet(lambda sheet: cells.hide_rows(sheet, *rows))


quick(5, "a_hidden_row", hide(8), of("N503"))
quick(5, "a_filter_hides_all", hide(7, 8, 9), of("N503"))
quick(5, "an_empty_row_is_hidden", hide(30))
quick(5, "rows_in_another_order", on_sheet(lambda sheet: cells.swap_rows(sheet, 7, 9)))


# ---------------------------------------------------------------- 3: where nothing is asked

quick(3, "a_memo_in_the_title", put("G3", "S1-02は数字が未確定です"), at("N505", "G3"))
quick(3, "a_memo_over_a_status", put("L8", "東地区は中止の見込み"), at("N505", "L8"))
quick(3, "a_memo_over_the_context", put("B9", "この行は他課へ移管"), at("N505", "B9"))
quick(3, "a_memo_in_a_header", put("K6", "特記事項（写真は別添）"), at("N505", "K6"))


def memos_on_the_guide(book: Workbook) -> None:
    book["記入要領"]["F16"] = "印省略"
    book["記入要領"]["C60"] = "S1-01は3月に修正予定です"


quick(3, "memos_on_the_guide", in_book(memos_on_the_guide), at("N505", "F16", sheet="記入要領"))


@case(1)
def only_values_are_left(folder: Path) -> None:
    """As after copying all and pasting values: what formulas said is text now."""
    shown = load_workbook(folder / A, data_only=True)
    with opened(folder / A) as book:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.value = shown[sheet.title][cell.coordinate].value


def zeros_filled_down(sheet: Worksheet) -> None:
    for row in range(10, 30):
        sheet.cell(row, 7).value = 0


quick(3, "zeros_filled_down", on_sheet(zeros_filled_down), at("E202", "A10"))  # one thing to mend


# ---------------------------------------------------------------- 6: rows and ids

quick(6, "a_row_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(9)),
      at("E204", ""), values=SECOND_LINE)  # fmt: skip
quick(6, "an_item_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(8, 2)),
      at("E204", ""), at("E204", ""), values=SECOND_ITEM | SECOND_LINE)  # fmt: skip
quick(6, "an_id_is_typed_over", put("A9", "S9-99"),
      at("E201", "A9"), values=SECOND_LINE)  # fmt: skip
quick(6, "an_id_becomes_another", put("A9", "S1-01"),
      at("E203", "A9"), values=SECOND_LINE)  # fmt: skip
quick(6, "an_id_is_cleared", put("A9", None),
      at("E202", "A9"), values=SECOND_LINE)  # fmt: skip
quick(6, "an_id_in_full_width", put("A9", "Ｓ１－０２．２ "))
quick(6, "an_id_with_something_invisible", put("A9", "S1-02.2\u200b"))
quick(6, "the_head_of_the_ids_is_retyped", put("A6", "No."), at("N505", "A6"))
quick(6, "the_head_of_the_ids_is_spaced", put("A6", "番　号"))
quick(6, "the_row_of_headers_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(6)))
quick(6, "a_row_is_copied_below", on_sheet(lambda sheet: cells.copy_row_below(sheet, 7)),
      at("E203", "A10"))  # fmt: skip
quick(6, "a_new_item_of_ones_own", both(put("A10", "新規"), put("G10", "1回")), at("E201", "A10"))
quick(6, "another_departments_row", put("A10", "S2-01"), at("E201", "A10"))
quick(6, "a_repeat_is_answered", put("A10", "S2-02"), at("E201", "A10"))
quick(6, "a_deleted_id_and_a_blank_row", both(
    on_sheet(lambda sheet: sheet.delete_rows(9)), put("A9", "　")
), at("E204", ""), values=SECOND_LINE)  # fmt: skip
quick(6, "a_note_on_the_second_line", put("K9", "東は雨で延期"), at("E210", "K9"))
quick(6, "a_grade_repeated_on_the_second_line", put("J9", "○"))
quick(6, "another_grade_on_the_second_line", put("J9", "△"), at("E210", "J9"))


# ---------------------------------------------------------------- 44: the table stands elsewhere

quick(44, "five_columns_inserted_before", on_sheet(lambda sheet: sheet.insert_cols(1, 5)))
quick(44, "twelve_rows_inserted_above", on_sheet(lambda sheet: sheet.insert_rows(1, 12)))
quick(44, "many_rows_and_columns_inserted", both(
    on_sheet(lambda sheet: sheet.insert_rows(1, 40)),
    on_sheet(lambda sheet: sheet.insert_cols(1, 30)),
))  # fmt: skip
quick(44, "twelve_rows_inserted_above_the_headers", on_sheet(
    lambda sheet: sheet.insert_rows(3, 12)
))  # fmt: skip
quick(44, "the_hidden_rows_are_cleared", both(put("A1", None), put("A2", None)),
      at("E206", ""), lost=["X1"])  # fmt: skip


def cleared(*cells: str) -> Spoil:
    def change(sheet: Worksheet) -> None:
        for name in cells:
            sheet[name].value = None

    return on_sheet(change)


def only_what_is_seen(book: Workbook) -> None:
    """Paste the visible cells on a new sheet, and delete the sheet."""
    seen = book.create_sheet("貼付")
    for row in book[SHEET].iter_rows(min_row=3, min_col=2):
        for cell in row:
            if cell.value is not None and cell.data_type != "f":
                seen.cell(cell.row - 2, cell.column - 1).value = cell.value
    book.remove(book[SHEET])


def without_ids_of_who_answered(book: Workbook) -> None:
    for row in range(1, 60):
        if book["記入要領"].cell(row, 1).value in ABOUT_FIELDS:
            book["記入要領"].cell(row, 1).value = None


IDS = ("A7", "A8", "A9")
LOST = {
    "the_hidden_column_is_deleted": on_sheet(lambda sheet: sheet.delete_cols(1)),
    "the_hidden_rows_are_deleted": on_sheet(lambda sheet: sheet.delete_rows(1, 2)),
    "the_ids_of_the_columns_are_cleared": cleared(*(f"{c}2" for c in "ABCDEFGHIJKLM")),
    "the_ids_of_the_rows_are_cleared": cleared(*IDS),
    "the_hidden_column_is_cleared": cleared("A1", "A2", "A3", "A6", *IDS),
    "all_that_is_hidden_is_deleted": both(
        on_sheet(lambda sheet: sheet.delete_rows(1, 2)),
        on_sheet(lambda sheet: sheet.delete_cols(1)),
    ),
}
for name, spoil in LOST.items():
    quick(44, name, spoil, at("E206", ""), lost=["X1"])
quick(44, "only_what_is_seen_is_pasted", in_book(only_what_is_seen),
      at("E206", "", sheet="貼付"), lost=["X1"])  # fmt: skip
quick(44, "a_row_between_marker_and_ids", on_sheet(lambda sheet: sheet.insert_rows(2)))
quick(44, "many_rows_between_marker_and_ids", on_sheet(lambda sheet: sheet.insert_rows(2, 30)))
quick(44, "the_id_of_a_column_is_cleared", cleared("G2"), at("E207", ""),
      values={(owner, "done"): None for owner in ("S1-01", "S1-02", "S1-02.2")})  # fmt: skip
quick(44, "columns_are_inserted_on_the_guide",
      in_book(lambda book: book["記入要領"].insert_cols(1, 3)))  # fmt: skip
quick(44, "the_hidden_rows_of_the_guide_are_deleted",
      in_book(lambda book: book["記入要領"].delete_rows(1, 2)), of("W403"))  # fmt: skip
quick(44, "the_hidden_column_of_the_guide_is_cleared",
      in_book(without_ids_of_who_answered), of("W403"))  # fmt: skip


# ---------------------------------------------------------------- 51: one cause, one finding


def unknown_rows(sheet: Worksheet) -> None:
    for row in range(10, 60):
        sheet.cell(row, 1).value, sheet.cell(row, 7).value = f"S9-{row}", "1回"


def repeated_rows(sheet: Worksheet) -> None:
    for row in range(10, 60):
        sheet.cell(row, 1).value, sheet.cell(row, 7).value = "S1-01", f"{row}回"


def pasted_below(sheet: Worksheet) -> None:
    for row in (7, 8, 9):
        for column in range(1, 12):
            sheet.cell(row + 3, column).value = sheet.cell(row, column).value


def filled_in_the_copy(book: Workbook) -> None:
    """Answer on the copy of a sheet, and leave the first one blank."""
    book.copy_worksheet(book[SHEET])
    for row in (7, 8, 9):
        for column in (7, 8, 10, 11):
            if book[SHEET].cell(row, column).value is not None:
                book[SHEET].cell(row, column).value = None


FIRST_ITEM = {("S1-01", column): None for column in ("done", "start", "achieved", "remarks")}
EXCHANGED = [
    ("S1-01", "done", "2地区"),
    ("S1-01", "achieved", "○"),
    ("S1-02", "achieved", "◎"),
    ("S1-01", "remarks", None),
    ("S1-02", "done", "年1回"),
    ("S1-02", "remarks", "参加者が倍に増えた"),
]
EVERYTHING = {**FIRST_ITEM, **SECOND_ITEM, **SECOND_LINE}
quick(51, "fifty_unknown_rows", on_sheet(unknown_rows), at("E201", "A10"))
quick(51, "one_id_fifty_times", on_sheet(repeated_rows), at("E203", "A10"))
quick(51, "the_table_is_pasted_below", on_sheet(pasted_below), at("E203", "A10"))
quick(51, "the_copy_of_a_sheet_is_filled_in", in_book(filled_in_the_copy),
      at("E209", "", sheet="進行管理 Copy"), values=EVERYTHING)  # fmt: skip
quick(51, "the_id_of_a_first_line_is_retyped", both(put("J9", "○"), put("A8", "S1-20")),
      at("E201", "A8"), values=SECOND_ITEM)  # fmt: skip
quick(51, "an_id_becomes_a_later_one", put("A7", "S1-02"), at("E203", "A7"), values=FIRST_ITEM)
quick(51, "two_ids_are_exchanged", both(put("A7", "S1-02"), put("A8", "S1-01")), at("E214", "A7"),
      values={(owner, column): text for owner, column, text in EXCHANGED})  # fmt: skip
quick(51, "a_retyped_id_stands_twice", both(put("A9", "S9-99"), put("A10", "S9-98")),
      at("E201", "A9"), at("E201", "A10"), values=SECOND_LINE)  # fmt: skip


# ---------------------------------------------------------------- 7: locked texts

quick(7, "a_target_is_changed", put("E7", "総合訓練の充実"), at("E205", "E7"))
quick(7, "a_target_is_cleared", put("E7", None), at("E205", "E7"))
quick(7, "a_plan_is_changed", put("F8", "1地区"), at("E205", "F8"))
quick(7, "two_texts_are_changed", both(put("E7", "x"), put("F7", "y")),
      at("E205", "E7"), at("E205", "F7"))  # fmt: skip
quick(7, "only_line_ends_change", put("E8", "地区訓練\r\n西地区 "))
quick(7, "only_widths_change", put("F7", "年１回"))
quick(7, "our_own_columns_change", put("B7", "施策"), at("N505", "B7"))
quick(7, "a_target_is_struck_out", on_sheet(lambda sheet: cells.strike(sheet["E7"])),
      at("W406", "E7"))  # fmt: skip
quick(7, "a_target_and_a_plan_are_struck_out",
      on_sheet(lambda sheet: cells.strike(sheet["E8"], sheet["F8"])), at("W406", "E8")
      )  # fmt: skip
quick(7, "a_plan_became_a_number", put("F8", 2), at("E205", "F8"))


# ---------------------------------------------------------------- 8: sheets


def renamed_and_moved(book: Workbook) -> None:
    book[SHEET].title = "進行管理（最終）"
    book.move_sheet("進行管理（最終）", 1)


def renamed_without_a_row(book: Workbook) -> None:
    book[SHEET].delete_rows(9)
    book[SHEET].title = "最終"


def more_sheets(book: Workbook) -> None:
    book.create_sheet("メモ")["A1"] = "あとで"
    book.create_sheet("内訳")["C3"] = 12
    book.create_sheet("空")


def last_years_sheet(book: Workbook) -> None:
    book.copy_worksheet(book[SHEET])["A1"] = "shinchoku|items|tiny-2030|X1|7"


def long_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("明細")
    for number in range(6000):
        sheet.append([number] * 10)


def in_full_width(book: Workbook) -> None:
    """Replace all, on the sheets that one sees; codes are told apart all the same."""
    wide = str.maketrans("-0123456789", "－０１２３４５６７８９")
    for sheet in (book["記入要領"], book[SHEET]):
        codes = [cell for row in sheet.iter_rows(max_row=2) for cell in row]
        for cell in (*codes, *(sheet.cell(row, 1) for row in range(7, 10))):
            if isinstance(cell.value, str):
                cell.value = cell.value.translate(wide)


quick(8, "the_sheet_is_renamed_and_moved", in_book(renamed_and_moved))
quick(8, "a_renamed_sheet_is_called_what_it_is", in_book(renamed_without_a_row),
      at("E204", "", sheet="最終"), values=SECOND_LINE)  # fmt: skip
quick(8, "sheets_are_added", in_book(more_sheets), of("N504"))
quick(8, "the_sheet_is_hidden", on_sheet(lambda s: setattr(s, "sheet_state", "hidden")))
quick(8, "the_sheet_is_very_hidden", on_sheet(lambda s: setattr(s, "sheet_state", "veryHidden")))
quick(8, "the_sheet_is_copied", in_book(lambda book: book.copy_worksheet(book[SHEET])),
      at("E209", "", sheet="進行管理 Copy"))  # fmt: skip
quick(8, "last_years_sheet_is_copied_in", in_book(last_years_sheet), of("N504"))
quick(8, "the_sheet_is_deleted", in_book(lambda book: book.remove(book[SHEET])),
      of("E206"), lost=["X1"])  # fmt: skip
quick(8, "the_first_sheet_is_deleted", in_book(lambda book: book.remove(book["記入要領"])),
      of("W403"))  # fmt: skip
quick(8, "the_row_of_column_ids_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(2)),
      at("E206", ""), lost=["X1"])  # fmt: skip
quick(8, "the_marker_is_deleted", put("A1", None), at("E206", ""), lost=["X1"])
quick(8, "an_answer_column_is_deleted", on_sheet(lambda sheet: sheet.delete_cols(7)),
      at("E207", ""), values={(owner, "done"): None for owner in ("S1-01", "S1-02", "S1-02.2")},
      )  # fmt: skip
quick(8, "a_locked_column_is_deleted", on_sheet(lambda sheet: sheet.delete_cols(5)), at("E207", ""))
quick(8, "much_is_wrong_at_once", both(
    typed(A, ("S1-01", "achieved", "?"), ("S1-02.2", "done", None)), put("E8", "x"), put("N7", "y")
), at("E302", "J7"), at("E205", "E8"), at("E301", "G9"), at("N505", "N7"),
   values={("S1-01", "achieved"): "?", ("S1-02.2", "done"): None})  # fmt: skip
quick(8, "a_long_sheet_of_ones_own", in_book(long_sheet), of("N504"))
quick(8, "hyphens_and_digits_in_full_width", in_book(in_full_width))
quick(8, "a_column_is_copied_beside_itself",
      both(on_sheet(lambda sheet: cells.copy_column_beside(sheet, 7)), put("H7", "年3回（案）")),
      at("E213", "H6"))  # fmt: skip


# ---------------------------------------------------------------- 47: columns that are not seen


def column_is(name: str, **looks: float) -> Spoil:
    def change(sheet: Worksheet) -> None:
        for key, value in looks.items():
            setattr(sheet.column_dimensions[name], key, value)

    return on_sheet(change)


quick(47, "a_hidden_note", column_is("K", hidden=True), at("N516", "K6"))
quick(47, "a_hidden_actual", column_is("G", hidden=True), at("N516", "G6"))
quick(47, "a_hidden_column_that_nobody_answers", column_is("E", hidden=True))
quick(47, "two_hidden_columns", both(column_is("G", hidden=True), column_is("K", hidden=True)),
      at("N516", "G6"))  # fmt: skip
NO_WIDTH = '<col min="10" max="10" width="0" customWidth="1"/>'  # openpyxl leaves such widths out
quick(47, "a_column_without_width",
      in_part(PART, lambda text: re.sub(r'<col (?=[^>]*min="10")[^>]*/>', NO_WIDTH, text)),
      at("N516", "J6"))  # fmt: skip
quick(47, "a_column_of_a_hair", column_is("J", width=0.1), at("N516", "J6"))
quick(47, "a_narrow_column", column_is("J", width=2))


# ---------------------------------------------------------------- 47: texts that are not seen


def looks(name: str, font: Font, ground: str = "") -> Spoil:
    def change(sheet: Worksheet) -> None:
        sheet[name].font = font
        if ground:
            sheet[name].fill = PatternFill("solid", fgColor=ground)

    return on_sheet(change)


WHITE = Font(color="FFFFFFFF")
SEEN_NOT = {
    "white": WHITE,
    "white_of_the_theme": Font(color=Color(theme=0)),
    "nearly_white_of_the_theme": Font(color=Color(theme=0, tint=-0.05)),
    "white_of_the_palette": Font(color=Color(indexed=9)),
    "in_the_colour_of_the_ground": Font(color="FFFFF6C8"),
    "of_one_point": Font(sz=1),
}
for name, font in SEEN_NOT.items():
    quick(47, f"a_note_{name}", looks("K7", font), at("N518", "K7"))
quick(47, "a_red_actual_on_red", looks("G7", Font(color="FFF00000"), "FFFF0000"),
      at("N518", "G7"))  # fmt: skip
quick(47, "white_on_black", looks("G7", WHITE, "FF000000"))
quick(47, "grey_on_yellow", looks("G7", Font(color="FF808080")))
quick(47, "a_white_grade", looks("J7", WHITE), at("N518", "J7"))
quick(47, "two_white_texts", both(looks("K7", WHITE), looks("G8", WHITE)), at("N518", "K7"))
quick(47, "a_white_number", both(put("G7", 5), looks("G7", WHITE)),
      at("N518", "G7"), values={("S1-01", "done"): "5"})  # fmt: skip
WHITE_RUN = '<r><t>5</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>校</t></r>'
quick(47, "a_white_run", raw_cell("G7", f'<c r="G7" t="inlineStr"><is>{WHITE_RUN}</is></c>'),
      at("N518", "G7"), values={("S1-01", "done"): "5校"})  # fmt: skip
quick(47, "a_white_note_in_strict_open_xml", both(
    looks("K7", WHITE), rewritten(lambda _, text: strict(text))
), at("N518", "K7"))  # fmt: skip
quick(47, "a_row_without_height", on_sheet(
    lambda sheet: setattr(sheet.row_dimensions[8], "height", 0.1)
), of("N503"))  # fmt: skip
