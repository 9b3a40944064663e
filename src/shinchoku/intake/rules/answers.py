"""Rules about what was answered: grades, reasons, notes, and what the cells hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.findings import Finding
from shinchoku.intake.cleaning import changes_visibly, clean, is_beyond_excel, quoted
from shinchoku.intake.plausibility import Figures, compare
from shinchoku.intake.questions import Intake, Question, Received
from shinchoku.intake.rules.rule import (
    Rule,
    chosen,
    code_in,
    fields,
    header,
    is_plain,
    rows,
)
from shinchoku.model import Column, Key, Line
from shinchoku.sheets import CellKind

_CONTRADICTIONS = {("short", "good"), ("over", "delayed")}


def unanswered(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """One finding for a row, however many of its cells are blank; one more for emptied ones."""
    for received, row, question in rows(intake):
        missing = [
            column
            for column in question.columns
            if column.required and column.id not in row.fields and not received.lacks(row, column)
        ]
        emptied = [column for column in missing if column.id in row.emptied]
        for columns in ([column for column in missing if column not in emptied], emptied):
            if columns:
                headers = "・".join(header(column) for column in columns)
                yield rule.about(received, question, row.place(columns[0].id), columns=headers)


def not_on_scale(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find grades that are not on their scale."""
    for received, question, column, field in fields(intake):
        if column.grades and is_plain(field) and column.choose(clean(field.text)) is None:
            allowed = "　".join(column.codes)
            words = {"text": quoted(field.text), "column": header(column), "allowed": allowed}
            yield rule.about(received, question, field.origin, **words)


def not_a_choice(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find answers that are none of the choices."""
    for received, question, column, field in fields(intake):
        if column.choices and is_plain(field) and column.choose(clean(field.text)) is None:
            words = {"text": quoted(field.text), "column": header(column)}
            yield rule.about(received, question, field.origin, **words)


def choice_missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find codes that need a choice beside them and have none."""
    yield from _needed(rule, intake, is_choice=True)


def text_missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find codes that need a text beside them and have none."""
    yield from _needed(rule, intake, is_choice=False)


def _needed(rule: Rule, intake: Intake, *, is_choice: bool) -> Iterator[Finding]:
    """Find what a code needs and is blank. Columns that must be filled anyway are told as such."""
    for received, row, question, column, code in chosen(intake):
        for name in column.needs.get(code, ()):
            needed = question.form.column(name)
            if needed.is_choice is not is_choice or needed.required:
                continue
            if name not in row.fields and not received.lacks(row, needed):
                words = {"grade": code, "column": header(needed)}
                cause = row.fields[column.id].origin
                yield rule.about(received, question, row.place(name), cause, **words)


def unneeded(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find answers that nothing asks for; a code still to come may."""
    for received, row, question in rows(intake):
        for column in question.columns:
            if column.otherwise != "warn" or column.id not in row.fields:
                continue
            asking = question.form.needing(column)
            given = [(code_in(intake, row, asker), codes) for asker, codes in asking]
            if any(code is None or code in codes for code, codes in given):
                continue
            words = {"grade": "・".join(code or "" for code, _ in given), "column": header(column)}
            yield rule.about(received, question, row.fields[column.id].origin, **words)


def something_planned(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find a code that says "nothing" where something was planned or done."""
    for received, row, question, column, code in chosen(intake):
        columns = column.only_when_nothing.get(code)
        if columns and False in _nothing(intake, received, question, column, columns):
            yield rule.about(received, question, row.fields[column.id].origin, grade=code)


def nothing_planned(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find other codes than the one that says "nothing" where there is nothing but that."""
    for received, row, question, column, code in chosen(intake):
        for only, columns in column.only_when_nothing.items():
            said = _nothing(intake, received, question, column, columns)
            if code not in column.only_when_nothing and all(said):
                words = {"grade": code, "only": only}
                yield rule.about(received, question, row.fields[column.id].origin, **words)
                break


def _nothing(
    intake: Intake,
    received: Received,
    question: Question,
    column: Column,
    names: Sequence[str],
) -> Iterator[bool | None]:
    """Say of each text that a code is about whether it means "nothing".

    None stands for an answer that is blank or cannot be read: it has its own finding.
    """
    for name in names:
        about = question.form.column(name)
        for line in _lines(question, column, about):
            if not about.answered:
                yield intake.is_nothing(line.values[name])
                continue
            field = received.answers.get(Key(line.id, name))
            yield intake.is_nothing(field.text) if field and is_plain(field) else None


def _lines(question: Question, column: Column, about: Column) -> Sequence[Line]:
    """Return the lines on which what a column's code is about stands."""
    if column.per_line and about.per_line:
        return (question.line,)
    return question.entry.lines if about.per_line else question.entry.lines[:1]


def implausible(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find figures that contradict a grade: short of the plan and called good, or the reverse.

    Only columns that the definition pairs are compared, and only grades with a rank.
    """
    for received, row, question, column, code in chosen(intake):
        grade = column.grade(code)
        if not column.compare or grade is None or grade.rank == "neutral":
            continue
        figures = compare(_plans_and_actuals(received, question, column))
        if figures and (figures.verdict, grade.rank) in _CONTRADICTIONS:
            words = {"grade": code, "planned": figures.planned, "actual": figures.actual}
            yield rule.about(received, question, row.fields[column.id].origin, **words)


def _plans_and_actuals(received: Received, question: Question, column: Column) -> Iterator[Figures]:
    """Yield the planned and the done text of every line that a grade is about."""
    planned, done = column.compare
    for line in _lines(question, column, question.form.column(done)):
        field = received.answers.get(Key(line.id, done))
        if field is not None and is_plain(field):
            yield line.values[planned], clean(field.text)


# ---------------------------------------------------------------- what a cell holds


def too_long(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find texts over the limit of their column."""
    for received, question, column, field in fields(intake):
        over = len(clean(field.text)) - column.max_chars if column.max_chars else 0
        if over > 0 and not is_beyond_excel(field.text):
            words = {"column": header(column), "limit": column.max_chars, "over": over}
            yield rule.about(received, question, field.origin, **words)


def beyond_excel(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find texts that no cell of Excel can hold."""
    for received, question, column, field in fields(intake):
        if is_beyond_excel(field.text):
            words = {"column": header(column), "length": len(field.text)}
            yield rule.about(received, question, field.origin, **words)


def error_value(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find cells with #REF! and the like."""
    yield from _of_kind(rule, intake, CellKind.ERROR)


def without_result(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find formulas that were saved without a result."""
    yield from _of_kind(rule, intake, CellKind.FORMULA_WITHOUT_RESULT)


def date(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find cells that Excel made a date of."""
    yield from _of_kind(rule, intake, CellKind.DATE)


def _of_kind(rule: Rule, intake: Intake, kind: CellKind) -> Iterator[Finding]:
    for received, question, column, field in fields(intake):
        if field.kind is kind:
            words = {"column": header(column), "text": quoted(field.text)}
            yield rule.about(received, question, field.origin, **words)


def struck(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find cells with struck-out text."""
    for received, question, column, field in fields(intake):
        if field.struck and field.kind is CellKind.TEXT:
            words = {"column": header(column), "struck": quoted("・".join(field.struck))}
            yield rule.about(received, question, field.origin, **words)


def formula(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find formulas whose result was taken."""
    for received, question, column, field in fields(intake):
        if field.formula and field.kind not in {CellKind.ERROR, CellKind.FORMULA_WITHOUT_RESULT}:
            words = {"column": header(column), "text": quoted(field.text)}
            yield rule.about(received, question, field.origin, **words)


def uncertain_format(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find numbers whose format is not understood: what a clerk sees may be another text."""
    for received, question, column, field in fields(intake):
        if field.uncertain:
            words = {"column": header(column), "text": quoted(field.text)}
            yield rule.about(received, question, field.origin, **words)


def cleaned(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find texts that are printed in another way than they were typed."""
    for received, question, column, field in fields(intake):
        if is_plain(field) and changes_visibly(field.text):
            words = {"column": header(column), "text": quoted(clean(field.text))}
            yield rule.about(received, question, field.origin, **words)
