"""File names with what cannot be seen: spelled out wherever they are shown, exact in JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import run
from filling import file_of
from shinchoku.normal import spelled_out


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


NAMES = {  # as it is on the disk: as it is shown
    "a\nb.xls": r"a\nb.xls",
    "a\x1b[31m赤.xls": r"a\x1b[31m赤.xls",
    "a\tb\r.xls": r"a\tb\r.xls",
    "回答\u202eslx.xls": r"回答\u202eslx.xls",
    "回答\u200b.xls": r"回答\u200b.xls",
    "a\x85b\u2028.xls": r"a\x85b\u2028.xls",
}


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_such_a_name_is_spelled_out_everywhere(
    tiny: Path, tmp_path: Path, name: str, shown: str
) -> None:
    (tiny / "submitted" / name).write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    said = run("check", tiny)
    assert f"submitted/{shown}" in said.stdout
    texts = [said.stdout, run("history", tiny).stdout]
    build = tmp_path / "build" / "tiny"
    texts.append((build / "status.html").read_text(encoding="utf-8"))
    book = load_workbook(build / "指摘一覧.xlsx")
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert f"submitted/{shown}" in cells
    for text in (*texts, *cells):
        assert name not in text
    assert all(shown in text for text in texts)
    told = json.loads(run("check", tiny, "--json").stdout)
    assert f"submitted/{name}" in {finding["file"] for finding in told["findings"]}
    kept = json.loads(run("history", tiny, "--json").stdout)
    assert f"submitted/{name}" in {record["name"] for record in kept}


@pytest.mark.parametrize("typed", ["x\ny.xlsx", r"x\ny.xlsx"])
def test_a_file_is_excluded_by_its_name_and_by_what_is_shown(tiny: Path, typed: str) -> None:
    shutil.copyfile(file_of(tiny, "X1"), tiny / "submitted" / "x\ny.xlsx")
    said = run("exclude", tiny, typed, "--reason", "重複")
    assert said.exit_code == 0, said.output
    assert r"「submitted/x\ny.xlsx」" in said.stdout
    after = run("check", tiny)
    assert after.exit_code == 0
    assert r"x\ny.xlsx" in after.stdout


def test_what_is_passed_over_and_what_differs_is_spelled_out_too(tiny: Path) -> None:
    (tiny / "submitted" / "~$a\nb.xlsx").write_bytes(b"")
    shutil.copyfile(file_of(tiny, "X1"), tiny / "submitted" / "X\n1.xlsx")
    said = run("check", tiny).stdout
    assert r"~$a\nb.xlsx" in said
    assert r"X\n1.xlsx" in said
    assert all(len(line) > 8 for line in said.splitlines())  # no name went on in a second line


def test_a_usual_name_is_shown_as_it_is() -> None:
    for name in (
        "X1_総務課.xlsx",
        "か\u3099.xlsx",
        "🏞️最終 版２.xlsx",
        "👨\u200d👩\u200d👧.xlsx",
        r"a\b.xlsx",
    ):
        assert spelled_out(name) == name
