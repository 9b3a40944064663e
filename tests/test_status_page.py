"""The page of the status board: texts stay texts, everyone can read it, a browser needs no more."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from browser import listening_proxy, opened_by_chromium
from faults import in_report
from filling import file_of
from shinchoku.definition import load
from shinchoku.followup.board import Board
from shinchoku.followup.markup import Markup, element
from shinchoku.followup.page import _colors, status_page
from shinchoku.intake.questions import Intake
from shinchoku.paper.contrast import contrast
from status_board import EARLY, EVIL, Reader, board_of


def test_what_departments_typed_is_text(early_board: Board) -> None:
    page = status_page(early_board)
    assert EVIL not in page
    assert "&lt;script&gt;document.title=&#x27;evil&#x27;" in page
    tags = [tag for tag, _ in Reader(page).tags]
    assert tags.count("script") == 1
    assert "img" not in tags


def test_names_and_titles_are_text(tiny: Path) -> None:
    board = board_of(tiny)
    definition = board.intake.definition
    departments = tuple(replace(d, name=EVIL) for d in definition.departments)
    evil = replace(definition, departments=departments, round=replace(definition.round, title=EVIL))
    path = {"X1": 'javascript:alert("1")/</a>.xlsx'}
    nobody = Intake(evil, ())
    page = status_page(
        Board(
            intake=nobody,
            sent=nobody,
            findings=(),
            to_correct=(),
            tally=board.tally,
            today=EARLY,
            returned=path,
        )
    )
    tags = Reader(page).tags
    assert [tag for tag, _ in tags].count("script") == 1
    assert not [given for _, given in tags if any(name.startswith("on") for name in given)]
    assert not [given for tag, given in tags if tag == "a" and "script:" in (given["href"] or "")]
    assert page.count("&lt;script&gt;") >= 4


def test_markup_escapes_whatever_is_no_markup() -> None:
    assert element("b", "<&\"'>") == "<b>&lt;&amp;&quot;&#x27;&gt;</b>"
    assert element("b", Markup("<i></i>"), title='"') == '<b title="&quot;"><i></i></b>'
    element("b", "half a pair: \udce3").encode("utf-8")


# ---------------------------------------------------------------- for everyone


def test_the_page_is_marked_up_for_everyone(early_board: Board) -> None:
    reader = Reader(status_page(early_board))
    heads = [given for tag, given in reader.tags if tag == "th"]
    assert all(given.get("scope") in {"col", "row"} for given in heads)
    assert [given["aria-sort"] for given in heads if "aria-sort" in given] == ["ascending"]
    tags = [tag for tag, _ in reader.tags]
    assert tags.count("caption") == tags.count("table")
    assert tags.count("h1") == tags.count("main") == 1
    assert ("a", {"href": "#departments", "class": "skip"}) in reader.tags
    charts = [given for _, given in reader.tags if given.get("role") == "img"]
    assert all("棒グラフ" in (given["aria-label"] or "") for given in charts)
    ids = [given["id"] for _, given in reader.tags if "id" in given]
    assert len(ids) == len(set(ids))
    linked = {given["href"] for tag, given in reader.tags if tag == "a"}
    drafts = {quote(status.draft) for status in early_board.departments if status.draft}
    assert len(drafts) == 4
    assert drafts <= linked
    labelled = {given["aria-labelledby"] for _, given in reader.tags if "aria-labelledby" in given}
    assert {(href or "").removeprefix("#") for href in linked - drafts} | labelled <= set(ids)


@pytest.mark.parametrize("color", ["1F4E5F", "FFEE88", "000000", "red;}", ""])
def test_text_can_be_read_in_any_theme(filled_tiny: Path, color: str) -> None:
    theme = load(filled_tiny).theme
    colors = replace(theme.colors, dark=color, tint=color, callout=color)
    style = _colors(replace(theme, colors=colors))
    used = dict(re.findall(r"--(\w+):#([0-9A-F]{6});", style))
    pairs = [("dark", "FFFFFF"), ("alarm", "FFFFFF"), ("tint", used["ink"])]
    assert all(contrast(used[name], other) >= 4.5 for name, other in pairs)
    assert contrast("000000", "FFFFFF") == pytest.approx(21)


def test_the_page_is_in_the_language_of_the_round(tiny: Path) -> None:
    file_of(tiny, "X1").unlink()
    in_report("[round]\n", '[round]\nlanguage = "en"\n')(tiny)
    page = status_page(board_of(tiny, date(2031, 7, 1)))
    assert '<html lang="en">' in page
    assert "overdue" in page
    assert "Subject: Overdue: " in page


def test_the_same_intake_gives_the_same_page(tiny: Path) -> None:
    assert status_page(board_of(tiny)) == status_page(board_of(tiny))


# ---------------------------------------------------------------- in a browser


def written(folder: Path, page: str) -> Path:
    path = folder / "status.html"
    path.write_text(page, encoding="utf-8")
    return path


def with_script(page: str, script: str) -> str:
    """Add a script at the end, which the page as it is would not run."""
    free = re.sub(r"<meta http-equiv=[^>]*>", "", page)
    return free.replace("</body>", f"<script>{script}</script></body>")


SORTINGS = {  # header -> its first and its second order's first department, in turns
    "部署": ("情報政策課 descending", "こども施策企画課 ascending"),
    "状態": ("教育指導課 ascending", "こども施策企画課 descending"),
    "エラー": ("保育課 descending", "こども施策企画課 ascending"),
    "そろった項目": ("地域医療課 ascending", "こども施策企画課 descending"),
}


PRESS = """
const said = [];
const buttons = [...document.querySelectorAll('th button')];
buttons.find(button => button.textContent === "部署").click();
for (const header of HEADERS) {
  for (const time of [1, 2]) {
    buttons.find(button => button.textContent === header).click();
    const [sorted, ...others] = document.querySelectorAll('[aria-sort]');
    const [first, ...rest] = document.querySelector('table.sortable').tBodies[0].rows;
    const right = sorted.textContent === header && !others.length && rest.length === 28;
    said.push(right && first.cells[0].textContent + ' ' + sorted.getAttribute('aria-sort'));
  }
}
document.title = said.join();
"""


@pytest.mark.slow
def test_the_page_works_as_it_is_and_asks_nobody(late_board: Board, tmp_path: Path) -> None:
    page = status_page(late_board)
    with listening_proxy() as (flag, asked):
        shown = opened_by_chromium(written(tmp_path, page), flag)
        assert asked == []
        picture = page.replace("<main>", '<main><img src="http://board.test/a.png">')
        opened_by_chromium(written(tmp_path, picture), flag)
        assert asked == []  # its own policy forbids it
        opened_by_chromium(written(tmp_path, with_script(picture, "")), flag)
        assert asked == ["GET http://board.test/a.png HTTP/1.1"]  # the proxy does see requests
    assert shown.count('<button type="button">') == 6  # the script ran: headers can be pressed
    assert "<title>提出状況：" in shown  # and nobody else's did
    assert 'class="copy" data-done' in shown


@pytest.mark.slow
def test_an_injected_script_would_not_run(late_board: Board, tmp_path: Path) -> None:
    page = status_page(late_board)
    evil = page.replace("</body>", "<script>document.title = 'evil'</script></body>")
    assert "<title>提出状況：" in opened_by_chromium(written(tmp_path, evil))


@pytest.mark.slow
def test_headers_sort(late_board: Board, tmp_path: Path) -> None:
    script = PRESS.replace("HEADERS", json.dumps(list(SORTINGS)))
    shown = opened_by_chromium(written(tmp_path, with_script(status_page(late_board), script)))
    (title,) = re.findall("<title>(.*?)</title>", shown)
    assert title.split(",") == [said for both in SORTINGS.values() for said in both]


@pytest.mark.slow
def test_a_reminder_can_be_copied(late_board: Board, tmp_path: Path) -> None:
    # A browser lets only a person's own click reach the clipboard: what is selected is looked at.
    script = (
        "document.execCommand = (command) => { document.title = command + '：' +"
        " document.activeElement.value.slice(0, 12); return true; };"
        "document.querySelector('details').open = true;"
        "document.querySelector('button.copy').click();"
    )
    shown = opened_by_chromium(written(tmp_path, with_script(status_page(late_board), script)))
    assert "<title>copy：件名：【至急・提出のお願" in shown
    assert '<span role="status">コピーしました</span>' in shown


PHONE = """
const frame = document.createElement("iframe");
frame.style = "width: 390px; height: 800px; border: 0";
frame.srcdoc = PAGE;
frame.onload = () => {
  const wide = frame.contentWindow.innerWidth;
  const all = [...frame.contentDocument.querySelectorAll("body *:not(.skip):not(svg *)")];
  const over = all.filter(each => each.getBoundingClientRect().right > wide + 1);
  const labels = [...frame.contentDocument.querySelectorAll("td[data-label]")];
  const seen = labels.filter(
    each => frame.contentWindow.getComputedStyle(each, "::before").content !== "none");
  document.title = [wide, over.length, labels.length === seen.length].join();
};
document.body.append(frame);
"""


@pytest.mark.slow
def test_a_phone_shows_all_of_it_without_moving_sideways(late_board: Board, tmp_path: Path) -> None:
    page = re.sub(r"<meta http-equiv=[^>]*>", "", status_page(late_board))
    text = json.dumps(page).replace("</", "<\\/")
    outer = f"<!DOCTYPE html><body><script>{PHONE.replace('PAGE', text)}</script></body>"
    shown = opened_by_chromium(written(tmp_path, outer))
    assert "<title>390,0,true</title>" in shown
