"""What the desk keeps when others write too, when its program breaks, and when files mean harm."""

from __future__ import annotations

import base64
import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands import run_apart
from conftest import SAMPLE
from desk_page import (
    PATIENT,
    Disk,
    desk_in,
    drop,
    go,
    held,
    open_folder,
    opened_browser,
    opened_desk,
    press,
    ready,
    told,
    until,
)
from filling import type_in
from hostile import HOSTILE, Round
from looking import files_in
from shinchoku import sample as of_nerima

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
CHANGED = "ほかの人か別の画面で変わっています"
STOPPED = "プログラムを動かし直しました"
BROKEN = "プログラムの不具合"

# ---------------------------------------------------------------- two desks


@contextmanager
def two_desks(file: Path, one: Disk, other: Disk) -> Iterator[tuple[Page, Page]]:
    """Open two desks on folders that are the same; two disks are two machines."""
    with opened_browser() as browser:
        pages = [desk_in(browser, file, disk)[0] for disk in (one, other)]
        for page in pages:
            open_folder(page)
        yield pages[0], pages[1]


def receive(page: Page, *files: Path) -> None:
    go(page, "集める")
    drop(page, *files)


def received(page: Page, *files: Path) -> None:
    receive(page, *files)
    told(page, f"{len(files)}件のファイルを受け取りました。")


def until_received(page: Page, *files: Path) -> None:
    """Receive files; where the page tells that the folder has changed, do so once more."""
    done = f"{len(files)}件のファイルを受け取りました。"
    receive(page, *files)
    if told(page, CHANGED, done) == CHANGED:
        receive(page, *files)
        told(page, done)


def decide(page: Page, verb: str, file: str) -> None:
    """Decide as the page does once its form is filled in."""
    reason = {} if verb == "undo" else {"reason": "確認"}
    values = {"file": file, "by": "企画", **reason}
    job = "([verb, values]) => { desk.page.steps.check.decided(verb, values); }"
    page.evaluate(job, [verb, values])


def records(disk: Disk) -> list[tuple[str, str]]:
    """Return what the ledger holds: events, and the names that they are about."""
    lines = (disk.folder / "input_templates" / "tiny" / "ledger.jsonl").read_text(encoding="utf-8")
    read = [json.loads(line) for line in lines.splitlines()]
    return [(record["event"], record["name"].rpartition("/")[2]) for record in read]


def is_sound(disk: Disk) -> None:
    """Compile on the command line, verify, and list what was recorded: all holds together."""
    for command in ("compile", "verify", "history"):
        done = run_apart(command, "tiny", cwd=disk.folder)
        assert done.returncode == 0, done.stdout + done.stderr
    left = [path.name for path in disk.folder.rglob("*.crswap")]
    assert left == []
    assert all(path.stat().st_size for path in disk.folder.rglob("*") if path.is_file())


def test_two_desks_decide_in_turn_and_both_are_kept(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    with two_desks(desk_file, disk, Disk(disk.folder)) as (one, other):
        received(one, first)
        receive(other, second)
        told(other, CHANGED)
        received(other, second)
        decide(one, "exclude", first.name)
        told(one, CHANGED)
        decide(one, "exclude", first.name)
        told(one, "除外しました")
        decide(other, "accept", second.name)
        told(other, CHANGED)
        decide(other, "accept", second.name)
        told(other, "採用しました")
        decide(one, "undo", first.name)
        told(one, CHANGED)
        decide(one, "undo", first.name)
        told(one, "取り消しました")
    assert records(disk) == [
        ("received", first.name),
        ("received", second.name),
        ("excluded", first.name),
        ("accepted", second.name),
        ("undone", first.name),
    ]
    is_sound(disk)


MOMENTS = [
    ("create", "submitted/{first}"),
    ("write", "submitted/{first}"),
    ("write", ".builds/written.txt"),
    ("write", "status.html"),
    ("create", "ledger.jsonl"),
    ("write", "ledger.jsonl"),
]


@pytest.mark.parametrize(("step", "file"), MOMENTS)
def test_two_desks_write_in_the_same_moment(
    desk_file: Path, disk: Disk, tiny: Path, step: str, file: str
) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    with two_desks(desk_file, disk, Disk(disk.folder)) as (one, other):
        with held(one, step, file.format(first=first.name), lambda: receive(one, first)):
            until_received(other, second)
            theirs = files_in(disk.folder)
        told(one, CHANGED)
        ledger = "input_templates/tiny/ledger.jsonl"
        until(one, "desk.page.view.files.length > 0")
        assert files_in(disk.folder)[ledger].startswith(theirs[ledger])
        receive(one, first)
        told(one, "件のファイルを受け取りました。")
        one.get_by_text("そろいました").wait_for(timeout=PATIENT)
    # A file that is being written is there and empty: the other may have met it like that.
    assert set(records(disk)) == {("received", first.name), ("received", second.name)}
    is_sound(disk)


def test_two_reports_made_in_the_same_moment(desk_file: Path, disk: Disk, tiny: Path) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    with two_desks(desk_file, disk, Disk(disk.folder)) as (one, other):
        received(one, first, second)
        go(one, "作る")
        with held(one, "write", "manifest.json", lambda: press(one, "報告書を作る")):
            other.reload()
            open_folder(other)
            type_in(second, "S2-01", "remarks", "二つ目の机で")
            received(other, second)
            decide(other, "accept", f"{second.stem} (2).xlsx")
            told(other, "採用しました")
            go(other, "作る")
            press(other, "報告書を作る")
            told(other, "すべて載っています")
            manifest = (disk.folder / "build" / "tiny" / "manifest.json").read_bytes()
        told(one, CHANGED)
        assert (disk.folder / "build" / "tiny" / "manifest.json").read_bytes() == manifest
        one.get_by_text("報告書ができています").wait_for(timeout=PATIENT)
    assert run_apart("verify", "tiny", cwd=disk.folder).returncode == 0
    is_sound(disk)


def test_a_record_that_another_machine_took_away_is_appended_again(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    with two_desks(desk_file, disk, Disk(disk.folder)) as (one, other):
        received(one, first, second)
        other.reload()
        open_folder(other)
        # The one is held between its comparison and its swap: what stands there is lost.
        with held(one, "swap", "ledger.jsonl", lambda: decide(one, "exclude", first.name)):
            decide(other, "exclude", second.name)
            told(other, "除外しました")
        told(one, "除外しました")
        assert ("excluded", second.name) not in records(disk)
        decide(other, "undo", second.name)
        told(other, CHANGED)
        lost_and_found = [("excluded", first.name), ("excluded", second.name)]
        assert records(disk)[2:] == lost_and_found
        decide(other, "undo", second.name)
        told(other, "取り消しました")
        assert records(disk)[2:] == [*lost_and_found, ("undone", second.name)]
        decide(one, "undo", first.name)
        told(one, CHANGED)
        assert len(records(disk)) == 5  # once
    is_sound_without(disk, first)


def is_sound_without(disk: Disk, excluded: Path) -> None:
    assert (
        run_apart("accept", "tiny", excluded.name, "--reason", "戻す", cwd=disk.folder).returncode
        == 0
    )
    is_sound(disk)


def test_of_two_tabs_only_one_has_a_file_in_hand(desk_file: Path, disk: Disk, tiny: Path) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    with two_desks(desk_file, disk, disk) as (one, other):
        received(one, first, second)
        other.reload()
        open_folder(other)
        with held(one, "swap", "ledger.jsonl", lambda: decide(one, "exclude", first.name)):
            decide(other, "exclude", second.name)
            told(other, CHANGED)
        told(one, "除外しました")
        decide(other, "exclude", second.name)
        told(other, CHANGED)
        decide(other, "exclude", second.name)
        told(other, "除外しました")
    assert records(disk)[2:] == [("excluded", first.name), ("excluded", second.name)]


@pytest.mark.parametrize("file", ["status.html", "manifest.json"])
def test_the_command_line_writes_while_the_desk_does(
    desk_file: Path, disk: Disk, tiny: Path, file: str
) -> None:
    first, second = sorted((tiny / "submitted").iterdir())

    def beside(step: str, path: str) -> None:
        if step == "write" and path.endswith(file):
            disk.before = lambda _step, _path: None
            for words in (("exclude", first.name, "--reason", "確認"), ("compile", "--draft")):
                run_apart(words[0], "tiny", *words[1:], cwd=disk.folder)

    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        received(page, first, second)
        go(page, "作る")
        disk.before = beside
        press(page, "報告書を作る")
        told(page, CHANGED)
        page.get_by_text("仮の報告書です").wait_for(timeout=PATIENT)
        assert run_apart("verify", "tiny", cwd=disk.folder).returncode == 0
        decide(page, "undo", first.name)
        told(page, "取り消しました")
        press(page, "報告書を作る")
        told(page, "すべて載っています")
    events = [event for event, _ in records(disk)]
    assert events == ["received", "received", "excluded", "undone"]
    is_sound(disk)


def test_a_desk_that_only_looks_is_no_news_to_another(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    with two_desks(desk_file, disk, Disk(disk.folder)) as (one, other):
        received(one, *(tiny / "submitted").iterdir())
        other.reload()
        open_folder(other)
        before = {path: path.stat().st_mtime_ns for path in disk.folder.rglob("*")}
        other.evaluate("desk.page.look()")
        assert {path: path.stat().st_mtime_ns for path in disk.folder.rglob("*")} == before


# ---------------------------------------------------------------- a worker that hangs or dies

SPOILT = """

def _spoilt(self, round_, item):
    (self._folder(round_) / "submitted" / "half.xlsx").write_bytes(b"x")
    if item == "fault":
        raise RuntimeError("a fault of ours")
    if item == "memory":
        raise MemoryError
    if item == "abort":
        import os
        os.abort()
    while True:
        pass

_look = Desk.look

def _looked(self, round_):
    while (self._folder(round_) / "submitted" / "endless.xlsx").exists():
        pass
    return _look(self, round_)

Desk.look = ACTIONS["look"] = _looked
ACTIONS["trace"] = _spoilt
"""


@pytest.fixture(scope="module")
def spoilt_file(desk_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that breaks in as many ways as `trace` is told."""
    text = desk_file.read_text(encoding="utf-8")
    before, head, rest = text.partition('<script type="text/plain" id="part-site">')
    part, end, after = rest.partition("</script>")
    spoilt = io.BytesIO(gzip.decompress(base64.b64decode(part)))
    module = "shinchoku/desk/actions.py"
    with zipfile.ZipFile(spoilt) as site:
        members = {name: site.read(name) for name in site.namelist()}
    members[module] += SPOILT.encode()
    spoilt = io.BytesIO()
    with zipfile.ZipFile(spoilt, "w") as site:
        for name, data in members.items():
            site.writestr(name, data)
    packed = base64.b64encode(gzip.compress(spoilt.getvalue())).decode()
    target = tmp_path_factory.mktemp("spoilt") / "spoilt.html"
    target.write_text(f"{before}{head}{packed}{end}{after}", encoding="utf-8", newline="\n")
    return target


def spoil(page: Page, how: str) -> None:
    page.evaluate("item => { desk.page.do('trace', { item }); }", how)


def held_files(page: Page) -> Mapping[str, int]:
    """Return what the page holds, by name."""
    return dict(page.evaluate("[...desk.carrier.files].map(([name, data]) => [name, data.length])"))


def in_sizes(files: Mapping[str, bytes]) -> Mapping[str, int]:
    return {name: len(data) for name, data in files.items()}


def test_what_breaks_costs_what_was_being_done_and_no_more(
    spoilt_file: Path, disk: Disk, tiny: Path
) -> None:
    with opened_desk(spoilt_file, disk) as (page, _):
        open_folder(page)
        received(page, *(tiny / "submitted").iterdir())
        before = files_in(disk.folder)
        for how, said in (
            ("fault", "a fault of ours"),
            ("memory", "MemoryError"),
            ("abort", BROKEN),
            ("endless", STOPPED),
        ):
            spoil(page, how)
            if how == "endless":
                until(page, "desk.carrier.working")
                page.wait_for_timeout(300)
                press(page, "中断する")
            until(page, "!desk.page.root.classList.contains('busy')")
            told(page, said)
            if how != "endless":
                told(page, BROKEN)
            assert files_in(disk.folder) == before, how
            assert held_files(page) == in_sizes(before), how
            page.evaluate("desk.page.tell([])")
        go(page, "作る")
        press(page, "報告書を作る")
        told(page, "すべて載っています")
    assert [event for event, _ in records(disk)] == ["received", "received"]
    report = disk.folder / "build" / "tiny" / "報告書.xlsx"
    own = report.read_bytes()
    shutil.rmtree(disk.folder / "build" / "tiny")
    is_sound(disk)
    assert report.read_bytes() == own


def stopped(page: Page, job: Callable[[], None], after_ms: int) -> None:
    """Begin with a job, and stop it in its middle."""
    job()
    until(page, "desk.carrier.working")
    page.wait_for_timeout(after_ms)
    press(page, "中断する")
    told(page, STOPPED)


def test_what_is_stopped_leaves_everything_as_it_was(
    desk_file: Path, filled_sample: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    folder = home / "input_templates" / SAMPLE.name
    shutil.copytree(
        filled_sample, folder, ignore=shutil.ignore_patterns("submitted", "ledger.jsonl")
    )
    (home / "build").mkdir()
    sent = sorted((filled_sample / "submitted").iterdir())
    with opened_desk(desk_file, Disk(home)) as (page, _):
        open_folder(page)
        go(page, "集める")
        before = files_in(home)
        stopped(page, lambda: drop(page, *sent), 100)
        assert files_in(home) == before
        assert held_files(page) == in_sizes(before)
        received(page, *sent)
        go(page, "作る")
        before = files_in(home)
        stopped(page, lambda: press(page, "報告書を作る"), 300)
        assert files_in(home) == before
        assert held_files(page) == in_sizes(before)
        press(page, "報告書を作る")
        told(page, "すべて載っています")
    own = files_in(home / "build" / SAMPLE.name)
    shutil.rmtree(home / "build" / SAMPLE.name)
    assert run_apart("compile", SAMPLE.name, cwd=home).returncode == 0
    theirs = files_in(home / "build" / SAMPLE.name)
    compared = {name for name in theirs if name.endswith((".xlsx", ".csv", "manifest.json"))}
    compared -= {"指摘一覧.xlsx"}  # names the round's folder in its commands
    assert len(compared) > 5
    assert {name: own[name] for name in compared} == {name: theirs[name] for name in compared}


def test_a_file_that_hangs_is_not_received(spoilt_file: Path, disk: Disk, tiny: Path) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    with opened_desk(spoilt_file, disk) as (page, _):
        open_folder(page)
        go(page, "集める")
        hostile = tiny / "endless.xlsx"  # what looks at it never ends
        shutil.copy(first, hostile)
        stopped(page, lambda: drop(page, hostile), 500)
        assert not (disk.folder / "input_templates" / "tiny" / "submitted").exists()
        received(page, second)


def test_what_an_ended_worker_still_says_is_not_heard(
    spoilt_file: Path, disk: Disk, tiny: Path
) -> None:
    late = (
        "ErrorEvent('error', { message: 'late' })",
        "MessageEvent('message', { data: { id: 1, broken: 'late' } })",
    )
    with opened_desk(spoilt_file, disk) as (page, _):
        open_folder(page)
        received(page, *(tiny / "submitted").iterdir())
        spoil(page, "endless")
        until(page, "desk.carrier.working")
        page.evaluate("() => { window.ended = desk.carrier.worked.worker; }")
        page.wait_for_timeout(300)
        press(page, "中断する")
        until(page, "desk.carrier.worked.worker !== window.ended")
        for each in late:
            page.evaluate(f"() => {{ window.ended.dispatchEvent(new {each}); }}")
        assert told(page, STOPPED, BROKEN) == STOPPED


# ---------------------------------------------------------------- files that mean harm

KINDS = (
    "texts of a million characters",
    "long text boxes",
    "long strays",
    "long comments",
    "entries with long names",
    "unknown ids",
    "comments",
    "strays",
    "a very long id",
    "one string in all cells",
)
MUCH = 2_000  # as the bench has it at its largest
MOST_SILENT_MS, MOST_MEMORY = 500, 512 << 20

LISTEN = """
() => {
  window.longest = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - last);
    last = now;
  }, 5);
}
"""


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Ten files that are costly to read, by the kind of harm."""
    demo = Round(tmp_path_factory.mktemp("harm"))
    found = {}
    for kind in KINDS:
        shutil.rmtree(demo.root)
        of_nerima.demo(of_nerima.folder(), demo.folder, demo.build)
        HOSTILE[kind].spoil(demo, MUCH)
        found[kind] = demo.answer.read_bytes()
    return found


def test_files_that_mean_harm_cost_only_themselves(
    desk_file: Path, filled_sample: Path, harmful: Mapping[str, bytes], tmp_path: Path
) -> None:
    good = [p for p in (filled_sample / "submitted").iterdir() if not p.name.startswith("D17")]
    for kind, data in harmful.items():
        (tmp_path / f"{kind}.xlsx").write_bytes(data)
    (tmp_path / "cut off.xlsx").write_bytes(harmful["comments"][:-100])
    bad = sorted(tmp_path.iterdir())
    with opened_desk(desk_file) as (page, _):
        ready(page)
        press(page, "見本で試す")
        page.locator("nav").wait_for(timeout=PATIENT)
        go(page, "集める")
        page.evaluate(LISTEN)
        drop(page, *bad, *good)
        told(page, f"{len(bad) + len(good)}件のファイルを受け取りました。")
        silent = page.evaluate("window.longest")
        memory = page.workers[0].evaluate("python._module.HEAPU8.length")
        view = page.evaluate("desk.page.view")
    states = view["board"]["states"]
    assert states["fine"] == len(good), states
    findings = json.dumps(view["board"]["findings"], ensure_ascii=False)
    assert [path.name for path in bad if path.name not in findings] == []
    assert silent < MOST_SILENT_MS
    assert memory < MOST_MEMORY


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    large = tiny / "大きい.xlsx"
    with large.open("wb") as stream:
        stream.truncate((32 << 20) + 1)
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        page.evaluate(
            "() => { window.read = []; const before = File.prototype.arrayBuffer;"
            " File.prototype.arrayBuffer = function () { read.push(this.name);"
            " return before.call(this); }; }"
        )
        first, second = sorted((tiny / "submitted").iterdir())
        receive(page, first, large, second)
        told(page, "2件のファイルを受け取りました。")
        told(page, "「大きい.xlsx」は大きすぎるため（33 MB）")
        assert page.evaluate("read") == [first.name, second.name]
        receive(page, large)
        told(page, "0件のファイルを受け取りました。")
    assert not list(disk.folder.rglob("大きい*"))


def test_a_file_that_cannot_be_read_is_told_by_name(
    desk_file: Path, disk: Disk, tiny: Path
) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    gone = tiny / "消えた.xlsx"
    shutil.copy(first, gone)
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        page.evaluate(
            "() => { document.body.append(Object.assign(document.createElement('input'),"
            " { type: 'file', multiple: true, id: 'later' })); }"
        )
        page.locator("#later").set_input_files([str(path) for path in (first, gone, second)])
        gone.unlink()
        page.evaluate("() => { desk.page.receive([...document.getElementById('later').files]); }")
        told(page, "2件のファイルを受け取りました。")
        told(page, "「消えた.xlsx」は、ブラウザーで読めなかった")


def test_a_folder_that_is_dropped_is_walked(desk_file: Path, disk: Disk, tiny: Path) -> None:
    first, second = sorted((tiny / "submitted").iterdir())
    outer = tiny / "受信"
    inner = outer / "総務" / "6月"
    inner.mkdir(parents=True)
    (outer / "空").mkdir()
    shutil.copy(first, inner)
    for number in range(120):  # more than a browser lists at a time
        (outer / f"{number}.txt").write_text(str(number), encoding="utf-8")
    with opened_desk(desk_file, disk) as (page, _):
        open_folder(page)
        driven = page.context.new_cdp_session(page)
        given = {"items": [], "files": [str(outer), str(second)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            driven.send("Input.dispatchDragEvent", {"type": kind, "x": 9, "y": 9, "data": given})
        told(page, "122件のファイルを受け取りました。")
    names = {path.name for path in (disk.folder / "input_templates/tiny/submitted").iterdir()}
    assert {first.name, second.name, "0.txt", "119.txt"} <= names
