"""A whole definition at random, meant to load: report.toml as a dict, the master as tables.

The same seed gives the same definition. `write` makes a round's folder of it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter

from random_forms import Plan, Spec, draw_forms, draw_levels, draw_scales
from random_masters import Tables, as_tables, draw_master
from random_reviews import add_reviews
from random_sections import Sections, draw_tallies
from random_texts import Dice
from random_totals import add_sums
from shinchoku.definition.print_order import SAFE_MM
from shinchoku.paper.page import FOOT_MM
from toml_text import toml_text

ROUND = "r-2031.x"
_COLORS = ("dark", "tint", "band", "header", "line", "callout")
_ADDRESSES = ("", "a@x.jp", "a.b+c@city", "a@x.jp、b@x.jp;c@x.jp", "ａ＠ｘ．ｊｐ,\n")


@dataclass
class Drawn:
    """A definition as plain data. `spoilings` are done to the folder when it is written."""

    report: Spec
    tables: Tables
    folder: str = ROUND
    in_book: bool = False
    spoilings: list[Callable[[Path], object]] = field(default_factory=list)

    def write(self, place: Path) -> Path:
        """Write the round below a folder; return its own."""
        folder = place / self.folder
        (folder / "master").mkdir(parents=True)
        (folder / "report.toml").write_text(toml_text(self.report), encoding="utf-8")
        if self.in_book:
            _write_book(folder / "master" / "master.xlsx", self.tables)
        else:
            for name, rows in self.tables.items():
                _write_csv(folder / "master" / f"{name}.csv", rows)
        for spoil in self.spoilings:
            with suppress(FileNotFoundError, UnicodeError):  # another has spoilt it already
                spoil(folder)
        return folder


def _write_csv(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)


def _write_book(file: Path, tables: Tables) -> None:
    with xlsxwriter.Workbook(str(file)) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, text)


# ---------------------------------------------------------------- drawing


def draw(seed: int) -> Drawn:
    """Draw a definition."""
    dice = Dice(seed)
    theme = _theme(dice)
    plan = Plan(dice, calendar=dice.choice(["era", "western"]))
    plan.year = dice.choice([1868, 1926, 2019, 2031, 9000])
    plan.width_mm = 210 - theme["margin_left_mm"] - theme["margin_right_mm"]
    plan.height_mm = 297 - theme["margin_top_mm"] - theme["margin_bottom_mm"]
    plan.tokens = dice.some(["再掲", "一部再掲", "see (1)"]) if dice.maybe(0.8) else []
    plan.nothing = dice.some(["—", "なし", "ー"], 1) if dice.maybe(0.8) else []
    draw_levels(plan)
    draw_scales(plan)
    draw_forms(plan)
    draw_tallies(plan)
    sections = Sections(plan)
    sections.first()
    master = draw_master(plan)
    sections.rest(master)
    report = _report(plan, theme, sections.made, repeats=master.repeats)
    in_book = dice.maybe(0.15)
    report |= _mail(plan)
    for row in master.departments if dice.maybe(0.5) else ():
        row["mail"] = dice.choice(_ADDRESSES)
    tables = as_tables(master)
    add_reviews(seed, report, tables)
    add_sums(seed, report)
    _add_print(seed, report)
    return Drawn(report=report, tables=tables, in_book=in_book)


def _report(plan: Plan, theme: Spec, sections: list[Spec], *, repeats: bool) -> Spec:
    report: Spec = {
        "schema": 2,
        "round": _round(plan),
        "levels": plan.levels,
        "scales": plan.scales,
        "rules": _rules(plan),
        "texts": _texts(plan, repeats=repeats),
        "theme": theme,
        "forms": plan.forms,
        "tallies": plan.tallies,
        "sections": sections,
    }
    return {key: value for key, value in report.items() if value or key in {"theme", "forms"}}


def _round(plan: Plan) -> Spec:
    dice = plan.dice
    about: Spec = {
        "id": ROUND,
        "title": plan.text(255),
        "issuer": plan.text(30),
        "contact": plan.text(60),
        "year": plan.year,
        "deadline": date(2031, 6, 30),
        "issued": dice.choice([date(2031, 5, 1), date(2031, 6, 30)]),
        "calendar": plan.calendar,
    }
    if dice.maybe(0.6):
        about["language"] = dice.choice(["ja", "en"])
    return about


def _rules(plan: Plan) -> Spec:
    dice = plan.dice
    rules: Spec = {}
    if plan.nothing:
        rules["nothing"] = plan.nothing
    if plan.tokens:
        rules["repeat_tokens"] = plan.tokens
    if dice.maybe(0.5):
        rules |= {"rounding": dice.choice(["half_up", "half_even", "down"])}
        rules |= {"digits": dice.randint(0, 6)}
    return rules


def _texts(plan: Plan, *, repeats: bool) -> Spec:
    dice = plan.dice
    texts = {"continued": plan.text(12, lines=False), "missing": plan.text(12)}
    if repeats or dice.maybe(0.5):
        texts["repeat_mark"] = plan.text(20, lines=False) + "{reference}の"
    return texts


def _mail(plan: Plan) -> Spec:
    dice, words = plan.dice, ["name", "title", "issuer", "contact", "deadline", *plan.years]
    letters: Spec = {
        key: {"subject": dice.wording(255, words), "body": dice.wording(8000, words)}
        for key in dice.some(["request", "missing", "overdue", "errors", "fine", "conflicting"])
    }
    return {"mail": letters} if letters else {}


def _add_print(seed: int, report: Spec) -> None:
    """Say something to the printer; a gutter has room where pages lie across, too."""
    dice, theme = Dice(f"print {seed}"), report["theme"]
    if dice.maybe(0.5):
        return
    room_mm = min(theme["margin_left_mm"], theme["margin_right_mm"], FOOT_MM) - SAFE_MM
    order: Spec = {
        name: dice.wording(255, ["year", "year+1"])
        for name in dice.some(["paper", "colors", "copies"])
    }
    if dice.maybe(0.7):
        order["binding"] = dice.choice(["left", "right"])
        order["gutter_mm"] = dice.choice([0, room_mm / 2, room_mm])
    report["print"] = order


def _theme(dice: Dice) -> Spec:
    theme: Spec = {
        "body_font": dice.choice(["BIZ UDゴシック", "Arial", "x" * 31]),
        "heading_font": dice.choice(["BIZ UDゴシック", "Arial"]),
        "body_size": dice.choice([6, 9.0, 10.5, 14.0]),
        "margin_top_mm": dice.choice([17.0, 20, 45.5]),
        "margin_bottom_mm": dice.choice([15.0, 22, 60]),
        "margin_left_mm": dice.choice([5, 12.0, 30]),
        "margin_right_mm": dice.choice([5, 10.0, 40]),
        "colors": {name: f"{dice.randrange(1 << 24):06X}" for name in _COLORS},
    }
    if dice.maybe(0.6):
        theme["table"] = {
            "text_size": dice.choice([5.0, 9.0, 12.5, 16.0]),
            "row_space_pt": dice.choice([0.0, 5.25, 40.0]),
            "indent": dice.randint(0, 5),
        }
    return theme
