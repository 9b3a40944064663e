"""A drawing's part goes in; what its text boxes say comes out, by the cells they lie at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shinchoku.failures import SheetsError
from shinchoku.sheets.markup import elements
from shinchoku.sheets.package import Package
from shinchoku.sheets.values import LAST_COLUMN, LAST_ROW, Position

__all__ = ["Drawn", "drawn"]

_ANCHORS = frozenset({"drawn twoCellAnchor", "drawn oneCellAnchor", "drawn absoluteAnchor"})


class Drawn(NamedTuple):
    """What lies on a sheet; `position` is the cell of its corner, None where it has none."""

    position: Position | None
    text: str  # "" of a picture, a line, a chart


def drawn(package: Package, part: str) -> Sequence[Drawn]:
    """Return what a drawing shows. One that cannot be read is something without text."""
    try:
        return _drawn(package, part)
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


def _position(corner: dict[str, int]) -> Position | None:
    """Return the cell of a corner, which counts rows and columns from 0."""
    row, column = corner.get("drawn row", -1) + 1, corner.get("drawn col", -1) + 1
    return (row, column) if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN else None
