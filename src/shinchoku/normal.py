"""One normal form for what is compared (grades, ids, "nothing"); free text is never changed."""

from __future__ import annotations

import re
import unicodedata

# What no workbook can hold, or nobody can see; a line's end is none of it.
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def canonical(text: str) -> str:
    """Return NFKC without white space: `Ａ ＋` is compared as `A+`."""
    return "".join(unicodedata.normalize("NFKC", text).split())
