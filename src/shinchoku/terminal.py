"""What a clerk reads on a terminal: results in words, findings, a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from shinchoku.messages import MESSAGES, say

if TYPE_CHECKING:
    from shinchoku.findings import Finding
    from shinchoku.intake.ledger import Record
    from shinchoku.outputs.returned import Returned
    from shinchoku.results import Checked, Compiled, Proved

SHOWN_FINDINGS = 20
_EVENTS = ("received", "accepted", "excluded")
_DIGITS = 12  # of a digest

T = TypeVar("T")


def tell(text: str) -> None:
    """Print a line."""
    click.echo(text)


def progress(things: Iterable[T], what: str, total: int) -> Iterable[T]:
    """Show a progress bar on a terminal, nothing where the output is piped."""
    if not sys.stderr.isatty():
        return things
    from rich.console import Console
    from rich.progress import track

    return track(things, what, total=total, console=Console(stderr=True), transient=True)


def tell_checked(checked: Checked, path: Path | None) -> None:
    """Say what was read and what was found; `path` is where the list of findings will be."""
    received = [found for found in checked.intake.by_department.values() if found]
    files = len(checked.intake.submissions)
    tell(say("summary.read", files=files, departments=len(received)))
    if checked.skipped:
        tell(say("summary.skipped", names="、".join(checked.skipped)))
    tell_findings(checked.findings, path)
    counts = dict.fromkeys(("error", "warning", "notice"), 0)
    for finding in checked.findings:
        counts[finding.severity] += 1
    words = {f"{name}s": count for name, count in counts.items()}
    tell(say("summary.found", **words))


def tell_returned(returned: Returned, build: Path) -> None:
    """Say how many workbooks go back, and which departments get none."""
    if returned.files:
        tell(say("summary.returned", count=len(returned.files), folder=build / "returned"))
    if returned.skipped:
        tell(say("summary.not_returned", names="、".join(returned.skipped)))


def tell_history(records: Sequence[Record], successors: Mapping[int, Record]) -> None:
    """Say what was received and decided, and what took a file's place, by its record's index."""
    for index, record in enumerate(records):
        tell(_event(record))
        if record.formerly:
            tell(say("history.formerly", name=record.formerly))
        if successor := successors.get(index):
            sha256 = successor.sha256[:_DIGITS]
            tell(say("history.superseded", name=successor.name, sha256=sha256))


def _event(record: Record) -> str:
    """Return an event in one line; what only a later version can tell in words stays as it is."""
    known = f"verdict.{record.verdict}" in MESSAGES
    words = asdict(record) | {
        "at": record.at[:16].replace("T", " "),
        "department": record.department or say("history.unknown_department"),
        "verdict": say(f"verdict.{record.verdict}") if known else record.verdict,
        "sha256": record.sha256[:_DIGITS],
    }
    if record.event in _EVENTS:
        return say(f"history.{record.event}", **words)
    words["more"] = " ".join(filter(None, (words["verdict"], record.by, record.reason)))
    return say("history.other", **words)


def tell_findings(findings: Sequence[Finding], path: Path | None) -> None:
    """Print the first findings, and where all of them are."""
    for finding in findings[:SHOWN_FINDINGS]:
        severity = say(f"severity.{finding.severity}")
        words = {"code": finding.code, "message": finding.message, "hint": finding.hint}
        tell(say("summary.finding", severity=severity, place=finding.place, **words))
    rest = len(findings) - SHOWN_FINDINGS
    if rest > 0:
        tell(say("summary.more", count=rest, path=path or "--json"))


def tell_compiled(compiled: Compiled) -> None:
    """Say what a build holds: the tally, the pages, the accounting."""
    tell_checked(compiled.checked, None)
    definition = compiled.checked.intake.definition
    for spec in definition.tallies:
        tally = compiled.tally[spec.id]
        column = definition.form(spec.form_id).column(spec.column_id)
        header = "".join(column.header.split())
        counts = "　".join(f"{row.choice} {row.count}" for row in tally.rows)
        tell(say("summary.tally", column=header, counts=counts, total=tally.total.count))
    pages = "、".join(
        f"{section.sheet} {len(section.pages)}" for section in compiled.paged.sections
    )
    tell(say("summary.pages", pages=pages))
    if compiled.merged.corrections:
        tell(say("summary.corrected", count=len(compiled.merged.corrections)))
    tell(say("summary.accounted", values=compiled.ledger.values, missing=0))
    if compiled.draft:
        tell(say("summary.draft", missing=definition.texts.missing))
    tell(say("summary.written", path=compiled.folder / "report.xlsx"))


def tell_proved(proved: Proved) -> None:
    """Say what was printed and held against the plan."""
    found = proved.proof
    words = {"planned": len(found.planned), "printed": len(found.printed)}
    tell(say("summary.proof", **words, entries=len(found.entries)))
    if found.rows_checked is None:
        tell(say("summary.rows_unchecked"))
    else:
        tell(say("summary.rows_checked", count=found.rows_checked))
    tell(say("summary.fonts", names="、".join(found.fonts)))
    tell(say("summary.misprints" if proved.findings else "summary.proved"))


def plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data for scripts."""
    from shinchoku.outputs.board import finding_as_data

    return [finding_as_data(finding) for finding in findings]
