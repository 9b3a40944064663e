"""A cross table as blocks, in the grid of the form in whose tables it stands."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.layout.summaries import bar_row, space
from shinchoku.model import Block, Cell, CitationsSection, CrossCategory, Opening, Row

_GAP_PT = 9.0  # below it


def cross_blocks(section: CitationsSection, span: int, opens: Opening | None) -> Iterator[Block]:
    """Yield the header, then a band and the rows of every category."""
    content = min(2, span - 2)
    columns = content, max(span - 2, content + 1), span
    header = _header(section, *columns)
    yield Block(rows=header, keep_with_next=True)
    for category in section.categories:
        band = (bar_row(f"{category.number}{category.title}", "subband", span),)
        yield Block(rows=band, header=header, opens=opens, keep_with_next=True)
        yield from _rows(category, header, *columns)
    yield Block(rows=(space(_GAP_PT),))


def _header(section: CitationsSection, content: int, citation: int, span: int) -> tuple[Row, ...]:
    """Return the header; contents begin at column `content`, citations at `citation`."""
    words, token = section.headers, "header:cross"
    upper = (
        Cell(column=0, text=words.project, style="header", span=content, merge=token),
        Cell(column=content, text=words.parent, style="header", span=span - content),
    )
    lower = (
        Cell(column=0, style="header", span=content, merge=token),
        Cell(column=content, text=words.content, style="header", span=citation - content),
        Cell(column=citation, text=words.citation, style="header", span=span - citation),
    )
    return Row(kind="header", cells=upper), Row(kind="header", cells=lower)


def _rows(
    category: CrossCategory, header: tuple[Row, ...], content: int, citation: int, span: int
) -> Iterator[Block]:
    """One block for each citation: its rows share the project's and the citation's cell."""
    rows: list[Row] = []
    token = ""
    for number, row in enumerate(category.rows):
        if row.cites:
            if rows:
                yield Block(rows=tuple(rows), header=header)
                rows = []
            token = f"{category.id}:{number}"
        project = Cell(
            column=0,
            text=row.project,
            style="cell",
            span=content,
            merge=f"{token}:project",
            continued=True,
        )
        cited = Cell(
            column=citation,
            text=row.citation,
            style="center",
            span=span - citation,
            merge=f"{token}:citation",
        )
        body = Cell(column=content, text=row.content, style="cell", span=citation - content)
        rows.append(Row(kind="body", cells=(project, body, cited)))
    yield Block(rows=tuple(rows), header=header)
