"""What can be wrong with charts in report.toml.

Each case is one mistake in the round `charts`, and everything that is said of it in both languages.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import TINY
from faults import check_told_alike, in_report, in_table
from spoiling.folders import Spoil, both

ROUND = TINY.parent / "charts"
FIRST, SECOND = 'title = "図1　進捗ごとの取組の数"', 'title = "図2　重点とした取組の進捗"'
THIRD, FOURTH = 'title = "図3　目標ごとの進捗"', 'title = "図4　担当課ごとの進捗の割合"'
CROSS = '  { style = "crosstab", tally = "grades", by = "area", headers = { by = "地区", total = "計", none = "全市" } },\n'
TALLIES = '  { style = "tallies", tallies = ["next", "next-lead"], percent = false, headers = { code = "今後", titles = ["全て", "重点"], total = "計" } },\n'
MORE = "".join(f',\n  {{ code = "E{number}", label = "" }}' for number in range(5))
LONG = "とても長い名前" * 40

# A mistake -> what is said of it in Japanese, and in English.
FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "an unknown tally": (
        in_report('tally = "next", chart', 'tally = "nexxt", chart'),
        ["report.toml sections[2].parts[5].tally: 「nexxt」という集計はありません。「next」のことですか。"],
        ["report.toml sections[2].parts[5].tally: There is no tally “nexxt”. Did you mean “next”?"],
    ),
    "a kind that is none": (
        in_report('chart = "shares", subset', 'chart = "pie", subset'),
        ["report.toml sections[1].parts[6].chart: 「pie」は使えません。使えるのは bars・stacked・shares です。"],
        ["report.toml sections[1].parts[6].chart: “pie” is not one of bars, stacked, shares."],
    ),
    "by what the tally does not count by": (
        in_report('chart = "bars", by = "area"', 'chart = "bars", by = "lead"'),
        ["report.toml sections[1].parts[15].by: 「lead」という集計の区分（by）はありません。"],
        ["report.toml sections[1].parts[15].by: There is no division (by) of the tally “lead”."],
    ),
    "a subset that the tally has not": (
        in_report('subset = "lead", title', 'subset = "laed", title'),
        ["report.toml sections[1].parts[6].subset: 「laed」という集計の内数（subsets）はありません。「lead」のことですか。"],
        ["report.toml sections[1].parts[6].subset: There is no subset of the tally “laed”. Did you mean “lead”?"],
    ),
    "a subset by places": (
        in_report(THIRD, f'subset = "lead", {THIRD}'),
        ["report.toml sections[1].parts[9].subset: subset は、by と一緒には書けません。"],
        ["report.toml sections[1].parts[9].subset: `subset` cannot be used together with `by`."],
    ),
    "no table of its counts by places": (
        in_report(CROSS, ""),
        ["report.toml sections[1].parts[14]: 集計「grades」を「area」で分けた件数の表が、この部分にありません。図の数は、"
         '表でも示します。同じ tally と by の style = "crosstab"（cells に count のあるもの）を、同じ部分に加えてください。'],
        ["report.toml sections[1].parts[14]: No table of this section prints the counts of “grades” by “area”, and a chart "
         'needs one. Add to the section a part with style = "crosstab" of the same tally and by, with count in its cells.'],
    ),
    "a table of shares alone": (
        in_report('cells = ["count", "percent"]', 'cells = ["percent"]'),
        ["report.toml sections[1].parts[12]: 集計「grades」を「department」で分けた件数の表が、この部分にありません。図の数は、"
         '表でも示します。同じ tally と by の style = "crosstab"（cells に count のあるもの）を、同じ部分に加えてください。'],
        ["report.toml sections[1].parts[12]: No table of this section prints the counts of “grades” by “department”, and a "
         'chart needs one. Add to the section a part with style = "crosstab" of the same tally and by, with count in its cells.'],
    ),
    "a table without its subset": (
        in_report('tally = "grades", subsets = ["lead"], headers', 'tally = "grades", headers'),
        ["report.toml sections[1].parts[6]: 集計「grades」の数の表が、この部分にありません。図の数は、表でも示します。"
         'style = "tally" か "tallies" を、同じ部分に加えてください。'],
        ["report.toml sections[1].parts[6]: No table of this section prints the counts of “grades”, and a chart needs one. "
         'Add to the section a part with style = "tally" or "tallies".'],
    ),
    "no table of its tally": (
        in_report(TALLIES, ""),
        ["report.toml sections[2].parts[2]: 集計「next-lead」の数の表が、この部分にありません。図の数は、表でも示します。"
         'style = "tally" か "tallies" を、同じ部分に加えてください。'],
        ["report.toml sections[2].parts[2]: No table of this section prints the counts of “next-lead”, and a chart needs one. "
         'Add to the section a part with style = "tally" or "tallies".'],
    ),
    "a table that is wrong itself": (
        in_report('by = "area", headers', 'by = "aera", headers'),
        ["report.toml sections[1].parts[14].by: 「aera」という集計の区分（by）はありません。「area」のことですか。"],
        ["report.toml sections[1].parts[14].by: There is no division (by) of the tally “aera”. Did you mean “area”?"],
    ),
    "a title of nothing": (
        in_report(FIRST, 'title = ""'),
        ["report.toml sections[1].parts[5].title: 空にはできません。"],
        ["report.toml sections[1].parts[5].title: This cannot be empty."],
    ),
    "a word that a title has not": (
        in_report(FIRST, 'title = "図1　{total:grades}"'),
        ["report.toml sections[1].parts[5].title: {total:grades} は使えません。使えるのは {year} {era} です。"],
        ["report.toml sections[1].parts[5].title: {total:grades} is not one of {year} {era}."],
    ),
    "a height that labels overlap in": (
        in_report(f"{THIRD}, height_mm = 48", f"{THIRD}, height_mm = 20"),
        # a line of legend, two lines for each of three bars: (1.6 + 1.4 + 3 * 2 * 1.25 + 0.7) * 9 pt
        ["report.toml sections[1].parts[9].height_mm: 高さ 20 mm では、名前や棒が重なります。36 mm 以上にしてください。"],
        ["report.toml sections[1].parts[9].height_mm: At a height of 20 mm labels or bars overlap; it needs 36 mm."],
    ),
    "a height that no page has": (
        in_report(f"{FOURTH}, height_mm = 50", f"{FOURTH}, height_mm = 250"),
        # 98% of 297 - 34 mm, without three lines of 11 pt and what is above and below them
        ["report.toml sections[1].parts[12].height_mm: 高さ 250 mm は、1ページに入りません（236 mm まで）。"],
        ["report.toml sections[1].parts[12].height_mm: A height of 250 mm does not fit a page; 236 mm are possible."],
    ),
    "a height of nothing": (
        in_report(f"{FOURTH}, height_mm = 50", f"{FOURTH}, height_mm = 5"),
        ["report.toml sections[1].parts[12].height_mm: 15 以上にしてください。"],
        ["report.toml sections[1].parts[12].height_mm: This must be at least 15."],
    ),
    "a width without room for a name": (
        both(
            in_report('choices = ["広げる", "続ける", "見直す"]', f'choices = ["広げる", "続ける", "{"見直す" * 12}"]'),
            in_report('title = "図7　目標ごとの取組の今後"', 'title = "図7　目標ごとの取組の今後", width = 0.3'),
        ),
        # three lines of 14 letters beside a bar: (3 * 3 * 1.25 + 1.4) * 9 pt
        ["report.toml sections[2].parts[3].height_mm: 高さ 28 mm では、名前や棒が重なります。41 mm 以上にしてください。",
         "report.toml sections[2].parts[5].width: 幅が足りず、凡例や棒が入りません。width を大きくするか、名前や記号を短くしてください。"],
        ["report.toml sections[2].parts[3].height_mm: At a height of 28 mm labels or bars overlap; it needs 41 mm.",
         "report.toml sections[2].parts[5].width: The legend or the bars do not fit its width. Make `width` larger, or shorten "
         "names and codes."],
    ),
    "more codes than can be told apart": (
        in_report('label = "始められなかった", rank = "delayed" }', f'label = "始められなかった", rank = "delayed" }}{MORE}'),
        [f"report.toml sections[1].parts[{part}].chart: 記号・選択肢が 9 あります。白黒でも見分けられるのは 8 までです。"
         'chart = "bars" にして by を外すか、別の集計にしてください。' for part in (6, 9, 12, 15)],
        [f"report.toml sections[1].parts[{part}].chart: There are 9 codes; only 8 can be told apart in black and white. "
         'Use chart = "bars" without `by`, or another tally.' for part in (6, 9, 12, 15)],
    ),
    "a name that fills a page": (
        in_table("aims", "G1,1,温室効果ガスを減らす", f"G1,1,{LONG}"),
        # 15 lines of 19 letters, on paper that is turned 10 of 28: (3 * 15 * 1.25 + 3 + 0.7) * 9 pt
        ["report.toml sections[1].parts[9].height_mm: 高さ 48 mm では、名前や棒が重なります。191 mm 以上にしてください。",
         "report.toml sections[2].parts[5].height_mm: 高さ 60 mm では、名前や棒が重なります。131 mm 以上にしてください。"],
        ["report.toml sections[1].parts[9].height_mm: At a height of 48 mm labels or bars overlap; it needs 191 mm.",
         "report.toml sections[2].parts[5].height_mm: At a height of 60 mm labels or bars overlap; it needs 131 mm."],
    ),
    "names that fill more than a page": (
        in_table("aims", "G1,1,温室効果ガスを減らす", f"G1,1,{LONG * 2}"),
        # 30 lines of 19 letters, on paper that is turned 20 of 28
        ["report.toml sections[1].parts[9].height_mm: この図には 369 mm の高さが要りますが、1ページは 236 mm です。"
         "表の text で名前を短くするか、大きな単位（by）で分けてください。",
         "report.toml sections[2].parts[5].height_mm: この図には 250 mm の高さが要りますが、1ページは 151 mm です。"
         "表の text で名前を短くするか、大きな単位（by）で分けてください。"],
        ["report.toml sections[1].parts[9].height_mm: The chart needs a height of 369 mm, and a page has 236 mm. "
         "Shorten the names with the table's `text`, or divide by something larger (`by`).",
         "report.toml sections[2].parts[5].height_mm: The chart needs a height of 250 mm, and a page has 151 mm. "
         "Shorten the names with the table's `text`, or divide by something larger (`by`)."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_chart_is_told(tmp_path: Path, fault: tuple[Spoil, list[str], list[str]]) -> None:
    spoil, in_japanese, in_english = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "charts"))
    spoil(folder)
    check_told_alike(folder, in_japanese, in_english)
