"""What the page consists of: headings, texts, tables, cards, figures, without any markup."""

from __future__ import annotations

from dataclasses import field
from typing import NamedTuple

from shinchoku.model import Cell, Chart, Key, Row
from shinchoku.records import dataclass

Ids = tuple[str, ...]
"""The anchors that stand at a part."""


class Heading(NamedTuple):
    """A heading of level 2 to 6."""

    level: int
    text: str
    ids: Ids = ()


class Prose(NamedTuple):
    """A text in a style of the report's."""

    style: str
    text: str
    ids: Ids = ()


class Entry(NamedTuple):
    """A line of the contents page: its text leads to an anchor; a part has entries below it."""

    text: str
    link: str
    is_part: bool


class Contents(NamedTuple):
    """The lines of the contents page."""

    lines: tuple[Entry, ...]


class Terms(NamedTuple):
    """A table without heads: what comes first in a row, and what is said of it."""

    rows: tuple[Row, ...]


class Figure(NamedTuple):
    """A chart; its counts stand in a table of its chapter."""

    chart: Chart
    number: int


@dataclass(slots=True)
class Field:
    """A cell of a table, over columns of its own grid; it grows down while lines share it.

    `marks` stand above it. A cell of `head` names others: those of its column, its row, or, for a
    group of either, all of them.
    """

    column: int
    span: int
    text: str
    style: str
    key: Key | None = None
    rows: int = 1
    head: str = ""  # col, colgroup, row, rowgroup
    marks: str = ""
    tiles: tuple[tuple[str, str], ...] = ()  # numbers with their colours
    again: bool = False  # what the row above has said already


@dataclass(slots=True)
class Line:
    """A row of a table; `entry` is the id of what it is about, `note` of the note below on it."""

    fields: list[Field]
    ids: Ids = ()
    entry: str = ""
    is_sum: bool = False
    notes: list[int] = field(default_factory=list)


class Note(NamedTuple):
    """A note below a table; `number` is 0 where no row of the table is meant."""

    cell: Cell
    number: int
    entry: str = ""


@dataclass(slots=True)
class Table:
    """A table: rows of heads, then groups of lines, each of which begins with what it is about."""

    id: str
    caption: str
    columns: int
    heads: list[Line]
    groups: list[list[Line]]
    labels: tuple[str, ...]  # of its columns
    shares: tuple[int, ...]  # of its width, in per cent
    notes: list[Note] = field(default_factory=list)
    is_seen: bool = False  # its caption stands nowhere else
    form: str = ""  # whose columns it has; "" of one of figures, which stays a table on any screen
    ids: Ids = ()


@dataclass(slots=True)
class Pair:
    """A label of a card and what stands beside it."""

    label: Cell | None
    values: list[Cell]


@dataclass(slots=True)
class Card:
    """A page about an entry, or about a node with the entries below it."""

    heading: Heading
    entries: tuple[str, ...]
    parts: list[list[Pair] | Table | Prose]


Part = Heading | Prose | Contents | Terms | Figure | Table | Card


@dataclass(slots=True)
class Chapter:
    """A section of the report; the first of its headings says what it is."""

    id: str
    kind: str  # cover, front, contents, text, table, card, goals
    sheet: str
    running_title: str
    parts: list[Part]
    ids: Ids = ()  # of what stands nowhere else
    is_turned: bool = False  # its paper

    @property
    def heading(self) -> Heading:
        """What it is called."""
        return next(part for part in self.parts if isinstance(part, Heading))
