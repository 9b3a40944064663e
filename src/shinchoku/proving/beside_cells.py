"""A sheet of a report goes in; what its pages show beside their cells comes out: head, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CODE = re.compile(r'&(?:"[^"]*"|\d+|(&))')
_SHARES = ("0%", "25%", "50%", "75%", "100%")  # the scale of a chart of shares


def running_title(sheet: Worksheet) -> str:
    """Return what stands at the head of each page, without the codes that say how it looks."""
    head = sheet.oddHeader
    parts = (head.left, head.center, head.right) if head else ()
    return "".join(_CODE.sub(lambda code: code[1] or "", part.text or "") for part in parts)


def chart_texts(sheet: Worksheet) -> Iterator[tuple[int, str]]:
    """Yield the texts of a sheet's charts, each with the row, from 1, that its chart begins in."""
    charts: list[Any] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
    for chart in charts:
        row = chart.anchor._from.row + 1  # noqa: SLF001
        for text in _texts(chart):
            yield row, text


def _texts(chart: Any) -> Iterator[str]:  # noqa: ANN401 - openpyxl's charts are untyped
    """Yield names of places, counts, what series are called, and the scale, as they are drawn."""
    for number, series in enumerate(chart.ser):
        if number == 0 and series.cat and chart.x_axis.tickLblPos:  # "none" is read as None
            yield from (str(point.v) for point in series.cat.strRef.strCache.pt)
        if chart.legend:
            yield str(series.tx.v)
        yield from _counts(series)
    if not chart.y_axis.delete:
        yield from _SHARES


def _counts(series: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the counts that are told, each behind the name of its series where that is told."""
    name = str(series.tx.v) if series.dLbls.showSerName else ""
    untold = {label.idx for label in series.dLbls.dLbl}
    for point in series.val.numRef.numCache.pt:
        if point.idx not in untold:
            yield f"{name}{float(point.v):.15g}"
