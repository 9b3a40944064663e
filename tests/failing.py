"""A file system that fails at its n-th call below a folder, for every n of a run.

The interpreter tells an audit hook of each file that is opened, renamed, removed, each folder made
or listed; what is written and made durable through a descriptor is counted beside. So no call is
missed that somebody adds later, and a failure is replayed by its number.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

Way = Literal["once", "lasting", "killed"]
"""How it fails: at that call, at that and every later one, or the process dies before it."""

_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir"}
_RELATIVE = {"os.remove", "os.rmdir"}  # shutil names files by the folder that it has open


class FailingFiles:
    """Counts the calls below a folder, and fails at one of them; 0 is none."""

    def __init__(self, root: Path, at: int = 0, way: Way = "once") -> None:
        self.root = str(root)
        self.at = at
        self.way = way
        self.calls = 0

    def call(self, named: object) -> None:
        """Count a call, and fail where that is to be."""
        self.calls += 1
        if self.calls == self.at or (self.way == "lasting" and 0 < self.at < self.calls):
            if self.way == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            number = errno.EIO if self.way == "once" else errno.ENOSPC
            raise OSError(number, os.strerror(number), named)

    def concerns(self, event: str, path: object) -> bool:
        """Whether it is a call of a file below the folder."""
        if event not in _EVENTS or not isinstance(path, str | bytes | os.PathLike):
            return False
        named = os.fsdecode(path)
        return named.startswith(self.root) or (event in _RELATIVE and os.sep not in named)


_active: list[FailingFiles] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _active and arguments and _active[0].concerns(event, arguments[0]):
        _active[0].call(arguments[0])


sys.addaudithook(_hook)


@contextmanager
def failing(files: FailingFiles) -> Iterator[FailingFiles]:
    """Let the file system fail within."""
    write, fsync = os.write, os.fsync

    def written(descriptor: int, data: bytes) -> int:
        files.call(None)
        return write(descriptor, data)

    def made_durable(descriptor: int) -> None:
        files.call(None)
        fsync(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", written)
        patch.setattr(os, "fsync", made_durable)
        _active.append(files)
        try:
            yield files
        finally:
            _active.clear()


def killed_within(files: FailingFiles, job: Callable[[], object]) -> bool:
    """Do a job in a process that dies at the call; returns whether it did."""
    child = os.fork()
    if child == 0:
        try:
            with failing(files):
                job()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
