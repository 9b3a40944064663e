"""The table of goals, and the goals that the nodes of a level are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from shinchoku.definition.columns import GOALS
from shinchoku.definition.kinds.goals import GoalsSectionSpec
from shinchoku.definition.numbering import Level
from shinchoku.definition.problems import Register
from shinchoku.definition.tables import TableRow
from shinchoku.model import Goal, Node, NodeGoals
from shinchoku.model.wording import Wording

_COLOR = re.compile("[0-9A-Fa-f]{6}")


def goals_of(register: Register, spec: GoalsSectionSpec) -> Iterator[Goal]:
    """Yield the goals of a section's table."""
    seen: set[str] = set()
    for row in register.rows(spec.table):
        goal = Goal(**{column: row.cells.get(column, "") for column in GOALS})
        if register.has(spec.table, "color") and not _COLOR.fullmatch(goal.color):
            register.report(spec.table, row, "color", "definition.bad_color", text=goal.color)
        if register.has(spec.table, "number") and (not goal.number or goal.number in seen):
            words = {"number": goal.number}
            register.report(spec.table, row, "number", "definition.goal_number", **words)
        register.is_wide(spec.table, row, "number")
        seen.add(goal.number)
        yield goal


def nodes_in_order(
    nodes: Sequence[Node], above: Sequence[Node]
) -> Iterator[tuple[Node | None, Node]]:
    """Yield the nodes below each of those above, with it; all of them where there are none."""
    if not above:
        yield from ((None, node) for node in nodes)
    for parent in above:
        for node in nodes:
            if node.parents.get(parent.level) == parent.id:
                yield parent, node


def node_goals(
    register: Register,
    spec: GoalsSectionSpec,
    level: Level,
    nodes: Iterator[tuple[Node | None, Node]],
    goals: Sequence[Goal],
    words: Callable[[str], Wording],
) -> Iterator[NodeGoals]:
    """Yield the goals of each node."""
    rows = {row.cells.get("id", ""): row for row in register.rows(level.table)}
    by_number = {goal.number: goal for goal in goals}
    text, under = words(spec.text), words(spec.under.text) if spec.under else None
    for parent, node in nodes:
        numbers = _numbers(register, spec, level, rows[node.id]) if node.id in rows else ()
        yield NodeGoals(
            text=text.fill(node.words),
            under=under.fill(parent.words) if under and parent else "",
            goals=tuple(by_number[n] for n in numbers if n in by_number),
        )


def _numbers(
    register: Register, spec: GoalsSectionSpec, level: Level, row: TableRow
) -> Sequence[str]:
    text = row.cells.get(spec.column, "").strip()
    numbers = re.split(r"[\s,、]+", text) if text else []
    known = {goal.cells.get("number", "") for goal in register.rows(spec.table)}
    for number in dict.fromkeys(numbers):
        if number not in known and register.has(spec.table, "number"):
            register.unknown(level.table, row, spec.column, number, spec.table)
    return numbers
