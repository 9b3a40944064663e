"""What may leave the house of what is known of an entry."""

from __future__ import annotations

from shinchoku.model import Entry, Form


def label_of(form: Form, entry: Entry) -> str:
    """Return what an entry is called, or its id where only a private column says that.

    Without a label of its own, an entry is called by the first text that the master has of it.
    """
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for column in form.given:
        said[column.public].add(_folded(entry.lines[0].values.get(column.id, "")))
    private = said[False] - said[True]
    return entry.id if _folded(entry.label) in private else entry.label


def _folded(text: str) -> str:
    return " ".join(text.split())
