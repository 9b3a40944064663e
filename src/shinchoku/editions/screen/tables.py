"""Rows as they are printed go in; a table whose cells know their columns and heads comes out.

What printing merged over several rows is said again in each where it names the row; a value that
several lines of one entry share stays one cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from shinchoku.editions.screen.known import Known
from shinchoku.editions.screen.parts import Field, Ids, Line, Table
from shinchoku.model import Cell, Key, Row
from shinchoku.normal import in_one_line
from shinchoku.records import dataclass


class Printed(NamedTuple):
    """A row of a table, and the anchors that stand at it; of a card, whether it is of no table."""

    row: Row
    ids: Ids = ()
    is_alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Which columns of a table name its rows: some of these, which are the table's own in order.

    Without any, of figures those before the first figure, of anything else the first one.
    """

    columns: Sequence[str] = ()
    named: Collection[str] = ()
    form: str = ""


class Titled(NamedTuple):
    """What a table is called: its id, its caption, and whether that stands nowhere else."""

    id: str
    caption: str
    is_seen: bool


def table(
    titled: Titled, rows: Sequence[Printed], widths: Sequence[float], naming: Naming, known: Known
) -> Table:
    """Return the table that rows are; those of marks stand above its heads."""
    making = _Making(rows, naming, known)
    sizes = [sum(widths[start:end]) for start, end in pairwise(making.edges)]
    return Table(
        id=titled.id,
        caption=titled.caption,
        is_seen=titled.is_seen,
        columns=len(making.edges) - 1,
        heads=making.heads,
        groups=making.groups(),
        labels=making.labels,
        shares=tuple(round(100 * size / sum(sizes)) for size in sizes),
        form=naming.form,
        ids=tuple(id_ for row, ids, _ in rows if row.kind == "header" for id_ in ids),
    )


def _ends(row: Row) -> Iterator[int]:
    """Yield where the cells of a row begin and end; tiles are one cell."""
    cells = row.cells[:1] if row.kind == "tile" else row.cells
    for cell in cells:
        yield cell.column
        yield cell.column + cell.span
    if row.kind == "tile":
        yield row.cells[-1].column + row.cells[-1].span


class _Making:
    """Makes one table; columns are counted where any of its rows has a line."""

    def __init__(self, rows: Sequence[Printed], naming: Naming, known: Known) -> None:
        self._rows = rows
        self._known = known
        ends = {end for row, _, _ in rows if row.kind != "text" for end in _ends(row)}
        self.edges = sorted(ends)
        self._place = {edge: index for index, edge in enumerate(self.edges)}
        self.heads = list(self._heads())
        self.labels = tuple(self._labels())
        self._stubs = self._naming_columns(naming)
        self._open: dict[int, tuple[str, Field]] = {}  # by column: what goes on down the rows

    def _field(self, cell: Cell, text: str | None = None) -> Field:
        column, end = self._place[cell.column], self._place[cell.column + cell.span]
        said = cell.text if text is None else text
        return Field(column, end - column, said, cell.style, cell.key)

    # ------------------------------------------------------------ heads

    def _heads(self) -> Iterator[Line]:
        """Yield the rows of heads; what is over several columns names a group of them."""
        begun: dict[str, Field] = {}
        rows = [row for row, _, _ in self._rows if row.kind == "header"]
        for row in rows:
            fields = []
            for cell in row.cells:
                if cell.merge in begun:
                    begun[cell.merge].rows += 1
                    continue
                field = self._field(cell)
                if cell.text:
                    field.head = "colgroup" if field.span > 1 else "col"
                if cell.merge:
                    begun[cell.merge] = field
                fields.append(field)
            yield Line(fields)

    def _labels(self) -> Iterator[str]:
        """Yield what each column is called, with what stands above it."""
        marks = [cell for row, _, _ in self._rows if row.kind == "text" for cell in row.cells]
        for column in range(len(self.edges) - 1):
            over = [
                field
                for line in self.heads
                for field in line.fields
                if field.column <= column < field.column + field.span
            ]
            for cell in marks if over else ():
                if cell.column <= self.edges[column] < cell.column + cell.span:
                    over[-1].marks = cell.text
            yield in_one_line(" ".join(field.text for field in over if field.text))

    def _naming_columns(self, naming: Naming) -> frozenset[int]:
        if naming.columns:
            leaves = sorted(
                (
                    field
                    for line in self.heads
                    for field in line.fields
                    if not self._is_above(field)
                ),
                key=lambda field: field.column,
            )
            named = zip(leaves, naming.columns, strict=False)
            return frozenset(leaf.column for leaf, id_ in named if id_ in naming.named)
        figures = (
            self._place[cell.column]
            for row, _, _ in self._rows
            if row.kind == "body"
            for cell in row.cells
            if cell.key
        )
        return frozenset(range(max(min(figures, default=1), 1)))

    def _is_above(self, field: Field) -> bool:
        """Whether a head has others below it."""
        return any(
            field is not other and field.column <= other.column < field.column + field.span
            for line in self.heads[self._row_of(field) + 1 :]
            for other in line.fields
        )

    def _row_of(self, field: Field) -> int:
        return next(n for n, line in enumerate(self.heads) if any(f is field for f in line.fields))

    # ------------------------------------------------------------ lines

    def groups(self) -> list[list[Line]]:
        """Return the lines, divided where a band says what follows."""
        groups: list[list[Line]] = [[]]
        for row, ids, _ in self._rows:
            if row.kind == "band":
                if groups[-1] and not _is_band(groups[-1][-1]):
                    groups.append([])
                groups[-1].append(self._band(row, ids))
            elif row.kind in {"body", "tile"}:
                previous = groups[-1][-1] if groups[-1] else None
                groups[-1].append(self._line(row, ids, previous))
        return [group for group in groups if group]

    def _band(self, row: Row, ids: Ids) -> Line:
        """Return a row that says what those below it are about; it may carry values."""
        self._open = {n: each for n, each in self._open.items() if n in self._stubs}
        line = self._line(row, ids, None)
        stubs = sum(cell.style.startswith("stub") for cell in row.cells)
        if stubs < len(line.fields):
            field = line.fields[stubs]
            field.head = "rowgroup" if field.text else ""
        return line

    def _line(self, row: Row, ids: Ids, previous: Line | None) -> Line:
        is_sum = any(_is_grounded(cell) for cell in row.cells)
        first = min((cell.column for cell in row.cells if cell.key), default=0) if is_sum else 0
        line = Line(list(self._fields(row, first)), ids, is_sum=is_sum)
        owned = (self._known.entry_of(cell.key) for cell in row.cells)
        line.entry = next(filter(None, owned), "")
        if not line.entry and previous and len(line.fields) < len(row.cells):
            line.entry = previous.entry  # it shares a cell with the row above
        return line

    def _fields(self, row: Row, first: int) -> Iterator[Field]:
        end = 0
        for cell in row.cells[:1] if row.kind == "tile" else row.cells:
            column = self._place[cell.column]
            yield from _blank(end, column)
            end = self._place[cell.column + cell.span]
            if (field := self._own(cell, column)) is not None:
                is_head = column in self._stubs or cell.column < first or _is_head(cell)
                if field.text and is_head and not cell.key:
                    field.head = "row"
                yield field
        if row.kind == "tile":
            yield self._tiles(row, end)
            end = len(self.edges) - 1
        yield from _blank(end, len(self.edges) - 1)

    def _own(self, cell: Cell, column: int) -> Field | None:
        """Return a cell's own field; None where one of a row above goes on."""
        token, above = self._open.get(column, ("", None))
        if not cell.merge or token != cell.merge or above is None:
            field = self._field(cell)
            self._open[column] = cell.merge, field
            return field
        if column in self._stubs or (above.head and not above.key):
            field = self._field(cell, above.text)
            field.again = True
            return field
        above.rows += 1
        return None

    def _tiles(self, row: Row, column: int) -> Field:
        tiles = [(c.text, c.style.removeprefix("tile:")) for c in row.cells[1:] if c.text]
        field = Field(column, len(self.edges) - 1 - column, "", "tiles")
        field.tiles = tuple(tiles)
        return field


def _blank(start: int, end: int) -> Iterator[Field]:
    if start < end:
        yield Field(start, end - start, "", "cell")


def _is_band(line: Line) -> bool:
    return any(field.head == "rowgroup" for field in line.fields)


def _is_head(cell: Cell) -> bool:
    return cell.style.startswith("header")


def _is_grounded(cell: Cell) -> bool:
    """Whether a cell is of a row of sums, which stands on a ground of its own."""
    return cell.style.startswith("strong_") and ":" in cell.style


def shared(keys: Sequence[Key]) -> Mapping[str, str]:
    """Return what all keys of a row, or of a column, have alike: so one that moved is found.

    `owner` is how all owners begin, `end` how they end, `column` the column that all are of.
    """
    if not keys:
        return {}
    owners, columns = {key.owner_id for key in keys}, {key.column_id for key in keys}
    end = _common({each[::-1] for each in owners})[::-1] if len(owners) > 1 else ""
    column = columns.pop() if len(columns) == 1 else ""
    found = {"owner": _common(owners), "end": end, "column": column}
    return {name: text for name, text in found.items() if text}


def _common(texts: Collection[str]) -> str:
    """Return how all of some texts begin."""
    low, high = min(texts), max(texts)
    for index, letter in enumerate(low):
        if index >= len(high) or high[index] != letter:
            return low[:index]
    return low
