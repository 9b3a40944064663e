"""The desk's actions: what they say, and that they make just what the command line makes."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands import run_apart
from filling import file_of, type_in
from shinchoku.desk.actions import ACTIONS, Desk
from shinchoku.desk.browser.held import Held

EARLY, LATE = date(2031, 5, 1), date(2031, 7, 1)
ROUND = "tiny"


@pytest.fixture
def root(tiny: Path, tmp_path: Path) -> Path:
    """A folder with a round that nothing has come back to yet."""
    home = tmp_path / "home"
    (home / "input_templates").mkdir(parents=True)
    shutil.copytree(tiny, home / "input_templates" / ROUND)
    for name in ("submitted", "templates"):
        shutil.rmtree(home / "input_templates" / ROUND / name, ignore_errors=True)
    (home / "input_templates" / ROUND / "issued.jsonl").unlink(missing_ok=True)
    return home


@pytest.fixture
def desk(root: Path) -> Desk:
    return Desk(root, today=lambda: EARLY)


def done(desk: Desk, action: str, **values: object) -> Any:  # noqa: ANN401 - plain values
    answer = desk.do(action, {"round_": ROUND, **values})
    assert "failed" not in answer, answer
    return answer["done"]


def failed(desk: Desk, action: str, **values: object) -> Mapping[str, Any]:
    answer: Mapping[str, Any] = desk.do(action, {"round_": ROUND, **values})["failed"]
    return answer


def sent(tiny: Path) -> list[dict[str, object]]:
    return [
        {"name": path.name, "data": path.read_bytes()}
        for path in sorted((tiny / "submitted").iterdir())
    ]


# ---------------------------------------------------------------- the year


def test_a_year_at_the_desk_leaves_what_the_command_line_leaves(
    desk: Desk, root: Path, tiny: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other)
    folder = other / "input_templates" / ROUND
    assert done(desk, "look")["next"] == "distribute"
    done(desk, "distribute")
    run_apart("distribute", ROUND, cwd=other)
    assert done(desk, "look")["next"] == "collect"
    done(desk, "receive", files=sent(tiny))
    shutil.copytree(tiny / "submitted", folder / "submitted")
    assert done(desk, "look")["next"] == "make"
    correction = {"item": "S1-01", "column": "特記事項", "before": "参加者が倍に増えた",
                  "after": "参加者が2倍に増えた", "who": "課長", "reason": "表記"}  # fmt: skip
    assert done(desk, "correct", rows=[correction]) == {"rows": 1, "refused": []}
    shutil.copy(root / "input_templates" / ROUND / "corrections.xlsx", folder)
    assert done(desk, "compile")["values"] == 15
    run_apart("compile", ROUND, "--today", EARLY.isoformat(), cwd=other)
    own, theirs = (contents(each) for each in (root, other))
    for name in ("ledger.jsonl", "reports.jsonl"):  # say when
        told = f"input_templates/{ROUND}/{name}"
        assert without_times(own.pop(told)) == without_times(theirs.pop(told))
    for each in (own, theirs):  # what ever was written: the desk has looked in between
        each.pop(f"build/{ROUND}/.builds/written.txt")
    assert own == theirs
    view = done(desk, "look")
    assert (view["next"], view["report"]["current"]) == ("print", True)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def without_times(ledger: bytes) -> list[dict[str, str]]:
    return [{**json.loads(line), "at": ""} for line in ledger.splitlines()]


def test_what_is_wrong_leads_to_the_step_where_it_is_decided(desk: Desk, tiny: Path) -> None:
    done(desk, "distribute")
    broken = {"name": "壊れた.xlsx", "data": b"x"}
    done(desk, "receive", files=[*sent(tiny), broken])
    view = done(desk, "look")
    assert view["next"] == "check"
    (finding,) = (each for each in view["board"]["findings"] if each["severity"] == "error")
    (decision,) = finding["decisions"]
    assert decision["verb"] == "exclude"
    assert done(desk, "compile") == {"refused": True, "errors": 1}
    done(desk, decision.pop("verb"), **decision)
    assert done(desk, "look")["next"] == "make"
    assert done(desk, "undo", file="壊れた.xlsx")["undone"] == "excluded"
    assert done(desk, "look")["next"] == "check"
    assert [each["event"] for each in done(desk, "history")][-2:] == ["excluded", "undone"]


def test_a_report_that_something_came_after_is_not_current(
    desk: Desk, root: Path, tiny: Path
) -> None:
    done(desk, "distribute")
    first, second = sent(tiny)
    done(desk, "receive", files=[first])
    assert done(desk, "compile", draft=True)["draft"]
    assert done(desk, "look")["report"]["draft"]
    done(desk, "receive", files=[second])
    assert not done(desk, "look")["report"]["current"]
    done(desk, "compile")
    assert done(desk, "look")["report"]["current"]
    correction = {"item": "S1-01", "column": "特記事項", "before": "参加者が倍に増えた",
                  "after": "直した", "who": "課長", "reason": "表記"}  # fmt: skip
    done(desk, "correct", rows=[correction])
    assert not done(desk, "look")["report"]["current"]
    done(desk, "compile")
    assert done(desk, "look")["report"]["current"]
    report = root / "input_templates" / ROUND / "report.toml"
    report.write_text(report.read_text(encoding="utf-8") + "\n# reworded\n", encoding="utf-8")
    assert not done(desk, "look")["report"]["current"]


def test_a_hand_edit_is_found_and_becomes_a_correction(desk: Desk, root: Path, tiny: Path) -> None:
    from openpyxl import load_workbook

    done(desk, "distribute")
    done(desk, "receive", files=sent(tiny))
    done(desk, "compile")
    path = root / "build" / ROUND / "報告書.xlsx"
    book = load_workbook(path)
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == "参加者が倍に増えた").value = "増えた"
    book.save(path)
    verified = done(desk, "verify")
    assert (verified["edits"], verified["unaccounted"]) == (1, 1)
    assert done(desk, "take_edits")["rows"] == 1
    (row,) = done(desk, "corrections")["rows"]
    assert (row["item"], row["after"]) == ("S1-01", "増えた")


def test_what_changed_is_among_the_downloads_once_there_are_two_reports(
    desk: Desk, root: Path, tiny: Path
) -> None:
    done(desk, "distribute")
    first, second = sent(tiny)
    done(desk, "receive", files=[first])
    done(desk, "compile", draft=True)
    assert done(desk, "changes")["file"] == ""
    assert "changes" not in {each["kind"] for each in done(desk, "downloads")}
    done(desk, "receive", files=[second])
    done(desk, "compile")
    (offer,) = (each for each in done(desk, "downloads") if each["kind"] == "changes")
    assert offer["name"] == "変更一覧_庁内用.xlsx"
    assert offer["about"]
    data = done(desk, "download", kind="changes")["data"]
    assert data == (root / "build" / ROUND / offer["name"]).read_bytes()
    assert done(desk, "changes")["changes"] > 0


# ---------------------------------------------------------------- files


def test_nothing_that_was_received_is_written_over(desk: Desk, root: Path) -> None:
    given = [{"name": "a.xlsx", "data": b"1"}, {"name": "a.xlsx", "data": b"2"}]
    first = done(desk, "receive", files=given)["files"]
    assert [each["as"] for each in first] == ["a.xlsx", "a (2).xlsx"]
    again = done(desk, "receive", files=given)["files"]
    assert [(each["as"], each["state"]) for each in again] == [
        ("a.xlsx", "same"),
        ("a (2).xlsx", "same"),
    ]
    submitted = root / "input_templates" / ROUND / "submitted"
    assert sorted(path.read_bytes() for path in submitted.iterdir()) == [b"1", b"2"]


@pytest.mark.parametrize(
    "name",
    ["../../x.xlsx", "..\\x.xlsx", "/etc/x.xlsx", "C:\\x.xlsx", "..", ".", "", "a\x00b.xlsx",
     "a\nb\u202e.xlsx", "<b>.xlsx", "長" * 100 + ".xlsx", "x." + "y" * 300, "\udc80.xlsx"],
)  # fmt: skip
def test_whatever_a_file_is_called_it_stays_among_the_submissions(
    desk: Desk, root: Path, name: str
) -> None:
    before = {path for path in root.rglob("*") if path.is_file()}
    (received,) = done(desk, "receive", files=[{"name": name, "data": b"x"}])["files"]
    folder = root / "input_templates" / ROUND
    left = {path for path in root.rglob("*") if path.is_file()} - before
    by_looking = {path for path in left if path.is_relative_to(root / "build")}
    (new,) = left - by_looking - {folder / "ledger.jsonl"}
    assert new == folder / "submitted" / received["as"]
    assert new.name.isprintable()
    assert len(new.name.encode()) < 200


def test_templates_come_home_as_one_zip_with_the_same_bytes(desk: Desk, root: Path) -> None:
    done(desk, "distribute")
    one, other = (done(desk, "download", kind="templates") for _ in range(2))
    assert (one["name"], one["data"]) == ("様式.zip", other["data"])
    with zipfile.ZipFile(io.BytesIO(one["data"])) as archive:
        folder = root / "input_templates" / ROUND / "templates"
        assert {n: archive.read(n) for n in archive.namelist()} == contents(folder)


def test_every_download_that_is_offered_can_be_had(desk: Desk, root: Path, tiny: Path) -> None:
    done(desk, "distribute")
    done(desk, "receive", files=sent(tiny))
    type_in(file_of(root / "input_templates" / ROUND, "X1"), "S1-01", "remarks", None)
    done(desk, "look")
    done(desk, "compile", draft=True)
    kinds = [each["kind"] for each in done(desk, "downloads")]
    assert {"templates", "returned", "board", "report", "data", "everything"} <= {*kinds}
    assert len(kinds) == len(set(kinds))
    for kind in kinds:
        assert done(desk, "download", kind=kind)["data"]
    assert "ない" not in failed(desk, "download", kind="nothing")["problems"]


def test_what_was_received_has_been_looked_at(desk: Desk, root: Path, tiny: Path) -> None:
    received = done(desk, "receive", files=sent(tiny))
    before = contents(root)
    assert received["view"] == done(desk, "look")
    assert contents(root) == before  # nothing is left to be kept


def test_a_report_of_which_half_was_written_is_none(desk: Desk, root: Path, tiny: Path) -> None:
    done(desk, "receive", files=sent(tiny))
    done(desk, "compile")
    for path in (root / "build" / ROUND / "manifest.json", *root.rglob(".builds/*/*.json")):
        path.write_bytes(b"")  # as a browser leaves a new file when its tab is closed
        assert done(desk, "look")["report"] is None
    done(desk, "compile")
    assert done(desk, "look")["report"]["current"]


# ---------------------------------------------------------------- what fails


def test_a_round_that_is_not_there_is_told(desk: Desk) -> None:
    for name in ("nothing", "..", "../tiny", ""):
        assert "見つかりません" in desk.do("look", {"round_": name})["failed"]["message"]


def test_what_is_wrong_with_a_definition_is_told_with_its_place(desk: Desk, root: Path) -> None:
    report = root / "input_templates" / ROUND / "report.toml"
    report.write_text(report.read_text(encoding="utf-8") + "\nnonsense = 1\n", encoding="utf-8")
    said = failed(desk, "look")
    assert any("nonsense" in problem for problem in said["problems"])
    (listed,) = desk.do("rounds", {})["done"]
    assert (listed["id"], bool(listed["problem"])) == (ROUND, True)


def test_an_unclear_name_gets_candidates(desk: Desk, tiny: Path) -> None:
    done(desk, "receive", files=sent(tiny))
    said = failed(desk, "exclude", file="x1", reason="r")
    assert [name.startswith("X1") for name in said["instead"]] == [True]


def test_an_action_that_there_is_not_is_a_fault_of_who_calls(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.do("folder", {})
    assert "do" not in ACTIONS


def test_all_that_is_said_is_plain(desk: Desk, tiny: Path) -> None:
    done(desk, "distribute")
    done(desk, "receive", files=sent(tiny))
    done(desk, "compile")
    for action in ("rounds", "look", "history", "corrections", "verify", "downloads"):
        values = {} if action == "rounds" else {"round_": ROUND}
        json.dumps(desk.do(action, values))
    json.dumps(done(desk, "trace", item="S1-01"))


def test_it_is_said_in_the_language_of_who_asks(root: Path) -> None:
    said = Desk(root, "en").do("look", {"round_": "nothing"})["failed"]["message"]
    assert said.startswith("There is no round")


# ---------------------------------------------------------------- as a browser holds it


def changed(answer: Mapping[str, Any]) -> dict[str, bytes | None]:
    return dict(answer["changed"])


def test_what_an_action_changed_goes_back_and_nothing_else(
    root: Path, tiny: Path, tmp_path: Path
) -> None:
    held = Held(str(tmp_path / "held"), "ja")
    kept: dict[str, bytes] = contents(root)
    held.hold(kept)
    for action, values in (
        ("look", {}),
        ("receive", {"files": sent(tiny)}),  # the reminders that were drafted go
        ("compile", {}),
        ("exclude", {"file": sent(tiny)[0]["name"], "reason": "r"}),
        ("look", {}),  # and one comes again
        ("compile", {"draft": True}),
        ("look", {}),
    ):
        told = changed(held.do(action, {"round_": ROUND, **values}))
        assert all(kept.get(name) != data for name, data in told.items()), action
        merged = {**kept, **told}
        kept = {name: data for name, data in merged.items() if data is not None}
        assert kept == contents(tmp_path / "held"), action
    assert changed(held.do("look", {"round_": ROUND})) == {}


def torn(data: bytes) -> bytes:
    """Return a zip of which the packed bytes of a file are others."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.infolist()[0]
    start = entry.header_offset + 30 + len(entry.filename)
    return data[:start] + b"\xff" * 8 + data[start + 8 :]


@pytest.mark.parametrize(
    "spoil", [torn, lambda data: data[:-40], lambda _: b"no zip", lambda _: b""]
)
def test_a_zip_that_cannot_be_unpacked_is_told(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("input_templates/r/report.toml", "schema = 2\n" * 50)
    held = Held(str(tmp_path / "held"), "ja")
    assert held.unpack(packed.getvalue())["done"] == 1
    assert "このzipには" in held.unpack(spoil(packed.getvalue()))["failed"]["message"]
