"""How a template looks: colours, cell formats, the height of a row. Nothing here knows a round."""

from __future__ import annotations

from collections.abc import Iterable

from shinchoku.paper.contrast import BLACK, readable
from shinchoku.paper.page import height_pt
from shinchoku.paper.workbook import Book, Format
from shinchoku.records import dataclass
from shinchoku.words import Words

YELLOW = "FFF6C8"  # to be filled
GREY = "EDEDED"  # locked
HATCH = "BFBFBF"  # locked because the item's first line has the cell
HEADER = "D6E4EA"
HEADER_INPUT = "F6DC7A"
DARK = "1F4E5F"
LINE = "A6A6A6"
PALE = "6B6B6B"  # a text that stands in the row above too
MISSING = "F8C9C0"
WHITE = "FFFFFF"
TAB = "F6DC7A"
GOOD = "D3EBD0"
FAULT = "FFC06E"  # the planning section asks for a correction here
ADVICE, ADVICE_TEXT = "FFF1E0", "8A2B0A"  # what it says about it
SMALL = "595959"
BODY_PT = 9
ID_PT = 7


@dataclass(frozen=True, slots=True)
class Look:
    """The formats of one workbook, and the words of its language."""

    book: Book
    font: str
    say: Words

    def height_pt(
        self,
        texts: Iterable[tuple[str, float]],
        *,
        at_least: int = 1,
        size: float = BODY_PT,
        bold: bool = False,
    ) -> float:
        """Return the height of a row that shows all its (text, width) in this font."""
        return height_pt(texts, at_least=at_least, size=size, font=self.font, bold=bold)

    def plain(self, size: float = BODY_PT, **properties: object) -> Format:
        """Return a format without lines or colour, locked."""
        base: dict[str, object] = {
            "font_name": self.font,
            "font_size": size,
            "valign": "vcenter",
            "text_wrap": False,
        }
        return self.book.format(**(base | properties))

    def boxed(self, size: float = BODY_PT, **properties: object) -> Format:
        """Return the format of a table's cell: thin lines, text from the top, wrapped."""
        base: dict[str, object] = {
            "border": 1,
            "border_color": LINE,
            "text_wrap": True,
            "valign": "top",
        }
        return self.plain(size, **(base | properties))

    def locked(self, *, center: bool = False, pale: bool = False, color: str = GREY) -> Format:
        """Return a grey cell that cannot be changed."""
        font_color = PALE if pale else "000000"
        return self.boxed(bg_color=color, font_color=font_color, align=_align(center=center))

    def locked_number(self, code: str, *, center: bool = False, color: str = GREY) -> Format:
        """Return a grey cell whose number cannot be changed; `code` is its format."""
        align = "center" if center else "right"
        return self.boxed(bg_color=color, num_format=code, align=align)

    def input(self, *, center: bool = False, color: str = YELLOW) -> Format:
        """Return a yellow cell that takes texts: `1-2` stays what was typed."""
        align = _align(center=center)
        return self.boxed(bg_color=color, locked=False, num_format="@", align=align)

    def input_number(self, code: str, *, center: bool = False, color: str = YELLOW) -> Format:
        """Return a yellow cell that takes numbers; `code` is their format."""
        align = "center" if center else "right"
        return self.boxed(bg_color=color, locked=False, num_format=code, align=align)

    def input_line(self, color: str = YELLOW) -> Format:
        """Return a yellow cell of one line."""
        return self.boxed(11, bg_color=color, locked=False, num_format="@", valign="vcenter")

    def id(self, color: str = GREY) -> Format:
        """Return the small grey cell of an id."""
        return self.boxed(size=ID_PT, bg_color=color, font_color=SMALL, text_wrap=False)

    def status(self) -> Format:
        """Return the cell of a status."""
        return self.boxed(valign="vcenter")

    def advice(self) -> Format:
        """Return the cell of what the planning section says about a row."""
        return self.boxed(bg_color=ADVICE, font_color=ADVICE_TEXT)

    def hatched(self) -> Format:
        """Return a locked cell in which nothing is asked."""
        return self.boxed(pattern=14, fg_color=HATCH, bg_color=GREY)

    def header(self, *, filled: bool, top: bool = False, bottom: bool = False) -> Format:
        """Return a header cell; `filled` is the colour of what the department fills."""
        color = HEADER_INPUT if filled else HEADER
        return self.boxed(
            bold=True,
            align="center",
            valign="top" if bottom else "vcenter",
            bg_color=color,
            bottom=0 if top else 1,
            top=0 if bottom else 1,
        )


def on_color(color: str) -> dict[str, object]:
    """Return what makes a cell's ground this colour, and its text readable on it."""
    return {"bg_color": color, "font_color": readable(BLACK, color)}


def _align(*, center: bool) -> str:
    return "center" if center else "left"
