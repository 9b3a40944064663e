"""What comes back as a review, done to the round `second`; test_reviews.py runs it.

I02.r is reviewed by R1 (B), I05.r by R1 (C, against the first B), I13.r by R2.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from filling import opened, type_in
from shinchoku import pipeline
from spoiling.folders import Spoil, both
from spoiling.reviews import COMMITTEE, PLANNING, copied, corrected, exchanged

_NOTE = "おおむね計画どおりに進んだ。周知の方法に改善の余地がある。"
_OF_D1 = "D1_市民協働課.xlsx"


class ReviewCase(NamedTuple):
    """What is done, the codes of what is found, and what is read all the same."""

    name: str
    spoil: Spoil
    found: tuple[str, ...] = ()
    values: Mapping[tuple[str, str], str] = {}


def _typed(name: str, owner: str, column: str, text: str | None) -> Spoil:
    return lambda folder: type_in(folder / "submitted" / name, owner, column, text)


def _with_another_id(folder: Path) -> None:
    """Type over the id of a row."""
    with opened(folder / "submitted" / PLANNING) as book:
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        next(cell for cell in cells if cell.value == "I02.r").value = "I99.r"


def _asked_again(folder: Path) -> None:
    """Forget that reviewers were sent anything, as in a round that is copied without its record."""
    (folder / "issued.jsonl").unlink()
    pipeline.distribute(folder)


def _resent(folder: Path) -> None:
    """Let a department send another figure when it has been reviewed."""
    type_in(folder / "submitted" / _OF_D1, "I02", "actual", 44)


REVIEWS = [
    ReviewCase("nothing_is_wrong", lambda _: None, (), {("I05.r", "second"): "C"}),
    ReviewCase("an_answer_is_sent_again", _resent, ("W417",), {("I02.r", "second"): "B"}),
    ReviewCase(
        "an_answer_is_corrected",
        corrected(("I02", "所見", _NOTE, "計画どおり", "課長", "簡潔に")),
        ("W417",),
    ),
    ReviewCase(
        "files_of_two_reviewers_are_exchanged",
        exchanged(PLANNING, COMMITTEE),
        (),
        {("I02.r", "second"): "B", ("I05.r", "second"): "C"},
    ),
    ReviewCase("a_review_comes_twice", copied(PLANNING, "二次評価.xlsx"), ("N501",)),
    ReviewCase(
        "two_versions_of_a_review",
        both(copied(PLANNING, "二次評価.xlsx"), _typed("二次評価.xlsx", "I02.r", "second", "A")),
        ("E106",),
        {("I02.r", "second"): "", ("I02", "first"): "B"},
    ),
    ReviewCase(
        "an_answer_called_as_a_review",
        copied(_OF_D1, PLANNING),
        ("E101", "N501"),
        {("I02", "first"): "B", ("I02.r", "second"): ""},
    ),
    ReviewCase("a_grade_that_is_none", _typed(PLANNING, "I02.r", "second", "優"), ("E302",)),
    ReviewCase("a_blank_second_grade", _typed(PLANNING, "I02.r", "second", None), ("E301",)),
    ReviewCase(
        "no_opinion_where_one_is_needed", _typed(PLANNING, "I05.r", "opinion", None), ("E305",)
    ),
    ReviewCase("a_row_of_nobody", _with_another_id, ("E201",)),
    ReviewCase(
        "a_department_with_a_review_s_column_typed_over",
        _typed(PLANNING, "I02.r", "first", "A"),
        ("W417",),
        {("I02", "first"): "B"},
    ),
    ReviewCase("reviews_that_nobody_was_sent", _asked_again, ("E110",), {("I05.r", "second"): "C"}),
    ReviewCase(
        "a_reviewers_file_is_gone",
        lambda folder: (folder / "submitted" / COMMITTEE).unlink(),
        ("E101",),
        {("I13.r", "second"): "", ("I05.r", "second"): "C"},
    ),
    ReviewCase(
        "the_templates_of_reviews_as_they_were_sent",
        lambda folder: shutil.copyfile(
            folder / "templates" / COMMITTEE, folder / "submitted" / COMMITTEE
        ),
        (*("E301",) * 12, "W403"),
    ),
]
