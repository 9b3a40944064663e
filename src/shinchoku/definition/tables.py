"""The master as tables: a folder of .csv files, or one master.xlsx, becomes rows of texts."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from zipfile import BadZipFile

from shinchoku.messages import say

_KANA = re.compile("[ぁ-ヿ]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a spreadsheet shows it (the header is 1), and its texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the master; `file` is how a clerk finds it."""

    name: str
    file: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]


class TableError(Exception):
    """A table cannot be read at all; the message names the file and why."""


def read_tables(folder: Path) -> Mapping[str, Table]:
    """Read `folder`/*.csv, or `folder`/master.xlsx with one sheet for each table.

    Raises TableError where there is neither, or both, or a file cannot be decoded.
    """
    book = folder / "master.xlsx"
    files = sorted(folder.glob("*.csv"))
    if book.exists() and files:
        raise TableError(f"{folder.name}: {book.name} + {files[0].name}")
    if book.exists():
        return _read_book(book)
    if not files:
        raise TableError(f"{folder.name}: *.csv / {book.name}")
    return {file.stem: _read_csv(file) for file in files}


def read_table(folder: Path, name: str) -> Table | None:
    """Read `folder`/<name>.csv, or the first sheet of <name>.xlsx; None where neither is there.

    Raises TableError where both are, or the file cannot be decoded.
    """
    file, book = folder / f"{name}.csv", folder / f"{name}.xlsx"
    if file.exists() and book.exists():
        raise TableError(f"{file.name} + {book.name}")
    if file.exists():
        return _read_csv(file)
    return next(iter(_read_book(book).values())) if book.exists() else None


def _read_csv(file: Path) -> Table:
    try:
        lines = list(csv.reader(StringIO(_decoded(file), newline="")))
    except csv.Error as error:
        raise TableError(f"{file.name}: {error}") from error
    return _table(file.stem, file.name, lines)


def _decoded(file: Path) -> str:
    """Return a file's text: UTF-8, or what a Japanese Excel saves as plain CSV.

    Kana among what is not UTF-8 show a damaged file, which cp932 would make other characters of.
    """
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        damaged = _KANA.search(data.decode("utf-8", "ignore"))
    try:
        if not damaged:
            return data.decode("cp932")
    except UnicodeDecodeError:
        pass
    raise TableError(f"{file.name}: {say('table.encoding')}")


def _read_book(file: Path) -> Mapping[str, Table]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise TableError(f"{file.name}: {error}") from error
    tables = {}
    for sheet in book.worksheets:
        rows = [["" if v is None else str(v) for v in row] for row in sheet.values]
        tables[sheet.title] = _table(sheet.title, f"{file.name}［{sheet.title}］", rows)
    return tables


def _table(name: str, file: str, lines: list[list[str]]) -> Table:
    """Make a table; rows without any text are dropped but counted, so numbers stay true."""
    if not lines:
        return Table(name, file, (), ())
    header = tuple(cell.strip() for cell in lines[0])
    rows = tuple(
        TableRow(
            number, MappingProxyType(dict(zip(header, _padded(line, len(header)), strict=True)))
        )
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    )
    return Table(name, file, header, rows)


def _padded(line: list[str], width: int) -> list[str]:
    """Bring a row to the header's width; texts lose only their outer blanks and CRs."""
    cells = [cell.replace("\r\n", "\n").strip(" \t\n") for cell in line[:width]]
    return cells + [""] * (width - len(cells))
