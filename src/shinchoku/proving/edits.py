"""What somebody typed over in a finished report becomes corrections, so that nothing is lost.

In go the discrepancies of a report and the corrections that are in it; out comes the whole table
of corrections that, applied, prints the edits again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from shinchoku.findings import Finding, Rule, together
from shinchoku.intake.cleaning import quoted
from shinchoku.model import Origin, is_added_up
from shinchoku.proving.charts import ChartFault
from shinchoku.proving.reconcile import Account, Discrepancy, Expected
from shinchoku.records import dataclass
from shinchoku.words import EMPTY, Message, sentences

REPORT_EDITED = Rule("E601", "report-edited")
_QUOTED_TEXT = 60  # of what is nobody's answer
_LONGEST = 1000  # characters of a text whose letters and lines are told as they are
_MOST_MOVED = 50  # texts that are added, or stand elsewhere: more of them are rows put between
EditedRow = Mapping[str, str]  # the columns of a table of corrections, by id -> text


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

        def told(found: Discrepancy) -> Finding:
            if found.chart:
                return _told_of_chart(found.chart, report)
            return _told(found, report, self._kind(found.entry, answers, edits))

        def is_changed(each: Discrepancy) -> bool:
            return bool(each.chart or (each.entry.text and not each.found_at))

        changed = filter(is_changed, self.lost)
        moved = (each for each in self.lost if not is_changed(each))
        yield from map(told, changed)
        yield from together(map(told, moved), _MOST_MOVED, of=lambda _: report)

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
        if is_added_up(entry.owner):
            return "sum"
        if entry.owner:
            return "repeat" if entry.origin else "count"
        return "master" if self.from_master(entry.text) else "design"


def _told(found: Discrepancy, report: str, kind: str) -> Finding:
    entry, origin = found.entry, found.entry.origin
    text = _begun(found.found)
    now = Message("E601.now", text=text) if text else Message("E601.now_blank")
    finding = REPORT_EDITED.finding(
        Origin(report, entry.sheet, entry.cell),
        kind,
        owner=entry.owner,
        label=entry.label,
        id=entry.owner,
        text=_begun(entry.text) if entry.label else quoted(entry.text, _QUOTED_TEXT),
        found=text,
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


def _told_of_chart(fault: ChartFault, report: str) -> Finding:
    chart, text = fault.chart, _begun(fault.found)
    return REPORT_EDITED.finding(
        Origin(report, chart.sheet, chart.cell),
        fault.kind,
        title=chart.title,
        of=_begun(fault.of),
        text=_begun(fault.expected),
        found=text,
        now=Message("E601.now", text=text) if text else Message("E601.now_blank"),
    )


def _begun(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


# ---------------------------------------------------------------- as corrections


def as_corrections(
    edits: Sequence[Discrepancy], applied: Sequence[EditedRow], there: Sequence[EditedRow]
) -> tuple[EditedRow, ...]:
    """Return the corrections that are there with the edits among them; who and why are to be said.

    `applied` are those in the report: a value that was corrected keeps its `before`, which is what
    the department wrote. An edit that goes back to that takes the correction away.
    """
    befores = {_key(row): row["before"] for row in applied}
    rows = [dict(row) for row in there]
    places = {_key(row): index for index, row in reversed([*enumerate(rows)])}
    for edit in edits:
        key = edit.entry.owner, edit.entry.column
        if key not in places:
            places[key] = len(rows)
            before = befores.get(key, edit.entry.text)
            rows.append({"item": key[0], "column": key[1], "before": before})
        rows[places[key]] |= {"after": edit.found, "who": "", "reason": ""}
    undone = {places[e.entry.owner, e.entry.column] for e in edits}
    undone = {index for index in undone if rows[index]["before"] == rows[index]["after"]}
    return tuple(row for index, row in enumerate(rows) if index not in undone)


def _key(row: EditedRow) -> tuple[str, str]:
    return row["item"], row["column"]
