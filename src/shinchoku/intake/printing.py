"""Whether an answer can be printed: a text and its column go in."""

from __future__ import annotations

from shinchoku.model import Column

_MOST_LINES = 300  # of 9 pt: some five pages of nothing else
_WIDEST = 80.0  # full-width characters: of a column that has no width of its own


def fills_pages(column: Column, text: str) -> bool:
    """Whether a text would fill pages of the report in its column.

    Lines are counted as full as they can be, so that nothing is called too long that is not: no
    rule of line breaking needs fewer. A column that is printed nowhere fills none.
    """
    if len(text) <= _MOST_LINES or column.print == "none":
        return False
    capacity = column.width or _WIDEST
    lines = (max(1.0, len(line) / 2 / capacity) for line in text.split("\n"))
    return sum(lines) > _MOST_LINES
