"""Columns of numbers at random, and numbers as people type them: the number is known before."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from random_texts import Dice

Spec = dict[str, Any]

UNIT, DIGITS = "unit", "digits"  # columns of the master that say them row by row
UNITS = ["人", "%", "千円", "", "km", "m2", "£"]
STAND_INS = ["－", "未把握", "n/a"]
_MOST = 999
_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def make_numbers(dice: Dice, columns: list[Spec]) -> None:
    """Make columns of numbers of some columns of texts, and add those that say their scales."""
    texts = [each for each in columns if "scale" not in each and "choices" not in each]
    texts = [each for each in texts if each["id"] not in {"id", "number", "name"}]
    named = dice.some([UNIT, DIGITS]) if dice.maybe(0.4) else []
    for column in dice.some(texts, 0, 2) if dice.maybe(0.5) else []:
        column.pop("max_chars", None)
        column |= {"kind": "number", "unit": _unit(dice, named), "digits": _digits(dice, named)}
        if dice.maybe(0.3):
            column["thousands"] = dice.maybe(0.5)
        column.pop("text", None)
        if dice.maybe(0.3):
            column |= {"least": dice.choice([0, -5, -0.5]), "most": dice.choice([1000, 9999.5])}
        if dice.maybe(0.4):
            column["unmeasured"] = dice.some(STAND_INS, 1)
    numbers = [column for column in columns if column.get("kind") == "number"]
    scales = [scale for each in numbers for scale in (each["unit"], each["digits"])]
    said = {name for name in named if f"{{{name}}}" in scales}
    columns[:0] = [{"id": name, "by": "master", "header": name} for name in sorted(said)]


LABEL = "行"  # the column that says fixed lines' labels


def fix_lines(dice: Dice, columns: list[Spec], say: Callable[[int], str]) -> list[Spec]:
    """Return lines that every entry has, some of them sums; a column that says which is added."""
    if dice.maybe(0.7):
        return []
    for column in columns:
        if column.get("by") == "master":
            column.pop("per", None)
    label = {"id": LABEL, "by": "master", "per": "line", "header": LABEL}
    columns.insert(dice.randint(0, len(columns)), label)
    names = ["works", "staff", "L-3", "他"][: dice.randint(2, 4)]
    lines: list[Spec] = [{"id": name, "label": say(20)} for name in names]
    if any(c.get("kind") == "number" and _per(c) == "line" and "by" not in c for c in columns):
        for name in ["all", "sub"][: dice.randint(0, 2)]:
            line = {"id": name, "label": "計", "sum": dice.some(names, 1)}
            lines.insert(dice.randint(0, len(lines)), line)
    return lines


def compute_some(dice: Dice, columns: list[Spec], scales: list[Spec]) -> None:
    """Add columns that are computed of two columns of numbers, and let grades be held to one."""
    numbers = [column for column in columns if column.get("kind") == "number"]
    if not numbers or dice.maybe(0.3):
        return
    one = dice.choice(numbers)
    alike = [each for each in numbers if _scale(each) == _scale(one)]
    pair = [one["id"], dice.choice(alike)["id"]]
    own = {"by": "computed", "per": one.get("per", "entry")}
    same = {"unit": one["unit"], "digits": one["digits"]}
    found: list[Spec] = [
        {**own, "id": "rate", "ratio": pair, "unit": dice.choice(["%", ""]), "digits": 0},
        {**own, "id": "gap", "difference": pair, **same},
        {**own, "id": "all", "sum": pair, **same, "unmeasured": ["なし"]},
        {**own, "id": "half", "ratio": ["gap", "all"], "digits": 0, "kind": "number"},
    ]
    if scales:
        found.append(_bands(dice, own, pair, dice.choice(scales)))
        for column in columns:
            if column.get("scale") == found[-1]["scale"] and _per(column) == own["per"]:
                column["judged_by"] = "band"
    for column in found:
        columns.insert(dice.randint(0, len(columns)), {"header": column["id"], **column})


def _scale(column: Spec) -> tuple[str, str, object]:
    return _per(column), column["unit"], column["digits"]


def _per(column: Spec) -> str:
    return str(column.get("per", "entry"))


def _bands(dice: Dice, own: Spec, pair: list[str], scale: Spec) -> Spec:
    codes = [grade["code"] for grade in scale["grades"]]
    bounds: list[Spec] = [{"above": 100}, {"from": 100}, {"from": 89.9}, {"from": 0}]
    bands = [{"grade": code, "against": pair[1], **dice.choice(bounds)} for code in codes]
    if dice.maybe(0.5):
        bands[-1] = {"grade": codes[-1]}
    band: Spec = {**own, "id": "band", "scale": scale["id"], "of": pair[0], "bands": bands}
    return band | ({"lower": True} if dice.maybe(0.3) else {})


def _unit(dice: Dice, named: list[str]) -> str:
    return f"{{{UNIT}}}" if UNIT in named and dice.maybe(0.7) else dice.choice(UNITS)


def _digits(dice: Dice, named: list[str]) -> int | str:
    return f"{{{DIGITS}}}" if DIGITS in named and dice.maybe(0.7) else dice.randint(0, 3)


def is_of_numbers(column: Spec) -> bool:
    """Whether a column is of numbers, or says something of them."""
    return column.get("kind") == "number" or column["id"] in {UNIT, DIGITS}


def masters_cell(dice: Dice, column: Spec) -> str:
    """Return what the master says in a column that is of numbers, or says something of them."""
    said = {UNIT: UNITS, DIGITS: ["", "0", "1", "2"]}.get(column["id"])
    if said is None and dice.maybe(0.1):
        said = [*column.get("unmeasured", []), ""]
    if said is not None:
        return dice.choice(said)
    return spelled(dice, masters_amount(dice, column), "")


def masters_amount(dice: Dice, column: Spec) -> Decimal:
    """Return a number that is seldom finer than its column, which is refused of the master."""
    if dice.maybe(0.01):
        return amount(dice)
    digits = column.get("digits", 0)
    return rounded(amount(dice), digits if isinstance(digits, int) else 0)


def amount(dice: Dice) -> Decimal:
    """Return a number within the bounds of every column, often halfway between two."""
    whole = Decimal(dice.randint(0, _MOST))
    return whole + Decimal(dice.choice([0, 0, 5, 25, 125, 49, 999])).scaleb(-dice.randint(0, 3)) % 1


def rounded(value: Decimal, digits: int) -> Decimal:
    """Return a number as it must be read."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def spelled(dice: Dice, value: Decimal, unit: str) -> str:
    """Return a number as somebody types it."""
    text = dice.choice([f"{value:f}", f"{value:,f}"])
    text = text.translate(_WIDE) if dice.maybe(0.3) else text
    if dice.maybe(0.3):
        text = dice.choice(["約", "およそ", "ca. ", "about "]) + text
    return text + dice.choice(["", "", unit, f" {unit}", f"{unit}程度"])
