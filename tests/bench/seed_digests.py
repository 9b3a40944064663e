"""Make tests/sample/seed_digests.csv from the published text, which is no part of the repository.

The folder that SHINCHOKU_PUBLISHED names has seeds/ with the text and oracles/ with the tables that
two readers made of it. Usage: SHINCHOKU_PUBLISHED=FOLDER python tests/bench/seed_digests.py
"""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict, fields
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY / "tests"), str(REPOSITORY / "src")]

from published.digests import FILE, Digest, made  # noqa: E402

if __name__ == "__main__":
    digests = made()
    with FILE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [f.name for f in fields(Digest)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(digest) for digest in digests)
    print(f"{len(digests)} digests in {FILE.relative_to(REPOSITORY)}")
