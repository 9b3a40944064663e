"""Whatever happens to a file: the same values or a finding, and never an exception.

These are 500 files; `bench/mutate.py` makes 20,000.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.intake.submissions import read_submission
from shinchoku.model import Key
from spoiling.archives import ON_BYTES, OnBytes, part_spoilt
from spoiling.folders import A, B
from spoiling.mutants import PLACED, SEED, Operator, mutate
from spoiling.outcome import Outcome, outcome, right_answers

ON_EACH = 35  # mutants of each operator on bytes
SPOILT = 40


@pytest.fixture(scope="module")
def right(filled_tiny: Path) -> Mapping[str, Mapping[Key, str]]:
    answers = right_answers(filled_tiny)
    assert [len(answers[file]) for file in (A, B)] == [8, 7]
    return answers


def test_there_are_500() -> None:
    assert len(ON_BYTES) * ON_EACH + SPOILT + len(PLACED) >= 500


# ---------------------------------------------------------------- bytes


def outcomes_of(folder: Path, path: Path, change: OnBytes, times: int) -> Iterator[Outcome]:
    """Change the bytes of X1's file so many times, at random, and read it beside the other."""
    definition = load(folder)
    other = read_submission(folder / B, B)
    original = (folder / A).read_bytes()
    chance = random.Random(SEED)  # noqa: S311
    for _ in range(times):
        data = bytearray(original)
        change(data, chance)
        path.write_bytes(data)
        yield outcome(definition, [read_submission(path, A), other])


@pytest.mark.parametrize("change", ON_BYTES, ids=lambda change: change.__name__)
def test_broken_bytes(
    filled_tiny: Path, tmp_path: Path, right: Mapping[str, Mapping[Key, str]], change: OnBytes
) -> None:
    outcomes = outcomes_of(filled_tiny, tmp_path / "mutant.xlsx", change, ON_EACH)
    for number, (found, findings) in enumerate(outcomes):
        assert found == {**right[A], **right[B]} or findings, (change.__name__, number)
        assert right[B].items() <= found.items()


def test_broken_xml_under_a_fitting_checksum(
    filled_tiny: Path, tmp_path: Path, right: Mapping[str, Mapping[Key, str]]
) -> None:
    """What is typed may then be another text; but nothing else is lost, and nothing raises."""
    outcomes = outcomes_of(filled_tiny, tmp_path / "mutant.xlsx", part_spoilt, SPOILT)
    for found, _ in outcomes:
        assert right[B].keys() <= found.keys()


# ---------------------------------------------------------------- meanings


@pytest.mark.parametrize(
    ("operator", "place"), PLACED, ids=[f"{o.name}-{p[0][10:12]}-{p[1]}" for o, p in PLACED]
)
def test_meaning(
    tiny: Path,
    right: Mapping[str, Mapping[Key, str]],
    operator: Operator,
    place: tuple[str, int],
) -> None:
    chance = random.Random(SEED)  # noqa: S311
    expected = mutate(tiny, place[0], [(operator, place[1])], chance, right)
    intake = pipeline.examine(tiny).intake
    found, findings = outcome(intake.definition, intake.submissions)
    assert Counter(finding.code for finding in findings) == Counter(operator.found)
    assert {finding.where.file for finding in findings} <= {place[0]}
    assert found == expected


def test_a_mutant_changes_no_other_round(filled_tiny: Path, tmp_path: Path) -> None:
    """The tests above spoil copies: the shared round is as it was filled."""
    again = shutil.copytree(filled_tiny, tmp_path / "tiny")
    assert pipeline.examine(again).findings == ()
