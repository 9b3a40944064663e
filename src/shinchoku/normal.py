"""One normal form for what is compared (grades, ids, "nothing"); free text is never changed."""

from __future__ import annotations

import unicodedata


def canonical(text: str) -> str:
    """Return NFKC without white space: `Ａ ＋` is compared as `A+`."""
    return "".join(unicodedata.normalize("NFKC", text).split())
