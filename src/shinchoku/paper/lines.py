"""A text and the width of a line go in; the lines that it will be broken into come out.

Widths are in half-width characters, as a fixed-width Japanese font sets them. Excel and
LibreOffice break lines by different rules; each of the four is known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NO_LINE_END = "(\\[{（［｛「『【〔〈《〝‘“"
_NO_LINE_START = (
    ")\\]}）］｝」』】〕〉》〟’”、。，．,.・：；:;？！?!‐゠–〜～ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ"
    "ヽヾゝゞ々〻％%"
)
_WORD = "[!-~]+"
_UNITS = {
    # (kinsoku, whole words) -> what a line break never divides
    (False, False): re.compile(".", re.DOTALL),
    (False, True): re.compile(f"{_WORD}|.", re.DOTALL),
    (True, False): re.compile(f"[{_NO_LINE_END}]*.[{_NO_LINE_START}]*", re.DOTALL),
    (True, True): re.compile(f"[{_NO_LINE_END}]*(?:{_WORD}|.)[{_NO_LINE_START}]*", re.DOTALL),
}


@lru_cache(maxsize=65_536)
def line_count(text: str, capacity: int) -> int:
    """Return the most lines that any of the four rules needs; capacity in half-width characters."""
    paragraphs = text.split("\n")
    if max(map(text_width, paragraphs)) <= capacity:  # as most are, and no rule matters
        return len(paragraphs)
    return max(map(len, _wraps(text, capacity)))


def longest_wrap(text: str, capacity: int) -> list[str]:
    """Return the text broken by the rule that needs most lines; joined, they are the text."""
    return max(_wraps(text, capacity), key=len)


def _wraps(text: str, capacity: int) -> Iterator[list[str]]:
    for kinsoku, whole_words in _UNITS:
        yield lines(text, capacity, kinsoku=kinsoku, whole_words=whole_words)


def lines(text: str, capacity: int, *, kinsoku: bool, whole_words: bool) -> list[str]:
    """Break a text into lines of so many half-width characters; joined, they are the text.

    With `kinsoku` no line begins with a closing mark or ends with an opening one; with
    `whole_words` no Latin word is divided that fits a line, and spaces may hang over its end.
    """
    found: list[str] = []
    units = _UNITS[kinsoku, whole_words]
    paragraphs = text.split("\n")
    for position, paragraph in enumerate(paragraphs):
        if text_width(paragraph) <= capacity:
            wrapped = [paragraph]
        else:
            wrapped = _wrap(units.findall(paragraph), capacity, hanging_spaces=whole_words)
        if position < len(paragraphs) - 1:
            wrapped[-1] += "\n"
        found += wrapped
    return found


def _wrap(units: list[str], capacity: int, *, hanging_spaces: bool) -> list[str]:
    done: list[str] = []
    line, used = "", 0
    for unit in units:
        width = text_width(unit)
        if used + width > capacity and not (hanging_spaces and unit.isspace()):
            if line:
                done.append(line)
            line, used = "", 0
            if width > capacity:  # wider than a line: it breaks anywhere
                *full, unit = _chopped(unit, capacity)  # noqa: PLW2901
                done += full
                width = text_width(unit)
        line += unit
        used += width
    return [*done, line]


def _chopped(unit: str, capacity: int) -> list[str]:
    done: list[str] = []
    line, used = "", 0
    for character in unit:
        width = _character_width(character)
        if line and used + width > capacity:
            done.append(line)
            line, used = "", 0
        line += character
        used += width
    return [*done, line]


@lru_cache(maxsize=65_536)
def text_width(text: str) -> int:
    """Return a text's width in half-width characters, as a fixed-width Japanese font sets it."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


@lru_cache(maxsize=16_384)
def _character_width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    # Ambiguous and neutral ones (①, —, ©) count as full: too wide is safe.
    return 1 if unicodedata.east_asian_width(character) in {"Na", "H"} else 2
