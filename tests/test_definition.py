"""Every mistake in a definition is told at once, causes only, with its key path or table row.

The faults of report.toml and of how its parts fit together are in test_definition_faults.py.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY, SAMPLE, TINY
from faults import edit, problems
from filling import Value, opened
from shinchoku.definition import load
from shinchoku.definition.tables import read_tables
from shinchoku.sheets import SheetsError
from shinchoku.words import words
from spoiling.cells import put, raised, struck
from spoiling.folders import rewritten
from spoiling.parts import strict
from workbooks import active, sheet_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny round, to spoil."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    edit(folder / "master" / "tree.csv", "年1回,X1", "年1回,")
    edit(folder / "master" / "tree.csv", "【再掲】,,,S1-02.2", "【再掲】,,,S9-99")
    edit(folder / "master" / "plans.csv", "S2,A1", "S2,A7")
    edit(folder / "report.toml", "repeat_mark = ", 'repeat_mark = "{x}" # ')
    assert len(problems(folder)) == 4


def test_a_cited_node_must_exist(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))
    edit(folder / "master" / "cross.csv", "P12-R2", "P12-R9")
    (problem,) = problems(folder)
    assert problem.startswith("cross.csv 4行目 cites: 引用できるもの")
    assert "に「P12-R9」はありません。" in problem


def test_a_group_with_projects_cannot_be_cited(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / SAMPLE.name))
    edit(folder / "master" / "cross.csv", "P12-R2", "P12-G1")
    told = "cross.csv 4行目 cites: 「P12-G1」には番号（serial）がないので、引用できません。"
    assert problems(folder)[0].startswith(told)


def test_a_folder_without_a_report_is_told_so(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["report.toml: report.toml がありません。"]


# ---------------------------------------------------------------- a master kept as a workbook

BOOK = "master/master.xlsx"


def as_workbook(folder: Path) -> None:
    """Keep the master as master.xlsx."""
    book = Workbook()
    book.remove(active(book))
    for file in sorted((folder / "master").glob("*.csv")):
        sheet = book.create_sheet(file.stem)
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                sheet.append([cell or None for cell in row])
        file.unlink()
    book.save(folder / BOOK)


def in_tree(folder: Path, change: Callable[[Worksheet], object]) -> None:
    """Keep the master as master.xlsx and change its table `tree`; S1-01 is row 4."""
    as_workbook(folder)
    with opened(folder / BOOK) as book:
        sheet = sheet_of(book, "tree")
        assert (sheet["C4"].value, sheet["G1"].value) == ("S1-01", "plan_r8")
        change(sheet)


def test_a_master_kept_as_a_workbook_is_the_same(folder: Path) -> None:
    expected = load(folder)
    as_workbook(folder)
    assert load(folder) == expected
    rewritten(lambda _, text: strict(text), BOOK)(folder)
    assert load(folder) == expected


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.5, "0%", "50%"),
        (1234567, "#,##0", "1,234,567"),
        (3, '0"校"', "3校"),
        (75.0, "0.0", "75.0"),
        (98400, "#,##0", "98,400"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
    ],
)
def test_a_cell_of_the_master_is_read_as_it_is_shown(
    folder: Path, value: Value, number_format: str, shown: str
) -> None:
    in_tree(folder, lambda sheet: put(sheet["G4"], value, number_format))
    definition = load(folder)
    entries = {e.id: e for _, e in definition.entries(definition.form("items"))}
    assert entries["S1-01"].lines[0].values["plan_r8"] == shown


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("#REF!", "「plan_r8」がエラー「#REF!」になっています。"),
        (date(2031, 1, 2), "「plan_r8」が日付（2031-01-02）になっています。"),
        ("=A1", "「plan_r8」に、計算結果のない数式が入っています。"),
        (
            struck("年2回", "年1回", old="年2回"),
            "「plan_r8」に、取り消し線の付いた文字「年2回」が残っています。",
        ),
        (raised("10", "3"), "「plan_r8」の「103」に、上付きまたは下付きの文字があります。"),
        ('=DISPIMG("ID_3C0F",1)', "「plan_r8」に、文字ではなく画像が入っています。"),
    ],
)
def test_a_cell_of_the_master_that_is_no_text_is_told(
    folder: Path, value: Value, told: str
) -> None:
    in_tree(folder, lambda sheet: sheet.__setitem__("G4", value))
    (problem,) = problems(folder)
    assert problem.startswith(f"master.xlsx［tree］ 4行目 plan_r8: {told}")
    assert problem.endswith("ください。")


def test_a_workbook_may_have_sheets_of_the_clerks_own(folder: Path) -> None:
    expected = load(folder)
    as_workbook(folder)
    with opened(folder / BOOK) as book:
        memo = book.create_sheet("メモ")
        memo["A1"], memo["C3"] = "覚え書き", "#REF!"
    assert load(folder) == expected


def test_figures_of_a_csv_stay_as_they_are(folder: Path) -> None:
    edit(folder / "master" / "tree.csv", "総合訓練の実施,年1回", '"75.0","98,400"')
    entries = {e.id: e for _, e in load(folder).entries(load(folder).form("items"))}
    assert entries["S1-01"].lines[0].values == {"goal": "75.0", "plan_r8": "98,400"}


def test_every_csv_of_ours_opens_in_excel_with_its_japanese() -> None:
    kits = REPOSITORY / "input_templates" / "kits"
    files = [*SAMPLE.glob("*/*.csv"), *TINY.parent.glob("*/*/*.csv"), *kits.glob("*/*/*.csv")]
    assert len(files) > 50
    assert [file for file in files if not file.read_bytes().startswith(b"\xef\xbb\xbf")] == []


def test_a_row_of_nothing_but_a_formula_without_result_is_told(folder: Path) -> None:
    in_tree(folder, lambda sheet: sheet.__setitem__("G40", "=A1"))
    (problem,) = problems(folder)
    assert problem.startswith("master.xlsx［tree］ 40行目 plan_r8: 「plan_r8」に、計算結果のない")


def test_a_master_of_thousands_of_rows_is_read(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("tree")
    for row in range(1, 6_001):
        sheet.append([f"{row}行{column}列" for column in range(1, 11)])
    book.save(tmp_path / "master.xlsx")
    rows = read_tables(tmp_path)["tree"].rows
    assert (rows[-1].number, len(rows)) == (6_000, 5_999)
    assert rows[-1].cells["1行10列"] == "6000行10列"


def test_every_kind_of_unreadable_workbook_has_words() -> None:
    kinds = re.findall(r"[a-z_]+(?=[,.])", (SheetsError.__doc__ or "").partition("\n\n")[2])
    assert {"empty", "encrypted", "malformed", "too_many_entries", "unreadable"} <= set(kinds)
    assert [kind for kind in kinds if f"unreadable.{kind}" not in words("ja")] == []


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("xl/worksheets/sheet1.xml", "中身が壊れています"),
        ("xl/workbook.xml", "中身が壊れています"),
        ("_rels/.rels", "中身が壊れています"),
        ("", "Excelブックではありません"),
    ],
)
def test_a_master_that_cannot_be_read_is_told_in_words(
    folder: Path, part: str, reason: str
) -> None:
    as_workbook(folder)
    if part:
        rewritten(lambda name, text: "<a>" if name == part else text, BOOK)(folder)
    else:
        (folder / BOOK).write_bytes(b"no workbook")
    told = f"master: master を読めません（master.xlsx: {reason}）。"
    assert [problem for problem in problems(folder) if "読めません" in problem] == [told]


# ---------------------------------------------------------------- a master kept as CSV


def test_a_quote_that_is_not_closed_is_told_with_its_row(folder: Path) -> None:
    edit(folder / "master" / "tree.csv", "舗装の更新", '"舗装の更新')
    told = 'master: master を読めません（tree.csv: 11行目で、引用符「"」の対応が'
    assert any(problem.startswith(told) for problem in problems(folder))


def test_a_text_beyond_the_header_is_told_with_its_row(folder: Path) -> None:
    edit(folder / "master" / "tree.csv", "3路線,X2,,,", "3路線,X2,,,,,メモ")
    (problem,) = problems(folder)
    assert problem.startswith("tree.csv 11行目 M11: 見出しのない列に「メモ」が入っています。")


def test_empty_columns_are_nothing(folder: Path) -> None:
    expected = load(folder)
    path = folder / "master" / "departments.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line},,\n" for line in lines), encoding="utf-8")
    assert load(folder) == expected


def test_a_folder_is_no_table(folder: Path) -> None:
    (folder / "master" / "goals.csv").mkdir()
    told = "master: master を読めません（goals.csv: 開けません）。"
    assert told in problems(folder)


def test_a_table_as_excel_saves_it_in_japan_is_read(folder: Path) -> None:
    expected = load(folder)
    path = folder / "master" / "departments.csv"
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp932"))
    assert load(folder) == expected


def test_a_damaged_table_is_told_so_and_is_not_read_as_something_else(folder: Path) -> None:
    path = folder / "master" / "departments.csv"
    path.write_bytes("id,name\nX1,こども課\n".encode()[:-2] + b"\n")
    (problem,) = problems(folder)
    assert problem.startswith("master: master を読めません（departments.csv: 文字コードが")
