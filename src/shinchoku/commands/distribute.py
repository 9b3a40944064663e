"""What `distribute` does on a terminal: workbooks go out, and what becomes of them is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from shinchoku import pipeline
from shinchoku.results import Checked
from shinchoku.terminal import FINDINGS, Terminal
from shinchoku.words import Listed

_MOST_NAMED = 8


def write(
    terminal: Terminal, folder: Path, round_: str, only: Sequence[str], *, reviews: bool
) -> None:
    """Write the templates of a round, or the workbooks of its reviews."""
    job = pipeline.distribute_reviews if reviews else pipeline.distribute
    distributed = terminal.run(lambda: job(folder, terminal.progress, only=only))
    if isinstance(distributed, Checked):
        _refused(terminal, distributed, round_)
        sys.exit(FINDINGS)
    key = "summary.reviews_distributed" if reviews else "summary.distributed"
    count = len(distributed.templates)
    terminal.tell(key, folder=folder / "templates", count=count)
    terminal.drafts(distributed.drafts)
    for department in distributed.unasked:
        terminal.tell("N514.finding", id=department.id, name=department.name)
    if distributed.left:
        names = Listed(distributed.left, "names", most=_MOST_NAMED)
        terminal.tell("summary.left_over", folder=folder / "templates", names=names)
    terminal.next("check", round_)


def _refused(terminal: Terminal, checked: Checked, round_: str) -> None:
    """Say why nothing can be reviewed yet."""
    terminal.findings(checked.errors_found, None)
    terminal.tell("summary.not_reviewed")
    terminal.next("check", round_)
