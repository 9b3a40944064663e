"""master.xlsx as `new` writes it, and as a clerk gives it back.

Ids in a hidden row, headings in words, drop-downs; whatever is done to it in Excel is read, or told
at its own cell.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY, SAMPLE
from csv_files import records
from faults import problems
from filling import opened
from kit_rounds import KITS, begun, folder_of
from office import saved_by_libreoffice
from shinchoku.definition import load
from shinchoku.definition.headings import is_headings
from shinchoku.definition.master_book import LISTS, write_master
from shinchoku.model import Definition
from shinchoku.words import words
from workbooks import active, sheet_of, there

ROUNDS = [SAMPLE, *sorted((REPOSITORY / "tests" / "rounds").iterdir()), *map(folder_of, KITS)]
KIT = "action-plan"
FIRST = 3  # the first row of data
IDS, HEADINGS = 1, 2
Change = Callable[[Workbook], object]


def rewritten(source: Path, folder: Path) -> Path:
    """Return a round of the same report.toml whose master is our workbook."""
    target = folder / source.name
    (target / "master").mkdir(parents=True)
    shutil.copy(source / "report.toml", target)
    write_master(source, target / "master" / "master.xlsx")
    return target


def header_of(table: Path) -> list[str]:
    with table.open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream))


def without_rows(definition: Definition) -> str:
    """Return all of a definition but the rows that nodes without an id are named by."""
    return re.sub(r"\b(\w+):\d+'", r"\1'", repr(definition))


@pytest.mark.parametrize("source", ROUNDS, ids=lambda folder: folder.name)
def test_any_master_is_the_same_as_a_workbook(source: Path, tmp_path: Path) -> None:
    assert without_rows(load(rewritten(source, tmp_path))) == without_rows(load(source))


# ---------------------------------------------------------------- what is written


@pytest.mark.parametrize("source", ROUNDS, ids=lambda folder: folder.name)
def test_ids_are_hidden_and_headings_are_words(source: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(rewritten(source, tmp_path) / "master" / "master.xlsx")
    tables = {path.stem: header_of(path) for path in source.glob("master/*.csv")}
    assert set(book.sheetnames[1:]) == {*tables, LISTS}
    assert book[LISTS].sheet_state == "veryHidden"
    names = {form.master for form in load(source).forms}
    for name, header in tables.items():
        sheet = sheet_of(book, name)
        assert [cell.value for cell in sheet[IDS]] == header
        assert sheet.row_dimensions[IDS].hidden
        assert not sheet.row_dimensions[HEADINGS].hidden
        assert (sheet.freeze_panes, sheet.auto_filter.ref[:2]) == ("A3", "A2")
        assert sheet.max_row == len(records(source / "master" / f"{name}.csv")) + HEADINGS
        words_ = [str(cell.value) for cell in sheet[HEADINGS]]
        assert all(words_)
        if name not in names:  # a form may call a column as it is called
            assert {"id", "number", "title", "name"}.isdisjoint(words_)


def test_the_headings_of_a_kit(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(begun(KIT, tmp_path) / "master" / "master.xlsx")
    assert book.sheetnames[1:-1] == ["departments", "pillars", "plans", "items"]
    assert [cell.value for cell in sheet_of(book, "items")[HEADINGS]] == [
        "plans の記号", "記号（英字で始める）", "取組", "令和8年度の目標", "令和6年度 計画",
        "担当部署の記号", "再掲元の記号", "改ページ"]  # fmt: skip
    assert [cell.value for cell in sheet_of(book, "plans")[HEADINGS]] == [
        "記号（英字で始める）", "pillars の記号", "番号", "名称"]  # fmt: skip
    english = begun("council-plan-en", tmp_path) / "master" / "master.xlsx"
    book = openpyxl.load_workbook(english)
    for sheet in book.worksheets:
        for row in sheet.values:
            assert re.fullmatch(r"[\n\x20-\x7e“”]*", "".join(str(v) for v in row if v is not None))


def offered(sheet: Worksheet) -> dict[str, str]:
    """Return where each column's drop-down takes its texts from."""
    ids = {re.sub(r"\d", "", cell.coordinate): str(cell.value) for cell in sheet[IDS]}
    return {
        ids[re.sub(r"\d.*", "", str(each.sqref))]: str(each.formula1)
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
    }


def listed(book: Workbook, source: str) -> list[object]:
    """Return the texts of a list that does not grow."""
    sheet, _, area = source.partition("!")
    cells = book[sheet.strip("'")][area]
    return [row[0].value for row in cells]


def test_what_names_something_is_chosen(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(begun(KIT, tmp_path) / "master" / "master.xlsx")
    items = offered(sheet_of(book, "items"))
    assert set(items) == {"plan", "department", "repeat", "page_break"}
    assert items["plan"].startswith("'plans'!$A$3:INDEX(")
    assert items["department"].startswith("'departments'!$A$3:INDEX(")
    assert items["repeat"].startswith("'items'!$B$3:INDEX(")
    assert listed(book, items["page_break"]) == ["before", "avoid"]
    assert set(offered(sheet_of(book, "plans"))) == {"pillar"}
    assert offered(sheet_of(book, "departments")) == {}


def test_kinds_and_codes_are_chosen(tmp_path: Path) -> None:
    """Of the sample: an outline of three levels, and repeats with grades of their own."""
    book = openpyxl.load_workbook(rewritten(SAMPLE, tmp_path) / "master" / "master.xlsx")
    tree = offered(sheet_of(book, "tree"))
    assert listed(book, tree["kind"]) == ["related", "group", "project", "heading", "item", "line"]
    assert {*offered(sheet_of(book, "plans"))} >= {"pillar", "objective"}
    if "grade" in tree:
        assert listed(book, tree["grade"]) == ["A+", "A", "B", "*", "-"]


def test_every_cell_is_a_text_also_where_nothing_stands_yet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(begun(KIT, tmp_path) / "master" / "master.xlsx")
    for sheet in book.worksheets[1:-1]:
        cells = (cell for row in sheet.iter_rows(min_row=FIRST) for cell in row)
        assert {cell.number_format for cell in cells} == {"@"}
        kept = vars(sheet.column_dimensions["A"])
        assert sheet.column_dimensions["A"].number_format == "@", kept


@pytest.mark.slow
def test_libreoffice_offers_what_is_there_and_what_is_added(tmp_path: Path) -> None:
    """A formula that counts what a drop-down offers, before and after a row is added."""
    folder = begun(KIT, tmp_path)
    with opened(folder / "master" / "master.xlsx") as book:
        source = offered(sheet_of(book, "items"))["department"]
        sheet_of(book, "departments").append(["kikaku", "企画課"])
        memo = book.create_sheet("メモ")
        memo["A1"] = f"=ROWS({source})"
        memo["A2"] = f"=INDEX({source},ROWS({source}),1)"
    (saved,) = saved_by_libreoffice([folder / "master" / "master.xlsx"], tmp_path / "saved")
    memo = openpyxl.load_workbook(saved, data_only=True)["メモ"]
    assert (memo["A1"].value, memo["A2"].value) == (4, "kikaku")


# ---------------------------------------------------------------- what a clerk does to it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round that was begun with a kit."""
    return begun(KIT, tmp_path)


def changed(folder: Path, change: Change) -> Path:
    with opened(folder / "master" / "master.xlsx") as book:
        change(book)
    return folder


def in_sheet(name: str, change: Callable[[Worksheet], object]) -> Change:
    return lambda book: change(sheet_of(book, name))


def shown_again(sheet: Worksheet) -> None:
    sheet.row_dimensions[IDS].hidden = False


def trailing(sheet: Worksheet) -> None:
    for cell in sheet["C"][HEADINGS:]:
        cell.value = f"{cell.value} \n"


def own_sheet(book: Workbook) -> None:
    memo = book.create_sheet("メモ")
    memo["A1"], memo["A2"] = "覚え書き", "記号（英字で始める）"


HARMLESS: dict[str, Change] = {
    "blank rows below": in_sheet("items", lambda sheet: sheet.insert_rows(30, 2)),
    "a blank row within": in_sheet("items", lambda sheet: sheet.insert_rows(6)),
    "a row before the headings": in_sheet("items", lambda sheet: sheet.insert_rows(HEADINGS)),
    "a row below the headings": in_sheet("items", lambda sheet: sheet.insert_rows(FIRST)),
    "the headings deleted": in_sheet("items", lambda sheet: sheet.delete_rows(HEADINGS)),
    "the ids shown": in_sheet("items", shown_again),
    "a heading reworded": in_sheet("items", lambda sheet: sheet.__setitem__("B2", "コード")),
    "a heading emptied": in_sheet("items", lambda sheet: sheet.__setitem__("A2", None)),
    "blanks behind texts": in_sheet("items", trailing),
    "a sheet of one's own": own_sheet,
    "the guide deleted": lambda book: book.remove(book.worksheets[0]),
    "sheets in another order": lambda book: book.move_sheet("items", -3),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_what_changes_nothing_is_read_as_it_was(folder: Path, change: Change) -> None:
    expected = load(folder)
    assert load(changed(folder, change)) == expected


@pytest.mark.slow
def test_a_workbook_that_libreoffice_saved_is_the_same(folder: Path, tmp_path: Path) -> None:
    expected = load(folder)
    path = folder / "master" / "master.xlsx"
    (saved,) = saved_by_libreoffice([path], tmp_path / "saved")
    shutil.copy(saved, path)
    assert load(folder) == expected


def sort(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    for number, row in enumerate(sorted(rows, key=str, reverse=True), start=FIRST):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value


def test_a_sheet_that_was_sorted_is_printed_in_its_order(folder: Path) -> None:
    before = load(folder)
    after = load(changed(folder, in_sheet("departments", sort)))
    assert {*after.departments} == {*before.departments}
    assert [each.id for each in after.departments] == ["machi", "kankyo", "fukushi"]
    assert after.trees == before.trees


def test_rows_that_were_inserted_are_read_where_they_stand(folder: Path) -> None:
    def insert(sheet: Worksheet) -> None:
        sheet.insert_rows(4)
        for column, text in enumerate(("S11", "T91", "配食", "10か所", "8か所", "fukushi"), 1):
            sheet.cell(4, column).value = text

    definition = load(changed(folder, in_sheet("items", insert)))
    entries = [entry.id for _, entry in definition.entries(definition.forms[0])]
    assert entries[:3] == ["T01", "T91", "T02"]


def test_numbers_are_read_as_they_are_shown(folder: Path) -> None:
    def number(sheet: Worksheet) -> None:
        sheet["D3"], sheet["E3"] = 1234, 0.5
        sheet["D3"].number_format, sheet["E3"].number_format = "#,##0", "0.0%"

    definition = load(changed(folder, in_sheet("items", number)))
    entry = next(entry for _, entry in definition.entries(definition.forms[0]))
    assert entry.lines[0].values["target"] == "1,234"
    assert entry.lines[0].values["planned"] == "50.0%"


@pytest.mark.slow
def test_a_formula_counts_for_what_it_gives(folder: Path, tmp_path: Path) -> None:
    def formula(sheet: Worksheet) -> None:
        sheet["D3"] = '="計"&(100+50)&"事業者"'
        sheet["D3"].number_format = "General"

    path = changed(folder, in_sheet("items", formula)) / "master" / "master.xlsx"
    (saved,) = saved_by_libreoffice([path], tmp_path / "saved")
    shutil.copy(saved, path)
    definition = load(folder)
    entry = next(entry for _, entry in definition.entries(definition.forms[0]))
    assert entry.lines[0].values["target"] == "計150事業者"


# ---------------------------------------------------------------- what is wrong with it


def cell(name: str, value: str | None) -> Callable[[Worksheet], object]:
    return lambda sheet: sheet.__setitem__(name, value)


def own_column(sheet: Worksheet) -> None:
    sheet["I2"], sheet["I5"] = "覚え", "来年は廃止"


def below_two_blank_rows(sheet: Worksheet) -> None:
    sheet.insert_rows(4, 2)
    sheet["F6"] = "D9"


FAULTS: dict[str, tuple[Change, str]] = {
    "an unknown department": (
        in_sheet("items", cell("F5", "kankyou")),
        "master.xlsx［items］ F5「担当部署の記号」: department「kankyou」は、表「departments」に"
        "ありません。「kankyo」のことですか。",
    ),
    "told where it stands": (
        in_sheet("items", below_two_blank_rows),
        "master.xlsx［items］ F6「担当部署の記号」: department「D9」は、表「departments」に",
    ),
    "an id twice": (
        in_sheet("items", cell("B4", "T01")),
        "master.xlsx［items］ B4「記号（英字で始める）」: id「T01」は master.xlsx［items］ 3行目 と"
        "重複しています。",
    ),
    "a row without an id": (
        in_sheet("items", cell("B13", None)),
        "master.xlsx［items］ B13「記号（英字で始める）」: id がありません。",
    ),
    "a formula without a result": (
        in_sheet("items", cell("E4", "=1+1")),
        "master.xlsx［items］ E4「令和6年度 計画」: 「planned」に、計算結果のない数式",
    ),
    "a name twice": (
        in_sheet("departments", cell("B4", "福祉課")),
        "master.xlsx［departments］ B4「名前」: 「福祉課」は 3行目 と重複しています。",
    ),
    "a column of one's own": (
        in_sheet("items", own_column),
        "master.xlsx［items］ 5行目 I5: この表で使わない列に「来年は廃止」が入っています",
    ),
    "a column deleted": (
        in_sheet("items", lambda sheet: sheet.delete_cols(6)),
        "master.xlsx［items］: 列「department」がありません。列の名前は、隠れて",
    ),
    "the ids deleted": (
        in_sheet("departments", lambda sheet: sheet.delete_rows(IDS)),
        "master.xlsx［departments］: 1行目に、列の名前（id、name）がありません。",
    ),
    "a sheet renamed": (
        lambda book: setattr(sheet_of(book, "plans"), "title", "施策"),
        "master: 表「plans」がありません。使われていない表は、「施策」 です。",
    ),
    "a date": (
        in_sheet("departments", cell("C3", "5月31日")),
        "master.xlsx［departments］ C3「締切（ほかと違うとき）」: 「5月31日」は日付では",
    ),
}


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_told_at_its_own_cell(folder: Path, change: Change, told: str) -> None:
    said = problems(changed(folder, change))
    assert said[0].startswith(told), said


def test_a_column_of_ones_own_is_told_once(folder: Path) -> None:
    (only,) = problems(changed(folder, in_sheet("items", own_column)))
    assert only.endswith("消すか、別のシートに移してください。")


def test_a_row_that_says_what_a_heading_says_is_data_elsewhere(folder: Path) -> None:
    """Only the first row can be the headings: no other is ever passed over."""
    said = problems(changed(folder, in_sheet("items", cell("B6", words("ja")("master.column.id")))))
    assert any("B6" in problem for problem in said)


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        ({"id": "記号（英字で始める）", "name": "何か"}, True),
        ({"id": "Id (begins with a letter)"}, True),
        ({"id": "コード", "name": "名前", "mail": "メールの宛先"}, True),
        ({"id": "D1", "name": "名前", "mail": ""}, False),
        ({"number": "番号", "title": "序論"}, False),
        ({"goal": "記号（英字で始める）"}, False),
    ],
)
def test_headings_are_known_by_what_they_say(texts: dict[str, str], are: bool) -> None:  # noqa: FBT001
    assert is_headings(texts) == are


def test_the_workbook_opens_with_how_to_fill_it(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "master" / "master.xlsx")
    guide = active(book)
    assert guide.title == words("ja")("master.sheet")
    names = [guide.cell(row, 1).value for row in range(3, guide.max_row + 1)]
    assert names == ["departments", "pillars", "plans", "items"]
    links = [there(guide.cell(row, 1).hyperlink).location for row in range(3, 7)]
    assert links == [f"'{name}'!A3" for name in names]
