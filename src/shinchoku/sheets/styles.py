"""The styles part goes in; each cell format's number format, strike and level come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from shinchoku.sheets.markup import TRUE, elements, level_of
from shinchoku.sheets.number_formats import BUILT_IN_FORMATS
from shinchoku.sheets.package import Package
from shinchoku.sheets.shortcuts import WithoutLooks
from shinchoku.sheets.strings import unescaped

__all__ = ["CellFormat", "Styles", "styles_of"]

_TEXT_ALONE = frozenset({"General", "@"})
_SEMICOLONS_BEFORE_TEXT = 3


class CellFormat(NamedTuple):
    """What a cell format says about text."""

    number_format: str = "General"
    struck: bool = False
    level: str = ""  # "superscript" or "subscript"

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
        return self.shows_text_alone and not self.struck and not self.level


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
    fonts: list[tuple[bool, str]] = []
    formats: list[tuple[str, str]] = []
    strike, level = False, ""
    for tag, parent, attributes, _ in elements(package, part, WithoutLooks()):
        if tag == "strike":
            strike = attributes.get("val", "1") in TRUE
        elif tag == "vertAlign":
            level = level_of(attributes)
        elif tag == "font":  # those of dxfs come behind and bother nobody
            package.spend("cells")
            fonts.append((strike, level))
            strike, level = False, ""
        elif tag == "numFmt" and parent == "numFmts":
            package.spend("cells")
            codes[attributes.get("numFmtId", "")] = unescaped(attributes.get("formatCode", ""))
        elif tag == "xf" and parent == "cellXfs":
            package.spend("cells")
            formats.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))
    looks = {str(index): look for index, look in enumerate(fonts) if any(look)}
    return Styles(
        {
            str(index): CellFormat(codes.get(code, "General"), *looks.get(font, ()))
            for index, (code, font) in enumerate(formats)
        }
    )
