"""A round begun at the desk: in a zip, in a folder that is picked, beside others."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk_page import PATIENT, Disk, downloaded, opened_desk, press, ready
from kit_rounds import folder_of
from shinchoku import kits
from shinchoku.definition import load
from shinchoku.desk.actions import Desk
from shinchoku.desk.pack import _own

if TYPE_CHECKING:
    from playwright.sync_api import Page

KIT = "action-plan"


# ---------------------------------------------------------------- the actions


def test_the_kits_are_listed_with_their_titles(tmp_path: Path) -> None:
    listed = Desk(tmp_path).do("kits", {})["done"]
    assert [each["id"] for each in listed] == [kit.id for kit in kits.kits()]
    assert "青葉野市実施計画 令和6年度末の進捗状況" in [each["title"] for each in listed]


def test_a_round_is_begun_and_distributed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.do("begin", {"kit": KIT, "round_": "r7"})["done"]["id"] == "r7"
    (listed,) = desk.do("rounds", {})["done"]
    assert (listed["id"], listed["problem"]) == ("r7", "")
    assert desk.do("look", {"round_": "r7"})["done"]["next"] == "distribute"
    assert len(desk.do("distribute", {"round_": "r7"})["done"]["templates"]) == 3


@pytest.mark.parametrize("name", ["..", "../r7", "a/b", "", "con", "a b"])
def test_no_name_leads_out_of_the_rounds(tmp_path: Path, name: str) -> None:
    said = Desk(tmp_path).do("begin", {"kit": KIT, "round_": name})["failed"]
    assert "回の名前にできません" in said["message"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_there_and_what_is_unknown_is_told(tmp_path: Path) -> None:
    Desk(tmp_path).do("begin", {"kit": KIT, "round_": "r7"})
    there = Desk(tmp_path).do("begin", {"kit": KIT, "round_": "r7"})["failed"]["message"]
    assert there.startswith("「r7」という名前のものがもうあります。")
    said = Desk(tmp_path, "en").do("begin", {"kit": "acton-plan", "round_": "r8"})["failed"]
    assert said["message"].startswith("There is no kit “acton-plan”.")
    assert said["instead"] == [KIT]


def test_the_one_file_has_the_kits() -> None:
    held = dict(_own())
    for kit in kits.kits():
        files = (path for path in folder_of(kit.id).rglob("*") if path.is_file())
        for path in files:
            place = path.relative_to(folder_of(kit.id).parent).as_posix()
            assert held[f"shinchoku/samples/kits/{place}"] == path.read_bytes()


# ---------------------------------------------------------------- the page


def begin(page: Page, name: str, place: str) -> None:
    press(page, "新しい回をつくる")
    page.get_by_label("ひな型").select_option(label="青葉野市実施計画 令和6年度末の進捗状況")
    page.get_by_label("回の名前").fill(name)
    press(page, place)


@pytest.mark.slow
def test_a_round_in_a_zip_is_saved_and_opened_again(desk_file: Path, tmp_path: Path) -> None:
    with opened_desk(desk_file) as (page, _):
        ready(page)
        begin(page, "a b", "つくって、後でzipに保存する")
        page.get_by_text("「a b」は回の名前にできません").wait_for(timeout=PATIENT)
        page.get_by_label("回の名前").fill("plan-r7")
        press(page, "つくって、後でzipに保存する")
        page.get_by_text("「plan-r7」をつくりました").wait_for(timeout=PATIENT)
        _, data = downloaded(page, lambda: press(page, "zipに保存する"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    kits.begin(KIT, tmp_path / "native", "plan-r7")
    for name in ("report.toml", "master/master.xlsx", "README.md"):
        theirs = tmp_path / "input_templates" / "plan-r7" / name
        assert theirs.read_bytes() == (tmp_path / "native" / "plan-r7" / name).read_bytes()


@pytest.mark.slow
def test_a_round_in_a_folder_is_written_there(desk_file: Path, tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    with opened_desk(desk_file, disk) as (page, _):
        ready(page)
        begin(page, "plan-r7", "フォルダーを選んでつくる")
        page.get_by_text("「plan-r7」をつくりました").wait_for(timeout=PATIENT)
    assert len(load(tmp_path / "input_templates" / "plan-r7").departments) == 3


@pytest.mark.slow
def test_a_round_is_begun_beside_others(desk_file: Path, tiny: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "build").mkdir(parents=True)
    for name in ("tiny", "tiny2"):
        shutil.copytree(tiny, home / "input_templates" / name)
    with opened_desk(desk_file, Disk(home)) as (page, _):
        ready(page)
        press(page, "フォルダーを開く")
        page.get_by_text("どの回を開きますか").wait_for(timeout=PATIENT)
        begin(page, "tiny", "つくる")
        page.get_by_text("「tiny」という名前のものがもうあります").wait_for(timeout=PATIENT)
        page.get_by_label("回の名前").fill("plan-r7")
        press(page, "つくる")
        page.get_by_text("「plan-r7」をつくりました").wait_for(timeout=PATIENT)
    assert load(home / "input_templates" / "plan-r7").round.id == "plan-r7"


@pytest.mark.slow
def test_a_folder_without_rounds_offers_to_begin_one(desk_file: Path, tmp_path: Path) -> None:
    with opened_desk(desk_file, Disk(tmp_path)) as (page, _):
        ready(page)
        press(page, "フォルダーを開く")
        page.get_by_text("このフォルダーには、回").wait_for(timeout=PATIENT)
        begin(page, "plan-r7", "つくる")
        page.get_by_text("「plan-r7」をつくりました").wait_for(timeout=PATIENT)
    assert (tmp_path / "input_templates" / "plan-r7" / "report.toml").is_file()
