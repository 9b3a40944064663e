"""The published text, line by line, and where it was misread on its way out of the PDF.

The exceptions stand in sample/seed_exceptions.csv: kind `cells` says what each cell of the line
holds ("-" is an empty one, "heading+target" two things in one cell); kind `letters` what the text
reads and what the round says. White space and the widths of characters are free.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path

from csv_files import records

REPOSITORY = Path(__file__).parents[2]
SAMPLE = REPOSITORY / "tests" / "sample"
KEPT = Path(os.environ.get("SHINCHOKU_PUBLISHED", REPOSITORY.parent / "shared"))
SEED = KEPT / "seeds" / "000_380d5e5510e935cb.txt"

ITEM = "project target baseline planned actual grade note"
HEADING = "project heading+target baseline planned actual grade note"
NOTE = "note"  # in our own words: here it counts only whether there is one


@dataclass(frozen=True)
class Row:
    """A printed row as the round has it, and in which lines and cells the text should have it."""

    lines: tuple[int, ...]
    layout: str
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        return "-".join(str(line) for line in dict.fromkeys((self.lines[0], self.lines[-1])))

    @property
    def layouts(self) -> list[str]:
        """What the cells of each line hold."""
        return [layout_of(line) or self.layout for line in self.lines]

    def says(self, label: str) -> str:
        """Return what the round says where the text has one cell."""
        return canonical("".join(self.cells.get(part, "") for part in label.split("+")))


@dataclass(frozen=True)
class SeedException:
    line: int
    kind: str  # "cells" or "letters"
    column: str
    seed: str
    master: str
    reason: str

    def holder(self, labels: Iterable[str]) -> str:
        """Return which label is that of the cell that it is about."""
        holders = (label for label in labels if self.column in label.split("+"))
        return next(holders, self.column)


def canonical(text: str) -> str:
    """Return NFKC without white space, but keep ① apart from 1."""
    parts = re.split("([①-⑳])", text)
    normal = (p if re.match("[①-⑳]", p) else unicodedata.normalize("NFKC", p) for p in parts)
    return "".join("".join(normal).split())


@cache
def seed() -> Mapping[int, str]:
    return dict(enumerate(SEED.read_text(encoding="utf-8").split("\n"), start=1))


@cache
def exceptions() -> tuple[SeedException, ...]:
    rows = records(SAMPLE / "seed_exceptions.csv")
    return tuple(SeedException(line=int(row.pop("line")), **row) for row in rows)


def letters_of(row: Row) -> list[SeedException]:
    return [e for e in exceptions() if e.kind == "letters" and e.line in row.lines]


@cache
def layout_of(line: int) -> str:
    """Return what the cells of a line hold by exception, "" for a line as its neighbours."""
    return next((e.seed for e in exceptions() if e.kind == "cells" and e.line == line), "")


# ---------------------------------------------------------------- the text against a row


def read(row: Row, known: Sequence[SeedException]) -> tuple[dict[str, str], list[str]]:
    """Return what the text has for a row, by what its cells hold, and what could not be mended."""
    found: dict[str, str] = {}
    failed: list[str] = []
    for line in row.lines:
        of_line = [exception for exception in known if exception.line == line]
        layout = next((e.seed for e in of_line if e.kind == "cells"), row.layout)
        printed = [canonical(cell) for cell in seed()[line].split("\t")]
        cells: dict[str, str] = {}
        for label, cell in zip_longest(layout.split(), printed):
            cells[label or "-"] = cells.get(label or "-", "") + (cell or "")
        failed += [
            f"{line} {exception.column}: no {exception.seed!r} to mend"
            for exception in of_line
            if exception.kind == "letters" and not mend(cells, exception)
        ]
        for label, text in cells.items():
            found[label] = found.get(label, "") + text
    return found, failed


def mend(cells: dict[str, str], exception: SeedException) -> bool:
    """Put the round's letters in the place of the text's; False where those are not there."""
    label, wrong = exception.holder(cells), canonical(exception.seed)
    text = cells.get(label, "")
    if text.count(wrong) != 1 if wrong else text:
        return False
    right = canonical(exception.master)
    cells[label] = text.replace(wrong, right) if wrong else right
    return True


def differences(row: Row, known: Sequence[SeedException]) -> Iterator[str]:
    """Say in what a row and the text differ."""
    found, failed = read(row, known)
    yield from failed
    for label, text in found.items():
        expected = row.says(label)
        same = bool(text) == bool(expected) if label == NOTE else text == expected
        if not same:
            yield f"{row.name} {label}: the text reads {text!r}, the round says {expected!r}"
    columns = set(chain.from_iterable(label.split("+") for label in found))
    for column in row.cells.keys() - columns:
        if row.cells[column]:
            yield f"{row.name} {column}: only the round has {row.cells[column]!r}"
