"""Rules about what was decided: files that do not count, corrections."""

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


def replaced(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find files that came back corrected, as the returned workbook that was made from them."""
    yield from _set_aside(rule, intake, "replaced")


def refused(rule: Rule, intake: Intake) -> Iterator[Finding]:
    """Find corrections that are not applied, for the reason that the rule is called after."""
    for refusal in intake.refusals:
        if refusal.rule == rule.name:
            yield rule.finding(
                refusal.where,
                refusal.variant,
                department=refusal.department_id,
                owner=refusal.owner_id,
                **refusal.words,
            )


def _set_aside(rule: Rule, intake: Intake, why: str) -> Iterator[Finding]:
    for aside in intake.set_aside:
        if aside.why == why:
            identity = aside.submission.identity
            yield rule.finding(
                Origin(aside.submission.file),
                department=identity.department_id if identity else "",
                name=aside.name,
                reason=aside.reason,
            )
