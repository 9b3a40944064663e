"""A definition that loads can be compiled; one that does not says why, in a clerk's words."""

from __future__ import annotations

import pytest

from conftest import needs_posix
from definition_mutants import OPERATORS
from random_definitions import draw
from theorem import Result, prove
from toml_text import toml_text

FIRST, BATCH, BATCHES = 20310630, 20, 10
SHARE_COMPILED = 0.4


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return []


@needs_posix
@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_definition_that_loads_can_be_compiled(batch: int, results: list[Result]) -> None:
    seeds = range(FIRST + batch * BATCH, FIRST + (batch + 1) * BATCH)
    found = [prove(seed, mutated=seed % 2 == 1) for seed in seeds]
    results += found
    failed = [str(result) for result in found if result.failure]
    assert not failed, "\n".join(failed)


@needs_posix
@pytest.mark.parametrize(
    ("seed", "mutated"), [(20320127, True), (20320177, True), (20320209, False)]
)
def test_what_once_failed_holds(seed: int, *, mutated: bool) -> None:
    result = prove(seed, mutated=mutated)
    assert not result.failure, str(result)


@needs_posix
@pytest.mark.slow
def test_most_of_what_is_drawn_is_compiled(results: list[Result]) -> None:
    compiled = [result for result in results if result.outcome in {"compiled", "draft"}]
    assert len(compiled) >= SHARE_COMPILED * len(results), [str(result) for result in results]


def test_same_seed_draws_same_definition() -> None:
    one, other = draw(FIRST), draw(FIRST)
    assert (toml_text(one.report), one.tables) == (toml_text(other.report), other.tables)


def test_there_are_operators_enough() -> None:
    assert len(OPERATORS) >= 60
