"""A sheet's name goes in; what Excel would not take about it comes out."""

from __future__ import annotations

import re

from shinchoku.paper.limits import MAX_SHEET_NAME, fits

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"


def bad_sheet_name(name: str) -> str:
    """Return what is wrong: "blank", "long", "sign" or "reserved"; "" for nothing."""
    if not name.strip():
        return "blank"
    if not fits(name, MAX_SHEET_NAME):
        return "long"
    if _FORBIDDEN.search(name) or name.startswith("'") or name.endswith("'"):
        return "sign"
    return "reserved" if name.casefold() == _RESERVED else ""
