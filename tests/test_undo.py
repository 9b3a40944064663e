"""A decision that is taken back was never said; a name that is none gets candidates."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commands import run
from filling import file_of, second_file
from looking import codes, found
from shinchoku import pipeline
from shinchoku.intake.ledger import Record, decisions, read_records

LATER = "X1 最終版.xlsx"


def event(kind: str, sha256: str, name: str = "", **more: str) -> Record:
    return Record(event=kind, sha256=sha256, name=name or sha256, department="X1", **more)


ARRIVALS = [event("received", "a"), event("received", "b")]
ACCEPT, EXCLUDE, UNDO = (event(kind, "a") for kind in ("accepted", "excluded", "undone"))


@pytest.mark.parametrize(
    ("decided", "out"),
    [
        ([EXCLUDE, UNDO], {}),
        ([ACCEPT, UNDO], {}),
        ([EXCLUDE, ACCEPT, UNDO], {"a": EXCLUDE}),
        ([ACCEPT, EXCLUDE, UNDO], {"b": ACCEPT}),
        ([ACCEPT, EXCLUDE, UNDO, UNDO], {}),
        ([EXCLUDE, UNDO, UNDO, EXCLUDE], {"a": EXCLUDE}),
        ([EXCLUDE, UNDO, EXCLUDE], {"a": EXCLUDE}),
        ([UNDO, EXCLUDE], {"a": EXCLUDE}),
        ([event("accepted", "b"), EXCLUDE, UNDO], {"a": event("accepted", "b")}),
        ([EXCLUDE, event("undone", "b")], {"a": EXCLUDE}),
    ],
)
def test_the_last_decision_of_a_file_is_as_if_never_taken(
    decided: list[Record], out: dict[str, Record]
) -> None:
    assert decisions([*ARRIVALS, *decided]) == {(name, name): by for name, by in out.items()}


def test_a_decision_that_went_with_its_file_is_taken_back_under_the_new_name() -> None:
    moved = event("received", "a", "c", formerly="a")
    assert decisions([*ARRIVALS, EXCLUDE, moved]) == {("a", "c"): replace(EXCLUDE, name="c")}
    assert decisions([*ARRIVALS, EXCLUDE, moved, event("undone", "a", "c")]) == {}
    assert decisions([*ARRIVALS, EXCLUDE, moved, UNDO]) != {}, "that name is gone"


def test_undo_goes_back_one_decision_and_history_shows_it(tiny: Path) -> None:
    second_file(tiny)
    pipeline.decide(tiny, "excluded", LATER, "試しに")
    pipeline.decide(tiny, "accepted", LATER, "やはり")
    assert codes(tiny) == ["N701"]
    result = run("undo", tiny, LATER)
    assert result.exit_code == 0, result.output
    assert "の採用を取り消しました" in result.output
    assert codes(tiny) == ["N702"]
    assert "の除外を取り消しました" in run("undo", tiny, LATER).output
    assert codes(tiny) == ["E106"]
    assert [r.event for r in read_records(tiny)][-4:] == ["excluded", "accepted", *["undone"] * 2]
    shown = run("history", tiny).output.splitlines()
    shown = [line for line in shown if "最終版" in line]
    assert [line.split("　")[1] for line in shown][-2:] == ["取消"] * 2
    assert "採用の取消" in shown[-2]
    plain = json.loads(run("history", tiny, "--json").output)
    assert [(r["event"], r["undoes"]) for r in plain[-2:]] == [
        ("undone", "accepted"),
        ("undone", "excluded"),
    ]


def test_undoing_twice_or_what_was_never_decided_is_a_message(tiny: Path) -> None:
    second_file(tiny)
    never = run("undo", tiny, LATER)
    assert never.exit_code == 2
    assert "採用も除外もしていない" in never.output
    pipeline.decide(tiny, "excluded", LATER, "試しに")
    assert run("undo", tiny, LATER).exit_code == 0
    count = len(read_records(tiny))
    twice = run("undo", tiny, LATER)
    assert twice.exit_code == 2
    assert "取り消してあります" in twice.output
    assert len(read_records(tiny)) == count, "a refusal leaves no record"


def test_what_was_decided_of_a_file_that_is_gone_or_renamed_is_taken_back(tiny: Path) -> None:
    path = second_file(tiny)
    pipeline.decide(tiny, "excluded", LATER, "試しに")
    renamed = path.rename(path.with_name("別名.xlsx"))
    assert found(tiny) == [("N702", "別名.xlsx")]
    assert run("undo", tiny, LATER).exit_code == 2
    data = renamed.read_bytes()
    renamed.unlink()
    assert run("undo", tiny, "別名.xlsx").exit_code == 0
    renamed.write_bytes(data)
    assert codes(tiny) == ["E106"]


@pytest.mark.parametrize("command", ["accept", "exclude", "undo"])
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("X2", ["X2_"]),
        ("X1 最終版", [LATER]),
        ("X1最終版.xlsx", [LATER]),
        ("ｘ1", ["X1_", LATER]),
        ("どれでもない", []),
    ],
)
def test_a_name_that_is_none_gets_candidates(
    tiny: Path, command: str, typed: str, offered: list[str]
) -> None:
    second_file(tiny)
    reason = [] if command == "undo" else ["--reason", "x"]
    result = run(command, tiny, typed, *reason)
    assert result.exit_code == 2
    assert ("のことですか" in result.output) is bool(offered)
    assert all(name in result.output for name in offered)
    assert file_of(tiny, "X1").name in result.output or offered != ["X1_", LATER]
