"""An excerpt of a form's table, for the page that explains it: marks stand over some columns.

It is laid out as the table is, bars, bands and headings included, with nothing but its entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shinchoku.layout.tables import Tables
from shinchoku.model import (
    Block,
    Cell,
    Child,
    Column,
    Definition,
    Entry,
    ExcerptPart,
    Heading,
    LevelPrint,
    Merged,
    Node,
    Row,
    TableSection,
)
from shinchoku.model.wording import Wording


def excerpt(definition: Definition, merged: Merged, part: ExcerptPart) -> Block:
    """Return sample rows of a table: they show values but hold no keys."""
    form = definition.form(part.form_id)
    outer_bars = [print_.id for print_ in form.prints if print_.kind == "bar"][:-1]
    tables = Tables(definition, merged, TableSection(id="", sheet=Wording(), form_id=form.id))
    inside = tuple(_inside(definition.trees[form.id], outer_bars))
    tables.lay(tuple(_only(inside, set(part.entries))))
    rows = [row for block in tables.blocks for row in block.rows] or [*tables.header]
    first = next(index for index, row in enumerate(rows) if row.kind == "header")
    rows.insert(first, callout_row(form.grid, part.callouts))
    return Block(rows=tuple(map(_keyless, rows)))


def _inside(children: Sequence[Child], outer: Sequence[str]) -> Iterator[Child]:
    """Yield what stands in nodes of outer levels, and beside them."""
    for child in children:
        if isinstance(child, Node) and child.level in outer:
            yield from _inside(child.children, outer)
        else:
            yield child


def _only(children: Sequence[Child], wanted: set[str]) -> Iterator[Child]:
    """Yield the wanted entries with what they stand under, headings above them included."""
    heading: Heading | None = None
    for child in children:
        match child:
            case Heading():
                heading = child
            case Entry():
                if child.id in wanted:
                    if heading:
                        yield heading
                        heading = None
                    yield child
            case Node():
                heading = None
                if below := tuple(_only(child.children, wanted)):
                    yield replace(child, children=below)


def _keyless(row: Row) -> Row:
    return row._replace(cells=tuple(cell._replace(key=None) for cell in row.cells))


def callout_row(columns: Sequence[Column | LevelPrint], callouts: Mapping[str, str]) -> Row:
    """Return the marks that stand over the columns of an excerpt, one for neighbours alike."""
    cells: list[Cell] = []
    for index, column in enumerate(columns):
        mark = callouts.get(column.id, "")
        last = cells[-1] if cells else None
        if mark and last and last.text == mark and last.column + last.span == index:
            cells[-1] = last._replace(span=last.span + 1)
        elif mark:
            cells.append(Cell(column=index, text=mark, style="callout"))
    return Row(kind="text", cells=tuple(cells))
