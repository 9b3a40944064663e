"""What can be wrong with [open_data], and the published rule of area codes.

Each case is one mistake in the round `indicators`, and everything that is said of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import TINY
from faults import check_told_alike, in_report
from shinchoku.definition import load
from shinchoku.model.open_data import check_digit
from spoiling.folders import Spoil

ROUND = TINY.parent / "indicators"

# A mistake -> what is said of it in Japanese, and in English.
FAULTS: dict[str, tuple[Spoil, str, str]] = {
    "a check digit that is wrong": (
        in_report('"019992"', '"019993"'),
        "report.toml open_data.code: 「019993」の検査数字（6桁目）が合いません。"
        "上5桁が正しければ「019992」です。",
        "report.toml open_data.code: The check digit of 019993, its sixth, is wrong."
        " If the first five are right, it is 019992.",
    ),
    "a code of five digits": (
        in_report('"019992"', '"01999"'),
        "report.toml open_data.code: 全国地方公共団体コードは、"
        "都道府県の番号（01～47）で始まる半角6桁の数字です。",
        "report.toml open_data.code: An area code has six digits and begins with its prefecture,"
        " 01 to 47.",
    ),
    "a prefecture that there is not": (
        in_report('"019992"', '"489999"'),
        "report.toml open_data.code: 全国地方公共団体コードは、"
        "都道府県の番号（01～47）で始まる半角6桁の数字です。",
        "report.toml open_data.code: An area code has six digits and begins with its prefecture,"
        " 01 to 47.",
    ),
    "terms that stand nowhere": (
        in_report('licence_url = "https://www.city.midorino.example.jp/opendata/terms"\n', ""),
        "report.toml open_data.licence: 「みどり野市オープンデータ利用規約」の内容がどこにあるか"
        "分かりません。licence_url に書いてください。アドレスを書かなくてよいのは"
        " CC-BY-4.0 CC0-1.0 PDL-1.0 OGL-UK-3.0 です。",
        "report.toml open_data.licence: It is not known where “みどり野市オープンデータ利用規約”"
        " stands. Say so in licence_url. Only CC-BY-4.0 CC0-1.0 PDL-1.0 OGL-UK-3.0 need none.",
    ),
    "an address that is none": (
        in_report('url = "https://www.city.midorino.example.jp/opendata/kpi"', 'url = "opendata"'),
        "report.toml open_data.url: 「https://」で始まるアドレスにしてください。",
        "report.toml open_data.url: Write an address that begins with https://.",
    ),
    "figures of a form that is none": (
        in_report('"kpi.base", ', '"kip.base", '),
        "report.toml open_data.figures[1]: 「kip」という様式はありません。「kpi」のことですか。",
        "report.toml open_data.figures[1]: There is no form “kip”. Did you mean “kpi”?",
    ),
    "figures of a column that is none": (
        in_report('"kpi.goal", ', '"kpi.gaol", '),
        "report.toml open_data.figures[2]: 「gaol」という列はありません。「goal」のことですか。",
        "report.toml open_data.figures[2]: There is no column “gaol”. Did you mean “goal”?",
    ),
    "a word that is none": (
        in_report('title = "第2期総合戦略 成果指標 {era}年度"', 'title = "{eras}年度"'),
        "report.toml open_data.title: {eras} は使えません。使えるのは {year} {era} です。"
        "「era」のことですか。",
        "report.toml open_data.title: {eras} is not one of {year} {era}. Did you mean “era”?",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_mistake_is_told_alone_and_alike(name: str, tmp_path: Path) -> None:
    spoil, japanese, english = FAULTS[name]
    folder = Path(shutil.copytree(ROUND, tmp_path / "indicators"))
    spoil(folder)
    check_told_alike(folder, [japanese], [english])


def test_figures_are_looked_for_in_texts_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY.parent / "second", tmp_path / "second"))
    in_report("[theme]\n", '[open_data]\nfigures = ["items.actual"]\n\n[theme]\n')(folder)
    said = (
        "report.toml open_data.figures[1]: 「items.actual」は、公表する文章の列ではありません。"
        "数値は文章の列からだけ読み取ります。"
    )
    check_told_alike(folder, [said])


def test_a_round_that_says_nothing_of_its_data_has_what_is_known() -> None:
    told = load(TINY).open_data
    assert (told.code, told.name, told.licence, dict(told.figures)) == ("", "", None, {})


@pytest.mark.parametrize(
    "code",
    [
        "131041",  # 東京都新宿区
        "131032",  # 東京都港区
        "131016",  # 東京都千代田区
        "131202",  # 東京都練馬区
        "011002",  # 北海道札幌市
        "271004",  # 大阪府大阪市
        "472018",  # 沖縄県那覇市
        "141003",  # 神奈川県横浜市
        "401307",  # 福岡県福岡市
    ],
)
def test_published_codes_have_the_digit_that_the_rule_gives(code: str) -> None:
    assert check_digit(code[:5]) == code[5]
