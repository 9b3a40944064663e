"""The sample round by itself: its tables count, cite and obey what the published report does.

sample/tally_by_plan.csv, summary.csv, reasons.csv and repeats.csv are copies of the oracles that
two readers made from the published text; contents_titles.csv, citations.csv and plan_goals.csv are
copied from its lines 50-92, 1143-1193 and 1318-1345. test_seed.py holds them all to their sources.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from csv_files import records
from shinchoku import definition
from shinchoku.layout.kinds.contents import contents_entries
from shinchoku.model import (
    CitationsSection,
    ContentsEntries,
    ContentsPart,
    ContentsSection,
    Definition,
    Entry,
    GoalsSection,
    Node,
    entries_below,
    nodes_at,
)

ROUND = Path(__file__).parents[1] / "input_templates" / "nerima-r4"
SAMPLE = Path(__file__).parent / "sample"
S = TypeVar("S")

# Roads that are printed and counted twice, by seed line: as roads, and as roads without poles.
TWICE = {
    795: 870,
    797: 871,
    798: 872,
    800: 873,
    801: 874,
    802: 875,
    803: 876,
    804: 880,
    846: 882,
    849: 883,
    850: 884,
}


def sample(name: str) -> list[dict[str, str]]:
    return records(SAMPLE / f"{name}.csv")


def canonical(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def the_round() -> Definition:
    return definition.load(ROUND)


@cache
def answers() -> Mapping[str, Mapping[str, str]]:
    return {row["owner"]: row for row in records(ROUND / "answers" / "items.csv")}


@cache
def graded() -> Mapping[str, Mapping[str, str]]:
    """Return the answers that carry a grade: one for each item that counts."""
    return {owner: answer for owner, answer in answers().items() if answer["grade"]}


@cache
def items() -> Mapping[str, Entry]:
    return {item.id: item for _, item in the_round().entries(the_round().form("items"))}


@cache
def first_line() -> Mapping[str, int]:
    """Return where each item begins in the published text."""
    return {row["item"]: int(row["lines"].split("-")[0]) for row in sample("item_lines")}


@cache
def item_at() -> Mapping[int, Entry]:
    return {line: items()[item] for item, line in first_line().items()}


def plans(form_id: str) -> tuple[Node, ...]:
    """Return the plans of a form, in published order."""
    return tuple(node for _, node in nodes_at("plan", the_round().trees[form_id]))


def entries_of(plan: Node) -> Mapping[str, Entry]:
    return {entry.id: entry for _, entry in entries_below(plan.children)}


def section(kind: type[S]) -> S:
    return next(section for section in the_round().sections if isinstance(section, kind))


# ---------------------------------------------------------------- how many there are


def test_383_items_count_and_36_repeat_another() -> None:
    counted = {item.id for item in items().values() if not item.repeat_of}
    assert len(counted) == 383
    assert len(items()) - len(counted) == 36
    assert counted == set(graded())


def test_the_repeats_are_those_of_the_report() -> None:
    printed = {int(row["repeat_line"]): int(row["source_line"]) for row in sample("repeats")}
    ours = {}
    for item in items().values():
        if item.repeat_of:
            source, _, line = item.repeat_of.partition(".")
            ours[first_line()[item.id]] = first_line()[source] + (int(line) - 1 if line else 0)
    ours[892] = 916  # the second line of its source, which is printed in one row
    assert ours == printed


def test_every_line_of_an_item_that_counts_is_answered_and_no_other() -> None:
    counted = [item for item in items().values() if not item.repeat_of]
    assert [line.id for item in counted for line in item.lines] == list(answers())
    assert all(answer["actual"] for answer in answers().values())


def test_119_indicators_each_have_an_answer() -> None:
    ids = [indicator.id for _, indicator in the_round().entries(the_round().form("kpi"))]
    assert len(ids) == 119
    assert ids == [row["owner"] for row in records(ROUND / "answers" / "kpi.csv")]
    assert ids == [row["indicator"] for row in sample("indicator_lines")]


# ---------------------------------------------------------------- what the report counts


@pytest.mark.parametrize("expected", sample("tally_by_plan"), ids=lambda row: f"plan {row['plan']}")
def test_the_grades_of_a_plan_count_as_published(expected: Mapping[str, str]) -> None:
    plan = next(plan for plan in plans("items") if plan.number == expected["plan"])
    ids = set(entries_of(plan))
    count = Counter(answer["grade"] for owner, answer in graded().items() if owner in ids)
    assert {grade: count[grade] for grade in ("A+", "A", "B", "*", "-")} == {
        grade: int(expected[grade]) for grade in ("A+", "A", "B", "*", "-")
    }
    assert count.total() == int(expected["counted"])
    assert len(ids) - count.total() == int(expected["repeats"])


def test_the_grades_and_reasons_of_the_round_sum_to_the_published_table() -> None:
    grades = Counter(answer["grade"] for answer in graded().values())
    reasons = Counter(answer["reason"] for answer in graded().values() if answer["reason"])
    total = len(graded())
    ours = []
    form = the_round().form("items")
    for grade in form.column("grade").grades:
        ours.append((grade.code, grade.label, grades[grade.code]))
        if "reason" in form.column("grade").needs.get(grade.code, ()):
            choices = enumerate(form.column("reason").choices, start=1)
            ours += [(f"{grade.code}/{n}", choice, reasons[choice]) for n, choice in choices]
    ours.append(("", "合計", total))
    printed = [
        (row["grade"], row["label"], int(row["count"]), int(row["percent"]))
        for row in sample("summary")
    ]
    assert [(*row, (200 * row[2] + total) // (2 * total)) for row in ours] == printed


def test_every_b_has_the_reason_read_from_its_note() -> None:
    printed = {int(row["line"]): row["reason"] for row in sample("reasons")}
    given = {owner: answer["reason"] for owner, answer in answers().items() if answer["reason"]}
    assert {first_line()[owner]: reason for owner, reason in given.items()} == printed
    assert {owner for owner, answer in graded().items() if answer["grade"] == "B"} == set(given)


# ---------------------------------------------------------------- what holds on every item


def test_b_and_a_plus_always_have_a_note() -> None:
    silent = [
        owner
        for owner, answer in graded().items()
        if answer["grade"] in {"B", "A+"} and not answer["note"]
    ]
    assert silent == []


def test_nothing_done_is_graded_exactly_where_nothing_was_planned_and_done() -> None:
    for owner, answer in graded().items():
        lines = items()[owner].lines
        shown = {text for i in lines for text in (i.values["planned"], answers()[i.id]["actual"])}
        assert (shown == {"—"}) == (answer["grade"] == "-"), owner


def test_roads_that_are_counted_twice_say_the_same_twice() -> None:
    for road, without_poles in TWICE.items():
        assert values_at(road) == values_at(without_poles), (road, without_poles)


def values_at(line: int) -> tuple[str, ...]:
    item = item_at()[line]
    values, answer = item.lines[0].values, answers()[item.id]
    return values["baseline"], values["planned"], answer["actual"], answer["grade"]


def test_items_and_indicators_that_show_one_figure_give_it_to_one_department() -> None:
    """Where the indicator's name is also the item's, one department answers for both."""
    indicators = {plan.id: entries_of(plan) for plan in plans("kpi")}
    for plan in plans("items"):
        by_name = {
            canonical(item.lines[0].values["target"]).lstrip("0123456789"): item
            for item in entries_of(plan).values()
            if item.department_id
        }
        for indicator in indicators.get(plan.id, {}).values():
            item = by_name.get(canonical(indicator.lines[0].values["name"]))
            assert item is None or item.department_id == indicator.department_id, indicator.id


# ---------------------------------------------------------------- departments


def test_every_item_that_counts_has_a_department() -> None:
    for item in items().values():
        assert bool(item.department_id) != bool(item.repeat_of), item.id


def test_between_25_and_30_departments_answer_and_none_has_nothing_to_answer() -> None:
    answering = {item.department_id for item in items().values()} - {""}
    assert 25 <= len(answering) <= 30
    assert [department.id for department in the_round().departments] == sorted(answering)


# ---------------------------------------------------------------- contents, citations, goals


def test_the_contents_page_has_the_published_titles() -> None:
    printed = "".join(canonical(row["title"]) for row in sample("contents_titles"))
    assert "".join(canonical(title) for title in contents_titles()) == printed


def contents_titles() -> Iterator[str]:
    for part in section(ContentsSection).parts:
        match part:
            case ContentsPart():
                yield part.text
            case ContentsEntries():
                yield from (text for _, text in contents_entries(the_round(), part.sections))


def test_the_cross_table_has_nine_categories() -> None:
    numbers = [category.number for category in section(CitationsSection).categories]
    assert numbers == list("①②③④⑤⑥⑦⑧⑨")


def test_the_32_citations_are_computed_as_they_were_printed() -> None:
    printed = [row["citation"] for row in sample("citations")]
    rows = [row for category in section(CitationsSection).categories for row in category.rows]
    assert len(printed) == 32
    assert [row.citation for row in rows if row.citation] == printed


def test_17_goals_have_their_numbers_and_a_colour_each() -> None:
    goals = section(GoalsSection).goals
    assert [goal.number for goal in goals] == [str(number) for number in range(1, 18)]
    assert len({goal.color for goal in goals}) == 17


def test_the_22_plans_have_their_published_goals() -> None:
    printed = [tuple(row["goals"].split(", ")) for row in sample("plan_goals")]
    ours = section(GoalsSection).nodes
    assert [tuple(goal.number for goal in node.goals) for node in ours] == printed
    assert [row["plan"] for row in sample("plan_goals")] == [str(n) for n in range(1, 23)]
    assert [node.text.partition("　")[0] for node in ours] == [f"戦略計画{n}" for n in range(1, 23)]


def test_items_stand_in_the_order_of_the_published_lines() -> None:
    lines = [first_line()[item] for item in items()]
    assert all(above <= below for above, below in pairwise(lines))
