"""The page in Chromium, the network off: who can read it, what the filter shows, how it prints."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import REPOSITORY, SAMPLE, fill_round
from csv_files import records
from desk_page import opened_browser
from kit_rounds import KITS, filled
from office import required
from screen_pages import tree, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
FOLDER = REPOSITORY / "tests" / "rounds"
LOOKED_AT = ("charts", "nodes", "sheets", "budget", "english", "wide")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SEEN = "[...document.querySelectorAll('tr[data-entry]')].filter(e => e.checkVisibility())"
SHOWN = "e => [...document.querySelectorAll(e)].filter(x => x.checkVisibility()).length"
NAMED = f"[...new Set({SEEN}.map(e => e.dataset.entry))]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as started:
        yield started


@pytest.fixture(scope="module")
def sample(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(filled_sample, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    return written(fill_round(FOLDER / "charts", folder / "charts"), folder)


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    *,
    width: int = 1280,
    at: str = "",
    **options: Any,  # noqa: ANN401
) -> Iterator[Page]:
    """Open a page; whatever it asks for, or complains of, is a fault."""
    context = browser.new_context(
        offline=True, locale="ja-JP", viewport={"width": width, "height": 900}, **options
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(file.as_uri() + at)
    yield page
    assert asked == [file.as_uri()]
    context.close()


# ---------------------------------------------------------------- who can read it


def check_nobody_is_kept_out(browser: Browser, axe: str, file: Path) -> None:
    for scheme in ("light", "dark"):
        for width in (390, 1280):
            with opened(browser, file, width=width, color_scheme=scheme) as page:
                page.evaluate(axe)
                run = f"axe.run({{runOnly: {TAGS}}}).then(found => found.violations)"
                assert page.evaluate(run) == [], (file, scheme, width)


def test_the_sample_keeps_nobody_out(browser: Browser, axe: str, sample: Path) -> None:
    check_nobody_is_kept_out(browser, axe, sample)


@pytest.mark.parametrize("kit", KITS)
def test_no_kit_keeps_anybody_out(browser: Browser, axe: str, kit: str, tmp_path: Path) -> None:
    check_nobody_is_kept_out(browser, axe, written(filled(kit, tmp_path), tmp_path))


@pytest.mark.parametrize("name", LOOKED_AT)
def test_no_round_keeps_anybody_out(browser: Browser, axe: str, name: str, tmp_path: Path) -> None:
    folder = fill_round(FOLDER / name, tmp_path / name)
    file = written(folder, tmp_path)
    check_nobody_is_kept_out(browser, axe, file)
    for width in (320, 390, 600, 768, 1024, 1280):  # WCAG 1.4.10: nothing is moved sideways
        with opened(browser, file, width=width) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_a_table_is_one_to_screen_readers_however_narrow_it_is(
    browser: Browser, sample: Path, width: int
) -> None:
    with opened(browser, sample, width=width) as page:
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        roles = Counter(node.get("role", {}).get("value") for node in nodes)
    root = tree(sample)
    assert roles["table"] == len(list(root.all("table")))
    assert roles["row"] == len(list(root.all("tr")))
    heads = [each.attributes["scope"] for each in root.all("th")]
    assert roles["rowheader"] == sum(scope.startswith("row") for scope in heads)
    assert roles["columnheader"] == sum(scope.startswith("col") for scope in heads)
    assert roles["caption"] == roles["table"]


def test_what_is_heard_comes_in_the_order_of_the_report(browser: Browser, charts: Path) -> None:
    with opened(browser, charts) as page:
        heard = page.locator("body").aria_snapshot()
    wanted = (
        "つばき浜市 環境行動計画 令和6年度の取組", "この報告書の内容", "この報告書の中をさがす",
        "令和6年度の進捗", "1 全体", "計画を上回った", "図1 進捗ごとの取組の数",
        "この図の数の表", "2 目標ごと", "5 取組の今後",
        "目標1 温室効果ガスを減らす", "公共施設の太陽光発電",
    )  # fmt: skip
    at = 0
    for text in wanted:
        at = heard.find(text, at)
        assert at >= 0, text
    assert 'img "図1' in heard


def test_a_checker_of_html_finds_nothing(sample: Path, charts: Path, tmp_path: Path) -> None:
    npm = required("npm")
    off = ("void-style", "doctype-style", "long-title")  # matters of taste
    rules = {
        "extends": ["html-validate:recommended", "html-validate:a11y"],
        "rules": {**dict.fromkeys(off, "off"), "valid-id": ["error", {"relaxed": True}]},
    }
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(rules), encoding="utf-8")
    shutil.copyfile(sample, tmp_path / "sample.html")
    shutil.copyfile(charts, tmp_path / "charts.html")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "html-validate@10.17.0"]
    subprocess.run(install, cwd=tmp_path, check=True)
    command = ["node_modules/.bin/html-validate", "sample.html", "charts.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")


# ---------------------------------------------------------------- the filter


def answers() -> Mapping[str, dict[str, str]]:
    return {row["owner"]: row for row in records(FOLDER / "charts" / "answers" / "actions.csv")}


def master() -> list[dict[str, str]]:
    return records(FOLDER / "charts" / "master" / "actions.csv")


def told(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_a_grade_shows_its_entries(browser: Browser, charts: Path) -> None:
    wanted = {owner for owner, row in answers().items() if row["grade"] == "C"}
    with opened(browser, charts) as page:
        assert len(page.evaluate(NAMED)) == 24
        page.get_by_label("進捗", exact=True).select_option("C")
        assert {*page.evaluate(NAMED)} == wanted
        assert f"24件のうち{len(wanted)}件" in told(page)
        assert page.evaluate(SHOWN, "tr.sum, figure") == 0


def test_a_department_shows_its_entries(browser: Browser, charts: Path) -> None:
    wanted = {row["id"] for row in master() if row["department"] == "K2"}
    name = next(
        row["name"]
        for row in records(FOLDER / "charts" / "master" / "departments.csv")
        if row["id"] == "K2"
    )
    with opened(browser, charts) as page:
        page.get_by_label("担当部署").select_option(label=name)
        assert {*page.evaluate(NAMED)} == wanted


def test_words_show_the_entries_that_have_all_of_them(browser: Browser, charts: Path) -> None:
    rows = {row["id"]: row["name"] + answers()[row["id"]]["actual"] for row in master()}
    wanted = {id_ for id_, text in rows.items() if "省エネ" in text and "相談" in text}
    assert 0 < len(wanted) < sum("省エネ" in text for text in rows.values())
    with opened(browser, charts) as page:
        page.get_by_label("ことば").fill("相談　省エネ")
        assert {*page.evaluate(NAMED)} == wanted
        page.get_by_label("ことば").fill("８６世帯")  # full-width digits are digits
        assert {*page.evaluate(NAMED)} == {"T02"}


def test_headings_and_tables_without_entries_go_and_come_back(
    browser: Browser, charts: Path
) -> None:
    with opened(browser, charts) as page:
        before = [page.evaluate(SHOWN, each) for each in ("h2", "h3", "table", "nav a", "section")]
        page.get_by_label("ことば").fill("電気自動車")
        assert page.evaluate(SHOWN, "main section") == 1
        assert page.evaluate(SHOWN, "section h2") == 1
        assert page.evaluate(SHOWN, "section h3") == 1
        assert page.evaluate(SHOWN, "table") == 1
        page.get_by_label("ことば").fill("どこにもないことば")
        assert "24件のうち0件" in told(page)
        assert page.evaluate(SHOWN, "main section") == 0
        page.get_by_role("button", name="条件を消す").click()
        after = [page.evaluate(SHOWN, each) for each in ("h2", "h3", "table", "nav a", "section")]
        assert after == before
        assert told(page) == "24件すべてを表示しています。"


def test_an_address_keeps_what_is_filtered(browser: Browser, charts: Path) -> None:
    with opened(browser, charts) as page:
        page.get_by_label("進捗", exact=True).select_option("D")
        page.get_by_label("ことば").fill("断熱 & 入札")
        address = page.evaluate("location.hash")
        page.get_by_role("button", name="条件を消す").click()
        assert page.evaluate("location.hash") == ""
    with opened(browser, charts, at=address) as page:
        page.get_by_label("ことば").fill(page.get_by_label("ことば").input_value().split()[0])
        assert page.get_by_label("進捗", exact=True).input_value() == "D"
        assert page.evaluate(NAMED) == ["T04"]


def test_without_a_script_everything_is_shown(browser: Browser, charts: Path) -> None:
    with opened(browser, charts, java_script_enabled=False) as page:
        assert not page.get_by_label("進捗", exact=True).is_visible()
        rows = page.locator("tr[data-entry]")
        assert rows.count() == 24
        assert all(rows.nth(n).is_visible() for n in range(24))


def test_on_paper_stands_what_is_shown_and_no_form(browser: Browser, charts: Path) -> None:
    with opened(browser, charts) as page:
        page.get_by_label("進捗", exact=True).select_option("D")
        page.emulate_media(media="print")
        assert len(page.evaluate(NAMED)) == 2
        assert not page.get_by_label("進捗", exact=True).is_visible()
        assert not page.locator("nav").is_visible()
        assert (
            page.evaluate("getComputedStyle(document.querySelector('thead')).display")
            == "table-header-group"
        )


def test_the_samples_filter_finds_what_was_answered(browser: Browser, sample: Path) -> None:
    rows = records(SAMPLE / "answers" / "items.csv")
    delayed = {row["owner"] for row in rows if row.get("grade") == "B"}
    with opened(browser, sample) as page:
        page.get_by_label("進捗状況", exact=True).select_option("B")
        shown = {*page.evaluate(NAMED)}
    assert delayed <= shown
    repeated = shown - delayed
    assert all(id_ not in {row["owner"] for row in rows} for id_ in repeated)
