"""Total rows and tallies of numbers at random, put into a definition that was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from random_texts import Dice

Spec = dict[str, Any]


def add_sums(seed: int, report: Spec) -> None:
    """Add total rows to tables, and tallies of numbers with a section that prints them."""
    dice = Dice(f"sums {seed}")
    forms = {form["id"]: form for form in report["forms"]}
    for section in report["sections"]:
        if section["kind"] == "table" and dice.maybe(0.7):
            form = forms[section["form"]]
            if totals := [t for _ in range(dice.randint(1, 3)) if (t := _total(dice, form))]:
                section["totals"] = totals
    tallies = [tally for form in forms.values() for tally in _tallies(dice, form)]
    for number, tally in enumerate(tallies):
        tally["id"] = f"sum{number}"
    if tallies:
        report["tallies"] = [*report.get("tallies", []), *tallies]
        parts = [part for tally in tallies for part in _parts(dice, tally)]
        alike = [tally for tally in tallies if tally.get("by") == ["department"]]
        if len({tally["sum"].partition(".")[0] for tally in alike[:2]}) == 1 < len(alike):
            parts.append(_side_by_side(alike[:2]))
        section = {"id": "sums", "kind": "text", "sheet": "合計の表", "parts": parts}
        report["sections"].append(section)


def _summable(form: Spec, column: Spec, *, unit: bool) -> bool:
    """Whether a column has sums; with `unit`, whether report.toml says what of."""
    by_id = {each["id"]: each for each in form["columns"]}
    pair = column.get("ratio") or column.get("difference")
    if pair:
        return all(_summable(form, by_id[name], unit=unit) for name in pair)
    is_number = column.get("kind") == "number" or "sum" in column
    said = column.get("unit", "")
    return is_number and not said.startswith("{") and said != "%" and bool(said or not unit)


def _printed(form: Spec) -> list[Spec]:
    return [c for c in form["columns"] if c.get("print", "column") == "column"]


def _total(dice: Dice, form: Spec) -> Spec | None:
    has_stub = any(each.get("as") == "column" for each in form["print"].values())
    columns = _printed(form)
    own = [c for c in columns if c.get("by") != "review" and _summable(form, c, unit=False)]
    if not has_stub:
        own = [column for column in own if column is not columns[0]]
    if not own:
        return None
    total: Spec = {"label": dice.line(12) + "{year}計"}
    first = columns[0]
    by_unit = [c for c in columns if _summable(form, c, unit=True)]
    if not by_unit or dice.maybe(0.6) or (first in by_unit and not has_stub):
        total["columns"] = [column["id"] for column in dice.some(own, 1)]
    if form["path"] and dice.maybe(0.6):
        total |= {"level": dice.choice(form["path"]), "label": dice.choice(["{title} 計", "小計"])}
    total["label"] = total["label"].replace("\n", "")
    if form.get("lines") and dice.maybe(0.5):
        total["lines"] = [line["id"] for line in dice.some(form["lines"], 1)]
    return total


def _tallies(dice: Dice, form: Spec) -> Iterator[Spec]:
    for column in form["columns"]:
        is_own = "ratio" not in column and column.get("by") != "review"
        if is_own and _summable(form, column, unit=False) and dice.maybe(0.7):
            tally: Spec = {"sum": f"{form['id']}.{column['id']}", "by": ["department"]}
            if dice.maybe(0.4):
                tally["by"] = dice.some([*form["path"], "department"], 1)
            if column.get("per") == "line" and form.get("lines"):
                tally["lines"] = [line["id"] for line in dice.some(form["lines"], 1)]
            if dice.maybe(0.4):
                tally["digits"] = dice.randint(0, 6)
            yield tally


def _parts(dice: Dice, tally: Spec) -> Iterator[Spec]:
    words = {"sum": "計\n（円）", "percent": "割合", "count": "件数", "total": "合計"}
    text = f"{{sum:{tally['id']}}}／{{total:{tally['id']}}}／{{percent:{tally['id']}}}"
    yield {"style": "paragraph", "text": text}
    yield {
        "style": "tally",
        "tally": tally["id"],
        "percent": dice.maybe(0.5),
        "headers": {"code": "名", **words},
    }
    for by in tally["by"]:
        cells = dice.some(["sum", "percent", "count"], 1)
        part = {"style": "crosstab", "tally": tally["id"], "by": by, "cells": cells}
        yield {**part, "headers": {"by": "名", **words}}


def _side_by_side(tallies: list[Spec]) -> Spec:
    return {
        "style": "tallies",
        "tallies": [tally["id"] for tally in tallies],
        "percent": False,
        "headers": {"code": "名", "titles": ["一", "二"], "total": "計"},
    }
