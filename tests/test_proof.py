"""proof: what LibreOffice prints is what was planned, and what is wrong is found."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from documents import MARK, THEME, booklet
from shinchoku.layout.measure import measure
from shinchoku.layout.paginate import paginate
from shinchoku.layout.proof import Problem, Proof, ProofError, proof
from shinchoku.layout.proof_plan import PlannedPage, Texts, contents_entries, planned_pages
from shinchoku.layout.report import write_report
from shinchoku.model import PagedDocument

REQUIRED = os.environ.get("SHINCHOKU_REQUIRE_PROOF") == "1"
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None and not REQUIRED, reason="LibreOffice is not installed"
)
ITEMS = "取組 Ⅰ"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proof")


@pytest.fixture(scope="module")
def paged(folder: Path) -> PagedDocument:
    done = paginate(measure(booklet(), THEME), THEME, continued_mark=MARK)
    write_report(done, THEME, date(2023, 4, 24), folder / "report.xlsx")
    return done


@pytest.fixture(scope="module")
def proved(paged: PagedDocument, folder: Path) -> Proof:
    assert paged
    return proof(folder / "report.xlsx", images=folder / "images", pdf=folder / "report.pdf")


@pytest.fixture(scope="module")
def damaged(paged: PagedDocument, folder: Path) -> Proof:
    """Prove the report after a person changed it: heights, a font, a contents entry."""
    assert paged
    book = openpyxl.load_workbook(folder / "report.xlsx")
    sheet = book[ITEMS]
    sheet.row_dimensions[10].height = 12  # a row of single cells
    sheet["D10"].font = Font(name="No Such Font")
    for row in (27, 28, 29):  # a note merged over three rows
        sheet.row_dimensions[row].height = 5
    sheet.row_dimensions[17].height = 300  # the page overflows
    book["目次"]["G5"].value = "9"  # the contents page is wrong
    book["表の見方"].page_setup.firstPageNumber = 5
    book["扉"].oddFooter.center.text = "- 7 -"
    book.save(folder / "damaged.xlsx")
    return proof(folder / "damaged.xlsx")


def of_kind(found: Proof, kind: str) -> list[Problem]:
    return [problem for problem in found.problems if problem.kind == kind]


def test_the_plan_read_from_the_workbook_is_the_one_it_was_written_by(
    paged: PagedDocument, folder: Path
) -> None:
    expected, row = [], 1
    for section in paged.sections:
        row = 1
        for page in section.pages:
            texts = (c.text for r in page.rows for c in sorted(r.cells, key=lambda c: c.column))
            expected.append(
                PlannedPage(
                    sheet=section.sheet,
                    first_row=row,
                    last_row=row + len(page.rows) - 1,
                    number=page.number,
                    texts=tuple(filter(None, texts)),
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
    texts = Texts(openpyxl.load_workbook(folder / "report.xlsx"))
    assert texts.fonts == {"BIZ UDゴシック"}
    merged = [text for group in texts._groups.values() for text in group]
    rows = [text for rows in texts._rows.values() for text in rows.values()]
    places = {f"{place.sheet}!{place.cell}" for place in paged.placements}
    assert {text.place for text in (*merged, *rows)} <= places
    assert len({text.place for text in merged}) == len(merged)


@needs_office
def test_what_is_printed_is_what_was_planned(proved: Proof, paged: PagedDocument) -> None:
    assert proved.problems == ()
    assert proved.rows_checked
    assert len(proved.planned) == len(proved.printed) == sum(len(s.pages) for s in paged.sections)
    assert [page.number for page in proved.planned] == [None, None, 1, 2, 3, 4]
    assert set(proved.fonts) == {"BIZUDGothic-Regular", "BIZUDGothic-Bold"}


@needs_office
@pytest.mark.usefixtures("proved")
def test_the_pdf_and_a_picture_of_each_page_are_kept(folder: Path) -> None:
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
    assert len(list((folder / "images").glob("*.png"))) == 6


@needs_office
def test_a_page_too_many_and_its_automatic_break_are_found(damaged: Proof) -> None:
    (count,) = of_kind(damaged, "page_count")
    assert (count.expected, count.found) == ("6", "7")
    (found,) = of_kind(damaged, "automatic_break")
    assert found.place.startswith(f"{ITEMS}!")
    assert of_kind(damaged, "page_text")


@needs_office
def test_rows_and_merged_cells_lower_than_their_text_are_found(damaged: Proof) -> None:
    places = {problem.place for problem in of_kind(damaged, "low_row")}
    rows = {int("".join(filter(str.isdigit, place.partition("!")[2]))) for place in places}
    assert {10, 27} <= rows <= {10, 26, 27, 28, 29}  # the stub over them begins at 26
    assert f"{ITEMS}!G27" in places


@needs_office
def test_a_wrong_contents_entry_and_a_wrong_footer_are_found(damaged: Proof) -> None:
    entries = {problem.place: problem.expected for problem in of_kind(damaged, "contents")}
    assert entries["戦略計画1：子育てのかたちを選択できる社会の実現"] == "9"
    assert entries["表の見方"] == "2"  # it is on page 5 now
    (number,) = of_kind(damaged, "page_number")[:1]
    assert (number.place, number.expected, number.found) == ("扉!1", "1", "7")


@needs_office
def test_a_font_that_is_not_installed_is_found(damaged: Proof) -> None:
    (problem,) = of_kind(damaged, "font_replaced")
    assert problem.expected == "No Such Font"


def test_without_libreoffice_the_error_says_so(
    paged: PagedDocument, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert paged
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProofError, match="LibreOffice is not installed"):
        proof(folder / "report.xlsx")


@needs_office
def test_a_file_that_is_no_workbook_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_text("not a workbook")
    with pytest.raises(ProofError, match=r"report\.xlsx"):
        proof(tmp_path / "report.xlsx")
