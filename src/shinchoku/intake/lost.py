"""A sheet that lost what tells it goes in, with what was asked; out comes what stands there.

A table is found again by its headers and by the texts of its rows, as people find it. Nothing of it
counts: a department is offered what was found, to look at it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from shinchoku.intake.beside import Beside, Unread
from shinchoku.intake.cleaning import clean
from shinchoku.intake.forms import Field, field_of, is_blank
from shinchoku.intake.received import Question, Received
from shinchoku.intake.submissions import Submission
from shinchoku.issued import Issue
from shinchoku.model import Form, Key, Origin
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.sheets import CellValue, cell_name

__all__ = ["FoundAgain", "find_again", "left_on_guide"]

_LEAST_HEADERS = 2
_HEADERS_WITHIN = 250  # rows


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """What stands on an unread sheet: answers by their questions, and what has no place.

    `where` is the sheet, None where there is none.
    """

    where: Origin | None = None
    answers: Mapping[Key, Field] = field(default_factory=dict)
    others: Sequence[Beside] = ()


def find_again(received: Received, form: Form, questions: Sequence[Question]) -> FoundAgain:
    """Return what stands on the sheet where most answers to a form are; nothing where none is."""
    tables = (
        _Table(each, file.file, form, issue)
        for file, issue in zip(received.files, received.issues, strict=True)
        if questions and form.id in issue.answered and not file.columns.get(form.id)
        for each in file.unread
    )
    found = [table.read(questions) for table in tables if table.is_there]
    return max(found, key=lambda each: len(each.answers), default=FoundAgain())


def left_on_guide(file: Submission) -> Iterator[Beside]:
    """Yield what somebody typed on sheets that may have said who answered."""
    for unread in () if file.has_guide else file.unread:
        for position, cell in unread.sheet.cells.items():
            if not cell.formula and not is_blank(cell) and not unread.is_ours(cell.text):
                where = Origin(file.file, unread.name, cell_name(*position))
                yield Beside("unread", where, cell.text)


class _Table:
    """A table on an unread sheet."""

    def __init__(self, unread: Unread, file: str, form: Form, issue: Issue) -> None:
        self._unread = unread
        self._file = file
        self._issue = issue
        self._rows: dict[int, dict[int, CellValue]] = {}
        for (row, column), cell in unread.sheet.cells.items():
            self._rows.setdefault(row, {})[column] = cell
        asked = (*form.given, *form.answered)
        headers = {column.id: canonical(column.header) for column in asked}
        for issued in (issue.given, issue.answered):
            headers |= {i: canonical(header) for i, header in issued.get(form.id, {}).items()}
        self._below, self._columns = self._headers(headers)
        self._given = [column for column in form.given if column.id in self._columns]
        self.is_there = len(self._columns) >= _LEAST_HEADERS and any(
            column.id in self._columns for column in form.answered
        )

    def _headers(self, headers: Mapping[str, str]) -> tuple[int, Mapping[str, int]]:
        """Return the last row of headers, and where the columns stand, by their ids.

        Headers stand in two rows where some share one above them.
        """
        below, found = 0, dict[str, int]()
        for row in (row for row in self._rows if row <= _HEADERS_WITHIN):
            last = row + 1 if self._columns_in((row + 1,), headers) else row
            columns = self._columns_in((row, row + 1), headers)
            if len(columns) > len(found):
                below, found = last, columns
        return below, found

    def _columns_in(self, rows: Iterable[int], headers: Mapping[str, str]) -> dict[str, int]:
        """Return the columns whose headers stand in rows; of like ones as many as there are."""
        places: dict[str, list[int]] = {}
        for column, text in sorted(
            (column, canonical(clean(cell.text)))
            for row in rows
            for column, cell in self._rows.get(row, {}).items()
        ):
            places.setdefault(text, []).append(column)
        alike: dict[str, list[str]] = {}
        for column_id, header in headers.items():
            alike.setdefault(header, []).append(column_id)
        return {
            column_id: column
            for header, ids in alike.items()
            if header and len(places.get(header, ())) == len(ids)
            for column_id, column in zip(ids, places[header], strict=True)
        }

    def read(self, questions: Sequence[Question]) -> FoundAgain:
        """Return what stands in the rows below the headers; a row counts the first time."""
        asked = {question.line.id: question for question in questions}
        by_texts = self._by_texts(questions)
        answers: dict[Key, Field] = {}
        others: list[Beside] = []
        for row in (row for row in self._rows if row > self._below):
            owner = self._owner(row, asked, by_texts)
            placed = self._answers(row, asked.pop(owner)) if owner in asked else {}
            answers |= placed
            others += self._others(row, {each.origin.cell for each in placed.values()})
        return FoundAgain(Origin(self._file, self._unread.name), answers, others)

    def _by_texts(self, questions: Iterable[Question]) -> Mapping[tuple[str, ...], str]:
        """Return the rows by their given texts, as far as these are those of one row."""
        rows: dict[tuple[str, ...], list[str]] = {}
        for line in (question.line for question in questions):
            issued = self._issue.rows.get(line.id, line.values)
            texts = tuple(canonical(issued.get(column.id, "")) for column in self._given)
            rows.setdefault(texts, []).append(line.id)
        return {texts: ids[0] for texts, ids in rows.items() if len(ids) == 1 and any(texts)}

    def _owner(
        self, row: int, asked: Collection[str], by_texts: Mapping[tuple[str, ...], str]
    ) -> str:
        """Return which row it is: by its id wherever that stands, else by its texts."""
        cells = self._rows[row]
        ids = (canonical(clean(cell.text)) for cell in cells.values())
        found = next((owner for owner in ids if owner in asked), "")
        places = (self._columns[column.id] for column in self._given)
        texts = tuple(canonical(cells[p].text) if p in cells else "" for p in places)
        return found or by_texts.get(texts, "")

    def _answers(self, row: int, question: Question) -> dict[Key, Field]:
        places = ((c.id, self._columns.get(c.id, 0)) for c in question.columns)
        return {
            Key(question.line.id, column_id): field_of(cell, self._origin(row, place))
            for column_id, place in places
            if (cell := self._rows[row].get(place)) and not is_blank(cell)
        }

    def _others(self, row: int, placed: Collection[str]) -> Iterator[Beside]:
        """Yield what else stands in the columns for answers, and what we did not write."""
        given = {self._columns[column.id] for column in self._given}
        asked = set(self._columns.values()) - given
        for column, cell in self._rows[row].items():
            where = self._origin(row, column)
            ours = not self._unread.ours or self._unread.is_ours(cell.text)
            meant = column in asked or not (ours or cell.formula)
            if meant and where.cell not in placed and not is_blank(cell):
                yield Beside("unread", where, cell.text)

    def _origin(self, row: int, column: int) -> Origin:
        return Origin(self._file, self._unread.name, cell_name(row, column))
