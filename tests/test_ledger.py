"""The ledger: what was received and decided, whole after any crash, and what follows from it."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import run
from filling import file_of, second_file, type_in
from killing import kill_often
from looking import checked_from, codes, found, printed
from shinchoku import pipeline
from shinchoku.intake.ledger import (
    LEDGER,
    Record,
    append_records,
    decisions,
    read_records,
    superseded,
)
from shinchoku.issued import ISSUED
from telling import ja
from workbooks import active

# ---------------------------------------------------------------- the file


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
    restored, none, late = result.output.splitlines()[-3:]
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


# ---------------------------------------------------------------- what follows from the records


def received(sha256: str, department: str = "X1", name: str = "") -> Record:
    return Record(event="received", sha256=sha256, name=name or sha256, department=department)


def accepted(sha256: str, department: str = "X1") -> Record:
    return Record(event="accepted", sha256=sha256, name=sha256, department=department)


def excluded(sha256: str, department: str = "X1") -> Record:
    return Record(event="excluded", sha256=sha256, name=sha256, department=department)


ARRIVALS = [received("a"), received("b"), received("c", "X2")]


@pytest.mark.parametrize(
    ("decided", "out"),
    [
        ([], {}),
        ([accepted("a")], {"b": accepted("a")}),
        ([accepted("a"), accepted("b")], {"a": accepted("b")}),
        ([excluded("a")], {"a": excluded("a")}),
        ([excluded("a"), accepted("a")], {"b": accepted("a")}),
        ([accepted("a"), excluded("a")], {"a": excluded("a")}),
        ([excluded("b"), accepted("a")], {"b": excluded("b")}),
        ([accepted("a"), received("d")], {"b": accepted("a")}),
        ([accepted("a"), received("d"), accepted("a")], {"b": accepted("a"), "d": accepted("a")}),
    ],
)
def test_the_last_word_counts_and_only_over_what_was_there(
    decided: list[Record], out: dict[str, Record]
) -> None:
    assert decisions([*ARRIVALS, *decided]) == {(name, name): by for name, by in out.items()}


TWINS = [received("a", name="a1"), received("a", name="a2"), received("b")]
EXCLUDED = Record(event="excluded", sha256="a", name="a2", department="X1")
ACCEPTED = Record(event="accepted", sha256="a", name="a1", department="X1")


def moved(sha256: str, name: str, formerly: str) -> Record:
    return replace(received(sha256, name=name), formerly=formerly)


@pytest.mark.parametrize(
    ("later", "out"),
    [
        ([EXCLUDED], {("a", "a2"): EXCLUDED}),
        ([ACCEPTED], {("b", "b"): ACCEPTED}),
        ([ACCEPTED, EXCLUDED], {("a", "a2"): EXCLUDED, ("b", "b"): ACCEPTED}),
        ([EXCLUDED, ACCEPTED], {("a", "a2"): EXCLUDED, ("b", "b"): ACCEPTED}),
        ([EXCLUDED, received("a", name="a3")], {("a", "a2"): EXCLUDED}),
        ([EXCLUDED, moved("a", "a3", "a2")], {("a", "a3"): replace(EXCLUDED, name="a3")}),
        ([EXCLUDED, moved("a", "a3", "a1")], {("a", "a2"): EXCLUDED}),
        ([ACCEPTED, moved("a", "a3", "a1")], {("b", "b"): replace(ACCEPTED, name="a3")}),
        ([ACCEPTED, moved("a", "a3", "a1"), replace(EXCLUDED, name="a3")], {
            ("a", "a3"): replace(EXCLUDED, name="a3"),
        }),
        ([ACCEPTED, received("b", name="b2")], {("b", "b"): ACCEPTED, ("b", "b2"): ACCEPTED}),
    ],
)  # fmt: skip
def test_a_decision_is_about_a_file_and_goes_with_it(
    later: list[Record], out: dict[tuple[str, str], Record]
) -> None:
    assert decisions([*TWINS, *later]) == out


def test_a_file_is_superseded_by_the_accepted_one_or_the_next_of_its_name() -> None:
    again = received("d", name="a")
    records = [*ARRIVALS, again, accepted("d")]
    assert superseded(records) == {0: again, 1: records[4]}
    assert superseded([*ARRIVALS, again]) == {0: again}


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


def test_an_accepted_file_wins_until_something_new_arrives(tiny: Path, tmp_path: Path) -> None:
    second_file(tiny)
    assert codes(tiny) == ["E106"]
    result = run("accept", tiny, "X1 最終版.xlsx", "--reason", "課長に確認した")
    assert result.exit_code == 0, result.output
    assert codes(tiny) == ["N701"]
    texts = printed(tiny, tmp_path / "build")
    assert "年2回" in texts
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(file["status"] for file in manifest["inputs"]) == [
        "accepted",
        "accepted",
        "superseded",
    ]
    second_file(tiny, "X1 差替.xlsx", "年4回")
    assert codes(tiny) == ["E106", "N701"]


def test_an_accepted_file_that_is_gone_takes_nothing_out(tiny: Path) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "accepted", path.name, "確認した")
    path.unlink()
    assert codes(tiny) == []


def test_an_excluded_file_counts_as_not_there(tiny: Path, tmp_path: Path) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "excluded", str(path), "試しに作ったもの")
    assert codes(tiny) == ["N702"]
    assert "試しに作ったもの" in ja(ja(checked_from(tiny).findings[0].message))
    assert "年1回" in printed(tiny, tmp_path / "build")
    pipeline.decide(tiny, "excluded", file_of(tiny, "X2").name, "誤送信")
    assert codes(tiny) == ["E101", "N702", "N702"]


def renamed(path: Path, name: str) -> Path:
    return path.rename(path.with_name(name))


@pytest.mark.parametrize(
    ("out", "kept"), [("写し.xlsx", "X1_総務課.xlsx"), ("X1_総務課.xlsx", "写し.xlsx")]
)
def test_of_two_copies_the_one_that_is_named_is_excluded(
    tiny: Path, tmp_path: Path, out: str, kept: str
) -> None:
    shutil.copyfile(file_of(tiny, "X1"), tiny / "submitted" / "写し.xlsx")
    pipeline.decide(tiny, "excluded", out, "同じものなので")
    assert found(tiny) == [("N702", out)]
    assert "年1回" in printed(tiny, tmp_path / "build")
    (tiny / "submitted" / kept).unlink()
    assert found(tiny) == [("E101", "総務課"), ("N702", out)]


def test_what_is_excluded_stays_so_under_a_new_name(tiny: Path) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "excluded", path.name, "試しに作ったもの")
    for name in ("不要.xlsx", "不要2.xlsx", path.name):
        path = renamed(path, name)
        for _ in range(2):  # the second time it is on record
            assert found(tiny) == [("N702", name)]
    pipeline.decide(tiny, "accepted", path.name, "やはり使う")
    renamed(path, "採用.xlsx")
    assert found(tiny) == [("N701", "X1_総務課.xlsx")]


def test_what_is_accepted_stays_so_under_a_new_name(tiny: Path, tmp_path: Path) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "accepted", path.name, "課長に確認した")
    renamed(path, "改名.xlsx")
    for _ in range(2):
        (finding,) = checked_from(tiny).findings
        assert finding.code == "N701"
        assert "「submitted/改名.xlsx」" in ja(finding.message)
    assert "年2回" in printed(tiny, tmp_path / "build")
    pipeline.decide(tiny, "excluded", "改名.xlsx", "間違えた")
    assert found(tiny) == [("N702", "改名.xlsx")]


def test_a_copy_of_what_is_excluded_is_looked_at_and_stays(tiny: Path) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "excluded", path.name, "試しに作ったもの")
    file_of(tiny, "X1").unlink()
    shutil.copyfile(path, path.with_name("再送.xlsx"))
    assert found(tiny) == [("N702", path.name)]
    path.unlink()
    assert found(tiny) == [], "it was there beside the excluded one and is not that one renamed"


def test_a_new_name_may_be_that_of_the_copy_that_was_kept(tiny: Path) -> None:
    original = file_of(tiny, "X1")
    copy = Path(shutil.copyfile(original, original.with_name("写し.xlsx")))
    pipeline.decide(tiny, "excluded", copy.name, "同じものなので")
    copy.unlink()
    renamed(original, "総務課.xlsx")
    assert found(tiny) == []


def test_history_tells_a_new_name(tiny: Path) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "excluded", path.name, "試しに作ったもの")
    renamed(path, "不要.xlsx")
    checked_from(tiny)
    lines = run("history", tiny).output.splitlines()
    assert "submitted/不要.xlsx" in lines[-2]
    assert "← 「submitted/X1 最終版.xlsx」と同じ内容" in lines[-1]


# ---------------------------------------------------------------- names that look alike

LETTERS = "が\u304b\u3099", "\u304b\u3099が", "がが"  # が composed and decomposed, all look alike


def alike(folder: Path, *names: str) -> None:
    """Two files of X1 that differ, under names that cannot be told apart."""
    one, other = (folder / "submitted" / name for name in names)
    shutil.copyfile(file_of(folder, "X1"), other)
    type_in(other, "S1-01", "done", "年9回")
    file_of(folder, "X1").rename(one)


@pytest.mark.parametrize(("number", "answer"), [(0, "年9回"), (1, "年1回")])
def test_of_names_that_look_alike_the_exact_one_is_meant(
    tiny: Path, tmp_path: Path, number: int, answer: str
) -> None:
    names = [f"{letters}.xlsx" for letters in LETTERS[:2]]
    alike(tiny, *names)
    pipeline.decide(tiny, "excluded", names[number], "古い")
    assert found(tiny) == [("N702", names[number])]
    assert answer in printed(tiny, tmp_path / "build")


def test_a_name_that_may_be_either_of_two_decides_nothing(tiny: Path) -> None:
    alike(tiny, *(f"{letters}.xlsx" for letters in LETTERS[:2]))
    result = run("exclude", tiny, f"{LETTERS[2]}.xlsx", "--reason", "古い")
    assert result.exit_code == 2
    for path in (tiny / "submitted").glob("*が*"):
        assert (
            f"submitted/{path.name}　{sha256(path.read_bytes()).hexdigest()[:12]}" in result.output
        )
    assert not any(record.event != "received" for record in read_records(tiny))


@pytest.mark.skipif(sys.platform != "linux", reason="names in any bytes")
@pytest.mark.parametrize("typed", ["bytes", "spelled"])
def test_names_that_print_alike_hide_no_file(tiny: Path, tmp_path: Path, typed: str) -> None:
    old = os.fsdecode("総務課.xlsx".encode("cp932"))
    alike(tiny, "総務課.xlsx", old)
    spelled = r"\x91\x8d\x96\xb1\x89\xdb.xlsx"
    assert found(tiny) == [("E106", spelled)]
    pipeline.decide(tiny, "excluded", "総務課.xlsx", "古い")
    assert found(tiny) == [("N702", "総務課.xlsx")]
    assert "年9回" in printed(tiny, tmp_path / "one")
    pipeline.decide(tiny, "accepted", "総務課.xlsx", "やはり新しい")
    pipeline.decide(tiny, "excluded", old if typed == "bytes" else spelled, "こちらが古い")
    assert found(tiny) == [("N702", spelled)]
    assert "年1回" in printed(tiny, tmp_path / "two")


@pytest.mark.skipif(sys.platform != "linux", reason="names in any bytes")
def test_a_name_in_other_bytes_is_known_as_typed_and_as_printed(tiny: Path) -> None:
    old = os.fsdecode("二.xlsx".encode("cp932"))
    second_file(tiny, old)
    for name in (old, "二.xlsx"):
        pipeline.decide(tiny, "excluded", name, "古い")
        assert found(tiny) == [("N702", "二.xlsx")]
        pipeline.decide(tiny, "accepted", name, "やはり新しい")


@pytest.mark.parametrize("word", ["accept", "exclude"])
def test_a_file_that_is_not_there_is_a_message(tiny: Path, word: str) -> None:
    result = run(word, tiny, "ない.xlsx", "--reason", "理由")
    assert result.exit_code == 2
    assert "「ない.xlsx」というファイルは" in result.output
    assert run(word, tiny, file_of(tiny, "X1").name, "--reason", " ").exit_code == 2
    assert not any(record.event != "received" for record in read_records(tiny))


def test_what_cannot_be_read_cannot_be_accepted_but_excluded(tiny: Path) -> None:
    (tiny / "submitted" / "メモ.xlsx").write_bytes(b"not a workbook")
    assert run("accept", tiny, "メモ.xlsx", "--reason", "理由").exit_code == 2
    assert codes(tiny) == ["E102"]
    assert run("exclude", tiny, "メモ.xlsx", "--reason", "理由").exit_code == 0
    assert codes(tiny) == ["N702"]


def test_history_tells_it_in_order(tiny: Path) -> None:
    assert "まだ記録がありません" in run("history", tiny).output
    second_file(tiny)
    run("accept", tiny, "X1 最終版.xlsx", "--reason", "課長に確認した")
    lines = run("history", tiny).output.splitlines()
    events = [line.split("　")[1] for line in lines if "→" not in line]
    assert events == ["受領", "受領", "受領", "採用"]
    (replaced,) = (line for line in lines if "→" in line)
    assert "X1 最終版.xlsx" in replaced
    assert lines[-1].endswith("：課長に確認した")
    plain = json.loads(run("history", tiny, "--json").output)
    digests = {record["name"]: record["sha256"] for record in plain}
    superseded_by = {r["name"]: r["superseded_by"] for r in plain if "superseded_by" in r}
    (old,) = superseded_by
    assert old.startswith("submitted/X1_")
    assert superseded_by[old] == digests["submitted/X1 最終版.xlsx"]


def test_no_build_holds_a_time(tiny: Path, tmp_path: Path) -> None:
    pipeline.compile_round(tiny, tmp_path / "one")
    (tiny / LEDGER).unlink()
    pipeline.compile_round(tiny, tmp_path / "two")
    one, two = ((tmp_path / n / "manifest.json").read_bytes() for n in ("one", "two"))
    assert one == two


# ---------------------------------------------------------------- that cannot be written


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
    last = result.output.splitlines()[-1]
    assert last.startswith(f"{UNRECORDED}（{sealed / LEDGER}: ")
    assert "閉じてください" in last
    build = tmp_path / "build" / "tiny"
    rows = active(load_workbook(build / "findings.xlsx")).iter_rows(values_only=True)
    assert [row[1] for row in rows][1:] == ["E301"]
    assert [path.name for path in (build / "returned").iterdir()] == ["返却_X1_総務課.xlsx"]
    assert "E301" in (build / "status.html").read_text(encoding="utf-8")
    assert (sealed / LEDGER).read_bytes() == before


def test_scripts_get_what_is_found_without_a_ledger(sealed: Path) -> None:
    result = run("check", sealed, "--json")
    assert result.exit_code == 2
    *lines, last = result.output.splitlines()
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
    assert UNRECORDED in result.output.splitlines()[-1]
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


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_any_moment_ledger_and_build_are_whole(tiny: Path, tmp_path: Path) -> None:
    runs = kill_often(tiny, tmp_path / "build", 20, random.Random(34))  # noqa: S311
    assert runs >= 20
