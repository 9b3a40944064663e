"""`trace`: an item's way from the template's cell to the printed page."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import run
from correcting import DONE, as_csv
from filling import cell_of, file_of, type_in
from running import compiled_from
from shinchoku import pipeline
from shinchoku.proving.trace import Trace
from shinchoku.words import words


def traced(folder: Path, build: Path, item: str) -> Trace:
    found = pipeline.trace(folder, build, item)
    assert found is not None
    return found


def test_every_station_of_a_value_is_told(tiny: Path, tmp_path: Path) -> None:
    as_csv(tiny, [DONE])
    build = tmp_path / "build"
    compiled = compiled_from(tiny, build)
    way = traced(tiny, build, "S1-02").ways[-1]
    template = load_workbook(tiny / "templates" / file_of(tiny, "X1").name)
    assert way.template is not None
    assert way.template.cell == cell_of(template, "S1-02.2", "done").coordinate
    assert way.value is not None
    submitted = load_workbook(tiny / way.value.origin.file)[way.value.origin.sheet]
    assert submitted[way.value.origin.cell].value == way.value.before == "1地区"
    assert way.correction is not None
    assert way.correction.reason == "部長の指示"
    report = load_workbook(compiled.report)
    assert [report[e.sheet][e.cell].value for e in way.printed] == ["3地区", "3地区"]
    assert [e.owner for e in way.printed] == ["S1-02.2", "S2-02"]
    assert {e.page for e in way.printed} == {1}


def test_it_is_told_in_a_clerks_words(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_csv(tiny, [DONE])
    monkeypatch.chdir(tmp_path)
    build = tmp_path / "build" / "tiny"
    pipeline.compile_round(tiny, build)
    result = run("trace", tiny, "S1-02.2")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "S1-02 地区訓練（総務課）"
    told = lines[lines.index("■ S1-02.2 2030年度実績") :]
    assert told[1].startswith("　様式　　templates/X1_総務課.xlsx 進行管理 ")
    assert told[2].startswith("　提出　　submitted/X1_総務課.xlsx 進行管理 ")
    assert told[2].endswith("「1地区」")
    assert told[3] == "　修正　　「1地区」→「3地区」（課長：部長の指示）corrections.csv A2"
    assert told[4].startswith("　報告書　第1章 D")
    assert told[4].endswith("（1ページ）「3地区」")
    assert told[5].endswith("「3地区」 S2-02")


def test_what_is_counted_and_not_printed_is_followed_to_its_count(
    tiny: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    compiled = compiled_from(tiny, build)
    ways = {way.key.column_id: way for way in traced(tiny, build, "S1-03").ways}
    counted = ways["why"].counted
    assert ways["why"].printed == ()
    assert counted is not None
    report = load_workbook(compiled.report)
    assert str(report[counted.sheet][counted.cell].value) == "1"
    assert ways["remarks"].value is None


def test_findings_stand_with_their_value(tiny: Path, tmp_path: Path) -> None:
    type_in(file_of(tiny, "X2"), "S2-01", "start", "謎")
    type_in(file_of(tiny, "X2"), "S2-01", "done", None)
    found = traced(tiny, tmp_path / "build", "S2-01")
    ways = {way.key.column_id: way for way in found.ways}
    assert [f.code for f in ways["start"].findings] == ["E302"]
    assert [f.code for f in ways["done"].findings] == ["E301"]  # at its blank cell
    start = ways["start"].place
    assert start
    assert ways["done"].place == start._replace(cell="G8")
    assert found.findings == ()
    assert not found.built
    assert list(found.told(words("ja")))[-1].startswith("報告書はまだありません")


def test_findings_about_no_value_stand_apart(tiny: Path, tmp_path: Path) -> None:
    type_in(file_of(tiny, "X2"), "S2-01", "goal", "舗装の\n中止")
    type_in(file_of(tiny, "X2"), "S2-01", "done", "3路線\n（一部）")
    told = list(traced(tiny, tmp_path / "build", "S2-01").told(words("ja")))
    start = told.index("■ そのほかの指摘")
    assert told[start + 1].startswith("　指摘　　エラー E205 ")
    assert any(line.endswith("「3路線\n　　　　　（一部）」") for line in told)


def test_a_repeat_is_followed_at_its_source(tiny: Path, tmp_path: Path) -> None:
    assert traced(tiny, tmp_path, "S2-02").entry.id == "S1-02"
    assert traced(tiny, tmp_path, "Ｓ1-02.2").entry.id == "S1-02"


def test_nothing_came_yet(tiny: Path, tmp_path: Path) -> None:
    file_of(tiny, "X2").unlink()
    told = list(traced(tiny, tmp_path, "S2-01").told(words("ja")))
    assert told.count("　提出　　届いていません") == 5


def test_tracing_records_nothing(tiny: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in tiny.iterdir())
    traced(tiny, tmp_path / "build", "S1-01")
    assert sorted(path.name for path in tiny.iterdir()) == before


@pytest.mark.parametrize(
    "name", ["地区訓練", "地区", "ｓ1-02", "s1-02.2", "Ｓ１－０２", " 地区　訓練 "]
)
def test_an_item_is_known_by_its_name_or_a_part_in_any_width(
    tiny: Path, tmp_path: Path, name: str
) -> None:
    assert traced(tiny, tmp_path, name).entry.id == "S1-02"


@pytest.mark.parametrize(
    ("name", "ids"), [("訓練", ["S1-01", "S1-02"]), ("s1", ["S1-01", "S1-02", "S1-03"])]
)
def test_several_items_are_listed(tiny: Path, name: str, ids: list[str]) -> None:
    result = run("trace", tiny, name)
    assert result.exit_code == 2
    listed = [line.split()[0] for line in result.output.splitlines() if line.startswith("　")]
    assert listed == ids
    assert result.output.splitlines()[-1].endswith(f" {tiny} {ids[0]}")


def test_nothing_typed_is_no_item(tiny: Path) -> None:
    assert run("trace", tiny, " ").exit_code == 2


def test_an_unknown_item_is_a_message(tiny: Path) -> None:
    result = run("trace", tiny, "S9-99")
    assert result.exit_code == 2
    assert "「S9-99」" in result.output
