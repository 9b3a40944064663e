"""Proves that every submitted value arrived: the finished report is read again and accounted for.

Entries are fixed from the placements and the merged answers before anything is written; the
report is then read like any workbook. Nothing here knows how it was made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, NamedTuple

from shinchoku.model import (
    Definition,
    Entry,
    Form,
    Key,
    Merged,
    Origin,
    PagedDocument,
    Placement,
    TallySpec,
    Value,
    accounting,
    bucket,
    owners_on,
    prints,
)
from shinchoku.proving.charts import (
    ChartFault,
    ExpectedChart,
    chart_faults,
    charts_from_json,
    expected_charts,
)
from shinchoku.proving.inside import kept_inside
from shinchoku.proving.recount import recount
from shinchoku.proving.resum import resum
from shinchoku.records import dataclass
from shinchoku.sheets import Workbook, cell_name

_Place = tuple[str, Key]  # a section of the definition's, and what it prints


class Expected(NamedTuple):
    """What must stand in one cell of the report, whose it is and where it came from.

    `values` is how many submitted values the cell accounts for: 1 for a value that is printed,
    the count for a bucket of the tally that holds values which are not printed, else 0.
    """

    sheet: str
    cell: str
    page: int | None
    text: str
    section: str = ""
    owner: str = ""
    column: str = ""
    label: str = ""
    origin: Origin | None = None
    values: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """Every entry, and the submitted values that no cell was planned for (there should be none).

    `charts` are what is drawn of the entries.
    """

    entries: tuple[Expected, ...]
    unplaced: tuple[Expected, ...]
    charts: tuple[ExpectedChart, ...] = ()

    @property
    def values(self) -> int:
        """How many submitted values there are."""
        return sum(entry.values for entry in (*self.entries, *self.unplaced))


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A cell that does not hold what it must. `found_at` is where its text stands instead.

    Of a `chart` the entry is what it must show, and its cell that of its corner.
    """

    entry: Expected
    found: str
    found_at: str = ""
    chart: ChartFault | None = None


class _Round:
    """What a definition says of its values: their forms, where they are printed and counted."""

    def __init__(self, definition: Definition, merged: Merged) -> None:
        self.definition = definition
        self.merged = merged
        self.entries: dict[str, tuple[Form, Entry]] = {
            owner: (form, entry)
            for form in definition.forms
            for _, entry in definition.entries(form)
            for line in entry.lines
            for owner in owners_on(form, entry, line)
        }
        self._sections: dict[tuple[str, str], list[str]] = {}
        for form, section in product(definition.forms, definition.sections):
            for column_id in prints(section, form):
                self._sections.setdefault((form.id, column_id), []).append(section.id)
        self.homes = dict(self._homes())
        self.counts = recount(definition, merged, self.entries)
        self.sums, self.sum_labels = resum(definition, merged)

    def _homes(self) -> Iterator[tuple[tuple[str, str], TallySpec]]:
        """Yield the tally that accounts for each column which is printed nowhere."""
        counted = accounting(self.definition.tallies, self.definition.sections)
        for form in self.definition.forms:
            whole = [spec for spec in counted if spec.form_id == form.id]
            for column in form.filled:
                if (form.id, column.id) not in self._sections:
                    own = [t for t in whole if t.column_id == column.id]
                    parts = [t for t in whole if column.id in t.breakdown.values()]
                    if own or parts:
                        yield (form.id, column.id), (own or parts)[0]

    def printing(self, key: Key) -> Sequence[str]:
        """Return the sections that print a value."""
        form, _ = self.entries[key.owner_id]
        return self._sections.get((form.id, key.column_id), ())

    def home(self, key: Key, value: Value) -> Key | None:
        """Return the count that accounts for a value; None for one that is printed."""
        form, _ = self.entries[key.owner_id]
        spec = self.homes.get((form.id, key.column_id))
        if spec is None:
            return None
        if spec.column_id == key.column_id:
            return bucket(spec.id, value.text)
        beside = self.merged.shown.get(Key(key.owner_id, spec.column_id))  # computed, it may be
        return bucket(spec.id, value.text, beside.text if beside else "")

    def label(self, owner_id: str) -> str:
        """Return what an owner is called; "" for a count."""
        if owner_id in self.entries:
            return self.entries[owner_id][1].label
        return self.sum_labels.get(owner_id, "")


def account(definition: Definition, merged: Merged, paged: PagedDocument) -> Account:
    """Fix what must stand where. The text of a submitted value is the submission's own.

    A value that several sections print must stand in each of them, and is one value all the same.
    What stays in the house stands in no report, see `inside`.
    """
    known = _Round(definition, merged)
    inside = kept_inside(definition, merged)
    homes = {k: known.home(k, v) for k, v in merged.submitted.items() if k not in inside}
    accounting = _Accounting(known, _pieces(paged), frozenset(homes.values()))
    entries = [
        _expected(placement, known, *accounting.held(placement)) for placement in paged.placements
    ]
    unplaced = [
        Expected("", "", None, value.text, "", *key, known.label(key.owner_id), value.origin, 1)
        for key, value in merged.submitted.items()
        if key not in inside and not accounting.is_placed(key, homes[key])
    ]
    charts = expected_charts(paged, known.counts)
    return Account(tuple(entries), tuple(unplaced), charts)


class _Accounting:
    """What the placements that were seen so far hold of what was submitted.

    `pieces` are the texts by which a section prints a key, `homes` the counts that account for
    values which are printed nowhere.
    """

    def __init__(
        self, known: _Round, pieces: Mapping[_Place, Sequence[str]], homes: Collection[Key | None]
    ) -> None:
        self._known = known
        self._pieces = pieces
        self._homes = homes
        self._placed: set[_Place] = set()
        self._accounted: set[Key] = set()

    def held(self, placement: Placement) -> tuple[str, int]:
        """Return the text that must be found, and for how many submitted values it accounts."""
        key, text = placement.key, placement.text
        if key is not None and key in self._known.sums:
            again = self._known.sums[key]
            # A row longer than a page is cut, and its figures may be with it.
            pieces = self._pieces[placement.section, key]
            return text if _is_whole(again, pieces) else again, 0
        if key is None or (place := (placement.section, key)) in self._placed:
            return text, 0  # no value, or a further piece of a text that is longer than a page
        value = self._known.merged.submitted.get(key)
        if value is not None and _is_whole(value.text, self._pieces[place]):
            # In one piece, the submission's own text is what must be found.
            text = value.text if len(self._pieces[place]) == 1 else text
            values = 1
        elif key in self._known.counts:
            count = self._known.counts[key]
            text, values = str(count), count if key in self._homes else 0
        else:
            return text, 0
        values = 0 if key in self._accounted else values
        self._placed.add(place)
        self._accounted.add(key)
        return text, values

    def is_placed(self, key: Key, home: Key | None) -> bool:
        """Whether a value stands in every section that prints it, or is counted where it is not."""
        if home is not None:
            return home in self._accounted
        sections = self._known.printing(key)
        return bool(sections) and all((section, key) in self._placed for section in sections)


def _expected(placement: Placement, known: _Round, text: str, values: int) -> Expected:
    """Return what must be found at a placement, with whose it is and where it came from."""
    section, sheet, cell, page, _, key = placement
    if key is None:
        return Expected(sheet, cell, page, text, section)
    shown = known.merged.submitted.get(key) or known.merged.shown.get(key)
    origin = shown.origin if shown and shown.origin.file else None  # none of what is computed
    label = known.label(key.owner_id)
    return Expected(sheet, cell, page, text, section, *key, label, origin, values)


def _pieces(paged: PagedDocument) -> Mapping[_Place, Sequence[str]]:
    """Return the texts by which each section prints each key."""
    pieces: dict[_Place, list[str]] = {}
    for placement in paged.placements:
        if placement.key is not None:
            pieces.setdefault((placement.section, placement.key), []).append(placement.text)
    return pieces


def _is_whole(text: str, pieces: Sequence[str]) -> bool:
    """Whether the pieces are the text, blanks aside."""
    return pieces == [text] or "".join("".join(pieces).split()) == "".join(text.split())


def reconcile(expected: Account, report: Workbook) -> tuple[Discrepancy, ...]:
    """Return every cell of the report that does not hold what it must, and every extra text.

    With what its charts do not show as they must.
    """
    found = {
        (sheet.name, cell_name(*position)): value.text
        for sheet in report.sheets
        for position, value in sheet.cells.items()
    }
    lost = [Discrepancy(entry, "") for entry in expected.unplaced]
    wanted = {(entry.sheet, entry.cell): entry for entry in expected.entries}
    strays = {place: text for place, text in found.items() if place not in wanted}
    # Where a text stands that is not in its cell: the first place of several.
    elsewhere = {text: f"{sheet}!{cell}" for (sheet, cell), text in reversed(strays.items())}
    for place, entry in wanted.items():
        text = found.get(place, "")
        if text != entry.text:
            lost.append(Discrepancy(entry, text, elsewhere.get(entry.text, "")))
    reported = {discrepancy.found_at for discrepancy in lost}
    for (sheet, cell), text in strays.items():
        if f"{sheet}!{cell}" not in reported:
            lost.append(Discrepancy(Expected(sheet, cell, None, ""), text))
    edited = {(each.entry.sheet, each.entry.cell): each.found for each in lost}
    for fault in chart_faults(expected.charts, report, edited):
        chart = fault.chart
        entry = Expected(chart.sheet, chart.cell, chart.page, fault.expected, chart.section)
        lost.append(Discrepancy(entry, fault.found, chart=fault))
    return tuple(lost)


def unaccounted(discrepancies: Iterable[Discrepancy]) -> int:
    """Return how many submitted values cannot be accounted for."""
    return sum(discrepancy.entry.values for discrepancy in discrepancies)


def to_json(expected: Account) -> Iterator[str]:
    """Yield each entry as an object of JSON; `from_json` reads them.

    There are a hundred thousand: put together here they take a third of what json takes.
    """
    for entry in chain(expected.entries, expected.unplaced):
        sheet, cell, page, text, section, owner, column, label, origin, values = entry
        yield _ENTRY % (
            quoted(sheet),
            quoted(cell),
            "null" if page is None else page,
            quoted(text),
            quoted(section),
            quoted(owner),
            quoted(column),
            quoted(label),
            _ORIGIN % tuple(map(quoted, origin)) if origin else "null",
            values,
        )


def from_json(
    entries: Sequence[Mapping[str, Any]], charts: Sequence[Mapping[str, Any]] = ()
) -> Account:
    """Read what `to_json` returned, and `charts_to_json`.

    Raises KeyError or TypeError where it is something else.
    """
    read = [_read(entry, entry["origin"]) for entry in entries]
    return Account(
        tuple(entry for entry in read if entry.sheet),
        tuple(entry for entry in read if not entry.sheet),
        charts_from_json(charts),
    )


def _read(entry: Mapping[str, Any], origin: Mapping[str, str] | None) -> Expected:
    made = Origin._make(_of_origin(origin)) if origin else None
    return Expected._make(_of_entry({**entry, "origin": made}))


def _object(names: Sequence[str]) -> str:
    """Return what % makes an object of JSON of."""
    return "{" + ", ".join(f'"{name}": %s' for name in names) + "}"


_ENTRY, _ORIGIN = _object(Expected._fields), _object(Origin._fields)
_of_entry, _of_origin = itemgetter(*Expected._fields), itemgetter(*Origin._fields)
