"""Where rounds and builds lie below the folder that somebody works in, and what is shipped."""

from __future__ import annotations

from pathlib import Path

ROUNDS, BUILDS = Path("input_templates"), Path("build")


def builds() -> Path:
    """Return where builds lie: here, or beside the rounds for who is among them, or in one."""
    here = Path.cwd()
    inside = [each.name for each in (here, here.parent)]
    up = inside.index(ROUNDS.name) + 1 if ROUNDS.name in inside else 0
    return Path(*[".."] * up, BUILDS)


def build_of(folder: Path) -> Path:
    """Return where the build of a round lies."""
    return builds() / folder.resolve().name


def shipped(name: str) -> Path:
    """Return a folder that the program brings along: in the wheel, or in a checkout."""
    here = Path(__file__).resolve()
    installed = here.parent / "samples" / name
    return installed if installed.exists() else here.parents[2] / ROUNDS / name
