"""What somebody typed over in a finished report becomes corrections, so that nothing is lost.

In go the discrepancies of a report and the corrections that are in it; out comes the whole table
of corrections that, applied, prints the edits again.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shinchoku.findings import Finding, Rule
from shinchoku.intake.cleaning import quoted
from shinchoku.intake.corrections import COLUMNS
from shinchoku.model import Origin
from shinchoku.proving.reconcile import Account, Discrepancy, Expected
from shinchoku.words import EMPTY, Message, sentences

REPORT_EDITED = Rule("E601", "report-edited")
_QUOTED_TEXT = 60  # of what is nobody's answer
EditedRow = Mapping[str, str]  # COLUMNS -> text


def edited(expected: Account, lost: Sequence[Discrepancy]) -> tuple[Discrepancy, ...]:
    """Return what changes one submitted value, where its whole text stands in one cell."""
    entries = expected.entries
    pieces = Counter((entry.section, entry.owner, entry.column) for entry in entries)
    own = _answers(entries)
    edits: dict[tuple[str, str], list[Discrepancy]] = {}
    for found in lost:
        entry = found.entry
        key = entry.owner, entry.column
        if key in own and not found.found_at and pieces[entry.section, *key] == 1:
            edits.setdefault(key, []).append(found)
    # What several sections print and somebody edited in two ways is nobody's to choose.
    return tuple(each[0] for each in edits.values() if len({found.found for found in each}) == 1)


def _answers(entries: Sequence[Expected]) -> Collection[tuple[str, str]]:
    """Return whose values the department's own answers are; a count has no origin."""
    return {(entry.owner, entry.column) for entry in entries if entry.values and entry.origin}


# ---------------------------------------------------------------- told


@dataclass(frozen=True, kw_only=True)
class Edits:
    """What was done to a report by hand; `from_master` knows the texts that the master has."""

    expected: Account
    lost: Sequence[Discrepancy]
    from_master: Callable[[str], bool]

    def findings(self, report: str) -> Iterator[Finding]:
        """Put each into words: the cell, what it is of, and where that can be corrected."""
        answers = _answers((*self.expected.entries, *self.expected.unplaced))
        edits = {(e.entry.owner, e.entry.column) for e in edited(self.expected, self.lost)}
        for found in self.lost:
            yield _told(found, report, self._kind(found.entry, answers, edits))

    def _kind(
        self,
        entry: Expected,
        answers: Collection[tuple[str, str]],
        edits: Collection[tuple[str, str]],
    ) -> str:
        """Return what was edited, as E601's variants call it: each is corrected somewhere else."""
        key = entry.owner, entry.column
        if not entry.text:
            return "added"
        if key in answers:
            return "changed" if key in edits else "in_pieces"
        if entry.owner:
            return "repeat" if entry.origin else "count"
        return "master" if self.from_master(entry.text) else "design"


def _told(found: Discrepancy, report: str, kind: str) -> Finding:
    entry, origin = found.entry, found.entry.origin
    now = Message("E601.now", text=found.found) if found.found else Message("E601.now_blank")
    finding = REPORT_EDITED.finding(
        Origin(report, entry.sheet, entry.cell),
        kind,
        owner=entry.owner,
        label=entry.label,
        id=entry.owner,
        text=entry.text if entry.label else quoted(entry.text, _QUOTED_TEXT),
        found=found.found,
        now=now,
    )
    at, source = found.found_at, origin.place if origin else ""
    return replace(
        finding,
        also=sentences(
            Message("E601.moved_to", place=at) if at else EMPTY,
            Message("E601.source", source=source) if source else EMPTY,
        ),
    )


# ---------------------------------------------------------------- as corrections


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
