"""Operators on the tables of a master: tables, columns, rows, ids, and what cells name."""

from __future__ import annotations

from collections.abc import Callable

from random_definitions import Drawn
from random_texts import Dice
from thing_to_change import Inapplicable, Operator, full_width, misspelt, one

Rows = list[list[str]]


def _table(drawn: Drawn, dice: Dice, *columns: str) -> Rows:
    """Return a table that has rows and some columns."""
    return one(dice, (r for r in drawn.tables.values() if len(r) > 1 and set(columns) <= set(r[0])))


def _change(
    drawn: Drawn,
    dice: Dice,
    columns: list[str],
    change: Callable[[str], str],
    *,
    filled: bool = True,
) -> None:
    """Change a cell of one of the columns, wherever it is."""
    cells = [
        (row, index)
        for rows in drawn.tables.values()
        for index, name in enumerate(rows[0])
        if name in columns
        for row in rows[1:]
        if index < len(row) and (row[index] or not filled)
    ]
    row, index = one(dice, cells)
    row[index] = change(row[index])


def _level_columns(drawn: Drawn) -> list[str]:
    return [str(level.get("id")) for level in drawn.report.get("levels", [])]


# ---------------------------------------------------------------- tables, columns and rows


def master_table_removed(drawn: Drawn, dice: Dice) -> None:
    del drawn.tables[one(dice, drawn.tables)]


def master_table_added(drawn: Drawn, dice: Dice) -> None:
    drawn.tables[dice.choice(["notes", "メモ", "tree2"])] = [["id", "x"], ["A1", "y"]]


def master_table_renamed(drawn: Drawn, dice: Dice) -> None:
    name = one(dice, drawn.tables)
    drawn.tables[misspelt(dice, name)] = drawn.tables.pop(name)


def master_table_without_rows(drawn: Drawn, dice: Dice) -> None:
    del one(dice, drawn.tables.values())[1:]


def master_column_removed(drawn: Drawn, dice: Dice) -> None:
    rows = one(dice, drawn.tables.values())
    index = one(dice, range(len(rows[0])))
    for row in rows:
        del row[index : index + 1]


def master_column_misspelt(drawn: Drawn, dice: Dice) -> None:
    header = one(dice, drawn.tables.values())[0]
    index = one(dice, range(len(header)))
    header[index] = dice.choice(
        [misspelt(dice, header[index] or "x"), full_width(header[index]), "ID"]
    )


def master_column_twice(drawn: Drawn, dice: Dice) -> None:
    rows = one(dice, drawn.tables.values())
    index = one(dice, range(len(rows[0])))
    for row in rows:
        row.extend(row[index : index + 1])


def master_column_added(drawn: Drawn, dice: Dice) -> None:
    rows = one(dice, drawn.tables.values())
    name = dice.choice(["note", "memo", "", "page_break", "repeat", "kind", "name", "number"])
    for row in rows:
        row.append("")
    rows[0][-1] = name
    if len(rows) > 1 and dice.maybe(0.5):
        dice.choice(rows[1:])[-1] = "あ"


def kind_column_removed(drawn: Drawn, dice: Dice) -> None:
    rows = _table(drawn, dice, "kind")
    index = rows[0].index("kind")
    for row in rows:
        del row[index : index + 1]


def master_row_removed(drawn: Drawn, dice: Dice) -> None:
    rows = _table(drawn, dice)
    del rows[dice.randrange(1, len(rows))]


def master_row_doubled(drawn: Drawn, dice: Dice) -> None:
    rows = _table(drawn, dice)
    rows.append(list(dice.choice(rows[1:])))


def master_rows_swapped(drawn: Drawn, dice: Dice) -> None:
    rows = one(dice, (r for r in drawn.tables.values() if len(r) > 2))
    first, second = dice.sample(range(1, len(rows)), 2)
    rows[first], rows[second] = rows[second], rows[first]


def master_rows_shuffled(drawn: Drawn, dice: Dice) -> None:
    rows = _table(drawn, dice)
    body = rows[1:]
    dice.shuffle(body)
    rows[1:] = body


def master_row_longer(drawn: Drawn, dice: Dice) -> None:
    dice.choice(_table(drawn, dice)[1:]).extend(["", "余り"])


def master_row_shorter(drawn: Drawn, dice: Dice) -> None:
    row = dice.choice(_table(drawn, dice)[1:])
    del row[dice.randrange(len(row)) if row else 0 :]


# ---------------------------------------------------------------- any cell


def cell_blanked(drawn: Drawn, dice: Dice) -> None:
    names = list({name for rows in drawn.tables.values() for name in rows[0]})
    _change(drawn, dice, sorted(names), lambda _: dice.choice(["", "", " ", "\u3000", "\n"]))


def cell_filled(drawn: Drawn, dice: Dice) -> None:
    names = sorted({name for rows in drawn.tables.values() for name in rows[0]})
    _change(drawn, dice, names, lambda text: text or dice.choice(["あ", "A", "1"]), filled=False)


def cell_long(drawn: Drawn, dice: Dice) -> None:
    long = [dice.choice("字w ") * dice.choice([500, 9000, 32767, 32768]) + "。", "a\n" * 400]
    names = ["name", "title", "target", "content", "project", "description", "planned", "motto"]
    _change(drawn, dice, names, lambda _: dice.choice(long))


def cell_of_controls(drawn: Drawn, dice: Dice) -> None:
    odd = ["\x01", "\x0b", "\t", "\r", "\x00", "\u2028", "\ufffe", "\u200b", "_x0041_", "\x7f"]
    names = sorted({name for rows in drawn.tables.values() for name in rows[0]})
    _change(drawn, dice, names, lambda text: f"{text}{dice.choice(odd)}{dice.choice(['', 'a'])}")


def cell_with_token(drawn: Drawn, dice: Dice) -> None:
    names = ["name", "target", "planned", "title", "baseline"]
    _change(
        drawn, dice, names, lambda text: text + dice.choice(["【再掲】", "(一部再掲)", "【再掲"])
    )


def token_removed(drawn: Drawn, dice: Dice) -> None:
    cells = [
        (row, index)
        for rows in drawn.tables.values()
        for row in rows[1:]
        for index, text in enumerate(row)
        if "【" in text
    ]
    row, index = one(dice, cells)
    row[index] = row[index].split("【")[0]


# ---------------------------------------------------------------- ids


def master_id_full_width(drawn: Drawn, dice: Dice) -> None:
    _change(drawn, dice, ["id"], full_width)


def master_id_with_blank(drawn: Drawn, dice: Dice) -> None:
    _change(drawn, dice, ["id", *_level_columns(drawn)], lambda text: text + "\u3000")


def master_id_doubled(drawn: Drawn, dice: Dice) -> None:
    rows = _table(drawn, dice, "id")
    other = dice.choice(rows[1:])
    text = other[rows[0].index("id")] if len(other) == len(rows[0]) else "D01"
    _change(drawn, dice, ["id"], lambda _: text)


def master_id_odd(drawn: Drawn, dice: Dice) -> None:
    bad = ["1-2", "2031/4", "a/b", "a b", "x" * 41, "é", "..", "CON", "=A1", "-", "'a", "a|b"]
    _change(drawn, dice, ["id"], lambda text: dice.choice([*bad, text.lower(), "E.2", "nul", "_"]))


def department_id_odd(drawn: Drawn, dice: Dice) -> None:
    """Rename a department everywhere: names of files are made of its id."""
    rows = drawn.tables.get("departments", [])
    old = one(dice, (row[0] for row in rows[1:] if row))
    new = dice.choice(["CON", "..", ".", "-x", "_", "a.b", "x" * 40, "保" * 40, "a.", "~"])
    for table in drawn.tables.values():
        for row in table[1:]:
            row[:] = [new if cell == old else cell for cell in row]


def department_name_odd(drawn: Drawn, dice: Dice) -> None:
    bad = ["", " ", "a/b\\c:*?", "課" * 200, "課\n二", "<課>&'", "a" * 255, "..", "=課"]
    names = [row for row in drawn.tables.get("departments", [])[1:] if len(row) > 1]
    one(dice, names)[1] = dice.choice(bad)


def mail_odd(drawn: Drawn, dice: Dice) -> None:
    bad = ["課", "a@", "a@b@c", "a b@c", "<a@b>", "a@b>\nBcc: c@d", "、", ",;", "a@b" * 99, "=a@b"]
    _change(drawn, dice, ["mail"], lambda _: dice.choice(bad), filled=False)


def line_id_wrong(drawn: Drawn, dice: Dice) -> None:
    rows = _table(drawn, dice, "kind", "id")
    kind, id_ = rows[0].index("kind"), rows[0].index("id")
    lines = [row for row in rows[1:] if len(row) == len(rows[0]) and row[kind] == "line"]
    one(dice, lines)[id_] = dice.choice(["X1.2", "", "x.3"])


# ---------------------------------------------------------------- what cells name


def kind_changed(drawn: Drawn, dice: Dice) -> None:
    kinds = ["item", "line", "heading", "", "itm", "ITEM", "項目", *_level_columns(drawn)]
    _change(drawn, dice, ["kind"], lambda _: dice.choice(kinds))


def department_dangling(drawn: Drawn, dice: Dice) -> None:
    _change(drawn, dice, ["department"], lambda text: dice.choice([misspelt(dice, text), "D99"]))


def reviewer_odd(drawn: Drawn, dice: Dice) -> None:
    ids = [row[0] for rows in drawn.tables.values() for row in rows[1:] if row]
    _change(drawn, dice, ["reviewer"], lambda _: one(dice, [*ids, "V9", ""]), filled=False)


def department_unasked(drawn: Drawn, dice: Dice) -> None:
    del dice
    drawn.tables.get("departments", [[]]).append(["D77", "尋ねない課"])


def parent_changed(drawn: Drawn, dice: Dice) -> None:
    ids = [row[0] for rows in drawn.tables.values() for row in rows[1:] if row]
    _change(drawn, dice, _level_columns(drawn), lambda _: one(dice, [*ids, "nobody", ""]))


def repeat_changed(drawn: Drawn, dice: Dice) -> None:
    ids = [row[0] for rows in drawn.tables.values() for row in rows[1:] if row]
    _change(drawn, dice, ["repeat"], lambda _: one(dice, [*ids, "nobody", ""]))


def repeat_made(drawn: Drawn, dice: Dice) -> None:
    """Let a row repeat another, or itself."""
    rows = _table(drawn, dice, "id", "repeat")
    id_, repeat = rows[0].index("id"), rows[0].index("repeat")
    whole = [row for row in rows[1:] if len(row) == len(rows[0])]
    one(dice, whole)[repeat] = one(dice, whole)[id_]


def department_given_to_repeat(drawn: Drawn, dice: Dice) -> None:
    rows = _table(drawn, dice, "repeat", "department")
    repeat, department = rows[0].index("repeat"), rows[0].index("department")
    found = [r for r in rows[1:] if len(r) == len(rows[0]) and (r[repeat] or r[department])]
    row = one(dice, found)
    row[department] = "" if row[department] else "D01"


def override_changed(drawn: Drawn, dice: Dice) -> None:
    names = ["grade", "reason", "rag", "next", "進捗", "actual", "note"]
    _change(drawn, dice, names, lambda _: dice.choice(["A", "Z", "長い" * 300, "—"]), filled=False)


def page_break_odd(drawn: Drawn, dice: Dice) -> None:
    texts = ["after", "BEFORE", "before", "avoid", "１"]
    _change(drawn, dice, ["page_break"], lambda _: dice.choice(texts), filled=False)


def every_page_break(drawn: Drawn, dice: Dice) -> None:
    """Force or forbid a break at every row."""
    rows = _table(drawn, dice, "page_break")
    text, index = dice.choice(["before", "avoid"]), rows[0].index("page_break")
    for row in rows[1:]:
        row[index : index + 1] = [text]


def number_odd(drawn: Drawn, dice: Dice) -> None:
    texts = ["", "1/2", "[1]", "1" * 40, "1\n2", "{1}", "=1", "'", "I", "i"]
    _change(drawn, dice, ["number"], lambda _: dice.choice(texts), filled=False)


def citation_changed(drawn: Drawn, dice: Dice) -> None:
    ids = [row[0] for rows in drawn.tables.values() for row in rows[1:] if row]
    _change(drawn, dice, ["cites"], lambda _: one(dice, [*ids, "nobody", "", full_width(ids[0])]))


def category_changed(drawn: Drawn, dice: Dice) -> None:
    _change(drawn, dice, ["category"], lambda _: dice.choice(["", "C0", "Z", "C1"]))


def goal_changed(drawn: Drawn, dice: Dice) -> None:
    rows = drawn.tables.get("sdgs", [])
    if len(rows) < 2:
        raise Inapplicable
    bad = ["", "1", "red", "#E5243B", "99", "１", "長い" * 200]
    row = dice.choice(rows[1:])
    row[dice.randrange(len(row))] = dice.choice(bad)


def goals_of_node_changed(drawn: Drawn, dice: Dice) -> None:
    texts = ["", "99", "1,1", "１ ２", "1;2", " 1 ", "1、2、", "x"]
    _change(drawn, dice, ["goals"], lambda _: dice.choice(texts), filled=False)


OPERATORS: tuple[Operator, ...] = tuple(
    found
    for name, found in list(globals().items())
    if callable(found) and getattr(found, "__module__", "") == __name__ and name[0] != "_"
)
