"""What can be wrong with tallies, the tables that print them and the words that name their counts.

Each case is one mistake in the round `axes`, and everything that is said of it in both languages.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import TINY, fill_round
from faults import check_told_alike, in_report, in_table
from running import compiled_from
from shinchoku import pipeline
from spoiling.folders import Spoil, both

ROUND = TINY.parent / "axes"
LONG = "とても長い選択肢の名前" * 10


def narrow(codes: int) -> Spoil:
    """Give the scale so many more grades."""
    grades = "".join(f'  {{ code = "D{number}", label = "" }},\n' for number in range(codes))
    return in_report('  { code = "C", label', grades + '  { code = "C", label')


# The column of what is to become of a service is counted alone, and printed nowhere.
ONLY_COUNTED = both(
    in_report('"廃止"], width = 3.5, align = "center", needs', '"廃止"], print = "none", needs'),
    in_report('actual = "②", way = "③" }', 'actual = "②" }'),
)
NOT_BESIDE = in_report('tallies = ["way", "way-key"]', 'tallies = ["need", "effect"]')
WITHOUT_SUMS = in_report(
    'by = "policy", headers = { by = "政策", parent = "今後の方向"',
    'by = "policy", totals = ["column"], headers = { by = "政策", parent = "今後の方向"',
)

# A mistake -> what is said of it in Japanese, and in English.
FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "a column to count by that is none": (
        in_report('"department", "area", "way"]', '"department", "aria", "way"]'),
        ["report.toml tallies[2].by: 「aria」という階層はありません。「area」のことですか。"],
        ["report.toml tallies[2].by: There is no level “aria”. Did you mean “area”?"],
    ),
    "an answered text to count by": (
        in_report('"department", "area", "way"]', '"department", "area", "way", "note"]'),
        ["report.toml tallies[2].by: 「note」という階層はありません。"],
        ["report.toml tallies[2].by: There is no level “note”."],
    ),
    "a tally counted by its own column": (
        in_report('by = ["policy"]\n', 'by = ["policy", "way"]\n'),
        ["report.toml tallies[4].by: 「way」という階層はありません。"],
        ["report.toml tallies[4].by: There is no level “way”."],
    ),
    "a column per line to count entries by": (
        in_report('id = "area", by = "master", header', 'id = "area", by = "master", per = "line", header'),
        ['report.toml tallies[2].by: 列「area」と列「effect」は、どちらも行ごと（per = "line"）か、'
         "どちらも取組ごとにしてください。"],
        ["report.toml tallies[2].by: The columns “area” and “effect” must both be per line or both per entry."],
    ),
    "a subset of a text that is none": (
        in_report('label = "うち重点", where = { priority = ["重点"] }', 'label = "うち重点", where = { priority = ["重店"] }'),
        ["report.toml tallies[2].subsets[1].where.priority: master の列「priority」に「重店」という文はありません。"],
        ["report.toml tallies[2].subsets[1].where.priority: No row of the master has “重店” as priority."],
    ),
    "a subset of a choice that is none": (
        in_report('where = { way = ["拡充", "継続"] }', 'where = { way = ["拡大", "継続"] }'),
        ["report.toml tallies[2].subsets[2].where.way: 「拡大」という記号・選択肢はありません。"],
        ["report.toml tallies[2].subsets[2].where.way: There is no code or choice “拡大”."],
    ),
    "a subset of a column that filters nothing": (
        in_report('where = { way = ["拡充", "継続"] }', 'where = { note = ["拡充", "継続"] }'),
        ["report.toml tallies[2].subsets[2].where.note: 「note」という絞り込める列はありません。"],
        ["report.toml tallies[2].subsets[2].where.note: There is no column that can filter “note”."],
    ),
    "a subset of everything": (
        in_report('where = { way = ["拡充", "継続"] }', "where = {}"),
        ["report.toml tallies[2].subsets[2].where: 1 個以上にしてください（今は 0 個）。"],
        ["report.toml tallies[2].subsets[2].where: Too few: 0 of at least 1."],
    ),
    "two subsets of one name": (
        in_report('{ id = "more", label', '{ id = "key", label'),
        ["report.toml tallies[2].subsets[2].id: 「key」は tallies[2].subsets[1].id と重複しています。"],
        ["report.toml tallies[2].subsets[2].id: “key” is already used at tallies[2].subsets[1].id."],
    ),
    "a subset that the tally has not": (
        in_report('percent = false, subsets = ["key", "more"]', 'percent = false, subsets = ["key", "mroe"]'),
        ["report.toml sections[1].parts[7].subsets: 「mroe」という集計の内数（subsets）はありません。「more」のことですか。"],
        ["report.toml sections[1].parts[7].subsets: There is no subset of the tally “mroe”. Did you mean “more”?"],
    ),
    "percentages without a word for them": (
        in_report('parent = "全て", count = "件数", percent = "割合", total', 'parent = "全て", count = "件数", total'),
        ["report.toml sections[1].parts[9].headers.percent: 項目がありません。"],
        ["report.toml sections[1].parts[9].headers.percent: This key is missing."],
    ),
    "a cross table by what the tally does not count by": (
        in_report('tally = "effect", by = "area"', 'tally = "need", by = "area"'),
        ["report.toml sections[1].parts[12].by: 「area」という集計の区分（by）はありません。"],
        ["report.toml sections[1].parts[12].by: There is no division (by) of the tally “area”."],
    ),
    "a cross table of an unknown tally": (
        in_report('tally = "effect", by = "area"', 'tally = "efect", by = "area"'),
        ["report.toml sections[1].parts[12].tally: 「efect」という集計はありません。「effect」のことですか。"],
        ["report.toml sections[1].parts[12].tally: There is no tally “efect”. Did you mean “effect”?"],
    ),
    "a cross table without words that it needs": (
        in_report('headers = { by = "政策", parent = "有効性", count = "件数", percent = "割合", total = "計" }',
                  'headers = { by = "政策", parent = "有効性" }'),
        ["report.toml sections[1].parts[11].headers.count: 項目がありません。",
         "report.toml sections[1].parts[11].headers.percent: 項目がありません。",
         "report.toml sections[1].parts[11].headers.total: 項目がありません。"],
        ["report.toml sections[1].parts[11].headers.count: This key is missing.",
         "report.toml sections[1].parts[11].headers.percent: This key is missing.",
         "report.toml sections[1].parts[11].headers.total: This key is missing."],
    ),
    "a cross table whose rows name what their level has not": (
        in_report('by = "policy", text = "{number}　{title}"', 'by = "policy", text = "{nummer}　{title}"'),
        ["policies.csv: 列「nummer」がありません。report.toml の sections[1].parts[11].text が使っています。"
         "「number」のことですか。"],
        ["policies.csv: The column “nummer” is missing. It is used at sections[1].parts[11].text in report.toml. "
         "Did you mean “number”?"],
    ),
    "a cross table whose rows name what a choice has not": (
        in_report('text = "今後{text}とするもの"', 'text = "今後{title}とするもの"'),
        ["report.toml sections[1].parts[14].text: {title} は使えません。使えるのは {text} {label} {year} {era} です。"],
        ["report.toml sections[1].parts[14].text: {title} is not one of {text} {label} {year} {era}."],
    ),
    "tallies of different scales side by side": (
        in_report('tallies = ["need", "effect", "cost"]', 'tallies = ["need", "effect", "way"]'),
        ["report.toml sections[1].parts[5].tallies: 集計「effect」と集計「way」は、選べる記号・選択肢が違うので、並べられません。"],
        ["report.toml sections[1].parts[5].tallies: The tallies “effect” and “way” have different codes and cannot "
         "stand side by side."],
    ),
    "a tally alone side by side": (
        in_report('tallies = ["need", "effect", "cost"]', 'tallies = ["need"]'),
        ["report.toml sections[1].parts[5].tallies: 2 個以上にしてください（今は 1 個）。"],
        ["report.toml sections[1].parts[5].tallies: Too few: 1 of at least 2."],
    ),
    "fewer titles than tallies": (
        in_report('titles = ["必要性", "有効性", "効率性"]', 'titles = ["必要性", "有効性"]'),
        ["report.toml sections[1].parts[5].headers.titles: titles は、並べる集計と同じ数（3）にしてください（今は 2）。"],
        ["report.toml sections[1].parts[5].headers.titles: There must be as many titles as tallies, 3; there are 2."],
    ),
    "a word of an unknown subset": (
        in_report("{total:effect[key]}", "{total:effect[kye]}"),
        ["report.toml sections[1].parts[2].text: {total:effect[kye]} は使えません。使えるのは "
         "{total:effect[key]} {count:effect[key].A} {percent:effect[key].A} {count:effect[key].B} "
         "{percent:effect[key].B} {count:effect[key].C} {percent:effect[key].C} {total:effect[more]} "
         "{count:effect[more].A} {percent:effect[more].A} {count:effect[more].B} {percent:effect[more].B} "
         "{count:effect[more].C} {percent:effect[more].C} {total:effect[P1]} {count:effect[P1].A} "
         "{percent:effect[P1].A} {count:effect[P1].B} {percent:effect[P1].B} {count:effect[P1].C} "
         "{percent:effect[P1].C} {total:effect[P2]} {count:effect[P2].A} {percent:effect[P2].A} … です。"
         "「total:effect[key]」のことですか。"],
        ["report.toml sections[1].parts[2].text: {total:effect[kye]} is not one of "
         "{total:effect[key]} {count:effect[key].A} {percent:effect[key].A} {count:effect[key].B} "
         "{percent:effect[key].B} {count:effect[key].C} {percent:effect[key].C} {total:effect[more]} "
         "{count:effect[more].A} {percent:effect[more].A} {count:effect[more].B} {percent:effect[more].B} "
         "{count:effect[more].C} {percent:effect[more].C} {total:effect[P1]} {count:effect[P1].A} "
         "{percent:effect[P1].A} {count:effect[P1].B} {percent:effect[P1].B} {count:effect[P1].C} "
         "{percent:effect[P1].C} {total:effect[P2]} {count:effect[P2].A} {percent:effect[P2].A} …. "
         "Did you mean “total:effect[key]”?"],
    ),
    "a word that means two things": (
        in_table("services", "P1,S05,港,", "P1,S05,P1,"),
        ["report.toml sections[1].parts[3].text: {total:effect[P1]} が指すものが二つ以上あります。"
         "subsets の id を変えるか、by を別の集計に分けてください。",
         "report.toml sections[1].parts[3].text: {count:effect[P1].A} が指すものが二つ以上あります。"
         "subsets の id を変えるか、by を別の集計に分けてください。",
         "report.toml sections[1].parts[3].text: {percent:effect[P1].A} が指すものが二つ以上あります。"
         "subsets の id を変えるか、by を別の集計に分けてください。"],
        ["report.toml sections[1].parts[3].text: {total:effect[P1]} means more than one thing. "
         "Rename the subset, or divide `by` among several tallies.",
         "report.toml sections[1].parts[3].text: {count:effect[P1].A} means more than one thing. "
         "Rename the subset, or divide `by` among several tallies.",
         "report.toml sections[1].parts[3].text: {percent:effect[P1].A} means more than one thing. "
         "Rename the subset, or divide `by` among several tallies."],
    ),
    "answers that a cross table counts without a sum": (
        both(ONLY_COUNTED, both(NOT_BESIDE, WITHOUT_SUMS)),
        ["report.toml forms[1].columns[9]: 列「way」の記入は、印刷も集計もされません。"],
        ["report.toml forms[1].columns[9]: What is filled into the column “way” is neither printed nor counted."],
    ),
    "figures without room": (
        narrow(20),  # 24 columns of 5 in 139.5 parts of 142 mm; two characters, indent and padding
        ["report.toml sections[1].parts[11]: 数の列の幅が 6.3 mm しかありません（10.2 mm 以上必要です）。"
         "列を減らしてください。"],
        ["report.toml sections[1].parts[11]: The columns of figures are 6.3 mm wide; they need 10.2 mm. "
         "Print fewer of them."],
    ),
    "codes that leave a page no rows": (
        both(in_report('"見直し", "廃止"]', f'"見直し", "{LONG}"]'), in_report('"廃止" = [', f'"{LONG}" = [')),
        # 28 lines of four characters, 11.25 pt each, and a line above them; two fifths of 258 mm
        ["report.toml sections[2].parts[11]: 表の見出しの高さが 119 mm あります（103 mm まで）。"
         "見出しを短くするか、列を広げてください。"],
        ["report.toml sections[2].parts[11]: The table's header is 119 mm high; 103 mm are possible. "
         "Shorten it or widen its columns."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "spoil", [ONLY_COUNTED, both(ONLY_COUNTED, NOT_BESIDE), both(ONLY_COUNTED, WITHOUT_SUMS)]
)
def test_answers_that_are_only_counted_are_accounted_for(spoil: Spoil, tmp_path: Path) -> None:
    """By tallies side by side, by the sums of a cross table, by either."""
    source = shutil.copytree(ROUND, tmp_path / "source" / "axes")
    spoil(source)
    folder = fill_round(source, tmp_path / "axes")
    compiled = compiled_from(folder, tmp_path / "build")
    verified = pipeline.verify(tmp_path / "build")
    assert (verified.findings, verified.unaccounted) == ((), 0)
    assert verified.values == len(compiled.merged.submitted)
    assert sum(key.column_id == "way" for key in compiled.merged.submitted) == 24


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the round, to spoil."""
    return Path(shutil.copytree(ROUND, tmp_path / "axes"))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place_in_both_languages(folder: Path, name: str) -> None:
    spoil, in_japanese, in_english = FAULTS[name]
    spoil(folder)
    check_told_alike(folder, in_japanese, in_english)
