"""measure: how many lines a text has, and how high its row must be. Counted by hand."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import COLUMNS, MARK, TEXT_WIDTHS, THEME, document, full_row, section, text
from shinchoku.layout.measure import Ruler, divide_tall, measure, runs
from shinchoku.layout.paginate import paginate
from shinchoku.layout.styles import style
from shinchoku.model import Block, Cell, Colors, Key, Row
from shinchoku.paper.contrast import BLACK, WHITE, contrast
from shinchoku.paper.limits import MAX_ROW_PT
from shinchoku.paper.lines import line_count, lines
from shinchoku.paper.metrics import text_width
from shinchoku.paper.page import character_px, width_mm

NOTE = 6  # a column 12 full-width characters wide


def cell(words: str, column: int = NOTE, **more: object) -> Cell:
    return Cell(**{"column": column, "text": words, "style": "cell"} | more)  # type: ignore[arg-type]


def row(*cells: Cell, height_pt: float = 0.0) -> Row:
    return Row(kind="body", cells=cells, height_pt=height_pt)


def heights(*rows: Row) -> list[float]:
    measured = measure(document(section(Block(rows=rows))), THEME)
    return [row.height_pt for block in measured.sections[0].blocks for row in block.rows]


@pytest.mark.parametrize(
    ("words", "width"),
    [("あ", 2), ("A", 1), ("ｶﾞ", 2), ("か\u3099", 2), ("①", 2), ("—", 2), ("（A）", 5)],
)
def test_widths_are_counted_in_half_width_characters(words: str, width: int) -> None:
    assert text_width(words) == width


@pytest.mark.parametrize(
    ("words", "kinsoku", "whole_words", "expected"),
    [
        ("あいうえおか", False, False, ["あいうえ", "おか"]),
        ("あいうえ。お", False, False, ["あいうえ", "。お"]),
        ("あいうえ。お", True, False, ["あいう", "え。お"]),
        ("あいう（え）", True, False, ["あいう", "（え）"]),
        ("あい word", False, False, ["あい wor", "d"]),
        ("あい word", False, True, ["あい ", "word"]),
        ("あいうえ いう", False, True, ["あいうえ ", "いう"]),  # the space hangs over
        ("extraordinary", False, True, ["extraord", "inary"]),  # longer than a line
        ("あい\n\nう", True, True, ["あい\n", "\n", "う"]),
        ("", True, True, [""]),
    ],
)
def test_lines_of_eight_half_width_characters(
    words: str, *, kinsoku: bool, whole_words: bool, expected: list[str]
) -> None:
    assert lines(words, 8, kinsoku=kinsoku, whole_words=whole_words) == expected


def test_the_rule_that_needs_most_lines_counts() -> None:
    # LibreOffice sets 。 at the beginning of a line, Excel takes え with it: 2 lines or 3
    assert line_count("あいうえ。いうえおか", 8) == 3
    assert line_count("あいうえおいうえお", 8) == 3
    assert line_count("あいうえ", 8) == 1


@given(
    words=st.text(max_size=80),
    capacity=st.integers(2, 40),
    kinsoku=st.booleans(),
    whole_words=st.booleans(),
)
def test_lines_lose_nothing_and_fit(
    *, words: str, capacity: int, kinsoku: bool, whole_words: bool
) -> None:
    broken = lines(words, capacity, kinsoku=kinsoku, whole_words=whole_words)
    assert "".join(broken) == words
    assert all(text_width(line.rstrip()) <= capacity for line in broken)
    assert len(broken) >= words.count("\n") + 1


@pytest.mark.parametrize(("count", "height_pt"), [(1, 16.5), (2, 27.75), (3, 39.0), (35, 399.0)])
def test_height_of_lines_of_nine_points(count: int, height_pt: float) -> None:
    assert heights(row(cell("\n".join("あ" * count)))) == [height_pt]


def test_a_column_holds_what_its_width_says() -> None:
    assert heights(row(cell("あ" * 12)), row(cell("あ" * 13))) == [16.5, 27.75]
    assert heights(row(cell("1" * 24)), row(cell("1" * 25))) == [16.5, 27.75]


def test_a_span_holds_the_sum_of_its_columns_and_their_padding() -> None:
    # 92 + 116 px, less 4.7, are 16.4 characters of 12.345
    assert heights(row(cell("あ" * 16, 0, span=2)), row(cell("あ" * 17, 0, span=2))) == [
        16.5,
        27.75,
    ]


def test_larger_type_and_indent_hold_less() -> None:
    ruler = Ruler((20.0,), THEME)
    assert ruler.room(cell("", 0))[0] == 40
    assert ruler.room(cell("", 0, style="plan"))[0] == 28  # (252 - 4.7 - 9) px of 16.46 each
    assert ruler.room(cell("", 0, style="subband"))[0] == 37  # (252 - 4.7 - 18) px


@pytest.mark.parametrize(
    ("size_pt", "whole_px"), [(8.0, 11), (9.0, 12), (9.5, 13), (11.0, 15), (14.0, 19), (20.0, 27)]
)
def test_a_size_is_rounded_up_to_the_pixels_that_libreoffice_gives_it(
    size_pt: float, whole_px: int
) -> None:
    # measured: LibreOffice needs 2.25 to 2.6 % more than whole pixels
    assert whole_px * 1.0265 < character_px(size_pt) < whole_px * 1.03


@pytest.mark.parametrize("size_pt", [7.0, 8.5, 10.0, 13.0])
def test_pixels_that_a_size_loses_are_not_counted_on(size_pt: float) -> None:
    assert character_px(size_pt) == pytest.approx(12.345 * size_pt / 9)


def test_a_given_height_is_a_minimum() -> None:
    assert heights(row(cell("あ"), height_pt=30.0)) == [30.0]
    assert heights(row(cell("あ\nあ\nあ"), height_pt=30.0)) == [39.0]


def test_a_row_of_spaces_keeps_its_height_and_an_empty_one_has_a_line() -> None:
    assert heights(Row(kind="space", cells=(), height_pt=6), Row(kind="space", cells=())) == [
        6,
        16.5,
    ]


def test_a_merged_cell_gives_its_rows_what_they_lack() -> None:
    tall = "\n".join("あ" * 6)  # 72.75 pt
    rows = [row(cell("あ", 1), cell(tall if at == 0 else "", merge="m")) for at in range(3)]
    assert sum(heights(*rows)) == 72.75
    assert heights(*rows) == [24.75, 24.0, 24.0]


def test_the_smallest_span_grows_first() -> None:
    wide = "\n".join("あ" * 5)  # 61.5 pt over three rows
    narrow = "\n".join("あ" * 4)  # 50.25 pt over the last two
    rows = (
        row(cell("あ", 1), cell(wide, 0, merge="wide")),
        row(cell(narrow, 1, merge="narrow"), cell("", 0, merge="wide")),
        row(cell("", 1, merge="narrow"), cell("", 0, merge="wide")),
    )
    assert heights(*rows) == [16.5, 25.5, 24.75]


def test_merged_cells_reach_over_blocks() -> None:
    stub = cell("（1）\n" + "あ" * 28, 0, merge="p")  # 5 lines of 7
    one = Block(rows=(row(stub, cell("あ")),))
    two = Block(rows=(row(stub._replace(text=""), cell("あ")),))
    measured = measure(document(section(one, two)), THEME)
    assert [block.rows[0].height_pt for block in measured.sections[0].blocks] == [30.75, 30.75]


def test_runs_end_where_the_token_or_the_neighbourhood_ends() -> None:
    rows = (
        row(cell("a", 0, merge="x")),
        row(cell("", 0, merge="x")),
        row(cell("b", 0, merge="y")),
        row(),
        row(cell("c", 0, merge="y")),
        row(cell("d", 0)),
        row(cell("e", 0)),
    )
    found = [(run.first, run.rows, run.cell.text) for run in runs(rows)]
    assert found == [(0, 2, "a"), (2, 1, "b"), (4, 1, "c"), (5, 1, "d"), (6, 1, "e")]


def test_a_row_over_the_limit_becomes_several_that_are_merged() -> None:
    key = Key("P01-01", "note")
    note = cell("あ" * 600, key=key)
    whole = row(note, cell("あ", 1, merge="own"), height_pt=568.5)
    parts = divide_tall(whole, "token")
    assert [part.height_pt for part in parts] == [284.25, 284.25]
    assert [part.cells[0].merge for part in parts] == ["token", "token"]
    assert [part.cells[1].merge for part in parts] == ["own", "own"]
    assert [part.cells[0].key for part in parts] == [key, None]
    assert [part.cells[0].text for part in parts] == [note.text, ""]
    low = row(note, height_pt=MAX_ROW_PT)
    assert divide_tall(low, "token") == (low,)


def prose(words: str) -> list[Row]:
    measured = measure(document(section(text(words, "paragraph"), widths=TEXT_WIDTHS)), THEME)
    return list(measured.sections[0].blocks[0].rows)


def test_a_paragraph_is_one_cell_as_high_as_its_lines_with_wider_distances() -> None:
    # 48 of 10.5 pt fit; a line takes 1.05 of it, each further one 1.55, and 3 pt are free
    expected = {1: 16.5, 48: 16.5, 90: 30.75, 140: 47.25, 190: 63.0}
    for count, height_pt in expected.items():
        (row,) = prose("あ" * count)
        assert (row.cells[0].text, row.height_pt) == ("あ" * count, height_pt)


def test_a_line_that_only_the_safest_count_needs_has_room_but_no_distance() -> None:
    # 100 characters fill two lines of 50 in print; 48, 48 and 4 is what the safe count sees
    (row,) = prose("あ" * 98)
    assert row.height_pt == 42.75  # three lines of 1.25, and 3 pt


def test_each_paragraph_of_a_text_is_a_cell_of_its_own() -> None:
    rows = prose("あ" * 90 + "\n\n" + "い")
    assert [row.cells[0].text for row in rows if row.cells] == ["あ" * 90, "", "い"]
    assert [row.kind for row in rows] == ["text", "space", "text", "text"]  # under several lines
    assert [row.height_pt for row in rows] == [30.75, 5.25, 16.5, 16.5]


def test_prose_over_a_page_is_cut_there_only() -> None:
    words = "".join(f"{number:04}番目の言葉、" for number in range(700))
    measured = measure(document(section(text(words, "paragraph"), widths=TEXT_WIDTHS)), THEME)
    paged = paginate(measured, THEME, continued_mark=MARK)
    pages = [[c.text for row in page.rows for c in row.cells] for page in paged.sections[0].pages]
    shown = ["".join(texts) for texts in pages]
    assert "".join(shown) == words
    assert all(shown)
    assert [sum(map(bool, texts)) for texts in pages] == [1] * len(pages)
    heights = [row.height_pt for page in paged.sections[0].pages for row in page.rows]
    assert max(heights) <= MAX_ROW_PT


def test_a_link_stays_on_a_text_of_one_line_only() -> None:
    # LibreOffice prints a linked text in one line and cuts it off at the cell's edge.
    short, long = (cell("あ" * count, link="a") for count in (12, 13))
    measured = measure(document(section(Block(rows=(row(short), row(long))))), THEME)
    assert [r.cells[0].link for r in measured.sections[0].blocks[0].rows] == ["a", ""]


def test_headers_are_measured_too() -> None:
    header = (full_row("令和5年度\n目標", "header", "header"),)
    block = Block(rows=(full_row("あ", "cell"),), header=header)
    measured = measure(document(section(block)), THEME)
    assert measured.sections[0].blocks[0].header[0].height_pt == 27.75


def test_measuring_again_changes_nothing() -> None:
    rows = tuple(full_row("あ" * n, "cell") for n in (1, 100, 600))
    once = measure(document(section(Block(rows=rows))), THEME)
    assert measure(once, THEME) == once


def test_the_table_is_as_wide_as_the_page_allows() -> None:
    assert len((7, 9, 9, 7, 7, 3, 12)) == COLUMNS
    assert width_mm((7, 9, 9, 7, 7, 3, 12), THEME) == pytest.approx(186.0, abs=0.01)


STYLES = """
    title subtitle right paragraph indent heading small label cover_title cover_subtitle
    cover_date cover_issuer divider_title divider_subtitle contents_title contents_part
    contents_entry contents_page header band subband related division plan stub cell center
    grade note footnote number callout blank tile:E5243B tile:FCC30B tile:4C9F38 tile:26BDE2
""".split()  # noqa: SIM905 - a list to be read


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("colors", ["theme", "pale", "loud"])
def test_every_text_can_be_read_on_its_ground(name: str, colors: str) -> None:
    grounds = {"theme": None, "pale": "EEEEEE", "loud": "FF3A21"}
    ground = grounds[colors]
    names = [color.name for color in fields(Colors)]
    alike = Colors(**dict.fromkeys(names, ground)) if ground else THEME.colors
    theme = replace(THEME, colors=alike)
    look = style(theme, name)
    assert contrast(look.color, look.fill or WHITE) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast("777777", WHITE) == pytest.approx(4.48, abs=0.01)


def test_an_unknown_style_is_an_error() -> None:
    with pytest.raises(KeyError, match="nonesuch"):
        style(THEME, "nonesuch")
