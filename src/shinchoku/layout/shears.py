"""What is higher than a page, or than what is left of one, is cut into rows below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from shinchoku.layout.measure import Ruler, merged_runs
from shinchoku.model import Block, Cell, Row

_LEAST_LINES = 3  # of a text on either side of a page's end


class Shears:
    """Cuts texts that no page could hold. The pieces, joined, are the text; each has its key."""

    def __init__(self, ruler: Ruler, limit_pt: float, mark: str) -> None:
        self._ruler = ruler
        self._limit_pt = limit_pt
        self._mark = mark

    def cut(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks with every row, and every merged cell's text, within the limit."""
        rows = [row for block in blocks for row in block.rows]
        flows = (block.flows for block in blocks for _ in block.rows)
        pieces = [
            self._lowered(row) if flowing else self._cut_row(row)
            for row, flowing in zip(self._unmerged(rows.copy()), flows, strict=True)
        ]
        if pieces == [(row,) for row in rows]:
            return list(blocks)
        fitted = iter(self._ruler.fit([piece for group in pieces for piece in group]))
        groups = iter([tuple(next(fitted) for _ in group) for group in pieces])
        return [
            replace(block, rows=tuple(row for _ in block.rows for row in next(groups)))
            for block in blocks
        ]

    def _unmerged(self, rows: list[Row]) -> list[Row]:
        """Give each row its own piece of a merged text that would fill more than a page."""
        for run in merged_runs(rows):
            shown_again = run.cell._replace(text=run.cell.text + self._mark)
            if self._ruler.height_pt(shown_again) <= self._limit_pt:
                continue
            pieces = self._pieces(run.cell._replace(merge=""), run.rows)
            for index, piece in zip(range(run.first, run.stop), pieces, strict=True):
                height_pt = max(rows[index].height_pt, self._ruler.height_pt(piece))
                rows[index] = with_cell(rows[index], piece)._replace(height_pt=height_pt)
        return rows

    def _lowered(self, row: Row) -> tuple[Row, ...]:
        """Return a row that is cut only when its page is known, no higher than it must be."""
        if row.height_pt <= self._limit_pt:
            return (row,)
        return (row._replace(height_pt=min(self._limit_pt, self._least_pt(row))),)

    def _least_pt(self, row: Row) -> float:
        return self._alone(row._replace(height_pt=0)).height_pt

    def _cut_row(self, row: Row) -> tuple[Row, ...]:
        if row.height_pt <= self._limit_pt or row.chart:
            return (row,)
        row = row._replace(height_pt=0)
        number = 1
        rows: tuple[Row, ...] = (row,)
        while any(part.height_pt > self._limit_pt for part in map(self._alone, rows)):
            number += 1
            columns = [self._divided(cell, number) for cell in row.cells]
            rows = tuple(row._replace(cells=cells) for cells in zip(*columns, strict=True))
        return rows

    def _alone(self, row: Row) -> Row:
        return self._ruler.fit((row,))[0]

    def _divided(self, cell: Cell, number: int) -> list[Cell]:
        """Return the cells of so many rows instead of one; a merged text spreads over them."""
        if cell.merge:
            return [cell, *[cell.blank] * (number - 1)]
        return self._pieces(cell, number)

    def _pieces(self, cell: Cell, number: int) -> list[Cell]:
        """Return a cell as so many ones above each other."""
        lines = self._ruler.broken(cell)
        size = max(1, ceil(len(lines) / number))
        texts = ["".join(lines[start : start + size]) for start in range(0, len(lines), size)]
        texts += [""] * (number - len(texts))
        return [cell._replace(text=text) if text else cell.blank for text in texts]


def divided(ruler: Ruler, row: Row, room_pt: float, *, must: bool) -> tuple[Row, Row] | None:
    """Return what of a row has room in so many points, and its rest; None where that is too little.

    Where it `must` be cut, it is if only by a line. Merged cells go on in both.
    """
    least = 1 if must else _LEAST_LINES
    pairs = [_parted(ruler, cell, room_pt, least) for cell in row.cells]
    if None in pairs or not any(rest.text for _, rest in filter(None, pairs) if not rest.merge):
        return None
    first, rest = (
        ruler.fit((row._replace(cells=cells, height_pt=0),))[0]
        for cells in zip(*filter(None, pairs), strict=True)
    )
    return None if first.height_pt > room_pt and not must else (first, rest)


def _parted(ruler: Ruler, cell: Cell, room_pt: float, least: int) -> tuple[Cell, Cell] | None:
    """Return what of a cell has room, and its rest; None where there is room for too little."""
    if cell.merge or ruler.height_pt(cell) <= room_pt:
        return cell, cell.blank
    lines = ruler.broken(cell)
    count = min(int(len(lines) * room_pt / ruler.height_pt(cell)) + 1, len(lines) - least)
    while count > least and ruler.height_pt(_of(cell, lines[:count])) > room_pt:
        count -= 1
    if count < least or (least > 1 and ruler.height_pt(_of(cell, lines[:count])) > room_pt):
        return None
    return _of(cell, lines[:count]), _of(cell, lines[count:])


def _of(cell: Cell, lines: Sequence[str]) -> Cell:
    return cell._replace(text="".join(lines))


def with_cell(row: Row, cell: Cell) -> Row:
    """Return a row with another cell in its column."""
    cells = (cell if one.column == cell.column else one for one in row.cells)
    return row._replace(cells=tuple(cells))
