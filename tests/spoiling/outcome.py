"""What comes of files, whole or spoilt: their answers, and what is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from shinchoku.definition import load
from shinchoku.findings import Finding
from shinchoku.intake.merge import merge
from shinchoku.intake.questions import Intake
from shinchoku.intake.rules import check
from shinchoku.intake.submissions import Submission, read_submission
from shinchoku.model import Definition, Key
from spoiling.folders import A, B

Outcome: TypeAlias = tuple[Mapping[Key, str], tuple[Finding, ...]]


def outcome(definition: Definition, submissions: Sequence[Submission]) -> Outcome:
    """Return what is read from files and what is found."""
    intake = Intake(definition, submissions)
    findings = check(intake)
    merged, _ = merge(intake)
    return {key: value.text for key, value in merged.submitted.items()}, findings


def right_answers(folder: Path) -> Mapping[str, Mapping[Key, str]]:
    """Return what each file of the untouched round answers."""
    definition = load(folder)
    return {file: outcome(definition, [read_submission(folder / file, file)])[0] for file in (A, B)}
