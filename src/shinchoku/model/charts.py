"""A chart of what was counted: what report.toml says of it, and how it is drawn.

Its bars lie, one below the other, in a rectangle that stands in the flow of a page.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from shinchoku.model.answers import Key
from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

ChartKind = Literal["bars", "stacked", "shares"]
"""Bars beside each other; one bar of pieces for each place; such bars, all of one length."""


@dataclass(frozen=True, kw_only=True)
class ChartPart:
    """A tally as a chart: of its places of one `by`, or as a whole where that is "".

    `text` says what a place is called, `none` what is counted without one ("": as the language
    says), both as the table has it that prints these counts. `subset` is counted in place of the
    tally, if any. `width` is a share of the page's. `codes` are those of the tally's column, with
    their labels ("" for choices) and colours ("" for none); `labelled`: whether the table has the
    labels, too.
    """

    tally: str
    chart: ChartKind
    title: str
    text: Wording
    codes: tuple[tuple[str, str, str], ...]
    labelled: bool = True
    by: str = ""
    none: str = ""
    subset: str = ""
    width: float = 1.0
    height_mm: float = 60.0


class Box(NamedTuple):
    """A place within a chart, in shares of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The bars of one look: of a code, or all of a chart that has each code once.

    `fills` are RRGGBB, one for all or one for each bar. `keys` name the counts that they show;
    `told` says on which of them the count has room.
    """

    name: str  # what the legend says
    fills: tuple[str, ...]
    keys: tuple[Key, ...]
    counts: tuple[int, ...]
    told: tuple[bool, ...]
    pattern: str = ""  # Excel's name of it, "" where the fill tells it from the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as it is drawn.

    `labels` stand beside its bars, as the table of their counts has them; none for a single bar.
    """

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    bars: tuple[Bars, ...]
    plot: Box
    legend: Box | None
    font: str
    size_pt: float
    line: str  # RRGGBB
    width: float = 1.0  # a share of the sheet's columns


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedChart:
    """Where a chart stands, and the cells of the same sheet that its labels and counts are in.

    Rows count from 1, the last one included; `cells` has a row for each of the chart's `bars`.
    """

    section: str
    sheet: str
    first_row: int
    last_row: int
    page: int | None
    chart: Chart
    labels: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
