"""CSV files that a round has, or that tests hold one to."""

from __future__ import annotations

import csv
from pathlib import Path


def records(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table by their headings."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_records(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a table with the headings of its first row."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
