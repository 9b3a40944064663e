"""What the system refuses is told by file, with what to do: full disks, open files, folders."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_workbook_on_a_full_disk_leaves_no_traceback() -> None:
    code = (
        "from datetime import date\nfrom pathlib import Path\nfrom shinchoku.workbook import Book\n"
        "try:\n"
        "    with Book(Path('/dev/full'), created=date(2031, 1, 1)) as book:\n"
        "        book.sheet('x').text(0, 0, 'x')\n"
        "except OSError as error:\n"
        "    print(error.errno, error.filename)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout.decode().split() == [str(errno.ENOSPC), "/dev/full"]
    assert result.stderr == b""
