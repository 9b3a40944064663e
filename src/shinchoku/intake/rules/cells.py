"""Rules about single cells of the table: those that are locked, closed or merged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from shinchoku.findings import Acts, Cells, Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.questions import Intake, Question, Received, meaning, meant
from shinchoku.intake.rules.rows import exchanged
from shinchoku.intake.rules.rule import IntakeRule, files, rows, rule
from shinchoku.intake.submissions import Submission
from shinchoku.model import Column, Key
from shinchoku.normal import canonical
from shinchoku.sheets import CellKind
from shinchoku.words import Listed, Message, Text

_QUOTED_TEXT = 200
_MOST = 10  # to show


@rule("E205", "locked-text-changed", acts=Acts.DEPARTMENT)
def locked_text(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find locked texts that are neither the definition's nor those that were issued."""
    for received in intake.received:
        for file in received.files:
            changed = list(_changed(intake, received, file))
            swapped = exchanged(intake, file) if changed else {}
            for row, question, column, issued in changed:
                if row.origin not in swapped:
                    yield rule.about(
                        received,
                        question,
                        row.place(column.id),
                        column=column.title,
                        before=_shown(issued),
                        after=_shown(row.text(column.id)),
                    )


def _changed(
    intake: Intake, received: Received, file: Submission
) -> Iterator[tuple[FoundRow, Question, Column, str]]:
    """Yield where a locked text is neither the definition's nor the issued one, and the latter."""
    issue = intake.issue_of(file)
    for row, question in intake.rows(file):
        texts = issue.rows.get(row.owner_id, question.line.values)
        for column in question.form.given:
            found, issued = row.text(column.id), texts.get(column.id, "")
            if found == issued or not issue.had(question.form, column):
                continue
            field = row.fields.get(column.id)
            if received.lacks(row, column) or (field and field.kind is CellKind.BROKEN):
                continue  # told as such
            # Spreadsheet programs rewrite line ends and outer blanks; nobody means them.
            if canonical(found) not in map(canonical, {issued, question.line.values[column.id]}):
                yield row, question, column, issued


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
    That the first line is gone is told by itself.
    """
    for received in intake.received:
        for row, question in (found for file in received.files for found in intake.rows(file)):
            for column in question.closed:
                field = row.fields.get(column.id)
                if field is None or question.entry.id not in received.row_of:
                    continue
                if field.kind is CellKind.BROKEN:  # told as such
                    continue
                if column.per_line:  # the line adds up others
                    said = {"column": column.title, "text": quoted(field.text)}
                    yield rule.about(received, question, field.origin, "sum", **said)
                    continue
                first = received.sent(Key(question.entry.id, column.id))
                same = first and meaning(question, column, first)
                if meant(question, column, field) != same:
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
    """Find merged cells in the table: a template has none. Very many of a sheet are one finding."""
    for department, file in files(intake):
        merged = [beside.origin for beside in file.beside if beside.kind == "merged"]
        for _, on_sheet in groupby(merged, key=lambda origin: origin.sheet):
            origins = list(on_sheet)
            if len(origins) > _MOST:
                cells = Listed(
                    (origin.cell for origin in origins[: _MOST + 1]), "names", most=_MOST
                )
                count = len(origins)
                yield rule.finding(
                    origins[0], "several", department=department, cells=cells, count=count
                )
            else:
                for where in origins:
                    yield rule.finding(where, department=department, cells=where.cell)
