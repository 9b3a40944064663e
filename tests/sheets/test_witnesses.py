"""The reader against witnesses: openpyxl, python-calamine, LibreOffice and what was written."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from python_calamine import CalamineWorkbook

from sheets.asking import texts
from shinchoku.sheets import CellKind, CellValue, cell_position, read_workbook
from workbooks import active, properties_of


def department_workbook(path: Path) -> None:
    """Write with xlsxwriter about all that a department's workbook may have."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("進捗'回'答")
    hidden, very_hidden = book.add_worksheet("隠し"), book.add_worksheet("id")
    hidden.hide()
    very_hidden.very_hidden()
    very_hidden.write("XFD1048576", "stray")
    struck, percent = book.add_format({"font_strikeout": True}), book.add_format({"num_format": 10})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    clock = book.add_format({"num_format": "yyyy/m/d h:mm"})
    sheet.write_string("A1", "  改行\nあり\tと ① 𠮷 <&> ")
    sheet.write_number("B1", 12)
    sheet.write_number("C1", -0.25)
    sheet.write_number("D1", 0.125, percent)
    sheet.write_datetime("A2", datetime(2023, 1, 2), day)  # noqa: DTZ001
    sheet.write_datetime("B2", datetime(2023, 1, 2, 13, 45), clock)  # noqa: DTZ001
    sheet.write_boolean("C2", True)  # noqa: FBT003
    sheet.write_boolean("D2", False)  # noqa: FBT003
    sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("B3", '="a"&"b"', None, "ab")
    sheet.write_formula("C3", "=6*7", None, 42)
    sheet.write_rich_string("A4", "5校", struck, "4校", "で\n実施")
    sheet.write_string("B4", "取消", struck)
    sheet.write_blank("C4", None, struck)
    sheet.merge_range("A6:B7", "結合")
    sheet.set_row(8, None, None, {"hidden": True})
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.write_string("A9", "隠れた行")
    sheet.set_column("E:G", None, None, {"hidden": True})
    sheet.write_string("F1", "隠れた列")
    sheet.write_comment("B4", "確認して\nください", {"author": "企画課"})
    sheet.write_url("A11", "https://example.com/", string="リンク")
    book.set_custom_property("部署", "教育委員会")
    book.set_custom_property("版", 4)
    book.define_name("回答範囲", "='進捗''回''答'!$A$1:$D$9")
    book.define_name("id!本人", "=id!$A$1")
    book.close()


def openpyxl_workbook(path: Path) -> None:
    """Write much the same with openpyxl."""
    book = openpyxl.Workbook()
    sheet = active(book)
    sheet.title = "進捗'回'答"
    book.create_sheet("隠し").sheet_state = "hidden"
    sheet["A1"] = "  改行\nあり\tと ① 𠮷 <&> "
    sheet["B1"] = 12
    sheet["C1"] = -0.25
    sheet["D1"] = 0.125
    sheet["D1"].number_format = "0.00%"
    sheet["A2"] = date(2023, 1, 2)
    sheet["B2"] = datetime(2023, 1, 2, 13, 45)  # noqa: DTZ001
    sheet["C2"] = True
    sheet["D2"] = False
    sheet["A3"] = "#REF!"
    sheet["A4"] = CellRichText("5校", TextBlock(InlineFont(strike=True), "4校"), "で\n実施")
    sheet["B4"] = "取消"
    sheet["B4"].font = Font(strike=True)
    sheet["A6"] = "結合"
    sheet.merge_cells("A6:B7")
    sheet.row_dimensions[9].hidden = True
    sheet["A9"] = "隠れた行"
    sheet.column_dimensions["F"].hidden = True
    sheet["F1"] = "隠れた列"
    sheet["B4"].comment = Comment("確認して\nください", "企画課")
    properties_of(book).append(StringProperty(name="部署", value="教育委員会"))
    book.defined_names["回答範囲"] = DefinedName("回答範囲", attr_text="'進捗''回''答'!$A$1:$D$9")
    book.save(path)


@pytest.fixture(scope="module", params=[department_workbook, openpyxl_workbook])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "回答.xlsx"
    request.param(path)
    return path


def as_openpyxl(cell: CellValue, epoch: datetime) -> object:
    """Return a cell's raw value as openpyxl would."""
    if cell.kind is CellKind.DATE:
        assert isinstance(cell.raw, float)
        return epoch + timedelta(seconds=round(cell.raw * 86_400))
    return cell.raw


def test_every_cell_is_as_openpyxl_reads_it(written: Path) -> None:
    book = openpyxl.load_workbook(written, data_only=True)
    ours = read_workbook(written)
    assert [sheet.name for sheet in ours.sheets] == book.sheetnames
    count = 0
    for sheet in ours.sheets:
        theirs = {
            (cell.row, cell.column): cell.value
            for cell in book[sheet.name]._cells.values()
            if cell.value is not None
        }
        assert {p: as_openpyxl(c, book.epoch) for p, c in sheet.cells.items()} == theirs
        count += len(theirs)
    assert count > 12


def test_everything_around_the_cells_is_as_openpyxl_reads_it(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    ours = read_workbook(written)
    for sheet in ours.sheets:
        theirs = book[sheet.name]
        assert sheet.state == theirs.sheet_state
        assert set(sheet.merges) == {
            (r.min_row, r.min_col, r.max_row, r.max_col) for r in theirs.merged_cells.ranges
        }
        assert sheet.comments == {
            (cell.row, cell.column): cell.comment.text
            for cell in theirs._cells.values()
            if cell.comment
        }
        assert {p for p, c in sheet.cells.items() if c.formula} == {
            (cell.row, cell.column) for cell in theirs._cells.values() if cell.data_type == "f"
        }
        assert not sheet.has_drawings
    assert ours.properties == {p.name: str(p.value) for p in properties_of(book)}
    scoped = {f"{s.title}!{n}": d.attr_text for s in book for n, d in s.defined_names.items()}
    assert ours.defined_names == scoped | {n: d.attr_text for n, d in book.defined_names.items()}
    assert not ours.external_links
    assert not ours.macros


def test_every_cell_is_as_calamine_reads_it(written: Path) -> None:
    witness = CalamineWorkbook.from_path(str(written))
    names = [name for name in witness.sheet_names if name != "id"]  # its XFD1048576 aborts calamine
    for sheet in read_workbook(written, only=names).sheets:
        rows = witness.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        theirs = {
            (row, column): value
            for row, values in enumerate(rows, start=1)
            for column, value in enumerate(values, start=1)
            if value != ""
        }
        ours = {p: c for p, c in sheet.cells.items() if c.kind is not CellKind.ERROR}
        epoch = datetime(1899, 12, 30)  # noqa: DTZ001
        days = {p: c for p, c in ours.items() if c.kind is CellKind.DATE}
        assert {p: as_openpyxl(c, epoch) for p, c in days.items()} == {
            p: datetime.combine(v, datetime.min.time()) if type(v) is date else v
            for p, v in theirs.items()
            if p in days
        }
        assert {p: c.raw for p, c in ours.items() if p not in days} == {
            p: v for p, v in theirs.items() if p not in days
        }


def test_what_a_clerk_sees(written: Path) -> None:
    cells = read_workbook(written).sheets[0].cells
    seen = {name: cells[cell_position(name)] for name in ("B1", "C1", "D1", "A2", "C2", "D2")}
    assert {name: cell.text for name, cell in seen.items()} == {
        "B1": "12",
        "C1": "-0.25",
        "D1": "12.50%",
        "A2": "2023-01-02",
        "C2": "TRUE",
        "D2": "FALSE",
    }
    assert cells[2, 2].text.startswith("2023-01-02 13:45")
    assert cells[3, 1].kind is CellKind.ERROR
    assert cells[4, 1].text == "5校4校で\n実施"
    assert cells[4, 1].struck == ("4校",)
    assert cells[4, 2].struck == ("取消",)
    assert cells[1, 1].struck == ()


def test_hidden_rows_and_columns_are_those_that_hide_something(written: Path) -> None:
    sheet = read_workbook(written).sheets[0]
    assert sheet.hidden_rows == {9}
    assert sheet.hidden_columns == {6}


def test_only_reads_no_other_sheet(tmp_path: Path) -> None:
    department_workbook(tmp_path / "a.xlsx")
    (sheet,) = read_workbook(tmp_path / "a.xlsx", only={"id", "nowhere"}).sheets
    assert (sheet.name, sheet.state) == ("id", "veryHidden")
    assert texts(sheet) == {"XFD1048576": "stray"}


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("soffice") and os.environ.get("SHINCHOKU_REQUIRE_PROOF") != "1",
    reason="needs LibreOffice",
)
def test_a_workbook_saved_again_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    source = tmp_path / "回答.xlsx"
    book = xlsxwriter.Workbook(source)
    struck = book.add_format({"font_strikeout": True})
    sheet = book.add_worksheet("回答")
    hidden = book.add_worksheet("隠し")
    hidden.very_hidden()
    hidden.write_string("A1", "P01")
    sheet.write_column("A1", ["改行\nあり", " 空白 ", "１２", "a\tb", 12, -0.5, 1 / 3, 1e15, 1e-7])
    sheet.write_number("B1", 0.125, book.add_format({"num_format": "0.0%"}))
    sheet.write_number("B2", 1234567.5, book.add_format({"num_format": "#,##0.00"}))
    sheet.write_number("B3", 45293, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_number("B4", 45293, book.add_format({"num_format": 'm"月"d"日"'}))
    sheet.write_number("B5", 0.75, book.add_format({"num_format": "h:mm"}))
    sheet.write_boolean("B6", True)  # noqa: FBT003
    sheet.write_formula("B7", "=1/0", None, "#DIV/0!")
    sheet.write_formula("B8", "=6*7", None, 42)
    sheet.write_rich_string("C1", "5校", struck, "4校", "です")
    sheet.write_string("C2", "取消", struck)
    sheet.merge_range("D1:E2", "結合")
    sheet.write_comment("C2", "確認")
    book.set_custom_property("部署", "教育")
    book.close()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = tmp_path / "saved"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", target, source],
        check=True,
        capture_output=True,
        timeout=180,
    )
    before, after = read_workbook(source), read_workbook(target / source.name)
    assert [texts(sheet) for sheet in after.sheets] == [texts(sheet) for sheet in before.sheets]
    one, other = before.sheets[0], after.sheets[0]
    assert {p: c.struck for p, c in other.cells.items()} == {
        p: c.struck for p, c in one.cells.items()
    }
    assert {p: c.kind for p, c in other.cells.items()} == {p: c.kind for p, c in one.cells.items()}
    assert (other.merges, other.comments, other.has_drawings) == (one.merges, one.comments, False)
    assert after.sheets[1].state == "hidden"  # LibreOffice knows no more than that
    assert after.properties == before.properties


XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff").filter(
        lambda c: c in "\t\n" or c >= " "
    ),
    max_size=40,
)
VALUES = st.one_of(
    XML_TEXT,
    st.sampled_from(["_x000D_", "_x005F_", "_x000D", "=1+1", "#REF!", "１", " ", "\n", "TRUE"]),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300),
    st.booleans(),
)
POSITIONS = st.one_of(
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
    st.tuples(st.integers(1, 9_999), st.integers(1, 16_384)),
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(POSITIONS, VALUES, max_size=12), st.booleans())
def test_any_table_comes_back_as_written(
    table: dict[tuple[int, int], str | float | bool],
    inline: bool,  # noqa: FBT001
) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": inline})  # which writes inline strings
    sheet = book.add_worksheet()
    for (row, column), value in sorted(table.items(), key=lambda entry: entry[0]):
        if isinstance(value, str):
            sheet.write_string(row - 1, column - 1, value)
        elif isinstance(value, bool):
            sheet.write_boolean(row - 1, column - 1, value)
        else:
            sheet.write_number(row - 1, column - 1, value)
    book.close()
    cells = read_workbook(file.getvalue()).sheets[0].cells
    assert {position: cell.raw for position, cell in cells.items()} == {
        position: float(f"{value:.16G}") if type(value) in {int, float} else value
        for position, value in table.items()
        if value != ""
    }
