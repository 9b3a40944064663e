"""Small files that may cost much, at full size: what is found is little, and no command fails.

What they cost is measured by `bench/hostile.py`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from hostile import HOSTILE, Hostile, Round
from shinchoku import pipeline, sample
from shinchoku.failures import DefinitionError
from shinchoku.findings import Finding
from shinchoku.words import languages, words

pytestmark = pytest.mark.slow

COUNT = 2_000
ITS_OWN = "W404"  # a finding that the sample has anyway
MOST_PROBLEMS = 10  # kinds of what is wrong with a definition
LONGEST = 3_000  # characters: two texts of a thousand, and what is said of them


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Round(tmp_path_factory.mktemp("demo"))
    sample.demo(sample.folder(), made.folder, made.build)
    return made.root


@pytest.fixture
def round_(demo: Path, tmp_path: Path) -> Round:
    return Round(Path(shutil.copytree(demo, tmp_path / "demo")))


KINDS = [pytest.param(kind, id=name) for name, kind in HOSTILE.items() if not kind.of_report]
OF_REPORTS = [pytest.param(kind, id=name) for name, kind in HOSTILE.items() if kind.of_report]


def told(finding: Finding) -> str:
    """Return the longest of what is said of a finding in any language."""
    texts = (say.tell(text) for text in (finding.message, finding.hint) for say in SAYERS)
    return max(texts, key=len)


SAYERS = [words(language) for language in languages()]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_found_in_a_round_is_told_in_few_words(round_: Round, kind: Hostile) -> None:
    kind.spoil(round_, COUNT)
    if kind.found == ("definition",):
        with pytest.raises(DefinitionError) as caught:
            pipeline.check(round_.folder, round_.build)
        assert len(caught.value.problems) <= MOST_PROBLEMS
        return
    checked = pipeline.check(round_.folder, round_.build)
    found = Counter(finding.code for finding in checked.findings)
    assert found - Counter([ITS_OWN]) == Counter(kind.found)
    assert max(len(told(finding)) for finding in checked.findings) < LONGEST
    pipeline.compile_round(round_.folder, round_.build, draft=True)
    assert pipeline.verify(round_.build).unaccounted == 0


@pytest.mark.parametrize("kind", OF_REPORTS)
def test_what_became_of_a_report_is_told_in_few_words(round_: Round, kind: Hostile) -> None:
    kind.spoil(round_, COUNT)
    verified = pipeline.verify(round_.build)
    assert {finding.code for finding in verified.findings} == set(kind.found)
    for finding in verified.findings:
        assert len(told(finding)) < LONGEST
    form = round_.folder / "corrections.xlsx"
    if verified.edits:
        pipeline.fill_corrections(form, round_.folder, round_.build, verified)
        assert form.exists()
