"""A page for each entry: labels and answers in a grid, notes that grow, lines with their sums."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from conftest import NO_LEDGER, REPOSITORY, fill_round
from csv_files import records
from faults import check_told_alike, in_report
from filling import file_of, opened
from running import compiled_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.layout.measure import Ruler
from shinchoku.layout.shears import divided
from shinchoku.model import Cell, PagedSection, Row
from shinchoku.paper.page import usable_height_pt, width_mm
from shinchoku.results import Compiled
from spoiling.folders import Spoil
from workbooks import texts_on

ROUND = REPOSITORY / "tests" / "rounds" / "sheets"
ENTRIES = {row["id"]: row for row in records(ROUND / "master" / "sheets.csv")}
ANSWERS = {row["owner"]: row for row in records(ROUND / "answers" / "sheets.csv")}
GOES_ON = "（つづき）"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cards-build") / "sheets"


@pytest.fixture(scope="module")
def compiled(filled: Path, build: Path) -> Compiled:
    return compiled_from(filled, build)


def cards(compiled: Compiled) -> PagedSection:
    (section,) = (s for s in compiled.paged.sections if s.sheet == "評価シート")
    return section


def first_texts(compiled: Compiled) -> list[str]:
    return [page.rows[0].cells[0].text for page in cards(compiled).pages]


def titled(entry: str) -> str:
    return f"{ENTRIES[entry]['number']}　{ENTRIES[entry]['name']}"


def test_every_card_begins_on_a_page_of_its_own(compiled: Compiled) -> None:
    begun = [text for text in first_texts(compiled) if not text.endswith(GOES_ON)]
    assert begun == [titled(entry) for entry in ENTRIES]


def test_every_page_says_whose_card_goes_on(compiled: Compiled) -> None:
    last = ""
    for text in first_texts(compiled):
        assert text in {last + GOES_ON, *map(titled, ENTRIES)}
        last = text.removesuffix(GOES_ON)


def test_notes_of_any_length_are_whole(compiled: Compiled) -> None:
    lengths = sorted(len(ANSWERS[entry]["done"]) for entry in ENTRIES)
    assert (lengths[0] <= 5, lengths[-1]) == (True, 3000)
    pieces: defaultdict[tuple[str, str], str] = defaultdict(str)
    for placement in compiled.paged.placements:
        if placement.key:
            pieces[placement.key] += placement.text
    for entry in ENTRIES:
        for name in ("aim", "done", "reason", "improve"):
            said, found = ANSWERS[entry][name], pieces[entry, name]
            assert "".join(found.split()) == "".join(said.split())


def test_a_label_is_shown_again_where_its_text_goes_on(compiled: Compiled) -> None:
    label = "令和6年度の\n実施内容"
    texts = [c.text for page in cards(compiled).pages for row in page.rows for c in row.cells]
    begun = [c.text for page in cards(compiled).pages for c in page.rows[1].cells]
    assert begun.count(label) >= 2
    assert texts.count(label) == len(ENTRIES) + begun.count(label)


def test_a_note_fills_the_page_that_it_begins_on(compiled: Compiled) -> None:
    theme = load(ROUND).theme
    room = usable_height_pt(theme)
    line = 1.25 * theme.body_size
    pages = cards(compiled).pages
    for page, following in pairwise(pages):
        if following.rows[0].cells[0].text.endswith(GOES_ON):
            free = room - sum(row.height_pt for row in page.rows)
            assert free < 8 * line, page.number


def test_the_contents_page_lists_every_entry_with_its_page(compiled: Compiled) -> None:
    pages = cards(compiled).pages
    first = {page.rows[0].cells[0].text: page.number for page in pages}
    book = openpyxl.load_workbook(compiled.report)
    rows = [[str(v) for v in row if v is not None] for row in book["目次"].values]
    listed = {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[0] in first}
    assert listed == {titled(entry): first[titled(entry)] for entry in ENTRIES}


def test_a_policy_can_be_listed_with_its_first_card(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    before = 'contents = { level = "entry", text = "{number}　{name}" }'
    in_report(before, 'contents = { level = "policy", text = "政策{number}" }')(folder)
    compiled = compiled_from(fill_round(folder, tmp_path / "filled" / "sheets"), tmp_path / "b")
    texts = list(texts_on(openpyxl.load_workbook(compiled.report)["目次"]))
    assert [text for text in texts if text.startswith("政策")] == [f"政策{n}" for n in "1234"]


def test_a_card_is_as_wide_as_its_paper(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    in_report('paper = "A4"\nturned = false', 'paper = "A3"\nturned = true')(folder)
    compiled = compiled_from(fill_round(folder, tmp_path / "filled" / "sheets"), tmp_path / "b")
    room_mm = 420 - 18 - 15  # what the margins leave of A3
    assert room_mm - 5 < width_mm(cards(compiled).widths, load(folder).theme) <= room_mm


def test_what_is_on_no_card_counts_beside_its_code_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    for before, after in (
        ('D = ["improve"]', 'D = ["improve", "next"]'),
        ('{ id = "next", ', '{ id = "next", required = "needed", print = "none", '),
        ('{ label = "今後の方向" }, { column = "next" }', '{ label = "", span = 2 }'),
        ('column = "sheets.grade"\n', 'column = "sheets.grade"\nbreakdown = { D = "next" }\n'),
        ('total = "計" } },\n  { style = "crosstab"',
         'breakdown = "うち", total = "計" } },\n  { style = "crosstab"'),
    ):  # fmt: skip
        in_report(before, after)(folder)
    compiled = compiled_from(fill_round(folder, tmp_path / "filled" / "sheets"), tmp_path / "b")
    (worst,) = (row for row in compiled.tally["grades"].rows if row.choice == "D")
    counted = {row.choice: row.count for row in worst.breakdown if row.count}
    assert counted == Counter(a["next"] for a in ANSWERS.values() if a["grade"] == "D")
    assert pipeline.verify(tmp_path / "b").findings == ()


def test_what_did_not_come_is_told_on_the_card(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "sheets", ignore=NO_LEDGER))
    file_of(folder, "D4").unlink()
    compiled = compiled_from(folder, tmp_path / "build", draft=True)
    said = [c.text for page in cards(compiled).pages for row in page.rows for c in row.cells]
    assert said.count("（未提出）") >= 10 * 3
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_a_way_leads_to_the_card_and_an_edit_of_it_is_named(
    filled: Path, build: Path, compiled: Compiled, tmp_path: Path
) -> None:
    del compiled  # but it must be there
    found = pipeline.trace(filled, build, "P1-02")
    assert found
    printed = [place for way in found.ways for place in way.printed]
    assert {place.sheet for place in printed} == {"評価シート"}
    (next_,) = (place for place in printed if place.column == "next")
    folder = Path(shutil.copytree(filled, tmp_path / "sheets", ignore=NO_LEDGER))
    target = tmp_path / "build" / "sheets"
    with opened(compiled_from(folder, target).report) as book:
        book[next_.sheet][next_.cell].value = "廃止"
    verified = pipeline.verify(target)
    (finding, *_) = verified.findings
    assert (finding.where.cell, finding.owner_id) == (next_.cell, "P1-02")


@pytest.mark.parametrize("lines", [2, 5, 6, 20, 60])
@pytest.mark.parametrize("room_pt", [20.0, 60.0, 300.0])
def test_what_is_cut_is_whole_together(lines: int, room_pt: float) -> None:
    ruler = Ruler((6.0, 30.0), load(ROUND).theme)
    text = "".join(f"{number:02}あいうえおかきくけこさしすせそ" * 2 for number in range(lines))
    label = Cell(column=0, text="内容", style="header", merge="label")
    (row,) = ruler.fit((Row(kind="body", cells=(label, Cell(column=1, text=text))),))
    for must in (True, False):
        pair = divided(ruler, row, room_pt, must=must)
        if pair is None:
            assert row.height_pt <= room_pt or (room_pt < 60 or lines < 6)
            continue
        assert "".join(piece.cells[1].text for piece in pair) == text
        assert all(piece.cells[1].text for piece in pair)
        assert must or pair[0].height_pt <= room_pt
        assert [piece.cells[0].merge for piece in pair] == ["label", "label"]


# ---------------------------------------------------------------- definitions

ROW = '[{ label = "評価" }, { column = "grade" }, { label = "今後の方向" }, { column = "next" }]'
WHERE = "report.toml sections[4]"
WORDS = (
    "{number} {name} {basis} {label} {department} {policy.number} {policy.title} {policy.name} "
    "{policy.index} {policy.reference} {policy.serial} {year} {era}"
)
FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "a row that is too short": (
        in_report(ROW, '[{ label = "評価" }, { column = "grade" }, { column = "next" }]'),
        [f"{WHERE}.grid[6]: この行のセルは合わせて 3 列分です。columns は 4 列なので、"
         "span を合わせてください。"],
        [f"{WHERE}.grid[6]: The cells of this row are over 3 columns together; there are 4. "
         "Change a span."],
    ),
    "two things in a cell": (
        in_report('{ column = "grade" }', '{ column = "grade", label = "評価" }'),
        [f"{WHERE}.grid[6][2]: セルには label・text・column・lines・entries のどれか一つだけを"
         "書いてください。"],
        [f"{WHERE}.grid[6][2]: A cell says just one of label, text, column, lines and entries."],
    ),
    "a column twice": (
        in_report('{ column = "next" }', '{ column = "grade" }'),
        [f"{WHERE}.grid[6][4].column: 列「grade」は sections[4].grid[6][2].column にも"
         "あります。一枚に載せられるのは一度だけです。"],
        [f"{WHERE}.grid[6][4].column: The column “grade” stands at "
         "sections[4].grid[6][2].column, too. A card prints it once."],
    ),
    "a column per line outside of lines": (
        in_report('{ column = "next" }', '{ column = "y4" }'),
        [f"{WHERE}.grid[6][4].column: 「y4」というカードに載せられる列"
         '（per = "line" でないもの）はありません。'],
        [f"{WHERE}.grid[6][4].column: There is no column per entry that a card may print “y4”."],
    ),
    "a column per entry among lines": (
        in_report('"y6", "change"], span', '"y6", "aim"], span'),
        [f'{WHERE}.grid[5][2].lines: 「aim」という行ごとの列（per = "line"）はありません。'],
        [f"{WHERE}.grid[5][2].lines: There is no column per line that a card may print “aim”."],
    ),
    "a word that says nothing of an entry": (
        in_report('{ text = "{basis}" }', '{ text = "{grade}" }'),
        [f"{WHERE}.grid[2][2].text: {{grade}} は使えません。使えるのは {WORDS} です。"],
        [f"{WHERE}.grid[2][2].text: {{grade}} is not one of {WORDS}."],
    ),
    "an answer that stands nowhere": (
        in_report('[{ label = "改善の内容" }, { column = "improve", span = 3, high = 5 }],', ""),
        ["report.toml forms[1].columns[14]: 列「improve」の記入は、印刷も集計もされません。"],
        ["report.toml forms[1].columns[14]: What is filled into the column “improve” is neither "
         "printed nor counted."],
    ),
    "cells without room": (
        in_report("columns = [4, 9, 4, 9]", "columns = [1, 50, 1, 50]"),
        [f"{WHERE}.grid[1]: この行の一番狭いセルの幅が 3.2 mm しかありません（用紙の幅は 178 mm）。"
         "columns か lines を減らしてください。"],
        [f"{WHERE}.grid[1]: The narrowest cell of this row is 3.2 mm wide; the page has 178 mm. "
         "Choose fewer columns or lines."],
    ),
    "a height of lines": (
        in_report('"change"], span = 3', '"change"], high = 2, span = 3'),
        [f"{WHERE}.grid[5][2]: lines のある段の高さは、その行の数で決まります。"
         "high は書けません。"],
        [f"{WHERE}.grid[5][2]: A row with lines is as high as they are: leave `high` out."],
    ),
    "a height beside lines": (
        in_report('{ label = "事業費\\n（千円）" }', '{ label = "事業費", high = 3 }'),
        [f"{WHERE}.grid[5][1]: lines のある段の高さは、その行の数で決まります。"
         "high は書けません。"],
        [f"{WHERE}.grid[5][1]: A row with lines is as high as they are: leave `high` out."],
    ),
    "no word for what goes on": (
        in_report('continued = "（つづき）"\n', ""),
        ["report.toml texts.continued: この文言が必要です。"],
        ["report.toml texts.continued: This wording is needed."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_card_is_told(tmp_path: Path, fault: tuple[Spoil, list[str], list[str]]) -> None:
    spoil, expected, in_english = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    spoil(folder)
    check_told_alike(folder, expected, in_english)
