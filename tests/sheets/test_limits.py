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


@pytest.mark.parametrize("tag", ["f", "later"])
def test_texts_of_which_nothing_is_kept_do_not_count(tag: str) -> None:
    unkept = f'<{tag} aca="false">{"&amp;A1" * 200}</{tag}>'
    rows = (f'<row r="{n}"><c r="A{n}" t="str">{unkept}<v>0123</v></c></row>' for n in range(1, 40))
    file = raw.workbook("".join(rows))
    (sheet,) = read_workbook(file, limits=Limits(max_characters=4_000)).sheets
    assert set(texts(sheet).values()) == {"0123"}
    assert len(sheet.cells) == 39
    assert kind_of(file, max_characters=39 * 4 - 1) == "too_large"


# Four relationships, three cells, two strings and two areas; the third string nobody asks for.
@pytest.mark.parametrize("limits", [{"max_cells": 10}, {"max_characters": 11}])
def test_strings_that_cells_refer_to_count_once_and_merged_areas_too(
    limits: dict[str, int],
) -> None:
    cells = "".join(
        f'<c r="{c}1" t="s"><v>{i}</v></c>' for c, i in {"A": 0, "B": 1, "C": 1}.items()
    )
    merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>'
    sheet = raw.worksheet(f'<row r="1">{cells}</row>', behind=merges)
    file = raw.workbook(sheet=sheet, strings=raw.strings(*["<t>012345</t>"] * 3))
    exact = Limits(**{name: limit + 1 for name, limit in limits.items()})
    assert len(read_workbook(file, limits=exact).sheets[0].merges) == 2
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


# ---------------------------------------------------------------- what nobody wants

OURS = '<row r="1"><c r="A1" t="s"><v>#</v></c><c r="B1" t="s"><v>$</v></c></row>'


def beside_ours(rows: int, *, sheets: int = 1, ours_first: bool = True) -> bytes:
    """Return our sheet, and others of six texts a row that are nobody else's."""
    count = rows * 6
    texts_of_others = [f"<t>明細{number}</t>" for number in range(count)]
    texts_of_ours = ["<t>ours</t>", "<r><t>a</t></r>"]
    every = texts_of_ours + texts_of_others if ours_first else texts_of_others + texts_of_ours
    first, ours = (2, 0) if ours_first else (0, count)
    other = "".join(
        f'<row r="{row + 1}">'
        + "".join(
            f'<c r="{"ABCDEF"[column]}{row + 1}" t="s"><v>{first + row * 6 + column}</v></c>'
            for column in range(6)
        )
        + "</row>"
        for row in range(rows)
    )
    others = [f"他{number}" for number in range(sheets)]
    names = ["回答", *others] if ours_first else [*others, "回答"]
    own = OURS.replace("#", str(ours)).replace("$", str(ours + 1))
    parts = raw.parts(strings=raw.strings(*every), book=raw.workbook_xml(*names)) | {
        f"xl/w{number}.xml": raw.worksheet(own if name == "回答" else other)
        for number, name in enumerate(names, start=1)
    }
    links = [(f"rId{n}", "worksheet", f"w{n}.xml") for n in range(1, len(names) + 1)]
    strings = ("s", "sharedStrings", "sharedStrings.xml")
    return zipped(parts | {raw.NAMES["links"]: raw.relationships(*links, strings)})


@pytest.mark.parametrize(
    ("rows", "sheets", "ours_first"),
    [(9_000, 1, True), (9_000, 1, False), (30_000, 1, False), (4_000, 30, True)],
)
def test_what_only_sheets_use_that_nobody_wants_is_neither_counted_nor_read(
    rows: int, sheets: int, *, ours_first: bool
) -> None:
    file = beside_ours(rows, sheets=sheets, ours_first=ours_first)
    start = time.process_time()
    book = read_workbook(file, is_wanted=lambda cells: cells[1, 1].text == "ours")
    assert time.process_time() - start < 2  # 0.4 s at most here
    (ours,) = [sheet for sheet in book.sheets if sheet.name == "回答"]
    assert texts(ours) == {"A1": "ours", "B1": "a"}
    assert [len(sheet.cells) for sheet in book.sheets if sheet.name != "回答"] == [1] * sheets
    assert kind_of(file) == "too_large"  # where all are wanted


def test_a_long_sheet_is_known_by_its_first_cell_whatever_reads_the_others() -> None:
    marked = '<row r="1"><c r="A1" t="inlineStr"><is><t>ours</t></is></c></row>'
    computed = raw.each_row('<row r="#"><c r="A#"><f>1</f><v></v></c></row>', range(300, 3_000))
    book = read_workbook(
        raw.workbook(marked + computed), is_wanted=lambda cells: next(iter(cells)) == (1, 1)
    )
    assert len(book.sheets[0].cells) == 2_701


DAMAGE = {"</si><si>": "</sj><si>", "<si>": "<sj>", "</si>": "<si>", "</sst>": "</ss>"}


@pytest.mark.parametrize("where", DAMAGE)
def test_a_string_damaged_where_it_begins_or_ends_shifts_no_other(where: str) -> None:
    strings = raw.strings(*(f"<t>{letter}</t>" for letter in "abc"))
    row = '<row r="1"><c r="A1" t="s"><v>2</v></c></row>'
    damaged = strings.replace(where, DAMAGE[where], 1)
    assert kind_of(raw.workbook(row, strings=damaged)) == "malformed"


@pytest.mark.parametrize(
    "strings",
    [
        raw.strings("<t>a</t>", "<t>b</t>", "<t>c</t>").replace("<si>", '<si x="1">'),
        raw.strings("<t>a</t>", "<t/>", "<r><t>c</t></r>"),
        raw.strings("<!-- <si> --><t>a</t>", "<t>b</t>", "<t>c</t>"),
        raw.strings("<t>a</t>", "", "<t>c</t>").replace("<si></si>", "<si/>"),
        raw.strings("<t>a</t>", "<t>&lt;si></t>", "\n <t>c</t>\n "),
        raw.strings("<t>a</t>", "<t><![CDATA[</si><si>]]></t>", "<t>c</t>"),
    ],
)
def test_strings_keep_their_numbers_however_they_are_spelled(strings: str) -> None:
    row = '<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="s"><v>0</v></c></row>'
    assert texts(read_workbook(raw.workbook(row, strings=strings)).sheets[0]) == {
        "A1": "c",
        "B1": "a",
    }
