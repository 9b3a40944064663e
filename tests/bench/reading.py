"""Reading and checking 60 filled workbooks, against pandas merely reading them.

Ours reads all sheets with what else intake needs and applies every rule; pandas reads the 取組
sheet alone, with openpyxl or with calamine. Imports are left out on both sides.
Usage: reading.py FOLDER, made by sixty.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import openpyxl  # noqa: F401 - imports are no part of the comparison
import pandas as pd
import python_calamine  # noqa: F401

from shinchoku.definition import load
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import Submission, read_submission
from shinchoku.model import Definition

RUNS = 7


def reading(paths: list[Path], _: Definition) -> list[Submission]:
    return [read_submission(path, path.name) for path in paths]


def reading_and_checking(paths: list[Path], definition: Definition) -> None:
    check(Intake(definition, reading(paths, definition)))


def with_openpyxl(paths: list[Path], _: Definition) -> None:
    for path in paths:
        pd.read_excel(path, sheet_name="取組", header=None, engine="openpyxl")


def with_calamine(paths: list[Path], _: Definition) -> None:
    for path in paths:
        pd.read_excel(path, sheet_name="取組", header=None, engine="calamine")


Job = Callable[[list[Path], Definition], object]


def milliseconds(job: Job, paths: list[Path], definition: Definition) -> float:
    """Return the processor time of one file."""
    start = time.process_time()
    job(paths, definition)
    return (time.process_time() - start) / len(paths) * 1000


def main(folder: str) -> None:
    paths = sorted((Path(folder) / "submitted").glob("*.xlsx"))
    definition = load(Path(folder))
    jobs: tuple[Job, ...] = (with_openpyxl, with_calamine, reading, reading_and_checking)
    for job in jobs:
        job(paths[:1], definition)
    runs = [[milliseconds(job, paths, definition) for job in jobs] for _ in range(RUNS)]
    for index, job in enumerate(jobs):
        each = median(run[index] for run in runs)
        ratios = (median(run[index] / run[other] for run in runs) for other in (0, 1))
        to_openpyxl, to_calamine = ratios
        print(
            f"{job.__name__:22} {each:6.1f} ms a file, {to_openpyxl:5.2f} of pandas+openpyxl, "
            f"{to_calamine:5.2f} of pandas+calamine"
        )


if __name__ == "__main__":
    main(sys.argv[1])
