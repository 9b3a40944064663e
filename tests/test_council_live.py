"""The formulas of the council's workbook, computed by LibreOffice."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import kit_rounds
from books import write
from conftest import REPOSITORY, fill_round
from council_book import FIRST, Published, published, rows_of, whole_counts
from office import saved_by_libreoffice, with_wrong_results
from shinchoku.editions.council import formulas
from shinchoku.model import Rounding
from shinchoku.paper.workbook import Book, SheetWriter
from workbooks import there

pytestmark = pytest.mark.slow

ROUNDS = REPOSITORY / "tests" / "rounds"
Numbers = Mapping[tuple[str, str], object]


@pytest.fixture(scope="module")
def books(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Published]:
    """Every round and kit, and the sample, published."""
    folder = tmp_path_factory.mktemp("every")
    rounds = {each.name: fill_round(each, folder / each.name) for each in sorted(ROUNDS.iterdir())}
    rounds |= {
        f"kit {kit}": kit_rounds.filled(kit, folder / "kit" / kit) for kit in kit_rounds.KITS
    }
    rounds["sample"] = filled_sample
    return {
        name: published(round_, folder / "build" / str(number) / round_.name)
        for number, (name, round_) in enumerate(rounds.items())
    }


def _computed(path: Path) -> Numbers:
    """Return what the workbook's formulas come to as it is stored, "" for nothing."""
    results = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell): results[sheet.title][cell].value or ""
        for sheet, cell in _formulas(openpyxl.load_workbook(path))
    }


def _formulas(book: Workbook) -> Iterator[tuple[Worksheet, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from ((sheet, cell.coordinate) for cell in row if cell.data_type == "f")


def test_libreoffice_comes_to_what_is_stored(
    books: Mapping[str, Published], tmp_path: Path
) -> None:
    """A lie is stored first as the result of each formula, so that what comes out was computed."""
    lies = [
        with_wrong_results(book.path, tmp_path / f"{name}.xlsx") for name, book in books.items()
    ]
    saved = saved_by_libreoffice(lies, tmp_path / "saved")
    counted = 0
    for book, lie, path in zip(books.values(), lies, saved, strict=True):
        stored = _computed(book.path)
        found = openpyxl.load_workbook(path, data_only=True)
        told = openpyxl.load_workbook(lie, data_only=True)
        differences = {
            place: (value, found[place[0]][place[1]].value)
            for place, value in stored.items()
            if (found[place[0]][place[1]].value or "") != value
        }
        assert differences == {}
        assert all(told[sheet][cell].value in {4711, "WRONG"} for sheet, cell in stored)
        counted += len(stored)
    assert counted > 10_000


def _codes(book: Published, number: int) -> Sequence[str]:
    spec = book.counted[number - 1]
    return book.definition.form(spec.form_id).column(spec.column_id).codes


def test_a_changed_grade_changes_every_count_and_percentage(
    books: Mapping[str, Published], tmp_path: Path
) -> None:
    """P01-12 is late, and becomes what cannot be judged: *, that stands for any text elsewhere."""
    sample = books["sample"]
    book = openpyxl.load_workbook(sample.path)
    sheet = book["一覧（取組）"]
    heads = [cell.value for cell in sheet[4]]
    column = heads.index("進捗\n状況") + 1
    (row,) = [row for row in range(5, sheet.max_row) if sheet.cell(row, 1).value == "P01-12"]
    assert sheet.cell(row, column).value == "B"
    sheet.cell(row, column).value = "*"
    book.save(tmp_path / "changed.xlsx")
    (path,) = saved_by_libreoffice([tmp_path / "changed.xlsx"], tmp_path / "saved")
    after = replace(sample)
    after.__dict__["stored"] = openpyxl.load_workbook(path, data_only=True)
    assert whole_counts(sample, 1) == [21, 284, 33, 34, 11, 383]
    assert whole_counts(after, 1) == [21, 284, 32, 35, 11, 383]
    whole = after.whole(1)
    assert [whole.cell(FIRST + row, 4).value for row in range(6)] == [5, 74, 8, 9, 3, 100]
    for old, new in zip(sample.divisions(1), after.divisions(1), strict=True):
        before, total_before = rows_of(sample, old)
        now, total = rows_of(after, new)
        (moved,) = [index for index in range(len(now)) if now[index] != before[index]]
        change = [a - b for a, b in zip(now[moved], before[moved], strict=True)]
        assert change == [0, 0, -1, 1, 0, 0]
        assert [a - b for a, b in zip(total, total_before, strict=True)] == change
    listed = after.stored["1 B"]
    assert [listed["A2"].value, listed["A3"].value] == [33, 32]
    assert "一致していません" in str(listed["A4"].value)


ROUNDINGS = [
    Rounding(mode=mode, digits=digits)
    for mode in ("half_up", "half_even", "down")
    for digits in (0, 1, 3)
]


def test_a_share_is_rounded_as_it_is_printed(tmp_path: Path) -> None:
    """Halves are among them, which binary fractions miss: 1 of 8, 5 of 1000, 1 of 160."""
    dice = random.Random(15)  # noqa: S311 - not for secrets
    halves = (0, 7, 8, 16, 40, 160, 200, 1000, 2000)
    pairs = [(part, whole) for whole in halves for part in range(min(whole, 60) + 1)]
    wholes = [dice.randrange(1, 12_000) for _ in range(300)]
    pairs += [(dice.randrange(whole + 1), whole) for whole in wholes]

    def job(_: Book, sheet: SheetWriter) -> None:
        for row, (part, whole) in enumerate(pairs):
            sheet.number(row, 0, part)
            sheet.number(row, 1, whole)
            for column, rounding in enumerate(ROUNDINGS, 2):
                shared = formulas.share(f"A{row + 1}", f"B{row + 1}", rounding)
                sheet.formula(row, column, f"={shared}", None, -1)

    path = write(tmp_path / "shares.xlsx", job)
    (saved,) = saved_by_libreoffice([path], tmp_path / "saved")
    sheet = there(openpyxl.load_workbook(saved, data_only=True).active)
    exact = [Fraction(100 * part, whole) if whole else Fraction(0) for part, whole in pairs]
    for column, rounding in enumerate(ROUNDINGS, 3):
        found = [float(str(sheet.cell(row, column).value)) for row in range(1, len(pairs) + 1)]
        assert found == [float(rounding.shown(share)) for share in exact], rounding
