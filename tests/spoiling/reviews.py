"""Ways to spoil the round `second` when its reviews have come back."""

from __future__ import annotations

import shutil
from pathlib import Path

from correcting import Row, as_csv
from spoiling.folders import Spoil

SECOND = Path(__file__).resolve().parents[1] / "rounds" / "second"
PLANNING, COMMITTEE = "R1_企画財政課.xlsx", "R2_行政評価委員会.xlsx"


def corrected(*rows: Row) -> Spoil:
    """Let the planning section correct something."""
    return lambda folder: as_csv(folder, list(rows))


def copied(name: str, other: str) -> Spoil:
    """Copy a file that came under another name."""
    return lambda folder: shutil.copyfile(folder / "submitted" / name, folder / "submitted" / other)


def exchanged(one: str, other: str) -> Spoil:
    """Let two files bear each other's names."""

    def spoil(folder: Path) -> None:
        first, second = (folder / "submitted" / name for name in (one, other))
        data = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(data)

    return spoil
