"""What is computed of what one department sent, before anything is merged."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from shinchoku.intake.received import Question, Received, figure_of, is_plain
from shinchoku.model import Column, Computed, Key, Line, compute, given_number, sources


def computed_of(received: Received, question: Question, column: Column) -> Computed:
    """Return what a computed column says on a row."""

    def number_of(operand: Column, on: Line) -> Decimal | None:
        if operand.by == "master":
            return given_number(operand, question.entry, on)
        field = received.answers.get(Key(on.id, operand.id))
        if field is None or not is_plain(operand, field):
            return None
        return figure_of(replace(question, line=on), operand, field.text, field.raw).value

    return compute(question.form, column, question.entry, question.line, number_of)


def is_measured(received: Received, question: Question, column: Column) -> bool:
    """Whether nothing that a column is computed of on a row is still to be put right."""
    found = sources(question.form, column, question.entry, question.line)
    return all(_is_sound(received, question, source, line) for source, line in found)


def _is_sound(received: Received, question: Question, column: Column, line: Line) -> bool:
    field = received.answers.get(Key(line.id, column.id))
    if field is None:
        return not column.required and line.id in received.row_of
    on = replace(question, line=line)
    return is_plain(column, field) and not figure_of(on, column, field.text, field.raw).fault


def said_in(received: Received, question: Question, column: Column) -> str:
    """Return what stands in a column of numbers as it is printed, "" for nothing."""
    if column.by == "master":
        return question.line.values[column.id]
    if column.computed:
        return computed_of(received, question, column).text
    field = received.answers.get(Key(question.line.id, column.id))
    return figure_of(question, column, field.text, field.raw).text if field else ""
