"""What comes out of a workbook: frozen values, the error, and the limits that a reader sets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Literal, NamedTuple

from shinchoku.records import dataclass

Position = tuple[int, int]  # row and column, both from 1
Extent = tuple[int, int, int, int]  # first row, first column, last row, last column
Visibility = Literal["visible", "hidden", "veryHidden"]


class CellKind(StrEnum):
    """What a cell holds; blank cells are absent."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ERROR = "error"
    DATE = "date"  # a number under a date or time format, or ISO 8601 text
    FORMULA_WITHOUT_RESULT = "formula_without_result"
    PICTURE = "picture"  # in the cell itself; its text is what stands there for it
    BROKEN = "broken"  # what it refers to is not there, or what is stored is no value


# What such a cell shows was not typed as it stands.
NO_TEXT = frozenset(
    {
        CellKind.BROKEN,
        CellKind.DATE,
        CellKind.ERROR,
        CellKind.FORMULA_WITHOUT_RESULT,
        CellKind.PICTURE,
    }
)

Run = tuple[str, str]
"""A stretch of a text, and "superscript", "subscript" or "" for where it stands."""


class CellValue(NamedTuple):
    r"""One cell that is not blank; a formula with the stored result "" is a text "" here."""

    text: str  # what a clerk sees in a Japanese Excel; line ends are \n
    kind: CellKind
    formula: bool = False
    struck: tuple[str, ...] = ()  # struck-out stretches; they stay in `text` too
    raw: str | float | bool | None = None  # text, number or date serial, truth, error code
    uncertain: bool = False  # whether Excel may show another text, by a format not understood
    runs: tuple[Run, ...] = ()  # of a text that is raised or lowered somewhere
    unseen: bool = False  # some of it in the colour of its ground, or too small


class ChartSeries(NamedTuple):
    """What a chart shows of one series: references (without =) and what it has kept of them."""

    name: str
    label_cells: str
    labels: tuple[str, ...]
    cells: str
    values: tuple[str, ...]


class SheetChart(NamedTuple):
    """A chart on a sheet, by the cell of its corner."""

    position: Position
    series: tuple[ChartSeries, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a chart sheet is one without cells."""

    name: str
    state: Visibility
    cells: Mapping[Position, CellValue]  # in order of rows, then columns
    merges: tuple[Extent, ...]
    hidden_rows: frozenset[int]  # those with a cell in them: an empty row hides nothing
    hidden_columns: frozenset[int]  # likewise
    comments: Mapping[Position, str]  # notes and threaded comments
    has_drawings: bool  # shapes without text, pictures, charts, controls, embedded objects
    text_boxes: tuple[tuple[Position | None, str], ...] = ()  # by the cell of their corner
    charts: tuple[SheetChart, ...] = ()  # only of workbooks that this program wrote
    lost: bool = False  # whether the workbook lists it and the file lacks it, or it is no XML


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in tab order, and what the file says about itself."""

    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str]  # custom document properties
    defined_names: Mapping[str, str]  # a name that one sheet owns stands as `Sheet!name`
    external_links: bool  # to other workbooks or data sources; never followed
    macros: bool  # never run


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: many times what a department's workbook needs."""

    max_file_bytes: int = 32 << 20
    max_bytes_inflated: int = 160 << 20  # counted while inflating: headers lie
    max_bytes_parsed: int = 32 << 20  # of XML, without what is cut before: see `shortcuts`
    max_ratio: int = 200  # inflated to packed, for a part over 1 MiB
    max_entries: int = 2_000  # files in the zip; sheets
    max_tags: int = 160_000  # of XML, starts and ends, without what is cut before
    max_cells: int = 50_000  # cells, and all else that is kept: strings, styles, merges, comments
    max_characters: int = 4_000_000  # of text
    max_depth: int = 64  # of XML elements

    @classmethod
    def of_our_own(cls, size_bytes: int) -> Limits:
        """Return those for a file of this size that this program wrote: it grows with a round.

        A report packs a cell into some twenty bytes and its XML to a twelfth; a stranger's limits
        hold below that, and a part may be as dense as deflating makes it.
        """
        least = cls()
        return cls(
            max_file_bytes=max(least.max_file_bytes, size_bytes),
            max_bytes_inflated=max(least.max_bytes_inflated, 100 * size_bytes),
            max_bytes_parsed=max(least.max_bytes_parsed, 100 * size_bytes),
            max_ratio=1_100,
            max_entries=max(least.max_entries, size_bytes // 100),
            max_tags=max(least.max_tags, 10 * size_bytes),
            max_cells=max(least.max_cells, size_bytes),
            max_characters=max(least.max_characters, 20 * size_bytes),
        )


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@lru_cache(maxsize=1 << 14)
def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: (3, 2) is B3."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


@lru_cache(maxsize=1 << 14)
def cell_position(name: str) -> Position:
    """Return row and column of a cell's name, B3 is (3, 2); ValueError if no sheet has it."""
    match = _CELL_NAME.fullmatch(name)
    row, column = (int(match[2]), _column_number(match[1])) if match else (0, 0)
    if not (1 <= row <= LAST_ROW and column <= LAST_COLUMN):
        raise ValueError(f"no sheet has a cell {name[:20]!r}")
    return row, column


@lru_cache(maxsize=LAST_COLUMN)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@lru_cache(maxsize=1 << 12)
def area(reference: str) -> Extent:
    """Return the area of a reference like A1:B2, or of one cell."""
    first, _, last = reference.partition(":")
    return (*cell_position(first), *cell_position(last or first))
