"""paginate: what stands on which page, and that nothing is lost, doubled or cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from documents import HEADER, MARK, THEME, booklet, contents, document, full_row, gap, item, section
from random_reports import cards, documents
from shinchoku.failures import LayoutError
from shinchoku.layout.measure import measure, runs
from shinchoku.layout.paginate import paginate
from shinchoku.model import Block, Cell, Document, Key, Opening, Page, PagedDocument, Row, Section
from shinchoku.paper.page import usable_height_pt

ROOM_PT = usable_height_pt(THEME)  # 719.5
WORDS = ("実施", "準備")


def paged(*sections: Section) -> PagedDocument:
    return paginate(measure(document(*sections), THEME), THEME, continued_mark=MARK)


def box(name: str, height_pt: float = 100.0, **more: object) -> Block:
    """A block of one row that shows its name; seven of 100 pt fill a page."""
    row = full_row(name, "cell")._replace(height_pt=height_pt)
    return Block(rows=(row,), **more)  # type: ignore[arg-type]


def boxes(names: str, **more: object) -> list[Block]:
    return [box(name, **more) for name in names]  # type: ignore[arg-type]


def shown(page: Page) -> list[str]:
    return [cell.text for row in page.rows for cell in row.cells if cell.text]


def pages(*blocks: Block) -> list[str]:
    """The texts of each page, joined."""
    return ["".join(shown(page)) for page in paged(section(*blocks)).sections[0].pages]


def test_blocks_flow_into_pages() -> None:
    assert pages(*boxes("abcdefgh")) == ["abcdefg", "h"]


def test_a_page_is_filled_to_the_last_step_and_no_further() -> None:
    full = [box(name, 102.75) for name in "abcdef"]
    assert pages(*full, box("g", 102.75)) == ["abcdefg"]  # 719.25 pt
    assert pages(*full, box("g", 103.5)) == ["abcdef", "g"]  # 720 pt


def test_a_page_break_is_obeyed() -> None:
    assert pages(box("a"), box("b", page_break="before"), box("c")) == ["a", "bc"]


def test_a_break_asked_for_under_headings_is_made_above_them() -> None:
    headings = [box("x", keep_with_next=True), box("y", keep_with_next=True)]
    assert pages(box("a"), *headings, box("b", page_break="before")) == ["a", "xyb"]


def test_a_page_may_end_early_before_what_is_higher_in_the_outline() -> None:
    def outline(group: float, project: float) -> list[Block]:
        return [
            *boxes("abcd"),
            box("e", opens=Opening(3, group)),
            box("f", opens=Opening(4, project)),
            *boxes("gh"),
        ]

    assert pages(*outline(0.0, 0.0)) == ["abcdefg", "h"]
    assert pages(*outline(0.5, 0.4)) == ["abcd", "efgh"]
    assert pages(*outline(0.4, 0.4)) == ["abcde", "fgh"]


def test_no_page_begins_with_a_space() -> None:
    (done,) = paged(section(*boxes("abcdefg"), gap(6), gap(6), box("h"), gap(600))).sections
    assert [page.rows[0].kind for page in done.pages] == ["body", "body"]


def test_a_page_break_before_the_first_block_makes_no_empty_page() -> None:
    assert pages(box("a", page_break="before"), box("b")) == ["ab"]


def test_headings_go_with_what_they_head() -> None:
    headings = [box("x", keep_with_next=True), box("y", keep_with_next=True)]
    assert pages(*boxes("abcde"), *headings, box("f")) == ["abcde", "xyf"]


def test_avoid_keeps_a_block_with_the_one_before() -> None:
    assert pages(*boxes("abcdefg"), box("h", page_break="avoid")) == ["abcdef", "gh"]


def test_avoid_gives_way_before_a_block_is_torn() -> None:
    chain = [box(name, page_break="avoid") for name in "bcdefghi"]
    assert pages(box("a"), *chain) == ["abcdefg", "hi"]


def test_a_block_is_not_torn_if_a_page_can_hold_it() -> None:
    rows = tuple(row for block in boxes("bcdefg") for row in block.rows)
    assert pages(*boxes("ax"), Block(rows=rows)) == ["ax", "bcdefg"]


def test_a_block_over_a_page_is_torn_between_rows_and_keeps_its_heading() -> None:
    rows = tuple(row for block in boxes("bcdefghijk") for row in block.rows)
    assert pages(box("x", keep_with_next=True), Block(rows=rows)) == ["xbcdefg", "hijk"]


def test_a_torn_block_breaks_beside_merged_cells_if_it_can() -> None:
    def row(name: str, token: str) -> Row:
        cells = (Cell(column=0, text=name, style="cell"), Cell(column=1, style="cell", merge=token))
        return Row(kind="body", cells=cells, height_pt=100)

    rows = tuple(row(name, "m" if name in "fgh" else "") for name in "abcdefghi")
    assert pages(Block(rows=rows)) == ["abcde", "fghi"]


def test_a_heading_row_inside_a_torn_block_is_not_left_alone() -> None:
    rows = [row for block in boxes("abcdefghi") for row in block.rows]
    rows[6] = rows[6]._replace(kind="band")
    assert pages(Block(rows=tuple(rows))) == ["abcdef", "ghi"]


def test_the_header_is_repeated_inside_a_table_only() -> None:
    table = [replace(block, header=HEADER) for block in boxes("bcdefgh")]
    head = Block(rows=HEADER, header=HEADER, keep_with_next=True)
    first, second = paged(section(box("a"), head, *table)).sections[0].pages
    assert [row.kind for row in first.rows].count("header") == 2
    assert [row.kind for row in second.rows[:2]] == ["header", "header"]
    third = paged(section(*boxes("abcdefg"), head, *table[:1])).sections[0].pages[1]
    assert [row.kind for row in third.rows] == ["header", "header", "body"]


def test_a_page_that_begins_inside_a_plan_says_which_above_the_header() -> None:
    bar = box("計画1", keep_with_next=True)
    name = (full_row("計画1（続き）", "continued", "header"),)
    head = Block(rows=HEADER, keep_with_next=True, within=name)
    table = [replace(block, header=HEADER, within=name) for block in boxes("abcdefgh")]
    below = box("注", within=name)  # no header is printed again above a note
    done = paged(section(bar, head, *table, below, box("計画2"))).sections[0].pages
    starts = [[text for text in shown(page) if text.startswith("計画")] for page in done]
    assert starts == [["計画1"], ["計画1（続き）", "計画2"]]
    assert [row.kind for row in done[1].rows[:4]] == ["header", "header", "header", "body"]
    (_, last) = paged(section(*boxes("abcdefg"), below)).sections[0].pages
    assert shown(last) == ["計画1（続き）", "注"]


PROJECT = ("p", "（1）\n保育所の拡充")
LINE = ("あ\n" * 10 + "あ", "—", "—", "—")  # 129 pt


def test_a_project_that_goes_on_is_named_again_with_the_mark() -> None:
    items = [item(PROJECT, f"P01-0{n}", [LINE], "A") for n in range(7)]
    first, second = paged(section(*items)).sections[0].pages
    assert shown(first)[0] == "（1）\n保育所の拡充"
    assert second.rows[2].cells[0].text == "（1）\n保育所の拡充（続き）"
    names = [c.text for page in (first, second) for row in page.rows for c in row.cells]
    assert sum("保育所" in name for name in names) == 2


def test_a_grade_that_goes_on_is_shown_again_without_mark_and_its_key_once() -> None:
    long = item(PROJECT, "P01-01", [LINE] * 7, "A", "理由")
    result = paged(section(long))
    grades = [(p.page, p.key) for p in result.placements if p.text == "A"]
    assert grades == [(1, Key("P01-01", "grade")), (2, None)]
    assert [p.page for p in result.placements if p.text == "理由"] == [1, 2]


def test_a_merged_cell_whose_rows_all_carry_its_text_and_key_is_placed_once_on_a_page() -> None:
    key = Key("P01-01", "grade")
    cell = Cell(column=0, text="A", style="grade", merge="m", key=key)
    rows = tuple(Row(kind="body", cells=(cell,), height_pt=100) for _ in range(9))
    result = paged(section(Block(rows=rows)))
    assert [(p.cell, p.page, p.key) for p in result.placements] == [("A1", 1, key), ("A8", 2, None)]


def test_a_name_repeated_on_the_next_page_is_fitted_before_the_page_is() -> None:
    # The bug to avoid: the last row alone has to hold the whole name on the second page.
    name = ("p", "あ" * 7 * 20)  # 20 lines, 230.25 pt; two more with the mark
    items = [item(name, f"P01-{n:02}", [("あ", "—", "—", "—")], "A") for n in range(44)]
    heights = [
        [row.height_pt for row in page.rows] for page in paged(section(*items)).sections[0].pages
    ]
    assert len(heights) == 2
    assert all(sum(page) <= ROOM_PT for page in heights)
    assert heights[1][2:] == [241.5]


def test_a_note_over_409_points_is_one_merged_cell_with_one_key() -> None:
    result = paged(section(item(PROJECT, "P01-01", [("あ", "—", "—", "—")], "B", "遅" * 600)))
    (page,) = result.sections[0].pages
    assert [row.height_pt for row in page.rows[-2:]] == [284.25, 283.5]
    notes = [p for p in result.placements if "遅" in p.text]
    assert [(p.text, p.key) for p in notes] == [("遅" * 600, Key("P01-01", "note"))]
    assert [run.rows for run in runs(page.rows) if "遅" in run.cell.text] == [2]


@pytest.mark.parametrize("count", [1, 3])
def test_a_note_over_a_page_is_cut_and_every_piece_has_its_key(count: int) -> None:
    note = "".join(f"{n:04}番目の言葉、" for n in range(300))
    lines = [("あ", "—", "—", "—")] * count
    result = paged(section(item(PROJECT, "P01-01", lines, "B", note)))
    pieces = [p for p in result.placements if p.key == Key("P01-01", "note")]
    assert "".join(p.text for p in pieces) == note
    assert len({p.page for p in pieces}) >= 3
    assert sum(p.key == Key("P01-01", "grade") for p in result.placements) == 1


@pytest.mark.parametrize("tall", [0, 1, 2])
def test_a_line_over_a_page_leaves_what_is_merged_over_its_lines_whole(tall: int) -> None:
    lines = [("あ", "—", "—", "—")] * 3
    lines[tall] = ("設備" * 400, "—", "—", "—")
    given = document(section(item(PROJECT, "P01-01", lines, "B", "遅れた理由を述べる。" * 4)))
    check_that_nothing_is_lost(given, paginate(measure(given, THEME), THEME, continued_mark=MARK))


def test_pages_of_numbered_sections_are_counted_from_one() -> None:
    tall = boxes("abcdefgh")
    result = paged(
        section(*tall, id="memo", numbered=False),
        section(*tall, id="one", sheet="1"),
        section(*tall, id="two", sheet="2"),
    )
    assert [[page.number for page in s.pages] for s in result.sections] == [
        [None, None],
        [1, 2],
        [3, 4],
    ]


def test_the_contents_page_names_the_pages() -> None:
    entries = (("ア", "a"), ("イ", "b"))
    body = section(
        *boxes("xxxxxx"), box("A", anchors=("a",)), box("B", anchors=("b",)), sheet="本文"
    )
    result = paged(contents(*entries), body)
    assert [(a.id, a.sheet, a.cell, a.page) for a in result.anchors] == [
        ("a", "本文", "A7", 1),
        ("b", "本文", "A8", 2),
    ]
    numbers = [row.cells[1].text for row in result.sections[0].pages[0].rows[-2:]]
    assert numbers == ["1", "2"]


def test_an_anchor_is_on_its_row_and_not_on_the_repeated_header() -> None:
    blocks = [
        replace(block, header=HEADER) for block in (*boxes("abcdefg"), box("h", anchors=("h",)))
    ]
    result = paged(section(*blocks))
    assert (
        result.anchors[0].cell == "A10"
    )  # below seven rows of the first page and two of the header
    assert [p.cell for p in result.placements if p.text == "h"] == ["A10"]


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ((contents(("ア", "a")),), "nothing is named 'a'"),
        ((section(box("x", anchors=("a",)), box("y", anchors=("a",))),), "stands twice: a"),
        ((section(),), "has no rows"),
        ((section(gap(6), widths=(60.0,)),), "186.5 fit"),
    ],
)
def test_what_cannot_be_laid_out_is_said(sections: tuple[Section, ...], message: str) -> None:
    with pytest.raises(LayoutError, match=message):
        paged(*sections)


# ---------------------------------------------------------------- any document


def all_pages(result: PagedDocument) -> Iterator[Page]:
    return (page for one in result.sections for page in one.pages)


def submitted(given: Document) -> list[tuple[Key, str]]:
    """Every value with a key, in order of the document."""
    cells = (c for s in given.sections for b in s.blocks for r in b.rows for c in r.cells)
    return [(cell.key, cell.text) for cell in cells if cell.key and cell.text]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(documents())
def test_any_document_is_laid_out_without_loss(given: Document) -> None:
    result = paginate(measure(given, THEME), THEME, continued_mark=MARK)
    check_that_nothing_is_lost(given, result)
    check_that_no_page_ends_with_a_heading(given, result)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(cards())
def test_whatever_flows_from_page_to_page_is_whole(given: Document) -> None:
    check_that_nothing_is_lost(given, paginate(measure(given, THEME), THEME, continued_mark=MARK))


def check_that_nothing_is_lost(given: Document, result: PagedDocument) -> None:
    assert all(sum(row.height_pt for row in page.rows) <= ROOM_PT for page in all_pages(result))
    assert all(0 < row.height_pt <= 409.5 for page in all_pages(result) for row in page.rows)
    # every value stands exactly once, or in pieces that make it up, in the order given
    pieces: dict[Key, str] = {}
    for place in result.placements:
        if place.key:
            pieces[place.key] = pieces.get(place.key, "") + place.text
    assert pieces == dict(submitted(given))
    rows_of = {
        place.key: (place.sheet, int("".join(filter(str.isdigit, place.cell))))
        for place in reversed(result.placements)
        if place.key
    }
    order = [rows_of[key] for key, _ in submitted(given)]
    assert order == sorted(order)
    assert len({(place.sheet, place.cell) for place in result.placements}) == len(result.placements)
    # every block's first row is there once, where its anchor says
    assert [a.id for a in result.anchors] == [
        name for s in given.sections for b in s.blocks for name in b.anchors
    ]


def check_that_no_page_ends_with_a_heading(given: Document, result: PagedDocument) -> None:
    for source, done in zip(given.sections, result.sections, strict=True):
        by_anchor = {name: at for at, block in enumerate(source.blocks) for name in block.anchors}
        for page, following in zip(done.pages, done.pages[1:], strict=False):
            begun = [by_anchor[name] for name in page.anchors]
            first = next(
                (
                    by_anchor[name]
                    for name, row in following.anchors.items()
                    if all(r.kind == "header" for r in following.rows[:row])
                ),
                None,
            )
            if first is None or not begun or source.blocks[first].page_break == "before":
                continue
            assert begun[-1] == first - 1
            only_headings = all(source.blocks[at].keep_with_next for at in begun)
            assert not source.blocks[first - 1].keep_with_next or only_headings


def test_the_booklet_places_every_text() -> None:
    given = booklet()
    result = paginate(measure(given, THEME), THEME, continued_mark=MARK)
    assert [len(s.pages) for s in result.sections] == [1, 1, 1, 1, 2]
    placed = {place.key: place.text for place in result.placements if place.key}
    assert placed == dict(submitted(given))
