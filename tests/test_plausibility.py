"""Figures are held against a grade where the definition pairs columns and ranks the grade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from definitions import SCALE, item, project, small
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import read_submission
from shinchoku.model import Column, Definition, Grade, Key
from shinchoku.templates.writer import write_template

PLANNED, SHORT, OVER = "6基", "4基", "9基"


def asked(change: Callable[[Column], Column]) -> Definition:
    """Ask about one item, with another column of grades."""
    definition = small(projects=(project("（1）", "公園", item("P01-01", "遊具", PLANNED)),))
    items, *others = definition.forms
    columns = (change(column) if column.id == "grade" else column for column in items.columns)
    form = replace(items, columns=tuple(columns))
    trees = {**definition.trees, "kpi": ()}
    return replace(definition, forms=(form, *others), trees=trees)


def contradictions(definition: Definition, folder: Path, done: str, grade: str) -> int:
    """Send an answer and return how often it is called contradictory."""
    answers = {
        Key("P01-01", "actual"): done,
        Key("P01-01", "grade"): grade,
        Key("P01-01", "reason"): "その他",
        Key("P01-01", "note"): "理由",
    }
    path = folder / "D01.xlsx"
    write_template(path, definition, definition.departments[0], answers=answers)
    intake = Intake(definition, [read_submission(path, path.name)])
    return sum(finding.code == "W404" for finding in check(intake))


def of_scale(*grades: Grade) -> Callable[[Column], Column]:
    return lambda column: replace(column, grades=grades, compare=("planned", "actual"))


@pytest.mark.parametrize(
    ("done", "grade", "found"),
    [(SHORT, "A", 1), (SHORT, "A+", 1), (SHORT, "B", 0), (SHORT, "*", 0),
     (OVER, "B", 1), (OVER, "A", 0), (OVER, "*", 0), (PLANNED, "A", 0), (PLANNED, "B", 0)],
)  # fmt: skip
def test_a_grade_is_held_against_figures_by_its_rank(
    tmp_path: Path, done: str, grade: str, found: int
) -> None:
    assert contradictions(asked(of_scale(*SCALE)), tmp_path, done, grade) == found


@pytest.mark.parametrize(("done", "grade", "found"), [(SHORT, "未着手", 0), (SHORT, "完了", 1)])
def test_the_order_of_a_scale_says_nothing(
    tmp_path: Path, done: str, grade: str, found: int
) -> None:
    worst_first = of_scale(
        Grade(code="未着手", label="未着手・未達成", rank="delayed"),
        Grade(code="実施中", label="実施中"),
        Grade(code="完了", label="完了", rank="good"),
    )
    assert contradictions(asked(worst_first), tmp_path, done, grade) == found


def test_a_scale_without_ranks_is_never_contradicted(tmp_path: Path) -> None:
    unranked = of_scale(*(replace(grade, rank="neutral") for grade in SCALE))
    assert contradictions(asked(unranked), tmp_path, SHORT, "A") == 0


def test_columns_that_are_not_paired_are_never_compared(tmp_path: Path) -> None:
    unpaired = asked(lambda column: replace(column, grades=SCALE, compare=()))
    assert contradictions(unpaired, tmp_path, SHORT, "A") == 0


def test_a_target_of_another_year_is_no_plan(tmp_path: Path) -> None:
    with_target = asked(lambda column: replace(column, grades=SCALE, compare=("target", "actual")))
    assert contradictions(with_target, tmp_path, SHORT, "A") == 0
