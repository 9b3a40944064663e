"""Columns of numbers: what is typed, read, refused, corrected, printed and published."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cases.numbers import COST, NUMBERS, PEOPLE, SHARE, NumberCase
from conftest import REPOSITORY, fill_round
from correcting import as_csv
from faults import check_told_alike, in_report, in_table
from filling import Value, cell_of, file_of, opened
from returning import advice, only_one
from running import checked_from, compiled_from
from shinchoku import read_build
from shinchoku.model import Key
from shinchoku.model.numbers import NumberKind, Read, Scale, Unread, read
from shinchoku.results import Checked
from spoiling.folders import Spoil
from telling import ja

ROUND = REPOSITORY / "tests" / "rounds" / "attainment"


def type_number(path: Path, key: tuple[str, str], value: Value, number_format: str = "") -> None:
    with opened(path) as book:
        cell = cell_of(book, *key)
        cell.value = value
        if isinstance(value, str) and value[:1] not in {"=", "#"}:
            cell.data_type = "s"
        cell.number_format = number_format or cell.number_format


def printed(checked: Checked, key: tuple[str, str]) -> str:
    return checked.merged.text(*key)


TITLES = {
    "now": "実績値",
    "cost": "事業費",
    "rate": "達成率（％）",
    "score": "判定」（計算",
    "self": "自己評価",
}


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case.name)
def test_what_is_typed_is_read_or_refused(folder: Path, case: NumberCase) -> None:
    path = file_of(folder, "D3" if case.key[0].startswith("F5") else "D1")
    type_number(path, case.key, case.typed, case.number_format)
    checked = checked_from(folder)
    title = TITLES[case.key[1]]
    about = [f for f in checked.findings if f.owner_id == case.key[0] and title in ja(f.message)]
    if case.key[1] != "self":  # the number under a grade has changed
        about = [finding for finding in about if finding.code != "W408"]
    assert sorted(f.code for f in about) == sorted(case.found)
    if case.printed is not None and not any(code[0] == "E" for code in case.found):
        assert printed(checked, case.key) == case.printed


@pytest.mark.parametrize("sign", ["%", "％"])
def test_a_share_in_place_of_per_cent_is_told_as_it_is_in_the_cell(
    tmp_path: Path, sign: str
) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "attainment"))
    in_table("indicators", "市民の割合,%,1", f"市民の割合,{sign},1")(folder)
    target = fill_round(folder, tmp_path / "filled" / "attainment")
    type_number(file_of(target, "D1"), SHARE, 0.85)
    (told,) = (ja(f.message) for f in checked_from(target).findings if f.code == "W409")
    assert told.endswith("の「0.85」は、85％のことですか。")


# ---------------------------------------------------------------- spellings


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1234.50", "", "1234.50"),
        ("約¥1,200", "円", "1200"),
        ("12㎞", "km", "12"),
        ("ｋｍ12", "km", "12"),
        ("£1,200", "£", "1200"),
        ("650 ｇ", "g", "650"),
        ("12m2", "m2", "12"),
        ("1\u00a0234", "", "1234"),
        ("-0", "", "0"),
    ],
)
def test_a_number_is_read_in_every_spelling(text: str, unit: str, value: str) -> None:
    found = read(text, unit)
    assert isinstance(found, Read)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "other"),
    [
        ("12,34", "", ""),
        ("1,2345", "", ""),
        ("0123", "", ""),
        ("5.", "", ""),
        (".5", "", ""),
        ("1 2 3 件", "人", "件"),
        ("12kg", "g", "kg"),
        ("12k", "km", "k"),
        ("--5", "", ""),
        ("1.234.567", "", ""),
        ("1234567890123456", "", ""),
    ],
)
def test_what_may_mean_anything_is_no_number(text: str, unit: str, other: str) -> None:
    assert read(text, unit) == Unread(other)


def test_a_number_is_shown_on_its_scale() -> None:
    scale = Scale("人", 1, negative="▲")
    assert [scale.shown(Decimal(text)) for text in ("1234.55", "-1234.55", "-0.04")] == [
        "1,234.6",
        "▲1,234.6",
        "0.0",
    ]
    assert Scale(thousands=False).shown(Decimal(2018)) == "2018"
    kind = NumberKind(least=Decimal("0.5"))
    assert kind.figure(Scale(digits=1), "0.4").fault == "range"
    assert kind.figure(Scale(digits=1), "0.45").text == "0.5"  # it is the rounded one that counts


# ---------------------------------------------------------------- one answer in two spellings


def test_two_files_that_spell_a_number_otherwise_say_the_same(folder: Path) -> None:
    path = file_of(folder, "D1")
    second = path.with_name("D1 再送.xlsx")
    shutil.copyfile(path, second)
    type_number(path, PEOPLE, 1234)
    type_number(second, PEOPLE, "約１，２３４人")
    codes = {finding.code for finding in checked_from(folder).findings}
    assert "E106" not in codes
    type_number(second, PEOPLE, "1,235")
    assert "E106" in {finding.code for finding in checked_from(folder).findings}


def correction(before: str, after: str, column: str = "now") -> tuple[str, ...]:
    return ("F1-01", column, before, after, "課長", "確認の結果")


@pytest.mark.parametrize(
    ("row", "codes", "text"),
    [
        (correction("1001", "１００２人"), [], "1,002"),
        (correction("1,001", "1002"), [], "1,002"),
        (correction("1,001", "未把握"), [], "未把握"),
        (correction("1,000", "1002"), ["E804"], "1,001"),
        (correction("1,001", "昨年度並み"), ["E812"], "1,001"),
        (correction("1,001", "12万人"), ["E812"], "1,001"),
        (correction("1250", "-1", "cost"), ["E812"], "1,001"),
    ],
)
def test_corrections_are_of_numbers(
    folder: Path, row: tuple[str, ...], codes: Sequence[str], text: str
) -> None:
    as_csv(folder, [row])
    checked = checked_from(folder)
    assert [f.code for f in checked.findings if f.code.startswith("E8")] == codes
    assert printed(checked, PEOPLE) == text


# ---------------------------------------------------------------- what goes out


def test_numbers_go_out_as_numbers(filled: Path, tmp_path: Path) -> None:
    compiled = compiled_from(filled, tmp_path / "build")
    merged = compiled.merged
    assert merged.numbers[Key("F5-05", "now")] == Decimal("-2.50")
    assert Key("F3-04", "now") not in merged.numbers
    (path,) = compiled.folder.glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    said = [rows["F5-05"][name] for name in ("since", "goal", "now")]
    assert said == ["2015", "-2.50", "-2.50"]
    assert [rows["F1-01"]["now"], rows["F3-04"]["now"]] == ["1001", "未把握"]
    header, *lines = openpyxl.load_workbook(compiled.folder / "data.xlsx").worksheets[0].values
    columns = list(next(line for line in [header, *lines] if line and "since" in line))
    (row,) = (line for line in lines if "F5-05" in line)
    cells = dict(zip(columns, row, strict=False))
    assert (cells["goal"], cells["now"], cells["cost"]) == (-2.5, -2.5, 0)
    values = json.loads((compiled.folder / "values.json").read_text(encoding="utf-8"))
    (kept,) = (line for line in values["lines"] if line["id"] == "F5-05")
    given = {"since": "2015", "base": "-3.00", "goal": "-2.50"}
    computed = {"gap": "0.00", "rate": "100.0", "total": "7500"}
    answered = {"now": "-2.50", "cost": "0", "staff": "7500"}
    assert kept["numbers"] == {**given, **answered, **computed}
    table = read_build(tmp_path / "build").form("indicators")
    assert str(table["now"].dtype) == "Float64"
    assert table["now"].isna().sum() == 2
    assert int(table["cost"].sum()) == sum(n for k, n in merged.numbers.items() if k[1] == "cost")


def test_the_template_takes_numbers_alone(filled: Path) -> None:
    book = openpyxl.load_workbook(next((filled / "templates").glob("D1_*.xlsx")))
    cell = cell_of(book, *PEOPLE)
    formats = {owner: cell_of(book, owner, "now").number_format for owner in ("F1-01", "F1-05")}
    assert formats == {"F1-01": "#,##0;▲#,##0", "F1-05": "#,##0.0;▲#,##0.0"}
    assert cell_of(book, "F1-05", "goal").value == 80
    assert cell_of(book, "F1-05", "goal").protection.locked
    (rule,) = (
        rule
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if sheet.title == "成果指標" and cell.coordinate in rule.sqref
    )
    assert rule.type == "custom"
    assert str(rule.formula1).startswith(f"OR(ISNUMBER({cell.coordinate}),")
    assert "数値だけ" in rule.prompt


# ---------------------------------------------------------------- definitions

NOW = 'unit = "{unit}", digits = "{digits}", unmeasured'
COLUMN = '{ id = "cost", kind = "number", unit = "千円", least = 0, most = 10000000,'
FAULTS: dict[str, tuple[Spoil, list[str]]] = {
    "keys of numbers in a column of texts": (
        in_report('kind = "number", thousands', "thousands"),
        ["report.toml forms[1].columns[5].thousands: "
         'thousands は、kind = "number" の列だけに書けます。'],
    ),
    "a limit of characters": (
        in_report(COLUMN, f"{COLUMN} max_chars = 20,"),
        ["report.toml forms[1].columns[13].max_chars: "
         'max_chars は、数値の列（kind = "number"）には書けません。'],
    ),
    "choices": (
        in_report(COLUMN, f'{COLUMN} choices = ["1", "2"],'),
        ["report.toml forms[1].columns[13].kind: "
         "scale や choices のある列を、数値の列にはできません。"],
    ),
    "an unknown column for the unit": (
        in_report(NOW, 'unit = "{units}", digits = 1, unmeasured'),
        ['report.toml forms[1].columns[8].unit: '
         '「units」というmaster の列（by = "master"）はありません。'
         "「unit」のことですか。"],
    ),
    "digits that are none": (
        in_report(NOW, 'unit = "{unit}", digits = "2", unmeasured'),
        ["report.toml forms[1].columns[8].digits: 小数の桁数「2」は使えません。"
         "0から6までの整数か、{列の id} にしてください。"],
    ),
    "a unit that is a number": (
        in_report(COLUMN, COLUMN.replace("千円", "10円")),
        ["report.toml forms[1].columns[13].unit: "
         "「10円」は数値と区別できないので、単位にできません。"],
    ),
    "bounds that nothing is within": (
        in_report("least = 0, most = 10000000", "least = 2, most = 1.5"),
        ["report.toml forms[1].columns[13].least: least が most より大きくなっています。"],
    ),
    "a number in place of a number": (
        in_report('unmeasured = ["－", "未把握"]', 'unmeasured = ["－", "0件"]'),
        ["report.toml forms[1].columns[8].unmeasured[2]: 「0件」は、数値の代わりの文にできません。"
         "数字を含まない文にしてください。"],
    ),
    "a master's number that is none": (
        in_table("indicators", '"9,200",10000', '"9,200",1万'),
        ["indicators.csv 4行目 goal: 「1万」の単位が、この欄の単位「世帯」と違います。"],
    ),
    "a master's text for a number": (
        in_table("indicators", '"9,200",10000', '"9,200",増やす'),
        ["indicators.csv 4行目 goal: 「増やす」は数値ではありません。"],
    ),
    "a master's number with more decimals than its row": (
        in_table("indicators", '"9,200",10000', '"9,200",10000.5'),
        ["indicators.csv 4行目 goal: 「10000.5」は、この欄の小数の桁（0 桁）より細かい数値です。"
         "数値を丸めるか、digits を増やしてください。"],
    ),
    "a master's number of too many digits": (
        in_table("indicators", '"9,200",10000', '"9,200",10000000000000'),
        ["indicators.csv 4行目 goal: 「10000000000000」は、この欄で扱える範囲"
         "（▲10,000,000,000～10,000,000,000）にありません。"],
    ),
    "decimals of a row": (
        in_table("indicators", '世帯,0,2018,大きいほど良い,"9', '世帯,二,2018,大きいほど良い,"9'),
        ["indicators.csv 4行目 digits: 小数の桁数「二」は使えません。"
         "0から6までの整数か、{列の id} にしてください。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_definition_is_told(tmp_path: Path, fault: tuple[Spoil, list[str]]) -> None:
    spoil, expected = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "attainment"))
    spoil(folder)
    check_told_alike(folder, expected)


# ---------------------------------------------------------------- what goes back


def test_a_returned_workbook_holds_what_was_typed(folder: Path, tmp_path: Path) -> None:
    """A number as a number, a text as the text that it was: either can be put right."""
    path = file_of(folder, "D1")
    type_number(path, PEOPLE, "昨年度並み")
    type_number(path, COST, -1)
    type_number(path, SHARE, "85.0人")
    back = only_one(folder, tmp_path / "out")
    book = openpyxl.load_workbook(back)
    assert [cell_of(book, *key).value for key in (PEOPLE, COST, SHARE)] == [
        "昨年度並み",
        -1,
        "85.0人",
    ]
    assert cell_of(book, "F1-02", "now").value == "１，０００人"
    assert cell_of(book, "F1-03", "staff").value == 4500
    assert "数値ではありません" in advice(book, "F1-01")
    for key, value in ((PEOPLE, 1001), (COST, 1250), (SHARE, 80.1)):
        type_number(back, key, value)
    shutil.copyfile(back, path)
    assert not [f for f in checked_from(folder).findings if f.code[0] == "E"]
