"""Plain data become TOML, every table inline; what tomllib reads of it is the same again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date


def toml_text(data: Mapping[str, object]) -> str:
    """Write a document: one line for each key."""
    return "".join(f"{_text(key)} = {_value(value)}\n" for key, value in data.items())


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _text(value)
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            inner = (f"{_text(key)} = {_value(each)}" for key, each in value.items())
            return f"{{{', '.join(inner)}}}"
    raise TypeError(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
