"""Rules about what was answered: grades, reasons, notes, and what the cells hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shinchoku.findings import Acts, Cells, Finding
from shinchoku.intake.cleaning import changes_visibly, clean, is_beyond_excel, quoted
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.needs import calls, cause_of, said_on
from shinchoku.intake.plausibility import Figures, compare
from shinchoku.intake.printing import fills_pages
from shinchoku.intake.questions import Choice, Intake, is_plain
from shinchoku.intake.rules.rule import IntakeRule, rows, rule
from shinchoku.model import Column, Key, Line
from shinchoku.sheets import CellKind
from shinchoku.words import Listed

_MOST = 10  # stretches of a text to show
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
    for answer in intake.plain_answers:
        if answer.column.grades and answer.is_no_choice:
            yield rule.on(answer, allowed=Listed(answer.column.codes, "codes"))


@rule("E303", "reason-not-a-choice", acts=Acts.DEPARTMENT)
def not_a_choice(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find answers that are none of the choices."""
    for answer in intake.plain_answers:
        if answer.column.choices and answer.is_no_choice:
            yield rule.on(answer)


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
    for call in calls(intake):
        received, row, question, asking, said, needed = call
        if needed.is_choice is not is_choice or needed.required:
            continue
        if needed.id not in row.fields and not received.lacks(row, needed):
            words = {"asking": asking.title, "grade": said, "column": needed.title}
            variant = "" if said in asking.needs else "anything"
            finding = rule.about(received, question, row.place(needed.id), variant, **words)
            yield replace(finding, cause=cause_of(call))


@rule("W402", "reason-unneeded", acts=Acts.DEPARTMENT)
def unneeded(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find answers that nothing asks for; a code still to come may."""
    for received, row, question in rows(intake):
        for column in question.columns:
            field = row.fields.get(column.id)
            if column.otherwise != "warn" or field is None or not is_plain(column, field):
                continue
            if column.is_choice and column.choose(clean(field.text)) is None:  # told as such
                continue
            asking = question.form.needing(column)
            given = [(asker, said_on(received, question, asker), codes) for asker, codes in asking]
            told = [each for each in given if each[1] is not None]
            if not told or any(s is None and _may_come(row, asker) for asker, s, _ in given):
                continue
            if any(_is_called(intake, asker, said or "", codes) for asker, said, codes in told):
                continue
            yield rule.about(
                received,
                question,
                field.origin,
                asking=Listed(asker.title for asker, _, _ in told),
                grade=Listed(said or "" for _, said, _ in told),
                column=column.title,
            )


def _may_come(row: FoundRow, column: Column) -> bool:
    """Whether a column that says nothing yet must still say something."""
    return column.required or column.computed is not None or column.id in row.fields


def _is_called(intake: Intake, asking: Column, said: str, codes: Sequence[str]) -> bool:
    return asking.calls(codes, said, is_nothing=intake.is_nothing(said))


@rule("E306", "nothing-but-planned", acts=Acts.DEPARTMENT)
def something_planned(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find a code that says "nothing" where something was planned or done."""
    for choice in intake.choices:
        columns = choice.column.only_when_nothing.get(choice.code)
        if columns and False in _nothing(intake, choice, columns):
            yield rule.at(choice, columns=_titles(choice, columns, "or"))


@rule("E307", "graded-but-nothing", acts=Acts.DEPARTMENT)
def nothing_planned(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find other codes than the one that says "nothing" where there is nothing but that."""
    for choice in intake.choices:
        idle = choice.column.only_when_nothing
        for only, columns in idle.items():
            if choice.code not in idle and all(_nothing(intake, choice, columns)):
                yield rule.at(choice, only=only, columns=_titles(choice, columns, "both"))
                break


def _titles(choice: Choice, names: Sequence[str], by: str) -> Listed:
    return Listed((choice.form.column(name).title for name in names), by)


def _nothing(intake: Intake, choice: Choice, names: Sequence[str]) -> Iterator[bool | None]:
    """Say of each text that a code is about whether it means "nothing".

    None stands for an answer that is blank or cannot be read: it has its own finding.
    """
    for name in names:
        about = choice.form.column(name)
        for line in _lines(choice, about):
            if not about.answered:
                yield intake.is_nothing(line.values[name])
                continue
            field = choice.received.answers.get(Key(line.id, name))
            yield intake.is_nothing(field.text) if field and is_plain(about, field) else None


def _lines(choice: Choice, about: Column) -> Sequence[Line]:
    """Return the lines on which what a code is about stands."""
    if choice.column.per_line and about.per_line:
        return (choice.question.line,)
    lines = choice.question.entry.lines
    return lines if about.per_line else lines[:1]


@rule("W404", "figures-against-grade", acts=Acts.DEPARTMENT)
def implausible(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find figures that contradict a grade: short of the plan and called good, or the reverse.

    Only columns that the definition pairs are compared, and only grades with a rank.
    """
    for choice in intake.choices:
        grade, pair = choice.column.grade(choice.code), choice.column.compare
        if not pair or grade is None or grade.rank == "neutral":
            continue
        figures = compare(_plans_and_actuals(choice))
        if figures and (figures.verdict, grade.rank) in _CONTRADICTIONS:
            plan, done = (choice.form.column(name).title for name in pair)
            shown = {"planned": figures.planned, "actual": figures.actual}
            yield rule.at(choice, plan=plan, done=done, **shown)


def _plans_and_actuals(choice: Choice) -> Iterator[Figures]:
    """Yield the planned and the done text of every line that a grade is about."""
    planned, done = choice.column.compare
    column = choice.form.column(done)
    for line in _lines(choice, column):
        field = choice.received.answers.get(Key(line.id, done))
        if field is not None and is_plain(column, field):
            yield line.values[planned], clean(field.text)


# ---------------------------------------------------------------- what a cell holds


@rule("W401", "text-too-long", acts=Acts.DEPARTMENT)
def too_long(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts over the limit of their column."""
    for answer in intake.answers:
        limit, text = answer.column.max_chars or 0, answer.field.text
        over = len(clean(text)) - limit if limit else 0
        told = answer.instead or is_beyond_excel(text) if over > 0 else True  # by other rules
        if not told and not fills_pages(answer.column, text):
            yield rule.on(answer, limit=limit, count=over)


@rule("E312", "beyond-excel", acts=Acts.DEPARTMENT)
def beyond_excel(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts that no cell of Excel can hold."""
    for answer in intake.answers:
        if is_beyond_excel(answer.field.text):
            yield rule.on(answer, length=len(answer.field.text))


@rule("E317", "fills-pages", acts=Acts.DEPARTMENT)
def filling_pages(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts that would fill pages of the report."""
    for answer in intake.answers:
        text = answer.field.text
        told = not answer.column.is_text or is_beyond_excel(text)  # by other rules
        if not told and fills_pages(answer.column, text):
            yield rule.on(answer, length=len(text), count=text.count("\n") + 1)


@rule("E308", "error-value", acts=Acts.DEPARTMENT)
def error_value(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells with #REF! and the like, also where that is a text that was pasted."""
    yield from (
        rule.on(answer)
        for answer in intake.answers
        if answer.field.kind is CellKind.ERROR or answer.instead == "error"
    )


@rule("E309", "formula-without-result", acts=Acts.DEPARTMENT)
def without_result(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find formulas that were saved without a result."""
    yield from _of_kind(rule, intake, CellKind.FORMULA_WITHOUT_RESULT)


@rule("E310", "turned-into-date", acts=Acts.DEPARTMENT)
def date(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells that Excel made a date of."""
    yield from _of_kind(rule, intake, CellKind.DATE)


def _of_kind(rule: IntakeRule, intake: Intake, kind: CellKind) -> Iterator[Finding]:
    yield from (rule.on(answer) for answer in intake.answers if answer.field.kind is kind)


@rule("E311", "struck-text", acts=Acts.DEPARTMENT)
def struck(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells with struck-out text."""
    for answer in intake.answers:
        if answer.field.struck and answer.field.kind is CellKind.TEXT:
            struck = Listed(map(quoted, answer.field.struck[: _MOST + 1]), most=_MOST)
            yield rule.on(answer, struck=struck)


@rule("N506", "formula-result-taken")
def formula(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find formulas whose result was taken."""
    yield from (
        rule.on(answer)
        for answer in intake.plain_answers
        if answer.field.formula and not answer.is_no_choice
    )


@rule("N513", "number-format-unknown")
def uncertain_format(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find numbers whose format is not understood: what a clerk sees may be another text."""
    yield from (
        rule.on(answer)
        for answer in intake.answers
        if answer.field.uncertain and not answer.is_no_choice
    )


@rule("N511", "text-cleaned")
def cleaned(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find texts that are printed in another way than they were typed."""
    for answer in intake.plain_answers:
        if changes_visibly(answer.field.text) and not answer.is_no_choice:
            yield rule.on(answer, text=quoted(clean(answer.field.text)))
