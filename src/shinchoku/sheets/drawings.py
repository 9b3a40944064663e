"""A drawing's part goes in; what its text boxes say comes out, by the cells they lie at.

What charts and diagrams say stands in parts of their own; old text boxes stand in VML, which is
not always XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from shinchoku.failures import SheetsError
from shinchoku.sheets.markup import elements, relationships
from shinchoku.sheets.package import Package
from shinchoku.sheets.values import LAST_COLUMN, LAST_ROW, Position

__all__ = ["Drawn", "drawn", "drawn_in_vml"]

_WITH_TEXTS = frozenset({"chart", "chartEx", "diagramData"})
_VML_SHAPE = re.compile(rb"<(?:\w+:)?shape[ >]")
_VML_NOTE = b'ObjectType="Note"'
_VML_ANCHOR = re.compile(rb"<(?:\w+:)?Anchor>\s*(\d{1,5}),\s*\d+,\s*(\d{1,7}),")
_VML_TEXT = re.compile(rb"<(?:\w+:)?textbox[^>]*>(.*)</(?:\w+:)?textbox>", re.DOTALL)
_VML_LINE, _TAG = re.compile(rb"(?i:<br\s*/?>|</div>)\s*"), re.compile(rb"<[^>]*>")
_ANCHORS = frozenset({"drawn twoCellAnchor", "drawn oneCellAnchor", "drawn absoluteAnchor"})


class Drawn(NamedTuple):
    """What lies on a sheet; `position` is the cell of its corner, None where it has none."""

    position: Position | None
    text: str  # "" of a picture, a line, a chart


def drawn(package: Package, part: str) -> Sequence[Drawn]:
    """Return what a drawing shows. One that cannot be read is something without text."""
    try:
        found = _drawn(package, part)
        elsewhere = list(_drawn_elsewhere(package, part))
        framed = [each for each in found if not each.text][: len(elsewhere)]
        return [each for each in found if each not in framed] + elsewhere
    except SheetsError as error:
        if error.kind != "malformed":
            raise
        return [Drawn(None, "")]


def _drawn(package: Package, part: str) -> Sequence[Drawn]:
    found = []
    texts: list[str] = []
    corner: dict[str, int] = {}
    chosen = 0
    for tag, parent, _, text in elements(package, part):
        if tag == "drawn t":
            texts.append(text)
        elif tag in {"drawn p", "drawn br"}:
            texts.append("\n")
        elif tag == "drawn Choice":
            chosen = len(texts)
        elif tag == "drawn Fallback":  # says again what the choice before it says
            del texts[chosen:]
        elif parent == "drawn from":
            corner[tag] = int(text)
        elif tag in _ANCHORS:
            package.spend("cells")
            found.append(Drawn(_position(corner), "".join(texts).strip()))
            texts, corner, chosen = [], {}, 0
    return found


def _drawn_elsewhere(package: Package, part: str) -> Iterator[Drawn]:
    """Yield what charts and diagrams say that a drawing shows."""
    for link in relationships(package, part):
        if link.type in _WITH_TEXTS:
            tags = elements(package, link.part)
            texts = ((tag, text) for tag, _, _, text in tags if tag in {"drawn t", "drawn p"})
            said = "".join("\n" if tag == "drawn p" else text for tag, text in texts).strip()
            if said:
                yield Drawn(None, said)


def drawn_in_vml(package: Package, part: str) -> Iterator[Drawn]:
    """Yield what old text boxes say; notes are read as such, and what says nothing is theirs."""
    if part not in package:
        return
    data = b"".join(package.inflate(part, most=package.limits.max_bytes_parsed))
    starts = [found.end() for found in _VML_SHAPE.finditer(data)]
    for start, end in pairwise((*starts, len(data))):
        shape = b"" if data.find(_VML_NOTE, start, end) >= 0 else data[start:end]
        text = _VML_TEXT.search(shape)
        if text:
            package.spend("cells")
            said = _TAG.sub(b"", _VML_LINE.sub(b"\n", text[1])).decode(errors="replace")
            anchor = _VML_ANCHOR.search(shape)
            corner = {"drawn col": int(anchor[1]), "drawn row": int(anchor[2])} if anchor else {}
            package.spend("characters", len(said))
            if said.strip():
                yield Drawn(_position(corner), unescape(said).strip())


def _position(corner: dict[str, int]) -> Position | None:
    """Return the cell of a corner, which counts rows and columns from 0."""
    row, column = corner.get("drawn row", -1) + 1, corner.get("drawn col", -1) + 1
    return (row, column) if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN else None
