"""Sections on paper of their own: A4 and A3, upright and turned."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from conftest import REPOSITORY, fill_round
from documents import MARK, THEME, document, full_row, section
from office import required
from running import compiled_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.failures import DefinitionError
from shinchoku.layout.measure import measure
from shinchoku.layout.paginate import paginate
from shinchoku.layout.report import write_report
from shinchoku.model import A4_UPRIGHT, Block, Cell, Paper, Row
from shinchoku.paper.page import filling, usable_height_pt, usable_width_mm
from shinchoku.publishing.page_list import page_lines
from shinchoku.words import Message

WIDE = REPOSITORY / "tests" / "rounds" / "wide"
SIZES = {  # ISO 216, millimetres: wide, high
    Paper("A4"): (210, 297),
    Paper("A4", turned=True): (297, 210),
    Paper("A3"): (297, 420),
    Paper("A3", turned=True): (420, 297),
}
MARGINS_MM = (THEME.margin_left_mm + THEME.margin_right_mm, 20 + 18)


@pytest.mark.parametrize("paper", SIZES)
def test_what_a_page_holds_follows_its_paper(paper: Paper) -> None:
    wide, high = SIZES[paper]
    theme = THEME.on(paper)
    assert usable_width_mm(theme) == pytest.approx(wide - MARGINS_MM[0] + 0.5)
    assert usable_height_pt(theme) == pytest.approx((high - MARGINS_MM[1]) * 72 / 25.4 * 0.98)


def test_each_section_is_filled_as_high_as_its_own_paper() -> None:
    row = full_row("x", "cell")._replace(height_pt=99.0)
    blocks = [Block(rows=(row,))] * 12
    sections = [
        section(*blocks, id=f"s{n}", sheet=f"s{n}", paper=paper) for n, paper in enumerate(SIZES)
    ]
    paged = paginate(measure(document(*sections), THEME), THEME, continued_mark=MARK)
    rows = [[len(page.rows) for page in one.pages] for one in paged.sections]
    # 259, 172, 382 and 259 mm less 2 % hold seven, four, ten and seven rows of 99 pt (34.9 mm)
    assert rows == [[7, 5], [4, 4, 4], [10, 2], [7, 5]]
    numbers = [page.number for one in paged.sections for page in one.pages]
    assert numbers == list(range(1, 10))
    fills = [line.fill_percent for line in page_lines(paged, THEME)]
    full = {paper: (high - 38) * 72 / 25.4 * 0.98 for paper, (_, high) in SIZES.items()}
    counts = [(paper, count) for paper, found in zip(SIZES, rows, strict=True) for count in found]
    assert fills == [int(9_900 * count / full[paper]) for paper, count in counts]


def test_a_sheet_is_set_up_for_its_paper(tmp_path: Path) -> None:
    compiled = compiled_from(fill_round(WIDE, tmp_path / "wide"), tmp_path / "build" / "wide")
    book = openpyxl.load_workbook(compiled.report)
    setups = {sheet.title: sheet.page_setup for sheet in book}
    assert {name: (setup.paperSize, setup.orientation) for name, setup in setups.items()} == {
        "表紙": (9, "landscape"),
        "目次": (9, "landscape"),
        "表の見方": (8, "landscape"),
        "集計": (9, "landscape"),
        "主要な事業": (8, "landscape"),
    }
    (cover,) = (one for one in compiled.paged.sections if one.sheet == "表紙")
    assert len(cover.pages) == 1


@pytest.mark.slow
def test_libreoffice_prints_each_section_on_its_paper(tmp_path: Path) -> None:
    required("soffice")
    build = tmp_path / "build" / "wide"
    compiled = compiled_from(fill_round(WIDE, tmp_path / "wide"), build)
    pdf = tmp_path / "wide.pdf"
    assert pipeline.proof(build, pdf=pdf).findings == ()
    command = [shutil.which("pdfinfo") or "pdfinfo", "-f", "1", "-l", "99", str(pdf)]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told)
    printed = [(round(float(w) * 25.4 / 72), round(float(h) * 25.4 / 72)) for w, h in sizes]
    assert printed == [SIZES[one.paper] for one in compiled.paged.sections for _ in one.pages]


def problems(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """Return what is wrong with the round after some changes of its report.toml."""
    round_ = shutil.copytree(WIDE, folder / "wide")
    text = (round_ / "report.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (round_ / "report.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(round_)
    told = ((problem.where, problem.message) for problem in caught.value.problems)
    return [f"{where}: {what.key}" for where, what in told if isinstance(what, Message)]


def test_a_table_is_held_to_the_narrowest_paper_that_shows_it(tmp_path: Path) -> None:
    guide = 'sheet = "表の見方"\npaper = "A3"'
    told = problems(tmp_path, (guide, 'sheet = "表の見方"'))
    assert told == ["forms[1].columns: definition.too_wide"]


def test_a_turned_page_must_be_high_enough(tmp_path: Path) -> None:
    given = "margin_top_mm = 18.0\nmargin_bottom_mm = 16.0"
    margins = (given, "margin_top_mm = 40.0\nmargin_bottom_mm = 30.0")
    # 210 - 70 mm less 2 % are 137 mm of A4; the same margins leave 222 mm of A4 upright
    assert problems(tmp_path, margins) == ["theme.margin_top_mm: definition.low_page"]


def test_a_head_is_held_to_its_own_paper(tmp_path: Path) -> None:
    long = (
        "若葉台町　主要な事業の{era}年度実績" + "と今後の取組" * 10
    )  # 80 characters of 10 pt: 282 mm
    title = 'running_title = "若葉台町　主要な事業の{era}年度実績"'
    told = problems(tmp_path, (title, f'running_title = "{long}"'))
    assert told == ["sections[4].running_title: definition.long_head"]


def test_paper_is_a4_upright_where_nothing_is_said() -> None:
    tiny = load(REPOSITORY / "tests" / "rounds" / "tiny")
    assert {one.paper for one in tiny.sheet_sections} == {A4_UPRIGHT}


@pytest.mark.parametrize("paper", SIZES)
def test_one_column_over_the_whole_page_is_one_that_excel_takes(
    paper: Paper, tmp_path: Path
) -> None:
    theme = replace(THEME, margin_left_mm=5.0, margin_right_mm=5.0)
    widths = filling((1.0,), theme.on(paper))
    row = Row(kind="text", cells=(Cell(column=0, text="x"),))
    paged = paginate(
        measure(document(section(Block(rows=(row,)), widths=widths, paper=paper)), theme),
        theme,
        continued_mark=MARK,
    )
    write_report(paged, theme, date(2023, 4, 24), tmp_path / "one.xlsx")  # or WorkbookError
