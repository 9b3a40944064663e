"""The findings as a workbook, for whoever reads them in Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from shinchoku.findings import Finding
from shinchoku.model import Definition
from shinchoku.normal import spelled_out
from shinchoku.paper.listing import Listing, write_listings
from shinchoku.words import words

_COMMAND_WIDTH = 26.0


def write_findings(
    path: Path,
    definition: Definition,
    findings: Sequence[Finding],
    commands: Callable[[Finding], Sequence[str]],
) -> None:
    """Write the list of findings; `commands` are those that solve one, told if any are."""
    names = {department.id: department.name for department in definition.everybody}
    say = words(definition.round.language)
    rows: list[tuple[str, ...]] = [
        (
            say(f"severity.{finding.severity}"),
            finding.code,
            names.get(finding.department_id, ""),
            spelled_out(finding.where.file),
            finding.where.sheet,
            finding.where.cell,
            say.tell(finding.message),
            say.tell(finding.hint),
        )
        for finding in findings
    ]
    header: tuple[str, ...] = (
        "severity",
        "code",
        "department",
        "file",
        "sheet",
        "cell",
        "message",
        "hint",
    )
    widths: tuple[float, ...] = (4.5, 4.0, 9.0, 14.0, 4.5, 4.0, 32.0, 22.0)
    offered = ["\n".join(commands(finding)) for finding in findings]
    if any(offered):
        rows = [(*row, command) for row, command in zip(rows, offered, strict=True)]
        header, widths = (*header, "command"), (*widths, _COMMAND_WIDTH)
    listing = Listing(
        sheet=say("listing.findings"),
        header=tuple(say(f"column.{name}") for name in header),
        widths=widths,
        rows=rows,
    )
    font = definition.theme.body_font
    write_listings(path, [listing], definition.round.issued, listing.sheet, font)
