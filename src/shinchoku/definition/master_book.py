"""The master as a workbook that a clerk fills: tables go in, master.xlsx comes out.

A sheet for each table: its ids in a hidden row, below them headings in words, then its rows, with
drop-downs for whatever names something. `tables` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import Path

from shinchoku.definition.calendar import Calendar
from shinchoku.definition.checker import REPORT, Checker
from shinchoku.definition.master_columns import MasterColumn, MasterColumns
from shinchoku.definition.parsing import read_report
from shinchoku.definition.resolve import design
from shinchoku.definition.schema.report import Report
from shinchoku.definition.tables import Table, read_tables
from shinchoku.failures import DefinitionError
from shinchoku.paper.limits import MAX_LIST, MAX_PROMPT, MAX_TITLE, cut, fits, lined
from shinchoku.paper.metrics import text_width
from shinchoku.paper.page import column_px, height_pt
from shinchoku.paper.workbook import Book, Format, Margins, SheetWriter, Validation
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.words import Words, words

LISTS = "_lists"  # the sheet of what may be chosen; no table is called so
_IDS, _HEADINGS, _FIRST = range(3)
_LAST = 1_999  # the last row with drop-downs
_NARROWEST, _WIDEST, _AIR = 5.0, 24.0, 1.5  # of a column, in full-width characters
_GUIDE_WIDTHS = (9.0, 48.0)
_TITLE_PT = 14
_MARGINS = Margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
_DARK, _HEADER, _LINE = "#1F4E5F", "#DCE9EE", "#A6A6A6"


def write_master(folder: Path, path: Path) -> None:
    """Write the tables of a round, whose report.toml is right, as one workbook.

    Raises DefinitionError, TableError, or OSError where it cannot be saved.
    """
    report, problems = read_report(folder / REPORT)
    if report is None:
        raise DefinitionError(problems)
    checker = Checker(Calendar(report.round.year, report.round.calendar))
    say = words(report.round.language)
    columns = MasterColumns(
        design(report, checker), say, report.review.table or "" if report.review else ""
    )
    found = read_tables(folder / "master")
    tables = {name: found[name] for name in columns.in_order(found)}
    title = checker.text("round.title", report.round.title)
    with Book(path, created=report.round.issued, title=title) as book:
        _Master(book, report, columns, tables).write(title)


@dataclass(frozen=True)
class _Master:
    book: Book
    report: Report
    columns: MasterColumns
    tables: Mapping[str, Table]
    _lists: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def _say(self) -> Words:
        return self.columns.say

    def write(self, title: str) -> None:
        self._write_guide(self.book.sheet(self._say("master.sheet"), rows_grow=True), title)
        for name, table in self.tables.items():
            self._write_table(self.book.sheet(name, rows_grow=True), table)
        listed = self.book.sheet(LISTS)
        for column, texts in enumerate(self._lists):
            for row, text in enumerate(texts):
                listed.text(row, column, text)
        listed.hide_deeply()

    # ------------------------------------------------------------ the guide

    def _write_guide(self, sheet: SheetWriter, title: str) -> None:
        heading = self._format(font_size=_TITLE_PT, bold=True, font_color=_DARK)
        plain = self._format(text_wrap=True, valign="top")
        linked = self._format(font_color=_DARK, underline=1, valign="top")
        for column, width in enumerate(_GUIDE_WIDTHS):
            sheet.column_px(column, column_px(width))
        sheet.merge(0, 0, 0, 1, lined(title), heading)
        sheet.row(
            0, height_pt([(title, sum(_GUIDE_WIDTHS))], size=_TITLE_PT, font=self._font, bold=True)
        )
        guide = self._say("master.guide")
        sheet.merge(1, 0, 1, 1, guide, plain)
        sheet.row(1, height_pt([(guide, sum(_GUIDE_WIDTHS))], font=self._font))
        for row, name in enumerate(self.tables, start=2):
            sheet.link(row, 0, name, "A3", name, linked)
            sheet.text(row, 1, self.columns.about(name), plain)
        self._print(sheet)

    # ------------------------------------------------------------ a table

    def _write_table(self, sheet: SheetWriter, table: Table) -> None:
        columns = self.columns.of(table.name, table.header)
        rows = [[row.cells[column.id] for column in columns] for row in table.rows]
        widths = [
            _width([column.heading, *(row[index] for row in rows)])
            for index, column in enumerate(columns)
        ]
        for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.column_px(index, column_px(width), self._cell)
            sheet.text(_IDS, index, column.id)
            sheet.text(_HEADINGS, index, column.heading, self._heading)
            self._validate(sheet, index, column)
        sheet.hide_rows(_IDS)
        headings = [column.heading for column in columns]
        sheet.row(
            _HEADINGS, height_pt(zip(headings, widths, strict=True), font=self._font, bold=True)
        )
        for number, texts in enumerate(rows, start=_FIRST):
            for index, text in enumerate(texts):
                sheet.text(number, index, lined(text), self._boxed)
            sheet.row(number, height_pt(zip(texts, widths, strict=True), font=self._font))
        self._finish(sheet, _HEADINGS + len(rows), len(columns) - 1)

    def _finish(self, sheet: SheetWriter, last_row: int, last_column: int) -> None:
        sheet.filter((_HEADINGS, 0, last_row, last_column))
        sheet.take_numbers_as_texts((_FIRST, 0, _LAST, last_column))
        sheet.freeze(_FIRST, 0)
        sheet.select(_FIRST, 0)
        sheet.repeat_rows(_HEADINGS, _HEADINGS)
        self._print(sheet)

    def _print(self, sheet: SheetWriter) -> None:
        sheet.print_on("A4", landscape=True, pages_high=0)
        sheet.center_within(_MARGINS)
        sheet.footer("&C&A  &P / &N")

    # ------------------------------------------------------------ while it is filled

    def _validate(self, sheet: SheetWriter, index: int, column: MasterColumn) -> None:
        source = self._source(column)
        if not (source or column.prompt):
            return
        validation = Validation(
            prompt_title=cut(column.heading, MAX_TITLE) if column.prompt else "",
            prompt=cut(column.prompt, MAX_PROMPT),
            choices=source,
            error_title=self._say("master.not_listed_title") if source else "",
            error=self._say("master.not_listed") if source else "",
        )
        sheet.validate([(_FIRST, index, _LAST, index)], validation)

    def _source(self, column: MasterColumn) -> str:
        """Return where the texts stand that a column may say; "" where it may say any."""
        if column.choices:
            if column.choices not in self._lists:
                self._lists.append(column.choices)
            place = self._lists.index(column.choices) + 1
            return _area(LISTS, 1, len(column.choices), place)
        table = self.tables.get(column.ids_of)
        if table is None or "id" not in table.header:
            return ""
        return _filled(table.name, table.header.index("id") + 1)

    # ------------------------------------------------------------ looks

    @cached_property
    def _cell(self) -> Format:
        return self._format(num_format="@", text_wrap=True, valign="top")

    @cached_property
    def _boxed(self) -> Format:
        look = {"num_format": "@", "text_wrap": True, "valign": "top"}
        return self._format(border=1, border_color=_LINE, **look)

    @cached_property
    def _heading(self) -> Format:
        look = {"bold": True, "bg_color": _HEADER, "text_wrap": True, "valign": "vcenter"}
        return self._format(border=1, border_color=_LINE, **look)

    @property
    def _font(self) -> str:
        return self.report.theme.body_font

    def _format(self, **properties: object) -> Format:
        return self.book.format(font_name=self._font, **properties)


def _width(texts: Sequence[str]) -> float:
    longest = max(text_width(line) for text in texts for line in text.split("\n"))
    return min(max(longest / 2 + _AIR, _NARROWEST), _WIDEST)


def _filled(sheet: str, column: int) -> str:
    """Return the cells of a column from the first row down to the last one that says something.

    So what is added is offered, too. Where that is too long to say, its first rows to the last.
    """
    every = _area(sheet, _FIRST + 1, _LAST + 1, column)
    first = _area(sheet, _FIRST + 1, _FIRST + 1, column)
    last = f'SUMPRODUCT(MAX(({every}<>"")*ROW({every})))-{_FIRST}'
    source = f"{first}:INDEX({every},MAX(1,{last}))"
    return source if fits(source, MAX_LIST) else every


def _area(sheet: str, first: int, last: int, column: int) -> str:
    """Return an area of one column with its sheet, all of it fixed."""
    ends = dict.fromkeys(_fixed(cell_name(row, column)) for row in (first, last))
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{':'.join(ends)}"


def _fixed(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell.removeprefix(letters)}"
