"""Rows, columns, merges and sheets: much of what people do by mistake, with openpyxl."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from filling import cell_at, column_ids
from hostile.kinds import BELOW, DEPARTMENT, FIRST, FORM, LAST, in_book, prose

BORDER = Border(bottom=Side("thin"))


def below(book: Workbook, count: int, owner: Callable[[int], str], text: str = "済") -> None:
    """Write rows under the table."""
    sheet = book[FORM]
    actual = column_ids(sheet)["actual"]
    for number in range(count):
        sheet.cell(BELOW + number, 1).value = owner(number)
        sheet.cell(BELOW + number, actual).value = text


@in_book("E203")
def one_id_repeated(book: Workbook, count: int) -> None:
    below(book, count, lambda _: "P11-11")


@in_book("E203")
def all_ids_repeated(book: Workbook, count: int) -> None:
    ids = [str(book[FORM].cell(row, 1).value) for row in range(FIRST, LAST + 1)]
    below(book, count, lambda number: ids[number % len(ids)], "別の文")


@in_book("E201")
def one_unknown_id_repeated(book: Workbook, count: int) -> None:
    below(book, count, lambda _: "P99-99")


@in_book("E201")
def unknown_ids(book: Workbook, count: int) -> None:
    below(book, count * 15 // 2, lambda number: f"P99-{number}")


@in_book("E101", "E102")
def long_ids(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P{number:032000}")


@in_book("E201", "E202")
def rows_without_id(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    actual = column_ids(sheet)["actual"]
    sheet.cell(BELOW + count, 1).value = "P99-99"  # the table goes on to here
    for number in range(count):
        sheet.cell(BELOW + number, actual).value = f"文{number}"


@in_book("E201")
def rows_that_resemble(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    sheet.cell(FIRST, 1).value = "P99-99"
    for number in range(count):
        for column in (5, 6, 7, 8):
            sheet.cell(BELOW + number, column).value = sheet.cell(FIRST, column).value
        sheet.cell(BELOW + number, 1).value = f"P98-{number}"


@in_book("E201")
def rows_of_another_department(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P01-{number % 20:02}")


@in_book("E201", "E208")
def merges_in_the_table(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P99-{number}")
    for row in range(FIRST, BELOW + count - 1, 2):
        book[FORM].merge_cells(start_row=row, end_row=row + 1, start_column=8, end_column=8)


@in_book("E201")
def columns_and_merges_beside(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    below(book, count, lambda number: f"P99-{number}")
    for number in range(count):
        sheet.cell(2, 20 + number).value = f"own{number}"
        left, right = get_column_letter(20 + number), get_column_letter(21 + number)
        sheet.merge_cells(f"{left}4:{right}5")


@in_book("N505")
def strays(book: Workbook, count: int) -> None:
    for number in range(count * 10):
        book[FORM].cell(FIRST + number % 40, 15 + number // 40).value = f"メモ{number}"


@in_book("N505")
def long_strays(book: Workbook, count: int) -> None:
    for number in range(count // 20):
        book[FORM].cell(FIRST + number, 15).value = f"{number}" + prose(30_000)


@in_book("E213")
def copied_columns(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    for number in range(count // 10):
        for row in (2, *range(FIRST, LAST + 1)):
            sheet.cell(row, 20 + number).value = sheet.cell(row, 8).value


@in_book()
def columns_of_other_ids(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    for number in range(count // 2):
        for row in (2, *range(FIRST, LAST + 1)):
            sheet.cell(row, 20 + number).value = f"{number} {row}"


@in_book("E201", "N503")
def hidden_rows(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P99-{number}")
    for row in range(FIRST, BELOW + count):
        book[FORM].row_dimensions[row].hidden = True


@in_book("N516")
def hidden_columns(book: Workbook, count: int) -> None:
    for number in range(1, count * 8):
        book[FORM].column_dimensions[get_column_letter(number)].hidden = True


@in_book()
def styled_rows(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    for row in range(BELOW, BELOW + count):
        for column in range(1, 13):
            cell_at(sheet, row, column).border = BORDER


@in_book("E209")
def copied_sheets(book: Workbook, count: int) -> None:
    for _ in range(count // 100):
        book.copy_worksheet(book[FORM])


@in_book("E215")
def sheets_of_departments_that_are_not(book: Workbook, count: int) -> None:
    for number in range(count // 40):
        sheet = book.copy_worksheet(book[FORM])
        marker = str(sheet.cell(1, 1).value)
        sheet.cell(1, 1).value = marker.replace(DEPARTMENT, f"X{number}")


@in_book("N504")
def a_sheet_of_ones_own(book: Workbook, count: int) -> None:
    sheet = book.create_sheet("明細")
    for number in range(count * 9 // 2):
        sheet.append([f"{number} {column}" for column in range(6)])


@in_book("N504")
def sheets_of_ones_own(book: Workbook, count: int) -> None:
    for number in range(count // 2):
        book.create_sheet(f"明細{number}").append([f"{number}"])
