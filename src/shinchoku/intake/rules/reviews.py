"""Rules about reviews: what a second judgement is about, and whether anybody was asked for one."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.findings import Acts, Finding
from shinchoku.intake.questions import Intake
from shinchoku.intake.reviewing import NOT_DISTRIBUTED
from shinchoku.intake.rules.rule import IntakeRule, rows, rule
from shinchoku.issued import ISSUED
from shinchoku.model import Origin
from shinchoku.normal import canonical
from shinchoku.words import Listed

_MOST_NAMED = 10


@rule(NOT_DISTRIBUTED, "reviews-not-distributed")
def not_distributed(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find reviewers that were sent nothing, once every department has sent its answers."""
    departments = [d for d in intake.awaited if not intake.definition.is_reviewer(d.id)]
    if intake.unreviewed and all(intake.by_department[each.id] for each in departments):
        names = Listed((each.name for each in intake.unreviewed), "names", most=_MOST_NAMED)
        yield rule.finding(Origin(ISSUED), names=names)


@rule("W417", "review-of-other-answers", acts=Acts.DEPARTMENT)
def other_answers(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find reviews of what a department answers otherwise now."""
    for received, row, question in rows(intake):
        changed = [
            column
            for column in question.form.columns
            if column.by == "context" and column.id in row.columns
            if column.id in question.line.values
            if row.locked([column.id]) != (canonical(question.line.values[column.id]),)
        ]
        if changed:
            columns = Listed((column.title for column in changed), "quoted")
            yield rule.about(received, question, row.place(changed[0].id), columns=columns)
