"""Runs the pipeline as tests often do."""

from __future__ import annotations

from pathlib import Path

import pytest

from shinchoku import pipeline
from shinchoku.editions.issue import Issued
from shinchoku.followup.leave import Left
from shinchoku.results import Checked, Compiled


def checked_from(folder: Path) -> Checked:
    """Check a round and record what came, without leaving anything for people."""
    return pipeline.record(pipeline.examine(folder))


def compiled_from(folder: Path, build: Path, *, draft: bool = False) -> Compiled:
    """Compile a round that nothing stops."""
    compiled = pipeline.compile_round(folder, build, draft=draft)
    assert isinstance(compiled, Compiled), compiled.findings
    return compiled


def published_from(folder: Path, build: Path) -> Issued:
    """Publish a report that nobody touched, without LibreOffice, whose PDF takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        issued = pipeline.publish_round(folder, build)
    assert isinstance(issued, Issued), issued
    return issued


def left_by(folder: Path, build: Path) -> Left:
    """Check a round and return what that leaves for people."""
    left = pipeline.check(folder, build).left
    assert left is not None
    return left
