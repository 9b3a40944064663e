"""Every count that a report may print, counted once more from what was submitted.

It has no help from `tally`: what is wrong there is found here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from shinchoku.model import (
    DEPARTMENT,
    CrosstabPart,
    Definition,
    Entry,
    Form,
    Key,
    Line,
    Merged,
    TallySpec,
    TextSection,
    Value,
    at_place,
    bucket,
    owners_on,
    within,
)


def recount(
    definition: Definition, merged: Merged, entries: Mapping[str, tuple[Form, Entry]]
) -> Mapping[Key, int]:
    """Return the counts by their names, those that are 0 among them; of all codes: "".

    `entries` are by the ids of their lines.
    """
    counts: Counter[Key] = Counter()
    for spec in definition.tallies:
        counted = _Recount(definition, merged, spec)
        counts.update(dict.fromkeys(counted.names(), 0))
        for key, value in counted.values():
            if key.column_id != spec.column_id:
                continue
            form, entry = entries[key.owner_id]
            if form.id == spec.form_id and counted.counts(value.text, entry):
                counts.update(counted.names_of(key, value.text, entry))
    return counts


class _Recount:
    """One tally: under which names a submitted choice is counted."""

    def __init__(self, definition: Definition, merged: Merged, spec: TallySpec) -> None:
        self._merged = merged
        self._spec = spec
        self._form = definition.form(spec.form_id)
        self._codes = self._form.column(spec.column_id).codes
        self._by = tuple(_printed_by(definition, spec))
        self._entries = definition.entries(self._form) if self._by else ()
        self._above = {
            entry.id: {node.level: node.id for node in path} for path, entry in self._entries
        }

    def values(self) -> Iterable[tuple[Key, Value]]:
        """Return the values of which some may be counted: what is computed was not submitted."""
        if not self._form.column(self._spec.column_id).computed:
            return self._merged.submitted.items()
        return ((key, self._merged.shown[key]) for key in self._merged.derived)

    def names(self) -> Iterator[Key]:
        """Yield the name of every count, whether anything counts in it or not."""
        spec = self._spec
        for name in (spec.id, *(within(spec.id, subset.id) for subset in spec.subsets)):
            yield from (bucket(name, code) for code in (*self._codes, ""))
            for code, dividing in spec.breakdown.items():
                for choice in self._form.column(dividing).choices:
                    yield bucket(name, choice, code)
        for by in self._by:
            places = {
                self._place(by, entry, line) for _, entry in self._entries for line in entry.lines
            }
            if by != DEPARTMENT and by not in self._form.path:
                places |= {*self._form.column(by).codes}
            for place in places:
                name = at_place(spec.id, by, place)
                yield from (bucket(name, code) for code in (*self._codes, ""))

    def names_of(self, key: Key, choice: str, entry: Entry) -> Iterator[Key]:
        """Yield the names of the counts that a choice is one of."""
        spec = self._spec
        dividing = Key(key.owner_id, spec.breakdown.get(choice, ""))
        beside = self._merged.submitted.get(dividing)
        subsets = (each.id for each in spec.subsets if self.is_meant(entry, each.where))
        for name in (spec.id, *(within(spec.id, subset) for subset in subsets)):
            yield from (bucket(name, choice), bucket(name, ""))
            if beside:
                yield bucket(name, beside.text, choice)
        if self._by:
            owners = ((line, owners_on(self._form, entry, line)) for line in entry.lines)
            line = next(line for line, ids in owners if key.owner_id in ids)
            for by in self._by:
                name = at_place(spec.id, by, self._place(by, entry, line))
                yield from (bucket(name, choice), bucket(name, ""))

    def counts(self, choice: str, entry: Entry) -> bool:
        """Whether a submitted value counts: a draft keeps what is no choice, too."""
        return choice in self._codes and self.is_meant(entry, self._spec.where)

    def is_meant(self, entry: Entry, where: Mapping[str, Iterable[str]]) -> bool:
        """Whether a tally or a subset that is filtered so is about an entry."""
        return all(
            any(self._text(name, entry, line) in texts for line in entry.lines)
            for name, texts in where.items()
        )

    def _place(self, by: str, entry: Entry, line: Line) -> str:
        if by == DEPARTMENT:
            return entry.department_id
        if by in self._form.path:
            return self._above[entry.id].get(by, "")
        is_own = self._form.column(by).per_line
        return self._text(by, entry, line if is_own else entry.lines[0])

    def _text(self, column_id: str, entry: Entry, line: Line) -> str:
        return self._merged.text_of(self._form.column(column_id), entry, line)


def _printed_by(definition: Definition, spec: TallySpec) -> Iterator[str]:
    """Yield by what a tally is printed: what nobody prints need not be counted again."""
    tables = {
        part.by
        for section in definition.sections
        if isinstance(section, TextSection)
        for part in section.parts
        if isinstance(part, CrosstabPart) and part.tally == spec.id
    }
    yield from (by for by in spec.by if by in tables)
