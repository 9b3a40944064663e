"""How files and folders get their places: whole, under the rights that are usual there.

What is made is staged beside, then moved; what cannot be written is a PublishError.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from shinchoku.failures import PublishError

STAGING = ".staging-"


@contextmanager
def staging(build: Path) -> Iterator[Path]:
    """A fresh folder beside the published one; what is left in it at the end is removed.

    What cannot be written meanwhile is a PublishError.
    """
    try:
        build.mkdir(parents=True, exist_ok=True)
        folder = _fresh_folder(build)
    except OSError as error:
        raise PublishError(f"{build}: {error.strerror}", error) from error
    try:
        yield folder
    except OSError as error:
        raise PublishError(f"{meant(error, folder, build)}: {error.strerror}", error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def files_below(folder: Path) -> Mapping[str, Path]:
    """Return the files below a folder by their names there, in order; none where there is none."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in found}


def make_durable(folder: Path) -> None:
    """Make staged files outlive a crash before anything points at them. Raises OSError."""
    for path in files_below(folder).values():
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())


def meant(error: OSError, staged: Path, build: Path) -> Path:
    """Return what a clerk knows the file as: not by its staged name, or the folder if it has none.

    A full disk is told of a file that is open, which does not know its name.
    """
    path = Path(error.filename or build)
    return build / path.relative_to(staged) if path.is_relative_to(staged) else path


def move_file(staged: Path, target: Path) -> Path:
    """Put one staged file in the place of an older one. Raises PublishError."""
    try:
        return staged.replace(target)
    except OSError as error:
        raise PublishError(f"{target}: {error.strerror}", error) from error


def replace_folder(staged: Path, target: Path) -> None:
    """Put a staged folder in the place of an older one, whole; an empty one only removes it.

    The older one ends up beside the staged one. Raises PublishError where somebody has a file of
    it open on Windows, and then it is still there.
    """
    older = staged.with_name(f"{staged.name}-older")
    try:
        if target.exists():
            target.rename(older)
        if any(staged.iterdir()):
            staged.rename(target)
    except OSError as error:
        if older.exists() and not target.exists():
            older.rename(target)
        raise PublishError(f"{target}: {error.strerror}", error) from error


def replace_file(path: Path, text: str) -> None:
    """Write a text file so that readers see the old one or the new one, nothing between."""
    beside = path.with_name(f"{STAGING}{os.getpid()}-{path.name}")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def copy_file(source: Path, target: Path) -> None:
    """Replace a file by a copy of another: readers see the old one or the new one."""
    beside = target.with_name(f"{STAGING}{os.getpid()}-{target.name}")
    try:
        shutil.copyfile(source, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _fresh_folder(build: Path) -> Path:
    """Make a folder that is nobody else's, with the rights of any: tempfile's would be private."""
    for number in count():
        folder = build / f"{STAGING}{os.getpid()}-{number}"
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise AssertionError
