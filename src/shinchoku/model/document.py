"""The report before it has sizes, and page by page. Heights are in points.

What there is a hundred thousand of is a named tuple: made in a fifth of a frozen dataclass's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, NamedTuple

from shinchoku.model.answers import Key
from shinchoku.model.charts import Chart, PlacedChart
from shinchoku.model.forms import PageBreak, TableLook
from shinchoku.model.paper import A4_UPRIGHT, Paper
from shinchoku.records import dataclass


class Cell(NamedTuple):
    """One cell of a row.

    Neighbouring rows of one page whose cells at this column have the same `merge` are one
    vertically merged cell; only the first one's text is shown, and it is shown again, with the
    continuation mark if `continued`, where the page breaks in between.
    """

    column: int  # 0-based column of the section's grid
    text: str = ""
    style: str = "body"
    span: int = 1  # columns
    merge: str = ""
    continued: bool = False
    key: Key | None = None  # the submitted or counted value that is printed here
    page_of: str = ""  # an anchor; the text becomes its page number, linked to its cell
    link: str = ""  # an anchor that the cell links to

    @property
    def blank(self) -> Cell:
        """The cell with nothing in it."""
        return self._replace(text="", key=None, page_of="", link="")


class Opening(NamedTuple):
    """What begins with a block: a page ends rather before a plan than in the middle of one.

    `depth` is 0 for the outermost; `early_end` is how much of the page may stay empty for it.
    """

    depth: int
    early_end: float


RowKind = Literal["text", "title", "band", "header", "body", "footnote", "space", "tile", "chart"]


class Row(NamedTuple):
    """One row of cells; `height_pt` 0 asks `measure` for the height its texts need.

    A chart lies over its row, and no page ends within.
    """

    kind: RowKind
    cells: tuple[Cell, ...]
    height_pt: float = 0.0
    chart: Chart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that stay together unless they alone exceed a page.

    `header` is printed again at the top of a page that begins inside the table, and above it
    `within`, which says what goes on there, on any page that begins with one of the rows.
    `anchors` name the place for the contents page. Where it `flows`, a page may end in its text.
    """

    rows: tuple[Row, ...]
    header: tuple[Row, ...] = ()
    within: tuple[Row, ...] = ()
    anchors: tuple[str, ...] = ()
    opens: Opening | None = None
    keep_with_next: bool = False
    flows: bool = False
    page_break: PageBreak = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The blocks of one sheet. It begins on a new page. `part_of` is the definition's section."""

    id: str
    part_of: str
    sheet: str
    widths: tuple[float, ...]  # full-width characters of its tables, one for each grid column
    blocks: tuple[Block, ...]
    table: TableLook | None = None  # None: the theme's
    running_title: str = ""
    numbered: bool = True
    paper: Paper = A4_UPRIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The report before it has sizes."""

    sections: tuple[Section, ...]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One printed page; `number` None is not counted. `rows` have their final heights."""

    number: int | None
    rows: tuple[Row, ...]
    anchors: Mapping[str, int] = field(default_factory=dict)  # anchor -> index into rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedSection:
    """A sheet of the report, page by page."""

    id: str
    part_of: str
    sheet: str
    widths: tuple[float, ...]
    pages: tuple[Page, ...]
    table: TableLook | None = None
    running_title: str = ""
    paper: Paper = A4_UPRIGHT


class Placement(NamedTuple):
    """Where a text stands in the report, fixed before it is written.

    `section` is the definition's: a value may be printed in several of them.
    """

    section: str
    sheet: str
    cell: str
    page: int | None
    text: str
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the contents page names."""

    id: str
    sheet: str
    cell: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedDocument:
    """The report with every height, page number and placement fixed."""

    title: str
    sections: tuple[PagedSection, ...]
    placements: tuple[Placement, ...]
    anchors: tuple[Anchor, ...]
    charts: tuple[PlacedChart, ...] = ()
