"""What the printer is told, and whether the pages have room to be moved from the edge bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.definition.checker import Checker
from shinchoku.definition.schema.looks import PrintOrderSpec
from shinchoku.definition.schema.report import Report
from shinchoku.model import PrintOrder, SectionSpec, SheetSection, Theme
from shinchoku.paper.page import FOOT_MM, HEAD_MM

USUAL_GUTTER_MM = 5.0
SAFE_MM = 3.0  # printers cut so exactly: what is nearer to the edge may be lost


def print_order(report: Report, checker: Checker) -> PrintOrder:
    """Return what report.toml tells the printer."""
    said = report.print_order

    def told(name: str) -> str:
        return checker.text(f"print.{name}", getattr(said, name))

    return PrintOrder(
        binding=said.binding or "",
        gutter_mm=_gutter_mm(said),
        paper=told("paper"),
        colors=told("colors"),
        copies=told("copies"),
        delivery=told("delivery"),
        contact=told("contact"),
        note=told("note"),
    )


def _gutter_mm(said: PrintOrderSpec) -> float:
    if said.binding is None:
        return 0.0
    return USUAL_GUTTER_MM if said.gutter_mm is None else said.gutter_mm


def check_print_order(
    sections: Sequence[SectionSpec], report: Report, theme: Theme, checker: Checker
) -> None:
    """Check that pages which are moved still lie inside of their paper."""
    order, gutter_mm = report.print_order, _gutter_mm(report.print_order)
    if order.gutter_mm is not None and order.binding is None:
        checker.report("print.gutter_mm", "definition.gutter_unbound")
        return
    papers = [section.paper for section in sections if isinstance(section, SheetSection)]
    if not papers or order.binding is None:
        return
    is_turned = any(paper.width_mm == papers[0].height_mm for paper in papers)
    room_mm = min(_edges(theme, is_turned=is_turned)) - SAFE_MM
    if gutter_mm > room_mm:
        room = f"{max(0.0, room_mm):g}"
        checker.report(
            "print.gutter_mm", "definition.no_gutter", gutter=f"{gutter_mm:g}", room=room
        )


def _edges(theme: Theme, *, is_turned: bool) -> Iterator[float]:
    """Yield how far from their edges things stand, on both sides that pages are moved to."""
    yield from (theme.margin_left_mm, theme.margin_right_mm)
    if is_turned:  # pages that lie across are moved up and down
        yield from (theme.margin_top_mm, theme.margin_bottom_mm)
        yield from (HEAD_MM, FOOT_MM)
