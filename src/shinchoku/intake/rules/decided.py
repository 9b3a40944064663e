"""Rules about what the planning section decided: files set aside, corrections."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.findings import Finding
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules.rule import Rule
from shinchoku.model import Origin


def superseded(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files whose department has an accepted one."""
    yield from _set_aside(rule, intake, "accepted")


def excluded(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files that were excluded."""
    yield from _set_aside(rule, intake, "excluded")


def refused(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find corrections that are not applied, for the reason that the rule is called after."""
    for refusal in intake.refusals:
        if refusal.rule == rule.name:
            yield rule.finding(
                refusal.where,
                department=refusal.department_id,
                owner=refusal.owner_id,
                **refusal.words,
            )


def _set_aside(rule: Rule, intake: Intake, event: str) -> Iterator[Finding]:
    for file, decision in ((a.submission, a.decision) for a in intake.set_aside):
        if decision.event == event:
            yield rule.finding(
                Origin(file.file),
                department=file.identity.department_id if file.identity else "",
                accepted=decision.name,
                reason=decision.reason,
            )
