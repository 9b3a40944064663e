"""Levels, scales and forms at random: what a definition asks, and what its entries hang below.

In goes a Plan with dice; out it comes with `levels`, `scales` and `forms` as report.toml has them,
and with what master and sections must keep to.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Literal

from random_numbers import LABEL, compute_some, fix_lines, make_numbers
from random_texts import Dice
from shinchoku.definition.calendar import Calendar
from shinchoku.model.wording import parse

Spec = dict[str, Any]

LEVELS = ["pillar", "objective", "plan", "related", "group", "project", "施策", "層-a"]
CUSTOM = ["short_title", "motto", "略称"]
CODES = ["A+", "A", "B", "C", "*", "-", "◎", "△", "S 1", "3.5", "=x", "<&>", "未達\n成", "Ｄ"]
GIVEN = ["name", "target", "baseline", "planned", "priority", "目標", "id", "number"]
MADE = ["target", "baseline", "planned", "priority", "目標"]
TEXTS = ["actual", "note", "footnote", "実績", "成果-1", "memo_2"]
CHOICES = ["grade", "reason", "rag", "進捗", "next"]
_MM = 25.4 / 96
_CHARACTER_PX = 12.345 / 9


@dataclass
class Plan:
    """A definition being drawn: its parts, and what the parts drawn later must keep to."""

    dice: Dice
    calendar: Literal["era", "western"] = "western"
    year: int = 2031
    width_mm: float = 188.0
    height_mm: float = 265.0
    tokens: list[str] = field(default_factory=list)
    nothing: list[str] = field(default_factory=list)
    levels: list[Spec] = field(default_factory=list)
    scales: list[Spec] = field(default_factory=list)
    forms: list[Spec] = field(default_factory=list)
    tallies: list[Spec] = field(default_factory=list)
    words: dict[str, dict[str, bool]] = field(default_factory=lambda: defaultdict(dict))
    tabs: set[str] = field(default_factory=set)  # levels whose numbers name sheets
    wanted: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[tuple[str, str], Spec] = field(default_factory=dict)  # grade column -> breakdown

    @property
    def years(self) -> list[str]:
        """The words that any text may use."""
        eras = ["era", "era+1", "era-10"] if self.calendar == "era" else []
        return ["year", "year+1", *eras]

    def text(self, most: int, *, lines: bool = True) -> str:
        return self.dice.wording(most, self.years, lines=lines)

    def level(self, level_id: str) -> Spec:
        return next(level for level in self.levels if level["id"] == level_id)

    def node_text(self, level_id: str, most: int = 120) -> str:
        """Return a text about nodes of a level; note the columns of its table that it uses."""
        dice, level = self.dice, self.level(level_id)
        known = ["number", "title", "name", "index", "reference", "serial", "year+1"]
        text = dice.wording(most, known) + dice.choice(["", "", "{title}", "{number|title}"])
        if "table" in level and dice.maybe(0.5):
            word = dice.choice([*CUSTOM, "id", *level.get("under", [])])
            optional = dice.maybe(0.5)
            self.words[level_id].setdefault(word, False)
            self.words[level_id][word] |= not optional
            text += f"{{{word}|title}}" if optional else f"{{{word}}}"
        return text


def codes(plan: Plan, column: Spec) -> list[str]:
    """Return what may be chosen in a column, as report.toml writes it."""
    if "scale" in column:
        scale = next(scale for scale in plan.scales if scale["id"] == column["scale"])
        return [grade["code"] for grade in scale["grades"]]
    return list(column.get("choices", []))


def filled(plan: Plan, column: Spec) -> list[str]:
    """Return what may be chosen in a column, as it is read in templates."""
    if "scale" in column:
        return codes(plan, column)
    word = Calendar(plan.year, plan.calendar).word
    return [parse(text).known(word).fill({}) for text in codes(plan, column)]


# ---------------------------------------------------------------- levels and scales


def draw_levels(plan: Plan) -> None:
    dice = plan.dice
    names = dice.sample(LEVELS, len(LEVELS))
    roots = [{"id": names.pop(), "table": "roots"}] if dice.maybe(0.75) else []
    if roots and dice.maybe(0.35):
        roots.append({"id": names.pop(), "table": "roots2"})
    plan.levels += roots
    above = [level["id"] for level in roots]
    for depth in range(dice.randint(0, 2) if roots else 0):
        plan.levels.append({"id": names.pop(), "table": f"tabled{depth}", "under": above})
        above = [plan.levels[-1]["id"]]
    outlined = dice.choice([0, 0, 1, 2, 3, 4])
    outlined = min(outlined, 6 - len(plan.levels))
    plan.levels += [{"id": names.pop()} for _ in range(max(outlined, 0))]
    for level in plan.levels:
        _number_level(plan, level)


def _number_level(plan: Plan, level: Spec) -> None:
    """Add how nodes of a level are cited and counted."""
    dice, ids = plan.dice, [each["id"] for each in plan.levels]
    if "table" not in level and dice.maybe(0.4):
        level["optional"] = True
    if dice.maybe(0.3):
        level["prefix"] = dice.line(12)
    if dice.maybe(0.5):
        level["reference"] = f"{{{dice.choice(ids)}}}-{{number}}" + plan.text(12, lines=False)
    if dice.maybe(0.4):
        level["serial"] = f"{{{dice.choice(ids)}}}-{{count}}" + dice.choice(["", "{number}"])
        if dice.maybe(0.6):
            level["count_in"] = dice.choice(ids)


def draw_scales(plan: Plan) -> None:
    dice = plan.dice
    for name in ["progress", "尺度2"][: dice.randint(0, 2)]:
        found = dice.sample(CODES, dice.randint(1, 6))
        grades = [_grade(plan, code, index) for index, code in enumerate(found)]
        plan.scales.append({"id": name, "grades": grades})


def _grade(plan: Plan, code: str, index: int) -> Spec:
    dice = plan.dice
    grade: Spec = {"code": code, "label": plan.text(100)}
    if dice.maybe(0.3):
        grade["aliases"] = [f"別{index}", f"評価 {index}"][: dice.randint(1, 2)]
    if dice.maybe(0.5):
        grade["rank"] = dice.choice(["good", "delayed", "neutral"])
    if dice.maybe(0.3):
        grade["color"] = f"{dice.randrange(1 << 24):06X}"
    return grade


# ---------------------------------------------------------------- forms


def draw_forms(plan: Plan) -> None:
    dice = plan.dice
    for number in range(dice.choice([1, 1, 2, 3])):
        plan.forms.append(_form(plan, number))


def _form(plan: Plan, number: int) -> Spec:
    dice = plan.dice
    form: Spec = {
        "id": ["items", "kpi", "費用"][number],
        "sheet": ["取組", "K P I & 'x", "費用{year}"][number],
        "master": ["tree", "indicators", "costs"][number],
        "path": _path(plan),
        "columns": _columns(plan),
    }
    if dice.maybe(0.8):
        form["look"] = {
            "text_size": dice.choice([5.0, 8, 8.0, 9.0, 10.5, 16.0]),
            "row_space_pt": dice.choice([0, 5.25, 18.0, 40.0]),
            "indent": dice.choice([0, 0, 1, 2, 5]),
        }
    if lines := fix_lines(dice, form["columns"], plan.text):
        form["lines"] = lines
    _connect(plan, form)
    compute_some(dice, form["columns"], plan.scales)
    _make_and_call(plan, form)
    stated = [c for c in form["columns"] if c.get("by") == "master" and "text" not in c]
    given = [c["id"] for c in stated if c["id"] != LABEL]
    if dice.maybe(0.3):
        form["label"] = dice.choice([*given, "name", "number"])
    form["print"] = _print(plan, form, given)
    _fit(plan, form)
    return form


def _path(plan: Plan) -> list[str]:
    """Return levels that can hang below each other: tabled ones, then those of the outline."""
    dice, path = plan.dice, []
    tabled = [level for level in plan.levels if "table" in level]
    if tabled and dice.maybe(0.8):
        level = dice.choice(tabled)
        path = [level["id"]]
        while level.get("under") and dice.maybe(0.8):
            level = plan.level(dice.choice(level["under"]))
            path.insert(0, level["id"])
    outlined = [level["id"] for level in plan.levels if "table" not in level]
    return path + dice.some(outlined, 0 if dice.maybe(0.3) else 1)


def _print(plan: Plan, form: Spec, given: list[str]) -> Spec:
    dice = plan.dice
    printed: Spec = {}
    kinds = sorted(dice.choice([0, 0, 1, 1, 2]) for _ in form["path"])
    for level, kind in zip(form["path"], kinds, strict=True):
        if dice.maybe(0.2):
            continue
        text = plan.node_text(level)
        printed[level] = {"as": ("bar", "band", "column")[kind], "text": text}
        if kind == 2:
            printed[level] |= {"header": plan.text(10), "width": 5}
        if dice.maybe(0.5):
            printed[level]["early_end"] = dice.choice([0, 0.15, 0.4, 0.99])
    if dice.maybe(0.4):
        printed["heading"] = {"as": "band"} if dice.maybe(0.5) else {}
        printed["heading"] |= {"values": dice.some(given), "early_end": dice.choice([0.0, 0.3])}
    return printed


def _fit(plan: Plan, form: Spec) -> None:
    """Give every printed column a width, so that they fit the page together."""
    dice, look = plan.dice, form.get("look", {})
    stubs = [each for each in form["print"].values() if each.get("as") == "column"]
    printed = [each for each in form["columns"] if each.get("print", "column") == "column"]
    grid = [*stubs, *printed]
    room_px = plan.width_mm / _MM * dice.choice([0.6, 0.8, 0.95])
    shares = [dice.uniform(1, 3) for _ in grid]
    size = look.get("text_size", 9.0)
    least_px = (_CHARACTER_PX * size * 1.2 + 9 * look.get("indent", 0)) + 6
    if least_px * len(grid) > room_px:
        form.pop("look", None)
        size, least_px = 9.0, 25
    spare = max(0.0, room_px - least_px * len(grid))
    for each, share in zip(grid, shares, strict=True):
        px = least_px + spare * share / sum(shares) - 6
        each["width"] = min(60.0, round(max(1.0, px / (_CHARACTER_PX * size)), 2))


# ---------------------------------------------------------------- columns


def _columns(plan: Plan) -> list[Spec]:
    dice = plan.dice
    given = [_given(plan, name) for name in dice.sample(GIVEN, dice.choice([0, 1, 2, 3]))]
    texts = [_text(plan, name) for name in dice.sample(TEXTS, dice.choice([0, 1, 1, 2, 3]))]
    names = dice.sample(CHOICES, dice.choice([0, 1, 1, 2, 3]) if texts else 1)
    choices = [_choice(plan, name) for name in names]
    columns = [*given, *texts, *choices]
    make_numbers(dice, columns)
    if not any(column.get("print", "column") == "column" for column in columns):
        columns[-1].pop("print", None)
        columns[-1].pop("public", None)
    if dice.maybe(0.4):
        dice.shuffle(columns)
    return columns


def _column(plan: Plan, name: str) -> Spec:
    dice = plan.dice
    column: Spec = {"id": name, "header": plan.text(dice.choice([6, 10, 10, 40]))}
    if dice.maybe(0.3):
        column["parent"] = dice.choice(["{year}年度", plan.text(10)])
    if dice.maybe(0.4):
        column["align"] = dice.choice(["left", "center"])
    if dice.maybe(0.6):
        column["per"] = dice.choice(["line", "entry"])
    return column


def _given(plan: Plan, name: str) -> Spec:
    column = {**_column(plan, name), "by": "master"}
    if plan.dice.maybe(0.2):
        column |= {"kind": "text", "print": "column", "public": True}
    return column


def _answered(plan: Plan, name: str) -> Spec:
    dice, column = plan.dice, _column(plan, name)
    if dice.maybe(0.2):
        column["by"] = "department"
    if dice.maybe(0.5):
        column["prompt"] = plan.text(255)
    if dice.maybe(0.3):
        column["max_chars"] = dice.choice([1, 120, 30000])
    if dice.maybe(0.5):
        column["required"] = dice.choice([True, False])
    if dice.maybe(0.2):
        column["repeat"] = plan.text(20) + dice.choice(
            [*[f"{{{name}}}", "{grade}"] * 5, "", "\n(再掲)"]
        )
    return column


def _text(plan: Plan, name: str) -> Spec:
    dice, column = plan.dice, _answered(plan, name)
    if dice.maybe(0.2):
        column["kind"] = "text"
    if column.get("per") != "line" and dice.maybe(0.25):
        column["print"] = "below"
    return column


def _choice(plan: Plan, name: str) -> Spec:
    dice, column = plan.dice, _answered(plan, name)
    if plan.scales and dice.maybe(0.6):
        column["scale"] = dice.choice(plan.scales)["id"]
    else:
        texts = (f"{number}{plan.text(60)}" for number in "甲乙丙丁")
        column["choices"] = list(texts)[: dice.randint(1, 4)]
    if dice.maybe(0.2):
        column["kind"] = "choice"
    if dice.maybe(0.3):
        column["print"] = "none"
        column["public"] = dice.maybe(0.5)
    elif column.get("per") != "line" and dice.maybe(0.2):
        column["print"] = "below"
    return column


def _connect(plan: Plan, form: Spec) -> None:
    """Let columns need, forbid and judge each other."""
    dice = plan.dice
    for column in form["columns"]:
        if "scale" not in column and "choices" not in column:
            continue
        if dice.maybe(0.5):
            _need(plan, form, column)
        if plan.nothing and dice.maybe(0.3):
            _forbid(plan, form, column)
        if "scale" in column and dice.maybe(0.5):
            _compare(plan, form, column)
    asked = [
        name
        for each in form["columns"]
        for names in each.get("needs", {}).values()
        for name in names
    ]
    for column in form["columns"]:
        if column["id"] in asked and dice.maybe(0.8):
            column["required"] = dice.choice(["needed", False])
            column["otherwise"] = dice.choice(["accept", "warn"])
    for column in form["columns"]:
        if column.get("print") == "none":
            _count_in_part(plan, form, column)


def _per(column: Spec) -> str:
    return str(column.get("per", "entry"))


def _is_text(column: Spec) -> bool:
    return "scale" not in column and "choices" not in column and column.get("kind") != "number"


def _need(plan: Plan, form: Spec, column: Spec) -> None:
    _call(plan.dice, form, column, codes(plan, column))


def _make_and_call(plan: Plan, form: Spec) -> None:
    """Make some texts of words, and let texts, numbers and bands need others.

    With dice of its own, so that the rest of a definition is what it was before there were these.
    """
    dice = Dice(f"calls {form['columns']}")
    for column in form["columns"]:
        if column.get("by") == "master" and "kind" not in column and column["id"] in MADE:
            if dice.maybe(0.2):
                column["text"] = dice.choice(["{department}", "{label}{year}", "－{department}"])
        elif column["id"] == "band" and dice.maybe(0.5):
            _call(dice, form, column, [*codes(plan, column), "－"])
        elif column["id"] in TEXTS and column.get("print") != "none" and dice.maybe(0.25):
            _call(dice, form, column, ["*", *column.get("unmeasured", [])])


def _call(dice: Dice, form: Spec, column: Spec, said: list[str]) -> None:
    """Let a column need others of its kind of row beside some of what it may say."""
    others = [
        each["id"]
        for each in form["columns"]
        if each.get("by", "department") not in {"master", "computed"}
        and _per(each) == _per(column)
        and each is not column
    ]
    if others:
        chosen = dice.some(said, 1, 2)
        column["needs"] = {code: dice.some(others, 1, 2) for code in chosen}


def _forbid(plan: Plan, form: Spec, column: Spec) -> None:
    texts = [e["id"] for e in form["columns"] if _is_text(e)]
    if texts:
        chosen = plan.dice.some(codes(plan, column), 1, 2)
        column["only_when_nothing"] = {code: plan.dice.some(texts, 1, 2) for code in chosen}


def _compare(plan: Plan, form: Spec, column: Spec) -> None:
    pairs = [
        [given["id"], text["id"]]
        for given in form["columns"]
        for text in form["columns"]
        if given.get("by") == "master" and text.get("by") != "master" and _per(given) == _per(text)
        if _is_text(given) and _is_text(text)
    ]
    if pairs:
        column["compare"] = plan.dice.choice(pairs)


def _count_in_part(plan: Plan, form: Spec, column: Spec) -> None:
    """Let some column that is not printed be counted beside codes alone, as reasons are."""
    graded = [
        each
        for each in form["columns"]
        if each is not column and ("scale" in each or "choices" in each)
        if _per(each) == _per(column) and (form["id"], each["id"]) not in plan.parts
    ]
    if "choices" not in column or not graded or plan.dice.maybe(0.4):
        return
    for each in form["columns"]:
        each["needs"] = {
            code: [name for name in names if name != column["id"]]
            for code, names in each.get("needs", {}).items()
        }
        each["needs"] = {code: names for code, names in each["needs"].items() if names}
    grade = plan.dice.choice(graded)
    chosen = plan.dice.some(codes(plan, grade), 1, 2)
    for code in chosen:
        grade["needs"].setdefault(code, []).append(column["id"])
    column |= {"required": "needed", "otherwise": plan.dice.choice(["warn", "accept"])}
    plan.parts[form["id"], grade["id"]] = dict.fromkeys(chosen, column["id"])
