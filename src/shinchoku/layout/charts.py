"""A chart of what was counted as a row of the page that it lies over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor
from typing import NamedTuple

from shinchoku.layout.chart_colors import fills
from shinchoku.layout.measure import STEP_PT
from shinchoku.model import (
    Bars,
    Chart,
    ChartPart,
    ColumnTally,
    Key,
    Place,
    Row,
    Theme,
    at_place,
    bucket,
    within,
)
from shinchoku.paper.chart_plan import PT_PER_MM, ChartPlan, planned
from shinchoku.records import dataclass
from shinchoku.words import Words

_AXIS = 1.25  # how much longer than the longest bar an axis may be that a program chooses


class _Group(NamedTuple):
    """What stands at one label: the counts of each code, and their names."""

    label: str
    keys: tuple[Key, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Drawing:
    """What a chart is made from; `width_pt` is that of its sheet's columns."""

    part: ChartPart
    tally: ColumnTally
    places: Sequence[Place]
    say: Words
    theme: Theme
    width_pt: float

    def row(self) -> Row:
        """Return the row that the chart lies over: it has the planned height."""
        height_pt = floor(self.part.height_mm * PT_PER_MM / STEP_PT + 1e-6) * STEP_PT
        return Row(kind="chart", cells=(), height_pt=height_pt, chart=self._chart(height_pt))

    def _chart(self, height_pt: float) -> Chart:
        part, groups = self.part, list(self._groups())
        plan = planned(part, [group.label for group in groups], self.theme, self.width_pt, self.say)
        return Chart(
            kind=part.chart,
            title=part.title,
            labels=plan.labels if part.by or not plan.names else (),
            bars=tuple(self._bars(groups, plan)),
            plot=plan.plot(height_pt),
            legend=plan.legend(height_pt),
            font=plan.font,
            size_pt=plan.size_pt,
            line=self.theme.colors.line,
            width=part.width,
        )

    # ------------------------------------------------------------ what is shown

    def _groups(self) -> Iterator[_Group]:
        part = self.part
        if not part.by:
            name = within(part.tally, part.subset) if part.subset else part.tally
            tally = self.tally.subsets[part.subset] if part.subset else self.tally
            yield self._group("", name, {row.choice: row.count for row in tally.rows})
            return
        counted = self.tally.by[part.by]
        names = [(place.id, part.text.fill(place.words)) for place in self.places]
        if "" in counted:
            names.append(("", part.none or self.say("crosstab.none")))
        for id_, text in names:
            yield self._group(text, at_place(part.tally, part.by, id_), counted.get(id_, {}))

    def _group(self, label: str, name: str, counts: Mapping[str, int]) -> _Group:
        codes = [code for code, _, _ in self.part.codes]
        return _Group(
            label,
            tuple(bucket(name, code) for code in codes),
            tuple(counts.get(code, 0) for code in codes),
        )

    # ------------------------------------------------------------ how it is shown

    def _bars(self, groups: Sequence[_Group], plan: ChartPlan) -> Iterator[Bars]:
        colors = fills([color for _, _, color in self.part.codes], self.theme.colors.dark)
        if not plan.names:
            (whole,) = groups
            yield Bars(
                name=self.part.title,
                fills=tuple(fill.color for fill in colors),
                keys=whole.keys,
                counts=whole.counts,
                told=(True,) * len(whole.counts),
            )
            return
        for index, (name, fill) in enumerate(zip(plan.said, colors, strict=True)):
            counts = tuple(group.counts[index] for group in groups)
            yield Bars(
                name=name,
                fills=(fill.color,),
                pattern=fill.pattern,
                keys=tuple(group.keys[index] for group in groups),
                counts=counts,
                told=tuple(self._told(groups, counts, plan)),
            )

    def _told(
        self, groups: Sequence[_Group], counts: Sequence[int], plan: ChartPlan
    ) -> Iterator[bool]:
        """Yield whether each count has room: beside a bar there always is some."""
        longest = max(sum(group.counts) for group in groups) * _AXIS
        for group, count in zip(groups, counts, strict=True):
            whole = sum(group.counts) if self.part.chart == "shares" else longest
            yield self.part.chart == "bars" or plan.tells(count, whole)
