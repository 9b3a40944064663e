"""Cells: their names, numbers, truths, errors, dates and formulas; what is blank or nonsense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.asking import first_sheet, kind_of, only_cell, texts
from shinchoku.sheets import CellKind, CellValue, cell_name, cell_position, read_workbook
from spoiling import parts as raw


@pytest.mark.parametrize(
    ("name", "position"),
    [("A1", (1, 1)), ("B3", (3, 2)), ("Z9", (9, 26)), ("AA10", (10, 27)), ("ZZ1", (1, 702))],
)
def test_cell_names(name: str, position: tuple[int, int]) -> None:
    assert cell_position(name) == position
    assert cell_name(*position) == name


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_cell_names_and_positions_are_inverse(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize(
    "name", ["", "A", "1", "A0", "a1", "$A$1", "XFE1", "A1048577", "AAAA1", "A1:B2", "Ａ1", "A１"]
)
def test_what_no_sheet_has_is_a_value_error(name: str) -> None:
    with pytest.raises(ValueError, match="no sheet has a cell"):
        cell_position(name)


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<v>1</v>", CellValue("1", CellKind.NUMBER, raw=1.0)),
        ("<f>1+1</f><v>2</v>", CellValue("2", CellKind.NUMBER, formula=True, raw=2.0)),
        ('<f t="shared" si="0"/><v>2</v>', CellValue("2", CellKind.NUMBER, formula=True, raw=2.0)),
        ("<f>1+1</f>", CellValue("", CellKind.FORMULA_WITHOUT_RESULT, formula=True)),
        ("<f>1+1</f><v/>", CellValue("", CellKind.FORMULA_WITHOUT_RESULT, formula=True)),
    ],
)
def test_numbers_and_formulas(cell: str, value: CellValue) -> None:
    assert only_cell(f'<row r="1"><c r="A1">{cell}</c></row>') == value


@pytest.mark.parametrize("type_", ["", ' t="str"', ' t="n"', ' t="b"', ' t="e"', ' t="s"'])
@pytest.mark.parametrize(
    "value", ["", "<v/>", "<v />", "<v></v>", "<v><!-- none --></v>", "<is><t/></is>"]
)
@pytest.mark.parametrize("formula", ["<f>A2</f>", '<f t="shared" si="0"/>', "<f/>"])
def test_a_formula_without_a_result_is_one_however_it_is_spelled(
    type_: str, value: str, formula: str
) -> None:
    cell = f'<c r="A1"{type_}>{formula}{value}</c>'
    without = CellValue("", CellKind.FORMULA_WITHOUT_RESULT, formula=True)
    assert only_cell(f'<row r="1">{cell}</row>', strings=raw.strings("<t>a</t>")) == without


DAY_AND_TIME = CellValue("2023-01-02 10:30", CellKind.DATE, raw="2023-01-02T10:30")


@pytest.mark.parametrize(
    ("type_", "cell", "value"),
    [
        ("b", "<v>1</v>", CellValue("TRUE", CellKind.BOOLEAN, raw=True)),
        ("b", "<v>0</v>", CellValue("FALSE", CellKind.BOOLEAN, raw=False)),
        ("e", "<v>#N/A</v>", CellValue("#N/A", CellKind.ERROR, raw="#N/A")),
        ("e", "<f>#REF!</f><v>#REF!</v>", CellValue("#REF!", CellKind.ERROR, True, (), "#REF!")),  # noqa: FBT003
        ("str", "<f>A1</f>", CellValue("", CellKind.FORMULA_WITHOUT_RESULT, formula=True)),
        ("str", "<f>A1</f><v>a_x000D_\nb</v>", CellValue("a\nb", CellKind.TEXT, True, (), "a\nb")),  # noqa: FBT003
        ("d", "<v>2023-01-02</v>", CellValue("2023-01-02", CellKind.DATE, raw="2023-01-02")),
        ("d", "<v>2023-01-02T10:30</v>", DAY_AND_TIME),
        ("d", "<v>10:30:00</v>", CellValue("10:30:00", CellKind.DATE, raw="10:30:00")),
    ],
)  # fmt: skip
def test_typed_cells(type_: str, cell: str, value: CellValue) -> None:
    assert only_cell(f'<row r="1"><c r="A1" t="{type_}">{cell}</c></row>') == value


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"><v></v></c>',
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="A1" t="s"/>',
        '<c r="A1" t="str"><v></v></c>',
        '<c r="A1" t="inlineStr"><is><t></t></is></c>',
        '<c r="A1" t="inlineStr"><is><rPh sb="0" eb="1"><t>カナ</t></rPh></is></c>',
    ],
)
def test_blank_cells_are_absent(cell: str) -> None:
    row = f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'
    assert texts(first_sheet(row, strings=raw.strings("<t/>"))) == {"B1": "1"}


def test_cells_and_rows_without_names_are_counted_from_those_before() -> None:
    rows = (
        '<row><c><v>1</v></c><c r="D1" s="1"/><c><v>2</v></c></row>'
        '<row r="5" ht="9"/><row><c t="inlineStr"><is><t>3</t></is></c></row>'
        '<row r="8" hidden="1"><c/><c><v>4</v></c></row>'
    )
    sheet = first_sheet(rows)
    assert texts(sheet) == {"A1": "1", "E1": "2", "A6": "3", "B8": "4"}
    assert sheet.hidden_rows == {8}


def test_names_with_a_prefix_and_unknown_elements_are_no_matter() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{raw.MAIN}" xmlns:new="urn:new"><new:sheetData><new:row/>'
        '</new:sheetData><x:sheetData><x:row r="1"><x:c r="A1"><new:v>9</new:v><x:v>1</x:v>'
        "<x:extLst><x:ext><new:f/></x:ext></x:extLst></x:c></x:row></x:sheetData></x:worksheet>"
    )
    (found,) = read_workbook(raw.workbook(sheet=sheet)).sheets
    assert found.cells == {(1, 1): CellValue("1", CellKind.NUMBER, raw=1.0)}


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        (' t="s"', "1"),
        (' t="s"', "-1"),
        (' t="s"', "十"),
        (' t="s"', "0.5"),
        (' t="s"', "9" * 5000),
        ("", "nan"),
        ("", "1e999"),
        ("", "十"),
        (' s="1"', "nan"),
    ],
)
def test_a_cell_without_a_value_is_broken_and_the_others_are_read(
    attributes: str, value: str
) -> None:
    row = f'<row r="1"><c r="A1"{attributes}><v>{value}</v></c><c r="B1"><v>2</v></c></row>'
    sheet = first_sheet(row, strings=raw.strings("<t>a</t>"), styles=raw.styles("0.0"))
    assert texts(sheet) == {"A1": "", "B1": "2"}
    assert sheet.cells[1, 1] == CellValue("", CellKind.BROKEN, raw=value)


def test_strings_that_are_all_gone_are_no_cells_fault() -> None:
    row = raw.each_row('<row r="#"><c r="A#" t="s"><v>0</v></c></row>', range(1, 22))
    assert kind_of(raw.workbook(row)) == "malformed"
    few = raw.each_row('<row r="#"><c r="A#" t="s"><v>0</v></c></row>', range(1, 21))
    assert len(first_sheet(few).cells) == 20


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        f'<row r="{"9" * 5000}"><c><v>1</v></c></row>',
        '<row r="1">',
    ],
)
def test_nonsense_in_a_cell_is_malformed(row: str) -> None:
    file = raw.workbook(row, strings=raw.strings("<t>a</t>"), styles=raw.styles("0.0"))
    assert kind_of(file) == "malformed"
