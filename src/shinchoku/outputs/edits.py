"""What somebody typed over in a finished report becomes corrections, so that nothing is lost.

In go the discrepancies of a report and the corrections that are in it; out comes the whole table
of corrections that, applied, prints the edits again.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from shinchoku.intake.corrections import COLUMNS
from shinchoku.outputs.reconcile import Discrepancy, Ledger

Row = Mapping[str, str]  # COLUMNS -> text


def edited(expected: Ledger, lost: Sequence[Discrepancy]) -> tuple[Discrepancy, ...]:
    """Return what changes one submitted value, where its whole text stands in one cell."""
    pieces = Counter((entry.owner, entry.column) for entry in expected.entries)
    return tuple(
        found
        for found in lost
        if found.entry.values
        and found.entry.origin  # a count has none
        and not found.found_at
        and pieces[found.entry.owner, found.entry.column] == 1
    )


def as_corrections(edits: Sequence[Discrepancy], applied: Sequence[Row]) -> tuple[Row, ...]:
    """Return the corrections in the report with the edits among them; who and why are to be said.

    A value that was corrected already keeps its `before`, which is what the department wrote; an
    edit that goes back to that takes the correction away.
    """
    rows = {(row["item"], row["column"]): dict(row) for row in applied}
    for edit in edits:
        entry = edit.entry
        former = rows.get((entry.owner, entry.column))
        rows[entry.owner, entry.column] = {
            "item": entry.owner,
            "column": entry.column,
            "before": former["before"] if former else entry.text,
            "after": edit.found,
            "who": "",
            "reason": "",
        }
    return tuple(row for row in rows.values() if row["before"] != row["after"])


def write_corrections(path: Path, rows: Sequence[Row]) -> None:
    """Write a new table of corrections as Excel opens it. Raises FileExistsError."""
    with path.open("x", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
