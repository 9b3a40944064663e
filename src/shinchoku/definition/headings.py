"""What the columns of master.xlsx are called in words, and how their row is known when it is read.

The ids stand above, in a row that is hidden. Nobody can say where that row of words is: a clerk may
delete it, or insert one before it. So it is known by what it says of columns that every master has.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from shinchoku.words import Words, languages, words

_OWN = (
    "id", "name", "number", "title", "department", "reviewer", "deadline", "mail", "kind", "repeat",
    "page_break", "category", "cites", "project", "content", "description", "color",
)  # fmt: skip


def own_heading(column: str, say: Words) -> str:
    """Return what a column is called that is no form's; its id where nothing is said of it."""
    return say(f"master.column.{column}") if column in _OWN else column


def is_headings(texts: Mapping[str, str]) -> bool:
    """Whether a row, column -> text, is that of the words, in any language.

    What the id is called can be no id; of the others one alone might be somebody's own text.
    """
    known = [column for column, text in texts.items() if column in _OWN and text in _words(column)]
    return "id" in known or len(known) > 1


@cache
def _words(column: str) -> frozenset[str]:
    return frozenset(own_heading(column, words(language)) for language in languages())
