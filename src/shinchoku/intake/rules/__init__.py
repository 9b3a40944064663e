"""The rules for what comes back: an intake goes in, findings come out.

A rule is a function below its code, its name, who must act and what to look at; what is said of it
stands in the catalogues, under its code.
"""

from __future__ import annotations

from dataclasses import replace

from shinchoku.findings import Finding, in_order
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import answers, cells, decided, files, master, rows, seen, versions
from shinchoku.intake.rules.rule import rules_in

__all__ = ["RULES", "check"]

RULES = rules_in(answers, cells, decided, files, master, rows, seen, versions)


def check(intake: Intake) -> tuple[Finding, ...]:
    """Apply every rule to everything that came in, as it is after corrections.

    What is wrong with a corrected value is the planning section's business, not a department's;
    so is a cell that a correction emptied.
    """
    corrected = {a.field.origin for a in intake.answers if a.field.before is not None}
    every_row = (row for received in intake.received for row, _ in received.rows)
    corrected |= {row.place(column) for row in every_row for column in row.emptied}
    found = (finding for rule in RULES for finding in rule.check(rule, intake))
    return in_order(
        finding
        if corrected.isdisjoint({finding.cause, finding.where})
        else replace(finding, corrected=True, department_id="")
        for finding in found
    )
