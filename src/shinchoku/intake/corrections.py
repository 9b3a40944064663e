"""What the planning section changes after review: a table in the round folder, held to what came.

`corrections.csv` (or .xlsx) has the columns item, column, before, after, who, reason (see
`correction_table`). In go an Intake and the table; out comes the Intake in whose submissions the
changes stand, so that rules and merge see what will be printed. The one that was sent stays as it
is. A change whose `before` is not what came is refused, and one that nobody answers for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from shinchoku.definition.tables import NoText, Table, TableRow
from shinchoku.failures import TableError
from shinchoku.findings import Finding, Rule, together
from shinchoku.intake.cleaning import clean, quoted
from shinchoku.intake.correction_table import COLUMNS, NAME, below_parent, headings, read_rows
from shinchoku.intake.forms import Field, FoundRow
from shinchoku.intake.questions import Intake, Question, figure_of, meaning, meant
from shinchoku.intake.submissions import Submission
from shinchoku.model import Column, Correction, Definition, Key, Origin
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.sheets import CellKind, cell_name
from shinchoku.words import Listed, Message, Text

NOTHING = "—"
_MOST_ALIKE = 50  # findings of one rule that are told of a table

UNREADABLE = Rule("E801", "unreadable-corrections")
UNKNOWN_ITEM = Rule("E802", "correction-of-unknown-item")
UNKNOWN_COLUMN = Rule("E803", "correction-of-unknown-column")
ANOTHER_TEXT = Rule("E804", "correction-of-another-text")
NOT_A_CHOICE = Rule("E805", "correction-not-a-choice")
DUPLICATE = Rule("E806", "duplicate-correction")
OF_REPEAT = Rule("E807", "correction-of-repeat")
UNREADABLE_CELL = Rule("E808", "correction-unreadable-cell")
UNEXPLAINED = Rule("E810", "correction-unexplained")
OF_NOTHING = Rule("E811", "correction-of-nothing")
NOT_A_NUMBER = Rule("E812", "correction-not-a-number")
RULES = (
    UNREADABLE,
    UNKNOWN_ITEM,
    UNKNOWN_COLUMN,
    ANOTHER_TEXT,
    NOT_A_CHOICE,
    DUPLICATE,
    OF_REPEAT,
    UNREADABLE_CELL,
    UNEXPLAINED,
    OF_NOTHING,
    NOT_A_NUMBER,
)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections as written: keys are not resolved yet. And why others cannot be read."""

    rows: tuple[Correction, ...] = ()
    unread: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """An intake as it is after the corrections `applied`; `refused` says why others are not."""

    intake: Intake
    applied: tuple[Correction, ...] = ()
    refused: tuple[Finding, ...] = ()


def read_corrections(folder: Path, definition: Definition) -> Corrections:
    """Read the table of a round, if it has one."""
    try:
        written = read_rows(folder, NAME, definition)
    except TableError as error:
        return _unreadable(error.message)
    return Corrections() if written is None else corrections_of(written.table)


def corrections_of(table: Table) -> Corrections:
    """Return the corrections that a table says, and what of it is none."""
    counts = Counter(table.header)
    for problem, names in (
        ("missing", [column for column in COLUMNS if not counts[column]]),
        ("twice", [column for column in COLUMNS if counts[column] > 1]),
    ):
        if names:
            columns = Message(f"corrections.{problem}", names=Listed(names))
            return _unreadable(Message("table.of_file", file=table.file, what=columns))
    spoilt = {fault.row for fault in table.faults}
    sound = [row for row in table.rows if spoilt.isdisjoint({table.top, row.number})]
    return Corrections(
        rows=tuple(_correction(table, row) for row in sound),
        unread=tuple(_unread(table, fault) for fault in table.faults),
    )


def _unreadable(reason: Text) -> Corrections:
    return Corrections(unread=(UNREADABLE.finding(Origin(NAME), reason=reason),))


def _unread(table: Table, fault: NoText) -> Finding:
    """Say why a row is not applied, at the cell that is no text."""
    text = Listed(map(quoted, fault.texts))
    what = Message(f"table.{fault.kind}.what", column=fault.column, text=text)
    where = Origin(table.book, table.sheet, fault.cell)
    return UNREADABLE_CELL.finding(where, what=what, todo=Message(f"table.{fault.kind}.todo"))


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


def correct(sent: Intake, corrections: Corrections) -> Corrected:
    """Apply every correction to what was sent that can be, and say why the others cannot."""
    applied: dict[Key, Correction] = {}
    refused = list(corrections.unread)
    for correction in corrections.rows:
        resolved = _resolved(sent, correction, applied)
        if isinstance(resolved, Finding):
            refused.append(resolved)
        else:
            applied[resolved.key] = resolved
    told = tuple(together(refused, _MOST_ALIKE, of=lambda finding: finding.where.file))
    if not applied:
        return Corrected(sent, refused=told)
    files = tuple(_corrected(sent, file, applied) for file in sent.submissions)
    intake = replace(sent, submissions=files)
    return Corrected(intake, tuple(applied.values()), told)


# ---------------------------------------------------------------- whether it can be applied


def _resolved(
    sent: Intake, correction: Correction, applied: Mapping[Key, Correction]
) -> Correction | Finding:
    """Return the correction with its true key, or why it is refused."""
    item, name = canonical(correction.key.owner_id), correction.key.column_id
    where = correction.origin
    if not (item and canonical(name)):
        blank = [c for c, text in (("item", item), ("column", canonical(name))) if not text]
        return OF_NOTHING.finding(where, names=_named(blank))
    if item in (repeats := _repeats(sent)):
        return OF_REPEAT.finding(where, item=item, source=repeats[item])
    question = sent.questions.get(item)
    if question is None:
        return UNKNOWN_ITEM.finding(where, item=item)
    question, column = _asking(sent, question, name)
    if column is None:
        allowed = Listed(c.title for c in question.columns)
        return UNKNOWN_COLUMN.finding(where, item=item, column=name, allowed=allowed)
    resolved = replace(correction, key=Key(question.line.id, column.id))
    finding = _refused(sent, resolved, question, column, applied)
    if finding is None:
        return resolved
    return replace(finding, department_id=question.entry.department_id, owner_id=question.line.id)


def _asking(sent: Intake, question: Question, name: str) -> tuple[Question, Column | None]:
    """Return the row that asks for what a column is called: an item's, or that of its review."""
    column = column_called(question, name)
    review = sent.review_of(question) if column is None else None
    if review and (reviewed := column_called(review, name)):
        return review, reviewed
    return question, column


def _refused(
    sent: Intake,
    correction: Correction,
    question: Question,
    column: Column,
    applied: Mapping[Key, Correction],
) -> Finding | None:
    """Say why the value that a correction names cannot become what it says."""
    where, item, title = correction.origin, correction.key.owner_id, column.title
    if correction.key in applied:
        first = applied[correction.key].origin.cell
        return DUPLICATE.finding(where, item=item, column=title, first=first)
    if column.is_choice and correction.after and not column.choose(correction.after):
        after, allowed = quoted(correction.after), Listed(column.codes, "codes")
        return NOT_A_CHOICE.finding(where, item=item, column=title, after=after, allowed=allowed)
    if figure_of(question, column, correction.after).fault:
        after = quoted(correction.after)
        return NOT_A_NUMBER.finding(where, item=item, column=title, after=after)
    came = _came(sent, question, column)
    if came is None:
        return ANOTHER_TEXT.finding(where, "missing", item=item, column=title)
    if meaning(question, column, correction.before) in came:
        return _unexplained(correction, column)
    before, found = (quoted(t) or NOTHING for t in (correction.before, " / ".join(sorted(came))))
    return ANOTHER_TEXT.finding(where, item=item, column=title, before=before, found=found)


def _unexplained(correction: Correction, column: Column) -> Finding | None:
    """Say what is not said of a change: who made it, or why."""
    said = {"who": correction.who, "reason": correction.reason}
    names = _named(name for name, text in said.items() if not canonical(text))
    item = correction.key.owner_id
    if not names:
        return None
    return UNEXPLAINED.finding(correction.origin, item=item, column=column.title, names=names)


def _named(columns: Iterable[str]) -> Listed:
    return Listed((Message(f"correction.{name}") for name in columns), "quoted")


def _repeats(intake: Intake) -> Mapping[str, str]:
    """Return the source of every line that is a repeat."""
    return {
        line.id: line.repeat_of or entry.repeat_of
        for form in intake.definition.every_form
        for _, entry in intake.definition.entries(form)
        if entry.repeat_of
        for line in entry.lines
    }


def column_called(question: Question, name: str) -> Column | None:
    """Return the answered column that an id, a heading or a header names, if it is just one."""
    wanted, heading = canonical(name), headings(question.form)
    by_name = (
        [c for c in question.columns if canonical(n(c)) == wanted]
        for n in (lambda c: c.id, lambda c: heading[c.id], lambda c: c.header, below_parent)
    )
    named: list[Column] = next(filter(None, by_name), [])
    return named[0] if len(named) == 1 else None


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
        meant(question, column, row.fields[column.id]) if column.id in row.fields else ""
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
        _corrected_row(row, asked[row.origin], applied) if row.origin in asked else row
        for row in file.rows
    )
    return replace(file, rows=rows)


def _corrected_row(
    row: FoundRow, question: Question, applied: Mapping[Key, Correction]
) -> FoundRow:
    fields = dict(_fields(row, question, applied))
    emptied = {column: field for column, field in row.fields.items() if column not in fields}
    return replace(row, fields=fields, emptied=emptied)


def _fields(
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
        if not (correction and column and _replaces(question, column, correction, field)):
            if field is not None:
                yield column_id, field
        elif correction.after:
            origin, before = (field.origin, field.text) if field else (row.place(column_id), "")
            yield column_id, Field(correction.after, CellKind.TEXT, origin, before=before)


def _replaces(
    question: Question, column: Column, correction: Correction, field: Field | None
) -> bool:
    sent = meant(question, column, field) if field else ""
    return sent == meaning(question, column, correction.before)
