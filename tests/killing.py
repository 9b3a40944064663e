"""Kills check, compile and accept at random moments, and looks at what is left each time."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from filling import file_of, type_in
from running import compiled_from
from shinchoku import pipeline
from shinchoku.intake.ledger import LEDGER, read_records
from shinchoku.publishing.reports import Journal


def kill_often(folder: Path, build: Path, times: int, moments: random.Random) -> int:
    """Run and kill until so many were killed in the middle; returns how many runs that took.

    Each time a department has sent another file, so that there is something to record. After
    each kill the published build verifies, and every record that was whole before still is.
    """
    compiled_from(folder, build)
    path = file_of(folder, "X1")
    durations = {what: _run(what, folder, build, path.name, None) for what in _WHAT}
    killed = runs = 0
    while killed < times:
        assert runs < 10 * times, "kills come too late"
        what = _WHAT[runs % len(_WHAT)]
        type_in(path, "S1-01", "remarks", f"{runs} 回目に送り直した")
        before = read_records(folder)
        deadline = (durations[what] or 0) * moments.uniform(0.0, 1.1)
        killed += _run(what, folder, build, path.name, deadline) is None
        after = read_records(folder)
        assert after[: len(before)] == before
        lines = (folder / LEDGER).read_bytes().splitlines()
        assert len(after) >= len(lines) - runs, "more torn lines than kills"
        runs += 1
        journal = Journal(folder)
        assert all(journal.reported(report.state) for report in journal.reports)
        verified = pipeline.verify(build)
        assert verified.findings == ()
        assert verified.values
    compiled_from(folder, build)
    assert read_records(folder)[-1].event in {"received", "accepted"}
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    last = Journal(folder).last
    assert last
    assert last.state == manifest["state"]
    digests = {record.sha256 for record in read_records(folder)}
    assert {file["sha256"] for file in manifest["inputs"]} <= digests
    return runs


_JOBS: dict[str, Callable[[Path, Path, str], object]] = {
    "check": lambda folder, build, _: pipeline.check(folder, build),
    "compile": lambda folder, build, _: pipeline.compile_round(folder, build),
    "accept": lambda folder, _, name: pipeline.decide(folder, "accepted", name, "x" * 3000),
}
_WHAT = tuple(_JOBS)


def _run(what: str, folder: Path, build: Path, name: str, deadline: float | None) -> float | None:
    """Return how long it took in a process of its own; None if it was killed."""
    started = time.perf_counter()
    child = os.fork()  # nothing is imported again, so that no kill is spent on that
    if child == 0:
        try:
            _JOBS[what](folder, build, name)
            os._exit(0)
        finally:
            os._exit(1)
    if deadline is not None:
        time.sleep(deadline)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert os.waitstatus_to_exitcode(status) == 0
    return time.perf_counter() - started
