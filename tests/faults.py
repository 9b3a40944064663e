"""Ways to spoil a definition: a text of report.toml or of a table of the master put for another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shinchoku import pipeline
from shinchoku.definition import DefinitionError, load
from spoiling.folders import Spoil
from telling import en, ja

# What may be Japanese in an English message: what it quotes, and names of files and of texts.
_QUOTED = re.compile(
    r"“[^”]*”|「[^」]*」|\{[^}]*\}|[^ ]*\.csv|sections\S*|forms\S*|text・\S*|title・\S*|【\S*】"
)


def problems(folder: Path) -> list[str]:
    """Return everything that is wrong with a definition."""
    with pytest.raises(DefinitionError) as caught:
        load(folder)
    return [ja(problem.told) for problem in caught.value.problems]


def check_told_alike(folder: Path, expected: list[str], english: list[str] | None = None) -> None:
    """Check that every command says the same and begins nothing, and that English is English.

    `english` is all that it says then, where that is known.
    """
    for command in (pipeline.distribute, _checked, _compiled):
        with pytest.raises(DefinitionError) as caught:
            command(folder)
        assert [ja(problem.told) for problem in caught.value.problems] == expected
        told = [en(problem.told) for problem in caught.value.problems]
        assert english is None or told == english
    assert not (folder / "templates").exists()
    assert not re.search("[ぁ-んァ-ヶ]", _QUOTED.sub("", " ".join(told))), told


def _checked(folder: Path) -> None:
    pipeline.check(folder, folder / "build")


def _compiled(folder: Path) -> None:
    pipeline.compile_round(folder, folder / "build")


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
