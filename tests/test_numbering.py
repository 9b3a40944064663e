"""事業No. and references: the published examples, and any outline against a naive count."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from shinchoku.definition.numbering import Level, Numbered, RepeatMarks, number_nodes
from shinchoku.model.wording import parse

PATH = (
    Level(id="plan", table="plans"),
    Level(id="related", optional=True, prefix="関連"),
    Level(id="group", reference=parse("{plan}-{related}{number}")),
    Level(id="project", optional=True, serial=parse("{plan}-{count}"), count_in="plan"),
)


class Row(NamedTuple):
    """A node of an outline, as a table has it: in printed order, below what is open."""

    plan: str  # its printed number
    level: str
    id: str
    number: str


def nested(*rows: Row) -> list[Numbered]:
    """Hang each row below the last ones of the levels above its own, in a plan of its own."""
    depths = [level.id for level in PATH]
    found: list[Numbered] = []
    above: dict[str, Numbered] = {}
    for row in rows:
        if not above or above["plan"].number != row.plan:
            above = {"plan": Numbered(PATH[0], row.plan, {}, f"plan {row.plan}")}
            found.append(above["plan"])
        depth = depths.index(row.level)
        above = {level: node for level, node in above.items() if depths.index(level) < depth}
        node = Numbered(PATH[depth], row.number, dict(above), row.id)
        list(above.values())[-1].nodes.append(node)
        above[row.level] = node
        found.append(node)
    return found


def numbered(*rows: Row) -> tuple[dict[str, str], dict[str, str]]:
    """Return the references and the serials of an outline by the ids of its nodes."""
    nodes = nested(*rows)
    number_nodes(nodes, PATH)
    return (
        {node.key: node.reference for node in nodes},
        {node.key: node.serial for node in nodes if node.serial},
    )


def test_a_group_without_projects_is_one_and_related_groups_go_on_counting() -> None:
    references, serials = numbered(
        Row("12", "group", "A", "1"),
        Row("12", "project", "A1", "(1)"),
        Row("12", "project", "A2", "(2)"),
        Row("12", "group", "B", "2"),
        Row("12", "related", "", ""),
        Row("12", "group", "R1", "1"),
        Row("12", "group", "R2", "2"),
    )
    assert serials == {"A1": "12-1", "A2": "12-2", "B": "12-3", "R1": "12-4", "R2": "12-5"}
    assert references["R2"] == "12-関連2"
    assert references["A2"] == "12-1"


def test_a_group_that_is_split_into_projects_has_no_number_of_its_own() -> None:
    _, serials = numbered(Row("1", "group", "A", "1"), Row("1", "project", "A1", "(1)"))
    assert "A" not in serials


def test_each_plan_counts_from_one() -> None:
    _, serials = numbered(Row("1", "group", "A", "1"), Row("2", "group", "B", "1"))
    assert serials == {"A": "1-1", "B": "2-1"}


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=6), min_size=1, max_size=5))
def test_serials_run_without_a_gap_through_every_plan(plans: list[list[int]]) -> None:
    """A plan is a list of groups, a group the number of its projects; 0: it is one itself."""
    nodes, expected = [], []
    for plan, groups in enumerate(plans, start=1):
        count = 0
        for group, projects in enumerate(groups, start=1):
            nodes.append(Row(str(plan), "group", f"G{plan}.{group}", str(group)))
            nodes += [
                Row(str(plan), "project", f"J{plan}.{group}.{p}", "") for p in range(projects)
            ]
            count += projects or 1
        expected += [f"{plan}-{n + 1}" for n in range(count)]
    _, serials = numbered(*nodes)
    assert sorted(serials.values()) == sorted(expected)


def test_what_counts_as_one_may_be_counted_through_the_whole_form() -> None:
    path = (*PATH[:3], Level(id="project", optional=True, serial=parse("事業{count}")))
    nodes = nested(
        Row("1", "group", "A", "1"), Row("2", "group", "B", "1"), Row("2", "project", "B1", "")
    )
    number_nodes(nodes, path)
    assert {node.key: node.serial for node in nodes if node.serial} == {"A": "事業1", "B1": "事業2"}


def test_the_mark_is_written_where_the_token_stands() -> None:
    marks = RepeatMarks(("再掲", "一部再掲"), parse("戦略計画{reference}の"))
    assert marks.put("導入【再掲】\n6か所", "4-1") == "導入【戦略計画4-1の再掲】\n6か所"
    assert marks.put("整備【一部再掲】", "9-3") == "整備【戦略計画9-3の一部再掲】"
    assert marks.put("確保（再掲）", "5-3") == "確保（戦略計画5-3の再掲）"
    assert marks.has_token("確保（再掲）")
    assert not marks.has_token("再掲ではない")
    assert not RepeatMarks((), parse("")).has_token("確保（再掲）")
