"""The door to xlsxwriter: texts, formulas and names that Excel takes; one more is refused."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from time import perf_counter

import pytest
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet as Written

from books import CREATED, NAME, Job, read, refuse, text, write, xml
from conftest import REPOSITORY
from office import saved_by_libreoffice
from shinchoku.paper import limits
from shinchoku.paper.limits import cut, fits, lined, units
from shinchoku.paper.workbook import Book, SheetWriter, formula_fault
from shinchoku.paper.workbook.worksheets import Cells, GrowingRows
from shinchoku.sheets import read_our_own
from workbooks import properties_of, sheet_of, there

# ---------------------------------------------------------------- texts


# ---------------------------------------------------------------- formulas


def formula(value: str, result: str | float = "") -> Job:
    return lambda _, sheet: sheet.formula(2, 1, value, None, result)


def test_a_cell_holds_as_many_characters_as_excel_counts(tmp_path: Path) -> None:
    longest = "𠮷" * 16_383 + "a"  # two units each
    assert read(tmp_path, text(longest))["B3"].value == longest
    refuse(tmp_path, text(longest + "a"), f"{NAME}!B3", "32,768", "32,767")


def test_a_cell_holds_253_line_feeds(tmp_path: Path) -> None:
    lines = "\n".join(map(str, range(254)))
    assert read(tmp_path, text(lines))["B3"].value == lines
    refuse(tmp_path, text(lines + "\n"), f"{NAME}!B3", "254 line feeds")


def test_a_text_in_pieces_has_the_same_limits(tmp_path: Path) -> None:
    def pieces(first: str) -> Job:
        def job(book: Book, sheet: SheetWriter) -> None:
            plain, bold = book.format(font_size=9), book.format(bold=True)
            sheet.pieces(2, 1, [(first, plain), ("x", bold)], plain)

        return job

    assert read(tmp_path, pieces("a" * 32_766))["B3"].value == "a" * 32_766 + "x"
    refuse(tmp_path, pieces("a" * 32_767), f"{NAME}!B3", "32,768")
    refuse(tmp_path, pieces("\n" * 254), f"{NAME}!B3", "254 line feeds")


@pytest.mark.parametrize("sign", ["\uffff", "\ufffe", "\ud800"])
def test_what_no_xml_can_hold_is_refused(tmp_path: Path, sign: str) -> None:
    refuse(tmp_path, text(f"a{sign}b"), f"{NAME}!B3")


@pytest.mark.parametrize("value", ["<r>a & b</r>", "<r><t>x</t></r>", " <r></r>", "<r>_x0041_</r>"])
def test_a_text_that_looks_like_xml_is_a_text(tmp_path: Path, value: str) -> None:
    def linked(book: Book, sheet: SheetWriter) -> None:
        sheet.link(2, 1, NAME, "A1", value, book.format())

    def listed(book: Book, sheet: SheetWriter) -> None:
        sheet.end_with(2, [("", value)], [15.0], book.format())

    for job in (text(value), linked, listed):
        path = write(tmp_path / "x.xlsx", job)
        assert read_our_own(path).sheets[0].cells[3, 2].text == value
        assert sheet_of(load_workbook(path), NAME)["B3"].value == value


def test_more_line_ends_than_a_cell_takes_become_blanks() -> None:
    lines = [f"行{number}" for number in range(300)]
    whole = "\n".join(lines)
    assert lined("\n".join(lines[:254])) == "\n".join(lines[:254])
    assert lined(whole).count("\n") == 253
    assert lined(whole).split() == lines
    assert len(lined(whole)) == len(whole)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(tmp_path: Path, value: float) -> None:
    refuse(tmp_path, lambda _, sheet: sheet.number(2, 1, value), f"{NAME}!B3")


def test_texts_are_measured_in_utf_16() -> None:
    assert (units("a𠮷"), fits("𠮷", 2), fits("𠮷", 1), cut("a𠮷b", 2)) == (3, True, False, "a")


def test_a_formula_has_8192_characters_without_its_sign(tmp_path: Path) -> None:
    longest = "=" + "+".join(["12345"] * 1365) + "+1"
    assert len(longest) - 1 == 8191
    longest += "2"
    assert read(tmp_path, formula(longest, 1))["B3"].value == longest
    refuse(tmp_path, formula(longest + "3", 1), f"{NAME}!B3", "8,193 characters", "8,192")


def test_a_formula_of_many_references_is_too_long_inside(tmp_path: Path) -> None:
    """Excel keeps each of them in more bytes than it is typed in."""
    assert read(tmp_path, formula("=" + "+".join(["A1"] * 1600), 1))["B3"].value
    refuse(tmp_path, formula("=" + "+".join(["A1"] * 2500), 1), f"{NAME}!B3", "bytes")


@pytest.mark.parametrize("sign", ["", "-"])
def test_functions_are_nested_64_deep(tmp_path: Path, sign: str) -> None:
    def nested(depth: int) -> str:
        return f"={sign}{'ABS(' * depth}((1)){')' * depth}"

    assert read(tmp_path, formula(nested(64), 1))["B3"].value == nested(64)
    refuse(tmp_path, formula(nested(65), 1), f"{NAME}!B3", "nested more than 64")


def test_a_function_takes_255_arguments(tmp_path: Path) -> None:
    def many(count: int) -> str:
        return f"=SUM({','.join(['MAX(1,2)'] * count)})"

    assert read(tmp_path, formula(many(255), 1))["B3"].value == many(255)
    refuse(tmp_path, formula(many(256), 1), f"{NAME}!B3", "255 arguments")


def test_a_text_in_a_formula_has_255_characters(tmp_path: Path) -> None:
    longest = f'="{"あ" * 254}"""'
    assert read(tmp_path, formula(longest, "あ"))["B3"].value == longest
    refuse(tmp_path, formula(f'="{"あ" * 256}"'), f"{NAME}!B3", "text of 256")


@pytest.mark.parametrize(
    ("made", "right"),
    [
        ('"(" & ")))"', True),
        ("'a(b''s'!A1+1", True),
        ("(1", False),
        ("1)", False),
        ("SUM(1,2)", True),
        ('IF("a,b"="","","")', True),
    ],
)
def test_brackets_and_commas_in_texts_and_names_are_none(made: str, *, right: bool) -> None:
    assert (formula_fault(made) == "") is right


def test_what_a_formula_gives_has_a_cells_limit(tmp_path: Path) -> None:
    longest = "a" * 32_767
    write(tmp_path / "x.xlsx", formula("=A1", longest))
    refuse(tmp_path, formula("=A1", longest + "a"), f"{NAME}!B3", "result", "32,768")


def test_formulas_of_a_column_are_checked_in_no_time() -> None:
    parts = (f'IF(AND(B{place}="",C777<>""),"text","")' for place in range(60))
    made = f"IFERROR({'&'.join(parts)},1)"
    begin = perf_counter()
    assert not any(formula_fault(made.replace("C777", f"C{row}")) for row in range(9_000))
    assert perf_counter() - begin < 1.5  # 0.1 on a quiet machine


# ---------------------------------------------------------------- sheets, names, properties


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("あ" * 31, True),
        ("あ" * 32, False),
        ("𠮷" * 15 + "a", True),
        ("𠮷" * 16, False),
        *((f"a{sign}b", False) for sign in "[]:*?/\\"),
        ("'a", False),
        ("a'", False),
        ("a'b", True),
        ("History", False),
        ("hISTORY", False),
        ("History 2", True),
        (" ", False),
        ("", False),
    ],
)
def test_names_of_sheets(tmp_path: Path, name: str, *, taken: bool) -> None:
    if taken:
        path = write(tmp_path / "x.xlsx", lambda book, _: book.sheet(name))
        assert load_workbook(path).sheetnames == [NAME, name]
    else:
        refuse(tmp_path, lambda book, _: book.sheet(name), repr(name))


def test_two_sheets_have_two_names(tmp_path: Path) -> None:
    def twice(book: Book, _: SheetWriter) -> None:
        book.sheet("Data")
        book.sheet("dATA")

    refuse(tmp_path, twice, "'dATA'")


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("a" * 255, True),
        ("a" * 256, False),
        ("名前_1.x", True),
        ("_x", True),
        ("1x", False),
        ("a b", False),
        ("a-b", False),
        ("XFD1048576", False),
        ("ab12", False),
        ("R1C1", False),
        ("r", False),
        ("C", False),
        ("rc", False),
        ("_xlnm.x", False),
        ("", False),
    ],
)
def test_defined_names(tmp_path: Path, name: str, *, taken: bool) -> None:
    if taken:
        path = write(tmp_path / "x.xlsx", lambda book, _: book.name(name, '="x"'))
        assert load_workbook(path).defined_names[name].value == '"x"'
    else:
        refuse(tmp_path, lambda book, _: book.name(name, '="x"'), repr(name))


def test_a_name_is_defined_once(tmp_path: Path) -> None:
    def twice(book: Book, _: SheetWriter) -> None:
        book.name("name_1", '="x"')
        book.name("NAME_1", '="x"')

    refuse(tmp_path, twice, "'NAME_1'", "twice")


def test_what_a_name_stands_for_is_a_formula(tmp_path: Path) -> None:
    refuse(tmp_path, lambda book, _: book.name("x", f'="{"a" * 256}"'), "name x", "256")


def test_a_property_has_255_characters(tmp_path: Path) -> None:
    value = "𠮷" * 127 + "a"
    path = write(tmp_path / "x.xlsx", lambda book, _: book.property("p", value))
    assert properties_of(load_workbook(path))["p"].value == value
    refuse(tmp_path, lambda book, _: book.property("p", value + "a"), "property p")
    refuse(tmp_path, lambda book, _: book.property("p" * 256, ""), "property ppp")


def test_a_title_is_cut_to_what_a_property_takes(tmp_path: Path) -> None:
    with Book(tmp_path / "x.xlsx", created=CREATED, title="𠮷" * 200) as book:
        book.sheet(NAME)
    assert load_workbook(tmp_path / "x.xlsx").properties.title == "𠮷" * 127


def test_a_workbook_has_65430_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.MAX_FORMATS == 65_430
    monkeypatch.setattr("shinchoku.paper.workbook.book.MAX_FORMATS", 3)

    def formats(count: int) -> Job:
        return lambda book, _: [book.format(font_size=size + 1) for size in range(count)]

    write(tmp_path / "x.xlsx", formats(3))
    refuse(tmp_path, formats(4), "3 formats")


# ---------------------------------------------------------------- what is relied on in xlsxwriter


@pytest.mark.parametrize(
    "method",
    [
        "_prepare_formula",
        "_xml_start_tag_unencoded",
        "_xml_empty_tag_unencoded",
        "_write_cell",
        "_write_string",
        "_write_rows",
    ],
)
def test_what_is_overridden_is_there_to_be_overridden(method: str) -> None:
    theirs = inspect.signature(getattr(Written, method)).parameters
    ours = inspect.signature(getattr(GrowingRows, method)).parameters
    assert list(ours) == list(theirs)
    assert method in vars(GrowingRows) | vars(Cells)


def _rows(path: Path) -> list[str]:
    return re.findall("<row [^>]*>", xml(path))


def grown(_: Book, sheet: SheetWriter) -> None:
    sheet.text(0, 0, "x")
    sheet.row(0, 30.0)
    sheet.row(1, 45.0)  # of a row without a cell
    sheet.formula(2, 0, '=IF(A1="","",SUBSTITUTE(A1,"x","y"))', None, "y")


def test_a_row_that_grows_has_a_height_and_no_fixed_one(tmp_path: Path) -> None:
    fixed = write(tmp_path / "fixed.xlsx", grown)
    grows = write(tmp_path / "grows.xlsx", grown, rows_grow=True)
    assert [row.count("customHeight") for row in _rows(fixed)] == [1, 1, 0]
    assert [row.count("customHeight") for row in _rows(grows)] == [0, 0, 0]
    assert re.findall(' ht="([^"]*)"', xml(grows)) == ["30", "45"]
    without = xml(fixed).replace(' customHeight="1"/>', "/>").replace(' customHeight="1">', ">")
    assert xml(grows) == without.replace(
        there(re.search("<sheetFormatPr[^>]*>", without))[0],
        there(re.search("<sheetFormatPr[^>]*>", xml(grows)))[0],
    )


def test_formulas_come_out_as_those_of_any_sheet(tmp_path: Path) -> None:
    found = [
        re.findall("<f>(.*?)</f>", xml(write(tmp_path / "x.xlsx", grown, rows_grow=grows)))
        for grows in (False, True)
    ]
    assert found == [['IF(A1="","",SUBSTITUTE(A1,"x","y"))']] * 2


@pytest.mark.slow
def test_libreoffice_opens_what_is_at_the_limits(tmp_path: Path) -> None:
    def job(book: Book, sheet: SheetWriter) -> None:
        sheet.text(0, 0, "\n" * 253)
        sheet.formula(1, 0, f"=SUM({','.join(['1'] * 255)})", None, 255)
        sheet.formula(2, 0, f"={'ABS(' * 64}-3{')' * 64}", None, 3)
        sheet.formula(3, 0, "=" + "+".join(["12345"] * 1365), None, 12345 * 1365)
        sheet.formula(4, 0, f'=LEN("{"あ" * 255}")', None, 255)
        sheet.row(5, 409.5)
        sheet.merge(6, 0, 7, 1, "x", book.format())

    (saved,) = saved_by_libreoffice([write(tmp_path / "x.xlsx", job)], tmp_path / "saved")
    sheet = load_workbook(saved, data_only=True)[NAME]
    assert [sheet.cell(row, 1).value for row in (2, 3, 4, 5)] == [255, 3, 12345 * 1365, 255]


def test_only_the_door_knows_xlsxwriter() -> None:
    source = REPOSITORY / "src" / "shinchoku"
    knowing = {
        file.relative_to(source).parent.as_posix()
        for file in source.rglob("*.py")
        if re.search(
            r"^\s*(from|import) xlsxwriter", file.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert knowing == {"paper/workbook"}
