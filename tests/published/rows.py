"""The rows of the round in the order in which they are printed, each with its lines of the text.

Which lines hold rows at all, and which headings stand in the first column, is taken from the text
where it is (`InText`), else from the digests.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Protocol, TypeVar

from csv_files import records
from published.text import HEADING, ITEM, REPOSITORY, SAMPLE, Row, canonical, seed
from shinchoku import definition
from shinchoku.model import (
    Child,
    CitationsSection,
    Definition,
    Entry,
    GoalsSection,
    Heading,
    Node,
    TallyPart,
    TextSection,
    entries_below,
    nodes_at,
)

ROUND = REPOSITORY / "input_templates" / "nerima-r4"
CROSS_HEADERS = 1159
S = TypeVar("S")


class Source(Hashable, Protocol):
    """What has to be known of the published lines to find each row's."""

    def lines(self, part: str) -> Sequence[int]:
        """Return the lines of a part that are rows."""

    def heading_layout(self, line: int) -> str:
        """Return in which cells a heading inside a table stands."""


@dataclass(frozen=True)
class InText:
    """Finds them in the text itself."""

    def lines(self, part: str) -> Sequence[int]:
        return [line for line in range(1, len(seed()) + 1) if ROWS[part](line)]

    def heading_layout(self, line: int) -> str:
        filled = [cell for cell in seed()[line].split("\t") if cell.strip()]
        in_first = len(filled) == 1 and seed()[line].startswith(filled[0])
        return "heading+target" if in_first else HEADING


def is_action(line: int) -> bool:
    """Leave out blank lines, the header of each page and the cross table."""
    within = 392 <= line < 1210 and not 1140 <= line <= 1193
    text = canonical(seed()[line])
    return within and bool(text) and not text.startswith(("取組名", "当初計画"))


def is_indicator(line: int) -> bool:
    return 126 <= line < 341 and bool(seed()[line].strip()) and seed()[line][0] not in "指※"


def is_cross(line: int) -> bool:
    return 1142 <= line < 1194 and line != 1158


def is_memo(line: int) -> bool:
    return 26 <= line < 38


def is_goal(line: int) -> bool:
    is_title = 1223 <= line < 1313 and bool(re.match(r"\d+ ", seed()[line]))
    return is_title or 1318 <= line < 1346


ROWS: Mapping[str, Callable[[int], bool]] = {
    "actions": is_action,
    "indicators": is_indicator,
    "cross": is_cross,
    "memo": is_memo,
    "goals": is_goal,
}


@dataclass
class Unread:
    """The lines of a part that no row has taken yet, and the rows that have taken some."""

    source: Source
    lines: deque[int]
    rows: list[Row] = field(default_factory=list)

    def take(self, layout: str, cells: Mapping[str, str], count: int = 1) -> None:
        lines = tuple(self.lines.popleft() for _ in range(count))
        self.rows.append(Row(lines, layout, cells))

    def take_title(self, text: str) -> None:
        self.take("heading", {"heading": text})


@cache
def the_round() -> Definition:
    return definition.load(ROUND)


@cache
def answers(form: str) -> Mapping[str, Mapping[str, str]]:
    return {row["owner"]: row for row in records(ROUND / "answers" / f"{form}.csv")}


@cache
def item_lines() -> Mapping[str, tuple[int, ...]]:
    """Return the seed's lines of each item: "742-746" is five."""
    found = {}
    for row in records(SAMPLE / "item_lines.csv"):
        first, _, last = row["lines"].partition("-")
        found[row["item"]] = tuple(range(int(first), int(last or first) + 1))
    return found


# ---------------------------------------------------------------- the item tables


def take_actions(unread: Unread) -> None:
    """Take the rows of the item tables."""
    take_children(unread, the_round().trees["items"])


def take_children(unread: Unread, children: Sequence[Child], project: str = "") -> None:
    """Take titles and tables; a group without projects is printed like one without a name."""
    rows = [child for child in children if not isinstance(child, Node)]
    if rows:
        take_rows(unread, rows, {"project": project})
    for child in children:
        if not isinstance(child, Node):
            continue
        if child.level == "project":
            take_children(unread, child.children, child.number + child.title)
        else:
            plan = "戦略計画" if child.level == "plan" else ""
            unread.take_title(plan + child.number + child.title)
            take_children(unread, child.children)


def take_rows(
    unread: Unread, children: Sequence[Heading | Entry], above: Mapping[str, str]
) -> None:
    owned = set(chain.from_iterable(item_lines().values()))
    for child in children:
        if isinstance(child, Entry):
            take_item(unread, child, above)
            above = {}
        elif unread.lines[0] in owned:  # printed in the row of its first item
            above = joined([above, heading_cells(child)])
        else:
            layout = unread.source.heading_layout(unread.lines[0])
            unread.take(layout, {**above, **heading_cells(child)})
            above = {}


def heading_cells(heading: Heading) -> dict[str, str]:
    return {"heading": heading.text, **heading.values}


def take_item(unread: Unread, item: Entry, above: Mapping[str, str]) -> None:
    """Take an item's lines: as many as it has, one for all of them, or several for one."""
    numbers, texts = item_lines()[item.id], item_cells(item)
    texts[0] = joined([above, texts[0]])
    if len(numbers) != len(texts):
        texts = [joined(texts)]
    count = len(numbers) // len(texts)
    for index, cells in enumerate(texts):
        lines = numbers[index * count : (index + 1) * count]
        if unread.rows and unread.rows[-1].lines == lines:  # 783: two items in one row
            last = unread.rows.pop()
            unread.rows.append(Row(lines, ITEM, joined([last.cells, cells])))
            continue
        assert lines == tuple(unread.lines)[:count], f"{item.id} is not the next in the seed"
        unread.take(ITEM, cells, count)


def joined(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    columns = dict.fromkeys(chain.from_iterable(rows))
    return {column: "".join(row.get(column, "") for row in rows) for column in columns}


def item_cells(item: Entry) -> list[dict[str, str]]:
    """Return the texts of each line; what a repeat does not say itself comes from its source."""
    given = answers("items")
    texts = [
        {**line.values, "actual": given[line.repeat_of or line.id]["actual"]} for line in item.lines
    ]
    source = given[(item.repeat_of or item.id).split(".")[0]]
    grade = item.overrides.get("grade") or source["grade"]
    if item.repeat_of:
        grade += "(再掲)"
    texts[0] |= {"grade": grade, "note": source["note"]}
    return texts


# ---------------------------------------------------------------- the other tables


def take_indicators(unread: Unread) -> None:
    lines = records(SAMPLE / "indicator_lines.csv")
    numbers = {row["indicator"]: int(row["line"]) for row in lines}
    for _, objective in nodes_at("objective", the_round().trees["kpi"]):
        unread.take_title(f"基本目標：{objective.number}{objective.title}")
        for _, plan in nodes_at("plan", objective.children):
            title = plan.words["indicator_title"] or plan.title
            unread.take_title(f"計画{plan.number}{title}")
            for _, indicator in entries_below(plan.children):
                assert numbers[indicator.id] == unread.lines[0], indicator.id
                actual = answers("kpi")[indicator.id]["actual"]
                cells = {**indicator.lines[0].values, "actual": actual}
                unread.take("name target baseline actual", cells)


def take_cross_table(unread: Unread) -> None:
    cross = section(CitationsSection)
    for category in cross.categories:
        take_cross_headers(unread, cross.headers)
        unread.take_title(category.number + category.title)
        for row in category.rows:
            take_cross_headers(unread, cross.headers)
            cells = {"project": row.project, "content": row.content, "citation": row.citation}
            first_page = unread.lines[0] < CROSS_HEADERS
            layout = "- project content - - citation" if first_page else "project content citation"
            unread.take(layout, cells)


def take_cross_headers(unread: Unread, words: object) -> None:
    """Take the two lines of headers, which are rows of the text on the second page only."""
    if unread.lines[0] == CROSS_HEADERS:
        unread.take("project parent", pick(words, "project", "parent"))
        unread.take("- content citation", pick(words, "content", "citation"))


def take_memo(unread: Unread) -> None:
    """Take the rows of the memo's table, counted here from the answers."""
    words = next(p for p in section(TextSection).parts if isinstance(p, TallyPart)).headers
    form = the_round().form("items")
    grades = Counter(row["grade"] for row in answers("items").values() if row["grade"])
    reasons = Counter(row["reason"] for row in answers("items").values() if row["reason"])
    unread.take("code label parent", pick(words, "code", "label", "parent"))
    unread.take("- - count percent", pick(words, "count", "percent"))
    for grade in form.column("grade").grades:
        counted = share(grades[grade.code], grades.total())
        cells = {"code": grade.code, "label": grade.label, **counted}
        unread.take("code label count percent", cells)
        if "reason" not in form.column("grade").needs.get(grade.code, ()):
            continue
        for index, reason in enumerate(form.column("reason").choices):
            breakdown = "" if index else words.breakdown
            counted = share(reasons[reason], grades.total())
            cells = {"breakdown": breakdown, "label": reason, **counted}
            unread.take("- breakdown label count percent", cells)
    total = {"label": words.total, **share(grades.total(), grades.total())}
    unread.take("- label count percent", total)


def section(kind: type[S]) -> S:
    return next(section for section in the_round().sections if isinstance(section, kind))


def pick(words: object, *names: str) -> dict[str, str]:
    return {name: getattr(words, name) for name in names}


def share(count: int, total: int) -> dict[str, str]:
    """Return a count and its percentage, half up."""
    return {"count": str(count), "percent": f"{(200 * count + total) // (2 * total)}%"}


def take_goals(unread: Unread) -> None:
    goals = section(GoalsSection)
    for goal in goals.goals:
        unread.take_title(goal.number + goal.title)
    under = ""
    for node in goals.nodes:
        if node.under != under:
            unread.take_title(node.under)
            under = node.under
        numbers = ",".join(goal.number for goal in node.goals)
        unread.take("heading goals", {"heading": node.text, "goals": numbers})


# ---------------------------------------------------------------- all of them

PARTS: Mapping[str, Callable[[Unread], None]] = {
    "memo": take_memo,
    "indicators": take_indicators,
    "actions": take_actions,
    "cross": take_cross_table,
    "goals": take_goals,
}


@cache
def rows_of(part: str, source: Source) -> tuple[Row, ...]:
    """Return the rows of a part; each takes the lines that come next."""
    unread = Unread(source, deque(source.lines(part)))
    PARTS[part](unread)
    assert not unread.lines, "no row of the round is left for these lines"
    return tuple(unread.rows)
