"""How well one colour is read on another, as WCAG 2 defines it."""

from __future__ import annotations

import re

BLACK, WHITE = "000000", "FFFFFF"
READABLE = 4.5  # of a text on its ground: level AA
_LINEAR_UP_TO = 0.04045  # of the sRGB curve
_COLOR = re.compile("[0-9A-Fa-f]{6}")


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours RRGGBB, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_readable(color: str, ground: str) -> bool:
    """Whether a text of one colour can be read on another; what is no colour cannot."""
    return bool(_COLOR.fullmatch(color)) and contrast(color, ground) >= READABLE


def readable(preferred: str, ground: str) -> str:
    """Return the preferred colour if it can be read on that ground, else black or white."""
    if is_readable(preferred, ground):
        return preferred
    return max((BLACK, WHITE), key=lambda color: contrast(color, ground))


def _luminance(color: str) -> float:
    """Relative luminance of a colour RRGGBB, 0 to 1."""

    def linear(channel: int) -> float:
        share = channel / 255
        if share <= _LINEAR_UP_TO:
            return share / 12.92
        return float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(value) for value in bytes.fromhex(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
