"""Workbooks through the door to xlsxwriter: written, read back by openpyxl, refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from shinchoku.failures import WorkbookError
from shinchoku.paper.workbook import Area, Book, SheetWriter
from workbooks import sheet_of

CREATED = date(2031, 4, 1)
NAME = "取組"
CELL: Area = (2, 1, 2, 1)
Job = Callable[[Book, SheetWriter], object]


def write(path: Path, job: Job, *, rows_grow: bool = False) -> Path:
    with Book(path, created=CREATED) as book:
        job(book, book.sheet(NAME, rows_grow=rows_grow))
    return path


def read(folder: Path, job: Job) -> Worksheet:
    return sheet_of(load_workbook(write(folder / "x.xlsx", job)), NAME)


def refuse(folder: Path, job: Job, *said: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        write(folder / "no.xlsx", job)
    assert all(each in str(caught.value) for each in said), str(caught.value)
    assert not (folder / "no.xlsx").exists()


def xml(path: Path, part: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(part).decode()


def text(value: str, row: int = 2, column: int = 1) -> Job:
    return lambda _, sheet: sheet.text(row, column, value)
