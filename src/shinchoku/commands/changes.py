"""What `changes` does on a terminal: the reports there are, and a list of what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from shinchoku import pipeline
from shinchoku.folders import round_folder
from shinchoku.followup.change_list import report_told
from shinchoku.places import build_of
from shinchoku.terminal import Terminal

if TYPE_CHECKING:
    from shinchoku.followup.changes import Changed


def compare(
    terminal: Terminal, round_: str, since: int | None, until: int | None, *, as_json: bool
) -> None:
    """List the reports of a round, and what changed between two of them."""
    folder = round_folder(terminal, round_)
    build = build_of(folder)
    changed = terminal.run(
        lambda: pipeline.changes(folder, build, since=since, until=until), "changes", round_
    )
    if as_json:
        terminal.data(_as_data(changed))
        return
    _tell(terminal, changed)
    if changed.path:
        terminal.tell("summary.written", path=changed.path)
        terminal.next_file(changed.path)
    else:
        terminal.next("compile", round_)


def _tell(terminal: Terminal, changed: Changed) -> None:
    for report in changed.reports:
        told = report_told(terminal.say, report)
        if report == changed.reports[0]:
            click.echo(told)
        else:
            terminal.tell("changes.listed", report=told, count=report.changes)
    if not changed.reports:
        terminal.tell("changes.no_reports")
    elif changed.first and changed.second:
        first, second = changed.first.number, changed.second.number
        terminal.tell("changes.compared", first=first, second=second, count=len(changed.changes))
    else:
        terminal.tell("changes.nothing", count=len(changed.reports))


def _as_data(changed: Changed) -> dict[str, Any]:
    """Return the reports and the changes for scripts; `path` is None where nothing is compared."""
    return {
        "reports": [report._asdict() for report in changed.reports],
        "from": changed.first and changed.first.number,
        "to": changed.second and changed.second.number,
        "changes": [
            {**change._asdict(), "source": dict(change.source)} for change in changed.changes
        ],
        "path": changed.path and changed.path.as_posix(),
    }
