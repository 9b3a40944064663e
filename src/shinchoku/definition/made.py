"""Columns by the master whose texts are made of words, not filled in its table.

In go a form and its tree; out comes the tree with these texts on its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from shinchoku.definition.checker import Checker, key_path
from shinchoku.model import (
    Child,
    Column,
    Entry,
    Form,
    Line,
    Node,
    NodePath,
    entries_below,
    words_of,
)
from shinchoku.model.forms import NODE_WORDS
from shinchoku.paper.limits import MAX_TEXT, fits


def made_words(path: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the text of a made column may say: of other columns, and of the levels above."""
    above = (f"{level}.{word}" for level in path for word in NODE_WORDS)
    return (*given, "label", "department", *above)


def with_made(
    form: Form,
    tree: tuple[Child, ...],
    departments: Mapping[str, str],
    checker: Checker,
    where: str,
) -> tuple[Child, ...]:
    """Return a form's tree with its made texts; `departments` are names, `where` is the form.

    A repeat is of the department of what it repeats.
    """
    columns = [column for column in form.given if column.made]
    if not columns:
        return tuple(tree)
    owners = {
        line.id: entry.department_id for _, entry in entries_below(tree) for line in entry.lines
    }
    making = _Making(form, columns, departments, owners)
    made = tuple(making.below(tree, ()))
    for column in columns:
        texts = ((e.id, line.values[column.id]) for _, e in entries_below(made) for line in e.lines)
        if too_long := next((id_ for id_, text in texts if not fits(text, MAX_TEXT)), ""):
            place = f"{where}.{key_path('columns', form.columns.index(column))}.text"
            checker.report(place, "definition.made_too_long", id=too_long)
    return made


class _Making:
    """Makes the texts of one form; `owners` are the departments of its lines by their ids."""

    def __init__(
        self,
        form: Form,
        columns: list[Column],
        departments: Mapping[str, str],
        owners: Mapping[str, str],
    ) -> None:
        self._form = form
        self._columns = columns
        self._departments = departments
        self._owners = owners

    def below(self, children: tuple[Child, ...], path: NodePath) -> Iterator[Child]:
        """Yield what hangs below a path, with the made texts."""
        for child in children:
            if isinstance(child, Node):
                yield replace(child, children=tuple(self.below(child.children, (*path, child))))
            elif isinstance(child, Entry):
                yield replace(child, lines=tuple(self._lines(path, child)))
            else:
                yield child

    def _lines(self, path: NodePath, entry: Entry) -> Iterator[Line]:
        owner = entry.department_id or self._owners.get(entry.repeat_of, "")
        words = words_of(self._form, path, entry, self._departments.get(owner, ""))
        for line in entry.lines:
            said = {**words, **line.values, "label": words["label"]}
            said["department"] = words["department"]
            made = {
                column.id: column.made.fill(said)
                for column in self._columns
                if column.made and (column.per_line or line is entry.lines[0])
            }
            yield replace(line, values={**line.values, **made})
