"""The code knows no level, form, column or scale by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import SAMPLE, fill_round
from renaming import rename_sample
from running import compiled_from
from shinchoku.results import Compiled


@pytest.mark.slow
def test_the_sample_under_other_names_prints_the_same_bytes(
    tmp_path: Path, compiled_sample: Compiled
) -> None:
    source = rename_sample(tmp_path / "renamed" / SAMPLE.name)
    assert "grade" not in (source / "master" / "tree.csv").read_text(encoding="utf-8")
    filled = fill_round(source, tmp_path / SAMPLE.name)
    compiled = compiled_from(filled, tmp_path / "build")
    assert compiled.report.read_bytes() == compiled_sample.report.read_bytes()
