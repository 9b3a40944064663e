"""What makes a column needed: a computed grade, anything at all in a text or a number."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from conftest import REPOSITORY, TINY, fill_round
from correcting import as_csv
from csv_files import records, write_records
from faults import check_told_alike, in_report
from filling import cell_of, column_ids, file_of, opened, row_of
from office import saved_by_libreoffice, with_wrong_results
from returning import returned_from
from running import checked_from, compiled_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.findings import Finding
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import read_submission
from shinchoku.model import Key
from shinchoku.templates.writer import write_template
from spoiling.folders import Spoil
from telling import en, ja

ROUND = REPOSITORY / "tests" / "rounds" / "attainment"
SHEET = "成果指標"
CAUSE, CITE, PEOPLE = "基準値を下回った、または判定できない理由", "備考の出典", "人員の増減"
MORE = (  # a number that asks for a choice, and texts that are nothing
    in_report("[rules]\n", '[rules]\nnothing = ["—", "なし"]\n'),
    in_report(
        'unmeasured = ["－"], parent = "決算額（千円）", header = "人件費"',
        'unmeasured = ["－", "不明"], required = false, '
        'needs = { "*" = ["people"], "不明" = ["cause"] }, '
        'parent = "決算額（千円）", header = "人件費"',
    ),
    in_report(
        '  { id = "cite",',
        f'  {{ id = "people", choices = ["増", "減"], header = "{PEOPLE}", required = "needed", '
        'otherwise = "warn", print = "below" },\n  { id = "cite",',
    ),
)
# Of F1-01 the goal is 1,000 and the base 800: less than 800 is D, and needs a cause.


class Case(NamedTuple):
    """What is filled in, what the status says of it, and the codes of what is found."""

    filled: dict[str, str]
    status: list[str]
    codes: list[str]


SOUND = {"now": "900", "cost": "5"}
CASES = {
    "a grade that needs nothing": Case({}, ["OK"], []),
    "the least that does not": Case({"now": "800"}, ["OK"], []),
    "a computed grade": Case({"now": "799"}, [f"{CAUSE}が必要"], ["E305"]),
    "below zero": Case({"now": "▲5"}, [f"{CAUSE}が必要"], ["E305"]),
    "zero": Case({"now": "0"}, [f"{CAUSE}が必要"], ["E305"]),
    "what it needs": Case({"now": "799", "cause": "雨"}, ["OK"], []),
    "what it needs, of blanks": Case({"now": "799", "cause": "　"}, [f"{CAUSE}が必要"], ["E305"]),
    "what is not measured": Case({"now": "未把握"}, [f"{CAUSE}が必要"], ["E305"]),
    "what it needs then": Case({"now": "－", "cause": "雨"}, ["OK"], []),
    "nothing to compute of": Case({"now": ""}, ["実績値が未記入"], ["E301"]),
    "and a cause that may be": Case({"now": "", "cause": "雨"}, ["実績値が未記入"], ["E301"]),
    "no number": Case({"now": "約半分"}, ["実績値は数値で"], ["E318"]),
    "another unit": Case({"now": "900世帯"}, ["実績値の単位が違う"], ["E319"]),
    "a cause that nothing needs": Case({"cause": "雨"}, [f"{CAUSE}は空欄に"], ["W402"]),
    "a text": Case({"note": "注"}, [f"{CITE}が必要"], ["E305"]),
    "a text with what it needs": Case({"note": "注", "cite": "表"}, ["OK"], []),
    "a text that is nothing": Case({"note": "—"}, ["OK"], []),
    "lines that are nothing": Case({"note": "—\n—"}, ["OK"], []),
    "nothing needs nothing": Case(
        {"note": "なし", "cite": "表"}, [f"{CITE}は空欄に"], ["W402"]
    ),
    "a blank text may still come": Case({"cite": "表"}, ["OK"], []),
    "an asterisk is a text": Case({"note": "*"}, [f"{CITE}が必要"], ["E305"]),
    "a number": Case({"staff": "3"}, [f"{PEOPLE}を選択"], ["E304"]),
    "a number that is 0": Case({"staff": "0"}, [f"{PEOPLE}を選択"], ["E304"]),
    "a number with its choice": Case({"staff": "3", "people": "増"}, ["OK"], []),
    "a text in place of a number": Case({"staff": "－"}, [f"{PEOPLE}を選択"], ["E304"]),
    "one that needs more": Case(
        {"staff": "不明", "people": "減"}, [f"{CAUSE}が必要"], ["E305"]
    ),
    "one that has it": Case({"staff": "不明", "people": "減", "cause": "雨"}, ["OK"], []),
    "several at once": Case(
        {"now": "1", "note": "注", "staff": "1"},
        [f"{PEOPLE}を選択", f"{CITE}が必要", f"{CAUSE}が必要"],
        ["E304", "E305", "E305"],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round with one indicator for each case, all alike."""
    folder = tmp_path_factory.mktemp("needs") / "attainment"
    shutil.copytree(ROUND, folder, ignore=shutil.ignore_patterns("answers", "computed", "printed"))
    for spoil in MORE:
        spoil(folder)
    header, *_ = (folder / "master" / "indicators.csv").read_text("utf-8-sig").split("\n")
    rows = [f"F1,T{n},指標{n},人,0,2018,大きいほど良い,800,1000,D1" for n in range(len(CASES))]
    text = "\n".join([header, *rows, ""])
    (folder / "master" / "indicators.csv").write_text(text, "utf-8-sig")
    field = "id,number,title\nF1,1,市民\n"
    (folder / "master" / "fields.csv").write_text(field, "utf-8-sig")
    return folder


@pytest.fixture(scope="module")
def written(asked: Path) -> Path:
    """Its template with what every case fills in."""
    definition = load(asked)
    answers = {
        Key(f"T{number}", column): text
        for number, case in enumerate(CASES.values())
        for column, text in {**SOUND, **case.filled}.items()
    }
    path = asked.parent / "D1.xlsx"
    write_template(path, definition, definition.department("D1"), answers=answers)
    return path


def values_of(path: Path, name: str) -> Worksheet:
    sheet = openpyxl.load_workbook(path, data_only=True)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def statuses(path: Path) -> dict[str, list[str]]:
    sheet = values_of(path, SHEET)
    at = column_ids(sheet)["_status"]
    rows = (row_of(sheet, f"T{number}") for number in range(len(CASES)))
    said = [str(sheet.cell(row, at).value).split("\n") for row in rows]
    lines = [[line for line in each if not line.endswith("と読みます")] for each in said]
    return dict(zip(CASES, lines, strict=True))


def test_a_status_says_what_is_needed(written: Path) -> None:
    assert statuses(written) == {name: case.status for name, case in CASES.items()}


@pytest.mark.slow
def test_libreoffice_computes_the_same(written: Path, tmp_path: Path) -> None:
    lying = with_wrong_results(written, tmp_path / "lying.xlsx")
    assert set(map(tuple, statuses(lying).values())) == {("WRONG",)}
    (saved,) = saved_by_libreoffice([lying], tmp_path / "saved")
    assert statuses(saved) == {name: case.status for name, case in CASES.items()}


def test_what_comes_back_lacks_the_same(asked: Path, written: Path) -> None:
    found = check(Intake(load(asked), [read_submission(written, written.name)]))
    codes: dict[str, list[str]] = {f"T{number}": [] for number in range(len(CASES))}
    for finding in found:
        if finding.owner_id in codes and not finding.code.startswith("N"):
            codes[finding.owner_id].append(finding.code)
    said = dict(zip(CASES, map(sorted, codes.values()), strict=True))
    assert said == {name: case.codes for name, case in CASES.items()}


def test_the_guide_says_what_is_needed(written: Path) -> None:
    sheet = values_of(written, "記入要領")
    rows = [[str(value) for value in row if value is not None] for row in sheet.values]
    assert ["D", "基準値を下回ったもの", f"「{CAUSE}」を必ず記入"] in rows
    assert ["－", "判定できないとき", f"「{CAUSE}」を必ず記入"] in rows
    texts = ["\n".join(row) for row in rows]
    assert any(f"記入したときは、「{CITE}」を必ず記入" in text for text in texts)
    assert any(f"「不明」のときは、「{CAUSE}」を必ず記入" in text for text in texts)


# ---------------------------------------------------------------- a round on its way


def needed(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.code in {"E304", "E305", "W402"}]


def test_what_is_needed_is_told_in_both_languages(folder: Path) -> None:
    with opened(file_of(folder, "D1")) as book:
        cell_of(book, "F2-02", "cause").value = None
        cell_of(book, "F1-04", "cite").value = None
    found = {finding.owner_id: finding for finding in needed(checked_from(folder).findings)}
    said = {owner: ja(finding.message) for owner, finding in found.items()}
    assert said == {
        "F2-02": f"「男性職員の育児休業取得率」は判定が「D」なので、「{CAUSE}」が必要です。",
        "F1-04": f"「市長への提案の件数」は備考に記入があるので、「{CITE}」が必要です。",
    }
    assert en(found["F2-02"].message).endswith(f"判定 is “D”, so “{CAUSE}” is needed.")
    assert en(found["F1-04"].message).endswith(f"備考 is filled in, so “{CITE}” is needed.")


def test_a_returned_workbook_shows_the_cell_that_is_needed(folder: Path, tmp_path: Path) -> None:
    with opened(file_of(folder, "D1")) as book:
        where = cell_of(book, "F2-02", "cause")
        where.value = None
    (path,) = returned_from(folder, tmp_path / "returned").files
    book = openpyxl.load_workbook(path)
    (request, *_) = book.worksheets
    links = [str(c.hyperlink.location) for row in request.iter_rows() for c in row if c.hyperlink]
    assert links == [f"'{SHEET}'!{cell_of(book, 'F2-02', 'cause').coordinate}"]
    status = cell_of(book, "F2-02", "_status")
    assert values_of(path, SHEET)[status.coordinate].value == f"{CAUSE}が必要"


def test_a_corrected_number_that_needs_more_is_the_planning_sections(folder: Path) -> None:
    as_csv(folder, [("F1-01", "now", "1,001", "799", "課長", "集計の誤り")])
    checked = checked_from(folder)
    (found,) = needed(checked.findings)
    assert (found.code, found.owner_id) == ("E305", "F1-01")
    assert (found.corrected, found.department_id) == (True, "")
    with_cause = ("F1-01", "cause", "", "集計の誤りが分かった。", "課長", "集計の誤り")
    as_csv(folder, [("F1-01", "now", "1,001", "799", "課長", "集計の誤り"), with_cause])
    assert needed(checked_from(folder).findings) == []


def test_a_corrected_number_that_needs_less_leaves_a_cause_over(folder: Path) -> None:
    as_csv(folder, [("F2-02", "now", "35.9", "36.0", "課長", "集計の誤り")])
    (found,) = needed(checked_from(folder).findings)
    assert (found.code, found.owner_id) == ("W402", "F2-02")


@pytest.mark.parametrize(
    ("written", "always"),
    [('required = "needed"\n', False), ("", False), ("required = true\n", True)],
)
def test_what_another_column_needs_is_always_needed_only_if_that_is_said(
    tmp_path: Path, written: str, *, always: bool
) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    in_report('header = "特記事項"\nrequired = "needed"\n', f'header = "特記事項"\n{written}')(
        folder
    )
    column = load(folder).form("items").column("remarks")
    assert (column.required, column.answered) == (always, True)


def test_a_draft_says_what_it_lacks(folder: Path, tmp_path: Path) -> None:
    with opened(file_of(folder, "D1")) as book:
        cell_of(book, "F2-02", "cause").value = None
        cell_of(book, "F1-04", "cite").value = None
    compiled = compiled_from(folder, tmp_path / "build", draft=True)
    texts = [
        c.text for s in compiled.paged.sections for p in s.pages for r in p.rows for c in r.cells
    ]
    (said,) = (text for text in texts if "男性職員の育児休業取得率" in text and "2" in text)
    assert "市長への提案の件数" in said
    assert pipeline.verify(tmp_path / "build").findings == ()


COUNTED = (
    in_report(
        '{ id = "cause", header = "基準値を下回った、または判定できない理由", required = "needed", '
        'otherwise = "warn", print = "below" }',
        '{ id = "cause", choices = ["天候", "人員"], header = "理由", required = "needed", '
        'otherwise = "warn", print = "none" }',
    ),
    in_report('needs = { D = ["cause"], "－" = ["cause"] }', 'needs = { D = ["cause"] }'),
    in_report(
        'column = "indicators.score"\n',
        'column = "indicators.score"\nbreakdown = { D = "cause" }\n',
    ),
    in_report(
        'tally = "scores", headers = { code = "判定", label = "内容",',
        'tally = "scores", headers = { code = "判定", label = "内容", breakdown = "うち",',
    ),
)


def test_a_reason_of_a_computed_grade_is_counted_beside_it(tmp_path: Path) -> None:
    """One indicator is D, and says 人員; another is not, and what it says is not counted."""
    folder = Path(shutil.copytree(ROUND, tmp_path / "attainment"))
    for spoil in COUNTED:
        spoil(folder)
    rows = records(folder / "answers" / "indicators.csv")
    chosen = [{**row, "cause": "人員" if row["cause"] else ""} for row in rows]
    write_records(folder / "answers" / "indicators.csv", chosen)
    target = fill_round(folder, tmp_path / "filled" / "attainment")
    compiled = compiled_from(target, tmp_path / "build")
    (worst,) = (row for row in compiled.tally["scores"].rows if row.choice == "D")
    assert {row.choice: row.count for row in worst.breakdown} == {"天候": 0, "人員": 1}
    assert compiled.merged.text("F3-04", "cause") == ""
    assert pipeline.verify(tmp_path / "build").findings == ()


# ---------------------------------------------------------------- definitions

WHERE = "report.toml forms[1].columns"
RATIO = 'ratio = ["now", "goal"]'
NO_CALLER = "needs は、部署などが記入する列か、bands のある列だけに書けます。"
NO_CALLER_EN = "Only a column that somebody fills, or one with bands, can say needs."
FAULTS: dict[str, tuple[Spoil, list[str], list[str]]] = {
    "a code that there is not": (
        in_report('needs = { D = ["cause"], "－" = ["cause"] }', 'needs = { E = ["cause"] }'),
        [f"{WHERE}[11].needs.E: 「E」という記号・選択肢はありません。"],
        [f"{WHERE}[11].needs.E: There is no code or choice “E”."],
    ),
    "what nobody fills": (
        in_report('D = ["cause"],', 'D = ["cause", "gap"],'),
        [f"{WHERE}[11].needs.D: 「gap」という部署が記入する列はありません。"],
        [f"{WHERE}[11].needs.D: There is no column that departments fill “gap”."],
    ),
    "a code of a text": (
        in_report('needs = { "*" = ["cite"] }', 'needs = { A = ["cite"] }'),
        [f"{WHERE}[16].needs.A: 選択肢のない列の needs に「A」とは書けません。"
         "書けるのは「*」です（「*」は、何か記入があるとき）。"],
        [f"{WHERE}[16].needs.A: A column without choices cannot name “A” in its needs, but “*” "
         "(“*” is where anything is filled in)."],
    ),
    "a code of a number": (
        in_report('["－", "未把握"],', '["－"], needs = { S = ["cite"] },'),
        [f"{WHERE}[8].needs.S: 選択肢のない列の needs に「S」とは書けません。"
         "書けるのは「*」、「－」です（「*」は、何か記入があるとき）。"],
        [f"{WHERE}[8].needs.S: A column without choices cannot name “S” in its needs, "
         "but “*”, “－” (“*” is where anything is filled in)."],
    ),
    "a text that needs itself": (
        in_report('needs = { "*" = ["cite"] }', 'needs = { "*" = ["note", "cite"] }'),
        [f"{WHERE}[16].needs.*: 列「note」が、自分自身を指しています。"],
        [f"{WHERE}[16].needs.*: The column “note” names itself."],
    ),
    "needs of a number that is computed": (
        in_report(RATIO, f'{RATIO}, needs = {{ "*" = ["cite"] }}'),
        [f"{WHERE}[10].needs: {NO_CALLER}"],
        [f"{WHERE}[10].needs: {NO_CALLER_EN}"],
    ),
    "needs of the master": (
        in_report("width = 9.5", 'width = 9.5, needs = { "*" = ["cite"] }'),
        [f"{WHERE}[1].needs: {NO_CALLER}"],
        [f"{WHERE}[1].needs: {NO_CALLER_EN}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_faulty_needs_are_told(tmp_path: Path, fault: tuple[Spoil, list[str], list[str]]) -> None:
    spoil, expected, in_english = fault
    folder = Path(shutil.copytree(ROUND, tmp_path / "attainment"))
    spoil(folder)
    check_told_alike(folder, expected, in_english)
