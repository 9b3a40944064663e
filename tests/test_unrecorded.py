"""Where the ledger cannot be written, what is found is told, and nothing is compiled or decided."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import run
from filling import file_of, second_file, type_in
from shinchoku import pipeline
from shinchoku.intake.ledger import LEDGER, read_records
from workbooks import active


@pytest.fixture
def sealed(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A round with a mistake that came after the ledger had become read-only."""
    monkeypatch.chdir(tmp_path)
    assert run("compile", tiny).exit_code == 0
    system_open = os.open

    def refuse(path: str | Path, flags: int, *more: int) -> int:
        if Path(path).name == LEDGER and flags & os.O_APPEND:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return system_open(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    assert run("check", tiny).exit_code == 0, "nothing is new"
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    return tiny


UNRECORDED = "届いたファイルを記録できませんでした"


def test_what_is_found_is_told_and_written_without_a_ledger(sealed: Path, tmp_path: Path) -> None:
    before = (sealed / LEDGER).read_bytes()
    result = run("check", sealed)
    assert result.exit_code == 2
    assert "エラー E301 submitted/X1_総務課.xlsx［" in result.output
    *_, last, after = result.output.splitlines()
    assert last.startswith(f"{UNRECORDED}（{sealed / LEDGER}: ")
    assert "閉じてください" in last
    assert after.endswith(f"shinchoku check {sealed}")
    build = tmp_path / "build" / "tiny"
    rows = active(load_workbook(build / "指摘一覧.xlsx")).iter_rows(values_only=True)
    assert [row[1] for row in rows][2:] == ["E301"]
    assert [path.name for path in (build / "returned").iterdir()] == ["返却_X1_総務課.xlsx"]
    assert "E301" in (build / "status.html").read_text(encoding="utf-8")
    assert (sealed / LEDGER).read_bytes() == before


def test_scripts_get_what_is_found_without_a_ledger(sealed: Path) -> None:
    result = run("check", sealed, "--json")
    assert result.exit_code == 2
    *lines, last, _ = result.output.splitlines()
    assert "E301" in str(json.loads("\n".join(lines)))
    assert last.startswith(UNRECORDED)


@pytest.mark.parametrize("draft", [[], ["--draft"]])
@pytest.mark.parametrize("right", [True, False])
def test_nothing_is_compiled_without_a_ledger(
    sealed: Path, tmp_path: Path, draft: list[str], *, right: bool
) -> None:
    build = tmp_path / "build" / "tiny"
    before = (build / "manifest.json").read_bytes()
    if right:
        type_in(file_of(sealed, "X1"), "S1-02", "done", "5地区")
    result = run("compile", sealed, *draft)
    assert result.exit_code == 2
    assert ("E301" in result.output) is not right
    assert UNRECORDED in result.output.splitlines()[-2]
    assert "前回の報告書はそのまま残っています" in result.output
    assert "エラーがあるため、報告書は" not in result.output
    assert (build / "manifest.json").read_bytes() == before


def test_nothing_is_decided_without_a_ledger(sealed: Path) -> None:
    before = (sealed / LEDGER).read_bytes()
    result = run("accept", sealed, file_of(sealed, "X1").name, "--reason", "確認した")
    assert result.exit_code == 2
    assert str(sealed / LEDGER) in result.output
    assert (sealed / LEDGER).read_bytes() == before


def test_a_decision_is_not_logged_before_the_files_that_it_is_over(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), LEDGER)

    path = second_file(tiny)
    with monkeypatch.context() as for_a_moment:
        for_a_moment.setattr(pipeline, "append_records", refuse)
        with pytest.raises(PermissionError):
            pipeline.decide(tiny, "accepted", path.name, "確認した")
    assert read_records(tiny) == ()
