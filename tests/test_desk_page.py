"""One file, opened from disk: a year in Chromium makes what the command line makes."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from commands import run_apart
from conftest import SAMPLE
from desk_page import (
    PATIENT,
    READY_MS,
    Disk,
    downloaded,
    drop,
    go,
    open_folder,
    opened_desk,
    press,
    ready,
    told,
)
from filling import column_ids, opened, type_in
from looking import files_in
from running import compiled_from, published_from
from shinchoku import pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
FIRST_ROW = 7  # of the table on a template of the sample


@contextmanager
def sample_opened(file: Path) -> Iterator[Page]:
    """Open the sample round that the file brings along."""
    with opened_desk(file) as (page, _):
        ready(page)
        press(page, "見本で試す")
        page.locator("nav").wait_for(timeout=PATIENT)
        yield page


@pytest.fixture
def sample(desk_file: Path) -> Iterator[Page]:
    with sample_opened(desk_file) as page:
        yield page


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ---------------------------------------------------------------- the year


def test_the_samples_year(sample: Page, filled_sample: Path, tmp_path: Path) -> None:
    templates = downloaded(sample, lambda: press(sample, "様式を作る"))[1]
    assert members(templates) == distributed_natively(tmp_path / "native" / SAMPLE.name)
    collect_what_is_wrong(sample, filled_sample, tmp_path / "sent")
    decide(sample)
    mend_what_goes_back(sample, tmp_path)
    correct_a_grade(sample)
    go(sample, "作る")
    press(sample, "報告書を作る")
    told(sample, "すべて載っています")
    press(sample, "報告書に全部の値があるか確かめる")
    told(sample, "ないもの：0件")
    everything = downloaded(sample, lambda: press(sample, f"{SAMPLE.name}.zip"))[1]
    report = downloaded(sample, lambda: press(sample, "報告書.xlsx"))[1]
    held = members(everything)
    assert held[f"build/{SAMPLE.name}/報告書.xlsx"] == report
    assert is_what_the_command_line_makes(held, tmp_path)
    book = load_workbook(io.BytesIO(report))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert MENDED in texts
    press(sample, "公表するものを作る")
    told(sample, "「公表」のフォルダーに")
    name, published = downloaded(sample, lambda: press(sample, "公表.zip"))
    assert name == "公表.zip"
    assert members(published) == published_natively(tmp_path)


MENDED = "会場の都合で1回減らした。"


def distributed_natively(folder: Path) -> dict[str, bytes]:
    own = shutil.ignore_patterns("templates", "submitted", "*.jsonl")
    shutil.copytree(SAMPLE, folder, ignore=own)
    pipeline.distribute(folder)
    return files_in(folder / "templates")


def collect_what_is_wrong(page: Page, filled: Path, folder: Path) -> None:
    """Drop a broken file, one that lacks a reason, and two that differ, among good ones."""
    shutil.copytree(filled / "submitted", folder)
    (folder / "壊れた.xlsx").write_bytes(b"PK\x03\x04")
    with opened(next(folder.glob("D16_*.xlsx"))) as book:
        sheet = book["取組"]
        sheet.cell(FIRST_ROW, column_ids(sheet)["grade"]).value = "B"
    twice = folder / "二つ目.xlsx"
    shutil.copyfile(next(folder.glob("D15_*.xlsx")), twice)
    with opened(twice) as book:
        sheet = book["取組"]
        sheet.cell(FIRST_ROW, column_ids(sheet)["note"]).value = "備考を書き直した。"
    go(page, "集める")
    drop(page, *sorted(folder.iterdir()))
    told(page, "31件のファイルを受け取りました。")


def decide(page: Page) -> None:
    go(page, "確かめる")
    assert page.get_by_text("途中で切れています").is_visible()
    for name, reason, said in (
        ("「壊れた.xlsx」を除外する", "空のファイル", "除外しました"),
        ("「二つ目.xlsx」を採用する", "課に確認", "採用しました"),
    ):
        press(page, name)
        page.get_by_label("理由").fill(reason)
        page.get_by_label("決めた人").fill("企画 花子")
        press(page, "決める")
        told(page, said)


def mend_what_goes_back(page: Page, folder: Path) -> None:
    """Take a returned workbook, fill it in as its department would, and drop it."""
    section = page.locator(".department", has_text="生活福祉課")
    button = section.get_by_role("button", name="返却用ファイルをダウンロードする")
    name, data = downloaded(page, button.click)
    mended = folder / name
    mended.write_bytes(data)
    with opened(mended) as book:
        sheet = book["取組"]
        columns = column_ids(sheet)
        sheet.cell(FIRST_ROW, columns["reason"]).value = "その他"
        sheet.cell(FIRST_ROW, columns["note"]).value = MENDED
    go(page, "集める")
    drop(page, mended)
    told(page, "1件のファイルを受け取りました。")
    page.get_by_text("そろいました。報告書を作りましょう。").wait_for(timeout=PATIENT)


def correct_a_grade(page: Page) -> None:
    go(page, "直す")
    form = page.locator("table.form")
    form.get_by_label("番号").fill("P01-01")
    form.get_by_label("番号").press("Tab")
    form.get_by_label("列", exact=True).select_option("進捗状況")
    form.get_by_label("修正後").select_option("A+")
    form.get_by_label("修正した人").fill("課長")
    form.get_by_label("理由").fill("数え直した")
    press(page, "修正を保存する")
    told(page, "修正1件を保存しました")


def is_what_the_command_line_makes(held: Mapping[str, bytes], folder: Path) -> bool:
    """Compile the round that was taken home: every workbook and table is the same bytes."""
    for name, data in held.items():
        path = folder / "held" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    build = folder / "build" / SAMPLE.name
    compiled_from(folder / "held" / "input_templates" / SAMPLE.name, build)
    theirs = files_in(build)
    compared = {n for n in theirs if n.endswith((".xlsx", ".csv")) and not n.startswith(".builds")}
    compared -= {"指摘一覧.xlsx"}  # names the round's folder in its commands
    assert {"報告書.xlsx", "データ.xlsx", "データ_庁内用.xlsx"} <= compared
    assert any(name.startswith("returned/") for name in compared)
    return all(held[f"build/{SAMPLE.name}/{name}"] == theirs[name] for name in compared)


def published_natively(folder: Path) -> dict[str, bytes]:
    """Publish what was compiled of the round that was taken home, where no LibreOffice is found."""
    round_ = folder / "held" / "input_templates" / SAMPLE.name
    done = published_from(round_, folder / "build" / SAMPLE.name)
    return {f"公表/{name}": data for name, data in files_in(done.folder).items()}


def test_the_zip_that_was_taken_home_goes_on_where_it_ended(
    desk_file: Path, filled_sample: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.zip"
    with sample_opened(desk_file) as page:
        downloaded(page, lambda: press(page, "様式を作る"))
        go(page, "集める")
        drop(page, *sorted((filled_sample / "submitted").iterdir()))
        told(page, "29件")
        assert page.get_by_text("まだ保存していない作業があります。").is_visible()
        _, data = downloaded(page, lambda: press(page, "zipに保存する"))
        page.get_by_text("まだ保存していない作業があります。").wait_for(state="detached")
        kept.write_bytes(data)
    with opened_desk(desk_file) as (page, _):
        ready(page)
        page.locator("#zip").set_input_files(str(kept))
        page.get_by_text("そろいました。報告書を作りましょう。").wait_for(timeout=PATIENT)


def test_nothing_but_the_file_is_asked_for(desk_file: Path) -> None:
    with opened_desk(desk_file) as (page, asked):
        ready(page)
        press(page, "見本で試す")
        page.locator("nav").wait_for(timeout=PATIENT)
        assert {url.split(":")[0] for url in asked} == {"file", "blob"}
        assert [url for url in asked if url.startswith("file")] == [desk_file.as_uri()]
        refused = page.evaluate(
            "fetch('https://desk.invalid/').then(() => 'sent', error => error.name)"
        )
        assert refused == "TypeError"


def test_a_browser_without_webassembly_says_so_in_words(desk_file: Path) -> None:
    with opened_desk(desk_file, flags=("--js-flags=--jitless",)) as (page, _):
        page.get_by_text("WebAssembly").first.wait_for(timeout=READY_MS)
        assert "情報システムの担当" in page.locator(".told.alarm").inner_text()


# ---------------------------------------------------------------- for everyone


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_state_keeps_anybody_out(
    desk_file: Path, filled_sample: Path, tmp_path: Path, axe: str, width: int
) -> None:
    broken = tmp_path / "壊れた.xlsx"
    broken.write_bytes(b"x")
    states = 0
    with opened_desk(desk_file, width=width) as (page, _):

        def look() -> None:
            nonlocal states
            page.evaluate(axe)
            assert page.evaluate("axe.run().then(found => found.violations)") == []
            states += 1

        ready(page)
        look()
        press(page, "新しい回をつくる")
        page.get_by_label("ひな型").wait_for()
        look()
        press(page, "やめる")
        press(page, "見本で試す")
        page.locator("nav").wait_for(timeout=PATIENT)
        look()
        downloaded(page, lambda: press(page, "様式を作る"))
        go(page, "集める")
        drop(page, broken, *sorted((filled_sample / "submitted").iterdir())[:-2])
        told(page, "28件のファイルを受け取りました。")
        look()
        go(page, "確かめる")
        page.locator("summary").first.click()
        look()
        press(page, "「壊れた.xlsx」を除外する")
        look()
        press(page, "やめる")
        go(page, "直す")
        page.locator("table.form").wait_for(timeout=PATIENT)
        look()
        go(page, "作る")
        press(page, "仮の報告書を作る")
        told(page, "すべて載っています")
        look()
    assert states == 8


MOST_TABS = 200


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const at = document.activeElement; if (at === document.body) return '';"
            " return at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || ''; }"
        )
        if name in focused:
            return
    raise AssertionError(name)


def enter(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_a_year_by_keyboard_alone(desk_file: Path, filled_sample: Path, tmp_path: Path) -> None:
    broken = tmp_path / "壊れた.xlsx"
    broken.write_bytes(b"x")
    files = [str(path) for path in (broken, *sorted((filled_sample / "submitted").iterdir()))]
    with opened_desk(desk_file) as (page, _):
        ready(page)
        enter(page, "見本で試す")
        page.locator("nav").wait_for(timeout=PATIENT)
        downloaded(page, lambda: enter(page, "様式を作る"))
        enter(page, "集める")
        with page.expect_file_chooser() as chooser:  # a window of the system's
            enter(page, "ファイルを選ぶ")
        chooser.value.set_files(files)
        told(page, "30件のファイルを受け取りました。")
        enter(page, "確かめる")
        enter(page, "「壊れた.xlsx」を除外する")
        page.keyboard.press("End")
        page.keyboard.type("（壊れている）")
        page.keyboard.press("Enter")
        told(page, "除外しました")
        enter(page, "直す")
        page.locator("table.form").wait_for(timeout=PATIENT)
        tab_to(page, "番号")
        page.keyboard.type("P01-01")
        page.keyboard.press("Tab")
        for _ in ("実績", "進捗状況", "遅れの内訳", "備考"):
            page.keyboard.press("ArrowDown")
        tab_to(page, "修正後")
        page.keyboard.type("直した備考")
        tab_to(page, "修正した人")
        page.keyboard.type("課長")
        tab_to(page, "理由")
        page.keyboard.type("表記")
        enter(page, "修正を保存する")
        told(page, "修正1件を保存しました")
        enter(page, "作る")
        enter(page, "報告書を作る")
        told(page, "すべて載っています")
        _, report = downloaded(page, lambda: enter(page, "報告書.xlsx"))
    book = load_workbook(io.BytesIO(report))
    assert "直した備考" in {c.value for sheet in book for row in sheet.iter_rows() for c in row}


NAMES = (
    "<img src=x onerror=document.title='evil'>.xlsx",
    "</script><b>x.xlsx",
    "a\u202egnp.xlsx",
    "改\n行\x00.xlsx",
    "長" * 100 + ".xlsx",
)


def test_a_name_is_shown_and_nothing_else(sample: Page) -> None:
    go(sample, "集める")
    sample.evaluate(
        "(names) => desk.page.receive(names.map((name) => new File([name], name)))", list(NAMES)
    )
    told(sample, "5件のファイルを受け取りました。")
    go(sample, "確かめる")
    assert sample.locator("main img, main b, main script").count() == 0
    assert "evil" not in sample.title()
    assert sample.locator(".findings li").count() == len(NAMES) + 29


# ---------------------------------------------------------------- a folder


def collect_and_make(page: Page, tiny: Path) -> None:
    go(page, "集める")
    drop(page, *sorted((tiny / "submitted").iterdir()))
    told(page, "2件のファイルを受け取りました。")
    go(page, "作る")
    press(page, "報告書を作る")


def test_what_is_done_is_written_into_the_folder(desk_file: Path, disk: Disk, tiny: Path) -> None:
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        collect_and_make(page, tiny)
        told(page, "すべて載っています")
        assert page.get_by_text("開いたフォルダーに書き込まれます。").is_visible()
    verified = run_apart("verify", "tiny", cwd=disk.folder)
    assert verified.returncode == 0, verified.stdout
    assert "15 件" in verified.stdout
    assert run_apart("history", "tiny", cwd=disk.folder).stdout.count("受領") == 2
    # the command line beside it finds nothing to do otherwise
    before = files_in(disk.folder / "build" / "tiny")
    assert run_apart("compile", "tiny", cwd=disk.folder).returncode == 0
    after = files_in(disk.folder / "build" / "tiny")
    assert before["報告書.xlsx"] == after["報告書.xlsx"]


def test_what_somebody_else_changed_is_told_and_never_overwritten(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        go(page, "集める")
        one, other = sorted((tiny / "submitted").iterdir())
        drop(page, one)
        told(page, "1件のファイルを受け取りました。")
        folder = disk.folder / "input_templates" / "tiny"
        shutil.copy(other, folder / "submitted")
        assert run_apart("check", "tiny", cwd=disk.folder).returncode == 0
        ledger = (folder / "ledger.jsonl").read_bytes()
        type_in(one, "S1-01", "remarks", "別の文")
        drop(page, one)
        told(page, "ほかの人か別の画面で変わっています")
        assert (folder / "ledger.jsonl").read_bytes() == ledger
        page.get_by_text("そろいました").wait_for(timeout=PATIENT)  # it was read again


@pytest.mark.parametrize("moments", [range(first, 90, 12) for first in (1, 5, 9)], ids=str)
def test_a_tab_may_close_at_any_moment(
    desk_file: Path, disk: Disk, tiny: Path, tmp_path: Path, moments: range
) -> None:
    whole = tmp_path / "whole"
    path = min((tiny / "submitted").iterdir())
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        collect_and_make(page, tiny)
        told(page, "すべて載っています")
        shutil.copytree(disk.folder, whole)
        type_in(path, "S1-01", "remarks", "閉じる前の文")
        for moment in moments:
            disk.begin_anew(whole)
            page.evaluate("() => desk.pick()")
            page.locator("nav").wait_for(timeout=PATIENT)
            disk.steps, disk.fails_at = 0, moment
            go(page, "集める")
            drop(page, path)
            page.wait_for_timeout(300)
            go(page, "作る")
            press(page, "仮の報告書を作る")
            page.wait_for_timeout(1500)
            goes_on(disk, whole)


def goes_on(disk: Disk, whole: Path) -> None:
    """Look at what a closed tab left: the old or the new build, no record lost; work goes on."""
    verified = run_apart("verify", "tiny", cwd=disk.folder)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    ledger = Path("input_templates", "tiny", "ledger.jsonl")
    assert (disk.folder / ledger).read_bytes().startswith((whole / ledger).read_bytes())
    assert run_apart("history", "tiny", cwd=disk.folder).returncode == 0
    made = run_apart("compile", "tiny", "--draft", cwd=disk.folder)
    errors = [line for line in made.stdout.splitlines() if line.startswith("エラー E")]
    assert not any("crswap" in line for line in errors)  # what was half written is passed over
    assert run_apart("verify", "tiny", cwd=disk.folder).returncode == 0
