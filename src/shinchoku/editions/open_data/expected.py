"""Where every public value must stand, worked out from what was merged and counted.

It asks the values for their places, where the tables ask their places for values.
"""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.editions.manuscript import Manuscript, Stand
from shinchoku.editions.open_data.cells import cells
from shinchoku.editions.open_data.counts import added, counts, is_public
from shinchoku.editions.open_data.forms import (
    ENTRIES,
    HEADINGS,
    LINES,
    FormTables,
    Part,
    heading_id,
    headings_of,
)
from shinchoku.editions.open_data.naming import Naming, told_apart
from shinchoku.model import Column, Entry, Form, Line
from shinchoku.publishing.public import label_of
from shinchoku.totals import sums


def expected(manuscript: Manuscript) -> Iterator[Stand]:
    """Yield every public value at its place: what was given, answered, computed and counted."""
    naming = Naming(manuscript=manuscript, cell=cells(manuscript))
    for form in manuscript.definition.forms:
        yield from _Values(naming, form).stands()
        yield from _headings(naming, form)
    yield from _counts(naming)
    yield from _sums(naming)


class _Values:
    """The values of one form, each at its place."""

    def __init__(self, naming: Naming, form: Form) -> None:
        self.naming, self.form = naming, form
        tables = FormTables(naming, form)
        self.once = _where(tables.entry_parts())
        self.each = _where(tables.line_parts())
        self.files = {
            False: f"{naming.form_file(form, ENTRIES)}.csv",
            True: f"{naming.form_file(form, LINES)}.csv",
        }

    def stands(self) -> Iterator[Stand]:
        """Yield them, entry by entry."""
        columns = [column for column in self.form.columns if column.public]
        cell = self.naming.cell
        for path, entry in self.naming.manuscript.definition.entries(self.form):
            yield self._once(entry.id, "label", cell(label_of(self.form, entry)))
            for node in path:
                yield self._once(entry.id, f"{node.level}.title", cell(node.title))
            for column in columns:
                for line in entry.lines if column.per_line else entry.lines[:1]:
                    yield from self._value(column, entry, line)

    def _value(self, column: Column, entry: Entry, line: Line) -> Iterator[Stand]:
        merged = self.naming.manuscript.merged
        key = line.id if column.per_line else entry.id
        text = merged.text_of(column, entry, line)
        number = merged.number_of(column, entry, line)
        if number is not None:
            yield self._stand(key, f"number:{column.id}", f"{number:f}", per_line=column.per_line)
        elif text:
            name = "symbol" if column.number else "text"
            yield self._stand(
                key, f"{name}:{column.id}", self.naming.cell(text), per_line=column.per_line
            )

    def _once(self, key: str, part: str, text: str) -> Stand:
        return self._stand(key, part, text, per_line=False)

    def _stand(self, key: str, part: str, text: str, *, per_line: bool) -> Stand:
        heading = (self.each if per_line else self.once)[part]
        return Stand(self.files[per_line], f"{key} / {heading}", text)


def _where(parts: list[Part]) -> dict[str, str]:
    """Return the headings of a table by what stands below them."""
    names = told_apart(part.field.heading for part in parts)
    return {part.key: name for part, name in zip(parts, names, strict=True)}


def _headings(naming: Naming, form: Form) -> Iterator[Stand]:
    file, say = f"{naming.form_file(form, HEADINGS)}.csv", naming.manuscript.say
    found = headings_of(naming.manuscript.definition.trees[form.id])
    for number, (heading, _) in enumerate(found, start=1):
        place = f"{heading_id(form, number)} / {say('open_data.head.heading')}"
        yield Stand(file, place, naming.cell(heading.text))


def _counts(naming: Naming) -> Iterator[Stand]:
    definition, say = naming.manuscript.definition, naming.manuscript.say
    file = f"{naming.file('tally')}.csv"
    count, percent = say("open_data.head.count"), say("open_data.head.percent")
    for spec in definition.tallies:
        for row in counts(naming, spec) if is_public(definition, spec) else ():
            yield Stand(file, f"{row.id} / {count}", str(row.number))
            yield Stand(file, f"{row.id} / {percent}", f"{row.percent:f}")


def _sums(naming: Naming) -> Iterator[Stand]:
    definition, say = naming.manuscript.definition, naming.manuscript.say
    file, heading = f"{naming.file('sums')}.csv", say("open_data.head.sum")
    tallied = sums(definition, naming.manuscript.merged) if definition.sums else {}
    for spec in definition.sums:
        for where, _, summed in added(naming, spec, tallied[spec.id]):
            if is_public(definition, spec) and summed.value is not None:
                key = "/".join((spec.id, *map(naming.cell, where.ids)))
                yield Stand(file, f"{key} / {heading}", f"{summed.value:f}")
