"""The ledger: what is received is recorded once, and read again whatever happened to the file."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from commands import run
from conftest import needs_posix
from filling import file_of, second_file, type_in
from killing import kill_often
from looking import codes
from running import checked_from
from shinchoku import pipeline
from shinchoku.intake.ledger import LEDGER, Record, append_records, read_records
from shinchoku.issued import ISSUED

RECORDS = [
    Record(event="received", sha256="a" * 64, name="submitted/一.xlsx", department="X1"),
    Record(event="accepted", sha256="a" * 64, name="submitted/一.xlsx", reason="改行\nと\u2028"),
    Record(event="received", sha256="", name="submitted/\udcff.xlsx", verdict="refused"),
]


def without_times(records: tuple[Record, ...]) -> list[Record]:
    assert all(record.at for record in records)
    return [replace(record, at="") for record in records]


def test_what_is_appended_is_read(tmp_path: Path) -> None:
    assert read_records(tmp_path) == ()
    append_records(tmp_path, RECORDS[:1])
    append_records(tmp_path, RECORDS[1:])
    append_records(tmp_path, [])
    assert without_times(read_records(tmp_path)) == RECORDS
    assert (tmp_path / LEDGER).read_bytes().count(b"\n") == 3


def test_a_line_torn_anywhere_loses_no_other_record(tmp_path: Path) -> None:
    append_records(tmp_path, RECORDS)
    path = tmp_path / LEDGER
    data = path.read_bytes()
    last_line = data.rindex(b"\n", 0, -1) + 1
    for end in range(last_line, len(data)):
        path.write_bytes(data[:end])
        whole = RECORDS if end == len(data) - 1 else RECORDS[:2]
        assert without_times(read_records(tmp_path)) == whole
        append_records(tmp_path, RECORDS[:1])
        assert without_times(read_records(tmp_path)) == [*whole, RECORDS[0]]


@pytest.mark.parametrize(
    "line",
    [
        b"5",
        b"[]",
        b"{}",
        b"null",
        b'{"event": "received"}',
        b"\xff\x00",
        b"\x00" * 99,
        b"[" * 100_000,
        b"1" * 10_000,
    ],
    ids=range(9),
)
def test_a_line_that_is_no_record_is_passed_over(tmp_path: Path, line: bytes) -> None:
    append_records(tmp_path, RECORDS[:1])
    with (tmp_path / LEDGER).open("ab") as stream:
        stream.write(line + b"\n")
    append_records(tmp_path, RECORDS[1:])
    assert without_times(read_records(tmp_path)) == RECORDS


def test_a_full_disk_is_told_and_mended(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda file, data: write(file, data[: len(data) * 2 // 3]))
        result = run("check", tiny)
    assert result.exit_code == 2
    assert LEDGER in result.output
    assert [r.department for r in read_records(tiny)] == ["X1"]
    assert run("check", tiny).exit_code == 0
    assert [r.department for r in read_records(tiny)] == ["X1", "X2"]


def test_a_later_version_may_say_more(tmp_path: Path) -> None:
    line = json.dumps({"event": "received", "sha256": "a", "name": "n", "more": {"x": 1}})
    (tmp_path / LEDGER).write_text(line + "\n", encoding="utf-8")
    assert [record.name for record in read_records(tmp_path)] == ["n"]


def later(**words: str) -> str:
    """A line of a later version."""
    names = {"sha256": "b" * 64, "name": "submitted/二.xlsx", "at": "2031-07-01T09:30:00+09:00"}
    return json.dumps(names | words, ensure_ascii=False) + "\n"


def test_what_only_a_later_version_knows_is_shown_as_it_is(tiny: Path) -> None:
    checked_from(tiny)
    with (tiny / LEDGER).open("a", encoding="utf-8") as stream:
        stream.write(later(event="restored", by="企画", reason="戻した"))
        stream.write(later(event="none"))
        stream.write(later(event="received", verdict="late"))
    assert codes(tiny) == []
    result = run("history", tiny)
    assert result.exit_code == 0
    restored, none, late, _ = result.output.splitlines()[-4:]
    assert restored.split("　")[:3] == [
        "2031-07-01 09:30",
        "restored",
        "submitted/二.xlsx（部署不明）企画 戻した",
    ]
    assert none.split("　")[1] == "none"
    assert "late" in late
    plain = json.loads(run("history", tiny, "--json").output)
    assert [record["event"] for record in plain[-3:]] == ["restored", "none", "received"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_an_editor_that_saves_it_otherwise_loses_no_decision(tiny: Path, encoding: str) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "excluded", path.name, "試しに作ったもの")
    text = (tiny / LEDGER).read_text(encoding="utf-8")
    (tiny / LEDGER).write_bytes(text.replace("\n", "\r\n").encode(encoding))
    before = read_records(tiny)
    assert [r.event for r in before] == ["received", "received", "received", "excluded"]
    assert codes(tiny) == ["N702"]
    assert read_records(tiny) == before


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("word", ["check", "compile", "history", "accept"])
def test_a_ledger_in_utf_16_is_not_taken_for_an_empty_one(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    checked_from(tiny)
    text = (tiny / LEDGER).read_text(encoding="utf-8")
    (tiny / LEDGER).write_bytes(text.encode(encoding))
    before = (tiny / LEDGER).read_bytes()
    more = [file_of(tiny, "X1").name, "--reason", "理由"] if word == "accept" else []
    result = run(word, tiny, *more)
    assert result.exit_code == 2
    assert f"{tiny / LEDGER} を読めません（UTF-16" in result.output
    assert "何も書いていません" in result.output
    assert (tiny / LEDGER).read_bytes() == before
    assert not (tmp_path / "build").exists()


def test_so_is_the_record_of_templates(tiny: Path) -> None:
    path = tiny / ISSUED
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    before = path.read_bytes()
    result = run("distribute", tiny)
    assert result.exit_code == 2
    assert f"{path} を読めません（UTF-16" in result.output
    assert path.read_bytes() == before


# ---------------------------------------------------------------- on a round


def test_every_file_is_recorded_once_with_its_verdict(tiny: Path, tmp_path: Path) -> None:
    (tiny / "submitted" / "メモ.xlsx").write_bytes(b"not a workbook")
    type_in(file_of(tiny, "X2"), "S2-01", "start", "謎")
    for _ in range(2):
        checked_from(tiny)
        pipeline.compile_round(tiny, tmp_path / "build", draft=True)
    found = [(r.event, r.department, r.verdict, len(r.sha256)) for r in read_records(tiny)]
    assert found == [
        ("received", "X1", "fine", 64),
        ("received", "X2", "errors", 64),
        ("received", "", "refused", 64),
    ]


def test_a_replaced_file_is_recorded_again_and_so_is_its_return(tiny: Path) -> None:
    path = file_of(tiny, "X1")
    first = path.read_bytes()
    checked_from(tiny)
    type_in(path, "S1-01", "done", "年3回")
    checked_from(tiny)
    path.write_bytes(first)
    checked_from(tiny)
    digests = [r.sha256 for r in read_records(tiny) if r.department == "X1"]
    assert digests[0] == digests[2] != digests[1]
    assert len(digests) == 3


def test_no_build_holds_a_time(tiny: Path, tmp_path: Path) -> None:
    pipeline.compile_round(tiny, tmp_path / "one")
    (tiny / LEDGER).unlink()
    pipeline.compile_round(tiny, tmp_path / "two")
    one, two = ((tmp_path / n / "manifest.json").read_bytes() for n in ("one", "two"))
    assert one == two


@pytest.mark.slow
@needs_posix
def test_killed_at_any_moment_ledger_and_build_are_whole(tiny: Path, tmp_path: Path) -> None:
    runs = kill_often(tiny, tmp_path / "build", 20, random.Random(34))  # noqa: S311
    assert runs >= 20
