"""The house: which room may know which. Nothing points back up, nothing goes in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import shinchoku

SOURCE = Path(shinchoku.__file__).parent

# Each floor may know those below it. What shares a floor does not know each other.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"records", "version"}),
    frozenset({"words", "normal", "places"}),
    frozenset({"model"}),
    frozenset({"findings", "identity", "tally", "totals"}),
    frozenset({"failures"}),
    frozenset({"paper", "sheets", "journal"}),
    frozenset({"definition", "issued", "layout"}),
    frozenset({"intake", "templates"}),
    frozenset({"proving"}),
    frozenset({"publishing"}),
    frozenset({"editions", "followup", "tables"}),
    frozenset({"codes", "results"}),
    frozenset({"pipeline", "usage"}),
    frozenset({"sample", "kits", "terminal", "face"}),
    frozenset({"folders", "desk"}),
    frozenset({"commands"}),
    frozenset({"cli", ""}),  # the package itself is what `import shinchoku` shows
)
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}


@cache
def modules() -> Mapping[str, Path]:
    """Return every module by its dotted name below the package."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def room(module: str) -> str:
    return module.partition(".")[0]


@cache
def known_by(module: str) -> frozenset[str]:
    """Return the modules that one names in an import, wherever in it."""
    return frozenset(_named(modules()[module]))


def _named(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("shinchoku"):
            base = (node.module or "").removeprefix("shinchoku").removeprefix(".")
            for name in node.names:
                inner = f"{base}.{name.name}".removeprefix(".")
                yield inner if inner in modules() else base


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in modules()} == set(FLOOR)


@pytest.mark.parametrize("module", modules())
def test_a_module_knows_only_what_lies_below(module: str) -> None:
    own = FLOOR[room(module)]
    above = {known for known in known_by(module) if room(known) != room(module)}
    assert [known for known in sorted(above) if FLOOR[room(known)] >= own] == []


def test_no_modules_of_a_room_go_in_a_circle() -> None:
    done: set[str] = set()
    way: list[str] = []

    def follow(module: str) -> None:
        assert module not in way, [*way[way.index(module) :], module]
        if module in done:
            return
        way.append(module)
        for known in known_by(module):
            follow(known)
        way.pop()
        done.add(module)

    for module in modules():
        if module:  # a package shows what its own modules have
            follow(module)


def test_no_module_is_longer_than_one_reads() -> None:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules().items()}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}
