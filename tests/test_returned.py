"""Returned workbooks: what they show, that they are whole again, and that they lead back to right.

openpyxl and LibreOffice look at them and fill them in; neither wrote them.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from cases import CASES
from cases.rows import LOST
from commands import run_apart
from filling import cell_at, cell_of, file_of, opened, row_of, type_in
from office import saved_by_libreoffice
from returning import (
    REQUEST,
    Right,
    Trial,
    advice,
    correct,
    faulty_cells,
    links,
    only_one,
    returned_from,
    right_fillings,
    spoil,
    still_wrong,
)
from running import left_by
from shinchoku import pipeline
from shinchoku.failures import PublishError
from shinchoku.followup.returned import Returned
from shinchoku.identity import template_file_name
from shinchoku.intake.merge import merge
from shinchoku.intake.questions import Intake
from shinchoku.model import Key
from shinchoku.templates.writer import write_template
from spoiling.cells import paste_over, raised
from spoiling.folders import rewritten
from workbooks import active, texts_on

FORM = "進行管理"


# ---------------------------------------------------------------- each kind of fault

Typed = Mapping[tuple[str, str], object]

FAULTS: dict[str, tuple[str, Typed, list[Key], str]] = {
    "blank actual": (
        "X1",
        {("S1-02", "done"): "　"},
        [Key("S1-02", "done")],
        "「地区訓練」の「2030年度実績」が未記入です。記入してください。",
    ),
    "blank actual and grade": (
        "X1",
        {("S1-02", "done"): None, ("S1-02", "start"): None},
        [Key("S1-02", "done"), Key("S1-02", "start")],
        "「2030年度実績・着手」が未記入です。",
    ),
    "wrong grade": (
        "X2",
        {("S2-01", "achieved"): "優"},
        [Key("S2-01", "achieved")],
        "達成度「優」は、選択肢にありません。",
    ),
    "no reason": (
        "X2",
        {("S1-03", "why"): None},
        [Key("S1-03", "why")],
        "「未着手の理由」が必要です。セルを選び、右に出る▼の一覧から選んでください。",
    ),
    "no note": ("X1", {("S1-01", "remarks"): None}, [Key("S1-01", "remarks")], "が必要です。"),
    "too long": (
        "X1",
        {("S1-01", "remarks"): "長" * 41},
        [Key("S1-01", "remarks")],
        "上限の 40 字を 1 字超えています。",
    ),
    "nothing, though planned": (
        "X2",
        {("S2-01", "achieved"): "×"},
        [Key("S2-01", "achieved")],
        "2030年度計画または2030年度実績がありますが、達成度が「×」です",
    ),
    "error value": ("X1", {("S1-02.2", "done"): "#REF!"}, [Key("S1-02.2", "done")], "#REF!"),
    "formula": ("X1", {("S1-02.2", "done"): "=1+1"}, [Key("S1-02.2", "done")], "数式"),
    "date": ("X1", {("S1-02.2", "done"): date(2031, 1, 2)}, [Key("S1-02.2", "done")], "日付"),
    "locked text": (
        "X1",
        {("S1-02", "goal"): "別の目標"},
        [Key("S1-02", "goal")],
        "正しい文に直してあります。",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_coloured_told_beside_its_row_and_linked(
    tiny: Path, tmp_path: Path, fault: str
) -> None:
    department, typed, cells, message = FAULTS[fault]
    for (owner, column), value in typed.items():
        type_in(file_of(tiny, department), owner, column, value)
    path = only_one(tiny, tmp_path / "out")
    book = load_workbook(path)
    shown = {cell_of(book, *key).coordinate: key for key in cells}
    coloured = [
        cell.coordinate
        for row in book[FORM].iter_rows(min_row=3)
        for cell in row
        if str(cell.fill.fgColor.rgb).endswith("FFC06E")
    ]
    assert sorted(coloured) == sorted(shown)
    assert message in advice(book, cells[0].owner_id)
    assert advice(book, cells[0].owner_id).startswith("【1】")
    first = cell_of(book, *cells[0])
    assert links(path) == {1: f"'{FORM}'!{first.coordinate}"}
    assert any(message.partition("。")[0] in text for text in texts_on(book[REQUEST]))


def test_what_was_typed_is_there_wrong_or_right(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    type_in(path, "S1-01", "start", "ちょっと")
    type_in(path, "S1-02", "remarks", "=あとで")
    with opened(path) as book:
        cell_of(book, "S1-02", "remarks").data_type = "s"
    book = load_workbook(only_one(tiny, tmp_path / "out"))
    kept = {
        column: cell_of(book, "S1-01", column).value
        for column in ("done", "start", "why", "achieved", "remarks")
    }
    assert kept == {
        "done": "年1回",
        "start": "ちょっと",
        "why": None,
        "achieved": "◎",
        "remarks": "参加者が倍に増えた",
    }
    assert cell_of(book, "S1-02", "remarks").value == "=あとで"
    assert cell_of(book, "S1-02", "remarks").data_type == "s"
    about = {key: cell_of(book, key, "value").value for key in ("respondent", "confirmed_by")}
    assert about == {"respondent": "青木", "confirmed_by": "課長 東"}


def test_struck_text_comes_back_struck(tiny: Path, tmp_path: Path) -> None:
    struck = TextBlock(InlineFont(strike=True), "倍に")
    path = file_of(tiny, "X1")
    with opened(path) as book:
        cell_of(book, "S1-01", "remarks").value = CellRichText("参加者が", struck, "増えた")
    returned = only_one(tiny, tmp_path / "out")
    cell = cell_of(load_workbook(returned, rich_text=True), "S1-01", "remarks")
    assert isinstance(cell.value, CellRichText)
    runs = [(str(run), bool(run.font.strike)) for run in cell.value if isinstance(run, TextBlock)]
    assert runs == [("参加者が", False), ("倍に", True), ("増えた", False)]
    status = cell_of(load_workbook(returned, data_only=True), "S1-01", "_status")
    assert status.value == "指摘を確認"


@pytest.mark.slow
def test_typing_over_a_text_that_begins_struck_out_is_not_struck_out(
    tiny: Path, tmp_path: Path
) -> None:
    """What is typed over a cell looks like its first character, in LibreOffice at least."""
    path = file_of(tiny, "X1")
    with opened(path) as book:
        whole = CellRichText(TextBlock(InlineFont(strike=True), "参加者が倍に増えた"))
        cell_of(book, "S1-01", "remarks").value = whole
    returned = only_one(tiny, tmp_path / "out")
    (saved,) = saved_by_libreoffice([returned], tmp_path)
    type_in(saved, "S1-01", "remarks", "参加者が増えた")
    shutil.copyfile(saved, path)
    assert pipeline.examine(tiny).findings == ()


def test_sent_back_as_it_is_it_is_as_wrong_as_before(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    type_in(path, "S1-02.2", "done", "#N/A")
    with opened(path) as book:
        struck = TextBlock(InlineFont(strike=True), "旧")
        cell_of(book, "S1-01", "remarks").value = CellRichText("新", struck)
    shutil.copyfile(only_one(tiny, tmp_path / "out"), path)
    codes = [f.code for f in pipeline.examine(tiny).findings if f.department_id == "X1"]
    assert codes == ["E301", "E311"]


def test_raised_text_comes_back_as_characters_or_is_quoted(tiny: Path, tmp_path: Path) -> None:
    with opened(file_of(tiny, "X1")) as book:
        cell_of(book, "S1-01", "remarks").value = CellRichText(*raised("10", "3"), "件")
        cell_of(book, "S1-02", "remarks").value = raised("公園", "注")
    book = load_workbook(only_one(tiny, tmp_path / "out"))
    assert cell_of(book, "S1-01", "remarks").value == "10³件"
    assert cell_of(book, "S1-02", "remarks").value is None
    assert "公園注" in texts_on(book[REQUEST])
    assert "のような文字に直したもの" in advice(book, "S1-01")
    assert "空欄に戻し" in advice(book, "S1-02")


def test_what_was_never_typed_does_not_come_back_as_a_text(tiny: Path, tmp_path: Path) -> None:
    with opened(file_of(tiny, "X1")) as book:
        cell_of(book, "S1-01", "done").value = False
        cell_of(book, "S1-02", "done").value = '=_xlfn.DISPIMG("ID_3C0F",1)'
    book = load_workbook(only_one(tiny, tmp_path / "out"))
    assert [cell_of(book, owner, "done").value for owner in ("S1-01", "S1-02")] == [None, None]


# ---------------------------------------------------------------- what has no place


def test_nothing_written_is_lost(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    with opened(path) as book:
        sheet = book[FORM]
        cell_at(sheet, row_of(sheet, "S1-01"), 1).value = "S9-99"
        cell_at(sheet, row_of(sheet, "S1-02"), 1).value = None
        cell_of(book, "S1-02.2", "remarks").value = "行き場のない備考"
    returned = only_one(tiny, tmp_path / "out")
    book = load_workbook(returned)
    request = texts_on(book[REQUEST])
    for text in ("年1回", "参加者が倍に増えた", "2地区", "行き場のない備考"):
        assert text in request
    assert "S9-99\n2030年度実績" in request
    assert "番号なし\n2030年度実績" in request
    assert "総合訓練の実施" not in request, "the template has it anyway"
    assert cell_of(book, "S1-01", "goal").value == "総合訓練の実施"
    assert cell_of(book, "S1-02.2", "remarks").value is None


def test_what_stands_beside_the_table_or_in_a_copied_column_is_quoted(
    tiny: Path, tmp_path: Path
) -> None:
    with opened(file_of(tiny, "X1")) as book:
        sheet = book[FORM]
        sheet.insert_cols(8)
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 8).value = sheet.cell(row, 7).value
        sheet["H7"] = "年3回（案）"
        sheet["P9"] = "東地区は未定"
    shown = texts_on(load_workbook(only_one(tiny, tmp_path / "out"))[REQUEST])
    assert "年3回（案）" in shown
    assert "東地区は未定" in shown
    assert f"{FORM} P9" in shown
    assert "1地区" not in shown  # it is in both columns


def values(intake: Intake) -> dict[Key, str]:
    return {key: value.text for key, value in merge(intake)[0].submitted.items()}


@pytest.mark.parametrize(
    "name", ["the_hidden_rows_are_cleared", "only_what_is_seen_is_pasted", *LOST]
)
def test_a_lost_table_comes_back_with_its_answers(tiny: Path, tmp_path: Path, name: str) -> None:
    before = values(pipeline.examine(tiny).intake)
    (case,) = [case for case in CASES if case.name == name]
    case.spoil(tiny)
    returned = only_one(tiny, tmp_path / "out")
    shutil.copyfile(returned, file_of(tiny, "X1"))
    checked = pipeline.examine(tiny)
    assert checked.findings == ()
    assert values(checked.intake) == before


def test_what_has_no_row_in_a_lost_table_is_quoted(tiny: Path, tmp_path: Path) -> None:
    with opened(file_of(tiny, "X1")) as book:
        sheet = book[FORM]
        sheet["E12"], sheet["G12"] = "新規事業", "1件"
        sheet["A1"] = None
    returned = only_one(tiny, tmp_path / "out")
    assert {"新規事業", "1件"} <= set(texts_on(load_workbook(returned)[REQUEST]))


def test_who_answered_is_quoted_where_the_guide_is_lost(tiny: Path, tmp_path: Path) -> None:
    with opened(file_of(tiny, "X1")) as book:
        book["記入要領"].delete_rows(1, 2)
    returned = only_one(tiny, tmp_path / "out")
    assert {"青木", "課長 東"} <= set(texts_on(load_workbook(returned)[REQUEST]))


def test_a_text_that_no_cell_can_hold_is_quoted_in_parts(tiny: Path, tmp_path: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "＠＠＠")
    rewritten(lambda _, text: text.replace("＠＠＠", "長" * 40_000))(tiny)
    request = texts_on(load_workbook(only_one(tiny, tmp_path / "out"))[REQUEST])
    assert sum(text.count("長") for text in request if set(text) == {"長"}) == 40_000


# ---------------------------------------------------------------- whole again


def checks_of(path: Path) -> dict[str, list[tuple[str, str, str]]]:
    return {
        sheet.title: sorted(
            (str(found.type), str(found.sqref), str(found.formula1))
            for found in sheet.data_validations.dataValidation
        )
        for sheet in load_workbook(path).worksheets
    }


def test_formats_drop_downs_and_locks_are_whole_again(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    type_in(path, "S1-01", "start", "？")
    with opened(path) as book:
        paste_over(book)
    returned = only_one(tiny, tmp_path / "out")
    definition = pipeline.examine(tiny).intake.definition
    fresh = tmp_path / template_file_name(definition.departments[0])
    write_template(fresh, definition, definition.departments[0])
    assert checks_of(returned) == {REQUEST: [], **checks_of(fresh)}
    mended, issued = load_workbook(returned), load_workbook(fresh)
    assert all(sheet.protection.sheet for sheet in mended.worksheets)
    for row in issued[FORM].iter_rows():
        for cell in row:
            same = mended[FORM][cell.coordinate]
            assert same.protection.locked == cell.protection.locked
            assert same.number_format == cell.number_format
    assert mended.sheetnames == [REQUEST, *issued.sheetnames]
    views = [sheet.sheet_view.tabSelected for sheet in mended.worksheets]
    assert (active(mended).title, sum(map(bool, views))) == (REQUEST, 1)


def test_the_same_submissions_give_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-01", "start", "？")
    first, second = (only_one(tiny, tmp_path / name) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    assert first.name == "返却_X1_総務課.xlsx"


def test_a_colour_follows_the_correction(tiny: Path, tmp_path: Path) -> None:
    """Orange while it holds what came back, then what the status says, then green."""
    type_in(file_of(tiny, "X1"), "S1-01", "start", "？")
    book = load_workbook(only_one(tiny, tmp_path / "out"))
    cell = cell_of(book, "S1-01", "start")
    rules = sorted(
        (rule.priority, rule.formula[0], rule.dxf.fill.bgColor.rgb[-6:])
        for area in book[FORM].conditional_formatting
        if cell.coordinate in area
        for rule in area.rules
    )
    kept = cell_of(book, "S1-01", "_was_start")
    assert kept.value == "？"
    assert rules[0][1] == f"EXACT(${cell.coordinate},${kept.coordinate})"
    assert [color for _, _, color in rules] == ["FFC06E", "F8C9C0", "D3EBD0"]


# ---------------------------------------------------------------- who gets one


def test_only_departments_with_something_to_correct_get_one(tiny: Path, tmp_path: Path) -> None:
    assert returned_from(tiny, tmp_path / "clean") == Returned()
    file_of(tiny, "X2").unlink()
    assert returned_from(tiny, tmp_path / "missing") == Returned()
    type_in(file_of(tiny, "X1"), "S1-01", "done", "年3回")  # implausible: the planning section's
    type_in(file_of(tiny, "X1"), "S1-01", "achieved", "△")
    assert returned_from(tiny, tmp_path / "warned") == Returned()


def test_files_that_conflict_are_skipped_and_named(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    shutil.copyfile(path, path.with_name("最終版.xlsx"))
    type_in(path, "S1-01", "done", "年2回")
    assert returned_from(tiny, tmp_path / "out") == Returned((), ("総務課",))


def test_a_missing_confirmation_is_linked_on_the_guide(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    type_in(path, "confirmed_by", "value", None)
    returned = only_one(tiny, tmp_path / "out")
    cell = cell_of(load_workbook(returned), "confirmed_by", "value")
    assert links(returned) == {1: f"'記入要領'!{cell.coordinate}"}
    assert str(cell.fill.fgColor.rgb).endswith("FFC06E")


# ---------------------------------------------------------------- the folder of a build


@pytest.mark.slow
def test_the_folder_is_replaced_whole_and_goes_when_all_is_right(
    tiny: Path, tmp_path: Path
) -> None:
    path, build = file_of(tiny, "X1"), tmp_path / "build" / "tiny"
    right = path.read_bytes()
    type_in(path, "S1-01", "start", "？")
    result = run_apart("check", tiny, cwd=tmp_path)
    assert "返却用ファイルを 1 部署分、build/tiny/returned に作りました。" in result.stdout
    (build / "returned" / "古いファイル.xlsx").write_bytes(b"")
    assert run_apart("compile", tiny, cwd=tmp_path).returncode == 1
    assert [file.name for file in (build / "returned").iterdir()] == ["返却_X1_総務課.xlsx"]
    path.write_bytes(right)
    assert run_apart("compile", tiny, cwd=tmp_path).returncode == 0
    assert not (build / "returned").exists()
    assert not [file for file in build.iterdir() if file.name.startswith(".staging")]


def test_a_folder_that_cannot_be_moved_stays_as_it_was(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(file_of(tiny, "X1"), "S1-01", "start", "？")
    build = tmp_path / "build"
    (before,) = left_by(tiny, build).returned
    rename = Path.rename

    def refuse_the_new_one(path: Path, target: Path) -> Path:
        if path.name == target.name == "returned":
            raise PermissionError(13, "used by another process", str(path))
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse_the_new_one)
        assert isinstance(left_by(tiny, build).failed, PublishError)
    assert before.exists()


# ---------------------------------------------------------------- the round trip


@pytest.fixture(scope="module")
def rights(filled_sample: Path, filled_tiny: Path) -> list[Right]:
    return [*right_fillings(filled_sample, 12), *right_fillings(filled_tiny)]


def trial(rights: list[Right], folder: Path, seed: int) -> Trial:
    found = spoil(rights[seed % len(rights)], folder, seed)
    return found or trial(rights, folder, seed + 1000)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_asked_for_leads_back_to_the_right_filling(
    rights: list[Right], tmp_path: Path, seed: int
) -> None:
    wrong = trial(rights, tmp_path, seed)
    correct(wrong.returned, wrong.right)
    assert still_wrong(wrong.returned, wrong) == "", wrong.operators


@pytest.mark.slow
def test_it_leads_back_through_libreoffice(rights: list[Right], tmp_path: Path) -> None:
    trials = [trial(rights, tmp_path, seed) for seed in (101, 102, 103)]
    files = saved_by_libreoffice([t.returned for t in trials], tmp_path / "opened")
    for wrong, path in zip(trials, files, strict=True):
        correct(path, wrong.right)
    sent = saved_by_libreoffice(files, tmp_path / "sent")
    for wrong, path in zip(trials, sent, strict=True):
        assert still_wrong(path, wrong) == "", wrong.operators
        assert states(path) <= {"OK", "－"}, wrong.operators


def states(path: Path) -> set[str]:
    """Return what LibreOffice computed as the state of every correction."""
    sheet = load_workbook(path, data_only=True)[REQUEST]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_col=2, max_col=7)]
    return {str(row[5]) for row in rows if isinstance(row[0], int) and row[5] is not None}


def test_a_returned_workbook_has_faulty_cells_only_where_one_may_type(
    rights: list[Right], tmp_path: Path
) -> None:
    book = load_workbook(trial(rights, tmp_path, 7).returned)
    assert all(key.owner_id and key.column_id for _, key, _ in faulty_cells(book))
