"""Rules about what was answered: grades, reasons, notes, and what the cells hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shinchoku.findings import Finding
from shinchoku.intake.cleaning import changes_visibly, clean, is_beyond_excel, quoted
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.plausibility import Figures, attainment, compare
from shinchoku.intake.questions import Intake, Question, Received
from shinchoku.intake.rules.rule import (
    Rule,
    fields,
    grade_in,
    graded,
    header,
    is_plain,
    rows,
)
from shinchoku.model import Column, Grade, Key, Role
from shinchoku.sheets import CellKind


def unanswered(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """One finding for a row, however many of its cells are blank; one more for emptied ones."""
    for received, row, question in rows(intake):
        missing = [
            column
            for column in question.columns
            if _is_required(column)
            and column.id not in row.fields
            and not received.lacks(row, column)
        ]
        emptied = [column for column in missing if column.id in row.emptied]
        for columns in ([column for column in missing if column not in emptied], emptied):
            if columns:
                headers = "・".join(header(column) for column in columns)
                yield rule.about(received, question, row.place(columns[0].id), columns=headers)


def _is_required(column: Column) -> bool:
    return column.required and column.role in {Role.ACTUAL, Role.GRADE}


def not_on_scale(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find grades that are not on their scale."""
    for received, question, column, field in fields(intake, Role.GRADE):
        if is_plain(field) and column.choose(clean(field.text)) is None:
            allowed = "　".join(f"{grade.code}" for grade in column.grades)
            words = {"text": quoted(field.text), "column": header(column), "allowed": allowed}
            yield rule.about(received, question, field.origin, **words)


def not_a_reason(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find reasons that are none of the choices."""
    for received, question, column, field in fields(intake, Role.REASON):
        if is_plain(field) and column.choose(clean(field.text)) is None:
            words = {"text": quoted(field.text), "column": header(column)}
            yield rule.about(received, question, field.origin, **words)


def reason_missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find grades that need a reason and have none."""
    yield from _unexplained(rule, intake, Role.REASON, lambda grade: grade.needs_reason)


def reason_unneeded(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find reasons none of whose grades needs one; a grade still to come may."""
    for received, row, question in rows(intake):
        for reason in question.form.with_role(Role.REASON) if question.first else ():
            if reason.id not in row.fields:
                continue
            explained = [c for c in question.form.with_role(Role.GRADE) if reason.of in {"", c.id}]
            grades = [grade_in(intake, row, column) for column in explained]
            given = [grade for grade in grades if grade is not None]
            if given == grades and not any(grade.needs_reason for grade in given):
                words = {"grade": "・".join(g.code for g in given), "column": header(reason)}
                yield rule.about(received, question, row.fields[reason.id].origin, **words)


def note_missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find grades that need a note and have none."""
    yield from _unexplained(rule, intake, Role.NOTE, lambda grade: grade.needs_note)


def _unexplained(
    rule: Rule, intake: Intake, role: Role, is_needed: Callable[[Grade], bool]
) -> Iterator[Finding]:
    """Find grades that need a reason or a note and have none.

    The blank cell is the place; of several the one that a correction emptied.
    """
    for received, row, question, column, grade in graded(intake):
        columns = _explaining(question, role, column)
        if is_needed(grade) and columns and not _is_explained(received, row, columns):
            blank = next((c for c in columns if c.id in row.emptied), columns[0])
            words = {"grade": grade.code, "column": header(blank)}
            cause = row.fields[column.id].origin
            yield rule.about(received, question, row.place(blank.id), cause, **words)


def _explaining(question: Question, role: Role, column: Column) -> tuple[Column, ...]:
    """Return the reason or note columns that explain a grade column."""
    return tuple(c for c in question.form.with_role(role) if c.of in {"", column.id})


def _is_explained(received: Received, row: FoundRow, columns: tuple[Column, ...]) -> bool:
    return any(c.id in row.fields or received.lacks(row, c) for c in columns)


def something_planned(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find "nothing" as a grade where something was planned or done."""
    for received, row, question, column, grade in graded(intake):
        if grade.only_when_nothing and False in _nothing(intake, received, question):
            yield rule.about(received, question, row.fields[column.id].origin, grade=grade.code)


def nothing_planned(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find other grades than "nothing" where nothing was planned and nothing done."""
    for received, row, question, column, grade in graded(intake):
        only = next((g.code for g in column.grades if g.only_when_nothing), None)
        if only and grade.code != only and all(_nothing(intake, received, question)):
            words = {"grade": grade.code, "only": only}
            yield rule.about(received, question, row.fields[column.id].origin, **words)


def _nothing(intake: Intake, received: Received, question: Question) -> Iterator[bool | None]:
    """Say of each planned and actual text of an item whether it means "nothing".

    None stands for an actual that is blank or cannot be read: it has its own finding.
    """
    lines = question.item.lines
    for column in question.form.with_role(Role.PLANNED):
        yield from (intake.is_nothing(line.values[column.id]) for line in lines)
    for column in question.form.with_role(Role.ACTUAL):
        for line in lines:
            field = received.answers.get(Key(line.id, column.id))
            yield intake.is_nothing(field.text) if field and is_plain(field) else None


def implausible(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find figures that contradict the grades: short of the plan and called good, or the reverse.

    With several grade columns all must be good for the first: 着手 alone says nothing of amounts.
    """
    for received, row, question in rows(intake):
        columns = [c for c in question.columns if c.role is Role.GRADE]
        grades = [grade_in(intake, row, column) for column in columns]
        if not columns or None in grades:
            continue
        said = {attainment(c.grades, g) for c, g in zip(columns, grades, strict=True) if g}
        figures = compare(_plans_and_actuals(received, question))
        if figures and (
            (figures.verdict == "short" and said == {"good"})
            or (figures.verdict == "over" and "delayed" in said)
        ):
            words = {
                "grade": "・".join(g.code for g in grades if g),
                "planned": figures.planned,
                "actual": figures.actual,
            }
            yield rule.about(received, question, row.fields[columns[0].id].origin, **words)


def _plans_and_actuals(received: Received, question: Question) -> Iterator[Figures]:
    """Yield planned and actual text of every line; with several columns each, they are pairs."""
    planned = question.form.with_role(Role.PLANNED)
    actual = question.form.with_role(Role.ACTUAL)
    for line in question.item.lines:
        for plan, done in zip(planned, actual, strict=False):
            field = received.answers.get(Key(line.id, done.id))
            if field is not None and is_plain(field):
                yield line.values[plan.id], clean(field.text)


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
