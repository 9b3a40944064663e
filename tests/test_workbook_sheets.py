"""The door to xlsxwriter: rows, areas, rules and pages that Excel takes; one more is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from books import CELL, NAME, Job, read, refuse, text, write, xml
from shinchoku.paper import limits
from shinchoku.paper.limits import units
from shinchoku.paper.page import head_text
from shinchoku.paper.workbook import Area, Book, Highlight, Margins, SheetWriter, Validation
from workbooks import active, there

# ---------------------------------------------------------------- rows, columns, areas


def test_a_sheet_ends_at_xfd1048576(tmp_path: Path) -> None:
    sheet = read(tmp_path, lambda _, sheet: sheet.text(1_048_575, 16_383, "x"))
    assert sheet["XFD1048576"].value == "x"
    for row, column in ((1_048_576, 0), (0, 16_384), (-1, 0), (0, -1)):
        refuse(tmp_path, text("x", row, column), NAME, "no cell")


def test_a_row_is_409_points_and_a_half_high(tmp_path: Path) -> None:
    sheet = read(tmp_path, lambda _, sheet: sheet.row(2, 409.5))
    assert sheet.row_dimensions[3].height == 409.5
    refuse(tmp_path, lambda _, sheet: sheet.row(2, 409.75), f"{NAME}!A3", "409.75 pt")
    refuse(tmp_path, lambda _, sheet: sheet.row(2, 0), f"{NAME}!A3")


ROWS: list[tuple[str | int, ...]] = [("あ", 3, ""), ("<b>", 0, "あ"), ("_x0001_", -1, " あ")]
HEIGHTS = [30.0, 409.5, 22.5]


def singly(book: Book, sheet: SheetWriter) -> None:
    style = book.format(bold=True)
    sheet.text(0, 0, "before", style)
    for index, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            put = sheet.number if isinstance(value, int) else sheet.text
            put(index, column, value, style)  # type: ignore[arg-type]  # each gets its own
        sheet.row(index, HEIGHTS[index - 1])
    sheet.text(0, 2, "behind", style)


def at_once(book: Book, sheet: SheetWriter) -> None:
    style = book.format(bold=True)
    sheet.text(0, 0, "before", style)
    sheet.end_with(1, ROWS, HEIGHTS, style)
    sheet.text(0, 2, "behind", style)


@pytest.mark.parametrize("grow", [False, True])
def test_rows_at_once_come_out_as_cells_do(tmp_path: Path, *, grow: bool) -> None:
    one, other = (
        write(tmp_path / f"{job.__name__}.xlsx", job, rows_grow=grow) for job in (singly, at_once)
    )
    assert one.read_bytes() == other.read_bytes()


def test_what_is_wrong_in_rows_is_told_with_its_cell(tmp_path: Path) -> None:
    def rows(*values: tuple[str, ...], height_pt: float = 15.0, below: str = "") -> Job:
        def job(book: Book, sheet: SheetWriter) -> None:
            sheet.end_with(4, values, [height_pt] * len(values), book.format())
            sheet.text(6, 0, below, book.format()) if below else None

        return job

    refuse(tmp_path, rows(("a", "b"), ("a", "x" * 32_768)), f"{NAME}!B6", "32,768 characters")
    refuse(tmp_path, rows(("a", "\n" * 254)), f"{NAME}!B5", "254 line feeds")
    refuse(tmp_path, rows(("\uffff",)), f"{NAME}!A5", "no file can hold")
    refuse(tmp_path, rows(("a",), height_pt=410), f"{NAME}!A5", "410 pt")
    refuse(tmp_path, rows(("a",) * 16_385), f"{NAME}!A5")
    refuse(tmp_path, rows(("a",), ("a",), below="x"), "no cell at row 7")
    assert read(tmp_path, rows())["A5"].value is None


def test_a_column_is_255_characters_wide(tmp_path: Path) -> None:
    """Of the workbook's own font: how many pixels that is, xlsxwriter knows."""

    def width(pixels: int) -> Job:
        return lambda _, sheet: sheet.column_px(1, pixels)

    sheet = read(tmp_path, width(255 * 6))
    assert sheet.column_dimensions["B"].width == 255
    refuse(tmp_path, width(255 * 6 + 1), f"{NAME}!B1", "255 at most")
    refuse(tmp_path, width(0), f"{NAME}!B1")


def test_merged_areas_do_not_overlap(tmp_path: Path) -> None:
    def merges(*areas: Area) -> Job:
        def job(book: Book, sheet: SheetWriter) -> None:
            for area in areas:
                sheet.merge(*area, "x", book.format())

        return job

    beside = read(tmp_path, merges((2, 1, 3, 2), (2, 3, 3, 4), (0, 0, 0, 0)))
    assert {str(area) for area in beside.merged_cells.ranges} == {"B3:C4", "D3:E4"}
    refuse(tmp_path, merges((2, 1, 3, 2), (3, 2, 4, 3)), f"{NAME}!C4", "overlaps")
    refuse(tmp_path, merges((2, 1, 3, 2), (2, 1, 3, 2)), f"{NAME}!B3", "overlaps")


def test_a_filter_may_stand_over_merged_cells(tmp_path: Path) -> None:
    """Excel takes it; only tables do not."""

    def job(book: Book, sheet: SheetWriter) -> None:
        sheet.merge(2, 1, 2, 2, "x", book.format())
        sheet.filter((2, 0, 5, 3))

    assert read(tmp_path, job).auto_filter.ref == "A3:D6"


def test_a_sheet_has_65530_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.MAX_LINKS == 65_530
    monkeypatch.setattr("shinchoku.paper.workbook.sheet.MAX_LINKS", 3)

    def links(count: int) -> Job:
        def job(book: Book, sheet: SheetWriter) -> None:
            for row in range(count):
                sheet.link(row, 0, "a'b", "B3", "see", book.format())

        return job

    assert read(tmp_path, links(3))["A3"].hyperlink.location == "'a''b'!B3"
    refuse(tmp_path, links(4), f"{NAME}!A4", "3 links")


# ---------------------------------------------------------------- rules for cells


SAID = {"prompt_title": 32, "prompt": 255, "error_title": 32, "error": 225, "choices": 255}


@pytest.mark.parametrize("what", SAID)
def test_what_a_validation_says_has_limits(tmp_path: Path, what: str) -> None:
    def said(length: int) -> Job:
        words: dict[str, Any] = {"prompt": "x", what: "𠮷" * (length // 2) + "a" * (length % 2)}
        return lambda _, sheet: sheet.validate([CELL], Validation(**words))

    (made,) = read(tmp_path, said(SAID[what])).data_validations.dataValidation
    names = {"prompt_title": "promptTitle", "error_title": "errorTitle", "choices": "formula1"}
    assert units(getattr(made, names.get(what, what))) == SAID[what]
    refuse(tmp_path, said(SAID[what] + 1), f"{NAME}!B3", f"{SAID[what] + 1} characters")


def test_validations_say_what_they_check(tmp_path: Path) -> None:
    def job(_: Book, sheet: SheetWriter) -> None:
        sheet.validate([CELL, (5, 1, 9, 1)], Validation(choices="$A$1:$A$3", error="E"))
        sheet.validate([(2, 2, 2, 2)], Validation(longest=40, prompt="P", prompt_title="T"))

    choice, length = read(tmp_path, job).data_validations.dataValidation
    assert (str(choice.sqref), choice.type, choice.formula1) == ("B3 B6:B10", "list", "$A$1:$A$3")
    assert (choice.error, choice.errorStyle, choice.allow_blank) == ("E", None, True)
    assert (length.type, length.operator, length.formula1) == (
        "textLength",
        "lessThanOrEqual",
        "40",
    )
    assert (length.errorStyle, length.prompt, length.promptTitle) == ("warning", "P", "T")


def test_a_highlight_holds_a_formula_that_excel_takes(tmp_path: Path) -> None:
    def highlight(made: str) -> Job:
        return lambda book, sheet: sheet.highlight(
            [CELL, (4, 1, 5, 1)], Highlight(book.format(bg_color="FF0000"), made)
        )

    (found,) = read(tmp_path, highlight("=$A3<>1")).conditional_formatting
    assert str(found.sqref) == "B3 B5:B6"
    assert [(rule.formula, rule.stopIfTrue) for rule in found.rules] == [(["$A3<>1"], True)]
    (given,) = read(tmp_path, highlight("")).conditional_formatting
    assert [rule.type for rule in given.rules] == ["notContainsBlanks"]
    refuse(tmp_path, highlight(f'="{"a" * 256}"=""'), f"{NAME}!B3", "text of 256")


def test_rules_have_8192_areas(tmp_path: Path) -> None:
    areas: list[Area] = [(row, 1, row, 1) for row in range(0, 2 * 8193, 2)]
    sheet = read(tmp_path, lambda _, sheet: sheet.validate(areas[1:], Validation(prompt="P")))
    assert len(sheet.data_validations.dataValidation[0].sqref.ranges) == 8192
    refuse(tmp_path, lambda _, sheet: sheet.validate(areas, Validation(prompt="P")), "8,193 areas")


# ---------------------------------------------------------------- print


def test_headers_and_footers_have_255_characters(tmp_path: Path) -> None:
    longest = "&R" + "あ" * 253

    def job(_: Book, sheet: SheetWriter) -> None:
        sheet.header(longest, 0.4)
        sheet.footer(longest)

    sheet = read(tmp_path, job)
    for part in (there(sheet.oddHeader), there(sheet.oddFooter)):
        assert there(part.right).text == "あ" * 253
    refuse(tmp_path, lambda _, sheet: sheet.header(longest + "a", 0.4), "header of 256")
    refuse(tmp_path, lambda _, sheet: sheet.footer(longest + "a", 0.4), "footer of 256")


@pytest.mark.parametrize("title", ["R&G課", "&&G", "A&[Picture]", "水＆緑 & 道"])
def test_an_ampersand_in_a_running_title_is_no_code(tmp_path: Path, title: str) -> None:
    font = '&"MS Gothic,Regular"&8'
    path = write(tmp_path / "x.xlsx", lambda _, sheet: sheet.footer(head_text(title, font)))
    (foot,) = re.findall("<oddFooter>(.*)</oddFooter>", xml(path))
    plain = foot.replace("&amp;", "&").replace("&quot;", '"').replace("&&", "\0")
    assert plain.replace(font, "").replace("\0", "&") == title


def test_a_sheet_has_1023_page_breaks(tmp_path: Path) -> None:
    sheet = read(tmp_path, lambda _, sheet: sheet.break_pages(range(1, 1024)))
    assert len(sheet.row_breaks.brk) == 1023
    refuse(tmp_path, lambda _, sheet: sheet.break_pages(range(1, 1025)), "1,024 page breaks")


def test_a_page_is_set_as_asked(tmp_path: Path) -> None:
    def job(_: Book, sheet: SheetWriter) -> None:
        sheet.print_on("A4", landscape=True, pages_high=0)
        sheet.center_within(Margins(left=0.1, right=0.2, top=0.3, bottom=0.4))
        sheet.print_area((0, 0, 9, 3))
        sheet.repeat_rows(1, 2)
        sheet.first_page(7)

    sheet = read(tmp_path, job)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    fits_to_page = there(sheet.sheet_properties.pageSetUpPr).fitToPage
    assert (fits_to_page, sheet.page_setup.fitToHeight) == (True, 0)
    margins = sheet.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (0.1, 0.2, 0.3, 0.4)
    assert (sheet.print_area, sheet.print_title_rows) == (f"'{NAME}'!$A$1:$D$10", "$2:$3")
    assert (sheet.page_setup.firstPageNumber, sheet.print_options.horizontalCentered) == (7, True)


def test_a_sheet_is_hidden_protected_and_opened_as_asked(tmp_path: Path) -> None:
    def job(book: Book, sheet: SheetWriter) -> None:
        sheet.hide_rows(0, 1)
        sheet.hide_column(2)
        sheet.freeze(3, 1)
        sheet.select(4, 2)
        sheet.protect(row_heights=True, filtering=True)
        sheet.hide_gridlines()
        sheet.tab_color("F6DC7A")
        sheet.take_numbers_as_texts((0, 0, 3, 3))
        hidden, shown = book.sheet("hidden"), book.sheet("shown")
        hidden.hide_deeply()
        hidden.protect()
        shown.open_here()

    book = load_workbook(write(tmp_path / "x.xlsx", job))
    sheet = book[NAME]
    assert [row for row, about in sheet.row_dimensions.items() if about.hidden] == [1, 2]
    assert sheet.column_dimensions["C"].hidden
    assert (sheet.freeze_panes, sheet.sheet_view.showGridLines) == ("B4", False)
    assert sheet.sheet_view.selection[-1].activeCell == "C5"
    free = (sheet.protection.formatRows, sheet.protection.autoFilter)
    assert (sheet.protection.sheet, *free) == (True, False, False)  # False: not kept from it
    assert there(sheet.sheet_properties.tabColor).rgb == "FFF6DC7A"
    assert (book["hidden"].sheet_state, active(book).title) == ("veryHidden", "shown")
    assert (book["hidden"].protection.sheet, book["hidden"].protection.formatRows) == (True, True)
    assert '<ignoredError sqref="A1:D4" numberStoredAsText="1"/>' in xml(tmp_path / "x.xlsx")
