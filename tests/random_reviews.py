"""Second judgements at random: some of what departments are asked is asked of reviewers instead.

In goes a definition as plain data, drawn before; out it comes with `[review]`, with columns for
reviewers, and with a table of them or one that reviews everything. It has dice of its own, so that
what is drawn without reviews stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from random_texts import Dice

Spec = dict[str, Any]
Tables = dict[str, list[list[str]]]

_SHARE, _MOVED = 0.35, 0.5


def add_reviews(seed: int, report: Spec, tables: Tables) -> None:
    """Add reviews to some definitions."""
    dice = Dice(f"review {seed}")
    if not dice.maybe(_SHARE):
        return
    form = dice.choice(report["forms"])
    _move(dice, report, form)
    form["columns"] += _judged(dice, report)
    review: Spec = {"deadline": dice.choice([date(2031, 6, 30), date(2031, 12, 1)])}
    if dice.maybe(0.5):
        review |= {"by": dice.raw(20)} | ({"mail": "a@x.jp、b@x.jp"} if dice.maybe(0.3) else {})
    else:
        review["table"] = "reviewers"
        rows = [[name, dice.raw(20), "2031-12-24"] for name in ("V1", "V-2", "委員会")]
        tables["reviewers"] = [["id", "name", "deadline"], *rows[: dice.randint(1, 3)]]
        _assign(dice, tables, form)
    report["review"] = review


def _judged(dice: Dice, report: Spec) -> Iterator[Spec]:
    """Yield a judgement and an opinion, below the table: they need no room on the page."""
    choices: Spec = {"choices": ["妥当", "見直す"]}
    if report.get("scales") and dice.maybe(0.6):
        choices = {"scale": dice.choice(report["scales"])["id"]}
        code = dice.choice(
            next(s for s in report["scales"] if s["id"] == choices["scale"])["grades"]
        )
        needed = code["code"]
    else:
        needed = "見直す"
    needs: Spec = {"needs": {needed: ["opinion"]}} if dice.maybe(0.5) else {}
    how = {"by": "review", "print": "below"}
    yield {"id": "judged", "header": "二次", **how, **choices, **needs}
    required: Any = "needed" if needs else dice.choice([True, False])
    yield {"id": "opinion", "header": "意見", **how, "required": required}


def _move(dice: Dice, report: Spec, form: Spec) -> None:
    """Let reviewers fill columns that no other column, and no count, is about."""
    tied = {name for column in form["columns"] for name in _named(column)}
    for tally in report.get("tallies", []):
        tied |= set(tally.get("breakdown", {}).values())
        if tally["column"].startswith(f"{form['id']}.") and tally.get("breakdown"):
            tied.add(tally["column"].partition(".")[2])
    asked = [c for c in form["columns"] if c.get("by", "department") == "department"]
    free = [c for c in asked if c["id"] not in tied and not any(_named(c))]
    for column in free:
        if len(asked) > 1 and dice.maybe(_MOVED):
            column["by"] = "review"
            asked.remove(column)


def _named(column: Spec) -> Iterator[str]:
    """Yield the columns that one names."""
    for key in ("needs", "only_when_nothing"):
        for names in column.get(key, {}).values():
            yield from names
    for key in ("compare", "ratio", "difference", "sum"):
        yield from column.get(key, [])
    yield from (column[key] for key in ("of", "judged_by") if key in column)
    yield from (band["against"] for band in column.get("bands", []) if "against" in band)


def _assign(dice: Dice, tables: Tables, form: Spec) -> None:
    """Say of each entry who reviews it, if anybody does; a repeat is reviewed where it stands."""
    header, *rows = tables[form["master"]]
    ids = [row[0] for row in tables["reviewers"][1:]]
    kind, repeat = (header.index(name) if name in header else None for name in ("kind", "repeat"))
    header.append("reviewer")
    for row in rows:
        is_entry = kind is None or row[kind] in {"", "item"}
        is_repeat = repeat is not None and row[repeat]
        row.append(dice.choice([*ids, *ids, ""]) if is_entry and not is_repeat else "")
