"""Print how many published page starts the paginator finds alone, how many with the hints."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from conftest import SAMPLE, fill_round  # noqa: E402
from published_pages import (  # noqa: E402
    found,
    hints,
    laid_out,
    published_starts,
    without_hints,
)
from running import compiled_from  # noqa: E402
from shinchoku.definition import load  # noqa: E402
from shinchoku.layout.compose import compose  # noqa: E402


def main() -> None:
    definition = load(SAMPLE)
    with TemporaryDirectory() as name:
        folder = fill_round(SAMPLE, Path(name, "nerima-r4"))
        compiled = compiled_from(folder, Path(name, "build"))
    document = compose(definition, compiled.merged, compiled.tally)
    every = published_starts().values()
    for label, given in (("alone", without_hints(document)), ("with hints", document)):
        ours = found(laid_out(given, definition))
        missed = [page for page, start in published_starts().items() if start not in ours]
        print(f"{label}: {len(every) - len(missed)} of {len(every)} starts; not", *missed)
    print(f"hints: {hints(document)}")


if __name__ == "__main__":
    main()
