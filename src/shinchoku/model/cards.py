"""What a card is made of: a page for an entry, or for a node, a grid of labels and their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shinchoku.model.forms import NODE_WORDS, Entry, Form, NodePath
from shinchoku.model.wording import Wording
from shinchoku.records import dataclass

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
    """A text about the entry, with `entry_words`, or about the node."""

    text: Wording


@dataclass(frozen=True, kw_only=True)
class ColumnCell(CardCell):
    """What a column says of the entry, or of the entry that the node is."""

    form_id: str
    column_id: str


@dataclass(frozen=True, kw_only=True)
class TableCell(CardCell):
    """A table; `shares` are the widths of its columns beside each other, its height its rows'."""

    form_id: str
    columns: tuple[str, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class LinesCell(TableCell):
    """The lines of the entry."""


@dataclass(frozen=True, kw_only=True)
class EntriesCell(TableCell):
    """A form's entries below the node."""


AnyCell = LabelCell | TextCell | ColumnCell | LinesCell | EntriesCell
CardRow = tuple[AnyCell, ...]


def forms_in(grid: tuple[CardRow, ...]) -> tuple[str, ...]:
    """Return the ids of the forms whose values a grid prints, in order."""
    cells = (cell for row in grid for cell in row)
    return tuple(dict.fromkeys(c.form_id for c in cells if isinstance(c, ColumnCell | TableCell)))


def columns_in(grid: tuple[CardRow, ...], form_id: str) -> Iterator[str]:
    """Yield the ids of a form's columns whose values a grid prints."""
    for cell in (cell for row in grid for cell in row):
        match cell:
            case ColumnCell(form_id=form, column_id=name) if form == form_id:
                yield name
            case TableCell(form_id=form, columns=names) if form == form_id:
                yield from names


def entry_words(form: Form) -> tuple[str, ...]:
    """Return what texts may say of an entry: what the master does of it, and of what is above."""
    said = (c.id for c in form.given if c.public and not c.per_line)
    above = (f"{level}.{word}" for level in form.path for word in NODE_WORDS)
    return (*said, "label", "department", *above)


def words_of_levels(path: NodePath) -> Mapping[str, str]:
    """Return what texts may say of each level of a path: `{level.title}` and so on."""
    return {
        f"{node.level}.{word}": node.words.get(word, "") for node in path for word in NODE_WORDS
    }


def words_of(form: Form, path: NodePath, entry: Entry, department: str) -> Mapping[str, str]:
    """Return what `entry_words` mean for an entry that hangs below a path."""
    words = {**dict.fromkeys(entry_words(form), ""), **entry.lines[0].values}
    return {**words, **words_of_levels(path), "label": entry.label, "department": department}
