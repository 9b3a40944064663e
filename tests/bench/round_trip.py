"""Send wrong fillings back and forth: 200 of them, some through LibreOffice; prints what is left.

What comes back lies beside the wrong file, whose place it takes.
Usage: python tests/bench/round_trip.py [TRIALS] [THROUGH_LIBREOFFICE]
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from conftest import SAMPLE, TINY, fill_round  # noqa: E402
from office import saved_by_libreoffice  # noqa: E402
from returning import Trial, correct, right_fillings, spoil, still_wrong  # noqa: E402

BATCH = 10  # workbooks in one call of LibreOffice


def through_libreoffice(files: list[Path], folder: Path) -> list[Path]:
    """Open and save workbooks, several in one call."""
    folder.mkdir()
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    return [path for batch in batches for path in saved_by_libreoffice(batch, folder)]


def unique(trial: Trial, number: int) -> Path:
    """Return a copy of a returned workbook under a name of its own."""
    return trial.returned.rename(trial.returned.with_name(f"{number}.xlsx"))


def main(trials: int, through: int) -> int:
    """Print how many trials there were, what was done to them, and which did not come right."""
    operators: Counter[str] = Counter()
    cells = wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        rounds = [fill_round(source, folder / source.name) for source in (SAMPLE, TINY)]
        rights = [right for filled in rounds for right in right_fillings(filled)]
        done: list[Trial] = []
        seed = 0
        while len(done) < trials:
            found = spoil(rights[seed % len(rights)], folder, seed)
            done += [found] if found else []
            seed += 1
        files = [unique(trial, number) for number, trial in enumerate(done)]
        files[:through] = through_libreoffice(files[:through], folder / "opened")
        for trial, path in zip(done, files, strict=True):
            cells += correct(path, trial.right)
            operators.update(trial.operators)
        files[:through] = through_libreoffice(files[:through], folder / "sent")
        for number, (trial, path) in enumerate(zip(done, files, strict=True)):
            left = still_wrong(path, trial)
            if left:
                wrong += 1
                print(number, trial.right.path.name, trial.operators, left, sep="\n  ")
    print(f"{trials} wrong fillings ({through} through LibreOffice), {cells} cells corrected")
    print(", ".join(f"{name} {count}" for name, count in operators.most_common()))
    print(f"{wrong} did not come right")
    return 1 if wrong else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [200, 20][len(numbers) :])))
