"""Columns whose texts are made of words, and tables whose entries the contents page lists."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from conftest import REPOSITORY, fill_round
from csv_files import records
from faults import check_told_alike, edit, in_report, in_table
from filling import cell_of
from running import checked_from, compiled_from
from shinchoku import pipeline
from shinchoku.results import Compiled
from spoiling.folders import Spoil
from workbooks import texts_on

ROUND = REPOSITORY / "tests" / "rounds" / "nodes"
ROUNDS = ROUND.parent


def departments_of(name: str) -> dict[str, str]:
    rows = records(ROUNDS / name / "master" / "departments.csv")
    return {row["id"]: row["name"] for row in rows}


DEPARTMENTS = departments_of("nodes")
PLANS = {row["id"]: row for row in records(ROUND / "master" / "plans.csv")}
KPI = records(ROUND / "master" / "kpi.csv")


@pytest.fixture(scope="module")
def compiled(filled: Path) -> Compiled:
    return compiled_from(filled, filled.parent / "build" / "nodes")


def changed(name: str, tmp_path: Path, *spoils: Spoil) -> Compiled:
    """Compile another round with changes."""
    folder = Path(shutil.copytree(ROUNDS / name, tmp_path / name))
    for spoil in spoils:
        spoil(folder)
    return compiled_from(fill_round(folder, tmp_path / "filled" / name), tmp_path / "b")


# ---------------------------------------------------------------- made texts


def test_a_made_text_is_printed_beside_its_entry(compiled: Compiled) -> None:
    sheet = openpyxl.load_workbook(compiled.report)["成果指標"]
    rows = [[str(v) for v in row if v is not None] for row in sheet.values]
    for row in KPI:
        assert any(cells[:2] == [row["name"], DEPARTMENTS[row["department"]]] for cells in rows)


def test_a_made_text_is_locked_in_the_template(filled: Path) -> None:
    for row in KPI:
        (path,) = (filled / "templates").glob(f"{row['department']}_*.xlsx")
        cell = cell_of(openpyxl.load_workbook(path), row["id"], "section")
        assert (cell.value, cell.protection.locked) == (DEPARTMENTS[row["department"]], True)


def test_a_made_text_stands_in_the_data(compiled: Compiled) -> None:
    rows = {row["id"]: row["section"] for row in records(compiled.folder / "kpi.csv")}
    assert rows == {row["id"]: DEPARTMENTS[row["department"]] for row in KPI}


def test_a_made_text_has_the_words_of_nodes_and_other_columns(tmp_path: Path) -> None:
    text = "{plan.number}／{name}（{unit|label}）{goal.title}{year}"
    made = f'"section", by = "master", text = "{text}"'
    compiled = changed(
        "nodes",
        tmp_path,
        in_report('"section", by = "master", text = "{department}"', made),
        in_report('by = ["goal", "plan"]', 'by = ["goal", "plan", "section"]'),
    )
    texts = Counter(texts_on(openpyxl.load_workbook(compiled.report)["成果指標"]))
    goals = {row["id"]: row["title"] for row in records(ROUND / "master" / "goals.csv")}
    for row in KPI:
        plan = PLANS[row["plan"]]
        said = f"{plan['number']}／{row['name']}（{row['unit']}）{goals[plan['goal']]}2024"
        assert texts[said] == 1
    counts = compiled.tally["scores"].by["section"]
    assert all(sum(each.values()) == 1 for each in counts.values())
    assert pipeline.verify(tmp_path / "b").findings == ()


def test_a_repeat_is_of_the_department_that_answers(tmp_path: Path) -> None:
    """In the round `deep` M11-03 repeats M12-02, and nobody is asked about it."""
    column = '{ id = "content", by = "master", per = "line", header = "取組内容", width = 12 },'
    made = '{ id = "who", by = "master", text = "{department}", header = "担当", width = 4 },'
    compiled = changed(
        "deep",
        tmp_path,
        in_report(column, column.replace("12", "10") + made),
        in_report('header = "備考", required = "needed", width = 11', 'header = "備考", '
                  'required = "needed", width = 9'),
    )  # fmt: skip
    master = records(ROUNDS / "deep" / "master" / "tree.csv")
    asked = {row["id"]: row["department"] for row in master}
    names = departments_of("deep")
    rows = {row["id"]: row["who"] for row in records(compiled.folder / "works.csv")}
    repeats = [row for row in master if row["repeat"] and row["kind"] == "item"]
    assert repeats
    for row in repeats:
        assert rows[row["id"]] == names[asked[row["repeat"].partition(".")[0]]]
    lines = [row["id"] for row in master if row["kind"] == "line"]
    assert lines
    assert all(rows[line] == "" for line in lines)  # once for an entry, on its first line


def test_a_made_text_may_be_one_for_each_line(tmp_path: Path) -> None:
    column = '{ id = "content", by = "master", per = "line", header = "取組内容", width = 12 },'
    text = 'text = "{content}／{target}"'
    made = f'{{ id = "both", by = "master", per = "line", {text}, print = "none" }},'
    compiled = changed("deep", tmp_path, in_report(column, column + made))
    rows = {row["id"]: row["both"] for row in records(compiled.folder / "works.csv")}
    for row in records(ROUNDS / "deep" / "master" / "tree.csv"):
        if row["kind"] in {"item", "line"} and not row["repeat"]:
            said = rows[row["id"]].split("／")
            assert said[-1] == row["target"]


def test_a_department_called_otherwise_is_another_version(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "nodes"))
    edit(folder / "master" / "departments.csv", "健康福祉課", "福祉課")
    codes = [finding.code for finding in checked_from(folder).findings]
    assert "W405" in codes


# ---------------------------------------------------------------- listed entries


def lines_of(compiled: Compiled, sheet: str = "目次") -> list[tuple[str, int]]:
    values = openpyxl.load_workbook(compiled.report)[sheet].values
    rows = [[str(v) for v in row if v is not None] for row in values]
    return [(row[0], int(row[1])) for row in rows if len(row) == 2 and row[1].isdecimal()]


def page_of(compiled: Compiled, section: str, text: str) -> int:
    """Return the page on which a cell with a text stands."""
    pages = (page for s in compiled.paged.sections if s.part_of == section for page in s.pages)
    found = [p.number for p in pages for row in p.rows for c in row.cells if c.text == text]
    (number,) = found
    assert number, text
    return number


def test_every_entry_of_a_table_is_listed_with_its_page(compiled: Compiled) -> None:
    found = dict(lines_of(compiled))
    for row in KPI:
        title = f"{PLANS[row['plan']]['number']}　{row['name']}"
        assert found[title] == page_of(compiled, "tables", row["name"])
    assert len({found[f"{PLANS[row['plan']]['number']}　{row['name']}"] for row in KPI}) > 1


def test_entries_are_listed_through_the_sheets_of_a_split_table(tmp_path: Path) -> None:
    """The works of the round `plans` stand on a sheet for each pillar, some over several lines."""
    contents = (
        '[[sections]]\nid = "contents"\nkind = "contents"\nsheet = "目次"\nnumbered = false\n'
        'parts = [{ style = "contents_entries", sections = ["works"] }]\n\n'
        '[[sections]]\nid = "summary"'
    )
    compiled = changed(
        "plans",
        tmp_path,
        in_report('[[sections]]\nid = "summary"', contents),
        in_report(
            'split = "pillar"\n',
            'split = "pillar"\ncontents = { level = "entry", text = "{name}（{department}）" }\n',
        ),
    )
    names = departments_of("plans")
    works = [r for r in records(ROUNDS / "plans" / "master" / "works.csv") if r["kind"] == "item"]
    assert lines_of(compiled) == [
        (f"{row['name']}（{names[row['department']]}）", page_of(compiled, "works", row["name"]))
        for row in works
    ]
    assert pipeline.verify(tmp_path / "b").findings == ()


# ---------------------------------------------------------------- definitions

WHERE = "report.toml forms[2].columns[2]"
WORDS = (
    "{name} {unit} {digits} {goal_value} {label} {department} {goal.number} {goal.title} "
    "{goal.name} {goal.index} {goal.reference} {goal.serial} {plan.number} {plan.title} "
    "{plan.name} {plan.index} {plan.reference} {plan.serial} {year} {era}"
)
LISTED = WORDS.replace("{name}", "{name} {section}", 1)
TEXT = 'by = "master", text = "{department}"'
LONG = (
    in_report(TEXT, 'by = "master", text = "' + "{name}" * 40 + '"'),
    in_table("kpi", "改修を終えた校舎", "校舎" + "あ" * 900),
)


def spoil_all(folder: Path, spoils: Iterable[Spoil]) -> None:
    for spoil in spoils:
        spoil(folder)


FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "a word that is none": (
        in_report(TEXT, 'by = "master", text = "{rate}"'),
        [f"{WHERE}.text: {{rate}} は使えません。使えるのは {WORDS} です。"],
        [f"{WHERE}.text: {{rate}} is not one of {WORDS}."],
    ),
    "of itself": (
        in_report(TEXT, 'by = "master", text = "{section}"'),
        [f"{WHERE}.text: {{section}} は使えません。使えるのは {WORDS} です。"],
        [f"{WHERE}.text: {{section}} is not one of {WORDS}."],
    ),
    "a number": (
        in_report(TEXT, f'{TEXT}, kind = "number"'),
        [f'{WHERE}.kind: text で作る列は、数値の列（kind = "number"）にできません。'],
        [f"{WHERE}.kind: A column whose text is made cannot be of kind “number”."],
    ),
    "of a department": (
        in_report('{ id = "cause", ', '{ id = "cause", text = "{department}", '),
        ['report.toml forms[2].columns[9].text: text は、by = "master" の列だけに書けます。'],
        ["report.toml forms[2].columns[9].text: Only a column by the master can say text."],
    ),
    "a blank": (
        in_report(TEXT, 'by = "master", text = "　"'),
        [f"{WHERE}.text: 空白だけの文は書けません。"],
        [f"{WHERE}.text: A text cannot consist of blanks only."],
    ),
    "a unit that is made": (
        in_report('unit = "{unit}", digits = "{digits}", header = "目標"',
                  'unit = "{section}", digits = "{digits}", header = "目標"'),
        ["report.toml forms[2].columns[5].unit: 「section」というmaster の列"
         '（by = "master"）はありません。'],
        ["report.toml forms[2].columns[5].unit: There is no column by the master “section”."],
    ),
    "a column of the table": (
        in_table("kpi", "plan,id,name", "plan,id,section"),
        ["kpi.csv: 「section」という列は使いません。", "kpi.csv: 列「name」がありません。"],
        ["kpi.csv: Unknown column “section”.", "kpi.csv: The column “name” is missing."],
    ),
    "longer than a cell": (
        lambda folder: spoil_all(folder, LONG),
        [f"{WHERE}.text: 「S11-K2」のこの列の文が、Excelのセルに入りきりません。"],
        [f"{WHERE}.text: The text of this column is longer for “S11-K2” than a cell of Excel "
         "holds."],
    ),
    "entries of a page of text": (
        in_report('"summary"\n', '"summary"\ncontents = { level = "entry", text = "集計" }\n'),
        ['report.toml sections[3].contents.level: level は、表の部分（kind = "table"）だけに'
         '書けます。'],
        ["report.toml sections[3].contents.level: Only a section of kind “table” can list a "
         "level."],
    ),
    "a word of no entry": (
        in_report('text = "{plan.number}　{name}"', 'text = "{title}　{name}"'),
        [f"report.toml sections[5].contents.text: {{title}} は使えません。使えるのは "
         f"{LISTED} です。"
         "「plan.title」のことですか。"],
        [f"report.toml sections[5].contents.text: {{title}} is not one of {LISTED}. Did you mean "
         "“plan.title”?"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_made_text_is_told(
    tmp_path: Path, fault: tuple[Spoil, list[str], list[str]]
) -> None:
    spoil, expected, in_english = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "nodes"))
    spoil(folder)
    check_told_alike(folder, expected, in_english)
