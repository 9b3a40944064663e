"""Reading 60 filled workbooks: read_submission against pandas with openpyxl and with calamine.

Ours reads all sheets with what else intake needs; pandas reads the 取組 sheet alone.
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

from shinchoku.intake.submissions import read_submission

RUNS = 7


def ours(path: Path) -> None:
    assert read_submission(path, path.name).rows


def with_openpyxl(path: Path) -> None:
    pd.read_excel(path, sheet_name="取組", header=None, engine="openpyxl")


def with_calamine(path: Path) -> None:
    pd.read_excel(path, sheet_name="取組", header=None, engine="calamine")


def milliseconds(read: Callable[[Path], None], paths: list[Path]) -> float:
    """Return the processor time of one file."""
    start = time.process_time()
    for path in paths:
        read(path)
    return (time.process_time() - start) / len(paths) * 1000


def main(folder: str) -> None:
    paths = sorted((Path(folder) / "submitted").glob("*.xlsx"))
    readers = (ours, with_openpyxl, with_calamine)
    for read in readers:
        read(paths[0])
    runs = [[milliseconds(read, paths) for read in readers] for _ in range(RUNS)]
    for index, read in enumerate(readers):
        each = median(run[index] for run in runs)
        ratio = median(run[index] / run[0] for run in runs)
        print(f"{read.__name__:14} {each:6.1f} ms a file  {ratio:5.1f} times ours")


if __name__ == "__main__":
    main(sys.argv[1])
