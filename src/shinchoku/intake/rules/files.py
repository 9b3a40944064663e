"""Rules about whole files: whose they are, whether they can be read, what else they carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, groupby, islice
from typing import Any

from shinchoku.findings import Finding
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.forms import Field
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules.rule import Rule, files, header
from shinchoku.intake.submissions import Submission
from shinchoku.messages import MESSAGES, say
from shinchoku.model import Key, Origin

_MOST_EXAMPLES = 10
_NO_REASON = "unreadable.unreadable"
_ALIKE = {"xlsb": "xls", "ods": "xls", "html": "xls", "too_many_entries": "too_large"}
_PASSING = frozenset({"gone", "denied"})  # the same file may be read the next time


def missing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find departments from which nothing came."""
    deadline = intake.definition.round.deadline
    for department in intake.definition.departments:
        if not intake.by_department[department.id] and any(intake.asked(department.id)):
            words: dict[str, Any] = {"name": department.name, "deadline": deadline}
            finding = rule.finding(Origin(department.name), department=department.id, **words)
            overdue = say(f"finding.{rule.name}.overdue", **words)
            yield replace(finding, message=overdue) if intake.overdue else finding


def not_asked(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find departments that no form asks anything."""
    for department in intake.definition.departments:
        if not any(intake.asked(department.id)):
            yield rule.finding(Origin("master/departments"), id=department.id, name=department.name)


def unreadable(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files that could not be read; some reasons have a hint of their own."""
    for submission in intake.submissions:
        if submission.problem is not None:
            kind = submission.problem.kind
            key = f"unreadable.{kind}" if f"unreadable.{kind}" in MESSAGES else _NO_REASON
            finding = rule.finding(Origin(submission.file), reason=say(key))
            hint = f"hint.{rule.name}.{_ALIKE.get(kind, kind)}"
            finding = replace(finding, hint=say(hint)) if hint in MESSAGES else finding
            yield finding if kind in _PASSING else _or_exclude(finding)


def _or_exclude(finding: Finding) -> Finding:
    """Add what to do with a file that nobody will put right: it stops `compile` until then."""
    return replace(finding, hint=finding.hint + say("hint.exclude"))


def stranger(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find workbooks without an identity."""
    for submission in intake.submissions:
        if submission.problem is None and submission.identity is None:
            sheets = "、".join(quoted(name, 31) for name in submission.ignored_sheets[:3])
            yield _or_exclude(rule.finding(Origin(submission.file), sheets=sheets or "—"))


def other_round(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find templates of another round, or of this one when it was for another year."""
    round_ = intake.definition.round
    for submission in intake.submissions:
        if submission.identity is None:
            continue
        found, wanted = submission.identity.round_id, round_.id
        if intake.belongs(submission):
            year = intake.issue_of(submission).year
            found, wanted = f"{found}・{year}", f"{wanted}・{round_.year}"
        if found != wanted:
            words = {"found": quoted(found), "wanted": wanted}
            yield _or_exclude(rule.finding(Origin(submission.file), **words))


def unknown_department(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find templates of a department that this round does not have."""
    known = {department.id for department in intake.definition.departments}
    for submission in intake.submissions:
        identity = submission.identity
        ours = identity and identity.round_id == intake.definition.round.id
        if identity and ours and identity.department_id not in known:
            yield rule.finding(Origin(submission.file), found=quoted(identity.department_id))


def conflicting(rule: Rule, intake: Intake) -> Iterator[Finding]:
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


def _compared(intake: Intake, one: Submission, other: Submission, differing: Sequence[Key]) -> str:
    """Return the cells that differ, with what both files say."""
    mine, theirs = _fields_of(intake, one), _fields_of(intake, other)
    lines = []
    for key in differing[:_MOST_EXAMPLES]:
        question = intake.questions[key.owner_id]
        lines.append(
            say(
                "finding.conflicting-cell",
                label=question.entry.label,
                column=header(question.form.column(key.column_id)),
                cell=mine[key].origin.cell,
                text=quoted(mine[key].text, 40),
                other_cell=theirs[key].origin.cell,
                other_text=quoted(theirs[key].text, 40),
            )
        )
    return "".join(lines) + ("…" if len(differing) > _MOST_EXAMPLES else "")


def _fields_of(intake: Intake, file: Submission) -> Mapping[Key, Field]:
    return {
        Key(row.owner_id, column_id): field
        for row, _ in intake.rows(file)
        for column_id, field in row.fields.items()
    }


def copy(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files that say just what an earlier one of their department says."""
    for department, found in intake.by_department.items():
        distinct = intake.distinct(found)
        for file in found:
            if not any(file is kept for kept in distinct):
                first = next(f for f in distinct if f.substance == file.substance)
                yield rule.finding(Origin(file.file), department=department, other=first.name)


def complementary(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files of one department that were put together cell by cell."""
    for received in intake.received:
        first, *others = received.files
        if others:
            yield rule.finding(
                Origin(first.file),
                department=received.department_id,
                others="」「".join(file.name for file in others),
            )


def unconfirmed(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files that nobody confirmed."""
    for received in intake.received:
        if not any(file.about.get("confirmed_by") for file in received.files):
            where = Origin(received.files[0].file)
            yield rule.finding(where, department=received.department_id)


# ---------------------------------------------------------------- what else a file carries


def hidden_rows(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files in which rows of the table are hidden or filtered away."""
    for department, file in files(intake):
        if file.hidden_rows:
            yield rule.finding(Origin(file.file), department=department, count=file.hidden_rows)


def ignored_sheets(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find sheets that are none of the template's."""
    for department, file in files(intake):
        if file.ignored_sheets:
            names = "」「".join(quoted(name, 31) for name in file.ignored_sheets[:_MOST_EXAMPLES])
            count = len(file.ignored_sheets)
            yield rule.finding(Origin(file.file), department=department, names=names, count=count)


def stray_value(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find what was typed into cells that are not to be filled in, together for a sheet."""
    for department, file in files(intake):
        strays = [beside for beside in file.beside if beside.kind == "stray"]
        for _, on_sheet in groupby(strays, key=lambda beside: beside.origin.sheet):
            first, *others = found = list(on_sheet)
            shown = (f"{each.origin.cell}「{quoted(each.text, 40)}」" for each in found)
            texts = "、".join(islice(shown, _MOST_EXAMPLES))
            texts += "…" if len(others) >= _MOST_EXAMPLES else ""
            yield rule.finding(first.origin, department=department, texts=texts, count=len(found))


def comment(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find comments left on cells."""
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "comment":
                yield rule.finding(beside.origin, department=department, text=quoted(beside.text))


def drawing(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find text boxes, pictures and other things that lie on a sheet."""
    for department, file in files(intake):
        for beside in file.beside:
            if beside.kind == "drawing":
                yield rule.finding(beside.origin, department=department)


def macros(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files with macros."""
    for department, file in files(intake):
        if file.macros:
            yield rule.finding(Origin(file.file), department=department)


def external_links(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files that refer to other files or data sources."""
    for department, file in files(intake):
        if file.external_links:
            yield rule.finding(Origin(file.file), department=department)
