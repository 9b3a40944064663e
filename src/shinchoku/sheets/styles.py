"""The styles part goes in; each cell format's number format and how it shows texts come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from shinchoku.sheets.looks import BLACK, WHITE, can_be_seen, color_of
from shinchoku.sheets.markup import TRUE, elements, level_of
from shinchoku.sheets.number_formats import BUILT_IN_FORMATS
from shinchoku.sheets.package import Package
from shinchoku.sheets.shortcuts import WithoutLooks
from shinchoku.sheets.strings import unescaped

__all__ = ["CellFormat", "Styles", "styles_of"]

_TEXT_ALONE = frozenset({"General", "@"})
_SEMICOLONS_BEFORE_TEXT = 3

T = TypeVar("T")


class CellFormat(NamedTuple):
    """What a cell format says about text."""

    number_format: str = "General"
    struck: bool = False
    level: str = ""  # "superscript" or "subscript"
    unseen: bool = False  # in the colour of its ground, or too small

    @property
    def shows_text_alone(self) -> bool:
        """Whether a text is shown without anything around it: most number formats do that."""
        code = self.number_format
        return code in _TEXT_ALONE or (
            "@" not in code and code.count(";") < _SEMICOLONS_BEFORE_TEXT
        )

    @property
    def shows_text_as_stored(self) -> bool:
        """Whether a text is shown as if the cell had no format."""
        return self.shows_text_alone and not (self.struck or self.level or self.unseen)


class Styles:
    """The cell formats (the xf of cellXfs) by their indices, as cells name them."""

    def __init__(self, formats: Mapping[str, CellFormat]) -> None:
        self._formats = formats
        named: dict[bytes | None, CellFormat] = {i.encode(): each for i, each in formats.items()}
        named[None] = self["0"]
        self.of_plain_texts = frozenset(i for i, each in named.items() if each.shows_text_as_stored)

    def __getitem__(self, index: str) -> CellFormat:
        """Return a format; the one that shows everything as it is where there is none."""
        return self._formats.get(index, _PLAIN)


_PLAIN = CellFormat()


def styles_of(package: Package, part: str) -> Styles:
    """Return what each cell format shows and strikes."""
    return package.once(_styles, part)


def _styles(package: Package, part: str) -> Styles:
    codes = dict(BUILT_IN_FORMATS)
    fonts, grounds = [_Font()], [WHITE]  # the last one is still being read
    formats: list[Mapping[str, str]] = []
    for tag, parent, attributes, _ in elements(package, part, WithoutLooks()):
        if tag in _KEPT.get(parent, ()):
            package.spend("cells")
        if parent == "font":
            fonts[-1] = fonts[-1].with_(tag, attributes)
        elif tag == "font":  # those of dxfs come behind and bother nobody
            fonts.append(_Font())
        elif parent == "patternFill" or tag == "patternFill":
            grounds[-1] = _ground(grounds[-1], tag, attributes)
        elif tag == "fill":
            grounds.append(WHITE)
        elif tag == "numFmt" and parent == "numFmts":
            codes[attributes.get("numFmtId", "")] = unescaped(attributes.get("formatCode", ""))
        elif tag == "xf" and parent == "cellXfs":
            formats.append(attributes)
    return Styles(
        {
            str(index): _at(fonts, xf.get("fontId", "0"), _Font()).on(
                _at(grounds, xf.get("fillId", "0"), WHITE),
                codes.get(xf.get("numFmtId", "0"), "General"),
            )
            for index, xf in enumerate(formats)
        }
    )


_KEPT = {"fonts": ("font",), "numFmts": ("numFmt",), "cellXfs": ("xf",), "fills": ("fill",)}


def _at(things: Sequence[T], index: str, otherwise: T) -> T:
    return things[int(index)] if index.isdecimal() and int(index) < len(things) else otherwise


def _ground(known: str, tag: str, attributes: Mapping[str, str]) -> str:
    """Return the colour of a fill with what one of its elements says; only solid ones have one."""
    if tag == "fgColor":
        return color_of(attributes, WHITE)
    solid = tag != "patternFill" or attributes.get("patternType") == "solid"
    return known if solid else WHITE


class _Font(NamedTuple):
    struck: bool = False
    level: str = ""
    color: str = BLACK
    size_pt: float = 11.0

    def with_(self, tag: str, attributes: Mapping[str, str]) -> _Font:
        """Return the font with what one of its elements says."""
        if tag == "strike":
            return self._replace(struck=attributes.get("val", "1") in TRUE)
        if tag == "vertAlign":
            return self._replace(level=level_of(attributes))
        if tag == "color":
            return self._replace(color=color_of(attributes, BLACK))
        return self._replace(size_pt=float(attributes.get("val", "11"))) if tag == "sz" else self

    def on(self, ground: str, number_format: str) -> CellFormat:
        """Return the format of a cell with this font."""
        seen = can_be_seen(self.color, ground, self.size_pt)
        return CellFormat(number_format, self.struck, self.level, not seen)
