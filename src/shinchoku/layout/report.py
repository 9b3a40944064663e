"""A paged document goes in; the report workbook is written. Nothing is decided here.

One sheet for each section on its paper, the page breaks where `paginate` put them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from shinchoku.layout.drawn import draw, shown_cells
from shinchoku.layout.measure import Run, runs
from shinchoku.layout.styles import Borders, Style, style
from shinchoku.model import Anchor, Page, PagedDocument, PagedSection, Theme
from shinchoku.paper.limits import MAX_HEAD, fits
from shinchoku.paper.page import (
    FOOT_MM,
    HEAD_MM,
    column_px,
    head_and_foot_font,
    head_blanks,
    head_text,
    usable_width_mm,
    width_mm,
)
from shinchoku.paper.workbook import Book, Format, Margins, SheetWriter

_MM_PER_INCH = 25.4
_SLACK_MM = 1.5  # printers set columns a little wider; centred, the table stands where it should
_LINES = {"": 0, "thin": 1, "medium": 2, "dotted": 4, "thick": 5, "hair": 7}
_VALIGN = {"top": "top", "center": "vcenter", "bottom": "bottom", "spread": "vjustify"}


def write_report(paged: PagedDocument, theme: Theme, created: date, path: Path) -> None:
    """Write the report. Raises WorkbookError for what a workbook cannot hold."""
    anchors = {anchor.id: anchor for anchor in paged.anchors}
    with Book(path, created=created, title=paged.title) as book:
        for section in paged.sections:
            sheet = book.sheet(section.sheet)
            look = theme.on(section.paper).with_table(section.table)
            formats = _Formats(book, look)
            _set_up(sheet, section, look)
            numbers = shown_cells(paged.charts, section.sheet)
            first_row = 0
            for page in section.pages:
                _write_page(sheet, page, first_row, formats, anchors, numbers)
                first_row += len(page.rows)
            for placed in paged.charts:
                if placed.sheet == section.sheet:
                    draw(sheet, section, placed, look)


class _Formats:
    """The workbook's formats by the names of styles."""

    def __init__(self, book: Book, theme: Theme) -> None:
        self._book = book
        self._theme = theme
        self._known: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._known:
            self._known[name] = self._book.format(**_properties(style(self._theme, name)))
        return self._known[name]

    def of_number(self, name: str) -> Format:
        """Return that of a number: unwrapped, else LibreOffice prints no indent (measured)."""
        properties = _properties(style(self._theme, name))
        return self._book.format(**{**properties, "text_wrap": False})


def _properties(look: Style) -> dict[str, object]:
    """Return a style in xlsxwriter's words."""
    properties: dict[str, object] = {
        "font_name": look.font,
        "font_size": look.size_pt,
        "bold": look.bold,
        "font_color": f"#{look.color}",
        "align": look.align,
        "valign": _VALIGN[look.valign],
        "text_wrap": True,
        "indent": look.indent,
        **_border_properties(look.borders),
    }
    if look.fill:
        properties |= {"bg_color": f"#{look.fill}", "pattern": 1}
    return properties


def _border_properties(borders: Borders) -> dict[str, object]:
    sides = {
        "left": borders.left,
        "right": borders.right,
        "top": borders.top,
        "bottom": borders.bottom,
    }
    drawn = {side: _LINES[line] for side, line in sides.items() if line}
    return drawn | {f"{side}_color": f"#{borders.color}" for side in drawn}


def _set_up(sheet: SheetWriter, section: PagedSection, theme: Theme) -> None:
    """Set a sheet's columns and its printed page."""
    for column, width in enumerate(section.widths):
        sheet.column_px(column, column_px(width, theme.table.text_size))
    starts = [0]
    for page in section.pages:
        starts.append(starts[-1] + len(page.rows))
    last_row, last_column = starts[-1] - 1, len(section.widths) - 1
    sheet.print_on(section.paper.size, landscape=section.paper.turned)
    sheet.center_within(_margins(theme))
    sheet.print_area((0, 0, last_row, last_column))
    if len(section.pages) > 1:
        sheet.break_pages(starts[1:-1])
    sheet.hide_gridlines()
    # Figures are written as texts, exactly as printed; Excel need not mark each of them.
    sheet.take_numbers_as_texts((0, 0, last_row, last_column))
    _set_header_and_footer(sheet, section, theme)


def _margins(theme: Theme) -> Margins:
    return Margins(
        left=(theme.margin_left_mm - _SLACK_MM) / _MM_PER_INCH,
        right=(theme.margin_right_mm - _SLACK_MM) / _MM_PER_INCH,
        top=theme.margin_top_mm / _MM_PER_INCH,
        bottom=theme.margin_bottom_mm / _MM_PER_INCH,
    )


def _set_header_and_footer(sheet: SheetWriter, section: PagedSection, theme: Theme) -> None:
    font = head_and_foot_font(theme)
    if section.running_title:
        head = f"&R{font} {head_text(section.running_title, font)}"
        free_mm = (usable_width_mm(theme) - width_mm(section.widths, theme)) / 2 + _SLACK_MM
        blanks = head_blanks(section.running_title, free_mm, theme)
        whole = head + blanks if fits(head + blanks, MAX_HEAD) else head
        sheet.header(whole, HEAD_MM / _MM_PER_INCH)
    first = section.pages[0].number
    if first is not None:
        sheet.footer(f"&C{font} - &P -", FOOT_MM / _MM_PER_INCH)
        sheet.first_page(first)


def _write_page(
    sheet: SheetWriter,
    page: Page,
    first_row: int,
    formats: _Formats,
    anchors: dict[str, Anchor],
    numbers: Collection[tuple[int, int]],
) -> None:
    for index, row in enumerate(page.rows, first_row):
        sheet.row(index, row.height_pt)
    for run in runs(page.rows):
        if numbers and (first_row + run.first, run.cell.column) in numbers:
            _write_number(sheet, run, first_row, formats)
        else:
            _write_run(sheet, run, first_row, formats, anchors)


def _write_number(sheet: SheetWriter, run: Run, first_row: int, formats: _Formats) -> None:
    cell, row = run.cell, first_row + run.first
    look = formats.of_number(cell.style)
    sheet.merge(row, cell.column, first_row + run.stop - 1, cell.column + cell.span - 1, "", look)
    sheet.number(row, cell.column, int(cell.text), look)


def _write_run(
    sheet: SheetWriter, run: Run, first_row: int, formats: _Formats, anchors: dict[str, Anchor]
) -> None:
    cell, row = run.cell, first_row + run.first
    look = formats[cell.style]
    last_row, last_column = first_row + run.stop - 1, cell.column + cell.span - 1
    target = cell.link or cell.page_of
    if not (target and cell.text):
        sheet.merge(row, cell.column, last_row, last_column, cell.text, look)
        return
    anchor = anchors[target]
    sheet.merge(row, cell.column, last_row, last_column, "", look)
    sheet.link(row, cell.column, anchor.sheet, anchor.cell, cell.text, look)
