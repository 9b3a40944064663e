"""What openpyxl sees in a workbook, in the words of sheets.py: facts by place."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from shinchoku.sheets import CellKind, Workbook, cell_name

Place = tuple[str, str]  # sheet and cell; or sheet and what it says about all of it
Facts = Mapping[Place, object]


class Seen(NamedTuple):
    """A cell that is not blank."""

    kind: CellKind
    raw: object
    text: str
    struck: tuple[str, ...] = ()
    formula: bool = False


def facts_of(book: Workbook) -> Facts:
    """Return what sheets.py sees."""
    facts: dict[Place, object] = {("", "sheets"): [sheet.name for sheet in book.sheets]}
    for sheet in book.sheets:
        for position, cell in sheet.cells.items():
            seen = Seen(cell.kind, cell.raw, cell.text, cell.struck, cell.formula)
            facts[sheet.name, cell_name(*position)] = seen
        for position, text in sheet.comments.items():
            facts[sheet.name, f"comment {cell_name(*position)}"] = text
        facts[sheet.name, "merges"] = sorted(sheet.merges)
        facts[sheet.name, "hidden rows"] = sorted(sheet.hidden_rows)
        facts[sheet.name, "hidden columns"] = sorted(sheet.hidden_columns)
        facts[sheet.name, "state"] = sheet.state
    return facts


def facts_of_openpyxl(path: Path) -> Facts:
    """Return what openpyxl sees, who reads formulas and their results one at a time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells what it drops
        results = openpyxl.load_workbook(path, data_only=True, rich_text=True)
        formulas = openpyxl.load_workbook(path)
    facts: dict[Place, object] = {("", "sheets"): results.sheetnames}
    for sheet in results.worksheets:
        facts |= {(sheet.title, what): fact for what, fact in _facts(sheet, formulas[sheet.title])}
    return facts


def _facts(sheet: Worksheet, formulas: Worksheet) -> list[tuple[str, object]]:
    cells: dict[str, object] = {}
    rows, columns = set(), set()
    for (row, column), cell in sheet._cells.items():  # iter_rows would make all there could be
        formula = formulas._cells[row, column].data_type == "f"
        if cell.comment:
            cells[f"comment {cell.coordinate}"] = cell.comment.text
        if cell.value is not None or formula:
            assert isinstance(cell, Cell)
            cells[cell.coordinate] = _seen(cell, formula=formula)
            rows.add(row)
            columns.add(column)
    hidden = {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 1, (dimension.max or 0) + 1)
    }
    merged = sheet.merged_cells.ranges
    return [
        *cells.items(),
        ("merges", sorted((r.min_row, r.min_col, r.max_row, r.max_col) for r in merged)),
        ("hidden rows", sorted(row for row in rows if sheet.row_dimensions[row].hidden)),
        ("hidden columns", sorted(hidden & columns)),
        ("state", sheet.sheet_state),
    ]


KINDS = {
    "s": CellKind.TEXT,
    "n": CellKind.NUMBER,
    "b": CellKind.BOOLEAN,
    "e": CellKind.ERROR,
    "d": CellKind.DATE,
}
NUMBERS: Mapping[str, Callable[[Any], str]] = {  # any other raises KeyError
    "General": "{:.11g}".format,
    "0.0%": "{:.1%}".format,
    "#,##0": "{:,}".format,
    "@": "{:.11g}".format,  # a number that was typed before the cell was for texts
    '0"回"': "{:.0f}回".format,
    '0"m²"': "{:.0f}m²".format,
    "000-0000": lambda number: f"{number // 10_000:03}-{number % 10_000:04}",
    "# ?/?": "{:.11g}".format,  # not understood, and told so
    "[DBNum1]0": "{:.11g}".format,
}
TEXTS = {'@"回"': "{}回"}
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no zones


def _seen(cell: Cell, *, formula: bool) -> Seen:
    value = cell.value
    if value is None:
        return Seen(CellKind.FORMULA_WITHOUT_RESULT, None, "", (), formula)
    kind, raw, text = KINDS[cell.data_type], value, str(value)
    struck: tuple[str, ...] = (text,) if cell.font.strike else ()
    if isinstance(value, CellRichText):
        raw = text
        struck = tuple(str(r) for r in value if isinstance(r, TextBlock) and r.font.strike)
    elif isinstance(value, (datetime, date)):
        raw = (value - EPOCH) / timedelta(days=1)
        clock = " %H:%M" if "h" in cell.number_format else ""
        text = value.strftime("%Y-%m-%d" + clock)
    elif isinstance(value, time):
        raw = timedelta(hours=value.hour, minutes=value.minute) / timedelta(days=1)
        text = f"{value.hour}:{value:%M}"
    elif kind is CellKind.BOOLEAN:
        text = text.upper()
    elif kind is CellKind.NUMBER:
        text = NUMBERS[cell.number_format](value)
    elif kind is CellKind.TEXT:
        text = TEXTS.get(cell.number_format, "{}").format(text)
    return Seen(kind, raw, text, struck, formula)


def margin(item: HeaderFooterItem | None, third: Literal["left", "center", "right"]) -> str | None:
    """Return what stands in a third of a page's header or footer."""
    text = getattr(item, third).text
    assert text is None or isinstance(text, str)
    return text


def fits_to_page(sheet: Worksheet) -> bool:
    """Whether a sheet is printed to a number of pages, not to a scale."""
    properties = sheet.sheet_properties.pageSetUpPr
    assert properties
    return bool(properties.fitToPage)
