"""A sheet's name goes in; what Excel would not take about it comes out."""

from __future__ import annotations

import re

_LONGEST = 31  # UTF-16 units
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"


def bad_sheet_name(name: str) -> str:
    """Return what is wrong: "blank", "long", "sign" or "reserved"; "" for nothing."""
    if not name.strip():
        return "blank"
    if len(name.encode("utf-16-le")) // 2 > _LONGEST:
        return "long"
    if _FORBIDDEN.search(name) or name.startswith("'") or name.endswith("'"):
        return "sign"
    return "reserved" if name.casefold() == _RESERVED else ""
