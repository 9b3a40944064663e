"""What `compile` and `publish` say on a terminal of the journal of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shinchoku.failures import to_write
from shinchoku.usage import command_line
from shinchoku.words import Message

if TYPE_CHECKING:
    from shinchoku.publishing.telling import Told
    from shinchoku.terminal import Terminal


def tell(terminal: Terminal, told: Told, round_: str) -> None:
    """Say how many values are not as they were, and what is published of another report."""
    if told.before and told.changes:
        terminal.tell(
            "summary.changed",
            before=told.before,
            number=told.number,
            count=told.changes,
            command=command_line("changes", round_),
        )
    elif told.before and told.changes is not None:
        terminal.tell("summary.unchanged", before=told.before)
    if told.publication:
        path, number = told.publication, told.published
        terminal.tell("summary.other_published", path=path, number=number)


def stop_untold(terminal: Terminal, key: str, untold: OSError | None) -> None:
    """Fail where the journal could not be told of what there is by now."""
    if untold:
        named = f"{untold.filename}: " if untold.filename else ""
        reason = Message(key, reason=f"{named}{untold.strerror}")
        terminal.fail(reason + to_write(untold))
