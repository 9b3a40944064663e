"""A worksheet: texts, formulas and settings go in, and what Excel would refuse is an error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from math import isfinite
from typing import Any

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_rowcol_to_cell

from shinchoku.failures import WorkbookError
from shinchoku.model import Chart, PaperSize
from shinchoku.paper.limits import (
    MAX_AREAS,
    MAX_BREAKS,
    MAX_COLUMN_CHARACTERS,
    MAX_COLUMNS,
    MAX_ERROR,
    MAX_HEAD,
    MAX_LINE_FEEDS,
    MAX_LINKS,
    MAX_LIST,
    MAX_PROMPT,
    MAX_ROW_PT,
    MAX_ROWS,
    MAX_TEXT,
    MAX_TITLE,
    fits,
    units,
)
from shinchoku.paper.workbook.charts import NativeChart
from shinchoku.paper.workbook.formulas import formula_fault
from shinchoku.paper.workbook.values import (
    Area,
    Format,
    Highlight,
    Margins,
    Validation,
)

_PAPERS: Mapping[PaperSize, int] = {"A4": 9, "A3": 8}  # as Windows numbers them
_NO_GRIDLINES = 2  # on the screen and on paper
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # other controls are written as _x0001_

_NO_ATTRIBUTE = re.compile("[\x00-\x1f\ufffe\uffff]")


class SheetWriter:
    """A worksheet that raises WorkbookError, with sheet and cell, for what Excel would refuse.

    Rows and columns are counted from 0, as in xlsxwriter.
    """

    def __init__(self, raw: Any, charts: list[Any]) -> None:  # noqa: ANN401 - xlsxwriter is untyped
        self._raw = raw
        self._charts = charts  # of the whole workbook
        self.name: str = raw.get_name()
        self.texts: set[str] = set()  # that were written with `text`
        self._links = 0
        self._end = MAX_ROWS  # the row that no cell can stand in any more

    # ------------------------------------------------------------ cells

    def text(self, row: int, column: int, text: str, style: Format | None = None) -> None:
        """Write a text as a text, whatever it begins with; "" writes a styled blank."""
        if text == "":
            self._do(row, column, self._raw.write_blank, row, column, None, style)
            return
        if text not in self.texts:
            self._check_text(row, column, text)
        self._do(row, column, self._raw.write_string, row, column, text, style)
        self.texts.add(text)

    def number(self, row: int, column: int, value: float, style: Format | None = None) -> None:
        """Write a number."""
        if not isfinite(value):
            raise self._error(f"{value} is no number of Excel's", row, column)
        self._do(row, column, self._raw.write_number, row, column, value, style)

    def formula(
        self, row: int, column: int, formula: str, style: Format | None, result: str | float
    ) -> None:
        """Write a formula with its true first result, which Protected View shows."""
        if fault := formula_fault(formula):
            raise self._error(fault, row, column)
        if isinstance(result, str) and not fits(result, MAX_TEXT):
            fault = f"a result of {units(result):,} characters, {MAX_TEXT:,} at most"
            raise self._error(fault, row, column)
        self._do(row, column, self._raw.write_formula, row, column, formula, style, result)

    def pieces(
        self, row: int, column: int, pieces: Iterable[tuple[str, Format]], style: Format
    ) -> None:
        """Write a text in pieces, each in a font of its own; a single one is just a text."""
        pairs = list(pieces)
        whole = "".join(text for text, _ in pairs)
        if len(pairs) > 1:
            self._check_text(row, column, whole)
            parts = [part for text, font in pairs for part in (font, text)]
            self._do(row, column, self._raw.write_rich_string, row, column, *parts, style)
        else:
            self.text(row, column, whole, style)

    def link(self, row: int, column: int, sheet: str, cell: str, text: str, style: Format) -> None:
        """Write a text that links to a cell of this workbook."""
        self._check_text(row, column, text)
        self._links += 1
        if self._links > MAX_LINKS:
            raise self._error(f"more than {MAX_LINKS:,} links", row, column)
        quoted = sheet.replace("'", "''")
        target = f"internal:'{quoted}'!{cell}"
        self._do(row, column, self._raw.write_url, row, column, target, style, text)

    def merge(
        self, row: int, column: int, last_row: int, last_column: int, text: str, style: Format
    ) -> None:
        """Merge a range that no other touches and write its text; one cell is just written."""
        if (row, column) != (last_row, last_column):
            area = (row, column, last_row, last_column)
            self._do(row, column, self._raw.merge_range, *area, "", style)
        self.text(row, column, text, style)

    def end_with(
        self,
        first: int,
        rows: Sequence[Sequence[str | int | Decimal]],
        heights_pt: Sequence[float],
        style: Format,
    ) -> None:
        """Write the last rows of a sheet, all of one width and style; no cell can then follow.

        Equal values are looked at only once.
        """
        if not rows:
            return
        for row, height_pt in enumerate(heights_pt, first):
            self._check_height(row, height_pt)
        counts = Counter(chain.from_iterable(rows))
        for text in (value for value in counts if isinstance(value, str)):
            if fault := _text_fault(text):
                row = next(index for index, row in enumerate(rows) if text in row)
                raise self._error(fault, first + row, rows[row].index(text))
        cells = {
            value: self._raw.listed_text(value, times)
            if isinstance(value, str)
            else self._raw.listed_number(float(value))
            for value, times in counts.items()
        }
        listed = [[cells[value] for value in row] for row in rows]
        self._do(first, 0, self._raw.list_rows, first, listed, heights_pt, style)
        self._end = first

    def chart(
        self,
        row: int,
        column: int,
        chart: Chart,
        cells: tuple[str, Sequence[str]],
        size_px: tuple[int, int],
    ) -> None:
        """Lay a chart over cells, its corner in one; it moves and grows with them.

        `cells` are references (without =): to its labels, "" for none, and to each bars' counts.
        """
        labels, counts = cells
        for formula in (labels, *counts):
            if fault := formula_fault(formula):
                raise self._error(fault, row, column)
        native = NativeChart(chart, labels, counts)
        native.set_size(dict(zip(("width", "height"), size_px, strict=True)))
        self._charts.append(native)
        title = _NO_ATTRIBUTE.sub(" ", chart.title)
        options = {"object_position": 1, "description": title}
        self._do(row, column, self._raw.insert_chart, row, column, native, options)

    # ------------------------------------------------------------ rows and columns

    def row(self, row: int, height_pt: float) -> None:
        """Set a row's height in points."""
        self._check_height(row, height_pt)
        self._do(row, 0, self._raw.set_row, row, height_pt)

    def hide_rows(self, *rows: int) -> None:
        """Hide rows."""
        for row in rows:
            self._do(row, 0, self._raw.set_row, row, None, None, {"hidden": True})

    def column_px(self, column: int, width_px: int, style: Format | None = None) -> None:
        """Set a column's width in pixels of 1/96 inch."""
        characters = width_px / self._raw.max_digit_width
        if not 0 < characters <= MAX_COLUMN_CHARACTERS:
            fault = f"a column of {characters:.0f} characters, {MAX_COLUMN_CHARACTERS} at most"
            raise self._error(fault, 0, column)
        self._do(0, column, self._raw.set_column_pixels, column, column, width_px, style)

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self._do(0, column, self._raw.set_column, column, column, None, None, {"hidden": True})

    # ------------------------------------------------------------ rules for cells

    def validate(self, areas: Sequence[Area], validation: Validation) -> None:
        """Let Excel check what is typed into some areas."""
        first = self._first(areas)
        self._check_said(first, validation)
        options: dict[str, object] = {"ignore_blank": True, "validate": "any"}
        if validation.choices:
            options |= {"validate": "list", "source": f"={validation.choices}"}
        elif validation.formula:
            options |= {"validate": "custom", "value": f"={validation.formula}"}
        elif validation.longest is not None:
            options |= {"validate": "length", "criteria": "<=", "value": validation.longest}
            options["error_type"] = "warning"
        said = {
            "input_title": validation.prompt_title,
            "input_message": validation.prompt,
            "error_title": validation.error_title,
            "error_message": validation.error,
        }
        options |= {key: text for key, text in said.items() if text}
        options["other_cells"] = list(areas[1:])
        self._do(*first[:2], self._raw.data_validation, *first, options)

    def highlight(self, areas: Sequence[Area], highlight: Highlight) -> None:
        """Format the cells of some areas while something holds."""
        first = self._first(areas)
        options: dict[str, object] = {"type": "no_blanks", "format": highlight.style}
        if highlight.formula:
            if fault := formula_fault(highlight.formula):
                raise self._error(fault, *first[:2])
            options |= {"type": "formula", "criteria": highlight.formula, "stop_if_true": True}
        options["multi_range"] = " ".join(map(_named, areas))
        self._do(*first[:2], self._raw.conditional_format, *first, options)

    def take_numbers_as_texts(self, area: Area) -> None:
        """Let Excel not mark texts of an area that look like numbers."""
        self._do(*area[:2], self._raw.ignore_errors, {"number_stored_as_text": _named(area)})

    def protect(self, *, row_heights: bool = False, filtering: bool = False) -> None:
        """Lock the cells that are locked; the heights of rows and the filter may stay free."""
        allowed = {"format_rows": row_heights, "autofilter": filtering}
        self._do(0, 0, self._raw.protect, "", allowed)

    # ------------------------------------------------------------ how it opens

    def filter(self, area: Area) -> None:
        """Put filters into the first row of an area."""
        self._do(*area[:2], self._raw.autofilter, *area)

    def freeze(self, row: int, column: int) -> None:
        """Keep what is above a row and left of a column in sight."""
        self._do(row, column, self._raw.freeze_panes, row, column)

    def select(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        self._do(row, column, self._raw.set_selection, row, column, row, column)

    def open_here(self) -> None:
        """Show this sheet first when the workbook is opened."""
        self._do(0, 0, self._raw.activate)

    def hide_gridlines(self) -> None:
        """Show no lines but those of cells."""
        self._do(0, 0, self._raw.hide_gridlines, _NO_GRIDLINES)

    def tab_color(self, color: str) -> None:
        """Colour the sheet's tab."""
        self._do(0, 0, self._raw.set_tab_color, color)

    def hide_deeply(self) -> None:
        """Hide the sheet so that no menu of Excel's shows it again."""
        self._do(0, 0, self._raw.very_hidden)

    # ------------------------------------------------------------ how it is printed

    def print_on(self, paper: PaperSize, *, landscape: bool, pages_high: int | None = None) -> None:
        """Print at full size; with `pages_high` one page wide and so many high, 0 for as many."""
        turn = self._raw.set_landscape if landscape else self._raw.set_portrait
        self._do(0, 0, turn)
        self._do(0, 0, self._raw.set_paper, _PAPERS[paper])
        if pages_high is None:
            self._do(0, 0, self._raw.set_print_scale, 100)
        else:
            self._do(0, 0, self._raw.fit_to_pages, 1, pages_high)

    def center_within(self, margins: Margins) -> None:
        """Set the margins, and what is printed in the middle between left and right."""
        sides = (margins.left, margins.right, margins.top, margins.bottom)
        self._do(0, 0, self._raw.set_margins, *sides)
        self._do(0, 0, self._raw.center_horizontally)

    def print_area(self, area: Area) -> None:
        """Print nothing but an area."""
        self._do(*area[:2], self._raw.print_area, *area)

    def repeat_rows(self, first: int, last: int) -> None:
        """Print some rows again on each page."""
        self._do(first, 0, self._raw.repeat_rows, first, last)

    def break_pages(self, rows: Sequence[int]) -> None:
        """Begin a page at each of some rows."""
        if len(rows) > MAX_BREAKS:
            raise self._error(f"{len(rows):,} page breaks, {MAX_BREAKS:,} at most", rows[0])
        self._do(0, 0, self._raw.set_h_pagebreaks, list(rows))

    def header(self, text: str, from_edge_inch: float) -> None:
        """Print a header, in Excel's codes."""
        self._check_length("a header", text, MAX_HEAD)
        self._do(0, 0, self._raw.set_header, text, {"margin": from_edge_inch})

    def footer(self, text: str, from_edge_inch: float | None = None) -> None:
        """Print a footer, in Excel's codes."""
        self._check_length("a footer", text, MAX_HEAD)
        margin = {} if from_edge_inch is None else {"margin": from_edge_inch}
        self._do(0, 0, self._raw.set_footer, text, margin)

    def first_page(self, number: int) -> None:
        """Number the pages from a number on."""
        self._do(0, 0, self._raw.set_start_page, number)

    # ------------------------------------------------------------ what is refused

    def _do(self, row: int, column: int, method: Callable[..., object], *arguments: object) -> None:
        """Call a method of xlsxwriter's; what it raises or returns is an error at that cell."""
        if not (0 <= row < self._end and 0 <= column < MAX_COLUMNS):
            raise self._error(f"no cell at row {row + 1}, column {column + 1}")
        try:
            code = method(*arguments)
        except (XlsxWriterException, UserWarning) as problem:
            raise self._error(str(problem), row, column) from problem
        if isinstance(code, int) and code < 0:
            raise self._error(f"{method.__name__} gives {code}", row, column)

    def _error(self, fault: str, row: int | None = None, column: int = 0) -> WorkbookError:
        where = "" if row is None else f"!{xl_rowcol_to_cell(max(row, 0), max(column, 0))}"
        return WorkbookError(f"{self.name}{where}: {fault}")

    def _first(self, areas: Sequence[Area]) -> Area:
        if len(areas) > MAX_AREAS:
            raise self._error(f"{len(areas):,} areas, {MAX_AREAS:,} at most", *areas[0][:2])
        return areas[0]

    def _check_text(self, row: int, column: int, text: str) -> None:
        if fault := _text_fault(text):
            raise self._error(fault, row, column)

    def _check_height(self, row: int, height_pt: float) -> None:
        if not 0 < height_pt <= MAX_ROW_PT:
            raise self._error(f"a row of {height_pt} pt, {MAX_ROW_PT} at most", row)

    def _check_said(self, area: Area, said: Validation) -> None:
        for what, text, limit in (
            ("a prompt's title", said.prompt_title, MAX_TITLE),
            ("a prompt", said.prompt, MAX_PROMPT),
            ("a source of choices", said.choices, MAX_LIST),
            ("what may be typed", said.formula, MAX_LIST),
            ("an error's title", said.error_title, MAX_TITLE),
            ("an error", said.error, MAX_ERROR),
        ):
            self._check_length(what, text, limit, *area[:2])

    def _check_length(self, what: str, text: str, limit: int, *cell: int) -> None:
        if not fits(text, limit):
            fault = f"{what} of {units(text):,} characters, {limit:,} at most"
            raise self._error(fault, *cell)


def _text_fault(text: str) -> str:
    """Return what Excel or its files would refuse in a cell's text, "" for nothing."""
    if not fits(text, MAX_TEXT):
        return f"a text of {units(text):,} characters, {MAX_TEXT:,} at most"
    if len(text) > MAX_LINE_FEEDS and (lines := text.count("\n")) > MAX_LINE_FEEDS:
        return f"{lines} line feeds, {MAX_LINE_FEEDS} at most"
    return "a character that no file can hold" if _NO_XML.search(text) else ""


def _named(area: Area) -> str:
    row, column, last_row, last_column = area
    return f"{xl_rowcol_to_cell(row, column)}:{xl_rowcol_to_cell(last_row, last_column)}"
