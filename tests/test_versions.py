"""Template versions: what was issued is kept, and an older template is held to it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cases import CASES
from cases.versions import FIRE, NIGHT, added, corrected, removed
from commands import run
from conftest import TINY
from definitions import indicator, item, project, small
from faults import edit
from filling import cell_of, file_of
from looking import checked_from, compiled_from
from returning import REQUEST, advice, only_one
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.findings import Finding
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import read_submission
from shinchoku.issued import ISSUED, Issue, append_issues, issue, read_issues
from shinchoku.model import Column, Definition, Key
from shinchoku.sample import demo
from shinchoku.templates.writer import write_template
from spoiling.folders import A, both, typed
from telling import en, ja
from workbooks import properties_of, texts_on

# ---------------------------------------------------------------- the fingerprint

COLUMNS_OF_TINY = {
    "given": {"items": {"goal": "目標", "plan_r8": "2030年度計画"}},
    "answered": {
        "items": {
            "done": "2030年度実績",
            "start": "着手",
            "why": "未着手の理由",
            "achieved": "達成度",
            "remarks": "特記事項",
        }
    },
}
# parent, prompt, limit, whether it must be filled, what may be chosen, what that obliges to
GUIDES_OF_TINY = {
    "items": {
        "": ["進行管理"],
        "goal": ["", "", "", "False"],
        "plan_r8": ["", "", "", "False"],
        "done": ["", "", "", "True"],
        "start": [
            *("", "", "", "True"),
            *("済", "着手したもの", "未", "着手していないもの"),
            "未 why",
        ],
        "why": ["", "", "", "False", "予算", "人員"],
        "achieved": [
            *("", "", "", "True"),
            *("◎", "十分に達成", "○", "達成", "△", "不十分", "×", "なし"),
            *("◎ remarks", "× plan_r8・done"),
        ],
        "remarks": ["", "", "40", "False"],
    }
}
ABOVE_TRAININGS = "第1章 暮らし\n施策1 安心なまち\n1. 防災\n① 訓練"


def tiny_x1(**rows: str) -> dict[str, object]:
    """What the department X1 of the tiny round is issued with, by hand, in order."""
    return {
        "department_id": "X1",
        "name": "総務課",
        "year": 2030,
        "title": "みらい市実施計画 進行管理報告書",
        **COLUMNS_OF_TINY,
        "rows": {
            "S1-01": {"goal": rows.get("goal", "総合訓練の実施"), "plan_r8": "年1回"},
            "S1-02": {"goal": "地区訓練\n西地区", "plan_r8": "2地区"},
            "S1-02.2": {"goal": "東地区", "plan_r8": "1地区"},
        },
        "guides": GUIDES_OF_TINY,
        "labels": {
            "S1-01": f"{ABOVE_TRAININGS}\n総合訓練",
            "S1-02": f"{ABOVE_TRAININGS}\n地区訓練",
        },
    }


def fingerprint(content: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]


def recorded(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / ISSUED).read_bytes().splitlines()]


def test_what_was_issued_is_kept_with_its_fingerprint(tiny: Path) -> None:
    first, second = recorded(tiny)
    assert first == {"version": fingerprint(tiny_x1()), **tiny_x1()}
    assert second["department_id"] == "X2"
    assert second["rows"] == {
        "S1-03": {"goal": "備蓄倉庫の整備", "plan_r8": "なし"},
        "S2-01": {"goal": "舗装の更新", "plan_r8": "3路線"},
    }


def test_a_template_carries_its_version_everywhere(tiny: Path) -> None:
    version = fingerprint(tiny_x1())
    book = load_workbook(tiny / "templates" / file_of(tiny, "X1").name)
    assert book["進行管理"]["A1"].value == f"shinchoku|items|tiny|X1|{version}"
    assert book["_shinchoku"]["A1"].value == f"shinchoku|identity|tiny|X1|{version}"
    assert properties_of(book)["shinchoku_version"].value == version


def versions(definition: Definition) -> tuple[str, str]:
    return issue(definition, "D01").version, issue(definition, "D02").version


def with_column(column: Column) -> Definition:
    form = small().form("items")
    return small(items=replace(form, columns=(*form.columns, column)))


COST = Column(id="cost", header="決算額", required=True)
OTHER_MASTERS: dict[str, tuple[Definition, tuple[bool, bool]]] = {
    "nothing": (small(), (False, False)),
    "the contact": (
        replace(small(), round=replace(small().round, contact="財政課")),
        (False, False),
    ),
    "the title": (
        replace(small(), round=replace(small().round, title="別の題名")),
        (True, True),
    ),
    "a column": (with_column(COST), (True, True)),
    "no indicators": (small(kpi=None), (True, True)),
}


@pytest.mark.parametrize("name", OTHER_MASTERS)
def test_a_version_changes_with_what_is_asked(name: str) -> None:
    changed, expected = OTHER_MASTERS[name]
    pairs = zip(versions(small()), versions(changed), strict=True)
    assert tuple(before != after for before, after in pairs) == expected


@pytest.mark.parametrize(
    ("change", "changes"),
    [
        (NIGHT, {"X1"}),
        (corrected("S2-01", plan_r8="4路線"), {"X2"}),
        (corrected("S1-01", department="X2"), {"X1", "X2"}),
        (corrected("S2-02", goal="東の訓練【再掲】"), set()),
        (corrected("S1-02", name="地区の訓練"), {"X1"}),
        (added("S1-01", **FIRE, department="X1"), {"X1"}),
        (removed("S1-02.2"), {"X1"}),
    ],
)
def test_only_the_department_concerned_gets_another_version(
    tiny: Path, change: Callable[[Path], None], changes: set[str]
) -> None:
    before = load(tiny)
    change(tiny)
    after = load(tiny)
    assert changes == {
        id_ for id_ in ("X1", "X2") if issue(before, id_).version != issue(after, id_).version
    }


# ---------------------------------------------------------------- the record


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "templates").iterdir())}


def test_to_distribute_again_issues_nothing_new(tiny: Path) -> None:
    record, templates = (tiny / ISSUED).read_bytes(), bytes_of(tiny)
    pipeline.distribute(tiny)
    assert (tiny / ISSUED).read_bytes() == record
    assert bytes_of(tiny) == templates


def test_a_corrected_master_adds_one_line(tiny: Path) -> None:
    record = (tiny / ISSUED).read_bytes()
    NIGHT(tiny)
    pipeline.distribute(tiny)
    goal = "総合訓練の実施（夜間を含む）"
    assert (tiny / ISSUED).read_bytes().startswith(record)
    assert len(recorded(tiny)) == 3
    assert recorded(tiny)[2] == {"version": fingerprint(tiny_x1(goal=goal)), **tiny_x1(goal=goal)}


def test_a_returned_workbook_is_on_record(tiny: Path, tmp_path: Path) -> None:
    both(NIGHT, typed(A, ("S1-01", "done", None)))(tiny)
    pipeline.check(tiny, tmp_path / "build")
    version = fingerprint(tiny_x1(goal="総合訓練の実施（夜間を含む）"))
    assert [line["version"] for line in recorded(tiny)][2:] == [version]
    pipeline.check(tiny, tmp_path / "build")
    assert len(recorded(tiny)) == 3
    assert not [p for p in (tmp_path / "build").rglob("*") if p.name == ISSUED]


def test_to_check_issues_nothing(tiny: Path) -> None:
    NIGHT(tiny)
    checked_from(tiny)
    assert len(recorded(tiny)) == 2


def test_a_line_torn_anywhere_loses_no_other_and_is_mended(tiny: Path, tmp_path: Path) -> None:
    definition = load(tiny)
    issues = [issue(definition, department) for department in ("X1", "X2")]
    known = {each.version: each for each in issues}
    data = (tiny / ISSUED).read_bytes()
    last_line = data.rindex(b"\n", 0, -1) + 1
    for end in range(last_line, len(data) - 1, 7):
        (tmp_path / ISSUED).write_bytes(data[:end])
        assert read_issues(tmp_path, known) == {issues[0].version: issues[0]}
        append_issues(tmp_path, issues)
        assert read_issues(tmp_path, known) == known
        (tmp_path / ISSUED).unlink()


def test_only_what_is_wanted_is_read(tiny: Path) -> None:
    x1, x2 = (issue(load(tiny), department) for department in ("X1", "X2"))
    assert read_issues(tiny, ()) == {}
    assert read_issues(tiny, {x2.version}) == {x2.version: x2}
    assert read_issues(tiny, {"", "rows", "X1", x1.version[:6]}) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"rows": {"S1-01": {"goal": "別の目標"}}},
        {"rows": []},
        {"rows": None, "given": 5},
        {"version": 7},
        {"department_id": ["X1"]},
        {"note": "手で書き足した"},
    ],
)
def test_a_line_that_is_not_what_its_version_names_is_passed_over(
    tmp_path: Path, change: dict[str, object]
) -> None:
    record = {"version": fingerprint(tiny_x1()), **tiny_x1(), **change}
    (tmp_path / ISSUED).write_text(json.dumps(record), encoding="utf-8")
    assert read_issues(tmp_path, {fingerprint(tiny_x1())}) == {}


def test_another_departments_version_counts_as_unknown(tiny: Path) -> None:
    (submission,) = (s for s in pipeline.examine(tiny).intake.submissions if s.file == A)
    assert submission.identity is not None
    other = Issue(
        department_id="X2",
        name="",
        year=2030,
        title="",
        given={},
        answered={},
        rows={},
        guides={},
        labels={},
    )
    claimed = replace(submission.identity, template_version=other.version)
    definition = load(tiny)
    file = replace(submission, identity=claimed)
    intake = Intake(definition, [file], issues={other.version: other})
    assert intake.issue_of(file) == issue(definition, "X1")


def test_a_record_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    (folder / ISSUED).mkdir()
    result = run("distribute", folder)
    assert result.exit_code == 2
    assert ISSUED in result.output
    assert not list((folder / "templates").glob("*.xlsx"))


def test_the_demo_begins_with_a_record_of_its_own(tmp_path: Path) -> None:
    sample = Path(shutil.copytree(TINY, tmp_path / "sample"))
    (sample / ISSUED).write_text("{}\n", encoding="utf-8")
    copy = tmp_path / "copy" / "tiny"
    demo(sample, copy, tmp_path / "build")
    assert [line["department_id"] for line in recorded(copy)] == ["X1", "X2"]


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
        "This template was sent out before the definition changed. Its answers were read. Texts "
        "changed (1): S1-01 目標“総合訓練の実施” → “総合訓練の実施（夜間を含む）”."
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
    book = load_workbook(compiled.folder / "report.xlsx")
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
