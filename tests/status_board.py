"""The status board of a round, and a witness that reads its page."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from filling import file_of, type_in
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.followup.board import Board
from shinchoku.followup.leave import links
from shinchoku.followup.reminders import State
from shinchoku.intake.questions import Intake

EARLY, LATE = date(2023, 5, 30), date(2023, 6, 8)
EVIL = "<script>document.title='evil'</script><img src=x onerror=alert(1)>&\"'"


class Reader(HTMLParser):
    """Reads a page's tables by their captions, its texts and its tags: the witness."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._caption = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.tables[self._caption] = self._rows
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "caption" in self._open:
            self._caption += data
        elif {"td", "th"} & set(self._open):
            self._rows[-1][-1] += data

    def table(self, words: str) -> list[list[str]]:
        """Return the rows of the table whose caption has these words, its head first."""
        (rows,) = (rows for caption, rows in self.tables.items() if words in caption)
        return rows


def board_of(folder: Path, today: date | None = EARLY, build: Path = Path("none")) -> Board:
    board = pipeline.examine(folder, today=today).board(today)
    return replace(board, returned=links(board, build))


def states(board: Board) -> dict[str, State]:
    return {status.department.id: status.state for status in board.departments}


def spoil_for_board(folder: Path) -> None:
    """Two missing, one with errors, one with two files that disagree, one file unreadable."""
    for department in ("D07", "D22"):
        file_of(folder, department).unlink()
    type_in(file_of(folder, "D03"), "P01-10", "grade", EVIL)
    type_in(file_of(folder, "D03"), "P01-11", "actual", None)
    first = file_of(folder, "D12")
    again = first.with_name("再提出.xlsx")
    shutil.copyfile(first, again)
    owner = next(q.line.id for q in Intake(load(folder), ()).asked("D12"))
    type_in(again, owner, "actual", "別の実績")
    (folder / "submitted" / "壊れた.xlsx").write_bytes(b"PK")
