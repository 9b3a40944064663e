"""The table: stray values, empty, hidden, sorted, deleted and copied rows, locked texts, sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from cases.case import PART, A, at, both, case, of, on_sheet, quick, rewritten, typed
from filling import opened

SECOND_ITEM = {
    ("S1-02", "done"): None,
    ("S1-02", "start"): None,
    ("S1-02", "achieved"): None,
}
SECOND_LINE = {("S1-02.2", "done"): None}


def put(cell: str, value: object) -> Callable[[Path], None]:
    return on_sheet(lambda sheet: sheet.__setitem__(cell, value))


def struck_out(*cells: str) -> Callable[[Path], None]:
    def strike(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return on_sheet(strike)


def moved_row(sheet: Worksheet, source: int, target: int) -> None:
    for column in range(1, sheet.max_column + 1):
        value = sheet.cell(source, column).value
        cell = sheet.cell(target, column)
        cell.value = value
        if isinstance(value, str) and column < sheet.max_column:
            cell.data_type = "s"


def copied_row(source: int, target: int) -> Callable[[Path], None]:
    return on_sheet(lambda sheet: moved_row(sheet, source, target))


# ---------------------------------------------------------------- 3, 4: outside, and empty rows


def in_the_last_cell(name: str, text: str) -> str:
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return text.replace("</sheetData>", f"{last}</sheetData>") if name == PART else text


quick(3, "one_stray_cell_in_the_last", rewritten(in_the_last_cell), at("N505", "XFD1048576"))
quick(3, "a_memo_beside_the_table", put("N8", "←確認中"), at("N505", "N8"))
quick(3, "a_number_far_below", put("G900", 3), at("N505", "G900"))
quick(3, "a_blank_beside_the_table", put("N8", "　"))
quick(3, "a_text_below_the_table", put("G12", "以上"), at("E202", "A12"))


@case(3, at("N505", "M8"))
def several_memos(folder: Path) -> None:
    both(put("N9", "b"), put("M8", "a"), put("P10", "c"))(folder)


@case(3)
def styled_empty_rows(folder: Path) -> None:
    def pad(name: str, text: str) -> str:
        rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(20, 200_000))
        return text.replace("</sheetData>", f"{rows}</sheetData>") if name == PART else text

    rewritten(pad)(folder)


quick(4, "an_empty_row_inside", on_sheet(lambda sheet: sheet.insert_rows(8)))
quick(4, "two_empty_rows_above", on_sheet(lambda sheet: sheet.insert_rows(7, 2)))
quick(4, "a_row_and_a_column_inserted", on_sheet(lambda sheet: sheet.insert_cols(7)))
quick(4, "an_inserted_row_is_filled", both(
    on_sheet(lambda sheet: sheet.insert_rows(8)), put("G8", "年2回")
), at("E202", "A8"))  # fmt: skip


# ---------------------------------------------------------------- 5: hidden, sorted


def hide(*rows: int) -> Callable[[Path], None]:
    def change(sheet: Worksheet) -> None:
        for row in rows:
            sheet.row_dimensions[row].hidden = True

    return on_sheet(change)


quick(5, "a_hidden_row", hide(8), of("N503"))
quick(5, "a_filter_hides_all", hide(7, 8, 9), of("N503"))
quick(5, "an_empty_row_is_hidden", hide(30))


@case(5)
def rows_in_another_order(folder: Path) -> None:
    def sort(sheet: Worksheet) -> None:
        moved_row(sheet, 7, 20)
        moved_row(sheet, 9, 7)
        moved_row(sheet, 20, 9)
        sheet.delete_rows(20)

    on_sheet(sort)(folder)


# ---------------------------------------------------------------- 3: where nothing is asked

quick(3, "a_memo_in_the_title", put("G3", "S1-02は数字が未確定です"), at("N505", "G3"))
quick(3, "a_memo_over_a_status", put("L8", "東地区は中止の見込み"), at("N505", "L8"))
quick(3, "a_memo_over_the_context", put("B9", "この行は他課へ移管"), at("N505", "B9"))
quick(3, "a_memo_in_a_header", put("K6", "特記事項（写真は別添）"), at("N505", "K6"))


@case(3, ("N505", A, "記入要領", "F16"))
def memos_on_the_guide(folder: Path) -> None:
    with opened(folder / A) as book:
        book["記入要領"]["F16"] = "印省略"
        book["記入要領"]["C60"] = "S1-01は3月に修正予定です"


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


@case(3, at("E202", "A10"))
def zeros_filled_down(folder: Path) -> None:
    """Dragged on below the table: one thing to mend, however far it went."""

    def fill(sheet: Worksheet) -> None:
        for row in range(10, 30):
            sheet.cell(row, 7).value = 0

    on_sheet(fill)(folder)


# ---------------------------------------------------------------- 6: rows and ids

quick(6, "a_row_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(9)),
      at("E204", ""), values=SECOND_LINE)  # fmt: skip
quick(6, "an_item_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(8, 2)),
      at("E204", ""), at("E204", ""), values=SECOND_ITEM | SECOND_LINE)  # fmt: skip
quick(6, "an_id_is_typed_over", put("A9", "S9-99"),
      at("E201", "A9"), at("E204", ""), values=SECOND_LINE)  # fmt: skip
quick(6, "an_id_becomes_another", put("A9", "S1-01"),
      at("E203", "A9"), at("E204", ""), values=SECOND_LINE)  # fmt: skip
quick(6, "an_id_is_cleared", put("A9", None),
      at("E202", "A9"), at("E204", ""), values=SECOND_LINE)  # fmt: skip
quick(6, "an_id_in_full_width", put("A9", "Ｓ１－０２．２ "))
quick(6, "an_id_with_something_invisible", put("A9", "S1-02.2\u200b"))
quick(6, "the_head_of_the_ids_is_retyped", put("A6", "No."), at("N505", "A6"))
quick(6, "the_head_of_the_ids_is_spaced", put("A6", "番　号"))
quick(6, "the_row_of_headers_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(6)))
quick(6, "a_row_is_copied_below", copied_row(7, 10), at("E203", "A10"))
quick(6, "a_new_item_of_ones_own", both(put("A10", "新規"), put("G10", "1回")), at("E201", "A10"))
quick(6, "another_departments_row", put("A10", "S2-01"), at("E201", "A10"))
quick(6, "a_repeat_is_answered", put("A10", "S2-02"), at("E201", "A10"))
quick(6, "a_deleted_id_and_a_blank_row", both(
    on_sheet(lambda sheet: sheet.delete_rows(9)), put("A9", "　")
), at("E204", ""), values=SECOND_LINE)  # fmt: skip
quick(6, "a_note_on_the_second_line", put("K9", "東は雨で延期"), at("E210", "K9"))
quick(6, "a_grade_repeated_on_the_second_line", put("J9", "○"))
quick(6, "another_grade_on_the_second_line", put("J9", "△"), at("E210", "J9"))


# ---------------------------------------------------------------- 7: locked texts

quick(7, "a_target_is_changed", put("E7", "総合訓練の充実"), at("E205", "E7"))
quick(7, "a_target_is_cleared", put("E7", None), at("E205", "E7"))
quick(7, "a_plan_is_changed", put("F8", "1地区"), at("E205", "F8"))
quick(7, "two_texts_are_changed", both(put("E7", "x"), put("F7", "y")),
      at("E205", "E7"), at("E205", "F7"))  # fmt: skip
quick(7, "only_line_ends_change", put("E8", "地区訓練\r\n西地区 "))
quick(7, "only_widths_change", put("F7", "年１回"))
quick(7, "our_own_columns_change", put("B7", "施策"), at("N505", "B7"))
quick(7, "a_target_is_struck_out", struck_out("E7"), at("W406", "E7"))
quick(7, "a_target_and_a_plan_are_struck_out", struck_out("E8", "F8"), at("W406", "E8"))
quick(7, "a_plan_became_a_number", put("F8", 2), at("E205", "F8"))


# ---------------------------------------------------------------- 8: sheets


@case(8)
def the_sheet_is_renamed_and_moved(folder: Path) -> None:
    with opened(folder / A) as workbook:
        workbook["進行管理"].title = "進行管理（最終）"
        workbook.move_sheet("進行管理（最終）", 1)


@case(8, at("E204", "", sheet="最終"), values=SECOND_LINE)
def a_renamed_sheet_is_called_what_it_is(folder: Path) -> None:
    with opened(folder / A) as workbook:
        workbook["進行管理"].delete_rows(9)
        workbook["進行管理"].title = "最終"


@case(8, of("N504"))
def sheets_are_added(folder: Path) -> None:
    with opened(folder / A) as workbook:
        workbook.create_sheet("メモ")["A1"] = "あとで"
        workbook.create_sheet("内訳")["C3"] = 12
        workbook.create_sheet("空")


@case(8)
def the_sheet_is_hidden(folder: Path) -> None:
    with opened(folder / A) as workbook:
        workbook["進行管理"].sheet_state = "hidden"


@case(8)
def the_sheet_is_very_hidden(folder: Path) -> None:
    with opened(folder / A) as workbook:
        workbook["進行管理"].sheet_state = "veryHidden"


@case(8, ("E209", A, "進行管理 Copy", ""))
def the_sheet_is_copied(folder: Path) -> None:
    with opened(folder / A) as workbook:
        workbook.copy_worksheet(workbook["進行管理"])


@case(8, of("N504"))
def last_years_sheet_is_copied_in(folder: Path) -> None:
    with opened(folder / A) as workbook:
        copy = workbook.copy_worksheet(workbook["進行管理"])
        copy["A1"] = "shinchoku|items|tiny-2030|X1|7"


@case(8, of("E206"), lost=["X1"])
def the_sheet_is_deleted(folder: Path) -> None:
    with opened(folder / A) as workbook:
        del workbook["進行管理"]


quick(8, "the_row_of_column_ids_is_deleted", on_sheet(lambda sheet: sheet.delete_rows(2)),
      of("E206"), lost=["X1"])  # fmt: skip
quick(8, "the_marker_is_deleted", put("A1", None), of("E206"), of("N504"), lost=["X1"])
quick(8, "an_answer_column_is_deleted", on_sheet(lambda sheet: sheet.delete_cols(7)),
      at("E207", ""), values={(owner, "done"): None for owner in ("S1-01", "S1-02", "S1-02.2")},
      )  # fmt: skip
quick(8, "a_locked_column_is_deleted", on_sheet(lambda sheet: sheet.delete_cols(5)), at("E207", ""))


@case(8, of("W403"))
def the_first_sheet_is_deleted(folder: Path) -> None:
    with opened(folder / A) as workbook:
        del workbook["記入要領"]


@case(8, at("E302", "J7"), at("E205", "E8"), at("E301", "G9"), at("N505", "N7"), values={
    ("S1-01", "achieved"): "?", ("S1-02.2", "done"): None,
})  # fmt: skip
def much_is_wrong_at_once(folder: Path) -> None:
    typed(A, ("S1-01", "achieved", "?"), ("S1-02.2", "done", None))(folder)
    both(put("E8", "x"), put("N7", "y"))(folder)
