"""Operators on report.toml as plain data: keys, types, bounds, names, texts."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from random_definitions import Drawn
from random_texts import Dice
from report_card_mutants import OPERATORS as CARD_OPERATORS
from report_design_mutants import OPERATORS as DESIGN_OPERATORS
from report_file_mutants import OPERATORS as FILE_OPERATORS
from thing_to_change import (
    Inapplicable,
    Operator,
    Place,
    columns,
    full_width,
    keyed,
    leaves,
    misspelt,
    one,
    places,
    sections,
)

# ---------------------------------------------------------------- keys, types and bounds


def key_deleted(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, (p for p in places(drawn.report) if isinstance(p.inside, dict)))
    del place.inside[place.key]


def key_misspelt(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, (p for p in places(drawn.report) if isinstance(p.inside, dict)))
    place.inside[misspelt(dice, place.key)] = place.inside.pop(place.key)


def key_unknown(drawn: Drawn, dice: Dice) -> None:
    tables = [drawn.report, *(p.value for p in leaves(drawn.report, dict))]
    one(dice, tables)[dice.choice(["wdth", "色", "class", "a b", ""])] = 1


def key_from_elsewhere(drawn: Drawn, dice: Dice) -> None:
    known = [p for p in places(drawn.report) if isinstance(p.inside, dict)]
    source = one(dice, known)
    one(dice, known).inside.setdefault(source.key, deepcopy(source.value))


def type_changed(drawn: Drawn, dice: Dice) -> None:
    others = ["1", "", 7, 2.5, True, [], ["a"], {}, {"a": 1}, date(2031, 1, 1), [[]], [{}]]
    one(dice, places(drawn.report)).put(dice.choice(others))


def number_out_of_range(drawn: Drawn, dice: Dice) -> None:
    wild = [-5, -1, 0, 1, 250, 1e9, 10**30, float("nan"), float("inf"), -0.0, 0.001]
    one(dice, leaves(drawn.report, (int, float))).put(dice.choice(wild))


def number_as_text(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, leaves(drawn.report, (int, float)))
    place.put(dice.choice([str(place.value), "8,5", "八"]))


def whole_as_float(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, leaves(drawn.report, int))
    place.put(dice.choice([float(place.value), place.value + 0.5]))


def truth_as_text(drawn: Drawn, dice: Dice) -> None:
    one(dice, leaves(drawn.report, bool)).put(dice.choice(["true", "はい", 1]))


def truth_turned(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, leaves(drawn.report, bool))
    place.put(not place.value)


def date_as_text(drawn: Drawn, dice: Dice) -> None:
    one(dice, leaves(drawn.report, date)).put(dice.choice(["2031-05-01", "令和13年", 2031]))


def list_emptied(drawn: Drawn, dice: Dice) -> None:
    one(dice, leaves(drawn.report, list)).put([])


def list_doubled(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, leaves(drawn.report, list))
    place.put(place.value * 2)


def list_too_long(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, leaves(drawn.report, list))
    place.put((place.value or ["x"]) * 130)


def list_reversed(drawn: Drawn, dice: Dice) -> None:
    one(dice, leaves(drawn.report, list)).value.reverse()


def table_emptied(drawn: Drawn, dice: Dice) -> None:
    one(dice, leaves(drawn.report, dict)).put({})


def literal_unknown(drawn: Drawn, dice: Dice) -> None:
    names = ("kind", "style", "as", "by", "per", "print", "align", "rank", "otherwise")
    found = leaves(drawn.report, str)
    place = one(dice, (p for p in found if p.key in {*names, "calendar", "language", "rounding"}))
    place.put(dice.choice([misspelt(dice, place.value), "", full_width(place.value), "Bar"]))


def literal_other(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, (p for p in keyed(drawn.report, "by", "per", "print", "as", "kind", "style")))
    same = [p.value for p in keyed(drawn.report, place.key)]
    place.put(dice.choice([*same, "none", "below", "line", "master", "band", "column"]))


# ---------------------------------------------------------------- names


def _name_misspelt(drawn: Drawn, dice: Dice, *keys: str) -> None:
    """Misspell a name that stands at one of these keys, in a list there, or as a key there."""
    found = list(keyed(drawn.report, *keys))
    inner = [
        p for place in found if isinstance(place.value, dict | list) for p in places(place.value)
    ]
    named = [p for p in (*found, *inner) if isinstance(p.value, str) and p.value]
    place = one(dice, [*named, *(p for p in inner if isinstance(p.inside, dict))])
    if isinstance(place.value, str) and (not isinstance(place.inside, dict) or dice.maybe(0.6)):
        place.put(misspelt(dice, place.value))
    else:
        place.inside[misspelt(dice, str(place.key))] = place.inside.pop(place.key)


def level_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "under", "path", "count_in", "level", "split")


def split_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "split")


def form_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "form")


def column_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "needs", "only_when_nothing", "compare", "label", "values")


def scale_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "scale")


def grade_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "grades", "breakdown", "needs")


def tally_misspelt(drawn: Drawn, dice: Dice) -> None:
    keys = ("tally", "tallies", "subsets", "by", "column", "where", "breakdown")
    _name_misspelt(drawn, dice, *keys)


def section_misspelt(drawn: Drawn, dice: Dice) -> None:
    lists = [s["parts"] for s in sections(drawn, "contents") if isinstance(s.get("parts"), list)]
    place = one(dice, keyed(lists, "sections"))
    place.put([misspelt(dice, str(name)) for name in place.value])


def entry_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "entries")


def printed_column_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "callouts")


def table_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "table", "master")


def place_misspelt(drawn: Drawn, dice: Dice) -> None:
    _name_misspelt(drawn, dice, "at")


def id_doubled(drawn: Drawn, dice: Dice) -> None:
    lists = [p.value for p in leaves(drawn.report, list) if len(p.value) > 1]
    among = one(dice, (x for x in lists if all(isinstance(e, dict) and "id" in e for e in x)))
    kept, changed = dice.sample(among, 2)
    changed["id"] = dice.choice([kept["id"], str(kept["id"]).upper(), full_width(str(kept["id"]))])


def id_full_width(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, (p for p in keyed(drawn.report, "id") if isinstance(p.value, str)))
    place.put(full_width(place.value))


def id_impossible(drawn: Drawn, dice: Dice) -> None:
    bad = ["", "1a", "a b", "a.b", "x" * 41, "a\n", "Ａ", "a/b", "{a}", "é", "é"]
    one(dice, keyed(drawn.report, "id")).put(dice.choice(bad))


def id_renamed(drawn: Drawn, dice: Dice) -> None:
    one(dice, keyed(drawn.report, "id")).put(dice.choice(["renamed", "新しい名", "heading", "id"]))


def id_reserved(drawn: Drawn, dice: Dice) -> None:
    lists = [drawn.report.get("levels", []), columns(drawn), drawn.report.get("tallies", [])]
    names = ["number", "title", "kind", "item", "year", "era", "department", "repeat", "count"]
    one(dice, (p for p in keyed(lists, "id"))).put(dice.choice([*names, "page_break", "name"]))


def table_shared(drawn: Drawn, dice: Dice) -> None:
    found = list(keyed(drawn.report, "table", "master"))
    if len(found) < 2:
        raise Inapplicable
    one_, other = dice.sample(found, 2)
    one_.put(dice.choice([other.value, "departments"]))


# ---------------------------------------------------------------- texts


def _texts(drawn: Drawn) -> list[Place]:
    names = ("text", "header", "title", "label", "sheet", "prompt", "running_title", "parent")
    return [p for p in keyed(drawn.report, *names) if isinstance(p.value, str)]


def word_misspelt(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, (p for p in leaves(drawn.report, str) if "{" in p.value))
    at = place.value.index("{") + 1
    place.put(place.value[:at] + dice.choice(["x", "nummer|", " "]) + place.value[at:])


def word_unknown(drawn: Drawn, dice: Dice) -> None:
    words = ["{nummer}", "{}", "{ }", "{|}", "{total:}", "{count:t0.}", "{era}", "{era+99}"]
    words += ["{year-99}", "{0}", "{a.b}", "{year!r}", "{reference}", "{number}", "{id}"]
    place = one(dice, _texts(drawn))
    place.put(place.value + dice.choice(words))


def braces_unbalanced(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, leaves(drawn.report, str))
    place.put(dice.choice(["{", "}", "{{}", "{a}}", "{a{b}}"]) + place.value)


def text_removed(drawn: Drawn, dice: Dice) -> None:
    texts = drawn.report.get("texts", {})
    if not isinstance(texts, dict):
        raise Inapplicable
    del texts[one(dice, texts)]


def text_emptied(drawn: Drawn, dice: Dice) -> None:
    one(dice, leaves(drawn.report, str)).put(dice.choice(["", " ", "\u3000", "\n"]))


def text_long(drawn: Drawn, dice: Dice) -> None:
    one(dice, _texts(drawn)).put(dice.choice("字w \n&") * dice.choice([32, 101, 255, 256, 8000]))


def text_of_controls(drawn: Drawn, dice: Dice) -> None:
    odd = ["\x01", "\x0b", "\t", "\r", "\x7f", "\u2028", "\ufffe", "\u200b", "\ufeff", "_x0041_"]
    place = one(dice, leaves(drawn.report, str))
    place.put(place.value + dice.choice(odd) + dice.choice(["", "a"]))


def text_of_many_lines(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, _texts(drawn))
    place.put("\n".join(place.value[:200] + "a") if dice.maybe(0.5) else "\n" * 120 + "a")


def header_long(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, keyed(drawn.report, "header", "parent"))
    place.put(dice.choice(["とても長い見出し" * 31, "w" * 255, "a\n" * 127]))


def running_title_long(drawn: Drawn, dice: Dice) -> None:
    section = one(dice, sections(drawn, "text", "table", "front", "contents", "goals"))
    section["running_title"] = dice.choice(["柱" * 60, "i" * 200, "&" * 100, "a\nb", "é" * 130])


def sheet_called(drawn: Drawn, dice: Dice) -> None:
    names = ["{nummer}", "x" * 32, "😀" * 16, "a[b", "a:b", "a/b", "'a", "a'", "History", " "]
    names += ["記入要領", "修正のお願い", "_shinchoku", "訂正", "{{a", "{{a}}", "{year}", "{title}"]
    one(dice, keyed(drawn.report, "sheet")).put(dice.choice([*names, "a\nb", "=a", "a\u3000", ""]))


def sheet_doubled(drawn: Drawn, dice: Dice) -> None:
    found = [p for p in keyed(drawn.report, "sheet") if isinstance(p.value, str)]
    place, other = one(dice, found), one(dice, found)
    place.put(dice.choice([other.value, other.value.upper(), "2031", "{year}"]))


OPERATORS: tuple[Operator, ...] = (
    key_deleted,
    key_misspelt,
    key_unknown,
    key_from_elsewhere,
    type_changed,
    number_out_of_range,
    number_as_text,
    whole_as_float,
    truth_as_text,
    truth_turned,
    date_as_text,
    list_emptied,
    list_doubled,
    list_too_long,
    list_reversed,
    table_emptied,
    literal_unknown,
    literal_other,
    level_misspelt,
    split_misspelt,
    form_misspelt,
    column_misspelt,
    scale_misspelt,
    grade_misspelt,
    tally_misspelt,
    section_misspelt,
    entry_misspelt,
    printed_column_misspelt,
    table_misspelt,
    place_misspelt,
    id_doubled,
    id_full_width,
    id_impossible,
    id_renamed,
    id_reserved,
    table_shared,
    word_misspelt,
    word_unknown,
    braces_unbalanced,
    text_removed,
    text_emptied,
    text_long,
    text_of_controls,
    text_of_many_lines,
    header_long,
    running_title_long,
    sheet_called,
    sheet_doubled,
    *CARD_OPERATORS,
    *DESIGN_OPERATORS,
    *FILE_OPERATORS,
)
