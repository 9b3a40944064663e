"""The list of changes, held against a history that was made and worked out by hand."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from commands import run
from conftest import TINY, answer_round, fill_reviews
from correcting import DONE, GRADE, NOTE, as_csv
from csv_files import records, write_records
from faults import in_report
from filling import file_of, type_in
from running import compiled_from, published_from
from shinchoku import pipeline
from shinchoku.followup.change_list import parted
from shinchoku.followup.changes import Changed
from shinchoku.intake.ledger import read_records

Rows: TypeAlias = list[tuple[object, ...]]
LIST = "変更一覧_庁内用.xlsx"
SECOND = TINY.parent / "second"


def rows_of(sheet: Worksheet, head: str) -> Rows:
    """The rows of a table below the one that begins with a heading, up to a blank one."""
    rows: Rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    first = next(index for index, row in enumerate(rows) if row[0] == head) + 1
    return rows[first : next((i for i in range(first, len(rows)) if rows[i][0] is None), None)]


def listed(build: Path) -> Rows:
    return rows_of(load_workbook(build / LIST)["変更一覧"], "区分")


def pairs(changed: Changed) -> set[tuple[str, ...]]:
    return {(c.kind, c.owner, c.heading, c.before, c.after) for c in changed.changes}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return tmp_path / "build" / "tiny"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A draft without one department, then all of them, then corrected and published.

    At last a department sends its file once more.
    """
    place = tmp_path_factory.mktemp("history")
    folder, build = answer_round(TINY, place / "tiny"), place / "build" / "tiny"
    late = file_of(folder, "X2")
    shutil.move(late, place)
    compiled_from(folder, build, draft=True)
    shutil.move(place / late.name, late)
    compiled_from(folder, build)
    as_csv(folder, [NOTE, GRADE, DONE])
    compiled_from(folder, build)
    published_from(folder, build)
    type_in(file_of(folder, "X1"), "S1-02", "done", "6地区")
    compiled_from(folder, build)
    return folder, build


def test_from_the_draft_to_the_published_report_all_is_listed_with_who_and_why(
    history: tuple[Path, Path],
) -> None:
    folder, build = history
    pipeline.changes(folder, build, since=1, until=3)
    ledger = read_records(folder)
    at = next(r.at for r in ledger if "X2" in r.name)[:16].replace("T", " ")
    came = ("土木課", f"X2_土木課.xlsx\n{at} 受領")
    none = "届いていません"  # as the draft prints it
    assert [row[:7] + row[8:] for row in listed(build)] == [
        ("変更", "S1-01", "第1章 1 1 ①\n総合訓練", "総務課", "達成度", "◎", "○",
         "部長", "控えめに"),
        ("変更", "S1-01", "第1章 1 1 ①\n総合訓練", "総務課", "特記事項",
         "参加者が倍に増えた", "参加者が2倍に増えた", "課長", "表記"),
        ("変更", "S1-02.2", "第1章 1 1 ①\n地区訓練", "総務課", "2030年度実績",
         "1地区", "3地区", "課長", "部長の指示"),
        ("追加", "S1-03", "第1章 1 2\n備蓄倉庫", "土木課", "2030年度実績", none, "なし", *came),
        ("追加", "S1-03", "第1章 1 2\n備蓄倉庫", "土木課", "着手", none, "未", *came),
        ("追加", "S1-03", "第1章 1 2\n備蓄倉庫", "土木課", "未着手の理由", none, "予算", *came),
        ("追加", "S1-03", "第1章 1 2\n備蓄倉庫", "土木課", "達成度", none, "×", *came),
        ("追加", "S2-01", "第1章 2 1\n舗装", "土木課", "2030年度実績", none, "1路線", *came),
        ("追加", "S2-01", "第1章 2 1\n舗装", "土木課", "着手", none, "済", *came),
        ("追加", "S2-01", "第1章 2 1\n舗装", "土木課", "達成度", none, "△", *came),
    ]  # fmt: skip


def test_without_numbers_it_goes_from_the_published_report_to_the_newest(
    history: tuple[Path, Path],
) -> None:
    folder, build = history
    changed = pipeline.changes(folder, build)
    assert changed.first
    assert changed.second
    assert (changed.first.number, changed.second.number) == (3, 4)
    assert [bool(report.published) for report in changed.reports] == [False, False, True, False]
    (row,) = listed(build)
    assert row[:2] + row[4:7] == ("変更", "S1-02", "2030年度実績", "2地区", "6地区")
    assert str(row[9]).startswith("X1_総務課.xlsx\n")
    two = pipeline.changes(folder, build, since=1, until=2)
    assert len(two.changes) == 7
    assert [report.changes for report in two.reports] == [0, 7, 3, 1]


def test_the_head_says_which_reports_are_compared_with_their_digests(
    history: tuple[Path, Path],
) -> None:
    folder, build = history
    reports = pipeline.changes(folder, build, since=1, until=3).reports
    for sheet in load_workbook(build / LIST):
        head = [str(sheet.cell(row, 1).value) for row in range(1, 5)]
        assert "庁内用" in head[0]
        assert re.fullmatch(rf"前：1回目　[\d :-]+　仮の報告書　値 8 件　{reports[0].digest[:12]}",
                            head[1])  # fmt: skip
        assert re.fullmatch(rf"後：3回目　.*　報告書　値 15 件　{reports[2].digest[:12]}　【公表】",
                            head[2])  # fmt: skip
        assert head[3] == "変わったところ：10 件"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9  # A4


def test_changes_are_counted_by_department_and_grades_before_and_after(
    history: tuple[Path, Path],
) -> None:
    folder, build = history
    pipeline.changes(folder, build, since=1, until=3)
    sheet = load_workbook(build / LIST)["件数"]
    assert [row[:2] for row in rows_of(sheet, "部署")] == [("総務課", 3), ("土木課", 7)]
    grades = {(row[1], row[2]): row[3:6] for row in rows_of(sheet, "シート")}
    assert grades == {
        ("着手", "済"): (2, 3, 1),
        ("着手", "未"): (0, 1, 1),
        ("達成度", "◎"): (1, 0, -1),
        ("達成度", "○"): (1, 2, 1),
        ("達成度", "△"): (0, 1, 1),
        ("達成度", "×"): (0, 1, 1),
    }


def test_grades_are_counted_as_the_report_counts_them(history: tuple[Path, Path]) -> None:
    folder, build = history
    pipeline.changes(folder, build, since=1, until=4)
    sheet = load_workbook(build / LIST)["件数"]
    counted = json.loads((build / "manifest.json").read_bytes())["tally"]
    tallied = {code: each["count"] for code, each in counted["achieved"]["counts"].items()}
    grades = {row[2]: row[4] for row in rows_of(sheet, "シート") if row[1] == "達成度"}
    assert grades == tallied


def test_what_is_only_in_one_of_two_texts_is_seen(history: tuple[Path, Path]) -> None:
    folder, build = history
    pipeline.changes(folder, build, since=1, until=3)
    sheet = load_workbook(build / LIST, rich_text=True)["変更一覧"]
    (row,) = (row for row in sheet.iter_rows() if row[4].value == "特記事項")
    after = row[6].value
    assert isinstance(after, CellRichText)
    marked = [str(part) for part in after if isinstance(part, TextBlock) and part.font.b]
    assert marked == ["2"]
    assert str(after) == "参加者が2倍に増えた"


@pytest.mark.parametrize(("own", "other", "parts"), [
    ("1地区", "3地区", ("", "1", "地区")), ("あ", "あい", ("あ", "", "")),
    ("ああ", "あ", ("あ", "あ", "")), ("あ", "い", ("", "あ", "")),
    ("2023年2月", "2023年12月", ("2023年", "", "2月"))])  # fmt: skip
def test_a_text_is_parted_where_it_differs(
    own: str, other: str, parts: tuple[str, str, str]
) -> None:
    assert parted(own, own, other) == parts


def test_the_journal_alone_is_enough_and_nothing_new_is_written(
    history: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(history[0], tmp_path / "tiny"))
    journal = (folder / "reports.jsonl").read_bytes()
    changed = pipeline.changes(folder, tmp_path / "build", since=1, until=3)
    assert len(changed.changes) == 10
    assert [path.name for path in (tmp_path / "build").iterdir()] == [LIST]
    assert (folder / "reports.jsonl").read_bytes() == journal
    again = (tmp_path / "build" / LIST).read_bytes()
    pipeline.changes(folder, tmp_path / "build", since=1, until=3)
    assert (tmp_path / "build" / LIST).read_bytes() == again


def test_nothing_internal_is_in_what_is_published(history: tuple[Path, Path]) -> None:
    folder, build = history
    markers = ["部長の指示", "控えめに", "X2_土木課.xlsx", '"state"', "変更一覧", "reports.jsonl"]
    public = "\n".join(texts_in(build / "公表"))
    assert [marker for marker in markers if marker in public] == []
    pipeline.changes(folder, build, since=1, until=3)
    internal = "\n".join((*texts_in(build / LIST), (folder / "reports.jsonl").read_text("utf-8")))
    assert [marker for marker in markers[:3] if marker not in internal] == []


def texts_in(path: Path) -> Iterator[str]:
    """The bytes of every file as text, those of zips part by part."""
    for each in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if each.suffix == ".xlsx":
            with zipfile.ZipFile(each) as book:
                yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())
        elif each.is_file():
            yield each.read_bytes().decode("utf-8", "replace")


# ---------------------------------------------------------------- other ways


def test_back_to_what_it_was_is_no_change(tiny: Path, build: Path) -> None:
    for text in ("あ", "い", "あ"):
        type_in(file_of(tiny, "X1"), "S1-01", "remarks", text)
        compiled_from(tiny, build)
    assert pipeline.changes(tiny, build, since=1, until=3).changes == ()
    book = load_workbook(build / LIST)
    assert book["変更一覧"]["A4"].value == "変わったところはありません。"
    assert pairs(pipeline.changes(tiny, build, since=2, until=3)) == {
        ("changed", "S1-01", "特記事項", "い", "あ")
    }


def test_a_correction_that_empties_a_cell_says_who_and_why(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    as_csv(tiny, [GRADE, (*NOTE[:3], "", "課長", "不要")])
    compiled_from(tiny, build)
    pipeline.changes(tiny, build)
    last = listed(build)[-1]
    assert last[:2] + last[4:7] == ("削除", "S1-01", "特記事項", "参加者が倍に増えた", None)
    assert last[8:] == ("課長", "不要")


def test_an_answer_that_a_department_withdrew_is_of_its_new_file(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    type_in(file_of(tiny, "X1"), "S1-01", "achieved", "○")
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", None)
    compiled_from(tiny, build)
    pipeline.changes(tiny, build)
    last = listed(build)[-1]
    assert last[:2] + last[4:7] == ("削除", "S1-01", "特記事項", "参加者が倍に増えた", None)
    assert last[8] == "総務課"


def test_items_that_are_gone_or_new_are_listed_with_what_they_said(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    tree = tiny / "master" / "tree.csv"
    rows = records(tree)
    gone = next(row for row in rows if row["id"] == "S2-01")
    gone |= {"id": "S2-09", "name": "橋の補修", "goal": "橋の更新"}
    write_records(tree, rows)
    compiled_from(tiny, build, draft=True)
    found = pipeline.changes(tiny, build).changes
    assert {(c.kind, c.owner, c.before, c.after) for c in found} == {
        ("new_item", "S2-09", "", "橋の更新"),
        ("new_item", "S2-09", "", "3路線"),
        ("item_gone", "S2-01", "舗装の更新", ""),
        ("item_gone", "S2-01", "3路線", ""),
        ("item_gone", "S2-01", "1路線", ""),
        ("item_gone", "S2-01", "済", ""),
        ("item_gone", "S2-01", "△", ""),
    }
    labels = {c.owner: (c.label, c.department) for c in found}
    assert labels == {"S2-09": ("橋の補修", "土木課"), "S2-01": ("舗装", "土木課")}
    assert [row[0] for row in listed(build)][-1] == "削除（なくなった項目）"


def test_what_is_called_otherwise_or_is_another_departments_is_told(
    tiny: Path, build: Path
) -> None:
    compiled_from(tiny, build)
    in_report('header = "特記事項"', 'header = "備考"')(tiny)
    tree, plans = tiny / "master" / "tree.csv", tiny / "master" / "plans.csv"
    rows = records(tree)
    next(row for row in rows if row["id"] == "S1-03")["department"] = "X1"
    next(row for row in rows if row["id"] == "S1-01")["goal"] = "総合訓練の拡充"
    write_records(tree, rows)
    names = records(plans)
    before = names[0]["title"]
    names[0]["title"] = "新しい題"
    write_records(plans, names)
    compiled_from(tiny, build, draft=True)
    found = pairs(pipeline.changes(tiny, build))
    assert ("renamed", "", "columns", "特記事項", "備考") in found
    assert ("moved", "S1-03", "", "土木課", "総務課") in found
    assert ("changed", "S1-01", "目標", "総合訓練の実施", "総合訓練の拡充") in found
    assert any(kind == "renamed" and before in old and "新しい題" in new
               for kind, _, _, old, new in found)  # fmt: skip
    texts = [tuple(map(str, row)) for row in listed(build)]
    assert any("列の見出し" in row[2] and row[5:7] == ("特記事項", "備考") for row in texts)


def test_a_column_that_is_gone_is_told_with_what_it_said(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    in_report('id = "goal"', 'id = "aim"')(tiny)
    for path in (tiny / "master" / "tree.csv",):
        text = path.read_text(encoding="utf-8-sig").replace(",goal,", ",aim,", 1)
        path.write_text(text, encoding="utf-8-sig")
    compiled_from(tiny, build, draft=True)
    found = pairs(pipeline.changes(tiny, build))
    assert ("column_gone", "S1-01", "目標", "総合訓練の実施", "") in found
    assert ("new_column", "S1-01", "目標", "", "総合訓練の実施") in found


def test_what_reviewers_say_is_listed_as_theirs(tmp_path: Path) -> None:
    folder, build = answer_round(SECOND, tmp_path / "second"), tmp_path / "build"
    compiled_from(folder, build, draft=True)
    fill_reviews(folder)
    compiled_from(folder, build)
    found = [c for c in pipeline.changes(folder, build).changes if c.kind == "added"]
    typed = {
        (f"{row['owner']}.r", text)
        for path in (folder / "reviews").glob("*.csv")
        if path.stem != "about"
        for row in records(path)
        for name, text in row.items()
        if name != "owner" and text
    }
    assert {(c.owner, c.after) for c in found} == typed
    reviewers = {each.name for each in pipeline.examine(folder).intake.definition.reviewers}
    assert {c.department for c in found} <= reviewers


def test_a_long_text_goes_on_in_further_rows_and_is_whole(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    in_report("max_chars = 40\n", "max_chars = 3000\n")(tiny)
    text = "あいうえおかきくけこ" * 120
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", text)
    compiled_from(tiny, build, draft=True)
    pipeline.changes(tiny, build)
    rows = [row for row in listed(build) if row[4] == "特記事項"]
    assert "".join(str(row[6]) for row in rows) == text
    assert [row[0] for row in rows] == ["変更", *["（つづき）"] * (len(rows) - 1)]
    sheet = load_workbook(build / LIST)["変更一覧"]
    assert all((d.height or 0) < 400 for d in sheet.row_dimensions.values())


@pytest.mark.slow
def test_pages_are_those_of_the_reports(round_folder: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    compiled_from(round_folder, build)
    intake = pipeline.examine(round_folder).intake
    received = intake.received[-1]
    owner = next(
        row.owner_id
        for row, asked in received.rows
        if any(column.id == "actual" for column in asked.columns)
    )
    before = page_of(round_folder, build, owner)
    earlier = intake.received[0].rows[0][0].owner_id
    for who, each in ((intake.received[0], earlier), (received, owner)):
        long = "\n".join(f"{n}行目" for n in range(60))
        type_in(round_folder / who.files[0].file, each, "actual", long)
    compiled_from(round_folder, build, draft=True)
    changes = pipeline.changes(round_folder, build).changes
    (change,) = (c for c in changes if (c.owner, c.column) == (owner, "actual"))
    assert change.pages == (before, page_of(round_folder, build, owner))
    assert change.pages[0] != change.pages[1], "or nothing is shown"


def page_of(folder: Path, build: Path, owner: str) -> int | None:
    """The page on which an item is printed, as `trace` follows it."""
    traced = pipeline.trace(folder, build, owner)
    assert traced
    way = next(way for way in traced.ways if way.key.column_id == "actual")
    return way.printed[0].page


# ---------------------------------------------------------------- on the terminal


def test_reports_are_listed_and_the_way_leads_to_the_list(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("changes", tiny)
    assert result.exit_code == 0
    assert "まだありません" in result.output
    assert result.output.splitlines()[-1].endswith(f"shinchoku compile {tiny}")
    run("compile", tiny, "--draft")
    result = run("changes", tiny)
    assert (result.exit_code, "記録は 1 回分" in result.output) == (0, True)
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "増えた")
    assert f"前回（1回目）から 1 件変わりました（2回目）。変更一覧は shinchoku changes {tiny}" in (
        run("compile", tiny).output
    )
    assert "前回（2回目）から変わったところはありません。" in run("compile", tiny).output
    result = run("changes", tiny, "--from", "1", "--to", "2")
    first, second, *_, last = result.output.splitlines()
    assert re.fullmatch(r"1回目　.*　仮の報告書　値 15 件　[0-9a-f]{12}", first)
    assert re.fullmatch(r"2回目　.*　報告書　値 15 件　[0-9a-f]{12}　前から 1 件", second)
    assert last.endswith(LIST)
    english = run("--lang", "en", "changes", tiny)
    assert "1 change from No. 1 to No. 2." in english.output
    told = json.loads(run("changes", tiny, "--json").output)
    assert [each["after"] for each in told["changes"]] == ["増えた"]


def test_a_number_that_no_report_has_is_told(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("compile", tiny)
    result = run("changes", tiny, "--from", "7")
    assert (result.exit_code, "7回目の報告書の記録はありません" in result.output) == (2, True)
    assert run("changes", tiny, "--from", "x").exit_code == 2


@pytest.mark.usefixtures("no_office")
def test_a_compile_says_that_what_is_published_is_of_another_report(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("compile", tiny)
    run("publish", tiny)
    said = "は1回目の報告書のもので、いまの報告書とは違います"
    assert said not in run("compile", tiny).output
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "増えた")
    assert said in run("compile", tiny).output
    assert said in run("compile", tiny).output, "and as long as it is"
    run("publish", tiny)
    assert said not in run("compile", tiny).output
    shutil.rmtree(tmp_path / "build" / "tiny" / "公表")
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "また増えた")
    assert said not in run("compile", tiny).output
