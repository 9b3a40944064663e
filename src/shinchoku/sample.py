"""The sample round: where it is, and the whole loop on a copy of it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from shinchoku.definition import load
from shinchoku.failures import PublishError
from shinchoku.intake.folder import SUBMITTED
from shinchoku.intake.ledger import LEDGER
from shinchoku.issued import ISSUED
from shinchoku.pipeline import Progress, compile_round, distribute, quiet
from shinchoku.places import shipped
from shinchoku.publishing.reports import REPORTS
from shinchoku.results import Checked, Compiled
from shinchoku.words import Message

NAME = "nerima-r4"


def folder() -> Path:
    """Return the sample round."""
    return shipped(NAME)


def demo(
    source: Path,
    target: Path,
    build: Path,
    *,
    today: date | None = None,
    progress: Progress[Any] = quiet,
) -> Compiled:
    """Do the whole loop on a copy of a round: distribute, type the answers, compile."""
    from shinchoku.definition.answers import read_about, read_answers
    from shinchoku.templates.typing_in import type_answers

    if target.exists():
        shutil.rmtree(target)
    own = shutil.ignore_patterns("templates", SUBMITTED, LEDGER, ISSUED, REPORTS)
    shutil.copytree(source, target, ignore=own)
    summaries = distribute(target, progress).templates
    definition = load(target)
    answers = read_answers(target / "answers", definition)
    about = read_about(target / "answers")
    submitted = target / "submitted"
    submitted.mkdir()
    for summary in progress(summaries, Message("progress.typing"), len(summaries)):
        path = submitted / summary.file
        shutil.copyfile(target / "templates" / summary.file, path)
        type_answers(path, answers, about.get(summary.department_id, {}))
    compiled = compile_round(target, build, today=today, progress=progress)
    if isinstance(compiled, Checked):
        if compiled.unrecorded:
            raise compiled.unrecorded
        raise PublishError("\n".join(finding.code for finding in compiled.findings))
    return compiled
