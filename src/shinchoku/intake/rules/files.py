"""Rules about whole files: whose they are, whether they can be read, what else they carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, groupby

from shinchoku.findings import Acts, Cells, Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import Beside, Field
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules.rule import IntakeRule, files, rule
from shinchoku.intake.submissions import Submission
from shinchoku.model import Key, Origin
from shinchoku.sheets import CellKind
from shinchoku.words import Listed, Message

_MOST_EXAMPLES = 10
_ALIKE = {"xlsb": "xls", "ods": "xls", "html": "xls", "too_many_entries": "too_large"}
_PASSING = frozenset({"gone", "denied"})  # the same file may be read the next time


@rule("E101", "missing-submission", acts=Acts.DEPARTMENT)
def missing(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find departments from which nothing came."""
    deadline = intake.definition.round.deadline
    for department in intake.definition.departments:
        if not intake.by_department[department.id] and any(intake.asked(department.id)):
            yield rule.finding(
                Origin(department.name),
                "overdue" if intake.overdue else "",
                department=department.id,
                name=department.name,
                deadline=deadline,
            )


@rule("N514", "department-not-asked")
def not_asked(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find departments that no form asks anything."""
    for department in intake.definition.departments:
        if not any(intake.asked(department.id)):
            yield rule.finding(Origin("master/departments"), id=department.id, name=department.name)


@rule("E102", "unreadable-file")
def unreadable(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that could not be read; some reasons have a hint of their own."""
    for submission in intake.submissions:
        if submission.problem is not None:
            kind = submission.problem.kind
            reason = Message(f"unreadable.{kind}")
            variant = _ALIKE.get(kind, kind)
            finding = rule.finding(Origin(submission.file), variant, reason=reason)
            yield finding if kind in _PASSING else _or_exclude(finding)


def _or_exclude(finding: Finding) -> Finding:
    """Add what to do with a file that nobody will put right: it stops `compile` until then."""
    return replace(finding, todo=Message("rule.or_exclude"))


@rule("E103", "foreign-workbook")
def stranger(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find workbooks without an identity."""
    for submission in intake.submissions:
        if submission.problem is None and submission.identity is None:
            names = [quoted(name, 31) for name in submission.ignored_sheets[:3]]
            sheets = Listed(names or ["—"], "names")
            yield _or_exclude(rule.finding(Origin(submission.file), sheets=sheets))


@rule("E104", "other-round")
def other_round(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find templates of another round, or of this one when it was for another year."""
    round_ = intake.definition.round
    for submission in intake.submissions:
        if submission.identity is None:
            continue
        found, wanted = submission.identity.round_id, round_.id
        if intake.belongs(submission):
            year = intake.issue_of(submission).year
            found, wanted = f"{found} {year}", f"{wanted} {round_.year}"
        if found != wanted:
            where = Origin(submission.file)
            yield _or_exclude(rule.finding(where, found=quoted(found), wanted=wanted))


@rule("E105", "unknown-department")
def unknown_department(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find templates of a department that this round does not have."""
    known = {department.id for department in intake.definition.departments}
    for submission in intake.submissions:
        identity = submission.identity
        ours = identity and identity.round_id == intake.definition.round.id
        if identity and ours and identity.department_id not in known:
            yield rule.finding(Origin(submission.file), found=quoted(identity.department_id))


@rule("E106", "conflicting-submissions", acts=Acts.DEPARTMENT)
def conflicting(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find two files of a department that answer the same cell differently."""
    for department, found in intake.by_department.items():
        for one, other in combinations(intake.distinct(found), 2):
            mine, theirs = intake.content(one), intake.content(other)
            differing = [key for key in mine if key in theirs and mine[key] != theirs[key]]
            if differing:
                yield rule.finding(
                    Origin(one.file),
                    department=department,
                    other=other.name,
                    count=len(differing),
                    examples=_compared(intake, one, other, differing),
                )


def _compared(
    intake: Intake, one: Submission, other: Submission, differing: Sequence[Key]
) -> Listed:
    """Return the cells that differ, with what both files say."""
    mine, theirs = _fields_of(intake, one), _fields_of(intake, other)
    cells = []
    for key in differing[: _MOST_EXAMPLES + 1]:
        question = intake.questions[key.owner_id]
        cells.append(
            Message(
                "E106.cell",
                label=question.entry.label,
                column=question.form.column(key.column_id).title,
                cell=mine[key].origin.cell,
                text=quoted(mine[key].text, 40),
                other_cell=theirs[key].origin.cell,
                other_text=quoted(theirs[key].text, 40),
            )
        )
    return Listed(cells, "sentences", most=_MOST_EXAMPLES)


def _fields_of(intake: Intake, file: Submission) -> Mapping[Key, Field]:
    return {
        Key(row.owner_id, column_id): field
        for row, _ in intake.rows(file)
        for column_id, field in row.fields.items()
    }


@rule("E107", "broken-cell", acts=Acts.DEPARTMENT)
def broken_cell(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells whose content the file has lost, in answers and elsewhere on our sheets."""
    broken = [answer for answer in intake.answers if answer.field.kind is CellKind.BROKEN]
    yield from (rule.on(answer) for answer in broken)
    told = {answer.field.origin for answer in broken}
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "broken" and beside.origin not in told:
                yield rule.finding(beside.origin, "elsewhere", department=department)


@rule("W414", "sheet-not-in-file")
def lost_sheet(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find sheets that the workbook lists and the file lacks."""
    for department, file in files(intake):
        for name in file.lost_sheets:
            where = Origin(file.file, name)
            yield rule.finding(where, department=department, sheet=quoted(name, 31))


@rule("N501", "identical-copy")
def copy(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that say just what an earlier one of their department says."""
    for department, found in intake.by_department.items():
        distinct = intake.distinct(found)
        for file in found:
            if not any(file is kept for kept in distinct):
                first = next(f for f in distinct if f.substance == file.substance)
                yield rule.finding(Origin(file.file), department=department, other=first.name)


@rule("N502", "complementary-files")
def complementary(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files of one department that were put together cell by cell."""
    for received in intake.received:
        first, *others = received.files
        if others:
            yield rule.finding(
                Origin(first.file),
                department=received.department_id,
                others=Listed((file.name for file in others), "quoted"),
            )


@rule("W403", "unconfirmed", acts=Acts.DEPARTMENT, cells=Cells.CONFIRMATION)
def unconfirmed(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that nobody confirmed."""
    for received in intake.received:
        if not any(file.about.get("confirmed_by") for file in received.files):
            where = Origin(received.files[0].file)
            yield rule.finding(where, department=received.department_id)


# ---------------------------------------------------------------- what else a file carries


@rule("N503", "hidden-rows")
def hidden_rows(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files in which rows of the table are hidden or filtered away."""
    for department, file in files(intake):
        if file.hidden_rows:
            yield rule.finding(Origin(file.file), department=department, count=file.hidden_rows)


@rule("N504", "sheets-ignored")
def ignored_sheets(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find sheets that are none of the template's."""
    for department, file in files(intake):
        if file.ignored_sheets:
            every = (quoted(name, 31) for name in file.ignored_sheets)
            names = Listed(every, "quoted", most=_MOST_EXAMPLES)
            count = len(file.ignored_sheets)
            yield rule.finding(Origin(file.file), department=department, names=names, count=count)


@rule("N505", "stray-value")
def stray_value(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find what was typed into cells that are not to be filled in, together for a sheet."""
    for department, file in files(intake):
        strays = [beside for beside in file.beside if beside.kind == "stray"]
        for _, on_sheet in groupby(strays, key=lambda beside: beside.origin.sheet):
            found = list(on_sheet)
            texts = Listed(map(_stray, found), "names", most=_MOST_EXAMPLES)
            yield rule.finding(
                found[0].origin, department=department, texts=texts, count=len(found)
            )


def _stray(beside: Beside) -> Message:
    return Message("N505.cell", cell=beside.origin.cell, text=quoted(beside.text, 40))


@rule("N507", "comment-ignored")
def comment(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find comments left on cells."""
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "comment":
                yield rule.finding(beside.origin, department=department, text=quoted(beside.text))


@rule("N508", "drawing-ignored")
def drawing(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find text boxes, pictures and other things that lie on a sheet."""
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "drawing":
                yield rule.finding(beside.origin, department=department)


@rule("N517", "text-box-ignored")
def text_box(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find text boxes with text."""
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "text_box":
                yield rule.finding(beside.origin, department=department, text=quoted(beside.text))


@rule("N509", "macros-ignored")
def macros(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files with macros."""
    for department, file in files(intake):
        if file.macros:
            yield rule.finding(Origin(file.file), department=department)


@rule("N510", "links-ignored")
def external_links(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that refer to other files or data sources."""
    for department, file in files(intake):
        if file.external_links:
            yield rule.finding(Origin(file.file), department=department)
