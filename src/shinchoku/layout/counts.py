"""Tables of what was counted as rows: a tally with its subsets, and tallies side by side.

Columns are those of the table itself; `grid` says where they stand on the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from shinchoku.layout.styles import grade_style
from shinchoku.model import Cell, ColumnTally, Row, TalliesPart, TallyPart, TallyRow
from shinchoku.paper.shares import TALLY_STUBS

Share = Callable[[int, int], str]
"""A count and what it is a part of -> its percentage as it is printed, with the sign."""


def tally_rows(tally: ColumnTally, part: TallyPart, share: Share) -> Iterator[Row]:
    """Yield a tally: grade, mark of a breakdown, label, then its figures and its subsets'."""
    headers = part.headers
    counted = (tally, *(tally.subsets[subset.id] for subset in part.subsets))
    titles = (headers.parent, *(subset.label for subset in part.subsets))
    table = _Figures(TALLY_STUBS, counted, share if part.percent else None)
    stubs = ((headers.code, 1), (headers.label, TALLY_STUBS - 1))
    yield from table.headers(stubs, titles, headers.count, headers.percent)
    for index, row in enumerate(tally.rows):
        merge = f"tally:{row.choice}"
        rows = [each.rows[index] for each in counted]
        if not row.label and not row.breakdown:
            yield table.row(rows, Cell(column=0, text=row.choice, style="cell", span=TALLY_STUBS))
            continue
        yield table.row(
            rows,
            Cell(column=0, text=row.choice, style=grade_style(row.color), merge=merge),
            Cell(column=1, text=row.label, style="cell", span=TALLY_STUBS - 1),
        )
        for number, divided in enumerate(row.breakdown):
            yield table.row(
                [each.breakdown[number] for each in rows],
                Cell(column=0, style=grade_style(row.color), merge=merge),
                Cell(
                    column=1,
                    text="" if number else headers.breakdown,
                    style="center",
                    merge=f"{merge}:breakdown",
                ),
                Cell(column=2, text=divided.label, style="cell"),
            )
    yield table.total(headers.total)


def tallies_rows(tallies: Sequence[ColumnTally], part: TalliesPart, share: Share) -> Iterator[Row]:
    """Yield tallies of the same codes: grade, its label if there is room for it, their figures."""
    headers = part.headers
    stubs = ((headers.code, 1), *(((headers.label, 1),) if headers.label else ()))
    table = _Figures(len(stubs), tallies, share if part.percent else None)
    yield from table.headers(stubs, headers.titles, headers.count, headers.percent)
    for rows in zip(*(tally.rows for tally in tallies), strict=True):
        row = rows[0]
        if headers.label and row.label:
            code = Cell(column=0, text=row.choice, style=grade_style(row.color))
            yield table.row(rows, code, Cell(column=1, text=row.label, style="cell"))
        else:
            style = grade_style(row.color) if row.label else "cell"
            code = Cell(column=0, text=row.choice, style=style, span=len(stubs))
            yield table.row(rows, code)
    yield table.total(headers.total)


class _Figures:
    """The figures of tallies beside each other: counts, with percentages if there is a share."""

    def __init__(self, first: int, tallies: Sequence[ColumnTally], share: Share | None) -> None:
        self._first = first  # column of the table
        self._totals = [tally.total for tally in tallies]
        self._share = share
        self._each = 1 if share is None else 2  # columns of a tally

    def headers(
        self, stubs: Sequence[tuple[str, int]], titles: Sequence[str], count: str, percent: str
    ) -> Iterator[Row]:
        """Yield what stands above: texts with spans, and titles over the words of figures.

        Without words for them there is one row.
        """
        columns = range(self._first, self._first + self._each * len(titles), self._each)
        tops = [
            Cell(column=column, text=title, style="header", span=self._each)
            for column, title in zip(columns, titles, strict=True)
        ]
        words = (count, percent)[: self._each] if count else ()
        heads = [*self._stubs(stubs)]
        if not words:
            yield Row(kind="header", cells=(*heads, *tops))
        else:
            below = [
                Cell(column=column + index, text=text, style="header")
                for column in columns
                for index, text in enumerate(words)
            ]
            tall = [cell._replace(merge=f"head:{cell.column}") for cell in heads]
            yield Row(kind="header", cells=(*tall, *tops))
            yield Row(kind="header", cells=(*(cell.blank for cell in tall), *below))

    def _stubs(self, stubs: Sequence[tuple[str, int]]) -> Iterator[Cell]:
        column = 0
        for text, span in stubs:
            yield Cell(column=column, text=text, style="header", span=span)
            column += span

    def row(self, rows: Sequence[TallyRow], *stubs: Cell) -> Row:
        """Return a row: its stubs, and the figures of each tally."""
        return Row(kind="body", cells=(*stubs, *self._figures(rows)))

    def total(self, text: str) -> Row:
        """Return the row of what was counted in all."""
        stub = Cell(column=0, text=text, style="header", span=self._first)
        return self.row(self._totals, stub)

    def _figures(self, rows: Sequence[TallyRow]) -> Iterator[Cell]:
        column = self._first
        for row, total in zip(rows, self._totals, strict=True):
            yield Cell(column=column, text=str(row.count), style="number", key=row.bucket)
            if self._share:
                text = self._share(row.count, total.count)
                yield Cell(column=column + 1, text=text, style="number")
            column += self._each
