"""Something to say, before it is in any language: a key of the catalogue, and what is put in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shinchoku.records import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A key of the catalogue and the values for its words; a value may be a Message again."""

    key: str
    values: tuple[tuple[str, object], ...]

    def __init__(self, key: str, /, **values: Word) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", tuple(values.items()))

    def __add__(self, other: Text) -> Text:
        return sentences(self, other)


@dataclass(frozen=True, slots=True, init=False)
class Listed:
    """Several texts in a row, parted as the language parts what `by` says (`list.<by>`).

    Of more than `most` the rest is left out, which is shown.
    """

    texts: tuple[Text, ...]
    by: str
    more: bool

    def __init__(
        self, texts: Iterable[Text], by: str = "words", *, most: int | None = None
    ) -> None:
        every = tuple(texts)
        object.__setattr__(self, "texts", every[:most])
        object.__setattr__(self, "by", by)
        object.__setattr__(self, "more", len(every) > len(self.texts))

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __add__(self, other: Text) -> Text:
        return sentences(self, other)


Text = str | Message | Listed
"""What can be shown: a str is somebody's own words, the same in every language."""

Word = Text | int | float | date
"""What a text's {words} can stand for."""

EMPTY = Listed((), "sentences")


def sentences(*texts: Text) -> Text:
    """Return texts as sentences, one behind the other; those that say nothing are left out."""
    parts = [part for text in texts for part in _parts(text)]
    return parts[0] if len(parts) == 1 else Listed(parts, "sentences")


def _parts(text: Text) -> tuple[Text, ...]:
    if isinstance(text, Listed) and text.by == "sentences":
        return text.texts
    return (text,) if text else ()
