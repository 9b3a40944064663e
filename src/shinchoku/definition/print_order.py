"""What the printer is told, and whether the pages have room to be moved from the edge bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.definition.checker import Checker
from shinchoku.definition.schema.report import Report
from shinchoku.model import PrintOrder, SectionSpec, SheetSection, Theme
from shinchoku.paper.page import FOOT_MM, HEAD_MM

USUAL_GUTTER_MM = 5.0
SAFE_MM = 3.0  # printers cut so exactly: what is nearer to the edge may be lost


def print_order(report: Report) -> PrintOrder:
    """Return what report.toml tells the printer."""
    said = report.print_order
    gutter_mm = USUAL_GUTTER_MM if said.gutter_mm is None else said.gutter_mm
    return PrintOrder(
        binding=said.binding or "",
        gutter_mm=gutter_mm if said.binding else 0.0,
        paper=said.paper,
        colors=said.colors,
        copies=said.copies,
        delivery=said.delivery,
        contact=said.contact,
        note=said.note,
    )


def check_print_order(
    sections: Sequence[SectionSpec], report: Report, theme: Theme, checker: Checker
) -> None:
    """Check that pages which are moved still lie inside of their paper."""
    order = print_order(report)
    if report.print_order.gutter_mm is not None and not order.binding:
        checker.report("print.gutter_mm", "definition.gutter_unbound")
        return
    papers = [section.paper for section in sections if isinstance(section, SheetSection)]
    if not papers or not order.binding:
        return
    is_turned = any(paper.width_mm == papers[0].height_mm for paper in papers)
    room_mm = min(_edges(theme, is_turned=is_turned)) - SAFE_MM
    if order.gutter_mm > room_mm:
        room = f"{max(0.0, room_mm):g}"
        checker.report(
            "print.gutter_mm", "definition.no_gutter", gutter=f"{order.gutter_mm:g}", room=room
        )


def _edges(theme: Theme, *, is_turned: bool) -> Iterator[float]:
    """Yield how far from their edges things stand, on both sides that pages are moved to."""
    yield from (theme.margin_left_mm, theme.margin_right_mm)
    if is_turned:  # pages that lie across are moved up and down
        yield from (theme.margin_top_mm, theme.margin_bottom_mm)
        yield from (HEAD_MM, FOOT_MM)
