"""proof: what LibreOffice prints is what was planned, and what is wrong is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl.styles import Font

from documents import MARK, THEME, booklet, document, full_row, section
from printed_pdf import hold, outline
from random_reports import sections
from shinchoku import cli, pipeline
from shinchoku.failures import ProofError
from shinchoku.layout.measure import measure
from shinchoku.layout.paginate import paginate
from shinchoku.layout.report import write_report
from shinchoku.model import Block, Document, Page, PagedDocument, PagedSection, Row, Section
from shinchoku.proving.misprints import MISPRINTS, Misprint, misprint
from shinchoku.proving.planned import PlannedPage, PrintedTexts, contents_entries, planned_pages
from shinchoku.proving.printed import Proof, proof
from shinchoku.results import Compiled
from shinchoku.words import languages, words
from telling import ja

REQUIRED = os.environ.get("SHINCHOKU_REQUIRE_PROOF") == "1"
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None and not REQUIRED, reason="LibreOffice is not installed"
)
ITEMS = "取組 Ⅰ"
FULL = "満ページ"


def full_page() -> Section:
    """A page filled to the last step: 42 rows of one line, and one that is a little higher."""
    rows = [full_row(f"{number}行目", "cell") for number in range(1, 43)]
    rows.append(full_row("最後の行", "cell")._replace(height_pt=26.25))
    return section(*(Block(rows=(row,)) for row in rows), id="full", sheet=FULL)


def write(given: Document, path: Path) -> PagedDocument:
    paged = paginate(measure(given, THEME), THEME, continued_mark=MARK)
    write_report(paged, THEME, date(2023, 4, 24), path)
    return paged


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proof")


@pytest.fixture(scope="module")
def paged(folder: Path) -> PagedDocument:
    return write(document(*booklet().sections, full_page()), folder / "report.xlsx")


@pytest.fixture(scope="module")
def proved(paged: PagedDocument, folder: Path) -> Proof:
    assert paged
    return proof(folder / "report.xlsx", images=folder / "images", pdf=folder / "report.pdf")


@pytest.fixture(scope="module")
def damaged(paged: PagedDocument, folder: Path) -> Proof:
    """Prove the report after a person changed it: heights, a font, a contents entry, a line."""
    assert paged
    book = openpyxl.load_workbook(folder / "report.xlsx")
    sheet = book[ITEMS]
    sheet.row_dimensions[10].height = 12  # a row of single cells
    sheet["D10"].font = Font(name="No Such Font")
    for row in (27, 28, 29):  # a note merged over three rows
        sheet.row_dimensions[row].height = 5
    line = book[FULL]
    line["A20"].value += "\n書き足した行"
    line.row_dimensions[20].height = 33  # as Excel makes it: the page overflows
    book["目次"]["G5"].value = "9"  # the contents page is wrong
    book["表の見方"].page_setup.firstPageNumber = 5
    footer = book["扉"].oddFooter
    assert footer
    footer.center.text = "- 7 -"
    book.save(folder / "damaged.xlsx")
    return proof(folder / "damaged.xlsx")


def of_kind(found: Proof, kind: str) -> list[Misprint]:
    return [problem for problem in found.problems if problem.kind == kind]


def test_the_plan_read_from_the_workbook_is_the_one_it_was_written_by(
    paged: PagedDocument, folder: Path
) -> None:
    expected, row = [], 1
    for one in paged.sections:
        row = 1
        for page in one.pages:
            rows = (sorted(r.cells, key=lambda c: c.column) for r in page.rows)
            expected.append(
                PlannedPage(
                    sheet=one.sheet,
                    first_row=row,
                    last_row=row + len(page.rows) - 1,
                    number=page.number,
                    rows=tuple(tuple(c.text for c in cells if c.text) for cells in rows),
                    head=one.running_title and f"{one.running_title} ",
                )
            )
            row += len(page.rows)
    assert planned_pages(openpyxl.load_workbook(folder / "report.xlsx")) == tuple(expected)


def test_contents_entries_are_read_with_the_headings_they_link_to(
    paged: PagedDocument, folder: Path
) -> None:
    entries = contents_entries(openpyxl.load_workbook(folder / "report.xlsx"))
    assert [(e.text, e.number, e.heading) for e in entries[1:]] == [
        (f"戦略計画{number}：{title}", page, f"戦略計画{number}　{title}")
        for number, page, title in (
            (1, 3, "子育てのかたちを選択できる社会の実現"),
            (2, 4, "子どもの成長に合わせた切れ目のないサポートの充実"),
        )
    ]
    assert [anchor.page for anchor in paged.anchors] == [entry.number for entry in entries]


def test_every_text_is_asked_for_once(paged: PagedDocument, folder: Path) -> None:
    texts = PrintedTexts(openpyxl.load_workbook(folder / "report.xlsx"))
    assert texts.fonts == {"BIZ UDゴシック"}
    merged = [text for group in texts._groups.values() for text in group]
    rows = [text for rows in texts._rows.values() for text in rows.values()]
    places = {f"{place.sheet}!{place.cell}" for place in paged.placements}
    assert {f"{text.sheet}!{text.cell}" for text in (*merged, *rows)} <= places
    assert len({(text.sheet, text.cell) for text in merged}) == len(merged)
    assert len(texts) == len(merged) + len(rows)


def test_a_row_of_the_usual_height_has_it(folder: Path) -> None:
    """No file says it again of such a row."""
    row = full_row("一行", "cell")._replace(height_pt=11.25)
    paged = PagedDocument(title="", sections=(paged_section(row),), placements=(), anchors=())
    write_report(paged, THEME, date(2023, 4, 24), folder / "usual.xlsx")
    (text,) = PrintedTexts(openpyxl.load_workbook(folder / "usual.xlsx"))._texts
    assert text.height_pt == 11.25


def paged_section(*rows: Row) -> PagedSection:
    page = Page(number=1, rows=rows)
    return PagedSection(id="a", part_of="a", sheet="a", widths=(10.0,) * 7, pages=(page,))


@pytest.mark.slow
@needs_office
def test_what_is_printed_is_what_was_planned(proved: Proof, paged: PagedDocument) -> None:
    assert proved.problems == ()
    assert proved.rows_checked
    assert proved.rows_checked > 100
    assert len(proved.planned) == len(proved.printed) == sum(len(s.pages) for s in paged.sections)
    assert [page.number for page in proved.planned] == [None, None, 1, 2, 3, 4, 5]
    assert set(proved.fonts) == {"BIZUDGothic-Regular", "BIZUDGothic-Bold"}


@pytest.mark.slow
@needs_office
@pytest.mark.usefixtures("proved")
def test_the_pdf_and_a_picture_of_each_page_are_kept(folder: Path) -> None:
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
    assert len(list((folder / "images").glob("*.png"))) == 7


@pytest.mark.slow
@needs_office
def test_no_printed_line_begins_with_a_closing_mark(folder: Path) -> None:
    notes = [full_row(f"{'あ' * lead}い。" * 9, "cell") for lead in range(9, 36)]
    write(document(section(*(Block(rows=(row,)) for row in notes))), folder / "marks.xlsx")
    found = proof(folder / "marks.xlsx")
    assert found.problems == ()
    lines = "\n".join(found.printed).splitlines()
    assert len(lines) > 2 * len(notes)
    assert [line for line in lines if line.startswith("。")] == []


@pytest.mark.slow
@needs_office
@pytest.mark.usefixtures("proved")
def test_linked_entries_are_printed_in_black(folder: Path) -> None:
    page = ["pdftoppm", "-f", "2", "-l", "2", "-r", "50", str(folder / "report.pdf")]
    picture = subprocess.run(page, capture_output=True, check=True).stdout
    data = picture.split(b"\n255\n", 1)[1]
    pixels = {tuple(data[at : at + 3]) for at in range(0, len(data), 3)}
    assert min(pixels) < (80, 80, 80)
    assert [color for color in pixels if color[2] > color[1] + 60] == []  # links are 000080


@pytest.mark.slow
@needs_office
def test_a_line_added_to_a_full_page_names_the_row_that_had_to_leave_it(damaged: Proof) -> None:
    (found,) = of_kind(damaged, "automatic_break")
    assert (found.sheet, found.cell, found.text) == (FULL, "A43", "最後の行")
    (count,) = of_kind(damaged, "page_count")
    assert (count.expected, count.found) == ("7", "8")
    (page,) = of_kind(damaged, "page_text")  # only the page that overflows
    assert (page.sheet, page.cell, page.text) == (FULL, "A1", "1行目")
    assert set(page.found) <= set("最後の行")


@pytest.mark.slow
@needs_office
def test_rows_and_merged_cells_lower_than_their_text_are_found(damaged: Proof) -> None:
    low = {problem.cell: problem for problem in of_kind(damaged, "low_row")}
    assert {problem.sheet for problem in low.values()} == {ITEMS}
    rows = {int("".join(filter(str.isdigit, cell))) for cell in low}
    assert {10, 27} <= rows <= {10, 26, 27, 28, 29}  # the stub over them begins at 26
    assert low["G27"].text == "用地取得が計画以上に進んだため。"
    assert low["G27"].found == "15.0 pt"


@pytest.mark.slow
@needs_office
def test_a_wrong_contents_entry_and_a_wrong_footer_are_found(damaged: Proof) -> None:
    entries = [(p.cell, p.text, p.found, p.expected) for p in of_kind(damaged, "contents")]
    assert entries == [
        ("G4", "表の見方", "2", "5"),  # the sheet begins with page 5 now
        ("G5", "戦略計画1：子育てのかたちを選択できる社会の実現", "9", "3"),
    ]
    numbers = [(p.sheet, p.cell, p.expected, p.found) for p in of_kind(damaged, "page_number")]
    assert numbers == [("扉", "A1", "1", "7")]


@pytest.mark.slow
@needs_office
def test_a_font_that_is_not_installed_is_found(damaged: Proof) -> None:
    (problem,) = of_kind(damaged, "font_replaced")
    assert problem.expected == "No Such Font"


@pytest.mark.slow
@needs_office
def test_a_character_that_the_font_does_not_have_is_found(folder: Path) -> None:
    rows = (full_row("𠮷野家の⼯事", "cell"), full_row("神社の工事", "cell"))
    write(document(section(Block(rows=rows))), folder / "boxes.xlsx")
    found = of_kind(proof(folder / "boxes.xlsx"), "font_replaced")
    assert [(p.cell, p.text, p.expected) for p in found] == [("A1", "𠮷⼯", THEME.body_font)]
    said = misprint("boxes.xlsx", found[0])
    assert said.severity == "error"
    assert "にない文字「𠮷⼯」が、□または" in ja(said.message)
    assert "同じ意味の別の文字" in ja(said.hint)


@pytest.mark.slow
@needs_office
def test_the_mincho_is_known_by_its_name_on_windows(folder: Path) -> None:
    theme = replace(THEME, body_font="BIZ UD明朝 Medium")
    given = document(section(Block(rows=(full_row("明朝", "cell"),))))
    paged = paginate(measure(given, theme), theme, continued_mark=MARK)
    write_report(paged, theme, date(2023, 4, 24), folder / "mincho.xlsx")
    found = proof(folder / "mincho.xlsx")
    assert found.problems == ()
    assert found.fonts == ("BIZUDMincho-Regular",)


@pytest.mark.slow
@needs_office
def test_twenty_random_reports_are_printed_as_planned(folder: Path) -> None:
    drawn: list[Section] = []

    @settings(
        max_examples=20,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sections())
    def draw(one: Section) -> None:
        drawn.append(one)

    draw()
    reports = []
    for at, one in enumerate(drawn):
        blocks = (
            replace(b, anchors=tuple(f"{at} {name}" for name in b.anchors)) for b in one.blocks
        )
        reports.append(replace(one, id=f"r{at}", sheet=f"r{at}", blocks=tuple(blocks)))
    paged = write(document(*reports), folder / "random.xlsx")
    assert len(reports) == 20
    found = proof(folder / "random.xlsx", pdf=folder / "random.pdf")
    assert found.problems == ()
    hold(folder / "random.pdf", folder / "random.xlsx")
    assert len(found.printed) == sum(len(one.pages) for one in paged.sections) >= 40


# ---------------------------------------------------------------- the command


def test_every_kind_of_problem_has_a_code_and_words() -> None:
    codes = [rule.code for rule in MISPRINTS.values()]
    assert len(set(codes)) == len(codes) == 10
    for code, say in product(codes, map(words, languages())):
        assert f"{code}.finding" in say
        assert f"{code}.hint" in say


def test_a_page_without_a_number_is_told_as_such() -> None:
    page = Misprint(kind="page_number", text="第1章", expected="3", found="")
    assert "ページ番号が印刷されていません" in ja(misprint("report.xlsx", page).message)
    entry = Misprint(kind="contents", text="第1章", expected="", found="3")
    assert "見出しのあるページがありません" in ja(misprint("report.xlsx", entry).message)


@pytest.mark.slow
@needs_office
def test_the_sample_is_printed_as_planned(
    compiled_sample: Compiled, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = compiled_sample.report.parent
    pdf = folder / "sample.pdf"
    with pytest.raises(SystemExit) as left:
        cli.main(["proof", str(build), "--pdf", str(pdf)])
    told = capsys.readouterr().out
    pages = sum(len(one.pages) for one in compiled_sample.paged.sections)
    assert (left.value.code, told.count("E7")) == (0, 0), told
    assert f"予定 {pages} ページ、印刷 {pages} ページ。" in told
    assert "BIZUDGothic-Regular" in told
    hold(pdf, compiled_sample.report)
    assert len(outline(pdf)) == 33  # counted on the contents page


@pytest.mark.slow
@needs_office
def test_what_is_not_as_planned_is_told_with_its_cell(
    damaged: Proof, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shinchoku.editions.printing.judging.proof", lambda *_, **__: damaged)
    monkeypatch.setattr(cli, "build_folder", lambda _, name: Path(name))
    published = {"outputs": {"report": "x/report.xlsx"}}
    monkeypatch.setattr(pipeline, "read_manifest", lambda _: published)
    with pytest.raises(SystemExit) as left:
        cli.main(["proof", "build", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert left.value.code == 1
    assert [
        (f["sheet"], f["cell"]) for f in found if f["code"] == MISPRINTS["automatic_break"].code
    ] == [(FULL, "A43")]
    assert all(finding["message"] and finding["hint"] for finding in found)


def test_without_libreoffice_the_command_says_so(
    paged: PagedDocument,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert paged
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(cli, "build_folder", lambda _, name: Path(name))
    published = {"outputs": {"report": "report.xlsx"}}
    monkeypatch.setattr(pipeline, "read_manifest", lambda _: published)
    with pytest.raises(SystemExit) as left:
        cli.main(["proof", str(folder)])
    assert left.value.code == 2
    assert "LibreOffice が入っていません" in capsys.readouterr().err


def test_without_libreoffice_the_error_says_so(
    paged: PagedDocument, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert paged
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProofError, match="LibreOffice"):
        proof(folder / "report.xlsx")


@pytest.mark.slow
@needs_office
def test_a_file_that_is_no_workbook_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_text("not a workbook")
    with pytest.raises(ProofError, match=r"report\.xlsx"):
        proof(tmp_path / "report.xlsx")
