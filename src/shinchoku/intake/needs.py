"""What makes a column needed: a code that is chosen or computed, or anything that is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from shinchoku.intake.cleaning import clean
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.measures import computed_of, is_measured
from shinchoku.intake.questions import Intake, Question, Received, is_plain, meant
from shinchoku.model import Column, Key, Origin, asks, sources


class Call(NamedTuple):
    """A row on which what one column says makes another needed."""

    received: Received
    row: FoundRow
    question: Question
    asking: Column
    said: str
    needed: Column


def calls(intake: Intake) -> Iterator[Call]:
    """Yield every column that a row needs because of what another one says."""
    for choice in intake.choices:
        if choice.column.needs:
            yield from _calls_of(intake, *choice)
    for received in intake.received:
        for row, question in received.rows:
            for asking in question.form.callers:
                if not asking.is_choice or asking.computed:
                    said = said_on(received, question, asking)
                    if said is not None:
                        yield from _calls_of(intake, received, row, question, asking, said)


def _calls_of(
    intake: Intake,
    received: Received,
    row: FoundRow,
    question: Question,
    asking: Column,
    said: str,
) -> Iterator[Call]:
    is_nothing = not asking.is_choice and intake.is_nothing(said)
    called = (
        names
        for code, names in asking.needs.items()
        if asking.calls((code,), said, is_nothing=is_nothing)
    )
    for name in dict.fromkeys(name for names in called for name in names):
        needed = question.form.column(name)
        if asks(needed, question.entry, question.line):
            yield Call(received, row, question, asking, said, needed)


def said_on(received: Received, question: Question, column: Column) -> str | None:
    """Return what a column says on a row; None for what is blank, or to be put right first."""
    if column.computed:
        is_there = column.per_line or question.first
        if not is_there or not is_measured(received, question, column):
            return None
        return computed_of(received, question, column).text
    if not asks(column, question.entry, question.line):
        return None
    field = received.answers.get(Key(question.line.id, column.id))
    if field is None or not is_plain(column, field):
        return None
    if column.is_choice:
        return column.choose(clean(field.text))
    return meant(question, column, field)


def cause_of(call: Call) -> Origin:
    """Return the cell that makes a column needed; of what is computed, one that was corrected."""
    received, row, question, asking = call[:4]
    if asking.computed:
        for column, line in sources(question.form, asking, question.entry, question.line):
            field = received.answers.get(Key(line.id, column.id))
            other = received.row_of.get(line.id)
            if field is not None and field.before is not None:
                return field.origin
            if field is None and other is not None and column.id in other.emptied:
                return other.place(column.id)
    return row.place(asking.id)
