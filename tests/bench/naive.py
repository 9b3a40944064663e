"""The script a colleague would write: read every 取組 sheet, stack, count the grades, save."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal

import pandas as pd

HEADER_ROWS = 7  # what stands above the first row of a filled template's table
GRADE = 8


def main(folder: str, engine: Literal["calamine", "openpyxl"], output: str) -> None:
    frames = [
        pd.read_excel(path, sheet_name="取組", header=None, skiprows=HEADER_ROWS, engine=engine)
        for path in sorted(Path(folder).glob("*.xlsx"))
    ]
    answers = pd.concat(frames)
    counts = answers.groupby(GRADE).size()
    with pd.ExcelWriter(output) as writer:
        counts.to_excel(writer, sheet_name="集計")
        answers.to_excel(writer, sheet_name="取組", index=False)


words: Any = sys.argv[1:4]
main(*words)
