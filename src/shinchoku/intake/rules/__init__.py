"""The rules for what comes back: an intake goes in, findings come out.

A rule is a function below its code, its name, who must act and what to look at; what is said of it
stands in the catalogues, under its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shinchoku.findings import Finding, in_order, together
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import (
    answers,
    cells,
    decided,
    files,
    master,
    numbers,
    reviews,
    rows,
    seen,
    versions,
)
from shinchoku.intake.rules.rule import rules_in

__all__ = ["RULES", "check"]

_MOST, _MOST_FILES = 20, 50  # findings of one rule that are told: about a department, about files

RULES = rules_in(answers, cells, decided, files, master, numbers, reviews, rows, seen, versions)


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
        for finding in _few(found)
    )


def _few(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings; what no row of a form bounds is told together where it is very much."""
    of_departments: list[Finding] = []
    of_files: list[Finding] = []
    for finding in found:
        if finding.owner_id:
            yield finding
        else:
            (of_departments if finding.department_id else of_files).append(finding)
    yield from together(of_departments, _MOST, of=lambda finding: finding.department_id)
    yield from together(of_files, _MOST_FILES, of=lambda _: "")
