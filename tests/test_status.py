"""The status board: true counts and states, reminders of what is open, the command line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cases.files import with_sheets_of
from filling import cell_of, file_of, opened, type_in
from shinchoku import cli, pipeline
from shinchoku.followup.board import Board, Share, as_data
from shinchoku.followup.page import status_page
from shinchoku.followup.reminders import State
from shinchoku.intake.questions import Intake
from shinchoku.model import Department
from shinchoku.words import words
from spoiling.folders import SHEET, B
from status_board import EARLY, LATE, Reader, board_of, states
from telling import ja


def test_every_department_has_its_state(early_board: Board) -> None:
    found = {d: s for d, s in states(early_board).items() if s is not State.FINE}
    assert found == {
        "D03": State.ERRORS,
        "D07": State.MISSING,
        "D12": State.CONFLICTING,
        "D22": State.MISSING,
    }


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (None, State.MISSING),
        (date(2023, 5, 31), State.MISSING),  # the deadline's own day is in time
        (date(2023, 6, 1), State.OVERDUE),
    ],
)
def test_after_the_deadline_what_is_missing_is_overdue(
    early_board: Board, today: date | None, state: State
) -> None:
    board = replace(early_board, today=today)
    assert {states(board)[d] for d in ("D07", "D22")} == {state}
    words = {State.MISSING: "未提出", State.OVERDUE: "期限超過"}
    rows = Reader(status_page(board)).table("並べ替え")
    assert [row[1] for row in rows if row[0] in {"教育指導課", "道路公園課"}] == [words[state]] * 2


def test_who_is_waited_for_stands_first(early_board: Board) -> None:
    _, *rows = Reader(status_page(replace(early_board, today=LATE))).table("並べ替え")
    shown = [row[1] for row in rows]
    worst_first = ["期限超過", "内容不一致", "要修正", "提出済"]
    assert shown == sorted(shown, key=worst_first.index)
    assert len(set(shown)) > 2


def test_the_counts_on_the_page_are_the_findings(early_board: Board) -> None:
    head, *rows = Reader(status_page(early_board)).table("並べ替え")
    assert head[3:6] == ["エラー", "警告", "お知らせ"]
    assert len(rows) == 29
    named = {status.department.name: status for status in early_board.departments}
    for row in rows:
        status = named.pop(row[0])
        for text, severity in zip(row[3:6], ("error", "warning", "notice"), strict=True):
            of_department = [
                f for f in early_board.findings if f.department_id == status.department.id
            ]
            assert int(text) == sum(f.severity == severity for f in of_department)
    assert sum(int(row[3]) for row in rows) + 1 == sum(
        f.severity == "error" for f in early_board.findings
    )


def test_every_finding_is_on_the_page_with_cell_and_message(early_board: Board) -> None:
    reader = Reader(status_page(early_board))
    rows = [row for table in reader.tables.values() for row in table]
    assert early_board.findings
    for finding in early_board.findings:
        cell = f"{finding.where.sheet} {finding.where.cell}".strip()
        assert any(
            {cell, ja(finding.message), ja(finding.hint), finding.code} <= {*row, ""}
            for row in rows
        )
    assert reader.table("読めない")[1][0] == "壊れた.xlsx"


def test_progress_counts_the_items_that_came_without_an_error(early_board: Board) -> None:
    by_id = {status.department.id: status for status in early_board.departments}
    asked = {id_: status.all_items.total for id_, status in by_id.items()}
    assert sum(asked.values()) == 383 + 119
    assert by_id["D03"].all_items == Share(asked["D03"] - 2, asked["D03"])
    assert {by_id[d].all_items.count for d in ("D07", "D12", "D22")} == {0}
    complete = early_board.items("items").count + early_board.items("kpi").count
    assert complete == 502 - 2 - asked["D07"] - asked["D12"] - asked["D22"]


def test_items_of_a_deleted_sheet_or_column_did_not_come(
    filled_sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "nerima-r4"
    shutil.copytree(filled_sample, folder)
    with opened(file_of(folder, "D03")) as book:
        del book["KPI"]
    with opened(file_of(folder, "D06")) as book:
        cell = cell_of(book, "P04-08", "grade")
        book[cell.parent.title].delete_cols(cell.column)
    items = {s.department.id: s.items for s in board_of(folder).departments}
    assert items["D03"]["kpi"].count == items["D06"]["items"].count == 0
    assert items["D03"]["items"].count == items["D03"]["items"].total > 0
    assert items["D06"]["kpi"].count == items["D06"]["kpi"].total > 0


def test_a_department_without_questions_or_files_is_not_on_the_board(tiny: Path) -> None:
    board = board_of(tiny)
    definition = board.intake.definition
    departments = (*definition.departments, Department(id="X9", name="監査"))
    intake = Intake(replace(definition, departments=departments), board.intake.submissions)
    assert list(states(replace(board, intake=intake))) == ["X1", "X2"]


def test_the_chart_and_its_table_are_the_tally(filled_sample: Path) -> None:
    page = status_page(board_of(filled_sample))
    assert Reader(page).table("383件のうち383件") == [
        ["進捗状況", "件数", "割合"],
        ["A+　計画以上に進んだもの", "21", "5%"],
        ["A　概ね計画どおりのもの", "284", "74%"],
        ["B　遅れや修正が生じたもの", "33", "9%"],
        ["*　短期での評価がなじまないもの", "34", "9%"],
        ["-　令和4年度末までに取組がないもの", "11", "3%"],
        ["まだ回答のないもの", "0", ""],
    ]
    assert "284（74%）</text>" in page


def test_another_municipality_gets_a_chart_for_each_graded_column(tiny: Path) -> None:
    board = board_of(tiny, date(2031, 7, 1))
    reader = Reader(status_page(board))
    assert len([tag for tag, given in reader.tags if given.get("class") == "chart"]) == 2
    assert [row[0] for row in reader.table("達成度")[1:5]] == [
        "◎　十分に達成", "○　達成", "△　不十分", "×　なし",
    ]  # fmt: skip
    assert states(board) == {"X1": State.FINE, "X2": State.FINE}


def test_returned_workbooks_are_linked_where_they_are(spoiled_sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "build" / "returned"
    folder.mkdir(parents=True)
    name = f"返却_{file_of(spoiled_sample, 'D03').name}"
    (folder / name).touch()
    board = board_of(spoiled_sample, build=tmp_path / "build")
    assert board.returned == {"D03": f"returned/{name}"}
    links = [given["href"] for tag, given in Reader(status_page(board)).tags if tag == "a"]
    (link,) = {href for href in links if href and href.endswith(".xlsx")}
    assert re.fullmatch(r"returned/[%0-9A-Z_a-z.]+", link)


# ---------------------------------------------------------------- reminders


def test_reminders_go_to_those_with_something_open(late_board: Board) -> None:
    mails = {s.department.id: s.reminder for s in late_board.departments if s.reminder}
    assert list(mails) == ["D03", "D07", "D12", "D22"]
    assert mails["D03"].startswith("件名：【修正のお願い】")
    assert "保育課　御担当者様" in mails["D03"]
    assert re.search(r"2\. 取組 H\d+：.*「実績」が未記入です。記入してください。", mails["D03"])
    assert "令和5年5月31日（水）を過ぎました" in mails["D07"]
    assert "・再提出.xlsx" in mails["D12"]
    assert "同じ部署の「再提出.xlsx」と 1 か所で記入が異なります。" in mails["D12"]
    assert "「別の実績」］" in mails["D12"]
    assert "submitted" not in "".join(mails.values())


def reminder_of(folder: Path, department_id: str, today: date | None = EARLY) -> str:
    board = board_of(folder, today)
    (text,) = (s.reminder for s in board.departments if s.department.id == department_id)
    return text


DOUBTFUL = "御確認いただきたい箇所（1件。問題がなければ、そのままで構いません）"


def test_warnings_that_a_department_can_heed_are_asked_about_softly(tiny: Path) -> None:
    """W401 to W404 are the department's to look at; versions are not."""
    assert reminder_of(tiny, "X1") == reminder_of(tiny, "X2") == ""
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "長" * 41)
    type_in(file_of(tiny, "X2"), "S2-01", "achieved", "○")  # W404: short of the plan
    text = reminder_of(tiny, "X1")
    assert text.startswith("件名：【確認のお願い】")
    assert DOUBTFUL in text
    assert "1. 進行管理 K7：「総合訓練」の「特記事項」が、上限の 40 字を 1 字超えています。" in text
    assert "直していただきたい" not in text
    asked = reminder_of(tiny, "X2")
    assert DOUBTFUL in asked
    assert re.search(r"1\. 進行管理 \w+：.*数と記号のどちらが正しいか確かめ、違っていれば", asked)
    assert "部署に確かめて" not in asked


def test_errors_come_before_warnings_in_a_reminder(tiny: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "長" * 41)
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    text = reminder_of(tiny, "X1")
    assert text.startswith("件名：【修正のお願い】")
    wrong, doubtful = text.index("直していただきたい箇所（1件）"), text.index(DOUBTFUL)
    assert wrong < text.index("1. 進行管理 G8：") < doubtful < text.index("2. 進行管理 K7：")


def test_a_reminder_numbers_what_is_to_be_done_as_the_returned_workbook_does(
    tiny: Path, tmp_path: Path
) -> None:
    path = file_of(tiny, "X1")
    type_in(path, "S1-01", "remarks", "長" * 41)
    type_in(path, "S1-02.2", "done", None)
    type_in(path, "S1-01", "goal", "別の目標")
    type_in(path, "S1-02", "start", "謎")
    pipeline.check(tiny, tmp_path)
    (returned,) = (tmp_path / "returned").iterdir()
    rows = load_workbook(returned)["修正のお願い"].iter_rows(values_only=True)
    asked = {int(row[1]): str(row[4]) for row in rows if isinstance(row[1], int)}
    told = re.findall(r"(?m)^(\d)\. \S+ \w+：(.+)$", reminder_of(tiny, "X1"))
    assert list(asked) == [1, 2, 3, 4]
    assert [int(number) for number, _ in told] == [1, 2, 3, 4]
    assert all(message.startswith(asked[int(number)]) for number, message in told)


def test_a_reminder_speaks_of_the_returned_workbook_that_goes_with_it(tiny: Path) -> None:
    with opened(file_of(tiny, "X1")) as book:
        del book["進行管理"]
    text = reminder_of(tiny, "X1")
    assert "添付の返却用ファイル" in text
    assert f"1. {file_of(tiny, 'X1').name}：「進行管理」のシートがないか、" in text
    assert "シートを元に戻しました。記入してください。" in text


def test_a_letter_says_in_whose_file_the_answers_may_be(tiny: Path) -> None:
    with_sheets_of(B, SHEET)(tiny)
    board = board_of(tiny, EARLY)
    letters = {status.department.id: status.reminder for status in board.departments}
    assert "「X1_総務課.xlsx」の中に、この部署のシートがあります" in letters["X2"]
    (row,) = (row for row in Reader(status_page(board)).table("並べ替え") if row[0] == "土木課")
    assert row[1] == "未提出"
    assert row[-2] == "「X1_総務課.xlsx」の中に、この部署のシートがあります。"
    assert "土木課のシート" in letters["X1"]


def test_a_faulty_correction_is_not_the_departments(tiny: Path) -> None:
    (tiny / "corrections.csv").write_text(
        "item,column,before,after,who,reason\nS1-01,done,ほかの値,年2回,課長,審査\n",
        encoding="utf-8",
    )
    board = board_of(tiny)
    assert '<td class="small wide">corrections.csv</td>' in status_page(board)
    assert [f.code for f in board.findings] == ["E804"]
    assert [status.state for status in board.departments] == [State.FINE, State.FINE]
    assert [status.reminder for status in board.departments] == ["", ""]


def test_before_the_deadline_a_reminder_only_asks(early_board: Board) -> None:
    (text,) = (s.reminder for s in early_board.departments if s.department.id == "D07")
    assert "令和5年5月31日（水）が提出期限です" in text
    assert "至急" not in text


# ---------------------------------------------------------------- the command line


def run(arguments: Sequence[str], where: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(where)
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments])
    return int(str(ended.value.code))


def test_check_writes_the_page_and_says_the_same_as_json(
    spoiled_sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    day = ["--today", LATE.isoformat()]
    assert run(["check", str(spoiled_sample), *day, "--json"], tmp_path, monkeypatch) == 1
    said = json.loads(capsys.readouterr().out)
    page = (tmp_path / "build" / "nerima-r4" / "status.html").read_text(encoding="utf-8")
    board = board_of(spoiled_sample, LATE, tmp_path / "build" / "nerima-r4")
    assert page == status_page(board)
    assert said == {**as_data(board, words("ja")), "placed": []}
    assert said["states"] == {
        "overdue": 2, "missing": 0, "conflicting": 1, "errors": 1, "fine": 25,
    }  # fmt: skip
    assert said["counts"]["error"] == sum(f["severity"] == "error" for f in said["findings"])
    for department in said["departments"]:
        own = [f for f in said["findings"] if f["department"] == department["id"]]
        assert sum(department["counts"].values()) == len(own)


def test_compile_writes_the_page_whether_it_refuses_or_not(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "build" / "tiny" / "status.html"
    day = ["--today", "2031-07-01"]
    assert run(["compile", str(tiny), *day], tmp_path, monkeypatch) == 0
    assert '<span class="state fine">' in page.read_text(encoding="utf-8")
    manifest = (page.parent / "manifest.json").read_text(encoding="utf-8")
    assert "status.html" not in manifest
    file_of(tiny, "X2").unlink()
    assert run(["compile", str(tiny), *day], tmp_path, monkeypatch) == 1
    assert '<span class="state overdue">' in page.read_text(encoding="utf-8")
