"""Hold the line counts of `measure` against LibreOffice, over every printed cell of a round.

`python tests/bench/heights.py [ROUND]`, the sample if none is named. A count that is too low cuts
words off, one that is too high wastes a line of paper. Exit 1 where one is too low.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests"))

from conftest import SAMPLE, fill_round  # noqa: E402
from running import compiled_from  # noqa: E402
from shinchoku.layout.measure import Ruler, runs  # noqa: E402
from shinchoku.model import PagedDocument, Theme  # noqa: E402
from shinchoku.proving.press import font_environment, print_report  # noqa: E402

CALIBRATION = ["\n".join("あ" * count) for count in range(1, 61)]  # how high so many lines are


@dataclass(frozen=True, slots=True)
class Printed:
    """A text in its cell, and the lines that it was given."""

    sheet: str
    row: int
    column: int
    span: int
    style: str
    text: str
    lines: int


def printed(paged: PagedDocument, theme: Theme) -> list[Printed]:
    """Return every text of the report, rows and columns counted from 0."""
    found = []
    for section in paged.sections:
        ruler = Ruler(section.widths, theme.on(section.paper).with_table(section.table))
        first = 0
        for page in section.pages:
            for run in runs(page.rows):
                cell, row = run.cell, first + run.first
                if cell.text:
                    lines = ruler.line_count(cell)
                    found.append(
                        Printed(
                            section.sheet,
                            row,
                            cell.column,
                            cell.span,
                            cell.style,
                            cell.text,
                            lines,
                        )
                    )
            first += len(page.rows)
    return found


def lines_in_libreoffice(report: Path, texts: list[Printed]) -> list[int]:
    """Return how many lines LibreOffice gives each text in a cell of the same width and look."""
    groups: dict[tuple[str, int, int, str], list[int]] = defaultdict(list)
    for index, one in enumerate(texts):
        groups[one.sheet, one.column, one.span, one.style].append(index)
    asked = [
        {
            "sheet": texts[indexes[0]].sheet,
            "row": texts[indexes[0]].row,
            "column": texts[indexes[0]].column,
            "columns": texts[indexes[0]].span,
            "texts": CALIBRATION + [texts[index].text for index in indexes],
        }
        for indexes in groups.values()
    ]
    with TemporaryDirectory() as name:
        folder = Path(name)
        request = json.dumps({"rows": {}, "merged": asked})
        said = print_report(
            report, folder / "report.pdf", folder / "profile", request, font_environment(folder)
        )
    assert said is not None, "this LibreOffice has no Python"
    counts = [0] * len(texts)
    for indexes, measured in zip(groups.values(), said["merged"], strict=True):
        known, heights = measured[: len(CALIBRATION)], measured[len(CALIBRATION) :]
        for index, height_pt in zip(indexes, heights, strict=True):
            counts[index] = 1 + known.index(min(known, key=lambda pt: abs(pt - height_pt)))
    return counts


def report_on(texts: list[Printed], counts: list[int]) -> bool:
    """Print the table and every text that was given too little; return whether there is none."""
    differences: dict[str, Counter[int]] = defaultdict(Counter)
    for one, count in zip(texts, counts, strict=True):
        difference = min(2, max(-1, one.lines - count))
        for style in (one.style.partition(":")[0], "all"):
            differences[style][difference] += 1
        if difference < 0:
            print(f"TOO LOW {one.sheet} row {one.row + 1}: {one.lines} < {count}: {one.text!r}")
    total = differences.pop("all")
    print(
        f"{'style':18}{'cells':>7}{'exact':>7}{'1 high':>8}{'2+ high':>8}{'low':>5}{'1 high %':>10}"
    )
    for style, found in [*sorted(differences.items()), ("all", total)]:
        cells = found.total()
        row = f"{style:18}{cells:7}{found[0]:7}{found[1]:8}{found[2]:8}{found[-1]:5}"
        print(f"{row}{found[1] / cells:10.2%}")
    return not total[-1]


def main(source: Path) -> None:
    """Compile the round and compare."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        fill_round(source, folder / source.name)
        compiled = compiled_from(folder / source.name, folder / "build")
        texts = printed(compiled.paged, compiled.checked.intake.definition.theme)
        counts = lines_in_libreoffice(compiled.report, texts)
    sys.exit(not report_on(texts, counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
