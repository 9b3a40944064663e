"""Digests of the published text, made by bench/seed_digests.py: what of it a clone has.

sample/seed_digests.csv has a line for each published row: its part, its lines, what their cells
hold, and the SHA-256 of those cells as they read in the text, errors and all. A row of the round is
held to it with the letters of the exceptions put back. Beside the rows: the figures of each note,
the sentences that no note may be, cells that were copied to other tables, and whole oracles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from csv_files import records
from published.rows import ROWS, InText, Source, answers, item_lines, rows_of, the_round
from published.text import (
    HEADING,
    KEPT,
    NOTE,
    SAMPLE,
    Row,
    SeedException,
    canonical,
    exceptions,
    letters_of,
    read,
    seed,
)

FILE = SAMPLE / "seed_digests.csv"
ORACLES = ("tally_by_plan", "summary", "reasons", "repeats")
COPIES = ("contents_titles", "citations", "plan_goals")
FIGURE = re.compile(r"\d+(?:[,.]\d+)*")


@dataclass(frozen=True)
class Digest:
    part: str
    lines: str  # "400", "742-746"
    layout: str  # of each line, where several lines differ
    sha256: str


def digest(texts: Iterable[str]) -> str:
    """Return the SHA-256 of texts without line ends."""
    return sha256("\n".join(texts).encode()).hexdigest()


@cache
def stored() -> Mapping[tuple[str, str], Digest]:
    digests = [Digest(**row) for row in records(FILE)]
    return {(found.part, found.lines): found for found in digests}


@dataclass(frozen=True)
class InDigests:
    """Finds the lines of the round's rows without the text."""

    def lines(self, part: str) -> Sequence[int]:
        names = [name for kind, name in stored() if kind == part]
        return list(chain.from_iterable(map(lines_of, names)))

    def heading_layout(self, line: int) -> str:
        layout = next(f.layout for (_, name), f in stored().items() if line in lines_of(name))
        return "heading+target" if layout == "heading+target" else HEADING


def lines_of(name: str) -> range:
    first, _, last = name.partition("-")
    return range(int(first), int(last or first) + 1)


# ---------------------------------------------------------------- rows


def labels(row: Row) -> list[str]:
    """Return what the cells of a row's lines hold, empty ones left out."""
    return [each for each in dict.fromkeys(" ".join(row.layouts).split()) if each != "-"]


def layout(row: Row) -> str:
    return " / ".join(dict.fromkeys(row.layouts))


def contents(row: Row, cells: Mapping[str, str]) -> list[str]:
    """Return what is digested: each cell's text; of a note, whether there is one."""
    return [
        f"{label} {bool(cells[label]) if label == NOTE else cells[label]}" for label in labels(row)
    ]


def of_text(part: str, row: Row) -> Digest:
    """Return the digest of a row's lines in the text."""
    cells, _ = read(row, [e for e in exceptions() if e.kind == "cells"])
    assert not cells.get("-"), f"{row.name}: nothing takes {cells['-']!r}"
    return Digest(part, row.name, layout(row), digest(contents(row, cells)))


def is_published(part: str, row: Row) -> bool:
    """Whether a row reads as the text does, where its exceptions say that the text is wrong."""
    found, letters = stored().get((part, row.name)), letters_of(row)
    held = dict.fromkeys([*labels(row), *(e.holder(labels(row)) for e in letters)])
    parts = set(chain.from_iterable(label.split("+") for label in held))
    if (
        not found
        or found.layout != layout(row)
        or any(row.cells[c] for c in row.cells.keys() - parts)
    ):
        return False
    spoilt = unmended({label: row.says(label) for label in held}, letters)
    return any(digest(contents(row, cells)) == found.sha256 for cells in spoilt)


def unmended(
    cells: Mapping[str, str], letters: Sequence[SeedException]
) -> Iterator[Mapping[str, str]]:
    """Yield the cells with the text's letters put back, wherever the mended ones may stand."""
    if not letters:
        yield cells
        return
    label = letters[0].holder(cells)
    wrong, right = canonical(letters[0].seed), canonical(letters[0].master)
    text = cells[label]
    for start in range(len(text) + 1):
        spoilt = text[:start] + wrong + text[start + len(right) :]
        if text.startswith(right, start) and (wrong or not spoilt):  # nothing: a whole cell is lost
            yield from unmended({**cells, label: spoilt}, letters[1:])


# ---------------------------------------------------------------- notes


@dataclass(frozen=True)
class Note:
    line: int
    ours: str
    published: str  # "" without the text

    @property
    def is_sentence(self) -> bool:
        return self.published.endswith("。") or len(self.published) > 25


def notes(source: Source) -> Iterator[Note]:
    """Yield the notes of items that are no repeats, and the footnotes of indicators."""
    with_text = isinstance(source, InText)
    items = the_round().entries(the_round().form("items"))
    first_lines = {item_lines()[item.id][0] for _, item in items if not item.repeat_of}
    for row in rows_of("actions", source):
        if row.lines[0] in first_lines and row.cells.get(NOTE):
            published = read(row, exceptions())[0][NOTE] if with_text else ""
            yield Note(row.lines[0], canonical(row.cells[NOTE]), published)
    footnotes = [a["footnote"] for a in answers("kpi").values() if a["footnote"]]
    for line, footnote in zip(footnote_lines(source), footnotes, strict=True):
        yield Note(line, canonical(footnote), canonical(seed()[line]) if with_text else "")


def footnote_lines(source: Source) -> list[int]:
    if isinstance(source, InText):
        return [line for line in range(126, 341) if seed()[line].startswith("※")]
    return [int(name) for part, name in stored() if part == "figures" and 126 <= int(name) < 341]


def figures(text: str) -> str:
    return digest(sorted(Counter(FIGURE.findall(text)).elements()))


# ---------------------------------------------------------------- all that there is to digest


def copied_cells(name: str, line: int) -> list[str]:
    """Return the cells of a line that another table of ours has."""
    cells = seed()[line].split("\t")
    if name == "citations":
        return [next(cell for cell in reversed(cells) if cell)]
    if name == "contents_titles":
        return cells[:1]
    numbered = re.match(r"戦略計画(\d+) ", cells[0])
    assert numbered, line
    return [numbered[1], cells[1]]


def of_copies() -> Iterator[Digest]:
    for name in COPIES:
        for row in records(SAMPLE / f"{name}.csv"):
            yield Digest(name, row["line"], "", digest(copied_cells(name, int(row["line"]))))


def of_oracles() -> Iterator[Digest]:
    for name in ORACLES:
        yield Digest("oracle", name, "", of_file(KEPT / "oracles" / f"{name}.csv"))


def of_file(path: Path) -> str:
    """Return the digest of a file, whatever line ends Git gives it here."""
    return sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def made() -> list[Digest]:
    """Return every digest, made from the text."""
    published = InText()
    rows = [of_text(part, row) for part in ROWS for row in rows_of(part, published)]
    found = list(notes(published))
    figured = [Digest("figures", str(n.line), "", figures(n.published)) for n in found]
    sentences = [
        Digest("sentence", str(n.line), "", digest([n.published])) for n in found if n.is_sentence
    ]
    return [*rows, *figured, *sentences, *of_copies(), *of_oracles()]
