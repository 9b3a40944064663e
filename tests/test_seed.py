"""The sample round, held to the published text that it was transcribed from.

Every printed row is compared letter by letter: by digests on any clone, and with the text itself,
which says in what they differ, where it is. Only how like a published sentence a note is needs it.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from csv_files import records
from published.digests import (
    COPIES,
    ORACLES,
    InDigests,
    Note,
    digest,
    figures,
    is_published,
    made,
    notes,
    of_file,
    stored,
)
from published.rows import PARTS, InText, answers, item_lines, rows_of
from published.text import NOTE, SAMPLE, SEED, Row, canonical, differences, exceptions

CLOSEST_SENTENCE = 0.8  # how like the published one a note may be

needs_text = pytest.mark.skipif(not SEED.exists(), reason="the published text is not beside us")


def all_rows() -> list[Row]:
    return [row for part in PARTS for row in rows_of(part, InDigests())]


# ---------------------------------------------------------------- the letters


@pytest.mark.parametrize("part", PARTS)
def test_every_row_reads_as_it_was_published(part: str) -> None:
    rows = rows_of(part, InDigests())
    assert [row for row in rows if not is_published(part, row)] == [], told(part)


def told(part: str) -> Sequence[str]:
    """Say in what the rows differ from the text, where that is."""
    if not SEED.exists():
        return ["only digests are here: tests/README.md"]
    return [found for row in rows_of(part, InText()) for found in differences(row, exceptions())]


@pytest.mark.parametrize("part", PARTS)
def test_a_letter_more_or_less_is_not_as_it_was_published(part: str) -> None:
    for row in rows_of(part, InDigests()):
        for column, text in row.cells.items():
            letters = "" if column == NOTE else canonical(text)
            wrong = [letters[:-1], letters[1:], f"{letters}々"] if letters else []
            others = [replace(row, cells={**row.cells, column: other}) for other in wrong]
            assert not any(is_published(part, other) for other in others), (row, column)


@needs_text
def test_the_text_says_of_every_row_what_the_digests_say() -> None:
    for part in PARTS:
        assert rows_of(part, InText()) == rows_of(part, InDigests())
        assert told(part) == []


def test_every_digest_of_a_row_has_one() -> None:
    for part in PARTS:
        taken = [row.name for row in rows_of(part, InDigests())]
        assert taken == [name for kind, name in stored() if kind == part]


@needs_text
def test_the_digests_are_those_of_the_text() -> None:
    assert list(stored().values()) == made()


# ---------------------------------------------------------------- the exceptions


def test_every_exception_is_of_a_row_and_changes_it() -> None:
    """That letters are needed as they stand, the digests of their rows show."""
    by_line = {line: row for row in all_rows() for line in row.lines}
    for exception in exceptions():
        row = by_line[exception.line]
        usual = row.layout if exception.kind == "cells" else exception.master
        assert canonical(exception.seed) != canonical(usual), exception


@needs_text
def test_every_exception_is_still_needed() -> None:
    rows = [row for part in PARTS for row in rows_of(part, InText())]
    by_line = {line: row for row in rows for line in row.lines}
    idle = []
    for exception in exceptions():
        others = [other for other in exceptions() if other is not exception]
        if not any(differences(by_line[exception.line], others)):
            idle.append(exception)
    assert idle == []


def test_every_exception_says_why() -> None:
    assert [e for e in exceptions() if not e.reason or e.kind not in {"cells", "letters"}] == []


def test_every_graded_line_belongs_to_one_item_and_783_to_two() -> None:
    owners = Counter(lines for lines in item_lines().values())
    graded = {row.lines for row in rows_of("actions", InDigests()) if row.cells.get("grade")}
    assert len(graded) == 418
    assert {lines for lines, count in owners.items() if count > 1} == {(783,)}
    assert owners[783,] == 2
    firsts = {lines[0] for lines in owners}
    assert {lines[0] for lines in graded} == firsts


# ---------------------------------------------------------------- the notes


def likeness(note: Note) -> float:
    return difflib.SequenceMatcher(None, note.ours, note.published, autojunk=False).ratio()


def test_no_note_is_the_published_sentence() -> None:
    sentences = {name for part, name in stored() if part == "sentence"}
    ours = {str(note.line): digest([note.ours]) for note in notes(InDigests())}
    assert sentences <= ours.keys()
    assert [name for name in sentences if ours[name] == stored()["sentence", name].sha256] == []


@needs_text
def test_no_note_is_much_like_the_published_sentence() -> None:
    sentences = [note for note in notes(InText()) if note.published.endswith("。")]
    assert [note for note in sentences if likeness(note) > CLOSEST_SENTENCE] == []


def test_every_note_has_the_published_figures_and_no_others() -> None:
    ours = {("figures", str(note.line)): figures(note.ours) for note in notes(InDigests())}
    published = {key: found.sha256 for key, found in stored().items() if key[0] == "figures"}
    assert ours == published


def test_a_footnote_stands_exactly_where_an_indicator_refers_to_one() -> None:
    for owner, answer in answers("kpi").items():
        assert ("※" in answer["actual"]) == answer["footnote"].startswith("※"), owner


# ---------------------------------------------------------------- the copies that travel with us


@pytest.mark.parametrize("name", ORACLES)
def test_the_copied_oracle_is_the_original(name: str) -> None:
    assert of_file(SAMPLE / f"{name}.csv") == stored()["oracle", name].sha256


@pytest.mark.parametrize("name", COPIES)
def test_the_copied_texts_are_those_of_the_text(name: str) -> None:
    rows = records(SAMPLE / f"{name}.csv")
    copied = {(name, row.pop("line")): digest(row.values()) for row in rows}
    assert copied == {key: found.sha256 for key, found in stored().items() if key[0] == name}
