"""A second judgement: what reviewers are sent, what comes back, and what can go wrong with it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from cases.reviews import REVIEWS, ReviewCase
from commands import run
from conftest import answer_round, fill_reviews, fill_round
from correcting import as_csv
from csv_files import records
from faults import edit
from running import compiled_from
from shinchoku import open_round, pipeline, read_build
from shinchoku.definition import load
from shinchoku.definition.master_book import write_master
from shinchoku.desk.actions import Desk
from shinchoku.failures import RefusedError
from shinchoku.issued import ISSUED
from shinchoku.model import Key
from shinchoku.results import Checked, Distributed
from spoiling.reviews import COMMITTEE, PLANNING, SECOND, corrected
from telling import en, ja

SHEET = "事務事業（評価）"


@pytest.fixture(scope="session")
def answered_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return answer_round(SECOND, tmp_path_factory.mktemp("answered") / "second")


@pytest.fixture
def answered(answered_once: Path, tmp_path: Path) -> Path:
    """The round with every answer, and nothing distributed for review."""
    return shutil.copytree(answered_once, tmp_path / "second")


@pytest.fixture(scope="session")
def reviewed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_round(SECOND, tmp_path_factory.mktemp("reviewed") / "second")


@pytest.fixture
def reviewed(reviewed_once: Path, tmp_path: Path) -> Path:
    """The round with every answer and every review."""
    return shutil.copytree(reviewed_once, tmp_path / "second")


def told(folder: Path) -> list[str]:
    """Return what is found that is no notice."""
    return [f.code for f in pipeline.examine(folder).findings if f.code[0] != "N"]


def said(folder: Path, code: str) -> list[str]:
    return [ja(f.message) for f in pipeline.examine(folder).findings if f.code == code]


# ---------------------------------------------------------------- before and after answers


def test_nothing_is_awaited_of_reviewers_before_they_are_sent_anything(answered: Path) -> None:
    (finding,) = pipeline.examine(answered).findings
    assert ja(finding.message) == ("評価の様式をまだ作っていません（企画財政課、行政評価委員会）。")
    assert finding.code == "E110"
    assert en(finding.hint) == "Write them, and hand them over."


def test_answers_come_first(answered: Path) -> None:
    (answered / "submitted" / "D2_環境課.xlsx").unlink()
    before = (answered / ISSUED).read_bytes()
    refused = pipeline.distribute_reviews(answered)
    assert isinstance(refused, Checked)
    assert [f.code for f in refused.findings] == ["E101"]
    assert (answered / ISSUED).read_bytes() == before
    assert not list((answered / "templates").glob("R*"))


def test_a_report_waits_for_reviews_and_a_draft_says_what_is_missing(
    answered: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    assert isinstance(pipeline.compile_round(answered, build), Checked)
    compiled = compiled_from(answered, build, draft=True)
    sheet = openpyxl.load_workbook(compiled.report)["評価結果の概要"]
    texts = [str(value) for row in sheet.values for value in row if value is not None]
    assert any(text.startswith("・企画財政課：") and "11 件" in text for text in texts), texts
    assert any(text.startswith("・行政評価委員会：") and "12 件" in text for text in texts)
    assert compiled.tally["first"].total.count == 24
    assert compiled.tally["second"].total.count == 0
    assert pipeline.verify(build).findings == ()


def test_reviewers_are_awaited_once_they_are_sent_something(answered: Path) -> None:
    assert isinstance(pipeline.distribute_reviews(answered, only=["行政評価委員会"]), Distributed)
    assert told(answered) == ["E101", "E110"]
    assert said(answered, "E101") == [
        "行政評価委員会から提出がありません（未提出、期限は令和7年7月11日）。"
    ]
    pipeline.distribute_reviews(answered)
    assert told(answered) == ["E101", "E101"]


# ---------------------------------------------------------------- what they are sent


def test_a_reviewer_sees_the_answers_and_fills_the_second_judgement(answered: Path) -> None:
    assert isinstance(pipeline.distribute_reviews(answered), Distributed)
    book = openpyxl.load_workbook(answered / "templates" / COMMITTEE)
    assert [s.title for s in book if s.sheet_state == "visible"] == ["記入要領", SHEET]
    ids, *rows = [[str(v or "") for v in row] for row in book[SHEET].iter_rows(2, values_only=True)]
    found = {row[0]: dict(zip(ids, row, strict=True)) for row in rows if row[0].endswith(".r")}
    answers = {row["owner"]: row for row in records(SECOND / "answers" / "items.csv")}
    rates = {row["owner"]: row["rate"] for row in records(SECOND / "computed" / "items.csv")}
    items = [
        row["id"] for row in records(SECOND / "master" / "items.csv") if row["reviewer"] == "R2"
    ]
    assert [*found] == [f"{item}.r" for item in items]
    for item in items:
        row = found[f"{item}.r"]
        shown = {name: row[name] for name in ("actual", "rate", "first", "note")}
        given = {name: answers[item][name] for name in ("actual", "first", "note")}
        assert shown == {**given, "rate": rates[item]}
        assert (row["second"], row["opinion"], row["course"]) == ("", "", "")
    columns = {name: ids.index(name) + 1 for name in ("first", "note", "second", "opinion")}
    first = next(r for r in range(1, 20) if book[SHEET].cell(r, 1).value == f"{items[0]}.r")
    locked = {n: book[SHEET].cell(first, c).protection.locked for n, c in columns.items()}
    assert locked == {"first": True, "note": True, "second": False, "opinion": False}
    fill = book[SHEET].cell(first, columns["first"]).fill  # to be read, not struck out
    assert fill.patternType == "solid"


def test_departments_are_not_asked_for_reviews(answered: Path) -> None:
    book = openpyxl.load_workbook(answered / "templates" / "D1_市民協働課.xlsx")
    ids = [cell.value for cell in book["事務事業"][2]]
    assert {"actual", "first", "note"} <= set(ids)
    assert not {"second", "opinion", "course"} & set(ids)


def test_a_mail_and_a_list_go_with_reviews(answered: Path) -> None:
    distributed = pipeline.distribute_reviews(answered)
    assert isinstance(distributed, Distributed)
    assert distributed.drafts.unaddressed == 1
    path = next(p for p in distributed.drafts.files if p.name.startswith("R2"))
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["Subject"] == "【二次評価のお願い】柚木野市 事務事業評価 令和6年度"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "灰色のセルが部署の回答です。" in body.get_content()
    assert "令和7年7月11日（金）" in body.get_content()
    (listed,) = openpyxl.load_workbook(answered / "templates" / "配布一覧（評価）.xlsx")
    rows = [[*row[:4]] for row in listed.iter_rows(5, values_only=True)]
    assert rows[:2] == [["R1", "企画財政課", PLANNING, 11], ["R2", "行政評価委員会", COMMITTEE, 12]]
    assert (answered / "templates" / "配布一覧.xlsx").is_file()


# ---------------------------------------------------------------- what comes back


@pytest.mark.parametrize("case", REVIEWS, ids=lambda case: case.name)
def test_what_goes_wrong_is_told(case: ReviewCase, reviewed: Path) -> None:
    case.spoil(reviewed)
    checked = pipeline.examine(reviewed)
    assert sorted(f.code for f in checked.findings) == sorted(case.found)
    assert all(en(f.message) and ja(f.message) for f in checked.findings)
    for (owner, column), text in case.values.items():
        assert checked.merged.text(owner, column) == text


def test_an_answer_that_changes_after_its_review_is_looked_at_again(
    reviewed: Path, tmp_path: Path
) -> None:
    corrected(("I02", "実績", "45", "30", "課長", "転記の誤り"))(reviewed)
    assert said(reviewed, "W417") == [
        "「地域の担い手の講座」は、評価の様式を作った後に、部署の回答「実績」「達成率（％）」が変わっています。"
    ]
    left = pipeline.check(reviewed, tmp_path / "build").left
    assert left is not None
    assert [each.department.name for each in left.board.departments if each.returned] == [
        "企画財政課"
    ]
    (returned,) = (tmp_path / "build").rglob("*企画財政課.xlsx")
    shutil.copyfile(returned, reviewed / "submitted" / returned.name)
    assert told(reviewed) == []
    row = pipeline.examine(reviewed).merged
    assert (row.text("I02", "actual"), row.text("I02.r", "second")) == ("30", "B")


def test_a_review_is_corrected_by_its_item_or_its_own_id(reviewed: Path, tmp_path: Path) -> None:
    corrected(
        ("I01", "二次評価 評価", "A", "B", "部長", "会議の決定"),
        ("I03.r", "opinion", "一次評価のとおり。", "一次評価のとおりとする。", "部長", "表記"),
        ("I04", "評価", "C", "B", "部長", "会議の決定"),
    )(reviewed)
    merged = pipeline.examine(reviewed).merged
    changed = {c.key: (c.before, c.after) for c in merged.corrections}
    assert changed[Key("I01.r", "second")] == ("A", "B")
    assert changed[Key("I03.r", "opinion")] == ("一次評価のとおり。", "一次評価のとおりとする。")
    assert changed[Key("I04", "first")] == ("C", "B")
    compiled = compiled_from(reviewed, tmp_path / "build")
    counts = {row.choice: row.count for row in compiled.tally["second"].rows}
    assert counts == {"A": 7, "B": 8, "C": 8}
    assert pipeline.verify(tmp_path / "build").unaccounted == 0


def test_an_item_is_followed_through_both_judgements(reviewed: Path, tmp_path: Path) -> None:
    compiled_from(reviewed, tmp_path / "build")
    traced = pipeline.trace(reviewed, tmp_path / "build", "I05")
    assert traced is not None
    ways = {(way.key.owner_id, way.key.column_id): way for way in traced.ways}
    assert [*ways] == [
        *(("I05", name) for name in ("actual", "first", "note")),
        *(("I05.r", name) for name in ("second", "opinion", "course")),
    ]
    second = ways["I05.r", "second"]
    assert second.value is not None
    assert (second.value.text, second.value.origin.file) == ("C", f"submitted/{PLANNING}")
    assert second.template is not None
    assert second.template.file == f"templates/{PLANNING}"
    assert [entry.sheet for entry in second.printed] == ["評価表"]
    assert ways["I05.r", "course"].counted is not None
    nobody = pipeline.trace(reviewed, tmp_path / "build", "I06")
    assert nobody is not None
    assert {way.key.owner_id for way in nobody.ways} == {"I06"}


def test_the_data_has_both_judgements(reviewed: Path, tmp_path: Path) -> None:
    compiled_from(reviewed, tmp_path / "build")
    build = read_build(tmp_path / "build")
    table = build.form("items")
    expected = {row["owner"]: row["second"] for row in records(SECOND / "reviews" / "items.csv")}
    found = {item: text for item, text in table["second"].items() if isinstance(text, str)}
    assert found == expected
    origins = build.origins("items")
    assert origins.loc["I01", ("second", "file")] == f"submitted/{PLANNING}"
    assert origins.loc["I01", ("first", "file")] == "submitted/D1_市民協働課.xlsx"


def test_the_board_has_reviewers_once_there_is_something_to_review(
    answered: Path, tmp_path: Path
) -> None:
    def board() -> tuple[list[str], list[str]]:
        left = pipeline.check(answered, tmp_path / "build", today=date(2025, 7, 1)).left
        assert left is not None
        states = [f"{d.department.name} {d.state}" for d in left.board.departments]
        return states, [form.id for form in left.board.forms]

    departments = [f"{name} fine" for name in ("市民協働課", "環境課", "福祉課", "産業課")]
    assert board() == (departments, ["items"])
    pipeline.distribute_reviews(answered)
    late = ["企画財政課 overdue", "行政評価委員会 missing"]
    assert board() == ([*departments, *late], ["items", "items.review"])
    fill_reviews(answered)
    fine = ["企画財政課 fine", "行政評価委員会 fine"]
    assert board() == ([*departments, *fine], ["items", "items.review"])


# ---------------------------------------------------------------- the command line and the desk


def test_the_command_writes_reviews_or_says_why_not(answered: Path) -> None:
    kept = answered / "submitted" / "D2_環境課.xlsx"
    data = kept.read_bytes()
    kept.unlink()
    refused = run("--lang", "en", "distribute", answered, "--reviews")
    assert refused.exit_code == 1
    assert "E101" in refused.output
    assert "no workbook of a review was written" in refused.output
    kept.write_bytes(data)
    done = run("--lang", "en", "distribute", answered, "--reviews")
    assert done.exit_code == 0, done.output
    assert "Wrote the workbooks of 2 reviewers" in done.output


@pytest.mark.parametrize("command", ["check", "compile"])
def test_where_reviews_alone_are_missing_their_command_comes_next(
    answered: Path, command: str
) -> None:
    told = run(command, answered)
    assert told.exit_code == 1
    assert told.output.splitlines()[-1] == f"次に実行： shinchoku distribute {answered} --reviews"
    (answered / "submitted" / "D2_環境課.xlsx").unlink()
    assert "--reviews" not in run(command, answered).output.splitlines()[-1]


def test_a_program_distributes_reviews(answered: Path, tmp_path: Path) -> None:
    opened = open_round(answered, build=tmp_path / "build")
    assert [each.file for each in opened.distribute_reviews().templates] == [PLANNING, COMMITTEE]
    (answered / "submitted" / "D2_環境課.xlsx").unlink()
    with pytest.raises(RefusedError) as refused:
        opened.distribute_reviews()
    assert "E101" in {found.code for found in refused.value.findings}


def test_a_round_without_reviews_says_so(tiny: Path) -> None:
    done = run("--lang", "en", "distribute", tiny, "--reviews")
    assert done.exit_code == 2
    assert 'This round has no columns to be reviewed (by = "review").' in done.output


def test_the_desk_offers_reviews_when_their_time_has_come(answered: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    round_ = home / "input_templates" / "second"
    shutil.copytree(answered, round_)
    desk = Desk(home, today=lambda: date(2025, 6, 1))
    first = round_ / "submitted" / "D1_市民協働課.xlsx"
    data = first.read_bytes()
    first.unlink()
    seen = desk.look("second")
    assert (seen["reviews"], seen["next"]) == ("later", "collect")
    assert desk.distribute("second", reviews=True)["refused"]
    first.write_bytes(data)
    seen = desk.look("second")
    assert (seen["reviews"], seen["next"]) == ("now", "review")
    made = desk.distribute("second", reviews=True)
    assert made == {"refused": False, "templates": [PLANNING, COMMITTEE], "unasked": [], "left": []}
    seen = desk.look("second")
    assert (seen["reviews"], seen["next"]) == ("done", "collect")
    fill_reviews(round_)
    assert desk.look("second")["next"] == "make"


# ---------------------------------------------------------------- the definition


def one_reviewer(folder: Path) -> None:
    edit(folder / "report.toml", 'table = "reviewers"\n', 'by = "企画財政課"\nmail = "k@x.jp"\n')
    (folder / "master" / "reviewers.csv").unlink()
    path = folder / "master" / "items.csv"
    path.write_text(
        re.sub(r",(R\d|reviewer|)$", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )


def test_one_reviewer_reviews_everything(tmp_path: Path) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "second")
    one_reviewer(folder)
    definition = load(folder)
    (reviewer,) = definition.reviewers
    assert (reviewer.id, reviewer.name, reviewer.mail) == ("review", "企画財政課", ("k@x.jp",))
    assert definition.deadline_of(reviewer) == date(2025, 6, 20)
    (form,) = definition.reviews
    assert [entry.id for _, entry in definition.entries(form)] == [
        f"{row['id']}.r" for row in records(SECOND / "master" / "items.csv")
    ]


def test_the_master_as_a_workbook_offers_the_reviewers(tmp_path: Path) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "second")
    before = load(folder)
    book = tmp_path / "master.xlsx"
    write_master(folder, book)
    for table in (folder / "master").glob("*.csv"):
        table.unlink()
    shutil.copyfile(book, folder / "master" / "master.xlsx")
    after = load(folder)
    assert (after.reviewers, after.trees) == (before.reviewers, before.trees)
    sheet = openpyxl.load_workbook(book)["items"]
    place = [cell.value for cell in sheet[1]].index("reviewer")
    assert sheet[2][place].value == "評価する人の記号"
    letter = get_column_letter(place + 1)
    lists = [v for v in sheet.data_validations.dataValidation if letter in str(v.sqref)]
    assert [v.type for v in lists] == ["list"]
    assert "reviewers" in lists[0].formula1


def test_a_repeat_shows_the_review_of_its_source(tmp_path: Path) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "second")
    edit(folder / "report.toml", "[rules]\n", '[rules]\nrepeat_tokens = ["再掲"]\n')
    edit(
        folder / "report.toml",
        'missing = "未提出"',
        'missing = "未提出"\nrepeat_mark = "{reference}"',
    )
    path = folder / "master" / "items.csv"
    lines = path.read_text("utf-8").splitlines()
    rows = [f"{lines[0]},repeat", *(f"{line}," for line in lines[1:])]
    rows.append("A4,I25,防災訓練の支援（再掲）,世帯,55,,,I05")
    path.write_text("\n".join(rows), "utf-8")
    filled = fill_round(folder, tmp_path / "filled" / "second")
    compiled = compiled_from(filled, tmp_path / "build")
    assert compiled.merged.text("I25.r", "second") == "C"
    assert compiled.tally["second"].total.count == 23
    rows_of = openpyxl.load_workbook(compiled.report)["評価表"].values
    (row,) = (row for row in rows_of if row[0] == "防災訓練の支援（再掲）")
    assert [text for text in row if text is not None][-2:] == [
        "C",
        "実績は目標に届いていない。要因を次年度の計画に反映されたい。",
    ]
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_corrections_are_kept_in_the_round(reviewed: Path) -> None:
    as_csv(reviewed, [("I01", "course", "", "休止", "部長", "会議の決定")])
    assert told(reviewed) == ["W402"]
