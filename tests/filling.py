"""Types into a template the way a person would: finds cells by id with openpyxl, saves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

COLUMN_IDS_ROW = 2
Value: TypeAlias = Any  # whatever openpyxl takes for a cell


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """Open a workbook and save it in place."""
    book = load_workbook(path)
    yield book
    book.save(path)


def cell_of(book: Workbook, owner: str, column: str) -> Cell:
    """Return the cell of a row's id and a column's id."""
    for sheet in book.worksheets:
        row, columns = row_of(sheet, owner), column_ids(sheet)
        if row and column in columns:
            return cell_at(sheet, row, columns[column])
    raise AssertionError((owner, column))


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that is not hidden under a merged one."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def row_of(sheet: Worksheet, owner: str) -> int:
    """Return the row of an id, 0 where it is not."""
    rows = (row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == owner)
    return next(rows, 0)


def column_ids(sheet: Worksheet) -> dict[str, int]:
    """Return the columns of a form sheet by their ids, from its hidden row."""
    return {str(cell.value): cell.column for cell in sheet[COLUMN_IDS_ROW] if cell.value}


def type_in(path: Path, owner: str, column: str, text: Value) -> str:
    """Type something into one cell; returns the cell's name."""
    with opened(path) as book:
        cell = cell_of(book, owner, column)
        cell.value = text
        return str(cell.coordinate)


def file_of(folder: Path, department: str) -> Path:
    """Return the submitted file of a department."""
    (path,) = (folder / "submitted").glob(f"{department}_*.xlsx")
    return path


def second_file(folder: Path, name: str = "X1 最終版.xlsx", answer: str = "年2回") -> Path:
    """Send a further file of the department X1 that answers one question differently."""
    path = folder / "submitted" / name
    shutil.copyfile(file_of(folder, "X1"), path)
    type_in(path, "S1-01", "done", answer)
    return path
