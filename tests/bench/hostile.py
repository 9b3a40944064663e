"""Small files made slow: what each adds to `check` and `compile` of the sample round.

One submission of the sample is spoiled, in two sizes; a run in a process of its own is held to one
of the untouched round. Ends with 1 where a file adds more than two seconds or 100 MB, or where four
times as much costs more than linearly. Seconds are of the processor.
Usage: python tests/bench/hostile.py [NAMES]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Border, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import cell_at, column_ids, file_of, opened
from shinchoku import sample

DEPARTMENT, FORM = "D17", "取組"
SMALL, LARGE = 500, 2_000  # rows, or as much of what is there instead
MAX_SECONDS, MAX_MB = 2.0, 100.0
MAX_GROWTH = 5.0  # four times as much, and what a clock is out by
SLIGHT = 0.3  # seconds: what costs no more has no growth that could be measured
RUNS, TIMEOUT = 3, 60
MAX_BYTES = 5 << 20
FIRST, LAST, BELOW = 7, 19, 20  # rows of the table, and the one under it
BORDER = Border(bottom=Side("thin"))

_RUN = """
import json, sys, time
from pathlib import Path
from shinchoku import pipeline
start = time.process_time()
folder, build = map(Path, sys.argv[2:])
if sys.argv[1] == "check":
    found = pipeline.check(folder, build).findings
else:
    done = pipeline.compile_round(folder, build, draft=True)
    found = done.checked.findings
status = Path('/proc/self/status').read_text()  # a child's rusage has its parent's size in it
used = int(status.split('VmHWM:')[1].split()[0]) / 1024
print(json.dumps([time.process_time() - start, used, len(found)]))
"""


# ---------------------------------------------------------------- what is done to the file

Spoil = Callable[[Workbook, int], object]
HOSTILE: dict[str, Spoil] = {}


def hostile(spoil: Spoil) -> Spoil:
    HOSTILE[spoil.__name__.replace("_", " ")] = spoil
    return spoil


def below(book: Workbook, count: int, owner: Callable[[int], str], text: str = "済") -> None:
    """Write rows under the table."""
    sheet = book[FORM]
    actual = column_ids(sheet)["actual"]
    for number in range(count):
        sheet.cell(BELOW + number, 1).value = owner(number)
        sheet.cell(BELOW + number, actual).value = text


def answers(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Yield the cells of the texts that are asked for: 26 of them."""
    columns = column_ids(sheet)
    for row in range(FIRST, LAST + 1):
        for column in ("actual", "note"):
            yield row, columns[column]


def fill(book: Workbook, text: str) -> None:
    sheet = book[FORM]
    for place in answers(sheet):
        sheet.cell(*place).value = text


@hostile
def one_id_repeated(book: Workbook, count: int) -> None:
    below(book, count, lambda _: "P11-11")


@hostile
def all_ids_repeated(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P11-{11 + number % 13}", "別の文")


@hostile
def one_unknown_id_repeated(book: Workbook, count: int) -> None:
    below(book, count, lambda _: "P99-99")


@hostile
def unknown_ids(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P99-{number}")


@hostile
def a_very_long_id(book: Workbook, count: int) -> None:
    below(book, count, lambda _: "P" + "9" * 31_999)


@hostile
def rows_without_id(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    actual = column_ids(sheet)["actual"]
    sheet.cell(BELOW + count, 1).value = "P99-99"  # the table goes on to here
    for number in range(count):
        sheet.cell(BELOW + number, actual).value = f"文{number}"


@hostile
def rows_that_resemble(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    sheet.cell(FIRST, 1).value = "P99-99"
    for number in range(count):
        for column in (5, 6, 7, 8):
            sheet.cell(BELOW + number, column).value = sheet.cell(FIRST, column).value
        sheet.cell(BELOW + number, 1).value = f"P98-{number}"


@hostile
def comments(book: Workbook, count: int) -> None:
    for number in range(count):
        book[FORM].cell(FIRST + number, 9).comment = Comment(f"確認{number}", "係")


@hostile
def merges_in_the_table(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P99-{number}")
    for row in range(FIRST, BELOW + count - 1, 2):
        book[FORM].merge_cells(start_row=row, end_row=row + 1, start_column=8, end_column=8)


@hostile
def overlapping_merges(book: Workbook, count: int) -> None:
    for number in range(count):
        book[FORM].merge_cells(f"E{FIRST}:L{FIRST + number + 1}")


@hostile
def strays(book: Workbook, count: int) -> None:
    for number in range(count):
        book[FORM].cell(FIRST + number % 40, 15 + number // 40).value = f"メモ{number}"


@hostile
def a_line_end_each(book: Workbook, count: int) -> None:
    fill(book, "あ\n" * (count * 8))


@hostile
def a_long_text(book: Workbook, count: int) -> None:
    fill(book, "長い文です。" * (count * 16_000 // LARGE // 3))


@hostile
def one_word_without_end(book: Workbook, count: int) -> None:
    fill(book, "W" * (count * 16))


@hostile
def texts_of_line_ends_and_blanks(book: Workbook, count: int) -> None:
    fill(book, "x" + " \n\t" * (count * 5) + "x")


@hostile
def half_width_kana(book: Workbook, count: int) -> None:
    fill(book, "ｶﾞ漢" * (count * 5))


@hostile
def struck_runs(book: Workbook, count: int) -> None:
    runs = [TextBlock(InlineFont(strike=number % 2 == 0), f"{number}") for number in range(count)]
    sheet = book[FORM]
    for place in islice(answers(sheet), 8):
        sheet.cell(*place).value = CellRichText(*runs)


@hostile
def a_long_number_format(book: Workbook, count: int) -> None:
    for place in answers(book[FORM]):
        cell = book[FORM].cell(*place)
        cell.value = 5
        cell.number_format = '"千";' * (count * 75)


@hostile
def copied_sheets(book: Workbook, count: int) -> None:
    for _ in range(count // 100):
        book.copy_worksheet(book[FORM])


@hostile
def copied_columns(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    for number in range(count // 10):
        for row in (2, *range(FIRST, LAST + 1)):
            sheet.cell(row, 20 + number).value = sheet.cell(row, 8).value


@hostile
def hidden_rows(book: Workbook, count: int) -> None:
    below(book, count, lambda number: f"P99-{number}")
    for row in range(FIRST, BELOW + count):
        book[FORM].row_dimensions[row].hidden = True


@hostile
def a_sheet_of_ones_own(book: Workbook, count: int) -> None:
    sheet = book.create_sheet("明細")
    for number in range(count * 4):
        sheet.append([f"{number} {column}" for column in range(6)])


@hostile
def styled_rows(book: Workbook, count: int) -> None:
    sheet = book[FORM]
    for row in range(BELOW, BELOW + count):
        for column in range(1, 13):
            cell_at(sheet, row, column).border = BORDER


def many_files(folder: Path, count: int) -> None:
    """Send versions of one answer: a file for a hundred of the count."""
    path = file_of(folder, DEPARTMENT)
    for number in range(count // 100):
        version = Path(shutil.copyfile(path, path.with_name(f"{path.stem}_{number}.xlsx")))
        with opened(version) as book:
            book[FORM].cell(FIRST, 8).value = f"{number}施設"


# ---------------------------------------------------------------- what it costs


def measured(command: str, folder: Path) -> tuple[float, float, int]:
    """Return seconds, peak MB and the number of findings of a run."""
    build = folder.parent / "build" / folder.name
    shutil.rmtree(build, ignore_errors=True)
    build.parent.mkdir(exist_ok=True)
    arguments = [sys.executable, "-c", _RUN, command, str(folder), str(build)]
    try:
        done = subprocess.run(
            arguments, capture_output=True, text=True, check=False, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return float("inf"), float("inf"), 0
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return float("inf"), float("inf"), 0
    seconds, megabytes, findings = json.loads(done.stdout)
    return seconds, megabytes, findings


def typical(command: str, folder: Path) -> tuple[float, float]:
    """Return what the untouched round costs: medians of some runs."""
    seconds, megabytes, _ = zip(*(measured(command, folder) for _ in range(RUNS)), strict=True)
    return median(seconds), median(megabytes)


class Bench:
    """Spoils copies of the demo, and holds what they cost to what the demo itself costs."""

    def __init__(self, scratch: Path) -> None:
        self.demo = scratch / "demo" / sample.NAME
        sample.demo(sample.folder(), self.demo, scratch / "build")
        self.scratch = scratch
        self.base = {name: typical(name, self.demo) for name in ("check", "compile")}
        self.failed = False
        for name, (seconds, megabytes) in self.base.items():
            print(f"{name} of the sample: {seconds:.2f} s, {megabytes:.0f} MB")
        row = f"{'':32} {'command':8} {SMALL:>7} {LARGE:>7}  growth  added MB  findings"
        print(row)

    def spoilt(self, spoil: Callable[[Path, int], object], count: int) -> Path:
        folder = self.scratch / str(count) / self.demo.name
        shutil.rmtree(folder.parent, ignore_errors=True)
        shutil.copytree(self.demo, folder)
        spoil(folder, count)
        assert max(path.stat().st_size for path in (folder / "submitted").iterdir()) < MAX_BYTES
        return folder

    def measure(self, name: str, spoil: Callable[[Path, int], object]) -> None:
        folders = [self.spoilt(spoil, count) for count in (SMALL, LARGE)]
        for command, (seconds, megabytes) in self.base.items():
            runs = [measured(command, folder) for folder in folders]
            small, large = (run[0] - seconds for run in runs)
            added, findings = runs[1][1] - megabytes, runs[1][2]
            growth = large / max(small, SLIGHT / 4)
            steep = large > SLIGHT and growth > MAX_GROWTH
            bad = large > MAX_SECONDS or added > MAX_MB or steep
            self.failed |= bad
            print(
                f"{name:32} {command:8} {small:+6.2f}s {large:+6.2f}s {growth:6.1f} "
                f"{added:+8.0f}  {findings:8} {'TOO MUCH' if bad else ''}",
                flush=True,
            )


def by_file(spoil: Spoil) -> Callable[[Path, int], None]:
    def spoilt(folder: Path, count: int) -> None:
        with opened(file_of(folder, DEPARTMENT)) as book:
            spoil(book, count)

    return spoilt


def main(names: list[str]) -> int:
    every: Mapping[str, Callable[[Path, int], object]] = {
        **{name: by_file(spoil) for name, spoil in HOSTILE.items()},
        "versions": many_files,
    }
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch))
        for name, spoil in every.items():
            if not names or name in names:
                bench.measure(name, spoil)
    return int(bench.failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
