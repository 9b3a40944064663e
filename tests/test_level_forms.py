"""Forms whose entries are the nodes of a level: its table is their master."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from conftest import NO_LEDGER, REPOSITORY, fill_round
from correcting import as_csv
from csv_files import records, write_records
from faults import check_told_alike, in_report, in_table
from filling import cell_of, file_of, opened
from returning import returned_from
from running import checked_from, compiled_from
from shinchoku import pipeline
from shinchoku.definition.master_book import write_master
from shinchoku.results import Compiled
from spoiling.folders import Spoil
from workbooks import texts_on

PLANS = REPOSITORY / "tests" / "rounds" / "plans"
OWN = {row["id"]: row["plan"] for row in records(PLANS / "master" / "evaluation.csv")}  # V11: N11


def with_nodes(folder: Path) -> Path:
    """Make of the round `plans`, which has a table of evaluations, one that evaluates the plans."""
    shutil.copytree(PLANS, folder)
    in_report('master = "evaluation"', 'master = "plans"')(folder)
    master, answers = folder / "master", folder / "answers" / "evaluation.csv"
    more = {row["plan"]: row for row in records(master / "evaluation.csv")}
    (master / "evaluation.csv").unlink()
    plans = [
        {**row, "aim": more[row["id"]]["aim"], "department": more[row["id"]]["department"]}
        for row in records(master / "plans.csv")
    ]
    write_records(master / "plans.csv", plans)
    write_records(answers, [{**row, "owner": OWN[row["owner"]]} for row in records(answers)])
    return folder


@pytest.fixture(scope="module")
def filled_nodes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nodes")
    return fill_round(with_nodes(folder / "source" / "plans"), folder / "plans")


@pytest.fixture(scope="module")
def compiled(filled_nodes: Path) -> Compiled:
    return compiled_from(filled_nodes, filled_nodes.parent / "build")


def sheets(path: Path) -> dict[str, list[str]]:
    return {sheet.title: list(texts_on(sheet)) for sheet in openpyxl.load_workbook(path)}


def test_the_report_is_that_of_a_table_of_its_own(
    filled_nodes: Path, compiled: Compiled, tmp_path: Path
) -> None:
    other = compiled_from(fill_round(PLANS, tmp_path / "plans"), tmp_path / "build")
    assert sheets(compiled.report) == sheets(other.report)
    assert [f.code for f in compiled.checked.findings] == [f.code for f in other.checked.findings]
    assert pipeline.verify(filled_nodes.parent / "build").findings == ()


def test_templates_ask_about_the_nodes_by_their_ids(filled_nodes: Path) -> None:
    plans = records(filled_nodes / "master" / "plans.csv")
    for path in (filled_nodes / "templates").glob("M*.xlsx"):
        book = openpyxl.load_workbook(path)
        asked = [row["id"] for row in plans if path.name.startswith(row["department"] + "_")]
        rows = book["計画の評価"].iter_rows(min_row=7) if asked else ()
        found = [str(row[0].value) for row in rows]
        assert [each for each in found if each.startswith("N")] == asked


def test_data_and_ways_have_the_id_of_the_node(filled_nodes: Path, compiled: Compiled) -> None:
    rows = records(compiled.folder / "evaluation.csv")
    assert {row["id"]: row["judgement"] for row in rows} == {
        OWN[row["owner"]]: row["judgement"] for row in records(PLANS / "answers" / "evaluation.csv")
    }
    found = pipeline.trace(filled_nodes, filled_nodes.parent / "build", "N21")
    assert found
    printed = [place for way in found.ways for place in way.printed]
    assert {place.sheet for place in printed} == {"計画の評価"}


def test_a_node_comes_back_and_is_corrected_like_any_entry(
    filled_nodes: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(filled_nodes, tmp_path / "plans", ignore=NO_LEDGER))
    with opened(file_of(folder, "M2")) as book:
        cell_of(book, "N21", "task").value = None
    found = [f for f in checked_from(folder).findings if f.code == "E305"]
    assert [(f.owner_id, f.department_id) for f in found] == [("N21", "M2")]
    (path,) = returned_from(folder, tmp_path / "returned").files
    assert "M2_" in path.name
    as_csv(folder, [("N21", "task", "", "電話相談を広域で行う。", "課長", "聞き取り")])
    checked = checked_from(folder)
    assert [f for f in checked.findings if f.code == "E305"] == []
    assert checked.merged.text("N21", "task") == "電話相談を広域で行う。"


def test_the_master_as_a_workbook_says_the_same(filled_nodes: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled_nodes, tmp_path / "plans"))
    write_master(folder, tmp_path / "master.xlsx")
    shutil.rmtree(folder / "master")
    (folder / "master").mkdir()
    shutil.copyfile(tmp_path / "master.xlsx", folder / "master" / "master.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "master.xlsx")["plans"]
    assert [c.value for c in sheet[1]] == ["id", "pillar", "number", "title", "aim", "department"]
    assert "W405" not in {finding.code for finding in checked_from(folder).findings}


def test_a_break_before_a_node_is_made_once(tmp_path: Path) -> None:
    """With its bar the node N13 begins a page, on which its row stands."""
    folder = with_nodes(tmp_path / "source" / "plans")
    printed = '{ as = "column", header = "計画", width = 8, text = "{number}\\n{title}" }'
    in_report(f"plan = {printed}", 'plan = { as = "bar", text = "{title}" }')(folder)
    rows = records(folder / "master" / "plans.csv")
    marked = [{**row, "page_break": "before" if row["id"] == "N13" else ""} for row in rows]
    write_records(folder / "master" / "plans.csv", marked)
    compiled = compiled_from(fill_round(folder, tmp_path / "plans"), tmp_path / "build")
    (section,) = (s for s in compiled.paged.sections if s.sheet == "計画の評価")
    texts = [[c.text for row in page.rows for c in row.cells if c.text] for page in section.pages]
    (page,) = (page for page in texts if "町の歴史と文化" in page)
    assert page[0] == "町の歴史と文化"
    assert "町の歴史と文化が受け継がれている。" in page


# ---------------------------------------------------------------- definitions

FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "a path that ends above": (
        in_report('"plans"\npath = ["pillar", "plan"]', '"plans"\npath = ["pillar"]'),
        ["report.toml forms[1].path: 表「plans」は階層「plan」の表なので、この様式の取組はその"
         "一つ一つです。path は「plan」で終えてください。"],
        ["report.toml forms[1].path: “plans” is the table of the level “plan”: its nodes are the "
         "form's entries, so that its path ends with “plan”."],
    ),
    "two forms of one level": (
        in_report('master = "works"', 'master = "plans"'),
        ["report.toml forms[2].master: 表「plans」は forms[1].master でも使われています。"],
        ["report.toml forms[2].master: The table “plans” is already used at forms[1].master."],
    ),
    "a node of no department": (
        in_table("plans", "相談できる医療がある。,M2", "相談できる医療がある。,"),
        ["plans.csv 5行目 department: 「N21」の担当部署（department）がありません。"],
        ["plans.csv row 5 department: “N21” has no department."],
    ),
    "a department that there is not": (
        in_table("plans", "相談できる医療がある。,M2", "相談できる医療がある。,M9"),
        ["plans.csv 5行目 department: department「M9」は、表「departments」にありません。"],
        ["plans.csv row 5 department: department “M9” is not in the table “departments”."],
    ),
    "no column for departments": (
        in_table("plans", "aim,department", "aim,departmant"),
        ["plans.csv: 「departmant」という列は使いません。「department」のことですか。"],
        ["plans.csv: Unknown column “departmant”. Did you mean “department”?"],
    ),
    "an id twice": (
        in_table("plans", "N34,P3", "N33,P3"),
        ["plans.csv 12行目 id: id「N33」は plans.csv 11行目 と重複しています。",
         "works.csv 30行目 plan: plan「N34」は、表「plans」にありません。「N33」のことですか。"],
        ["plans.csv row 12 id: The id “N33” is already used at plans.csv row 11.",
         "works.csv row 30 plan: plan “N34” is not in the table “plans”. Did you mean “N33”?"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_level_is_told(tmp_path: Path, fault: tuple[Spoil, list[str], list[str]]) -> None:
    spoil, expected, in_english = fault
    folder = with_nodes(tmp_path / "plans")
    spoil(folder)
    check_told_alike(folder, expected, in_english)
