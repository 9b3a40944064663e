"""What the desk says: in both languages, of what happened meanwhile, and of what is not saved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from commands import run_apart
from desk_page import (
    PATIENT,
    READY_MS,
    Disk,
    drop,
    go,
    open_folder,
    opened_browser,
    opened_desk,
    press,
    ready,
    told,
)
from filling import opened, type_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
# A clock on which everything takes forty times as long: where WebAssembly is interpreted, it does.
SLOW_CLOCK = """
const now = performance.now.bind(performance);
performance.now = () => now() * 40;
"""


NOTE, EDITED = "参加者が倍に増えた", "参加者が二倍に増えた"


def cells_of(book: Workbook) -> Iterator[Cell | MergedCell]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


def come_back(page: Page) -> None:
    """Come back to the window of the browser, from Excel or the folder's own."""
    page.evaluate("() => { window.dispatchEvent(new Event('focus')); }")


def test_the_desk_speaks_english_where_the_browser_does(desk_file: Path) -> None:
    with opened_desk(desk_file, locale="en-GB") as (page, _):
        ready(page)
        assert page.locator("html").get_attribute("lang") == "en"
        press(page, "日本語")
        page.get_by_role("button", name="見本で試す").wait_for()
        press(page, "English")
        press(page, "Try the sample")
        page.get_by_text("What to do next").wait_for(timeout=PATIENT)
        go(page, "Check")
        assert page.get_by_text("has not sent anything").first.is_visible()
        press(page, "日本語")
        page.get_by_text("次にすること").wait_for(timeout=PATIENT)
        assert page.get_by_text(
            "提出がありません"
        ).first.is_visible()  # the same step, and findings
        assert page.locator("html").get_attribute("lang") == "ja"
        assert "使用条件" in page.locator("footer").inner_text()


def test_a_language_that_the_desk_does_not_have_is_the_files_own(desk_file: Path) -> None:
    with opened_desk(desk_file, locale="fr-FR") as (page, _):
        ready(page)
        assert page.locator("html").get_attribute("lang") == "ja"


@pytest.mark.parametrize(("clock", "is_told"), [(SLOW_CLOCK, True), ("", False)])
def test_a_browser_that_interprets_is_told_before_it_makes_anyone_wait(
    desk_file: Path,
    clock: str,
    is_told: bool,  # noqa: FBT001 - a case
) -> None:
    with opened_browser() as browser:
        context = browser.new_context(offline=True, locale="ja-JP")
        page = context.new_page()
        page.add_init_script(clock)
        page.goto(desk_file.as_uri())
        page.locator("body[data-ready]").wait_for(timeout=READY_MS)
        said = page.locator(".told.alarm").all_inner_texts()
        assert any("セキュリティの強化" in text for text in said) == is_told


def test_what_came_into_the_folder_meanwhile_is_seen(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        submitted = disk.folder / "input_templates" / "tiny" / "submitted"
        shutil.copytree(tiny / "submitted", submitted)
        come_back(page)
        told(page, "読み直しました")
        page.get_by_text("そろいました。").wait_for(timeout=PATIENT)
        assert page.locator(".state.fine").count() == len(list(submitted.iterdir()))
        page.evaluate("desk.page.tell([])")
        come_back(page)  # and nothing is said where nothing has changed
        page.evaluate("() => desk.carrier.refresh()")
        assert page.locator(".told").all_inner_texts() == [""]


@pytest.fixture
def page(desk_file: Path, disk: Disk, tiny: Path) -> Iterator[Page]:
    """A desk on a folder in which the report has just been made."""
    with opened_desk(desk_file, disk) as (opened_page, _):
        open_folder(opened_page)
        go(opened_page, "集める")
        drop(opened_page, *sorted((tiny / "submitted").iterdir()))
        told(opened_page, "2件のファイルを受け取りました。")
        make(opened_page)
        yield opened_page


def make(page: Page) -> None:
    go(page, "作る")
    press(page, "報告書を作る")
    told(page, "すべて載っています")


def test_what_was_edited_in_the_report_becomes_corrections(page: Page, disk: Disk) -> None:
    report = disk.folder / "build" / "tiny" / "報告書.xlsx"
    with opened(report) as book:
        (cell,) = (c for c in cells_of(book) if c.value == NOTE)
        cell.value = EDITED
    come_back(page)
    told(page, "読み直しました")
    press(page, "報告書に全部の値があるか確かめる")
    told(page, "ないもの：1件")
    press(page, "報告書を手で直したところ（1件）を修正に移す")
    told(page, "修正は1件になりました")
    form = page.locator("table.form")
    form.wait_for(timeout=PATIENT)
    form.get_by_label("修正した人").first.fill("課長")
    form.get_by_label("理由").first.fill("表記")
    press(page, "修正を保存する")
    told(page, "修正1件を保存しました")
    make(page)
    assert EDITED in {cell.value for cell in cells_of(load_workbook(report))}
    assert run_apart("verify", "tiny", cwd=disk.folder).returncode == 0


def test_an_item_is_followed_from_its_file_to_the_page(page: Page, disk: Disk) -> None:
    native = run_apart("trace", "tiny", "S1-01", cwd=disk.folder).stdout
    lines = [
        " ".join(line.split()) for line in native.splitlines()[:-1]
    ]  # the last names a command
    page.get_by_text("どのファイルのどこから来たか").click()
    for item, said in (("S1-01", lines[0]), ("ない項目", "という項目はありません。")):
        page.get_by_label("番号か、事業の名前").fill(item)
        press(page, "たどる")
        page.locator(".way-of").get_by_text(said).first.wait_for(timeout=PATIENT)
        if item == "S1-01":
            told_lines = page.locator(".way-of li").all_inner_texts()
            assert " ".join(told_lines).split() == " ".join(lines).split()


def test_who_decided_is_who_says_so_and_never_the_browser(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        go(page, "集める")
        one, other = sorted((tiny / "submitted").iterdir())
        drop(page, one, other)
        told(page, "2件のファイルを受け取りました。")
        go(page, "確かめる")
        page.locator("summary", has_text="届いたファイルと、その扱い").click()
        for name, who in ((one.name, ""), (other.name, "企画 花子")):
            press(page, f"「{name}」を除外する")
            page.get_by_label("理由").fill("試し")
            page.get_by_label("決めた人").fill(who)
            press(page, "決める")
            told(page, f"「{name}」を除外しました。")
    ledger = disk.folder / "input_templates" / "tiny" / "ledger.jsonl"
    records = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    assert [each["by"] for each in records if each["event"] == "excluded"] == ["", "企画 花子"]


def test_a_correction_that_is_typed_is_there_until_it_is_saved(page: Page) -> None:
    go(page, "直す")
    form = page.locator("table.form")
    form.wait_for(timeout=PATIENT)
    form.get_by_label("番号").fill("S1-01")
    form.get_by_label("番号").press("Tab")
    form.get_by_label("修正した人").fill("課長")
    assert page.evaluate("desk.isUnsaved()")
    go(page, "確かめる")
    go(page, "直す")
    form.wait_for(timeout=PATIENT)
    assert form.get_by_label("番号").input_value() == "S1-01"
    assert form.get_by_label("修正した人").input_value() == "課長"
    press(page, "この行を消す")
    assert form.get_by_label("番号").count() == 0


def test_a_report_that_excel_has_open_waits_until_it_is_closed(
    page: Page, disk: Disk, tiny: Path
) -> None:
    report = disk.folder / "build" / "tiny" / "報告書.xlsx"
    before = report.read_bytes()
    (report.parent / "~$報告書.xlsx").write_bytes(b"who has it open")

    def held_open(step: str, path: str) -> None:
        if step == "swap" and path.endswith("/報告書.xlsx") and ".builds" not in path:
            raise PermissionError(path)

    disk.before = held_open
    note, other = tiny / "submitted", "閉じてから載る文"
    path = min(note.iterdir())
    type_in(path, "S1-01", "remarks", other)
    go(page, "集める")
    drop(page, path)
    told(page, "1件のファイルを受け取りました。")
    go(page, "確かめる")
    page.get_by_role("button", name=f"「{path.stem} (2){path.suffix}」を採用する").click()
    page.get_by_label("理由").fill("新しい方")
    press(page, "決める")
    told(page, "採用しました")
    make(page)
    assert (
        "「報告書.xlsx」は、ほかのプログラムで開いているため" in page.locator(".kept").inner_text()
    )
    assert report.read_bytes() == before
    disk.before = lambda _step, _path: None
    (report.parent / "~$報告書.xlsx").unlink()
    come_back(page)
    page.get_by_text("ほかのプログラムで開いているため").wait_for(state="detached")
    assert other in {cell.value for cell in cells_of(load_workbook(report))}
    assert run_apart("verify", "tiny", cwd=disk.folder).returncode == 0


def test_a_table_that_cannot_be_kept_is_told_and_nothing_is_said_to_be_saved(
    page: Page, disk: Disk
) -> None:
    table = disk.folder / "input_templates" / "tiny" / "corrections.csv"
    table.write_text("item,column,after\nS1-01,done,年3回\n", encoding="utf-8")
    come_back(page)
    told(page, "読み直しました")
    go(page, "直す")
    page.locator("table.form").wait_for(timeout=PATIENT)
    press(page, "修正を保存する")
    told(page, "before")  # a column that is missing
    assert not any("保存しました" in said for said in page.locator(".told").all_inner_texts())
    assert table.read_text(encoding="utf-8").startswith("item,column,after")
