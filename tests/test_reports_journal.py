"""The journal of reports: whatever happens, it tells of every report that was, and of no other."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from filling import file_of, type_in
from killing import kill_often
from running import compiled_from, published_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.failures import ReadError
from shinchoku.model import Merged
from shinchoku.publishing import outputs
from shinchoku.publishing.reported import Reported, Sources, applied, delta
from shinchoku.publishing.reports import REPORTS, Journal
from shinchoku.publishing.telling import Telling, keep


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return tmp_path / "build" / "tiny"


def answered(folder: Path, text: str) -> None:
    type_in(file_of(folder, "X1"), "S1-01", "remarks", text)


def numbers(folder: Path) -> list[int]:
    return [report.number for report in Journal(folder).reports]


def remarks(folder: Path) -> list[str]:
    """What each report said of one item, by its own values."""
    journal = Journal(folder)
    found = [journal.reported(report.state) for report in journal.reports]
    return [each.text("S1-01", "remarks") if each else "?" for each in found]


def lines(folder: Path) -> list[bytes]:
    return (folder / REPORTS).read_bytes().splitlines(keepends=True)


# ---------------------------------------------------------------- what is told


def test_a_report_is_told_with_its_number_time_kind_digest_version_and_values(
    tiny: Path, build: Path
) -> None:
    compiled_from(tiny, build, draft=True)
    answered(tiny, "増えた")
    compiled_from(tiny, build)
    first, second = Journal(tiny).reports
    assert (first.number, first.kind, first.total, first.changes) == (1, "draft", 15, 0)
    assert (second.number, second.kind, second.total, second.changes) == (2, "report", 15, 1)
    assert first.digest != second.digest
    assert second.version == "0.1.0"
    assert second.at[:10].count("-") == 2
    assert first.at <= second.at
    assert remarks(tiny) == ["参加者が倍に増えた", "増えた"]


def test_the_same_report_fifty_times_is_told_once(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    before = lines(tiny)
    for _ in range(3):
        compiled_from(tiny, build)
    shutil.rmtree(build)
    compiled_from(tiny, build)
    assert lines(tiny) == before


def test_a_draft_and_a_report_of_the_same_values_are_two(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build, draft=True)
    compiled_from(tiny, build)
    assert [report.kind for report in Journal(tiny).reports] == ["draft", "report"]
    assert sum(b'"event": "values"' in line for line in lines(tiny)) == 1


def test_a_further_report_has_no_more_than_what_changed(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    answered(tiny, "増えた")
    compiled_from(tiny, build)
    values = [json.loads(line) for line in lines(tiny) if b'"event": "values"' in line]
    assert values[1]["values"] == {"S1-01": {"remarks": ["増えた", 0]}}
    assert values[1]["sources"][0]["file"] == f"submitted/{file_of(tiny, 'X1').name}"
    assert values[1]["names"] == values[1]["pages"] == {}


def test_values_that_come_again_are_not_written_again(tiny: Path, build: Path) -> None:
    for text in ("あ", "い", "あ"):
        answered(tiny, text)
        compiled_from(tiny, build)
    assert remarks(tiny) == ["あ", "い", "あ"]
    first, _, last = Journal(tiny).reports
    assert first.digest == last.digest


def test_the_journal_is_no_part_of_the_definition_nor_of_what_was_submitted(
    tiny: Path, build: Path
) -> None:
    compiled_from(tiny, build)
    manifest = (build / "manifest.json").read_bytes()
    assert (tiny / REPORTS).is_file()
    (tiny / REPORTS).write_bytes(lines(tiny)[0] + b"x" + lines(tiny)[1])
    assert pipeline.examine(tiny).skipped == ()
    compiled_from(tiny, build)
    assert (build / "manifest.json").read_bytes() == manifest
    assert REPORTS not in json.loads(manifest)["definition"]


def test_a_build_without_a_journal_and_a_journal_without_a_build_both_go_on(
    tiny: Path, build: Path
) -> None:
    compiled_from(tiny, build)
    (tiny / REPORTS).unlink()  # as a round of an older version
    answered(tiny, "あ")
    compiled_from(tiny, build)
    shutil.rmtree(build)
    answered(tiny, "い")
    compiled_from(tiny, build)
    assert remarks(tiny) == ["あ", "い"]


# ---------------------------------------------------------------- what happens to files


def test_a_torn_line_loses_its_report_alone(tiny: Path, build: Path) -> None:
    for text in ("あ", "い"):
        answered(tiny, text)
        compiled_from(tiny, build)
    whole = b"".join(lines(tiny))
    for size in range(len(b"".join(lines(tiny)[:2])), len(whole), 97):
        (tiny / REPORTS).write_bytes(whole[:size])
        assert remarks(tiny)[0] == "あ"
    answered(tiny, "う")
    compiled_from(tiny, build)
    assert remarks(tiny)[::2] in (["あ"], ["あ", "う"])
    assert remarks(tiny)[-1] == "う"


@pytest.mark.parametrize("garbage", [b"", b"{", b"\xfe\x00\xff", b"[]", b'{"event": "compiled"}',
    b'{"event": "compiled", "number": "7", "state": 3}', b"null",
    b'{"event": "values", "whole": true}', b"[" * 5000])  # fmt: skip
def test_garbage_between_lines_is_passed_over(tiny: Path, build: Path, garbage: bytes) -> None:
    answered(tiny, "あ")
    compiled_from(tiny, build)
    (tiny / REPORTS).write_bytes(b"".join([garbage, b"\n", *lines(tiny), garbage]))
    answered(tiny, "い")
    compiled_from(tiny, build)
    assert remarks(tiny) == ["あ", "い"]


def test_values_that_were_lost_or_edited_are_written_whole_again(tiny: Path, build: Path) -> None:
    for text in ("あ", "い"):
        answered(tiny, text)
        compiled_from(tiny, build)
    text = (tiny / REPORTS).read_text(encoding="utf-8")
    (tiny / REPORTS).write_text(text.replace("年1回", "年9回", 1), encoding="utf-8")
    assert remarks(tiny) == ["?", "?"]  # nobody is told what nobody said
    answered(tiny, "う")
    assert compiled_from(tiny, build).told.changes is None
    answered(tiny, "え")
    assert compiled_from(tiny, build).told.changes == 1
    assert remarks(tiny) == ["?", "?", "う", "え"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_journal_that_an_editor_saved_is_still_read(
    tiny: Path, build: Path, encoding: str
) -> None:
    answered(tiny, "あ")
    compiled_from(tiny, build)
    text = (tiny / REPORTS).read_text(encoding="utf-8").replace("\n", "\r\n")
    (tiny / REPORTS).write_bytes(text.encode(encoding))
    answered(tiny, "い")
    compiled_from(tiny, build)
    assert remarks(tiny) == ["あ", "い"]


def test_what_a_newer_version_tells_stays_byte_for_byte(tiny: Path, build: Path) -> None:
    answered(tiny, "あ")
    compiled_from(tiny, build)
    told = lines(tiny)
    newer = {**json.loads(told[1]), "signed": "部長"}
    other = {"event": "signed", "number": 1}
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (newer, other))
    (tiny / REPORTS).write_bytes(told[0] + text.encode())
    before = (tiny / REPORTS).read_bytes()
    answered(tiny, "い")
    compiled_from(tiny, build)
    assert (tiny / REPORTS).read_bytes().startswith(before)
    assert remarks(tiny) == ["あ", "い"]


def test_a_journal_in_utf_16_is_told_and_nothing_is_written(tiny: Path, build: Path) -> None:
    compiled_from(tiny, build)
    text = (tiny / REPORTS).read_text(encoding="utf-8")
    (tiny / REPORTS).write_text(text, encoding="utf-16")
    before = (tiny / REPORTS).read_bytes()
    with pytest.raises(ReadError, match="UTF-16"):
        pipeline.compile_round(tiny, build)
    assert (tiny / REPORTS).read_bytes() == before


# ---------------------------------------------------------------- what cannot be written


def sealing(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let the journal take so many appends and no more."""
    system_open, left = os.open, [after]

    def refuse(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if Path(path).name == REPORTS and flags & os.O_APPEND:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return system_open(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)


def test_where_the_journal_cannot_have_the_values_nothing_is_compiled(
    tiny: Path, tmp_path: Path, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("compile", tiny).exit_code == 0
    before = (build / "manifest.json").read_bytes()
    answered(tiny, "あ")
    with monkeypatch.context() as within:
        sealing(within, 0)
        result = run("compile", tiny)
    assert result.exit_code == 2
    assert str(tiny / REPORTS) in result.output
    assert "ディスクに空きがありません" in result.output
    assert (build / "manifest.json").read_bytes() == before
    assert run("compile", tiny).exit_code == 0
    assert remarks(tiny) == ["参加者が倍に増えた", "あ"]


def test_a_report_that_could_not_be_told_is_told_by_the_next_compile(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("compile", tiny).exit_code == 0
    answered(tiny, "あ")
    with monkeypatch.context() as within:
        sealing(within, 1)
        result = run("compile", tiny)
    assert result.exit_code == 2
    assert "報告書は書き出しましたが" in result.output
    assert numbers(tiny) == [1]
    answered(tiny, "い")
    assert "前回（2回目）から 1 件" in run("compile", tiny).output
    assert remarks(tiny) == ["参加者が倍に増えた", "あ", "い"]


# ---------------------------------------------------------------- crashes, and two at once


def test_a_crash_before_a_report_appears_tells_of_none(
    tiny: Path, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_from(tiny, build)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    answered(tiny, "あ")
    with monkeypatch.context() as within:
        within.setattr(outputs, "publish", crash)
        with pytest.raises(KeyboardInterrupt):
            pipeline.compile_round(tiny, build)
    assert numbers(tiny) == [1]
    answered(tiny, "い")
    compiled_from(tiny, build)
    assert remarks(tiny) == ["参加者が倍に増えた", "い"]


@pytest.mark.parametrize("draft", [True, False])
def test_a_crash_after_a_report_appeared_loses_none(
    tiny: Path, build: Path, monkeypatch: pytest.MonkeyPatch, *, draft: bool
) -> None:
    compiled_from(tiny, build, draft=draft)
    answered(tiny, "あ")
    with monkeypatch.context() as within:
        within.setattr(Telling, "tell", lambda _: None)
        compiled_from(tiny, build)
    assert numbers(tiny) == [1]
    answered(tiny, "い")
    compiled_from(tiny, build)
    assert remarks(tiny) == ["参加者が倍に増えた", "あ", "い"]
    assert [report.kind for report in Journal(tiny).reports][1:] == ["report", "report"]


@pytest.mark.slow
def test_killed_at_any_moment_the_journal_is_of_the_builds_there_were(
    tiny: Path, build: Path
) -> None:
    import random

    assert kill_often(tiny, build, 6, random.Random(7))  # noqa: S311
    last = Journal(tiny).last
    assert last
    assert last.state == json.loads((build / "manifest.json").read_bytes())["state"]


def said(values: Mapping[str, Mapping[str, str]]) -> Reported:
    owners = {owner: ["items", "X1", "1", owner] for owner in values}
    return Reported(values, {"owners": owners} if owners else {}, {})


def test_two_compiles_at_once_spoil_nothing_for_each_other(tiny: Path, build: Path) -> None:
    sources = Sources(load(tiny), Merged(submitted={}, shown={}, missing=frozenset()), ())
    first, one, other = (said({"a": {"x": text}}) for text in ("0", "1", "2"))
    keep(tiny, build, first, sources, 1, draft=False).tell()
    both = [keep(tiny, build, each, sources, 1, draft=False) for each in (one, other)]
    for each in both:
        each.tell()
    journal = Journal(tiny)
    assert numbers(tiny) == [1, 2, 3]
    assert [journal.reported(report.state) for report in journal.reports] == [first, one, other]


TEXTS = st.sampled_from(["", "a", "い\n", '"whole": true}', '{"event": "values"', "𠮷"])
VALUES = st.dictionaries(
    st.sampled_from("PQR"), st.dictionaries(st.sampled_from("xyz"), TEXTS, min_size=1)
)


@given(st.lists(VALUES, max_size=6))
@settings(max_examples=60, deadline=None)
def test_whatever_reports_said_one_after_the_other_is_read_again(
    every: list[dict[str, dict[str, str]]],
) -> None:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sources = Sources(
            load(Path(__file__).parent / "rounds" / "tiny"),
            Merged(submitted={}, shown={}, missing=frozenset()),
            (),
        )
        told = [said(values) for values in every]
        for each in told:
            keep(folder, folder, each, sources, 0, draft=False).tell()
        journal = Journal(folder)
        distinct = [e for i, e in enumerate(told) if i == 0 or e != told[i - 1]]
        assert [journal.reported(report.state) for report in journal.reports] == distinct


@given(VALUES, VALUES)
def test_a_difference_put_on_what_was_is_what_is(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    assert applied(before, delta(before, after)) == after
    assert delta(after, after) == {}


def test_a_publication_is_told_with_the_digest_of_every_file(tiny: Path, build: Path) -> None:
    from hashlib import sha256

    compiled_from(tiny, build)
    published_from(tiny, build)
    published_from(tiny, build)  # is the same again
    (event,) = (each for each in Journal(tiny).events if each["event"] == "published")
    folder = build / "公表"
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix)
    assert event["files"] == {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name != "manifest.json"
    }
    assert event["number"] == 1
    inputs = {each["path"]: each["sha256"] for each in event["inputs"]}
    paths = (tiny / "submitted").iterdir()
    assert inputs == {f"submitted/{p.name}": sha256(p.read_bytes()).hexdigest() for p in paths}
    assert Journal(tiny).reports[0].published == event["at"]
