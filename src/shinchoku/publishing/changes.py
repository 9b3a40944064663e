"""What one report says otherwise than another: two `Reported` in, changes in published order out.

Nothing here knows a file: `reports` reads what they said, `followup` makes a list of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from shinchoku.model import Definition, review_form
from shinchoku.publishing.reported import Reported, Source, changed_keys
from shinchoku.publishing.reports import Said


class Change(NamedTuple):
    """A text that is another one; `pages` are None where none is printed.

    Kinds: changed, added, gone of a value; new_item, item_gone, new_column, column_gone where
    there was no such item or column, or is none any more; renamed of what anything is called, and
    moved of an item that is another department's. `silent`: nothing had come back by then, or now.
    """

    kind: str
    owner: str
    column: str
    place: str  # the numbers of what it hangs below
    label: str
    department: str
    heading: str
    before: str
    after: str
    pages: tuple[int | None, int | None] = (None, None)
    silent: tuple[bool, bool] = (False, False)
    source: Source = MappingProxyType({})


class GradeCount(NamedTuple):
    """How often a code was given in a graded column, before and after."""

    form: str
    heading: str
    code: str
    before: int
    after: int


def compare(before: Reported, after: Said, definition: Definition) -> tuple[Change, ...]:
    """Return what a report says otherwise than one before, in the order of the definition.

    What that does not have any more stands last.
    """
    own = _Comparison(before, after)
    rank = _order(definition)
    last = len(rank)

    def place(change: Change) -> tuple[int, int]:
        columns = rank.get(change.owner, (last, {}))
        return columns[0], columns[1].get(change.column, len(columns[1]))

    return (*own.renamed(), *sorted((*own.moved(), *own.values()), key=place))


def _order(definition: Definition) -> Mapping[str, tuple[int, Mapping[str, int]]]:
    """Return the place of each owner, with those of its columns."""
    order: dict[str, tuple[int, Mapping[str, int]]] = {}
    columns = {
        form.id: {column.id: index for index, column in enumerate(form.columns)}
        for form in definition.every_form
    }
    for form in definition.every_form:
        for _, entry in definition.entries(form):
            for line in entry.lines:
                order.setdefault(line.id, (len(order), columns[form.id]))
    return order


class _Comparison:
    def __init__(self, before: Reported, after: Said) -> None:
        self._before, self._after, self._sources = before, after.reported, after.sources

    def values(self) -> Iterator[Change]:
        """Yield the values that are not as they were."""
        before, after = self._before, self._after
        for owner, column in changed_keys(before.values, after.values):
            form, department, place, label = self._about(owner)
            old, new = before.text(owner, column), after.text(owner, column)
            name = f"{form}.{column}"
            yield Change(
                kind=self._kind(owner, name, old, new),
                owner=owner,
                column=column,
                place=place,
                label=label,
                department=self._department(department),
                heading=self._named("columns", name),
                before=old,
                after=new,
                pages=(before.page(owner, column), after.page(owner, column)),
                silent=(self._silent(before, owner), self._silent(after, owner)),
                source=self._sources.get(owner, {}).get(column, {}),
            )

    def _kind(self, owner: str, column: str, old: str, new: str) -> str:
        if old and new:
            return "changed"
        names = (self._before if new else self._after).names
        if owner not in names.get("owners", {}):
            return "new_item" if new else "item_gone"
        if column not in names.get("columns", {}):
            return "new_column" if new else "column_gone"
        return "added" if new else "gone"

    def renamed(self) -> Iterator[Change]:
        """Yield what is called otherwise: columns, departments, what items hang below."""
        for what in ("nodes", "columns", "departments"):
            old, new = (side.names.get(what, {}) for side in (self._before, self._after))
            for id_, name in new.items():
                if id_ in old and old[id_] != name:
                    texts = (str(old[id_]), str(name))
                    yield Change("renamed", "", "", "", id_, "", what, *texts)

    def moved(self) -> Iterator[Change]:
        """Yield the items that are another department's."""
        old, new = (side.names.get("owners", {}) for side in (self._before, self._after))
        for owner, about in new.items():
            if owner in old and old[owner][1] != about[1]:
                names = (self._department(old[owner][1]), self._department(about[1]))
                place, label = about[2:]
                yield Change("moved", owner, "", place, label, names[1], "", *names)

    def _department(self, id_: str) -> str:
        return self._named("departments", id_)

    def _named(self, what: str, id_: str) -> str:
        """Return what something is called now, or was."""
        for side in (self._after, self._before):
            if id_ in side.names.get(what, {}):
                return str(side.names[what][id_])
        return id_

    def _about(self, owner: str) -> Sequence[str]:
        """Return what is known of an owner: form, department, place, label."""
        for side in (self._after, self._before):
            if owner in side.names.get("owners", {}):
                about: Sequence[str] = side.names["owners"][owner]
                return about
        return ("", "", "", "")

    def _silent(self, side: Reported, owner: str) -> bool:
        return owner in side.names.get("missing", {})


# ---------------------------------------------------------------- counted


def by_department(changes: Iterable[Change]) -> Mapping[str, int]:
    """Return how many changes there are of each department's items, "" of what is nobody's."""
    return Counter(change.department for change in changes)


def grades(before: Reported, after: Reported, definition: Definition) -> tuple[GradeCount, ...]:
    """Return how often each code of each graded column was given; repeats are not counted.

    A code that the definition does not have any more stands behind those that it has.
    """
    counted: list[GradeCount] = []
    for form in definition.forms:
        for column in form.graded:
            forms = {form.id, review_form(form.id)}
            old, new = (Counter(_given(side, forms, column.id)) for side in (before, after))
            for code in dict.fromkeys((*column.codes, *old, *new)):
                counts = old[code], new[code]
                counted.append(GradeCount(form.sheet, column.title, code, *counts))
    return tuple(counted)


def _given(side: Reported, forms: set[str], column: str) -> Iterator[str]:
    for owner, about in side.names.get("owners", {}).items():
        if about[0] in forms and (text := side.text(owner, column)):
            yield text
