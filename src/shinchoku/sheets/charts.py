"""A sheet's relationships go in; the charts that lie on it come out, as their own parts say them.

What a chart shows is kept in it beside the cells that it refers to: that is what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.sheets.markup import LINK_IDS, Relationship, elements, relationships
from shinchoku.sheets.package import Package
from shinchoku.sheets.strings import unescaped
from shinchoku.sheets.values import ChartSeries, Position, SheetChart

__all__ = ["charts_on"]

_ANCHORS = frozenset({"drawn twoCellAnchor", "drawn oneCellAnchor", "drawn absoluteAnchor"})


def charts_on(package: Package, links: Sequence[Relationship]) -> Iterator[SheetChart]:
    """Yield the charts of a sheet in the order of its drawing."""
    for link in links:
        if link.type == "drawing" and link.part in package:
            parts = {each.id: each.part for each in relationships(package, link.part)}
            for position, name in _anchored(package, link.part):
                if (part := parts.get(name, "")) in package:
                    yield SheetChart(position, tuple(_series(package, part)))


def _anchored(package: Package, drawing: str) -> Iterator[tuple[Position, str]]:
    """Yield the corner of each chart, and the name of what leads to it."""
    corner: dict[str, int] = {}
    chart = ""
    for tag, parent, attributes, text in elements(package, drawing):
        if parent == "drawn from":
            corner[tag] = int(text)
        elif tag == "charted chart":
            chart = next((attributes[key] for key in LINK_IDS if key in attributes), "")
        elif tag in _ANCHORS:
            if chart:
                yield (corner.get("drawn row", -1) + 1, corner.get("drawn col", -1) + 1), chart
            corner, chart = {}, ""


def _series(package: Package, part: str) -> Iterator[ChartSeries]:
    """Yield what a chart has kept of its series, in their order."""
    name, reference = "", ""
    points: dict[int, str] = {}
    said: dict[str, tuple[str, tuple[str, ...]]] = {}
    value = ""
    for tag, parent, attributes, text in elements(package, part):
        if tag == "charted v":
            value = unescaped(text)
        elif tag == "charted pt":
            package.spend("cells")
            points[int(attributes.get("idx", "-1"))] = value
        elif tag == "charted f":
            reference = text
        elif tag == "charted tx" and parent == "charted ser":
            name, reference, points = points.get(0, value), "", {}
        elif tag in {"charted cat", "charted val"}:
            said[tag] = reference, _in_order(package, points)
            reference, points = "", {}
        elif tag == "charted ser":
            labels, counts = (said.get(f"charted {each}", ("", ())) for each in ("cat", "val"))
            yield ChartSeries(name, *labels, *counts)
            name, reference, points, said = "", "", {}, {}


def _in_order(package: Package, points: dict[int, str]) -> tuple[str, ...]:
    """Return texts by their numbers from 0, "" for those that are not kept."""
    count = max(points, default=-1) + 1
    package.spend("cells", count)
    return tuple(points.get(index, "") for index in range(count))
