"""listing: plain lists are workbooks that can be read on the screen and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from shinchoku.paper.limits import MAX_ROW_PT
from shinchoku.paper.listing import Listing, write_listings
from witnesses import fits_to_page, margin

LONG = "あ" * 25  # three lines of a column of ten
ROWS: list[tuple[str | int, ...]] = [("一", LONG, 3), ("二\n二", "い", 4), ("三", "う" * 9_000, 5)]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    path = tmp_path_factory.mktemp("listing") / "list.xlsx"
    listing = Listing("指摘一覧", ("区分", "内容", "行"), (4, 10, 3), ROWS)
    write_listings(path, [listing], date(2023, 4, 24), "指摘一覧", "BIZ UDゴシック")
    found = openpyxl.load_workbook(path)["指摘一覧"]
    assert isinstance(found, Worksheet)
    return found


def test_a_list_has_a_title_a_header_and_its_rows(sheet: Worksheet) -> None:
    title, *rows = sheet.values
    assert title == ("指摘一覧", None, None)
    assert rows == [("区分", "内容", "行"), *ROWS]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]


def test_a_sheet_named_otherwise_than_the_workbook_says_both(tmp_path: Path) -> None:
    listing = Listing("取組", ("id",), (30,), [])
    write_listings(tmp_path / "d.xlsx", [listing], date(2023, 4, 24), "進捗状況", "BIZ UDゴシック")
    assert openpyxl.load_workbook(tmp_path / "d.xlsx")["取組"]["A1"].value == "進捗状況 取組"


def test_rows_are_as_high_as_their_lines_with_some_air(sheet: Worksheet) -> None:
    heights = [float(sheet.row_dimensions[row].height or 0) for row in range(1, 6)]
    assert heights[1] == 11.25 + 5.25 + 3
    assert heights[2:4] == [3 * 11.25 + 5.25 + 3, 2 * 11.25 + 5.25 + 3]
    assert heights[4] == MAX_ROW_PT
    assert heights[0] > 12 * 1.25


def test_a_list_is_printed_across_with_its_header_and_a_number_on_each_page(
    sheet: Worksheet,
) -> None:
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert fits_to_page(sheet)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$2"
    assert margin(sheet.oddFooter, "center") == "&P / &N"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:C5")
