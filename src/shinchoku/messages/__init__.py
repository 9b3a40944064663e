"""What clerks read, in Japanese and in English: a table a subject, one function.

Each table: key -> (Japanese, English).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Literal

from shinchoku.messages import (
    answers,
    board,
    decided,
    definition,
    files,
    merge,
    proof,
    rows,
    terminal,
    versions,
    words,
)

__all__ = ["MESSAGES", "Language", "language", "say"]

Language = Literal["ja", "en"]

language: ContextVar[Language] = ContextVar("language", default="ja")
"""The language of messages; the command line sets it once."""

MESSAGES: Mapping[str, tuple[str, str]] = {
    **answers.MESSAGES,
    **board.MESSAGES,
    **decided.MESSAGES,
    **definition.MESSAGES,
    **files.MESSAGES,
    **merge.MESSAGES,
    **proof.MESSAGES,
    **rows.MESSAGES,
    **terminal.MESSAGES,
    **versions.MESSAGES,
    **words.MESSAGES,
}


def say(key: str, /, **words: object) -> str:
    """Return the message `key` with its words put in. KeyError for a key that does not exist."""
    japanese, english = MESSAGES[key]
    return (japanese if language.get() == "ja" else english).format(**words)
