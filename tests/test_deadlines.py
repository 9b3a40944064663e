"""Days: a department's own deadline, the day an answer is asked for by, and how years count."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from commands import run
from faults import in_report
from filling import file_of, type_in
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.failures import DefinitionError, UnclearNameError
from shinchoku.followup.board import as_data
from shinchoku.followup.letters import Letter
from shinchoku.followup.page import status_page
from shinchoku.followup.reminders import State
from shinchoku.model.calendar import era, year_of
from shinchoku.words import words
from status_board import Reader, board_of, states
from telling import ja

DUE = date(2031, 6, 30)  # the round's


def own_deadline(folder: Path, text: str) -> None:
    """Give X2 a deadline of its own."""
    table = folder / "master" / "departments.csv"
    table.write_text(f"id,name,deadline\nX1,総務課,\nX2,土木課,{text}\n", encoding="utf-8-sig")


# ---------------------------------------------------------------- of a department


@pytest.mark.parametrize("text", ["2031-07-15", "2031/7/15", "２０３１－０７－１５"])
def test_a_department_may_have_a_deadline_of_its_own(tiny: Path, text: str) -> None:
    own_deadline(tiny, text)
    definition = load(tiny)
    days = {d.id: definition.deadline_of(d) for d in definition.departments}
    assert days == {"X1": DUE, "X2": date(2031, 7, 15)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("7月15日", "日付ではありません"),
        ("2031-02-30", "日付ではありません"),
        ("2031-7/15", "日付ではありません"),
        ("45853", "日付ではありません"),
        ("2031-04-30", "配布日（issued）より前"),
    ],
)
def test_what_is_no_deadline_is_told_with_its_row(tiny: Path, text: str, told: str) -> None:
    own_deadline(tiny, text)
    with pytest.raises(DefinitionError) as raised:
        load(tiny)
    (problem,) = raised.value.problems
    assert told in ja(problem.message)
    assert "departments" in ja(problem.file)
    assert "deadline" in ja(problem.where)


def test_each_is_late_by_its_own_day(tiny: Path) -> None:
    own_deadline(tiny, "2031-07-15")
    for department in ("X1", "X2"):
        file_of(tiny, department).unlink()
    between, after = date(2031, 7, 10), date(2031, 7, 16)
    assert states(board_of(tiny, between)) == {"X1": State.OVERDUE, "X2": State.MISSING}
    assert set(states(board_of(tiny, after)).values()) == {State.OVERDUE}
    told = {f.department_id: ja(f.message) for f in board_of(tiny, between).findings}
    assert "2031年6月30日を過ぎても" in told["X1"]
    assert "期限は2031年7月15日" in told["X2"]


def test_it_stands_wherever_a_deadline_is_told(tiny: Path) -> None:
    own_deadline(tiny, "2031-07-15")
    file_of(tiny, "X2").unlink()
    pipeline.distribute(tiny)
    shown = {"X1": "2031年6月30日（月）", "X2": "2031年7月15日（火）"}
    for department, day in shown.items():
        book = load_workbook(next((tiny / "templates").glob(f"{department}_*.xlsx")))
        cells = [str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row]
        assert sum(day in text for text in cells) >= 2, department  # the guide, and each form
        (other,) = set(shown.values()) - {day}
        assert not any(other in text for text in cells)
    sheet = load_workbook(tiny / "templates" / "配布一覧.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (head,) = (row for row in rows if "期限" in row)
    assert {row[0]: row[head.index("期限")] for row in rows if row[0] in shown} == shown
    board = board_of(tiny, date(2031, 7, 10))
    names, *listed = Reader(status_page(board)).table("並べ替え")
    days = {row[0]: row[names.index("期限")] for row in listed}
    assert days == {"総務課": "2031年6月30日", "土木課": "2031年7月15日"}
    assert "期限まであと5日" in status_page(board)
    plain = as_data(board, words("ja"))["departments"]
    assert [each["deadline"] for each in plain] == ["2031-06-30", "2031-07-15"]
    (mail,) = (s.reminder for s in board.departments if s.department.id == "X2")
    assert "2031年7月15日（火）が提出期限です" in mail


def test_where_nobody_has_one_there_is_no_column(tiny: Path) -> None:
    head = Reader(status_page(board_of(tiny, DUE))).table("並べ替え")[0]
    assert "期限" not in head


# ---------------------------------------------------------------- the board's head


def test_what_is_over_is_told_only_while_something_is_awaited(tiny: Path) -> None:
    late = date(2031, 7, 3)
    assert "経過" not in status_page(board_of(tiny, late))
    assert "期限まで" not in status_page(board_of(tiny, date(2031, 6, 1)))
    assert "2031年7月3日（木）現在" in status_page(board_of(tiny, late))
    file_of(tiny, "X1").unlink()
    assert "期限から3日経過" in status_page(board_of(tiny, late))


def test_the_board_leads_to_the_report(tiny: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    pipeline.check(tiny, build)
    assert "いまある報告書" not in (build / "status.html").read_text(encoding="utf-8")
    for draft, name in ((True, "報告書_仮.xlsx"), (False, "報告書.xlsx")):
        pipeline.compile_round(tiny, build, draft=draft)
        reader = Reader((build / "status.html").read_text(encoding="utf-8"))
        linked = [unquote(given["href"] or "") for tag, given in reader.tags if tag == "a"]
        assert name in linked
        assert all((build / path).is_file() for path in linked if path.endswith(".xlsx"))
        assert "いまある報告書" in (build / "status.html").read_text(encoding="utf-8")


# ---------------------------------------------------------------- the day to reply by


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (None, DUE),
        (date(2031, 6, 2), DUE),
        (date(2031, 6, 23), DUE),  # a week before a Monday
        (date(2031, 6, 24), date(2031, 7, 1)),  # a week later
        (date(2031, 7, 5), date(2031, 7, 14)),  # a week later is a Saturday: the Monday after
        (date(2031, 7, 6), date(2031, 7, 14)),
    ],
)
def test_an_answer_is_asked_for_within_a_week_or_by_the_deadline(
    tiny: Path, today: date | None, day: date
) -> None:
    definition = load(tiny)
    assert Letter(definition, definition.department("X1"), today).reply_by == day


def test_every_letter_about_what_came_says_by_when(tiny: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    type_in(file_of(tiny, "X2"), "S2-01", "achieved", "○")  # W404
    board = board_of(tiny, date(2031, 7, 1))
    assert [status.state for status in board.departments] == [State.ERRORS, State.FINE]
    assert all("2031年7月8日（火）まで" in status.reminder for status in board.departments)


# ---------------------------------------------------------------- years


def test_the_rounds_calendar_is_the_only_one(tiny: Path) -> None:
    in_report("year = 2030\n", 'year = 2030\ncalendar = "era"\n')(tiny)
    own_deadline(tiny, "2031-07-15")
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    file_of(tiny, "X2").unlink()
    pipeline.distribute(tiny)
    texts = [status_page(board_of(tiny, date(2031, 7, 20)))]
    for path in (tiny / "templates").glob("*.xlsx"):
        book = load_workbook(path)
        texts += [str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row]
    whole = "\n".join(texts)
    assert "令和13年6月30日" in whole
    assert "令和13年7月15日" in whole
    assert "2031年" not in whole


def test_an_era_begins_on_its_day() -> None:
    assert year_of(date(2019, 4, 30), "era") == "平成31"
    assert year_of(date(2019, 5, 1), "era") == "令和元"
    assert year_of(date(1989, 1, 7), "era") == "昭和64"
    assert year_of(date(1989, 1, 8), "era") == "平成元"
    assert year_of(date(2019, 4, 30), "western") == "2019"
    assert era(2019) == "令和元"


# ---------------------------------------------------------------- one department alone


@pytest.mark.parametrize("named", ["X2", "ｘ２", "土木課"])
def test_one_template_is_written_alone(tiny: Path, named: str) -> None:
    kept = next((tiny / "templates").glob("X1_*.xlsx"))
    kept.write_bytes(b"mine")
    own_deadline(tiny, "2031-07-15")
    result = run("distribute", tiny, "--only", named)
    assert result.exit_code == 0, result.output
    assert "1 部署の様式" in result.output
    assert kept.read_bytes() == b"mine"
    sheet = load_workbook(tiny / "templates" / "配布一覧.xlsx").worksheets[0]
    firsts = [row[0].value for row in sheet.iter_rows()]
    assert {"X1", "X2"} <= set(firsts)  # the list is of all


def test_several_are_written_and_an_unknown_one_writes_nothing(tiny: Path) -> None:
    made = pipeline.distribute(tiny, only=["X2", "X1"])
    assert [each.department_id for each in made.templates] == ["X1", "X2"]
    before = {path: path.read_bytes() for path in tiny.rglob("*.*")}
    with pytest.raises(UnclearNameError):
        pipeline.distribute(tiny, only=["X1", "X9"])
    assert {path: path.read_bytes() for path in tiny.rglob("*.*")} == before


@pytest.mark.parametrize(
    "typed", [["--only", "土木"], ["--only=土木"], ["--only", "X3", "--only", "X1"]]
)
def test_an_unknown_department_is_told_with_the_nearest(tiny: Path, typed: list[str]) -> None:
    result = run("distribute", tiny, *typed)
    assert result.exit_code == 2
    last = result.output.splitlines()[-1]
    assert run(*shlex.split(last[last.index("shinchoku ") :])[1:]).exit_code == 0


def test_what_was_typed_into_the_dispatch_list_stays(tiny: Path) -> None:
    path = tiny / "templates" / "配布一覧.xlsx"
    pipeline.distribute(tiny)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if "連絡先" in [cell.value for cell in row])
    column = {str(cell.value): number for number, cell in enumerate(head, start=1)}
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "X2")
    sheet.cell(row, column["連絡先"], "佐藤（内線 12）")
    sheet.cell(row, column["送付日"], date(2031, 5, 2))
    sheet.cell(int(head[0].row or 0), len(head) + 1, "電話した日")
    sheet.cell(row, len(head) + 1, "6月1日")
    sheet.cell(row, len(head) + 3, "不在")  # under no heading
    book.save(path)
    own_deadline(tiny, "2031-07-15")  # a column more: the typed ones move
    pipeline.distribute(tiny, only=["X1"])
    sheet = load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (again,) = (row for row in rows if "連絡先" in row)
    (found,) = (row for row in rows if row[0] == "X2")
    assert found[again.index("連絡先")] == "佐藤（内線 12）"
    assert "2031" in str(found[again.index("送付日")])
    assert found[again.index("電話した日") :] == ["6月1日", "不在"]
    (other,) = (row for row in rows if row[0] == "X1")
    assert other[again.index("連絡先")] is None


def test_a_board_without_a_day_says_no_days(tiny: Path) -> None:
    file_of(tiny, "X1").unlink()
    board = replace(board_of(tiny, None), today=None)
    assert board.days_left is None
