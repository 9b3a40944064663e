"""Files that only grow, a line for each thing told: a crash loses no line that was whole.

It can tear the last line; whoever reads passes that over, and the next append begins a line of
its own.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE
from collections.abc import Iterable
from datetime import datetime
from errno import ENOSPC
from pathlib import Path

from shinchoku.failures import ReadError, reading
from shinchoku.words import Message

_WIDE = (BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, b"{\0", b"\0{")  # what such a file begins with
_NO_CHARACTER = re.compile("[\uf8f0-\uf8f3]")


def now() -> str:
    """Return when something is told: by the clock of this machine, with its time zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def read_lines(path: Path) -> tuple[bytes, ...]:
    """Return the lines of a file, torn and empty ones too; none where there is no file yet.

    Raises ReadError where it cannot be read or an editor saved it in UTF-16: no line would be whole
    any more, and what was decided must not be forgotten.
    """
    with reading(path):
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return ()
    if data.startswith(_WIDE):
        raise ReadError(Message("error.wide", path=str(path)))
    return tuple(data.split(b"\n"))


def decoded(line: bytes) -> str:
    """Return a line's text; an editor may have put a mark before it, or saved it as cp932.

    A file name may be in bytes that are neither; cp932 has a character of no use for some of them.
    """
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_CHARACTER.search(text):
            return text
    return line.decode("utf-8", "surrogateescape")


def append_lines(path: Path, lines: Iterable[str]) -> None:
    """Append lines in one durable write. Raises OSError, with the file's name."""
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        return
    descriptor = os.open(
        path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        # A file name may hold bytes that are no UTF-8.
        _write(descriptor, _line_end(descriptor) + text.encode("utf-8", "surrogateescape"))
    except OSError as error:  # that of a descriptor does not know its file
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(descriptor)


def _write(descriptor: int, data: bytes) -> None:
    if os.write(descriptor, data) < len(data):
        raise OSError(ENOSPC, os.strerror(ENOSPC))
    os.fsync(descriptor)


def _line_end(descriptor: int) -> bytes:
    """Return what ends the last line if a crash has torn it."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size == 0:
        return b""
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return b"" if os.read(descriptor, 1) == b"\n" else b"\n"
