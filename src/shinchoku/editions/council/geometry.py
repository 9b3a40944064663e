"""How a planned sheet stands on its paper: its theme, the widths of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shinchoku.editions.council.planned import Sheet
from shinchoku.model import Paper, TableLook, Theme
from shinchoku.paper.page import PX_PER_PT, column_px, filling

_SIDE = 12.0  # millimetres: wide enough for any printer
_ENDS = 16.0
MOST = 105.0  # shares of a page that leave words whole: more of them stand on A3
_MOST_A3 = 1.4 * MOST
_WIDE = 0.8  # full-width characters for a share where there are still more


def theme_of(sheet: Sheet, theme: Theme) -> Theme:
    """Return the report's theme on a sheet's paper, its text in the sheet's size."""
    look = TableLook(text_size=sheet.size_pt)
    own = replace(
        theme,
        margin_left_mm=_SIDE,
        margin_right_mm=_SIDE,
        margin_top_mm=_ENDS,
        margin_bottom_mm=_ENDS,
    )
    return own.with_table(look).on(paper_of(sheet))


def paper_of(sheet: Sheet) -> Paper:
    """Return what a sheet is printed on."""
    return Paper(size="A3" if sum(sheet.shares) > MOST else "A4", turned=sheet.turned)


def is_shrunk(sheet: Sheet) -> bool:
    """Whether its columns have no room on their paper, and are printed smaller."""
    return sum(sheet.shares) > _MOST_A3


def widths_px(sheet: Sheet, theme: Theme) -> Sequence[int]:
    """Return the widths of the columns that people see, together as wide as the page or wider."""
    if is_shrunk(sheet):
        widths: Sequence[float] = [share * _WIDE for share in sheet.shares]
    else:
        widths = filling(sheet.shares, theme_of(sheet, theme))
    return [column_px(width, sheet.size_pt) for width in widths]


def width_pt(sheet: Sheet, theme: Theme) -> float:
    """Return how wide they are together."""
    return sum(widths_px(sheet, theme)) / PX_PER_PT
