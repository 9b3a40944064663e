"""Lines that every entry of a form has: costs by year with their sums."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from conftest import REPOSITORY, answer_round, fill_round
from correcting import as_csv
from csv_files import records
from faults import check_told_alike, edit, in_report, in_table
from filling import cell_of, file_of, opened, type_in
from office import saved_by_libreoffice, with_wrong_results
from running import checked_from, compiled_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.model import Key
from shinchoku.results import Distributed
from spoiling.folders import Spoil
from telling import en, ja
from workbooks import texts_on

ROUND = REPOSITORY / "tests" / "rounds" / "sheets"
YEARS = ("y4", "y5", "y6")
REVIEW = '[review]\nby = "財政課"\ndeadline = 2025-07-31\n\n[texts]'
SUM = 'sum = ["works", "staff"]'


def amount(text: str) -> Decimal | None:
    """Return a number of the answers, which are written as they are printed."""
    plain = text.replace(",", "")
    return Decimal(plain) if plain.isdigit() else None


def parts_of(owner: str) -> Mapping[str, str]:
    """Return the answers of a line."""
    return next(r for r in records(ROUND / "answers" / "sheets.csv") if r["owner"] == owner)


def sums() -> Iterator[tuple[str, str, Decimal]]:
    """Yield what the answers add up to: the entry, the year, and costs and staff together."""
    answers: Mapping[str, Mapping[str, str]] = {
        row["owner"]: row for row in records(ROUND / "answers" / "sheets.csv")
    }
    for owner in (owner for owner in answers if "." not in owner):
        for year in YEARS:
            parts = [amount(answers[line][year]) for line in (owner, f"{owner}.staff")]
            yield owner, year, sum((part for part in parts if part is not None), Decimal(0))


def test_sums_are_computed_and_printed(filled: Path, tmp_path: Path) -> None:
    compiled = compiled_from(filled, tmp_path / "build")
    expected = {Key(f"{owner}.all", year): total for owner, year, total in sums()}
    assert {key: compiled.merged.numbers[key] for key in expected} == expected
    assert expected.keys() <= compiled.merged.derived
    book = openpyxl.load_workbook(compiled.report)
    printed = [text for sheet in book for text in texts_on(sheet)]
    for total in expected.values():
        assert f"{total:,}" in printed
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_the_template_has_a_row_for_each_line_and_locked_sums(filled: Path) -> None:
    book = openpyxl.load_workbook(next((filled / "templates").glob("D1_*.xlsx")))
    labels = [cell_of(book, f"P4-01{line}", "money").value for line in ("", ".staff", ".all")]
    assert labels == ["直接事業費", "人件費", "事業費計"]
    for line, locked in (("", False), (".staff", False), (".all", True)):
        cell = cell_of(book, f"P4-01{line}", "y5")
        assert cell.protection.locked is locked
        assert str(cell.value or "").startswith("=") is locked


def test_libreoffice_adds_up_the_same(filled: Path, tmp_path: Path) -> None:
    wrong = with_wrong_results(file_of(filled, "D1"), tmp_path / "D1.xlsx")
    (saved,) = saved_by_libreoffice([wrong], tmp_path / "saved")
    book = openpyxl.load_workbook(saved, data_only=True)
    asked = [(owner, year, total) for owner, year, total in sums() if owner.startswith("P4")]
    assert len(asked) == 30
    for owner, year, total in asked:
        assert cell_of(book, f"{owner}.all", year).value == total


def test_what_is_typed_over_a_sum_is_told_and_not_read(folder: Path) -> None:
    cell = type_in(file_of(folder, "D1"), "P4-01.all", "y5", 4711)
    checked = checked_from(folder)
    (found,) = (f for f in checked.findings if f.code == "W418")
    assert found.where.cell == cell
    expected = {(owner, year): total for owner, year, total in sums()}
    total = expected["P4-01", "y5"]
    assert f"{total:,}" in ja(found.message)
    assert f"{total:,}" in en(found.message)
    assert checked.merged.numbers[Key("P4-01.all", "y5")] == total
    assert Key("P4-01.all", "y5") not in checked.merged.submitted


def test_what_is_not_known_is_left_out_of_a_sum(folder: Path) -> None:
    for line in ("P4-01", "P4-01.staff"):
        type_in(file_of(folder, "D1"), line, "y4", "－")
    type_in(file_of(folder, "D1"), "P4-02", "y4", "－")
    merged = checked_from(folder).merged
    assert merged.text("P4-01.all", "y4") == "－"
    assert merged.text("P4-01.all", "change") == "－"
    assert merged.text("P4-02.all", "y4") == merged.text("P4-02.staff", "y4")


def test_nothing_is_added_up_of_what_did_not_come(folder: Path, tmp_path: Path) -> None:
    file_of(folder, "D2").unlink()
    merged = compiled_from(folder, tmp_path / "build", draft=True).merged
    assert Key("P1-01.all", "y5") not in merged.shown
    assert "P1-01.all" in merged.missing
    assert Key("P4-01.all", "y5") in merged.shown


def test_a_correction_is_added_up_again(folder: Path) -> None:
    before = checked_from(folder).merged
    works, total = (before.numbers[Key(f"P4-01{line}", "y5")] for line in ("", ".all"))
    as_csv(folder, [("P4-01", "y5", f"{works:,}", f"{works + 7:,}", "課長", "集計の誤り")])
    assert checked_from(folder).merged.numbers[Key("P4-01.all", "y5")] == total + 7
    as_csv(folder, [("P4-01.all", "y5", f"{total:,}", "1", "課長", "集計の誤り")])
    assert "E803" in {finding.code for finding in checked_from(folder).findings}


def test_another_sum_is_another_version(folder: Path) -> None:
    in_report(SUM, 'sum = ["works"]')(folder)
    assert [f.code for f in checked_from(folder).findings].count("W405") == 4


def test_a_sum_may_stand_first_and_repeats_add_up_their_source(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    edit(folder / "report.toml", '  { id = "works", label = "直接事業費" },\n', "")
    edit(
        folder / "report.toml",
        f'  {{ id = "all", label = "事業費計", {SUM} }},\n',
        '  { id = "works", label = "直接事業費" },\n',
    )
    edit(
        folder / "report.toml",
        "lines = [\n",
        f'lines = [\n  {{ id = "all", label = "事業費計", {SUM} }},\n',
    )
    tree = folder / "master" / "sheets.csv"
    header, *entries_of = tree.read_text(encoding="utf-8-sig").splitlines()
    again = "P1,P1-99,1-99,高齢者見守り活動支援事業（再掲）,,,P1-01"
    lines = [f"{header},repeat", *(f"{row}," for row in entries_of), again, ""]
    tree.write_text("\n".join(lines), encoding="utf-8-sig")
    entries = [entry for _, entry in load(folder).entries(load(folder).forms[0])]
    assert [line.id for line in entries[0].lines][:3] == ["P1-01", "P1-01.staff", "P1-01.works"]
    assert entries[0].lines[0].sum_of == ("P1-01.works", "P1-01.staff")
    assert [line.repeat_of for line in entries[10].lines][:2] == ["P1-01", "P1-01.staff"]
    answers = folder / "answers" / "sheets.csv"
    text = answers.read_text(encoding="utf-8-sig").splitlines()
    costs = {row["owner"]: [row[year] for year in YEARS] for row in records(answers)}
    for number, line in enumerate(text):
        owner = line.split(",")[0]
        if owner in costs and "." not in owner:
            figures = ",".join(f'"{cost}"' if "," in cost else cost for cost in costs[owner])
            text[number] = line.replace(figures, ",,", 1)
            text.append(f"{owner}.works,,,{figures},,,,")
    answers.write_text("\n".join([*text, ""]), encoding="utf-8-sig")
    target = fill_round(folder, tmp_path / "filled" / "sheets")
    compiled = compiled_from(target, tmp_path / "build")
    for owner, year, total in sums():
        assert compiled.merged.numbers[Key(owner, year)] == total
    assert compiled.merged.text("P1-99", "y5") == compiled.merged.text("P1-01", "y5")
    assert pipeline.verify(tmp_path / "build").findings == ()


def test_a_sum_over_all_lines_counts_none_twice(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    column = '{ id = "whole", by = "computed", sum = ["change"], unit = "千円", print = "none" },'
    in_report('  { id = "grade"', f'  {column}\n  {{ id = "grade"')(folder)
    merged = checked_from(fill_round(folder, tmp_path / "filled" / "sheets")).merged
    parts = [merged.numbers.get(Key(f"P1-02{line}", "change"), Decimal(0))
             for line in ("", ".staff", ".grant", ".fees")]  # fmt: skip
    assert merged.numbers[Key("P1-02", "whole")] == sum(parts)


def test_what_stands_in_a_closed_cell_of_a_sum_is_told(folder: Path) -> None:
    in_report(
        'kind = "number", unit = "千円", per = "line", header = "{era+1}',
        'per = "line", header = "{era+1}',
    )(folder)
    shutil.rmtree(folder / "templates")
    shutil.rmtree(folder / "submitted")
    target = fill_round(folder, folder.parent / "filled" / "sheets")
    for text in ("約5割増", parts_of("P4-01")["y6"]):  # also what the first line says itself
        with opened(file_of(target, "D1")) as book:
            cell_of(book, "P4-01.all", "y6").value = text
        (found,) = (each for each in checked_from(target).findings if each.code == "E210")
        assert "合計の行の" in ja(found.message)
        assert f"「{text}」" in ja(found.message)
        assert "合計する行に書き写し" in ja(found.hint)


def test_a_sum_over_lines_is_there_where_the_first_of_them_is_blank(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    column = '{ id = "spent", by = "computed", sum = ["y5"], unit = "千円", print = "none" },'
    in_report('  { id = "grade"', f'  {column}\n  {{ id = "grade"')(folder)
    target = fill_round(folder, tmp_path / "filled" / "sheets")
    for answered in load(target).forms[0].answered:
        type_in(file_of(target, "D2"), "P1-02", answered.id, None)
    merged = checked_from(target).merged
    assert "P1-02" in merged.missing
    lines = ("P1-02.staff", "P1-02.grant", "P1-02.fees")
    whole = sum(amount(parts_of(line)["y5"]) or 0 for line in lines)
    assert whole > 0
    assert merged.numbers[Key("P1-02", "spent")] == whole


def test_a_reviewer_adds_up_in_a_workbook_of_ones_own(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    column = '{ id = "cut", by = "review", per = "line", kind = "number", header = "査定" },'
    in_report("[texts]", REVIEW)(folder)
    in_report('  { id = "grade"', f'  {column}\n  {{ id = "grade"')(folder)
    in_report('"y6", "change"]', '"y6", "change", "cut"]')(folder)
    target = answer_round(folder, tmp_path / "filled" / "sheets")
    assert isinstance(pipeline.distribute_reviews(target), Distributed)
    (book,) = (path for path in (target / "templates").glob("*財政課*") if path.suffix == ".xlsx")
    sent = Path(shutil.copy(book, target / "submitted"))
    type_in(sent, "P4-01.r", "cut", "1,200")
    type_in(sent, "P4-01.r.staff", "cut", "34")
    with opened(sent) as workbook:
        assert cell_of(workbook, "P4-01.r.all", "cut").protection.locked
    merged = checked_from(target).merged
    assert merged.numbers[Key("P4-01.r.all", "cut")] == Decimal(1234)


# ---------------------------------------------------------------- definitions

LABEL = '{ id = "money", by = "master", per = "line", header = "区分", width = 7 }'
WHERE = "report.toml forms[1]"
FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "no column for labels": (
        lambda folder: (
            in_report(f"  {LABEL},\n", "")(folder),
            in_report('lines = ["money", ', "lines = [")(folder),
        ),
        [f'{WHERE}.lines: 固定の行の名を示す列がありません。by = "master"、per = "line" の列を'
         "一つ加えてください。"],
        [f"{WHERE}.lines: No column says which of the fixed lines one is. "
         'Add one with by = "master" and per = "line".'],
    ),
    "two columns for labels": (
        in_report(LABEL, f"{LABEL.replace('money', 'spare')},\n  {LABEL}"),
        [f"{WHERE}.lines: 固定の行の名を示す列が複数あります（spare・money）。"
         'by = "master"、per = "line" の列は一つだけにしてください。'],
        [f"{WHERE}.lines: Several columns would say which of the fixed lines one is "
         '(spare, money). Only one may have by = "master" and per = "line".'],
    ),
    "labels that are numbers": (
        in_report('header = "区分"', 'kind = "number", header = "区分"'),
        [f'{WHERE}.columns[4].kind: 固定の行の名を示す列は、数値の列（kind = "number"）に'
         "できません。"],
        [f"{WHERE}.columns[4].kind: The column that says which of the fixed lines one is cannot "
         'be one of numbers (kind = "number").'],
    ),
    "a sum of an unknown line": (
        in_report(SUM, 'sum = ["works", "stuff"]'),
        [f"{WHERE}.lines[3].sum: 「stuff」という合計でない行はありません。「staff」のことですか。"],
        [f"{WHERE}.lines[3].sum: There is no line that is no sum “stuff”. "
         "Did you mean “staff”?"],
    ),
    "a sum of a sum": (
        in_report('id = "grant", label = "うち国・都支出金"',
                  'id = "grant", label = "うち国・都支出金", sum = ["all"]'),
        [f"{WHERE}.lines[4].sum: 「all」は合計の行なので、足せません。もとの行を書いてください。"],
        [f"{WHERE}.lines[4].sum: “all” adds up others itself: name the lines that it adds up."],
    ),
    "a line twice": (
        in_report('id = "staff"', 'id = "works"'),
        [f"{WHERE}.lines[2].id: 「works」は forms[1].lines[1].id と重複しています。",
         f"{WHERE}.lines[3].sum: 「staff」という合計でない行はありません。"],
        [f"{WHERE}.lines[2].id: “works” is already used at forms[1].lines[1].id.",
         f"{WHERE}.lines[3].sum: There is no line that is no sum “staff”."],
    ),
    "a line with the name of a review": (
        lambda folder: (
            in_report('id = "fees"', 'id = "r"')(folder),
            in_report("[texts]", REVIEW)(folder),
            in_report('  { id = "grade"', '  { id = "cut", by = "review", header = "査定" },\n'
                      '  { id = "grade"')(folder),
            in_report('{ label = "今後の方向" }', '{ column = "cut" }')(folder),
        ),
        [f"{WHERE}.lines[5].id: 「r」は、この仕組みが使う名前です。別の名前にしてください。"],
        [f"{WHERE}.lines[5].id: “r” is a name that the program uses itself. Choose another."],
    ),
    "an id that another entry's line has": (
        in_table("sheets", "P1,P1-02,", "P1,P1-01.staff,"),
        ["sheets.csv 3行目 id: id「P1-01.staff」は sheets.csv 2行目 と重複しています。"],
        ["sheets.csv row 3 id: The id “P1-01.staff” is already used at sheets.csv row 2."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_definition_is_told(
    tmp_path: Path, fault: tuple[Spoil, list[str], list[str]]
) -> None:
    spoil, expected, in_english = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "sheets"))
    spoil(folder)
    check_told_alike(folder, expected, in_english)
