"""Covers and dividers: a few lines, each with its free height above."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.layout.composer import GAP_PT, Composer, gap
from shinchoku.model import A4_UPRIGHT, Block, FrontSection, Section, Theme
from shinchoku.paper.page import filling, usable_height_pt

SECTION = FrontSection
_GAPS = {  # free height above a line, in points
    "cover_subtitle": 18.0,
    "cover_title": 54.0,
    "cover_date": 230.0,
    "cover_issuer": 24.0,
    "divider_subtitle": 12.0,
    "divider_title": 24.0,
}
_COVER_TOP_PT, _DIVIDER_TOP_PT = 120.0, 240.0  # on A4 upright, as the gaps
_LINES_PT = 200.0  # what the lines themselves take, on any paper


def sections(composer: Composer, spec: FrontSection) -> Iterator[Section]:
    """Make the page."""
    yield composer.section(spec, filling((1.0,), composer.theme_of(spec)), _lines(composer, spec))


def _lines(composer: Composer, spec: FrontSection) -> Iterator[Block]:
    is_cover = spec.parts[0].style.startswith("cover")
    height = _COVER_TOP_PT if is_cover else _DIVIDER_TOP_PT
    stretch = _stretch(composer.theme_of(spec))
    for part in spec.parts:
        height += _GAPS.get(part.style, GAP_PT)
        yield gap(height * stretch)
        yield composer.line(part, 1)
        height = 0.0


def _stretch(theme: Theme) -> float:
    """Return how much higher the gaps of a page are than on A4 upright."""
    room_pt, upright_pt = usable_height_pt(theme), usable_height_pt(theme.on(A4_UPRIGHT))
    return (room_pt - _LINES_PT) / (upright_pt - _LINES_PT)
