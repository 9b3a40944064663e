"""Rules about columns of numbers: what is none, and what was read otherwise than it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shinchoku.findings import Acts, Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.measures import computed_of, said_in
from shinchoku.intake.questions import Answer, Choice, Intake, meant
from shinchoku.intake.rules.rule import IntakeRule, rows, rule
from shinchoku.model import Column, Scale, computed_on, given_number, operands, scale_of
from shinchoku.model.numbers import PER_CENT
from shinchoku.normal import canonical
from shinchoku.words import Listed, Message


@rule("E318", "not-a-number", acts=Acts.DEPARTMENT)
def no_number(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts that are no numbers."""
    yield from (rule.on(answer) for answer, figure in intake.numbers if figure.fault == "none")


@rule("E319", "other-unit", acts=Acts.DEPARTMENT)
def other_unit(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find numbers in another unit than their column's; where that has none, texts behind them."""
    for answer, figure in intake.numbers:
        if figure.fault == "unit":
            unit = _scale(answer).unit
            yield rule.on(answer, "" if unit else "none", found=figure.unit, unit=unit)


@rule("E320", "number-out-of-range", acts=Acts.DEPARTMENT)
def out_of_range(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find numbers beyond their column's bounds, or beyond what Excel computes exactly."""
    for answer, figure in intake.numbers:
        if figure.fault == "range" and answer.column.number:
            scale = _scale(answer)
            least, most = map(scale.shown, answer.column.number.bounds(scale))
            yield rule.on(answer, least=least, most=most)


@rule("N519", "number-read")
def number_read(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find numbers that were typed with more than their digits."""
    for answer, figure in intake.numbers:
        if not figure.as_typed:
            yield rule.on(answer, value=figure.text)


@rule("N520", "number-rounded")
def rounded(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find numbers with more decimals than their column prints."""
    for answer, figure in intake.numbers:
        if figure.exact is not None and figure.is_rounded(_scale(answer)):
            exact = f"{figure.exact.normalize():,f}"
            yield rule.on(answer, exact=exact, value=figure.text)


@rule("W409", "share-for-percent", acts=Acts.DEPARTMENT)
def share(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find 0.85 where per cent are asked: Excel makes that of what is typed as 85%.

    Only where the master has more than 1 per cent beside it.
    """
    for answer, figure in intake.numbers:
        share = figure.exact
        if not share or abs(share) > 1 or _scale(answer).unit not in PER_CENT:
            continue
        if any(abs(given) > 1 for given in _beside(answer)):
            told = {"exact": share, "value": share * 100}
            yield rule.on(answer, **{name: f"{n.normalize():f}" for name, n in told.items()})


@rule("W408", "grade-against-numbers", acts=Acts.DEPARTMENT)
def against_numbers(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find grades other than the one that is computed of the numbers, where there is one."""
    for choice in intake.choices:
        if not choice.column.judged_by:
            continue
        judge = choice.form.column(choice.column.judged_by)
        found = computed_of(choice.received, choice.question, judge).text
        if found in judge.codes and found != choice.code:
            figures = Listed(_said(choice, judge), "names")
            yield rule.at(choice, computed=found, figures=figures)


def _said(choice: Choice, judge: Column) -> Iterator[Message]:
    for name in operands(judge):
        column = choice.form.column(name)
        text = said_in(choice.received, choice.question, column)
        yield Message("W408.figure", header=column.title, text=text)


@rule("W418", "computed-cell-changed")
def computed_cell(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find what was typed over a formula; what a formula gives is never read."""
    for received, row, question in rows(intake):
        for column in computed_on(question.form, question.entry, question.line):
            field = row.fields.get(column.id)
            if field is None or field.formula:
                continue
            found = computed_of(received, question, column).text
            if canonical(meant(question, column, field)) != canonical(found):
                said = {"column": column.title, "text": quoted(field.text), "value": found}
                yield rule.about(received, question, field.origin, **said)


def _beside(answer: Answer) -> Iterator[Decimal]:
    """Yield the master's numbers on the row that are per cent, too."""
    entry, line = answer.question.entry, answer.question.line
    for column, kind in answer.question.form.numbers:
        is_given = column.by == "master" and scale_of(kind, entry, line).unit in PER_CENT
        if is_given and (value := given_number(column, entry, line)) is not None:
            yield value


def _scale(answer: Answer) -> Scale:
    assert answer.column.number is not None  # noqa: S101 - columns of numbers only
    return scale_of(answer.column.number, answer.question.entry, answer.question.line)
