"""Whatever happens to a file: the same values or a finding, and never an exception."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from cases.case import SHEET, A, B, parts_of, zip_parts
from filling import column_ids, opened
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.findings import Finding
from shinchoku.intake.merge import merge
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import Submission, read_submission
from shinchoku.model import Definition, Key

SEED = 20310630


def outcome(
    definition: Definition, submissions: Sequence[Submission]
) -> tuple[Mapping[Key, str], tuple[Finding, ...]]:
    intake = Intake(definition, submissions)
    findings = check(intake)
    merged, _ = merge(intake)
    return {key: value.text for key, value in merged.submitted.items()}, findings


# ---------------------------------------------------------------- bytes

Mutation = Callable[[bytearray, random.Random], None]


def flip_bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 2, 8])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def cut_out(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice([1, 4, 100, 5_000])]


def overwrite(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice([1, 4, 64, 512]))
    data[start:end] = chance.randbytes(end - start)


def repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice([1, 30, 2_000])]


BYTES: Mapping[Mutation, int] = {
    flip_bits: 160,
    truncate: 60,
    cut_out: 60,
    overwrite: 60,
    repeat: 60,
}


@pytest.mark.parametrize("mutation", BYTES, ids=lambda mutation: mutation.__name__)
def test_broken_bytes(filled_tiny: Path, tmp_path: Path, mutation: Mutation) -> None:
    definition = load(filled_tiny)
    other = read_submission(filled_tiny / B, B)
    original = (filled_tiny / A).read_bytes()
    expected, _ = outcome(definition, [read_submission(filled_tiny / A, A), other])
    chance = random.Random(SEED)  # noqa: S311
    path = tmp_path / "mutant.xlsx"
    for number in range(BYTES[mutation]):
        data = bytearray(original)
        mutation(data, chance)
        path.write_bytes(data)
        found, findings = outcome(definition, [read_submission(path, A), other])
        assert found == expected or findings, (mutation.__name__, number)
        kept = {key: text for key, text in found.items() if key.owner_id in {"S1-03", "S2-01"}}
        assert kept.items() <= expected.items()
        assert len(kept) == 7


def test_dropped_parts(filled_tiny: Path, tmp_path: Path) -> None:
    definition = load(filled_tiny)
    other = read_submission(filled_tiny / B, B)
    parts = parts_of(filled_tiny / A)
    expected, _ = outcome(definition, [read_submission(filled_tiny / A, A), other])
    path = tmp_path / "mutant.xlsx"
    for dropped in parts:
        zip_parts(path, {name: part for name, part in parts.items() if name != dropped})
        found, findings = outcome(definition, [read_submission(path, A), other])
        assert found == expected or findings, dropped


def test_broken_xml_under_a_fitting_checksum(filled_tiny: Path, tmp_path: Path) -> None:
    """What is typed may then be another text; but nothing else is lost, and nothing raises."""
    definition = load(filled_tiny)
    other = read_submission(filled_tiny / B, B)
    parts = parts_of(filled_tiny / A)
    read = [n for n in parts if n.startswith(("xl/", "docProps/custom", "_rels"))]
    chance = random.Random(SEED)  # noqa: S311
    path = tmp_path / "mutant.xlsx"
    for _ in range(100):
        name = chance.choice(read)
        data = bytearray(parts[name])
        chance.choice([flip_bits, cut_out, repeat, truncate])(data, chance)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for part, content in (parts | {name: bytes(data)}).items():
                archive.writestr(part, content)
        found, _ = outcome(definition, [read_submission(path, A), other])
        assert sum(key.owner_id in {"S1-03", "S2-01"} for key in found) >= 7


# ---------------------------------------------------------------- meanings

Operator = Callable[[Worksheet, int, Mapping[str, int]], object]
"""Does something to one row of the form; columns are known by their ids."""

FIRST_ROW = 7


def cell_moved_aside(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    cell = sheet.cell(row, columns["done"])
    sheet.cell(row, sheet.max_column + 2).value, cell.value = cell.value, None


def rows_swapped(sheet: Worksheet, row: int, _: Mapping[str, int]) -> None:
    other = FIRST_ROW if row > FIRST_ROW else FIRST_ROW + 1
    for column in range(1, sheet.max_column):
        one, two = sheet.cell(row, column), sheet.cell(other, column)
        one.value, two.value = two.value, one.value


def sheet_renamed(sheet: Worksheet, row: int, _: Mapping[str, int]) -> None:
    sheet.title = f"最終{row}"


def row_inserted_above(sheet: Worksheet, row: int, _: Mapping[str, int]) -> None:
    sheet.insert_rows(row)


def grade_unknown(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    sheet.cell(row, columns["achieved"]).value = "？"


def id_repeated(sheet: Worksheet, row: int, _: Mapping[str, int]) -> None:
    sheet.cell(row, 1).value = sheet.cell(FIRST_ROW, 1).value


def id_changed(sheet: Worksheet, row: int, _: Mapping[str, int]) -> None:
    sheet.cell(row, 1).value = "S7-77"


def text_struck(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    struck = TextBlock(InlineFont(strike=True), "以前の値")
    cell = sheet.cell(row, columns["done"])
    cell.value = CellRichText([struck, str(cell.value)])


def row_deleted(sheet: Worksheet, row: int, _: Mapping[str, int]) -> None:
    sheet.delete_rows(row)


def locked_text_changed(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    sheet.cell(row, columns["goal"]).value = "別の目標"


def plan_cleared(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    sheet.cell(row, columns["plan_r8"]).value = None


def became_a_date(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    cell = sheet.cell(row, columns["done"])
    cell.number_format = "m月d日"
    cell.value = date(2031, 1, 2)


def became_an_error(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    sheet.cell(row, columns["done"]).value = "#N/A"


def became_a_formula(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    sheet.cell(row, columns["done"]).value = "=A1"


def answer_cleared(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    sheet.cell(row, columns["done"]).value = "　"


def cells_merged(sheet: Worksheet, row: int, columns: Mapping[str, int]) -> None:
    done = columns["done"]
    sheet.merge_cells(start_row=row, end_row=row, start_column=done, end_column=done + 1)


def row_hidden(sheet: Worksheet, row: int, _: Mapping[str, int]) -> None:
    sheet.row_dimensions[row].hidden = True


NO_FINDING: tuple[Operator, ...] = (rows_swapped, sheet_renamed, row_inserted_above)
MUST_RAISE: Mapping[Operator, str] = {
    cell_moved_aside: "E301 N505",
    id_changed: "E201 E204",
    text_struck: "E311",
    row_deleted: "E204",
    locked_text_changed: "E205",
    plan_cleared: "E205",
    became_a_date: "E310",
    became_an_error: "E308",
    became_a_formula: "E309",
    answer_cleared: "E301",
    cells_merged: "E208",
    row_hidden: "N503",
}
ROWS = ((A, 7), (A, 8), (A, 9), (B, 7), (B, 8))
ITEMS = ((A, 7), (A, 8), (B, 7), (B, 8))


def mutated(tiny: Path, operator: Operator, file: str, row: int) -> str:
    """Do it and return the id of the row that it was done to."""
    with opened(tiny / file) as book:
        sheet = book[SHEET]
        assert isinstance(sheet, Worksheet)
        owner = str(sheet.cell(row, 1).value)
        operator(sheet, row, column_ids(sheet))
    return owner


@pytest.fixture(scope="session")
def expected(filled_tiny: Path) -> Mapping[Key, str]:
    intake = pipeline.examine(filled_tiny).intake
    return outcome(intake.definition, intake.submissions)[0]


@pytest.mark.parametrize("place", ROWS, ids=str)
@pytest.mark.parametrize("operator", NO_FINDING, ids=lambda operator: operator.__name__)
def test_what_changes_no_meaning(
    tiny: Path, expected: Mapping[Key, str], operator: Operator, place: tuple[str, int]
) -> None:
    mutated(tiny, operator, *place)
    intake = pipeline.examine(tiny).intake
    assert outcome(intake.definition, intake.submissions) == (expected, ())


@pytest.mark.parametrize("place", ROWS, ids=str)
@pytest.mark.parametrize("operator", MUST_RAISE, ids=lambda operator: operator.__name__)
def test_what_changes_the_meaning(
    tiny: Path, expected: Mapping[Key, str], operator: Operator, place: tuple[str, int]
) -> None:
    owner = mutated(tiny, operator, *place)
    intake = pipeline.examine(tiny).intake
    found, findings = outcome(intake.definition, intake.submissions)
    assert {finding.code for finding in findings} == set(MUST_RAISE[operator].split())
    assert {finding.where.file for finding in findings} == {place[0]}
    others = {key: text for key, text in expected.items() if key.owner_id != owner}
    assert {key: text for key, text in found.items() if key.owner_id != owner} == others


@pytest.mark.parametrize("place", ITEMS, ids=str)
def test_an_unknown_grade(tiny: Path, expected: Mapping[Key, str], place: tuple[str, int]) -> None:
    owner = mutated(tiny, grade_unknown, *place)
    intake = pipeline.examine(tiny).intake
    found, findings = outcome(intake.definition, intake.submissions)
    assert [finding.code for finding in findings] == ["E302"]
    assert found == {**expected, Key(owner, "achieved"): "？"}


@pytest.mark.parametrize("place", [place for place in ROWS if place[1] > FIRST_ROW], ids=str)
def test_an_id_repeated(tiny: Path, expected: Mapping[Key, str], place: tuple[str, int]) -> None:
    owner = mutated(tiny, id_repeated, *place)
    intake = pipeline.examine(tiny).intake
    found, findings = outcome(intake.definition, intake.submissions)
    assert [finding.code for finding in findings] == ["E203", "E204"]
    assert found == {key: text for key, text in expected.items() if key.owner_id != owner}


def test_a_mutant_changes_no_other_round(filled_tiny: Path, tmp_path: Path) -> None:
    """The tests above spoil copies: the shared round is as it was filled."""
    shutil.copytree(filled_tiny, tmp_path / "again")
    assert pipeline.examine(tmp_path / "again").findings == ()
