"""What the charts of a report must show goes in, and what they show; what differs comes out.

What they must show is counted again by `recount`. What they show is kept in their own parts, beside
references to the cells that it comes from: both are held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

from shinchoku.model import Key, PagedDocument, PlacedChart
from shinchoku.sheets import ChartSeries, SheetChart, Workbook, cell_name, cell_position

_AREA = re.compile(r"\$([A-Z]{1,3})\$(\d{1,7})(?::\$([A-Z]{1,3})\$(\d{1,7}))?")
_SHEET = re.compile(r"(?:'((?:[^']|'')*)'|([^'!(),]+))!")
_MOST_CELLS = 10_000  # that a reference is followed to
_Place = tuple[str, str]  # sheet and cell


class ExpectedBars(NamedTuple):
    """What a chart must show of one series: what is counted, and the cells that print it."""

    name: str
    cells: tuple[str, ...]
    counts: tuple[int, ...]


class ExpectedChart(NamedTuple):
    """A chart of the report; `cell` is its corner. Its labels are texts of cells."""

    sheet: str
    cell: str
    page: int | None
    section: str
    title: str
    label_cells: tuple[str, ...]
    labels: tuple[str, ...]
    bars: tuple[ExpectedBars, ...]


class ChartFault(NamedTuple):
    """One thing that a chart does not show as it must; of a chart that is gone nothing is found.

    `of` says what a count is of; the other texts are what must be shown and what is.
    """

    chart: ExpectedChart
    kind: Literal["chart_count", "chart_text", "chart_cells", "chart_added", "chart_gone"]
    of: str = ""
    expected: str = ""
    found: str = ""


def expected_charts(paged: PagedDocument, counts: Mapping[Key, int]) -> tuple[ExpectedChart, ...]:
    """Return what the charts of a report must show, by what `recount` counted."""
    return tuple(_expected(placed, counts) for placed in paged.charts)


def _expected(placed: PlacedChart, counts: Mapping[Key, int]) -> ExpectedChart:
    chart = placed.chart
    bars = (
        ExpectedBars(each.name, cells, tuple(counts[key] for key in each.keys))
        for each, cells in zip(chart.bars, placed.cells, strict=True)
    )
    return ExpectedChart(
        sheet=placed.sheet,
        cell=cell_name(placed.first_row, 1),
        page=placed.page,
        section=placed.section,
        title=chart.title,
        label_cells=placed.labels,
        labels=chart.labels,
        bars=tuple(bars),
    )


# ---------------------------------------------------------------- in the manifest


def charts_to_json(charts: Sequence[ExpectedChart]) -> list[dict[str, Any]]:
    """Return charts as plain values; `charts_from_json` reads them."""
    return [
        {**chart._asdict(), "bars": [bars._asdict() for bars in chart.bars]} for chart in charts
    ]


def charts_from_json(charts: Sequence[Mapping[str, Any]]) -> tuple[ExpectedChart, ...]:
    """Read what `charts_to_json` returned. Raises KeyError or TypeError for something else."""
    return tuple(_chart(**chart) for chart in charts)


def _chart(*, bars: Sequence[Mapping[str, Any]], **rest: Any) -> ExpectedChart:  # noqa: ANN401
    rest |= {name: tuple(rest[name]) for name in ("label_cells", "labels")}
    made = (ExpectedBars(b["name"], tuple(b["cells"]), tuple(b["counts"])) for b in bars)
    return ExpectedChart(bars=tuple(made), **rest)


# ---------------------------------------------------------------- held against the report


def chart_faults(
    expected: Sequence[ExpectedChart], report: Workbook, edited: Mapping[_Place, str]
) -> Iterator[ChartFault]:
    """Yield what the charts of a report do not show as they must.

    `edited` are the cells that do not hold what they must, with what they hold: a chart that
    follows one of them is only as wrong as it is.
    """
    for sheet in report.sheets:
        own = [chart for chart in expected if chart.sheet == sheet.name]
        if not own:
            continue
        texts = {cell_name(*position): value.text for position, value in sheet.cells.items()}
        for chart, found in _pairs(own, sheet.charts):
            if found is None:
                yield ChartFault(chart, "chart_gone")
            else:
                yield from _Held(chart, found, texts, edited).faults()
    names = {sheet.name for sheet in report.sheets}
    yield from (ChartFault(chart, "chart_gone") for chart in expected if chart.sheet not in names)


def _pairs(
    own: Sequence[ExpectedChart], found: Sequence[SheetChart]
) -> Iterator[tuple[ExpectedChart, SheetChart | None]]:
    """Yield each chart with the one found: at its place, or, of as many, in their order."""
    ordered = sorted(found)
    if len(ordered) == len(own):
        yield from zip(
            sorted(own, key=lambda chart: cell_position(chart.cell)), ordered, strict=True
        )
        return
    there = {each.position: each for each in found}
    yield from ((chart, there.get(cell_position(chart.cell))) for chart in own)


class _Held(NamedTuple):
    """A chart held against what it must show."""

    chart: ExpectedChart
    found: SheetChart
    texts: Mapping[str, str]  # of the sheet's cells
    edited: Mapping[_Place, str]

    def faults(self) -> Iterator[ChartFault]:
        """Yield what differs; labels are told once, though each series has them."""
        own, series = self.chart.bars, self.found.series
        for number, bars in enumerate(own):
            shown = series[number] if number < len(series) else ChartSeries("", "", (), "", ())
            if shown.name != bars.name:
                yield ChartFault(self.chart, "chart_text", expected=bars.name, found=shown.name)
            if not number:
                yield from self._labels(shown)
            yield from self._counts(bars, shown)
        for shown in series[len(own) :]:
            yield ChartFault(self.chart, "chart_added", found=shown.name or ", ".join(shown.values))

    def _labels(self, shown: ChartSeries) -> Iterator[ChartFault]:
        chart = self.chart
        for cell, text, found in _beside(chart.label_cells, chart.labels, shown.labels):
            if not self._follows(cell, found) and text != found:
                yield ChartFault(chart, "chart_text", expected=text, found=found)

    def _counts(self, bars: ExpectedBars, shown: ChartSeries) -> Iterator[ChartFault]:
        counts = tuple(map(str, bars.counts))
        is_other = self._referred(shown.cells) != counts
        for index, (cell, count, found) in enumerate(_beside(bars.cells, counts, shown.values)):
            if count != found:
                is_other = False  # that the counts are others is told
                if not self._follows(cell, found):
                    labels = self.chart.labels[index : index + 1]
                    of = " / ".join((*labels, *([bars.name] if self._is_named else [])))
                    yield ChartFault(self.chart, "chart_count", of, count, found)
        if is_other and not any((self.chart.sheet, cell) in self.edited for cell in bars.cells):
            yield ChartFault(
                self.chart, "chart_cells", bars.name, ", ".join(bars.cells), shown.cells
            )

    @property
    def _is_named(self) -> bool:
        """Whether a series is one of several: the only one is called as the chart is."""
        return len(self.chart.bars) > 1

    def _follows(self, cell: str, found: str) -> bool:
        return self.edited.get((self.chart.sheet, cell)) == found

    def _referred(self, reference: str) -> tuple[str, ...]:
        """Return what stands in the cells that a reference names; of other sheets nothing."""
        names = {
            (quoted or plain).replace("''", "'") for quoted, plain in _SHEET.findall(reference)
        }
        if names != {self.chart.sheet}:
            return ()
        return tuple(self.texts.get(cell, "") for cell in _cells(reference))


def _beside(
    cells: Sequence[str], expected: Sequence[str], found: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield each cell with what must be shown of it and what is, "" for what there is not."""
    yield from zip_longest(cells, expected, found, fillvalue="")


def _cells(reference: str) -> Iterator[str]:
    """Yield the cells of a reference in order: '集計'!$B$2:$B$3 names B2 and B3."""
    for area in _AREA.finditer(_SHEET.sub("", reference)):
        first, last = f"{area[1]}{area[2]}", f"{area[3] or area[1]}{area[4] or area[2]}"
        (row, column), (last_row, last_column) = cell_position(first), cell_position(last)
        if (last_row - row + 1) * (last_column - column + 1) > _MOST_CELLS:
            return
        for at in range(row, last_row + 1):
            yield from (cell_name(at, each) for each in range(column, last_column + 1))
