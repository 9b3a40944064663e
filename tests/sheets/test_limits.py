"""What is too much: each limit, bombs, and what costs next to nothing."""

from __future__ import annotations

import random
import time
import tracemalloc

import pytest

from sheets.asking import ONE, kind_of, texts
from shinchoku.sheets import Limits, read_workbook
from spoiling import parts as raw
from spoiling.archives import lying, zipped


@pytest.mark.parametrize(
    "row",
    [
        '<row r="#" s="3" customFormat="1"/>',
        '<row r="#" s="3" customFormat="1"><c r="A#" s="3"/></row>',
    ],
)
def test_styled_blank_rows_to_the_last_cost_next_to_nothing(row: str) -> None:
    file = raw.workbook(sheet=raw.worksheet(raw.each_row(row) + ONE))
    start = time.process_time()
    assert texts(read_workbook(file).sheets[0]) == {"A1": "1"}
    assert time.process_time() - start < 3  # 0.9 s at most here; 5 s if each came to Python


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    file = raw.workbook(sheet=raw.worksheet(ONE.replace("A1", "XFD1048576")))
    tracemalloc.start()
    try:
        assert texts(read_workbook(file).sheets[0]) == {"XFD1048576": "1"}
        assert tracemalloc.get_traced_memory()[1] < 2 << 20
    finally:
        tracemalloc.stop()


NOISE = random.Random(4).randbytes(2_000_000).hex()  # noqa: S311 - it must not compress
BOMBS = {
    "spaces": raw.worksheet(" " * 80_000_000),
    "cells": raw.worksheet('<row r="1">' + "<c/>" * 2_000_000),
    "values": raw.worksheet('<row r="1">' + f"<c><f>{NOISE[:99]}</f><v>1</v></c>" * 200_000),
    "merges": raw.worksheet("", behind='<mergeCell ref="A1"/>' * 400_000),
    "hidden columns": raw.worksheet("", before='<col min="1" max="16384" hidden="1"/>' * 400_000),
    "text": raw.worksheet(f'<row r="1"><c t="inlineStr"><is><t>{NOISE * 5}</t></is></c></row>'),
    "attribute": raw.worksheet(f'<row r="{NOISE}'),
    "comment": raw.worksheet(f"<!-- {NOISE}"),
    "depth": raw.worksheet("<a>" * 100_000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_soon(bomb: str) -> None:
    file = raw.workbook(sheet=BOMBS[bomb])
    start = time.process_time()
    assert kind_of(file, max_ratio=2000) == "too_large"
    assert time.process_time() - start < 3  # 0.8 s at most here


def test_many_pieces_of_one_string_and_replies_to_one_comment_take_no_squared_time() -> None:
    row = f'<row r="1"><c><is><r>{"<t>abcdefgh</t>" * 60_000}</r></is></c></row>'
    comments = '<comment ref="A1"><text><t>abcdefgh</t></text></comment>' * 30_000
    parts = raw.parts(row) | {
        "xl/worksheets/_rels/sheet1.xml.rels": raw.relationships(("a", "comments", "/c.xml")),
        "c.xml": f'<comments xmlns="{raw.MAIN}">{comments}</comments>',
    }
    start = time.process_time()
    (sheet,) = read_workbook(zipped(parts), limits=Limits(max_ratio=2000, max_tags=400_000)).sheets
    assert time.process_time() - start < 5  # 0.3 s here
    assert texts(sheet) == {"A1": "abcdefgh" * 60_000}
    assert sheet.comments == {(1, 1): "\n".join(["abcdefgh"] * 30_000)}


@pytest.mark.parametrize("bomb", ["spaces", "text", "attribute", "comment"])
def test_a_bomb_is_refused_in_little_memory(bomb: str) -> None:
    file = raw.workbook(sheet=BOMBS[bomb])
    tracemalloc.start()
    try:
        assert kind_of(file, max_ratio=2000) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 50 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "limits",
    [
        {"max_file_bytes": 1000},
        {"max_bytes_inflated": 3000},
        {"max_bytes_parsed": 3000},
        {"max_tags": 26},
        {"max_cells": 5},
        {"max_characters": 9},
        {"max_depth": 3},
    ],
)
def test_each_limit_alone_refuses_what_is_over_it(limits: dict[str, int]) -> None:
    rows = ONE + '<row r="2"><c r="A2" t="inlineStr"><is><t>012345678&amp;</t></is></c></row>'
    file = raw.workbook(rows + " " * 3000)
    assert len(file) > 1000
    assert texts(read_workbook(file).sheets[0]) == {"A1": "1", "A2": "012345678&"}
    assert kind_of(file, **limits) == "too_large"


@pytest.mark.parametrize("limits", [{"max_cells": 5}, {"max_characters": 19}])
def test_cells_that_expat_does_not_see_count_too(limits: dict[str, int]) -> None:
    cells = "".join(f'<c r="{c}1" t="inlineStr"><is><t>0123</t></is></c>' for c in "ABCDE")
    file = raw.workbook(f'<row r="1">{cells}</row>')
    assert len(read_workbook(file).sheets[0].cells) == 5
    assert kind_of(file, **limits) == "too_large"


def test_the_ratio_counts_from_a_mebibyte_on() -> None:
    blank = raw.worksheet(ONE + " " * (1 << 20))
    file = raw.workbook(sheet=blank)
    assert kind_of(file) == "too_large"
    assert read_workbook(file, limits=Limits(max_ratio=1100)).sheets[0].cells
    assert read_workbook(raw.workbook(sheet=blank.replace("   ", " "))).sheets


def test_entries_and_sheets_are_counted() -> None:
    parts = raw.parts(ONE)
    assert kind_of(zipped(parts | {f"x/{n}": "" for n in range(2000)})) == "too_many_entries"
    assert read_workbook(zipped(parts | {f"x/{n}": "" for n in range(1990)})).sheets
    names = "".join(f'<definedName name="{n}" localSheetId="0"/>' for n in range(200))
    assert kind_of(raw.workbook(book=raw.workbook_xml("a" * 90_000, names=names))) == (
        "too_large"  # each of these names would begin with the sheet's
    )
    many = raw.workbook_xml(*["a"] * 3000)
    assert kind_of(raw.workbook(book=many)) == "too_large"


@pytest.mark.parametrize("length", [0, 10, 4_000_000_000])
def test_a_header_that_lies_about_the_length_changes_nothing(length: int) -> None:
    honest = raw.workbook(ONE + " " * 80_000_000)
    lie = lying(honest, raw.NAMES["sheet"], length)
    assert lie != honest
    assert kind_of(lie, max_ratio=2000) == ("too_large" if length > 10 else "damaged")
