"""A font's name goes in; how wide its characters are comes out.

A font of which nothing is known is taken for a fixed-width Japanese one, as most in use are: half
an em for what is narrow, an em for what is wide.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import ceil, floor
from pathlib import Path

from shinchoku.paper.fonts import OTHER_NAMES
from shinchoku.records import dataclass

__all__ = ["FIXED", "Metrics", "metrics", "text_width"]

_TABLE = Path(__file__).with_name("metrics.toml")
_PX_PER_PT = 96 / 72
_ON_SCREEN = 1.0006  # LibreOffice's whole pixels take 1.0294 of a pixel, page.character_px 1.02875


@dataclass(frozen=True, slots=True, eq=False)
class Metrics:
    """How wide a font's characters are at a size, in units of which its em has `em`.

    `width` gives that of a text in one line. `is_fixed`: every letter of Latin is as wide as any
    other.
    """

    em: int
    width: Callable[[str], int]
    is_fixed: bool = False


class _Proportional:
    """A font with widths of its own: a text is as wide as Excel prints it, or LibreOffice sets it.

    LibreOffice gives each character whole pixels of a size in whole pixels: an s of 8 pt has 6 and
    not 5.3 (measured, all of ASCII). Whichever is more counts.
    """

    em = 2048  # as TrueType fonts count

    def __init__(self, advances: Mapping[str, int], size_pt: float) -> None:
        self._advances = advances
        size_px = size_pt * _PX_PER_PT
        self._whole_px = floor(size_px + 0.5)
        self._per_px = self.em / max(size_px, self._whole_px) * _ON_SCREEN
        self._known: dict[str, tuple[int, int]] = {}

    def width(self, text: str) -> int:
        """Return a text's width in one line."""
        printed = pixels = 0
        for character in text:
            advance, whole_px = self._known.get(character) or self._look_up(character)
            printed += advance
            pixels += whole_px
        return max(printed, ceil(pixels * self._per_px))

    def _look_up(self, character: str) -> tuple[int, int]:
        """Return a character's width, and its pixels; one that is not here is set in Japanese."""
        advance = self._advances.get(character)
        if advance is None:
            advance = _fixed_width(character) * self.em // FIXED.em
        known = advance, floor(advance * self._whole_px / self.em + 0.5)
        return self._known.setdefault(character, known)


@lru_cache(maxsize=65_536)
def text_width(text: str) -> int:
    """Return a text's width in half-width characters, as a fixed-width Japanese font sets it."""
    return len(text) if text.isascii() else sum(map(_fixed_width, text))


@lru_cache(maxsize=16_384)
def _fixed_width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    # Ambiguous and neutral ones (①, —, ©) count as full: too wide is safe.
    return 1 if unicodedata.east_asian_width(character) in {"Na", "H"} else 2


FIXED = Metrics(2, text_width, is_fixed=True)
_OF_TABLE = ("Arial", "Times New Roman")
_KNOWN = {name: name for name in _OF_TABLE} | {OTHER_NAMES[name]: name for name in _OF_TABLE}


@lru_cache(maxsize=64)
def metrics(font: str, size_pt: float, *, bold: bool = False) -> Metrics:
    """Return the metrics of a font by its name."""
    known = _KNOWN.get(font)
    if known is None:
        return FIXED
    return Metrics(_Proportional.em, _Proportional(_read()[known, bold], size_pt).width)


@lru_cache(maxsize=1)
def _read() -> Mapping[tuple[str, bool], Mapping[str, int]]:
    """Read the widths of all fonts that there is a table of."""
    tables = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        (font, style == "bold"): {c: int(width) for width, text in each.items() for c in text}
        for font, styles in tables.items()
        for style, each in styles.items()
    }
