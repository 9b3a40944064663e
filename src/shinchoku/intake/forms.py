"""A form sheet that came back goes in; its rows, and what stands beside them, come out.

Columns and rows are known by their ids, never by name or position. Nothing is judged here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache, cached_property
from itertools import chain, islice
from typing import Literal, NamedTuple

from shinchoku.identity import (
    ABOUT_FIELDS,
    CONFIRMED_BY,
    OWN_COLUMN,
    VALUE_COLUMN,
    Identity,
    fingerprint,
)
from shinchoku.intake.beside import Beside
from shinchoku.intake.cleaning import clean, printable, sheet_title
from shinchoku.model import Origin
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.sheets import NO_TEXT, CellKind, CellValue, Extent, Position, Run, Sheet, cell_name

__all__ = [
    "Field",
    "FoundAbout",
    "FoundForm",
    "FoundRow",
    "Marked",
    "field_of",
    "is_blank",
]

_TABLE_GOES_ON = 50  # rows below the last id where somebody may still mean to answer
_HEAD_WITHIN = 4  # rows below the column ids: title, how far one is, two rows of headers
_ROW_ID = re.compile(
    "[A-Za-z][^0-9]*[0-9]"
)  # a master's ids begin with a letter, few without digit
_Typed = Literal["stray", "nameless", "unconfirmed"]
_MOST_MERGED = 100_000  # cells; merged areas may overlap in a file that means harm
_NEVER_BLANK = {
    CellKind.BROKEN,
    CellKind.ERROR,
    CellKind.FORMULA_WITHOUT_RESULT,
    CellKind.PICTURE,
}


class Field(NamedTuple):
    """The content of one cell. `text` is as typed; CR LF is LF; outer blanks are gone.

    Where a correction gave another `text`, `before` is as typed. It is `uncertain` where Excel may
    show another text, and `unseen` where some of it is in the colour of its ground, or too small.
    `runs` are the stretches of a text that is raised or lowered somewhere. `raw` is what a number's
    cell stores.
    """

    text: str
    kind: CellKind
    origin: Origin
    struck: tuple[str, ...] = ()
    formula: bool = False
    before: str | None = None
    uncertain: bool = False
    runs: tuple[Run, ...] = ()
    unseen: bool = False
    raw: float | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the text can be taken as it stands: no error, no date, nothing struck out."""
        return self.kind not in NO_TEXT and not self.struck and not self.runs


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row of a form sheet: column id -> what is there, blank cells left out.

    `owner_id` is as typed, after NFKC; "" where the id is gone. `origin` is the id's cell.
    `swallowed` are the columns whose cell here a merged cell covers; `row` is the row's number and
    `columns` where each column of its sheet stands. `again` is what stands in further columns of
    the same id: the first one counts. `emptied` is what a correction took away, as it was sent.
    `id_taken` says that the id's cell is broken, or merged with that of a row above.
    """

    owner_id: str
    form_id: str
    origin: Origin
    fields: Mapping[str, Field]
    swallowed: frozenset[str] = frozenset()
    row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    again: tuple[tuple[str, Field], ...] = ()
    emptied: Mapping[str, Field] = field(default_factory=dict)
    id_taken: bool = False

    def locked(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return what is there in locked columns, as it is compared."""
        return tuple(canonical(self.text(column)) for column in columns)

    def text(self, column_id: str) -> str:
        """Return what is there in a column, "" where that is nothing."""
        field = self.fields.get(column_id)
        return field.text if field else ""

    def place(self, column_id: str) -> Origin:
        """Return the place of a cell, blank or not; the id's where the column is gone."""
        column = self.columns.get(column_id)
        return self.origin._replace(cell=cell_name(self.row, column)) if column else self.origin


@dataclass(frozen=True, slots=True)
class Marked:
    """A sheet that carries a marker, and the marker's place.

    `ids_row` is the row of the column ids; `ours` are the fingerprints of the texts that we wrote
    into the workbook, if it still says so.
    """

    sheet: Sheet
    form_id: str
    identity: Identity
    row: int
    column: int
    ids_row: int
    ours: Collection[str] = ()


class _OurSheet:
    """What the sheets of a template have in common: some of their cells are not to be typed in."""

    def __init__(self, marked: Marked, file: str) -> None:
        self._marked = marked
        self._sheet = marked.sheet
        self._file = file
        self._name = sheet_title(marked.sheet.name)
        self._rows: dict[int, dict[int, CellValue]] = {}
        self._has_formulas = False
        for (row, column), cell in self._sheet.cells.items():
            self._rows.setdefault(row, {})[column] = cell
            self._has_formulas |= cell.formula
        self._ids = {
            column: column_id
            for column, cell in self._rows.get(marked.ids_row, {}).items()
            if column != marked.column and (column_id := canonical(clean(cell.text)))
        }

    def _below(self) -> dict[int, CellValue]:
        """Return the cells below the marker by their rows."""
        column, rows = self._marked.column, self._rows.items()
        return {
            row: cells[column] for row, cells in rows if row > self._marked.row and column in cells
        }

    def _typed(self, kind: _Typed, row: int, column: int) -> Beside:
        return Beside(kind, self._origin(row, column), self._rows[row][column].text)

    def _is_typed(self, cell: CellValue) -> bool:
        """Whether somebody typed a text where only we write.

        That cannot be told where an older template does not say what we wrote, or where somebody
        pasted only values over a sheet, so that what our formulas say is text.
        """
        if cell.formula or not self._has_formulas or not self._marked.ours:
            return False
        return fingerprint(cell.text) not in self._marked.ours and _is_something(cell)

    def _origin(self, row: int, column: int) -> Origin:
        return Origin(self._file, self._name, cell_name(row, column))


class FoundForm(_OurSheet):
    """The rows below the ids of a form sheet, and what else stands there."""

    def __init__(self, marked: Marked, file: str) -> None:
        super().__init__(marked, file)
        self._columns = {c: i for c, i in self._ids.items() if not i.startswith(OWN_COLUMN)}
        self._places: dict[str, int] = {}
        for column, column_id in sorted(self._columns.items()):
            self._places.setdefault(column_id, column)
        below = self._below()
        self._above = _last_header_row(marked.ids_row, below)
        self._named = sorted(r for r, c in below.items() if r > self._above and not is_blank(c))
        self._last_row = max(self._named, default=self._above) + _TABLE_GOES_ON
        self._swallowed = self._covered() if self._sheet.merges else {}

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its columns, ours left out."""
        return frozenset(self._places)

    def rows(self) -> Iterator[tuple[int, FoundRow]]:
        """Yield the rows with their numbers; those without any content left out."""
        if not self._columns:  # the row of column ids is gone: nothing can be told apart
            return
        id_column = self._marked.column
        nothing: frozenset[str] = frozenset()
        owner_of = cache(lambda text: canonical(clean(text)))  # one may stand in many rows
        for row, cells in self._rows.items():
            if not self._above < row <= self._last_row:
                continue
            owner = owner_of(cells[id_column].text) if id_column in cells else ""
            fields, again = self._fields(row, cells)
            if owner or fields or again:
                yield (
                    row,
                    FoundRow(
                        owner_id=owner,
                        form_id=self._marked.form_id,
                        origin=self._origin(row, id_column),
                        fields=fields,
                        swallowed=self._swallowed.get(row, nothing) - fields.keys(),
                        row=row,
                        columns=self._places,
                        again=again,
                        id_taken=row in self._joined or (not owner and self._is_broken(row)),
                    ),
                )

    def _is_broken(self, row: int) -> bool:
        cell = self._rows[row].get(self._marked.column)
        return cell is not None and cell.kind is CellKind.BROKEN

    def _fields(
        self, row: int, cells: Mapping[int, CellValue]
    ) -> tuple[dict[str, Field], tuple[tuple[str, Field], ...]]:
        """Return the content of a row by column, and that of further columns of the same id."""
        fields: dict[str, Field] = {}
        again: list[tuple[str, Field]] = []
        for column, cell in cells.items():
            column_id = self._columns.get(column)
            if column_id is None or is_blank(cell):
                continue
            content = field_of(cell, self._origin(row, column))
            if self._places[column_id] == column:
                fields[column_id] = content
            else:
                again.append((column_id, content))
        return fields, tuple(again)

    def beside(self) -> Iterator[Beside]:
        """Yield merged cells, columns that are there again, and what is typed beside the table."""
        for area in sorted(self._sheet.merges):
            if any(True for _ in self._cells_of(area)) or self._joins_ids(area):
                first, last = cell_name(*area[:2]), cell_name(*area[2:])
                yield Beside("merged", Origin(self._file, self._name, f"{first}:{last}"))
        for column, column_id in sorted(self._columns.items()):
            if self._places[column_id] != column:
                yield Beside("column", self._origin(self._above, column), column_id)
            if column in self._sheet.hidden_columns:
                yield Beside("hidden", self._origin(self._above, column), column_id)
        if self._columns:
            yield from (self._typed(*found) for found in self._beside_the_table())

    def _beside_the_table(self) -> Iterator[tuple[_Typed, int, int]]:
        """Yield where somebody typed something that is none of the table's to hold."""
        asked = {self._marked.column, *self._columns}
        for row, cells in self._rows.items():
            if self._above < row <= self._last_row:
                for column in cells.keys() - asked:
                    if column not in self._ids and _is_something(cells[column]):
                        yield "nameless", row, column
                    elif column in self._ids and self._is_typed(cells[column]):
                        yield "stray", row, column
            elif row > self._marked.ids_row:
                typed = self._is_typed if row <= self._above else _is_something
                strays = (column for column, cell in cells.items() if typed(cell))
                yield from (("stray", row, column) for column in strays)

    def _joins_ids(self, area: Extent) -> bool:
        """Whether a merged area covers the ids of several rows."""
        first_row, first_column, last_row, last_column = area
        first, end = bisect_left(self._named, first_row), bisect_right(self._named, last_row)
        covers = first_column <= self._marked.column <= last_column
        return covers and first < end and first_row < last_row

    @cached_property
    def _joined(self) -> frozenset[int]:
        """The rows whose id is merged with that of a row above."""
        areas = (area for area in self._sheet.merges if self._joins_ids(area))
        rows = chain.from_iterable(range(first + 1, last + 1) for first, _, last, _ in areas)
        return frozenset(islice(rows, _MOST_MERGED))

    def _cells_of(self, area: Extent) -> Iterator[tuple[int, str]]:
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


class FoundAbout(_OurSheet):
    """The sheet that says who answered."""

    def __init__(self, marked: Marked, file: str) -> None:
        super().__init__(marked, file)
        columns = {column_id: column for column, column_id in self._ids.items()}
        value_column = columns.get(VALUE_COLUMN)
        self._places: dict[str, Position] = {
            key: (row, value_column)
            for row, cell in self._below().items()
            if value_column is not None and (key := canonical(cell.text)) in ABOUT_FIELDS
        }

    @property
    def is_known(self) -> bool:
        """Whether it can be told where it says who confirmed the answers."""
        return CONFIRMED_BY in self._places

    def answers(self) -> dict[str, str]:
        """Return who answered, as far as it is given and can be read."""
        found = ((key, self._sheet.cells.get(place)) for key, place in self._places.items())
        return {key: clean(cell.text) for key, cell in found if cell and _says_who(cell)}

    def beside(self) -> Iterator[Beside]:
        """Yield what is typed where only we write."""
        own = set(self._places.values())
        confirmed = self._places.get(CONFIRMED_BY, (0, 0))
        cell = self._sheet.cells.get(confirmed)
        if cell and not is_blank(cell) and not _says_who(cell):
            yield self._typed("unconfirmed", *confirmed)
        for row, cells in self._rows.items():
            for column, cell in cells.items() if row > self._marked.ids_row else ():
                asked = column == self._marked.column or (row, column) in own
                if not asked and self._is_typed(cell):
                    yield self._typed("stray", row, column)


def _last_header_row(ids_row: int, below: Mapping[int, CellValue]) -> int:
    """Return the row above the first answer.

    The head of the id column stands in the row of column ids, too, so that it can be found again.
    Where it was changed, what looks like a row's id ends the headers.
    """
    head = canonical(below[ids_row].text) if ids_row in below else ""
    again = (row for row, cell in below.items() if row > ids_row and canonical(cell.text) == head)
    if (found := min(again, default=0)) and head:
        return found
    named = (
        row
        for row, cell in sorted(below.items())
        if row > ids_row and not cell.formula and _ROW_ID.match(canonical(cell.text))
    )
    return min(next(named, ids_row + _HEAD_WITHIN + 1) - 1, ids_row + _HEAD_WITHIN)


def _says_who(cell: CellValue) -> bool:
    told = cell.kind not in NO_TEXT or cell.kind is CellKind.DATE
    return told and not is_blank(cell) and "".join(cell.struck) != cell.text


def is_blank(cell: CellValue) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell.kind not in _NEVER_BLANK and not printable(cell.text).strip()


def _is_something(cell: CellValue) -> bool:
    return not is_blank(cell) and cell.kind is not CellKind.BROKEN  # which is told anyway


def field_of(cell: CellValue, origin: Origin) -> Field:
    """Return the content of a cell that is not blank."""
    text, kind, formula, struck, raw, uncertain, runs, unseen = cell
    number = raw if kind is CellKind.NUMBER and isinstance(raw, float) else None
    return Field(text.strip(), kind, origin, struck, formula, None, uncertain, runs, unseen, number)
