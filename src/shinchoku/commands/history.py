"""What `history` does on a terminal: what was received and decided, an event a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import click

from shinchoku.folders import round_folder
from shinchoku.intake.ledger import DIGITS, Record, read_records, superseded
from shinchoku.normal import spelled_out
from shinchoku.terminal import Terminal
from shinchoku.words import Message

_EVENTS = ("received", "accepted", "excluded", "undone")


def show(terminal: Terminal, round_: str, *, as_json: bool) -> None:
    """Tell the ledger of a round."""
    folder = round_folder(terminal, round_)
    records = terminal.run(lambda: read_records(folder))
    successors = superseded(records)
    if as_json:
        plain = [
            {**asdict(record), "superseded_by": successors[index].sha256}
            if index in successors
            else asdict(record)
            for index, record in enumerate(records)
        ]
        terminal.data(plain)
        return
    if not records:
        terminal.tell("history.none")
    _tell(terminal, records, successors)
    terminal.next("check", round_)


def _tell(terminal: Terminal, records: Sequence[Record], successors: Mapping[int, Record]) -> None:
    """Say what was received and decided; `successors` took a file's place, by its record."""
    for index, record in enumerate(records):
        click.echo(_event(terminal, record, record.sha256[:DIGITS]))
        if record.formerly:
            terminal.tell("history.formerly", name=spelled_out(record.formerly))
        if successor := successors.get(index):
            digits = successor.sha256[:DIGITS]
            terminal.tell("history.superseded", name=spelled_out(successor.name), sha256=digits)


def _event(terminal: Terminal, record: Record, digits: str) -> str:
    """Return an event in one line; what only a later version can say in words stays."""
    say, verdict, undone = terminal.say, f"verdict.{record.verdict}", f"undone.{record.undoes}"
    values = asdict(record) | {
        "name": spelled_out(record.name),
        "at": record.at[:16].replace("T", " "),
        "department": record.department or Message("history.unknown_department"),
        "verdict": say(verdict) if verdict in say else record.verdict,
        "sha256": digits,
        "undoes": say(undone) if undone in say else record.undoes,
    }
    if record.event in _EVENTS:
        return say(f"history.{record.event}", **values)
    values["more"] = " ".join(filter(None, (values["verdict"], record.by, record.reason)))
    return say("history.other", **values)
