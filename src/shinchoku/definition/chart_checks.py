"""Charts held against the page and the master: every label of theirs must have room."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from shinchoku.definition.checker import Checker
from shinchoku.definition.counted_checks import text_parts
from shinchoku.definition.design import Design
from shinchoku.definition.master import Master
from shinchoku.definition.schema.report import Report
from shinchoku.model import (
    DEPARTMENT,
    ChartPart,
    Form,
    SectionSpec,
    TallySpec,
    Theme,
    entries_below,
    places,
)
from shinchoku.paper.chart_plan import PT_PER_MM, ChartPlan, planned
from shinchoku.paper.lines import line_count
from shinchoku.paper.metrics import metrics
from shinchoku.paper.page import (
    PADDING_PX,
    PX_PER_MM,
    capacity,
    filling,
    usable_height_pt,
    width_mm,
)
from shinchoku.paper.shares import tally_shares
from shinchoku.words import Words, words

_LEAST_PLOT_MM = 15.0  # of the longest bar
_TITLE_PT, _SPACE_PT, _PITCH = 1.5, 9.75, 1.25  # over the body's size, of each line's row, of lines
_DRAFT_LINES = 2


def check_charts(
    sections: Sequence[SectionSpec],
    report: Report,
    tallies: Sequence[TallySpec],
    master: Master,
    designed: Design,
    theme: Theme,
    checker: Checker,
) -> None:
    """Check that every chart has room on its page, and in it every bar, label and name."""
    specs, say = {spec.id: spec for spec in tallies}, words(report.round.language)
    for where, section, part in text_parts(sections, report):
        if not isinstance(part, ChartPart):
            continue
        form_id = specs[part.tally].form_id
        design = designed.form(form_id)
        if design is not None:
            labels = _labels(part, design.form, master, say)
            look = theme.on(section.paper)
            wide_pt = width_mm(filling(tally_shares(1), look), look) * PT_PER_MM
            plan = planned(part, labels, look, wide_pt, say)
            _check(where, part, plan, look, checker)


def _labels(part: ChartPart, form: Form, master: Master, say: Words) -> list[str]:
    """Return what stands beside the bars, what has no place among it where that may be."""
    if not part.by:
        return [""]
    tree = master.trees[form.id]
    found = places(form, part.by, tree, master.departments)
    labels = [part.text.fill(place.words) for place in found]
    above = (path for path, entry in entries_below(tree) if not entry.repeat_of)
    is_level = part.by in form.path
    if is_level and all(any(node.level == part.by for node in path) for path in above):
        return labels
    if part.by == DEPARTMENT:
        return labels
    return [*labels, part.none or say("crosstab.none")]


def _check(where: str, part: ChartPart, plan: ChartPlan, theme: Theme, checker: Checker) -> None:
    if not plan.is_legible or plan.plot_pt < _LEAST_PLOT_MM * PT_PER_MM:
        checker.report(f"{where}.width", "definition.chart_narrow")
    else:
        _check_height(f"{where}.height_mm", part, plan, theme, checker)


def _check_height(
    where: str, part: ChartPart, plan: ChartPlan, theme: Theme, checker: Checker
) -> None:
    room_mm = floor((usable_height_pt(theme) - _above_pt(part, theme)) / PT_PER_MM)
    least_mm = ceil(plan.least_pt / PT_PER_MM)
    sizes = {"high": f"{part.height_mm:g}", "least": str(least_mm), "room": str(room_mm)}
    if least_mm > room_mm:
        checker.report(where, "definition.chart_crowded", **sizes)
    elif part.height_mm < least_mm:
        checker.report(where, "definition.chart_low", **sizes)
    elif part.height_mm > room_mm:
        checker.report(where, "definition.chart_high", **sizes)


def _above_pt(part: ChartPart, theme: Theme) -> float:
    """Return what a chart's title takes, with the line of a draft: they stay with it."""
    size = theme.body_size + _TITLE_PT
    of = metrics(theme.heading_font, size, bold=True)
    room_px = width_mm(filling(tally_shares(1), theme), theme) * PX_PER_MM - PADDING_PX
    lines = line_count(part.title, capacity(room_px, size, of), of) + _DRAFT_LINES
    return lines * _PITCH * size + 2 * _SPACE_PT
