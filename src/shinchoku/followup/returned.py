"""Returned workbooks: what came back goes in with its findings; a mended workbook comes out.

It is the department's template again, whole, with its own answers, and says what to correct.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from shinchoku.findings import Acts, Cells, Finding, Severity
from shinchoku.identity import CONFIRMED_BY, VALUE_COLUMN, short, template_file_name
from shinchoku.intake.beside import Beside
from shinchoku.intake.cleaning import is_beyond_excel, printable, quoted
from shinchoku.intake.forms import Field, FoundRow
from shinchoku.intake.lost import FoundAgain, left_on_guide
from shinchoku.intake.no_answers import no_answer, with_scripts
from shinchoku.intake.questions import Intake, Question, Received
from shinchoku.intake.rules.rows import resembling
from shinchoku.model import Column, Department, Key
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.sheets import NO_TEXT, CellKind
from shinchoku.templates.faults import Fault, Faults, Leftover
from shinchoku.templates.rows import ID
from shinchoku.words import Words, words

RETURNED = "returned"  # the folder in `build`

_UNTYPED = {"truth", "picture"}
_BLANKS = frozenset({Cells.BLANKS, Cells.REQUIRED_BLANKS, Cells.NEEDED_BLANK})
_PIECE = 16_000  # characters of a text that no cell of Excel can hold
_MOST_LEFT, _MOST_LEFT_CHARACTERS = 2_000, 300_000  # texts without a place that anybody reads


@dataclass(frozen=True, slots=True)
class Returned:
    """The workbooks written, and the names of departments whose files conflict: they got none."""

    files: tuple[Path, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToCorrect:
    """A finding that a department is asked about, and the cells of its template to look at."""

    finding: Finding
    cells: tuple[Key, ...]


def is_for_department(finding: Finding) -> bool:
    """Whether a department can do something about a finding."""
    return finding.rule.acts is Acts.DEPARTMENT and bool(finding.department_id)


def advice(say: Words, finding: Finding) -> str:
    """Return what a department is to do about a finding, its returned workbook in hand.

    A variant that has no words of its own for it has those of its rule.
    """
    own, code = f"{finding.code}.{finding.variant}", finding.code
    keys = (f"{own}.remedy", f"{own}.hint", f"{code}.remedy")
    found = next((key for key in keys if key in say), "")
    return say(found) if found.endswith("remedy") else say.tell(finding.hint)


def returned_name(say: Words, department: Department) -> str:
    """Return the file name of the workbook that goes back to a department."""
    name = Path(template_file_name(department))
    return say("returned.file", name=name.stem) + name.suffix


def write_returned(
    folder: Path, intake: Intake, to_correct: Iterable[tuple[Received, Sequence[ToCorrect]]]
) -> Returned:
    """Write a workbook for every department that has something to correct and one answer."""
    say = words(intake.definition.round.language)
    definition = intake.definition
    departments = {department.id: department for department in definition.everybody}
    files = []
    for received, asked in to_correct:
        if asked and intake.answer_counts[received.department_id] == 1:
            from shinchoku.templates.writer import write_template  # mostly nothing goes back

            department = departments[received.department_id]
            path = folder / returned_name(say, department)
            about = {key: text for file in received.files for key, text in file.about.items()}
            about[CONFIRMED_BY] = intake.confirmed_by(received)
            write_template(
                path,
                definition,
                department,
                answers=_answers(intake, received),
                about={key: printable(text) for key, text in about.items()},
                faults=_faults(say, intake, received, asked),
                replaces=_replaced(intake, department),
            )
            files.append(path)
    several = (id_ for id_, count in intake.answer_counts.items() if count > 1)
    return Returned(tuple(files), tuple(departments[id_].name for id_ in several))


def _replaced(intake: Intake, department: Department) -> frozenset[str]:
    """Return the files of a department that are there, and those whose place they took."""
    own = intake.every_file.get(department.id, ())
    return frozenset(short(file.sha256) for file in own).union(*(file.replaces for file in own))


def _answers(intake: Intake, received: Received) -> dict[Key, str]:
    """Return what was typed. What is no text is left out: as a text it would pass for an answer."""
    return {
        key: _text(field)
        for key, field in (*_found_again(intake, received).items(), *received.answers.items())
        if _is_typed(field)
        if no_answer(intake.questions[key.owner_id].form.column(key.column_id), field)
        not in _UNTYPED
    }


def _found_again(intake: Intake, received: Received) -> Mapping[Key, Field]:
    """Return what stands on sheets that lost what tells them."""
    return dict(chain.from_iterable(f.answers.items() for f in intake.found_in(received).values()))


def _is_typed(field: Field) -> bool:
    """Whether a cell holds a text that can be typed again, raised characters as such."""
    if field.kind in NO_TEXT or is_beyond_excel(field.text):
        return False
    return with_scripts(field) is not None and not (field.runs and field.struck)


def _text(field: Field) -> str:
    """Return what was typed, behind a blank where it begins struck out.

    What is typed over a cell takes the looks of its first character.
    """
    text = printable(with_scripts(field) or "")
    return f" {text}" if _struck(field) and text.startswith(_struck(field)[0]) else text


def _struck(field: Field) -> tuple[str, ...]:
    """Return the struck-out stretches of a text."""
    if field.kind is not CellKind.TEXT or field.runs or is_beyond_excel(field.text):
        return ()
    stretches = (printable(stretch).strip() for stretch in field.struck)
    return tuple(stretch for stretch in stretches if stretch)


def _faults(say: Words, intake: Intake, received: Received, asked: Sequence[ToCorrect]) -> Faults:
    struck = {key: _struck(field) for key, field in received.answers.items() if _struck(field)}
    return Faults(
        asked=tuple(_fault(say, intake, each) for each in asked),
        leftovers=tuple(_leftovers(say, intake, received)),
        struck=struck,
    )


# ---------------------------------------------------------------- what is to be corrected


def to_correct(
    intake: Intake, findings: Iterable[Finding]
) -> tuple[tuple[Received, tuple[ToCorrect, ...]], ...]:
    """Return what departments can do about what they sent, in the order of returned workbooks.

    `intake` is as it was sent: what is wrong with a correction is none of a department's business.
    Errors come first, then the rows of the template; what is about no row comes last.
    """
    told: dict[tuple[str, str], list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings):
        if is_for_department(finding):
            place = finding.department_id, finding.where.file
            told.setdefault(place, []).append((number, finding))
    asked = []
    for received in intake.received:
        places = ((received.department_id, file.file) for file in received.files)
        found = sorted(each for place in places for each in told.get(place, ()))
        asked.append((received, _in_order(intake, received, (finding for _, finding in found))))
    return tuple(asked)


def _in_order(
    intake: Intake, received: Received, findings: Iterable[Finding]
) -> tuple[ToCorrect, ...]:
    asked = [
        ToCorrect(f, tuple(_cells(intake, received, f, intake.questions.get(f.owner_id))))
        for f in findings
    ]
    order = intake.order

    def rank(each: ToCorrect) -> tuple[bool, int]:
        first = each.cells[0].owner_id if each.cells else ""
        return each.finding.severity is not Severity.ERROR, order.get(first, len(order))

    return tuple(sorted(asked, key=rank))


def _fault(say: Words, intake: Intake, asked: ToCorrect) -> Fault:
    finding = asked.finding
    question = intake.questions.get(finding.owner_id)
    label = f"{question.line.id}\n{question.entry.label}" if question else ""
    return Fault(
        label=label,
        message=say.tell(finding.message),
        hint=advice(say, finding),
        cells=asked.cells,
        place=f"{finding.where.sheet} {finding.where.cell}".strip(),
    )


def _cells(
    intake: Intake, received: Received, finding: Finding, question: Question | None
) -> Iterator[Key]:
    """Yield the cells of the template that a finding is about."""
    where = finding.rule.cells
    if where is Cells.CONFIRMATION:
        yield Key(CONFIRMED_BY, VALUE_COLUMN)
    elif where in {Cells.OF_SHEET, Cells.OF_COLUMN}:
        yield from _restored(intake, received, finding)
    elif question is not None:
        at = _column_at(received, question, finding)
        blanks = _blanks(received, question, finding)
        if blanks:
            yield from (Key(question.line.id, column.id) for column in blanks)
        else:
            closed = at in question.closed and not at.per_line
            owner = question.entry.id if closed else question.line.id
            yield Key(owner, at.id if at else ID)


def _column_at(received: Received, question: Question, finding: Finding) -> Column | None:
    """Return the column of a text, or of a given one's blank cell, that a finding names."""
    for row in received.rows_at(finding.where):
        if row.owner_id == question.line.id:
            for column in question.form.columns:
                there = column in question.form.given and column.id in row.columns
                if (column.id in row.fields or there) and row.place(column.id) == finding.where:
                    return column
    return None


def _blanks(received: Received, question: Question, finding: Finding) -> list[Column]:
    """Return the blank cells of a row in which to type what a finding misses."""
    gone = question.line.id not in received.row_of  # its id was typed over, and it is back here
    if finding.rule.cells not in _BLANKS and not gone:
        return []
    blank = [
        column
        for column in question.columns
        if Key(question.line.id, column.id) not in received.answers
    ]
    if finding.rule.cells is Cells.REQUIRED_BLANKS:
        return [column for column in blank if column.required]
    if finding.rule.cells is Cells.NEEDED_BLANK:
        row = received.row_of.get(question.line.id)
        return [c for c in blank if row and row.place(c.id) == finding.where]
    return blank


def _restored(intake: Intake, received: Received, finding: Finding) -> Iterator[Key]:
    """Yield the cells that a deleted sheet or column, or a merged cell, has taken away."""
    sheet = dict(finding.values).get("sheet")
    taken = _ids_taken(intake, received, finding)
    for question in intake.asked(received.department_id):
        if finding.rule.cells is Cells.OF_SHEET:
            if question.form.sheet == sheet and not received.columns.get(question.form.id):
                yield from _of_sheet(intake, received, question)
            continue
        row = received.row_of.get(question.line.id)
        if question.line.id in taken:
            yield from (Key(question.line.id, column.id) for column in question.columns)
        elif row is not None and row.origin.sheet == finding.where.sheet:
            gone = (column for column in question.columns if received.lacks(row, column))
            yield from (Key(question.line.id, column.id) for column in gone)


def _ids_taken(intake: Intake, received: Received, finding: Finding) -> frozenset[str]:
    """Return the rows whose ids merged cells took away on the sheet of a finding."""
    taken = {
        row.origin
        for file in received.files
        for row in file.rows
        if row.id_taken and not row.owner_id and row.origin.sheet == finding.where.sheet
    }
    return frozenset(
        owner
        for file in (received.files if taken else ())
        for where, owner in resembling(intake, file).items()
        if where in taken
    )


def _of_sheet(intake: Intake, received: Received, question: Question) -> Sequence[Key]:
    """Return what to look at in a row whose sheet is back: all cells, or what was not found again.

    Of a row that was found again as a whole it is the id.
    """
    found = intake.found_in(received).get(question.form.id, FoundAgain())
    cells = [(column, Key(question.line.id, column.id)) for column in question.columns]
    if not found.where:
        return [key for _, key in cells]
    lacking = [key for column, key in cells if column.required and key not in found.answers]
    return lacking or [Key(question.line.id, ID)]


# ---------------------------------------------------------------- what has no place


def _leftovers(say: Words, intake: Intake, received: Received) -> Iterator[Leftover]:
    """Yield the texts without a place, each once; of what goes beyond all reading, how many."""
    every: dict[tuple[str, str, str], Leftover] = {}
    for left in _without_place(say, intake, received):
        every.setdefault((left.label, left.header, left.text), left)
    room, beyond = _MOST_LEFT_CHARACTERS, 0
    for number, left in enumerate(every.values()):
        room -= len(left.text)
        if number < _MOST_LEFT and room >= 0:
            yield from _pieces(left)
        else:
            beyond += 1
    if beyond:
        yield Leftover("", "", "", say("returned.beyond", count=beyond))


def _pieces(left: Leftover) -> Iterator[Leftover]:
    seen = printable(left.text)
    for start in range(0, len(seen), _PIECE):
        yield replace(left, text=seen[start : start + _PIECE])


def _without_place(say: Words, intake: Intake, received: Received) -> Iterator[Leftover]:
    """Yield every text that the department wrote and that the template has no cell for."""
    placed = {
        row.origin: question for file in received.files for row, question in intake.rows(file)
    }
    issued = {
        (column, canonical(text))
        for issue in (intake.current[received.department_id], *received.issues)
        for texts in issue.rows.values()
        for column, text in texts.items()
    }
    for file in received.files:
        for row in file.rows:
            for column_id, field in (*row.fields.items(), *row.again):
                question = placed.get(row.origin)
                known = (column_id, canonical(field.text)) in issued
                if not known and not _has_a_place(received, question, row, column_id, field):
                    yield _quoted(say, intake, row, column_id, field)
        strays = (beside for beside in file.beside if beside.kind in _STRAYS)
        yield from _outside(say, (*strays, *left_on_guide(file)))
    for found in intake.found_in(received).values():
        untyped = (field for field in found.answers.values() if not _is_typed(field))
        lost = (Beside("unread", field.origin, field.text) for field in untyped)
        yield from _outside(say, (*found.others, *lost))


_STRAYS = frozenset({"stray", "nameless"})


def _outside(say: Words, found: Iterable[Beside]) -> Iterator[Leftover]:
    for beside in found:
        place = f"{beside.origin.sheet} {beside.origin.cell}"
        yield Leftover(place, say("returned.outside"), "", beside.text)


def _has_a_place(
    received: Received, question: Question | None, row: FoundRow, column_id: str, field: Field
) -> bool:
    """Whether a text stands in its cell, or word for word in the row of the same id."""
    filled = (*question.columns, *question.closed) if question else ()
    if question and column_id in {c.id for c in question.form.columns if c not in filled}:
        return True  # a locked text: its finding shows what became of it; or it is computed again
    kept = received.answers.get(Key(row.owner_id, column_id))
    if kept is None or kept.text != field.text or is_beyond_excel(field.text):
        return False
    return kept.kind in NO_TEXT or _is_typed(kept)


def _quoted(say: Words, intake: Intake, row: FoundRow, column_id: str, field: Field) -> Leftover:
    forms = {form.id: form for form in intake.definition.every_form}
    columns = forms[row.form_id].columns if row.form_id in forms else ()
    header = next((c.title for c in columns if c.id == column_id), column_id)
    place = f"{field.origin.sheet} {field.origin.cell}"
    label = quoted(row.owner_id) or say("returned.no_id")
    return Leftover(place, label, header, field.text)
