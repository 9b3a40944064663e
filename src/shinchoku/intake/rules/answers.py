"""Rules about what was answered: grades, reasons, notes, and what the cells hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.findings import Acts, Cells, Finding
from shinchoku.intake.cleaning import changes_visibly, clean, is_beyond_excel, quoted
from shinchoku.intake.plausibility import Figures, compare
from shinchoku.intake.questions import Intake, Question, Received
from shinchoku.intake.rules.rule import (
    IntakeRule,
    chosen,
    code_in,
    fields,
    is_plain,
    rows,
    rule,
)
from shinchoku.model import Column, Key, Line
from shinchoku.sheets import CellKind
from shinchoku.words import Listed

_CONTRADICTIONS = {("short", "good"), ("over", "delayed")}


@rule("E301", "unanswered", acts=Acts.DEPARTMENT, cells=Cells.REQUIRED_BLANKS)
def unanswered(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
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
                headers = Listed(column.title for column in columns)
                yield rule.about(received, question, row.place(columns[0].id), columns=headers)


@rule("E302", "grade-not-on-scale", acts=Acts.DEPARTMENT)
def not_on_scale(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find grades that are not on their scale."""
    for received, question, column, field in fields(intake):
        if column.grades and is_plain(field) and column.choose(clean(field.text)) is None:
            allowed = Listed(column.codes, "codes")
            yield rule.about(
                received,
                question,
                field.origin,
                text=quoted(field.text),
                column=column.title,
                allowed=allowed,
            )


@rule("E303", "reason-not-a-choice", acts=Acts.DEPARTMENT)
def not_a_choice(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find answers that are none of the choices."""
    for received, question, column, field in fields(intake):
        if column.choices and is_plain(field) and column.choose(clean(field.text)) is None:
            yield rule.about(
                received, question, field.origin, text=quoted(field.text), column=column.title
            )


@rule("E304", "reason-missing", acts=Acts.DEPARTMENT, cells=Cells.NEEDED_BLANK)
def choice_missing(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find codes that need a choice beside them and have none."""
    yield from _needed(rule, intake, is_choice=True)


@rule("E305", "note-missing", acts=Acts.DEPARTMENT, cells=Cells.NEEDED_BLANK)
def text_missing(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find codes that need a text beside them and have none."""
    yield from _needed(rule, intake, is_choice=False)


def _needed(rule: IntakeRule, intake: Intake, *, is_choice: bool) -> Iterator[Finding]:
    """Find what a code needs and is blank. Columns that must be filled anyway are told as such."""
    for received, row, question, column, code in chosen(intake):
        for name in column.needs.get(code, ()):
            needed = question.form.column(name)
            if needed.is_choice is not is_choice or needed.required:
                continue
            if name not in row.fields and not received.lacks(row, needed):
                cause = row.fields[column.id].origin
                yield rule.about(
                    received,
                    question,
                    row.place(name),
                    cause,
                    asking=column.title,
                    grade=code,
                    column=needed.title,
                )


@rule("W402", "reason-unneeded", acts=Acts.DEPARTMENT)
def unneeded(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find answers that nothing asks for; a code still to come may."""
    for received, row, question in rows(intake):
        for column in question.columns:
            if column.otherwise != "warn" or column.id not in row.fields:
                continue
            asking = question.form.needing(column)
            given = [(code_in(intake, row, asker), codes) for asker, codes in asking]
            if any(code is None or code in codes for code, codes in given):
                continue
            yield rule.about(
                received,
                question,
                row.fields[column.id].origin,
                asking=Listed(asker.title for asker, _ in asking),
                grade=Listed(code or "" for code, _ in given),
                column=column.title,
            )


@rule("E306", "nothing-but-planned", acts=Acts.DEPARTMENT)
def something_planned(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find a code that says "nothing" where something was planned or done."""
    for received, row, question, column, code in chosen(intake):
        columns = column.only_when_nothing.get(code)
        if columns and False in _nothing(intake, received, question, column, columns):
            yield rule.about(
                received,
                question,
                row.fields[column.id].origin,
                asking=column.title,
                grade=code,
                columns=_titles(question, columns, "or"),
            )


@rule("E307", "graded-but-nothing", acts=Acts.DEPARTMENT)
def nothing_planned(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find other codes than the one that says "nothing" where there is nothing but that."""
    for received, row, question, column, code in chosen(intake):
        for only, columns in column.only_when_nothing.items():
            said = _nothing(intake, received, question, column, columns)
            if code not in column.only_when_nothing and all(said):
                yield rule.about(
                    received,
                    question,
                    row.fields[column.id].origin,
                    asking=column.title,
                    grade=code,
                    only=only,
                    columns=_titles(question, columns, "both"),
                )
                break


def _titles(question: Question, names: Sequence[str], by: str) -> Listed:
    return Listed((question.form.column(name).title for name in names), by)


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


@rule("W404", "figures-against-grade")
def implausible(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find figures that contradict a grade: short of the plan and called good, or the reverse.

    Only columns that the definition pairs are compared, and only grades with a rank.
    """
    for received, row, question, column, code in chosen(intake):
        grade = column.grade(code)
        if not column.compare or grade is None or grade.rank == "neutral":
            continue
        figures = compare(_plans_and_actuals(received, question, column))
        if figures and (figures.verdict, grade.rank) in _CONTRADICTIONS:
            yield rule.about(
                received,
                question,
                row.fields[column.id].origin,
                asking=column.title,
                grade=code,
                plan=question.form.column(column.compare[0]).title,
                planned=figures.planned,
                done=question.form.column(column.compare[1]).title,
                actual=figures.actual,
            )


def _plans_and_actuals(received: Received, question: Question, column: Column) -> Iterator[Figures]:
    """Yield the planned and the done text of every line that a grade is about."""
    planned, done = column.compare
    for line in _lines(question, column, question.form.column(done)):
        field = received.answers.get(Key(line.id, done))
        if field is not None and is_plain(field):
            yield line.values[planned], clean(field.text)


# ---------------------------------------------------------------- what a cell holds


@rule("W401", "text-too-long", acts=Acts.DEPARTMENT)
def too_long(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts over the limit of their column."""
    for received, question, column, field in fields(intake):
        limit = column.max_chars or 0
        over = len(clean(field.text)) - limit if limit else 0
        if over > 0 and not is_beyond_excel(field.text):
            yield rule.about(
                received, question, field.origin, column=column.title, limit=limit, count=over
            )


@rule("E312", "beyond-excel", acts=Acts.DEPARTMENT)
def beyond_excel(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts that no cell of Excel can hold."""
    for received, question, column, field in fields(intake):
        if is_beyond_excel(field.text):
            yield rule.about(
                received, question, field.origin, column=column.title, length=len(field.text)
            )


@rule("E308", "error-value", acts=Acts.DEPARTMENT)
def error_value(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells with #REF! and the like."""
    yield from _of_kind(rule, intake, CellKind.ERROR)


@rule("E309", "formula-without-result", acts=Acts.DEPARTMENT)
def without_result(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find formulas that were saved without a result."""
    yield from _of_kind(rule, intake, CellKind.FORMULA_WITHOUT_RESULT)


@rule("E310", "turned-into-date", acts=Acts.DEPARTMENT)
def date(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells that Excel made a date of."""
    yield from _of_kind(rule, intake, CellKind.DATE)


def _of_kind(rule: IntakeRule, intake: Intake, kind: CellKind) -> Iterator[Finding]:
    for received, question, column, field in fields(intake):
        if field.kind is kind:
            yield rule.about(
                received, question, field.origin, column=column.title, text=quoted(field.text)
            )


@rule("E311", "struck-text", acts=Acts.DEPARTMENT)
def struck(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells with struck-out text."""
    for received, question, column, field in fields(intake):
        if field.struck and field.kind is CellKind.TEXT:
            yield rule.about(
                received,
                question,
                field.origin,
                column=column.title,
                struck=Listed(map(quoted, field.struck)),
            )


@rule("N506", "formula-result-taken")
def formula(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find formulas whose result was taken."""
    for received, question, column, field in fields(intake):
        if field.formula and field.kind not in {CellKind.ERROR, CellKind.FORMULA_WITHOUT_RESULT}:
            yield rule.about(
                received, question, field.origin, column=column.title, text=quoted(field.text)
            )


@rule("N513", "number-format-unknown")
def uncertain_format(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find numbers whose format is not understood: what a clerk sees may be another text."""
    for received, question, column, field in fields(intake):
        if field.uncertain:
            yield rule.about(
                received, question, field.origin, column=column.title, text=quoted(field.text)
            )


@rule("N511", "text-cleaned")
def cleaned(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts that are printed in another way than they were typed."""
    for received, question, column, field in fields(intake):
        if is_plain(field) and changes_visibly(field.text):
            yield rule.about(
                received,
                question,
                field.origin,
                column=column.title,
                text=quoted(clean(field.text)),
            )
