"""What a font and a fill say goes in; whether a text can be seen comes out.

Colours are those of ECMA-376: RGB, an index of the old palette, or one of the theme's, for which
Office's own theme stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["BLACK", "WHITE", "can_be_seen", "color_of", "is_unseen"]

BLACK, WHITE = "000000", "FFFFFF"
_THEME = (
    *(WHITE, BLACK, "E7E6E6", "44546A", "4472C4"),
    *("ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47"),
)
_PALETTE = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_COLOR = re.compile("[0-9A-Fa-f]{6}")
_ALIKE = 32  # of 255, in each channel
_LIGHT = 220  # of 255: what is as light is not seen on one another, like yellow on white
_LEAST_SIZE = 3.0  # points


def color_of(attributes: Mapping[str, str], otherwise: str) -> str:
    """Return the RRGGBB of a colour, as far as it is known."""
    if "rgb" in attributes:
        color = attributes["rgb"][-6:]
        return color if _COLOR.fullmatch(color) else otherwise
    if "theme" in attributes:
        color = _of(_THEME, attributes["theme"], otherwise)
        return _tinted(color, float(attributes.get("tint", "0")))
    index = attributes.get("indexed", "")
    return _of(_PALETTE * 2, index, otherwise)  # 8 to 15 are the first eight again


def _of(colors: tuple[str, ...], index: str, otherwise: str) -> str:
    return colors[int(index)] if index.isdecimal() and int(index) < len(colors) else otherwise


def _tinted(color: str, tint: float) -> str:
    """Return a colour that is darker, down to -1, or lighter, up to 1."""
    towards, share = (0 if tint < 0 else 255), min(abs(tint), 1.0)
    return bytes(round(c + (towards - c) * share) for c in bytes.fromhex(color)).hex()


def is_unseen(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether a run's colour or size makes it unseen; cells to be filled in are light."""
    if tag == "sz":
        return not can_be_seen(BLACK, WHITE, float(attributes.get("val", "11")))
    return not can_be_seen(color_of(attributes, BLACK), WHITE, _LEAST_SIZE)


@lru_cache(maxsize=256)
def can_be_seen(color: str, ground: str, size_pt: float) -> bool:
    """Whether a text of a colour and size can be seen on a ground."""
    one, other = bytes.fromhex(color), bytes.fromhex(ground)
    alike = all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))
    light = all(0.299 * r + 0.587 * g + 0.114 * b >= _LIGHT for r, g, b in (one, other))
    return size_pt >= _LEAST_SIZE and not alike and not light
