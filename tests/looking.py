"""Looks at a round as it lies there: what is found in it, what is compiled and printed of it."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from running import checked_from, compiled_from
from workbooks import texts_in


def codes(folder: Path) -> list[str]:
    """Return the codes of what is found."""
    return [finding.code for finding in checked_from(folder).findings]


def found(folder: Path) -> list[tuple[str, str]]:
    """Return the codes of what is found, with the names of the files."""
    findings = checked_from(folder).findings
    return [(f.code, f.where.file.rpartition("/")[2]) for f in findings]


def report_in(build: Path) -> Path:
    """Return the report that people open."""
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    return build / str(manifest["readable"]["report"])


def printed(folder: Path, build: Path) -> set[str]:
    """Return the texts of the report, read by the witness that did not write it."""
    return set(texts_in(load_workbook(compiled_from(folder, build).report)))


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what lies below a folder, by its name there."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
