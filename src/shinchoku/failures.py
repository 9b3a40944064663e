"""What the system refuses, in a clerk's words: which file, why, and what to do about it.

A failure to read is told apart from one to write where the reading is done, with `reading`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shinchoku.messages import say


class ReadError(Exception):
    """Something in a round's folder cannot be read; the message is for a clerk."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise ReadError for what cannot be read within; `path` where the system names no file."""
    try:
        yield
    except OSError as error:
        words = {"path": error.filename or path, "reason": error.strerror or error}
        raise ReadError(say("error.read", **words)) from error
