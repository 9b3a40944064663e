"""Mutants of filled files by the thousand: the same values or the right findings, soon and small.

Usage: python tests/bench/mutate.py [FILES]
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conftest import TINY, fill_round
from shinchoku.definition import load
from shinchoku.intake.submissions import Submission, read_submission
from spoiling.archives import ON_BYTES, OnBytes, part_spoilt
from spoiling.folders import A, B
from spoiling.mutants import PLACED, SEED, Operator, mutate
from spoiling.outcome import outcome, right_answers

MAX_SECONDS, MAX_MB = 2.0, 200
SHARE_ON_BYTES, SHARE_SPOILT = 0.55, 0.05  # the rest is on meanings, half of it in pairs


class Bench:
    """Counts what came of each operator, and what the worst file cost."""

    def __init__(self, scratch: Path) -> None:
        self.folder = fill_round(TINY, scratch / "tiny")
        self.kept = {file: (self.folder / file).read_bytes() for file in (A, B)}
        self.definition = load(self.folder)
        self.right = right_answers(self.folder)
        self.all_right = {**self.right[A], **self.right[B]}
        self.chance = random.Random(SEED)  # noqa: S311
        self.results: dict[str, Counter[str]] = {}
        self.slowest = ("", 0.0)
        self.other = {file: read_submission(self.folder / file, file) for file in (A, B)}

    def on_bytes(self, count: int) -> None:
        for change in self.chance.choices(ON_BYTES, k=count):
            found, codes = self._outcome(change.__name__, self._changed(change))
            same = found == self.all_right
            right = same or codes
            self._add(change.__name__, "same" if same else "finding" if right else "WRONG")

    def spoilt(self, count: int) -> None:
        """Break XML under a fitting checksum: what is typed may be another text, no more."""
        for _ in range(count):
            found, codes = self._outcome(part_spoilt.__name__, self._changed(part_spoilt))
            kept = self.right[B].keys() <= found.keys()
            said = "finding" if codes else "same" if found == self.all_right else "other text"
            self._add(part_spoilt.__name__, said if kept else "WRONG")

    def on_meanings(self, count: int) -> None:
        for file, operators in self._chosen(count):
            (self.folder / file).write_bytes(self.kept[file])
            expected = mutate(self.folder, file, operators, self.chance, self.right)
            name = " + ".join(each.name for each, _ in operators)
            found, codes = self._outcome(name, self._read(file), B if file == A else A)
            wanted = {code for each, _ in operators for code in each.found}
            right = codes == wanted and found == expected
            if not right:
                differing = dict(found.items() ^ expected.items())
                print(name, file, [number for _, number in operators], sorted(codes), differing)
            for each, _ in operators:
                said = "finding" if each.found else "as typed"
                self._add(each.name, said if right else "WRONG")
            (self.folder / file).write_bytes(self.kept[file])

    def _chosen(self, count: int) -> Iterator[tuple[str, list[tuple[Operator, int]]]]:
        """Choose one operator, or two for different rows of a file."""
        together = [(each, place) for each, place in PLACED if not each.alone]
        for number in range(count):
            if number % 2:
                one, (file, row) = PLACED[number // 2 % len(PLACED)]
                yield file, [(one, row)]
                continue
            one, (file, row) = self.chance.choice(together)
            others = [o for o in together if o[1][0] == file and o[1][1] != row]
            other, (_, other_row) = self.chance.choice(others)
            yield file, [(one, row), (other, other_row)]

    def _changed(self, change: OnBytes) -> Submission:
        data = bytearray(self.kept[A])
        change(data, self.chance)
        (self.folder / A).write_bytes(data)
        return self._read(A)

    def _read(self, file: str) -> Submission:
        self.started = time.perf_counter()
        return read_submission(self.folder / file, file)

    def _outcome(
        self, name: str, mutant: Submission, beside: str = B
    ) -> tuple[dict[object, str], set[str]]:
        found, findings = outcome(self.definition, [mutant, self.other[beside]])
        seconds = time.perf_counter() - self.started
        self.slowest = max(self.slowest, (name, seconds), key=lambda slow: slow[1])
        return dict(found), {finding.code for finding in findings}

    def _add(self, name: str, result: str) -> None:
        self.results.setdefault(name, Counter())[result] += 1


def peak_mb(*, begin: bool = False) -> float:
    """Return the most memory this process has had since it last began to count (Linux only)."""
    process = Path("/proc/self")
    if begin:
        process.joinpath("clear_refs").write_text("5")
    status = process.joinpath("status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main(files: int) -> None:
    """Print what came of each operator, and the worst time and memory."""
    scratch = Path(tempfile.mkdtemp())
    try:
        bench = Bench(scratch)
        before = peak_mb(begin=True)
        bench.on_bytes(round(files * SHARE_ON_BYTES))
        bench.spoilt(round(files * SHARE_SPOILT))
        memory = peak_mb() - before  # openpyxl, which makes the others, has its own
        bench.on_meanings(files - round(files * SHARE_ON_BYTES) - round(files * SHARE_SPOILT))
    finally:
        shutil.rmtree(scratch)
    for name, counts in bench.results.items():
        print(f"{name:32}" + ", ".join(f"{n} {result}" for result, n in counts.most_common()))
    wrong = sum(counts["WRONG"] for counts in bench.results.values())
    name, seconds = bench.slowest
    print(f"{files} files, {wrong} wrong; slowest {seconds:.3f} s ({name}), limit {MAX_SECONDS} s")
    print(f"memory of reading and checking +{memory:.0f} MB, limit {MAX_MB} MB")
    sys.exit(wrong > 0 or seconds > MAX_SECONDS or memory > MAX_MB)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
