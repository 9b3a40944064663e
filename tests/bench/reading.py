"""Reading and checking 60 filled workbooks, against pandas merely reading them; then 1,000.

Ours reads all sheets with what else intake needs and applies every rule; pandas reads the 取組
sheet alone, or all, with openpyxl or with calamine. Imports are left out on both sides.
Usage: reading.py FOLDER, made by fill_sixty.py
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Literal

import pandas as pd
import python_calamine  # noqa: F401

from shinchoku.definition import load
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import Submission, read_submission
from shinchoku.model import Definition

RUNS = 9
MANY, MANY_RUNS = 1000, 1

Paths = Sequence[Path]
Job = Callable[[Paths], object]


def reading(paths: Paths) -> list[Submission]:
    return [read_submission(path, path.name) for path in paths]


def reading_and_checking(definition: Definition, rounds: int, paths: Paths) -> None:
    """Check so many rounds, one after another."""
    size = -(-len(paths) // rounds)
    for start in range(0, len(paths), size):
        check(Intake(definition, reading(paths[start : start + size])))


def with_pandas(engine: Literal["calamine", "openpyxl"], sheet: str | None, paths: Paths) -> None:
    for path in paths:
        pd.read_excel(path, sheet_name=sheet, header=None, engine=engine)


def milliseconds(job: Job, paths: Paths) -> float:
    """Return the processor time of one file."""
    start = time.process_time()
    job(paths)
    return (time.process_time() - start) / len(paths) * 1000


def compare(jobs: dict[str, Job], paths: Paths, runs: int) -> None:
    """Print the medians of the jobs, done in turns, and of their ratios to the first two."""
    measured = [[milliseconds(job, paths) for job in jobs.values()] for _ in range(runs)]
    print(f"{len(paths)} files, {runs} runs")
    for index, name in enumerate(jobs):
        each = median(run[index] for run in measured)
        openpyxl_, calamine = (
            median(run[index] / run[other] for run in measured) for other in (0, 1)
        )
        print(f"{name:34} {each:6.1f} ms a file {openpyxl_:6.2f} {calamine:6.2f}")


def main(folder: str) -> None:
    paths = sorted((Path(folder) / "submitted").glob("*.xlsx"))
    definition = load(Path(folder))
    rounds = -(-MANY // len(paths))
    many = (paths * rounds)[:MANY]
    jobs: dict[str, Job] = {
        "pandas+openpyxl, one sheet": partial(with_pandas, "openpyxl", "取組"),
        "pandas+calamine, one sheet": partial(with_pandas, "calamine", "取組"),
        "pandas+openpyxl, all sheets": partial(with_pandas, "openpyxl", None),
        "pandas+calamine, all sheets": partial(with_pandas, "calamine", None),
        "reading": reading,
        "reading and checking": partial(reading_and_checking, definition, 1),
    }
    for job in jobs.values():
        job(paths[:1])
    gc.collect()
    gc.freeze()  # what the imports left is nobody's to look through
    print("ratios: to pandas+openpyxl and to pandas+calamine, one sheet")
    compare(jobs, paths, RUNS)
    jobs["reading and checking"] = partial(reading_and_checking, definition, rounds)
    compare(jobs, many, MANY_RUNS)


if __name__ == "__main__":
    main(sys.argv[1])
