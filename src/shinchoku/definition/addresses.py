"""The addresses of a department, as a cell of the master has them."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[,;、\n]")
_LOCAL = r"[\w!#$%&'*+/=?^`{|}~-]{1,64}"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# RFC 5322's dot-atoms; a house's own network may have a domain of one label.
_ADDRESS = re.compile(
    rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){_LOCAL}(?:\.{_LOCAL})*@{_LABEL}(?:\.{_LABEL})*",
    re.ASCII | re.IGNORECASE,
)


def addresses(text: str) -> tuple[str, ...]:
    """Return the parts of a text that stand between commas, semicolons or line ends."""
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def is_address(text: str) -> bool:
    """Whether a text is what a mail can be sent to, hoiku@city.example.jp."""
    return _ADDRESS.fullmatch(text) is not None
