"""What the printer gets where there is no LibreOffice, the sheet with it, and what is bound."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import run, run_apart
from conftest import REPOSITORY, fill_round, needs_posix
from printed_pdf import characters, sheet_of
from running import compiled_from, published_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.editions.issue import Issued
from shinchoku.failures import DefinitionError, ReadError
from shinchoku.proving.finishing import finish, with_blanks
from shinchoku.proving.imprint import PLAIN, Imprint, imprint_in, imprint_of
from shinchoku.proving.pdf import read_pdf
from shinchoku.proving.planned import PlannedPage
from shinchoku.publishing.publish import read_manifest
from telling import ja

ROUND = REPOSITORY / "tests" / "rounds" / "deep"  # bound on the left, everything said
ENGLISH = REPOSITORY / "tests" / "rounds" / "english"  # nothing said
PT_PER_MM = 72 / 25.4


def published(folder: Path, build: Path) -> Issued:
    compiled_from(folder, build)
    return published_from(folder, build)


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_the_sheet_says_how_excel_makes_the_pdf(
    folder: Path, tmp_path: Path
) -> None:
    done = published(folder, tmp_path / "build")
    assert done.publication.files["printing"] == ("印刷/報告書.xlsx", "印刷/入稿票.xlsx")
    lack, _ = done.publication.lacking
    assert lack.file == "報告書.pdf"
    assert "LibreOffice が要ります" in ja(lack.why)
    assert "入稿票.xlsx" in ja(lack.instead)
    assert done.publication.findings == ()
    said = sheet_of(done.folder / "印刷" / "入稿票.xlsx")
    steps = "".join(text for label in map(str, range(1, 9)) for (text,) in [said[label]])
    for word in ("名前を付けて保存", "PDF", "ブック全体", "埋め込みサブセット", "BIZ UDゴシック"):
        assert word in steps
    assert "全 6 ページで、ページ番号が 1 から 5 まで" in steps
    assert "まだそうなっていません" in said["とじ"][0]
    about = (done.folder / "はじめにお読みください.txt").read_text(encoding="utf-8-sig")
    assert "報告書.pdf" in about


@needs_posix
def test_a_libreoffice_that_fails_is_lacking_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice = tmp_path / "bin" / "soffice"
    soffice.parent.mkdir()
    soffice.write_text("#!/bin/sh\necho broken >&2\nexit 3\n", encoding="utf-8")
    soffice.chmod(0o755)
    monkeypatch.setenv("PATH", f"{soffice.parent}{os.pathsep}{os.environ['PATH']}")
    done = published(folder, tmp_path / "build")
    lack, _ = done.publication.lacking
    assert lack.file == "報告書.pdf"
    assert ja(lack.why)
    assert not list(done.folder.rglob("*.pdf"))
    assert "1" in sheet_of(done.folder / "印刷" / "入稿票.xlsx")  # the first step


@pytest.mark.usefixtures("no_office")
def test_the_sheet_says_what_the_files_are_and_what_was_settled(
    folder: Path, tmp_path: Path
) -> None:
    done = published(folder, tmp_path / "build")
    said = sheet_of(done.folder / "印刷" / "入稿票.xlsx")
    data = (done.folder / "印刷" / "報告書.xlsx").read_bytes()
    assert said["ファイル"] == [f"報告書.xlsx（{len(data):,} バイト）"]
    assert said["同 SHA-256"] == [hashlib.sha256(data).hexdigest()]
    assert said["発行者"] == ["北杜野市"]
    settled = [said[name][0] for name in ("問合せ先", "用紙", "刷り色", "部数", "納期・納品先")]
    assert settled == [
        "企画政策課 印刷担当（内線 318）",
        "上質紙 70kg",
        "4色",
        "250部",
        "9月29日、企画政策課（本庁舎3階）",
    ]
    assert said["備考"] == ["表紙は別に入稿します。"]
    assert said["仕上がり寸法"] == ["A4（210 × 297 mm）"]
    assert said["用紙の大きさ・向き"] == ["A4 縦 6 ページ"]


@pytest.mark.usefixtures("no_office")
def test_what_is_not_settled_is_left_to_fill_in_and_in_the_rounds_language(tmp_path: Path) -> None:
    done = published(fill_round(ENGLISH, tmp_path / "english"), tmp_path / "build")
    path = done.folder / "Print" / "Print order.xlsx"
    said = sheet_of(path)
    for name in ("Binding", "Paper", "Inks", "Copies", "Delivery", "Remarks", "Received on"):
        assert said[name] == [""]
    rows = openpyxl.load_workbook(path).worksheets[0]
    by_hand = [row[0].row for row in rows.iter_rows() if row[0].value == "Copies"]
    assert (rows.row_dimensions[by_hand[0]].height or 0) >= 24  # room to write
    assert not any("\u3000" <= c <= "\uffef" for texts in said.values() for t in texts for c in t)


@pytest.mark.usefixtures("no_office")
def test_the_same_report_makes_the_same_sheet(folder: Path, tmp_path: Path) -> None:
    compiled_from(folder, tmp_path / "build")
    made = []
    for _ in range(2):
        done = published_from(folder, tmp_path / "build")
        made.append((done.folder / "印刷" / "入稿票.xlsx").read_bytes())
    assert made[0] == made[1]


@pytest.mark.usefixtures("no_office")
def test_a_changed_cell_of_the_sheet_is_named(folder: Path, tmp_path: Path) -> None:
    done = published(folder, tmp_path / "build")
    path = done.folder / "印刷" / "入稿票.xlsx"
    book = openpyxl.load_workbook(path)
    (cell,) = (c for row in book.worksheets[0].iter_rows() for c in row if c.value == "250部")
    cell.value = "2500部"
    book.save(path)
    (found,) = pipeline.verify(done.folder).findings
    assert (found.code, found.where.file) == ("E902", "印刷/入稿票.xlsx")
    assert cell.coordinate in found.where.sheet + found.where.cell
    assert "250部" in ja(found.message)
    assert "2500部" in ja(found.message)


def test_where_there_is_no_pypdf_publishing_only_tells_what_is_lacking(
    folder: Path, tmp_path: Path
) -> None:
    """As in a browser, which has neither pypdf nor openpyxl nor other programs."""
    compiled_from(folder, tmp_path / "build")
    script = (
        "import sys\n"
        "for name in ('pypdf', 'openpyxl', 'pandas'): sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from shinchoku import pipeline\n"
        "done = pipeline.publish_round(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print([lack.file for lack in done.publication.lacking])\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(folder), str(tmp_path / "build")],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PATH": "", "PYTHONUTF8": "1", "PYTHONPATH": str(REPOSITORY / "src")},
    )
    assert said.stdout.startswith("['報告書.pdf', ")


def test_a_pdf_cannot_be_read_without_pypdf_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ReadError, match="pypdf"):
        read_pdf(tmp_path / "report.pdf")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6", b"%PDF-1.6\n%%EOF", b"no PDF" * 999])
def test_what_is_no_pdf_is_an_error_with_words(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "report.pdf").write_bytes(data)
    with pytest.raises(ReadError, match=r"report\.pdf"):
        read_pdf(tmp_path / "report.pdf")


# ---------------------------------------------------------------- what report.toml says of it


def with_print(text: str, folder: Path) -> Path:
    """Copy the English round with a table [print]."""
    target = Path(shutil.copytree(ENGLISH, folder / "english"))
    report = target / "report.toml"
    said = report.read_text(encoding="utf-8").replace("[theme]", f"[print]\n{text}\n\n[theme]", 1)
    report.write_text(said, encoding="utf-8")
    return target


def problems(folder: Path) -> list[str]:
    with pytest.raises(DefinitionError) as raised:
        load(folder)
    return [f"{problem.where}: {ja(problem.message)}" for problem in raised.value.problems]


def test_a_gutter_is_five_millimetres_where_it_is_not_said(tmp_path: Path) -> None:
    order = load(with_print('binding = "right"', tmp_path)).print_order
    assert (order.binding, order.gutter_mm) == ("right", 5.0)
    assert load(ENGLISH).print_order.binding == ""


def test_a_gutter_that_the_margins_do_not_allow_is_told(tmp_path: Path) -> None:
    """The round has 14 mm on both sides, of which 3 are cut off by printers."""
    folder = with_print('binding = "left"\ngutter_mm = 11', tmp_path / "fits")
    assert load(folder).print_order.gutter_mm == 11
    (told,) = problems(with_print('binding = "left"\ngutter_mm = 11.5', tmp_path / "not"))
    assert told.startswith("print.gutter_mm: ")
    assert "11.5 mm" in told
    assert "11 mm まで" in told


def test_pages_that_lie_across_are_moved_towards_their_page_number(tmp_path: Path) -> None:
    """It stands 8 mm above the edge: 5 are the most that it can be moved to it."""
    folder = with_print('binding = "left"\ngutter_mm = 6', tmp_path)
    report = folder / "report.toml"
    text = report.read_text(encoding="utf-8")
    cut = text.rindex('kind = "table"')
    report.write_text(text[:cut] + "turned = true\n" + text[cut:], encoding="utf-8")
    (told,) = problems(folder)
    assert "5 mm まで" in told


def test_a_gutter_without_a_binding_is_told(tmp_path: Path) -> None:
    (told,) = problems(with_print("gutter_mm = 5", tmp_path))
    assert told.startswith("print.gutter_mm: ")
    assert "binding" in told


def test_what_a_pdf_says_of_itself_is_kept_in_the_manifest(folder: Path, tmp_path: Path) -> None:
    compiled = compiled_from(folder, tmp_path / "build")
    kept = imprint_in(read_manifest(tmp_path / "build"))
    assert kept == imprint_of(load(folder), compiled.paged.title)
    assert (kept.author, kept.language, kept.gutter_mm) == ("北杜野市", "ja-JP", 6.0)
    assert imprint_in({"print": {"title": 3}}) == imprint_in({}) == PLAIN


# ---------------------------------------------------------------- what is bound


def page(number: int | None) -> PlannedPage:
    return PlannedPage(sheet="a", first_row=1, last_row=1, number=number, rows=(("x",),))


@st.composite
def numberings(draw: st.DrawFn) -> list[PlannedPage]:
    """Pages some of which are not counted, the others from a number on."""
    number = draw(st.integers(1, 4))
    pages = []
    for counted in draw(st.lists(st.booleans(), max_size=12)):
        pages.append(page(number if counted else None))
        number += counted
    return pages


@given(numberings())
def test_odd_numbers_are_on_the_front_of_a_sheet(pages: list[PlannedPage]) -> None:
    bound = with_blanks(pages, Imprint(binding="left"))
    for place, each in enumerate(bound, start=1):
        if each.number is not None:
            assert each.number % 2 == place % 2
    assert [each for each in bound if each.rows] == pages
    blank = [at for at, each in enumerate(bound) if not each.rows]
    for at in blank:  # each is needed: without it the number behind it would be on the other side
        behind = bound[at + 1].number
        assert behind is not None
        assert behind % 2 != (at + 1) % 2
    assert with_blanks(pages, PLAIN) == tuple(pages)


def drawn_pdf(path: Path, sizes_mm: list[tuple[float, float]]) -> Path:
    """Write a PDF with a square on each page."""
    pdf = pikepdf.new()
    for width, height in sizes_mm:
        added = pdf.add_blank_page(page_size=(width * PT_PER_MM, height * PT_PER_MM))
        added.Contents = pdf.make_stream(b"100 100 10 10 re f")
    pdf.save(path)
    return path


def moved(path: Path) -> Iterator[tuple[float, float]]:
    """Yield how far each page of a PDF is moved, right and up, in millimetres."""
    with pikepdf.open(path) as pdf:
        for each in pdf.pages:
            right, up = 0.0, 0.0
            for drawn in pikepdf.parse_content_stream(each):
                if str(drawn.operator) == "cm":
                    right += float(drawn.operands[4])
                    up += float(drawn.operands[5])
            yield round(right / PT_PER_MM, 2), round(up / PT_PER_MM, 2)


UPRIGHT, TURNED, FOLDED = (210.0, 297.0), (297.0, 210.0), (420.0, 297.0)


@pytest.mark.parametrize(
    ("binding", "expected"),
    [
        ("left", [(5, 0), (-5, 0), (0, -5), (0, 5), (5, 0), (-5, 0)]),
        ("right", [(-5, 0), (5, 0), (0, 5), (0, -5), (-5, 0), (5, 0)]),
        ("", [(0, 0)] * 6),
    ],
)
def test_pages_are_moved_from_the_edge_that_is_bound(
    tmp_path: Path, binding: str, expected: list[tuple[float, float]]
) -> None:
    """One that lies across is bound at its head on the front, at its foot on the back."""
    sizes = [UPRIGHT, UPRIGHT, TURNED, TURNED, FOLDED, UPRIGHT]
    source, target = drawn_pdf(tmp_path / "a.pdf", sizes), tmp_path / "b.pdf"
    imprint = imprint_in(
        {"print": {**PLAIN.as_data, "issued": "2025-04-01", "binding": binding, "gutter_mm": 5}}
    )
    finish(source, target, imprint, [page(number) for number in range(1, 7)], ())
    assert list(moved(target)) == expected
    with pikepdf.open(target) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [[float(side) for side in each.TrimBox] for each in pdf.pages] == [
            [float(side) for side in each.MediaBox] for each in pdf.pages
        ]


def test_a_blank_page_is_as_large_as_the_one_behind_it_and_is_labelled(tmp_path: Path) -> None:
    source = drawn_pdf(tmp_path / "a.pdf", [UPRIGHT, FOLDED, UPRIGHT])
    target = tmp_path / "b.pdf"
    imprint = Imprint(binding="left", gutter_mm=5)
    finish(source, target, imprint, [page(None), page(1), page(2)], ())
    with pikepdf.open(target) as pdf:
        assert [each.label for each in pdf.pages] == ["i", "ii", "1", "2"]
        widths = [round(float(each.MediaBox[2]) / PT_PER_MM) for each in pdf.pages]
    assert widths == [210, 420, 420, 210]


def test_a_command_that_publishes_says_what_is_lacking(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "input_templates").mkdir(parents=True)
    round_ = shutil.copytree(folder, home / "input_templates" / "deep")
    compiled_from(round_, home / "build" / "deep")
    result = run_apart("publish", str(round_), "--json", cwd=home, PATH="")
    assert result.returncode == 0
    lack, _ = json.loads(result.stdout)["lacking"]
    assert lack["file"] == "報告書.pdf"
    assert run("explain", "E710").exit_code == 0


# ---------------------------------------------------------------- how a page is read

TABLE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /T def /CMapType 2 def
1 begincodespacerange <%b> <%b> endcodespacerange
2 beginbfchar <%b> <6E0B> <%b> <8C37005000510052> endbfchar
2 beginbfrange <%b> <%b> <0041> <%b> <%b> [<3042> <3044>] endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""
CONTENT = b"""q 1 0 0 rg BT /F1 12 Tf 100 700 Td <0102>Tj ET
BT 200 700 Td (\\001\\
\\x\\)\\061)Tj ET Q
BT /F1 12 Tf 1 0 0 1 100 600 Tm [<30>-3<3132>5<40 41>]TJ ET
BT 100 500 Td /F2 12 Tf <00010002>Tj <0030>Tj ET
/Span <</ActualText<FEFF660E>>> BDC BT /F2 12 Tf 100 400 Td <0030>Tj ET EMC
BT /F2 12 Tf 100 300 Td <0031>Tj ET /X1 Do"""


def spoken_pdf(path: Path) -> Path:
    """Write a PDF whose texts are spelled in every way: by codes of one byte and two, in ranges."""
    pdf = pikepdf.new()
    added = pdf.add_blank_page(page_size=(595, 842))
    fonts = pikepdf.Dictionary()
    for name, digits in (("/F1", 2), ("/F2", 4)):
        codes = [b"%0*X" % (digits, code) for code in (0, 2**31, 1, 2, 0x30, 0x32, 0x40, 0x41)]
        codes[1] = b"F" * digits
        table = pdf.make_stream(TABLE % tuple(codes))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1 if digits == 2 else pikepdf.Name.Type0,
            BaseFont=pikepdf.Name("/ABCDEF+Helvetica"),
            ToUnicode=table,
        )
        if digits == 4:
            font.Encoding = pikepdf.Name("/Identity-H")
            system = pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
            inner = pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.CIDFontType2,
                BaseFont=pikepdf.Name("/Helvetica"),
                CIDSystemInfo=system,
            )
            font.DescendantFonts = pikepdf.Array([pdf.make_indirect(inner)])
        fonts[name] = pdf.make_indirect(font)
    resources = pikepdf.Dictionary(Font=fonts)
    form = pdf.make_stream(b"BT /F1 12 Tf 100 200 Td <4140>Tj ET")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = pikepdf.Array([0, 0, 595, 842]), resources
    added.Resources = pikepdf.Dictionary(Font=fonts, XObject=pikepdf.Dictionary(X1=form))
    added.Contents = pdf.make_stream(CONTENT)
    pdf.save(path)
    return path


def test_texts_are_read_however_they_are_spelled(tmp_path: Path) -> None:
    path = spoken_pdf(tmp_path / "spelled.pdf")
    (read,) = read_pdf(path).pages
    assert read.text.split() == ["渋谷PQR渋\ufffd\ufffdB", "ABCあい", "渋谷PQRA", "明", "B", "いあ"]
    assert read.is_colored
    assert read.label == "1"


@pytest.mark.slow
def test_poppler_reads_the_same_texts(tmp_path: Path) -> None:
    path = spoken_pdf(tmp_path / "spelled.pdf")
    (read,) = read_pdf(path).pages
    (witness,) = characters(path)
    found = Counter("".join(read.text.split()))
    assert witness - found == Counter("x)")  # which the table lacks: poppler knows the font
    assert found - witness == Counter("\ufffd\ufffd")
