"""Make a filled round of 60 departments out of the sample: the same report, smaller workbooks."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import SAMPLE, fill_round
from csv_files import records, write_records

DEPARTMENTS = 60


def spread(rows: list[dict[str, str]]) -> None:
    """Give every department an equal run of rows, in order."""
    asked = [row for row in rows if row["department"]]
    for index, row in enumerate(asked):
        row["department"] = f"Z{index * DEPARTMENTS // len(asked) + 1:02}"


def fill_sixty(target: Path) -> Path:
    """Make the round in a folder that is not there yet."""
    source = target.with_name(f"{target.name}-source")
    shutil.copytree(SAMPLE, source, ignore=shutil.ignore_patterns("templates", "submitted"))
    report = source / "report.toml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace(f'"{SAMPLE.name}"', f'"{target.name}"', 1), encoding="utf-8")
    for name in ("tree", "indicators"):
        rows = records(source / "master" / f"{name}.csv")
        spread(rows)
        write_records(source / "master" / f"{name}.csv", rows)
    names = [f"Z{number:02}" for number in range(1, DEPARTMENTS + 1)]
    write_records(
        source / "master" / "departments.csv", [{"id": n, "name": f"第{n}課"} for n in names]
    )
    about = {"respondent": "担当", "extension": "1", "confirmed_by": "課長", "confirmed_on": "5月"}
    write_records(source / "answers" / "about.csv", [{"department": n, **about} for n in names])
    fill_round(source, target)
    shutil.rmtree(source)
    return target
