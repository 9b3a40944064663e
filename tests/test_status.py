"""The status board: true counts and states, texts that stay texts, a page that needs nothing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook

from browser import listening_proxy, opened_by_chromium
from conftest import SAMPLE
from faults import in_report
from filling import cell_of, file_of, opened, type_in
from shinchoku import cli, pipeline
from shinchoku.definition import load
from shinchoku.followup.board import Board, Share, as_data
from shinchoku.followup.leave import board_of as whole_board
from shinchoku.followup.markup import Markup, element
from shinchoku.followup.page import _colors, status_page
from shinchoku.followup.reminders import State
from shinchoku.intake.questions import Intake
from shinchoku.model import Department
from shinchoku.paper.contrast import contrast
from shinchoku.words import words
from telling import ja

EARLY, LATE = date(2023, 5, 30), date(2023, 6, 8)
EVIL = "<script>document.title='evil'</script><img src=x onerror=alert(1)>&\"'"


class Reader(HTMLParser):
    """Reads a page's tables by their captions, its texts and its tags: the witness."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._caption = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.tables[self._caption] = self._rows
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "caption" in self._open:
            self._caption += data
        elif {"td", "th"} & set(self._open):
            self._rows[-1][-1] += data

    def table(self, words: str) -> list[list[str]]:
        """Return the rows of the table whose caption has these words, its head first."""
        (rows,) = (rows for caption, rows in self.tables.items() if words in caption)
        return rows


def board_of(folder: Path, today: date | None = EARLY, build: Path = Path("none")) -> Board:
    return whole_board(pipeline.examine(folder, today=today), build, today)


def states(board: Board) -> dict[str, State]:
    return {status.department.id: status.state for status in board.departments}


@pytest.fixture(scope="module")
def spoiled(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two missing, one with errors, one with two files that disagree, one file unreadable."""
    folder = tmp_path_factory.mktemp("spoiled") / "nerima-r4"
    shutil.copytree(filled_sample, folder)
    for department in ("D07", "D22"):
        file_of(folder, department).unlink()
    type_in(file_of(folder, "D03"), "P01-10", "grade", EVIL)
    type_in(file_of(folder, "D03"), "P01-11", "actual", None)
    first = file_of(folder, "D12")
    again = first.with_name("再提出.xlsx")
    shutil.copyfile(first, again)
    owner = next(q.line.id for q in Intake(load(SAMPLE), ()).asked("D12"))
    type_in(again, owner, "actual", "別の実績")
    (folder / "submitted" / "壊れた.xlsx").write_bytes(b"PK")
    return folder


@pytest.fixture(scope="module")
def early(spoiled: Path) -> Board:
    return board_of(spoiled, EARLY)


@pytest.fixture(scope="module")
def late(early: Board) -> Board:
    return replace(early, today=LATE)


# ---------------------------------------------------------------- what it says


def test_every_department_has_its_state(early: Board) -> None:
    found = {d: s for d, s in states(early).items() if s is not State.FINE}
    assert found == {
        "D03": State.ERRORS,
        "D07": State.MISSING,
        "D12": State.CONFLICTING,
        "D22": State.MISSING,
    }


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (None, State.MISSING),
        (date(2023, 5, 31), State.MISSING),  # the deadline's own day is in time
        (date(2023, 6, 1), State.OVERDUE),
    ],
)
def test_after_the_deadline_what_is_missing_is_overdue(
    early: Board, today: date | None, state: State
) -> None:
    board = replace(early, today=today)
    assert {states(board)[d] for d in ("D07", "D22")} == {state}
    words = {State.MISSING: "未提出", State.OVERDUE: "期限超過"}
    rows = Reader(status_page(board)).table("並べ替え")
    assert [row[1] for row in rows if row[0] in {"教育指導課", "道路公園課"}] == [words[state]] * 2


def test_the_counts_on_the_page_are_the_findings(early: Board) -> None:
    head, *rows = Reader(status_page(early)).table("並べ替え")
    assert head[3:6] == ["エラー", "警告", "お知らせ"]
    assert len(rows) == 29
    for row, status in zip(rows, early.departments, strict=True):
        for text, severity in zip(row[3:6], ("error", "warning", "notice"), strict=True):
            of_department = [f for f in early.findings if f.department_id == status.department.id]
            assert int(text) == sum(f.severity == severity for f in of_department)
    assert sum(int(row[3]) for row in rows) + 1 == sum(
        f.severity == "error" for f in early.findings
    )


def test_every_finding_is_on_the_page_with_cell_and_message(early: Board) -> None:
    reader = Reader(status_page(early))
    rows = [row for table in reader.tables.values() for row in table]
    assert early.findings
    for finding in early.findings:
        cell = f"{finding.where.sheet} {finding.where.cell}".strip()
        assert any(
            {cell, ja(finding.message), ja(finding.hint), finding.code} <= {*row, ""}
            for row in rows
        )
    assert reader.table("読めない")[1][0] == "壊れた.xlsx"


def test_progress_counts_the_items_that_came_without_an_error(early: Board) -> None:
    by_id = {status.department.id: status for status in early.departments}
    asked = {id_: status.all_items.total for id_, status in by_id.items()}
    assert sum(asked.values()) == 383 + 119
    assert by_id["D03"].all_items == Share(asked["D03"] - 2, asked["D03"])
    assert {by_id[d].all_items.count for d in ("D07", "D12", "D22")} == {0}
    complete = early.items("items").count + early.items("kpi").count
    assert complete == 502 - 2 - asked["D07"] - asked["D12"] - asked["D22"]


def test_items_of_a_deleted_sheet_or_column_did_not_come(
    filled_sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "nerima-r4"
    shutil.copytree(filled_sample, folder)
    with opened(file_of(folder, "D03")) as book:
        del book["KPI"]
    with opened(file_of(folder, "D06")) as book:
        cell = cell_of(book, "P04-08", "grade")
        book[cell.parent.title].delete_cols(cell.column)
    items = {s.department.id: s.items for s in board_of(folder).departments}
    assert items["D03"]["kpi"].count == items["D06"]["items"].count == 0
    assert items["D03"]["items"].count == items["D03"]["items"].total > 0
    assert items["D06"]["kpi"].count == items["D06"]["kpi"].total > 0


def test_the_chart_and_its_table_are_the_tally(filled_sample: Path) -> None:
    page = status_page(board_of(filled_sample))
    assert Reader(page).table("383件のうち383件") == [
        ["進捗状況", "件数", "割合"],
        ["A+　計画以上に進んだもの", "21", "5%"],
        ["A　概ね計画どおりのもの", "284", "74%"],
        ["B　遅れや修正が生じたもの", "33", "9%"],
        ["*　短期での評価がなじまないもの", "34", "9%"],
        ["-　令和4年度末までに取組がないもの", "11", "3%"],
        ["まだ回答のないもの", "0", ""],
    ]
    assert "284（74%）</text>" in page


def test_another_municipality_gets_a_chart_for_each_graded_column(tiny: Path) -> None:
    board = board_of(tiny, date(2031, 7, 1))
    reader = Reader(status_page(board))
    assert len([tag for tag, given in reader.tags if given.get("class") == "chart"]) == 2
    assert [row[0] for row in reader.table("達成度")[1:5]] == [
        "◎　十分に達成", "○　達成", "△　不十分", "×　なし",
    ]  # fmt: skip
    assert states(board) == {"X1": State.FINE, "X2": State.FINE}


def test_returned_workbooks_are_linked_where_they_are(spoiled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "build" / "returned"
    folder.mkdir(parents=True)
    name = f"返却_{file_of(spoiled, 'D03').name}"
    (folder / name).touch()
    board = board_of(spoiled, build=tmp_path / "build")
    assert board.returned == {"D03": f"returned/{name}"}
    links = [given["href"] for tag, given in Reader(status_page(board)).tags if tag == "a"]
    (link,) = {href for href in links if href and not href.startswith("#")}
    assert re.fullmatch(r"returned/[%0-9A-Z_a-z.]+", link)


# ---------------------------------------------------------------- reminders


def test_reminders_go_to_those_with_something_open(late: Board) -> None:
    mails = {s.department.id: s.reminder for s in late.departments if s.reminder}
    assert list(mails) == ["D03", "D07", "D12", "D22"]
    assert mails["D03"].startswith("件名：【修正のお願い】")
    assert "保育課　御担当者様" in mails["D03"]
    assert re.search(r"2\. 取組 H\d+：.*「実績」が未記入です。記入してください。", mails["D03"])
    assert "2023年5月31日（水）を過ぎました" in mails["D07"]
    assert "・再提出.xlsx" in mails["D12"]
    assert "同じ部署の「再提出.xlsx」と 1 か所で記入が異なります。" in mails["D12"]
    assert "「別の実績」］" in mails["D12"]
    assert "submitted" not in "".join(mails.values())


def reminder_of(folder: Path, department_id: str, today: date | None = EARLY) -> str:
    board = board_of(folder, today)
    (text,) = (s.reminder for s in board.departments if s.department.id == department_id)
    return text


DOUBTFUL = "御確認いただきたい箇所（1件。問題がなければ、そのままで構いません）"


def test_warnings_that_a_department_can_heed_are_asked_about_softly(tiny: Path) -> None:
    """W401 to W403 are the department's to look at; figures and versions are not."""
    assert reminder_of(tiny, "X1") == reminder_of(tiny, "X2") == ""
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "長" * 41)
    type_in(file_of(tiny, "X2"), "S2-01", "achieved", "○")  # W404: short of the plan
    text = reminder_of(tiny, "X1")
    assert text.startswith("件名：【確認のお願い】")
    assert DOUBTFUL in text
    assert "1. 進行管理 K7：「総合訓練」の「特記事項」が、上限の 40 字を 1 字超えています。" in text
    assert "直していただきたい" not in text
    assert reminder_of(tiny, "X2") == ""


def test_errors_come_before_warnings_in_a_reminder(tiny: Path) -> None:
    type_in(file_of(tiny, "X1"), "S1-01", "remarks", "長" * 41)
    type_in(file_of(tiny, "X1"), "S1-02", "done", None)
    text = reminder_of(tiny, "X1")
    assert text.startswith("件名：【修正のお願い】")
    wrong, doubtful = text.index("直していただきたい箇所（1件）"), text.index(DOUBTFUL)
    assert wrong < text.index("1. 進行管理 G8：") < doubtful < text.index("2. 進行管理 K7：")


def test_a_reminder_numbers_what_is_to_be_done_as_the_returned_workbook_does(
    tiny: Path, tmp_path: Path
) -> None:
    path = file_of(tiny, "X1")
    type_in(path, "S1-01", "remarks", "長" * 41)
    type_in(path, "S1-02.2", "done", None)
    type_in(path, "S1-01", "goal", "別の目標")
    type_in(path, "S1-02", "start", "謎")
    pipeline.check(tiny, tmp_path)
    (returned,) = (tmp_path / "returned").iterdir()
    rows = load_workbook(returned)["修正のお願い"].iter_rows(values_only=True)
    asked = {int(row[1]): str(row[4]) for row in rows if isinstance(row[1], int)}
    told = re.findall(r"(?m)^(\d)\. \S+ \w+：(.+)$", reminder_of(tiny, "X1"))
    assert list(asked) == [1, 2, 3, 4]
    assert [int(number) for number, _ in told] == [1, 2, 3, 4]
    assert all(message.startswith(asked[int(number)]) for number, message in told)


def test_a_reminder_speaks_of_the_returned_workbook_that_goes_with_it(tiny: Path) -> None:
    with opened(file_of(tiny, "X1")) as book:
        del book["進行管理"]
    text = reminder_of(tiny, "X1")
    assert "添付の返却用ファイル" in text
    assert f"1. {file_of(tiny, 'X1').name}：「進行管理」のシートがないか、" in text
    assert "シートを元に戻しました。記入してください。" in text


def test_a_faulty_correction_is_not_the_departments(tiny: Path) -> None:
    (tiny / "corrections.csv").write_text(
        "item,column,before,after,who,reason\nS1-01,done,ほかの値,年2回,課長,審査\n",
        encoding="utf-8",
    )
    board = board_of(tiny)
    assert [f.code for f in board.findings] == ["E804"]
    assert [status.state for status in board.departments] == [State.FINE, State.FINE]
    assert [status.reminder for status in board.departments] == ["", ""]


def test_before_the_deadline_a_reminder_only_asks(early: Board) -> None:
    (text,) = (s.reminder for s in early.departments if s.department.id == "D07")
    assert "2023年5月31日（水）が提出期限です" in text
    assert "至急" not in text


# ---------------------------------------------------------------- texts stay texts


def test_what_departments_typed_is_text(early: Board) -> None:
    page = status_page(early)
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
            intake=nobody, sent=nobody, findings=(), tally=board.tally, today=EARLY, returned=path
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


# ---------------------------------------------------------------- the page as a page


def test_the_page_is_marked_up_for_everyone(early: Board) -> None:
    reader = Reader(status_page(early))
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
    labelled = {given["aria-labelledby"] for _, given in reader.tags if "aria-labelledby" in given}
    assert {(href or "").removeprefix("#") for href in linked} | labelled <= set(ids)


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


# ---------------------------------------------------------------- the command line


def run(arguments: Sequence[str], where: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(where)
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments])
    return int(str(ended.value.code))


def test_check_writes_the_page_and_says_the_same_as_json(
    spoiled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    day = ["--today", LATE.isoformat()]
    assert run(["check", str(spoiled), *day, "--json"], tmp_path, monkeypatch) == 1
    said = json.loads(capsys.readouterr().out)
    page = (tmp_path / "build" / "nerima-r4" / "status.html").read_text(encoding="utf-8")
    board = board_of(spoiled, LATE, tmp_path / "build" / "nerima-r4")
    assert page == status_page(board)
    assert said == as_data(board, words("ja"))
    assert said["states"] == {
        "overdue": 2, "missing": 0, "conflicting": 1, "errors": 1, "fine": 25,
    }  # fmt: skip
    assert said["counts"]["error"] == sum(f["severity"] == "error" for f in said["findings"])
    for department in said["departments"]:
        own = [f for f in said["findings"] if f["department"] == department["id"]]
        assert sum(department["counts"].values()) == len(own)


def test_compile_writes_the_page_whether_it_refuses_or_not(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "build" / "tiny" / "status.html"
    day = ["--today", "2031-07-01"]
    assert run(["compile", str(tiny), *day], tmp_path, monkeypatch) == 0
    assert '<span class="state fine">' in page.read_text(encoding="utf-8")
    manifest = (page.parent / "manifest.json").read_text(encoding="utf-8")
    assert "status.html" not in manifest
    file_of(tiny, "X2").unlink()
    assert run(["compile", str(tiny), *day], tmp_path, monkeypatch) == 1
    assert '<span class="state overdue">' in page.read_text(encoding="utf-8")


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


def test_the_page_works_as_it_is_and_asks_nobody(late: Board, tmp_path: Path) -> None:
    page = status_page(late)
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


def test_an_injected_script_would_not_run(late: Board, tmp_path: Path) -> None:
    page = status_page(late)
    evil = page.replace("</body>", "<script>document.title = 'evil'</script></body>")
    assert "<title>提出状況：" in opened_by_chromium(written(tmp_path, evil))


def test_headers_sort(late: Board, tmp_path: Path) -> None:
    script = PRESS.replace("HEADERS", json.dumps(list(SORTINGS)))
    shown = opened_by_chromium(written(tmp_path, with_script(status_page(late), script)))
    (title,) = re.findall("<title>(.*?)</title>", shown)
    assert title.split(",") == [said for both in SORTINGS.values() for said in both]


def test_a_reminder_can_be_copied(late: Board, tmp_path: Path) -> None:
    # A browser lets only a person's own click reach the clipboard: what is selected is looked at.
    script = (
        "document.execCommand = (command) => { document.title = command + '：' +"
        " document.activeElement.value.slice(0, 12); return true; };"
        "document.querySelector('details').open = true;"
        "document.querySelector('button.copy').click();"
    )
    shown = opened_by_chromium(written(tmp_path, with_script(status_page(late), script)))
    assert "<title>copy：件名：【修正のお願い】" in shown
    assert '<span role="status">コピーしました</span>' in shown


def test_a_department_without_questions_or_files_is_not_on_the_board(tiny: Path) -> None:
    board = board_of(tiny)
    definition = board.intake.definition
    departments = (*definition.departments, Department(id="X9", name="監査"))
    intake = Intake(replace(definition, departments=departments), board.intake.submissions)
    assert list(states(replace(board, intake=intake))) == ["X1", "X2"]
