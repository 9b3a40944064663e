"""What the system refuses, in a clerk's words: which file, why, and what to do about it.

A failure to read is told apart from one to write where the reading is done, with `reading`.
LayoutError and ProofError stand here, so that whoever catches them need not load what raises them.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from shinchoku.messages import say

_TO_WRITE: Mapping[int, str] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    # Windows says EACCES of a file that another program has open.
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EBUSY), "in_use"),
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY), "in_the_way"),
}


class ReadError(Exception):
    """Something in a round's folder cannot be read; the message is for a clerk."""


class LayoutError(Exception):
    """The document cannot be laid out: a bug in what composed it."""


class ProofError(Exception):
    """The proof cannot be made: a program is missing, or LibreOffice could not open the report."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise ReadError for what cannot be read within; `path` where the system names no file."""
    try:
        yield
    except OSError as error:
        words = {"path": error.filename or path, "reason": error.strerror or error}
        raise ReadError(say("error.read", **words)) from error


def to_write(error: BaseException | None) -> str:
    """Return what to do where the system would not write; "" where that cannot be told."""
    kind = _TO_WRITE.get(error.errno or 0) if isinstance(error, OSError) else None
    return say(f"advice.{kind}") if kind else ""
