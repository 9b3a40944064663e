"""Planned sheets go in; the workbook is written. Nothing is decided here but looks and heights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shinchoku.editions.council.geometry import is_shrunk, theme_of, widths_px
from shinchoku.editions.council.planned import Cell, Drawn, Sheet
from shinchoku.editions.manuscript import Manuscript
from shinchoku.model import Theme
from shinchoku.paper.contrast import BLACK, readable
from shinchoku.paper.limits import MAX_BREAKS, MAX_ROW_PT
from shinchoku.paper.lines import line_count
from shinchoku.paper.metrics import metrics
from shinchoku.paper.page import (
    FOOT_MM,
    MM_PER_INCH,
    PADDING_PX,
    PX_PER_PT,
    capacity,
    head_and_foot_font,
    lines_pt,
    usable_height_pt,
)
from shinchoku.paper.workbook import Book, Format, Margins, SheetWriter, Validation
from shinchoku.records import dataclass

_SIZES = {"title": 13.0, "subtitle": 10.5, "note": 8.5}
_BARE = frozenset({"title", "subtitle", "note", "said"})  # without lines around them
_CHART_ROW_PT = 15.0
_WIDE = 1.1  # of the size: no character is wider
_STEP_PX = 6
_FILTER_PX = 14  # that a filter's button takes of a header


def write_workbook(sheets: Sequence[Sheet], manuscript: Manuscript, path: Path) -> None:
    """Write the workbook. Raises WorkbookError for what a workbook cannot hold."""
    about, theme = manuscript.definition.round, manuscript.definition.theme
    title = manuscript.document.title
    with Book(path, created=about.issued, title=title) as book:
        lines: dict[tuple[str, int, str, float], int] = {}
        for sheet in sheets:
            _Writing(book, book.sheet(sheet.name), sheet, theme, lines).write()


@dataclass
class _Writing:
    """Writes one sheet."""

    book: Book
    out: SheetWriter
    sheet: Sheet
    theme: Theme
    lines: dict[tuple[str, int, str, float], int]  # of texts, which stand on several sheets

    def __post_init__(self) -> None:
        self._widths = widths_px(self.sheet, self.theme)
        self._formats: dict[tuple[str, str], Format] = {}
        self._heights: dict[int, float] = {}

    def write(self) -> None:
        """Write columns, cells, charts, and how it is printed."""
        for column, width in enumerate(self._widths):
            self.out.column_px(column, width)
        first = len(self._widths)
        for column in range(first, first + self.sheet.hidden):
            self.out.hide_column(column)
        listed = self._listed()
        for cell in self.sheet.cells[: len(self.sheet.cells) - sum(map(len, listed))]:
            self._cell(cell)
        self._set_heights(len(listed))
        for area, source in self.sheet.choices.items():
            self.out.validate([area], Validation(choices=source))
        for drawn in self.sheet.charts:
            self._chart(drawn)
        self._set_up()
        self._print()
        if listed and self.sheet.heads:
            first = self.sheet.heads[1] + 1
            texts = [[cell.text for cell in row] for row in listed]
            heights = [self._heights[row] for row in range(first, first + len(texts))]
            self.out.end_with(first, texts, heights, self._format("cell", ""))

    def _listed(self) -> Sequence[Sequence[Cell]]:
        """Return the rows of a list of plain texts: they are written all at once."""
        sheet, wide = self.sheet, len(self._widths)
        if not sheet.is_list or sheet.hidden or not sheet.filtered:
            return ()
        count = sheet.filtered[2] - sheet.filtered[0]
        cells = sheet.cells[len(sheet.cells) - count * wide :]
        if any(cell.value is not None for cell in cells):
            return ()
        return [cells[start : start + wide] for start in range(0, len(cells), wide)]

    # ------------------------------------------------------------ cells

    def _cell(self, cell: Cell) -> None:
        look = self._format(cell.style, cell.code)
        row, column, text = cell.row, cell.column, cell.text
        if cell.formula:
            result = text if cell.value is None else cell.value
            self.out.formula(row, column, f"={cell.formula}", look, result)
        elif cell.value is not None:
            self.out.number(row, column, cell.value, look)
        elif cell.link:
            self.out.link(row, column, cell.link, "A1", text, look)
        elif cell.span > 1:
            self.out.merge(row, column, row, column + cell.span - 1, text, look)
        else:
            self.out.text(row, column, text, look)

    def _format(self, style: str, code: str) -> Format:
        if (style, code) not in self._formats:
            properties = self._properties(style)
            if code:
                properties["num_format"] = code
            self._formats[style, code] = self.book.format(**properties)
        return self._formats[style, code]

    def _properties(self, style: str) -> dict[str, object]:
        """Return what a style is in xlsxwriter's words."""
        colors = self.theme.colors
        name, _, color = style.partition(":")
        figures = name.startswith(("number", "fixed"))
        strong = name.startswith(("head", "title", "subtitle", "total")) or name.endswith("_total")
        properties: dict[str, object] = {
            "font_name": self.theme.heading_font if strong else self.theme.body_font,
            "font_size": _SIZES.get(name, self.sheet.size_pt),
            "bold": strong,
            "text_wrap": not figures and name != "said",
            "valign": "top" if self.sheet.is_list and not strong else "vcenter",
        }
        if name not in _BARE:
            properties |= {"border": 1, "border_color": f"#{colors.line}"}
        if figures:
            properties["align"] = "right"
            properties["italic"] = name.startswith("fixed")
        if name in {"head", "center", "grade"}:
            properties["align"] = "center"
        if name in {"title", "subtitle"}:
            properties["font_color"] = f"#{colors.dark}"
        if name == "link":
            properties |= {"font_color": f"#{colors.dark}", "underline": 1}
        ground = color or (colors.header if strong and name not in _BARE else "")
        if ground:
            ink = f"#{readable(BLACK, ground)}"
            properties |= {"bg_color": f"#{ground}", "font_color": ink}
        return properties

    # ------------------------------------------------------------ heights

    def _set_heights(self, listed: int) -> None:
        """Set the heights of rows; those of the last ones, that are listed, are set with them."""
        counts: dict[int, float] = {}
        for cell in self.sheet.cells:
            if cell.text and cell.column < len(self._widths):
                counts[cell.row] = max(counts.get(cell.row, 0), self._height_pt(cell))
        self._heights = counts
        first = max(counts) + 1 - listed
        for row, height_pt in counts.items():
            if row < first:
                self.out.row(row, height_pt)

    def _height_pt(self, cell: Cell) -> float:
        size = _SIZES.get(cell.style, self.sheet.size_pt)
        if cell.value is not None or cell.style == "said":
            return lines_pt(1, size)
        room = sum(self._widths[cell.column : cell.column + cell.span]) - PADDING_PX
        if cell.style == "head" and self.sheet.filtered:
            room -= _FILTER_PX
        if len(cell.text) * size * PX_PER_PT * _WIDE < room and "\n" not in cell.text:
            return lines_pt(1, size)
        steps = max(1, int(room / _STEP_PX))  # columns that are nearly as wide are as wide
        key = (cell.text, steps, cell.style, size)
        if key not in self.lines:
            bold = cell.style.startswith(("head", "title", "subtitle", "total"))
            font = self.theme.heading_font if bold else self.theme.body_font
            of = metrics(font, size, bold=bold)
            self.lines[key] = line_count(cell.text, capacity(steps * _STEP_PX, size, of), of)
        return min(lines_pt(self.lines[key], size), MAX_ROW_PT)

    # ------------------------------------------------------------ charts

    def _chart(self, drawn: Drawn) -> None:
        """Lay a chart over rows of its own."""
        rows = self._chart_rows(drawn)
        for row, height_pt in rows.items():
            self.out.row(row, height_pt)
            self._heights[row] = height_pt
        size_px = sum(self._widths), round(drawn.height_pt * PX_PER_PT)
        cells = drawn.labels, drawn.counts
        self.out.chart(drawn.row, 0, drawn.chart, cells, size_px)

    @staticmethod
    def _chart_rows(drawn: Drawn) -> Mapping[int, float]:
        whole, rest = divmod(drawn.height_pt, _CHART_ROW_PT)
        heights = [_CHART_ROW_PT] * int(whole) + [rest] * bool(rest)
        return dict(enumerate(heights, drawn.row))

    # ------------------------------------------------------------ screen and paper

    def _set_up(self) -> None:
        sheet = self.sheet
        self.out.hide_gridlines()
        if sheet.heads:
            self.out.freeze(sheet.heads[1] + 1, sheet.frozen_columns)
        if sheet.filtered:
            self.out.filter(sheet.filtered)
        last = max(cell.row for cell in sheet.cells)
        self.out.take_numbers_as_texts((0, 0, last, len(self._widths) - 1))

    def _print(self) -> None:
        sheet, theme = self.sheet, theme_of(self.sheet, self.theme)
        pages_high = 0 if is_shrunk(sheet) else None
        self.out.print_on(theme.paper.size, landscape=sheet.turned, pages_high=pages_high)
        self.out.center_within(
            Margins(
                left=(theme.margin_left_mm - 1) / MM_PER_INCH,
                right=(theme.margin_right_mm - 1) / MM_PER_INCH,
                top=theme.margin_top_mm / MM_PER_INCH,
                bottom=theme.margin_bottom_mm / MM_PER_INCH,
            )
        )
        ends = [row for drawn in sheet.charts for row in self._chart_rows(drawn)]
        last = max([cell.row for cell in sheet.cells] + ends)
        self.out.print_area((0, 0, last, len(self._widths) - 1))
        if sheet.heads:
            self.out.repeat_rows(*sheet.heads)
        if breaks := list(self._breaks(usable_height_pt(theme)))[:MAX_BREAKS]:
            self.out.break_pages(breaks)
        font = head_and_foot_font(theme)
        self.out.footer(f"&L{font}&A&R{font}&P / &N", FOOT_MM / MM_PER_INCH)

    def _breaks(self, room_pt: float) -> Iterator[int]:
        """Yield the rows of charts that would lie over a page's end."""
        for drawn in self.sheet.charts:
            title = drawn.row - 1
            head_pt = sum(self._heights.get(row, 0.0) for row in self._head_rows)
            used = 0.0
            for row in range(title):
                height = self._heights.get(row, _CHART_ROW_PT)
                used = used + height if used + height <= room_pt else head_pt + height
            if used + self._heights.get(title, 0.0) + drawn.height_pt > room_pt:
                yield title

    @property
    def _head_rows(self) -> Sequence[int]:
        first, last = self.sheet.heads or (0, -1)
        return range(first, last + 1)
