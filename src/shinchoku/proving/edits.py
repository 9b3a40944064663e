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
from shinchoku.proving.reconcile import Account, Discrepancy

EditedRow = Mapping[str, str]  # COLUMNS -> text


def edited(expected: Account, lost: Sequence[Discrepancy]) -> tuple[Discrepancy, ...]:
    """Return what changes one submitted value, where its whole text stands in one cell."""
    entries = expected.entries
    pieces = Counter((entry.section, entry.owner, entry.column) for entry in entries)
    own = {(e.owner, e.column) for e in entries if e.values and e.origin}  # a count has none
    edits: dict[tuple[str, str], list[Discrepancy]] = {}
    for found in lost:
        entry = found.entry
        key = entry.owner, entry.column
        if key in own and not found.found_at and pieces[entry.section, *key] == 1:
            edits.setdefault(key, []).append(found)
    # What several sections print and somebody edited in two ways is nobody's to choose.
    return tuple(each[0] for each in edits.values() if len({found.found for found in each}) == 1)


def as_corrections(
    edits: Sequence[Discrepancy], applied: Sequence[EditedRow]
) -> tuple[EditedRow, ...]:
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


def write_corrections(path: Path, rows: Sequence[EditedRow]) -> None:
    """Write a new table of corrections as Excel opens it. Raises FileExistsError."""
    with path.open("x", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
