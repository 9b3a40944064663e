"""What a person does to a workbook in Excel, on openpyxl's cells, rows and sheets.

What openpyxl does with one call of its own (`delete_rows`, `merge_cells`) has no name here.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date

from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Font, Protection
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import Value, cell_at, cell_of

BLANKS = (None, " ", "　", "\n")
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!")
NO_GRADES = ("？", "優", "B+", "Z", 5)
NO_REASON = "天候"
DATE = date(2031, 1, 2)

# ---------------------------------------------------------------- cells


def put(cell: Cell, value: Value, number_format: str = "General") -> None:
    cell.number_format = number_format
    cell.value = value


def put_date(cell: Cell) -> None:
    """Put what Excel makes of 1-2."""
    put(cell, DATE, "m/d")


def put_nothing_legible(cell: Cell, chance: random.Random) -> None:
    """Put a formula without a result, an error or a date."""
    put(cell, chance.choice(["=A1", chance.choice(ERRORS), DATE]), "m/d")


def struck(*pieces: str, old: str) -> CellRichText:
    """Return a text some of whose pieces, those that are called old, are struck out."""
    block = TextBlock(InlineFont(strike=True), old)
    return CellRichText([block if piece == old else piece for piece in pieces])


def raised(text: str, exponent: str) -> CellRichText:
    """Return a text with a superscript."""
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), exponent))


def strike(*cells: Cell) -> None:
    for cell in cells:
        cell.font = Font(strike=True)


def comment(cell: Cell, text: str) -> None:
    cell.comment = Comment(text, "青木")


def unconfirm(book: Workbook) -> None:
    cell_of(book, "confirmed_by", "value").value = None


# ---------------------------------------------------------------- rows and columns


def copy_cell(source: Cell, target: Cell) -> None:
    """Copy what is in it; a text stays one, also if it begins with =."""
    target.value = source.value
    target.data_type = source.data_type


def copy_row(sheet: Worksheet, source: int, target: int) -> None:
    for cell in list(sheet[source]):
        assert isinstance(cell, Cell)
        copy_cell(cell, cell_at(sheet, target, cell.column))


def copy_row_below(sheet: Worksheet, row: int) -> None:
    copy_row(sheet, row, sheet.max_row + 1)


def swap_rows(sheet: Worksheet, one: int, other: int) -> None:
    spare = sheet.max_row + 1
    for source, target in ((one, spare), (other, one), (spare, other)):
        copy_row(sheet, source, target)
    sheet.delete_rows(spare)


def hide_rows(sheet: Worksheet, *rows: int) -> None:
    for row in rows:
        sheet.row_dimensions[row].hidden = True


def copy_column_beside(sheet: Worksheet, column: int) -> None:
    sheet.insert_cols(column + 1)
    for row in range(1, sheet.max_row + 1):
        copy_cell(cell_at(sheet, row, column), cell_at(sheet, row, column + 1))


# ---------------------------------------------------------------- sheets


def paste_over(book: Workbook, only: Collection[int] = ()) -> None:
    """Destroy what a paste from another sheet destroys: formats, drop-downs, locks."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.data_validations.dataValidation = []
            sheet.conditional_formatting = ConditionalFormattingList()
            sheet.protection.sheet = False
            for row in sheet.iter_rows(min_row=3):
                for cell in row:
                    within = not only or cell.row in only
                    if within and isinstance(cell, Cell) and not cell.is_date:
                        cell.style = "Normal"
                        cell.protection = Protection(locked=False)
