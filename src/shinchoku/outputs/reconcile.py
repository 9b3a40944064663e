"""Proves that every submitted value arrived: the finished report is read again and accounted for.

Entries are fixed from the placements and the merged answers before anything is written; the
report is then read like any workbook. Nothing here knows how it was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from shinchoku.findings import Finding, Severity
from shinchoku.messages import say
from shinchoku.model import Definition, Key, Merged, Origin, PagedDocument, Role, bucket
from shinchoku.sheets import Workbook, cell_name

REPORT_EDITED = "E601"


@dataclass(frozen=True, slots=True)
class Entry:
    """What must stand in one cell of the report, whose it is and where it came from.

    `values` is how many submitted values the cell accounts for: 1 for a value that is printed,
    the count for a bucket of the tally that holds values which are not printed, else 0.
    """

    sheet: str
    cell: str
    page: int | None
    text: str
    owner: str = ""
    column: str = ""
    label: str = ""
    origin: Origin | None = None
    values: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every entry, and the submitted values that no cell was planned for (there should be none)."""

    entries: tuple[Entry, ...]
    unplaced: tuple[Entry, ...]

    @property
    def values(self) -> int:
        """How many submitted values there are."""
        return sum(entry.values for entry in (*self.entries, *self.unplaced))


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A cell that does not hold what it must. `found_at` is where its text stands instead."""

    entry: Entry
    found: str
    found_at: str = ""


def ledger(definition: Definition, merged: Merged, paged: PagedDocument) -> Ledger:
    """Fix what must stand where. The text of a submitted value is the submission's own."""
    labels = {
        line.id: item.label
        for form in definition.forms
        for _, item in definition.items_of(form)
        for line in item.lines
    }
    counted = _counts(definition, merged)
    unprinted = {column.id for form in definition.forms for column in form.with_role(Role.REASON)}
    whole = _whole_texts(paged)
    entries, placed = [], set()
    for placement in paged.placements:
        key = placement.key
        entry = Entry(placement.sheet, placement.cell, placement.page, placement.text)
        if key is not None:
            value = merged.submitted.get(key)
            shown = value or merged.shown.get(key)
            origin = shown.origin if shown else None
            entry = replace(
                entry,
                owner=key.owner_id,
                column=key.column_id,
                label=labels.get(key.owner_id, ""),
                origin=origin,
            )
            if key in placed:  # a further piece of a text that is longer than a page
                pass
            elif value is not None and "".join(value.text.split()) == whole[key][1]:
                # In one piece, the submission's own text is what must be found.
                text = value.text if whole[key][0] == 1 else placement.text
                entry = replace(entry, text=text, values=1)
                placed.add(key)
            elif key in counted:
                values = counted[key] if _column(key) in unprinted else 0
                entry = replace(entry, text=str(counted[key]), values=values)
                placed.add(key)
        entries.append(entry)
    unplaced = []
    for key, value in merged.submitted.items():
        home = bucket(key.column_id, value.text) if key.column_id in unprinted else key
        if home not in placed:
            label = labels.get(key.owner_id, "")
            unplaced.append(Entry("", "", None, value.text, *key, label, value.origin, 1))
    return Ledger(tuple(entries), tuple(unplaced))


def _whole_texts(paged: PagedDocument) -> Mapping[Key, tuple[int, str]]:
    """Return in how many pieces each key is printed, and all of them together without blanks."""
    pieces: dict[Key, list[str]] = {}
    for placement in paged.placements:
        if placement.key is not None:
            pieces.setdefault(placement.key, []).append(placement.text)
    return {key: (len(texts), "".join("".join(texts).split())) for key, texts in pieces.items()}


def _counts(definition: Definition, merged: Merged) -> Mapping[Key, int]:
    """Count the submitted choices once more, without the tally's help."""
    counts: Counter[Key] = Counter()
    for form in definition.forms:
        for column in form.columns:
            for choice in (*(grade.code for grade in column.grades), *column.choices):
                counts[bucket(column.id, choice)] = 0
    for key, value in merged.submitted.items():
        home = bucket(key.column_id, value.text)
        if home in counts:
            counts[home] += 1
    return counts


def _column(key: Key) -> str:
    """Return the column that a bucket counts, "" for other keys."""
    kind, _, column = key.owner_id.partition(":")
    return column if kind == "tally" else ""


def reconcile(expected: Ledger, report: Workbook) -> tuple[Discrepancy, ...]:
    """Return every cell of the report that does not hold what it must, and every extra text."""
    found = {
        (sheet.name, cell_name(*position)): value.text
        for sheet in report.sheets
        for position, value in sheet.cells.items()
    }
    lost = [Discrepancy(entry, "") for entry in expected.unplaced]
    wanted = {(entry.sheet, entry.cell): entry for entry in expected.entries}
    strays = {place: text for place, text in found.items() if place not in wanted}
    for place, entry in wanted.items():
        text = found.get(place, "")
        if text != entry.text:
            elsewhere = _elsewhere(entry.text, strays)
            lost.append(Discrepancy(entry, text, elsewhere))
    reported = {discrepancy.found_at for discrepancy in lost}
    for (sheet, cell), text in strays.items():
        if f"{sheet}!{cell}" not in reported:
            lost.append(Discrepancy(Entry(sheet, cell, None, ""), text))
    return tuple(lost)


def _elsewhere(text: str, strays: Mapping[tuple[str, str], str]) -> str:
    """Say where a text that is not in its cell stands instead, if it does."""
    return next((f"{sheet}!{cell}" for (sheet, cell), t in strays.items() if t == text), "")


def edit_findings(discrepancies: Iterable[Discrepancy], report: str) -> Iterator[Finding]:
    """Put what was done to a report by hand into words: cell, item, where it was submitted."""
    for discrepancy in discrepancies:
        entry, origin = discrepancy.entry, discrepancy.entry.origin
        message = say(
            "verify.changed" if entry.text else "verify.added",
            label=entry.label or entry.owner,
            id=entry.owner,
            text=entry.text,
            found=discrepancy.found,
        )
        if discrepancy.found_at:
            message += say("verify.moved", place=discrepancy.found_at)
        if origin:
            source = f"{origin.file} {origin.sheet} {origin.cell}"
            message += say("verify.source", source=source)
        yield Finding(
            REPORT_EDITED,
            Severity.ERROR,
            message,
            Origin(report, entry.sheet, entry.cell),
            say("hint.unaccounted"),
            owner_id=entry.owner,
        )


def unaccounted(discrepancies: Iterable[Discrepancy]) -> int:
    """Return how many submitted values cannot be accounted for."""
    return sum(discrepancy.entry.values for discrepancy in discrepancies)


def to_json(expected: Ledger) -> list[dict[str, Any]]:
    """Return the ledger as plain data; `from_json` reads it."""
    names = [field.name for field in fields(Entry)]  # asdict alone would copy every text
    return [
        {name: getattr(entry, name) for name in names}
        | {"origin": asdict(entry.origin) if entry.origin else None}
        for entry in (*expected.entries, *expected.unplaced)
    ]


def from_json(entries: Sequence[Mapping[str, Any]]) -> Ledger:
    """Read what `to_json` returned. Raises KeyError or TypeError where it is something else."""
    read = [
        Entry(**{**entry, "origin": Origin(**entry["origin"]) if entry["origin"] else None})
        for entry in entries
    ]
    return Ledger(tuple(e for e in read if e.sheet), tuple(e for e in read if not e.sheet))
