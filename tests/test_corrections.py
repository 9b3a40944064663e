"""Corrections: what the planning section changes after review is printed, kept and never lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from correcting import DONE, GRADE, NOTE, Row, as_csv, as_xlsx
from filling import cell_of, file_of, opened, row_of, type_in
from running import checked_from, compiled_from
from shinchoku import pipeline
from shinchoku.findings import Finding
from shinchoku.followup.returned import to_correct, write_returned
from shinchoku.intake.correction_table import COLUMNS
from shinchoku.model import Key
from shinchoku.results import Checked
from spoiling.folders import Spoil
from telling import ja
from workbooks import sheet_of


def table(folder: Path) -> list[list[str]]:
    """The rows of the printed table, read by the witness that did not write it."""
    sheet = load_workbook(folder / "report.xlsx")["第1章"]
    rows = sheet.iter_rows(values_only=True)
    return [[str(value) for value in row if value is not None] for row in rows]


def test_a_grade_repeated_in_a_closed_cell_may_be_corrected_on_its_first_line(tiny: Path) -> None:
    with opened(file_of(tiny, "X1")) as book:
        sheet = book["進行管理"]
        first = cell_of(book, "S1-02", "achieved")
        sheet.cell(first.row + 1, first.column).value = first.value
    as_csv(tiny, [("S1-02", "achieved", "○", "△", "部長", "審査")])
    assert [f.code for f in checked_from(tiny).findings] == []


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_corrections_are_printed_counted_and_shown_at_the_repeats(
    tiny: Path, tmp_path: Path, write: Callable[[Path, list[Row]], None]
) -> None:
    write(tiny, [DONE, NOTE, GRADE])
    result = compiled_from(tiny, tmp_path / "build")
    rows = table(result.folder)
    (first,) = (row for row in rows if "年1回" in row and "○" in row)
    assert "参加者が2倍に増えた" in first
    assert sum("3地区" in row for row in rows) == 2
    (repeat,) = (row for row in rows if "3地区" in row and "△(再)" in row)
    assert repeat
    assert [(r.choice, r.count) for r in result.tally["achieved"].rows][:2] == [("◎", 0), ("○", 2)]
    verified = pipeline.verify(tmp_path / "build")
    assert (verified.values, verified.findings) == (15, ())


def test_a_corrected_value_keeps_its_origin(tiny: Path, tmp_path: Path) -> None:
    cell = type_in(file_of(tiny, "X1"), "S1-01", "remarks", NOTE[2])
    as_csv(tiny, [NOTE])
    merged = compiled_from(tiny, tmp_path / "build").merged
    value = merged.submitted[Key("S1-01", "remarks")]
    assert (value.text, value.before) == (NOTE[3], NOTE[2])
    assert (value.origin.file, value.origin.cell) == (
        f"submitted/{file_of(tiny, 'X1').name}",
        cell,
    )
    assert all(v.before is None for k, v in merged.submitted.items() if k.column_id != "remarks")


def test_a_blank_is_filled_and_a_value_is_taken_away(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    cell = type_in(path, "S1-02", "remarks", None)
    as_csv(
        tiny,
        [
            ("S1-02", "remarks", "", "西と東で実施した", "課長", "補足"),
            ("S1-01", "remarks", NOTE[2], "", "課長", "不要"),
            GRADE,
        ],
    )
    result = compiled_from(tiny, tmp_path / "build")
    texts = [text for row in table(result.folder) for text in row]
    assert texts.count("西と東で実施した") == 2
    assert NOTE[2] not in texts
    value = result.merged.submitted[Key("S1-02", "remarks")]
    assert (value.before, value.origin.cell) == ("", cell)
    assert len(result.merged.corrections) == 3
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_the_report_lists_what_was_corrected(tiny: Path, tmp_path: Path) -> None:
    as_csv(tiny, [DONE, NOTE])
    result = compiled_from(tiny, tmp_path / "build")
    book = load_workbook(result.report.with_name("データ_庁内用.xlsx"))
    _, *rows = book["修正一覧"].values  # below the title
    assert rows[0] == ("番号", "列", "修正前", "修正後", "修正した人", "理由", "提出元")
    assert rows[1][:6] == ("S1-02.2", "2030年度実績", *DONE[2:])
    assert str(rows[1][6]).startswith("submitted/X1_")
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text(encoding="utf-8"))
    listed = [tuple(row[column] for column in COLUMNS) for row in manifest["corrections"]]
    assert listed == [DONE, NOTE]


def test_a_mistake_of_a_department_can_be_corrected(tiny: Path) -> None:
    type_in(file_of(tiny, "X2"), "S2-01", "achieved", "よくできた")
    assert [f.code for f in checked_from(tiny).findings] == ["E302"]
    as_csv(tiny, [("S2-01", "achieved", "よくできた", "△", "課長", "確認済み")])
    assert checked_from(tiny).findings == ()


def test_a_correction_is_held_to_the_rules_and_is_not_the_departments_fault(tiny: Path) -> None:
    as_csv(tiny, [("S1-02", "achieved", "○", "◎", "部長", "高く")])
    (finding,) = checked_from(tiny).findings
    assert finding.code == "E305"
    assert ja(finding.message).endswith("（企画担当の修正を反映した値です。）")
    assert finding.department_id == ""


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (("S1-01", "remarks", NOTE[2], ""), "E305", "「特記事項」が必要です。"),
        (("S1-01", "done", "年1回", ""), "E301", "「2030年度実績」が未記入です。"),
        (("S1-03", "why", "予算", ""), "E304", "「未着手の理由」が必要です。"),
    ],
)
def test_what_a_correction_empties_is_not_the_departments_fault(
    tiny: Path, tmp_path: Path, row: Row, code: str, words: str
) -> None:
    as_csv(tiny, [(*row, "課長", "不要")])
    checked = checked_from(tiny)
    (finding,) = checked.findings
    assert (finding.code, finding.department_id) == (code, "")
    assert ja(finding.message).endswith(f"{words}（企画担当の修正を反映した値です。）")
    asked = to_correct(checked.sent, checked.findings)
    assert write_returned(tmp_path, checked.sent, asked).files == ()


def test_what_a_department_left_blank_is_apart_from_what_a_correction_emptied(tiny: Path) -> None:
    cell = type_in(file_of(tiny, "X1"), "S1-02", "start", None)
    as_csv(tiny, [("S1-02", "done", "2地区", "", "課長", "不要")])
    theirs, ours = sorted(checked_from(tiny).findings, key=lambda f: f.department_id != "X1")
    assert (theirs.code, theirs.department_id, theirs.where.cell) == ("E301", "X1", cell)
    assert ja(theirs.message).endswith("の「着手」が未記入です。")
    assert (ours.code, ours.department_id) == ("E301", "")
    assert "の「2030年度実績」が未記入です。（企画担当" in ja(ours.message)


def test_a_blank_that_is_corrected_to_a_blank_stays_the_departments(tiny: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-01", "done", None)
    as_csv(tiny, [("S1-01", "done", "", "", "課長", "不要")])
    (finding,) = checked_from(tiny).findings
    assert (finding.code, finding.department_id) == ("E301", "X1")


def test_what_is_emptied_in_one_part_of_a_divided_answer(tiny: Path) -> None:
    path = file_of(tiny, "X1")
    path.with_name("X1 後半.xlsx").write_bytes(path.read_bytes())
    type_in(path, "S1-01", "done", None)
    as_csv(tiny, [("S1-01", "done", "年1回", "", "課長", "不要")])
    (finding,) = (f for f in checked_from(tiny).findings if f.code == "E301")
    assert finding.department_id == ""


def test_a_returned_workbook_holds_what_the_department_wrote(tiny: Path, tmp_path: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-02", "start", "謎")
    as_csv(tiny, [DONE, ("S1-02", "achieved", "○", "◎", "部長", "高く")])
    checked = checked_from(tiny)
    assert [finding.code for finding in checked.findings] == ["E302", "E305"]
    returned = to_correct(checked.sent, checked.findings)
    (path,) = write_returned(tmp_path, checked.sent, returned).files
    book = load_workbook(path)
    assert cell_of(book, "S1-02.2", "done").value == "1地区"
    assert cell_of(book, "S1-02", "achieved").value == "○"
    asked = [str(c) for s in book.worksheets for row in s.iter_rows(values_only=True) for c in row]
    assert not any("企画担当の修正" in text for text in asked)


# ---------------------------------------------------------------- refused


def problems(folder: Path, rows: list[Row]) -> list[Finding]:
    as_csv(folder, rows)
    return [f for f in checked_from(folder).findings if f.code.startswith("E8")]


def without_row(path: Path) -> None:
    """Delete the row of S1-02.2."""
    with opened(path) as book:
        sheet = sheet_of(book, "進行管理")
        sheet.delete_rows(row_of(sheet, "S1-02.2"))


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (("S9-99", "done", "x", "y"), "E802", ["S9-99"]),
        (("S1-01", "実績", "年1回", "y"), "E803", ["2030年度実績", "達成度"]),
        (("S1-01", "goal", "総合訓練の実施", "y"), "E803", ["goal"]),
        (("S1-02.2", "start", "済", "未"), "E803", ["2030年度実績"]),
        (("S1-01", "done", "年9回", "年2回"), "E804", ["年9回", "年1回"]),
        (("S1-01", "done", "", "年2回"), "E804", ["「—」", "年1回"]),
        (("S1-03", "remarks", "何か", "別の"), "E804", ["何か", "「—」"]),
        (("S2-01", "achieved", "△", "A"), "E805", ["「A」", "◎　○　△　×"]),
        (("S1-03", "why", "予算", "時間"), "E805", ["予算　人員"]),
        (("S2-02", "done", "1地区", "2地区"), "E807", ["S1-02.2"]),
    ],
)
def test_a_correction_that_cannot_be_applied_is_an_error(
    tiny: Path, tmp_path: Path, row: Row, code: str, words: list[str]
) -> None:
    (finding,) = problems(tiny, [DONE, (*row, "", "")])
    assert (finding.code, finding.where.file, finding.where.cell) == (code, "corrections.csv", "A3")
    assert all(word in ja(finding.message) for word in words), ja(finding.message)
    assert isinstance(pipeline.compile_round(tiny, tmp_path / "build"), Checked)
    drafted = compiled_from(tiny, tmp_path / "build", draft=True)
    assert [correction.after for correction in drafted.merged.corrections] == ["3地区"]


def test_two_corrections_of_one_value_are_an_error(tiny: Path) -> None:
    (finding,) = problems(tiny, [DONE, ("Ｓ1-02.2", "2030年度実績", "1地区", "5地区", "", "")])
    assert (finding.code, finding.where.cell) == ("E806", "A3")
    assert "A2" in ja(finding.message)


@pytest.mark.parametrize("before", ["1地区", "", "届いていません"])
@pytest.mark.parametrize("spoil", [Path.unlink, without_row])
def test_nothing_came_to_correct(tiny: Path, spoil: Spoil, before: str) -> None:
    spoil(file_of(tiny, "X1"))
    (finding,) = problems(tiny, [("S1-02.2", "done", before, "3地区", "課長", "電話")])
    assert finding.code == "E804"
    assert ja(finding.message) == (
        "「S1-02.2」の回答はまだ届いていません。届くまで「2030年度実績」は修正できません。"
    )
    assert "部署に提出を依頼" in ja(finding.hint)


def test_a_resubmission_is_not_overwritten(tiny: Path) -> None:
    assert problems(tiny, [DONE]) == []
    type_in(file_of(tiny, "X1"), "S1-02.2", "done", "2地区")
    assert [f.code for f in problems(tiny, [DONE])] == ["E804"]


def test_a_correction_reaches_every_part_of_a_divided_answer(tiny: Path, tmp_path: Path) -> None:
    path = file_of(tiny, "X1")
    part = path.with_name("X1 後半.xlsx")
    part.write_bytes(path.read_bytes())
    for column in ("done", "start", "achieved"):
        type_in(path, "S1-02", column, None)
        type_in(part, "S1-01", column, None)
    type_in(path, "S1-02.2", "done", None)
    type_in(part, "S1-01", "remarks", None)
    as_csv(tiny, [DONE, NOTE])
    result = compiled_from(tiny, tmp_path / "build")
    assert result.merged.submitted[Key("S1-02.2", "done")].text == "3地区"
    assert result.merged.submitted[Key("S1-01", "remarks")].text == NOTE[3]
