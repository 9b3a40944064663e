"""What is asked of a sheet, as plain values."""

from __future__ import annotations

from typing import NewType

from shinchoku.records import dataclass

Format = NewType("Format", object)  # xlsxwriter's, which has no types: only `Book.format` makes one
Area = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What may be typed into cells, and what Excel says about it.

    `choices` is a reference (without =) to the cells that list what may be chosen; a text longer
    than `longest` is only warned about; `formula` (without =) says whether what is typed into the
    first cell may be. With none of them there is just the prompt.
    """

    prompt_title: str = ""
    prompt: str = ""
    choices: str = ""
    longest: int | None = None
    formula: str = ""
    error_title: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A format for cells while a formula, which begins with =, holds; no later one then counts.

    References are those of the first cell. Without a formula: while there is anything in a cell.
    """

    style: Format
    formula: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The margins of a printed page, in inches."""

    left: float
    right: float
    top: float
    bottom: float
