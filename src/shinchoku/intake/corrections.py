"""What the planning section changes after review: a table in the round folder, held to what came.

`corrections.csv` (or .xlsx) has the columns item, column, before, after, who, reason. In go an
Intake and the table; out comes the Intake in whose submissions the changes stand, so that rules
and merge see what will be printed. A change whose `before` is not what came is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from shinchoku.definition.tables import HEADER, Fault, Table, TableError, TableRow, read_table
from shinchoku.intake.cleaning import clean, quoted
from shinchoku.intake.forms import Field, FoundRow
from shinchoku.intake.questions import Intake, Question, Refusal
from shinchoku.intake.submissions import Submission
from shinchoku.messages import say
from shinchoku.model import Column, Correction, Key, Origin
from shinchoku.normal import canonical
from shinchoku.sheets import CellKind, cell_name

NAME = "corrections"
COLUMNS = ("item", "column", "before", "after", "who", "reason")
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections as written: keys are not resolved yet. And why others cannot be read."""

    rows: tuple[Correction, ...] = ()
    unread: tuple[Refusal, ...] = ()


def read_corrections(folder: Path) -> Corrections:
    """Read the table of a round, if it has one."""
    try:
        table = read_table(folder, NAME)
    except TableError as error:
        return _unreadable(str(error))
    if table is None:
        return Corrections()
    counts = Counter(table.header)
    for problem, names in (
        ("missing", [column for column in COLUMNS if not counts[column]]),
        ("twice", [column for column in COLUMNS if counts[column] > 1]),
    ):
        if names:
            columns = say(f"corrections.{problem}", names="・".join(names))
            return _unreadable(f"{table.file}: {columns}")
    faults = [fault for fault in table.faults if fault.column in {*COLUMNS, ""}]
    spoilt = {fault.row for fault in faults}
    sound = [row for row in table.rows if spoilt.isdisjoint({HEADER, row.number})]
    return Corrections(
        rows=tuple(_correction(table, row) for row in sound),
        unread=tuple(_refused(table, fault) for fault in faults),
    )


def _unreadable(reason: str) -> Corrections:
    refusal = Refusal(rule="unreadable-corrections", where=Origin(NAME), words={"reason": reason})
    return Corrections(unread=(refusal,))


def _refused(table: Table, fault: Fault) -> Refusal:
    """Say why a row is not applied, at the cell that is no text."""
    words = {"column": fault.column, "text": quoted(fault.text)}
    what, todo = say(f"table.{fault.kind}", **words), say(f"table.{fault.kind}.hint")
    return Refusal(
        rule="correction-unreadable-cell",
        where=Origin(table.book, table.sheet, fault.cell),
        words={"what": what, "todo": todo},
    )


def _correction(table: Table, row: TableRow) -> Correction:
    cells = row.cells
    return Correction(
        key=Key(cells["item"], cells["column"]),
        before=cells["before"],
        after=clean(cells["after"]),
        who=cells["who"],
        reason=cells["reason"],
        origin=Origin(
            table.book, table.sheet, cell_name(row.number, table.header.index("item") + 1)
        ),
    )


def correct(intake: Intake, corrections: Corrections) -> Intake:
    """Return the intake with every correction applied that can be, and why the others cannot."""
    if corrections == Corrections():
        return intake
    applied: dict[Key, Correction] = {}
    refusals = list(corrections.unread)
    for correction in corrections.rows:
        resolved = _resolved(intake, correction, applied)
        if isinstance(resolved, Refusal):
            refusals.append(resolved)
        else:
            applied[resolved.key] = resolved
    return replace(
        intake,
        submissions=tuple(_corrected(intake, file, applied) for file in intake.submissions),
        corrections=tuple(applied.values()),
        refusals=tuple(refusals),
        uncorrected=intake,
    )


# ---------------------------------------------------------------- whether it can be applied


def _resolved(
    intake: Intake, correction: Correction, applied: Mapping[Key, Correction]
) -> Correction | Refusal:
    """Return the correction with its true key, or why it is refused."""
    item, column_name = canonical(correction.key.owner_id), correction.key.column_id
    where, words = correction.origin, {"item": item, "column": column_name}
    if item in (repeats := _repeats(intake)):
        words["source"] = repeats[item]
        return Refusal(rule="correction-of-repeat", where=where, words=words)
    question = intake.questions.get(item)
    if question is None:
        return Refusal(rule="correction-of-unknown-item", where=where, words=words)
    column = _column(question, column_name)
    if column is None:
        words["allowed"] = "・".join(_header(c) for c in question.columns)
        return Refusal(rule="correction-of-unknown-column", where=where, words=words)
    resolved = replace(correction, key=Key(item, column.id))
    words["column"] = _header(column)
    rule = variant = ""
    if resolved.key in applied:
        rule, words["first"] = "duplicate-correction", applied[resolved.key].origin.cell
    elif column.is_choice and resolved.after and not column.choose(resolved.after):
        rule = "correction-not-a-choice"
        words |= {"after": quoted(resolved.after), "allowed": "　".join(column.codes)}
    elif (came := _came(intake, question, column)) is None:
        rule, variant = "correction-of-another-text", "missing"
    elif intake.meaning(column, resolved.before) not in came:
        rule, found = "correction-of-another-text", " / ".join(sorted(came))
        words |= {"before": quoted(resolved.before) or NOTHING, "found": quoted(found) or NOTHING}
    if not rule:
        return resolved
    return Refusal(
        rule=rule,
        variant=variant,
        where=where,
        words=words,
        department_id=question.entry.department_id,
        owner_id=item,
    )


def _repeats(intake: Intake) -> Mapping[str, str]:
    """Return the source of every line that is a repeat."""
    return {
        line.id: line.repeat_of or entry.repeat_of
        for form in intake.definition.forms
        for _, entry in intake.definition.entries(form)
        if entry.repeat_of
        for line in entry.lines
    }


def _column(question: Question, name: str) -> Column | None:
    """Return the answered column that an id or a header names, if it is just one."""
    wanted = canonical(name)
    named = [c for c in question.columns if wanted in {canonical(c.id), canonical(c.header)}]
    return named[0] if len(named) == 1 else None


def _header(column: Column) -> str:
    return "".join(column.header.split())


def _came(intake: Intake, question: Question, column: Column) -> set[str] | None:
    """Return what came in a cell, from every file; None where its row did not come."""
    rows = [
        row
        for received in intake.received
        if received.department_id == question.entry.department_id
        for row, asked in received.rows
        if asked is question
    ]
    texts = {
        intake.meaning(column, row.fields[column.id].text) if column.id in row.fields else ""
        for row in rows
    }
    return texts or None


# ---------------------------------------------------------------- applying it


def _corrected(intake: Intake, file: Submission, applied: Mapping[Key, Correction]) -> Submission:
    """Return a submission with the corrections in its cells; their origin stays."""
    if not applied or not intake.belongs(file):
        return file
    asked = {row.origin: question for row, question in intake.rows(file)}
    rows = tuple(
        _corrected_row(intake, row, asked[row.origin], applied) if row.origin in asked else row
        for row in file.rows
    )
    return replace(file, rows=rows)


def _corrected_row(
    intake: Intake, row: FoundRow, question: Question, applied: Mapping[Key, Correction]
) -> FoundRow:
    fields = dict(_fields(intake, row, question, applied))
    return replace(row, fields=fields, emptied=frozenset(row.fields.keys() - fields.keys()))


def _fields(
    intake: Intake,
    row: FoundRow,
    question: Question,
    applied: Mapping[Key, Correction],
) -> Iterator[tuple[str, Field]]:
    """Yield a row's fields as they are after correction."""
    columns = {column.id: column for column in question.columns}
    for column_id in (*row.fields, *(c for c in columns if c not in row.fields)):
        field = row.fields.get(column_id)
        correction = applied.get(Key(row.owner_id, column_id))
        column = columns.get(column_id)
        text = field.text if field else ""
        if correction is None or column is None or not _replaces(intake, column, correction, text):
            if field is not None:
                yield column_id, field
        elif correction.after:
            origin = field.origin if field else row.place(column_id)
            yield column_id, Field(correction.after, CellKind.TEXT, origin, before=text)


def _replaces(intake: Intake, column: Column, correction: Correction, text: str) -> bool:
    return intake.meaning(column, text) == intake.meaning(column, correction.before)
