"""A page for each node of a level: what its forms say of it, and the entries below it as tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from conftest import NO_LEDGER, REPOSITORY, fill_round
from csv_files import records
from faults import check_told_alike, in_report
from filling import file_of, opened
from running import compiled_from
from shinchoku import pipeline
from shinchoku.model import Page, PagedSection
from shinchoku.results import Compiled
from spoiling.folders import Spoil
from workbooks import texts_on

ROUND = REPOSITORY / "tests" / "rounds" / "nodes"
GOALS = {row["id"]: row for row in records(ROUND / "master" / "goals.csv")}
PLANS = records(ROUND / "master" / "plans.csv")  # those of a goal stand together, in order
DEPARTMENTS = {row["id"]: row["name"] for row in records(ROUND / "master" / "departments.csv")}
WORKS = records(ROUND / "master" / "works.csv")
KPI = records(ROUND / "master" / "kpi.csv")
OVERALL = {row["owner"]: row for row in records(ROUND / "answers" / "overall.csv")}
STAGES = {row["owner"]: row for row in records(ROUND / "answers" / "works.csv")}
COMPUTED = {row["owner"]: row for row in records(ROUND / "computed" / "kpi.csv")}
GOES_ON = "（つづき）"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("node-cards") / "nodes"


@pytest.fixture(scope="module")
def compiled(filled: Path, build: Path) -> Compiled:
    return compiled_from(filled, build)


def made(tmp_path: Path, *spoils: Spoil) -> Compiled:
    folder = Path(shutil.copytree(ROUND, tmp_path / "nodes"))
    for spoil in spoils:
        spoil(folder)
    return compiled_from(fill_round(folder, tmp_path / "filled" / "nodes"), tmp_path / "b")


def cards(compiled: Compiled) -> PagedSection:
    (section,) = (s for s in compiled.paged.sections if s.sheet == "施策評価シート")
    return section


def rows_of(pages: list[Page]) -> list[list[str]]:
    return [[c.text for c in row.cells if c.text] for page in pages for row in page.rows]


def by_card(compiled: Compiled) -> dict[str, list[Page]]:
    """Return the pages of each card, by its title."""
    found: dict[str, list[Page]] = {}
    for page in cards(compiled).pages:
        found.setdefault(page.rows[0].cells[0].text.removesuffix(GOES_ON), []).append(page)
    return found


def titled(plan: dict[str, str]) -> str:
    return f"施策{plan['number']}　{plan['title']}"


def test_every_node_has_a_card_in_the_order_of_the_plan(compiled: Compiled) -> None:
    assert list(by_card(compiled)) == [titled(plan) for plan in PLANS]


def test_a_card_says_the_words_of_its_node_and_of_those_above(compiled: Compiled) -> None:
    for plan in PLANS:
        rows, goal = rows_of(by_card(compiled)[titled(plan)]), GOALS[plan["goal"]]
        above = f"{goal['number']}　{goal['title']}"
        assert rows[2] == ["目標", above, "所管", DEPARTMENTS[plan["department"]]]
        assert rows[3] == ["めざす姿", plan["aim"]]
        short = plan["short_title"] or plan["title"]
        assert rows[4] == ["総合評価", OVERALL[plan["id"]]["judgement"], "施策", short]


def test_a_card_has_what_the_form_of_its_level_says(compiled: Compiled) -> None:
    for plan in PLANS:
        said = ["".join(row) for row in rows_of(by_card(compiled)[titled(plan)])]
        summary = OVERALL[plan["id"]]["summary"]
        assert any(summary in text for text in said), plan["id"]


def listed(compiled: Compiled, plan: dict[str, str], names: list[str]) -> Iterator[list[str]]:
    """Yield the rows of a card whose first text is one of some names; a label may stand first."""
    for row in rows_of(by_card(compiled)[titled(plan)]):
        cells = row[1:] if row and row[0] in {"事業", "成果指標"} else row
        if cells and cells[0] in names:
            yield cells


def test_a_card_lists_the_entries_below_its_node(compiled: Compiled) -> None:
    for plan in PLANS:
        works = [row for row in WORKS if row["plan"] == plan["id"]]
        expected = [
            [row["name"], STAGES[row["id"]]["stage"], STAGES[row["id"]]["cost"]] for row in works
        ]
        rows = list(listed(compiled, plan, [row["name"] for row in works]))
        assert [row[:3] for row in rows] == expected
        figures = [row for row in KPI if row["plan"] == plan["id"]]
        found = list(listed(compiled, plan, [row["name"] for row in figures]))
        rates = [COMPUTED[row["id"]] for row in figures]
        assert [row[-2:] if "担い手" not in row[-1] else row[-3:-1] for row in found] == [
            [each["rate"], each["score"]] for each in rates
        ]


def test_a_node_without_entries_says_so(compiled: Compiled) -> None:
    """The plan 4-2 has neither indicators nor projects."""
    rows = rows_of(by_card(compiled)["施策4-2　財政の健全さ"])
    assert rows.count(["（なし）"]) == 2


def test_a_table_that_goes_on_has_its_head_and_its_label_again(compiled: Compiled) -> None:
    """The plan 3-3 has fourteen projects with long notes."""
    first, *others = by_card(compiled)["施策3-3　公共交通"]
    assert len(others) >= 1
    head = ["事業", "進み具合", "決算額\n（千円）", "備考"]
    assert ["事業", *head] in rows_of([first])
    for page in others:
        assert rows_of([page])[:2] == [["施策3-3　公共交通" + GOES_ON], ["事業", *head]]


def test_a_project_is_not_torn_where_it_has_room_on_a_page(compiled: Compiled) -> None:
    names = [c.text for p in cards(compiled).pages for r in p.rows for c in r.cells if c.key]
    notes = [row["note"] for row in STAGES.values() if row["note"]]
    assert all(names.count(note) == 1 for note in notes)


def test_the_contents_page_lists_every_node_with_its_page(compiled: Compiled) -> None:
    first = {title: pages[0].number for title, pages in by_card(compiled).items()}
    book = openpyxl.load_workbook(compiled.report)
    rows = [[str(v) for v in row if v is not None] for row in book["目次"].values]
    lines = {row[0]: int(row[1]) for row in rows if len(row) > 1}
    for plan in PLANS:
        assert lines[f"{plan['number']}　{plan['title']}"] == first[titled(plan)]


def test_a_level_above_can_be_listed_with_its_first_card(tmp_path: Path) -> None:
    before = 'contents = { level = "plan", text = "{number}　{title}" }'
    after = 'contents = { level = "goal", text = "目標{number}" }'
    compiled = made(tmp_path, in_report(before, after))
    book = openpyxl.load_workbook(compiled.report)
    rows = [[str(v) for v in row if v is not None] for row in book["目次"].values]
    lines = {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[0].startswith("目標")}
    first = [next(plan for plan in PLANS if plan["goal"] == goal) for goal in GOALS]
    pages = [by_card(compiled)[titled(plan)][0].number for plan in first]
    assert lines == dict(zip([f"目標{n}" for n in "1234"], pages, strict=True))


ALONE = (  # cards of what is below the plans, but for the form that grades them
    in_report('[{ label = "めざす姿" }, { column = "overall.aim", span = 3, high = 2 }],', ""),
    in_report('{ column = "overall.judgement" }', '{ text = "" }'),
    in_report(
        '[{ label = "成果と課題" }, { column = "overall.summary", span = 3, high = 6 }],', ""
    ),
    in_report(
        '[{ label = "見直しの\\n方向" }, { column = "overall.task", span = 3, high = 2 }],', ""
    ),
    in_report('{ text = "{department}" }', '{ text = "" }'),
    in_report(
        "# A page for each plan",
        '[[sections]]\nid = "own"\nkind = "card"\nform = "overall"\nsheet = "別"\n'
        'title = "{plan.title}"\ncolumns = [1]\ngrid = [[{ column = "judgement" }], '
        '[{ column = "summary" }], [{ column = "task" }]]\n\n# A page for each plan',
    ),
)  # fmt: skip


def test_nodes_of_which_nothing_is_asked_have_no_card(tmp_path: Path) -> None:
    compiled = made(tmp_path, *ALONE)
    asked = {row["plan"] for row in (*KPI, *WORKS)}
    assert list(by_card(compiled)) == [titled(plan) for plan in PLANS if plan["id"] in asked]
    assert len(asked) == len(PLANS) - 1
    assert pipeline.verify(tmp_path / "b").findings == ()


def test_lines_of_an_entry_share_what_they_have_once(tmp_path: Path) -> None:
    """The round `plans` has works of several lines: each has its own stage."""
    folder = Path(shutil.copytree(ROUND.parent / "plans", tmp_path / "plans"))
    section = (
        '[[sections]]\nid = "cards"\nkind = "card"\neach = "plan"\nsheet = "計画"\n'
        'title = "{title}"\ncolumns = [1, 9]\ngrid = [[{ label = "事業" }, { entries = '
        '{ form = "works", columns = ["name", "step", "actual", "stage", "reason"] } }]]\n\n'
        '[[sections]]\nid = "evaluation"\n'
    )
    in_report('[[sections]]\nid = "evaluation"\n', section)(folder)
    compiled = compiled_from(fill_round(folder, tmp_path / "f" / "plans"), tmp_path / "b")
    assert pipeline.verify(tmp_path / "b").findings == ()
    texts = list(texts_on(openpyxl.load_workbook(compiled.report)["計画"]))
    works = records(folder / "master" / "works.csv")
    for row in works:
        assert row["step"] in texts
        if row["kind"] == "item":
            assert texts.count(row["name"]) == 1, row["name"]


# ---------------------------------------------------------------- accounted for


def test_what_did_not_come_is_told_on_the_cards(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "nodes", ignore=NO_LEDGER))
    file_of(folder, "K4").unlink()
    compiled = compiled_from(folder, tmp_path / "build", draft=True)
    text = [c.text for p in cards(compiled).pages for row in p.rows for c in row.cells]
    missing = [row for row in (*KPI, *WORKS, *PLANS) if row["department"] == "K4"]
    assert text.count("（未提出）") >= len(missing)
    assert list(by_card(compiled)) == [titled(plan) for plan in PLANS]
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_a_way_leads_to_the_card_of_the_node(filled: Path, build: Path, compiled: Compiled) -> None:
    del compiled  # but it must be there
    card = "施策評価シート"
    for item, sheets in (("S22", {card}), ("S22-K1", {card, "成果指標"}), ("S22-W01", {card})):
        found = pipeline.trace(filled, build, item)
        assert found
        printed = [place for way in found.ways for place in way.printed]
        assert {place.sheet for place in printed} == sheets, item


def test_an_edit_of_a_listed_entry_is_named(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "nodes", ignore=NO_LEDGER))
    target = tmp_path / "build" / "nodes"
    compiled = compiled_from(folder, target)
    (place,) = (p for p in compiled.paged.placements if p.key == ("S33-W09", "note"))
    with opened(compiled.report) as book:
        book[place.sheet][place.cell].value = "書き換えた"
    (finding, *_) = pipeline.verify(target).findings
    assert (finding.where.cell, finding.owner_id) == (place.cell, "S33-W09")


# ---------------------------------------------------------------- definitions

WHERE = "report.toml sections[4]"
NOTHING = (
    '[[sections]]\nid = "words"\nkind = "card"\neach = "plan"\nsheet = "語"\n'
    'title = "{title}"\ncolumns = [1]\ngrid = [[{ text = "{number}" }]]\n\n# A page for each plan'
)
FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "both a form and a level": (
        in_report('each = "plan"\n', 'each = "plan"\nform = "kpi"\n'),
        [f"{WHERE}: form（様式の取組ごとに一枚）か each（階層の一つ一つに一枚）の、どちらか一つを"
         "書いてください。"],
        [f"{WHERE}: Say just one of form (a card for each of its entries) and each (a card for "
         "each node of a level)."],
    ),
    "a level that there is not": (
        in_report('each = "plan"\n', 'each = "plans"\n'),
        [f"{WHERE}.each: 「plans」という表のある階層はありません。「plan」のことですか。"],
        [f"{WHERE}.each: There is no level with a table “plans”. Did you mean “plan”?"],
    ),
    "a column without its form": (
        in_report('column = "overall.judgement" }', 'column = "judgement" }'),
        [f"{WHERE}.grid[3][2].column: 「judgement」という様式はありません。"],
        [f"{WHERE}.grid[3][2].column: There is no form “judgement”."],
    ),
    "a column of what is below": (
        in_report('{ column = "overall.judgement" }', '{ column = "works.stage" }'),
        [f"{WHERE}.grid[3][2].column: 様式「works」の取組は、階層「plan」の一つ一つではありません。"
         "その下の取組は entries で載せます。"],
        [f"{WHERE}.grid[3][2].column: The entries of the form “works” are not the nodes of the "
         "level “plan”. Those below them are printed by entries."],
    ),
    "a column that there is not": (
        in_report('columns = ["name", "stage", "cost", "note"]', 'columns = ["name", "stages"]'),
        [f"{WHERE}.grid[7][2].entries.columns: 「stages」というカードに載せられる列はありません。"
         "「stage」のことですか。"],
        [f"{WHERE}.grid[7][2].entries.columns: There is no column that a card may print “stages”. "
         "Did you mean “stage”?"],
    ),
    "a column twice": (
        in_report('columns = ["name", "stage", "cost", "note"]',
                  'columns = ["name", "stage", "cost", "note", "stage"]'),
        [f"{WHERE}.grid[7][2].entries.columns: 列「stage」は "
         "sections[4].grid[7][2].entries.columns にもあります。一枚に載せられるのは一度だけです。"],
        [f"{WHERE}.grid[7][2].entries.columns: The column “stage” stands at "
         "sections[4].grid[7][2].entries.columns, too. A card prints it once."],
    ),
    "lines of a node": (
        in_report(
            'column = "overall.aim", span = 3, high = 2', 'span = 3, lines = ["aim"]'
        ),
        [f"{WHERE}.grid[2][2].lines: lines は、form のカードだけに書けます。"],
        [f"{WHERE}.grid[2][2].lines: Only a card of a form can have lines."],
    ),
    "a word that says nothing of a node": (
        in_report("{goal.number}　{goal.title}", "{goal.numbers}"),
        [f"{WHERE}.grid[1][2].text: {{goal.numbers}} は使えません。使えるのは {{number}} {{title}} "
         "{name} {index} {reference} {serial} {goal.number} {goal.title} {goal.name} {goal.index} "
         "{goal.reference} {goal.serial} {plan.number} {plan.title} {plan.name} {plan.index} "
         "{plan.reference} {plan.serial} {department} {year} {era} です。"
         "「goal.number」のことですか。"],
        [f"{WHERE}.grid[1][2].text: {{goal.numbers}} is not one of {{number}} {{title}} "
         "{name} {index} {reference} {serial} {goal.number} {goal.title} {goal.name} {goal.index} "
         "{goal.reference} {goal.serial} {plan.number} {plan.title} {plan.name} {plan.index} "
         "{plan.reference} {plan.serial} {department} {year} {era}. Did you mean “goal.number”?"],
    ),
    "a word that the level's table lacks": (
        in_report('title = "施策{number}　{title}"', 'title = "施策{numbr}"'),
        ["plans.csv: 列「numbr」がありません。report.toml の sections[4].title が使っています。"
         "「number」のことですか。"],
        ["plans.csv: The column “numbr” is missing. It is used at sections[4].title in "
         "report.toml. Did you mean “number”?"],
    ),
    "an answer that stands nowhere": (
        in_report(', "cost", "note"] }', ', "cost"] }'),
        ["report.toml forms[3].columns[4]: 列「note」の記入は、印刷も集計もされません。"],
        ["report.toml forms[3].columns[4]: What is filled into the column “note” is neither "
         "printed nor counted."],
    ),
    "nothing of any form": (
        in_report("# A page for each plan", NOTHING),
        ["report.toml sections[4].grid: column か entries のセルがありません。each のカードには、"
         "様式の列を一つは載せてください。"],
        ["report.toml sections[4].grid: There is no cell with a column or with entries: a card of "
         "nodes has at least one of a form's columns."],
    ),
    "entries on the card of an entry": (
        lambda folder: [
            in_report('each = "plan"\n', 'form = "overall"\n')(folder),
            *(in_report(f'"overall.{name}"', f'"{name}"')(folder) for name in ("aim", "summary")),
            in_report('column = "overall.task"', 'column = "task"')(folder),
            in_report('column = "overall.judgement" }', 'column = "judgement" }')(folder),
            in_report('{ text = "{short_title|title}" }', '{ text = "" }')(folder),
            in_report('"施策{number}　{title}"', '"{plan.title}"')(folder),
        ],
        [*(f"{WHERE}.grid[{row}][2].entries: entries は、each のカードだけに書けます。"
           for row in (6, 7)), "plans.csv: 「short_title」という列は使いません。"],
        [*(f"{WHERE}.grid[{row}][2].entries: Only a card of nodes (each) can have entries."
           for row in (6, 7)), "plans.csv: Unknown column “short_title”."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_card_of_nodes_is_told(
    tmp_path: Path, fault: tuple[Spoil, list[str], list[str]]
) -> None:
    spoil, expected, in_english = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "nodes"))
    spoil(folder)
    check_told_alike(folder, expected, in_english)
