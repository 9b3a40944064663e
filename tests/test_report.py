"""report: the written workbook shows what was paged, read again by openpyxl."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents import (
    MARK,
    RUNNING_TITLE,
    THEME,
    action_plan,
    booklet,
    document,
    full_row,
    item,
    section,
)
from random_reports import documents
from shinchoku.failures import WorkbookError
from shinchoku.layout.measure import measure, runs
from shinchoku.layout.paginate import paginate
from shinchoku.layout.report import write_report
from shinchoku.model import Block, Cell, Document, PagedDocument, Row, Section
from witnesses import fits_to_page, margin

MM_PT = 72 / 25.4
CREATED = date(2023, 4, 24)


def write(given: Document, path: Path) -> PagedDocument:
    paged = paginate(measure(given, THEME), THEME, continued_mark=MARK)
    write_report(paged, THEME, CREATED, path)
    return paged


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[PagedDocument, Workbook]:
    path = tmp_path_factory.mktemp("report") / "report.xlsx"
    paged = write(booklet(), path)
    return paged, openpyxl.load_workbook(path)


def texts(sheet: Worksheet) -> dict[str, str]:
    return {
        cell.coordinate: str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def assert_as_placed(paged: PagedDocument, book: Workbook) -> None:
    placed: dict[str, dict[str, str]] = {section.sheet: {} for section in paged.sections}
    for place in paged.placements:
        placed[place.sheet][place.cell] = place.text
    assert book.sheetnames == list(placed)
    for name, cells in placed.items():
        assert texts(book[name]) == cells


def test_every_text_stands_where_it_was_placed_and_nothing_else(
    written: tuple[PagedDocument, Workbook],
) -> None:
    assert_as_placed(*written)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given=documents())
def test_placements_of_any_document_are_found_again(given: Document, tmp_path: Path) -> None:
    paged = write(given, tmp_path / "any.xlsx")
    assert_as_placed(paged, openpyxl.load_workbook(tmp_path / "any.xlsx"))


def test_rows_are_as_high_as_they_were_measured(written: tuple[PagedDocument, Workbook]) -> None:
    paged, book = written
    for one in paged.sections:
        expected = [row.height_pt for page in one.pages for row in page.rows]
        sheet = book[one.sheet]
        assert [sheet.row_dimensions[at + 1].height for at in range(len(expected))] == expected


def test_pages_break_where_they_were_planned(written: tuple[PagedDocument, Workbook]) -> None:
    paged, book = written
    for one in paged.sections:
        lengths = [len(page.rows) for page in one.pages]
        breaks = [b.id for b in book[one.sheet].row_breaks.brk]
        assert breaks == [sum(lengths[: at + 1]) for at in range(len(lengths) - 1)]
    assert sum(len(book[name].row_breaks.brk) for name in book.sheetnames) == 1


def test_the_page_is_a4_upright_at_full_scale(written: tuple[PagedDocument, Workbook]) -> None:
    for sheet in written[1]:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.scale) == (
            "portrait",
            9,
            None,  # 100 %
        )
        assert not fits_to_page(sheet)
        assert sheet.page_margins.top == pytest.approx(20 / 25.4)
        assert sheet.page_margins.bottom == pytest.approx(18 / 25.4)
        assert sheet.print_title_rows is None
        assert not sheet.sheet_view.showGridLines


def test_the_print_area_is_the_table(written: tuple[PagedDocument, Workbook]) -> None:
    paged, book = written
    rows = sum(len(page.rows) for page in paged.sections[-1].pages)
    assert book["取組 Ⅰ"].print_area == f"'取組 Ⅰ'!$A$1:$G${rows}"


def test_numbered_sheets_go_on_counting_and_the_others_show_no_number(
    written: tuple[PagedDocument, Workbook],
) -> None:
    found = {
        sheet.title: (
            sheet.page_setup.useFirstPageNumber,
            sheet.page_setup.firstPageNumber,
            margin(sheet.oddFooter, "center"),
        )
        for sheet in written[1]
    }
    assert found == {
        "表紙": (None, None, None),
        "目次": (None, None, None),
        "扉": (True, None, "- &P -"),  # 1 is what the attribute means when it is left out
        "表の見方": (True, 2, "- &P -"),
        "取組 Ⅰ": (True, 3, "- &P -"),
    }
    assert str(margin(written[1]["取組 Ⅰ"].oddHeader, "right")).rstrip() == RUNNING_TITLE
    assert margin(written[1]["扉"].oddHeader, "right") is None


def test_columns_are_as_wide_as_measured(written: tuple[PagedDocument, Workbook]) -> None:
    columns = written[1]["取組 Ⅰ"].column_dimensions  # like neighbours are one entry
    in_digits = {(c.min, c.max): c.width for c in columns.values()}
    assert {at: round(width * 6) for at, width in in_digits.items()} == {
        (1, 1): 92,
        (2, 3): 116,
        (4, 5): 92,
        (6, 6): 42,
        (7, 7): 153,
    }


def test_merged_cells_are_the_runs_of_each_page(written: tuple[PagedDocument, Workbook]) -> None:
    paged, book = written
    for one in paged.sections:
        first, expected = 1, set()
        for page in one.pages:
            for run in runs(page.rows):
                if run.rows > 1 or run.cell.span > 1:
                    column = run.cell.column
                    left, right = (
                        get_column_letter(at + 1) for at in (column, column + run.cell.span - 1)
                    )
                    top = first + run.first
                    expected.add(f"{left}{top}:{right}{top + run.rows - 1}")
            first += len(page.rows)
        assert {str(merged) for merged in book[one.sheet].merged_cells.ranges} == expected


def test_contents_link_to_their_pages(written: tuple[PagedDocument, Workbook]) -> None:
    paged, book = written
    cells = [cell for row in book["目次"].iter_rows() for cell in row if cell.hyperlink]
    anchors = {anchor.id: anchor for anchor in paged.anchors}
    links = [c.hyperlink.location for c in cells if c.hyperlink and c.column == 1]
    assert links == [
        f"'{anchors[name].sheet}'!{anchors[name].cell}" for name in ("legend", "plan-1", "plan-2")
    ]
    assert [cell.value for cell in cells if cell.column == 7] == ["2", "3", "4"]


@pytest.mark.parametrize("note", ["=1+1", "+1", "@x", "https://example.com", "'12", "007", " a "])
def test_texts_are_written_as_texts(note: str, tmp_path: Path) -> None:
    block = item(("p", "事業"), "P01-01", [("目標", "—", "1-2", "=A1")], "A", note)
    write(document(section(block)), tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["s"]
    assert [sheet[name].value for name in ("D1", "E1", "G1")] == ["1-2", "=A1", note]
    assert {sheet[name].data_type for name in ("D1", "E1", "G1")} == {"s"}


def test_an_ampersand_in_the_running_title_is_printed(tmp_path: Path) -> None:
    block = Block(rows=(full_row("あ", "cell"),))
    write(document(section(block, running_title="Plan & Do")), tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["s"]
    assert str(margin(sheet.oddHeader, "right")).rstrip() == "Plan && Do"


@pytest.mark.parametrize(
    ("width_mm", "title", "blanks_pt"),
    [
        (186.0, "Plan & Do", 1.5 * MM_PT + 0.7),  # 0.25 mm beside the table, 1.5 of slack
        (100.0, "Plan & Do", 44.5 * MM_PT + 0.7),
        (100.0, "あ" * 60, 17.2 * MM_PT),  # 60 characters of 8 pt are 169.3 mm of 186.5
    ],
)
def test_the_running_title_ends_at_the_tables_edge(
    width_mm: float, title: str, blanks_pt: float, tmp_path: Path
) -> None:
    width = (width_mm * 96 / 25.4 - 4.7) / 12.345  # full-width characters of one column
    block = Block(rows=(Row(kind="body", cells=(Cell(column=0, text="あ"),)),))
    write(document(section(block, running_title=title, widths=(width,))), tmp_path / "r.xlsx")
    with ZipFile(tmp_path / "r.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    found = re.search(r"([^&<]*?)( *)(?:&amp;(\d+) )?&amp;8</oddHeader>", sheet)
    assert found
    assert len(found[2]) * 4 + int(found[3] or 0) / 2 == pytest.approx(blanks_pt, abs=0.8)


@pytest.mark.parametrize(
    "broken",
    [
        section(Block(rows=(full_row("あ", "cell"),)), sheet="名" * 32),
        section(Block(rows=(full_row("あ", "cell"),)), running_title="長" * 256),
    ],
)
def test_what_excel_cannot_hold_is_an_error(broken: object, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError):
        write(document(broken), tmp_path / "r.xlsx")  # type: ignore[arg-type]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    write(booklet(), tmp_path / "one.xlsx")
    write(booklet(), tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_report_of_the_samples_size_is_written_in_half_a_second(tmp_path: Path) -> None:
    sections = [_renamed(action_plan(), at) for at in range(14)]
    paged = paginate(measure(document(*sections), THEME), THEME, continued_mark=MARK)
    rows = sum(len(page.rows) for one in paged.sections for page in one.pages)
    begin = perf_counter()
    write_report(paged, THEME, CREATED, tmp_path / "r.xlsx")
    assert rows > 400
    assert perf_counter() - begin < 1.5  # 0.2 on a quiet machine


def _renamed(one: Section, at: int) -> Section:
    blocks = tuple(replace(block, anchors=()) for block in one.blocks)
    return replace(one, sheet=f"取組 {at}", blocks=blocks)
