"""What the filter asks of entries: the grades that are printed of them, and their departments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.screen.known import Known
from shinchoku.editions.screen.parts import Card, Chapter, Table
from shinchoku.model import Column, Entry, Form, Key, owner_of
from shinchoku.model.sections import printed_in


class Facts(NamedTuple):
    """The graded columns with the form of each, departments' names, and each entry's own.

    `entries`: id -> the place of its department, -1 for none, and for each column its grades.
    """

    columns: Sequence[tuple[Form, Column]]
    departments: Sequence[str]
    entries: Mapping[str, tuple[int, Sequence[Sequence[str]]]]

    @property
    def data(self) -> str:
        """What the page's script reads: JSON that cannot end an element."""
        found = json.dumps(self.entries, ensure_ascii=False, separators=(",", ":"))
        return found.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def facts(manuscript: Manuscript, known: Known, chapters: Iterable[Chapter]) -> Facts:
    """Return what is known of the entries that chapters print."""
    definition = manuscript.definition
    shown = {form.id: printed_in(definition.sections, form) for form in definition.forms}
    columns = [
        (form, column)
        for form in definition.forms
        for column in form.graded
        if column.id in shown[form.id] and column.public
    ]
    names = {each.id: each.name for each in definition.departments}
    ids = dict.fromkeys(id_ for chapter in chapters for id_ in printed_entries(chapter))
    owned = {id_: _department(known, known.owners[id_][1]) for id_ in ids}
    asked = [id_ for id_ in names if id_ in set(owned.values())]
    places = {id_: place for place, id_ in enumerate(asked)}
    entries = {
        id_: (
            places.get(owned[id_], -1),
            [_grades(manuscript, known, id_, *each) for each in columns],
        )
        for id_ in ids
    }
    used = [n for n in range(len(columns)) if any(own[n] for _, own in entries.values())]
    return Facts(
        [columns[n] for n in used],
        [names[id_] for id_ in asked],
        {id_: (place, [own[n] for n in used]) for id_, (place, own) in entries.items()},
    )


def printed_entries(chapter: Chapter) -> Iterator[str]:
    """Yield the ids of the entries that a chapter prints in tables or on cards."""
    for part in chapter.parts:
        if isinstance(part, Card):
            yield from part.entries
        inner = part.parts if isinstance(part, Card) else [part]
        for table in inner:
            if isinstance(table, Table):
                yield from (line.entry for group in table.groups for line in group if line.entry)


def _department(known: Known, entry: Entry) -> str:
    """Return whose an entry is; a repeat is whose its source is."""
    if entry.repeat_of and entry.repeat_of in known.owners:
        _, entry = known.owners[entry.repeat_of]
    return entry.department_id


def _grades(
    manuscript: Manuscript, known: Known, id_: str, form: Form, column: Column
) -> Sequence[str]:
    own, entry = known.owners[id_]
    if own is not form:
        return ()
    lines = entry.lines if column.per_line else entry.lines[:1]
    texts = (
        manuscript.merged.text(*Key(owner_of(entry, line, column), column.id)) for line in lines
    )
    return [text for text in dict.fromkeys(texts) if text in column.codes]
