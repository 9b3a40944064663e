"""What lies in a round's folder of submissions: files to read, and what is passed over."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

SUBMITTED = "submitted"
# Lock files, hidden files, thumbnails, folder settings, shortcuts, what is half written, marks of
# a download.
_LEFT_BEHIND = re.compile(
    r"~\$.*|\..*|thumbs\.db|desktop\.ini|.*\.(?:lnk|url|tmp|crswap)|.*:Zone\.Identifier",
    re.IGNORECASE | re.DOTALL,
)


def submitted_files(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """Return the files to read, in order, and the names of what is passed over.

    Lock files of Excel, what Windows and macOS leave, folders and links are no submissions. Raises
    OSError: a folder that cannot be looked into is not an empty one.
    """
    files, skipped = [], []
    submitted = folder / SUBMITTED
    for path in sorted(submitted.iterdir()) if submitted.exists() else []:
        if is_left_behind(path.name) or path.is_symlink() or not path.is_file():
            skipped.append(printable_name(path.name))
        else:
            files.append(path)
    return files, tuple(skipped)


def is_left_behind(name: str) -> bool:
    """Whether a file of this name was left by a program or a system, and is nobody's work."""
    return bool(_LEFT_BEHIND.fullmatch(name))


def called(files: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return each file with what it is called: the name that can be printed, if it is the only one.

    Of files whose names print alike, those in other bytes are called by their bytes.
    """
    names = [printable_name(path.name) for path in files]
    alike = Counter(names)
    return [
        (path, name if alike[name] == 1 else by_bytes(path.name))
        for path, name in zip(files, names, strict=True)
    ]


def by_bytes(name: str) -> str:
    r"""Return a file name with every byte that is no UTF-8 spelled out: \x91."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def printable_name(name: str) -> str:
    """Return a file name that can be printed: unpacked from a zip it may be in Windows' cp932."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp932", "replace")
    return name
