"""A chart's part of a workbook: what is drawn and the cells it shows go in, its XML comes out.

xlsxwriter places the chart and lists it; what it would write itself has no font for Japanese, no
labels that are not cells, and no counts of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain

from xlsxwriter.chart_bar import ChartBar

from shinchoku.model import Bars, Box, Chart
from shinchoku.paper.contrast import BLACK, WHITE, readable

_GROUPINGS = {"bars": "clustered", "stacked": "stacked", "shares": "percentStacked"}
_GAPS = {"bars": 45, "stacked": 40, "shares": 40}  # between bars, in per cent of one
_AXES = '<c:axId val="500100"/><c:axId val="500200"/>'
_HAIR_EMU = 6350
_NUMBERED = re.compile(r"(_x[0-9a-fA-F]{4}_)")  # what is read as a character's number
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NAMESPACES = "".join(
    f' xmlns:{prefix}="http://schemas.openxmlformats.org/{rest}"'
    for prefix, rest in (
        ("c", "drawingml/2006/chart"),
        ("a", "drawingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
    )
)


class NativeChart(ChartBar):  # type: ignore[misc]  # xlsxwriter is untyped
    """A chart of Excel's own; `labels` and `counts` refer to the cells that it shows."""

    def __init__(self, chart: Chart, labels: str, counts: Sequence[str]) -> None:
        super().__init__()
        self._xml = _Xml(chart, labels, counts)
        self.embedded = True
        self.series: list[object] = [{}]  # xlsxwriter writes no chart without any

    def _assemble_xml_file(self) -> None:
        self._xml_declaration()
        self.fh.write("".join(self._xml.chart()))
        self._xml_close()


class _Xml:
    """What of a chart becomes which element, in the order that the standard asks for."""

    def __init__(self, chart: Chart, labels: str, counts: Sequence[str]) -> None:
        self._chart = chart
        self._labels = labels
        self._counts = counts
        self._line = _line(chart.line)

    def chart(self) -> Iterator[str]:
        """Yield the whole part."""
        chart = self._chart
        yield f'<c:chartSpace{_NAMESPACES}><c:roundedCorners val="0"/><c:chart>'
        yield f'<c:autoTitleDeleted val="1"/><c:plotArea>{_layout(chart.plot, inner=True)}'
        yield f'<c:barChart><c:barDir val="bar"/><c:grouping val="{_GROUPINGS[chart.kind]}"/>'
        yield '<c:varyColors val="0"/>'
        for number, (bars, formula) in enumerate(zip(chart.bars, self._counts, strict=True)):
            yield from self._series(number, bars, formula)
        yield f'<c:gapWidth val="{_GAPS[chart.kind]}"/>'
        yield f'<c:overlap val="{0 if chart.kind == "bars" else 100}"/>{_AXES}</c:barChart>'
        yield from self._places()
        yield from self._scale()
        yield "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        if chart.legend:
            yield f'<c:legend><c:legendPos val="t"/>{_layout(chart.legend)}'
            yield f'<c:overlay val="0"/>{self._font(BLACK)}</c:legend>'
        yield '<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>'
        yield f"<c:spPr>{_solid(WHITE)}<a:ln><a:noFill/></a:ln></c:spPr>"
        yield f"{self._font(BLACK)}</c:chartSpace>"

    # ------------------------------------------------------------ bars

    def _series(self, number: int, bars: Bars, formula: str) -> Iterator[str]:
        yield f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        yield f"<c:tx><c:v>{_text(bars.name)}</c:v></c:tx>"
        yield f'{self._filled(bars.fills[0], bars.pattern)}<c:invertIfNegative val="0"/>'
        if len(bars.fills) > 1:
            for index, fill in enumerate(bars.fills):
                yield f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/>'
                yield f'<c:bubble3D val="0"/>{self._filled(fill, bars.pattern)}</c:dPt>'
        yield from self._told(bars)
        if self._labels:
            yield f"<c:cat><c:strRef><c:f>{_text(self._labels)}</c:f><c:strCache>"
            yield f"{_points(map(_text, self._chart.labels), len(bars.counts))}"
            yield "</c:strCache></c:strRef></c:cat>"
        yield f"<c:val><c:numRef><c:f>{_text(formula)}</c:f><c:numCache>"
        yield "<c:formatCode>General</c:formatCode>"
        yield _points(map(str, bars.counts), len(bars.counts))
        yield "</c:numCache></c:numRef></c:val></c:ser>"

    def _told(self, bars: Bars) -> Iterator[str]:
        """Yield the counts on bars, or at their ends; not where they would have no room."""
        yield "<c:dLbls>"
        for index, told in enumerate(bars.told):
            if not told:
                yield f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
        at_end = self._chart.kind == "bars"
        ground = WHITE if at_end or bars.pattern else bars.fills[0]
        fill = _solid(WHITE) if bars.pattern and not at_end else "<a:noFill/>"
        yield f'<c:numFmt formatCode="General" sourceLinked="0"/><c:spPr>{fill}<a:ln>'
        yield f"<a:noFill/></a:ln></c:spPr>{self._font(readable(BLACK, ground), 'none')}"
        yield f'<c:dLblPos val="{"outEnd" if at_end else "ctr"}"/><c:showLegendKey val="0"/>'
        is_named = at_end and len(self._chart.bars) > 1
        yield f'<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="{is_named:d}"/>'
        yield '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        yield "<c:separator> </c:separator></c:dLbls>" if is_named else "</c:dLbls>"

    def _filled(self, color: str, pattern: str) -> str:
        fill = _solid(color)
        if pattern:
            fill = f'<a:pattFill prst="{pattern}">{_color("fg", BLACK)}{_color("bg", color)}'
            fill += "</a:pattFill>"
        return f"<c:spPr>{fill}{self._line}</c:spPr>"

    # ------------------------------------------------------------ axes

    def _places(self) -> Iterator[str]:
        """Yield the axis of the places: the first one is at the top."""
        yield '<c:catAx><c:axId val="500100"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        yield '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General"'
        yield ' sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        yield f'<c:tickLblPos val="{"low" if self._labels else "none"}"/>'
        yield f"<c:spPr>{self._line}</c:spPr>{self._font(BLACK)}"
        yield '<c:crossAx val="500200"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        yield '<c:lblAlgn val="ctr"/><c:lblOffset val="50"/><c:tickLblSkip val="1"/>'
        yield '<c:noMultiLvlLbl val="1"/></c:catAx>'

    def _scale(self) -> Iterator[str]:
        """Yield the axis of the counts; it is seen where it has percentages."""
        is_seen = self._chart.kind == "shares"
        most = '<c:max val="1"/>' if is_seen else ""
        yield '<c:valAx><c:axId val="500200"/><c:scaling><c:orientation val="minMax"/>'
        yield f'{most}<c:min val="0"/></c:scaling><c:delete val="{0 if is_seen else 1}"/>'
        yield '<c:axPos val="b"/>'
        if is_seen:
            yield f"<c:majorGridlines><c:spPr>{self._line}</c:spPr></c:majorGridlines>"
        yield f'<c:numFmt formatCode="{"0%" if is_seen else "General"}" sourceLinked="0"/>'
        yield '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        yield f'<c:tickLblPos val="nextTo"/><c:spPr>{self._line}</c:spPr>{self._font(BLACK)}'
        yield '<c:crossAx val="500100"/><c:crosses val="max"/><c:crossBetween val="between"/>'
        yield '<c:majorUnit val="0.25"/></c:valAx>' if is_seen else "</c:valAx>"

    def _font(self, color: str, wrap: str = "square") -> str:
        font = escape(self._chart.font)
        return (
            f'<c:txPr><a:bodyPr rot="0" vert="horz" wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr>'
            f'<a:defRPr sz="{round(self._chart.size_pt * 100)}" b="0">{_solid(color)}'
            f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/><a:cs typeface="{font}"/>'
            '</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        )


def _layout(box: Box, *, inner: bool = False) -> str:
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{box.left:.5f}"/><c:y val="{box.top:.5f}"/><c:w val="{box.width:.5f}"/>'
        f'<c:h val="{box.height:.5f}"/></c:manualLayout></c:layout>'
    )


def _points(texts: Iterable[str], count: int) -> str:
    numbered = enumerate(texts)
    points = (f'<c:pt idx="{index}"><c:v>{text}</c:v></c:pt>' for index, text in numbered)
    return "".join(chain([f'<c:ptCount val="{count}"/>'], points))


def _text(text: str) -> str:
    """Return a text as files have it: what XML has no character for by its number."""
    plain = _NUMBERED.sub(r"_x005F\1", text)
    return escape(_NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", plain), quote=False)


def _line(color: str) -> str:
    return f'<a:ln w="{_HAIR_EMU}">{_solid(color)}</a:ln>'


def _solid(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _color(which: str, color: str) -> str:
    return f'<a:{which}Clr><a:srgbClr val="{color}"/></a:{which}Clr>'
