"""総務省「統計表における機械判読可能なデータの表記方法の統一ルール」（2020): a test for each check.

The checks are named by their own numbers: 1-1 to 1-13 on how data are written, 2-1 and 2-2 on how
tables are laid out. What a CSV cannot do (merged cells, pictures) is held of what it would become.
"""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from open_data_files import EVERY, NUMBER, Data, published_copy, published_round
from shinchoku.results import Compiled

ERA = re.compile("(明治|大正|昭和|平成|令和)[元0-9０-９]")
BLANKS = " \t\u3000\xa0"
NO_UNIT = {"年度", "明細番号", "Year", "Line number"}  # what counts years and lines
FLAG = ("の機械読取の有無", ": machine read or not")
UNIT_OF = {"数値（機械読取）": "単位（機械読取）", "number (machine read)": "unit (machine read)"}
AS_OF = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d-\d\d)?)?")


@pytest.fixture(
    scope="module", params=["nerima-r4", *(pytest.param(n, marks=pytest.mark.slow) for n in EVERY)]
)
def data(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    filled_sample: Path,
    compiled_sample: Compiled,
) -> Data:
    folder = tmp_path_factory.mktemp("data")
    if request.param == "nerima-r4":
        return published_copy(filled_sample, compiled_sample.report.parent, folder)
    return published_round(request.param, folder)


def definition(data: Data) -> dict[str, Any]:
    return tomllib.loads((data.round / "report.toml").read_text(encoding="utf-8"))


def test_1_1_files_are_csv_or_excel_and_say_their_characters(data: Data) -> None:
    kinds = {path.suffix for path in data.folder.iterdir()}
    assert kinds == {".csv", ".xlsx", ".json"}
    for path in data.folder.glob("*.csv"):
        assert path.name.isascii()
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        path.read_bytes().decode("utf-8")


def test_1_2_a_cell_has_one_datum(data: Data) -> None:
    broken = [
        (file.path.name, heading, text)
        for file in data.files
        for heading, text in [*file.cells(), *((h, h) for h in file.headings)]
        if "\n" in text or "\r" in text
    ]
    assert broken == []


def test_1_3_numbers_are_numbers_and_nothing_else(data: Data) -> None:
    numbers = [(h, text) for file in data.files for h, text in file.numeric() if text]
    assert numbers
    assert [(h, text) for h, text in numbers if not NUMBER.fullmatch(text)] == []


def test_1_4_what_merged_cells_would_leave_out_is_on_every_row(data: Data) -> None:
    for file in data.files:
        named = [h for h in file.headings if h.removesuffix("のID").removesuffix(" ID") != h]
        for record in file.records:
            for heading in named:
                title = re.sub("のID$", "の名称", re.sub(" ID$", " title", heading))
                assert bool(record[heading]) == bool(record.get(title, record[heading]))


def test_1_5_no_blanks_or_line_ends_for_the_looks_of_it(data: Data) -> None:
    broken = [
        text
        for file in data.files
        for _, text in [*file.cells(), *((h, h) for h in file.headings)]
        if text != text.strip(BLANKS) or re.search(f"[{BLANKS}]{{2}}|\t", text)
    ]
    assert broken == []


def test_1_6_no_name_is_left_out_or_short_for_another(data: Data) -> None:
    for file in data.files:
        assert all(file.headings)
        assert len(set(file.headings)) == len(file.headings)
        assert not {"〃", "同上", "″", "々"} & {text for _, text in file.cells()}
        wanted = [f["name"] for f in file.fields if f.get("constraints", {}).get("required")]
        assert all(record[name] for record in file.records for name in wanted)


def test_1_7_nothing_is_a_formula(data: Data) -> None:
    """A spreadsheet computes what begins with one of these and is no number."""
    begins = [t for file in data.files for _, t in file.cells() if t[:1] in set("=+@-") and t[1:]]
    assert [text for text in begins if not NUMBER.fullmatch(text)] == []


def test_1_8_nothing_is_a_picture(data: Data) -> None:
    for path in data.folder.glob("*.xlsx"):
        parts = zipfile.ZipFile(path).namelist()
        assert [p for p in parts if re.search("drawing|media|embed|chart", p)] == []


def test_1_9_numbers_say_their_unit(data: Data) -> None:
    without = unitless(definition(data))
    for file in data.files:
        units = {heading for heading in file.headings if is_unit(heading)}
        for field in file.fields:
            heading, unit = field["name"], field.get("unit")
            if field["type"] == "string" or heading in NO_UNIT or heading.endswith(FLAG):
                continue
            beside = {f"{heading}の単位", f"{heading}: unit"} & units
            beside |= {heading.replace(*each) for each in UNIT_OF.items()} & units
            within = unit and re.search(rf"[（(]{re.escape(unit)}[）)]", heading.replace("％", "%"))
            assert beside or within or any(each in heading for each in without), heading


def unitless(toml: dict[str, Any]) -> set[str]:
    """Return the headers of columns of numbers for which report.toml states no unit."""
    columns = [column for form in toml["forms"] for column in form["columns"]]
    return {c["header"].split("\n")[0] for c in columns if "unit" not in c and "header" in c}


def is_unit(heading: str) -> bool:
    return "単位" in heading or "unit" in heading


def test_1_10_no_character_depends_on_the_machine(data: Data) -> None:
    """Names keep theirs, 髙 and the like; what stays is listed in the dictionary."""
    stayed = {row[0] for row in signs(data) if row[0] == row[1]}
    broken = {
        sign
        for file in data.files
        for heading, text in file.cells()
        for sign in heading + text
        if is_microsofts(sign) and sign not in stayed
    }
    assert broken == set()


def is_microsofts(sign: str) -> bool:
    """Whether Windows-31J has a character that JIS X 0208 has not."""
    try:
        sign.encode("cp932")
    except UnicodeEncodeError:
        return False
    try:
        sign.encode("iso2022_jp")
    except UnicodeEncodeError:
        return sign not in "～－∥￠￡￢"  # the same characters, mapped otherwise
    return False


def signs(data: Data) -> list[tuple[Any, ...]]:
    (path,) = data.folder.glob("*.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    return list(sheet.iter_rows(min_row=3, values_only=True))


def test_1_11_years_are_western(data: Data) -> None:
    year = str(definition(data)["round"]["year"])
    for file in data.files:
        heading = next(h for h in file.headings if h in {"年度", "Year"})
        assert {record[heading] for record in file.records} == {year}
        assert [h for h in file.headings if ERA.search(h)] == []
        times = [h for h in file.headings if "時点（機械読取）" in h or "as of (machine" in h]
        assert all(AS_OF.fullmatch(r[h]) for r in file.records for h in times if r[h])


def test_1_12_the_area_stands_on_every_row(data: Data) -> None:
    toml = definition(data)
    told = toml.get("open_data", {})
    for file in data.files:
        for record in file.records:
            area = record.get("地方公共団体名") or record.get("Authority")
            assert area == told.get("name", toml["round"]["issuer"])
            assert record.get("全国地方公共団体コード", record.get("Area code")) == told.get("code")


def test_1_13_signs_have_columns_of_their_own(data: Data) -> None:
    """Where a sign stands in place of a number, the number's cell is empty."""
    for file in data.files:
        for heading in file.headings:
            number = heading.removesuffix("の記号").removesuffix(": sign")
            if number != heading:
                for record in file.records:
                    assert not (record[heading] and record[number])
                    assert not NUMBER.fullmatch(record[heading])


def test_2_1_no_table_is_cut_by_empty_rows(data: Data) -> None:
    for file in data.files:
        assert all(any(row) for row in file.rows)
        assert {len(row) for row in file.rows} <= {len(file.headings)}


def test_2_2_a_file_is_one_table(data: Data) -> None:
    for file in data.files:
        assert file.headings not in file.rows
        assert len({record["ID"] for record in file.records}) == len(file.rows)
