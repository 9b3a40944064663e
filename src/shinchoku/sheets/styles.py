"""The styles part goes in; each cell format's number format, strike and level come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from shinchoku.sheets.markup import TRUE, elements, level_of
from shinchoku.sheets.number_formats import BUILT_IN_FORMATS
from shinchoku.sheets.package import Package
from shinchoku.sheets.shortcuts import WithoutLooks
from shinchoku.sheets.strings import unescaped

__all__ = ["PLAIN_STYLE", "CellFormat", "styles_of"]


class CellFormat(NamedTuple):
    """What a cell format says about text."""

    number_format: str = "General"
    struck: bool = False
    level: str = ""  # "superscript" or "subscript"


PLAIN_STYLE = CellFormat()


def styles_of(package: Package, part: str) -> Mapping[str, CellFormat]:
    """Return what each cell format (an xf of cellXfs) shows and strikes, by its index."""
    return package.once(_styles, part)


def _styles(package: Package, part: str) -> Mapping[str, CellFormat]:
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
    return {
        str(index): CellFormat(codes.get(code, "General"), *looks.get(font, ()))
        for index, (code, font) in enumerate(formats)
    }
