"""A text with words in braces, parsed once and filled in often.

`{title}` is a word; `{short|title}` the first of two that says anything; `{{` and `}}` are braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping

from shinchoku.records import dataclass

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Wording:
    """`pieces` are texts, and tuples of the words of which the first that says anything counts."""

    pieces: tuple[str | tuple[str, ...], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that it uses."""
        return tuple(word for piece in self.pieces if isinstance(piece, tuple) for word in piece)

    def fill(self, words: Mapping[str, str]) -> str:
        """Return the text. KeyError for a word that is not given."""
        return "".join(
            piece
            if isinstance(piece, str)
            else next(filter(None, map(words.__getitem__, piece)), "")
            for piece in self.pieces
        )

    def only(self, words: Container[str]) -> Wording:
        """Return it without the words that are none of these."""
        pieces = (
            piece if isinstance(piece, str) else tuple(word for word in piece if word in words)
            for piece in self.pieces
        )
        return Wording(tuple(piece for piece in pieces if piece))

    def known(self, meaning: Callable[[str], str | None]) -> Wording:
        """Return it with the words filled in that have a meaning already."""
        pieces: list[str | tuple[str, ...]] = []
        for piece in self.pieces:
            meant = meaning(piece[0]) if isinstance(piece, tuple) and len(piece) == 1 else None
            pieces.append(piece if meant is None else meant)
        return Wording(tuple(pieces))


def parse(text: str) -> Wording:
    """Take a text apart. Raises ValueError for a brace without a counterpart."""
    return Wording(tuple(_pieces(text)))


def _pieces(text: str) -> Iterator[str | tuple[str, ...]]:
    literal, end = "", 0
    for found in _PIECE.finditer(text):
        literal += text[end : found.start()]
        end = found.end()
        if found[1] is not None:
            if literal:
                yield literal
            yield tuple(word.strip() for word in found[1].split("|"))
            literal = ""
        elif len(found[0]) == 1:
            raise ValueError(text)
        else:
            literal += found[0][0]
    literal += text[end:]
    if literal:
        yield literal
