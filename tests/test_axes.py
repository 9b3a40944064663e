"""The sample, counted along other axes by another report.toml: its figures are the published ones.

The master and the answers are the sample's own; what is expected was read from the published report
(sample/tally_by_plan.csv, summary.csv); sums over pillars are added up from it here. The sections
are those of sample/axes.toml.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import REPOSITORY, SAMPLE, fill_round
from csv_files import records
from faults import in_report
from filling import file_of, opened, type_in
from looking import report_in
from running import compiled_from
from shinchoku import pipeline, read_build, tally
from shinchoku.failures import UnaccountedError
from shinchoku.findings import Finding
from shinchoku.model import ColumnTally, TallyRow
from shinchoku.results import Compiled
from telling import ja

ORACLES = REPOSITORY / "tests" / "sample"
GRADES = ("A+", "A", "B", "*", "-")
SHEET, BESIDE = "集計", "抜粋と集計"
FIGURE = re.compile(r"\d+(\.\d+)?%?")

BY = 'by = ["plan"]\n'
AXES = """by = ["pillar", "plan", "department", "reason"]
digits = 1
subsets = [{ id = "other", label = "うち「その他」", where = { reason = ["その他"] } }]
"""


def oracle(name: str) -> list[dict[str, str]]:
    return records(ORACLES / f"{name}.csv")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with another report.toml, every template filled in. Do not change it: copy it."""
    source = shutil.copytree(SAMPLE, tmp_path_factory.mktemp("axes") / "nerima-r4")
    in_report(BY, AXES)(source)
    with (source / "report.toml").open("a", encoding="utf-8") as report:
        report.write("\n" + (ORACLES / "axes.toml").read_text(encoding="utf-8"))
    return fill_round(source, tmp_path_factory.mktemp("filled") / "nerima-r4")


@pytest.fixture(scope="module")
def compiled(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    return compiled_from(filled, tmp_path_factory.mktemp("build") / "nerima-r4")


@pytest.fixture(scope="module")
def rows(compiled: Compiled) -> list[list[str]]:
    return rows_of(compiled, SHEET)


def rows_of(compiled: Compiled, sheet: str) -> list[list[str]]:
    values = load_workbook(compiled.report)[sheet].values
    return [[str(value) for value in row if value is not None] for row in values]


def half_up(count: int, total: int, digits: int = 1) -> str:
    """Return a percentage, in whole numbers alone."""
    steps = (200 * 10**digits * count + total) // (2 * total)
    return f"{steps // 10**digits}.{steps % 10**digits:0{digits}}%"


def by_plan() -> Mapping[str, Counter[str]]:
    """Plan's number -> how often each grade was given, as published."""
    return {
        row["plan"]: Counter({grade: int(row[grade]) for grade in GRADES})
        for row in oracle("tally_by_plan")
    }


def by_pillar() -> Mapping[str, Counter[str]]:
    """Pillar's id -> the sums over its plans."""
    sums: dict[str, Counter[str]] = {}
    for plan in records(SAMPLE / "master" / "plans.csv"):
        sums.setdefault(plan["pillar"], Counter()).update(by_plan()[plan["number"]])
    return sums


def published() -> Mapping[str, int]:
    """Grade, or B/1 to B/4 for the reasons -> count, and their labels -> count."""
    found = {row["grade"]: int(row["count"]) for row in oracle("summary")}
    return found | {row["label"]: int(row["count"]) for row in oracle("summary")}


def test_every_plan_has_its_published_row(rows: list[list[str]]) -> None:
    titles = {plan["number"]: plan["title"] for plan in records(SAMPLE / "master" / "plans.csv")}
    for row in oracle("tally_by_plan"):
        name = f"戦略計画{row['plan']}　{titles[row['plan']]}"
        assert [name, *(row[grade] for grade in GRADES), row["counted"]] in rows
    total = ["合計", *(str(published()[grade]) for grade in GRADES), "383"]
    assert rows.count(total) == 1


def test_every_pillar_has_the_sums_of_its_plans(rows: list[list[str]]) -> None:
    assert sum(sum(counts.values()) for counts in by_pillar().values()) == 383
    for pillar in records(SAMPLE / "master" / "pillars.csv"):
        counts = by_pillar()[pillar["id"]]
        total = counts.total()
        name = f"{pillar['number']}　{pillar['title']}"
        at = rows.index([name, "事業数", *(str(counts[g]) for g in GRADES), str(total)])
        shares = [half_up(counts[grade], total) for grade in GRADES]
        assert rows[at + 1] == ["割合", *shares, "100.0%"]


def test_a_column_that_is_chosen_in_divides_too(rows: list[list[str]]) -> None:
    """Reasons are given for B alone: what has none is every other grade."""
    reasons = [row["label"] for row in oracle("summary") if row["grade"].startswith("B/")]
    for label in reasons:
        count = published()[label]
        at = rows.index([label, "割合", *(["0.00%"] * 2), half_up(count, 383, 2), "0.00%", "0.00%"])
        assert rows[at + 1] == ["事業数", "0", "0", str(count), "0", "0"]
    without = [str(0 if grade == "B" else published()[grade]) for grade in GRADES]
    assert [rows[at + 1] for at, row in enumerate(rows) if row[:1] == ["遅れのないもの"]] == [
        ["事業数", *without]
    ]


def test_a_subset_stands_beside_the_counts_and_their_breakdown(rows: list[list[str]]) -> None:
    labels = {grade: row["label"] for row in oracle("summary") if (grade := row["grade"]) in GRADES}
    other = published()["その他"]
    for grade in GRADES:
        beside = str(other if grade == "B" else 0)
        assert [grade, labels[grade], str(published()[grade]), beside] in rows
    assert ["その他", str(other), str(other)] in rows
    assert ["合計", "383", str(other)] in rows


def test_texts_name_places_and_subsets(rows: list[list[str]]) -> None:
    plan, pillar = by_plan()["1"], by_pillar()["S1"]
    share = half_up(pillar["A"], pillar.total()).removesuffix("%")
    said = f"計画1は{plan.total()}件中{plan['A']}件、柱Ⅰは{share}％、"
    assert [f"{said}その他は{published()['その他']}件。"] in rows


def test_excerpts_of_two_forms_and_a_tally_share_a_sheet(compiled: Compiled) -> None:
    rows = rows_of(compiled, BESIDE)
    for row in oracle("summary"):
        assert [row["count"], f"{row['percent']}%"] in [each[-2:] for each in rows]
    sheet = load_workbook(compiled.report)[BESIDE]
    sizes = {cell.value: cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value}
    assert (sizes["進捗\n状況"], sizes["指標"], sizes["事業数"]) == (8, 10, 9)  # as their forms say


def test_what_is_counted_is_in_the_manifest(compiled: Compiled) -> None:
    counted = read_build(compiled.report.parent).manifest["tally"]["grades"]
    assert {plan: Counter(c) for plan, c in counted["by"]["plan"].items()} == {
        f"P{int(number):02}": counts for number, counts in by_plan().items()
    }
    other = published()["その他"]
    assert counted["subsets"]["other"]["total"] == other
    assert counted["subsets"]["other"]["counts"]["B"]["breakdown"]["その他"]["count"] == other


def test_everything_is_accounted_for(compiled: Compiled) -> None:
    verified = pipeline.verify(compiled.report.parent)
    assert (verified.findings, verified.unaccounted) == ((), 0)
    assert verified.values == len(compiled.merged.submitted)


# ---------------------------------------------------------------- edits, drafts, wrong counts


def test_an_edit_of_any_printed_figure_is_named(compiled: Compiled, tmp_path: Path) -> None:
    build = shutil.copytree(compiled.report.parent, tmp_path / "build", symlinks=True)
    edited: dict[str, str] = {}
    with opened(report_in(build)) as book:
        for sheet in (SHEET, BESIDE):
            cells = (cell for row in book[sheet].iter_rows() for cell in row)
            for cell in (c for c in cells if FIGURE.fullmatch(str(c.value))):
                edited[f"{sheet} {cell.coordinate}"] = str(cell.value)
                cell.value = f"{90_000 + len(edited)}"
    found = {f"{f.where.sheet} {f.where.cell}": f for f in pipeline.verify(build).findings}
    assert found.keys() == edited.keys()
    assert len(edited) > 200
    for place, text in edited.items():
        assert says(found[place], text, is_count="%" not in text)


def says(finding: Finding, text: str, *, is_count: bool) -> bool:
    told = f"数えた値「{text}」" if is_count else f"「{text}」とある"
    return told in ja(finding.message)


def test_a_changed_answer_changes_every_table_that_counts_it(filled: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(filled, tmp_path / "nerima-r4")
    type_in(file_of(folder, "D04"), "P01-01", "grade", "A+")
    changed = rows_of(compiled_from(folder, tmp_path / "build"), SHEET)
    counts = by_plan()["1"] + Counter({"A+": 1})
    counts.subtract({"A": 1})
    (row,) = (row for row in changed if row and row[0].startswith("戦略計画1　"))
    assert row[1:] == [*(str(counts[grade]) for grade in GRADES), str(counts.total())]
    assert ["合計", "22", "283", "33", "34", "11", "383"] in changed


def test_a_draft_has_every_row_and_counts_what_came(filled: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(filled, tmp_path / "nerima-r4")
    for path in (folder / "submitted").glob("*.xlsx"):
        path.unlink()
    rows = rows_of(compiled_from(folder, tmp_path / "build", draft=True), SHEET)
    plans = [row for row in rows if row and row[0].startswith("戦略計画") and len(row) == 7]
    assert [row[1:] for row in plans] == [["0"] * 6] * 22
    assert rows.count(["【仮】届いた分 0 件の集計です。"]) == 4
    assert pipeline.verify(tmp_path / "build").findings == ()


def one_more(row: TallyRow) -> TallyRow:
    return replace(row, count=row.count + 1)


def more_in_a_row(counted: ColumnTally) -> ColumnTally:
    return replace(counted, rows=(one_more(counted.rows[0]), *counted.rows[1:]))


def more_in_all(counted: ColumnTally) -> ColumnTally:
    return replace(counted, total=one_more(counted.total))


def more_in_a_breakdown(counted: ColumnTally) -> ColumnTally:
    rows = [replace(row, breakdown=tuple(map(one_more, row.breakdown))) for row in counted.rows]
    return replace(counted, rows=tuple(rows))


def more_in_a_subset(counted: ColumnTally) -> ColumnTally:
    return replace(counted, subsets={"other": more_in_a_row(counted.subsets["other"])})


def more_at_a_place(counted: ColumnTally, by: str, place: str) -> ColumnTally:
    places = {**counted.by[by], place: {**counted.by[by].get(place, {}), "A+": 77}}
    return replace(counted, by={**counted.by, by: places})


def one_place_twice(counted: ColumnTally) -> ColumnTally:
    plans = counted.by["plan"]
    return replace(counted, by={**counted.by, "plan": {**plans, "P02": plans["P01"]}})


@pytest.mark.parametrize(
    "mutant",
    [
        more_in_a_row,
        more_in_all,
        more_in_a_breakdown,
        more_in_a_subset,
        lambda counted: more_at_a_place(counted, "plan", "P07"),
        lambda counted: more_at_a_place(counted, "pillar", "S2"),
        lambda counted: more_at_a_place(counted, "reason", ""),
        lambda counted: more_at_a_place(counted, "reason", "その他"),
        one_place_twice,
    ],
)
def test_a_wrong_count_is_never_published(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutant: object
) -> None:
    assert callable(mutant)
    count = tally.count
    monkeypatch.setattr(tally, "count", lambda *about: mutant(count(*about)))
    with pytest.raises(UnaccountedError):
        pipeline.compile_round(filled, tmp_path / "build")
