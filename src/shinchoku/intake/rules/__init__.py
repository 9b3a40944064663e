"""The rules for what comes back: an intake goes in, findings come out.

A rule is a code, a name for the bad pattern, a paragraph, and a function; `RULES` is all of them.
The paragraph is what `explain` and the README print, so it stands in `messages` and nowhere else.
"""

from __future__ import annotations

from dataclasses import replace

from shinchoku.findings import Finding, Severity, in_order
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import answers, decided, files, rows, versions
from shinchoku.intake.rules.rule import Rule, fields
from shinchoku.messages import say

__all__ = ["RULES", "Rule", "check"]

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

RULES: tuple[Rule, ...] = tuple(
    Rule(code, name, severity, function)
    for code, name, severity, function in (
        ("E101", "missing-submission", _E, files.missing),
        ("E102", "unreadable-file", _E, files.unreadable),
        ("E103", "foreign-workbook", _E, files.stranger),
        ("E104", "other-round", _E, files.other_round),
        ("E105", "unknown-department", _E, files.unknown_department),
        ("E106", "conflicting-submissions", _E, files.conflicting),
        ("E201", "unknown-row", _E, rows.unknown_row),
        ("E202", "row-without-id", _E, rows.nameless_row),
        ("E203", "duplicate-row", _E, rows.duplicate_row),
        ("E204", "missing-row", _E, rows.missing_row),
        ("E205", "locked-text-changed", _E, rows.locked_text),
        ("E206", "missing-sheet", _E, rows.missing_sheet),
        ("E207", "missing-column", _E, rows.missing_column),
        ("E208", "merged-cells", _E, rows.merged_cells),
        ("E209", "copied-sheet", _E, rows.copied_sheet),
        ("E210", "answer-in-closed-cell", _E, rows.closed_cell),
        ("E211", "row-issued-later", _E, versions.row_issued_later),
        ("E212", "column-issued-later", _E, versions.column_issued_later),
        ("E213", "copied-column", _E, rows.copied_column),
        ("E301", "unanswered", _E, answers.unanswered),
        ("E302", "grade-not-on-scale", _E, answers.not_on_scale),
        ("E303", "reason-not-a-choice", _E, answers.not_a_choice),
        ("E304", "reason-missing", _E, answers.choice_missing),
        ("E305", "note-missing", _E, answers.text_missing),
        ("E306", "nothing-but-planned", _E, answers.something_planned),
        ("E307", "graded-but-nothing", _E, answers.nothing_planned),
        ("E308", "error-value", _E, answers.error_value),
        ("E309", "formula-without-result", _E, answers.without_result),
        ("E310", "turned-into-date", _E, answers.date),
        ("E311", "struck-text", _E, answers.struck),
        ("E312", "beyond-excel", _E, answers.beyond_excel),
        ("E801", "unreadable-corrections", _E, decided.refused),
        ("E802", "correction-of-unknown-item", _E, decided.refused),
        ("E803", "correction-of-unknown-column", _E, decided.refused),
        ("E804", "correction-of-another-text", _E, decided.refused),
        ("E805", "correction-not-a-choice", _E, decided.refused),
        ("E806", "duplicate-correction", _E, decided.refused),
        ("E807", "correction-of-repeat", _E, decided.refused),
        ("E808", "correction-unreadable-cell", _E, decided.refused),
        ("W401", "text-too-long", _W, answers.too_long),
        ("W402", "reason-unneeded", _W, answers.unneeded),
        ("W403", "unconfirmed", _W, files.unconfirmed),
        ("W404", "figures-against-grade", _W, answers.implausible),
        ("W405", "older-template", _W, versions.older_template),
        ("W406", "locked-text-struck", _W, rows.struck_locked_text),
        ("N501", "identical-copy", _N, files.copy),
        ("N502", "complementary-files", _N, files.complementary),
        ("N503", "hidden-rows", _N, files.hidden_rows),
        ("N504", "sheets-ignored", _N, files.ignored_sheets),
        ("N505", "stray-value", _N, files.stray_value),
        ("N506", "formula-result-taken", _N, answers.formula),
        ("N507", "comment-ignored", _N, files.comment),
        ("N508", "drawing-ignored", _N, files.drawing),
        ("N509", "macros-ignored", _N, files.macros),
        ("N510", "links-ignored", _N, files.external_links),
        ("N511", "text-cleaned", _N, answers.cleaned),
        ("N512", "no-longer-asked", _N, versions.no_longer_asked),
        ("N513", "number-format-unknown", _N, answers.uncertain_format),
        ("N514", "department-not-asked", _N, files.not_asked),
        ("N701", "superseded-file", _N, decided.superseded),
        ("N702", "excluded-file", _N, decided.excluded),
        ("N703", "replaced-file", _N, decided.replaced),
    )
)


def check(intake: Intake) -> tuple[Finding, ...]:
    """Apply every rule to everything that came in, as it is after corrections.

    What is wrong with a corrected value is the planning section's business, not a department's;
    so is a cell that a correction emptied.
    """
    corrected = {f.origin for _, _, _, f in fields(intake) if f.before is not None}
    every_row = (row for received in intake.received for row, _ in received.rows)
    corrected |= {row.place(column) for row in every_row for column in row.emptied}
    found = (finding for rule in RULES for finding in rule.check(rule, intake))
    return in_order(
        finding if corrected.isdisjoint({finding.cause, finding.where}) else _ours(finding)
        for finding in found
    )


def _ours(finding: Finding) -> Finding:
    message = finding.message + say("finding.corrected")
    return replace(finding, message=message, hint=say("hint.corrected"), department_id="")
