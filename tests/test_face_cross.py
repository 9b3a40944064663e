"""`import shinchoku`: counts of one thing by another, held to the published figures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import pandas as pd
import pytest

import shinchoku
from conftest import REPOSITORY
from csv_files import records
from frames import cells_of
from shinchoku.model import Department, Origin, Value
from shinchoku.publishing.kept import Kept, KeptColumn, KeptForm, KeptLine, KeptNode
from shinchoku.tables import cross_table, form_table

PUBLISHED = REPOSITORY / "tests" / "sample"


def test_plans_and_grades_are_the_published_ones(sample_build: shinchoku.Build) -> None:
    table = sample_build.cross("plan", "items.grade")
    published = records(PUBLISHED / "tally_by_plan.csv")
    assert [table.index.name, table.columns.name] == ["plan", "items.grade"]
    assert list(table.index) == [row["plan"] for row in published]
    assert list(table.columns) == ["A+", "A", "B", "*", "-"]
    for row in published:
        assert [str(count) for count in table.loc[row["plan"]]] == [row[c] for c in table.columns]


def test_repeats_by_plan_are_the_published_ones(sample_build: shinchoku.Build) -> None:
    items = sample_build.form("items")
    repeats = items[items["repeat_of"].notna()].groupby("plan", observed=False).size()
    published = {
        row["plan"]: int(row["repeats"]) for row in records(PUBLISHED / "tally_by_plan.csv")
    }
    assert repeats.to_dict() == published


def test_margins_are_the_printed_table(sample_build: shinchoku.Build) -> None:
    table = sample_build.cross("plan", "items.grade", margins=True)
    assert table.loc["total"].to_dict() == {
        "A+": 21,
        "A": 284,
        "B": 33,
        "*": 34,
        "-": 11,
        "total": 383,
    }
    assert int(table["total"].drop("total").sum()) == 383


def test_reasons_beside_grades_are_the_published_ones(sample_build: shinchoku.Build) -> None:
    table = sample_build.cross("items.grade", "items.reason")
    assert cells_of(table, "B") == [4, 12, 3, 14]
    assert int(table.to_numpy().sum()) == 33


def test_what_is_counted_is_what_is_printed(sample_build: shinchoku.Build) -> None:
    table = sample_build.counted("grades")
    *published, total = records(PUBLISHED / "summary.csv")
    assert table["code"].tolist() == [row["grade"].partition("/")[0] for row in published]
    assert table["breakdown"].notna().tolist() == ["/" in row["grade"] for row in published]
    for name in ("label", "count", "percent"):
        assert table[name].astype("string").tolist() == [row[name] for row in published]
    assert int(table.loc[table["breakdown"].isna(), "count"].sum()) == int(total["count"])


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (lambda b: b.form("item"), "no form 'item': there is items, kpi"),
        (lambda b: b.origins("x"), "no form 'x': there is items, kpi"),
        (lambda b: b.counted("grade"), "no tally 'grade': there is grades"),
        (lambda b: b.cross("plans", "items.grade"), "no name 'plans': there is pillar, plan,"),
        (lambda b: b.cross("items.grade", "items."), "no name 'items.':"),
        (
            lambda b: b.cross("kpi.actual", "items.grade"),
            "'kpi.actual' and 'items.grade' are of different forms: no line has both",
        ),
        (lambda b: b.cross("objective", "items.grade"), "of different forms"),
        (
            lambda b: b.cross("plan", "department"),
            "'plan' and 'department' are of several forms, items, kpi: say which with form=",
        ),
        (lambda b: b.cross("objective", "plan", form="items"), "no name 'objective'"),
    ],
)
def test_a_name_that_is_not_known_is_told(
    sample_build: shinchoku.Build, question: Callable[[shinchoku.Build], pd.DataFrame], told: str
) -> None:
    with pytest.raises(shinchoku.UnknownNameError, match=re.escape(told)):
        question(sample_build)


def test_a_pair_of_several_forms_is_counted_in_the_one_that_is_named(
    sample_build: shinchoku.Build,
) -> None:
    table = sample_build.cross("plan", "department", form="kpi", margins=True)
    assert table.loc["total", "total"] == 119
    assert list(sample_build.cross("objective", "plan").columns)[:2] == ["1", "2"]


# ---------------------------------------------------------------- made-up builds


Per: TypeAlias = Literal["line", "entry"]
By: TypeAlias = Literal["master", "department"]


def column(name: str, *codes: str, per: Per = "entry", by: By = "department") -> KeptColumn:
    chosen = dict.fromkeys(codes, "")
    return KeptColumn(form="f", id=name, header=name, by=by, per=per, codes=chosen)


def line(name: str, node: str = "", department: str = "D1", **answers: str) -> KeptLine:
    return KeptLine(
        form="f",
        id=name,
        entry=name.partition(".")[0],
        label=name,
        department=department,
        repeat_of="",
        nodes={"part": node} if node else {},
        given={"kind": "新規" if name == "a" else ""},
        answers={k: Value(text, Origin("x.xlsx")) for k, text in answers.items()},
    )


def made_up(*lines: KeptLine, numbers: tuple[str, str] = ("1", "2")) -> Kept:
    return Kept(
        departments=[Department(id=name, name=name) for name in ("D2", "D1")],
        forms=[KeptForm(id="f", sheet="f", path=["part"])],
        columns=[
            column("kind", by="master"),
            column("grade", "A", "B"),
            column("step", "済", "未", per="line"),
            column("label"),
        ],
        nodes=[
            KeptNode(form="f", level="part", id=f"N{index}", number=number, title="t")
            for index, number in enumerate(numbers)
        ],
        lines=lines,
        findings=[],
        pages=[],
    )


def crossed(kept: Kept, rows: str, columns: str) -> dict[Any, Any]:
    table = cross_table(kept, rows, columns, form_id=None, margins=False)
    return {row: table.loc[row].to_dict() for row in table.index}


LINES = (
    line("a", "N1", grade="A", step="済"),
    line("a.2", "N1", step="未"),
    line("b", "", "", grade="?", step="済", label="own"),
)


def test_a_column_per_line_counts_lines_which_share_what_their_entry_says() -> None:
    expected = {"A": {"済": 1, "未": 1}, "B": {"済": 0, "未": 0}}
    assert crossed(made_up(*LINES), "f.grade", "f.step") == expected
    assert crossed(made_up(*LINES), "f.kind", "f.step") == {"新規": {"済": 1, "未": 1}}


def test_a_column_per_entry_counts_entries() -> None:
    kept = made_up(*LINES)
    none = {"A": 0, "B": 0}
    assert crossed(kept, "part", "f.grade") == {"1": none, "2": {"A": 1, "B": 0}}
    assert crossed(kept, "department", "f.kind") == {"D1": {"新規": 1}}


def test_what_hangs_below_nothing_is_counted_at_no_name() -> None:
    kept = made_up(*LINES)
    assert crossed(kept, "part", "f.step")[""] == {"済": 1, "未": 0}
    assert crossed(kept, "department", "f.step")[""] == {"済": 1, "未": 0}


def test_nodes_that_share_a_number_are_called_by_their_ids() -> None:
    kept = made_up(*LINES, numbers=("1", "1"))
    assert list(crossed(kept, "part", "f.step")) == ["N0", "N1", ""]
    assert form_table(kept, "f")["part"].dropna().tolist() == ["N1", "N1"]


def test_nothing_is_counted_as_nothing() -> None:
    nothing = {"A": {"済": 0, "未": 0}, "B": {"済": 0, "未": 0}}
    assert crossed(made_up(), "f.grade", "f.step") == nothing
    table = cross_table(made_up(), "f.grade", "f.step", form_id=None, margins=True)
    assert table.loc["total", "total"] == 0


def test_a_column_of_the_form_stands_in_the_place_of_one_of_ours() -> None:
    table = form_table(made_up(*LINES), "f")
    assert table["label"].fillna("").tolist() == ["", "", "own"]


def test_what_a_build_keeps_is_a_row_a_line(sample_build: shinchoku.Build) -> None:
    path = sample_build.folder / sample_build.manifest["outputs"]["values"]
    text = path.read_text(encoding="utf-8")
    tables = json.loads(text)
    assert list(tables) == list(Kept.__dataclass_fields__)
    assert len(tables["lines"]) == len(sample_build.form("items")) + len(sample_build.form("kpi"))
    assert len(text.splitlines()) == sum(len(table) or 1 for table in tables.values()) + 16
