"""What lies in a round's folder of submissions: files to read, and what is passed over."""

from __future__ import annotations

import os
from pathlib import Path

SUBMITTED = "submitted"


def submitted_files(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """Return the files to read, in order, and the names of what is passed over.

    Lock files of Excel, thumbnails, hidden files, folders and links are no submissions.
    """
    files, skipped = [], []
    submitted = folder / SUBMITTED
    for path in sorted(submitted.iterdir()) if submitted.is_dir() else []:
        hidden = path.name.startswith((".", "~$")) or path.name in {"Thumbs.db", "desktop.ini"}
        if hidden or path.is_symlink() or not path.is_file():
            skipped.append(printable_name(path.name))
        else:
            files.append(path)
    return files, tuple(skipped)


def printable_name(name: str) -> str:
    """Return a file name that can be printed: unpacked from a zip it may be in Windows' cp932."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp932", "replace")
    return name
