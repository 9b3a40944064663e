"""Decisions: a file that is accepted or excluded is so until something new arrives."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from commands import run
from filling import file_of, second_file
from looking import codes, found, printed
from running import checked_from
from shinchoku import pipeline
from shinchoku.intake.ledger import Record, decisions, read_records, superseded
from telling import ja

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
    assert "試しに作ったもの" in ja(checked_from(tiny).findings[0].message)
    assert "年1回" in printed(tiny, tmp_path / "build")
    pipeline.decide(tiny, "excluded", file_of(tiny, "X2").name, "誤送信")
    assert codes(tiny) == ["E101", "N702", "N702"]


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
    *lines, after = run("history", tiny).output.splitlines()
    assert after.endswith(f"shinchoku check {tiny}")
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
