"""What `publish` does on a terminal: the editions, what could not be made, and where they are."""

from __future__ import annotations

import sys
from typing import Any

from shinchoku import pipeline
from shinchoku.commands.journal import stop_untold
from shinchoku.editions.issue import Issued
from shinchoku.folders import round_folder
from shinchoku.places import build_of
from shinchoku.proving.verified import Verified
from shinchoku.terminal import FINDINGS, Terminal
from shinchoku.words import Message


def issue(terminal: Terminal, round_: str, *, as_json: bool) -> None:
    """Write every edition of a round's report."""
    folder = round_folder(terminal, round_)
    build = build_of(folder)
    with terminal.waiting(Message("progress.publishing")):
        done = terminal.run(lambda: pipeline.publish_round(folder, build), "compile", round_)
    if as_json:
        terminal.data(_as_data(terminal, done))
    else:
        terminal.findings(done.placed, None)
    if not isinstance(done, Issued):
        if not as_json:
            terminal.findings(done.findings, None)
            terminal.tell("summary.not_published")
            terminal.next("verify", build)
        sys.exit(FINDINGS)
    found = done.publication.findings
    if not as_json:
        _tell(terminal, done)
    stop_untold(terminal, "summary.publication_untold", done.untold)
    if not as_json and found:
        terminal.next("explain", found[0].code)
    elif not as_json:
        terminal.next("verify", done.folder)
    if found:
        sys.exit(FINDINGS)


def _tell(terminal: Terminal, issued: Issued) -> None:
    for edition, files in issued.publication.files.items():
        terminal.tell("summary.edition", what=Message(f"publication.for.{edition}"))
        for name in files:
            terminal.tell("summary.edition_file", path=issued.folder / name)
    for lack in issued.publication.lacking:
        terminal.tell("publication.lack", file=lack.file, why=lack.why, instead=lack.instead)
    terminal.findings(issued.publication.findings, None)
    if issued.kept:
        terminal.tell("summary.publication_kept", path=issued.kept)
    terminal.tell("summary.written", path=issued.folder)


def _as_data(terminal: Terminal, done: Issued | Verified) -> dict[str, Any]:
    """Return what was published for scripts; `folder` is None where nothing was."""
    if not isinstance(done, Issued):
        findings = terminal.plain((*done.placed, *done.findings))
        return {"folder": None, "editions": {}, "lacking": [], "findings": findings}
    publication = done.publication
    return {
        "folder": done.folder.as_posix(),
        "editions": publication.files,
        "lacking": [
            {
                "file": lack.file,
                "why": terminal.say.tell(lack.why),
                "instead": terminal.say.tell(lack.instead),
            }
            for lack in publication.lacking
        ],
        "findings": terminal.plain((*done.placed, *publication.findings)),
    }
