"""Kits as their folders say them, and rounds that were begun with one."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import REPOSITORY, fill_round
from shinchoku import kits

FOLDER = REPOSITORY / "input_templates" / kits.KITS
KITS = sorted(folder.name for folder in FOLDER.iterdir())


def folder_of(kit: str) -> Path:
    """Return the folder of a kit."""
    return FOLDER / kit


def begun(kit: str, folder: Path) -> Path:
    """Begin a round that is called as its kit, and return its folder."""
    return kits.begin(kit, folder, kit).folder


def filled(kit: str, folder: Path) -> Path:
    """Begin a round, distribute it, and answer as the kit does."""
    round_ = begun(kit, folder / "begun")
    shutil.copytree(folder_of(kit) / "answers", round_ / "answers")
    return fill_round(round_, folder / kit)
