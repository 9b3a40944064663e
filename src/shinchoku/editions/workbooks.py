"""The workbooks of editions read again: what is seen in each cell, by its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shinchoku.failures import ReadError, SheetsError
from shinchoku.sheets import Workbook, cell_name, read_our_own


def read_book(path: Path) -> Workbook:
    """Read a workbook that we wrote. Raises ReadError."""
    try:
        return read_our_own(path)
    except SheetsError as error:
        raise ReadError(error.message) from error


def cells_of(book: Workbook) -> Mapping[str, str]:
    """Return the text of every cell that has one: 一覧!B3."""
    return {
        f"{sheet.name}!{cell_name(*position)}": cell.text
        for sheet in book.sheets
        for position, cell in sheet.cells.items()
        if cell.text
    }
