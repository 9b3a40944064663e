"""What the workbook is planned to hold, cell by cell, before any of it is written.

Rows and columns count from 0. Sizes are for who writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from shinchoku.model import Chart
from shinchoku.paper.workbook import Area
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name


class Cell(NamedTuple):
    """One cell: the text that is seen in it, and the number that it is, if it is one.

    `formula` has no =; `code` is the number's format; `link` names a sheet.
    """

    row: int
    column: int
    text: str
    style: str = "cell"
    value: float | None = None
    formula: str = ""
    code: str = ""
    link: str = ""
    span: int = 1

    @property
    def name(self) -> str:
        """Where it is, as A1."""
        return cell_name(self.row + 1, self.column + 1)


class Drawn(NamedTuple):
    """A chart, the row that it begins at, and its height in points.

    `labels` is a reference to cells, and so are the `counts` of each of its bars.
    """

    row: int
    height_pt: float
    chart: Chart
    labels: str
    counts: tuple[str, ...]


@dataclass(kw_only=True)
class Sheet:
    """A sheet while it is planned.

    `about` says what it shows. `shares` are its columns' shares of the page; `hidden` ones behind
    them are for formulas alone. `heads` are the rows of its header, repeated on each page.
    `choices` go from an area to the cells that say what may stand in it.
    """

    name: str
    title: str
    about: str
    shares: Sequence[float]
    size_pt: float
    turned: bool
    cells: list[Cell] = field(default_factory=list)
    charts: list[Drawn] = field(default_factory=list)
    choices: dict[Area, str] = field(default_factory=dict)
    hidden: int = 0  # columns behind the shares
    heads: tuple[int, int] | None = None  # first and last row of the header
    filtered: Area | None = None
    frozen_columns: int = 0
    is_list: bool = False  # of entries, and not of what was counted

    def put(self, row: int, column: int, text: str, style: str = "cell", span: int = 1) -> None:
        """Plan a text."""
        self.cells.append(Cell(row, column, text, style, span=span))

    def row_of(self, row: int, first: int, texts: Sequence[str], style: str = "cell") -> None:
        """Plan texts beside each other."""
        for column, text in enumerate(texts, first):
            self.put(row, column, text, style)

    def ref(self, row: int, column: int, last_row: int | None = None) -> str:
        """Return an absolute reference to a cell, or to the cells down to another row."""
        return f"{quoted(self.name)}!{absolute(row, column, last_row)}"


def quoted(name: str) -> str:
    """Return a sheet's name as formulas have it."""
    return "'" + name.replace("'", "''") + "'"


def absolute(row: int, column: int, last_row: int | None = None) -> str:
    """Return $A$1, or $A$1:$A$9."""
    letters = cell_name(1, column + 1)[:-1]
    first = f"${letters}${row + 1}"
    return first if last_row is None else f"{first}:${letters}${last_row + 1}"


def stands(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Yield each place and the text that must be seen there."""
    for sheet in sheets:
        for cell in sheet.cells:
            if cell.text:
                yield f"{sheet.name}!{cell.name}", cell.text
        for drawn in sheet.charts:
            corner = f"{sheet.name}!{cell_name(drawn.row + 1, 1)}"
            labels = (drawn.labels, *drawn.chart.labels)
            shown = zip(drawn.chart.bars, drawn.counts, strict=True)
            for number, (bars, cells) in enumerate(shown, 1):
                texts = (bars.name, *labels, cells, *map(str, bars.counts))
                yield f"{corner}#{number}", "\n".join(texts)
