"""What formulas of a template read in cells of numbers, computed by LibreOffice at random.

The number comes first and is then spelled as people do, so that what must be read is known.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY
from csv_files import write_records
from filling import Value, cell_at, column_ids, opened
from office import saved_by_libreoffice, with_wrong_results
from running import checked_from
from shinchoku import pipeline
from shinchoku.model import Key
from shinchoku.model.numbers import NumberKind, Scale

ROUND = REPOSITORY / "tests" / "rounds" / "attainment"
SHEET, OWNER = "成果指標", re.compile("R[0-9]{4}")
UNITS = [("人", 0), ("%", 1), ("km", 2), ("", 0), ("千円", 3), ("m2", 1), ("£", 2)]
NONE = [
    "昨年度並み",
    "1,23",
    "12,34.5",
    "007",
    "3-4",
    "1.5e3",
    "12:30",
    "TRUE",
    "1 2/3",
    "5.",
    ".5",
    "--5",
    "1,2345",
]
ABOUT = ["約", "およそ", "ca. ", "approx. "]
HIGHER, LOWER = "大きいほど良い", "小さいほど良い"
WIDE = str.maketrans("0123456789,.-%", "０１２３４５６７８９，．－％")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is typed into a row, and what must be read: a number, or why none.

    `kind`: number, as_text, read, none, unit, range, stand_in or blank.
    """

    unit: str
    digits: int
    typed: Value
    number: Decimal | None
    kind: str
    goal: Decimal | None = None
    base: Decimal | None = None
    way: str = HIGHER
    costs: tuple[int | None, int | None] = (None, None)

    @property
    def units(self) -> int | None:
        """The number in units of its last digit, halves away from zero."""
        return None if self.number is None else half_up(Fraction(self.number) * 10**self.digits)

    @property
    def value(self) -> Fraction | None:
        """The number as it is printed."""
        return None if self.units is None else Fraction(self.units, 10**self.digits)

    # What must be computed of it, with fractions, as the round's report.toml says.

    @property
    def gap(self) -> Fraction | None:
        if self.value is None or self.goal is None:
            return None
        return self.value - Fraction(self.goal)

    @property
    def rate(self) -> Fraction | None:
        if self.value is None or not self.goal:
            return None
        return Fraction(half_up(self.value / Fraction(self.goal) * 1000), 10)

    @property
    def score(self) -> str:
        if self.value is None or self.goal is None:
            return "－"
        sign = 1 if self.way == HIGHER else -1  # lower is better: everything is the other way round
        goal = Fraction(self.goal)
        value, limit = sign * self.value, sign * goal - abs(goal) / 10
        if value >= sign * goal:
            return "S" if value > sign * goal else "A"
        if value >= limit:
            return "B"
        if self.base is None:
            return "－"
        return "C" if value >= sign * Fraction(self.base) else "D"

    @property
    def total(self) -> int | None:
        known = [cost for cost in self.costs if cost is not None]
        return sum(known) if known else None


def half_up(value: Fraction) -> int:
    """Return the nearest whole number; halves go away from zero."""
    size: int = floor(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


Computed = list[tuple[Row, dict[str, Value]]]


def rows(count: int) -> list[Row]:
    dice = random.Random(14)  # noqa: S311 - not for secrets
    return [planned(dice, row(dice)) for _ in range(count)]


def planned(dice: random.Random, row: Row) -> Row:
    """Add what the master says: often a goal that is met exactly, or at 90 per cent, or nearly."""
    value = (row.value or Fraction(0)) + Fraction(dice.choice([0, 0, 0, -1, 1]), 10**row.digits)
    share = dice.choice([Fraction(1), Fraction(10, 9), Fraction(10, 11), Fraction(0)])
    other, another = (Fraction(dice.randint(-99, 999)) for _ in range(2))
    goal = on_scale(dice.choice([value * share, value * share, other]), row)
    base = on_scale(dice.choice([value, value, another]), row)
    return replace(
        row,
        goal=None if dice.random() < 0.08 else goal,
        base=None if dice.random() < 0.08 else base,
        way=dice.choice([HIGHER, LOWER]),
        costs=(dice.choice([None, 0, 1250]), dice.choice([None, 7, 999_999])),
    )


def on_scale(value: Fraction, row: Row) -> Decimal:
    return Decimal(half_up(value * 10**row.digits)).scaleb(-row.digits)


def row(dice: random.Random) -> Row:
    unit, digits = dice.choice(UNITS)

    def made(kind: str, typed: Value, number: Decimal | None = None) -> Row:
        return Row(unit=unit, digits=digits, typed=typed, number=number, kind=kind)

    number = amount(dice, digits)
    kind = dice.choice(["number", "number", "as_text", "read", "read", "none", "unit", "rest"])
    if kind == "number":
        return made(kind, float(number), number)
    if kind == "as_text":
        return made(kind, dice.choice([f"{number:f}", f"{number:,f}"]), number)
    if kind == "read":
        return made(kind, spelled(dice, number, unit), number)
    if kind == "none":
        return made(kind, dice.choice(NONE))
    if kind == "unit":
        return made(kind, f"{number:,f}{dice.choice(['万人', '百万円', 'kg', 'ポイント'])}")
    beyond = 10 ** (11 - digits)
    return dice.choice(
        [
            made("stand_in", dice.choice(["未把握", "－"])),
            made("blank", dice.choice(["   ", None])),
            made("range", dice.choice([beyond, f"-{beyond}"])),
        ]
    )


def amount(dice: random.Random, digits: int) -> Decimal:
    """Return a number, often a tie of its scale."""
    size = dice.choice([9, 99, 9_999, 999_999])
    whole = Decimal(dice.randint(-size // 3, size))
    decimals = dice.choice([0, digits, digits + 1, digits + 1, digits + 2])
    part = Decimal(dice.randint(0, 10**decimals - 1)).scaleb(-decimals)
    tie = Decimal(5).scaleb(-digits - 1) if dice.random() < 0.3 else Decimal(0)
    return whole + (tie or part)


def spelled(dice: random.Random, number: Decimal, unit: str) -> str:
    text = dice.choice([f"{abs(number):f}", f"{abs(number):,f}"])
    text = ("" if number >= 0 else dice.choice("-▲△−－")) + text
    text = dice.choice(["", *ABOUT]) + text
    text += dice.choice(["", unit, f" {unit}", f"{unit}程度"])
    return text.translate(WIDE) if dice.random() < 0.4 else text + dice.choice(["", "　", "\u00a0"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("live") / "attainment"


@pytest.fixture(scope="module")
def computed(folder: Path) -> Computed:
    """Each row, with what its cells hold when LibreOffice has computed the templates."""
    asked = rows(2_000)
    lying = []
    for template in distributed(folder, asked):
        with opened(template) as book:
            fill(book[SHEET], asked)
        lying.append(with_wrong_results(template, folder.parent / template.name))
    cells: dict[str, dict[str, Value]] = {}
    for saved in saved_by_libreoffice(lying, folder.parent / "saved"):
        sheet = openpyxl.load_workbook(saved, data_only=True)[SHEET]
        columns = column_ids(sheet)
        for found in sheet.iter_rows(min_row=3):
            if OWNER.fullmatch(str(found[0].value)):
                values = {name: found[at - 1].value for name, at in columns.items()}
                cells[str(found[0].value)] = values
    return [(each, cells[owner_of(number)]) for number, each in enumerate(asked)]


def owner_of(number: int) -> str:
    return f"R{number:04}"


def fill(sheet: Worksheet, asked: list[Row]) -> None:
    places = column_ids(sheet)
    for number in range(3, sheet.max_row + 1):
        owner = str(sheet.cell(number, 1).value)
        if not OWNER.fullmatch(owner):
            continue
        each = asked[int(owner[1:])]
        typed = {"now": each.typed, "cost": each.costs[0], "staff": each.costs[1]}
        for name, value in typed.items():
            cell = cell_at(sheet, number, places[name])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def distributed(folder: Path, asked: list[Row]) -> list[Path]:
    """Distribute a round with these rows, an equal share to each department."""
    shutil.copytree(ROUND, folder, ignore=shutil.ignore_patterns("answers", "printed", "computed"))
    departments = [f"D{number}" for number in range(1, 9)]
    named = [{"id": each, "name": f"第{each}課"} for each in departments]
    write_records(folder / "master" / "departments.csv", named)
    header = ["field", "id", "name", "unit", "digits", "since", "way", "base", "goal", "department"]
    lines = []
    for number, each in enumerate(asked):
        said = ("" if n is None else f"{n:f}" for n in (each.base, each.goal))
        facts = (f"指標{number}", each.unit, str(each.digits), "2018", each.way, *said)
        department = departments[number * len(departments) // len(asked)]
        lines.append(dict(zip(header, ("F1", owner_of(number), *facts, department), strict=True)))
    write_records(folder / "master" / "indicators.csv", lines)
    field = {"id": "F1", "number": "1", "title": "市民"}
    write_records(folder / "master" / "fields.csv", [field])
    pipeline.distribute(folder)
    return sorted((folder / "templates").glob("D*.xlsx"))


UNITS_OF_NOW = "_part_6"  # the last step of reading `now`, which is read first


@pytest.mark.slow
def test_what_is_read_is_what_was_meant(computed: Computed) -> None:
    for each, cells in computed:
        found = cells[UNITS_OF_NOW]
        assert (found or None) == (each.units or None) or found == each.units, (each, found)


@pytest.mark.slow
def test_what_is_computed_is_what_fractions_give(computed: Computed) -> None:
    counts: Counter[str] = Counter()
    for each, cells in computed:
        counts[each.score] += 1
        assert cells["score"] == each.score, each
        for name, expected in (("gap", each.gap), ("rate", each.rate), ("total", each.total)):
            found = cells[name]
            if expected is None:
                assert found == "－", (name, each, found)
            else:
                assert abs(Fraction(found) - expected) < Fraction(1, 10**9), (name, each, found)
    assert min(counts[grade] for grade in "SABCD－") > 50


@pytest.mark.slow
def test_the_program_computes_the_same(computed: Computed, folder: Path) -> None:
    """The very workbooks that LibreOffice saved come back."""
    (folder / "submitted").mkdir()
    for saved in (folder.parent / "saved").iterdir():
        shutil.copyfile(saved, folder / "submitted" / saved.name)
    checked = checked_from(folder)
    assert "W418" not in {finding.code for finding in checked.findings}
    merged = checked.merged
    for number, (each, _) in enumerate(computed):
        owner = owner_of(number)
        if owner in merged.missing:  # nothing came: nothing is said of it
            assert (each.kind, each.total) == ("blank", None)
            continue
        assert merged.text(owner, "score") == each.score, each
        for name, expected in (("gap", each.gap), ("rate", each.rate), ("total", each.total)):
            value = merged.numbers.get(Key(owner, name))
            assert (None if value is None else Fraction(value)) == expected, (name, each)


@pytest.mark.slow
def test_the_status_says_what_was_read(computed: Computed) -> None:
    said = {"none": "実績値は数値で", "unit": "実績値の単位が違う", "range": "実績値は範囲の外"}
    for each, cells in computed:
        status = str(cells["_status"])
        lines = status.split("\n")
        for kind, text in said.items():
            assert (text in lines) is (each.kind == kind), (each, status)
        told = [line for line in lines if line.endswith("と読みます")]
        assert len(told) <= (each.kind in {"as_text", "read"}), (each, status)
        if each.kind == "read" and told and each.units is not None:
            value = Decimal(each.units).scaleb(-each.digits)
            text = f"{abs(value):,.{each.digits}f}"
            sign = "▲" if value < 0 else ""
            assert told[0].endswith(f"」は{sign}{text}と読みます"), (each, status)


@pytest.mark.slow
def test_the_program_reads_the_same(computed: Computed) -> None:
    kind = NumberKind(unmeasured=("－", "未把握"), reach=10)
    for each, _ in computed:
        scale = Scale(each.unit, each.digits, negative="▲")
        raw = each.typed if isinstance(each.typed, float | int) else None
        text = f"{Decimal(repr(raw)):f}" if raw is not None else str(each.typed or "").strip()
        figure = kind.figure(scale, text, None if raw is None else float(raw))
        expected = None if each.units is None else Decimal(each.units).scaleb(-each.digits)
        assert figure.value == expected, each
        assert figure.fault == (each.kind if each.kind in {"none", "unit", "range"} else ""), each
