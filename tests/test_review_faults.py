"""What is wrong with a definition's reviews, in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from faults import check_told_alike, edit, in_report, in_table, problems
from spoiling.folders import Spoil
from spoiling.reviews import SECOND

REVIEW = '[review]\ntable = "reviewers"\ndeadline = 2025-06-20\n'
FAULTS: list[tuple[str, Spoil, list[str], list[str]]] = [
    (
        "nobody_reviews",
        in_report(REVIEW, ""),
        [
            f"report.toml forms[1].columns[{n}].by: "
            "誰が評価するかが決まっていません。[review] に by（"
            "一者）か"
            " table（評価する人の表）と、deadline を書いてください。"
            for n in (8, 9, 10)
        ],
        [
            f"report.toml forms[1].columns[{n}].by: Nobody is named who fills it: give [review] a"
            " deadline, and either by (one reviewer) or table (a table of reviewers)."
            for n in (8, 9, 10)
        ],
    ),
    (
        "both_ways",
        in_report('table = "reviewers"\ndeadline', 'table = "reviewers"\nby = "企画課"\ndeadline'),
        [
            "report.toml review: "
            "by（一者がすべてを評価する）か table（評価する人の表）の、"
            "どちらか一つを"
            "書いてください。"
        ],
        [
            "report.toml review: Give either by (one who reviews everything) or table (a table of"
            " reviewers)."
        ],
    ),
    (
        "mail_of_a_table",
        in_report(
            'table = "reviewers"\ndeadline', 'table = "reviewers"\nmail = "a@x.jp"\ndeadline'
        ),
        [
            "report.toml review.mail: "
            "mail は、by と一緒のときだけ使います。表（table）では、その mail "
            "の列に"
            "書いてください。"
        ],
        ["report.toml review.mail: mail goes with by alone; a table has a column mail of its own."],
    ),
    (
        "before_the_departments",
        in_report("deadline = 2025-06-20", "deadline = 2025-05-22"),
        ["report.toml review.deadline: 評価の期限（deadline）が、部署の提出期限より前です。"],
        ["report.toml review.deadline: The deadline of reviews is before that of the departments."],
    ),
    (
        "an_id_of_a_review",
        in_table("items", "A1,I02,", "A1,I01.r,"),
        [
            "report.toml review: "
            "「I01.r」は、評価の行や評価する人のidに使います。master "
            "のidを別のものに"
            "してください。"
        ],
        [
            "report.toml review: "
            "“I01.r” is the id of a review or of the reviewer: give the "
            "master"
            " another one."
        ],
    ),
    (
        "a_reviewer_that_there_is_not",
        in_table("items", "43,D1,R1", "43,D1,R3"),
        ["items.csv 2行目 reviewer: reviewer「R3」は、表「reviewers」にありません。"],
        ["items.csv row 2 reviewer: reviewer “R3” is not in the table “reviewers”."],
    ),
    (
        "judged_by_numbers",
        in_report(
            'header = "評価", width = 3, align = "center", needs = { C = ["opinion", "course"] }',
            'header = "評価", width = 3, align = "center", compare = ["unit", "note"],'
            ' needs = { C = ["opinion", "course"] }',
        ),
        [
            "report.toml forms[1].columns[8].compare: "
            "compare は、部署が記入する列だけに書けます（"
            "評価する列"
            "には書けません）。"
        ],
        [
            "report.toml forms[1].columns[8].compare: compare is only for columns that departments"
            " fill, not for those of reviews."
        ],
    ),
    (
        "a_review_that_needs_an_answer",
        in_report(
            'needs = { C = ["opinion", "course"] }', 'needs = { C = ["note", "opinion", "course"] }'
        ),
        [
            "report.toml forms[1].columns[8].needs.C: 「note」という評価する側が記入する列（by ="
            ' "review"）はありません。'
        ],
        ["report.toml forms[1].columns[8].needs.C: There is no column that reviewers fill “note”."],
    ),
]


@pytest.mark.parametrize(
    ("spoil", "japanese", "english"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_what_is_wrong_with_reviews_is_told(
    spoil: Callable[[Path], object], japanese: list[str], english: list[str], tmp_path: Path
) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "second")
    spoil(folder)
    check_told_alike(folder, japanese, english)


def test_a_definition_without_review_columns_needs_no_review(tiny: Path) -> None:
    edit(
        tiny / "report.toml", "[theme]", '[review]\nby = "企画課"\ndeadline = 2031-12-31\n\n[theme]'
    )
    assert problems(tiny) == [
        'report.toml review: 評価する列（by = "review"）が一つもないので、[review] は使いません。'
    ]
