"""What a report adds up: the total rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shinchoku.model.answers import Key
from shinchoku.model.derived import Difference, Ratio
from shinchoku.model.forms import Entry, Form, Line, NodePath
from shinchoku.model.wording import Wording

_TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class Total:
    """Total rows below the entries of each node of a level, "" for those below all of them.

    `columns` have a figure in it: numbers are added up, a ratio and a difference are computed anew.
    `lines` are the fixed lines that have a row of their own, where a form has such lines.
    """

    level: str
    label: Wording
    columns: tuple[str, ...]
    lines: tuple[str, ...] = ()


def total_key(section_id: str, number: int, node_id: str, line_id: str, column_id: str) -> Key:
    """Name a figure of a section's total row: of its which total, at which node, of which line."""
    return Key(f"{_TOTAL}:{section_id}:{number}:{node_id}:{line_id}", column_id)


def is_added_up(owner_id: str) -> bool:
    """Whether an owner is no line but what a report adds up."""
    return owner_id.startswith(f"{_TOTAL}:")


def node_at(level: str, path: NodePath) -> str:
    """Return the id of the node of a level in a path, "" for none."""
    return next((node.id for node in path if node.level == level), "")


def summed_lines(entry: Entry, form: Form, line_id: str) -> tuple[Line, ...]:
    """Return the lines of an entry that a total row is about: one fixed line, "" for all."""
    if not line_id:
        return entry.lines
    place = [line.id for line in form.lines].index(line_id)
    return entry.lines[place : place + 1]


def added_columns(form: Form, column_id: str) -> Iterator[str]:
    """Yield the columns whose numbers are added up for a figure of one."""
    match form.column(column_id).computed:
        case Ratio(part=one, whole=other) | Difference(larger=one, smaller=other):
            yield from added_columns(form, one)
            yield from added_columns(form, other)
        case _:
            yield column_id
