"""Several tables on one sheet: its columns are cut where any of them has a line.

In go the columns of each table; out come the columns of the sheet, and each table's rows over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from shinchoku.layout.styles import figure, look_name
from shinchoku.model import Cell, Row, TableLook, Theme
from shinchoku.paper.page import CHARACTER_PX, MEASURED_PT, PADDING_PX, column_px

_NEAR_PX = 8  # lines nearer to each other than this become one
_WIDE_PX = 48  # a column that can do with a little less

_Sizes = tuple[int, ...]  # of columns, or where they end: in pixels


class Columns(NamedTuple):
    """The columns of one table, in full-width characters of its text; its figures come last."""

    widths: tuple[float, ...]
    look: TableLook
    figures: int = 0

    @property
    def sizes(self) -> _Sizes:
        """Their widths in pixels."""
        return tuple(column_px(width, self.look.text_size) for width in self.widths)


class Grid:
    """The columns of a sheet, and where on them those of its tables stand.

    `widths` are full-width characters of `look`. The columns of a table alone are the sheet's. Of
    several, all columns of figures are as wide as the narrowest, so that they stand below each
    other; then the first table keeps its lines, and those of the others that are near move there.
    """

    def __init__(self, tables: Sequence[Columns], theme: Theme) -> None:
        first, *others = dict.fromkeys(tables)
        self._first = first
        self.widths, self.look = first.widths, first.look
        self._ends: Mapping[Columns, _Sizes] = {}  # columns of the sheet where a table's end
        if others:
            self._share([first, *others], theme.table)

    def _share(self, tables: Sequence[Columns], look: TableLook) -> None:
        lines: dict[Columns, _Sizes] = {}
        for table, sizes in _in_line({table: table.sizes for table in tables}).items():
            lines[table] = _near(sizes, {edge for ends in lines.values() for edge in ends})
        edges = sorted({edge for ends in lines.values() for edge in ends})
        places = {edge: index for index, edge in enumerate(edges, start=1)}
        self._ends = {table: tuple(map(places.__getitem__, lines[table])) for table in tables}
        cut = (end - start for start, end in pairwise((0, *edges)))
        self.widths, self.look = tuple(characters(px, look) for px in cut), look

    @property
    def stub(self) -> int:
        """How many columns of the sheet the first column of its first table is."""
        return self._ends[self._first][0] if self._ends else 1

    def place(self, rows: Iterable[Row], table: Columns) -> Iterator[Row]:
        """Yield the rows of a table over the sheet's columns, its cells looking as it does."""
        if not self._ends:
            yield from rows
            return
        ends = (0, *self._ends[table])
        look = "" if table.look == self.look else look_name(table.look)
        own = [end - start for start, end in pairwise(ends)]
        # LibreOffice indents no text on the right of a cell that is over several columns.
        is_flush = table.figures > 0 and max(own[-table.figures :]) > 1
        for row in rows:
            cells = (_over(cell, ends, look, is_flush=is_flush) for cell in row.cells)
            yield row._replace(cells=tuple(cells))


def _in_line(tables: Mapping[Columns, _Sizes]) -> Mapping[Columns, _Sizes]:
    """Return sizes of columns, those of figures all alike; the widest other one has the rest."""
    counted = [sizes for table, sizes in tables.items() if table.figures]
    figure = min((sizes[-1] for sizes in counted), default=0)
    whole = max(map(sum, counted), default=0)

    def fitted(table: Columns, sizes: _Sizes) -> _Sizes:
        if not table.figures:
            return sizes
        stubs = list(sizes[: -table.figures])
        widest = stubs.index(max(stubs))
        stubs[widest] += whole - figure * table.figures - sum(stubs)
        return (*stubs, *(figure,) * table.figures)

    return {table: fitted(table, sizes) for table, sizes in tables.items()}


def _near(sizes: _Sizes, edges: Iterable[int]) -> _Sizes:
    """Return where the columns of a table end, on lines of other tables where some are near.

    A line between narrow columns stays: they need every pixel.
    """
    found = []
    for index, edge in enumerate(accumulate(sizes)):
        may_move = min(sizes[index : index + 2]) >= _WIDE_PX
        near = [(abs(other - edge), other) for other in edges if may_move]
        distance, other = min(near, default=(_NEAR_PX, edge))
        found.append(other if distance < _NEAR_PX else edge)
    return tuple(found)


def _over(cell: Cell, ends: Sequence[int], look: str, *, is_flush: bool) -> Cell:
    first, last = ends[cell.column], ends[cell.column + cell.span]
    style = figure(cell.style) if is_flush else cell.style
    return cell._replace(column=first, span=last - first, style=style + look)


def characters(px: int, look: TableLook) -> float:
    """Return the width of which `column_px` makes so many pixels."""
    return (px - 0.5 - PADDING_PX) * MEASURED_PT / CHARACTER_PX / look.text_size
