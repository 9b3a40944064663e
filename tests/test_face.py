"""`import shinchoku`: a round is distributed, checked and compiled; what cannot be is told."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import shinchoku
from conftest import TINY, fill_round
from frames import cells_of
from shinchoku import places
from shinchoku.failures import BuildError, ReadError


@pytest.fixture
def opened(tiny: Path, tmp_path: Path) -> shinchoku.Round:
    return shinchoku.open_round(tiny, build=tmp_path / "build")


def test_a_round_is_distributed_checked_compiled_and_verified(opened: shinchoku.Round) -> None:
    assert len(opened.distribute().templates) == 2
    assert opened.check().errors == 0
    assert opened.compile().manifest["round"] == "tiny"
    assert opened.verify().unaccounted == 0


def test_errors_refuse_and_a_draft_tells_them(opened: shinchoku.Round) -> None:
    before = opened.compile().manifest
    next((opened.folder / "submitted").glob("X2*")).unlink()
    with pytest.raises(shinchoku.RefusedError, match="because of the errors") as refused:
        opened.compile()
    assert [f.code for f in refused.value.findings] == ["E101"]
    assert shinchoku.read_build(opened.build).manifest == before
    findings = opened.compile(draft=True).findings
    shown = findings[["code", "severity", "department"]]
    assert cells_of(shown, 0) == ["E101", "error", "X2"]
    assert {str(dtype) for dtype in findings.dtypes} == {"string"}


def test_a_draft_keeps_a_grade_that_is_on_no_scale(opened: shinchoku.Round, tmp_path: Path) -> None:
    source = Path(shutil.copytree(TINY, tmp_path / "source" / "tiny"))
    answers = source / "answers" / "items.csv"
    text = answers.read_text(encoding="utf-8-sig").replace("○", "優")
    answers.write_text(text, encoding="utf-8-sig")
    folder = fill_round(source, tmp_path / "other" / "tiny")
    build = shinchoku.open_round(folder, build=opened.build).compile(draft=True)
    grades = build.form("items")["achieved"]
    assert grades["S1-02"] == "優"
    assert list(grades.cat.categories) == ["◎", "○", "△", "×", "優"]
    assert list(build.cross("plan", "items.achieved").columns) == ["◎", "○", "△", "×"]


def test_a_correction_leaves_what_was_before(opened: shinchoku.Round) -> None:
    (opened.folder / "corrections.csv").write_text(
        "item,column,before,after,who,reason\nS1-01,remarks,参加者が倍に増えた,倍増,課長,表記\n",
        encoding="utf-8",
    )
    value = opened.compile().values["S1-01", "remarks"]
    assert (value.text, value.before) == ("倍増", "参加者が倍に増えた")
    assert (value.origin.file, value.origin.sheet) == ("submitted/X1_総務課.xlsx", "進行管理")


def test_a_day_is_an_argument(opened: shinchoku.Round) -> None:
    next((opened.folder / "submitted").glob("X2*")).unlink()
    (plain,) = opened.check().findings
    (late,) = opened.check(today=date(2099, 1, 1)).findings
    assert plain.message != late.message


def test_a_language_is_an_argument_and_leaves_nothing_behind(opened: shinchoku.Round) -> None:
    next((opened.folder / "submitted").glob("X2*")).unlink()
    (missing,) = opened.check().findings
    english, japanese = shinchoku.tell(missing.message, "en"), shinchoku.tell(missing.message)
    assert english == "土木課 has not sent anything yet (due 30 June 2031)."
    assert japanese == "土木課から提出がありません（未提出、期限は2031年6月30日）。"
    assert opened.compile(draft=True).findings["message"][0] == japanese
    assert shinchoku.read_build(opened.build, language="en").findings["message"][0] == english
    with pytest.raises(KeyError, match="fr"):
        shinchoku.read_build(opened.build, language="fr")


def test_the_build_lies_where_the_command_line_puts_it(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny)
    assert shinchoku.open_round(".").build == places.BUILDS / tiny.name
    monkeypatch.chdir(tmp_path)
    shinchoku.open_round(tiny).compile()
    assert (tmp_path / "build" / "tiny" / "manifest.json").exists()


def test_what_is_no_round_or_no_build_is_told(opened: shinchoku.Round, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="nowhere"):
        shinchoku.open_round(tmp_path / "nowhere")
    with pytest.raises(BuildError, match=r"manifest\.json"):
        shinchoku.read_build(tmp_path / "nowhere")
    with pytest.raises(BuildError, match=r"manifest\.json"):
        opened.verify()


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"departments": 1}', "[" * 99_999])
def test_a_build_whose_values_cannot_be_read_is_told(
    opened: shinchoku.Round, text: str | None
) -> None:
    manifest = opened.compile().manifest
    path = opened.build / manifest["outputs"]["values"]
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"values\.json"):
        shinchoku.read_build(opened.build)


def test_a_build_that_was_made_before_is_told(opened: shinchoku.Round) -> None:
    manifest = dict(opened.compile().manifest)
    manifest["outputs"] = {k: v for k, v in manifest["outputs"].items() if k != "values"}
    (opened.build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BuildError, match=r"values\.json"):
        shinchoku.read_build(opened.build)
