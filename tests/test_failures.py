"""What the system refuses is told by file, with what to do: full disks, open files, folders."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from commands import run
from conftest import needs_posix
from office import required
from running import checked_from, compiled_from
from shinchoku.intake.ledger import LEDGER
from shinchoku.publishing.names import file_names
from spoiling.folders import A

FULL, READ_ONLY, CLOSE = "ディスクに空きがありません", "読み取り専用の場所", "閉じてください"
IN_THE_WAY = "同じ名前のファイルかフォルダー"
ADVICE = (FULL, READ_ONLY, CLOSE, IN_THE_WAY)


@pytest.fixture
def desk_of(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a clerk works; the tiny round is in it."""
    monkeypatch.chdir(tmp_path)
    assert tiny.parent == tmp_path
    return tmp_path


def given(output: str) -> list[str]:
    return [advice for advice in ADVICE if advice in output]


# ---------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, [FULL]),
        (errno.EACCES, [CLOSE]),
        (errno.EBUSY, [CLOSE]),
        (errno.EROFS, [READ_ONLY]),
        (errno.EISDIR, [IN_THE_WAY]),
        (errno.EIO, []),
    ],
)
def test_the_file_is_named_and_the_advice_fits(
    desk_of: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: list[str]
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))  # as of an open file: without its name

    with monkeypatch.context() as refusing:
        refusing.setattr(Path, "write_bytes", refuse)
        result = run("check", desk_of / "tiny")
    assert result.exit_code == 2
    assert "エラー 0 件、警告 0 件、お知らせ 0 件。" in result.output
    assert f"（{Path('build', 'tiny', '指摘一覧.xlsx')}: {os.strerror(number)}）" in result.output
    assert given(result.output) == advice
    assert "前回の報告書はそのままです" in result.output


def test_a_full_disk_where_the_report_would_be_is_told(
    desk_of: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        if path.name == "placements.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(path, *arguments, **named)

    with monkeypatch.context() as full:
        full.setattr(Path, "open", refuse)
        result = run("compile", desk_of / "tiny")
    assert result.exit_code == 2
    assert f"（{Path('build', 'tiny')}: " in result.output
    assert given(result.output) == [FULL]
    assert not [*(desk_of / "build" / "tiny").iterdir()]


@needs_posix
def test_a_workbook_that_has_no_room_leaves_the_old_one_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"old")
    code = (
        "import resource, signal, sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from shinchoku.paper.workbook import Book\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    with Book(Path(sys.argv[1]), created=date(2031, 1, 1)) as book:\n"
        "        book.sheet('x').text(0, 0, 'x')\n"
        "except OSError as error:\n"
        "    print(error.errno, error.filename)\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    result = subprocess.run(command, capture_output=True, check=True)
    assert result.stdout.decode().split() == [str(errno.EFBIG), str(path)]
    assert result.stderr == b""
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("x.xlsx", b"old")]


@pytest.mark.parametrize(
    ("command", "state", "other"),
    [
        ("check", "前回の報告書はそのままです", "報告書は書き出してあります"),
        ("compile", "報告書は書き出してあります", "前回の報告書はそのままです"),
    ],
)
def test_what_became_of_the_report_is_told_as_it_is(
    desk_of: Path, command: str, state: str, other: str
) -> None:
    (desk_of / "build" / "tiny" / "status.html").mkdir(parents=True)
    result = run(command, desk_of / "tiny")
    assert result.exit_code == 2
    assert str(Path("build", "tiny", "status.html")) in result.output
    assert given(result.output) == [IN_THE_WAY]
    assert state in result.output
    assert other not in result.output
    reports = [*(desk_of / "build").glob("*/報告書.xlsx")]
    assert len(reports) == (command == "compile")


def test_a_table_of_corrections_that_is_there_is_not_written_over(desk_of: Path) -> None:
    compiled = compiled_from(desk_of / "tiny", desk_of / "build" / "tiny")
    report = compiled.report
    book = load_workbook(report)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value == "年1回"):
            cell.value = "年5回"
    book.save(report)
    for name in ("mine.csv", "mine.xlsx"):  # no form, and no table that could be kept in one
        there = desk_of / name
        there.write_text("mine", encoding="utf-8")
        result = run("verify", "tiny", "--corrections", there)
        assert result.exit_code == 2
        assert there.name in result.output
        assert there.read_text(encoding="utf-8") == "mine"


# ---------------------------------------------------------------- reading


def in_place_of(path: Path) -> None:
    """Put a folder where a file should be, and a file where a folder should be."""
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("x", encoding="utf-8")
    else:
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("report.toml", ("distribute",)),
        ("report.toml", ("check",)),
        ("report.toml", ("compile",)),
        ("report.toml", ("trace", "S1-01")),
        ("submitted", ("check",)),
        ("submitted", ("compile", "--draft")),
        (LEDGER, ("check",)),
        (LEDGER, ("history",)),
        (LEDGER, ("exclude", A, "--reason", "x")),
    ],
)
def test_what_cannot_be_read_is_not_said_to_be_written(
    desk_of: Path, name: str, words: tuple[str, ...]
) -> None:
    folder = desk_of / "tiny"
    checked_from(folder)
    in_place_of(folder / name)
    word, *more = words
    result = run(word, folder, *more)
    assert result.exit_code == 2
    assert f"{folder / name} を読めません（" in result.output
    assert "書き出せません" not in result.output
    assert not (desk_of / "build").exists()


@pytest.mark.parametrize("method", ["iterdir", "read_text", "exists"])
def test_what_may_not_be_read_is_told(
    desk_of: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    name = {"iterdir": "submitted"}.get(method, "report.toml")
    real = getattr(Path, method)

    def refuse(path: Path, *arguments: object, **named: object) -> object:
        if path.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *arguments, **named)

    with monkeypatch.context() as refusing:
        refusing.setattr(Path, method, refuse)
        result = run("check", desk_of / "tiny")
    assert result.exit_code == 2
    assert f"{desk_of / 'tiny' / name} を読めません（Permission denied）" in result.output
    assert "読む権限" in result.output
    assert "書き出せません" not in result.output


NAMED = '{"schema": 1, "outputs": {"report": "r.xlsx", "placements": "p.json"}}'


@pytest.mark.parametrize("command", ["verify", "trace", "proof"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        '{"schema": 2}',
        '{"schema": 1}',
        '{"schema": 1, "outputs": ["report.xlsx"]}',
        '{"schema": 1, "outputs": {"report": "report.xlsx"}}',
        f'{NAMED[:-1]}, "readable": []}}',
        f'{NAMED[:-1]}, "readable": {{"data": "d.xlsx"}}}}',
        f'{NAMED[:-1]}, "readable": {{"report": 1}}}}',
        f'{NAMED[:-1]}, "readable": {{"report": "../r.xlsx"}}}}',
        '{"schema": 1, "outputs": {"report": 1, "placements": null}}',
        "[" * 100_000,
    ],
    ids=range(13),
)
def test_a_manifest_that_is_none_is_told(desk_of: Path, command: str, text: str) -> None:
    path = desk_of / "build" / "tiny" / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    words = [desk_of / "tiny", "S1-01"] if command == "trace" else ["tiny"]
    result = run(command, *words)
    assert result.exit_code == 2
    named = Path("build", "tiny", "manifest.json")
    assert f"作った報告書の記録を読めません（{named}" in result.output


@pytest.mark.parametrize(
    ("command", "kind"),
    [("verify", "report"), ("verify", "placements"), ("proof", "report")],
)
def test_a_report_that_is_gone_is_told(desk_of: Path, command: str, kind: str) -> None:
    compiled = compiled_from(desk_of / "tiny", desk_of / "build" / "tiny")
    file = compiled.folder / file_names(compiled.checked.intake.definition, draft=False)[kind].built
    file.unlink()
    compiled.report.unlink()
    if command == "proof":
        required("soffice")
    result = run(command, "tiny")
    assert result.exit_code == 2
    assert "を読めません（" in result.output
    assert (compiled.report.name if kind == "report" else file.name) in result.output
    assert "書き出せません" not in result.output
