"""Colours of grades go in, "" for none; how their bars are filled comes out.

What lies beside each other is told apart in black and white, too: where two fills would be much
the same grey, the later one is hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shinchoku.paper.contrast import contrast

_LIGHTEST = 0.84  # of the way from the theme's dark colour to white
_APART = 1.3  # contrast of two greys that are told apart
_PATTERNS = (  # Excel's names; one for each code that a chart may have beside the first
    "wdUpDiag", "wdDnDiag", "diagCross", "dkHorz", "dkVert", "smGrid", "pct20",
)  # fmt: skip


class Fill(NamedTuple):
    """How a bar is filled: RRGGBB, and the name of a pattern, "" for none."""

    color: str
    pattern: str = ""


def fills(colors: Sequence[str], dark: str) -> tuple[Fill, ...]:
    """Return a fill for each code; those without a colour get shades of `dark`, darkest first."""
    free = [index for index, color in enumerate(colors) if not color]
    shades = {index: _lighter(dark, place, len(free)) for place, index in enumerate(free)}
    found: list[Fill] = []
    for index, given in enumerate(colors):
        color = given or shades[index]
        alike = [fill for fill in found if contrast(fill.color, color) < _APART]
        taken = {fill.pattern for fill in alike}
        free_of = (pattern for pattern in ("", *_PATTERNS) if pattern not in taken)
        found.append(Fill(color, next(free_of, _PATTERNS[-1])))
    return tuple(found)


def _lighter(color: str, place: int, of: int) -> str:
    share = _LIGHTEST * place / max(of - 1, 1)
    mixed = (round(part + (255 - part) * share) for part in bytes.fromhex(color))
    return "".join(f"{part:02X}" for part in mixed)
