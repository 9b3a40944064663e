"""A cross table as rows: a place a row, or two of them where percentages stand below the counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shinchoku.layout.counts import Share
from shinchoku.model import Cell, ColumnTally, CrosstabPart, Key, Place, Row, at_place, bucket
from shinchoku.records import dataclass

_NUMBER = "number"


@dataclass(frozen=True)
class Crosstab:
    """What a cross table is made from; `none` is what a row without a place is called."""

    part: CrosstabPart
    tally: ColumnTally
    places: Sequence[Place]
    share: Share
    none: str

    def header(self) -> tuple[Row, ...]:
        """Return what stands above, on each page that it goes over."""
        words, first = self.part.headers, self._first
        tops = [
            Cell(column=column, text=code, style="header")
            for column, code in enumerate(self.part.codes, start=first)
        ]
        end = first + len(tops)
        stub = Cell(column=0, text=words.by, style="header", span=first)
        sums = [Cell(column=end, text=words.total, style="header")] * self._sums
        if not words.parent:
            return (Row(kind="header", cells=(stub, *tops, *sums)),)
        tall = [cell._replace(merge=f"head:{cell.column}") for cell in (stub, *sums)]
        parent = Cell(column=first, text=words.parent, style="header", span=len(tops))
        low = [cell.blank for cell in tall]
        return (
            Row(kind="header", cells=(tall[0], parent, *tall[1:])),
            Row(kind="header", cells=(low[0], *tops, *low[1:])),
        )

    def groups(self) -> Iterator[tuple[Row, ...]]:
        """Yield the rows of each place, the sum of all with the last one."""
        counted = self.tally.by[self.part.by]
        places = [(place.id, self.part.text.fill(place.words)) for place in self.places]
        if "" in counted:
            places.append(("", self.none))
        groups = [
            self._rows(at_place(self.part.tally, self.part.by, id_), text, counted.get(id_, {}))
            for id_, text in places
        ]
        if "row" in self.part.totals:
            counts = {row.choice: row.count for row in self.tally.rows}
            total = self._rows(self.part.tally, self.part.headers.total, counts, "header")
            groups[-1:] = [(*(groups[-1] if groups else ()), *total)]
        yield from groups

    @property
    def _first(self) -> int:
        return 1 + self.part.is_named

    @property
    def _sums(self) -> int:
        return int("column" in self.part.totals)

    def _rows(
        self, name: str, text: str, counts: Mapping[str, int], style: str = "cell"
    ) -> tuple[Row, ...]:
        """Return the rows of one place, or of all; `name` is that of its counts."""
        figures = {"count": self._counts(name, counts), "percent": self._percents(counts)}
        words = {"count": self.part.headers.count, "percent": self.part.headers.percent}
        stub = Cell(column=0, text=text, style=style)
        if self.part.is_named:
            stub = stub._replace(merge=f"crosstab:{name}", continued=True)
        return tuple(
            Row(
                kind="body",
                cells=(
                    stub.blank if index else stub,
                    *[Cell(column=1, text=words[what], style="center")] * self.part.is_named,
                    *figures[what],
                ),
            )
            for index, what in enumerate(self.part.cells)
        )

    def _counts(self, name: str, counts: Mapping[str, int]) -> Sequence[Cell]:
        figures = [(counts.get(code, 0), code) for code in self.part.codes]
        figures += [(sum(counts.values()), "")] * self._sums
        return [
            self._figure(index, str(count), bucket(name, code))
            for index, (count, code) in enumerate(figures)
        ]

    def _percents(self, counts: Mapping[str, int]) -> Sequence[Cell]:
        whole = own = sum(counts.values())
        if self.part.of == "all":
            whole = self.tally.total.count
        figures = [counts.get(code, 0) for code in self.part.codes] + [own] * self._sums
        return [
            self._figure(index, self.share(count, whole)) for index, count in enumerate(figures)
        ]

    def _figure(self, index: int, text: str, key: Key | None = None) -> Cell:
        return Cell(column=self._first + index, text=text, style=_NUMBER, key=key)
