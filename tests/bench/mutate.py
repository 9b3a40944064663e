"""Byte-level mutants of one filled file: the same values or a finding, within time and memory.

Usage: python tests/bench/mutate.py [FILES]
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cases.case import A, B
from conftest import TINY, fill_round
from shinchoku.definition import load
from shinchoku.intake.submissions import read_submission
from test_mutations import BYTES, SEED, outcome

MAX_SECONDS, MAX_MB = 2.0, 200


def peak_mb() -> float:
    """Return the most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(files: int) -> None:
    """Print how many mutants were read as they were, found fault with, or went wrong."""
    chance = random.Random(SEED)  # noqa: S311
    results: Counter[str] = Counter()
    slowest, before = 0.0, peak_mb()
    with tempfile.TemporaryDirectory() as scratch:
        folder = fill_round(TINY, Path(scratch) / "tiny")
        definition, other = load(folder), read_submission(folder / B, B)
        original = (folder / A).read_bytes()
        expected, _ = outcome(definition, [read_submission(folder / A, A), other])
        path = Path(scratch) / "mutant.xlsx"
        for mutation in chance.choices(list(BYTES), BYTES.values(), k=files):
            data = bytearray(original)
            mutation(data, chance)
            path.write_bytes(data)
            started = time.perf_counter()
            try:
                found, findings = outcome(definition, [read_submission(path, A), other])
            except Exception as error:  # noqa: BLE001 - this is what is being looked for
                results[f"exception {type(error).__name__}"] += 1
                continue
            slowest = max(slowest, time.perf_counter() - started)
            same = "same values" if found == expected else "other values"
            results[same if not findings else f"{same}, findings"] += 1
    for result, count in results.most_common():
        print(f"{count:6} {result}")
    print(f"slowest {slowest:.3f} s (limit {MAX_SECONDS}), memory +{peak_mb() - before:.0f} MB")
    wrong = results["other values"] + sum(n for r, n in results.items() if "exception" in r)
    sys.exit(wrong > 0 or slowest > MAX_SECONDS or peak_mb() - before > MAX_MB)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
