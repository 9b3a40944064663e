"""The master as tables: a folder of .csv files, or one master.xlsx, becomes rows of texts."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from io import StringIO
from pathlib import Path

from shinchoku.definition.headings import is_headings
from shinchoku.failures import SheetsError, TableError
from shinchoku.records import dataclass
from shinchoku.sheets import (
    NO_TEXT,
    CellKind,
    CellValue,
    Limits,
    Sheet,
    cell_name,
    read_workbook,
)
from shinchoku.words import Message, Text

_KANA = re.compile("[ぁ-ヿ]")
_OTHER_DELIMITER = re.compile("[\t;]")
# The planning section's own tables may be long: twenty times what a department's workbook holds.
# No part that is deflated exceeds the ratio.
_LIMITS = Limits(
    max_file_bytes=128 << 20,
    max_bytes_inflated=1 << 30,
    max_bytes_parsed=512 << 20,
    max_ratio=1_100,
    max_tags=8_000_000,
    max_cells=1_000_000,
    max_characters=80_000_000,
)
HEADER = 1  # its row
_Lines = dict[int, dict[int, CellValue]]  # row -> column -> cell


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a spreadsheet shows it (the header is 1), and its texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoText:
    """A cell that cannot be taken for a text of its column; `column` is "" where that has no name.

    `cell` is its own name; `kind` says why, as `table.<kind>` does in words; `texts` is what it
    shows, of struck-out text what is struck.
    """

    row: int
    column: str
    cell: str
    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the master. `sheet` is "" where the file is the table.

    Its header may have faults, too. `headings` are its columns in words, where it has a row of them
    below the header.
    """

    name: str
    book: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    faults: tuple[NoText, ...] = ()
    top: int = HEADER  # the header's row
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Text:
        """How a clerk finds it."""
        if not self.sheet:
            return self.book
        return Message("rule.place", file=self.book, cell=self.sheet)


def read_tables(folder: Path) -> Mapping[str, Table]:
    """Read `folder`/*.csv, or `folder`/master.xlsx with one sheet for each table.

    Raises TableError where there is neither, or both, or a file cannot be read.
    """
    book = folder / "master.xlsx"
    files = sorted(folder.glob("*.csv"))
    if book.exists() and files:
        raise _both(files[0], book)
    if book.exists():
        return _read_book(book)
    if not files:
        raise _of(folder, Message("table.none", book=book.name))
    return {file.stem: _read_csv(file) for file in files}


def read_sheets(
    folder: Path, name: str, is_header: Callable[[Collection[str]], bool]
) -> tuple[Table, ...]:
    """Read `folder`/<name>.csv, or the sheets of <name>.xlsx; none where neither is there.

    In a workbook the header is the first row that `is_header`, or else the first one. Raises
    TableError where both are there, or the file cannot be read.
    """
    file, book = folder / f"{name}.csv", folder / f"{name}.xlsx"
    if file.exists() and book.exists():
        raise _both(file, book)
    if file.exists():
        return (_read_csv(file),)
    return tuple(_read_book(book, is_header).values()) if book.exists() else ()


def _both(file: Path, book: Path) -> TableError:
    return TableError(Message("table.both", file=file.name, book=book.name))


def _read_csv(file: Path) -> Table:
    """Read a table strictly: a quote that is never closed would swallow what follows."""
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(StringIO(_decoded(file), newline=""), strict=True))
    except csv.Error as error:
        raise _of(file, Message("table.quotes", number=len(lines) + 1)) from error
    header = _header(lines[0]) if lines else ()
    if len(header) == 1 and _OTHER_DELIMITER.search(header[0]):
        raise _of(file, Message("table.delimiter"))
    if not header:
        return Table(file.stem, file.name, "", (), ())
    numbered = list(enumerate(lines[1:], start=HEADER + 1))
    rows = (TableRow(number, _row_of(header, line)) for number, line in numbered)
    strays = (_stray(header, number, line) for number, line in numbered)
    return Table(
        name=file.stem,
        book=file.name,
        sheet="",
        header=header,
        rows=tuple(row for row in rows if any(map(str.strip, row.cells.values()))),
        faults=tuple(filter(None, strays)),
    )


def _header(line: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the columns; one without a name keeps its place before the last."""
    names = [name.strip() for name in line]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _row_of(header: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    texts = [*map(_outer, line), *[""] * (len(header) - len(line))]
    cells = dict(zip(header, texts, strict=False))
    cells.pop("", None)
    return cells


def _stray(header: Sequence[str], number: int, line: Sequence[str]) -> NoText | None:
    """Return the first text of a row that is in no column."""
    if len(line) <= len(header) and "" not in header:
        return None
    for column, text in enumerate(line, start=1):
        if text.strip() and (column > len(header) or not header[column - 1]):
            return NoText(number, "", cell_name(number, column), "no_column", (text,))
    return None


def _decoded(file: Path) -> str:
    """Return a file's text: UTF-8, or what a Japanese Excel saves as plain CSV.

    Kana among what is not UTF-8 show a damaged file, which cp932 would make other characters of.
    """
    data = _bytes(file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        damaged = _KANA.search(data.decode("utf-8", "ignore"))
    try:
        if not damaged:
            return data.decode("cp932")
    except UnicodeDecodeError:
        pass
    raise _of(file, Message("table.encoding"))


def _read_book(
    file: Path, is_header: Callable[[Collection[str]], bool] | None = None
) -> Mapping[str, Table]:
    try:
        book = read_workbook(_bytes(file), limits=_LIMITS)
    except SheetsError as error:
        raise _unreadable(file, error.kind) from error
    tables = {}
    for sheet in book.sheets:
        lines = _lines(sheet)
        top = _top(lines, is_header) if is_header else HEADER
        below = {number: line for number, line in lines.items() if number >= top}
        tables[sheet.name] = _table(sheet.name, file.name, below, top)
    return tables


def _top(lines: _Lines, is_header: Callable[[Collection[str]], bool]) -> int:
    """Return the row of the header."""
    headers = (n for n, line in lines.items() if is_header([cell.text for cell in line.values()]))
    return next(headers, HEADER)


def _lines(sheet: Sheet) -> _Lines:
    lines: _Lines = {}
    for (row, column), cell in sheet.cells.items():
        lines.setdefault(row, {})[column] = cell
    return lines


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except PermissionError as error:
        raise _unreadable(file, "denied") from error
    except OSError as error:  # a folder, among others
        raise _unreadable(file, "unreadable") from error


def _unreadable(file: Path, kind: str) -> TableError:
    """Make the error for a kind of SheetsError, in the words that submissions have for it."""
    return _of(file, Message(f"unreadable.{kind}"))


def _of(file: Path, what: Message) -> TableError:
    return TableError(Message("table.of_file", file=file.name, what=what))


def _table(sheet: str, book: str, lines: _Lines, top: int) -> Table:
    """Make a table of what a sheet's cells show.

    Rows without any text are dropped but counted, so that numbers stay true. A column without a
    name keeps its place in the header, and what stands in it is a fault.
    """
    first = {column: _text(cell) for column, cell in lines.get(top, {}).items()}
    header = _header(first.get(column, "") for column in range(1, max(first, default=0) + 1))
    if not header:
        return Table(sheet, book, sheet, (), ())
    named = {number: _named(header, line) for number, line in lines.items() if number != top}
    rows = [
        TableRow(number, texts)
        for number, texts in named.items()
        if any(map(str.strip, texts.values()))
    ]
    headings: Mapping[str, str] = {}
    if rows and is_headings(rows[0].cells):
        headings, of_words = rows[0].cells, rows.pop(0).number
        lines = {number: line for number, line in lines.items() if number != of_words}
    stray = "own_column" if headings else "no_column"
    faults = (
        fault for number, line in lines.items() for fault in _faults(header, number, line, stray)
    )
    return Table(sheet, book, sheet, header, tuple(rows), tuple(faults), top, headings)


def _faults(
    header: tuple[str, ...], row: int, line: Mapping[int, CellValue], stray: str
) -> Iterator[NoText]:
    """Yield what is no text in a row, and the first text that is in no column, which is `stray`."""
    astray = False
    for column, cell in line.items():
        name = header[column - 1] if column <= len(header) else ""
        if name and cell.kind is CellKind.TEXT and not (cell.struck or cell.runs):
            continue
        place = cell_name(row, column)
        struck = tuple(filter(str.strip, cell.struck))
        if not name and cell.text.strip() and not astray:
            astray = True
            yield NoText(row, name, place, stray, (cell.text,))
        elif name and cell.kind in NO_TEXT:
            yield NoText(row, name, place, cell.kind, (cell.text,))
        elif name and struck:
            yield NoText(row, name, place, "struck", struck)
        elif name and cell.runs:
            yield NoText(row, name, place, "raised", (cell.text,))


def _text(cell: CellValue) -> str:
    return _outer(cell.text)


def _outer(text: str) -> str:
    """Return a text, which loses only its outer blanks and CRs."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(" \t\n")


def _named(header: tuple[str, ...], line: Mapping[int, CellValue]) -> dict[str, str]:
    return {
        name: _text(line[column]) if column in line else ""
        for column, name in enumerate(header, start=1)
        if name
    }
