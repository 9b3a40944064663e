"""A card for each entry or node: rows of labels and of what they are about, cut where a page ends.

In go a section and the merged answers; out come blocks over a grid that all rows share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from shinchoku.layout.composer import Composer
from shinchoku.layout.grid import Columns, Grid, characters
from shinchoku.layout.shown import Shown
from shinchoku.layout.styles import figure
from shinchoku.layout.subjects import Subject, subjects
from shinchoku.layout.summaries import bar_row, space
from shinchoku.model import (
    AnyCell,
    Block,
    CardRow,
    CardSection,
    Cell,
    Column,
    ColumnCell,
    EntriesCell,
    Entry,
    Key,
    LabelCell,
    Line,
    Row,
    TableCell,
    TextCell,
    owner_of,
)
from shinchoku.model.cards import ENTRY, forms_in
from shinchoku.paper.limits import cut
from shinchoku.paper.page import filling, lines_pt
from shinchoku.words import words

_TITLE_GAP_PT = 6.0
_LONGEST_TITLE = 80  # of a card that goes on: enough to know it by


class Cards:
    """Lays out the cards of one section."""

    def __init__(self, composer: Composer, spec: CardSection) -> None:
        definition = composer.definition
        self._definition = definition
        self._spec = spec
        self._forms = {name: definition.form(name) for name in (spec.form_id, *forms_in(spec.grid))}
        self._shown = {
            name: Shown(definition, composer.merged, form) for name, form in self._forms.items()
        }
        theme, self._look = composer.theme_of(spec), self._forms[spec.form_id].look
        self._plain = Columns(filling(spec.columns, theme.with_table(self._look)), self._look)
        self._tables = [self._columns(row) for row in spec.grid]
        self.grid = Grid([self._plain, *self._tables], theme)
        self._listed = spec.contents.level if spec.contents else ""
        self._none = words(definition.round.language)("crosstab.none")
        self._anchored: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all cards, each of which begins on a page of its own."""
        for subject in subjects(self._definition, self._spec):
            yield from self._card(subject)

    def _columns(self, row: CardRow) -> Columns:
        """Return the columns of a row: a cell each, but those of a table in it."""
        if not any(isinstance(cell, TableCell) for cell in row):
            return self._plain
        ends = [0, *accumulate(self._plain.sizes)]
        stops = [0, *accumulate(cell.span for cell in row)]
        sizes: list[int] = []
        for cell, (start, stop) in zip(row, pairwise(stops), strict=True):
            wide = ends[stop] - ends[start]
            shares = cell.shares if isinstance(cell, TableCell) else (1.0,)
            cuts = [0, *(round(wide * part / sum(shares)) for part in accumulate(shares))]
            sizes += [end - begin for begin, end in pairwise(cuts)]
        look = self._plain.look
        return Columns(tuple(characters(px, look) for px in sizes), look)

    # ------------------------------------------------------------ one card

    def _card(self, subject: Subject) -> Iterator[Block]:
        title, span = self._spec.title.fill(subject.words), len(self.grid.widths)
        yield Block(
            rows=(bar_row(title, "plan", span), space(_TITLE_GAP_PT)),
            anchors=tuple(self._anchors(subject)),
            keep_with_next=True,
            page_break="before",
        )
        within = (self._going_on(title, span),)
        for number, (row, columns) in enumerate(zip(self._spec.grid, self._tables, strict=True)):
            for block in self._blocks(f"{number}", row, subject):
                rows, header = (
                    tuple(self.grid.place(each, columns)) for each in (block.rows, block.header)
                )
                yield replace(block, rows=rows, header=header, within=within)

    def _anchors(self, subject: Subject) -> Iterator[str]:
        """Yield the names of a card on the contents page; a node's stands on its first one."""
        ids = [node.id for node in subject.path if node.level == self._listed]
        for name in [subject.id] if self._listed == ENTRY else ids:
            if name not in self._anchored:
                self._anchored.add(name)
                yield f"{self._spec.id}:{name}"

    def _going_on(self, title: str, span: int) -> Row:
        """Return what a page begins with on which a card goes on."""
        shown = cut(title, _LONGEST_TITLE)
        text = f"{shown}{'' if shown == title else '…'}{self._definition.texts.continued}"
        return Row(kind="header", cells=(Cell(column=0, text=text, style="continued", span=span),))

    # ------------------------------------------------------------ its rows

    def _blocks(self, token: str, row: CardRow, subject: Subject) -> Iterator[Block]:
        """Yield the blocks of a row of the grid: one, or one for each entry of a table of them.

        Beside a table, its other cells are merged over all of it.
        """
        places = self._places(row)
        table = next((cell for cell in row if isinstance(cell, TableCell)), None)
        if table is None:
            cells = tuple(self._cells(token, row, places, subject))
            height_pt = lines_pt(max(cell.high for cell in row), self._look.text_size)
            yield Block(rows=(Row(kind="body", cells=cells, height_pt=height_pt),), flows=True)
            return
        beside = tuple(self._cells(token, row, places, subject, merged=True))
        first = places[row.index(table)]
        columns = [self._forms[table.form_id].column(name) for name in table.columns]
        header = tuple(
            Cell(column=place, text=column.header, style="header")
            for place, column in enumerate(columns, start=first)
        )
        blank = tuple(cell.blank for cell in beside)
        rows = [Row(kind="header", cells=_in_order((*beside, *header)))]
        again = (Row(kind="header", cells=_in_order((*blank, *header))),)
        is_listed = isinstance(table, EntriesCell)
        for own in self._table_rows(table, first, columns, subject):
            rows += [Row(kind="body", cells=_in_order((*blank, *cells))) for cells in own]
            if is_listed:
                yield Block(rows=tuple(rows), header=again)
                rows = []
        if rows:
            yield Block(rows=tuple(rows))

    def _table_rows(
        self, table: TableCell, first: int, columns: Sequence[Column], subject: Subject
    ) -> Iterator[list[list[Cell]]]:
        """Yield the rows of each entry in a table; without any, a row that says so."""
        listed = isinstance(table, EntriesCell)
        entries = subject.below[table.form_id] if listed else [subject.own[table.form_id]]
        for entry in entries:
            yield [
                [
                    self._table_cell(table.form_id, place, column, entry, line)
                    for place, column in enumerate(columns, start=first)
                ]
                for line in entry.lines
            ]
        if not entries:
            yield [[Cell(column=first, text=self._none, style="cell", span=len(columns))]]

    def _places(self, row: CardRow) -> Sequence[int]:
        """Return the column that each cell of a row begins at, in the row's own columns."""
        is_table = any(isinstance(cell, TableCell) for cell in row)
        wide = (
            len(c.columns) if isinstance(c, TableCell) else 1 if is_table else c.span for c in row
        )
        return [0, *accumulate(wide)][:-1]

    def _cells(
        self,
        token: str,
        row: CardRow,
        places: Sequence[int],
        subject: Subject,
        *,
        merged: bool = False,
    ) -> Iterator[Cell]:
        """Yield the cells of a row but its table; labels and texts are shown where they go on."""
        for place, cell in zip(places, row, strict=True):
            if isinstance(cell, TableCell):
                continue
            merge = f"{subject.id}:{token}:{place}"
            span = 1 if merged else cell.span
            made = self._cell(cell, subject)._replace(column=place, span=span)
            repeated = merged or not isinstance(cell, ColumnCell)
            yield made._replace(merge=merge if repeated else "")

    def _cell(self, cell: AnyCell, subject: Subject) -> Cell:
        match cell:
            case LabelCell():
                return Cell(column=0, text=cell.label, style="header")
            case TextCell():
                return Cell(column=0, text=cell.text.fill(subject.words), style="cell")
            case ColumnCell():
                entry = subject.own[cell.form_id]
                column = self._forms[cell.form_id].column(cell.column_id)
                return self._value(cell.form_id, column, entry, entry.lines[0])
        raise TypeError(cell)

    def _table_cell(
        self, form_id: str, place: int, column: Column, entry: Entry, line: Line
    ) -> Cell:
        """Return a cell of a table; what is one for a whole entry is merged over its lines."""
        made = self._value(form_id, column, entry, line)._replace(column=place)
        if column.per_line or len(entry.lines) == 1:
            return made
        merge = f"{entry.id}:{column.id}"
        return (made if line is entry.lines[0] else made.blank)._replace(merge=merge)

    def _value(self, form_id: str, column: Column, entry: Entry, line: Line) -> Cell:
        shown = self._shown[form_id]
        text = shown.text(column, entry, line)
        # What is over several columns of the sheet has no indent in LibreOffice: see `grid`.
        style = figure(shown.style(column, entry, line))
        key = None if column.by == "master" else Key(owner_of(entry, line, column), column.id)
        return Cell(column=0, text=text, style=style, key=key)


def _in_order(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.column))
