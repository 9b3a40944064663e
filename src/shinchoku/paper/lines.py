"""A text and the width of a line go in; the lines that it will be broken into come out.

Widths are in units of the font's metrics: half-width characters, if none are given. Excel and
LibreOffice break lines by different rules; each of the four is known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shinchoku.paper.metrics import FIXED, Metrics

_NO_LINE_END = "(\\[{（［｛「『【〔〈《〝‘“"
_NO_LINE_START = (
    ")\\]}）］｝」』】〕〉》〟’”、。，．,.・：；:;？！?!‐゠–〜～ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ"
    "ヽヾゝゞ々〻％%"
)


def _units_of(word: str) -> dict[tuple[bool, bool], re.Pattern[str]]:
    """Return, by (kinsoku, whole words), what a line break never divides."""
    no_end, no_start = f"[{_NO_LINE_END}]*", f"[{_NO_LINE_START}]*"
    return {
        (False, False): re.compile(".", re.DOTALL),
        (False, True): re.compile(f"{word}|.", re.DOTALL),
        (True, False): re.compile(f"{no_end}.{no_start}", re.DOTALL),
        (True, True): re.compile(f"{no_end}(?:{word}|.){no_start}", re.DOTALL),
    }


_WORD = "[!-~]"
# In a font for Latin, letters with accents, dashes and ’ belong to a word; in a Japanese one, all
# but ASCII is set as Japanese is.
_LATIN_WORD = "[!-~\u00a0-\u024f\u2010-\u2027\u20ac]"
_UNITS, _LATIN_UNITS = _units_of(f"{_WORD}+"), _units_of(f"{_LATIN_WORD}+")
_HAS_WORDS, _HAS_LATIN_WORDS = (
    re.compile(rf"{word}{{2}}|[^\S\n]") for word in (_WORD, _LATIN_WORD)
)


@lru_cache(maxsize=65_536)
def line_count(text: str, capacity: int, metrics: Metrics = FIXED) -> int:
    """Return the most lines that any of the four rules needs."""
    paragraphs = text.split("\n")
    if max(map(metrics.width, paragraphs)) <= capacity:  # as most are, and no rule matters
        return len(paragraphs)
    return max(map(len, _wraps(text, capacity, metrics)))


def longest_wrap(text: str, capacity: int, metrics: Metrics = FIXED) -> list[str]:
    """Return the text broken by the rule that needs most lines; joined, they are the text."""
    return max(_wraps(text, capacity, metrics), key=len)


def _wraps(text: str, capacity: int, metrics: Metrics) -> Iterator[list[str]]:
    has_words = (_HAS_WORDS if metrics.is_fixed else _HAS_LATIN_WORDS).search(text)
    for kinsoku, whole_words in _UNITS:
        if has_words or not whole_words:  # without words or spaces, whole or not is the same
            yield lines(text, capacity, metrics, kinsoku=kinsoku, whole_words=whole_words)


def lines(
    text: str, capacity: int, metrics: Metrics = FIXED, *, kinsoku: bool, whole_words: bool
) -> list[str]:
    """Break a text into lines of this width; joined, they are the text.

    With `kinsoku` no line begins with a closing mark or ends with an opening one; with
    `whole_words` no Latin word is divided that fits a line, and spaces may hang over its end.
    """
    found: list[str] = []
    units = (_UNITS if metrics.is_fixed else _LATIN_UNITS)[kinsoku, whole_words]
    paragraphs = text.split("\n")
    for position, paragraph in enumerate(paragraphs):
        if metrics.width(paragraph) <= capacity:
            wrapped = [paragraph]
        else:
            pieces = units.findall(paragraph)
            wrapped = _wrap(pieces, capacity, metrics, hanging_spaces=whole_words)
        if position < len(paragraphs) - 1:
            wrapped[-1] += "\n"
        found += wrapped
    return found


def _wrap(units: list[str], capacity: int, metrics: Metrics, *, hanging_spaces: bool) -> list[str]:
    done: list[str] = []
    line, used, width_of = "", 0, metrics.width
    for unit in units:
        width = width_of(unit)
        if used + width > capacity and not (hanging_spaces and unit.isspace()):
            if line:
                done.append(line)
            line, used = "", 0
            if width > capacity:  # wider than a line: it breaks anywhere
                *full, unit = _chopped(unit, capacity, metrics)  # noqa: PLW2901
                done += full
                width = width_of(unit)
        line += unit
        used += width
    return [*done, line]


def _chopped(unit: str, capacity: int, metrics: Metrics) -> list[str]:
    done: list[str] = []
    line, used = "", 0
    for character in unit:
        width = metrics.width(character)
        if line and used + width > capacity:
            done.append(line)
            line, used = "", 0
        line += character
        used += width
    return [*done, line]
