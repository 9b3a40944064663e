"""Runs the pipeline as tests often do."""

from __future__ import annotations

from pathlib import Path

from shinchoku import pipeline
from shinchoku.followup.leave import Left


def left_by(folder: Path, build: Path) -> Left:
    """Check a round and return what that leaves for people."""
    left = pipeline.check(folder, build).left
    assert left is not None
    return left
