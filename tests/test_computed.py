"""Computed columns: ratios, differences, sums and bands, and what a definition may say of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from conftest import REPOSITORY
from correcting import as_csv
from faults import check_told_alike, in_report
from filling import cell_of, file_of, opened
from running import checked_from, compiled_from
from shinchoku import pipeline
from shinchoku.model import (
    Band,
    Bands,
    Column,
    Difference,
    Entry,
    Form,
    Grade,
    Key,
    Line,
    NumberKind,
    Ratio,
    Sum,
    compute,
    computed_on,
)
from shinchoku.model.derived import Rule
from shinchoku.results import Checked
from spoiling.folders import Spoil
from telling import en, ja

ROUND = REPOSITORY / "tests" / "rounds" / "attainment"


# ---------------------------------------------------------------- what is computed


def computed(rule: Rule, digits: int = 0, unit: str = "", **numbers: str | Sequence[str]) -> str:
    """Compute a column of an entry whose numbers are given, one for a line or several."""
    return on_lines(rule, digits, unit, **numbers)[0]


def on_lines(rule: Rule, digits: int, unit: str, **numbers: str | Sequence[str]) -> list[str]:
    """Compute a column on each line of an entry."""
    lines = max((len(n) for n in numbers.values() if not isinstance(n, str)), default=1)
    grades = tuple(Grade(code=code, label=code) for code in "SABCD")
    is_band = isinstance(rule, Bands)
    column = Column(
        id="found",
        header="x",
        by="computed",
        computed=rule,
        grades=grades if is_band else (),
        number=None if is_band else NumberKind(digits=digits, unit=unit),
    )
    others = tuple(
        Column(id=name, header=name, by="master", per="line", number=NumberKind(digits=3))
        for name in numbers
    )
    texts = [
        {n: text if isinstance(text, str) else text[i] for n, text in numbers.items()}
        for i in range(lines)
    ]
    entry = Entry(
        id="E", label="E", lines=tuple(Line(id=f"E{i}", values=v) for i, v in enumerate(texts))
    )
    form = Form(id="f", sheet="f", columns=(*others, column))

    def number_of(operand: Column, line: Line) -> Decimal | None:
        text = line.values[operand.id]
        return Decimal(text) if text else None

    return [compute(form, column, entry, line, number_of).text for line in entry.lines]


RATE = Ratio(part="a", whole="b")


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        ("899", "1000", "89.9"),
        ("1", "3", "33.3"),
        ("2", "3", "66.7"),
        ("1", "8", "12.5"),
        ("1", "1600", "0.1"),  # 0.0625
        ("1", "2000", "0.1"),  # 0.05: halves go up
        ("-1", "2000", "-0.1"),  # and away from zero
        ("1", "2001", "0.0"),
        ("-3", "-4", "75.0"),
        ("5", "0", "－"),
        ("", "5", "－"),
        ("5", "", "－"),
        ("0", "5", "0.0"),
        ("1000000000", "0.001", "－"),  # more digits than a workbook computes exactly
    ],
)
def test_a_ratio_is_rounded_once(part: str, whole: str, text: str) -> None:
    assert computed(RATE, 1, "%", a=part, b=whole) == text


def test_a_ratio_in_another_unit_is_no_percentage() -> None:
    assert computed(RATE, 2, "人", a="7", b="4") == "1.75"


def test_differences_and_sums_are_exact() -> None:
    gap = Difference(larger="a", smaller="b")
    assert computed(gap, 1, a="0.3", b="0.1") == "0.2"
    assert computed(gap, 0, a="1.25", b="0.75") == "1"  # 0.5
    assert computed(gap, 0, a="1", b="1.5") == "-1"
    assert computed(gap, 0, a="", b="1.5") == "－"
    total = Sum(columns=("a", "b"))
    assert computed(total, 1, a="0.1", b="0.2") == "0.3"
    assert computed(total, 0, a="1234", b="") == "1,234"
    assert computed(total, 0, a="", b="") == "－"
    lines = Sum(columns=("a",), over_lines=True)
    assert computed(lines, 0, a=["1", "", "20", "300"]) == "321"


GOAL = (
    Band(grade="S", against="g", above=True),
    Band(grade="A", against="g"),
    Band(grade="B", against="g", percent=Decimal(90)),
    Band(grade="C", against="b", percent=Decimal(100)),
    Band(grade="D"),
)


@pytest.mark.parametrize(
    ("value", "goal", "base", "higher", "lower"),
    [
        ("100.001", "100", "80", "S", "B"),
        ("100", "100", "80", "A", "A"),
        ("90", "100", "80", "B", "S"),
        ("89.999", "100", "80", "C", "S"),
        ("79.999", "100", "80", "D", "S"),
        ("110", "100", "120", "S", "B"),
        ("110.001", "100", "120", "S", "C"),
        ("120.001", "100", "120", "S", "D"),
        ("0", "0", "5", "A", "A"),
        ("1", "0", "5", "S", "C"),
        ("-1", "0", "-5", "C", "S"),
        ("-2.75", "-2.5", "-3", "B", "S"),
        ("-2.751", "-2.5", "-3", "C", "S"),
        ("-2.25", "-2.5", "-3", "S", "B"),
        ("", "100", "80", "－", "－"),
        ("95", "", "80", "－", "－"),
        ("95", "100", "", "B", "S"),  # what is not reached need not be known
        ("85", "100", "", "－", "S"),
    ],
)
def test_a_band_is_a_share_of_its_reference(
    value: str, goal: str, base: str, higher: str, lower: str
) -> None:
    numbers = {"v": value, "g": goal, "b": base}
    assert computed(Bands(of="v", bands=GOAL), 0, "", **numbers) == higher
    assert computed(Bands(of="v", bands=GOAL, lower=True), 0, "", **numbers) == lower


def test_the_entry_says_which_way_is_better_on_its_first_line() -> None:
    bands = Bands(of="v", bands=GOAL, lower_column="way", lower_texts=("1",))

    def both(*ways: str) -> list[str]:
        two = {"v": ["80"] * 2, "g": ["100"] * 2, "b": ["90"] * 2, "way": ways}
        return on_lines(bands, 0, "", **two)

    assert both("1", "") == ["S", "S"]
    assert both("1", "2") == ["S", "D"]


def test_the_columns_that_are_computed_on_a_line_are_in_order() -> None:
    one = Column(id="one", header="1", by="computed", computed=Ratio(part="two", whole="a"))
    two = Column(id="two", header="2", by="computed", computed=Sum(columns=("a",)))
    given = Column(id="a", header="a", by="master")
    form = Form(id="f", sheet="f", columns=(one, given, two))
    line = Line(id="E1", values={})
    entry = Entry(id="E1", label="", lines=(line,))
    assert [column.id for column in computed_on(form, entry, line)] == ["one", "two"]


# ---------------------------------------------------------------- what comes back


def test_a_grade_is_held_against_its_numbers(folder: Path) -> None:
    with opened(file_of(folder, "D1")) as book:
        cell_of(book, "F1-04", "self").value = "B"
    (found,) = (f for f in checked_from(folder).findings if f.code == "W408")
    said = "「市長への提案の件数」の「自己評価」の「B」は、数値からの判定「C」"
    assert ja(found.message).startswith(said)
    assert "実績値 899" in ja(found.message)
    assert "目標値 1,000" in ja(found.message)
    assert "gives" not in en(found.message)


def text_of(checked: Checked, owner: str, column: str) -> str:
    return checked.merged.text(owner, column)


def test_a_correction_is_computed_again(folder: Path) -> None:
    as_csv(folder, [("F1-01", "now", "1,001", "899", "課長", "集計の誤り")])
    checked = checked_from(folder)
    found = [text_of(checked, "F1-01", name) for name in ("now", "gap", "rate", "score")]
    assert found == ["899", "▲101", "89.9", "C"]
    assert "W408" in {finding.code for finding in checked.findings}  # it said S


def test_pasted_values_in_place_of_formulas_are_no_fault(folder: Path) -> None:
    path = file_of(folder, "D1")
    values = {key: v.text for key, v in checked_from(folder).merged.shown.items()}
    with opened(path) as book:
        for sheet in book.worksheets:
            ids = {cell.column: cell.value for cell in sheet[2]}
            for row in sheet.iter_rows(min_row=3):
                for cell in row:
                    key = Key(str(row[0].value), str(ids.get(cell.column)))
                    if str(cell.value).startswith("="):
                        cell.value = values.get(key)
    codes = {finding.code for finding in checked_from(folder).findings}
    assert "W418" not in codes


def test_nothing_is_computed_of_what_did_not_come(folder: Path, tmp_path: Path) -> None:
    file_of(folder, "D3").unlink()
    compiled = compiled_from(folder, tmp_path / "build", draft=True)
    merged = compiled.merged
    assert merged.text("F1-01", "score") == "S"
    assert Key("F5-01", "score") not in merged.shown
    assert compiled.tally["scores"].total.count == 22
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_computed_cells_are_locked_formulas(filled: Path) -> None:
    book = openpyxl.load_workbook(next((filled / "templates").glob("D1_*.xlsx")))
    for name in ("gap", "rate", "score", "total"):
        cell = cell_of(book, "F1-01", name)
        assert str(cell.value).startswith("=IF(")
        assert cell.protection.locked


def test_computed_values_are_counted_and_printed(filled: Path, tmp_path: Path) -> None:
    """Counted by hand in the round's tables: 6 S, 9 A, 12 B, 6 C, 1 D; two cannot be measured."""
    compiled = compiled_from(filled, tmp_path / "build")
    tally = compiled.tally["scores"]
    counts = {"S": 6, "A": 9, "B": 12, "C": 6, "D": 1}
    assert {row.choice: row.count for row in tally.rows} == counts
    assert tally.total.count == 34


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('grade = "B", against = "goal", from = 90', 'grade = "B", against = "goal", from = 80'),
        ("least = 0, most = 10000000", "least = 0, most = 20000000"),
        (
            'unit = "千円", least = 0, unmeasured',
            'unit = "千円", digits = 1, least = 0, unmeasured',
        ),
    ],
)
def test_what_is_asked_otherwise_is_another_version(folder: Path, before: str, after: str) -> None:
    in_report(before, after)(folder)
    assert [f.code for f in checked_from(folder).findings].count("W405") == 3


# ---------------------------------------------------------------- definitions

RATIO = 'ratio = ["now", "goal"]'
FAULTS: dict[str, tuple[Spoil, list[str]]] = {
    "two rules": (
        in_report(RATIO, f'{RATIO}, sum = ["now"]'),
        ["report.toml forms[1].columns[10]: 列「rate」の計算のしかたを、"
         "ratio・difference・sum・bands のどれか一つで書いてください。"],
    ),
    "a rule in a column that departments fill": (
        in_report('{ id = "note",', '{ id = "note", sum = ["cost"],'),
        ['report.toml forms[1].columns[16].sum: sum は、by = "computed" の列だけに書けます。'],
    ),
    "an operand of texts": (
        in_report(RATIO, 'ratio = ["now", "name"]'),
        ["report.toml forms[1].columns[10]: 「name」という数値の列はありません。"],
    ),
    "of itself": (
        in_report(RATIO, 'ratio = ["now", "rate"]'),
        ["report.toml forms[1].columns[10]: 列「rate」は、自分自身から計算されます。"],
    ),
    "other units": (
        in_report(RATIO, 'ratio = ["now", "cost"]'),
        ["report.toml forms[1].columns[10]: 列「rate」は、単位の違う列から計算されます。"],
    ),
    "a band without a bound": (
        in_report('grade = "B", against = "goal", from = 90', 'grade = "B", against = "goal"'),
        ["report.toml forms[1].columns[11].bands[3]: 区分「B」には、against と、above か from の"
         "どちらか一つを書いてください。どちらも省けるのは最後の区分だけです。"],
    ),
    "a band for all that are left before the last": (
        in_report('grade = "B", against = "goal", from = 90', 'grade = "B"'),
        ["report.toml forms[1].columns[11].bands[3]: 区分「B」には、against と、above か from の"
         "どちらか一つを書いてください。どちらも省けるのは最後の区分だけです。"],
    ),
    "hundredths of per cent": (
        in_report("from = 90", "from = 89.95"),
        ["report.toml forms[1].columns[11].bands[3]: 89.95 は細かすぎます。"
         "小数第1位までにしてください。"],
    ),
    "a grade of another scale": (
        in_report('grade = "B", against', 'grade = "E", against'),
        ["report.toml forms[1].columns[11].bands: 「E」という記号・選択肢はありません。"],
    ),
    "a judge that is none": (
        in_report('judged_by = "score"', 'judged_by = "rate"'),
        ["report.toml forms[1].columns[12].judged_by: "
         "「rate」という同じ区分（scale）で計算する列はありません。"],
    ),
    "what only departments can be asked": (
        in_report(RATIO, f"{RATIO}, required = true, least = 0"),
        [f"report.toml forms[1].columns[10].{key}: {key} は、部署が記入する列だけに書けます。"
         for key in ("required", "least")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_definition_is_told(tmp_path: Path, fault: tuple[Spoil, list[str]]) -> None:
    spoil, expected = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "attainment"))
    spoil(folder)
    check_told_alike(folder, expected)
