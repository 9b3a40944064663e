"""For the printer: the workbook as it was compiled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from shinchoku.editions.manuscript import Edition, Made, Manuscript, Stand


def write(manuscript: Manuscript, folder: Path) -> Made:
    """Copy the report."""
    shutil.copyfile(manuscript.report, folder / manuscript.report_name)
    return Made((manuscript.report_name,))


def expected(manuscript: Manuscript) -> Iterator[Stand]:  # noqa: ARG001
    """Yield nothing: the workbook is accounted for as a report, cell by cell."""
    return iter(())


def read(path: Path) -> Mapping[str, str]:  # noqa: ARG001
    """Return nothing, likewise."""
    return {}


EDITION = Edition(id="printing", write=write, expected=expected, read=read)
