"""The geometry of the page: millimetres, points, pixels and full-width characters.

Measured: how many pixels a column needs for its characters (see the project's layout notes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil, floor

from shinchoku.model import Theme
from shinchoku.paper.limits import MAX_COLUMN_CHARACTERS, MAX_HEAD, MAX_ROW_PT, units
from shinchoku.paper.lines import line_count
from shinchoku.paper.metrics import FIXED, Metrics, metrics

MM_PER_INCH = 25.4
_MM_PER_PT = MM_PER_INCH / 72
PX_PER_MM = 96 / MM_PER_INCH
CHARACTER_PX = 12.345  # one full-width character of 9 pt
PADDING_PX = 4.7  # what a cell keeps free beside its text
MEASURED_PT = 9.0
INDENT_PX = 9  # one step of indent: three spaces of the default font
HEAD_MM, FOOT_MM = 10.0, 8.0  # from the paper's edge to the running title, to the page number
PX_PER_PT = 96 / 72
_LINE_PT, _CELL_PT = 11.25, 5.25  # n lines of 9 pt, as Excel sets them
_STEP_PT = 0.75
_DIGIT_PX = 6  # of Times New Roman 9 pt, a workbook's own font
_WIDEST_PX = MAX_COLUMN_CHARACTERS * _DIGIT_PX - PADDING_PX - 1
_LIKE_A_PICTURE = re.compile(r"&&(?=G|\[Picture\])")
WIDTH_TOLERANCE_MM = 0.5  # columns are rounded up to whole pixels; `report` gives that much room
SAFE_SHARE = 0.98  # header and footer fonts take a little of a page's height


def column_px(full_width: float, size_pt: float = MEASURED_PT) -> int:
    """Return the pixels of a column that holds so many full-width characters of a size."""
    return ceil(CHARACTER_PX * full_width * size_pt / MEASURED_PT + PADDING_PX)


def character_px(size_pt: float) -> float:
    """Return the pixels that a full-width character takes where lines are broken.

    Before that, sizes are rounded to whole pixels: 8 pt are 11 and not 10.67, as 8.5 pt are. The
    pixels that a size loses are not counted on, because Excel's printers do not round.
    """
    whole = floor(size_pt * PX_PER_PT + 0.5) / (MEASURED_PT * PX_PER_PT)
    return CHARACTER_PX * max(size_pt / MEASURED_PT, whole)


def capacity(room_px: float, size_pt: float, of: Metrics = FIXED) -> int:
    """Return how much of a text a line holds, in units of the font; one full width at least."""
    return max(of.em, floor(of.em * room_px / character_px(size_pt) + 1e-6))


def height_pt(
    texts: Iterable[tuple[str, float]],
    *,
    at_least: int = 1,
    size: float = MEASURED_PT,
    font: str = "",
    bold: bool = False,
) -> float:
    """Return the height of a row that shows all its (text, width); Excel's limit at most.

    Widths are full-width characters of 9 pt, whatever the size.
    """
    of = metrics(font, size, bold=bold)
    scale = size / MEASURED_PT
    most = ceil(MAX_ROW_PT / _LINE_PT / scale)
    counts = (_lines(text, int(of.em * width / scale), most, of) for text, width in texts)
    return lines_pt(max(max(counts, default=1), at_least), size)


def lines_pt(lines: int, size: float = MEASURED_PT) -> float:
    """Return the height of a row of so many lines; Excel's limit at most."""
    needed = _LINE_PT * size / MEASURED_PT * lines + _CELL_PT
    return min(ceil(needed / _STEP_PT) * _STEP_PT, MAX_ROW_PT)


def _lines(text: str, capacity: int, most: int, of: Metrics) -> int:
    """Return the lines that a text needs; those of one that needs more anyway are not broken."""
    if len(text) > most and (text.count("\n") >= most or of.width(text) > most * capacity):
        return most
    return line_count(text, capacity, of)


def width_mm(widths: Sequence[float], theme: Theme) -> float:
    """Return the printed width of columns given in full-width characters."""
    return sum(column_px(width, theme.table.text_size) for width in widths) / PX_PER_MM


def usable_width_mm(theme: Theme) -> float:
    """Return the width of all columns that one page can hold."""
    return theme.paper.width_mm - theme.margin_left_mm - theme.margin_right_mm + WIDTH_TOLERANCE_MM


def usable_height_pt(theme: Theme) -> float:
    """Return the height of all rows that one page can hold."""
    room_mm = theme.paper.height_mm - theme.margin_top_mm - theme.margin_bottom_mm
    return room_mm / _MM_PER_PT * SAFE_SHARE


def filling(shares: Sequence[float], theme: Theme) -> tuple[float, ...]:
    """Return widths in these proportions that together fill the page, in full-width characters.

    A column of nearly all of A3 turned is as wide as Excel takes one.
    """
    room_px = floor((usable_width_mm(theme) - WIDTH_TOLERANCE_MM) * PX_PER_MM)
    room_px -= ceil(len(shares) * (PADDING_PX + 1))
    character_px = CHARACTER_PX * theme.table.text_size / MEASURED_PT
    return tuple(min(share / sum(shares) * room_px, _WIDEST_PX) / character_px for share in shares)


def head_and_foot_font(theme: Theme) -> str:
    """Return the code by which Excel sets running titles and page numbers in the body's font."""
    return f'&"{theme.body_font},Regular"&{head_size_pt(theme)}'


def head_size_pt(theme: Theme) -> int:
    """Return the size of running titles and page numbers."""
    return round(theme.body_size - 0.5)


def head_text(text: str, font: str) -> str:
    """Return a text as it stands in a running title of a font, where & begins a code.

    "&G" stands for a picture, and xlsxwriter sees one in "&&G", too: the font's code goes between.
    """
    return _LIKE_A_PICTURE.sub(lambda _: f"&&{font}", text.replace("&", "&&"))


def head_blanks(title: str, free_mm: float, theme: Theme) -> str:
    """Return what keeps a running title's end so far from the margin: blanks.

    Less where the title needs that room: a wide one begins at the other margin. The last of them
    is smaller, and a code behind it, because LibreOffice prints none at the very end.
    """
    size_pt = head_size_pt(theme)
    of = metrics(theme.body_font, size_pt)
    title_mm = of.width(title) / of.em * size_pt * _MM_PER_PT
    kept_mm = max(0.0, min(free_mm, usable_width_mm(theme) - title_mm))
    blanks, rest_pt = divmod(ceil(kept_mm / _MM_PER_PT * of.em / of.width(" ")), size_pt)
    return " " * blanks + (f"&{rest_pt} " if rest_pt else "") + f"&{size_pt}"


def head_fits(text: str, theme: Theme) -> bool:
    """Whether a running title fits Excel's head, and the page's width."""
    font = head_and_foot_font(theme)
    coded = units(font + head_text(text, font)) + 3
    return coded <= MAX_HEAD and head_width_mm(text, theme) <= usable_width_mm(theme)


def head_width_mm(text: str, theme: Theme) -> float:
    """Return the printed width of a running title, in one line."""
    of = metrics(theme.body_font, theme.body_size)
    return of.width(text) / of.em * theme.body_size * _MM_PER_PT
