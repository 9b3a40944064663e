"""Messages as plain data and back, for files that are read in another language later."""

from __future__ import annotations

from datetime import date
from typing import Any

from shinchoku.words.message import Listed, Message, Text


def as_data(word: object) -> Any:  # noqa: ANN401 - what json takes
    """Return a text, or what stands in one, as json takes it."""
    if isinstance(word, Message):
        return {"key": word.key, "values": {name: as_data(value) for name, value in word.values}}
    if isinstance(word, Listed):
        texts = [as_data(text) for text in word.texts]
        return {"texts": texts, "by": word.by, "more": word.more}
    return {"date": word.isoformat()} if isinstance(word, date) else word


def from_data(data: Any) -> Any:  # noqa: ANN401 - what json gives
    """Return what `as_data` was given. KeyError or ValueError for what is nothing of it."""
    if not isinstance(data, dict):
        return data
    if "key" in data:
        return Message(data["key"], **{n: from_data(value) for n, value in data["values"].items()})
    if "texts" in data:
        texts: list[Text] = [from_data(text) for text in data["texts"]]
        return Listed([*texts, ""] if data["more"] else texts, data["by"], most=len(texts))
    return date.fromisoformat(data["date"])
