"""A document goes in; the same document with the height of every row comes out.

Nobody can ask Excel how high a text will be, so the lines of each text are counted. Excel and
LibreOffice break lines by different rules: the larger count is used, because a row that is too
high wastes paper, and one that is too low loses words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import ceil, floor
from typing import NamedTuple

from shinchoku.layout.styles import Style, style
from shinchoku.model import Cell, Document, Row, Section, Theme
from shinchoku.paper.limits import MAX_ROW_PT
from shinchoku.paper.lines import line_count, lines, longest_wrap
from shinchoku.paper.metrics import Metrics, metrics
from shinchoku.paper.page import INDENT_PX, PADDING_PX, PX_PER_PT, capacity, column_px

STEP_PT = 0.75  # one pixel: Excel rounds every height to it
_LINE_PITCH = 1.25  # Excel's, in font sizes; LibreOffice sets lines closer
_SET_PITCH = 1.05  # what a line of Japanese type takes itself


def measure(document: Document, theme: Theme) -> Document:
    """Return the document with no row lower than its texts need; a height given is a minimum."""
    return replace(document, sections=tuple(_measured(s, theme) for s in document.sections))


def _measured(section: Section, theme: Theme) -> Section:
    ruler = Ruler(section.widths, theme.on(section.paper).with_table(section.table))
    groups = [
        [line for row in block.rows for line in ruler.paragraphs(ruler.linked(row))]
        for block in section.blocks
    ]
    # Merged cells may reach over several blocks, so all rows are fitted together.
    rows = iter(ruler.fit([row for group in groups for row in group]))
    # The blocks of a table have one and the same header, those of a plan the same `within`.
    repeated = {id(rows): rows for block in section.blocks for rows in (block.header, block.within)}
    fitted = {identity: ruler.fit(rows) for identity, rows in repeated.items()}
    blocks = (
        replace(
            block,
            rows=tuple(islice(rows, len(group))),
            header=fitted[id(block.header)],
            within=fitted[id(block.within)],
        )
        for block, group in zip(section.blocks, groups, strict=True)
    )
    return replace(section, blocks=tuple(blocks))


# ---------------------------------------------------------------- merged cells


class Run(NamedTuple):
    """One printed cell: the cells at one place in `rows` neighbouring rows from row `first` on."""

    first: int
    rows: int
    cell: Cell  # the first one with a text

    @property
    def stop(self) -> int:
        """The row after the last one."""
        return self.first + self.rows


def runs(rows: Sequence[Row]) -> Iterator[Run]:
    """Yield every printed cell, each merged one once, in order of column, then row."""
    return _runs((index, cell) for index, row in enumerate(rows) for cell in row.cells)


def merged_runs(rows: Sequence[Row]) -> Iterator[Run]:
    """Yield those of `runs` that may be over several rows: few of them are."""
    return _runs(
        (index, cell) for index, row in enumerate(rows) for cell in row.cells if cell.merge
    )


def _runs(cells: Iterable[tuple[int, Cell]]) -> Iterator[Run]:
    columns: defaultdict[tuple[int, int], list[tuple[int, Cell]]] = defaultdict(list)
    for place in cells:
        columns[place[1].column, place[1].span].append(place)
    for _, column in sorted(columns.items()):
        yield from _runs_of_column(column)


def _runs_of_column(column: list[tuple[int, Cell]]) -> Iterator[Run]:
    first, shown = column[0]
    stop = first + 1
    for index, cell in column[1:]:
        if index == stop and cell.merge and cell.merge == shown.merge:
            if not shown.text and cell.text:
                shown = cell
        else:
            yield Run(first, stop - first, shown)
            first, shown = index, cell
        stop = index + 1
    yield Run(first, stop - first, shown)


def divide_tall(row: Row, token: str) -> tuple[Row, ...]:
    """Return a row over Excel's 409.5 pt as several rows that `token` merges into one.

    The first of them carries texts and keys, or the chart; the sum of heights stays.
    """
    count = ceil(row.height_pt / MAX_ROW_PT)
    if count <= 1:
        return (row,)
    cells = tuple(cell._replace(merge=cell.merge or token) for cell in row.cells)
    blank = tuple(cell.blank for cell in cells)
    steps = round(row.height_pt / STEP_PT)
    return tuple(
        Row(
            kind=row.kind,
            cells=blank if part else cells,
            height_pt=(steps // count + (part < steps % count)) * STEP_PT,
            chart=None if part else row.chart,
        )
        for part in range(count)
    )


# ---------------------------------------------------------------- heights


class Ruler:
    """Knows how high texts are in the columns of one sheet."""

    def __init__(self, widths: Sequence[float], theme: Theme) -> None:
        self._theme = theme
        self._widths_px = [column_px(width, theme.table.text_size) for width in widths]
        self._styles: dict[str, Style] = {}
        self._rooms: dict[tuple[int, int, str], tuple[int, Metrics]] = {}
        self._blank_pt = _stepped(theme.body_size * _LINE_PITCH + 5.25)

    def fit(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows, none lower than its texts need; what they have is their minimum."""
        return self.fit_merged([self._fitted(row) for row in rows])

    def _fitted(self, row: Row) -> Row:
        """Return a row with the height that its own cells need, merged ones aside."""
        needed = [self.height_pt(cell) for cell in row.cells if not cell.merge]
        height_pt = max([_stepped(row.height_pt), *needed])
        return row if row.height_pt == height_pt else row._replace(height_pt=height_pt)

    def fit_merged(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return rows that were fitted once with what merged cells need, which may be cut now."""
        heights = [row.height_pt for row in rows]
        merged = []
        for run in merged_runs(rows):
            if run.rows == 1:
                heights[run.first] = max(heights[run.first], self.height_pt(run.cell))
            else:
                merged.append(run)
        heights = [height or self._blank_pt for height in heights]
        for run in sorted(merged, key=lambda run: run.rows):
            _spread(heights, run, self.height_pt(run.cell))
        return tuple(
            row if row.height_pt == height else row._replace(height_pt=height)
            for row, height in zip(rows, heights, strict=True)
        )

    def linked(self, row: Row) -> Row:
        """Return the row with links on texts of one line only: LibreOffice never breaks others."""
        if not any(cell.link for cell in row.cells):
            return row
        cells = (
            cell if self.line_count(cell) == 1 else cell._replace(link="") for cell in row.cells
        )
        return row._replace(cells=tuple(cells))

    def paragraphs(self, row: Row) -> tuple[Row, ...]:
        """Return a row for each paragraph of a text with wider lines; other rows unchanged.

        Where a paragraph ends inside a cell, LibreOffice does not spread its lines.
        """
        if len(row.cells) != 1 or "\n" not in row.cells[0].text:
            return (row,)
        (cell,) = row.cells
        if self._style(cell.style).valign != "spread":
            return (row,)
        first, *others = (cell._replace(text=text) for text in cell.text.split("\n"))
        rows = [row._replace(cells=(first,))]
        for other in others:
            if self._set_lines(rows[-1].cells[0]) > 1:
                rows.append(Row(kind="space", cells=(), height_pt=self._parting_pt(other)))
            rows.append(row._replace(cells=(other._replace(key=None),), height_pt=0))
        return tuple(rows)

    def _parting_pt(self, cell: Cell) -> float:
        """Return what parts a paragraph's last line from the next one, above the lines' own."""
        look = self._style(cell.style)
        return look.size_pt * (look.leading - _SET_PITCH)

    def height_pt(self, cell: Cell) -> float:
        """Return the height that a cell's text needs, alone."""
        look = self._style(cell.style)
        pitches = _LINE_PITCH * self.line_count(cell)
        if look.leading:
            spread = look.leading * (self._set_lines(cell) - 1) + _SET_PITCH
            pitches = max(pitches, spread)
        return _stepped(look.size_pt * pitches + look.space_pt)

    def _set_lines(self, cell: Cell) -> int:
        """Count the lines as type is set: one too many, to be safe, would tear them apart."""
        _, of = self.room(cell)
        across = of.em * self._room_px(cell) / (self._style(cell.style).size_pt * PX_PER_PT)
        room = max(of.em, floor(across))
        return len(lines(cell.text, room, of, kinsoku=True, whole_words=True))

    def line_count(self, cell: Cell) -> int:
        """Return the most lines that a cell's text may need."""
        return line_count(cell.text, *self.room(cell))

    def broken(self, cell: Cell) -> list[str]:
        """Return a cell's text broken into the most lines that it may need."""
        return longest_wrap(cell.text, *self.room(cell))

    def room(self, cell: Cell) -> tuple[int, Metrics]:
        """Return how much of a text a line of a cell holds, in units of its font, and the font."""
        place = cell.column, cell.span, cell.style
        if place not in self._rooms:
            look = self._style(cell.style)
            of = metrics(look.font, look.size_pt, bold=look.bold)
            self._rooms[place] = capacity(self._room_px(cell), look.size_pt, of), of
        return self._rooms[place]

    def _room_px(self, cell: Cell) -> float:
        width_px = sum(self._widths_px[cell.column : cell.column + cell.span])
        return width_px - PADDING_PX - INDENT_PX * self._style(cell.style).indent

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = style(self._theme, name)
        return self._styles[name]


def _stepped(height_pt: float) -> float:
    return ceil(height_pt / STEP_PT - 1e-6) * STEP_PT


def _spread(heights: list[float], run: Run, needed_pt: float) -> None:
    """Give a merged cell's rows what they lack, evenly, in whole steps."""
    missing_pt = needed_pt - sum(heights[run.first : run.stop])
    if missing_pt <= 0:
        return
    steps = ceil(missing_pt / STEP_PT - 1e-6)
    for position, index in enumerate(range(run.first, run.stop)):
        heights[index] += (steps // run.rows + (position < steps % run.rows)) * STEP_PT
