"""Widths of characters: of the fonts that English reports are set in, and of fixed-width ones."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from conftest import REPOSITORY
from documents import MARK, THEME, document, section
from office import required
from shinchoku.layout.measure import Ruler, measure
from shinchoku.layout.paginate import paginate
from shinchoku.layout.report import write_report
from shinchoku.model import Block, Cell, Row
from shinchoku.paper.lines import line_count, lines
from shinchoku.paper.metrics import FIXED, metrics
from shinchoku.paper.page import capacity, head_width_mm, height_pt
from shinchoku.proving.printed import proof

TABLE = REPOSITORY / "src" / "shinchoku" / "paper" / "metrics.toml"
# Adobe's published metrics of Helvetica and Times, to whose widths Arial and Times New Roman are
# drawn, in thousandths of an em.
HELVETICA = {
    " ": 278,
    "A": 667,
    "W": 944,
    "a": 556,
    "i": 222,
    "m": 833,
    "@": 1015,
    "1": 556,
    "é": 556,
}
HELVETICA_BOLD = {" ": 278, "A": 722, "W": 944, "a": 556, "i": 278, "m": 889, "@": 975, "é": 556}
TIMES = {" ": 250, "A": 722, "W": 944, "a": 444, "i": 278, "m": 778, "@": 921, "1": 500, "é": 444}
BIG_PT = 1536.0  # an em of 2,048 px: whole pixels are what the table says


@pytest.mark.parametrize(
    ("font", "bold", "published"),
    [
        ("Arial", False, HELVETICA),
        ("Liberation Sans", False, HELVETICA),
        ("Arial", True, HELVETICA_BOLD),
        ("Times New Roman", False, TIMES),
        ("Liberation Serif", False, TIMES),
    ],
)
def test_widths_are_those_that_were_published(
    font: str, published: dict[str, int], *, bold: bool
) -> None:
    of = metrics(font, BIG_PT, bold=bold)
    found = {character: of.width(character) / of.em * 1000 for character in published}
    assert found == pytest.approx(published, abs=2)


def test_the_table_is_that_of_the_installed_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    required("fc-match")
    monkeypatch.syspath_prepend(str(REPOSITORY / "tests" / "bench"))
    monkeypatch.delitem(sys.modules, "font_metrics", raising=False)
    font_metrics = import_module("font_metrics")

    try:
        made = "\n".join(font_metrics.lines()) + "\n"
    except LookupError as font:
        pytest.skip(f"{font} is not installed")
    assert TABLE.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("font", ["BIZ UDゴシック", "BIZ UDPGothic", "ＭＳ 明朝", "Nowhere"])
def test_other_fonts_are_taken_for_fixed_width_ones(font: str) -> None:
    assert metrics(font, 9.0, bold=True) is FIXED
    assert (FIXED.em, FIXED.width("iW—あ")) == (2, 6)


def test_libreoffice_gives_characters_whole_pixels() -> None:
    # 8 pt are 11 px: an s of half an em has 5.5 px, and gets 6; an i of 0.222 has 2.4 and gets 2
    of = metrics("Arial", 8.0)
    assert of.width("s" * 100) / of.em * 11 == pytest.approx(600, rel=0.001)
    assert of.width("i" * 100) / of.em == pytest.approx(22.2, rel=0.001)  # as Excel prints it


def test_what_the_font_has_not_is_set_in_a_japanese_one() -> None:
    of = metrics("Arial", 9.0)
    assert of.width("計画") >= 2 * of.em
    assert of.width("e\u0301") == of.width("e")  # the accent stands above


def test_a_latin_word_is_not_broken_at_an_accent_or_an_apostrophe() -> None:
    of = metrics("Arial", 9.0)
    room = of.width("The cafés’ .")
    for kinsoku in (True, False):
        broken = lines("The cafés’ naïve façade", room, of, kinsoku=kinsoku, whole_words=True)
        assert broken == ["The cafés’ ", "naïve ", "façade"]


def test_a_running_title_is_as_wide_as_its_letters() -> None:
    english = replace(THEME, body_font="Arial", body_size=10.0)
    # Helvetica: 10 i of 0.222 em, 10 W of 0.944 em
    assert head_width_mm("i" * 10, english) == pytest.approx(2.22 * 10 * 25.4 / 72, rel=0.11)
    assert head_width_mm("W" * 10, english) == pytest.approx(9.44 * 10 * 25.4 / 72, rel=0.06)


def test_a_row_of_a_template_is_as_high_as_its_font_needs() -> None:
    text = "WOMEN AND MEN WHO COME HOME"  # 27 capitals, a third wider than half an em
    assert height_pt([(text, 14.0)]) == height_pt([("一行", 14.0)])
    assert height_pt([(text, 14.0)], font="Arial") == height_pt([("二\n行", 14.0)])


# ---------------------------------------------------------------- as LibreOffice prints it

PROSE = """
The council’s programme was delivered on time; however, WMO grants “for homes” £1,200,000 —
Complete Red Amber In progress illicit filling little till April–June 2025/26 50% Mrs. O’Neill
café well-known MMMM (see action 1.2) accommodation responsibilities website: www.example.org
"""
STYLES = ("cell", "header", "paragraph", "small", "grade", "title")


def row(dice: random.Random, text: str) -> Row:
    cell = Cell(column=dice.choice((0, 1, 2)), text=text, style=dice.choice(STYLES))
    return Row(kind="body", cells=(cell,))


def texts(dice: random.Random) -> list[str]:
    return [" ".join(dice.choices(PROSE.split(), k=dice.randint(1, 40))) for _ in range(60)]


@pytest.mark.slow
@pytest.mark.parametrize("size", [8.0, 9.0, 10.0, 11.0])
@pytest.mark.parametrize("font", ["Arial", "Times New Roman"])
def test_no_row_is_lower_than_libreoffice_wants_it(font: str, size: float, tmp_path: Path) -> None:
    required("soffice")
    theme = replace(
        THEME,
        body_font=font,
        heading_font=font,
        body_size=size,
        table=replace(THEME.table, text_size=size),
    )
    dice = random.Random(f"{font} {size}")  # noqa: S311
    widths = (8.0, 13.0, 21.0)
    blocks = [Block(rows=(row(dice, text),)) for text in texts(dice)]
    given = document(section(*blocks, widths=widths))
    report = tmp_path / "report.xlsx"
    paged = paginate(measure(given, theme), theme, continued_mark=MARK)
    write_report(paged, theme, date(2023, 4, 24), report)
    assert [each for each in proof(report).problems if each.kind == "low_row"] == []


def test_a_status_of_one_word_stands_in_one_line() -> None:
    theme = replace(THEME, body_font="Arial", heading_font="Arial")
    ruler = Ruler((5.5,), theme)  # 5.5 em of 9 pt; half an em a letter would leave room for 11
    complete = Cell(column=0, text="Complete", style="grade")
    assert ruler.line_count(complete) == 1
    assert ruler.line_count(complete._replace(text="COMMITMENT")) == 2
    of = metrics("Arial", 9.0, bold=True)
    room = 5.5 * 12.345
    assert line_count("Complete", capacity(room, 9.0, of), of) == 1
