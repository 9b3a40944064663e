"""Placed charts go in; they are laid over the cells of the report's sheets.

What a chart shows is read from cells: those are numbers, where all other figures are texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from shinchoku.model import PagedSection, PlacedChart, Theme
from shinchoku.paper.page import PX_PER_PT, column_px
from shinchoku.paper.workbook import SheetWriter
from shinchoku.sheets import cell_name, cell_position


def shown_cells(charts: Iterable[PlacedChart], sheet: str) -> frozenset[tuple[int, int]]:
    """Return the cells of a sheet that charts show, counted from 0."""
    names = {
        name
        for placed in charts
        if placed.sheet == sheet
        for cells in placed.cells
        for name in cells
    }
    return frozenset((row - 1, column - 1) for row, column in map(cell_position, names))


def draw(sheet: SheetWriter, section: PagedSection, placed: PlacedChart, theme: Theme) -> None:
    """Lay a chart over its rows; its share of their width is kept exactly, in pixels."""
    widths = (column_px(width, theme.table.text_size) for width in section.widths)
    rows = [row for page in section.pages for row in page.rows]
    heights = (row.height_pt for row in rows[placed.first_row - 1 : placed.last_row])
    size_px = round(sum(widths) * placed.chart.width), round(sum(heights) * PX_PER_PT)
    labels = reference(placed.sheet, placed.labels) if placed.labels else ""
    counts = [reference(placed.sheet, cells) for cells in placed.cells]
    sheet.chart(placed.first_row - 1, 0, placed.chart, (labels, counts), size_px)


def reference(sheet: str, cells: Sequence[str]) -> str:
    """Return a reference to cells in this order: '集計'!$B$2:$B$5, or several such areas."""
    quoted = sheet.replace("'", "''")
    areas = [f"'{quoted}'!{area}" for area in _areas([cell_position(cell) for cell in cells])]
    return areas[0] if len(areas) == 1 else f"({','.join(areas)})"


def _areas(cells: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield areas of cells below each other, or of one."""
    runs = groupby(enumerate(cells), key=lambda each: (each[1][1], each[1][0] - each[0]))
    for _, run in runs:
        (_, first), *rest = run
        last = rest[-1][1] if rest else first
        yield _fixed(*first) if first == last else f"{_fixed(*first)}:{_fixed(*last)}"


def _fixed(row: int, column: int) -> str:
    letters = cell_name(row, column).rstrip("0123456789")
    return f"${letters}${row}"
