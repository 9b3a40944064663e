"""What a card is made of: a page for an entry, a grid of labels and of what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shinchoku.model.forms import NODE_WORDS, Entry, Form, NodePath
from shinchoku.model.wording import Wording

ENTRY = "entry"
"""The level, as a contents page calls it, whose nodes are the entries themselves."""


@dataclass(frozen=True, kw_only=True)
class CardCell:
    """A cell over some columns of the card, at least so many lines high."""

    span: int = 1
    high: int = 1


@dataclass(frozen=True, kw_only=True)
class LabelCell(CardCell):
    """What the cells beside it are about."""

    label: str


@dataclass(frozen=True, kw_only=True)
class TextCell(CardCell):
    """A text about the entry, with `entry_words`."""

    text: Wording


@dataclass(frozen=True, kw_only=True)
class ColumnCell(CardCell):
    """What one of the form's columns says."""

    column_id: str


@dataclass(frozen=True, kw_only=True)
class LinesCell(CardCell):
    """The lines of the entry as a table; `shares` are the widths of its columns beside each other.

    It is as high as its lines are.
    """

    columns: tuple[str, ...]
    shares: tuple[float, ...]


AnyCell = LabelCell | TextCell | ColumnCell | LinesCell
CardRow = tuple[AnyCell, ...]


def columns_in(grid: tuple[CardRow, ...]) -> Iterator[str]:
    """Yield the ids of the columns whose values a grid prints."""
    for cell in (cell for row in grid for cell in row):
        match cell:
            case ColumnCell(column_id=name):
                yield name
            case LinesCell(columns=names):
                yield from names


def entry_words(form: Form) -> tuple[str, ...]:
    """Return what texts may say of an entry: what the master does of it, and of what is above."""
    said = (c.id for c in form.given if c.public and not c.per_line)
    above = (f"{level}.{word}" for level in form.path for word in NODE_WORDS)
    return (*said, "label", "department", *above)


def words_of(form: Form, path: NodePath, entry: Entry, department: str) -> Mapping[str, str]:
    """Return what `entry_words` mean for an entry that hangs below a path."""
    words = {**dict.fromkeys(entry_words(form), ""), **entry.lines[0].values}
    for node in path:
        words |= {f"{node.level}.{word}": node.words.get(word, "") for word in NODE_WORDS}
    return {**words, "label": entry.label, "department": department}
