"""An older template is held to what was issued; what has changed since is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cases import CASES
from cases.versions import FIRE, NIGHT, added, corrected, removed
from definitions import indicator, item, project, small
from faults import edit
from filling import cell_of
from returning import REQUEST, advice, only_one
from running import compiled_from
from shinchoku import pipeline
from shinchoku.findings import Finding
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import read_submission
from shinchoku.issued import issue
from shinchoku.model import Definition, Key
from shinchoku.templates.writer import write_template
from spoiling.folders import A, both, typed
from telling import en, ja
from workbooks import texts_on

# ---------------------------------------------------------------- in a clerk's words


def spoiled(folder: Path, name: str) -> list[Finding]:
    (case,) = (case for case in CASES if case.name == name)
    case.spoil(folder)
    return list(pipeline.examine(folder).findings)


ARRIVED = "report.toml か master を直す前に配布した様式です。記入は読み取りました。"


WORDS = {
    "the_master_corrects_a_target": (
        "W405",
        f"{ARRIVED}変わった文 1 か所："
        "S1-01 目標「総合訓練の実施」→「総合訓練の実施（夜間を含む）」。",
    ),
    "the_master_empties_a_target": (
        "W405",
        f"{ARRIVED}変わった文 1 か所：S1-01 目標「総合訓練の実施」→「—」。",
    ),
    "the_master_adds_an_item": ("W405", f"{ARRIVED}加わった行 1 行：S1-04「消火訓練」。"),
    "the_master_removes_a_line": ("W405", f"{ARRIVED}尋ねなくなった行 1 行：S1-02.2。"),
    "an_item_moves_to_another_department": (
        "N512",
        "番号「S1-01」の記入には、配布した後に尋ねなくなったものがあります："
        "2030年度実績「年1回」、着手「済」、達成度「◎」、特記事項「参加者が倍に増えた」。"
        "いまは土木課に尋ねています。報告書には載りません。",
    ),
    "the_form_asks_one_thing_more": ("W405", f"{ARRIVED}加わった列 1 列：「決算額」。"),
    "the_form_shows_one_thing_more": ("W405", f"{ARRIVED}加わった列 1 列：「根拠」。"),
    "the_form_asks_one_thing_less": (
        "W405",
        f"{ARRIVED}なくなった列 1 列：「特記事項」。"
        "書き方の案内や選択肢が変わった欄 1 列：「達成度」。",
    ),
    "the_report_gets_another_title": (
        "W405",
        f"{ARRIVED}題名が変わりました："
        "「みらい市実施計画 進行管理報告書」→「みらい市実施計画 進行管理の報告」。",
    ),
    "the_master_names_an_item_otherwise": (
        "W405",
        f"{ARRIVED}名前や置かれた場所が変わった取組 1 件：S1-02 「地区訓練」→「地区の訓練」。",
    ),
    "rows_change_places": (
        "W405",
        f"{ARRIVED}行や列の順が変わったシート 1 枚：「進行管理」。",
    ),
    "a_reason_for_either_grade": (
        "W405",
        f"{ARRIVED}書き方の案内や選択肢が変わった欄 1 列：「達成度」。",
    ),
    "a_header_is_corrected": (
        "W405",
        f"{ARRIVED}変わった見出し 1 列：「2030年度実績」→「2031年度実績」。",
    ),
    "the_master_adds_a_line": (
        "E211",
        "「地区訓練」（番号 S1-02.3）は、"
        "この様式を配布した後に加わった行で、まだ記入がありません。",
    ),
    "the_form_asks_more_and_a_person_deletes_a_column": (
        "E212",
        "「決算額」は、この様式を配布した後に加わった列で、まだ記入がありません。",
    ),
    "the_master_and_a_person_change_a_target": (
        "E205",
        "「総合訓練」の「目標」が、配布した様式と異なります"
        "（配布時：「総合訓練の実施」、提出：「総合訓練の充実」）。",
    ),
    "an_unknown_version_of_the_template": (
        "W405",
        "配布の記録にない版（7）の様式です。記入は読み取り、灰色のセルはいまの文と比べました。",
    ),
}


@pytest.mark.parametrize("name", WORDS)
def test_what_has_changed_is_told(tiny: Path, name: str) -> None:
    code, words = WORDS[name]
    assert words in [ja(finding.message) for finding in spoiled(tiny, name) if finding.code == code]


def test_of_many_changes_ten_are_told_and_all_are_counted(tmp_path: Path) -> None:
    def master(mark: str) -> Definition:
        items = [replace(item(f"P01-{n:02}", f"目標{n}{mark}"), label="取組") for n in range(1, 13)]
        return small(projects=(project("（1）", "事業", *items),), kpi=None)

    (warned,) = (f for f in returned_to(master("改"), master(""), tmp_path) if f.code == "W405")
    listed = "、".join(f"P01-{n:02} 目標「目標{n}」→「目標{n}改」" for n in range(1, 11))
    assert ja(warned.message) == f"{ARRIVED}変わった文 12 か所：{listed}…。"


def test_it_is_told_in_english(tiny: Path) -> None:
    messages = [en(f.message) for f in spoiled(tiny, "the_master_corrects_a_target")]
    assert messages == [
        "This template was sent out before report.toml or the master was changed. Its answers were "
        "read. Changed texts (1): S1-01 目標“総合訓練の実施” → “総合訓練の実施（夜間を含む）”."
    ]


# ---------------------------------------------------------------- sheets that come and go


def returned_to(now: Definition, before: Definition, folder: Path) -> tuple[Finding, ...]:
    """What is found in D01's untouched template of before, when the master is another now."""
    department = before.departments[0]
    path = folder / "D01.xlsx"
    write_template(path, before, department)
    issued = issue(before, "D01")
    intake = Intake(now, [read_submission(path, path.name)], issues={issued.version: issued})
    return tuple(f for f in check(intake) if f.code in {"E101", "W405"} or f.code[:2] == "E2")


def without_indicators() -> Definition:
    """A master that asks D01 about items only."""
    return small(indicators=(indicator("K01", "指標", "5%", department="D02"),))


def with_indicators() -> Definition:
    return small(indicators=(indicator("K01", "指標", "5%"),))


def test_a_sheet_that_was_never_issued_was_not_deleted(tmp_path: Path) -> None:
    found = returned_to(with_indicators(), without_indicators(), tmp_path)
    assert [(f.code, f.where.sheet) for f in found if f.department_id == "D01"] == [
        ("E211", "KPI"),
        ("W405", ""),
    ]
    assert ja(found[-1].message) == f"{ARRIVED}加わった行 1 行：K01「指標」。"


def test_a_sheet_that_is_asked_no_longer_is_read_all_the_same(tmp_path: Path) -> None:
    found = returned_to(without_indicators(), with_indicators(), tmp_path)
    assert [f.code for f in found if f.department_id == "D01"] == ["W405"]


# ---------------------------------------------------------------- what follows


def test_an_older_template_is_compiled_with_the_texts_of_now(tiny: Path, tmp_path: Path) -> None:
    both(NIGHT, corrected("S1-02", plan_r8="2地区（東・西）"))(tiny)
    build = tmp_path / "build"
    compiled = compiled_from(tiny, build)
    assert [f.code for f in compiled.checked.findings] == ["W405", "W501"]  # W501 as ever
    book = load_workbook(compiled.report)
    printed = {
        str(c) for s in book.worksheets for row in s.iter_rows(values_only=True) for c in row
    }
    assert {"総合訓練の実施（夜間を含む）", "2地区（東・西）", "年1回"} <= printed
    assert "総合訓練の実施" not in printed
    assert pipeline.verify(build).findings == ()
    trace = pipeline.trace(tiny, build, "S1-01")
    assert trace is not None
    assert [way.value.text for way in trace.ways if way.value] == [
        "年1回", "済", "◎", "参加者が倍に増えた"
    ]  # fmt: skip


def test_the_returned_workbook_asks_for_what_was_added(tiny: Path, tmp_path: Path) -> None:
    both(added("S1-01", **FIRE, department="X1"), removed("S1-02.2"), NIGHT)(tiny)
    path = only_one(tiny, tmp_path / "out")
    book = load_workbook(path)
    assert advice(book, "S1-04").endswith(
        "「消火訓練」（番号 S1-04）は、この様式を配布した後に加わった行で、まだ記入がありません。"
        "前の様式を配布した後に加わった行です。お手数ですが、記入してください。"
    )
    assert cell_of(book, "S1-01", "goal").value == "総合訓練の実施（夜間を含む）"
    assert cell_of(book, "S1-02", "done").value == "2地区"
    request = texts_on(book[REQUEST])
    assert "1地区" in request  # what was answered on the row that is gone
    assert "東地区" not in request  # but not the locked text beside it
    shutil.copyfile(path, tiny / A)
    typed(A, ("S1-04", "done", "1回"), ("S1-04", "start", "済"), ("S1-04", "achieved", "○"))(tiny)
    assert pipeline.examine(tiny).findings == ()
    merged = compiled_from(tiny, tmp_path / "build")
    assert merged.merged.submitted[Key("S1-04", "done")].text == "1回"


def test_answers_in_a_column_that_is_gone_are_quoted_to_the_department(
    tiny: Path, tmp_path: Path
) -> None:
    spoiled(tiny, "the_form_asks_one_thing_less")
    typed(A, ("S1-01", "done", None))(tiny)
    request = texts_on(load_workbook(only_one(tiny, tmp_path / "out"))[REQUEST])
    assert "参加者が倍に増えた" in request


def test_last_years_answers_are_no_answers_of_this_year(tiny: Path) -> None:
    """The folder is used again, and all that changes is the year."""
    edit(tiny / "report.toml", "year = 2030", "year = 2031")
    findings = pipeline.examine(tiny).findings
    told = [f for f in findings if f.code == "E104"]
    assert [f.where.file for f in told] == [A, "submitted/X2_土木課.xlsx"]
    assert ja(told[0].message) == "別の回（tiny 2030）の様式です。今回は tiny 2031 です。"
    assert not [f for f in findings if f.code == "W405"]
