"""What can be wrong with total rows and with tallies that add up numbers.

Each case is one mistake in the round `budget`, or in `sheets`, which counts, and everything that
is said of it in both languages.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import REPOSITORY
from faults import check_told_alike, in_report
from shinchoku.definition import DefinitionError, load
from spoiling.folders import Spoil, both
from telling import ja

ROUNDS = REPOSITORY / "tests" / "rounds"
WHOLE = '{ label = "合計" }'
PLAN = '{ level = "plan", label = "小計" }'
LINES = 'lines = ["office", "benefit", "other", "all"]'
GRANT = 'id = "grant", kind = "number", unit = "千円"'
OF_GRANTS = in_report(WHOLE, '{ label = "合計", columns = ["grant"] }')
BY_ROW = in_report(GRANT, GRANT.replace("千円", "{priority}"))
UNNAMED = both(
    in_report('header = "会計", width = 14', 'header = "会計", print = "none"'),
    in_report('header = "区分", width = 9', 'header = "区分", print = "none"'),
)
MORE_SUBSETS = both(
    in_report(
        'where = { priority = ["重点"] } }]',
        'where = { priority = ["重点"] } }, '
        '{ id = "k2", label = "一般", where = { priority = ["一般"] } }, '
        '{ id = "k3", label = "全て", where = { priority = ["重点", "一般"] } }]',
    ),
    in_report('subsets = ["key"], by', 'subsets = ["key", "k2", "k3"], by'),
)


def shares(folder: Path) -> None:
    """Make percentages of all that accounts have."""
    path = folder / "report.toml"
    before, form, after = re.split(
        r"(?=\[\[forms\]\]\nid = .accounts|\[\[tallies\]\])",
        path.read_text(encoding="utf-8"),
        maxsplit=2,
    )
    path.write_text(before + form.replace("千円", "%") + after, encoding="utf-8")
    in_report('columns = ["y5", "y6", "change"], ', "")(folder)
    in_report(
        'sum = "accounts.y5"\nlines = ["all"]\nby = ["name"]',
        'sum = "projects.grant"\nby = ["name"]',
    )(folder)


# The round, a mistake in it -> what is said of it in Japanese, and in English.
FAULTS: dict[str, tuple[str, Spoil, list[str], list[str]]] = {
    "a level that is none": (
        "budget",
        in_report(PLAN, '{ level = "plam", label = "小計" }'),
        ["report.toml sections[2].totals[1].level: 「plam」という階層はありません。"
         "「plan」のことですか。"],
        ["report.toml sections[2].totals[1].level: There is no level “plam”. "
         "Did you mean “plan”?"],
    ),
    "a column of texts": (
        "budget",
        in_report(WHOLE, '{ label = "合計", columns = ["spent", "name"] }'),
        ["report.toml sections[2].totals[3].columns: 「name」という印刷する数値の列は"
         "ありません。"],
        ["report.toml sections[2].totals[3].columns: There is no printed column of numbers “name”."],
    ),
    "a column of percentages": (
        "budget",
        both(in_report(GRANT, GRANT.replace("千円", "%")), OF_GRANTS),
        ["report.toml sections[2].totals[3].columns: 列「grant」は割合なので、足し合わせられません。"
         "もとの数の列から計算する列（ratio）にすると、合計の行でも計算し直します。"],
        ["report.toml sections[2].totals[3].columns: The column “grant” holds shares, which cannot "
         "be added up. Computed of other columns (ratio), it is computed anew in total rows."],
    ),
    "nothing to add up": (
        "budget",
        shares,
        ["report.toml sections[3].totals[1]: 合計できる列がありません。単位の決まった数値の列を"
         "加えるか、合計する列を columns に書いてください。"],
        ["report.toml sections[3].totals[1]: No column can be added up. Add a column of numbers of "
         "one unit, or say which ones (columns)."],
    ),
    "no room for what the row is called": (
        "budget",
        UNNAMED,
        ["report.toml sections[3].totals[1]: 一番左の列「y5」を合計するので、合計の行の名を書く"
         "ところがありません。文の列を左に置いてください。"],
        ["report.toml sections[3].totals[1]: The first column, “y5”, is added up: there is no room "
         "for what the row is called. Put a column of texts before it."],
    ),
    "lines where there are none": (
        "budget",
        in_report(PLAN, '{ level = "plan", label = "小計", lines = ["all"] }'),
        ["report.toml sections[2].totals[1].lines: lines は、固定の行（[[forms]] の lines）のある"
         "様式にだけ書けます。"],
        ["report.toml sections[2].totals[1].lines: Only a form with fixed lines (lines of "
         "[[forms]]) can say which of them are added up."],
    ),
    "a line that is none": (
        "budget",
        in_report(LINES, LINES.replace('"all"', '"al"')),
        ["report.toml sections[3].totals[1].lines: 「al」という固定の行はありません。"
         "「all」のことですか。"],
        ["report.toml sections[3].totals[1].lines: There is no fixed line “al”. "
         "Did you mean “all”?"],
    ),
    "a row that is called nothing": (
        "budget",
        in_report(WHOLE, '{ label = "　" }'),
        ["report.toml sections[2].totals[3].label: 空白だけの文は書けません。"],
        ["report.toml sections[2].totals[3].label: A text cannot consist of blanks only."],
    ),
    "a word of a node in the whole table's row": (
        "budget",
        in_report(WHOLE, '{ label = "{title} 計" }'),
        ["report.toml sections[2].totals[3].label: {title} は使えません。使えるのは {year} {era} "
         "です。"],
        ["report.toml sections[2].totals[3].label: {title} is not one of {year} {era}."],
    ),
    "units that differ by row": (
        "budget",
        both(BY_ROW, OF_GRANTS),
        ["report.toml sections[2].totals[3].columns: 列「grant」の単位が行によって違う"
         "（J01 重点・J05 一般）ので、足し合わせられません。"],
        ["report.toml sections[2].totals[3].columns: The column “grant” has several units on its "
         "rows (J01 重点, J05 一般) and cannot be added up."],
    ),
    "a tally of units that differ by row": (
        "budget",
        both(BY_ROW, in_report('sum = "projects.budget"', 'sum = "projects.grant"')),
        ["report.toml tallies[2].sum: 列「grant」の単位が行によって違う（J01 重点・J05 一般）ので、"
         "足し合わせられません。"],
        ["report.toml tallies[2].sum: The column “grant” has several units on its rows "
         "(J01 重点, J05 一般) and cannot be added up."],
    ),
    "a tally that counts and adds up": (
        "budget",
        in_report('sum = "projects.budget"', 'sum = "projects.budget"\ncolumn = "projects.no"'),
        ["report.toml tallies[2]: 集計「budget」には、数える列（column）か、合計する列（sum）の"
         "どちらか一つを書いてください。"],
        ["report.toml tallies[2]: The tally “budget” needs either a column that is counted (column) "
         "or one that is added up (sum)."],
    ),
    "a tally of nothing": (
        "budget",
        in_report('sum = "projects.budget"\n', ""),
        ["report.toml tallies[2]: 集計「budget」には、数える列（column）か、合計する列（sum）の"
         "どちらか一つを書いてください。"],
        ["report.toml tallies[2]: The tally “budget” needs either a column that is counted (column) "
         "or one that is added up (sum)."],
    ),
    "texts to add up": (
        "budget",
        in_report('sum = "projects.budget"', 'sum = "projects.name"'),
        ["report.toml tallies[2].sum: 「projects.name」という数値の列（様式.列）はありません。"
         "「projects.rate」のことですか。"],
        ["report.toml tallies[2].sum: There is no column of numbers (form.column) “projects.name”. "
         "Did you mean “projects.rate”?"],
    ),
    "ratios to add up": (
        "budget",
        in_report('sum = "projects.budget"', 'sum = "projects.rate"'),
        ["report.toml tallies[2].sum: 列「rate」は割合なので、足し合わせられません。"
         "もとの数の列から計算する列（ratio）にすると、合計の行でも計算し直します。"],
        ["report.toml tallies[2].sum: The column “rate” holds shares, which cannot be added up. "
         "Computed of other columns (ratio), it is computed anew in total rows."],
    ),
    "lines that are not chosen": (
        "budget",
        in_report('lines = ["all"]\nby', "by"),
        ["report.toml tallies[3]: 列「y5」には固定の行ごとに数値があります。どの行を合計するかを "
         "lines に書いてください。"],
        ["report.toml tallies[3]: The column “y5” has numbers on each of the fixed lines. Say which "
         "of them are added up (lines)."],
    ),
    "a breakdown of sums": (
        "budget",
        in_report(
            'sum = "projects.budget"', 'sum = "projects.budget"\nbreakdown = { A = "priority" }'
        ),
        ["report.toml tallies[2].breakdown: breakdown は、数値の集計（sum）には書けません。"],
        ["report.toml tallies[2].breakdown: A tally that adds up numbers (sum) cannot say "
         "breakdown."],
    ),
    "no word for the sums": (
        "budget",
        in_report('count = "事業数", sum = "決算額\\n（千円）", ', 'count = "事業数", '),
        ["report.toml sections[1].parts[4].headers.sum: 項目がありません。"],
        ["report.toml sections[1].parts[4].headers.sum: This key is missing."],
    ),
    "labels of sums": (
        "budget",
        in_report('code = "柱", parent', 'code = "柱", label = "名", parent'),
        ["report.toml sections[1].parts[4].headers.label: label は、数値の集計（sum）には"
         "書けません。"],
        ["report.toml sections[1].parts[4].headers.label: A tally that adds up numbers (sum) cannot "
         "say label."],
    ),
    "shares of rows that have one sum": (
        "budget",
        in_report('cells = ["sum", "percent"], digits', 'of = "row", cells = ["sum"], digits'),
        ["report.toml sections[1].parts[8].of: of は、数値の集計（sum）には書けません。"],
        ["report.toml sections[1].parts[8].of: A tally that adds up numbers (sum) cannot say of."],
    ),
    "sums of two forms side by side": (
        "budget",
        in_report('tallies = ["budget", "spent"]', 'tallies = ["budget", "accounts"]'),
        ["report.toml sections[1].parts[6].tallies: 並べられるのは、同じ様式の、数値の集計どうし"
         "だけです。"],
        ["report.toml sections[1].parts[6].tallies: Only tallies that add up numbers of one form "
         "can stand side by side."],
    ),
    "rows by nothing": (
        "budget",
        both(
            in_report('sum = "projects.budget"\nby = ["pillar", "department"]',
                      'sum = "projects.budget"'),
            in_report('by = "department", text = "{name}", ', ""),
        ),
        ["report.toml sections[1].parts[6]: 数値の集計を表にするには、その集計に区分（by）が"
         "要ります。"],
        ["report.toml sections[1].parts[6]: A table of a tally that adds up numbers needs something "
         "that it is divided by (by of the tally)."],
    ),
    "rows by what only one of two is divided by": (
        "budget",
        in_report('by = "department", text', 'by = "priority", text'),
        ["report.toml sections[1].parts[6].by: 「priority」という集計の区分（by）はありません。"],
        ["report.toml sections[1].parts[6].by: There is no division (by) of the tally “priority”."],
    ),
    "figures without room": (
        "budget",
        MORE_SUBSETS,
        ["report.toml sections[1].parts[4]: 数の列の幅が 12.4 mm しかありません"
         "（18.3 mm 以上必要です）。列を減らしてください。"],
        ["report.toml sections[1].parts[4]: The columns of figures are 12.4 mm wide; they need 18.3 "
         "mm. Print fewer of them."],
    ),
    "counts by a place": (
        "sheets",
        in_report('{ style = "tally", tally = "grades", ',
                  '{ style = "tally", tally = "grades", by = "policy", '),
        ["report.toml sections[3].parts[2].by: by は、数値の集計（sum）にだけ書けます。"],
        ["report.toml sections[3].parts[2].by: Only a tally that adds up numbers (sum) can say by."],
    ),
    "sums of counts": (
        "sheets",
        in_report('tally = "grades", by = "policy", text',
                  'tally = "grades", by = "policy", cells = ["sum"], text'),
        ['report.toml sections[3].parts[3].cells: cells = ["sum"] は、数値の集計（sum）にだけ'
         "書けます。"],
        ["report.toml sections[3].parts[3].cells: Only a tally that adds up numbers (sum) can say "
         'cells = ["sum"].'],
    ),
    "a word for sums of counts": (
        "sheets",
        in_report('label = "内容", parent', 'label = "内容", sum = "計", parent'),
        ["report.toml sections[3].parts[2].headers.sum: headers.sum は、数値の集計（sum）にだけ"
         "書けます。"],
        ["report.toml sections[3].parts[2].headers.sum: Only a tally that adds up numbers (sum) can "
         "say headers.sum."],
    ),
    "counts without a word for labels": (
        "sheets",
        in_report('label = "内容", parent', "parent"),
        ["report.toml sections[3].parts[2].headers.label: 項目がありません。"],
        ["report.toml sections[3].parts[2].headers.label: This key is missing."],
    ),
    "counts of chosen lines": (
        "sheets",
        in_report('column = "sheets.grade"', 'column = "sheets.grade"\nlines = ["all"]'),
        ["report.toml tallies[1].lines: lines は、数値の集計（sum）にだけ書けます。"],
        ["report.toml tallies[1].lines: Only a tally that adds up numbers (sum) can say lines."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_sum_is_told(
    tmp_path: Path, fault: tuple[str, Spoil, list[str], list[str]]
) -> None:
    name, spoil, expected, in_english = fault
    folder = Path(shutil.copytree(ROUNDS / name, tmp_path / name))
    spoil(folder)
    check_told_alike(folder, expected, in_english)


def test_a_place_that_is_none_is_told_with_those_that_are(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUNDS / "budget", tmp_path / "budget"))
    in_report("{sum:spent[P3]}", "{sum:spent[P9]}")(folder)
    with pytest.raises(DefinitionError) as caught:
        load(folder)
    (problem,) = caught.value.problems
    assert ja(problem.told).startswith(
        "report.toml sections[1].parts[2].text: {sum:spent[P9]} は使えません。使えるのは "
    )
    assert "{sum:spent[P3]} {total:spent[P3]} {percent:spent[P3]}" in ja(problem.told)
