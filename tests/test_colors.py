"""Grades on colours: in the report, the templates and on the status board, never colour alone."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from csv_files import records
from documents import THEME
from kit_rounds import filled, folder_of
from running import compiled_from
from shinchoku.definition import load
from shinchoku.failures import DefinitionError
from shinchoku.layout.styles import grade_style, look_name, style
from shinchoku.paper.contrast import READABLE, contrast
from shinchoku.results import Compiled

KIT = "council-plan-en"
COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")


def colors() -> dict[str, str]:
    """Return the colours of the kit's ratings by their codes, as its report.toml says them."""
    toml = tomllib.loads((folder_of(KIT) / "report.toml").read_text(encoding="utf-8"))
    (rag,) = (scale for scale in toml["scales"] if scale["id"] == "rag")
    return {grade["code"]: grade["color"] for grade in rag["grades"]}


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(KIT, tmp_path_factory.mktemp("colors"))


@pytest.fixture(scope="module")
def compiled(round_: Path) -> Compiled:
    return compiled_from(round_, round_.parent / "build" / KIT)


def cells_with(sheet: Worksheet, texts: dict[str, str]) -> list[Cell]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value in texts]


def ground(cell: Cell | MergedCell) -> str:
    return str(cell.fill.fgColor.rgb)[-6:]


def test_every_rating_in_the_report_stands_on_its_colour(compiled: Compiled) -> None:
    book, known = openpyxl.load_workbook(compiled.report), colors()
    given = [row["rag"] for row in records(folder_of(KIT) / "answers" / "actions.csv")]
    shown = cells_with(book["Actions"], known)
    assert sorted(str(cell.value) for cell in shown) == sorted(filter(None, given))
    shown += cells_with(book["Summary"], known)  # the table of ratings says what they mean
    assert len(shown) == len(list(filter(None, given))) + len(known)
    for cell in shown:
        assert ground(cell) == known[str(cell.value)]
        assert contrast(str(cell.font.color.rgb)[-6:], ground(cell)) >= READABLE


def test_a_cell_without_a_rating_has_no_colour(compiled: Compiled) -> None:
    sheet = openpyxl.load_workbook(compiled.report)["Actions"]
    (rated, *_) = cells_with(sheet, {"Red": ""})
    blank = [cell for (cell,) in sheet.iter_rows(min_col=rated.column, max_col=rated.column)
             if cell.value is None and cell.border.left.style]  # fmt: skip
    assert blank
    assert {ground(cell) for cell in blank}.isdisjoint(colors().values())


@given(color=COLORS)
def test_a_code_is_readable_on_any_colour(color: str) -> None:
    for name in (grade_style(color), grade_style(color) + look_name(THEME.table)):
        look = style(THEME, name)
        assert look.fill == color
        assert contrast(look.color, look.fill) >= READABLE
    assert style(THEME, grade_style("")).fill == ""


def rules(path: Path) -> list[tuple[int, str, str]]:
    """Return the priority, formula and ground of every conditional format of a template."""
    sheet = openpyxl.load_workbook(path)["Actions"]
    found = [rule for area in sheet.conditional_formatting for rule in area.rules]
    return sorted(
        (rule.priority, rule.formula[0], str(rule.dxf.fill.bgColor.rgb)[-6:]) for rule in found
    )


def test_a_template_colours_ratings_below_what_is_to_be_put_right(round_: Path) -> None:
    for path in (round_ / "templates").glob("*_*.xlsx"):
        found = rules(path)
        for code, color in colors().items():
            (mine,) = (at for at, formula, _ in found if formula.endswith(f'="{code}"'))
            assert [ground for at, _, ground in found if at == mine] == [color]
            (column,) = {re.sub(r"\d", "", f[: -len(code) - 3]) for at, f, _ in found if at == mine}
            sheet = openpyxl.load_workbook(path)["Actions"]
            reds = [r.priority for area in sheet.conditional_formatting for r in area.rules
                    if str(area.sqref).startswith(column) and "FIND" in r.formula[0]]  # fmt: skip
            assert reds
            assert max(reds) < mine


def test_the_guide_says_what_each_colour_means(round_: Path) -> None:
    for path in (round_ / "templates").glob("*_*.xlsx"):
        guide = openpyxl.load_workbook(path).worksheets[0]
        shown = cells_with(guide, colors())
        assert {str(cell.value): ground(cell) for cell in shown} == colors()
        assert all(contrast(str(c.font.color.rgb)[-6:], ground(c)) >= READABLE for c in shown)


@pytest.mark.usefixtures("compiled")
def test_the_board_draws_its_bars_in_them(round_: Path) -> None:
    page = (round_.parent / "build" / KIT / "status.html").read_text(encoding="utf-8")
    drawn = re.findall(r'<text [^>]*>([^<]*)</text><rect [^>]*?(?:style="fill:#(\w{6})")?/?>', page)
    found = {label: color for label, color in drawn if color}
    assert found == colors()
    assert set(colors()) < {label for label, _ in drawn}


def test_what_is_no_colour_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(folder_of(KIT), tmp_path / KIT)
    report = folder / "report.toml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace('color = "C6E7CE"', 'color = "green"'), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(folder)
    assert [p.where for p in caught.value.problems] == ["scales[2].grades[1].color"]
