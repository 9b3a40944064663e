"""Cards, held against the page: whether every column of theirs has room for a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.schema.report import Report
from shinchoku.model import CardRow, CardSection, SectionSpec, TableCell, Theme
from shinchoku.paper.page import (
    INDENT_PX,
    PX_PER_MM,
    character_px,
    column_px,
    filling,
    usable_width_mm,
)

_LEAST = 2.0  # full-width characters of a column


def check_cards(
    sections: Sequence[SectionSpec],
    report: Report,
    theme: Theme,
    designed: Design,
    checker: Checker,
) -> None:
    """Tell the first row of each card that has no room for its texts."""
    places = {section.id: index for index, section in enumerate(report.sections)}
    for section in (s for s in sections if isinstance(s, CardSection)):
        design = designed.form(section.form_id)
        assert design is not None  # noqa: S101 - resolved with its form
        look = design.form.look
        own = theme.on(section.paper).with_table(look)
        indent = INDENT_PX * max(look.indent, 1) / character_px(look.text_size)
        for number, row in enumerate(section.grid):
            widths = filling(tuple(_shares(section.columns, row)), own)
            if min(widths) - indent < _LEAST:
                where = key_path("sections", places[section.id], "grid", number)
                room, wide = usable_width_mm(own), column_px(min(widths), look.text_size)
                words = {"wide": f"{wide / PX_PER_MM:.1f}", "room": f"{room:.0f}"}
                checker.report(where, "definition.narrow_card", **words)
                break


def _shares(columns: Sequence[float], row: CardRow) -> Iterator[float]:
    """Yield how wide the cells of a row are beside each other, a table's columns each alone."""
    ends = [0.0, *accumulate(columns)]
    stops = [0, *accumulate(cell.span for cell in row)]
    for cell, (start, stop) in zip(row, pairwise(stops), strict=True):
        wide = ends[stop] - ends[start]
        if isinstance(cell, TableCell):
            yield from (wide * share / sum(cell.shares) for share in cell.shares)
        else:
            yield wide
