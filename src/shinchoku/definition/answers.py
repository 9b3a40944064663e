"""A sample's answers: tables of what departments wrote become texts by key."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from shinchoku.model import Definition, Key


def read_answers(folder: Path, definition: Definition) -> Mapping[Key, str]:
    """Read `<form>.csv` for every form: column `owner` is a line's id, the others answers."""
    answers = {}
    for form in definition.forms:
        for row in _rows(folder / f"{form.id}.csv"):
            for column in form.answered:
                if row[column.id]:
                    answers[Key(row["owner"], column.id)] = row[column.id]
    return answers


def read_about(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Read `about.csv`: department -> who answered and who confirmed."""
    return {row.pop("department"): row for row in _rows(folder / "about.csv")}


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
