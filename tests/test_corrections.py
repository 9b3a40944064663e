"""Corrections: what the planning section changes after review is printed, kept and never lost."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from commands import run
from correcting import DONE, GRADE, NOTE, Row, as_csv, as_xlsx, in_xlsx
from filling import Value, cell_of, file_of, opened, row_of, type_in
from looking import checked_from, compiled_from, report_in
from shinchoku import pipeline
from shinchoku.findings import Finding
from shinchoku.followup.returned import write_returned
from shinchoku.intake.corrections import COLUMNS
from shinchoku.model import Key
from shinchoku.results import Checked
from spoiling.cells import put, strike, struck
from spoiling.folders import Spoil, both, rewritten, saved
from spoiling.parts import strict
from telling import ja
from workbooks import sheet_of


def table(folder: Path) -> list[list[str]]:
    """The rows of the printed table, read by the witness that did not write it."""
    sheet = load_workbook(folder / "report.xlsx")["第1章"]
    rows = sheet.iter_rows(values_only=True)
    return [[str(value) for value in row if value is not None] for row in rows]


def problems(folder: Path, rows: list[Row]) -> list[Finding]:
    as_csv(folder, rows)
    return [f for f in checked_from(folder).findings if f.code.startswith("E8")]


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
    rows = list(load_workbook(result.folder / "data.xlsx")["修正一覧"].values)
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
    assert write_returned(tmp_path, checked.sent, checked.findings).files == ()


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
    (path,) = write_returned(tmp_path, checked.sent, checked.findings).files
    book = load_workbook(path)
    assert cell_of(book, "S1-02.2", "done").value == "1地区"
    assert cell_of(book, "S1-02", "achieved").value == "○"
    asked = [str(c) for s in book.worksheets for row in s.iter_rows(values_only=True) for c in row]
    assert not any("企画担当の修正" in text for text in asked)


# ---------------------------------------------------------------- refused


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
    type_in(path, "S1-02.2", "done", None)
    type_in(part, "S1-01", "remarks", None)
    as_csv(tiny, [DONE, NOTE])
    result = compiled_from(tiny, tmp_path / "build")
    assert result.merged.submitted[Key("S1-02.2", "done")].text == "3地区"
    assert result.merged.submitted[Key("S1-01", "remarks")].text == NOTE[3]


def test_a_table_as_excel_saves_it_in_japan_is_read(tiny: Path, tmp_path: Path) -> None:
    as_csv(tiny, [DONE])
    path = tiny / "corrections.csv"
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp932"))
    assert (
        compiled_from(tiny, tmp_path / "build").merged.submitted[Key("S1-02.2", "done")].text
        == DONE[3]
    )


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.5, "0%", "50%"),
        (1234567, "#,##0", "1,234,567"),
        (5, '0"地区"', "5地区"),
        (True, "General", "TRUE"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(
    tiny: Path, value: Value, number_format: str, shown: str
) -> None:
    in_xlsx(tiny, lambda sheet: put(sheet["D2"], value, number_format))
    checked = checked_from(tiny)
    assert checked.findings == ()
    assert [correction.after for correction in checked.corrections] == [shown, NOTE[3]]


STRUCK = struck("2地区", "3地区", old="2地区")


@pytest.mark.parametrize(
    ("cell", "value", "sentences"),
    [
        ("D2", "#NAME?", "修正の表の「after」がエラー「#NAME?」になっています。直接入力し直して"),
        ("D2", date(2031, 1, 2), "「after」が日付（2031-01-02）になっています。「文字列」にして"),
        ("D2", "=B2", "「after」に、計算結果のない数式が入っています。直接入力し直して"),
        (
            "D2",
            STRUCK,
            "「after」に、取り消し線の付いた文字「2地区」が残っています。消してください",
        ),
        ("C2", date(2031, 1, 2), "「before」が日付（2031-01-02）になっています。"),
        ("A2", "#REF!", "「item」がエラー「#REF!」になっています。"),
        ("F2", "=B2", "「reason」に、計算結果のない数式が入っています。"),
    ],
)
def test_a_cell_that_is_no_text_is_an_error_and_its_row_is_not_applied(
    tiny: Path, cell: str, value: Value, sentences: str
) -> None:
    in_xlsx(tiny, lambda sheet: sheet.__setitem__(cell, value))
    checked = checked_from(tiny)
    (finding,) = checked.findings
    assert (finding.code, finding.where.cell, finding.department_id) == ("E808", cell, "")
    assert (finding.where.file, finding.where.sheet) == ("corrections.xlsx", "Sheet")
    for sentence in sentences.split("。"):
        assert sentence in ja(finding.message) + ja(finding.hint)
    assert [correction.after for correction in checked.corrections] == [NOTE[3]]


def test_a_cell_that_is_struck_out_as_a_whole_is_an_error(tiny: Path) -> None:
    in_xlsx(tiny, lambda sheet: strike(sheet["D2"]))
    (finding,) = checked_from(tiny).findings
    assert (finding.code, finding.where.cell) == ("E808", "D2")
    assert "「3地区」が残っています" in ja(finding.message)


def test_under_a_struck_heading_nothing_is_applied(tiny: Path) -> None:
    in_xlsx(tiny, lambda sheet: strike(sheet["D1"]))
    checked = checked_from(tiny)
    assert [(f.code, f.where.cell) for f in checked.findings] == [("E808", "D1")]
    assert checked.corrections == ()


def test_a_column_of_ones_own_may_hold_anything(tiny: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["G1"], sheet["G2"] = "日付", date(2031, 7, 1)

    in_xlsx(tiny, change)
    checked = checked_from(tiny)
    assert checked.findings == ()
    assert len(checked.corrections) == 2


def test_a_strict_workbook_and_one_of_odd_styles_are_read(tiny: Path) -> None:
    def odd(name: str, text: str) -> str:
        return STYLES if name == "xl/styles.xml" else text

    for change in (lambda _, text: strict(text), odd):
        as_xlsx(tiny, [DONE])
        rewritten(change, "corrections.xlsx")(tiny)
        checked = checked_from(tiny)
        assert checked.findings == ()
        assert [correction.after for correction in checked.corrections] == [DONE[3]]


STYLES = (  # a fill without its kind
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<fills><fill/></fills></styleSheet>"
)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (
            rewritten(lambda name, text: "<a>" if "sheet1" in name else text, "corrections.xlsx"),
            "corrections.xlsx: 中身が壊れています",
        ),
        (saved("corrections.xlsx", b""), "corrections.xlsx: 中身が空です"),
        (saved("corrections.xlsx", b"item,column\n"), "corrections.xlsx: CSVファイルです"),
        (
            lambda folder: [
                (folder / "corrections.xlsx").unlink(),
                (folder / "corrections.csv").mkdir(),
            ],
            "corrections.csv: 開けません",
        ),
    ],
)
def test_why_a_table_cannot_be_read_is_told_in_words(tiny: Path, spoil: Spoil, reason: str) -> None:
    as_xlsx(tiny, [DONE])
    spoil(tiny)
    (finding,) = checked_from(tiny).findings
    assert finding.code == "E801"
    assert ja(finding.message) == f"修正の表を読めません（{reason}）。"


def test_a_table_that_may_not_be_opened_is_told(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_csv(tiny, [DONE])
    reads = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "corrections.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return reads(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    (finding,) = checked_from(tiny).findings
    assert "（corrections.csv: 開く権限がないか、ほかで開かれています）" in ja(finding.message)


def as_text(folder: Path, *lines: str) -> None:
    (folder / "corrections.csv").write_text(
        "\n".join([",".join(COLUMNS), *lines, ""]), encoding="utf-8"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ['S1-01,done,年1回,"年2回,企画,x', "S1-02,done,2地区,3地区,企画,x"],  # to the end
        ['S1-01,done,年1回,"年2回,企画,x', 'S1-02,done,2地区,"3地区",企画,x'],
        ['S1-01,done,年1回,"年2回"案,企画,x', "S1-02,done,2地区,3地区,企画,x"],
        ['S1-01,done,年1回,"年2回,企画,x', *["S1-02,done,2地区,3地区,企画,x"] * 9_000],
    ],
)
def test_a_quote_that_is_not_closed_swallows_nothing(tiny: Path, lines: list[str]) -> None:
    as_text(tiny, 'S1-01,remarks,参加者が倍に増えた,"増えた\n（二行目）",企画,x', *lines)
    (finding,) = checked_from(tiny).findings
    assert finding.code == "E801"
    assert 'corrections.csv: 3行目で、引用符「"」の対応が' in ja(finding.message)


def test_quotes_within_a_text_are_read(tiny: Path) -> None:
    as_text(tiny, 'S1-01,done,年1回,"年2回、""秋""と""春""",企画,x', 'S1-02,done,2地区,5"台,企画,x')
    checked = checked_from(tiny)
    assert checked.findings == ()
    corrections = [correction.after for correction in checked.corrections]
    assert corrections == ['年2回、"秋"と"春"', '5"台']


def test_a_text_beyond_the_header_is_an_error_and_its_row_is_not_applied(tiny: Path) -> None:
    as_text(
        tiny,
        "S1-01,remarks,参加者が倍に増えた,参加者は120人,昨年は60人,企画,表記",
        "S1-02,done,2地区,3地区,企画,x,,,",
    )
    checked = checked_from(tiny)
    (finding,) = checked.findings
    assert (finding.code, finding.where.cell) == ("E808", "G2")
    assert ja(finding.message) == "修正の表の見出しのない列に「表記」が入っています。"
    assert [correction.after for correction in checked.corrections] == ["3地区"]


def test_a_text_beside_the_table_is_an_error_once_for_its_row(tiny: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["H3"], sheet["J3"] = "部長に確認", "済"

    in_xlsx(tiny, change)
    checked = checked_from(tiny)
    assert [(f.code, f.where.cell) for f in checked.findings] == [("E808", "H3")]
    assert [correction.after for correction in checked.corrections] == [DONE[3]]


DAMAGED = "item,column\nひろばの拡充,ひろば\n".encode()
TWICE = b"item,column,before,after,after,who,reason\n"
UNREADABLE: dict[str, Spoil] = {
    # a byte of UTF-8 is gone: no other encoding is meant
    "damaged": saved("corrections.csv", DAMAGED[:-2] + DAMAGED[-1:]),
    "another encoding": saved("corrections.csv", "item,column\n課長,部長\n".encode("utf-16")),
    "columns": saved("corrections.csv", b"item,column,before\n"),
    "twice": saved("corrections.csv", TWICE),
    "both": both(lambda folder: as_csv(folder, [DONE]), lambda folder: as_xlsx(folder, [DONE])),
    "no workbook": saved("corrections.xlsx", b"not a workbook"),
}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("damaged", "corrections.csv: 文字コードが"),
        ("another encoding", "corrections.csv: 文字コードが"),
        ("columns", "corrections.csv: 列 after・who・reason がありません"),
        ("twice", "corrections.csv: 列 after が二つあります"),
        ("both", "「corrections.csv」と「corrections.xlsx」の両方があります。"),
        ("no workbook", "corrections.xlsx: "),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error(tiny: Path, kind: str, words: str) -> None:
    UNREADABLE[kind](tiny)
    (finding,) = checked_from(tiny).findings
    assert finding.code == "E801"
    assert words in ja(finding.message)


# ---------------------------------------------------------------- a report edited by hand


def verify(build: Path, table: Path) -> tuple[int, str]:
    result = run("verify", build, "--corrections", table)
    return result.exit_code, result.output


def edit(build: Path, changes: dict[str, str | None]) -> None:
    """Type over cells of the columns that departments fill, as somebody does in a hurry."""
    with opened(report_in(build)) as book:
        for row in book["第1章"].iter_rows(min_col=4):
            for cell in row:
                if cell.value in changes:
                    cell.value = changes[str(cell.value)]


def test_hand_edits_become_corrections_and_survive_the_next_compile(
    tiny: Path, tmp_path: Path
) -> None:
    as_csv(tiny, [DONE, NOTE])
    build = tmp_path / "build"
    compiled_from(tiny, build)
    edit(build, {"3地区": "3地区（東部）", "なし": "調整中", NOTE[3]: NOTE[2]})
    offered = tmp_path / "offered.csv"
    code, output = verify(build, offered)
    assert code == 1
    assert "手で直した値 3 件を" in output
    assert "ほかの 1 件の違いは" in output  # the repeat, whose value is its source's
    with offered.open(encoding="utf-8-sig", newline="") as stream:
        rows = [tuple(row) for row in csv.reader(stream)]
    assert rows == [
        COLUMNS,
        ("S1-02.2", "done", "1地区", "3地区（東部）", "", ""),
        ("S1-03", "done", "なし", "調整中", "", ""),
    ]
    assert verify(build, offered)[0] == 2  # it is there already
    type_in(file_of(tiny, "X2"), "S1-03", "achieved", "△")
    (tiny / "corrections.csv").write_bytes(offered.read_bytes())
    texts = [text for row in table(compiled_from(tiny, build).folder) for text in row]
    assert texts.count("3地区（東部）") == 2
    assert "調整中" in texts
    assert pipeline.verify(build).findings == ()


def test_a_moved_value_and_an_unedited_report_offer_nothing(tiny: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    compiled_from(tiny, build)
    assert verify(build, tmp_path / "offered.csv")[0] == 0
    with opened(report_in(build)) as book:
        sheet = book["第1章"]
        cell = next(c for row in sheet.iter_rows(min_col=4) for c in row if c.value == "1路線")
        sheet["J1"], cell.value = cell.value, None
    code, output = verify(build, tmp_path / "offered.csv")
    assert code == 1
    assert "修正の表は書き出していません" in output
    assert not (tmp_path / "offered.csv").exists()
