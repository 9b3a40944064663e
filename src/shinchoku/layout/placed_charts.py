"""Pages and placements go in; where each chart stands comes out, with the cells that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from shinchoku.failures import LayoutError
from shinchoku.model import Chart, Key, PagedSection, PlacedChart, Placement, Row
from shinchoku.sheets import cell_name, cell_position


def placed_charts(
    sections: Iterable[PagedSection], placements: Sequence[Placement]
) -> Iterator[PlacedChart]:
    """Yield every chart. Raises LayoutError where a table does not print what one shows."""
    for section in sections:
        if drawn := list(_drawn(section)):
            printed = _Printed([place for place in placements if place.sheet == section.sheet])
            for each in drawn:
                yield _placed(section, each, printed)


class _Drawn(NamedTuple):
    """A chart, its rows on the sheet, its page."""

    first_row: int
    last_row: int
    page: int | None
    chart: Chart


def _drawn(section: PagedSection) -> Iterator[_Drawn]:
    above = 1
    for page in section.pages:
        for index, row in enumerate(page.rows):
            if row.chart:
                end = index
                while end + 1 < len(page.rows) and _goes_on(page.rows[end + 1]):
                    end += 1
                yield _Drawn(above + index, above + end, page.number, row.chart)
        above += len(page.rows)


def _goes_on(row: Row) -> bool:
    """Whether a row is a further part of a chart that is higher than Excel has rows."""
    return row.kind == "chart" and row.chart is None


def _placed(section: PagedSection, drawn: _Drawn, printed: _Printed) -> PlacedChart:
    chart = drawn.chart
    try:
        labels, cells = printed.shown(chart)
    except KeyError as error:
        raise LayoutError(
            f"{section.id}: {chart.title!r} shows what no cell has: {error}"
        ) from error
    return PlacedChart(
        section=section.part_of,
        sheet=section.sheet,
        first_row=drawn.first_row,
        last_row=drawn.last_row,
        page=drawn.page,
        chart=chart,
        labels=labels,
        cells=cells,
    )


class _Printed:
    """What is printed on a sheet, by its rows and by what it counts."""

    def __init__(self, placements: Iterable[Placement]) -> None:
        self._rows: dict[int, dict[int, Placement]] = {}  # row -> column -> what stands there
        self._keys: dict[Key, list[tuple[int, int]]] = {}
        for place in placements:
            row, column = cell_position(place.cell)
            self._rows.setdefault(row, {})[column] = place
            if place.key:
                self._keys.setdefault(place.key, []).append((row, column))

    def shown(self, chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return the cells of a chart's labels, and those of its counts, all of one table.

        Raises KeyError where there are none.
        """
        firsts = chart.bars[0].keys
        if not chart.labels:
            return (), tuple((cell_name(*self._keys[key][0]),) for (key,) in _keys(chart))
        pairs = [
            self._labelled(key, label) for key, label in zip(firsts, chart.labels, strict=True)
        ]
        rows = [row for _, (row, _) in pairs]
        cells = (
            tuple(self._in_row(key, row) for key, row in zip(keys, rows, strict=True))
            for keys in _keys(chart)
        )
        return tuple(label for label, _ in pairs), tuple(cells)

    def _labelled(self, key: Key, label: str) -> tuple[str, tuple[int, int]]:
        """Return the cell of a label, and that of the first count beside it."""
        for place in self._keys[key]:
            if found := self._label(place[0], label):
                return found, place
        raise KeyError(label)

    def _label(self, row: int, label: str) -> str:
        """Return the cell that names a row: in it, or above where it is over several rows."""
        if not label:
            return cell_name(row, 1)
        stubs = (place for place in self._rows[row].values() if place.text == label)
        if found := next(stubs, None):
            return found.cell
        above = max((at for at in self._rows if at <= row and 1 in self._rows[at]), default=0)
        place = self._rows[above][1] if above else None
        return place.cell if place and place.text == label else ""

    def _in_row(self, key: Key, row: int) -> str:
        return next(cell_name(*place) for place in self._keys[key] if place[0] == row)


def _keys(chart: Chart) -> Iterator[tuple[Key, ...]]:
    return (bars.keys for bars in chart.bars)
