"""A table of sums as rows: a place a row, for each group of columns what is printed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shinchoku.layout.styles import grounded
from shinchoku.model import Cell, Key, Place, Row, SumGroup, SumsPart, at_place, sum_key
from shinchoku.model.derived import NOT_MEASURED
from shinchoku.records import dataclass
from shinchoku.totals import Summed, SumTally

_NOTHING = Summed(Decimal(0), 0, 0)


@dataclass(frozen=True)
class SumTable:
    """What a table of sums is made from.

    `mark` stands before a sum of which something lacks, `ground` is that of the sum of all.
    """

    part: SumsPart
    tallies: Mapping[str, SumTally]
    places: Sequence[Place]
    none: str
    mark: str
    ground: str

    def header(self) -> tuple[Row, ...]:
        """Return what stands above, on each page that it goes over."""
        part, each = self.part, len(self.part.cells)
        stub = Cell(column=0, text=part.stub, style="header")
        columns = range(1, 1 + part.figures, each)
        tops = [
            Cell(column=column, text=group.title, style="header", span=each)
            for column, group in zip(columns, part.groups, strict=True)
        ]
        below = [
            Cell(column=column + index, text=text, style="header")
            for column in columns
            for index, text in enumerate(part.words)
        ]
        if not below or not any(group.title for group in part.groups):
            return (Row(kind="header", cells=(stub, *(below or tops))),)
        tall = stub._replace(merge="head:0")
        return (
            Row(kind="header", cells=(tall, *tops)),
            Row(kind="header", cells=(tall.blank, *below)),
        )

    def rows(self) -> Iterator[Row]:
        """Yield the row of each place, of what has none, and of all."""
        for place in self.places:
            yield self._row(place.id, self.part.text.fill(place.words))
        if any("" in self._tally(group).by[self.part.by] for group in self.part.groups):
            yield self._row("", self.none)
        if self.part.total:
            stub = Cell(column=0, text=self.part.total, style="header")
            figures = [
                self._figures(group, self._tally(group).total, group.name)
                for group in self.part.groups
            ]
            yield _row(stub, figures, grounded("number", self.ground))

    @property
    def is_lacking(self) -> bool:
        """Whether a number is not known that should be added up."""
        return any(self._tally(group).total.lacking for group in self.part.groups)

    def _row(self, place: str, text: str) -> Row:
        figures = []
        for group in self.part.groups:
            summed = self._tally(group).by[self.part.by].get(place, _NOTHING)
            name = at_place(group.name, self.part.by, place)
            figures.append(self._figures(group, summed, name))
        return _row(Cell(column=0, text=text, style="cell"), figures)

    def _tally(self, group: SumGroup) -> SumTally:
        tally = self.tallies[group.tally]
        return tally.subsets[group.subset] if group.subset else tally

    def _figures(self, group: SumGroup, summed: Summed, name: str) -> Sequence[tuple[str, Key]]:
        """Return what is printed of a sum, each with its name."""
        tally = self._tally(group)
        texts = {
            "count": str(summed.numbers),
            "sum": self._shown(tally, summed),
            "percent": self._share(tally, summed),
        }
        digits = tally.rounding.digits if self.part.digits is None else self.part.digits
        return [(texts[what], sum_key(name, what, digits)) for what in self.part.cells]

    def _shown(self, tally: SumTally, summed: Summed) -> str:
        return self.mark * bool(summed.numbers and summed.lacking) + tally.shown(summed)

    def _share(self, tally: SumTally, summed: Summed) -> str:
        share = tally.share(summed, self.part.digits)
        return f"{share}%" if share else NOT_MEASURED


def _row(stub: Cell, figures: Sequence[Sequence[tuple[str, Key]]], style: str = "number") -> Row:
    flat = [each for group in figures for each in group]
    cells = (
        Cell(column=column, text=text, style=style, key=key)
        for column, (text, key) in enumerate(flat, start=1)
    )
    return Row(kind="body", cells=(stub, *cells))
