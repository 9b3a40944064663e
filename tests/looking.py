"""Looks at a round as it lies there: what is found in it, what is compiled and printed of it."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from shinchoku import pipeline
from shinchoku.results import Checked, Compiled
from workbooks import texts_in


def checked_from(folder: Path) -> Checked:
    """Check a round and record what came, without leaving anything for people."""
    return pipeline.record(pipeline.examine(folder))


def codes(folder: Path) -> list[str]:
    """Return the codes of what is found."""
    return [finding.code for finding in checked_from(folder).findings]


def found(folder: Path) -> list[tuple[str, str]]:
    """Return the codes of what is found, with the names of the files."""
    findings = checked_from(folder).findings
    return [(f.code, f.where.file.rpartition("/")[2]) for f in findings]


def compiled_from(folder: Path, build: Path, *, draft: bool = False) -> Compiled:
    """Compile a round that nothing stops."""
    compiled = pipeline.compile_round(folder, build, draft=draft)
    assert isinstance(compiled, Compiled), compiled.findings
    return compiled


def report_in(build: Path) -> Path:
    """Return the report that a finished build leads to."""
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    return build / str(manifest["outputs"]["report"])


def printed(folder: Path, build: Path) -> set[str]:
    """Return the texts of the report, read by the witness that did not write it."""
    return set(texts_in(load_workbook(compiled_from(folder, build).folder / "report.xlsx")))
