"""What a hostile kind is: its name, what is done to a round, and the findings that come of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import column_ids, file_of, opened
from shinchoku import sample
from spoiling.archives import unzipped, zipped

DEPARTMENT, FORM = "D17", "取組"
PART = "xl/worksheets/sheet2.xml"  # of that sheet
FIRST, LAST, BELOW = 7, 19, 20  # rows of its table, and the one under it
_REPORT = "報告書.xlsx"


class Round(NamedTuple):
    """A copy of what `demo` leaves, by the folder that has `build` in it."""

    root: Path

    @property
    def folder(self) -> Path:
        """The round."""
        return self.root / "build" / "demo" / sample.NAME

    @property
    def build(self) -> Path:
        """What was compiled of it."""
        return self.root / "build" / sample.NAME

    @property
    def answer(self) -> Path:
        """The file that is spoilt."""
        return file_of(self.folder, DEPARTMENT)

    @property
    def report(self) -> Path:
        """The report that people have before them."""
        return self.build / _REPORT


Spoil = Callable[[Round, int], object]
"""Puts as much of a kind into a round as is said: about so many rows, or what stands for them."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A kind, and the codes of what `check` finds, or `verify` where it is the report."""

    spoil: Spoil
    found: Sequence[str]
    of_report: bool = False


HOSTILE: dict[str, Hostile] = {}
Job = TypeVar("Job", bound=Callable[..., object])
Parts = dict[str, str]


def _named(job: Callable[..., object]) -> str:
    return job.__name__.replace("_", " ")


def in_round(*found: str) -> Callable[[Spoil], Spoil]:
    """Make a kind of what is done to a round."""

    def made(spoil: Spoil) -> Spoil:
        HOSTILE[_named(spoil)] = Hostile(spoil, found)
        return spoil

    return made


def in_book(*found: str) -> Callable[[Job], Job]:
    """Make a kind of what is done to the workbook with openpyxl."""
    return _opened(lambda round_: round_.answer, found)


def in_report(*found: str) -> Callable[[Job], Job]:
    """Make a kind of what is done to the finished report."""
    return _opened(lambda round_: round_.report, found, of_report=True)


def _opened(
    file: Callable[[Round], Path], found: Sequence[str], *, of_report: bool = False
) -> Callable[[Job], Job]:
    def made(job: Job) -> Job:
        def spoil(round_: Round, count: int) -> None:
            with opened(file(round_)) as book:
                job(book, count)

        HOSTILE[_named(job)] = Hostile(spoil, found, of_report=of_report)
        return job

    return made


def in_parts(*found: str) -> Callable[[Job], Job]:
    """Make a kind of what is done to the XML of the workbook."""

    def made(job: Job) -> Job:
        def spoil(round_: Round, count: int) -> None:
            path = round_.answer
            parts = {name: part.decode() for name, part in unzipped(path.read_bytes()).items()}
            job(parts, count)
            path.write_bytes(zipped(parts))

        HOSTILE[_named(job)] = Hostile(spoil, found)
        return job

    return made


def answers(book: Workbook, *columns: str) -> Iterator[tuple[Worksheet, int, int]]:
    """Yield the cells of the texts that are asked for: 13 in each of these columns."""
    sheet = book[FORM]
    ids = column_ids(sheet)
    for row in range(FIRST, LAST + 1):
        for column in columns or ("actual", "note"):
            yield sheet, row, ids[column]


def fill(book: Workbook, text: str) -> None:
    """Put one text into all of the cells of texts."""
    for sheet, *place in answers(book):
        sheet.cell(*place).value = text


def prose(length: int) -> str:
    """Return a text that does not pack to nothing, as repeated words do."""
    chance = random.Random(12)  # noqa: S311
    return "".join(
        chance.choices("市民の安全と暮らしを守る取組を進めました。ほかの課とも話し合い", k=length)
    )
