"""A card for each entry: rows of labels and of what they are about, cut where a page ends.

In go a section and the merged answers; out come blocks over a grid that all rows share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from shinchoku.layout.composer import Composer
from shinchoku.layout.grid import Columns, Grid, characters
from shinchoku.layout.shown import Shown
from shinchoku.layout.styles import figure
from shinchoku.layout.summaries import bar_row, space
from shinchoku.model import (
    AnyCell,
    Block,
    CardRow,
    CardSection,
    Cell,
    Column,
    ColumnCell,
    Entry,
    Key,
    LabelCell,
    Line,
    LinesCell,
    NodePath,
    Row,
    TextCell,
    owner_of,
    words_of,
)
from shinchoku.model.cards import ENTRY
from shinchoku.paper.limits import cut
from shinchoku.paper.page import filling, lines_pt

_TITLE_GAP_PT = 6.0
_LONGEST_TITLE = 80  # of a card that goes on: enough to know it by


class Cards:
    """Lays out the cards of one section."""

    def __init__(self, composer: Composer, spec: CardSection) -> None:
        definition = composer.definition
        self._definition = definition
        self._spec = spec
        self._form = definition.form(spec.form_id)
        self._shown = Shown(definition, composer.merged, self._form)
        self._names = {each.id: each.name for each in definition.departments}
        theme, look = composer.theme_of(spec), self._form.look
        self._plain = Columns(filling(spec.columns, theme.with_table(look)), look)
        self._tables = [self._columns(row) for row in spec.grid]
        self.grid = Grid([self._plain, *self._tables], theme)
        self._listed = spec.contents.level if spec.contents else ""
        self._anchored: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all cards, each of which begins on a page of its own."""
        for path, entry in self._definition.entries(self._form):
            yield from self._card(path, entry)

    def _columns(self, row: CardRow) -> Columns:
        """Return the columns of a row: a cell each, but those of a table of lines."""
        if not any(isinstance(cell, LinesCell) for cell in row):
            return self._plain
        ends = [0, *accumulate(self._plain.sizes)]
        stops = [0, *accumulate(cell.span for cell in row)]
        sizes: list[int] = []
        for cell, (start, stop) in zip(row, pairwise(stops), strict=True):
            wide = ends[stop] - ends[start]
            shares = cell.shares if isinstance(cell, LinesCell) else (1.0,)
            cuts = [0, *(round(wide * part / sum(shares)) for part in accumulate(shares))]
            sizes += [end - begin for begin, end in pairwise(cuts)]
        look = self._plain.look
        return Columns(tuple(characters(px, look) for px in sizes), look)

    # ------------------------------------------------------------ one card

    def _card(self, path: NodePath, entry: Entry) -> Iterator[Block]:
        department = self._names.get(entry.department_id, "")
        words = words_of(self._form, path, entry, department)
        title, span = self._spec.title.fill(words), len(self.grid.widths)
        yield Block(
            rows=(bar_row(title, "plan", span), space(_TITLE_GAP_PT)),
            anchors=tuple(self._anchors(path, entry)),
            keep_with_next=True,
            page_break="before",
        )
        within = (self._going_on(title, span),)
        for number, (row, columns) in enumerate(zip(self._spec.grid, self._tables, strict=True)):
            rows = tuple(self._rows(number, row, entry, words))
            placed = tuple(self.grid.place(rows, columns))
            yield Block(rows=placed, within=within, flows=len(placed) == 1)

    def _anchors(self, path: NodePath, entry: Entry) -> Iterator[str]:
        """Yield the names of a card on the contents page; a node's stands on its first one."""
        ids = [node.id for node in path if node.level == self._listed]
        for name in [entry.id] if self._listed == ENTRY else ids:
            if name not in self._anchored:
                self._anchored.add(name)
                yield f"{self._spec.id}:{name}"

    def _going_on(self, title: str, span: int) -> Row:
        """Return what a page begins with on which a card goes on."""
        shown = cut(title, _LONGEST_TITLE)
        text = f"{shown}{'' if shown == title else '…'}{self._definition.texts.continued}"
        return Row(kind="header", cells=(Cell(column=0, text=text, style="continued", span=span),))

    # ------------------------------------------------------------ its rows

    def _rows(
        self, number: int, row: CardRow, entry: Entry, words: Mapping[str, str]
    ) -> Iterator[Row]:
        """Yield a row of the grid; beside lines, its other cells are merged over all of them."""
        places = self._places(row)
        table = next((cell for cell in row if isinstance(cell, LinesCell)), None)
        if table is None:
            high = max(cell.high for cell in row)
            yield Row(
                kind="body",
                cells=tuple(self._cells(f"{number}", row, places, entry, words)),
                height_pt=lines_pt(high, self._form.look.text_size),
            )
            return
        beside = tuple(self._cells(f"{number}", row, places, entry, words, merged=True))
        first = places[row.index(table)]
        columns = [self._form.column(name) for name in table.columns]
        header = (
            Cell(column=place, text=column.header, style="header")
            for place, column in enumerate(columns, start=first)
        )
        rows = [Row(kind="header", cells=_in_order((*beside, *header)))]
        blank = tuple(cell.blank for cell in beside)
        for line in entry.lines:
            own = (self._line_cell(p, c, entry, line) for p, c in enumerate(columns, start=first))
            rows.append(Row(kind="body", cells=_in_order((*blank, *own))))
        yield from rows

    def _places(self, row: CardRow) -> Sequence[int]:
        """Return the column that each cell of a row begins at, in the row's own columns."""
        is_table = any(isinstance(cell, LinesCell) for cell in row)
        wide = (
            len(c.columns) if isinstance(c, LinesCell) else 1 if is_table else c.span for c in row
        )
        return [0, *accumulate(wide)][:-1]

    def _cells(
        self,
        token: str,
        row: CardRow,
        places: Sequence[int],
        entry: Entry,
        words: Mapping[str, str],
        *,
        merged: bool = False,
    ) -> Iterator[Cell]:
        """Yield the cells of a row but its table; labels and texts are shown where they go on."""
        for place, cell in zip(places, row, strict=True):
            if isinstance(cell, LinesCell):
                continue
            merge = f"{entry.id}:{token}:{place}"
            span = 1 if merged else cell.span
            made = self._cell(cell, entry, words)._replace(column=place, span=span)
            repeated = merged or not isinstance(cell, ColumnCell)
            yield made._replace(merge=merge if repeated else "")

    def _cell(self, cell: AnyCell, entry: Entry, words: Mapping[str, str]) -> Cell:
        match cell:
            case LabelCell():
                return Cell(column=0, text=cell.label, style="header")
            case TextCell():
                return Cell(column=0, text=cell.text.fill(words), style="cell")
            case ColumnCell():
                column = self._form.column(cell.column_id)
                return self._value(column, entry, entry.lines[0])
        raise TypeError(cell)

    def _line_cell(self, place: int, column: Column, entry: Entry, line: Line) -> Cell:
        return self._value(column, entry, line)._replace(column=place)

    def _value(self, column: Column, entry: Entry, line: Line) -> Cell:
        text = self._shown.text(column, entry, line)
        # What is over several columns of the sheet has no indent in LibreOffice: see `grid`.
        style = figure(self._shown.style(column, entry, line))
        key = None if column.by == "master" else Key(owner_of(entry, line, column), column.id)
        return Cell(column=0, text=text, style=style, key=key)


def _in_order(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.column))
