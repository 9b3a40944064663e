"""Operators on what report.toml designs: levels, columns, scales, tallies, sections, the page."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from random_definitions import Drawn
from random_forms import Spec
from random_texts import Dice
from thing_to_change import Inapplicable, Operator, columns, keyed, one, sections

_REASONS = ["予算", "予算 ", "予\n算", "", " ", "ヨサン", "ﾖｻﾝ", "=1+1", "a,b", "x" * 255]


def _levels(drawn: Drawn) -> list[Spec]:
    return [e for e in drawn.report.get("levels", []) if isinstance(e, dict) and "id" in e]


# ---------------------------------------------------------------- the round and the page


def round_unlike_folder(drawn: Drawn, dice: Dice) -> None:
    drawn.folder = dice.choice(["other", "r-2031", "ｒ-2031.x", "r-2031.x "])


def deadline_before_issue(drawn: Drawn, dice: Dice) -> None:
    for place in keyed(drawn.report.get("round", {}), "deadline"):
        place.put(dice.choice([date(1900, 1, 1), date(9999, 12, 31), date(2030, 1, 1)]))


def issued_long_ago(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, keyed(drawn.report.get("round", {}), "issued"))
    place.put(dice.choice([date(1, 1, 1), date(1899, 12, 31), date(1979, 1, 1), date(1900, 2, 28)]))


def calendar_western(drawn: Drawn, dice: Dice) -> None:
    del dice
    drawn.report["round"] = {**drawn.report.get("round", {}), "calendar": "western"}


def schema_other(drawn: Drawn, dice: Dice) -> None:
    drawn.report["schema"] = dice.choice([1, 3, "2", 2.0, True, None]) or []


def color_none(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, keyed(drawn.report, "dark", "tint", "band", "header", "line", "callout"))
    place.put(dice.choice(["#1F4E5F", "red", "12345", "GGGGGG", "", "1F4E5F\n", "１Ｆ4E5F"]))


def margin_wild(drawn: Drawn, dice: Dice) -> None:
    names = [f"margin_{side}_mm" for side in ("top", "bottom", "left", "right")]
    place = one(dice, keyed(drawn.report, *names))
    place.put(dice.choice([-5, 250, 5, 5.0, 9.9, 14, 100, 100.0, 60, 0]))


def font_odd(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, keyed(drawn.report, "body_font", "heading_font"))
    place.put(
        dice.choice(['a"b', "a,b", "&P", "<b>", " ", "x" * 32, "{year}", "フォント'", "a\nb"])
    )


# ---------------------------------------------------------------- levels and paths


def level_without_table(drawn: Drawn, dice: Dice) -> None:
    level = one(dice, (level for level in _levels(drawn) if "table" in level))
    del level["table"]


def level_under(drawn: Drawn, dice: Dice) -> None:
    levels = _levels(drawn)
    one(dice, levels)["under"] = [one(dice, levels)["id"] for _ in range(dice.choice([1, 1, 2]))]


def levels_in_a_circle(drawn: Drawn, dice: Dice) -> None:
    del dice
    tabled = [level for level in _levels(drawn) if "table" in level]
    if not tabled:
        raise Inapplicable
    for level, above in zip(tabled, [*tabled[1:], tabled[0]], strict=True):
        level["under"] = [above["id"]]


def level_optional(drawn: Drawn, dice: Dice) -> None:
    level = one(dice, _levels(drawn))
    level["optional"] = not level.get("optional", False)


def level_removed(drawn: Drawn, dice: Dice) -> None:
    drawn.report["levels"].remove(one(dice, _levels(drawn)))


def level_counted(drawn: Drawn, dice: Dice) -> None:
    levels = _levels(drawn)
    level = one(dice, levels)
    level["count_in"] = one(dice, levels)["id"]
    level["serial"] = dice.choice(["{count}", "{number}", f"{{{level['id']}}}.{{count}}", ""])
    level["reference"] = dice.choice(["{number}", f"{{{level['id']}}}", ""])


def path_changed(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, (p for p in keyed(drawn.report, "path") if isinstance(p.value, list)))
    levels = [level["id"] for level in _levels(drawn)]
    ways = [place.value[::-1], place.value[1:], place.value[:-1], place.value * 2, levels]
    place.put(dice.choice([*ways, dice.sample(levels, len(levels))]))


def print_of_another_level(drawn: Drawn, dice: Dice) -> None:
    printed = one(dice, keyed(drawn.report.get("forms", []), "print"))
    if not isinstance(printed.value, dict):
        raise Inapplicable
    names = [*(level["id"] for level in _levels(drawn)), "heading", "item"]
    kind = dice.choice(["bar", "band", "column"])
    more = {"header": "見出し", "width": 3} if kind == "column" else {}
    printed.value[dice.choice(names)] = {"as": kind, "text": "{number} {title}", **more}


# ---------------------------------------------------------------- scales and columns


def code_odd(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, keyed(drawn.report.get("scales", []), "code"))
    place.put(
        dice.choice([" ", "\u3000", "", "{A}", "a|b", "A\n", "1-2", "x" * 40, "x" * 41, "．"])
    )


def code_doubled(drawn: Drawn, dice: Dice) -> None:
    found = list(keyed(drawn.report.get("scales", []), "code"))
    one(dice, found).put(one(dice, found).value)


def alias_odd(drawn: Drawn, dice: Dice) -> None:
    found = list(keyed(drawn.report.get("scales", []), "code"))
    one(dice, found).inside["aliases"] = [one(dice, found).value, dice.choice(["", " ", "甲"])]


def choices_odd(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, (c for c in columns(drawn) if "choices" in c))
    column["choices"] = [dice.choice(_REASONS) for _ in range(dice.randint(1, 5))]


def choices_given(drawn: Drawn, dice: Dice) -> None:
    one(dice, columns(drawn))["choices"] = dice.choice([["甲", "乙"], [], ["x"] * 101])


def kind_contradicted(drawn: Drawn, dice: Dice) -> None:
    one(dice, columns(drawn))["kind"] = dice.choice(["text", "choice"])


def width_changed(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, columns(drawn))
    column["width"] = dice.choice([1, 1.0, 60, 61, 0.5, 45])


def width_removed(drawn: Drawn, dice: Dice) -> None:
    place = one(dice, keyed(drawn.report.get("forms", []), "width"))
    del place.inside["width"]


def indent_deep(drawn: Drawn, dice: Dice) -> None:
    form = one(dice, drawn.report.get("forms", []))
    size = dice.choice([5, 16, 16.0])
    form["look"] = {"indent": 5, "text_size": size, "row_space_pt": dice.choice([0, 40])}


def columns_many(drawn: Drawn, dice: Dice) -> None:
    form = one(dice, drawn.report.get("forms", []))
    first = deepcopy(one(dice, form.get("columns", [])))
    width = {"width": 1.5} if "width" in first else {}
    copies = [
        {**first, **width, "id": f"copy{number}"} for number in range(dice.choice([5, 40, 70]))
    ]
    form["columns"] = [*form["columns"], *copies]


def per_turned(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, columns(drawn))
    column["per"] = "line" if column.get("per", "entry") == "entry" else "entry"


def side_turned(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, columns(drawn))
    column["by"] = "department" if column.get("by") == "master" else "master"


def print_changed(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, columns(drawn))
    column["print"] = dice.choice(["none", "below", "column"])
    if dice.maybe(0.5):
        column.pop("width", None)


def private(drawn: Drawn, dice: Dice) -> None:
    one(dice, columns(drawn))["public"] = False


def needed_by_nobody(drawn: Drawn, dice: Dice) -> None:
    one(dice, columns(drawn))[dice.choice(["required", "otherwise"])] = dice.choice(
        ["needed", "warn"]
    )


def needs_changed(drawn: Drawn, dice: Dice) -> None:
    form = one(dice, drawn.report.get("forms", []))
    column, other = one(dice, form.get("columns", [])), one(dice, form.get("columns", []))
    code = one(dice, [*column.get("choices", []), "A", "-", *column.get("needs", {})])
    key = dice.choice(["needs", "only_when_nothing"])
    column.setdefault(key, {})[code] = dice.choice([[other.get("id", "x")], [], ["nobody"]])


def compare_changed(drawn: Drawn, dice: Dice) -> None:
    form = one(dice, drawn.report.get("forms", []))
    names = [column.get("id", "x") for column in form.get("columns", [])]
    one(dice, form["columns"])["compare"] = [
        one(dice, names) for _ in range(dice.choice([1, 2, 2]))
    ]


def label_changed(drawn: Drawn, dice: Dice) -> None:
    form = one(dice, drawn.report.get("forms", []))
    names = [column.get("id", "x") for column in form.get("columns", [])]
    form["label"] = dice.choice([*names, "number", "id", "name", "nobody"])


def column_removed(drawn: Drawn, dice: Dice) -> None:
    form = one(dice, drawn.report.get("forms", []))
    form["columns"].remove(one(dice, form.get("columns", [])))


def form_removed(drawn: Drawn, dice: Dice) -> None:
    drawn.report["forms"].remove(one(dice, drawn.report.get("forms", [])))


def scale_removed(drawn: Drawn, dice: Dice) -> None:
    drawn.report["scales"].remove(one(dice, drawn.report.get("scales", [])))


def rules_changed(drawn: Drawn, dice: Dice) -> None:
    rules = drawn.report.setdefault("rules", {})
    tokens = [[], [" "], [""], ["(a|b"], ["再掲", "再掲"], ["\\"], ["再掲】"]]
    if dice.maybe(0.5):
        rules["nothing"] = dice.choice([[], [" "], [""], ["—", "－"], ["字"]])
    else:
        rules["repeat_tokens"] = dice.choice(tokens)


# ---------------------------------------------------------------- tallies and sections


def tally_filter_changed(drawn: Drawn, dice: Dice) -> None:
    tally = one(dice, drawn.report.get("tallies", []))
    name = one(dice, [*(c.get("id", "x") for c in columns(drawn)), "department"])
    tally["where"] = {name: dice.choice([["nothing of the kind"], [""], [], ["A"]])}


def tally_counted_by(drawn: Drawn, dice: Dice) -> None:
    tally = one(dice, drawn.report.get("tallies", []))
    names = ["department", "department", *(level["id"] for level in _levels(drawn)), "nobody"]
    names += [column.get("id", "x") for column in columns(drawn)]
    tally["by"] = [dice.choice(names) for _ in range(dice.randint(1, 3))]


def tally_subset(drawn: Drawn, dice: Dice) -> None:
    tally = one(dice, drawn.report.get("tallies", []))
    name = one(dice, [*(c.get("id", "x") for c in columns(drawn)), "department"])
    where = {name: dice.choice([["nothing of the kind"], [""], [], ["A"]])}
    subset = {"id": dice.choice(["k0", "D01", "A"]), "label": "うち", "where": where}
    tally["subsets"] = [subset, *tally.get("subsets", [])] if dice.maybe(0.5) else [subset]


def counts_printed_otherwise(drawn: Drawn, dice: Dice) -> None:
    """Print another tally, by something else, with other cells, or without a header."""
    styles = {"tally", "tallies", "crosstab"}
    parts = [p for s in sections(drawn, "text") for p in s.get("parts", [])]
    part = one(dice, (p for p in parts if p.get("style") in styles))
    ids = [tally.get("id", "x") for tally in drawn.report.get("tallies", [])]
    names = ["department", *(level["id"] for level in _levels(drawn))]
    key, value = dice.choice(
        [
            ("tally", one(dice, ids)),
            ("tallies", [one(dice, ids), one(dice, ids)]),
            ("by", dice.choice(names)),
            ("cells", dice.choice([["count"], ["percent"], ["percent", "count"], []])),
            ("totals", dice.choice([[], ["row"], ["column"]])),
            ("percent", dice.maybe(0.5)),
            ("subsets", ["k0"]),
        ]
    )
    if key in part or dice.maybe(0.2):
        part[key] = value
    else:
        part["headers"].pop(one(dice, part["headers"]))


def counts_of_many_codes(drawn: Drawn, dice: Dice) -> None:
    scale = one(dice, drawn.report.get("scales", []))
    known = {grade.get("code") for grade in scale["grades"]}
    more = [f"G{number}" for number in range(dice.choice([5, 12, 30]))]
    scale["grades"] += [{"code": code, "label": ""} for code in more if code not in known]


def tally_divided(drawn: Drawn, dice: Dice) -> None:
    tally = one(dice, drawn.report.get("tallies", []))
    names = [column.get("id", "x") for column in columns(drawn)]
    tally["breakdown"] = {dice.choice(["A", "-", "A+", "x"]): one(dice, names)}


def tally_removed(drawn: Drawn, dice: Dice) -> None:
    drawn.report["tallies"].remove(one(dice, drawn.report.get("tallies", [])))


def section_removed(drawn: Drawn, dice: Dice) -> None:
    drawn.report["sections"].remove(one(dice, sections(drawn)))


def section_copied(drawn: Drawn, dice: Dice) -> None:
    copy = deepcopy(one(dice, sections(drawn)))
    copy["id"] = f"{copy.get('id')}2"
    if isinstance(copy.get("sheet"), str):
        copy["sheet"] = "複" + copy["sheet"]
    drawn.report["sections"].insert(0, copy)


def section_of_another_kind(drawn: Drawn, dice: Dice) -> None:
    kinds = ["text", "front", "contents", "table", "goals", "citations"]
    one(dice, sections(drawn))["kind"] = dice.choice(kinds)


def section_unnumbered(drawn: Drawn, dice: Dice) -> None:
    one(dice, sections(drawn))["numbered"] = False


def listed_otherwise(drawn: Drawn, dice: Dice) -> None:
    section = one(dice, sections(drawn))
    levels = [level["id"] for level in _levels(drawn)]
    level = {"level": one(dice, levels)} if levels and dice.maybe(0.6) else {}
    section["contents"] = {"text": dice.choice(["頁", "{number}", "{title}", ""]), **level}


def contents_of_others(drawn: Drawn, dice: Dice) -> None:
    part = one(dice, (p for s in sections(drawn, "contents") for p in s.get("parts", [])))
    part["sections"] = [s.get("id", "x") for s in dice.some(sections(drawn), 1, 3)]


def split_changed(drawn: Drawn, dice: Dice) -> None:
    section = one(dice, sections(drawn, "table"))
    section["split"] = one(dice, (level["id"] for level in _levels(drawn)))
    sheets = ["{number}", "{title}", "{index}", "{short_title}", "{id}", "同じ名"]
    section["sheet"] = dice.choice([*sheets, "{reference}", "表{number}"])


def split_removed(drawn: Drawn, dice: Dice) -> None:
    del one(dice, (s for s in sections(drawn, "table") if "split" in s))["split"]


def part_moved(drawn: Drawn, dice: Dice) -> None:
    """Move a part into another section: a tally beside an excerpt, an excerpt into a cover."""
    several = [s["parts"] for s in sections(drawn) if isinstance(s.get("parts"), list)]
    source, target = one(dice, several), one(dice, several)
    target.append(deepcopy(one(dice, source)))


def part_removed(drawn: Drawn, dice: Dice) -> None:
    parts = one(dice, (s["parts"] for s in sections(drawn) if isinstance(s.get("parts"), list)))
    parts.remove(one(dice, parts))


def excerpt_elsewhere(drawn: Drawn, dice: Dice) -> None:
    forms = [form.get("id", "x") for form in drawn.report.get("forms", [])]
    ids = [row[0] for rows in drawn.tables.values() for row in rows[1:] if row]
    parts = one(dice, sections(drawn, "text")).get("parts", [])
    entries = [one(dice, [*ids, "nobody"]) for _ in range(dice.choice([1, 1, 3, 21]))]
    parts.append({"style": "excerpt", "form": one(dice, forms), "entries": entries})


def citations_elsewhere(drawn: Drawn, dice: Dice) -> None:
    section = one(dice, sections(drawn, "citations"))
    ids = [
        row[rows[0].index("id")]
        for rows in drawn.tables.values()
        for row in rows[1:]
        if "id" in rows[0]
    ]
    section["at"] = one(dice, ids)


def citation_worded(drawn: Drawn, dice: Dice) -> None:
    section = one(dice, sections(drawn, "citations"))
    section["text"] = dice.choice(["", "{serial}", "{reference}", "{reference|title}", "{name}"])


def goals_of_another(drawn: Drawn, dice: Dice) -> None:
    section = one(dice, sections(drawn, "goals"))
    levels = [level["id"] for level in _levels(drawn)]
    match dice.choice(["level", "column", "under"]):
        case "level":
            section["level"] = one(dice, levels)
        case "column":
            section["column"] = dice.choice(["id", "number", "title", "goals2", "page_break"])
        case _:
            section["under"] = {"level": one(dice, levels), "text": "{title}{motto}"}


def number_of_texts(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, (c for c in columns(drawn) if "scale" not in c and "choices" not in c))
    column["kind"] = dice.choice(["number", "choice"])


def number_scaled(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, (c for c in columns(drawn) if c.get("kind") == "number"))
    column |= dice.choice(
        [
            {"unit": dice.choice(["{x}", "{name}", "5円", ".", "{}", "－", "{year}"])},
            {"digits": dice.choice(["{unit}", "{x}", "2", "", 7, -1, 1.5])},
            {"least": 5, "most": dice.choice([1, -1e30, 4.999])},
            {"most": dice.choice([1e30, -1, 0.0000001])},
            {"unmeasured": dice.choice([["0件"], [""], [" "], ["①"], ["－", "-"]])},
            {"max_chars": 3},
            {"scale": "progress"},
            {"kind": "text"},
            {"compare": ["name", column["id"]]},
        ]
    )


def rule_spoiled(drawn: Drawn, dice: Dice) -> None:
    column = one(dice, (c for c in columns(drawn) if c.get("by") == "computed"))
    column |= dice.choice(
        [
            {"ratio": [column["id"], "name"]},
            {"sum": dice.choice([[], ["all"], ["rate", "gap"], ["name"]])},
            {"difference": ["gap", "half"]},
            {"of": dice.choice(["x", "band", "rate"])},
            {
                "lower": dice.choice(
                    [{}, {"name": []}, {"x": ["y"]}, {"name": ["a"], "unit": ["b"]}]
                )
            },
            {"bands": dice.choice([[], [{"grade": "A"}], [{"grade": "A", "against": "gap"}]])},
            {"digits": dice.choice([6, "{digits}", "{x}"])},
            {"by": dice.choice(["department", "master"])},
            {"per": dice.choice(["line", "entry"])},
            {"kind": "text"},
            {"required": True},
            {"judged_by": "band"},
            {"unmeasured": dice.choice([["0"], [], [""], ["—", "-"]])},
        ]
    )


def review_spoiled(drawn: Drawn, dice: Dice) -> None:
    reviewed = [drawn.report["review"]] if "review" in drawn.report else []
    review = one(dice, reviewed)
    review |= dice.choice(
        [
            {"by": dice.choice(["", " ", "課\n二", "{year}", "{x}", "課" * 300])},
            {"table": dice.choice(["reviewers", "departments", "tree", "x"])},
            {"deadline": dice.choice([date(1999, 1, 1), date(9999, 12, 31)])},
            {"mail": dice.choice(["課", "a@", "a@x.jp", ";"])},
        ]
    )


def side_changed(drawn: Drawn, dice: Dice) -> None:
    one(dice, columns(drawn))["by"] = dice.choice(["review", "department", "master", "computed"])


OPERATORS: tuple[Operator, ...] = tuple(
    found
    for name, found in list(globals().items())
    if callable(found) and getattr(found, "__module__", "") == __name__ and name[0] != "_"
)
