"""A returned workbook that comes back takes the place of the files it was made from."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from commands import run
from filling import cell_of, file_of, opened, second_file, type_in
from looking import codes, printed
from office import saved_by_libreoffice
from returning import REQUEST
from running import checked_from, left_by
from shinchoku import pipeline
from shinchoku.identity import short
from shinchoku.intake.ledger import select
from shinchoku.intake.submissions import Submission, read_submission
from shinchoku.sheets import SheetsError
from spoiling.folders import A, B
from telling import ja

BACK = "X1 返送.xlsx"


def returned(folder: Path, department: str = "X1") -> Path:
    """What the planning section would send back to a department now."""
    build = folder.parent / "build"
    files = left_by(folder, build).returned
    (path,) = (file for file in files if f"_{department}_" in file.name)
    return path


def sent_back(folder: Path, answer: object = "2地区", name: str = BACK) -> Path:
    """Fill the returned workbook in and put it beside what is there."""
    path = folder / "submitted" / name
    shutil.copyfile(returned(folder), path)
    type_in(path, "S1-02", "done", answer)
    return path


@pytest.fixture
def wrong(tiny: Path) -> Path:
    """A round in which X1 left one answer blank."""
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    assert codes(tiny) == ["E301"]
    return tiny


def test_the_corrected_one_counts_beside_its_original(wrong: Path, tmp_path: Path) -> None:
    sent_back(wrong)
    assert codes(wrong) == ["N703"]
    (found,) = checked_from(wrong).findings
    assert found.where.file == A
    assert f"「submitted/{BACK}」" in ja(found.message)
    assert "2地区" in printed(wrong, tmp_path / "build")
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text(encoding="utf-8"))
    status = {file["path"]: file["status"] for file in manifest["inputs"]}
    assert status == {A: "superseded", f"submitted/{BACK}": "accepted", B: "accepted"}


def test_it_counts_alone_too(wrong: Path) -> None:
    sent_back(wrong)
    file_of(wrong, "X1").unlink()
    assert codes(wrong) == []


def test_it_counts_if_nothing_was_corrected(wrong: Path) -> None:
    sent_back(wrong, None)
    assert codes(wrong) == ["E301", "N703"]
    assert [f.where.file for f in checked_from(wrong).findings] == [
        f"submitted/{BACK}",
        A,
    ]


def test_the_second_correction_takes_the_place_of_both(wrong: Path) -> None:
    sent_back(wrong, None)
    sent_back(wrong, "2地区", "X1 再返送.xlsx")
    found = checked_from(wrong).findings
    assert [(f.code, f.where.file) for f in found] == [("N703", f"submitted/{BACK}"), ("N703", A)]
    assert all("X1 再返送.xlsx" in ja(f.message) for f in found)
    (wrong / "submitted" / BACK).unlink()
    assert codes(wrong) == ["N703"], "the last one knows the first, also without the one between"


def test_two_corrections_that_differ_conflict(wrong: Path) -> None:
    back = sent_back(wrong)
    other = back.with_name("X1 返送その2.xlsx")
    shutil.copyfile(back, other)
    type_in(other, "S1-02", "done", "3地区")
    assert codes(wrong) == ["E106", "N703"]
    pipeline.decide(wrong, "accepted", other.name, "電話で確認した")
    assert codes(wrong) == ["N701", "N701"]


def test_one_correction_sent_twice_is_a_copy(wrong: Path) -> None:
    back = sent_back(wrong)
    shutil.copyfile(back, back.with_name("X1 返送（コピー）.xlsx"))
    assert codes(wrong) == ["N501", "N703"]


def test_the_original_sent_again_under_another_name_is_replaced_too(wrong: Path) -> None:
    sent_back(wrong)
    original = file_of(wrong, "X1")
    shutil.copyfile(original, original.with_name("X1 再送.xlsx"))
    assert codes(wrong) == ["N703", "N703"]


def test_copies_of_the_original_are_replaced_with_it(wrong: Path) -> None:
    original = file_of(wrong, "X1")
    copy = original.with_name("X1 写し.xlsx")
    with opened(Path(shutil.copyfile(original, copy))) as book:
        book.active = 1  # the same answers in other bytes
    assert codes(wrong) == ["E301", "N501"]
    sent_back(wrong)
    assert codes(wrong) == ["N703", "N703"]


def test_a_version_that_comes_later_is_in_conflict(wrong: Path) -> None:
    """What one of two versions leaves blank may have been removed."""
    original = file_of(wrong, "X1")
    part = original.with_name("X1 追加.xlsx")
    shutil.copyfile(original, part)
    type_in(part, "S1-02", "done", "2地区")
    part.rename(wrong / part.name)
    sent_back(wrong, None)
    (wrong / part.name).rename(part)
    assert codes(wrong) == ["E106", "N703"]


def test_what_the_department_changes_in_the_original_is_a_conflict(wrong: Path) -> None:
    """Both came after the request, so that nobody but the department knows which is right."""
    sent_back(wrong)
    type_in(file_of(wrong, "X1"), "S1-02", "done", "3地区")
    assert codes(wrong) == ["E106"]


def test_an_excluded_correction_leaves_the_original(wrong: Path) -> None:
    sent_back(wrong)
    pipeline.decide(wrong, "excluded", BACK, "記入者が違う")
    assert codes(wrong) == ["E301", "N702"]


def test_the_original_may_be_accepted_instead(wrong: Path) -> None:
    sent_back(wrong)
    pipeline.decide(wrong, "accepted", file_of(wrong, "X1").name, "返送分は誤り")
    assert codes(wrong) == ["E301", "N701"]


def test_the_correction_of_an_accepted_file_counts(wrong: Path) -> None:
    second_file(wrong)
    pipeline.decide(wrong, "accepted", file_of(wrong, "X1").name, "課長に確認した")
    assert codes(wrong) == ["E301", "N701"]
    sent_back(wrong)
    assert codes(wrong) == ["N701", "N703"]
    file_of(wrong, "X1").unlink()
    assert codes(wrong) == ["N703"], "the file that lost stays out"


@pytest.mark.parametrize("lost", [[], ["_shinchoku"], [REQUEST]])
def test_one_sheet_is_enough_to_know_it(wrong: Path, lost: list[str]) -> None:
    with opened(sent_back(wrong)) as book:
        for name in lost:
            del book[name]
    assert codes(wrong)[-1:] == ["N703"]
    assert "E106" not in codes(wrong)


def test_without_both_it_is_one_of_two_files(wrong: Path) -> None:
    path = sent_back(wrong, "2地区")
    with opened(path) as book:
        del book["_shinchoku"], book[REQUEST]
        cell_of(book, "S1-01", "remarks").value = "夜間訓練も加えた"
    assert "E106" in codes(wrong)
    pipeline.decide(wrong, "accepted", BACK, "返送されたもの")
    assert codes(wrong)[-1:] == ["N701"]


@pytest.mark.slow
def test_it_is_known_after_libreoffice(wrong: Path, tmp_path: Path) -> None:
    path = sent_back(wrong)
    (saved,) = saved_by_libreoffice([path], tmp_path / "saved")
    shutil.copyfile(saved, path)
    assert codes(wrong) == ["N703"]


def test_history_tells_what_took_its_place(wrong: Path) -> None:
    sent_back(wrong, None)
    sent_back(wrong, "2地区", "X1 再返送.xlsx")
    checked_from(wrong)
    lines = run("history", wrong).output.splitlines()
    after = {
        lines[index - 1].split("　")[2].split("（")[0]: line
        for index, line in enumerate(lines)
        if "→" in line
    }
    assert set(after) == {A, f"submitted/{BACK}"}
    assert BACK in after[A]
    assert "X1 再返送.xlsx" in after[f"submitted/{BACK}"]
    pipeline.decide(wrong, "excluded", BACK, "誤送信")
    (line,) = (line for line in run("history", wrong).output.splitlines() if "→" in line)
    assert "X1 再返送.xlsx" in line, "what is excluded takes nobody's place"


# ---------------------------------------------------------------- what only a forger would send


def files_of(folder: Path) -> tuple[Submission, Submission]:
    one, other = (read_submission(folder / name, name) for name in (A, B))
    return one, other


def made_from(one: Submission, *others: Submission) -> Submission:
    return replace(one, replaces=frozenset(short(other.sha256) for other in others))


def test_no_file_takes_another_departments_place(filled_tiny: Path) -> None:
    one, other = files_of(filled_tiny)
    forged = made_from(one, other)
    assert select([forged, other], {}) == ((forged, other), ())


def test_files_that_claim_each_other_all_stay(filled_tiny: Path) -> None:
    one, _ = files_of(filled_tiny)
    two = replace(one, file="submitted/二.xlsx", sha256="2" * 64)
    circle = made_from(one, two), made_from(two, one)
    assert select(circle, {}) == (circle, ())
    claims_itself = made_from(one, one)
    assert select([claims_itself], {}) == ((claims_itself,), ())


def test_an_unreadable_file_takes_no_place_and_keeps_its_finding(filled_tiny: Path) -> None:
    one, _ = files_of(filled_tiny)
    broken = replace(one, file="submitted/二.xlsx", identity=None, problem=SheetsError("x", "x"))
    for files in ([made_from(one, broken), broken], [one, made_from(broken, one)]):
        assert select(files, {}) == (tuple(files), ())


@pytest.mark.parametrize(
    "text",
    ["shinchoku_replaces", "shinchoku_replaces|", "shinchoku_replaces|*", "", "x" * 32_000],
)
def test_what_names_no_files_replaces_none(wrong: Path, text: str) -> None:
    with opened(sent_back(wrong)) as book:
        for name in ("_shinchoku", REQUEST):
            book[name]["A2"] = text
    assert "N703" not in codes(wrong)
