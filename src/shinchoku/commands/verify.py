"""What `verify` does on a terminal: a report is accounted for, and edits become corrections."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shinchoku import pipeline
from shinchoku.folders import build_folder, is_there, round_folder
from shinchoku.places import ROUNDS
from shinchoku.terminal import FINDINGS, FINE, Terminal

if TYPE_CHECKING:
    from shinchoku.followup.corrections_kept import Filled
    from shinchoku.proving.verified import Verified


def account(terminal: Terminal, build: str, form: Path | None, *, as_json: bool) -> None:
    """Account for every submitted value of a report; with `form`, put what was edited into it."""
    folder = build_folder(terminal, build)
    verified = terminal.run(lambda: pipeline.verify(folder))
    if as_json:
        terminal.data(terminal.plain((*verified.placed, *verified.findings)))
    else:
        terminal.findings(verified.placed, None)
        terminal.findings(verified.findings, None)
        terminal.accounted(verified.values, verified.unaccounted)
    filled = _fill(terminal, form, folder, verified) if form and verified.edits else None
    if form:
        terminal.edits(verified, filled, err=as_json)
    if filled:
        terminal.next_file(filled.path, err=as_json)
    elif not as_json:
        _next(terminal, build, verified)
    sys.exit(FINDINGS if verified.findings else FINE)


def _next(terminal: Terminal, build: str, verified: Verified) -> None:
    """Name what makes corrections of edits, else what explains the first finding, or the proof."""
    form = ROUNDS / verified.round_id / "corrections.xlsx"
    if verified.edits and is_there(terminal, form.parent / "report.toml"):
        terminal.next("verify", build, "--corrections", form)
    elif verified.findings:
        terminal.next("explain", verified.findings[0].code)
    else:
        terminal.next("proof", build)


def _fill(terminal: Terminal, path: Path, build: Path, verified: Verified) -> Filled:
    """Fill the form of the round in whose folder it is to be, or else of the build's own."""
    beside = is_there(terminal, path.parent / "report.toml")
    round_ = path.parent if beside else round_folder(terminal, verified.round_id)
    return terminal.run(lambda: pipeline.fill_corrections(path, round_, build, verified))
