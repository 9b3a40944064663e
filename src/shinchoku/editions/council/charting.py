"""Charts of what a sheet's own cells say, where they can be read.

In go a count and its places; out comes a drawing with the height that its texts need, or why there
is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shinchoku.editions.council.geometry import theme_of, width_pt
from shinchoku.editions.council.planned import Sheet
from shinchoku.layout.charts import Drawing
from shinchoku.model import (
    ChartKind,
    ChartPart,
    Column,
    ColumnTally,
    Place,
    Row,
    Theme,
)
from shinchoku.model.wording import Wording
from shinchoku.paper.chart_plan import PT_PER_MM, planned
from shinchoku.paper.page import usable_height_pt
from shinchoku.records import dataclass
from shinchoku.words import Words

MOST_CODES = 8  # that differ in black and white, too
_HEAD_PT = 60.0  # of a page that a chart leaves to what stands above it
_BAR_PT, _LEAST_PT = 17.0, 70.0
_WORD = Wording((("label",),))


@dataclass(frozen=True, kw_only=True)
class Charting:
    """What charts are made with."""

    theme: Theme
    say: Words

    def of_codes(self, sheet: Sheet, column: Column, tally: ColumnTally, title: str) -> Row | None:
        """Return bars of a count in all; None where there is nothing to be seen."""
        if not tally.total.count:
            return None
        labelled = all(grade.label for grade in column.grades)
        part = _part(tally, column, "bars", title, labelled=labelled)
        return self._drawn(sheet, part, tally, ())

    def of_places(
        self,
        sheet: Sheet,
        column: Column,
        tally: ColumnTally,
        by: str,
        places: Sequence[tuple[str, str]],
        title: str,
    ) -> Row | None:
        """Return a bar of pieces for each place (its id, its label); None where none can be read.

        Either there are too many codes, or a page has no room for so many bars.
        """
        if not tally.total.count or not 1 < len(column.codes) <= MOST_CODES or len(places) < 2:  # noqa: PLR2004
            return None
        part = replace(_part(tally, column, "stacked", title), by=by)
        numbered = {str(number): each for number, each in enumerate(places)}
        counts = {number: tally.by[by].get(id_, {}) for number, (id_, _) in numbered.items()}
        own = replace(tally, by={by: counts})
        drawn = [Place(number, {"label": text}) for number, (_, text) in numbered.items()]
        return self._drawn(sheet, part, own, drawn)

    def _drawn(
        self, sheet: Sheet, part: ChartPart, tally: ColumnTally, places: Sequence[Place]
    ) -> Row | None:
        theme = theme_of(sheet, self.theme)
        wide = width_pt(sheet, self.theme)
        texts = [place.words["label"] for place in places]
        plan = planned(part, texts or [""], theme, wide, self.say)
        room = usable_height_pt(theme) - _HEAD_PT
        if plan.least_pt > room or not plan.is_legible:
            return None
        bars = len(plan.labels)
        height_pt = min(max(plan.least_pt, _LEAST_PT + _BAR_PT * bars), room)
        own = replace(part, height_mm=height_pt / PT_PER_MM)
        return Drawing(own, tally, places, self.say, theme, wide).row()


def _part(
    tally: ColumnTally, column: Column, kind: ChartKind, title: str, *, labelled: bool = True
) -> ChartPart:
    labels = {grade.code: grade.label for grade in column.grades}
    return ChartPart(
        tally=tally.column_id,
        chart=kind,
        title=title,
        text=_WORD,
        codes=tuple(
            (code, labels.get(code, ""), column.colors.get(code, "")) for code in column.codes
        ),
        labelled=labelled,
    )
