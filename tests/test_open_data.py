"""Open data: every public value at its place, the same to every reader, and a package that holds.

The sample's values are taken from its own CSVs and oracles; headings are written down here.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pytest

from conftest import SAMPLE
from csv_files import records
from open_data_files import EVERY, Data, File, published_copy, published_round
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.editions.open_data.cells import Cells, separator
from shinchoku.editions.open_data.characters import is_dependent, replacements
from shinchoku.editions.open_data.edition import EDITION
from shinchoku.failures import ReadError
from shinchoku.results import Compiled
from shinchoku.words import words

ORACLES = Path(__file__).with_name("sample")
BAR = "｜"
PLAIN = {"①": "(1)", "②": "(2)", "③": "(3)", "④": "(4)", "⑤": "(5)", "⑥": "(6)", "⑦": "(7)"}
PLAIN |= {"⑧": "(8)", "⑨": "(9)", "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V", "Ⅵ": "VI"}


@pytest.fixture(scope="module")
def data(
    tmp_path_factory: pytest.TempPathFactory, filled_sample: Path, compiled_sample: Compiled
) -> Data:
    folder = tmp_path_factory.mktemp("data")
    return published_copy(filled_sample, compiled_sample.report.parent, folder)


@pytest.fixture(scope="module", params=[pytest.param(n, marks=pytest.mark.slow) for n in EVERY])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Data:
    return published_round(request.param, tmp_path_factory.mktemp("data"))


def in_a_cell(text: str) -> str:
    """Return a text as it must stand in a cell, by hand."""
    one = BAR.join(line.strip(" 　") for line in text.split("\n"))
    for sign, meant in PLAIN.items():
        one = one.replace(sign, meant)
    return "－" + one[1:] if re.match("-.", one) else one


# ---------------------------------------------------------------- the sample's values


def test_files_are_named_by_area_year_and_what_they_hold(data: Data) -> None:
    assert sorted(path.name for path in data.folder.iterdir()) == [
        "131202_2022_departments.csv",
        "131202_2022_dictionary.xlsx",
        "131202_2022_items_entries.csv",
        "131202_2022_items_headings.csv",
        "131202_2022_items_lines.csv",
        "131202_2022_kpi_entries.csv",
        "131202_2022_tally.csv",
        "datapackage.json",
    ]


def test_headings_are_words_with_western_years(data: Data) -> None:
    assert data.file("items_lines").headings == [
        "全国地方公共団体コード",
        "地方公共団体名",
        "年度",
        "ID",
        "親の行のID",
        "明細番号",
        "再掲元ID",
        "2023年度目標",
        "2021年度末の現況",
        "2022年度 当初計画",
        "2022年度 実績",
    ]


@pytest.mark.parametrize(
    ("form", "file", "headings"),
    [
        ("items", "items_lines", {"actual": "2022年度 実績"}),
        ("items", "items_entries", {"grade": "進捗状況", "note": "備考"}),
        ("kpi", "kpi_entries", {"actual": "2022年度末の実績", "footnote": "脚注"}),
    ],
)
def test_every_answer_stands_at_its_key(
    data: Data, form: str, file: str, headings: dict[str, str]
) -> None:
    found = data.file(file).by_id()
    answers = records(SAMPLE / "answers" / f"{form}.csv")
    checked = 0
    for answer in answers:
        for name, heading in headings.items():
            if answer[name]:
                assert found[answer["owner"]][heading] == in_a_cell(answer[name])
                checked += 1
    assert checked > len(answers) / 2


def test_every_given_text_stands_at_its_key(data: Data) -> None:
    found = data.file("kpi_entries").by_id()
    headings = {
        "name": "指標",
        "target": "目標値（原則：2023年度末）",
        "baseline": "現状値（原則：2021年度末）",
        "plan": "戦略計画のID",
        "department": "部署ID",
    }
    for row in records(SAMPLE / "master" / "indicators.csv"):
        for name, heading in headings.items():
            assert found[row["id"]][heading] == in_a_cell(row[name])
    assert len(found) == 119


def test_levels_have_numbers_and_names_on_every_entry(data: Data) -> None:
    plans = {row["id"]: row for row in records(SAMPLE / "master" / "plans.csv")}
    pillars = {row["id"]: row for row in records(SAMPLE / "master" / "pillars.csv")}
    for record in data.file("items_entries").records:
        plan = plans[record["戦略計画のID"]]
        assert record["戦略計画の番号"] == plan["number"]
        assert record["戦略計画の名称"] == in_a_cell(plan["title"])
        assert record["施策の柱の番号"] == PLAIN[pillars[plan["pillar"]]["number"]]


def test_headings_between_entries_are_kept_with_what_follows(data: Data) -> None:
    rows = records(SAMPLE / "master" / "tree.csv")
    told = [in_a_cell(row["name"]) for row in rows if row["kind"] == "heading"]
    file = data.file("items_headings")
    assert [record["見出し"] for record in file.records] == told
    following = dict(zip(told, (record["直後の行のID"] for record in file.records), strict=False))
    assert following["(1)子育てのひろば事業"] == "P01-01"
    assert sum(bool(record["2023年度目標"]) for record in file.records) == 7


def test_repeats_say_what_they_repeat(data: Data) -> None:
    tree = records(SAMPLE / "master" / "tree.csv")
    repeats = {row["id"]: row["repeat"] for row in tree if row["kind"] == "item" and row["repeat"]}
    found = {r["ID"]: r["再掲元ID"] for r in data.file("items_entries").records if r["再掲元ID"]}
    assert found == {each: source.partition(".")[0] for each, source in repeats.items()}
    assert len(found) == len(records(ORACLES / "repeats.csv"))


def test_counts_are_those_that_were_published(data: Data) -> None:
    found = data.file("tally").by_id()
    for row in records(ORACLES / "summary.csv"):
        if row["grade"] in {"A+", "A", "B", "*", "-"}:
            record = found[f"grades/{row['grade']}"]
            assert (record["件数（件）"], record["割合（%）"]) == (row["count"], row["percent"])
            assert record["記号の説明"] == in_a_cell(row["label"])


def test_counts_of_every_plan_are_those_of_the_entries(data: Data) -> None:
    entries = [r for r in data.file("items_entries").records if not r["再掲元ID"]]
    counted = Counter((r["戦略計画のID"], r["進捗状況"]) for r in entries)
    found = {
        (r["区分ID"], r["記号・選択肢"]): int(r["件数（件）"])
        for r in data.file("tally").records
        if r["集計区分"] == "戦略計画" and r["行の種別"] == "区分別"
    }
    assert {key: count for key, count in found.items() if count} == counted
    assert len(found) == 22 * 5
    totals = Counter(each["戦略計画のID"] for each in entries if each["進捗状況"])
    for record in data.file("tally").records:
        if record["集計区分"] == "戦略計画":
            share = Decimal(100 * int(record["件数（件）"])) / totals[record["区分ID"]]
            told = Decimal(record["割合（%）"])
            assert told == share.quantize(Decimal(1), ROUND_HALF_UP)


def test_departments_say_how_much_they_answer_for(data: Data) -> None:
    tree = records(SAMPLE / "master" / "tree.csv")
    own = Counter(r["department"] for r in tree if r["kind"] == "item" and not r["repeat"])
    found = {r["ID"]: int(r["取組の件数（件）"]) for r in data.file("departments").records}
    assert found == {each: own[each] for each in found}
    assert sum(found.values()) == sum(n for each, n in own.items() if each)


# ---------------------------------------------------------------- every round's answers


def test_one_heading_has_every_answer_of_a_column(other: Data) -> None:
    """Whatever a heading is: below one of them every answer stands at its owner."""
    definition = load(other.round)
    checked = 0
    for form in definition.forms:
        answers = records(other.round / "answers" / f"{form.id}.csv")
        for column in form.answered:
            told = {r["owner"]: r[column.id] for r in answers if r.get(column.id)}
            if not (column.public and told):
                continue
            file = other.file(f"{form.id.lower()}_{'lines' if column.per_line else 'entries'}")
            rows = file.by_id()
            assert [
                heading
                for heading in file.headings
                if all(says(rows[owner][heading], text) for owner, text in told.items())
                or (column.number and says_figures(file, heading, told))
            ], column.id
            checked += len(told)
    assert checked


def says(cell: str, text: str) -> bool:
    bar = "|" if "|" in cell else BAR
    return cell == in_a_cell(text).replace(BAR, bar) or same_number(cell, text)


def same_number(cell: str, text: str) -> bool:
    plain = text.translate(str.maketrans("０１２３４５６７８９．，▲△", "0123456789.,--"))
    found = re.search(r"-?[0-9][0-9,]*(\.[0-9]+)?", plain)
    if not (cell and found and re.fullmatch(r"-?[0-9.]+", cell)):
        return False
    return abs(Decimal(found[0].replace(",", "")) - Decimal(cell)) <= Decimal("0.5")


def says_figures(file: File, heading: str, told: dict[str, str]) -> bool:
    """Whether each text is a number, or stands beside as a sign."""
    rows = file.by_id()
    sign = next((h for h in (f"{heading}の記号", f"{heading}: sign") if h in file.headings), "")
    return bool(sign) and all(
        says(rows[owner][heading], text) or bool(rows[owner][sign]) for owner, text in told.items()
    )


def test_nothing_of_a_private_column_has_a_heading(other: Data) -> None:
    definition = load(other.round)
    for form in definition.forms:
        shown = {column.title for column in form.columns if column.public}
        for column in form.columns:
            if not column.public and column.title not in shown:
                headings = {h for file in other.files for h in file.headings}
                assert column.title not in headings


def test_counts_of_every_tally_are_those_of_the_rows(other: Data) -> None:
    """Counted again in the entries and lines that were published, as Python's csv reads them."""
    definition = load(other.round)
    for spec in definition.tallies:
        form = definition.form(spec.form_id)
        column = form.column(spec.column_id)
        if spec.where or not column.public:
            continue
        rows = other.file(f"{form.id.lower()}_{'lines' if column.per_line else 'entries'}").records
        repeat = next((h for h in rows[0] if h in {"再掲元ID", "Repeat of"}), "")
        told = {
            record_of(row, "記号・選択肢", "Code"): int(
                record_of(row, "件数（件）", "Count (entries)")
            )
            for row in other.file("tally").records
            if row["ID"].split("/")[0] == spec.id
            and record_of(row, "行の種別", "Kind of row") in {"区分別", "code"}
            and record_of(row, "集計区分", "Counted by") in {"全体", "all"}
            and record_of(row, "内数", "Subset") in {"全体", "all"}
        }
        counts = [
            Counter(row[heading] for row in rows if not (repeat and row[repeat]))
            for heading in rows[0]
        ]
        assert told
        assert any(all(count[c] == n for c, n in told.items()) for count in counts), spec.id


def record_of(row: dict[str, str], japanese: str, english: str) -> str:
    return row[japanese] if japanese in row else row[english]


@pytest.mark.slow
def test_sums_are_those_of_the_rows(tmp_path: Path) -> None:
    data = published_round("budget", tmp_path)
    rows = [row for row in data.file("projects_entries").records if not row["再掲元ID"]]
    found = data.file("sums").by_id()
    spent = "事業費（千円） 決算額"

    def added(heading: str = "", text: str = "") -> int:
        return sum(int(r[spent]) for r in rows if not heading or r[heading] == text)

    assert int(found["spent"]["合計"]) == added()
    assert int(found["spent/[key]"]["合計"]) == added("区分", "重点")
    assert found["spent/[key]"]["内数"] == "うち重点"
    assert Decimal(found["spent/[key]"]["割合（%）"]) == round(
        Decimal(100 * added("区分", "重点")) / added(), 1
    )
    for department in {row["部署ID"] for row in rows}:
        record = found[f"spent/department={department}"]
        assert int(record["合計"]) == added("部署ID", department)
        assert record["合計の単位"] == "千円"
    for pillar in {row["柱のID"] for row in rows}:
        assert int(found[f"spent/pillar={pillar}"]["合計"]) == added("柱のID", pillar)
    lines = [r for r in data.file("accounts_lines").records if r["区分"] == "歳出計"]
    assert int(found["accounts"]["合計"]) == sum(int(r["2024年度決算（千円）"]) for r in lines)


# ---------------------------------------------------------------- the same to every reader


def test_pandas_and_csv_without_options_read_equal_tables(data: Data) -> None:
    assert_equal_tables(data)


def test_pandas_and_csv_read_equal_tables_of_every_round(other: Data) -> None:
    assert_equal_tables(other)


def assert_equal_tables(data: Data) -> None:
    for file in data.files:
        frame = pd.read_csv(file.path)
        assert list(frame.columns) == file.headings
        assert len(frame) == len(file.rows)
        for heading in file.headings:
            read = ["" if pd.isna(each) else each for each in frame[heading]]
            told = [record[heading] for record in file.records]
            assert [as_text(each, text) for each, text in zip(read, told, strict=True)] == told


def as_text(read: object, text: str) -> str:
    """Return a cell that pandas read as it stands in the file, where it means the same."""
    same = isinstance(read, int | float) and text and Decimal(str(read)) == Decimal(text)
    return text if same or read == text else str(read)


def test_excel_is_told_of_utf_8(data: Data) -> None:
    """Python's csv takes the mark for a part of the first heading, if it is not told of it."""
    path = data.file("tally").path
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.reader(stream))[0] == "全国地方公共団体コード"
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")


# ---------------------------------------------------------------- the package


def test_the_package_holds(data: Data) -> None:
    assert_valid(data.folder)


def test_the_package_of_every_round_holds(other: Data) -> None:
    assert_valid(other.folder)


def assert_valid(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["title", "fieldName", "message"]) == []
    assert report.valid
    assert report.tasks


@pytest.mark.parametrize(
    ("file", "before", "after", "error"),
    [
        ("items_entries", ",A+,計画以上", ",A++,計画以上", "constraint-error"),
        ("items_entries", ",P01-02,", ",P01-01,", "primary-key"),
        ("items_lines", ",P01-02,P01-02,", ",P01-02,P99-02,", "foreign-key"),
        ("tally", ",21,5\r\n", ",約21,5\r\n", "type-error"),
        ("departments", "地方公共団体名", "団体名", "incorrect-label"),
    ],
)
def test_the_package_does_not_hold_of_other_data(
    data: Data, tmp_path: Path, file: str, before: str, after: str, error: str
) -> None:
    folder = Path(shutil.copytree(data.folder, tmp_path / "data"))
    path = folder / data.file(file).path.name
    text = path.read_bytes().decode("utf-8")
    assert before in text
    path.write_bytes(text.replace(before, after, 1).encode("utf-8"))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert error in {kind for (kind,) in report.flatten(["type"])}


def test_the_package_says_whose_data_these_are_and_on_what_terms(data: Data) -> None:
    package = data.package
    assert package["areaCode"] == "131202"
    assert package["contributors"] == [{"title": "東京都練馬区", "role": "publisher"}]
    assert package["issued"] == "2023-04-24"
    assert package["lineSeparator"] == BAR
    assert "licenses" not in package  # the sample does not say


@pytest.mark.slow
def test_what_the_definition_says_of_its_data_is_told(tmp_path: Path) -> None:
    package = published_round("indicators", tmp_path).package
    assert package["title"] == "第2期総合戦略 成果指標 令和6年度"
    assert package["homepage"] == "https://www.city.midorino.example.jp/opendata/kpi"
    assert package["contact"] == "政策推進課（内線 301）"
    assert package["licenses"] == [
        {
            "name": "みどり野市オープンデータ利用規約",
            "path": "https://www.city.midorino.example.jp/opendata/terms",
        }
    ]


@pytest.mark.slow
def test_an_english_round_has_english_headings_and_needs_no_area_code(tmp_path: Path) -> None:
    data = published_round("english", tmp_path)
    assert data.file("departments").headings == [
        "Authority",
        "Year",
        "ID",
        "Department",
        "Actions: count (entries)",
    ]
    terms = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    assert data.package["licenses"] == [{"name": "OGL-UK-3.0", "path": terms}]
    texts = [text for file in data.files for cell in file.cells() for text in cell]
    assert [text for text in texts if re.search("[ぁ-ん一-龥]", text)] == []


# ---------------------------------------------------------------- the dictionary


def test_the_dictionary_explains_every_column_and_code(data: Data) -> None:
    (path,) = data.folder.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    columns = [row[:3] for row in book["項目"].iter_rows(min_row=3, values_only=True)]
    wanted = [
        (file.path.name, str(number), heading)
        for file in data.files
        for number, heading in enumerate(file.headings, start=1)
    ]
    assert columns == wanted
    codes = list(book["記号と選択肢"].iter_rows(min_row=3, values_only=True))
    assert ("131202_2022_items_entries.csv", "進捗状況", "A+", "計画以上に進んだもの") in codes


def test_the_dictionary_says_how_often_each_character_was_replaced(data: Data) -> None:
    (path,) = data.folder.glob("*.xlsx")
    rows = openpyxl.load_workbook(path)["文字の置換"].iter_rows(min_row=3, values_only=True)
    told = {row[0]: row[3] for row in rows}
    cells = [text for file in data.files for _, text in file.cells()]
    assert told["Ⅲ"] == sum(len(re.findall("(?<!I)III(?!I)", text)) for text in cells) == 91


def test_what_is_not_known_is_told(data: Data) -> None:
    (path,) = data.folder.glob("*.xlsx")
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)
    told = {row[0]: row[1] for row in rows}
    assert told["利用条件"] == "（定義に書かれていません）"
    lacking = [lack.file for lack in data.issued.publication.lacking]
    assert "オープンデータの利用条件" in lacking


# ---------------------------------------------------------------- what somebody touched


def touched_in(data: Data, tmp_path: Path, file: str, before: str, after: str) -> list[str]:
    """Change one text of a file, and return where `verify` finds what."""
    whole = Path(shutil.copytree(data.issued.folder, tmp_path / "whole"))
    (path,) = whole.rglob(f"*{file}.csv")
    text = path.read_bytes().decode("utf-8")
    assert before in text
    path.write_bytes(text.replace(before, after, 1).encode("utf-8"))
    say = words("ja")
    return [
        f"{finding.where.sheet}: {say.tell(finding.message)}"
        for finding in pipeline.verify(whole).findings
    ]


def test_one_grade_that_was_changed_is_named_by_key_and_heading(data: Data, tmp_path: Path) -> None:
    (found,) = touched_in(data, tmp_path, "items_entries", ",A,概ね計画", ",B,概ね計画")
    assert found.startswith("P01-01 / 進捗状況: ")
    assert "「A」" in found
    assert "「B」" in found


def test_a_cell_that_was_emptied_or_filled_is_named(data: Data, tmp_path: Path) -> None:
    record = data.file("tally").records[0]
    assert record["件数（件）"] == "21"
    (found,) = touched_in(data, tmp_path, "tally", ",21,5", ",,5")
    assert found.startswith("grades/A+ / 件数（件）: ")
    (found,) = touched_in(
        data, tmp_path / "2", "departments", "こども施策企画課,5,", "こども施策企画課,55,"
    )
    assert found.startswith("D01 / 取組の件数（件）: ")


def test_a_heading_that_was_changed_is_one_change(data: Data, tmp_path: Path) -> None:
    (found,) = touched_in(data, tmp_path, "items_lines", "2022年度 実績", "2022年度 成果")
    assert found.startswith("K1: ")


BESIDE = "", "null", "[]", "3", '{"resources": 1}', '{"resources": [1]}', "[" * 100_000
SCHEMAS = "1", "[]", '{"fields": 2}', '{"fields": [1, null]}'


@pytest.mark.parametrize(
    "package",
    [*BESIDE, *(f'{{"resources": [{{"path": "x.csv", "schema": {s}}}]}}' for s in SCHEMAS)],
)
def test_a_table_is_read_whatever_lies_beside_it(package: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("\ufeffID,値\r\nA,1\r\nA,2\r\n,3,4\r\n".encode())
    (tmp_path / "datapackage.json").write_text(package, encoding="utf-8")
    assert dict(EDITION.read(tmp_path / "x.csv")) == {
        "A1": "ID",
        "B1": "値",
        "A / ID": "A",
        "A / 値": "1",
        "A3": "A",
        "B3": "2",
        "B4": "3",
        "C4": "4",
    }


def test_a_row_that_was_added_is_named(data: Data, tmp_path: Path) -> None:
    row = "131202,東京都練馬区,2022,D01,こども施策企画課,5,3\r\n"
    found = touched_in(data, tmp_path, "departments", row, row + row.replace("D01", "D99"))
    assert {each.partition(" / ")[0] for each in found} == {"D99"}


@pytest.mark.parametrize(
    "spoilt", [b"\xff\xfe\x00", b'a,"b\r\n', b'ID,x\r\n1,"' + b"y" * (1 << 21) + b'"\r\n']
)
def test_a_file_that_is_no_table_any_more_cannot_be_read(spoilt: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(spoilt)
    with pytest.raises(ReadError):
        EDITION.read(tmp_path / "x.csv")


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        EDITION.read(tmp_path / "none.csv")


# ---------------------------------------------------------------- cells


def test_a_separator_is_a_sign_that_no_text_has() -> None:
    assert separator(["｜", "¶"], ["a", "b"]) == "｜"
    assert separator(["｜", "¶"], ["a｜b"]) == "¶"
    assert separator(["｜", "¶"], ["a｜b", "¶", "─"]) == "━"


def test_lines_can_be_restored_from_a_cell(data: Data) -> None:
    lines = data.file("items_lines").by_id()
    for row in records(SAMPLE / "master" / "tree.csv"):
        is_own = row["kind"] == "item" and not row["repeat"]
        if is_own and not any("①" <= sign <= "⑳" for sign in row["target"]):
            restored = lines[row["id"]]["2023年度目標"].replace(BAR, "\n")
            assert restored.replace("III", "Ⅲ") == row["target"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("計8か所\n（令和4年度）", "計8か所｜（令和4年度）"),
        ("  前後の空白　", "前後の空白"),
        ("字を　　空ける", "字を　空ける"),
        ("a  b", "a b"),
        ("一つの　空白", "一つの　空白"),
        ("上\n\n下", "上｜下"),
        ("①㈱Ⅲ㎡㍻№", "(1)(株)IIIm2平成No."),
        ("髙﨑", "髙﨑"),
        ("=SUM(A1)", "＝SUM(A1)"),
        ("@x", "＠x"),
        ("-A1", "－A1"),
        ("+5人", "＋5人"),
        ("-3.5", "-3.5"),
        ("-", "-"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_a_text_becomes_one_cell(text: str, cell: str) -> None:
    assert Cells("｜")(text) == cell


def test_every_sign_that_windows_has_more_than_jis_is_replaced_or_a_name() -> None:
    """Python's codecs say which those are; kanji stay, and three that have no plain spelling."""

    def there(sign: str, codec: str) -> bool:
        return bool(sign.encode(codec, "ignore"))

    more = [c for c in map(chr, range(0x2000, 0xE000)) if not "\ud800" <= c <= "\udfff"]
    more = [c for c in more if there(c, "cp932") and not there(c, "iso2022_jp")]
    kept = {c for c in more if c not in replacements() and not "一" <= c <= "\u9fff"}
    assert kept == {"∟", "∮", "⊿", "∥"}  # the last is in JIS X 0208 as ‖
    assert [c for c, meant in replacements().items() if any(map(is_dependent, meant))] == []
    assert len(more) > 400


def test_what_is_changed_is_counted_and_what_stays_is_listed() -> None:
    cells = Cells("｜")
    for text in ("①と②", "①", "①", "髙", "=1+1", "ｱ", "é–€"):
        cells(text)
    changes = cells.changes()
    assert changes.replaced == {"①": ("(1)", 3), "②": ("(2)", 1)}
    assert changes.guarded == {"=": ("＝", 1)}
    assert changes.left == {"髙": 1, "ｱ": 1}


def test_publishing_twice_gives_the_same_bytes(data: Data, tmp_path: Path) -> None:
    again = published_copy(data.round, data.issued.folder.parent, tmp_path)
    for path in data.folder.iterdir():
        assert (again.folder / path.name).read_bytes() == path.read_bytes()


def test_json_has_no_day_but_the_rounds_own(data: Data) -> None:
    text = json.dumps(data.package, ensure_ascii=False)
    assert set(re.findall(r"20\d\d-\d\d-\d\d", text)) == {"2023-04-24", "2022-04-01", "2023-03-31"}
