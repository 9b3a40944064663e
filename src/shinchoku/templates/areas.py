"""References to cells as Excel writes them; rows and columns are counted from 0."""

from __future__ import annotations

from shinchoku.sheets import cell_name


def absolute(row: int, column: int) -> str:
    """Return $B$3."""
    letters = cell_name(1, column + 1)[:-1]
    return f"${letters}${row + 1}"


def quoted(sheet: str) -> str:
    """Return a sheet's name as a reference has it."""
    return "'" + sheet.replace("'", "''") + "'"
