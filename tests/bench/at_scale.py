"""The naive script, check, compile and verify on a big round, in turns; medians, ratios, memory.

Usage: python tests/bench/at_scale.py ROUND [RUNS], the round made by thousand.py. It is copied
first: commands write a ledger into it and a build beside it.
Seconds are processor time of whole processes, which others on the machine change little; wall time
stands beside. Megabytes are the most that a run had in memory. Peaks need POSIX.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import shinchoku

NAIVE = Path(__file__).with_name("naive.py")
AT_MOST = {"check": 1.5, "compile": 3.0}  # times the naive script


class Run(NamedTuple):
    """What one process took."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a whole process to its end, which must be a good one."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Run(used.ru_utime + used.ru_stime, wall_s, kilobytes / 1024)


def main(source: Path, times: int) -> int:
    """Print a line for each command; return 1 where one takes too long, else 0."""
    compileall.compile_dir(Path(shinchoku.__file__).parent, quiet=2)  # as it is once installed
    ours, name = str(Path(sys.executable).with_name("shinchoku")), source.resolve().name
    commands = {
        "naive": [sys.executable, str(NAIVE), f"{name}/submitted", "calamine", "naive.xlsx"],
        "check": [ours, "check", name],
        "compile": [ours, "compile", name],
        "verify": [ours, "verify", name],
    }
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(source, folder / name)
        turns = [[run(each, folder) for each in commands.values()] for _ in range(times + 1)]
    print(f"{times} runs        cpu s   wall s  x naive  at most   peak MB")
    measured = zip(*turns[1:], strict=True)  # the first warms the caches
    by_command = dict(zip(commands, measured, strict=True))
    passed = False
    for command, runs in by_command.items():
        pairs = zip(runs, by_command["naive"], strict=True)
        ratio = median(one.cpu_s / naive.cpu_s for one, naive in pairs)
        cpu_s, wall_s, peak_mb = map(median, zip(*runs, strict=True))
        limit = AT_MOST.get(command)
        passed |= limit is not None and ratio > limit
        print(
            f"{command:12} {cpu_s:8.2f} {wall_s:8.2f} {ratio:8.2f} {limit or '':>8} {peak_mb:9.0f}"
        )
    return int(passed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 5))
