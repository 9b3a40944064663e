"""Which two reports are compared, and the list of what changed between them.

In go a definition and a round's folder, whose journal knows every report; out comes a workbook for
internal use in the build's folder, and what is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from shinchoku.failures import ReadError
from shinchoku.followup.change_list import Compared, write_change_list
from shinchoku.intake.ledger import read_records
from shinchoku.model import Definition
from shinchoku.publishing.changes import Change, compare, grades
from shinchoku.publishing.names import changes_file
from shinchoku.publishing.reports import Journal, Report, Said
from shinchoku.publishing.telling import mended
from shinchoku.words import Listed, Message


class Changed(NamedTuple):
    """The reports that there are; two of them, what changed between these, and its list.

    Without two there is nothing to compare, and no list.
    """

    reports: tuple[Report, ...]
    first: Report | None = None
    second: Report | None = None
    changes: tuple[Change, ...] = ()
    path: Path | None = None


def list_changes(
    definition: Definition,
    folder: Path,
    build: Path,
    *,
    since: int | None = None,
    until: int | None = None,
) -> Changed:
    """Write the list of what changed from one report to another.

    Without numbers it goes from the one that was published last, else the first, to the newest.
    Raises ReadError for a number that no report has, and for one whose values are lost; OSError.
    """
    journal = Journal(folder)
    with suppress(OSError):  # where it cannot be written, the next compile tells it
        journal = mended(folder, build, journal)
    reports = journal.reports
    pair = _chosen(reports, since, until)
    if pair is None:
        return Changed(reports)
    first, second = pair
    before, after = (_said(journal, each) for each in pair)
    changes = compare(before.reported, after, definition)
    counts = grades(before.reported, after.reported, definition)
    arrived = {each.sha256: each.at for each in read_records(folder) if each.event == "received"}
    build.mkdir(parents=True, exist_ok=True)
    path = build / changes_file(definition.round.language)
    write_change_list(path, definition, Compared(first, second, changes, counts, arrived))
    return Changed(reports, first, second, changes, path)


def _chosen(
    reports: Sequence[Report], since: int | None, until: int | None
) -> tuple[Report, Report] | None:
    """Return the reports to compare; None where there are not two. Raises ReadError."""
    if not reports:
        return None
    last = reports[-1] if until is None else _numbered(reports, until)
    if since is not None:
        return _numbered(reports, since), last
    earlier = [each for each in reports if each.number < last.number]
    published = [each for each in earlier if each.published]
    return ([*published[-1:], *earlier][0], last) if earlier else None


def _numbered(reports: Sequence[Report], number: int) -> Report:
    for report in reports:
        if report.number == number:
            return report
    numbers = Listed([str(each.number) for each in reports], "names")
    raise ReadError(Message("error.no_such_report", number=number, numbers=numbers))


def _said(journal: Journal, report: Report) -> Said:
    said = journal.said(report.state)
    if said is None:
        raise ReadError(Message("error.report_lost", number=report.number))
    return said
