"""What formulas of a template read in cells of numbers, computed by LibreOffice at random.

The number comes first and is then spelled as people do, so that what must be read is known.
"""

from __future__ import annotations

import csv
import random
import shutil
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY
from filling import Value, column_ids, opened
from office import saved_by_libreoffice, with_wrong_results
from shinchoku import pipeline
from shinchoku.model.numbers import NumberKind, Scale

ROUND = REPOSITORY / "tests" / "rounds" / "attainment"
SHEET = "成果指標"
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
WIDE = str.maketrans("0123456789,.-%", "０１２３４５６７８９，．－％")


@dataclass(frozen=True)
class Row:
    """What is typed into a row, and what must be read: a number, or why none."""

    unit: str
    digits: int
    typed: Value
    number: Decimal | None
    kind: str  # number, as_text, read, none, unit, range, stand_in or blank

    @property
    def units(self) -> int | None:
        """The number in units of its last digit, halves away from zero."""
        if self.number is None:
            return None
        size: int = floor(abs(Fraction(self.number)) * 10**self.digits + Fraction(1, 2))
        return -size if self.number < 0 else size


Computed = list[tuple[Row, dict[str, Value]]]


def rows(count: int) -> list[Row]:
    dice = random.Random(14)  # noqa: S311 - not for secrets
    return [row(dice) for _ in range(count)]


def row(dice: random.Random) -> Row:
    unit, digits = dice.choice(UNITS)
    number = amount(dice, digits)
    kind = dice.choice(["number", "number", "as_text", "read", "read", "none", "unit", "rest"])
    if kind == "number":
        return Row(unit, digits, float(number), number, kind)
    if kind == "as_text":
        return Row(unit, digits, dice.choice([f"{number:f}", f"{number:,f}"]), number, kind)
    if kind == "read":
        return Row(unit, digits, spelled(dice, number, unit), number, kind)
    if kind == "none":
        return Row(unit, digits, dice.choice(NONE), None, kind)
    if kind == "unit":
        other = dice.choice(["万人", "百万円", "kg", "ポイント"])
        return Row(unit, digits, f"{number:,f}{other}", None, kind)
    return dice.choice(
        [
            Row(unit, digits, "未把握", None, "stand_in"),
            Row(unit, digits, "－", None, "stand_in"),
            Row(unit, digits, "   ", None, "blank"),
            Row(unit, digits, None, None, "blank"),
            Row(unit, digits, 10 ** (13 - digits), None, "range"),
            Row(unit, digits, f"-{10 ** (13 - digits)}", None, "range"),
        ]
    )


def amount(dice: random.Random, digits: int) -> Decimal:
    """Return a number, often a tie of its scale."""
    size = dice.choice([9, 99, 9_999, 999_999, 99_999_999])
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
def computed(tmp_path_factory: pytest.TempPathFactory) -> Computed:
    """Each row, with what its cells hold when LibreOffice has computed the template."""
    folder = tmp_path_factory.mktemp("live")
    asked = rows(400)
    template = distributed(folder / "attainment", asked)
    with opened(template) as book:
        sheet = book[SHEET]
        place = column_ids(sheet)["now"]
        for number, each in enumerate(asked, start=first_row(sheet)):
            cell = sheet.cell(number, place)
            cell.value = each.typed
            if isinstance(each.typed, str):
                cell.data_type = "s"
    lying = with_wrong_results(template, folder / "lying.xlsx")
    (saved,) = saved_by_libreoffice([lying], folder / "saved")
    sheet = openpyxl.load_workbook(saved, data_only=True)[SHEET]
    columns = column_ids(sheet)
    return [
        (each, {name: sheet.cell(number, at).value for name, at in columns.items()})
        for number, each in enumerate(asked, start=first_row(sheet))
    ]


def distributed(folder: Path, asked: list[Row]) -> Path:
    """Distribute a round with these rows; return the only template."""
    shutil.copytree(ROUND, folder, ignore=shutil.ignore_patterns("answers", "printed"))
    table = folder / "master" / "indicators.csv"
    header = ["field", "id", "name", "unit", "digits", "since", "way", "base", "goal", "department"]
    with table.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        for number, each in enumerate(asked):
            facts = (each.unit, each.digits, 2018, "大きいほど良い", 1, 2)
            writer.writerow(["F1", f"R{number:04}", f"指標{number}", *facts, "D1"])
    fields = folder / "master" / "fields.csv"
    fields.write_text("\ufeffid,number,title\nF1,1,市民\n", encoding="utf-8")
    pipeline.distribute(folder)
    return next((folder / "templates").glob("D1_*.xlsx"))


def first_row(sheet: Worksheet) -> int:
    return next(number for number in range(3, 20) if sheet.cell(number, 1).value == "R0000")


UNITS_OF_NOW = "_part_7"  # the last step of reading `now`, which is read first


@pytest.mark.slow
def test_what_is_read_is_what_was_meant(computed: Computed) -> None:
    for each, cells in computed:
        found = cells[UNITS_OF_NOW]
        assert (found or None) == (each.units or None) or found == each.units, (each, found)


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
    kind = NumberKind(unmeasured=("－", "未把握"))
    for each, _ in computed:
        scale = Scale(each.unit, each.digits, negative="▲")
        raw = each.typed if isinstance(each.typed, float | int) else None
        text = f"{Decimal(repr(raw)):f}" if raw is not None else str(each.typed or "").strip()
        figure = kind.figure(scale, text, None if raw is None else float(raw))
        expected = None if each.units is None else Decimal(each.units).scaleb(-each.digits)
        assert figure.value == expected, each
        assert figure.fault == (each.kind if each.kind in {"none", "unit", "range"} else ""), each
