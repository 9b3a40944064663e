"""A decision follows its file to a new name, and of names that look alike means the right one."""

from __future__ import annotations

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from commands import run
from filling import file_of, second_file, type_in
from looking import found, printed
from running import checked_from
from shinchoku import pipeline
from shinchoku.intake.ledger import read_records
from telling import ja


def renamed(path: Path, name: str) -> Path:
    return path.rename(path.with_name(name))


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
    *lines, _ = run("history", tiny).output.splitlines()
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
