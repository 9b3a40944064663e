"""What tables, excerpts and goals print of a master, in rounds changed by a line or two."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY, fill_round
from faults import in_report, in_table
from running import compiled_from
from shinchoku.definition import load
from shinchoku.model import GoalsSection
from shinchoku.results import Compiled
from spoiling.folders import Spoil, both
from telling import ja
from workbooks import texts_on

ROUNDS = REPOSITORY / "tests" / "rounds"


def changed(tmp_path: Path, name: str, change: Spoil) -> Path:
    """Copy a round and change its definition."""
    folder = Path(shutil.copytree(ROUNDS / name, tmp_path / "changed" / name))
    change(folder)
    return folder


def compiled(tmp_path: Path, name: str, change: Spoil) -> tuple[Compiled, list[Worksheet]]:
    folder = fill_round(changed(tmp_path, name, change), tmp_path / "filled" / name)
    done = compiled_from(folder, tmp_path / "build")
    book = openpyxl.load_workbook(done.report)
    return done, [book[name] for name in book.sheetnames]


def texts(sheets: list[Worksheet]) -> list[str]:
    return [text for sheet in sheets for text in texts_on(sheet)]


def before_digital(section: str) -> Spoil:
    """Put a section before the cross table of the round `deep`."""
    digital = '\n[[sections]]\nid = "digital"\n'
    return in_report(digital, f"\n[[sections]]\n{section}{digital}")


def spans(sheets: list[Worksheet], text: str) -> list[tuple[int, int]]:
    """Return the columns and rows over which the cells of a text are merged."""
    found = []
    for sheet in sheets:
        for row in sheet.iter_rows():
            for cell in (each for each in row if each.value == text):
                ranges = [r for r in sheet.merged_cells.ranges if cell.coordinate in r]
                found += [(r.size["columns"], r.size["rows"]) for r in ranges] or [(1, 1)]
    return found


def test_two_cross_tables_may_stand_at_one_node(tmp_path: Path) -> None:
    more = """\
id = "again"
kind = "citations"
table = "digital"
at = "M22-G3"
text = "{reference}"
headers = { project = "また事業", parent = "また取組", content = "内容", citation = "箇所" }
"""
    _, sheets = compiled(tmp_path, "deep", before_digital(more))
    assert {"また事業", "事業名"} <= set(texts(sheets))


def test_a_heading_spans_the_columns_before_its_first_value(tmp_path: Path) -> None:
    change = both(
        in_report('values = ["content", "target"]', 'values = ["planned"]'),
        in_table(
            "tree",
            '②外出と買物の支援,高齢者の移動を支える取組,"利用者\n延べ6,000人",',
            "②外出と買物の支援,,,延べ6000人",
        ),
    )
    _, sheets = compiled(tmp_path, "deep", change)
    assert spans(sheets, "②外出と買物の支援") == [(2, 1)]  # content and target


def test_an_excerpt_merges_what_an_entry_has_once(tmp_path: Path) -> None:
    """M12-01 has three lines and one grade, A."""
    legend = """\
id = "legend"
kind = "text"
sheet = "凡例"
parts = [{ style = "excerpt", form = "works", entries = ["M12-01"] }]
"""
    _, sheets = compiled(tmp_path, "deep", before_digital(legend))
    (sheet,) = (each for each in sheets if each.title == "凡例")
    assert "停留場所の整備" in set(texts([sheet]))
    assert spans([sheet], "A") == [(1, 3)]


def test_an_excerpt_stands_under_the_bar_the_bands_and_the_heading_of_its_table(
    tmp_path: Path,
) -> None:
    """M11-04 stands below a work without a heading, M12-02 in a priority, below a heading."""
    legend = """\
id = "legend"
kind = "text"
sheet = "凡例"
parts = [
  { style = "excerpt", form = "works", entries = ["M12-02", "M11-04"], callouts = { grade = "★" } },
]
"""
    _, sheets = compiled(tmp_path, "deep", before_digital(legend))
    (sheet,) = (each for each in sheets if each.title == "凡例")
    expected = [
        *("施策1　地域福祉の推進", "★", "取組内容", "1　地域の支え合い", "個別避難計画の作成"),
        *("施策2　高齢者の生活支援", "取組内容", "重点プロジェクト　住み慣れた地域で暮らし続ける"),
        *("1　在宅生活の支援", "②外出と買物の支援\n高齢者の移動を支える取組", "見守り協定の締結"),
    ]
    assert [text for text in texts([sheet]) if text in expected] == expected


def test_goals_name_their_nodes_by_references_too(tmp_path: Path) -> None:
    change = both(
        in_report('id = "plan"\ntable', 'id = "plan"\nreference = "{pillar}-{number}"\ntable'),
        in_report(
            'column = "sdgs"\ntext = "計画{number}', 'column = "sdgs"\ntext = "計画{reference}'
        ),
    )
    definition = load(changed(tmp_path, "trees", change))
    (goals,) = (each for each in definition.sections if isinstance(each, GoalsSection))
    assert goals.nodes[0].text == "計画A-1　乳幼児期の支援"


def test_a_group_whose_level_has_serials_keeps_its_own(tmp_path: Path) -> None:
    change = in_report(
        'id = "group"\n', 'id = "group"\ncount_in = "plan"\nserial = "{plan}#{count}"\n'
    )
    definition = load(changed(tmp_path, "tiny", change))
    (form,) = definition.forms
    groups = {path[-1].id: path[-1] for path, _ in definition.entries(form)}
    assert groups["S1-G2"].words["serial"] == "1#2"  # without projects
    assert groups["S1-G1-1"].words["serial"] == "1.1"


def test_a_repeat_that_says_the_same_but_for_its_token_is_right(tmp_path: Path) -> None:
    """S2-02 repeats S1-02.2, whose plan is 1地区."""

    def told(plan: str) -> list[str]:
        row = "地区訓練（東）【再掲】,,,S1-02.2"
        change = in_table("tree", row, f"地区訓練（東）,{plan},,S1-02.2")
        done, _ = compiled(tmp_path / plan[0], "tiny", change)
        return [ja(f.message) for f in done.checked.findings if f.code == "W501"]

    assert not any("計画" in message for message in told("1地区【再掲】"))
    assert any("2地区【施策1-1から再掲】" in message for message in told("2地区【再掲】"))


def test_entries_are_named_by_their_name_where_there_is_one(tmp_path: Path) -> None:
    """In the round `flat` the number comes first."""
    definition = load(changed(tmp_path, "flat", in_report('label = "name"\n', "")))
    labels = [entry.label for _, entry in definition.entries(definition.forms[0])]
    assert labels[0] == "証明書のコンビニ交付"
