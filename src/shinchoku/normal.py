"""One normal form for what is compared (grades, ids, "nothing"); free text is never changed."""

from __future__ import annotations

import re
import unicodedata

# What no workbook can hold, or nobody can see; a line's end is none of it.
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# What turns the direction of reading, or cannot be seen: a name may look like another one.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_LINE_END = re.compile(r"\s*\n\s*")
_BETWEEN_WORDS = re.compile(r"(?<=[!-~])\s*\n\s*(?=[!-~])")


def canonical(text: str) -> str:
    """Return NFKC without white space: `Ａ ＋` is compared as `A+`."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def spelled_out(name: str) -> str:
    r"""Return a file's name as it is shown: a line's end is spelled \n, and so on."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def in_one_line(text: str) -> str:
    """Return a header's lines in one: 進捗＋状況 is one word, Planned＋work are two."""
    words = _BETWEEN_WORDS.sub(" ", text.strip())
    return _LINE_END.sub("", words)
