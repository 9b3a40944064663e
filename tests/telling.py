"""What a clerk is told, as texts: findings and failures hold data."""

from __future__ import annotations

from shinchoku.words import Text, words


def ja(text: Text) -> str:
    """Return what is said of it in Japanese."""
    return words("ja").tell(text)


def en(text: Text) -> str:
    """Return what is said of it in English."""
    return words("en").tell(text)
