"""Compile 60 submissions against the naive script, whole processes in pairs; prints medians.

Usage: python tests/bench/compiling.py [PAIRS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from commands import SHINCHOKU, compile_bytecode
from sixty import fill_sixty

NAIVE = Path(__file__).with_name("naive.py")
IMPORTED = [
    "shinchoku",
    "pandas",
    "numpy",
    "openpyxl",
    "pydantic",
    "pydantic_core",
    "xlsxwriter",
    "click",
    "rich",
]


def seconds(command: list[str], folder: Path) -> float:
    """Run a whole process and return its wall time."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main(pairs: int) -> None:
    """Print the medians and the ratios of pairs."""
    compile_bytecode(*IMPORTED)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fill_sixty(folder / "sixty")
        ours = [str(SHINCHOKU), "compile", "sixty"]
        for engine in ("openpyxl", "calamine"):
            naive = [sys.executable, str(NAIVE), "sixty/submitted", engine, "naive.xlsx"]
            runs = [(seconds(ours, folder), seconds(naive, folder)) for _ in range(pairs + 1)]
            times = runs[1:]  # the first warms the caches
            ratio = median(a / b for a, b in times)
            print(
                f"compile {median(a for a, _ in times):.2f} s, "
                f"pandas+{engine} {median(b for _, b in times):.2f} s, ratio {ratio:.2f}"
            )


main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
