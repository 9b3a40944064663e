"""The sample round, held to the published text that it was transcribed from.

Every printed row is compared letter by letter; white space and the widths of characters are free.
Where the text was misread on its way out of the PDF, or its columns slipped, the exception stands
in sample/seed_exceptions.csv: kind `cells` says what each cell of the line holds ("-" is an empty
one, "heading+target" two things in one cell); kind `letters` what the seed reads and what the round
says.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import TypeVar

import pytest

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

REPOSITORY = Path(__file__).parents[1]
ROUND = REPOSITORY / "input_templates" / "nerima-r4"
SAMPLE = Path(__file__).parent / "sample"
SHARED = REPOSITORY.parent / "shared"
SEED = SHARED / "seeds" / "000_380d5e5510e935cb.txt"

S = TypeVar("S")

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the published text is not beside us")

ITEM = "project target baseline planned actual grade note"
HEADING = "project heading+target baseline planned actual grade note"
NOT_COMPARED = {"note", "page"}  # notes are in our own words, pages are computed
FIGURE = re.compile(r"\d+(?:[,.]\d+)*")
CLOSEST_SENTENCE = 0.8  # how like the published one a note may be


# ---------------------------------------------------------------- what is read


@dataclass(frozen=True)
class Row:
    """A printed row as the round has it, and where and in which cells the seed should have it."""

    lines: tuple[int, ...]
    layout: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class SeedException:
    line: int
    kind: str  # "cells" or "letters"
    column: str
    seed: str
    master: str
    reason: str


@dataclass
class Unread:
    """The seed's lines that no row has taken yet."""

    lines: deque[int]
    rows: list[Row] = field(default_factory=list)

    def take(self, layout: str, cells: Mapping[str, str], count: int = 1) -> None:
        lines = tuple(self.lines.popleft() for _ in range(count))
        self.rows.append(Row(lines, layout, cells))

    def take_title(self, text: str) -> None:
        self.take("heading", {"heading": text})


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def canonical(text: str) -> str:
    """Return NFKC without white space, but keep ① apart from 1."""
    parts = re.split("([①-⑳])", text)
    normal = (p if re.match("[①-⑳]", p) else unicodedata.normalize("NFKC", p) for p in parts)
    return "".join("".join(normal).split())


@cache
def seed() -> Mapping[int, str]:
    return dict(enumerate(SEED.read_text(encoding="utf-8").split("\n"), start=1))


@cache
def the_round() -> Definition:
    return definition.load(ROUND)


@cache
def answers(form: str) -> Mapping[str, Mapping[str, str]]:
    return {row["owner"]: row for row in table(ROUND / "answers" / f"{form}.csv")}


@cache
def exceptions() -> tuple[SeedException, ...]:
    rows = table(SAMPLE / "seed_exceptions.csv")
    return tuple(SeedException(line=int(row.pop("line")), **row) for row in rows)


@cache
def item_lines() -> Mapping[str, tuple[int, ...]]:
    """Return the seed's lines of each item: "742-746" is five."""
    found = {}
    for row in table(SAMPLE / "item_lines.csv"):
        first, _, last = row["lines"].partition("-")
        found[row["item"]] = tuple(range(int(first), int(last or first) + 1))
    return found


# ---------------------------------------------------------------- the seed against a row


def read(row: Row, known: Sequence[SeedException]) -> tuple[dict[str, str], list[str]]:
    """Return what the seed has for a row, by what its cells hold, and what could not be mended."""
    found: dict[str, str] = {}
    failed: list[str] = []
    for line in row.lines:
        of_line = [exception for exception in known if exception.line == line]
        layout = next((e.seed for e in of_line if e.kind == "cells"), row.layout)
        printed = [canonical(cell) for cell in seed()[line].split("\t")]
        cells: dict[str, str] = {}
        for label, cell in zip_longest(layout.split(), printed):
            cells[label or "-"] = cells.get(label or "-", "") + (cell or "")
        failed += [
            f"{line} {exception.column}: no {exception.seed!r} to mend"
            for exception in of_line
            if exception.kind == "letters" and not mend(cells, exception)
        ]
        for label, text in cells.items():
            found[label] = found.get(label, "") + text
    return found, failed


def mend(cells: dict[str, str], exception: SeedException) -> bool:
    """Put the round's letters in the place of the seed's; False where those are not there."""
    holders = (label for label in cells if exception.column in label.split("+"))
    label = next(holders, exception.column)
    text, wrong = cells.get(label, ""), canonical(exception.seed)
    if text.count(wrong) != 1 if wrong else text:
        return False
    right = canonical(exception.master)
    cells[label] = text.replace(wrong, right) if wrong else right
    return True


def differences(row: Row, known: Sequence[SeedException]) -> Iterator[str]:
    """Say in what a row and the seed differ."""
    where = "-".join(str(line) for line in row.lines)
    found, failed = read(row, known)
    yield from failed
    for label, text in found.items():
        expected = canonical("".join(row.cells.get(part, "") for part in label.split("+")))
        same = bool(text) == bool(expected) if label in NOT_COMPARED else text == expected
        if not same:
            yield f"{where} {label}: the seed reads {text!r}, the round says {expected!r}"
    columns = set(chain.from_iterable(label.split("+") for label in found))
    for column in row.cells.keys() - columns:
        if row.cells[column]:
            yield f"{where} {column}: only the round has {row.cells[column]!r}"


def all_differences(rows: Sequence[Row]) -> list[str]:
    return [found for row in rows for found in differences(row, exceptions())]


# ---------------------------------------------------------------- the item tables


@cache
def action_rows() -> tuple[Row, ...]:
    """Return the rows of the item tables; each takes the lines that come next in the seed."""
    unread = Unread(deque(line for line in range(392, 1210) if is_table_row(line)))
    take_children(unread, the_round().trees["items"])
    assert not unread.lines, "no row of the round is left for these lines"
    return tuple(unread.rows)


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


def is_table_row(line: int) -> bool:
    """Leave out blank lines, the header of each page and the cross table."""
    text = canonical(seed()[line])
    return bool(text) and not text.startswith(("取組名", "当初計画")) and not 1140 <= line <= 1193


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
            filled = [cell for cell in seed()[unread.lines[0]].split("\t") if cell.strip()]
            in_first = len(filled) == 1 and seed()[unread.lines[0]].startswith(filled[0])
            layout = "heading+target" if in_first else HEADING
            unread.take(layout, above | heading_cells(child))
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


@cache
def indicator_rows() -> tuple[Row, ...]:
    lines = (line for line in range(126, 341) if seed()[line].strip())
    unread = Unread(deque(line for line in lines if seed()[line][0] not in "指※"))
    numbers = {row["indicator"]: int(row["line"]) for row in table(SAMPLE / "indicator_lines.csv")}
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
    assert not unread.lines
    return tuple(unread.rows)


@cache
def cross_rows() -> tuple[Row, ...]:
    numbers = (line for line in range(1142, 1194) if line not in {1158, 1159, 1160})
    unread = Unread(deque(numbers))
    cross = section(CitationsSection)
    for category in cross.categories:
        unread.take_title(category.number + category.title)
        for row in category.rows:
            cells = {"project": row.project, "content": row.content, "citation": row.citation}
            first_page = unread.lines[0] < 1158
            layout = "- project content - - citation" if first_page else "project content citation"
            unread.take(layout, cells)
    words = cross.headers
    upper = Row((1159,), "project parent", pick(words, "project", "parent"))
    lower = Row((1160,), "- content citation", pick(words, "content", "citation"))
    return (upper, lower, *unread.rows)


@cache
def memo_rows() -> tuple[Row, ...]:
    """Return the rows of the memo's table, counted here from the answers."""
    words = next(p for p in section(TextSection).parts if isinstance(p, TallyPart)).headers
    form = the_round().form("items")
    grades = Counter(row["grade"] for row in answers("items").values() if row["grade"])
    reasons = Counter(row["reason"] for row in answers("items").values() if row["reason"])
    unread = Unread(deque(range(26, 38)))
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
    assert not unread.lines
    return tuple(unread.rows)


def section(kind: type[S]) -> S:
    return next(section for section in the_round().sections if isinstance(section, kind))


def pick(words: object, *names: str) -> dict[str, str]:
    return {name: getattr(words, name) for name in names}


def share(count: int, total: int) -> dict[str, str]:
    """Return a count and its percentage, half up."""
    return {"count": str(count), "percent": f"{(200 * count + total) // (2 * total)}%"}


@cache
def goal_rows() -> tuple[Row, ...]:
    titles = (line for line in range(1223, 1313) if re.match(r"\d+ ", seed()[line]))
    unread = Unread(deque([*titles, *range(1318, 1346)]))
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
    assert not unread.lines
    return tuple(unread.rows)


# ---------------------------------------------------------------- the letters


def test_every_row_of_the_item_tables_reads_as_it_was_published() -> None:
    assert all_differences(action_rows()) == []


def test_every_indicator_reads_as_it_was_published() -> None:
    assert all_differences(indicator_rows()) == []


def test_every_row_of_the_cross_table_reads_as_it_was_published() -> None:
    assert all_differences(cross_rows()) == []


def test_the_memo_table_counted_from_the_answers_reads_as_it_was_published() -> None:
    assert all_differences(memo_rows()) == []


def test_the_goals_and_those_of_each_plan_read_as_they_were_published() -> None:
    assert all_differences(goal_rows()) == []


def test_every_exception_is_still_needed() -> None:
    rows = [*action_rows(), *indicator_rows(), *cross_rows(), *memo_rows(), *goal_rows()]
    by_line = {line: row for row in rows for line in row.lines}
    idle = []
    for exception in exceptions():
        others = [other for other in exceptions() if other is not exception]
        if not any(differences(by_line[exception.line], others)):
            idle.append(exception)
    assert idle == []


def test_every_exception_says_why() -> None:
    assert [e for e in exceptions() if not e.reason or e.kind not in {"cells", "letters"}] == []


def test_every_graded_line_belongs_to_one_item_and_783_to_two() -> None:
    owners = Counter(lines for lines in item_lines().values())
    graded = {row.lines for row in action_rows() if read(row, exceptions())[0].get("grade")}
    assert len(graded) == 418
    assert {lines for lines, count in owners.items() if count > 1} == {(783,)}
    assert owners[783,] == 2
    firsts = {lines[0] for lines in owners}
    assert {lines[0] for lines in graded} == firsts


# ---------------------------------------------------------------- the notes


@dataclass(frozen=True)
class Note:
    line: int
    ours: str
    published: str

    @property
    def is_sentence(self) -> bool:
        return self.published.endswith("。") or len(self.published) > 25

    @property
    def likeness(self) -> float:
        return difflib.SequenceMatcher(None, self.ours, self.published, autojunk=False).ratio()


def notes() -> Iterator[Note]:
    """Yield the notes of items that are no repeats, and the footnotes of indicators."""
    items = the_round().entries(the_round().form("items"))
    first_lines = {item_lines()[item.id][0] for _, item in items if not item.repeat_of}
    for row in action_rows():
        if row.lines[0] in first_lines and row.cells.get("note"):
            published = read(row, exceptions())[0]["note"]
            yield Note(row.lines[0], canonical(row.cells["note"]), published)
    footnotes = [a["footnote"] for a in answers("kpi").values() if a["footnote"]]
    printed = [line for line in range(126, 341) if seed()[line].startswith("※")]
    for line, footnote in zip(printed, footnotes, strict=True):
        yield Note(line, canonical(footnote), canonical(seed()[line]))


def test_no_note_is_the_published_sentence() -> None:
    found = list(notes())
    assert [n for n in found if n.is_sentence and n.likeness == 1] == []
    sentences = [n for n in found if n.published.endswith("。")]
    assert [n for n in sentences if n.likeness > CLOSEST_SENTENCE] == []


def test_every_note_has_the_published_figures_and_no_others() -> None:
    wrong = [
        (note.line, note.ours)
        for note in notes()
        if Counter(FIGURE.findall(note.ours)) != Counter(FIGURE.findall(note.published))
    ]
    assert wrong == []


def test_a_footnote_stands_exactly_where_an_indicator_refers_to_one() -> None:
    for owner, answer in answers("kpi").items():
        assert ("※" in answer["actual"]) == answer["footnote"].startswith("※"), owner


# ---------------------------------------------------------------- the copies that travel with us


@pytest.mark.parametrize("name", ["tally_by_plan", "summary", "reasons", "repeats"])
def test_the_copied_oracle_is_the_shared_one(name: str) -> None:
    original = SHARED / "oracles" / f"{name}.csv"
    assert (SAMPLE / f"{name}.csv").read_bytes() == original.read_bytes()


@pytest.mark.parametrize("name", ["contents_titles", "citations", "plan_goals"])
def test_the_copied_texts_are_those_of_the_seed(name: str) -> None:
    for row in table(SAMPLE / f"{name}.csv"):
        line = seed()[int(row.pop("line"))]
        assert all(text in line for text in row.values()), row
