"""Template versions: what was issued has a fingerprint and is kept on record."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cases.versions import FIRE, NIGHT, added, corrected, removed
from commands import run
from conftest import TINY
from definitions import small
from filling import file_of
from running import checked_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.intake.questions import Intake
from shinchoku.issued import ISSUED, Issue, append_issues, issue, read_issues
from shinchoku.model import Column, Definition
from shinchoku.sample import demo
from spoiling.folders import A, both, typed
from workbooks import properties_of

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
    files = (path for path in sorted((folder / "templates").rglob("*")) if path.is_file())
    return {path.name: path.read_bytes() for path in files}


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
