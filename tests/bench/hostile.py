"""Small files made slow: what each adds to the commands that meet it, on the sample round.

A copy of what `demo` leaves is spoiled, in two sizes (see `tests/hostile`); what a command takes in
a process of its own is held to the untouched round. Ends with 1 where one adds more than two
seconds or 100 MB, where four times as much costs more than linearly, where a command ends in a
traceback, or where what is left for people grows by a megabyte. Seconds are of the processor.
Usage: python tests/bench/hostile.py [NAMES]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hostile import HOSTILE, Hostile, Round
from shinchoku import sample

SMALL, LARGE = 500, 2_000  # rows, or as much of what is there instead
MAX_SECONDS, MAX_MB = 2.0, 100.0
GROWTH, SLIGHT = LARGE / SMALL, 0.4  # and seconds that the clocks of three runs may be out by
MAX_LEFT = 1 << 20  # bytes that a build, and what is printed, may grow by
RUNS, TIMEOUT = 3, 60
MAX_BYTES = 5 << 20

ROUND, BUILD = f"build/demo/{sample.NAME}", f"build/{sample.NAME}"
COMMANDS = {
    "check": ("check", ROUND, "--json"),
    "draft": ("compile", ROUND, "--draft", "--json"),
    "compile": ("compile", ROUND),
    "history": ("history", ROUND),
    "corrections": ("corrections", ROUND),
    "verify": ("verify", BUILD, "--json"),
    "edits": ("verify", BUILD, "--corrections", f"{ROUND}/corrections.xlsx"),
}
TIMED = ("check", "draft", "verify", "history")  # in both sizes; the others in the large one
OF_ROUND, OF_REPORT = ("check", "draft", "compile", "corrections"), ("verify", "edits")

_RUN = """
import atexit, json, sys, time
from pathlib import Path
def tell():
    status = Path('/proc/self/status').read_text()  # a child's rusage has its parent's size in it
    used = int(status.split('VmHWM:')[1].split()[0]) / 1024
    print(json.dumps([time.process_time(), used]), file=sys.stderr)
atexit.register(tell)
from shinchoku.cli import main
main()
"""


class Run(NamedTuple):
    """What a command cost, and what it said and left."""

    seconds: float
    megabytes: float
    findings: int
    longest: int  # message, in characters
    left: int  # bytes, printed or in the build
    code: int
    fault: str = ""


def run(root: Path, command: str) -> Run:
    """Run a command where a round lies."""
    arguments = [sys.executable, "-c", _RUN, *COMMANDS[command]]
    try:
        done = subprocess.run(
            arguments, cwd=root, capture_output=True, text=True, check=False, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return Run(float("inf"), float("inf"), 0, 0, 0, -1, "ENDLESS")
    *said, cost = done.stderr.splitlines()
    seconds, megabytes = json.loads(cost)
    fault = "TRACEBACK" if "Traceback" in done.stderr or done.returncode not in {0, 1, 2} else ""
    findings = list(_findings(done.stdout))
    left = len(done.stdout) + sum(map(len, said)) + _size(root / BUILD)
    longest = max(map(len, (*findings, *said)), default=0)
    return Run(seconds, megabytes, len(findings), longest, left, done.returncode, fault)


def _findings(printed: str) -> Iterator[str]:
    """Yield the messages of what a command printed for scripts, or else its lines."""
    try:
        data = json.loads(printed)
    except ValueError:
        yield from printed.splitlines()
        return
    for finding in data["findings"] if isinstance(data, dict) else data:
        yield finding["message"]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Bench:
    """Spoils copies of the demo, and holds what they cost to what the demo itself costs."""

    def __init__(self, scratch: Path) -> None:
        self.demo, self.scratch = scratch / "demo", scratch
        of_demo = Round(self.demo)
        sample.demo(sample.folder(), of_demo.folder, of_demo.build)
        self.base = {command: self._typical(command) for command in COMMANDS}
        self.failed = False
        for command, (seconds, megabytes, *_) in self.base.items():
            print(f"{command} of the sample: {seconds:.2f} s, {megabytes:.0f} MB")
        print(
            f"{'':38} {'command':11} exit {LARGE:>7} {SMALL:>7}  growth added MB  findings  "
            "longest  added KB"
        )

    def _typical(self, command: str) -> Run:
        """Return what the untouched round costs: medians of some runs."""
        runs = [run(self._copy("untouched").root, command) for _ in range(RUNS)]
        seconds, megabytes = (median(each) for each in zip(*(r[:2] for r in runs), strict=True))
        return runs[0]._replace(seconds=seconds, megabytes=megabytes)

    def _copy(self, name: str) -> Round:
        root = self.scratch / name
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.demo, root)
        return Round(root)

    def measure(self, name: str, hostile: Hostile) -> None:
        """Print what a kind adds to each command that meets it."""
        rounds = [self._copy(str(count)) for count in (SMALL, LARGE)]
        for round_, count in zip(rounds, (SMALL, LARGE), strict=True):
            hostile.spoil(round_, count)
            files = [round_.report, *(round_.folder / "submitted").iterdir()]
            assert max(path.stat().st_size for path in files) < MAX_BYTES
        put = rounds[1].report.stat().st_size - Round(self.demo).report.stat().st_size
        commands = OF_REPORT if hostile.of_report else OF_ROUND
        for command in (*commands, *(["history"] if "ledger" in name else [])):
            large = run(rounds[1].root, command)
            small = run(rounds[0].root, command) if command in TIMED else None
            # What is refused does no more than a check.
            refused = command == "compile" and large.code
            base = self.base["check" if refused else command]
            self._judge(
                f"{name:38} {command:11}", base._replace(left=base.left + put), small, large
            )

    def _judge(self, named: str, base: Run, small: Run | None, large: Run) -> None:
        """Print a line of the table: what two sizes cost beyond nothing hostile."""
        seconds = large.seconds - base.seconds
        megabytes, left = large.megabytes - base.megabytes, large.left - base.left
        faults = [one.fault for one in (small, large) if one and one.fault]
        faults += ["SLOW"] * (seconds > MAX_SECONDS) + ["LARGE"] * (megabytes > MAX_MB)
        growth = f"{'':15}"
        if small:
            first = max(small.seconds - base.seconds, 0.0)
            factor = seconds / max(first, SLIGHT / 3)  # what is next to nothing does not grow
            growth = f"{first:+6.2f}s {factor:6.1f} "
            faults += ["STEEP"] * (seconds > GROWTH * first + SLIGHT)
        faults += ["WORDY"] * (left > MAX_LEFT and "history" not in named)  # it lists all there is
        self.failed |= bool(faults)
        print(
            f"{named} {large.code:4} {seconds:+6.2f}s {growth}"
            f"{megabytes:+8.0f}  {large.findings - base.findings:+8} {large.longest:8} "
            f"{left / 1024:+9.0f}  {' '.join(faults)}",
            flush=True,
        )


def main(names: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch))
        for name, hostile in HOSTILE.items():
            if not names or name in names:
                bench.measure(name, hostile)
    return int(bench.failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
