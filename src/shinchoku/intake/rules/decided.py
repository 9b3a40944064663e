"""Rules about what was decided: files that do not count."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.findings import Decision, Finding
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules.rule import IntakeRule, rule
from shinchoku.model import Origin
from shinchoku.normal import spelled_out


@rule("N701", "superseded-file", solved_by=Decision.ACCEPT)
def superseded(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files whose department has an accepted one."""
    yield from _set_aside(rule, intake, "accepted")


@rule("N702", "excluded-file", solved_by=Decision.UNDO)
def excluded(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that were excluded."""
    yield from _set_aside(rule, intake, "excluded")


@rule("N703", "replaced-file", solved_by=Decision.ACCEPT)
def replaced(rule: IntakeRule, intake: Intake) -> Iterator[Finding]:
    """Find files that came back corrected, as the returned workbook that was made from them."""
    yield from _set_aside(rule, intake, "replaced")


def _set_aside(rule: IntakeRule, intake: Intake, why: str) -> Iterator[Finding]:
    for aside in intake.set_aside:
        if aside.why == why:
            identity = aside.submission.identity
            yield rule.finding(
                Origin(aside.submission.file),
                department=identity.department_id if identity else "",
                name=spelled_out(aside.name),
                reason=aside.reason,
            )
