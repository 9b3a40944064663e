"""事業No. and references: the published examples, and any outline against a naive count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shinchoku.definition.numbering import Node, has_token, mark, number


def numbered(*nodes: Node) -> tuple[dict[str, str], dict[str, str]]:
    result = number(nodes, related="関連", serial="{plan}-{number}")
    return dict(result.references), dict(result.serials)


def test_a_group_without_projects_is_one_and_related_groups_go_on_counting() -> None:
    references, serials = numbered(
        Node("12", "group", "A", "1"),
        Node("12", "project", "A1", "(1)"),
        Node("12", "project", "A2", "(2)"),
        Node("12", "group", "B", "2"),
        Node("12", "related", "", ""),
        Node("12", "group", "R1", "1"),
        Node("12", "group", "R2", "2"),
    )
    assert serials == {"A1": "12-1", "A2": "12-2", "B": "12-3", "R1": "12-4", "R2": "12-5"}
    assert references["R2"] == "12-関連2"
    assert references["A2"] == "12-1"


def test_a_group_that_is_split_into_projects_has_no_number_of_its_own() -> None:
    _, serials = numbered(Node("1", "group", "A", "1"), Node("1", "project", "A1", "(1)"))
    assert "A" not in serials


def test_each_plan_counts_from_one() -> None:
    _, serials = numbered(Node("1", "group", "A", "1"), Node("2", "group", "B", "1"))
    assert serials == {"A": "1-1", "B": "2-1"}


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=6), min_size=1, max_size=5))
def test_serials_run_without_a_gap_through_every_plan(plans: list[list[int]]) -> None:
    """A plan is a list of groups, a group the number of its projects; 0: it is one itself."""
    nodes, expected = [], []
    for plan, groups in enumerate(plans, start=1):
        count = 0
        for group, projects in enumerate(groups, start=1):
            nodes.append(Node(str(plan), "group", f"G{plan}.{group}", str(group)))
            nodes += [
                Node(str(plan), "project", f"J{plan}.{group}.{p}", "") for p in range(projects)
            ]
            nodes.append(Node(str(plan), "item", "", ""))
            count += projects or 1
        expected += [f"{plan}-{n + 1}" for n in range(count)]
    _, serials = numbered(*nodes)
    assert sorted(serials.values()) == sorted(expected)


def test_the_mark_is_written_where_the_token_stands() -> None:
    template = "戦略計画{reference}の"
    assert mark("導入【再掲】\n6か所", "4-1", template) == "導入【戦略計画4-1の再掲】\n6か所"
    assert mark("整備【一部再掲】", "9-3", template) == "整備【戦略計画9-3の一部再掲】"
    assert mark("確保（再掲）", "5-3", template) == "確保（戦略計画5-3の再掲）"
    assert not has_token("再掲ではない")
