"""The PDF that is published: what others read in it, who touched it, what is wrong with it."""

from __future__ import annotations

import getpass
import re
import shutil
import socket
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from commands import run_apart
from conftest import REPOSITORY, fill_round
from office import required
from printed_pdf import hold, labels, lines, outline, sheet_of
from running import compiled_from
from shinchoku import pipeline
from shinchoku.editions.issue import Issued
from shinchoku.findings import Finding
from shinchoku.proving.imprint import imprint_in
from shinchoku.proving.printed import proof
from shinchoku.publishing.publish import read_manifest
from telling import ja

pytestmark = pytest.mark.slow
ROUND = REPOSITORY / "tests" / "rounds" / "deep"  # bound on the left, 6 mm
PDF, REPORT = "印刷/報告書.pdf", "印刷/報告書.xlsx"
MM_PER_PT = 25.4 / 72


@pytest.fixture(scope="module")
def issued(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """The round, published with LibreOffice. Do not change it: copy its folder."""
    required("soffice")
    build = tmp_path_factory.mktemp("printed") / "deep"
    compiled_from(filled, build)
    done = pipeline.publish_round(filled, build)
    assert isinstance(done, Issued)
    return done


@pytest.fixture
def copy(issued: Issued, tmp_path: Path) -> Path:
    """A publication of one's own, to touch."""
    return Path(shutil.copytree(issued.folder, tmp_path / "公表"))


def test_the_printer_gets_a_pdf_as_planned(issued: Issued) -> None:
    assert issued.publication.files["printing"] == (REPORT, PDF, "印刷/入稿票.xlsx")
    assert [lack.file for lack in issued.publication.lacking] == ["オープンデータの利用条件"]
    assert issued.publication.findings == ()
    pdf = issued.folder / PDF
    hold(pdf, issued.folder / REPORT)
    assert labels(pdf) == ["i", "ii", "1", "2", "3", "4", "5"]  # ii is blank
    assert [page for _, _, page in outline(pdf)] == [3, 4, 4, 5, 6, 6]


def test_the_sheet_says_what_the_pdf_is(issued: Issued) -> None:
    said = sheet_of(issued.folder / "印刷" / "入稿票.xlsx")
    size = (issued.folder / PDF).stat().st_size
    assert said["ファイル"][0] == f"報告書.pdf（{size:,} バイト）"
    assert said["ページ数"] == ["全 7 ページ（番号のあるページ 5、番号のないページ 1、白ページ 1）"]
    assert "とじ側から 6 mm 離してあります" in said["とじ"][0]
    assert "白ページを 1 ページ" in said["とじ"][0]
    assert set(said["フォント"][0].split("、")) == {
        "BIZUDGothic-Regular（埋め込み済み）",
        "BIZUDGothic-Bold（埋め込み済み）",
    }
    assert re.search(r"LibreOffice \d+\.\d+", said["作成ソフト"][0])
    assert "禁則処理をしてあります" in said["ご注意"][0]
    assert "過不足がない" in said["ご注意"][0]


def link_lefts(pdf: Path) -> list[float]:
    with pikepdf.open(pdf) as opened:
        return [float(link.Rect[0]) for page in opened.pages for link in page.get("/Annots", [])]


def test_pages_are_moved_to_and_fro_and_stay_on_their_paper(issued: Issued, tmp_path: Path) -> None:
    imprint = imprint_in(read_manifest(issued.folder))
    plain = tmp_path / "plain.pdf"
    proof(issued.folder / REPORT, replace(imprint, binding=""), pdf=plain)
    unmoved: dict[int, list[float]] = {}
    for line in lines(plain):  # page 2 of the bound one is blank
        unmoved.setdefault(line.page + (line.page > 1), []).append(line.left)
    assert [
        round((after - before) * MM_PER_PT, 1)
        for before, after in zip(link_lefts(plain), link_lefts(issued.folder / PDF), strict=True)
    ] == [6.0] * 12  # of the contents, on the first page
    bound = lines(issued.folder / PDF)
    for page, lefts in unmoved.items():
        found = sorted(line.left for line in bound if line.page == page)
        moved = {round((a - b) * MM_PER_PT, 1) for a, b in zip(found, sorted(lefts), strict=True)}
        assert moved == {6.0 if page % 2 else -6.0}
    assert {line.page for line in bound} == {1, 3, 4, 5, 6, 7}
    for line in bound:
        assert line.left * MM_PER_PT > 3
        assert line.right * MM_PER_PT < 210 - 3


def test_a_pdf_says_what_it_is_and_nothing_else(issued: Issued) -> None:
    with pikepdf.open(issued.folder / PDF) as pdf:
        said = {str(key): str(value) for key, value in pdf.docinfo.items()}
        root = pdf.Root
        assert str(root.Lang) == "ja-JP"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(root.PageMode) == "/UseOutlines"
        claims = ("/Metadata", "/MarkInfo", "/OutputIntents", "/StructTreeRoot", "/Extensions")
        assert [claim for claim in claims if claim in root] == []
        assert "/ID" not in pdf.trailer
    assert set(said) == {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
    assert said["/Title"] == "第3次北杜野市総合計画 前期基本計画 令和6年度の実施状況"
    assert said["/Author"] == "北杜野市"
    assert said["/CreationDate"] == said["/ModDate"] == "D:20250421000000Z"
    assert re.fullmatch(r"Shinchoku [\d.]+", said["/Creator"])
    assert re.fullmatch(r"LibreOffice [\d.]+", said["/Producer"])


def test_nothing_of_where_it_was_made_is_in_a_pdf(issued: Issued, tmp_path: Path) -> None:
    """All of the file, unpacked."""
    plain = tmp_path / "plain.pdf"
    with pikepdf.open(issued.folder / PDF) as pdf:
        pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    data = plain.read_bytes()
    user, host = getpass.getuser(), socket.gethostname()
    scratch = f"{tempfile.gettempdir()}/"
    places = [str(issued.folder.parent), str(Path.home()), scratch, f"({user})", f"/{user}/"]
    places += [host] if len(host) > 4 else []  # a shorter one is in any file
    for place in places:
        for spelled in (place.encode(), place.encode("utf-16-be")):
            assert spelled not in data, place


def test_the_same_report_makes_the_same_pdf(issued: Issued, filled: Path, tmp_path: Path) -> None:
    compiled_from(filled, tmp_path / "deep")
    again = pipeline.publish_round(filled, tmp_path / "deep")
    assert isinstance(again, Issued)
    for name in (PDF, "印刷/入稿票.xlsx"):
        assert (again.folder / name).read_bytes() == (issued.folder / name).read_bytes()


# ---------------------------------------------------------------- who touched it


def edit(pdf: Path, page: int) -> None:
    """Make another character of one on a page (from 1), in the code that draws it."""
    with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
        there = opened.pages[page - 1]
        data = there.Contents.read_bytes()
        two = re.finditer(rb"<([0-9A-F]{2})([0-9A-F]{2})>Tj", data)
        *_, found = (each for each in two if each[1] != each[2])  # in a cell: heads come first
        changed = data[: found.start()] + b"<%b%b>Tj" % (found[2], found[2]) + data[found.end() :]
        there.Contents = opened.make_stream(changed)
        opened.save(pdf)


def named(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(found.code, found.where.file, found.where.sheet) for found in findings]


def test_a_character_that_was_changed_is_named_by_its_page(copy: Path) -> None:
    assert pipeline.verify(copy).findings == ()
    edit(copy / PDF, 4)
    found = pipeline.verify(copy).findings
    assert named(found) == [("E902", PDF, "p. 4 (2)")]
    assert len(ja(found[0].message)) < 300  # not the whole page


def test_a_pdf_that_was_only_saved_again_is_told_as_such(copy: Path) -> None:
    with pikepdf.open(copy / PDF, allow_overwriting_input=True) as pdf:
        pdf.save(copy / PDF, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert named(pipeline.verify(copy).findings) == [("E902", PDF, "")]


def test_pages_that_were_removed_or_put_in_are_named(copy: Path) -> None:
    with pikepdf.open(copy / PDF, allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        pdf.save(copy / PDF)
    assert ("E902", PDF, "p. 7 (5)") in named(pipeline.verify(copy).findings)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:20],
        lambda data: data[: len(data) - 300],
        lambda data: data.replace(b"/Pages", b"/Pagez"),
        lambda data: data.replace(b"stream", b"strewn"),
        lambda _: b"",
    ],
)
def test_a_spoilt_pdf_is_told_never_a_traceback(
    copy: Path, spoil: Callable[[bytes], bytes]
) -> None:
    path = copy / PDF
    path.write_bytes(spoil(path.read_bytes()))
    findings = pipeline.verify(copy).findings
    assert findings
    assert {(found.code, found.where.file) for found in findings} == {("E902", PDF)}


# ---------------------------------------------------------------- what proof says of it


def test_proof_of_a_publication_judges_the_pdf_in_it(copy: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    assert pipeline.proof(copy, pdf=kept).findings == ()
    assert kept.read_bytes() == (copy / PDF).read_bytes()
    edit(copy / PDF, 4)
    found = pipeline.proof(copy).findings
    assert [each.code for each in found] == ["E705", "E710"]
    assert {each.where.sheet for each in found} == {"第1章"}
    (copy / PDF).write_bytes(b"%PDF-1.6\n")
    result = run_apart("proof", str(copy), cwd=tmp_path)
    assert result.returncode == 2
    assert "PDF として読めません" in result.stderr


def test_what_nothing_on_a_page_says_is_found(issued: Issued, tmp_path: Path) -> None:
    """Here at the foot of a page that has no number."""
    book = openpyxl.load_workbook(issued.folder / REPORT)
    first = book.worksheets[0]
    foot = first.oddFooter
    assert foot is not None
    assert not foot.center.text
    foot.center.text = "案"
    book.save(tmp_path / "report.xlsx")
    found = proof(tmp_path / "report.xlsx").problems
    assert [(each.kind, each.sheet, each.found) for each in found] == [
        ("page_surplus", first.title, "案")
    ]


def test_a_report_that_is_not_printed_as_planned_is_published_and_told(tmp_path: Path) -> None:
    required("soffice")
    home = tmp_path / "home"
    round_ = Path(shutil.copytree(ROUND.with_name("tiny"), tmp_path / "tiny"))
    report = round_ / "report.toml"
    text = report.read_text(encoding="utf-8")
    report.write_text(
        re.sub(r'body_font = "[^"]*"', 'body_font = "No Such Font"', text), encoding="utf-8"
    )
    (home / "input_templates").mkdir(parents=True)
    folder = fill_round(round_, home / "input_templates" / "tiny")
    compiled_from(folder, home / "build" / "tiny")
    result = run_apart("publish", str(folder), cwd=home)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "E708" in result.stdout
    assert "No Such Font" in result.stdout
    said = sheet_of(home / "build" / "tiny" / "公表" / "印刷" / "入稿票.xlsx")
    assert "1 か所" in said["ご注意"][0]
    assert (home / "build" / "tiny" / "公表" / PDF).exists()
