"""Where rounds and builds lie below the folder that somebody works in, and what is shipped."""

from __future__ import annotations

from pathlib import Path

ROUNDS, BUILDS = Path("input_templates"), Path("build")


def shipped(name: str) -> Path:
    """Return a folder that the program brings along: in the wheel, or in a checkout."""
    here = Path(__file__).resolve()
    installed = here.parent / "samples" / name
    return installed if installed.exists() else here.parents[2] / ROUNDS / name
