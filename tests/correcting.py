"""Tables of corrections to the tiny round, as the planning section keeps them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import opened
from shinchoku.intake.correction_table import COLUMNS
from workbooks import active

Row: TypeAlias = tuple[str, ...]

DONE = ("S1-02.2", "done", "1地区", "3地区", "課長", "部長の指示")
NOTE = ("S1-01", "remarks", "参加者が倍に増えた", "参加者が2倍に増えた", "課長", "表記")
GRADE = ("S1-01", "達成度", "◎", "○", "部長", "控えめに")


def as_csv(folder: Path, rows: list[Row]) -> None:
    """Write them to corrections.csv."""
    with (folder / "corrections.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])


def as_xlsx(folder: Path, rows: list[Row]) -> None:
    """Write them to corrections.xlsx."""
    book = Workbook()
    for row in (COLUMNS, *rows):
        active(book).append(row)
    book.save(folder / "corrections.xlsx")


def in_xlsx(folder: Path, change: Callable[[Worksheet], object]) -> None:
    """Write DONE and NOTE to corrections.xlsx and change its sheet; `after` is D2 and D3."""
    as_xlsx(folder, [DONE, NOTE])
    with opened(folder / "corrections.xlsx") as book:
        change(active(book))
