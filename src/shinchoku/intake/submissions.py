"""A file that came back goes in; its values with their origin come out, without judgement.

Sheets are known by their marker, columns and rows by their ids, never by name or position.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from shinchoku.identity import (
    ABOUT,
    ABOUT_FIELDS,
    DEPARTMENT,
    IDENTITY,
    NAME,
    OWN_COLUMN,
    PREFIX,
    ROUND,
    VALUE_COLUMN,
    VERSION,
    Identity,
    parse_marker,
    parse_replacing,
)
from shinchoku.intake.cleaning import clean, printable
from shinchoku.model import Origin
from shinchoku.normal import canonical
from shinchoku.sheets import (
    Area,
    CellKind,
    CellValue,
    Limits,
    Sheet,
    SheetsError,
    Workbook,
    cell_name,
    read_workbook,
)

__all__ = ["Beside", "Field", "FoundRow", "Identity", "Submission", "read_submission"]

_MARKER_WITHIN = (10, 5)  # rows and columns: people insert some above or beside it
_TABLE_GOES_ON = 50  # rows below the last id where somebody may still mean to answer
_MOST_MERGED = 100_000  # cells; merged areas may overlap in a file that means harm
_NEVER_BLANK = {CellKind.ERROR, CellKind.FORMULA_WITHOUT_RESULT}


@dataclass(frozen=True, slots=True)
class Field:
    """The content of one cell. `text` is as typed; CR LF is LF; outer blanks are gone.

    Where a correction gave another `text`, `before` is as typed.
    """

    text: str
    kind: CellKind
    origin: Origin
    struck: tuple[str, ...] = ()
    formula: bool = False
    before: str | None = None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row of a form sheet: column id -> what is there, blank cells left out.

    `owner_id` is as typed, after NFKC; "" where the id is gone. `origin` is the id's cell.
    `swallowed` are the columns whose cell here a merged cell covers; `row` is the row's number and
    `columns` where each column of its sheet stands.
    """

    owner_id: str
    form_id: str
    origin: Origin
    fields: Mapping[str, Field]
    swallowed: frozenset[str] = frozenset()
    row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)

    def place(self, column_id: str) -> Origin:
        """Return the place of a cell, blank or not; the id's where the column is gone."""
        column = self.columns.get(column_id)
        return replace(self.origin, cell=cell_name(self.row, column)) if column else self.origin


@dataclass(frozen=True, slots=True)
class Beside:
    """What one of our sheets holds beside answers; `text` is what it says, `count` how many."""

    kind: Literal["merged", "stray", "comment", "drawing"]
    origin: Origin
    text: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one file holds. With a `problem` it could not be read, and nothing else is known.

    `rows` are in the order of the sheets, with repeated and unknown ids; `hidden_rows` counts
    those that are hidden; `about` has respondent, extension, confirmed_by and confirmed_on where
    they are given; `ignored_sheets` are those with content that is none of ours. `columns` has
    the column ids of each form whose sheet is there. `replaces` are the files whose place a
    returned workbook takes, named as `identity.short` does.
    """

    file: str
    sha256: str
    identity: Identity | None = None
    rows: tuple[FoundRow, ...] = ()
    about: Mapping[str, str]
    problem: SheetsError | None = None
    hidden_rows: int = 0
    ignored_sheets: tuple[str, ...] = ()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()
    external_links: bool = False
    macros: bool = False
    replaces: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The file's own name, as whoever sent it knows it."""
        return self.file.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sheet that carries a marker, and the marker's place."""

    sheet: Sheet
    form_id: str
    identity: Identity
    row: int
    column: int


def read_submission(path: Path, file: str) -> Submission:
    """Read one file; `file` is its name in origins. Every failure to read is its `problem`."""
    digest = ""
    try:
        data = _bytes(path)
        digest = sha256(data).hexdigest()
        workbook = read_workbook(data)
    except SheetsError as problem:
        return Submission(file=file, sha256=digest, about={}, problem=problem)
    return _submission(workbook, file, digest)


def _bytes(path: Path) -> bytes:
    """Read once, so that the digest and the values are of the same file."""
    limit = Limits().max_file_bytes
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise SheetsError("unreadable" if path.exists() else "gone", f"{path} is not a file")
        with path.open("rb") as opened:
            data = opened.read(limit + 1)
    except FileNotFoundError as error:
        raise SheetsError("gone", str(error)) from error
    except PermissionError as error:
        raise SheetsError("denied", str(error)) from error
    except OSError as error:
        raise SheetsError("unreadable", str(error)) from error
    if len(data) > limit:
        raise SheetsError("too_large", f"over {limit} bytes")
    return data


def _submission(workbook: Workbook, file: str, digest: str) -> Submission:
    found = [(sheet, _marked(sheet)) for sheet in workbook.sheets]
    identity = _identity(workbook, [marked.identity for _, marked in found if marked])
    ours = [marked for _, marked in found if marked and _is_of(marked, identity)]
    kept = {id(marked.sheet) for marked in ours}
    rows: list[FoundRow] = []
    hidden = 0
    about: dict[str, str] = {}
    columns: dict[str, frozenset[str]] = {}
    beside: list[Beside] = []
    replaces: frozenset[str] = frozenset()
    for marked in ours:
        if marked.form_id == ABOUT:
            about = _about(marked) | about
        elif marked.form_id == IDENTITY:
            replaces |= _replaces(marked)
        else:
            table = _Table(marked, file)
            for number, row in table.rows():
                rows.append(row)
                hidden += number in marked.sheet.hidden_rows
            beside += table.beside()
            columns[marked.form_id] = columns.get(marked.form_id, frozenset()) | table.ids
        beside += _left_on(marked.sheet, file)
    return Submission(
        file=file,
        sha256=digest,
        identity=identity,
        rows=tuple(rows),
        about=about,
        hidden_rows=hidden,
        ignored_sheets=tuple(
            printable(s.name) for s, _ in found if id(s) not in kept and _has_content(s)
        ),
        columns=columns,
        beside=tuple(beside),
        external_links=workbook.external_links,
        macros=workbook.macros,
        replaces=replaces,
    )


def _has_content(sheet: Sheet) -> bool:
    return bool(sheet.cells) or sheet.has_drawings


# ---------------------------------------------------------------- whose it is


def _marked(sheet: Sheet) -> _Marked | None:
    """Find the marker, which is in A1 unless rows or columns were inserted."""
    last_row, last_column = _MARKER_WITHIN
    places = ((r, c) for r in range(1, last_row + 1) for c in range(1, last_column + 1))
    for row, column in places:
        cell = sheet.cells.get((row, column))
        if cell and cell.text.lstrip().startswith(PREFIX) and (parsed := parse_marker(cell.text)):
            return _Marked(sheet, *parsed, row, column)
    return None


def _identity(workbook: Workbook, markers: list[Identity]) -> Identity | None:
    """Return what most places say; the first of them where as many say something else."""
    votes = list(markers)
    properties = [workbook.properties.get(name, "") for name in (ROUND, DEPARTMENT, VERSION)]
    if all(properties):
        votes.append(Identity(*properties))
    named = parse_marker(workbook.defined_names.get(NAME, "").strip('="'))
    if named:
        votes.append(named[1])
    return Counter(votes).most_common(1)[0][0] if votes else None


def _is_of(marked: _Marked, identity: Identity | None) -> bool:
    """Whether a sheet belongs to the workbook: last year's may have been copied into it."""
    own = marked.identity
    return identity is not None and (own.round_id, own.department_id) == (
        identity.round_id,
        identity.department_id,
    )


def _replaces(marked: _Marked) -> frozenset[str]:
    """Return the files that a returned workbook was made from; they stand below its marker."""
    below = marked.sheet.cells.get((marked.row + 1, marked.column))
    return frozenset(parse_replacing(below.text)) if below else frozenset()


# ---------------------------------------------------------------- what is in it


class _Table:
    """The rows below the ids of a form sheet, and what else stands there."""

    def __init__(self, marked: _Marked, file: str) -> None:
        self._marked = marked
        self._sheet = marked.sheet
        self._file = file
        self._columns = _columns(marked)
        self._places = {column_id: column for column, column_id in self._columns.items()}
        self._above = _last_header_row(marked)
        self._named = sorted(
            row
            for (row, column), cell in self._sheet.cells.items()
            if row > self._above and column == marked.column and not _is_blank(cell)
        )
        self._last_row = max(self._named, default=self._above) + _TABLE_GOES_ON
        self._swallowed = self._covered() if self._sheet.merges else {}

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its columns, ours left out."""
        return frozenset(self._columns.values())

    def rows(self) -> Iterator[tuple[int, FoundRow]]:
        """Yield the rows with their numbers; those without any content left out."""
        if not self._columns:  # the row of column ids is gone: nothing can be told apart
            return
        id_column = self._marked.column
        cells: dict[int, dict[int, CellValue]] = {}
        for (row, column), cell in self._sheet.cells.items():
            if self._above < row <= self._last_row and (
                column in self._columns or column == id_column
            ):
                cells.setdefault(row, {})[column] = cell
        for row in sorted(cells):
            found = cells[row]
            fields = {
                self._columns[column]: _field(found[column], self._origin(row, column))
                for column in sorted(found)
                if column != id_column and not _is_blank(found[column])
            }
            owner = canonical(clean(found[id_column].text)) if id_column in found else ""
            if owner or fields:
                origin = self._origin(row, id_column)
                swallowed = self._swallowed.get(row, frozenset()) - fields.keys()
                form_id, places = self._marked.form_id, self._places
                yield row, FoundRow(owner, form_id, origin, fields, swallowed, row, places)

    def beside(self) -> Iterator[Beside]:
        """Yield merged cells that cover an answer, and what was typed outside the table."""
        for area in self._sheet.merges:
            if any(True for _ in self._cells_of(area)):
                first, last = cell_name(*area[:2]), cell_name(*area[2:])
                yield Beside("merged", self._at(f"{first}:{last}"))
        inside = {column for row, column in self._sheet.cells if row == self._marked.row + 1}
        inside.add(self._marked.column)
        outside = sorted(
            (row, column)
            for (row, column), cell in self._sheet.cells.items()
            if row > self._above
            and (column not in inside or row > self._last_row)
            and not _is_blank(cell)
        )
        if self._columns and outside:
            text = self._sheet.cells[outside[0]].text
            yield Beside("stray", self._origin(*outside[0]), text, len(outside))

    def _cells_of(self, area: Area) -> Iterator[tuple[int, str]]:
        """Yield row and column id of the cells that a merged area covers, its first one too."""
        first_row, first_column, last_row, last_column = area
        if (first_row, first_column) == (last_row, last_column):
            return
        first, end = bisect_left(self._named, first_row), bisect_right(self._named, last_row)
        for row in self._named[first:end]:
            for column, column_id in self._columns.items():
                if first_column <= column <= last_column:
                    yield row, column_id

    def _covered(self) -> dict[int, frozenset[str]]:
        covered: dict[int, frozenset[str]] = {}
        cells = chain.from_iterable(map(self._cells_of, self._sheet.merges))
        for row, column_id in islice(cells, _MOST_MERGED):
            covered[row] = covered.get(row, frozenset()) | {column_id}
        return covered

    def _origin(self, row: int, column: int) -> Origin:
        return self._at(cell_name(row, column))

    def _at(self, cell: str) -> Origin:
        return Origin(self._file, printable(self._sheet.name), cell)


def _left_on(sheet: Sheet, file: str) -> Iterator[Beside]:
    """Yield the comments on a sheet, and one for all its drawings."""
    name = printable(sheet.name)
    for position, text in sorted(sheet.comments.items()):
        yield Beside("comment", Origin(file, name, cell_name(*position)), text)
    if sheet.has_drawings:
        yield Beside("drawing", Origin(file, name))


def _columns(marked: _Marked) -> dict[int, str]:
    """Return the ids in the row below the marker: column number -> column id, ours left out."""
    return {
        column: cell.text.strip()
        for (row, column), cell in marked.sheet.cells.items()
        if row == marked.row + 1
        and column != marked.column
        and not cell.text.strip().startswith(OWN_COLUMN)
        and cell.text.strip()
    }


def _last_header_row(marked: _Marked) -> int:
    """Return the row above the first answer.

    The head of the id column stands below the marker too, so that it can be found again.
    """
    ids_row = marked.row + 1
    column = {r: cell.text for (r, c), cell in marked.sheet.cells.items() if c == marked.column}
    head = column.get(ids_row)
    return min((r for r, text in column.items() if r > ids_row and text == head), default=ids_row)


def _about(marked: _Marked) -> dict[str, str]:
    """Return who answered, as far as it is given."""
    columns = {column_id: column for column, column_id in _columns(marked).items()}
    value_column = columns.get(VALUE_COLUMN)
    if value_column is None:
        return {}
    about = {}
    for (row, column), cell in marked.sheet.cells.items():
        key = cell.text.strip()
        if column == marked.column and key in ABOUT_FIELDS:
            value = marked.sheet.cells.get((row, value_column))
            if value is not None and not _is_blank(value):
                about[key] = clean(value.text)
    return about


def _is_blank(cell: CellValue) -> bool:
    return cell.kind not in _NEVER_BLANK and not printable(cell.text).strip()


def _field(cell: CellValue, origin: Origin) -> Field:
    return Field(_as_typed(cell.text), cell.kind, origin, cell.struck, cell.formula)


def _as_typed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
