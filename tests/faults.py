"""Ways to spoil a definition: a text of report.toml or of a table of the master put for another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shinchoku.definition import DefinitionError, load

Spoil = Callable[[Path], None]


def problems(folder: Path) -> list[str]:
    """Return everything that is wrong with a definition."""
    with pytest.raises(DefinitionError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def edit(path: Path, before: str, after: str) -> None:
    """Replace a text that stands in a file once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, (path.name, before, text.count(before))
    path.write_text(text.replace(before, after), encoding="utf-8")


def in_report(before: str, after: str) -> Spoil:
    return lambda folder: edit(folder / "report.toml", before, after)


def in_table(name: str, before: str, after: str) -> Spoil:
    return lambda folder: edit(folder / "master" / f"{name}.csv", before, after)


def without_table(name: str) -> Spoil:
    return lambda folder: (folder / "master" / f"{name}.csv").unlink()


def both(*spoils: Spoil) -> Spoil:
    def spoil(folder: Path) -> None:
        for each in spoils:
            each(folder)

    return spoil
