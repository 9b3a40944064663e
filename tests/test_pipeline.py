"""The whole loop on the sample: what the published report shows, counted from filled templates."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from conftest import SAMPLE, fill_round, needs_posix
from csv_files import records
from filling import file_of, opened, type_in
from looking import files_in, report_in
from office import saved_by_libreoffice
from running import compiled_from
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.failures import PublishError
from shinchoku.results import Checked, Compiled
from telling import ja
from workbooks import texts_on

ORACLES = Path(__file__).parent / "sample"
GRADES = ("A+", "A", "B", "*", "-")


def oracle(name: str) -> list[dict[str, str]]:
    return records(ORACLES / f"{name}.csv")


def report_of(compiled: Compiled) -> Workbook:
    """The report, read by the witness that did not write it."""
    return load_workbook(compiled.report)


def grade_table(book: Workbook) -> list[tuple[str, str, str]]:
    """The rows label, count, per cent of the memo's grade table."""
    rows = []
    for row in book["報告資料"].iter_rows(values_only=True):
        texts = [str(value) for value in row if value not in {None, ""}]
        if texts and texts[-1].endswith("%"):
            rows.append((texts[-3], texts[-2], texts[-1]))
    return rows


def printed_grades(book: Workbook) -> Counter[str]:
    """Count the grades in the item tables, repeats left out, straight from the cells."""
    counts: Counter[str] = Counter()
    for sheet in book.worksheets:
        if sheet.title.startswith("取組 "):
            counts.update(
                str(row[5]) for row in sheet.iter_rows(values_only=True) if row[5] in GRADES
            )
    return counts


def test_the_grade_table_is_the_published_one(compiled_sample: Compiled) -> None:
    published = [(row["label"], row["count"], f"{row['percent']}%") for row in oracle("summary")]
    assert grade_table(report_of(compiled_sample)) == published


def test_the_printed_rows_add_up_to_the_grade_table(compiled_sample: Compiled) -> None:
    counts = printed_grades(report_of(compiled_sample))
    assert counts == {"A+": 21, "A": 284, "B": 33, "*": 34, "-": 11}


def test_each_plan_counts_as_published(compiled_sample: Compiled) -> None:
    by_plan = compiled_sample.tally["grades"].by["plan"]
    assert len(by_plan) == 22
    for row in oracle("tally_by_plan"):
        counts = by_plan[f"P{int(row['plan']):02}"]
        assert {grade: str(counts[grade]) for grade in GRADES} == {g: row[g] for g in GRADES}
        assert str(sum(counts.values())) == row["counted"]


def test_a_changed_answer_changes_the_table(round_folder: Path, tmp_path: Path) -> None:
    type_in(file_of(round_folder, "D04"), "P01-01", "grade", "A+")
    compiled = compiled_from(round_folder, tmp_path / "build")
    table = grade_table(report_of(compiled))
    assert [(count, share) for _, count, share in table[:2]] == [("22", "6%"), ("283", "74%")]


def test_every_part_is_there_in_published_order(compiled_sample: Compiled) -> None:
    numerals = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ"]
    assert report_of(compiled_sample).sheetnames == [
        "報告資料", "表紙", "目次", "扉（KPI）", "表の見方（KPI）",
        *(f"KPI {number}" for number in numerals),
        "扉（取組）", "表の見方（取組）",
        *(f"取組 {number}" for number in numerals),
        "SDGs",
    ]  # fmt: skip


def texts_of(book: Workbook, prefix: str) -> list[str]:
    sheets = (sheet for sheet in book.worksheets if sheet.title.startswith(prefix))
    return [text for sheet in sheets for text in texts_on(sheet)]


def test_all_indicators_citations_and_repeats_are_printed(
    compiled_sample: Compiled,
) -> None:
    book = report_of(compiled_sample)
    definition = load(SAMPLE)
    names = [i.lines[0].values["name"] for _, i in definition.entries(definition.form("kpi"))]
    printed = Counter(texts_of(book, "KPI "))
    assert len(names) == 119
    assert all(printed[name] >= count for name, count in Counter(names).items())
    items = texts_of(book, "取組 ")
    assert sum(bool(re.match(r"計画\d+-.*／事業No\.\d", text)) for text in items) == 32
    assert sum(text.endswith("(再掲)") for text in items) == 36


def test_just_the_two_known_repeats_disagree(compiled_sample: Compiled) -> None:
    findings = compiled_sample.checked.findings
    found = [(f.code, f.owner_id) for f in findings if f.code.startswith(("E", "W5"))]
    lines = {row["item"]: row["lines"] for row in oracle("item_lines")}
    assert [(code, lines[owner]) for code, owner in found] == [("W501", "881"), ("W501", "892")]


def test_every_submitted_value_is_accounted_for(
    compiled_sample: Compiled, filled_sample: Path
) -> None:
    typed = 0
    for path in (filled_sample / "submitted").iterdir():
        for sheet in load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                typed += sum(cell.protection.locked is False and bool(cell.value) for cell in row)
    about = 4 * len(list((filled_sample / "submitted").iterdir()))
    verified = pipeline.verify(compiled_sample.report.parent)
    assert verified.values == typed - about
    assert verified.unaccounted == 0
    assert verified.findings == ()


# ---------------------------------------------------------------- a report edited by hand


@pytest.fixture
def build(compiled_sample: Compiled, tmp_path: Path) -> Path:
    """A published build of one's own, to spoil."""
    return Path(shutil.copytree(compiled_sample.report.parent, tmp_path / "build"))


def placed(build: Path, owner: str, text: str) -> tuple[str, str]:
    """Return the sheet and cell where the placements say a text stands."""
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    path = build / manifest["outputs"]["placements"]
    for entry in json.loads(path.read_text(encoding="utf-8")):
        if entry["owner"] == owner and entry["text"] == text:
            return entry["sheet"], entry["cell"]
    raise AssertionError((owner, text))


@pytest.mark.parametrize("edit", ["emptied", "changed", "moved"])
def test_verify_names_what_was_edited(build: Path, edit: str) -> None:
    sheet, name = placed(build, "P01-01", "1か所開設")
    with opened(report_in(build)) as book:
        cell = book[sheet][name]
        if edit == "moved":
            book[sheet]["J1"] = cell.value
        cell.value = "2か所開設" if edit == "changed" else None
    verified = pipeline.verify(build)
    assert verified.unaccounted == 1
    first = verified.findings[0]
    assert (first.where.sheet, first.where.cell, first.owner_id) == (sheet, name, "P01-01")
    assert "submitted/D04_" in ja(first.message)
    assert ("J1" in ja(first.message)) == (edit == "moved")


def test_verify_names_a_count_that_was_edited(build: Path) -> None:
    sheet, name = placed(build, "tally:grades:B", "12")
    with opened(report_in(build)) as book:
        book[sheet][name] = "11"
    verified = pipeline.verify(build)
    assert verified.unaccounted == 12
    assert [finding.where.cell for finding in verified.findings] == [name]


def test_verify_names_what_was_added(build: Path) -> None:
    with opened(report_in(build)) as book:
        book["取組 Ⅱ"]["K9"] = "手書きのメモ"
    verified = pipeline.verify(build)
    assert [(f.where.sheet, f.where.cell) for f in verified.findings] == [("取組 Ⅱ", "K9")]
    assert verified.unaccounted == 0


# ---------------------------------------------------------------- publishing


def test_two_runs_give_the_same_bytes(filled_sample: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        pipeline.compile_round(filled_sample, tmp_path / name)
    one, two = files_in(tmp_path / "one"), files_in(tmp_path / "two")
    assert one == two
    assert len(one) >= 5


def test_two_distributions_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name / SAMPLE.name for name in ("one", "two")]
    for folder in folders:
        shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("templates", "submitted"))
        pipeline.distribute(folder)
    one, two = (files_in(folder / "templates") for folder in folders)
    assert one == two
    assert len(one) == 29 + 29 + 1  # templates, their mails, the dispatch list


def test_a_hand_edited_report_is_kept_when_the_round_is_compiled_again(
    filled_tiny: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    pipeline.compile_round(filled_tiny, build)
    edited = report_in(build)
    with opened(edited) as book:
        book.worksheets[0]["A1"] = "手で直した"
    again = compiled_from(filled_tiny, build)
    (told,) = again.placed
    assert told.code == "N705"
    (kept,) = build.glob("報告書_手直し_*.xlsx")
    assert kept.name in ja(told.message)
    assert load_workbook(kept).worksheets[0]["A1"].value == "手で直した"
    assert again.report == edited
    assert pipeline.verify(build).findings == ()


def test_errors_stop_the_report_and_leave_the_old_one(tiny: Path, tmp_path: Path) -> None:
    build = tmp_path / "build"
    pipeline.compile_round(tiny, build)
    told = {"status.html", "指摘一覧.xlsx", ".builds/written.txt"}
    before = {name: data for name, data in files_in(build).items() if name not in told}
    type_in(file_of(tiny, "X1"), "S1-01", "start", "謎")
    checked = pipeline.compile_round(tiny, build)
    assert isinstance(checked, Checked)
    assert checked.errors == 1
    after = files_in(build)
    assert {name: after.pop(name) for name in before} == before
    assert {name.partition("/")[0] for name in after} == {
        ".builds",
        "returned",
        "status.html",
        "メール",
        "指摘一覧.xlsx",
    }
    assert {name for name in after if name.startswith(".builds")} == {
        ".builds/written.txt",
        ".builds/指摘一覧.xlsx",
    }


def test_a_draft_marks_what_did_not_come_back(tiny: Path, tmp_path: Path) -> None:
    file_of(tiny, "X2").unlink()
    compiled = compiled_from(tiny, tmp_path / "build", draft=True)
    assert texts_of(report_of(compiled), "第1章").count("届いていません") == 2
    assert compiled.tally["start"].total.count == 2
    assert pipeline.verify(tmp_path / "build").unaccounted == 0


def test_nothing_is_published_where_a_file_is_in_the_way(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "build").write_text("not a folder", encoding="utf-8")
    with pytest.raises(PublishError):
        pipeline.compile_round(tiny, tmp_path / "build")


@pytest.mark.slow
@needs_posix
def test_a_run_killed_at_any_moment_leaves_the_last_build_whole(
    filled_tiny: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    pipeline.compile_round(filled_tiny, build)
    published = files_in(build)
    code = (
        "import sys\nfrom pathlib import Path\nfrom shinchoku import pipeline\n"
        "pipeline.compile_round(Path(sys.argv[1]), Path(sys.argv[2]), draft=True)\n"
    )
    other = fill_other(filled_tiny, tmp_path / "other" / "tiny")
    started = time.perf_counter()
    command = [sys.executable, "-c", code, str(other)]
    subprocess.run([*command, str(tmp_path / "dry")], check=True)
    duration = time.perf_counter() - started
    moments = random.Random(7)  # noqa: S311
    killed = 0
    for _ in range(30):
        process = subprocess.Popen([*command, str(build)])
        try:
            process.wait(duration * moments.uniform(0.3, 1.1))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        verified = pipeline.verify(build)
        assert verified.findings == ()
        assert verified.values == 15
    assert killed >= 5
    pipeline.compile_round(filled_tiny, build)
    grows = ".builds/written.txt"  # what was ever written down stays known
    left = {name: data for name, data in files_in(build).items() if ".staging" not in name}
    assert left.pop(grows).startswith(published.pop(grows))
    assert left == published


def fill_other(filled: Path, target: Path) -> Path:
    """Return a round like `filled` in which one answer is another."""
    shutil.copytree(filled, target)
    type_in(file_of(target, "X1"), "S1-01", "remarks", "別の書きぶりにした")
    return target


def test_the_other_municipality_compiles(filled_tiny: Path, tmp_path: Path) -> None:
    compiled = compiled_from(filled_tiny, tmp_path / "build")
    start, achieved = compiled.tally["start"], compiled.tally["achieved"]
    assert [(r.choice, r.count, r.percent) for r in start.rows] == [
        ("済", 3, "75.0"),
        ("未", 1, "25.0"),
    ]
    assert [(r.choice, r.count) for r in start.rows[1].breakdown] == [("予算", 1), ("人員", 0)]
    assert [(r.choice, r.count) for r in achieved.rows] == [
        ("◎", 1),
        ("○", 1),
        ("△", 1),
        ("×", 1),
    ]
    texts = texts_of(report_of(compiled), "第1章")
    assert "済(再)" in texts
    assert "△(再)" in texts
    assert "地区訓練（東）【施策1-1から再掲】" in texts
    assert [f.code for f in compiled.checked.findings] == ["W501"]


@pytest.mark.slow
def test_templates_saved_by_libreoffice_and_by_openpyxl_compile_to_the_same_report(
    filled_sample: Path, compiled_sample: Compiled, tmp_path: Path
) -> None:
    # The sample was filled and saved by openpyxl; here LibreOffice saves every file once more.
    again = tmp_path / "nerima-r4"
    shutil.copytree(filled_sample, again, ignore=shutil.ignore_patterns("submitted"))
    files = sorted((filled_sample / "submitted").iterdir())
    saved_by_libreoffice(files, again / "submitted")
    compiled = compiled_from(again, tmp_path / "build")
    report = "report.xlsx"
    assert (compiled.folder / report).read_bytes() == (compiled_sample.folder / report).read_bytes()


def test_the_code_knows_no_municipality() -> None:
    sources = (Path(pipeline.__file__).parent).glob("**/*.py")
    for path in sources:
        text = path.read_text(encoding="utf-8")
        for word in ("練馬", "計画以上", *(f"令和{digit}" for digit in range(10))):
            assert word not in text, (path.name, word)


def test_the_round_is_filled_by_hand_once_more_and_is_the_same(
    filled_tiny: Path, tmp_path: Path
) -> None:
    again = fill_round(filled_tiny, tmp_path / "again" / "tiny")
    results = [
        pipeline.compile_round(folder, tmp_path / f"build-{number}")
        for number, folder in enumerate((filled_tiny, again))
    ]
    one, two = (r.merged.shown for r in results if isinstance(r, Compiled))
    assert {k: v.text for k, v in one.items()} == {k: v.text for k, v in two.items()}
