"""References to cells as Excel writes them; rows and columns are counted from 0."""

from __future__ import annotations

from shinchoku.sheets import cell_name

Area = tuple[int, int, int, int]  # first row, first column, last row, last column


def absolute(row: int, column: int) -> str:
    """Return $B$3."""
    letters = cell_name(1, column + 1)[:-1]
    return f"${letters}${row + 1}"


def relative(area: Area) -> str:
    """Return B3:B9."""
    first_row, first_column, last_row, last_column = area
    first = cell_name(first_row + 1, first_column + 1)
    return f"{first}:{cell_name(last_row + 1, last_column + 1)}"


def quoted(sheet: str) -> str:
    """Return a sheet's name as a reference has it."""
    return "'" + sheet.replace("'", "''") + "'"
