"""Rules about whole files: whose they are, whether they can be read, what else they carry."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain, groupby

from shinchoku.findings import Acts, Cells, Decision, Finding
from shinchoku.identity import ABOUT_FIELDS, CONFIRMED_BY
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import FoundRow
from shinchoku.intake.questions import Intake, Received
from shinchoku.intake.rules.rows import resembling
from shinchoku.intake.rules.rule import IntakeRule, files, rule, sheet_name, typed_in
from shinchoku.intake.submissions import Submission
from shinchoku.model import Key, Origin
from shinchoku.sheets import CellKind
from shinchoku.words import EMPTY, Listed, Message, Text, words

_MOST_EXAMPLES = 10
_ALIKE = {"xlsb": "xls", "ods": "xls", "html": "xls", "too_many_entries": "too_large"}
_PASSING = frozenset({"gone", "denied"})  # the same file may be read the next time


@rule("E101", "missing-submission", acts=Acts.DEPARTMENT)
def missing(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find departments from which nothing came."""
    about = intake.definition.round
    lying: dict[str, list[str]] = {}  # in whose files its sheets are, whether these count or not
    for file in intake.submissions:
        for neighbour in dict.fromkeys(file.neighbours.values()):
            lying.setdefault(neighbour, []).append(file.name)
    for department in intake.awaited:
        if not intake.by_department[department.id]:
            finding = rule.finding(
                Origin(department.name),
                "overdue" if intake.is_overdue(department) else "",
                department=department.id,
                name=department.name,
                deadline=about.told(intake.definition.deadline_of(department)),
            )
            found = lying.get(department.id)
            if found:
                others = Listed(found, "quoted", most=_MOST_EXAMPLES)
                also, todo = Message("E101.lying", others=others), Message("E101.lying_hint")
                finding = replace(finding, also=also, todo=todo)
            yield finding


@rule("E215", "neighbours-sheet", acts=Acts.DEPARTMENT)
def neighbours_sheet(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find sheets of another department in a file, together for each that this round has."""
    names = {department.id: department.name for department in intake.definition.everybody}
    for department, file in files(intake):
        sheets: dict[str, list[str]] = {}
        for sheet, neighbour in file.neighbours.items():
            sheets.setdefault(neighbour if neighbour in names else "", []).append(sheet)
        for neighbour, found in sheets.items():
            ids = dict.fromkeys(quoted(file.neighbours[sheet]) for sheet in found)
            unknown = Message("E215.unknown", ids=Listed(ids, "names", most=_MOST_EXAMPLES))
            yield rule.finding(
                Origin(file.file, found[0]),
                department=department,
                name=names[department],
                neighbour=quoted(names[neighbour]) if neighbour else unknown,
                sheets=Listed(map(quoted, found), "quoted", most=_MOST_EXAMPLES),
            )


@rule("N514", "department-not-asked")
def not_asked(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find departments that no form asks anything."""
    for department in intake.definition.departments:
        if not any(intake.asked(department.id)):
            yield rule.finding(Origin("master/departments"), id=department.id, name=department.name)


@rule("E102", "unreadable-file", solved_by=Decision.EXCLUDE)
def unreadable(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that could not be read; some reasons have a hint of their own."""
    for submission in intake.submissions:
        if submission.problem is not None:
            kind = submission.problem.kind
            reason = Message(f"unreadable.{kind}")
            variant = _ALIKE.get(kind, kind)
            finding = rule.finding(Origin(submission.file), variant, reason=reason)
            yield replace(finding, passing=True) if kind in _PASSING else _or_exclude(finding)


def _or_exclude(finding: Finding) -> Finding:
    """Add what to do with a file that nobody will put right: it stops `compile` until then."""
    return replace(finding, todo=Message("rule.or_exclude"))


@rule("E103", "foreign-workbook", solved_by=Decision.EXCLUDE)
def stranger(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find workbooks without an identity."""
    for submission in intake.submissions:
        if submission.problem is None and submission.identity is None:
            names = [quoted(name, 31) for name in submission.ignored_sheets[:3]]
            sheets = Listed(names or ["—"], "names")
            yield _or_exclude(rule.finding(Origin(submission.file), sheets=sheets))


@rule("E104", "other-round", solved_by=Decision.EXCLUDE)
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


@rule("E105", "unknown-department", solved_by=Decision.EXCLUDE)
def unknown_department(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find templates of a department that this round does not have."""
    known = {department.id for department in intake.definition.everybody}
    for submission in intake.submissions:
        identity = submission.identity
        ours = identity and identity.round_id == intake.definition.round.id
        if identity and ours and identity.department_id not in known:
            yield rule.finding(Origin(submission.file), found=quoted(identity.department_id))


@rule("E106", "conflicting-submissions", acts=Acts.DEPARTMENT, solved_by=Decision.CHOOSE)
def conflicting(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find versions of one answer that are not the same, together for a department.

    What one of them leaves blank differs from what another says there.
    """
    for department, found in intake.by_department.items():
        versions = intake.versions(intake.distinct(found))
        if versions:
            said = [intake.content(file) for file in versions]
            keys = dict.fromkeys(chain.from_iterable(said))
            differing = [key for key in keys if len({content.get(key) for content in said}) > 1]
            yield rule.finding(
                Origin(versions[0].file),
                department=department,
                others=Listed((file.name for file in versions[1:]), "quoted", most=_MOST_EXAMPLES),
                count=len(differing),
                examples=_compared(intake, versions, differing),
            )


def _compared(intake: Intake, versions: Sequence[Submission], differing: Sequence[Key]) -> Listed:
    """Return the cells that differ, with what each version says."""
    rows = [{row.owner_id: row for row, _ in intake.rows(file)} for file in versions]
    cells = []
    for owner, column in differing[: _MOST_EXAMPLES + 1]:
        question = intake.questions[owner]
        texts = (_version(each.get(owner), column) for each in rows)
        cells.append(
            Message(
                "E106.cell",
                label=question.entry.label,
                column=question.form.column(column).title,
                texts=Listed(texts, "versions", most=_MOST_EXAMPLES),
            )
        )
    return Listed(cells, "sentences", most=_MOST_EXAMPLES)


def _version(row: FoundRow | None, column: str) -> Text:
    """Say what a version has in a cell."""
    if row is None:
        return Message("rule.blank")
    field = row.fields.get(column)
    cell = row.place(column).cell if column in row.columns else ""
    return Message("E106.text", cell=cell, text=_quoted_or_blank(field.text if field else ""))


@rule("E107", "broken-cell", acts=Acts.DEPARTMENT)
def broken_cell(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find cells whose content the file has lost, in answers and elsewhere on our sheets."""
    broken = [answer for answer in intake.answers if answer.field.kind is CellKind.BROKEN]
    yield from (rule.on(answer) for answer in broken)
    told = {answer.field.origin for answer in broken}
    for department, file in files(intake):
        cells = [b.origin for b in file.beside if b.kind == "broken" and b.origin not in told]
        rows = resembling(intake, file) if cells else {}
        for where in cells:
            finding = rule.finding(where, "elsewhere", department=department)
            if where in rows:
                also = Message("rule.resembling", id=rows[where])
                finding = replace(finding, also=also, owner_id=rows[where])
            yield finding


@rule("W414", "sheet-not-in-file")
def lost_sheet(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find sheets that the workbook lists and the file lacks."""
    for received in intake.received:
        for file in received.files:
            told = _told_sheets(intake, received, file)
            for name in (name for name in file.lost_sheets if name not in told):
                where = Origin(file.file, name)
                yield rule.finding(where, department=received.department_id, sheet=quoted(name, 31))


@rule("N501", "identical-copy")
def copy(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that say just what an earlier one of their department says."""
    for department, found in intake.by_department.items():
        first: dict[Hashable, Submission] = {}
        for file in found if len(found) > 1 else ():
            kept = first.setdefault(file.substance, file)
            if kept is not file:
                yield rule.finding(Origin(file.file), department=department, other=kept.name)


@rule("N502", "complementary-files", solved_by=Decision.LEAVE_OUT)
def complementary(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files of one department that were put together cell by cell."""
    for received in intake.received:
        first, *others = received.files
        if others:
            finding = rule.finding(
                Origin(first.file),
                department=received.department_id,
                others=Listed((file.name for file in others), "quoted", most=_MOST_EXAMPLES),
            )
            yield replace(finding, also=_who_differs(received.files))


def _who_differs(files: Sequence[Submission]) -> Text:
    """Say in what files differ about who answered."""
    differing = [
        Message(
            "N502.about",
            field=Message(f"guide.field.{key}"),
            texts=Listed((_quoted_or_blank(file.about.get(key, "")) for file in files), "versions"),
        )
        for key in ABOUT_FIELDS
        if len({file.about.get(key, "") for file in files}) > 1
    ]
    return Message("N502.also", fields=Listed(differing, "names")) if differing else EMPTY


def _quoted_or_blank(text: str) -> Text:
    return Message("rule.quote", text=quoted(text, 40)) if text else Message("rule.blank")


@rule("W403", "unconfirmed", acts=Acts.DEPARTMENT, cells=Cells.CONFIRMATION)
def unconfirmed(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that nobody confirmed."""
    for received in intake.received:
        if intake.confirmed_by(received):
            continue
        known = any(file.has_guide for file in received.files)
        said = (
            *(file.about.get(CONFIRMED_BY, "") for file in received.files),
            *(b.text for file in received.files for b in file.beside if b.kind == "unconfirmed"),
        )
        text = next(filter(None, said), "")
        yield rule.finding(
            Origin(received.files[0].file),
            "unnamed" if text else "" if known else "lost",
            department=received.department_id,
            text=quoted(text),
        )


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
    for received in intake.received:
        for file in received.files:
            told = _told_sheets(intake, received, file)
            ignored = [name for name in file.ignored_sheets if name not in told]
            if ignored:
                every = (quoted(name, 31) for name in ignored)
                yield rule.finding(
                    Origin(file.file),
                    department=received.department_id,
                    names=Listed(every, "quoted", most=_MOST_EXAMPLES),
                    count=len(ignored),
                )


def _told_sheets(intake: Intake, received: Received, file: Submission) -> AbstractSet[str]:
    """Return the names of sheets that are told as lost, as E206 and W403."""
    told = {form.sheet for form in intake.definition.every_form if received.lost(form)}
    told |= {found.where.sheet for found in intake.found_in(received).values() if found.where}
    if not file.has_guide:
        told.add(words(intake.definition.round.language)("guide.sheet"))
    return told


@rule("N505", "stray-value")
def stray_value(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find what was typed into cells that are not to be filled in, together for a sheet."""
    forms = intake.definition.every_form
    for received in intake.received:
        told = {sheet_name(received, form) for form in forms if received.gone(form)}  # as E207
        for file in received.files:
            strays = [
                each
                for each in file.beside
                if each.kind == "stray"
                or (each.kind == "nameless" and each.origin.sheet not in told)
            ]
            for _, on_sheet in groupby(strays, key=lambda beside: beside.origin.sheet):
                found = list(on_sheet)
                yield rule.finding(
                    found[0].origin,
                    department=received.department_id,
                    texts=typed_in(found),
                    count=len(found),
                )


@rule("N507", "comment-ignored")
def comment(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find comments left on cells, together for a sheet."""
    yield from _said_beside(rule, intake, "comment")


@rule("N508", "drawing-ignored")
def drawing(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find text boxes, pictures and other things that lie on a sheet."""
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "drawing":
                yield rule.finding(beside.origin, department=department)


@rule("N517", "text-box-ignored")
def text_box(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find text boxes with text, together for a sheet."""
    yield from _said_beside(rule, intake, "text_box")


def _said_beside(rule: IntakeRule, intake: Intake, kind: str) -> Iterator[Finding]:
    for department, file in files(intake):
        said = [beside for beside in file.beside if beside.kind == kind]
        for _, on_sheet in groupby(said, key=lambda beside: beside.origin.sheet):
            found = list(on_sheet)
            yield rule.finding(
                found[0].origin,
                "several" if len(found) > 1 else "",
                department=department,
                text=quoted(found[0].text),
                texts=typed_in(found),
                count=len(found),
            )


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
