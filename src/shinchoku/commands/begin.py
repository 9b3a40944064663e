"""What `new` does on a terminal: a kit's name and a round's go in, a round is there and told."""

from __future__ import annotations

from pathlib import Path

from shinchoku import kits
from shinchoku.places import ROUNDS
from shinchoku.terminal import Terminal
from shinchoku.words import Message


def begin(terminal: Terminal, kit: str | None, round_: str | None) -> None:
    """Make a round of a kit; without one, list them."""
    example = terminal.say("new.example")
    if kit is None:
        listed = terminal.run(kits.kits)
        for each in listed:
            terminal.tell("new.kit", id=each.id, title=each.title)
        terminal.next("new", listed[0].id, example)
        return
    if round_ is None:
        terminal.fail(Message("usage.missing", name="ROUND"), "new", kit, example)
    given = Path(round_)
    rounds = ROUNDS if len(given.parts) == 1 else given.parent  # a path, or a name among the rounds
    begun = terminal.run(lambda: kits.begin(kit, rounds, given.name))
    terminal.tell("new.begun", folder=begun.folder, title=begun.title)
    for what in ("report", "master"):
        terminal.tell(f"new.{what}", path=getattr(begun, what))
    terminal.next("distribute", round_)
