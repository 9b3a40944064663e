"""Operators on cards and on lines that are fixed."""

from __future__ import annotations

from random_definitions import Drawn
from random_forms import Spec
from random_texts import Dice
from thing_to_change import Operator, columns, one, sections

_CONTENTS = ("label", "text", "column", "lines")


def _rows(drawn: Drawn) -> list[list[Spec]]:
    return [row for card in sections(drawn, "card") for row in card["grid"]]


def _cells(drawn: Drawn) -> list[Spec]:
    return [cell for row in _rows(drawn) for cell in row]


def _lines(drawn: Drawn) -> list[list[Spec]]:
    return [form["lines"] for form in drawn.report.get("forms", []) if "lines" in form]


def card_cell_resized(drawn: Drawn, dice: Dice) -> None:
    cell = one(dice, _cells(drawn))
    cell[dice.choice(["span", "high"])] = dice.choice([0, 1, 2, 24, 25, 40, 1.0, "2"])


def card_cell_doubled(drawn: Drawn, dice: Dice) -> None:
    row = one(dice, _rows(drawn))
    row.append({**dice.choice(row)})


def card_cell_removed(drawn: Drawn, dice: Dice) -> None:
    row = one(dice, _rows(drawn))
    row.remove(dice.choice(row))


def card_cell_otherwise(drawn: Drawn, dice: Dice) -> None:
    cell, names = one(dice, _cells(drawn)), [column["id"] for column in columns(drawn)]
    content = dice.choice(_CONTENTS)
    for name in dice.some(list(_CONTENTS), 0, 4):
        cell.pop(name, None)
    cell[content] = dice.some(names, 0, 12) if content == "lines" else dice.choice([*names, "x"])


def card_text_worded(drawn: Drawn, dice: Dice) -> None:
    card = one(dice, sections(drawn, "card"))
    text = dice.choice(["{plan.title}", "{x.number}", "{department}{label}", "{serial}", "", "{"])
    if dice.maybe(0.5):
        card["title"] = text
    else:
        one(dice, _cells(drawn))["text"] = text


def card_columns_changed(drawn: Drawn, dice: Dice) -> None:
    card = one(dice, sections(drawn, "card"))
    card["columns"] = dice.choice([[1], [1, 100], [0.01, 99], [0], [-1, 1], [], [1] * 24])


def card_column_private(drawn: Drawn, dice: Dice) -> None:
    cell = one(dice, (cell for cell in _cells(drawn) if "column" in cell))
    for column in columns(drawn):
        if column["id"] == cell["column"]:
            column |= {"public": False, "print": "none"}


def card_listed_otherwise(drawn: Drawn, dice: Dice) -> None:
    card = one(dice, sections(drawn, "card"))
    level = dice.choice(["entry", "plan", "item", ""])
    card["contents"] = {"text": dice.choice(["{title}", "{label}", "表"]), "level": level}


def entries_listed_of_tables(drawn: Drawn, dice: Dice) -> None:
    table = one(dice, sections(drawn, "table", "text"))
    table["contents"] = {"text": "{label}", "level": "entry"}


def line_removed(drawn: Drawn, dice: Dice) -> None:
    lines = one(dice, _lines(drawn))
    lines.remove(dice.choice(lines))


def line_adds_up_others(drawn: Drawn, dice: Dice) -> None:
    lines = one(dice, _lines(drawn))
    names = [line["id"] for line in lines]
    dice.choice(lines)["sum"] = dice.choice([[], names, [dice.choice(names)], ["x"]])


def line_label_blank(drawn: Drawn, dice: Dice) -> None:
    dice.choice(one(dice, _lines(drawn)))["label"] = dice.choice(["", " ", "　", "{year}", "\n"])


def lines_of_a_form_without(drawn: Drawn, dice: Dice) -> None:
    form = one(dice, drawn.report.get("forms", []))
    form["lines"] = dice.choice([[], [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]])


def labels_of_lines_gone(drawn: Drawn, dice: Dice) -> None:
    found = [c for c in columns(drawn) if c.get("by") == "master" and c.get("per") == "line"]
    column = one(dice, found)
    column |= dice.choice([{"per": "entry"}, {"kind": "number"}, {"by": "department"}])


OPERATORS: tuple[Operator, ...] = tuple(
    found
    for name, found in list(globals().items())
    if callable(found) and getattr(found, "__module__", "") == __name__ and name[0] != "_"
)
