"""What a number, a date or a text shows under a number format."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from office import seen_in_libreoffice
from sheets.asking import only_cell, shown, texts
from shinchoku.sheets import CellKind, CellValue, read_workbook
from spoiling import parts as raw
from spoiling.archives import zipped
from workbooks import active


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        ("-0.0", "0"),
        (5, "5"),
        (-12, "-12"),
        (0.1, "0.1"),
        ("0.30000000000000004", "0.3"),
        (1234.5, "1234.5"),
        (1 / 3, "0.333333333"),
        (123456.789012, "123456.789"),
        (99999999999, "99999999999"),
        (123456789012, "1.23457E+11"),
        (1e300, "1E+300"),
        (0.00001, "0.00001"),
        (0.0000123456, "1.23456E-05"),
        (-1e-20, "-1E-20"),
    ],
)
def test_general(number: float | str, text: str) -> None:
    assert shown(number, "General") == shown(number, "@") == text


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("0", 2.5, "3"),
        ("0.0", 0.25, "0.3"),
        ("0.00", 1.005, "1.01"),
        ("0%", 0.285, "29%"),
        ("0.0%", -0.0505, "-5.1%"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0;[Red]-#,##0", -1234, "-1,234"),
        ("#,##0_);(#,##0)", -5, "(5)"),
        ('#,##0;"△ "#,##0', -1234.4, "△ 1,234"),
        ("0;-0;－", 0, "－"),
        ("000", 7, "007"),
        ("0,000", 7, "0,007"),
        ("#,##0,", 1234567, "1,235"),
        ("0.0#", 1.5, "1.5"),
        ("#.##", 0.5, ".5"),
        ('0"校"', 5, "5校"),
        ("0校", 5, "5校"),
        (r"\約0\人", 5, "約5人"),
        ('"第"0"期"', -5, "-第5期"),
        ("[$¥-411]#,##0", 1500, "¥1,500"),
        ('General"件"', 0.5, "0.5件"),
        ("G/標準", 0.5, "0.5"),
        ("[<1]0.0;0", 0.5, "0.5"),
        ("# ?/?", 0.5, "0.5"),
        ('@"様"', 5, "5"),
        ("0.0E+00", 1500, "1500"),
        ("000-0000", 1760012, "176-0012"),
        ('0!.0,"万円"', 12345, "1.2万円"),  # in a Japanese Excel ! is an escape
        ("[DBNum3]#,##0", 1234, "１，２３４"),
        (";;;", 5, "5"),
        ("#", 0, "0"),
        ("#,##0.00", 1e300, "1" + ",000" * 100 + ".00"),
        ("0" * 300, 1, "1".zfill(255)),
    ],
)
def test_number_formats(code: str, number: float, text: str) -> None:
    assert shown(number, code) == text


SEEN_IN_LIBREOFFICE: list[tuple[str, float | str]] = [
    ('[>=10]0"校";0"件"', 5),
    ('[>=10]0"校";0"件"', 12),
    ('[=0]"なし";0"件"', 0),
    ('[=0]"なし";0"件"', 3),
    ('0\\.0,"万円"', 98765),
    ("000-0000", 1760012),
    ("00-0000-0000", 312345678),
    ("00-0000-0000", 81312345678),
    ('#,##0"千円"', 1234567),
    ('"第"0"期"', 2),
    ('@"校"', "5"),
    ('0;-0;0;@"様"', "区民"),
    ('"約"@', "5校"),
    ("0;-0;0", "区民"),
    ("[<=99999999]####-####;(00) ####-####", 312345678),  # Excel's own for telephones
    ('00"期"##', 5),
    ('0#"-"##', 5),
    ('#,##0\\.0,"万円"', 123456789),
    ('[<0]"▲"#,##0;#,##0', -1234),
    ('[>0]0"増";[<0]0"減";"同"', -5),
    ('[>=10]"A"0;"B"0;"C"0', 5),
    ('0;0;0;"対象外"', "区民"),
    ('0"件"', -0.4),
    ("0.0%", -0.0004),
]


@pytest.mark.slow
def test_numbers_and_texts_look_as_in_libreoffice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row, (code, value) in enumerate(SEEN_IN_LIBREOFFICE, start=1):
        cell = active(book).cell(row, 1, value)
        cell.number_format = code
    book.save(tmp_path / "formats.xlsx")
    seen = seen_in_libreoffice(tmp_path / "formats.xlsx", tmp_path)
    (sheet,) = read_workbook(tmp_path / "formats.xlsx").sheets
    assert [cell.text for cell in sheet.cells.values()] == seen
    assert not any(cell.uncertain for cell in sheet.cells.values())


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("# ?/?", 0.5),
        ("0.0E+00", 1500),
        (";;;", 5),
        ('@"様"', 5),
        ("[DBNum1]0", 5),
        ("0-0.0", 12),
        ("[>=10]0;0", -3),  # LibreOffice shows 3, Apache POI -3
    ],
)
def test_what_is_not_understood_is_uncertain(code: str, number: float) -> None:
    row = f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>'
    cell = only_cell(row, styles=raw.styles(code.replace('"', "&quot;")))
    assert (cell.text, cell.uncertain) == (f"{number}", True)


@pytest.mark.parametrize(
    ("code", "stored", "text", "uncertain"),
    [
        ('@"校"', "5", "5校", False),
        ('@"校"', "　", "　", False),  # still a blank
        ("General;;;", "5", "5", True),  # hidden
        ("0;0;0;General", "5", "5", False),
        ("yyyy/m/d;@", "未定", "未定", False),
    ],
)
def test_texts_under_a_format(code: str, stored: str, text: str, *, uncertain: bool) -> None:
    row = f'<row r="1"><c r="A1" s="1" t="str"><v>{stored}</v></c></row>'
    cell = only_cell(row, styles=raw.styles(code.replace('"', "&quot;")))
    assert (cell.text, cell.raw, cell.uncertain) == (text, stored, uncertain)


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("yyyy-mm-dd", 44928, "2023-01-02"),
        ("yyyy/m/d h:mm", 44928.5729166667, "2023-01-02 13:45"),
        ('m"月"d"日"', 44928, "2023-01-02"),
        ('[$-411]ggge"年"m"月"', 44928.99999999, "2023-01-02"),
        ("aaa", 44928, "2023-01-02"),
        ("mmm", 44928, "2023-01-02"),
        ("h:mm", 0.5, "12:00"),
        ("h:mm", 1.5, "12:00"),
        ("mm:ss", 1 / 86400, "0:00:01"),
        ("[h]:mm", 1.5, "36:00"),
        ("yyyy-mm-dd", 1, "1900-01-01"),
        ("yyyy-mm-dd", 61, "1900-03-01"),
        ("yyyy-mm-dd", 2958465, "9999-12-31"),
        ("yyyy-mm-dd", 2958466, "2958466"),
        ("yyyy-mm-dd", -1, "-1"),
        ("h:mm", -0.5, "-0.5"),
        ("yyyy-mm-dd", 1e300, "1E+300"),
    ],
)
def test_dates_are_told_by_their_format_only(code: str, number: float, text: str) -> None:
    row = f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>'
    code = code.replace('"', "&quot;")
    assert only_cell(row, styles=raw.styles(code)) == CellValue(
        text, CellKind.DATE, raw=float(number)
    )


@pytest.mark.parametrize("code", ["0.00E+00", '0"day"', "[Red]0", "General", '#,##0"m"', r"0\d"])
def test_not_every_letter_makes_a_date(code: str) -> None:
    row = '<row r="1"><c r="A1" s="1"><v>44928</v></c></row>'
    code = code.replace('"', "&quot;")
    assert only_cell(row, styles=raw.styles(code)).kind is CellKind.NUMBER


@pytest.mark.parametrize(
    ("built_in", "text"),
    [
        (0, "44928.5"),
        (1, "44929"),
        (3, "44,929"),
        (9, "4492850%"),
        (10, "4492850.00%"),
        (38, "44,929"),
        (49, "44928.5"),
        (6, "¥44,929"),
        (41, "44,929"),
        (44, "¥44,928.50"),
        (14, "2023-01-02"),
        (22, "2023-01-02 12:00"),
        (20, "12:00"),
        (46, "1078284:00"),
        (56, "2023-01-02"),
        (999, "44928.5"),
    ],
)
def test_built_in_formats(built_in: int, text: str) -> None:
    look = raw.styles(xfs=f'<xf numFmtId="{built_in}" fontId="0"/>')
    row = '<row r="1"><c r="A1" s="1"><v>44928.5</v></c></row>'
    assert only_cell(row, styles=look).text == text


def test_days_from_1904() -> None:
    parts = raw.parts('<row r="1"><c r="A1" s="1"><v>0</v></c></row>', styles=raw.styles("y-m-d"))
    parts["xl/workbook.xml"] = raw.workbook_xml("a", properties='<workbookPr date1904="1"/>')
    assert texts(read_workbook(zipped(parts)).sheets[0]) == {"A1": "1904-01-01"}
