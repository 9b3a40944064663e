"""The files that people open: fixed names, each replaced singly, nothing of theirs lost."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from stat import S_IMODE

import pytest
from openpyxl import load_workbook

import shinchoku
from commands import run
from conftest import needs_posix
from filling import file_of, opened, type_in
from running import compiled_from, left_by
from shinchoku import pipeline
from shinchoku.findings import Finding
from shinchoku.results import Compiled
from telling import ja

REPORT, LIST = "報告書.xlsx", "指摘一覧.xlsx"
NAMES = [
    "データ.xlsx",
    "データ_庁内用.xlsx",
    "データ_進行管理.csv",
    "ページ一覧.xlsx",
    REPORT,
    LIST,
]


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return tmp_path / "build"


@contextmanager
def held_open(*names: str) -> Iterator[None]:
    """Let Excel hold files open: Windows lets nobody replace, rename or remove them."""
    replace, unlink = Path.replace, Path.unlink

    def refuse(path: Path, *more: Path) -> None:
        for each in (path, *more):
            if each.name in names and not each.parent.name.startswith("."):
                raise PermissionError(13, "Permission denied", str(each))

    def replaced(path: Path, target: Path) -> Path:
        refuse(path, target)
        return replace(path, target)

    def unlinked(path: Path, *, missing_ok: bool = False) -> None:
        refuse(path)
        unlink(path, missing_ok)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replaced)
        patch.setattr(Path, "unlink", unlinked)
        yield


def readable(build: Path) -> list[str]:
    return sorted(path.name for path in build.iterdir() if path.suffix in {".xlsx", ".csv"})


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, finding.where.file) for finding in findings]


def answer(folder: Path, text: str) -> None:
    type_in(file_of(folder, "X1"), "S1-01", "remarks", text)


def edit(report: Path, text: str = "手で直した") -> bytes:
    with opened(report) as book:
        book.worksheets[0]["A1"] = text
    return report.read_bytes()


def compiled_on(day: int, folder: Path, build: Path) -> Compiled:
    compiled = pipeline.compile_round(folder, build, today=date(2031, 6, day))
    assert isinstance(compiled, Compiled)
    return compiled


# ---------------------------------------------------------------- names


def test_each_file_is_found_under_a_name_in_the_rounds_language(tiny: Path, build: Path) -> None:
    compiled = compiled_from(tiny, build)
    assert readable(build) == NAMES
    assert (compiled.report, compiled.placed) == (build / REPORT, ())
    manifest = shinchoku.read_build(build).manifest
    for kind, name in manifest["readable"].items():
        assert (build / name).read_bytes() == (build / manifest["outputs"][kind]).read_bytes()
        assert manifest["outputs"][kind].startswith(".builds/")
    assert {path.name for path in build.iterdir()} == {
        *NAMES,
        ".builds",
        "manifest.json",
        "status.html",
    }


def test_terminal_and_board_give_them(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("compile", tiny)
    assert str(Path("build", "tiny", REPORT)) in result.output
    page = (tmp_path / "build" / "tiny" / "status.html").read_text(encoding="utf-8")
    assert all(f">{name}</a>" in page for name in NAMES)


@needs_posix
def test_they_have_the_rights_that_are_usual_there(tiny: Path, build: Path) -> None:
    before = os.umask(0o027)
    try:
        answer(tiny, "そのとおり")
        type_in(file_of(tiny, "X2"), "S2-01", "achieved", "謎")
        compiled_from(tiny, build, draft=True)
        left_by(tiny, build)
    finally:
        os.umask(before)
    every = [build, *build.rglob("*")]
    assert (build / "returned").exists()
    assert {S_IMODE(path.stat().st_mode) for path in every if path.is_dir()} == {0o750}
    assert {S_IMODE(path.stat().st_mode) for path in every if path.is_file()} == {0o640}


# ---------------------------------------------------------------- replaced


def test_what_changed_is_replaced_and_need_not_be_told(tiny: Path, build: Path) -> None:
    first = compiled_from(tiny, build).report.read_bytes()
    answer(tiny, "書き直した")
    compiled = compiled_from(tiny, build)
    assert compiled.placed == ()
    assert compiled.report.read_bytes() != first
    assert len([path for path in (build / ".builds").iterdir() if path.is_dir()]) == 1
    assert readable(build) == NAMES


def test_no_list_lies_beside_that_shows_what_is_mended(tiny: Path, build: Path) -> None:
    path = file_of(tiny, "X1")
    good = path.read_bytes()
    type_in(path, "S1-01", "start", "謎")
    left_by(tiny, build)
    assert "E302" in texts(build / LIST)
    path.write_bytes(good)
    compiled_from(tiny, build)
    lists = [file for file in build.rglob("*.xlsx") if "E302" in texts(file)]
    assert lists == []
    assert readable(build) == NAMES


def texts(path: Path) -> set[object]:
    sheets = load_workbook(path).worksheets
    return {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}


@pytest.mark.parametrize("next_command", ["check", "compile", "verify"])
def test_what_is_held_open_is_told_and_completed_by_the_next_command(
    tiny: Path, build: Path, next_command: str
) -> None:
    old = compiled_from(tiny, build).report.read_bytes()
    answer(tiny, "書き直した")
    with held_open(REPORT):
        compiled = compiled_from(tiny, build)
        assert told(compiled.placed) == [("W701", REPORT)]
        assert str(compiled.report) in ja(compiled.placed[0].message)
        assert compiled.report.parent != build
        assert (build / REPORT).read_bytes() == old
        verified = pipeline.verify(build)  # of the new one: the old one is not the report
        assert (told(verified.placed), verified.findings) == ([("W701", REPORT)], ())
        assert b"".join(sorted(p.read_bytes() for p in build.glob("データ*"))) == b"".join(
            sorted(
                (compiled.folder / n).read_bytes()
                for n in ("data.xlsx", "data_庁内用.xlsx", "items.csv")
            )
        )
    assert told(placed_by(next_command, tiny, build)) == [("N704", REPORT)]
    assert (build / REPORT).read_bytes() == (compiled.folder / "report.xlsx").read_bytes()
    assert placed_by(next_command, tiny, build) == ()


def placed_by(command: str, folder: Path, build: Path) -> tuple[Finding, ...]:
    if command == "check":
        return left_by(folder, build).placed
    return (compiled_from(folder, build) if command == "compile" else pipeline.verify(build)).placed


def test_a_list_of_findings_that_is_held_open_is_told_and_completed(
    tiny: Path, build: Path
) -> None:
    compiled_from(tiny, build)
    type_in(file_of(tiny, "X1"), "S1-01", "start", "謎")
    with held_open(LIST):
        left = left_by(tiny, build)
    assert told(left.placed) == [("W701", LIST)]
    assert left.failed is None
    assert left.findings_list is not None
    assert "E302" in texts(left.findings_list)
    assert told(pipeline.verify(build).placed) == [("N704", LIST)]
    assert "E302" in texts(build / LIST)


def test_an_earlier_report_that_is_put_back_is_no_edited_one(tiny: Path, build: Path) -> None:
    compiled = compiled_from(tiny, build)
    earlier = compiled.report.read_bytes()
    for text in ("一度目", "二度目"):
        answer(tiny, text)
        current = compiled_from(tiny, build).report.read_bytes()
    (build / REPORT).write_bytes(earlier)
    verified = pipeline.verify(build)
    assert (told(verified.placed), verified.findings) == ([("N704", REPORT)], ())
    assert (build / REPORT).read_bytes() == current
    (build / REPORT).write_bytes(earlier)
    assert told(compiled_from(tiny, build).placed) == [("N704", REPORT)]
    assert readable(build) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_is_gone_is_there_again(tiny: Path, build: Path, name: str) -> None:
    compiled_from(tiny, build)
    before = (build / name).read_bytes()
    (build / name).unlink()
    assert pipeline.verify(build).placed == ()
    assert (build / name).read_bytes() == before


# ---------------------------------------------------------------- edited


def test_an_edited_report_is_verified_and_left_until_there_is_a_new_one(
    tiny: Path, build: Path
) -> None:
    report = compiled_from(tiny, build).report
    edited = edit(report)
    assert left_by(tiny, build).placed == ()
    verified = pipeline.verify(build)
    assert (verified.placed, [f.code for f in verified.findings]) == ((), ["E601"])
    assert verified.findings[0].where.file == REPORT
    assert report.read_bytes() == edited


def test_edited_reports_are_kept_under_the_day(tiny: Path, build: Path) -> None:
    compiled_on(1, tiny, build)
    edited = []
    for text in ("一つ目", "二つ目"):
        edited.append(edit(build / REPORT, text))
        compiled = compiled_on(2, tiny, build)
        assert told(compiled.placed) == [("N705", REPORT)]
        assert compiled.report.read_bytes() == (compiled.folder / "report.xlsx").read_bytes()
    (build / REPORT).write_bytes(edited[0])  # what is kept already is not kept twice
    compiled_on(2, tiny, build)
    kept = {path.name: path.read_bytes() for path in build.glob("*手直し*")}
    first = "報告書_手直し_2031-06-02"
    assert kept == {f"{first}.xlsx": edited[0], f"{first}-2.xlsx": edited[1]}


def test_an_edited_report_that_is_held_open_is_kept_by_the_next_command(
    tiny: Path, build: Path
) -> None:
    edited = edit(compiled_from(tiny, build).report)
    answer(tiny, "書き直した")
    with held_open(REPORT):
        compiled = compiled_from(tiny, build)
    assert told(compiled.placed) == [("W701", REPORT)]
    with held_open(LIST):
        assert told(left_by(tiny, build).placed) == [("N705", REPORT), ("W701", LIST)]
    (kept,) = build.glob("*手直し*")
    assert kept.read_bytes() == edited
    assert (build / REPORT).read_bytes() == (compiled.folder / "report.xlsx").read_bytes()


def test_an_edited_list_is_kept_too(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    edited = edit(build / LIST)
    assert told(left_by(tiny, build).placed) == [("N705", LIST)]
    (kept,) = build.glob("指摘一覧_手直し_*.xlsx")
    assert kept.read_bytes() == edited


def test_what_is_told_of_files_is_told_to_programs_too(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command, name in (("compile", REPORT), ("check", LIST)):
        run("compile", tiny)
        edit(tmp_path / "build" / tiny.name / name)
        (placed,) = json.loads(run(command, tiny, "--json").stdout)["placed"]
        assert (placed["code"], placed["file"]) == ("N705", name)


def test_the_board_links_to_the_list_of_the_last_check(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    answer(tiny, "別の文")
    left = left_by(tiny, build)
    assert left.findings_list == build / LIST
    assert LIST in left.board.built
    assert not [path for path in left.board.built if path.startswith(".")]


# ---------------------------------------------------------------- drafts and reports


def test_a_report_leaves_no_draft_beside_it_and_a_draft_no_report(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build, draft=True)
    drafts = [name for name in readable(build) if "仮" in name]
    assert len(drafts) == len(NAMES) - 1
    (gone,) = compiled_from(tiny, build).placed
    assert gone.code == "N704"
    assert all(f"「{name}」" in ja(gone.message) for name in drafts)
    assert readable(build) == NAMES
    (gone,) = compiled_from(tiny, build, draft=True).placed
    assert f"「{REPORT}」" in ja(gone.message)
    assert [name for name in readable(build) if name != LIST] == drafts


def test_a_draft_that_is_held_open_or_edited_is_told(tiny: Path, build: Path) -> None:
    draft = compiled_from(tiny, build, draft=True).report
    with held_open(draft.name):
        found = compiled_from(tiny, build).placed
        assert [finding.code for finding in found] == ["W701", "N704"]
        assert found[0].where.file == draft.name
    assert told(left_by(tiny, build).placed) == [("N704", draft.name)]
    assert readable(build) == NAMES
    draft = compiled_from(tiny, build, draft=True).report
    edited = edit(draft)
    found = compiled_from(tiny, build).placed
    assert [finding.code for finding in found] == ["N705", "N704"]
    assert found[0].where.file == draft.name
    (kept,) = build.glob("報告書_仮_手直し_*.xlsx")
    assert kept.read_bytes() == edited


def test_a_build_copied_elsewhere_is_read_alone(tiny: Path, build: Path, tmp_path: Path) -> None:
    compiled_from(tiny, build)
    alone = Path(shutil.copytree(build, tmp_path / "alone"))
    shutil.rmtree(build)
    assert shinchoku.read_build(alone).forms == ("items",)
    assert pipeline.verify(alone).findings == ()
