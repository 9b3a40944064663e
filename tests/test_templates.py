"""Templates, as openpyxl and LibreOffice see them: neither wrote them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from definitions import ITEMS, SCALE, item, line, project, small, two_grades
from office import saved_by_libreoffice, with_wrong_results
from shinchoku.failures import WorkbookError
from shinchoku.findings import Severity
from shinchoku.identity import template_file_name
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import read_submission
from shinchoku.model import Definition, Department, Entry, Heading, Key
from shinchoku.templates.dispatch_list import TemplateSummary, write_dispatch_list
from shinchoku.templates.writer import write_template
from witnesses import fits_to_page, margin


def written(
    folder: Path,
    definition: Definition,
    answers: Mapping[Key, str] | None = None,
    *,
    department: int = 0,
) -> Path:
    who = definition.departments[department]
    path = folder / template_file_name(who)
    write_template(path, definition, who, answers=answers or {})
    return path


def sheet_of(path: Path, name: str, *, values: bool = False) -> Worksheet:
    sheet = load_workbook(path, data_only=values)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def by_ids(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """Return row id -> column id -> cell, found as a reader finds them."""
    columns = {cell.value: cell.column for cell in sheet[2] if cell.value}
    ids = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    first = ids.index(ids[1], 2) + 1  # the head of the id column stands in row 2 too
    return {
        str(ids[row - 1]): {str(key): sheet.cell(row, at) for key, at in columns.items()}
        for row in range(first + 1, sheet.max_row + 1)
        if ids[row - 1]
    }


def statuses(path: Path, sheet: str = "取組") -> dict[str, str]:
    rows = by_ids(sheet_of(path, sheet, values=True))
    return {owner: cells["_status"].value for owner, cells in rows.items()}


# ---------------------------------------------------------------- what is asked


def test_each_line_of_the_departments_own_items_is_one_row(tmp_path: Path) -> None:
    rows = by_ids(sheet_of(written(tmp_path, small()), "取組"))
    assert list(rows) == ["P01-01", "P01-02", "P01-02.2", "P01-02.3", "P01-03", "P01-04"]
    context = {key: cell.value for key, cell in rows["P01-02"].items()}
    assert context["_bar"] == "計画1　子どもの笑顔"
    assert context["_band"] == "1　子育ての支援"
    assert context["_name"] == "（1）　ひろばの充実\n②外遊び\n計5か所\n外遊びの場の確保と運営"
    assert (context["target"], context["planned"]) == ("用地買収", "買収")
    assert rows["P01-02.2"]["baseline"].value == "設計"
    assert rows["P01-03"]["target"].value == "=保育所 計\n206所"
    assert rows["P01-03"]["target"].data_type == "s", "a text that begins with = is no formula"


@pytest.mark.parametrize(
    ("heading", "text", "named"),
    [
        ("②外遊び", "③保育所", ""),  # stands beside it
        ("②外遊び", "①西地区", "②外遊び"),
        ("②外遊び", "開設", "②外遊び"),
        ("外遊び", "①西地区", "外遊び"),
        ("＜外遊び＞", "③保育所", "＜外遊び＞"),
    ],
)
def test_an_item_is_named_with_the_heading_that_it_stands_below(
    tmp_path: Path, heading: str, text: str, named: str
) -> None:
    children = (Heading(text=heading, values={}), item("P01-01", text))
    rows = by_ids(
        sheet_of(written(tmp_path, small(projects=(project("", "", *children),))), "取組")
    )
    assert (rows["P01-01"]["_name"].value or "") == (heading if named else "")


def test_every_department_of_a_round_is_asked_its_own_and_no_repeat(tmp_path: Path) -> None:
    definition = small()
    for number, department in enumerate(definition.departments):
        path = written(tmp_path, definition, department=number)
        for form in definition.forms:
            wanted = [
                asked_line.id
                for _, asked in definition.entries(form)
                if asked.department_id == department.id and not asked.repeat_of
                for asked_line in asked.lines
            ]
            assert list(by_ids(sheet_of(path, form.sheet))) == wanted


def test_a_form_with_nothing_to_ask_has_no_sheet(tmp_path: Path) -> None:
    path = written(tmp_path, two_grades())
    assert load_workbook(path).sheetnames == ["記入要領", "事業", "_shinchoku"]
    only_items = small(kpi=None)
    assert "KPI" not in load_workbook(written(tmp_path, only_items)).sheetnames


def test_the_summary_counts_the_entries_and_lines_of_each_form(tmp_path: Path) -> None:
    definition = small()
    path = tmp_path / "x.xlsx"
    summary = write_template(path, definition, definition.departments[0])
    assert summary == TemplateSummary("D01", "x.xlsx", {"items": (4, 6), "kpi": (1, 1)})


def test_file_names_suit_windows() -> None:
    definition = small()
    assert template_file_name(definition.departments[1]) == "D02_公園_緑地課.xlsx"
    long = Department(id="D03", name="課" * 200)
    assert len(template_file_name(long).encode()) < 255


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, small()).read_bytes()
    assert written(tmp_path, small()).read_bytes() == first


def test_answers_are_filled_in(tmp_path: Path) -> None:
    answers = {Key("P01-01", "actual"): "=2か所", Key("P01-02.2", "actual"): "設計\n済"}
    rows = by_ids(sheet_of(written(tmp_path, small(), answers), "取組"))
    assert rows["P01-01"]["actual"].value == "=2か所"
    assert rows["P01-01"]["actual"].data_type == "s"
    assert rows["P01-02.2"]["actual"].value == "設計\n済"


def test_a_definition_that_excel_cannot_hold_is_an_error(tmp_path: Path) -> None:
    bad_form = replace(ITEMS, sheet="取組" * 20)
    with pytest.raises(WorkbookError):
        written(tmp_path, small(items=bad_form))


# ---------------------------------------------------------------- what Excel does with it


@pytest.mark.parametrize(
    ("definition", "sheet", "column", "texts"),
    [
        (small(), "取組", "grade", ["A+", "A", "B", "*", "-"]),
        (small(), "取組", "reason", ["工事（道路など）の遅れ", "その他"]),
        (two_grades(), "事業", "start", ["済", "未"]),
        (two_grades(), "事業", "level", ["4", "3", "2", "1"]),
    ],
)
def test_a_drop_down_offers_exactly_the_scale(
    tmp_path: Path, definition: Definition, sheet: str, column: str, texts: list[str]
) -> None:
    path = written(tmp_path, definition)
    workbook = load_workbook(path)
    rows = by_ids(sheet_of(path, sheet))
    open_cells = {c[column].coordinate for c in rows.values() if not c[column].protection.locked}
    checks = workbook[sheet].data_validations.dataValidation
    (found,) = [check for check in checks if set(cells_of(check.sqref)) & open_cells]
    assert set(cells_of(found.sqref)) == open_cells
    assert (found.type, found.allow_blank) == ("list", True)
    name, _, area = found.formula1.partition("!")
    listed = [cell.value for (cell,) in workbook[name.strip("='")][area.replace("$", "")]]
    assert listed == texts
    assert workbook[name.strip("='")].sheet_state == "veryHidden"


def cells_of(areas: object) -> list[str]:
    return [f"{col}{row}" for area in str(areas).split() for col, row in _cells(area)]


def _cells(area: str) -> list[tuple[str, int]]:
    left, top, right, bottom = range_boundaries(area)
    assert left == right
    assert left is not None
    letter = re.sub(r"\d.*", "", area)
    assert top is not None
    assert bottom is not None
    return [(letter, row) for row in range(top, bottom + 1)]


def test_prompts_and_limits_come_from_the_definition(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path, small()), "取組")
    rows = by_ids(sheet)
    checks = {
        cell: found
        for found in sheet.data_validations.dataValidation
        for cell in cells_of(found.sqref)
    }
    actual = checks[rows["P01-02.3"]["actual"].coordinate]
    assert (actual.type, actual.operator, actual.formula1) == (
        "textLength",
        "lessThanOrEqual",
        "20",
    )
    assert actual.prompt == "年度末の実績を記入してください。（20字以内）"
    grade = checks[rows["P01-01"]["grade"].coordinate]
    assert grade.promptTitle == "進捗状況"
    assert "B：遅れた" in grade.prompt


@pytest.mark.parametrize("sheet_name", ["取組", "KPI"])
def test_only_what_is_asked_is_unlocked(tmp_path: Path, sheet_name: str) -> None:
    definition = small()
    sheet = sheet_of(written(tmp_path, definition), sheet_name)
    form = next(form for form in definition.forms if form.sheet == sheet_name)
    rows = by_ids(sheet)
    for owner, cells in rows.items():
        for column in form.columns:
            if column.id not in cells:
                continue
            first = "." not in owner
            asked = column.answered and (first or column.per_line)
            assert cells[column.id].protection.locked is not asked, (owner, column.id)
            if asked:
                assert cells[column.id].number_format == "@"
    unlocked = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
    open_ids = {id(cell) for cells in rows.values() for cell in cells.values()}
    assert {id(cell) for cell in unlocked} <= open_ids


def test_protection_needs_no_password_and_lets_rows_be_resized_and_filtered(
    tmp_path: Path,
) -> None:
    workbook = load_workbook(written(tmp_path, small()))
    for sheet in workbook.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    protection = workbook["取組"].protection
    assert (protection.formatRows, protection.autoFilter) == (False, False), "False: allowed"
    assert protection.deleteRows


def test_the_sheet_is_made_for_a_screen_and_for_paper(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path, small()), "取組")
    rows = by_ids(sheet)
    first, last = rows["P01-01"], rows["P01-04"]
    assert sheet.freeze_panes == first["target"].coordinate
    header = first["target"].row - 1
    assert sheet.auto_filter.ref == f"A{header}:{last['_status'].coordinate}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert fits_to_page(sheet)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${header - 1}:${header}"
    assert "&P" in str(margin(sheet.oddFooter, "center"))
    vertical = [area for area in sheet.merged_cells.ranges if area.max_row > area.min_row]
    assert vertical == [], "merged rows break filters"
    assert sheet.row_dimensions[1].hidden
    assert sheet.row_dimensions[2].hidden


def test_rows_have_a_height_that_excel_may_change(tmp_path: Path) -> None:
    path = written(tmp_path, small())
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert xml.count(' ht="') >= 8
    assert "customHeight" not in xml.partition("<sheetData>")[2]


def test_the_guide_tells_what_the_definition_says(tmp_path: Path) -> None:
    definition = small()
    sheet = sheet_of(written(tmp_path, definition), "記入要領", values=True)
    texts = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for wanted in (
        definition.round.title,
        "2024年5月31日（金）",
        definition.round.contact,
        "保育課　御中",
        "取組　4件（6行）　／　KPI　1件（1行）",
        "記入済 0／7　（ 取組 0／6 KPI 0／1 ）",
        *(grade.label for grade in SCALE),
        "「遅れの内訳」を必ず選択、「備考」を必ず記入",
        "「当初計画」と「実績」に取組がないときだけ",
    ):
        assert wanted in texts


def test_the_dispatch_list_names_every_file_with_its_counts(tmp_path: Path) -> None:
    definition = small()
    summaries = [
        write_template(tmp_path / template_file_name(d), definition, d)
        for d in definition.departments
    ]
    path = tmp_path / "配布一覧.xlsx"
    write_dispatch_list(path, definition, summaries)
    sheet = sheet_of(path, "配布一覧", values=True)
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert ("D01", "保育課", "D01_保育課.xlsx", 4, 6, 1, None, None, None) in rows
    assert ("D02", "公園/緑地課", "D02_公園_緑地課.xlsx", 1, 1, 1, None, None, None) in rows
    assert rows[-1][:6] == ("合計（2部署）", None, None, 5, 7, 2)
    assert rows[3][6:] == ("連絡先", "送付日", "受領日")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$4:$4")
    assert "&P／&N" in str(margin(sheet.oddFooter, "center"))


# ---------------------------------------------------------------- the live 状態


@dataclass(frozen=True)
class Case:
    """What stands in an item's row, and what its status says."""

    status: str
    actual: str = "1か所"
    grade: str = "A"
    reason: str = ""
    note: str = ""
    planned: str = "1か所"
    more: tuple[tuple[str, str, str], ...] = ()  # planned, actual, status of further lines


TOO_SOON = "「-」は取組がないときだけ"
ONLY_IDLE = "取組がないので進捗状況は「-」"

CASES = {
    "blank": Case("未記入", actual="", grade=""),
    "wide blanks": Case("未記入", actual="　", grade="　", reason=" 　", note="\n　"),
    "actual only": Case("進捗状況を選択", grade=""),
    "grade only": Case("実績が未記入", actual=""),
    "grade, wide blank": Case("実績が未記入", actual="　 　"),
    "A": Case("OK"),
    "A with blanks": Case("OK", grade=" A　"),
    "A, full-width": Case("OK", grade="Ａ"),
    "A+ bare": Case("備考が必要", grade="A+"),
    "A+ wide blank": Case("備考が必要", grade="A+", note="　"),
    "A+": Case("OK", grade="A+", note="早く着工"),
    "B bare": Case("遅れの内訳を選択\n備考が必要", grade="B"),
    "B without reason": Case("遅れの内訳を選択", grade="B", note="遅れ"),
    "B without note": Case("備考が必要", grade="B", reason="その他"),
    "B": Case("OK", grade="B", reason="工事（道路など）の遅れ", note="遅れ"),
    "B, reason retyped": Case("OK", grade="B", reason="工事(道路など)の遅れ", note="遅れ"),
    "B, own reason": Case("遅れの内訳は一覧から選択", grade="B", reason="雨", note="遅れ"),
    "A with reason": Case("遅れの内訳は空欄に", reason="その他"),
    "star": Case("OK", grade="*"),
    "star, full-width": Case("OK", grade="＊"),
    "star, alias": Case("OK", grade="※"),
    "pattern": Case("進捗状況は一覧から選択", grade="A*"),
    "question mark": Case("進捗状況は一覧から選択", grade="?"),
    "unknown": Case("進捗状況は一覧から選択", grade="C"),
    "lower case": Case("進捗状況は一覧から選択", grade="a"),
    "dash, planned": Case(TOO_SOON, grade="-", actual="—"),
    "dash, done": Case(TOO_SOON, grade="-", planned="—"),
    "dash": Case("OK", grade="-", planned="—", actual="—"),
    "dash, other dashes": Case("OK", grade="－", planned="−\n—", actual="－\n－", note=""),
    "idle but graded": Case(ONLY_IDLE, planned="—", actual="―"),
    "long actual": Case("実績が20字を超過", actual="あ" * 21),
    "longest actual": Case("OK", actual="あ" * 20),
    "long note": Case("備考が40字を超過", note="あ" * 41),
    "lines": Case("OK", more=(("2か所", "2か所", "OK"), ("—", "", "未記入"))),
    "dash, a line planned": Case(
        TOO_SOON, grade="-", planned="—", actual="—", more=(("買収", "—", "OK"),)
    ),
    "dash, a line done": Case(
        TOO_SOON, grade="-", planned="—", actual="—", more=(("—", "買収", "OK"),)
    ),
    "dash, no line": Case("OK", grade="-", planned="—", actual="—", more=(("—", "—", "OK"),)),
    "idle lines": Case(ONLY_IDLE, planned="—", actual="—", more=(("—", "—", "OK"),)),
    "idle, a line blank": Case("OK", planned="—", actual="—", more=(("—", "　", "未記入"),)),
}


def case_definition() -> tuple[Definition, dict[Key, str], dict[str, str]]:
    """Return a definition with an item for each case, the answers, and the statuses."""
    items: list[Entry] = []
    answers: dict[Key, str] = {}
    expected: dict[str, str] = {}
    for number, case in enumerate(CASES.values(), start=1):
        owner = f"T{number:02}"
        lines = [line(owner, owner, case.planned)]
        expected[owner] = case.status
        for index, (planned, actual, status) in enumerate(case.more, start=2):
            lines.append(line(f"{owner}.{index}", owner, planned))
            answers[Key(f"{owner}.{index}", "actual")] = actual
            expected[f"{owner}.{index}"] = status
        items.append(replace(item(owner, owner), lines=tuple(lines)))
        answers |= {
            Key(owner, "actual"): case.actual,
            Key(owner, "grade"): case.grade,
            Key(owner, "reason"): case.reason,
            Key(owner, "note"): case.note,
        }
    definition = small(projects=(project("（1）", "例", *items),))
    return replace(definition, nothing=frozenset({"—", "-", "−", "―"})), answers, expected


def names(found: Mapping[str, str]) -> dict[str, str]:
    """Return case name -> status, so that a failure names its case."""
    cases = list(CASES)
    return {cases[int(owner[1:3]) - 1] + owner[3:]: text for owner, text in found.items()}


def test_a_status_is_stored_as_it_will_be_computed(tmp_path: Path) -> None:
    """Protected View shows stored results, so they are the true ones from the first."""
    definition, answers, expected = case_definition()
    path = written(tmp_path, definition, answers)
    assert names(statuses(path)) == names(expected)


@pytest.mark.slow
def test_libreoffice_computes_the_same_statuses(tmp_path: Path) -> None:
    definition, answers, expected = case_definition()
    lying = with_wrong_results(written(tmp_path, definition, answers), tmp_path / "lying.xlsx")
    assert set(statuses(lying).values()) == {"WRONG"}
    other, other_expected = two_grades_filled()
    other_path = tmp_path / "other.xlsx"
    write_template(other_path, two_grades(), two_grades().departments[0], answers=other)
    other_lying = with_wrong_results(other_path, tmp_path / "other_lying.xlsx")
    saved, other_saved = saved_by_libreoffice([lying, other_lying], tmp_path / "saved")
    assert names(statuses(saved)) == names(expected)
    assert statuses(other_path, "事業") == other_expected
    assert statuses(other_saved, "事業") == other_expected
    ready = sum(status == "OK" for status in expected.values())
    progress = f"記入済 {ready}／{len(expected)}"
    assert progress in {cell.value for cell in sheet_of(saved, "取組", values=True)["A"]}
    guide = sheet_of(saved, "記入要領", values=True)
    texts = [str(cell.value) for row in guide.iter_rows() for cell in row]
    assert any(f"取組 {ready}／{len(expected)}" in text for text in texts)


def two_grades_filled() -> tuple[dict[Key, str], dict[str, str]]:
    answers = {
        Key("J01", "actual"): "点検",
        Key("J01", "start"): "未",
        Key("J01", "level"): "2",
        Key("J02", "actual"): "清掃",
        Key("J02", "start"): "済",
        Key("J02", "level"): "4",
    }
    missing = "未着手の理由を選択\n説明が必要"
    return answers, {"J01": missing, "J02": "OK", "J03": "未記入"}


@pytest.mark.slow
def test_an_error_value_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, small(), {Key("P01-01", "grade"): "A"})
    workbook = load_workbook(path)
    cell = by_ids(workbook["取組"])["P01-01"]["actual"]
    cell.value = "#N/A"
    assert cell.data_type == "e"
    workbook.save(path)
    (saved,) = saved_by_libreoffice([path], tmp_path / "saved")
    assert statuses(saved)["P01-01"] == "エラー値あり"


def test_the_template_and_the_rules_agree(tmp_path: Path) -> None:
    """A row is OK in Excel exactly if the compiler finds nothing wrong with its item."""
    definition, answers, expected = case_definition()
    path = written(tmp_path, definition, answers)
    findings = check(Intake(definition, [read_submission(path, path.name)]))
    wrong = {
        finding.owner_id
        for finding in findings
        if finding.owner_id.startswith("T") and finding.severity is not Severity.NOTICE
    }
    assert names(dict.fromkeys(sorted(wrong), "")) == names(
        {owner: "" for owner, status in expected.items() if status != "OK"}
    )


def test_a_cell_that_the_status_names_is_coloured(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path, small()), "取組")
    rows = by_ids(sheet)
    by_area = {
        cell: str(rules[0].formula)
        for areas, rules in ((found.sqref, found.rules) for found in sheet.conditional_formatting)
        for cell in cells_of(areas)
    }
    wanted = {
        "actual": "実績が未記入",
        "grade": "進捗状況を選択",
        "reason": "遅れの内訳を選択",
        "note": "備考が必要",
    }
    for column, text in wanted.items():
        assert text in by_area[rows["P01-01"][column].coordinate]
        others = set(wanted.values()) - {text}
        assert not any(other in by_area[rows["P01-01"][column].coordinate] for other in others)
    assert rows["P01-02.2"]["note"].coordinate not in by_area


def test_forms_without_grades_ask_only_for_the_actual(tmp_path: Path) -> None:
    definition = small()
    path = written(tmp_path, definition, {Key("K01-01", "actual"): "28か所"})
    assert statuses(path, "KPI") == {"K01-01": "OK"}
