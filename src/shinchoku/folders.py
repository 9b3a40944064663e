"""Where rounds and builds lie: a name as it is typed goes in, a folder that is there comes out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from shinchoku.failures import reading
from shinchoku.places import ROUNDS, builds
from shinchoku.terminal import Terminal
from shinchoku.words import Message


def round_folder(terminal: Terminal, name: str) -> Path:
    """Return the folder of a round: a path, or a name under ./input_templates."""
    for folder in (Path(name), ROUNDS / name):
        if is_there(terminal, folder / "report.toml"):
            return folder
    others = [path.parent.name for path in ROUNDS.glob("*/report.toml")]
    after = terminal.instead(name, closest(name, others)) if others else ("demo",)
    return terminal.fail(Message("error.no_round", name=name, folder=str(ROUNDS)), *after)


def build_folder(terminal: Terminal, name: str) -> Path:
    """Return the folder of a build: a path, the path of its manifest, or a round's name."""
    given = Path(name)
    for folder in (given.parent if given.name == "manifest.json" else given, builds() / name):
        if is_there(terminal, folder / "manifest.json"):
            return folder
    if any(is_there(terminal, folder / "report.toml") for folder in (given, ROUNDS / name)):
        terminal.fail(Message("error.no_build", reason=name), "compile", name)
    others = [path.parent.name for path in builds().glob("*/manifest.json")]
    after = terminal.instead(name, closest(name, others)) if others else ("demo",)
    return terminal.fail(Message("error.no_build", reason=name), *after)


def closest(name: str, names: Iterable[str]) -> str:
    """Return the one that looks most like a name in any case, the first of several that do."""
    from difflib import SequenceMatcher

    folded = name.casefold()
    return max(
        sorted(names), key=lambda each: SequenceMatcher(None, folded, each.casefold()).ratio()
    )


def is_there(terminal: Terminal, path: Path) -> bool:
    """Whether there is a file; one that may not be looked for is told, and is exit 2."""

    def look() -> bool:
        with reading(path):
            return path.exists()

    return terminal.run(look)
