"""Rules about the table itself: its sheets, columns, rows and locked cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shinchoku.findings import Acts, Cells, Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.questions import Intake, Question, Received
from shinchoku.intake.rules.rule import IntakeRule, asked_forms, files, rows, rule, sheet_name
from shinchoku.intake.submissions import Submission
from shinchoku.model import Column, Form, Key, Origin
from shinchoku.normal import canonical
from shinchoku.sheets import CellKind
from shinchoku.words import Listed, Message, Text

_QUOTED_TEXT = 200


@rule("E201", "unknown-row", acts=Acts.DEPARTMENT)
def unknown_row(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find rows whose id the department was not asked about, neither now nor by its template."""
    for department, file in files(intake):
        asked = {question.line.id for question in intake.asked(department)}
        issued = intake.issue_of(file).rows
        for row in file.rows:
            if row.owner_id and row.owner_id not in asked and row.owner_id not in issued:
                finding = rule.finding(row.origin, department=department, id=quoted(row.owner_id))
                yield _resembling(finding, intake, file, row)


@rule("E202", "row-without-id", acts=Acts.DEPARTMENT)
def nameless_row(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find rows with content but without an id; one that only goes on like the last is no other."""
    for department, file in files(intake):
        last: tuple[object, ...] = ()
        for row in file.rows:
            said = (row.origin.sheet, [(c, field.text) for c, field in row.fields.items()])
            if not row.owner_id and (*said, row.row - 1) != last:
                finding = rule.finding(row.origin, department=department)
                yield _resembling(finding, intake, file, row)
            last = () if row.owner_id else (*said, row.row)


def _resembling(finding: Finding, intake: Intake, file: Submission, row: FoundRow) -> Finding:
    """Say which row it seems to be: the only one that is gone and has the same locked texts."""
    issued = intake.issue_of(file)
    columns = issued.given.get(row.form_id, ())
    texts = [canonical(row.fields[c].text) if c in row.fields else "" for c in columns]
    gone = issued.rows.keys() - {each.owner_id for each in file.rows}
    alike = [
        line_id
        for line_id in gone
        if [canonical(issued.rows[line_id].get(column, "")) for column in columns] == texts
    ]
    if not any(texts) or len(alike) != 1:
        return finding
    return replace(finding, also=Message("rule.resembling", id=alike[0]))


@rule("E203", "duplicate-row", acts=Acts.DEPARTMENT)
def duplicate_row(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find ids that stand in a second row."""
    for department, file in files(intake):
        copies = set(_copied_sheets(file))
        for row, first in _duplicates(file):
            if row.origin.sheet not in copies:
                yield rule.finding(
                    row.origin,
                    department=department,
                    owner=row.owner_id,
                    id=quoted(row.owner_id),
                    first=first.cell,
                )


@rule("E209", "copied-sheet", acts=Acts.DEPARTMENT)
def copied_sheet(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find sheets all of whose rows stand on an earlier sheet, too."""
    for department, file in files(intake):
        for sheet, first in _copied_sheets(file).items():
            yield rule.finding(Origin(file.file, sheet), department=department, first=first)


def _duplicates(file: Submission) -> Iterator[tuple[FoundRow, Origin]]:
    """Yield rows whose id was there before, and where."""
    first: dict[str, Origin] = {}
    for row in file.rows:
        if row.owner_id in first:
            yield row, first[row.owner_id]
        elif row.owner_id:
            first[row.owner_id] = row.origin


def _copied_sheets(file: Submission) -> dict[str, str]:
    """Return the copied sheets, each with the sheet that it copies."""
    repeated = list(_duplicates(file))
    again = {id(row) for row, _ in repeated}
    kept = {row.origin.sheet for row in file.rows if id(row) not in again}
    return {
        row.origin.sheet: first.sheet for row, first in repeated if row.origin.sheet not in kept
    }


@rule("E206", "missing-sheet", acts=Acts.DEPARTMENT, cells=Cells.OF_SHEET)
def missing_sheet(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find forms whose sheet is gone, or cannot be told any more."""
    for received in intake.received:
        for form, questions in asked_forms(intake, received):
            if not received.columns.get(form.id) and received.had_sheet(form):
                where = Origin(received.files[0].file)
                yield rule.finding(
                    where,
                    department=received.department_id,
                    sheet=form.sheet,
                    count=len(questions),
                )


@rule("E207", "missing-column", acts=Acts.DEPARTMENT, cells=Cells.OF_COLUMN)
def missing_column(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find columns that were deleted."""
    for received in intake.received:
        for form, _ in asked_forms(intake, received):
            present = received.columns.get(form.id)
            gone = [c for c in (*form.given, *form.answered) if present and c.id not in present]
            for column in (column for column in gone if received.had(form, column)):
                where = Origin(received.files[0].file, sheet_name(received, form))
                yield rule.finding(where, department=received.department_id, column=column.title)


@rule("E213", "copied-column", acts=Acts.DEPARTMENT)
def copied_column(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find columns that are there again: only the first one counts."""
    forms: dict[str, Form] = {form.id: form for form in intake.definition.forms}
    for department, file in files(intake):
        sheets = {row.origin.sheet: row.form_id for row in file.rows}
        for beside in file.beside:
            form = forms.get(sheets.get(beside.origin.sheet, ""))
            if beside.kind == "column" and form:
                headers = {column.id: column.title for column in form.columns}
                column = headers.get(beside.text, quoted(beside.text))
                yield rule.finding(beside.origin, department=department, column=column)


@rule("N516", "hidden-columns")
def hidden_columns(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find columns for answers that are hidden or have no width, together for a sheet."""
    forms: dict[str, Form] = {form.id: form for form in intake.definition.forms}
    for department, file in files(intake):
        sheets = {row.origin.sheet: forms.get(row.form_id) for row in file.rows}
        for sheet, form in sheets.items():
            answered = {column.id: column.title for column in form.answered} if form else {}
            hidden = [
                beside
                for beside in file.beside
                if beside.kind == "hidden" and beside.origin.sheet == sheet
                if beside.text in answered
            ]
            if hidden:
                columns = Listed(answered[beside.text] for beside in hidden)
                yield rule.finding(hidden[0].origin, department=department, columns=columns)


@rule("E204", "missing-row", acts=Acts.DEPARTMENT, cells=Cells.BLANKS)
def missing_row(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find rows that stood in the template and are gone."""
    for received in intake.received:
        present = {row.owner_id for file in received.files for row in file.rows}
        for form, questions in asked_forms(intake, received):
            if not received.columns.get(form.id):
                continue
            where = Origin(received.files[0].file, sheet_name(received, form))
            for question in questions:
                if question.line.id not in present and received.was_issued(question):
                    yield rule.about(received, question, where, id=question.line.id)


@rule("E205", "locked-text-changed", acts=Acts.DEPARTMENT)
def locked_text(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find locked texts that are neither the definition's nor those that were issued."""
    for received in intake.received:
        for file in received.files:
            issued = intake.issue_of(file)
            for row, question in intake.rows(file):
                texts = issued.rows.get(row.owner_id, question.line.values)
                for column in question.form.given:
                    if issued.had(question.form, column) and not received.lacks(row, column):
                        text = texts.get(column.id, "")
                        yield from _changed(rule, received, row, question, column, text)


def _changed(
    rule: IntakeRule,
    received: Received,
    row: FoundRow,
    question: Question,
    column: Column,
    issued: str,
) -> Iterator[Finding]:
    field = row.fields.get(column.id)
    found = field.text if field else ""
    if found == issued or (field and field.kind is CellKind.BROKEN):  # told as such
        return
    # Spreadsheet programs rewrite line ends and outer blanks; nobody means them.
    if canonical(found) not in map(canonical, {issued, question.line.values[column.id]}):
        yield rule.about(
            received,
            question,
            row.place(column.id),
            column=column.title,
            before=_shown(issued),
            after=_shown(found),
        )


def _shown(text: str) -> Text:
    return Message("rule.quote", text=quoted(text, _QUOTED_TEXT)) if text else Message("rule.blank")


@rule("W406", "locked-text-struck")
def struck_locked_text(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find locked texts that somebody struck out: a way to say that an item is given up."""
    for received, row, question in rows(intake):
        columns = [c for c in question.form.given if c.id in row.fields and row.fields[c.id].struck]
        if columns:
            names = Listed(column.title for column in columns)
            yield rule.about(received, question, row.place(columns[0].id), columns=names)


@rule("E210", "answer-in-closed-cell", acts=Acts.DEPARTMENT)
def closed_cell(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find answers in cells that ask nothing: an item is graded on its first line only.

    They are held to the first line as it was sent: a correction makes no fault of a repetition.
    """
    for received in intake.received:
        for row, question in (found for file in received.files for found in intake.rows(file)):
            for column in question.form.answered:
                field = row.fields.get(column.id)
                if field is None or column in question.columns:
                    continue
                first = received.sent(Key(question.entry.id, column.id))
                same = first and intake.meaning(column, first)
                if intake.meaning(column, field.text) != same:
                    yield rule.about(
                        received,
                        question,
                        field.origin,
                        column=column.title,
                        text=quoted(field.text),
                        first=question.entry.id,
                    )


@rule("E208", "merged-cells", acts=Acts.DEPARTMENT, cells=Cells.OF_COLUMN)
def merged_cells(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find merged cells in the table: a template has none."""
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "merged":
                cells = beside.origin.cell
                yield rule.finding(beside.origin, department=department, cells=cells)
