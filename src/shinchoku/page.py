"""The geometry of the A4 page: millimetres, points, pixels and full-width characters."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from shinchoku.model import Theme

A4_WIDTH_MM, A4_HEIGHT_PT = 210.0, 841.89
PX_PER_MM = 96 / 25.4
TOLERANCE_MM = 0.5  # every column is rounded up to a whole pixel
_MEASURED_PT = 9.0  # the size at which a column's pixels were measured, LAYOUT.md
_CHARACTER_PX, _COLUMN_PX = 12.345, 4.7


def body_column_px(width: float, theme: Theme) -> int:
    """Return the pixels of a column that holds so many full-width characters of the body size."""
    return ceil(_CHARACTER_PX * width * theme.body_size / _MEASURED_PT + _COLUMN_PX)


def width_mm(widths: Sequence[float], theme: Theme) -> float:
    """Return the printed width of columns given in full-width characters."""
    return sum(body_column_px(width, theme) for width in widths) / PX_PER_MM


def room_mm(theme: Theme) -> float:
    """Return the width between the margins."""
    return A4_WIDTH_MM - theme.margin_left_mm - theme.margin_right_mm


def filling(shares: Sequence[float], theme: Theme) -> tuple[float, ...]:
    """Return widths in these proportions that together fill the page, in full-width characters."""
    room_px = floor(room_mm(theme) * PX_PER_MM) - len(shares) * (_COLUMN_PX + 1)
    character_px = _CHARACTER_PX * theme.body_size / _MEASURED_PT
    return tuple(share / sum(shares) * room_px / character_px for share in shares)
