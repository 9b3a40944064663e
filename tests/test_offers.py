"""What a decision solves is shown with the command that solves it, which runs as it is pasted."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import run
from conftest import needs_posix
from filling import file_of, second_file, type_in
from looking import codes
from running import compiled_from
from shinchoku import pipeline
from shinchoku.intake.offers import commands, quoted
from workbooks import active

LATER = "X1 最終版.xlsx"
NAMES = [
    "様式（案）.xlsx",
    "a b.xlsx",
    "全角　空白.xlsx",
    "it's $HOME `x`.xlsx",
    "-rf.xlsx",
    "a;b&c|d>e.xlsx",
    "back\\slash!.xlsx",
    "“引用” 100%.xlsx",
    'say "x".xlsx',
    "~.xlsx",
    "#1, @2.xlsx",
]


def listed(build: Path) -> list[str]:
    """The commands of the list of findings, read by the witness that did not write it."""
    _, *rows = active(load_workbook(build / "指摘一覧.xlsx")).iter_rows(values_only=True)
    column = rows[0].index("コマンド") if "コマンド" in rows[0] else None
    texts = [] if column is None else [str(row[column] or "") for row in rows[1:]]
    return [command for text in texts for command in text.splitlines()]


def on_the_board(build: Path) -> list[str]:
    page = (build / "status.html").read_text(encoding="utf-8")
    return [unescape(each.partition("</code>")[0]) for each in page.split("<code>")[1:]]


def stranger(folder: Path, name: str = "名簿 (2).xlsx") -> None:
    (folder / "submitted" / name).write_bytes(b"PK no workbook")


def excluded(folder: Path) -> None:
    second_file(folder)
    pipeline.decide(folder, "excluded", LATER, "試しに")


def superseded(folder: Path) -> None:
    second_file(folder)
    pipeline.decide(folder, "accepted", LATER, "確認した")


def parts(folder: Path) -> None:
    path = file_of(folder, "X1")
    other = shutil.copyfile(path, path.with_name("X1 後半.xlsx"))
    for column in ("done", "start", "achieved", "remarks"):
        type_in(path, "S1-01", column, None)
        type_in(other, "S1-02", column, None)
    type_in(other, "S1-02.2", "done", None)


@pytest.mark.parametrize(
    ("spoil", "code", "count"),
    [
        (stranger, "E102", 1),
        (second_file, "E106", 2),
        (superseded, "N701", 1),
        (excluded, "N702", 1),
        (parts, "N502", 2),
    ],
)
def test_each_command_solves_its_finding(
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], object],
    code: str,
    count: int,
) -> None:
    spoil(tiny)
    monkeypatch.chdir(tmp_path)
    build = tmp_path / "build" / tiny.name
    run("check", tiny)
    assert code in codes(tiny)
    commands = listed(build)
    assert len(commands) == count
    assert sorted(on_the_board(build)) == sorted(commands)
    records = (tiny / "ledger.jsonl").read_bytes()
    for command in commands:
        (tiny / "ledger.jsonl").write_bytes(records)
        program, *words = shlex.split(command)
        assert (program, words[1]) == ("shinchoku", tiny.as_posix())
        result = run(*words)
        assert result.exit_code == 0, result.output
        assert code not in codes(tiny) or code == "N701", "accepting one sets the others aside"


def test_a_clean_round_has_no_column_of_commands(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("check", tiny)
    assert listed(tmp_path / "build" / tiny.name) == []
    assert "<code>" not in (tmp_path / "build" / tiny.name / "status.html").read_text("utf-8")


def test_a_build_names_its_round_alike_wherever_it_lies(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger(tiny)
    compiled_from(tiny, tmp_path / "build", draft=True)
    (command,) = listed(tmp_path / "build")
    assert shlex.split(command)[2] == tiny.name
    monkeypatch.chdir(tiny.parent)
    compiled_from(Path(tiny.name), tmp_path / "build", draft=True)
    (command,) = listed(tmp_path / "build")
    assert shlex.split(command)[2] == tiny.name


@needs_posix
@pytest.mark.parametrize("name", NAMES)
def test_a_shell_reads_a_quoted_name_as_it_is(name: str) -> None:
    script = f"""show() {{ printf '%s' "$#:$1"; }}; show {quoted(name)}"""
    shells = [shell for shell in ("sh", "bash") if shutil.which(shell)]
    for shell in shells:
        told = subprocess.run([shell, "-c", script], capture_output=True, check=True)
        assert told.stdout.decode() == f"1:{'./' if name[0] == '-' else ''}{name}"


@needs_posix
@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file_is_excluded_by_its_command(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stranger(tiny, name)
    monkeypatch.chdir(tmp_path)
    run("check", tiny)
    (command,) = listed(tmp_path / "build" / tiny.name)
    result = run(*shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    assert codes(tiny) == ["N702"]


@needs_posix
def test_a_name_that_cannot_be_seen_gets_no_command(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger(tiny, "二行\nの名.xlsx")
    monkeypatch.chdir(tmp_path)
    run("check", tiny)
    assert codes(tiny) == ["E102"]
    assert listed(tmp_path / "build" / tiny.name) == []


@pytest.mark.parametrize(
    "name", ["a$ & calc.xlsx", "$’; calc; ‘.xlsx", "`x` > y.xlsx", "%a%!.xlsx"]
)
def test_a_name_that_no_quotes_hold_gets_no_command(tiny: Path, name: str) -> None:
    second_file(tiny, name)
    (found,) = pipeline.examine(tiny).findings
    offered = commands(pipeline.examine(tiny).intake, found, "tiny")
    assert [command for command in offered if name in command] == []
    assert len(offered) == 1
