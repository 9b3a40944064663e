"""The sections and the forms, held against the paper: what is printed has room on its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TypeGuard

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.schema.report import Report
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.model import (
    CitationsSection,
    ExcerptPart,
    Form,
    SectionSpec,
    SheetSection,
    TableSection,
    TextSection,
    Theme,
)
from shinchoku.paper.lines import line_count
from shinchoku.paper.metrics import metrics
from shinchoku.paper.page import (
    FOOT_MM,
    HEAD_MM,
    INDENT_PX,
    PADDING_PX,
    PX_PER_MM,
    capacity,
    character_px,
    column_px,
    head_fits,
    head_width_mm,
    usable_height_pt,
    usable_width_mm,
    width_mm,
)

_PITCH = 1.25  # of a header's lines, in font sizes
_HEADER_SPACE_PT = 5.25
HEADER_SHARE = 0.4  # of a page, at the most
_LEAST_HEIGHT_PT, _LEAST_WIDTH_MM = 400.0, 80.0
MM_PER_PT = 25.4 / 72


def check_page(
    sections: Sequence[SectionSpec],
    report: Report,
    theme: Theme,
    designed: Design,
    checker: Checker,
) -> None:
    """Check that the margins leave pages, and that tables, heads and feet have room on them."""
    papers = dict.fromkeys(s.paper for s in sections if isinstance(s, SheetSection))
    themes = [theme.on(paper) for paper in papers] or [theme]
    if (room := min(map(usable_height_pt, themes))) < _LEAST_HEIGHT_PT:
        words = {
            "room": f"{room * MM_PER_PT:.0f}",
            "least": f"{_LEAST_HEIGHT_PT * MM_PER_PT:.0f}",
        }
        checker.report("theme.margin_top_mm", "definition.low_page", **words)
        return
    if (room := min(map(usable_width_mm, themes))) < _LEAST_WIDTH_MM:
        words = {"room": f"{room:.0f}", "least": f"{_LEAST_WIDTH_MM:.0f}"}
        checker.report("theme.margin_left_mm", "definition.narrow_page", **words)
        return
    for index, design in enumerate(designed.forms):
        if design.form.id not in report.tabled:
            continue
        shown = dict.fromkeys(s.paper for s in sections if _shows(s, design.form))
        on = [theme.on(paper) for paper in shown] or themes
        _check_form(key_path("forms", index), design.form, on, checker)
    _check_margins(report, theme, checker)


def _shows(section: SectionSpec, form: Form) -> TypeGuard[SheetSection]:
    """Whether a section prints a form's table, or some rows of it."""
    if isinstance(section, TextSection):
        shown = (part for part in section.parts if isinstance(part, ExcerptPart))
        return any(part.form_id == form.id for part in shown)
    return isinstance(section, TableSection) and section.form_id == form.id


def _check_form(where: str, form: Form, themes: Sequence[Theme], checker: Checker) -> None:
    """Check that a form's table has room on every paper that it is printed on."""
    wide = width_mm(form.widths, themes[0].with_table(form.look))
    room = min(map(usable_width_mm, themes))
    if wide > room:
        over = ceil((wide - room) * PX_PER_MM / character_px(form.look.text_size))
        words = {"wide": f"{wide:.1f}", "room": f"{room:.1f}", "over": str(over)}
        checker.report(f"{where}.columns", "definition.too_wide", **words)
    for column in (column for column in form.grid if column.width):
        room_px = column_px(column.width, form.look.text_size) - PADDING_PX
        if room_px - INDENT_PX * form.look.indent < character_px(form.look.text_size):
            words = {"name": column.id, "width": f"{column.width:g}"}
            checker.report(f"{where}.look.indent", "definition.indented_away", **words)
    high, page = _header_pt(form, themes[0]), min(map(usable_height_pt, themes))
    if high > page * HEADER_SHARE:
        words = {
            "high": f"{high * MM_PER_PT:.0f}",
            "room": f"{page * HEADER_SHARE * MM_PER_PT:.0f}",
        }
        checker.report(f"{where}.columns", "definition.high_header", **words)


def _header_pt(form: Form, theme: Theme) -> float:
    upper = [(column.parent, column.width) for column in form.grid if column.parent]
    lower = [(column.header, column.width) for column in form.grid]
    return header_pt((upper, lower), theme.with_table(form.look))


def header_pt(rows: Iterable[Sequence[tuple[str, float]]], theme: Theme) -> float:
    """Return the height of a header, a little too high rather than too low.

    A row of it are its texts, with the widths of their columns; one without texts is not there.
    """
    size = theme.table.text_size
    of = metrics(theme.heading_font, size, bold=True)

    def lines(text: str, width: float) -> int:
        room_px = column_px(width, size) - PADDING_PX
        return line_count(text, capacity(room_px, size, of), of)

    counts = [max(lines(*each) for each in row) for row in rows if row]
    return sum(ceil(size * _PITCH * count) + _HEADER_SPACE_PT for count in counts)


def _check_margins(report: Report, theme: Theme, checker: Checker) -> None:
    """Check that no running title or page number is covered by the table."""
    line_mm = theme.body_size * _PITCH * MM_PER_PT
    sheets = [each for each in report.sections if isinstance(each, SheetSectionSpec)]
    if any(section.running_title for section in sheets):
        _check_margin("margin_top_mm", theme.margin_top_mm, HEAD_MM + line_mm, checker)
    if any(section.numbered for section in sheets):
        _check_margin("margin_bottom_mm", theme.margin_bottom_mm, FOOT_MM + line_mm, checker)


def _check_margin(key: str, margin_mm: float, needed_mm: float, checker: Checker) -> None:
    if margin_mm < needed_mm:
        words = {"margin": f"{margin_mm:g}", "needed": f"{ceil(needed_mm * 10) / 10:g}"}
        checker.report(f"theme.{key}", f"definition.{key}", **words)


def check_heads(
    sections: Sequence[SectionSpec], report: Report, theme: Theme, checker: Checker
) -> None:
    """Check that running titles fit Excel's head, and the page's width."""
    places = {section.id: index for index, section in enumerate(report.sections)}
    for section in sections:
        if isinstance(section, CitationsSection) or not section.running_title:
            continue
        where = key_path("sections", places[section.id], "running_title")
        look = theme.on(section.paper)
        if not head_fits(section.running_title, look):
            wide, room = head_width_mm(section.running_title, look), usable_width_mm(look)
            words = {"wide": f"{wide:.0f}", "room": f"{room:.0f}"}
            checker.report(where, "definition.long_head", **words)
        elif "\n" in section.running_title:
            checker.report(where, "definition.head_of_lines")
