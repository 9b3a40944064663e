"""Rules about the table itself: its sheets, columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import islice, pairwise

from shinchoku.findings import Acts, Cells, Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.lost import FoundAgain
from shinchoku.intake.questions import Intake, Received
from shinchoku.intake.rules.rule import IntakeRule, asked_forms, files, rule, sheet_name, typed_in
from shinchoku.intake.submissions import Submission
from shinchoku.model import Form, Origin
from shinchoku.normal import canonical
from shinchoku.words import EMPTY, Listed, Message, Text

_MOST = 10  # ids to show


@rule("E201", "unknown-row", acts=Acts.DEPARTMENT)
def unknown_row(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find rows whose id the department was not asked about, neither now nor by its template."""
    for department, file in files(intake):
        known = _known(intake, department, file)
        strange = [row for row in file.rows if row.owner_id and row.owner_id not in known]
        for found, resembled in _by_cause(intake, file, strange):
            yield _told(rule, department, found, resembled)


@rule("E202", "row-without-id", acts=Acts.DEPARTMENT)
def nameless_row(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find rows with content but without an id; one that only goes on like the last is no other."""
    for department, file in files(intake):
        nameless = [row for row in file.rows if not row.owner_id and not row.id_taken]
        for found, resembled in _by_cause(intake, file, nameless):
            yield _told(rule, department, [found[0], *_unlike(found)], resembled)


def _unlike(found: Sequence[FoundRow]) -> Iterator[FoundRow]:
    """Yield the rows that do not say just what the row above them says."""
    for last, row in pairwise(found):
        said = ({c: field.text for c, field in each.fields.items()} for each in (last, row))
        if row.row - 1 != last.row or len({tuple(texts.items()) for texts in said}) > 1:
            yield row


def _known(intake: Intake, department: str, file: Submission) -> AbstractSet[str]:
    """Return the ids of a department's rows, now or by its template."""
    asked = {question.line.id for question in intake.asked(department)}
    return asked | intake.issue_of(file).rows.keys()


def _by_cause(
    intake: Intake, file: Submission, rows: Iterable[FoundRow]
) -> Iterator[tuple[Sequence[FoundRow], str]]:
    """Yield the rows of each sheet that have one cause, and which row that is gone they seem to be.

    An id that was typed over is a cause of its own; all that resembles nothing is another.
    """
    resembled = resembling(intake, file)
    causes: dict[tuple[str, str], list[FoundRow]] = {}
    for row in rows:
        causes.setdefault((row.origin.sheet, resembled.get(row.origin, "")), []).append(row)
    yield from ((found, gone) for (_, gone), found in causes.items())


def _told(
    rule: IntakeRule,
    department: str,
    found: Sequence[FoundRow],
    resembled: str,
    first: str = "",
) -> Finding:
    """Make one finding of the rows that have one cause."""
    ids = dict.fromkeys(row.owner_id for row in found)
    finding = rule.finding(
        found[0].origin,
        "several" if len(found) > 1 else "",
        department=department,
        id=quoted(found[0].owner_id),
        ids=Listed(map(quoted, islice(ids, _MOST + 1)), "names", most=_MOST),
        first=first,
        count=len(found),
    )
    if not resembled:
        return finding
    return replace(finding, also=Message("rule.resembling", id=resembled), owner_id=resembled)


def resembling(intake: Intake, file: Submission) -> Mapping[Origin, str]:
    """Return the rows that seem to be one that is gone: the only one with their locked texts.

    They are named by their ids' cells.
    """
    issued = intake.issue_of(file)
    gone = issued.rows.keys() - file.by_id.keys()
    if not gone:
        return {}
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for form_id, columns in issued.given.items():
        for line_id in gone:
            texts = tuple(canonical(issued.rows[line_id].get(column, "")) for column in columns)
            alike.setdefault((form_id, texts), []).append(line_id)
    counting = {row.origin for row, _ in intake.rows(file)}
    found = {}
    for row in (row for row in file.rows if row.origin not in counting):
        texts = row.locked(issued.given.get(row.form_id, ()))
        lines = alike.get((row.form_id, texts), ()) if any(texts) else ()
        if len(lines) == 1:
            found[row.origin] = lines[0]
    return found


@rule("E203", "duplicate-row", acts=Acts.DEPARTMENT)
def duplicate_row(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find ids that stand in a second row, each once; rows that were pasted together are one."""
    for department, file in files(intake):
        copies = set(_copied_sheets(file))
        known = _known(intake, department, file)
        repeated = [row for row in _duplicates(intake, file) if row.owner_id in known]
        counting = {row.owner_id: row.origin for row, _ in intake.rows(file)}
        resembled = resembling(intake, file)
        for found in _pasted(row for row in repeated if row.origin.sheet not in copies):
            owner, seems = found[0].owner_id, resembled.get(found[0].origin, "")
            first = counting.get(owner, file.by_id[owner][0].origin)
            finding = _told(rule, department, found, seems, first.cell)
            yield replace(finding, owner_id=seems or owner)


def _pasted(rows: Iterable[FoundRow]) -> Iterable[Sequence[FoundRow]]:
    """Return rows that follow each other together, and with them what begins with the same id."""
    pasted: dict[tuple[str, str], list[FoundRow]] = {}
    last: FoundRow | None = None
    for row in rows:
        follows = last and (last.origin.sheet, last.row + 1) == (row.origin.sheet, row.row)
        if not follows:
            block = pasted.setdefault((row.origin.sheet, row.owner_id), [])
        block.append(row)
        last = row
    return pasted.values()


@rule("E209", "copied-sheet", acts=Acts.DEPARTMENT)
def copied_sheet(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find sheets all of whose rows stand on an earlier sheet, too; together where it is one."""
    for department, file in files(intake):
        copies: dict[str, list[str]] = {}
        for sheet, first in _copied_sheets(file).items():
            copies.setdefault(first, []).append(sheet)
        for first, sheets in copies.items():
            yield rule.finding(
                Origin(file.file, sheets[0]),
                "several" if len(sheets) > 1 else "",
                department=department,
                first=first,
                count=len(sheets),
            )


def _duplicates(intake: Intake, file: Submission) -> Iterator[FoundRow]:
    """Yield rows whose id stands in another row that counts, or that is the first."""
    counting = {row.owner_id: row.origin for row, _ in intake.rows(file)}
    for row in file.rows:
        same = file.by_id.get(row.owner_id, ())
        if len(same) > 1 and row.origin != counting.get(row.owner_id, same[0].origin):
            yield row


def _copied_sheets(file: Submission) -> dict[str, str]:
    """Return the copied sheets, each with the sheet that it copies."""
    repeated = [(row, same[0].origin) for same in file.by_id.values() for row in same[1:]]
    again = {id(row) for row, _ in repeated}
    kept = {row.origin.sheet for row in file.rows if id(row) not in again}
    return {
        row.origin.sheet: first.sheet for row, first in repeated if row.origin.sheet not in kept
    }


@rule("E206", "missing-sheet", acts=Acts.DEPARTMENT, cells=Cells.OF_SHEET)
def missing_sheet(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find forms whose sheet is gone, is empty, or cannot be told any more."""
    for received in intake.received:
        for form, questions in asked_forms(intake, received):
            found = intake.found_in(received).get(form.id, FoundAgain())
            if found.where or received.lost(form):
                empty = any(form.sheet in file.lost_sheets for file in received.files)
                yield rule.finding(
                    found.where or Origin(received.files[0].file),
                    "found" if found.where else "content" if empty else "",
                    department=received.department_id,
                    sheet=form.sheet,
                    lying=found.where.sheet if found.where else "",
                    found=len(found.answers),
                    count=len(questions),
                )


@rule("E207", "missing-column", acts=Acts.DEPARTMENT, cells=Cells.OF_COLUMN)
def missing_column(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find columns that were deleted, or lost their ids: the first tells what may be theirs."""
    for received in intake.received:
        for form, _ in asked_forms(intake, received):
            where = Origin(received.files[0].file, sheet_name(received, form))
            nameless = [
                each
                for file in received.files
                for each in file.beside
                if each.kind == "nameless" and each.origin.sheet == where.sheet
            ]
            told: Text = Message("E207.nameless", texts=typed_in(nameless)) if nameless else EMPTY
            for column in received.gone(form):
                finding = rule.finding(
                    where, department=received.department_id, column=column.title
                )
                yield replace(finding, also=told)
                told = EMPTY


@rule("E213", "copied-column", acts=Acts.DEPARTMENT)
def copied_column(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find columns that are there again: only the first one counts."""
    forms: dict[str, Form] = {form.id: form for form in intake.definition.every_form}
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
    forms: dict[str, Form] = {form.id: form for form in intake.definition.every_form}
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
        present = {owner for file in received.files for owner in file.by_id}
        for file in received.files:
            present.update(resembling(intake, file).values())  # told: its id was typed over
        for form, questions in asked_forms(intake, received):
            if not received.columns.get(form.id):
                continue
            where = Origin(received.files[0].file, sheet_name(received, form))
            gone = [q for q in questions if q.line.id not in present and received.was_issued(q)]
            if len(gone) > _without_id(received, form):
                yield from (rule.about(received, q, where, id=q.line.id) for q in gone)


def _without_id(received: Received, form: Form) -> int:
    """Return how many rows of a form lost their ids in ways that are told as such."""
    rows = (row for file in received.files for row in file.rows if row.form_id == form.id)
    return sum(row.id_taken and not row.owner_id for row in rows)


@rule("E214", "exchanged-ids", acts=Acts.DEPARTMENT)
def exchanged_ids(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find rows that have one another's ids, as after sorting ids alone; together for a sheet."""
    for department, file in files(intake):
        on_sheet: dict[str, list[tuple[FoundRow, str]]] = {}
        for row, own in exchanged(intake, file).values():
            on_sheet.setdefault(row.origin.sheet, []).append((row, own))
        for found in on_sheet.values():
            texts = [
                Message("E214.row", cell=row.origin.cell, id=quoted(row.owner_id), own=own)
                for row, own in found[: _MOST + 1]
            ]
            yield rule.finding(
                found[0][0].origin,
                department=department,
                owner=found[0][1],
                rows=Listed(texts, "names", most=_MOST),
                count=len(found),
            )


def exchanged(intake: Intake, file: Submission) -> Mapping[Origin, tuple[FoundRow, str]]:
    """Return the rows with the locked texts of another one, which has not got them itself."""
    issued = intake.issue_of(file)
    texts: dict[tuple[str, tuple[str, ...]], FoundRow] = {}
    own: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for row, _ in intake.rows(file):
        columns = issued.given.get(row.form_id, ())
        told = issued.rows.get(row.owner_id, {})
        if all(row.text(column) == told.get(column, "") for column in columns):  # as most are
            continue
        mine = tuple(canonical(told.get(column, "")) for column in columns)
        found = row.locked(columns)
        if found != mine and row.owner_id in issued.rows:
            texts[row.form_id, found] = row
            own.setdefault((row.form_id, mine), []).append(row.owner_id)
    return {
        row.origin: (row, own[key][0])
        for key, row in texts.items()
        if len(own.get(key, ())) == 1 and any(key[1])
    }
