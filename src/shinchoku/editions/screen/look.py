"""How the page looks: one style sheet, with the theme's colours where they can be read.

What comes from the theme alone stands on a ground of its own, in light as in dark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from shinchoku.model import Colors
from shinchoku.paper.contrast import BLACK, READABLE, WHITE, contrast, readable

QUIET, DARK_QUIET = "F4F5F7", "20262D"  # grounds as in page.css; on the page itself more is read
_STEPS = 20
_WIDTHS = {5: 40, 9: 60}  # so many columns of a table -> the em that they need beside each other
_WIDEST = 80  # em that more columns need


class Kind(NamedTuple):
    """What tables of one kind have alike: what their columns are called, and how wide they are."""

    labels: tuple[str, ...]
    shares: tuple[int, ...]

    @property
    def stacked_em(self) -> int:
        """The least width of a screen on which they are no stacks of values, in em."""
        return next((em for most, em in _WIDTHS.items() if len(self.labels) <= most), _WIDEST)


def style(colors: Colors, grounds: Iterable[str], kinds: Sequence[Kind]) -> str:
    """Return the style sheet; `grounds` are the colours of grades and tiles.

    What columns are called stands before every value on a narrow screen.
    """
    own = "".join(
        f".x{ground}{{background:#{ground};color:#{readable(WHITE, ground)}}}"
        for ground in sorted(set(grounds))
    )
    wide = "".join(
        f".k{number} .w{place}{{width:{share}%}}"
        for number, kind in enumerate(kinds)
        for place, share in enumerate(kind.shares)
    )
    stacked = "".join(_stacked(kinds, em) for em in (*_WIDTHS.values(), _WIDEST))
    return f"{_variables(colors)}{_sheet('page.css')}{own}{wide}{stacked}"


def _stacked(kinds: Sequence[Kind], em: int) -> str:
    """Return how tables look that are stacked on screens narrower than so many em."""
    named = "".join(
        f".k{number} .c{place}::before{{content:{_quoted(label)}}}"
        for number, kind in enumerate(kinds)
        for place, label in enumerate(kind.labels)
        if label and kind.stacked_em == em
    )
    if not named:
        return ""
    rules = _sheet("stacked.css").replace(".stack", f".s{em}")
    return f"@media screen and (max-width:{em - 0.01}em){{{rules}{named}}}"


@lru_cache(maxsize=2)
def _sheet(name: str) -> str:
    return files("shinchoku.editions.screen").joinpath(name).read_text(encoding="utf-8")


def _variables(colors: Colors) -> str:
    """Return the theme's colours, each with one of a text that is read on it."""
    accent = readable(colors.dark, QUIET)
    light = {
        "accent": accent,
        "bar": colors.dark,
        "tint": colors.tint,
        "on-tint": readable(accent, colors.tint),
        "band": colors.band,
        "on-band": readable(BLACK, colors.band),
        "head": colors.header,
        "on-head": readable(BLACK, colors.header),
        "line": _until(colors.line, BLACK, WHITE, 1.5),
        "mark": readable(colors.callout, QUIET),
    }
    dark = {
        "accent": _until(accent, WHITE, DARK_QUIET, READABLE),
        "mark": _until(colors.callout, WHITE, DARK_QUIET, READABLE),
    }
    return (
        f":root{{{_said(light)}}}"
        f"@media screen and (prefers-color-scheme: dark){{:root{{{_said(dark)}}}}}"
    )


def _said(colors: dict[str, str]) -> str:
    return "".join(f"--{name}:#{color};" for name, color in colors.items())


def _until(color: str, towards: str, ground: str, least: float) -> str:
    """Return a colour, moved towards another one until it stands out from a ground."""
    for step in range(_STEPS + 1):
        mixed = "".join(
            f"{round(a + (b - a) * step / _STEPS):02X}"
            for a, b in zip(bytes.fromhex(color), bytes.fromhex(towards), strict=True)
        )
        if contrast(mixed, ground) >= least:
            return mixed
    return towards


def _quoted(label: str) -> str:
    """Return a text as CSS quotes it; nothing in it ends the text or the style."""
    kept = (c if c.isalnum() else f"\\{ord(c):X} " for c in label)
    return f'"{"".join(kept)}"'
