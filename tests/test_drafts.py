"""A draft says so wherever one looks at it, in the definition's words, and lists what it lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

import shinchoku
from conftest import SAMPLE, TINY, fill_round
from faults import in_report
from filling import file_of, type_in
from running import compiled_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.failures import DefinitionError
from shinchoku.results import Compiled
from witnesses import margin

ROUNDS = sorted(folder.name for folder in TINY.parent.iterdir())
WORDS = {"ja": "仮", "en": "Draft"}


def texts(path: Path) -> list[list[str]]:
    """Return the texts of each sheet, in order."""
    sheets = load_workbook(path).worksheets
    rows = [[c for row in sheet.iter_rows(values_only=True) for c in row] for sheet in sheets]
    return [[str(cell) for cell in cells if cell is not None] for cells in rows]


def heads(path: Path) -> list[str]:
    return [margin(sheet.oddHeader, "right") or "" for sheet in load_workbook(path).worksheets]


def drafted(folder: Path, build: Path) -> Compiled:
    return compiled_from(folder, build, draft=True)


@pytest.mark.parametrize("name", ROUNDS)
def test_every_rounds_draft_says_it_everywhere(name: str, tmp_path: Path) -> None:
    folder = fill_round(TINY.parent / name, tmp_path / name)
    gone = min((folder / "submitted").iterdir())
    gone.unlink()
    compiled = drafted(folder, tmp_path / "build")
    word = WORDS[compiled.checked.intake.definition.round.language]
    assert f"_{word}." in compiled.report.name
    book = load_workbook(compiled.report)
    assert word in str(book.properties.title)
    assert all(word in head for head in heads(compiled.report))
    manifest = shinchoku.read_build(tmp_path / "build").manifest
    own = {manifest["readable"]["findings"]}
    assert all(f"_{word}." in each for each in {*manifest["readable"].values()} - own)
    department = next(
        d for d in compiled.checked.intake.definition.departments if gone.name.startswith(d.id)
    )
    lines = [text for sheet in texts(compiled.report) for text in sheet if department.name in text]
    assert any("未提出" in line or "nothing came" in line for line in lines)
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_the_samples_memo_lists_what_is_missing_and_says_what_it_counts(
    filled_sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / SAMPLE.name
    shutil.copytree(filled_sample, folder)
    file_of(folder, "D03").unlink()
    type_in(file_of(folder, "D04"), "P01-01", "grade", None)
    compiled = drafted(folder, tmp_path / "build")
    memo = texts(compiled.report)[0]
    assert memo[0] == "【仮】そろっていないもの"
    assert memo[1].startswith("・保育課：未提出")
    assert memo[2].startswith("・子ども家庭支援センター：1 件に未記入があります（")
    assert "仮" not in memo[3]
    total = compiled.tally["grades"].total.count
    assert f"【仮】届いた分 {total} 件の集計です。" in memo
    assert memo.index(f"【仮】届いた分 {total} 件の集計です。") == memo.index("評価") - 1


def test_what_an_answer_makes_necessary_is_missing_too(filled_sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / SAMPLE.name
    shutil.copytree(filled_sample, folder)
    item = next(  # without a reason or a note, since nothing was late
        entry
        for _, entry in load(folder).entries(load(folder).form("items"))
        if entry.department_id == "D16" and not entry.repeat_of
    )
    type_in(file_of(folder, "D16"), item.id, "grade", "B")
    type_in(file_of(folder, "D16"), item.id, "reason", None)
    memo = texts(drafted(folder, tmp_path / "build").report)[0]
    assert memo[1] == f"・生活福祉課：1 件に未記入があります（{item.label}）"


def test_a_draft_that_lacks_nothing_says_that(tiny: Path, tmp_path: Path) -> None:
    compiled = drafted(tiny, tmp_path / "build")
    first = next(sheet for sheet in texts(compiled.report) if "ありません。" in sheet)
    assert first[:2] == ["【仮】そろっていないもの", "ありません。"]


def test_it_says_so_in_the_definitions_words(tiny: Path, tmp_path: Path) -> None:
    in_report("[texts]", '[texts]\ndraft = "審議用／案"')(tiny)
    compiled = drafted(tiny, tmp_path / "build")
    assert compiled.report.name == "報告書_審議用／案.xlsx"
    assert all("審議用／案" in head for head in heads(compiled.report))
    assert not [text for sheet in texts(compiled.report) for text in sheet if "仮" in text]


@pytest.mark.parametrize("word", ["a/b", "..", "草案?", "A|B", "案\\n二"])
def test_whatever_it_is_called_is_a_file_name(tiny: Path, tmp_path: Path, word: str) -> None:
    in_report("[texts]", f'[texts]\ndraft = "{word}"')(tiny)
    compiled = drafted(tiny, tmp_path / "build")
    assert compiled.report.parent == tmp_path / "build"
    assert compiled.report.name.startswith("報告書_")
    assert pipeline.verify(tmp_path / "build").findings == ()


@pytest.mark.parametrize("word", ["", "　", "あ" * 21, "{era"])
def test_what_says_nothing_or_too_much_is_told(tiny: Path, word: str) -> None:
    in_report("[texts]", f'[texts]\ndraft = "{word}"')(tiny)
    with pytest.raises(DefinitionError) as raised:
        load(tiny)
    assert [str(problem.where) for problem in raised.value.problems] == ["texts.draft"]


def test_a_long_running_title_gives_way(tiny: Path, tmp_path: Path) -> None:
    wide = "あ" * 56
    in_report('running_title = "進行管理報告書"', f'running_title = "{wide}"')(tiny)
    assert any(wide in head for head in heads(compiled_from(tiny, tmp_path / "build").report))
    draft = heads(drafted(tiny, tmp_path / "draft").report)
    assert all("仮" in head for head in draft)
    assert not [head for head in draft if wide in head]


def test_what_is_no_draft_does_not_say_it(tiny: Path, tmp_path: Path) -> None:
    compiled = compiled_from(tiny, tmp_path / "build")
    said = [*texts(compiled.report), heads(compiled.report), [compiled.report.name]]
    assert not [text for each in said for text in each if "仮" in text]
