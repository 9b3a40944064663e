"""Types answers into a distributed template as a department would, and saves it in place.

For `demo` and for tests: openpyxl keeps what a spreadsheet program keeps, and drops the stored
results of formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shinchoku.identity import VALUE_COLUMN, parse_marker
from shinchoku.model import Key
from shinchoku.model.numbers import Read, read

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_MARKER_ROW, _IDS_ROW = 1, 2


def type_answers(path: Path, answers: Mapping[Key, str], about: Mapping[str, str]) -> None:
    """Type those answers whose row and column the file has; `about` says who answered."""
    from openpyxl import load_workbook

    wanted = {**answers, **{Key(key, VALUE_COLUMN): text for key, text in about.items()}}
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        for key, row, column in _cells(sheet):
            if key in wanted:
                cell = sheet.cell(row, column)
                _type(cell, wanted[key])
    workbook.save(path)


def _type(cell: Cell | MergedCell, text: str) -> None:
    """Type a text, also one that begins with =; a number where the cell takes numbers."""
    found = read(text) if cell.number_format != "@" else None
    if isinstance(found, Read) and found.as_typed:
        cell.value = float(found.value)
    else:
        cell.value = text or None
        if text:
            cell.data_type = "s"


def _cells(sheet: Worksheet) -> Iterator[tuple[Key, int, int]]:
    """Yield every cell that has a row id and a column id, unlocked ones only."""
    marked = parse_marker(str(sheet.cell(_MARKER_ROW, 1).value or ""))
    if marked is None:
        return
    places = range(2, sheet.max_column + 1)
    ids = {column: sheet.cell(_IDS_ROW, column).value for column in places}
    for row in range(_IDS_ROW + 1, sheet.max_row + 1):
        owner = sheet.cell(row, 1).value
        for column, column_id in ids.items():
            if owner and column_id and not sheet.cell(row, column).protection.locked:
                yield Key(str(owner), str(column_id)), row, column
