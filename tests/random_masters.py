"""The tables of a master at random: departments, nodes, outlines with repeats, citations, goals.

In goes a Plan whose forms and sections are drawn; out come tables as rows, the header first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from random_forms import Plan, Spec, filled
from random_numbers import LABEL, is_of_numbers, masters_amount, masters_cell, spelled

Row = dict[str, str]
Tables = dict[str, list[list[str]]]

_NUMBERS = ["{n}", "（{n}）", "第{n}", "{n}-1"]
_MOST_ENTRIES = 14  # of a form


@dataclass
class Masters:
    """The rows drawn so far; `nodes` and `outlined` are those that sections may name."""

    plan: Plan
    departments: list[Row] = field(default_factory=list)
    nodes: dict[str, list[Row]] = field(default_factory=dict)  # level -> rows of its table
    outlined: dict[str, list[Row]] = field(default_factory=dict)  # form -> its nodes with an id
    entries: dict[str, list[Row]] = field(default_factory=dict)  # form -> its entries
    rows: dict[str, list[Row]] = field(default_factory=dict)  # table -> its rows
    repeats: bool = False
    numbers: int = 0

    def number(self, level: str) -> str:
        """Return a number that no other node has, where sheets are called after it."""
        self.numbers += 1
        dice = self.plan.dice
        if level not in self.plan.tabs and dice.maybe(0.15):
            return dice.choice(["", "1", dice.raw(12)])
        return dice.choice(_NUMBERS).format(n=self.numbers)


def draw_master(plan: Plan) -> Masters:
    """Draw departments, nodes and outlines."""
    dice, master = plan.dice, Masters(plan)
    ids = dice.sample(["D01", "D02", "保育課", "X-9.a", "D_5"], dice.choice([1, 2, 2, 3]))
    master.departments = [{"id": each, "name": dice.raw(30)} for each in ids]
    master.rows["departments"] = master.departments
    for level in plan.levels:
        if "table" in level:
            _draw_nodes(master, level)
    for form in plan.forms:
        _Outline(master, form).draw()
    return master


def _draw_nodes(master: Masters, level: Spec) -> None:
    dice, name = master.plan.dice, level["id"]
    above = {parent: master.nodes[parent] for parent in level.get("under", [])}
    least = max((len(rows) for rows in above.values()), default=1)
    found: list[Row] = []
    for index in range(dice.randint(least, max(least, 3))):
        row = {"id": f"{level['table'][0].upper()}{level['table'][-1]}-{index + 1}"}
        for parent, rows in above.items():
            row[parent] = rows[index % len(rows)]["id"]
        row |= {"number": master.number(name), "title": dice.raw(200)}
        if dice.maybe(0.15):
            row["page_break"] = dice.choice(["before", "avoid"])
        for word, needed in master.plan.words[name].items():
            if word not in row and (needed or dice.maybe(0.5)):
                row[word] = dice.raw(40) if dice.maybe(0.7) else ""
        found.append(row)
    master.nodes[name] = found
    master.rows[level["table"]] = found


class _Outline:
    """Draws the master table of one form."""

    def __init__(self, master: Masters, form: Spec) -> None:
        self.master = master
        self.plan = master.plan
        self.dice = master.plan.dice
        self.form = form
        levels = [self.plan.level(name) for name in form["path"]]
        self.tabled = [level["id"] for level in levels if "table" in level]
        self.own = [level for level in levels if "table" not in level]
        self.is_outline = bool(self.own) or self.dice.maybe(0.3)
        self.given = [c for c in form["columns"] if _is_masters(c)]
        self.answered = [c for c in form["columns"] if c.get("by", "department") == "department"]
        self.letter = form["master"][0].upper()
        self.entries: list[Row] = []
        self.lines: dict[str, list[str]] = {}  # an entry's id -> ids of its lines
        self.nodes: list[Row] = []
        self.rows: list[Row] = []
        self.place: Row = {}

    def draw(self) -> None:
        anchor = self.tabled[-1] if self.tabled else ""
        for node in self.master.nodes[anchor] if anchor else [{"id": ""}]:
            self.place = {anchor: node["id"]} if anchor else {}
            self._below(self.own, under_repeat=False, least=1)
        self.master.rows[self.form["master"]] = self.rows
        self.master.entries[self.form["id"]] = self.entries
        self.master.outlined[self.form["id"]] = self.nodes

    def _add(self, row: Row) -> Row:
        self.rows.append({**row, **self.place})
        return row

    # ------------------------------------------------------------ what hangs where

    def _below(self, levels: list[Spec], *, under_repeat: bool, least: int = 1) -> None:
        """Draw what hangs below a node: nodes of the next level, or headings and entries."""
        optional = bool(levels) and all(level.get("optional") for level in levels)
        if not levels or (optional and self.dice.maybe(0.3)):
            self._leaves(under_repeat=under_repeat)
        if levels and levels[0].get("optional") and len(levels) > 1 and self.dice.maybe(0.3):
            self._below(levels[1:], under_repeat=under_repeat)
        elif levels:
            many = len(self.entries) < _MOST_ENTRIES
            for _ in range(self.dice.randint(least, 2 if many else least)):
                self._node(levels, under_repeat=under_repeat)

    def _node(self, levels: list[Spec], *, under_repeat: bool) -> None:
        level, row = levels[0], {"kind": levels[0]["id"]}
        named = "reference" in level or "serial" in level or self.dice.maybe(0.6)
        row |= {"number": self.master.number(level["id"]), "name": self.dice.raw(150)}
        if named:
            row["id"] = f"{self.letter}N{len(self.rows)}"
        alike = [node for node in self.nodes if "repeat" not in node]
        repeats = bool(named and alike and self.dice.maybe(0.15))
        if repeats:
            row["repeat"] = self.dice.choice(alike)["id"]
            row["name"] += self._token()
            self.master.repeats = True
        self._break(row)
        self._add(row)
        if named:
            self.nodes.append(row)
        self._below(levels[1:], under_repeat=under_repeat or repeats)

    def _leaves(self, *, under_repeat: bool) -> None:
        for _ in range(self.dice.choice([1, 1, 2])):
            if self.is_outline and self.dice.maybe(0.25):
                self._heading()
            if self._can_repeat(under_repeat=under_repeat) and self.dice.maybe(0.25):
                self._repeat(under_repeat=under_repeat)
            else:
                self._entry()

    def _heading(self) -> None:
        row = {"kind": "heading", "name": self.dice.raw(80)}
        for name in self.form["print"].get("heading", {}).get("values", []):
            if name not in row and name not in {"id", "number"} and self.dice.maybe(0.5):
                row[name] = self.dice.raw(30)
        self._break(row)
        self._add(row)

    # ------------------------------------------------------------ entries

    def _entry(self) -> None:
        row = self._item()
        row["department"] = self.dice.choice(self.master.departments)["id"]
        self._add(row)
        has_lines = self.is_outline and "lines" not in self.form
        self._further(row, self.dice.choice([0, 0, 0, 1, 2]) if has_lines else 0)
        self.entries.append(row)

    def _item(self) -> Row:
        row: Row = {"kind": "item"} if self.is_outline else {}
        row |= {column["id"]: self._cell(column) for column in self.given}
        row["id"] = f"{self.letter}{len(self.rows) + 1:02}-{len(self.entries)}"
        if self.is_outline or self.dice.maybe(0.3):
            row.setdefault("name", self.dice.raw(40))
        self._break(row)
        return row

    def _further(self, row: Row, count: int) -> None:
        """Add further lines of an entry; they say only what each line says itself."""
        self.lines[row["id"]] = [row["id"]]
        for number in range(2, 2 + count):
            line: Row = {"kind": "line", "id": f"{row['id']}.{number}"}
            for column in self.given:
                if column.get("per") == "line" and column["id"] != "id":
                    line[column["id"]] = self._cell(column)
            self.lines[row["id"]].append(line["id"])
            self._add(line)

    def _cell(self, column: Spec) -> str:
        """Return a text of the master's: one that a tally filters by, nothing, or any."""
        wanted = self.plan.wanted[self.form["id"], column["id"]]
        if wanted:
            return wanted.pop()
        if is_of_numbers(column):
            return masters_cell(self.dice, column)
        if self.plan.nothing and self.dice.maybe(0.3):
            return self.dice.choice(self.plan.nothing)
        return self.dice.raw(400) if self.dice.maybe(0.9) else ""

    def _break(self, row: Row) -> None:
        if self.dice.maybe(0.08):
            row["page_break"] = self.dice.choice(["before", "avoid"])

    # ------------------------------------------------------------ repeats

    def _says(self) -> list[Spec]:
        """Return the columns in whose texts a repeat can be marked."""
        return [c for c in self.given if c["id"] != "id" and not is_of_numbers(c)]

    def _override(self, column: Spec) -> str:
        if is_of_numbers(column):
            return spelled(self.dice, masters_amount(self.dice, column), "")
        allowed = filled(self.plan, column)
        return self.dice.choice(allowed) if allowed else self.dice.raw(60)

    def _token(self) -> str:
        return f"【{self.dice.choice(self.plan.tokens)}】" if self.plan.tokens else ""

    def _can_repeat(self, *, under_repeat: bool) -> bool:
        says = self._says()
        return bool(self.entries) and (under_repeat or bool(says) or not self.plan.tokens)

    def _repeat(self, *, under_repeat: bool) -> None:
        row, source = self._item(), self.dice.choice(self.entries)["id"]
        given = [column["id"] for column in self._says()]
        for name in (column["id"] for column in self.given if column["id"] != "id"):
            if self.dice.maybe(0.5):
                row[name] = ""
        if given and not under_repeat:
            row[given[0]] += self._token()
        lines = self.lines[source]
        one = len(lines) > 1 and self.dice.maybe(0.3)
        row["repeat"] = self.dice.choice(lines[1:]) if one else source
        for column in self.answered:
            if self.dice.maybe(0.3):
                row[column["id"]] = self._override(column)
        self._add(row)
        most = 0 if one else len(lines) - 1
        self._further(row, self.dice.randint(0, most) if self.is_outline else 0)
        self.master.repeats = True


# ---------------------------------------------------------------- tables


def as_tables(master: Masters) -> Tables:
    """Return the tables, each with the columns that it must have, in any order."""
    plan, tables = master.plan, {}
    for name, rows in master.rows.items():
        header = list(dict.fromkeys((*_needed(plan, name), *(key for row in rows for key in row))))
        if plan.dice.maybe(0.3):
            plan.dice.shuffle(header)
        tables[name] = [header, *([row.get(column, "") for column in header] for row in rows)]
    return tables


def _needed(plan: Plan, table: str) -> Iterator[str]:
    for level in plan.levels:
        if level.get("table") == table:
            yield from ("id", *level.get("under", []), "number", "title")
            words: Mapping[str, bool] = plan.words[level["id"]]
            yield from (word for word, needed in words.items() if needed)
    for form in plan.forms:
        if form["master"] == table:
            yield from ("id", "department")
            yield from (c["id"] for c in form["columns"] if _is_masters(c))


def _is_masters(column: Spec) -> bool:
    """Whether a column is one of a master table."""
    return column.get("by") == "master" and column["id"] != LABEL and "text" not in column


def draw_citations(master: Masters, spec: Spec, word: str) -> None:
    """Draw the table of a cross table, which cites nodes that have what its text says."""
    dice = master.plan.dice
    nodes = list(_cited(master, word))
    rows = []
    for category in range(dice.randint(1, 2)):
        head = {"category": f"C{category}", "number": dice.raw(3), "title": dice.raw(60)}
        for index in range(dice.randint(1, 3)):
            cites = dice.choice(nodes)["id"] if index == 0 or dice.maybe(0.5) else ""
            texts = {"project": dice.raw(60), "content": dice.raw(300)}
            rows.append({**head, "cites": cites, **texts})
    master.rows[spec["table"]] = rows


def _cited(master: Masters, word: str) -> Iterator[Row]:
    """Yield the nodes of which a citation's word says something."""
    for node in chain.from_iterable(master.outlined.values()):
        if word in master.plan.level(node["kind"]) or word in {"number", "title"}:
            yield node


def can_cite(master: Masters, word: str) -> bool:
    """Whether there is any such node."""
    return any(True for _ in _cited(master, word))


def draw_goals(master: Masters, spec: Spec) -> None:
    """Draw goals, and which of them each node is about."""
    dice = master.plan.dice
    numbers = [str(number) for number in range(1, dice.randint(2, 8))]
    colors = ["E5243B", "ffffff", "000000", "DDA63A"]
    master.rows[spec["table"]] = [
        {
            "number": number,
            "title": dice.raw(30),
            "description": dice.raw(200),
            "color": dice.choice(colors),
        }
        for number in numbers
    ]
    for node in master.nodes[spec["level"]]:
        node[spec["column"]] = dice.choice([" ", "、", ", "]).join(dice.some(numbers))
