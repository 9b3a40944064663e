"""Reviews at the desk, in Chromium: the button comes when the answers are there."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from conftest import answer_round
from desk_page import Disk, downloaded, open_folder, opened_desk, press, told
from spoiling.reviews import COMMITTEE, PLANNING, SECOND

ACTION = "評価の様式を作る"


@pytest.mark.slow
def test_reviews_are_written_at_the_desk(desk_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    round_ = home / "input_templates" / "second"
    shutil.copytree(answer_round(SECOND, tmp_path / "filled" / "second"), round_)
    (home / "build").mkdir()
    with opened_desk(desk_file, Disk(home)) as (page, _):
        open_folder(page)
        assert page.get_by_text("部署の回答がそろいました。評価の様式を作りましょう。").is_visible()
        name, data = downloaded(page, lambda: press(page, ACTION))
        told(page, "評価の様式を2件作りました。")
        assert page.get_by_role("button", name="評価の様式を作り直す").is_visible()
        page.screenshot(path=tmp_path / "desk.png", full_page=True)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {PLANNING, COMMITTEE, "配布一覧（評価）.xlsx"} <= set(packed.namelist()), name
    assert (round_ / "templates" / COMMITTEE).is_file()
