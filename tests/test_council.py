"""The tables for the council: every number counted once more, every figure's list, what is shut."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

import kit_rounds
from conftest import REPOSITORY, fill_round
from council_book import (
    LISTED,
    Published,
    added_lines,
    by_place,
    listed,
    own_lines,
    published,
    rows_of,
    summed_by,
    whole_counts,
)
from csv_files import records, write_records
from faults import in_report
from shinchoku import pipeline
from shinchoku.editions.council.edition import EDITION
from shinchoku.editions.council.names import SheetNames
from shinchoku.failures import ReadError
from shinchoku.model import DEPARTMENT
from shinchoku.paper.sheet_names import bad_sheet_name
from shinchoku.sheets import read_our_own
from spoiling.archives import unzipped, zipped
from spoiling.folders import Spoil, both
from workbooks import there

ROUNDS = REPOSITORY / "tests" / "rounds"
EVERY_ROUND = [*sorted(folder.name for folder in ROUNDS.iterdir()), *kit_rounds.KITS]
MARK = "二重丸の秘密"


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The round with charts, subsets, and what is counted by a column."""
    return _published("charts", tmp_path_factory.mktemp("charts"))


@pytest.fixture(scope="session")
def sample(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(filled_sample, tmp_path_factory.mktemp("council") / "nerima-r4")


def _published(name: str, folder: Path, change: Spoil | None = None) -> Published:
    if change or (ROUNDS / name).exists():
        source = ROUNDS / name
        if change:
            source = Path(shutil.copytree(source, folder / "changed" / name))
            change(source)
        filled = fill_round(source, folder / "filled" / name)
    else:
        filled = kit_rounds.filled(name, folder)
    return published(filled, folder / "build")


# ---------------------------------------------------------------- every number, a second way


def check_counts(book: Published) -> None:
    """Count everything with pandas, from what the build keeps, and sum up every table."""
    definition = book.definition
    for number, spec in enumerate(book.counted, 1):
        form = definition.form(spec.form_id)
        own = own_lines(book, spec)[spec.column_id].astype(object)
        codes = form.column(spec.column_id).codes
        counts = [int((own == code).sum()) for code in codes]
        assert whole_counts(book, number) == [*counts, len(own)]
        every_by = [*form.path, DEPARTMENT, *(by for by in spec.by if by not in form.path)]
        divided = [by for by in dict.fromkeys(every_by) if definition.places_of(form.id, by)]
        sheets = book.divisions(number)
        assert len(sheets) == len(divided)
        for by, sheet in zip(divided, sheets, strict=True):
            rows, total = rows_of(book, sheet)
            assert [row for row in rows if row[-1]] == by_place(book, spec, by), (spec.id, by)
            assert total == [*counts, len(own)]
            assert [sum(column) for column in zip(*rows, strict=True)] == total


def test_every_count_is_pandas_own(charts: Published) -> None:
    check_counts(charts)


def test_every_count_of_the_sample_is_pandas_own(sample: Published) -> None:
    check_counts(sample)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_ROUND)
def test_every_count_of_every_round_is_pandas_own(name: str, tmp_path: Path) -> None:
    book = _published(name, tmp_path)
    if any(not spec.column_id for spec in book.counted):
        pytest.fail("a tally of no column")
    check_counts(book)
    check_lists(book)
    check_charts(book)


def test_every_sum_is_pandas_own(tmp_path: Path) -> None:
    book = _published("budget", tmp_path)
    checked = 0
    for number, spec in enumerate(book.definition.sums, len(book.counted) + 1):
        form = book.definition.form(spec.form_id)
        whole = float(added_lines(book, spec)[spec.column_id].astype(float).sum())
        every_by = dict.fromkeys((*form.path, DEPARTMENT, *spec.by))
        divided = [by for by in every_by if book.definition.places_of(form.id, by)]
        for by, sheet in zip(divided, book.divisions(number), strict=True):
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
            column = rows[0].index("合計")
            found = [row[column] for row in rows[1:] if isinstance(row[column], int | float)]
            assert [value for value in found[:-1] if value] == summed_by(book, spec, by)
            assert found[-1] == whole
            checked += len(found)
    assert checked > 20


def test_the_samples_counts_are_the_published_ones(sample: Published) -> None:
    rows = records(REPOSITORY / "tests" / "sample" / "tally_by_plan.csv")
    sheet = sample.divisions(1)[1]
    counts, total = rows_of(sample, sheet)
    codes = ["A+", "A", "B", "*", "-"]
    assert [row[:-1] for row in counts] == [[int(each[code]) for code in codes] for each in rows]
    assert total == [21, 284, 33, 34, 11, 383]


def test_percentages_are_those_of_the_report(sample: Published) -> None:
    report = openpyxl.load_workbook(sample.build / "報告書.xlsx")["報告資料"]
    printed = _printed(report, ["A+", "A", "B", "*", "-"])
    sheet = sample.whole(1)
    for row, (code, (count, percent)) in enumerate(printed.items(), 6):
        assert sheet.cell(row, 1).value == code
        assert (str(sheet.cell(row, 3).value), f"{sheet.cell(row, 4).value:g}%") == (count, percent)


# ---------------------------------------------------------------- the lists behind figures


def _printed(sheet: object, codes: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Return the count and the percentage that a printed table has beside each code."""
    found = {}
    for row in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]
        texts = [text for text in row if text]
        if texts and texts[0] in codes:
            found[texts[0]] = (str(texts[-2]), str(texts[-1]))
    return found


def check_lists(book: Published) -> None:
    """Hold every list to its figure, and each of its rows to what was answered."""
    for number, spec in enumerate(book.counted, 1):
        own = own_lines(book, spec)[spec.column_id].astype(object)
        for sheet in book.lists(number):
            ids = listed(sheet)
            assert [sheet["A2"].value, sheet["A3"].value] == [len(ids)] * 2
            codes = set(own.loc[ids])
            assert len(codes) == 1
            assert ids == list(own[own == codes.pop()].index)


def test_a_list_has_the_rows_that_its_figure_counts(charts: Published) -> None:
    check_lists(charts)
    named = [own_lines(charts, spec)[spec.column_id].nunique() for spec in charts.counted]
    assert [len(charts.lists(number)) for number in (1, 2, 3)] == named


def test_the_samples_lists_are_as_long_as_the_memos_figures(sample: Published) -> None:
    report = openpyxl.load_workbook(sample.build / "報告書.xlsx")["報告資料"]
    printed = _printed(report, ["A+", "A", "B", "*", "-"])
    lists = {there(sheet.title).split()[1]: listed(sheet) for sheet in sample.lists(1)}
    assert {code.replace("＊", "*"): str(len(ids)) for code, ids in lists.items()} == {
        code: count for code, (count, _) in printed.items()
    }
    check_lists(sample)


def test_what_is_delayed_is_listed_first(sample: Published) -> None:
    assert [sheet.title for sheet in sample.lists(1)] == ["1 B", "1 ＊", "1 -", "1 A+", "1 A"]


def test_each_figure_of_the_report_leads_to_its_list(sample: Published) -> None:
    sheet = openpyxl.load_workbook(sample.path)["報告書の数"]
    found = [(sheet.cell(row, 6).value, there(sheet.cell(row, 6).hyperlink)) for row in range(4, 9)]
    names = ["1 A+", "1 A", "1 B", "1 ＊", "1 -"]
    assert [name for name, _ in found] == names
    assert [link.location for _, link in found] == [f"'{name}'!A1" for name in names]
    assert sheet.cell(9, 6).value == "一覧（取組）"  # of all that is counted


# ---------------------------------------------------------------- charts


def check_charts(book: Published) -> None:
    """Hold what every chart keeps to the cells that it refers to."""
    for sheet in read_our_own(book.path).sheets:
        for chart in sheet.charts:
            for series in chart.series:
                for reference, kept in (
                    (series.label_cells, series.labels),
                    (series.cells, series.values),
                ):
                    name, _, area = reference.rpartition("!")
                    assert name.strip("'") == sheet.name
                    cells = book.stored[sheet.name][area.replace("$", "")]
                    texts = [str(cell.value) for (cell,) in cells]
                    assert texts == list(kept)
                    _, _, _, last = range_boundaries(area.replace("$", ""))
                    assert chart.position[0] > there(last)


def test_charts_show_the_cells_of_their_own_sheet(charts: Published, sample: Published) -> None:
    for book in (charts, sample):
        check_charts(book)
    drawn = [sheet.name for sheet in read_our_own(sample.path).sheets if sheet.charts]
    assert drawn == [
        "1 取組 進捗状況",
        "1-1 施策の柱",
        "1-2 戦略計画",
        "1-3 関連する事業",
        "1-6 担当部署",
    ]


def test_no_text_lies_under_a_chart(sample: Published) -> None:
    for sheet in read_our_own(sample.path).sheets:
        for chart in sheet.charts:
            below = [row for row, _ in sheet.cells if row >= chart.position[0]]
            assert below == []


def test_what_cannot_be_read_as_a_chart_says_so(sample: Published) -> None:
    sheet = sample.stored["1-4 取組項目"]
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.value][-1] == (
        "92行あり、図にすると読めないため、表だけを示します。"
    )


# ---------------------------------------------------------------- the workbook as such


def test_the_first_sheet_says_what_this_is_and_leads_to_all_others(sample: Published) -> None:
    book = openpyxl.load_workbook(sample.path)
    sheet = book.worksheets[0]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    about = sample.definition.round
    assert {"令和4年度", about.issuer, about.contact} <= set(texts)
    assert any("再掲は数えていません" in str(text) for text in texts)
    links = [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_every_sheet_prints_on_a4_with_its_header_on_each_page(sample: Published) -> None:
    for sheet in openpyxl.load_workbook(sample.path).worksheets:
        assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
        assert there(there(sheet.oddFooter).right).text == "&P / &N"
        assert sheet.print_area
        if sheet.auto_filter.ref:
            assert sheet.freeze_panes
            assert sheet.print_title_rows


def test_the_same_round_gives_the_same_bytes(charts: Published, tmp_path: Path) -> None:
    again = published(charts.folder, tmp_path / "build")
    assert again.path.read_bytes() == charts.path.read_bytes()


def test_a_changed_number_is_named_with_its_sheet_and_cell(
    charts: Published, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(charts.issued.folder, tmp_path / "公表"))
    sheet = charts.divisions(1)[0]
    number = charts.stored.sheetnames.index(sheet.title) + 1
    parts = unzipped((folder / charts.file).read_bytes())
    part = f"xl/worksheets/sheet{number}.xml"
    xml = parts[part].decode()
    cell, value = there(re.search(r'<c r="(D8)"[^>]*><f>[^<]*</f><v>(\d+)</v>', xml)).groups()
    changed = re.sub(rf'(<c r="{cell}"[^>]*><f>[^<]*</f><v>)\d+', rf"\g<1>{int(value) + 1}", xml)
    (folder / charts.file).write_bytes(zipped({**parts, part: changed}))
    (finding,) = pipeline.verify(folder).findings
    assert (finding.code, finding.where.file) == ("E902", charts.file)
    assert finding.where.sheet == f"{sheet.title}!{cell}"


def test_a_workbook_that_is_none_is_spoilt(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"none")
    with pytest.raises(ReadError):
        EDITION.read(path)


@pytest.mark.parametrize(
    "text", ["a/b[c]:*?\\'", "'", "", "\x07", "history", "x" * 40, "𠮷" * 20, "1 " + "　" * 31]
)
def test_any_text_gives_names_that_excel_takes(text: str) -> None:
    names = SheetNames()
    given = [names.name(text) for _ in range(11)]
    assert not any(map(bad_sheet_name, given))
    assert len({name.casefold() for name in given}) == len(given)


# ---------------------------------------------------------------- what stays in the house


def _everything(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return "".join(file.read(name).decode() for name in file.namelist())


def private(column: str) -> Spoil:
    """Keep a column in the house: the report then prints it nowhere."""

    def change(folder: Path) -> None:
        report = folder / "report.toml"
        text = report.read_text(encoding="utf-8")
        own = there(re.search(rf'\{{ id = "{column}".*\}}', text))[0]
        kept = re.sub(r", width = [\d.]+", "", own)
        kept = kept.replace("header =", 'public = false, print = "none", header =', 1)
        report.write_text(text.replace(own, kept), encoding="utf-8")

    return change


def marked(column: str) -> Spoil:
    """Let every text that the master has in a column begin with a mark."""

    def change(folder: Path) -> None:
        path = folder / "master" / "items.csv"
        rows = [{**row, column: f"{MARK}{row[column]}"} for row in records(path)]
        write_records(path, rows)

    return change


@pytest.mark.parametrize("column", ["planned", "name"])
def test_a_private_text_is_nowhere_in_the_workbook(column: str, tmp_path: Path) -> None:
    whole = _published("departments", tmp_path / "shown", marked(column))
    assert MARK in _everything(whole.path)
    shut = both(private(column), marked(column))
    assert MARK not in _everything(_published("departments", tmp_path / "shut", shut).path)


def test_a_private_column_is_counted_where_the_report_does_and_followed_nowhere(
    tmp_path: Path,
) -> None:
    """The report prints how often each partner was named in all, and filters a tally by them."""
    book = _published("departments", tmp_path, private("partner"))
    entries = book.stored["一覧（取組）"]
    heads = [cell.value for cell in entries[4]]
    assert "進め方" not in heads
    together, partners = book.counted[2], book.counted[3]
    for number, spec in ((3, together), (4, partners)):
        own = own_lines(book, spec)[spec.column_id]
        assert whole_counts(book, number)[-1] == len(own)
        assert book.lists(number) == []
        assert book.divisions(number) == []
    names = ["区民と", "事業者と", "他自治体と"]
    texts = [str(cell.value) for row in entries.iter_rows() for cell in row if cell.value]
    assert not any(name == text for name in names for text in texts)
    sheet = openpyxl.load_workbook(book.path)[there(book.whole(4).title)]
    formulas = [str(cell.value) for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas
    assert not any("一覧" in formula for formula in formulas)


def test_a_breakdown_by_a_private_column_has_no_formula_and_says_so(sample: Published) -> None:
    sheet = openpyxl.load_workbook(sample.path)[there(sample.whole(1).title)]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    first = next(i for i, row in enumerate(rows) if str(row[0]).startswith("「B」の内訳"))
    assert [row[2] for row in rows[first + 1 : first + 5]] == [4, 12, 3, 14]
    assert "数式なし" in str(rows[first + 5][0])
    everything = _everything(sample.path)
    reason = "まちづくり事業等の進捗状況により予定変更が生じたもの"
    assert everything.count(reason) == 1  # of the table, as a shared string
    entries = sample.stored["一覧（取組）"]
    assert reason not in {cell.value for row in entries.iter_rows() for cell in row}


# ---------------------------------------------------------------- other rounds


def test_a_round_without_anything_to_count_has_a_first_sheet_alone(tmp_path: Path) -> None:
    book = _published("indicators", tmp_path)
    assert book.counted == []
    assert len(book.stored.sheetnames) == 1
    assert "この報告書には、数える欄がありません。" in {
        cell.value for row in book.stored.worksheets[0].iter_rows() for cell in row
    }


def test_the_workbook_speaks_the_rounds_language(tmp_path: Path) -> None:
    book = _published("english", tmp_path)
    assert book.path.name == "Tables.xlsx"
    told = {**EDITION.read(book.path)}
    assert not re.search("[ぁ-んァ-ヶ一-龠　]", "".join((*told, *told.values())))
    assert [sheet.title for sheet in book.divisions(1)][:2] == ["1-1 Theme", "1-2 Commitment"]


def test_nothing_above_the_first_entry_of_a_list_is_hidden(sample: Published) -> None:
    sheet = sample.stored["1 B"]
    assert sheet.cell(LISTED - 1, 1).value == "記号"
    assert sheet.cell(LISTED, 1).value == "P01-12"


def test_a_changed_definition_may_filter_by_what_it_counts(tmp_path: Path) -> None:
    change = in_report(
        'id = "together"\ncolumn = "items.grade"\nwhere = { partner = ["区民と", "事業者と"] }',
        'id = "together"\ncolumn = "items.grade"\nwhere = { grade = ["A", "C"] }',
    )
    book = _published("departments", tmp_path, change)
    check_counts(book)
