"""Where entries are counted: at the nodes of a level, a department, a column's texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from shinchoku.model.answers import Merged
from shinchoku.model.columns import Column
from shinchoku.model.counting import DEPARTMENT
from shinchoku.model.forms import (
    Child,
    Department,
    Entry,
    Form,
    Line,
    NodePath,
    entries_below,
)


class Place(NamedTuple):
    """One of them; `words` are what a text may say of it."""

    id: str
    words: Mapping[str, str]


DEPARTMENT_WORDS = ("name", "id")
COLUMN_WORDS = ("text", "label")


def divisions(form: Form, column_id: str) -> tuple[str, ...]:
    """Return by what a column may be counted: levels, "department", and columns of few texts."""
    columns = (each for each in form.columns if each.by == "master" or each.is_choice)
    return (*form.path, DEPARTMENT, *(each.id for each in columns if each.id != column_id))


def places(
    form: Form, by: str, tree: tuple[Child, ...], departments: Iterable[Department]
) -> tuple[Place, ...]:
    """Return every place that an entry may count at, in order; what has no place is not among them.

    A place where nothing counts yet is one, too: so a table has the same rows from the first draft
    to the last. A column's are what may be chosen in it, or the texts that the master has.
    """
    if by == DEPARTMENT:
        asked = {entry.department_id for _, entry in entries_below(tree)}
        own = (each for each in departments if each.id in asked)
        found: Iterable[Place] = (Place(d.id, {"name": d.name, "id": d.id}) for d in own)
    elif by in form.path:
        found = _nodes(by, tree)
    else:
        found = _texts(form.column(by), tree)
    return tuple({place.id: place for place in found if place.id}.values())


def is_meant(
    merged: Merged, form: Form, entry: Entry, where: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether an entry has, in each filtering column, one of the texts asked for."""
    return all(
        any(merged.text_of(form.column(name), entry, line) in texts for line in entry.lines)
        for name, texts in where.items()
    )


def place_of(merged: Merged, form: Form, by: str, path: NodePath, entry: Entry, line: Line) -> str:
    """Return where a line counts: its department, the node above it, the text of a column.

    What a column says once for an entry, it says of all its lines.
    """
    if by == DEPARTMENT:
        return entry.department_id
    if by in form.path:
        return next((node.id for node in path if node.level == by), "")
    column = form.column(by)
    return merged.text_of(column, entry, line if column.per_line else entry.lines[0])


def _nodes(level: str, tree: tuple[Child, ...]) -> Iterator[Place]:
    for path, entry in entries_below(tree):
        if not entry.repeat_of:
            yield from (Place(node.id, node.words) for node in path if node.level == level)


def _texts(column: Column, tree: tuple[Child, ...]) -> Iterator[Place]:
    labels = {grade.code: grade.label for grade in column.grades}
    texts: Iterable[str] = column.codes
    if not column.is_choice:
        own = (entry for _, entry in entries_below(tree) if not entry.repeat_of)
        texts = (line.values[column.id] for entry in own for line in entry.lines)
    for text in texts:
        yield Place(text, {"text": text, "label": labels.get(text, "")})
