"""The findings as a workbook, for whoever reads them in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shinchoku.findings import Finding
from shinchoku.model import Definition
from shinchoku.paper.listing import Listing, write_listings
from shinchoku.words import words


def write_findings(path: Path, definition: Definition, findings: Sequence[Finding]) -> None:
    """Write the list of findings."""
    names = {department.id: department.name for department in definition.departments}
    say = words(definition.round.language)
    rows = [
        (
            say(f"severity.{finding.severity}"),
            finding.code,
            names.get(finding.department_id, ""),
            finding.where.file,
            finding.where.sheet,
            finding.where.cell,
            say.tell(finding.message),
            say.tell(finding.hint),
        )
        for finding in findings
    ]
    header = ("severity", "code", "department", "file", "sheet", "cell", "message", "hint")
    listing = Listing(
        sheet=say("listing.findings"),
        header=tuple(say(f"column.{name}") for name in header),
        widths=(6, 5, 12, 18, 6, 5, 45, 30),
        rows=rows,
    )
    font = definition.theme.body_font
    write_listings(path, [listing], definition.round.issued, listing.sheet, font)
