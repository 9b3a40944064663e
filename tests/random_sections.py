"""Tallies and sections at random: what is counted, and what the report shows in which order.

Sections are drawn before the master, because its texts must be those that tallies filter by and
that sheets are called after; the sections that name nodes and entries are put in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from random_forms import Plan, Spec, codes, filled
from random_masters import Masters, can_cite, draw_citations, draw_goals
from random_numbers import LABEL, is_of_numbers
from random_texts import Dice

STYLES = ["title", "subtitle", "right", "paragraph", "indent", "heading", "label", "small"]
FRONT_STYLES = [
    "cover_title",
    "cover_subtitle",
    "cover_date",
    "cover_issuer",
    "divider_title",
    "divider_subtitle",
]
_LONG_NAME = 12
_TURNED_MM = 297 - 60  # of A4 upright: so much is left of it by margins that A4 turned can have
_HEADERS = ("code", "label", "parent", "count", "percent", "total")


# ---------------------------------------------------------------- tallies


def draw_tallies(plan: Plan) -> None:
    """Draw a tally for each column that must be counted, and others."""
    for form in plan.forms:
        for column in form["columns"]:
            part = plan.parts.get((form["id"], column["id"]))
            in_part = any(
                column["id"] in names.values()
                for (form_id, _), names in plan.parts.items()
                if form_id == form["id"]
            )
            if not codes(plan, column) or (in_part and not part):
                continue
            must = bool(part) or column.get("print") == "none"
            if must or plan.dice.maybe(0.4):
                plan.tallies.append(_tally(plan, form, column, must=must))
                if part:
                    plan.tallies[-1]["breakdown"] = part


def _tally(plan: Plan, form: Spec, column: Spec, *, must: bool) -> Spec:
    dice = plan.dice
    spec: Spec = {"id": f"t{len(plan.tallies)}", "column": f"{form['id']}.{column['id']}"}
    if dice.maybe(0.5):
        spec["by"] = dice.some([*form["path"], "department", *_dividing(plan, form, column)])
    if dice.maybe(0.3):
        spec["subsets"] = [
            {"id": f"k{number}", "label": plan.text(12), "where": where}
            for number in range(dice.randint(1, 2))
            if (where := dict(dice.some(list(_filters(plan, form)), 0, 2)))
        ]
    if dice.maybe(0.3):
        spec["digits"] = dice.randint(0, 6)
    if not must and dice.maybe(0.4):
        spec["where"] = dict(dice.some(list(_filters(plan, form)), 0, 2))
    printed = [
        each["id"]
        for each in form["columns"]
        if "choices" in each and each is not column
        if each.get("per", "entry") == column.get("per", "entry")
        if each.get("print", "column") != "none"
    ]
    if printed and dice.maybe(0.3):
        chosen = dice.some(codes(plan, column), 1, 2)
        spec["breakdown"] = {code: dice.choice(printed) for code in chosen}
    return spec


def _dividing(plan: Plan, form: Spec, column: Spec) -> list[str]:
    """Return columns that a tally may be counted by: no line of an entry has a text of its own."""
    per_line = column.get("per") == "line"
    return [
        each["id"]
        for each in form["columns"]
        if each is not column and (per_line or each.get("per", "entry") == "entry")
        if codes(plan, each) or each.get("by") == "master"
    ]


def _filters(plan: Plan, form: Spec) -> Iterator[tuple[str, list[str]]]:
    """Yield columns that can filter, with texts that entries will have."""
    for column in form["columns"]:
        if codes(plan, column):
            yield column["id"], plan.dice.some(codes(plan, column), 1, 2)
        elif column.get("by") == "master" and _can_filter(column):
            text = plan.dice.line(8)
            plan.wanted[form["id"], column["id"]].append(text)
            yield column["id"], [text.replace("{", "{{").replace("}", "}}")]


def _can_filter(column: Spec) -> bool:
    of_texts = column["id"] not in {"id", "number", "name", LABEL} and "text" not in column
    return of_texts and not is_of_numbers(column)


def _tally_words(plan: Plan) -> list[str]:
    words = []
    for spec in plan.tallies:
        form_id, _, column_id = spec["column"].partition(".")
        form = next(form for form in plan.forms if form["id"] == form_id)
        column = next(column for column in form["columns"] if column["id"] == column_id)
        fit = [c for c in filled(plan, column) if not set(c) & set("{}|\n") and c == c.strip()]
        for part in ("", *(f"[{subset['id']}]" for subset in spec.get("subsets", []))):
            words.append(f"total:{spec['id']}{part}")
            words += [f"count:{spec['id']}{part}.{code}" for code in fit]
            words += [f"percent:{spec['id']}{part}.{code}" for code in fit]
    return words


# ---------------------------------------------------------------- sections


def _is_printed(column: Spec) -> bool:
    """Whether a column, or what says how a level is printed, is a column of the table."""
    is_own = "id" in column and column.get("print", "column") == "column"
    return is_own or column.get("as") == "column"


def _per(column: Spec) -> str:
    return str(column.get("per", "entry"))


def _may_be_on_card(column: Spec) -> bool:
    is_answered = column.get("by", "department") == "department"
    return column.get("public", True) and not (is_answered and column.get("print") == "none")


def _is_public_word(form: Spec, name: str) -> bool:
    """Whether a text may name a column of the master."""
    column = next(column for column in form["columns"] if column["id"] == name)
    return column.get("public", True) and _per(column) != "line"


def _is_narrow(form: Spec) -> bool:
    """Whether a form's table has fewer columns than the three of a cross table."""
    return sum(map(_is_printed, (*form["columns"], *form["print"].values()))) < 3


class Sections:
    """Draws the sections of a report."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.dice = plan.dice
        self.words = _tally_words(plan)
        self.made: list[Spec] = []
        self.sheets = 0

    def first(self) -> None:
        """Draw what the master must keep to: tables, and tallies in texts."""
        dice, plan = self.dice, self.plan
        for form in plan.forms:
            counted = {s["column"] for s in plan.tallies if "where" not in s}
            answered = [c for c in form["columns"] if c.get("by") != "master"]
            only_counted = all(f"{form['id']}.{c['id']}" in counted for c in answered)
            if only_counted and dice.maybe(0.5):
                continue
            for number in range(dice.choice([1, 1, 1, 2])):
                self.made.append(self._table(form, number))
            if dice.maybe(0.3):
                self.made.append(self._card(form))
        if plan.tallies:
            self.made.append(self._counts())

    def _sheeted(self, kind: str, sheet: str, spec: Spec) -> Spec:
        """Return a section with the keys that all with sheets have."""
        dice, self.sheets = self.dice, self.sheets + 1
        spec = {"id": f"s{self.sheets}", "kind": kind, "sheet": sheet, **spec}
        if dice.maybe(0.4):
            spec["numbered"] = dice.maybe(0.5)
        spec |= self._paper(kind)
        if dice.maybe(0.4):
            spec["running_title"] = self.plan.text(30, lines=False)
        if "contents" in spec:
            spec.pop("numbered", None)
        elif spec.get("numbered", True) and dice.maybe(0.5):
            spec["contents"] = {"text": self.plan.text(100)}
        return spec

    def _paper(self, kind: str) -> Spec:
        """Draw the paper of a section: on A4 turned, a high header has no room."""
        dice = self.dice
        if dice.maybe(0.2):
            return {"paper": "A3"} | ({"turned": True} if dice.maybe(0.5) else {})
        may_turn = self.plan.height_mm >= _TURNED_MM and kind in {"front", "contents", "goals"}
        return {"turned": True} if may_turn and dice.maybe(0.3) else {}

    def _table(self, form: Spec, number: int) -> Spec:
        plan, spec = self.plan, {"form": form["id"]}
        sheet = f"{form['id']}{'の写し' * number}"
        levels = [name for name in form["path"] if not plan.level(name).get("optional")]
        if levels and self.dice.maybe(0.4):
            spec["split"] = self.dice.choice(levels)
            plan.tabs.add(spec["split"])
            sheet += "{number}" + self.dice.choice(["", "{year}"])
        if form["path"] and self.dice.maybe(0.5):
            level = self.dice.choice(form["path"])
            spec["contents"] = {"text": plan.node_text(level), "level": level}
        return self._sheeted("table", sheet, spec)

    def _card(self, form: Spec) -> Spec:
        """A section with a card for each entry, its cells at random over its columns."""
        dice = self.dice
        count = dice.randint(1, 5)
        per_line = [c["id"] for c in form["columns"] if _may_be_on_card(c) and _per(c) == "line"]
        others = [c["id"] for c in form["columns"] if _may_be_on_card(c) and _per(c) != "line"]
        dice.shuffle(others)
        cells: list[Spec] = [{"column": name} for name in others]
        cells += [{"label": self.plan.text(30)} for _ in range(dice.randint(0, 4))]
        cells += [{"text": self._entry_text(form, 60)} for _ in range(dice.randint(0, 2))]
        if per_line:
            cells.append({"lines": dice.sample(per_line, min(len(per_line), 4))})
        dice.shuffle(cells)
        grid: list[list[Spec]] = []
        while cells:
            row: list[Spec] = []
            room = count
            while cells and room and not (row and "lines" in cells[-1]):
                cell = cells.pop()
                span = room if "lines" in cell or not cells else dice.randint(1, room)
                if "lines" not in cell and dice.maybe(0.3):
                    cell["high"] = dice.choice([1, 3, 40])
                row.append({**cell, "span": span})
                room -= span
            row[-1]["span"] += room
            grid.append(row)
        spec: Spec = {"form": form["id"], "title": self._entry_text(form, 40), "grid": grid}
        spec["columns"] = [dice.choice([1, 1.5, 2]) for _ in range(count)]
        level = dice.choice(["entry", *form["path"]])
        if dice.maybe(0.5):
            is_own = level == "entry"
            text = self._entry_text(form, 40) if is_own else self.plan.node_text(level)
            spec["contents"] = {"text": text, "level": level}
        return self._sheeted("card", f"{form['id']}の票", spec)

    def _entry_text(self, form: Spec, most: int) -> str:
        """Return a text about an entry."""
        given = [c["id"] for c in form["columns"] if c.get("by") == "master"]
        words = [c for c in given if c != LABEL and _is_public_word(form, c)]
        words += [f"{level}.{word}" for level in form["path"] for word in ("number", "title")]
        return self.dice.wording(most, [*self.plan.years, "label", "department", *words])

    def _counts(self) -> Spec:
        """A section that shows every tally whose counts stand for answers."""
        parts = [self._tally_part(spec) for spec in self.plan.tallies if "where" not in spec]
        parts += [self._text_part() for _ in range(1 if parts else 2)]
        parts += self._more_counts()
        self.dice.shuffle(parts)
        parts = [each for part in parts for each in (*self._charts_of(part), part)]
        return self._sheeted("text", "集計", {"parts": parts})

    def _tally_part(self, spec: Spec) -> Spec:
        headers = {name: self.plan.text(12) for name in _HEADERS}
        if "breakdown" in spec or self.dice.maybe(0.2):
            headers["breakdown"] = self.plan.text(12)
        part = {"style": "tally", "tally": spec["id"], **self._percents(headers)}
        if spec.get("subsets"):
            part["subsets"] = self.dice.some([subset["id"] for subset in spec["subsets"]], 0, 3)
        return {**part, "headers": headers}

    def _percents(self, headers: Spec) -> Spec:
        """Draw whether a table has percentages, and with how many decimals."""
        keys: Spec = {}
        if self.dice.maybe(0.3):
            keys["percent"] = False
            if self.dice.maybe(0.5):
                headers.pop("percent")
        if self.dice.maybe(0.3):
            keys["digits"] = self.dice.randint(0, 6)
        return keys

    def _more_counts(self) -> list[Spec]:
        """Draw cross tables, and tallies of the same codes side by side."""
        dice, tallies = self.dice, self.plan.tallies
        parts = [
            self._crosstab(spec, by)
            for spec in tallies
            for by in dict.fromkeys(spec.get("by", []))
            if dice.maybe(0.6)
        ]
        alike: dict[str, list[str]] = {}
        for spec in tallies:
            alike.setdefault(spec["column"], []).append(spec["id"])
        rows = ([names[0], *dice.some(names, 1, 3)] for names in alike.values())
        return [*parts, *(self._side_by_side(names) for names in rows if dice.maybe(0.4))]

    def _crosstab(self, spec: Spec, by: str) -> Spec:
        dice, plan = self.dice, self.plan
        headers = {name: plan.text(12) for name in ("by", "count", "percent", "total")}
        headers |= {name: plan.text(12) for name in dice.some(["parent", "none"])}
        part: Spec = {"style": "crosstab", "tally": spec["id"], "by": by, "headers": headers}
        if dice.maybe(0.6):
            part["cells"] = dice.some(["count", "percent"], 1)
        if dice.maybe(0.5):
            part["totals"] = dice.some(["row", "column"])
        if dice.maybe(0.4):
            part["of"] = dice.choice(["row", "all"])
        if dice.maybe(0.3):
            part["digits"] = dice.randint(0, 6)
        if dice.maybe(0.6):
            if any(level["id"] == by for level in plan.levels):
                part["text"] = plan.node_text(by)
            else:
                part["text"] = plan.text(20) + ("{name}" if by == "department" else "{text}")
        return part

    def _charts_of(self, part: Spec) -> Iterator[Spec]:
        """Yield a chart, or none, of what a table prints; nothing else is drawn otherwise."""
        dice = Dice(f"chart {part}")
        tally = part.get("tally") or dice.choice(part.get("tallies", [""]))
        if not tally or "count" not in part.get("cells", ["count"]) or dice.maybe(0.8):
            return
        if any(len(text) > _LONG_NAME for text in (part.get("text", ""), *self._codes_of(tally))):
            return  # bars would be called so
        if part.get("by", "department") != "department" and dice.maybe(0.6):
            return  # titles of nodes are long, too
        kinds = ["bars", "stacked", "shares"]
        chart: Spec = {"style": "chart", "tally": tally, "chart": dice.choice(kinds)}
        chart |= {"title": dice.choice(["図", "A & <B>"]) * 3, "height_mm": 120}
        if "by" in part:
            chart |= {"by": part["by"], "height_mm": 160}
        elif part.get("subsets") and dice.maybe(0.5):
            chart["subset"] = dice.choice(part["subsets"])
        if dice.maybe(0.3):
            chart["width"] = dice.choice([0.8, 1.0])
        yield chart

    def _codes_of(self, tally_id: str) -> list[str]:
        spec = next(spec for spec in self.plan.tallies if spec["id"] == tally_id)
        form_id, _, column_id = spec["column"].partition(".")
        form = next(form for form in self.plan.forms if form["id"] == form_id)
        return codes(self.plan, next(c for c in form["columns"] if c["id"] == column_id))

    def _side_by_side(self, names: list[str]) -> Spec:
        headers = {name: self.plan.text(12) for name in ("code", "count", "percent", "total")}
        if self.dice.maybe(0.5):
            headers["label"] = self.plan.text(12)
        part: Spec = {"style": "tallies", "tallies": names, **self._percents(headers)}
        return {**part, "headers": {**headers, "titles": [self.plan.text(12) for _ in names]}}

    def _text_part(self) -> Spec:
        most = self.dice.choice([40, 400, 3000])
        text = self.dice.wording(most, [*self.plan.years, *self.words])
        return {"style": self.dice.choice(STYLES), "text": text}

    # ------------------------------------------------------------ after the master

    def rest(self, master: Masters) -> None:
        """Draw what names nodes and entries, covers, and the contents page; mix them all."""
        dice = self.dice
        for _ in range(dice.choice([0, 1, 1, 2])):
            self.made.append(self._legend(master))
        for _ in range(dice.choice([0, 0, 1, 2])):
            parts = [self._front_part() for _ in range(dice.randint(1, 4))]
            self.made.append(self._sheeted("front", f"扉{self.sheets}", {"parts": parts}))
        for number in range(dice.choice([0, 0, 1, 1, 2])):
            self._citations(master, number)
        if dice.maybe(0.3):
            self._goals(master)
        dice.shuffle(self.made)
        if not self.made or dice.maybe(0.5):
            self.made.insert(dice.randint(0, len(self.made)), self._contents())

    def _front_part(self) -> Spec:
        text = self.dice.wording(200, [*self.plan.years, *self.words])
        return {"style": self.dice.choice(FRONT_STYLES), "text": text}

    def _legend(self, master: Masters) -> Spec:
        dice, plan = self.dice, self.plan
        parts = [self._text_part() for _ in range(dice.randint(1, 3))]
        if plan.scales and dice.maybe(0.6):
            parts.append(self._scale_part())
        if plan.tallies and dice.maybe(0.3):
            parts.append(self._tally_part(dice.choice(plan.tallies)))
        for _ in range(dice.choice([1, 1, 1, 2])):
            form = dice.choice(plan.forms)
            if master.entries[form["id"]] and dice.maybe(0.6):
                parts.insert(dice.randint(0, len(parts)), self._excerpt(form, master))
        parts += [{"style": "small", "text": text} for text in self._counts_at_places(master)]
        return self._sheeted("text", f"表の見方{self.sheets}", {"parts": parts})

    def _counts_at_places(self, master: Masters) -> Iterator[str]:
        """Yield texts that name what a department has been counted."""
        for spec in self.plan.tallies:
            entries = master.entries[spec["column"].partition(".")[0]]
            asked = [entry["department"] for entry in entries if entry.get("department")]
            if spec.get("by") == ["department"] and asked and self.dice.maybe(0.5):
                yield f"{{total:{spec['id']}[{self.dice.choice(asked)}]}}"

    def _scale_part(self) -> Spec:
        scale = self.dice.choice(self.plan.scales)
        part = {"style": "scale", "scale": scale["id"]}
        if self.dice.maybe(0.5):
            part["grades"] = self.dice.some([grade["code"] for grade in scale["grades"]], 1)
        return part

    def _excerpt(self, form: Spec, master: Masters) -> Spec:
        dice = self.dice
        ids = [entry["id"] for entry in master.entries[form["id"]]]
        part: Spec = {"style": "excerpt", "form": form["id"], "entries": dice.some(ids, 1, 3)}
        grid = [c["id"] for c in form["columns"] if c.get("print", "column") == "column"]
        grid += [name for name, each in form["print"].items() if each.get("as") == "column"]
        if dice.maybe(0.6):
            part["callouts"] = {name: dice.choice(["①", "ア", "(12)"]) for name in dice.some(grid)}
        return part

    def _citations(self, master: Masters, number: int) -> None:
        dice, plan = self.dice, self.plan
        word = dice.choice(["reference", "serial", "number", "title"])
        narrow = {level for form in plan.forms if _is_narrow(form) for level in form["path"]}
        places = [
            row["id"]
            for form in plan.forms
            for level in form["path"]
            if level not in narrow and form["print"].get(level, {}).get("as") in {"bar", "band"}
            for row in (*master.nodes.get(level, []), *master.outlined[form["id"]])
            if row.get("kind", level) == level
        ]
        if not places or not can_cite(master, word):
            return
        headers = {name: plan.text(20) for name in ("project", "parent", "content", "citation")}
        spec: Spec = {"id": f"cross{number}", "kind": "citations", "table": f"cross{number}"}
        spec |= {"at": dice.choice(places), "headers": headers}
        self.made.append({**spec, "text": plan.text(20) + f"{{{word}}}"})
        draw_citations(master, spec, word)

    def _goals(self, master: Masters) -> None:
        dice, plan = self.dice, self.plan
        tabled = [level for level in plan.levels if "table" in level]
        if not tabled:
            return
        level = dice.choice(tabled)
        spec = {"table": "sdgs", "level": level["id"], "column": "goals"}
        spec["text"] = plan.node_text(level["id"])
        if level.get("under") and dice.maybe(0.6):
            above = dice.choice(level["under"])
            spec["under"] = {"level": above, "text": plan.node_text(above)}
        headers = {"node": plan.text(10), "goals": plan.text(10)}
        parts = [self._text_part(), {"style": "goals"}, {"style": "goals_of", "headers": headers}]
        spec["parts"] = dice.some(parts, 1)
        for node in master.nodes[level["id"]]:  # texts drawn just now may use further columns
            for word, needed in plan.words[level["id"]].items():
                if needed:
                    node.setdefault(word, "")
        draw_goals(master, spec)
        self.made.append(self._sheeted("goals", "SDGs", spec))

    def _contents(self) -> Spec:
        numbered = [s for s in self.made if s["kind"] != "citations" and s.get("numbered", True)]
        listed = [s["id"] for s in numbered if "contents" in s]
        parts: list[Spec] = [{"style": "contents_title", "text": self.plan.text(40)}]
        if numbered and self.dice.maybe(0.7):
            one = self.dice.choice(numbered)["id"]
            text = self.plan.text(200)
            parts.append({"style": "contents_part", "text": text, "sections": [one]})
        if listed and self.dice.maybe(0.8):
            parts.append({"style": "contents_entries", "sections": self.dice.some(listed, 1)})
        return self._sheeted("contents", "目次", {"parts": parts})
