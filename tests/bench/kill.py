"""Kill -9 at 100 random moments of check, compile and accept.

    python tests/bench/kill.py [times]

Prints how many runs that took, as some end before they are killed; fails where a build or a
record is lost.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conftest import TINY, fill_round
from killing import kill_often


def main() -> None:
    """Fill the tiny round, and kill."""
    times = int(sys.argv[1]) if sys.argv[1:] else 100
    with tempfile.TemporaryDirectory() as name:
        folder = fill_round(TINY, Path(name) / "tiny")
        runs = kill_often(folder, Path(name) / "build", times, random.Random(9))  # noqa: S311
    print(f"{times} of {runs} runs killed in the middle; build and ledger whole each time")


if __name__ == "__main__":
    main()
