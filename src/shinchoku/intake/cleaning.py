"""A text as a cell holds it goes in; the text that can be printed comes out.

Only what nobody means is changed: characters that cannot be seen, and half-width kana, which old
programs type. Everything else of a free text stays as typed.
"""

from __future__ import annotations

import re
import unicodedata

from shinchoku.intake.radicals import ideographs
from shinchoku.paper.limits import MAX_TEXT, fits

# Controls, those that turn the direction of reading, and what no XML file may hold. Some seem to
# be nothing at all, others print as an empty box.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)
_LOOSE_JOINER = re.compile("(?<![\ufe0f\U0001f000-\U0001faff])\u200d")  # emoji are made with it
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_APART = re.compile("[\u3041-\u30ff][\u3099\u309a]")  # a kana and its voice mark, as macOS has them
# What Word and others break lines with, pasted into a cell.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Most texts hold none of what is cleaned here, and one look tells.
_TOUCHED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2028\u2029\u3099\u309a\ufeff"
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u206a-\u206f\u3164\uffa0\U000e0000-\U000e007f"
    "\u2e81-\u2fd5"
    "\uff61-\uff9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_QUOTED = 80
_SURELY_FITS = MAX_TEXT // 2  # Excel counts no character more than twice
_LONGEST_TITLE = 255


def printable(text: str) -> str:
    """Return a text as it is meant: line ends are LF, a tab is a blank, the invisible is gone."""
    if not _TOUCHED.search(text):
        return text
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    return _LOOSE_JOINER.sub("", _INVISIBLE.sub("", _CONTROL.sub("", text)))


def clean(text: str) -> str:
    """Return a text as it is printed: `printable`, no outer blanks, kana in full width.

    Radicals are the ideographs that they look like.
    """
    if not _TOUCHED.search(text):
        return text.strip()
    text = _HALF_WIDTH.sub(lambda found: _normal("NFKC", found[0]), printable(text))
    text = ideographs(text)
    return _APART.sub(lambda found: _normal("NFC", found[0]), text).strip()


def sheet_title(name: str) -> str:
    """Return a sheet's name as it stands in every place on it: Excel's have 31 characters."""
    return printable(name)[:_LONGEST_TITLE]


def changes_visibly(text: str) -> bool:
    """Whether `clean` changes what the person who typed it would see."""
    return bool(_CONTROL.search(text.replace("\r", "")) or _HALF_WIDTH.search(text))


def is_beyond_excel(text: str) -> bool:
    """Whether a text is longer than a cell of Excel can hold."""
    return len(text) > _SURELY_FITS and not fits(text, MAX_TEXT)


def quoted(text: str, limit: int = _QUOTED) -> str:
    """Return a text to be quoted in a message: in one line, cut where it is long."""
    seen = " ".join(printable(text).split("\n")).strip()
    return seen if len(seen) <= limit else f"{seen[: limit - 1]}…"


def _normal(form: str, text: str) -> str:
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]
