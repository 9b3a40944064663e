"""Figures that a program reads in texts: exactly what a person read, or nothing.

sample/figures.csv is what a person read in the sample's 357 texts of indicators, before a program
did: where exactly one number is meant, it, its unit and its date.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import SAMPLE
from csv_files import records
from shinchoku.editions.open_data.figures import reader

READ_BY_HAND = Path(__file__).with_name("sample") / "figures.csv"
COLUMNS = ("target", "baseline", "actual")


def sample_texts() -> dict[tuple[str, str], str]:
    given = {row["id"]: row for row in records(SAMPLE / "master" / "indicators.csv")}
    answered = {row["owner"]: row for row in records(SAMPLE / "answers" / "kpi.csv")}
    rows = {each: {**given[each], "actual": answered[each]["actual"]} for each in given}
    return {(each, name): rows[each][name] for each in rows for name in COLUMNS}


def read(text: str, language: str = "ja") -> tuple[str, str, str] | None:
    found = reader(language).read(text)
    return (f"{found.value:f}", found.unit, found.as_of) if found else None


def test_the_samples_figures_are_those_that_a_person_read() -> None:
    texts = sample_texts()
    by_hand = {
        (row["indicator"], row["column"]): (row["value"], row["unit"], row["as_of"])
        for row in records(READ_BY_HAND)
    }
    by_program = {key: found for key, text in texts.items() if (found := read(text))}
    right = [key for key, found in by_program.items() if by_hand.get(key) == found]
    assert (len(texts), len(by_hand)) == (357, 149)
    assert len(right) / len(by_program) == 1  # precision
    assert len(right) / len(by_hand) == 1  # recall


@pytest.mark.parametrize(
    ("text", "value", "unit", "as_of"),
    [
        ("70.5％（令和4年度）", "70.5", "%", "2022-04-01/2023-03-31"),
        ("26か所", "26", "か所", ""),
        ("２６か所", "26", "か所", ""),
        ("計206所", "206", "所", ""),
        ("年間1,915,392件", "1915392", "件", ""),
        ("▲3.2％", "-3.2", "%", ""),
        ("△２．７５", "-2.75", "", ""),
        ("12万人", "120000", "人", ""),
        ("1.5億円", "150000000", "円", ""),
        ("1億2,000万円", "120000000", "円", ""),
        ("3兆4,500億円", "3450000000000", "円", ""),
        ("980千円", "980", "千円", ""),
        ("100%\n（令和5年4月1日現在）", "100", "%", "2023-04-01"),
        ("21.8%\n（令和3年9月末）", "21.8", "%", "2021-09-30"),
        ("5校（令和4年度末時点）", "5", "校", "2023-03-31"),
        ("5校（平成31年4月30日）", "5", "校", "2019-04-30"),
        ("5校（令和元年度末）", "5", "校", "2020-03-31"),
        ("5校（令和6年2月末）", "5", "校", "2024-02-29"),
        ("5校（2023年）", "5", "校", "2023"),
        ("5校（2023年10月）", "5", "校", "2023-10"),
        ("5校\n令和5年4月1日現在", "5", "校", "2023-04-01"),
        ("実施\n〔年間80回〕", "80", "回", ""),
        ("—\n〔計7か所〕", "7", "か所", ""),
        ("人口10万人あたり\n332床", "332", "床（人口10万人あたり）", ""),
        ("計17,447人※", "17447", "人", ""),
        ("８", "8", "", ""),
        ("0件", "0", "件", ""),
    ],
)
def test_what_states_one_figure_is_read(text: str, value: str, unit: str, as_of: str) -> None:
    assert read(text) == (value, unit, as_of)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "実施",
        "約7割",
        "約6,000人",
        "6,000人程度",
        "22.8%以下",
        "10人以上",
        "100人未満",
        "10～20人",
        "10〜20人",
        "10-20人",
        "3/5",
        "1か所開始\n〔計7か所〕",
        "9所（定員485人）",
        "第3回",
        "第3回開催",
        "中学3年生",
        "3年生5人",
        "月2回",
        "各1回",
        "毎月1回実施",
        "A4用紙500枚",
        "令和4年度",
        "令和6年度開始",
        "令和4年13月",
        "5件（令和4年13月）",
        "5件（令和5年2月30日）",
        "5件（令和5年4月1日）（令和6年4月1日）",
        "5校（令和5年度見込み）",
        "目標80%",
        "前年度比105%",
        "50%増",
        "1名増",
        "2か所増設準備",
        "住民税ほか4公金",
        "直売所（3か所）の年間販売額",
        "全ての園（21園）で行った。",
        "（1）",
        "1.2.3",
        "1,23件",
        "12,34,567件",
        "007件",
        "3万5千人",
        "2万3億円",
        "①8か所",
        "8か所と三か所",
        "10万人あたり3件",
        "3件/月",
        "2倍",
        "24時間対応",
        "3人1組",
        "5〇件",
        "計8か所など",
        "8か所（うち新規2か所）",
        "電話 03-1234-5678",
        "H30年度 5件",
    ],
)
def test_what_is_not_sure_is_not_read(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 homes", ("12", "homes", "")),
        ("1,204 homes (31 March 2023)", ("1204", "homes", "2023-03-31")),
        ("70.5% (2021/22)", ("70.5", "%", "2021/2022")),
        ("70.5% (March 2023)", ("70.5", "%", "2023-03")),
        ("70.5% (2021/23)", None),
        ("about 12 homes", None),
        ("at least 12 homes", None),
        ("12 homes or more", None),
        ("12 new homes", None),
        ("Phase 2", None),
        ("3 of 5 schools", None),
        ("£3.2m", None),
        ("10-20 homes", None),
        ("none", None),
    ],
)
def test_english_texts_are_read_likewise(text: str, found: tuple[str, str, str] | None) -> None:
    assert read(text, "en") == found


def test_a_language_without_a_grammar_has_plain_numbers_and_per_cent_read() -> None:
    assert read("8", "xx") == ("8", "", "")
    assert read("8.5%", "xx") == ("8.5", "%", "")
    assert read("8 gares", "xx") is None
