"""A style's name and the theme go in; fonts, lines and colours of a cell come out.

The names say what a cell is, never how it looks. Every text stands out from its ground by a
contrast of at least 4.5 to 1, and nothing is told by colour alone: the report is also copied in
black and white.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from shinchoku.model import TableLook, Theme
from shinchoku.paper.contrast import BLACK, WHITE, readable
from shinchoku.records import dataclass

_STRONG = "strong_"
_SET_OFF = ("cell", "center", "number", "figure")

BorderLine = Literal["", "hair", "thin", "medium", "thick", "dotted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """The lines around a cell; one colour, RRGGBB, for all of them."""

    left: BorderLine = ""
    right: BorderLine = ""
    top: BorderLine = ""
    bottom: BorderLine = ""
    color: str = BLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks. Sizes in points; colours RRGGBB, a `fill` of "" is none.

    `indent` counts Excel's steps of three spaces. `space_pt` is what a row's height has over the
    height of its lines. A spreadsheet has no setting for the distance of a text's lines: `leading`
    gives it, in font sizes, as height to the row, over which "spread" lines then stand evenly.
    """

    font: str
    size_pt: float
    bold: bool = False
    color: str = BLACK
    fill: str = ""
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "center", "bottom", "spread"] = "center"
    indent: int = 0
    borders: Borders = Borders()
    space_pt: float = 5.25
    leading: float = 0.0


def style(theme: Theme, name: str) -> Style:
    """Return the style of this name, or KeyError; `tile:RRGGBB` is a tile of that colour.

    `grade:RRGGBB` is a grade on that colour. A name that ends as `look_name` says is a style of a
    table that is set in that look.
    """
    if name.startswith("tile:"):
        return _tile(theme, name.removeprefix("tile:"))
    name, _, look = name.partition("@")
    name, _, ground = name.partition(":")
    plain = _named(theme.with_table(_look(look)) if look else theme)[name]
    return _on(plain, ground) if ground else plain


def grade_style(color: str) -> str:
    """Return the name of the style of a grade on its colour, "" for none."""
    return f"grade:{color}" if color else "grade"


def grounded(name: str, ground: str) -> str:
    """Return the name of the style of a table's cell that is set off, bold on a ground."""
    return f"{_STRONG}{name}:{ground}"


def set_off(name: str) -> str:
    """Return the name of the style of a cell on a line that adds up others: bold on a band."""
    return f"{_STRONG}{name}" if name in _SET_OFF else name


def figure(name: str) -> str:
    """Return the name of the style of a number that is set flush right, without an indent."""
    stem, number, rest = name.partition("number")
    return f"{stem}figure{rest}" if stem in {"", _STRONG} and number else name


def look_name(look: TableLook) -> str:
    """Return how the names of styles end in a table whose look is not its sheet's."""
    return f"@{look.text_size}/{look.row_space_pt}/{look.indent}"


def _look(name: str) -> TableLook:
    text_size, row_space_pt, indent = name.split("/")
    return TableLook(
        text_size=float(text_size), row_space_pt=float(row_space_pt), indent=int(indent)
    )


@lru_cache(maxsize=8)
def _named(theme: Theme) -> Mapping[str, Style]:
    return {**_texts(theme), **_front_pages(theme), **_tables(theme)}


def _texts(theme: Theme) -> dict[str, Style]:
    """Texts outside tables, a little larger than the tables' own."""
    size = theme.body_size
    body = Style(font=theme.body_font, size_pt=size, valign="top")
    prose = replace(body, size_pt=size + 1.5, valign="spread", leading=1.55, space_pt=3)
    head = replace(body, font=theme.heading_font, bold=True, valign="bottom")
    centered = replace(head, align="center", valign="spread", leading=1.4, space_pt=3)
    return {
        "body": body,
        "blank": body,
        "title": replace(centered, size_pt=size + 4),
        "subtitle": replace(centered, size_pt=size + 2),
        "right": replace(prose, align="right"),
        "paragraph": prose,
        "indent": replace(prose, indent=2),
        "heading": replace(
            head,
            size_pt=size + 3,
            valign="center",
            space_pt=12,
            color=readable(theme.colors.dark, WHITE),
            borders=Borders(bottom="medium", color=theme.colors.dark),
        ),
        "label": replace(head, size_pt=size + 1.5, space_pt=9),
        "small": replace(prose, size_pt=size, leading=1.4),
        "callout": replace(
            head,
            size_pt=size + 2,
            align="center",
            space_pt=3,
            color=readable(theme.colors.callout, WHITE),
        ),
    }


def _front_pages(theme: Theme) -> dict[str, Style]:
    """Cover, dividers and the table of contents."""
    size, dark = theme.body_size, theme.colors.dark
    plain = Style(font=theme.heading_font, size_pt=size, align="center")
    head = replace(plain, bold=True)
    display = replace(head, valign="spread", leading=1.4, space_pt=3)
    dark_head = replace(head, color=readable(dark, WHITE))
    entry = replace(
        plain,
        size_pt=size + 1,
        space_pt=6,
        leading=1.7,
        borders=Borders(bottom="dotted", color=theme.colors.line),
    )
    return {
        "cover_title": replace(
            dark_head,
            size_pt=size + 17,
            space_pt=36,
            borders=Borders(top="thick", bottom="thick", color=dark),
        ),
        "cover_subtitle": replace(display, size_pt=size + 7),
        "cover_date": replace(plain, size_pt=size + 6, space_pt=9),
        "cover_issuer": replace(head, size_pt=size + 11, space_pt=9),
        "divider_title": replace(display, size_pt=size + 15, color=dark_head.color),
        "divider_subtitle": replace(display, size_pt=size + 7),
        "contents_title": replace(head, size_pt=size + 9, space_pt=12),
        "contents_part": replace(
            entry, size_pt=size + 2, bold=True, color=dark_head.color, align="left"
        ),
        "contents_entry": replace(entry, align="left", indent=1),
        "contents_page": replace(entry, align="right"),
    }


def _tables(theme: Theme) -> dict[str, Style]:
    """Cells of tables: what is known beforehand is grey, what is reported stands on white."""
    size, colors, space_pt = theme.table.text_size, theme.colors, theme.table.row_space_pt
    grid = Borders(left="thin", right="thin", top="thin", bottom="thin", color=colors.line)
    center = Style(
        font=theme.body_font, size_pt=size, align="center", borders=grid, space_pt=space_pt
    )
    cell = replace(center, align="left", indent=theme.table.indent)
    head = replace(cell, font=theme.heading_font, bold=True)
    header = replace(head, align="center", indent=0, space_pt=min(space_pt, 5.25))
    footnote = replace(cell, size_pt=theme.body_size - 1, indent=0, borders=Borders())
    plain = {
        "cell": cell,
        "center": center,
        "number": replace(cell, align="right", indent=1),
        "figure": replace(cell, align="right", indent=0),
    }
    strong = {
        set_off(name): replace(look, font=head.font, bold=True) for name, look in plain.items()
    }
    return {
        **plain,
        **{name: _on(look, colors.band) for name, look in strong.items()},
        "grade": replace(center, font=theme.heading_font, bold=True),
        "note": cell,
        "stub": replace(cell, font=theme.heading_font),
        "footnote": replace(footnote, space_pt=4.5),
        "header": _on(header, colors.header),
        **_bands(theme, replace(head, indent=1)),
        **_bars(theme, replace(head, indent=1, borders=Borders())),
    }


def _bands(theme: Theme, head: Style) -> dict[str, Style]:
    """Titles within a table, over its whole width."""
    colors = theme.colors
    band = _on(head, colors.band)
    return {
        "band": band,
        "subband": replace(band, fill="", bold=False, indent=2),
        "related": replace(_on(band, colors.tint), align="center", indent=0),
    }


def _bars(theme: Theme, bar: Style) -> dict[str, Style]:
    """Titles above a table."""
    colors, size_pt = theme.colors, theme.body_size
    edge = Borders(left="thick", color=colors.dark)
    plan = replace(
        _on(bar, colors.tint, colors.dark), size_pt=size_pt + 3, space_pt=7.5, borders=edge
    )
    return {
        "division": replace(_on(bar, colors.dark, WHITE), size_pt=size_pt + 6, space_pt=9),
        "plan": plan,
        "continued": replace(plan, size_pt=size_pt, space_pt=3.75),
        "subplan": replace(
            plan,
            size_pt=size_pt + 1.5,
            space_pt=6.0,
            fill="",
            color=readable(colors.dark, WHITE),
            borders=replace(edge, bottom="thin"),
        ),
    }


def _on(look: Style, ground: str, color: str = BLACK) -> Style:
    """Return a style on this colour, in another one where that can be read."""
    return replace(look, fill=ground, color=readable(color, ground))


def _tile(theme: Theme, ground: str) -> Style:
    """Return the style of a number on this colour, white where that can be read."""
    return Style(
        font=theme.heading_font,
        size_pt=theme.body_size + 3,
        bold=True,
        align="center",
        fill=ground,
        color=readable(WHITE, ground),
        borders=Borders(left="medium", right="medium", top="medium", bottom="medium", color=WHITE),
    )
