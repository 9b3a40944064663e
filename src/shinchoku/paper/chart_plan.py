"""What a chart's texts need goes in; where bars and legend stand in it comes out, in shares.

Nobody can ask Excel how it will set a chart, so little is left for it to set: the places of bars
and legend are fixed, and labels have the room that they need.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import ceil, floor

from shinchoku.model import Box, ChartKind, ChartPart, Theme
from shinchoku.paper.lines import line_count
from shinchoku.paper.metrics import Metrics, metrics
from shinchoku.paper.page import MM_PER_INCH
from shinchoku.records import dataclass
from shinchoku.words import Words

PT_PER_MM = 72 / MM_PER_INCH
_LABELS = 0.36  # of the width, at most, for what stands beside the bars
_LINE = 1.25  # of the size: what a line takes
_LEGEND_LINE = 1.6
_KEY = 2.6  # of the size: a legend's square and what keeps it from texts
_SPREAD = 1.15  # LibreOffice sets as many names in a line as it can, however near
_GAP = 0.7  # of the size: between labels and bars, at the edges
_DIGIT = 0.6  # of the size
_FOOT = 2.0  # of the size: the axis with its percentages
_END = 2.4  # of the size: a count at the end of a bar, half of 100%
_NAMES = 0.16  # of the width, at most, for names at the ends of bars that say more than codes
_MOST_ROWS = 3  # of a legend that says more than codes
_BAR = 1.3  # of the size: a bar of several beside each other
_SAFE = 1.06  # programs set texts of charts a little wider or narrower than cells'


@dataclass(frozen=True, kw_only=True)
class ChartPlan:
    """The room that a chart's texts need, in points.

    `labels` stand beside the bars. `names` are what tells a code's bars from others: the code
    alone, and with its label. They stand in a legend; of bars beside each other, at their ends.
    """

    kind: ChartKind
    labels: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    font: str
    size_pt: float
    width_pt: float

    # ------------------------------------------------------------ texts

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What tells a code's bars from others: codes with their labels, if these have room."""
        whole = tuple(name for _, name in self.names)
        return whole if self._is_roomy(whole) else tuple(code for code, _ in self.names)

    @cached_property
    def label_pt(self) -> float:
        """How wide the labels may be."""
        widest = max(self._wide_pt(line) for text in self.labels for line in text.split("\n"))
        return min(widest * _SAFE, self.width_pt * _LABELS)

    @cached_property
    def label_lines(self) -> float:
        """How many lines of labels have to be beside a bar, so that neighbours do not touch."""
        room = max(1, floor(self.label_pt / _SAFE / self.size_pt * self._of.em + 1e-6))
        counts = [line_count(text, room, self._of) for text in self.labels]
        return max(map(sum, pairwise((counts[0], *counts, counts[-1])))) / 2

    # ------------------------------------------------------------ what is needed

    @property
    def least_pt(self) -> float:
        """The least height in which no label touches another one."""
        return self._legend_pt + len(self.labels) * self._pitch_pt + self._foot_pt

    @property
    def plot_pt(self) -> float:
        """How long the bars may be."""
        return self.width_pt - self._left_pt - self._right_pt

    @property
    def is_legible(self) -> bool:
        """Whether every name has room in a line of the legend."""
        return not self.has_legend or self._column_pt(self.said) <= self.width_pt

    @property
    def has_legend(self) -> bool:
        """Whether names stand in a legend."""
        return bool(self.names) and self.kind != "bars"

    @property
    def _pitch_pt(self) -> float:
        several = len(self.names) * _BAR + 0.5 if self.kind == "bars" else 0
        return max(self.label_lines * _LINE, several, _LINE) * self.size_pt

    # ------------------------------------------------------------ where it stands

    def plot(self, height_pt: float) -> Box:
        """Return where the bars stand."""
        high = height_pt - self._legend_pt - self._foot_pt
        return Box(
            self._left_pt / self.width_pt,
            self._legend_pt / height_pt,
            self.plot_pt / self.width_pt,
            high / height_pt,
        )

    def legend(self, height_pt: float) -> Box | None:
        """Return where the legend stands: above the bars, or over the whole width."""
        if not self.has_legend:
            return None
        of_columns = self._columns(self.said) * self._column_pt(self.said)
        in_line = sum(self._wide_pt(name) + _KEY * self.size_pt for name in self.said)
        wide = min(max(of_columns, in_line * _SPREAD), self.width_pt)
        left = min(self._left_pt, self.width_pt - wide)
        high = self._rows(self.said) * _LEGEND_LINE * self.size_pt
        top = _GAP * self.size_pt
        return Box(left / self.width_pt, top / height_pt, wide / self.width_pt, high / height_pt)

    def tells(self, count: int, of: float) -> bool:
        """Whether a count has room on its piece of a bar, where `of` is as long as a bar gets."""
        needed = (len(str(count)) + 1) * _DIGIT * self.size_pt
        return count > 0 and needed <= self.plot_pt * count / of

    @property
    def _left_pt(self) -> float:
        return self.label_pt + _GAP * self.size_pt

    @property
    def _right_pt(self) -> float:
        if self.kind == "stacked":
            return _GAP * self.size_pt
        named = max(map(self._wide_pt, self.said), default=0.0) if self.kind == "bars" else 0.0
        return _END * self.size_pt + named * _SAFE

    @property
    def _foot_pt(self) -> float:
        return (_FOOT if self.kind == "shares" else _GAP) * self.size_pt

    @property
    def _legend_pt(self) -> float:
        rows = self._rows(self.said) if self.has_legend else 0
        return (rows * _LEGEND_LINE + (2 if rows else 1) * _GAP) * self.size_pt

    # ------------------------------------------------------------ names

    def _is_roomy(self, names: Sequence[str]) -> bool:
        if self.kind == "bars":
            return max(map(self._wide_pt, names), default=0.0) <= self.width_pt * _NAMES
        return self._rows(names) <= _MOST_ROWS and self._column_pt(names) <= self.width_pt

    def _rows(self, names: Sequence[str]) -> int:
        return ceil(len(names) / self._columns(names))

    def _columns(self, names: Sequence[str]) -> int:
        return max(1, min(len(names), floor(self.width_pt / self._column_pt(names))))

    def _column_pt(self, names: Sequence[str]) -> float:
        return max(map(self._wide_pt, names), default=0.0) * _SAFE + _KEY * self.size_pt

    @property
    def _of(self) -> Metrics:
        return metrics(self.font, self.size_pt)

    def _wide_pt(self, text: str) -> float:
        return self._of.width(text) / self._of.em * self.size_pt


def planned(
    part: ChartPart, places: Sequence[str], theme: Theme, width_pt: float, say: Words
) -> ChartPlan:
    """Return the plan of a chart with bars for these places, whose sheet is so wide."""
    names = tuple(
        (code, say("grade.named", code=code, label=label) if label else code)
        for code, label, _ in part.codes
    )
    is_each_once = part.chart == "bars" and not part.by
    alone = ((label if part.labelled else "") or code for code, label, _ in part.codes)
    return ChartPlan(
        kind=part.chart,
        labels=tuple(alone if is_each_once else places),
        names=() if is_each_once else names,
        font=theme.body_font,
        size_pt=theme.table.text_size,
        width_pt=width_pt * part.width,
    )
