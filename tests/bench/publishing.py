"""Publish the sample without LibreOffice against compiling it, in pairs; then with it; and sizes.

Usage: python tests/bench/publishing.py [PAIRS]. Ends with 1 where publishing takes more than twice
as long as compiling.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import which
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from commands import SHINCHOKU, compile_bytecode

IMPORTED = ["shinchoku", "openpyxl", "pydantic", "pydantic_core", "xlsxwriter", "click", "rich"]
ROUND = "build/demo/nerima-r4"
MOST = 2.0


def seconds(folder: Path, *words: str, office: bool = False) -> float:
    """Run a whole process and return its wall time; without `office` no program is found."""
    environment = dict(os.environ) if office else {**os.environ, "PATH": ""}
    command = [sys.executable, str(SHINCHOKU), *words]
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - started


def main(pairs: int) -> int:
    """Print the medians, the ratio of pairs, and the size of each file."""
    compile_bytecode(*IMPORTED)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        seconds(folder, "demo")
        pairs_of = [
            (seconds(folder, "publish", ROUND), seconds(folder, "compile", ROUND))
            for _ in range(pairs + 1)
        ][1:]  # the first warms the caches
        publish, compile_ = (median(times) for times in zip(*pairs_of, strict=True))
        ratio = median(a / b for a, b in pairs_of)
        print(f"publish {publish:.2f} s, compile {compile_:.2f} s, ratio {ratio:.2f}")
        if which("soffice"):
            whole = seconds(folder, "publish", ROUND, office=True)
            print(f"publish with LibreOffice {whole:.1f} s")
        published = folder / "build" / "nerima-r4" / "公表"
        print(f"verify {seconds(folder, 'verify', str(published)):.2f} s")
        for path in sorted(published.rglob("*")):
            if path.is_file():
                print(f"{path.stat().st_size:>9,} {path.relative_to(published).as_posix()}")
    return int(ratio > MOST)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 11))
