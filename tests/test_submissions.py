"""What is read from a file that came back: values with their origin, whatever was done to it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from definitions import small
from office import saved_by_libreoffice
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.submissions import Identity, Submission, read_submission
from shinchoku.issued import issue
from shinchoku.model import Definition, Key, Origin
from shinchoku.sheets import CellKind
from shinchoku.templates.typing_in import type_answers
from shinchoku.templates.writer import write_template
from spoiling.cells import struck
from workbooks import properties_of

OURS = Identity("r5", "D01", issue(small(), "D01").version)

ANSWERS = {
    Key("P01-01", "actual"): "2か所",
    Key("P01-01", "grade"): "A+",
    Key("P01-01", "note"): "予定より早く\n2か所を開設",
    Key("P01-02", "actual"): "=買収",
    Key("P01-02", "grade"): "*",
    Key("P01-02.2", "actual"): "1-2",
    Key("P01-02.3", "actual"): "—",
    Key("P01-03", "actual"): "9",
    Key("P01-03", "grade"): "B",
    Key("P01-03", "reason"): "その他",
    Key("P01-03", "note"): "<遅れ> & 𠮷 ｶﾅ ～",
    Key("P01-04", "actual"): "—",
    Key("P01-04", "grade"): "-",
    Key("K01-01", "actual"): "28か所※",
    Key("K01-01", "footnote"): "※ 見込み",
}
ABOUT = {
    "respondent": "練習 太郎",
    "extension": "1234",
    "confirmed_by": "確認 花子",
    "confirmed_on": "5/20",
}


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    definition = small()
    path = tmp_path / "D01.xlsx"
    write_template(path, definition, definition.departments[0])
    return path


@pytest.fixture
def filled(blank: Path) -> Path:
    type_answers(blank, ANSWERS, ABOUT)
    return blank


def answers_in(submission: Submission, definition: Definition | None = None) -> dict[Key, str]:
    asked = {
        column.id
        for form in (definition or small()).forms
        for column in form.columns
        if column.answered
    }
    return {
        Key(row.owner_id, column): field.text
        for row in submission.rows
        for column, field in row.fields.items()
        if column in asked
    }


def read(path: Path) -> Submission:
    return read_submission(path, f"submitted/{path.name}")


def row(submission: Submission, owner: str) -> FoundRow:
    (found,) = [found for found in submission.rows if found.owner_id == owner]
    return found


def changed(path: Path, change: Callable[[Worksheet], object], sheet: str = "取組") -> Submission:
    """Read a file after a change that somebody made in it."""
    workbook = load_workbook(path)
    target = workbook[sheet]
    assert isinstance(target, Worksheet)
    change(target)
    workbook.save(path)
    return read(path)


# ---------------------------------------------------------------- what was typed


def test_exactly_what_was_typed_is_read(filled: Path) -> None:
    submission = read(filled)
    assert answers_in(submission) == ANSWERS
    assert submission.about == ABOUT
    assert submission.identity == OURS
    assert (submission.problem, submission.hidden_rows, submission.ignored_sheets) == (None, 0, ())
    assert [found.owner_id for found in submission.rows] == [
        "P01-01",
        "P01-02",
        "P01-02.2",
        "P01-02.3",
        "P01-03",
        "P01-04",
        "K01-01",
    ]


def test_every_value_knows_its_cell(filled: Path) -> None:
    workbook = load_workbook(filled)
    submission = read(filled)
    for found in submission.rows:
        assert workbook[found.origin.sheet][found.origin.cell].value == found.owner_id
        for field in found.fields.values():
            assert field.origin.file == "submitted/D01.xlsx"
            assert workbook[field.origin.sheet][field.origin.cell].value == field.text
    assert row(submission, "P01-01").origin == Origin("submitted/D01.xlsx", "取組", "A7")


def test_context_is_read_too_and_our_own_columns_are_not(blank: Path) -> None:
    found = row(read(blank), "P01-03")
    assert {key: field.text for key, field in found.fields.items()} == {
        "target": "=保育所 計\n206所",
        "baseline": "—",
        "planned": "9所",
    }


def test_a_pre_filled_template_reads_back(tmp_path: Path) -> None:
    definition = small()
    path = tmp_path / "x.xlsx"
    write_template(path, definition, definition.departments[0], answers=ANSWERS, about=ABOUT)
    submission = read(path)
    assert answers_in(submission) == ANSWERS
    assert submission.about == ABOUT


def test_only_the_files_own_rows_are_typed(tmp_path: Path) -> None:
    definition = small()
    path = tmp_path / "D02.xlsx"
    write_template(path, definition, definition.departments[1])
    type_answers(path, {**ANSWERS, Key("P01-05", "actual"): "1か所"}, {})
    assert answers_in(read(path)) == {Key("P01-05", "actual"): "1か所"}


@pytest.mark.slow
def test_libreoffice_and_openpyxl_change_nothing(filled: Path, tmp_path: Path) -> None:
    (saved,) = saved_by_libreoffice([filled], tmp_path / "saved")
    again = tmp_path / "again.xlsx"
    load_workbook(saved).save(again)
    for path in (saved, again):
        submission = read(path)
        assert answers_in(submission) == ANSWERS
        assert submission.about == ABOUT
        assert submission.identity == OURS
        assert submission.ignored_sheets == ()


@pytest.mark.slow
def test_every_place_of_the_identity_survives_libreoffice(blank: Path, tmp_path: Path) -> None:
    (saved,) = saved_by_libreoffice([blank], tmp_path / "saved")
    for kept in LOSSES:
        path = tmp_path / f"{kept}.xlsx"
        shutil.copyfile(saved, path)
        for name, lose in LOSSES.items():
            if name != kept:
                lose(path)
        assert read(path).identity == OURS, kept


def test_a_file_is_read_fast(filled: Path) -> None:
    read(filled)
    start = time.perf_counter()
    for _ in range(10):
        read(filled)
    assert (time.perf_counter() - start) / 10 < 0.1


# ---------------------------------------------------------------- whose it is


def without_properties(path: Path) -> None:
    workbook = load_workbook(path)
    properties = properties_of(workbook)
    for name in properties.names:
        del properties[name]
    workbook.save(path)


def without_name(path: Path) -> None:
    workbook = load_workbook(path)
    del workbook.defined_names["shinchoku_identity"]
    workbook.save(path)


def without_markers(path: Path) -> None:
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        sheet["A1"] = None
    workbook.save(path)


LOSSES = {"properties": without_properties, "name": without_name, "markers": without_markers}


@pytest.mark.parametrize("kept", [*LOSSES, "nothing"])
def test_any_one_place_is_enough_for_the_identity(blank: Path, kept: str) -> None:
    for name, lose in LOSSES.items():
        if name != kept:
            lose(blank)
    assert read(blank).identity == (None if kept == "nothing" else OURS)


def test_the_places_that_agree_win(blank: Path) -> None:
    submission = changed(blank, lambda sheet: sheet.__setitem__("A1", "shinchoku|items|r4|D01|1"))
    assert submission.identity == OURS
    assert submission.ignored_sheets == ("取組",), "a sheet of last year, copied in"


def test_a_stranger_has_no_identity(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "売上"
    workbook.save(path)
    submission = read(path)
    assert (submission.identity, submission.rows) == (None, ())
    assert submission.ignored_sheets == ("Sheet",)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_a_problem_and_no_exception(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    submission = read(path)
    assert submission.problem is not None
    assert len(submission.sha256) == 64
    assert submission.rows == ()


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    submission = read(tmp_path / "gone.xlsx")
    assert submission.problem is not None
    assert submission.problem.kind == "gone"


def test_the_digest_is_of_the_files_bytes(blank: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    shutil.copyfile(blank, copy)
    assert read(copy).sha256 == read(blank).sha256


# ---------------------------------------------------------------- what people do to a file


def test_names_and_order_of_sheets_do_not_matter(filled: Path) -> None:
    workbook = load_workbook(filled)
    workbook["取組"].title = "取組（最終）"
    workbook.move_sheet("KPI", -2)
    workbook.create_sheet("メモ")["B2"] = "あとで"
    workbook.create_sheet("空")
    workbook.save(filled)
    submission = read(filled)
    assert answers_in(submission) == ANSWERS
    assert submission.ignored_sheets == ("メモ",)
    assert submission.rows[0].form_id == "kpi"


def test_inserted_rows_and_columns_do_not_matter(filled: Path) -> None:
    def insert(sheet: Worksheet) -> None:
        sheet.insert_cols(5)
        sheet.insert_rows(9)
        sheet.insert_rows(1)
        sheet.insert_cols(1)

    submission = changed(filled, insert)
    assert answers_in(submission) == ANSWERS
    assert row(submission, "P01-01").origin.cell == "B8"


def test_sorted_rows_are_read_in_their_new_order(filled: Path) -> None:
    def swap(sheet: Worksheet) -> None:
        for column in range(1, sheet.max_column + 1):
            upper, lower = sheet.cell(7, column), sheet.cell(11, column)
            upper.value, lower.value = lower.value, upper.value
            upper.data_type, lower.data_type = "s", "s"

    submission = changed(filled, swap)
    assert submission.rows[0].owner_id == "P01-03"
    assert answers_in(submission) == ANSWERS


def test_blank_is_blank(blank: Path) -> None:
    def type_blanks(sheet: Worksheet) -> None:
        sheet["H7"], sheet["I7"], sheet["K7"] = "　", " \n ", ""

    assert answers_in(changed(blank, type_blanks)) == {}


def test_outer_blanks_and_line_ends_are_cleaned_and_nothing_else(blank: Path) -> None:
    def type_text(sheet: Worksheet) -> None:
        sheet["H7"] = "　 2か所　\r\n Ａ＋\t ｶﾅ\n"

    assert answers_in(changed(blank, type_text)) == {Key("P01-01", "actual"): "2か所　\n Ａ＋\t ｶﾅ"}


def test_hidden_rows_are_read_and_counted(filled: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[8].hidden = True
        sheet.row_dimensions[9].hidden = True

    submission = changed(filled, hide)
    assert submission.hidden_rows == 2, "ours, the rows of ids, are not counted"
    assert answers_in(submission) == ANSWERS


def test_unknown_and_repeated_ids_are_all_there(filled: Path) -> None:
    def type_ids(sheet: Worksheet) -> None:
        sheet["A8"] = "P01-01"
        sheet["A9"] = "Ｐ０１－９９ "

    owners = [found.owner_id for found in changed(filled, type_ids).rows]
    assert owners[:3] == ["P01-01", "P01-01", "P01-99"]


def test_a_row_that_lost_its_id_keeps_its_answers(filled: Path) -> None:
    submission = changed(filled, lambda sheet: sheet.__setitem__("A7", None))
    assert submission.rows[0].owner_id == ""
    assert submission.rows[0].fields["actual"].text == "2か所"
    assert submission.rows[0].origin.cell == "A7"


def test_an_emptied_row_is_no_row(filled: Path) -> None:
    submission = changed(filled, lambda sheet: sheet.delete_rows(7))
    assert submission.rows[0].owner_id == "P01-02"


def test_a_copied_sheet_gives_its_rows_twice(filled: Path) -> None:
    workbook = load_workbook(filled)
    workbook.copy_worksheet(workbook["取組"])
    workbook.save(filled)
    owners = [found.owner_id for found in read(filled).rows]
    assert owners.count("P01-01") == 2


def test_lost_column_ids_give_no_rows_rather_than_wrong_ones(filled: Path) -> None:
    submission = changed(filled, lambda sheet: sheet.delete_rows(2))
    assert all(found.form_id != "items" for found in submission.rows)


KINDS: Mapping[str, tuple[str | int, CellKind]] = {
    "error": ("#REF!", CellKind.ERROR),
    "formula": ("=1+1", CellKind.FORMULA_WITHOUT_RESULT),
    "number": (9, CellKind.NUMBER),
    "boolean": (True, CellKind.BOOLEAN),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_cell_holds_is_told_apart(blank: Path, kind: str) -> None:
    value, expected = KINDS[kind]

    def put(sheet: Worksheet) -> None:
        sheet["H7"].number_format = "General"
        sheet["H7"] = value

    field = row(changed(blank, put), "P01-01").fields["actual"]
    assert field.kind is expected
    assert field.origin.cell == "H7"


def test_struck_text_is_kept_apart(blank: Path) -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["H7"] = struck("1か所", "2か所", old="1か所")

    field = row(changed(blank, strike), "P01-01").fields["actual"]
    assert (field.text, field.struck) == ("1か所2か所", ("1か所",))
