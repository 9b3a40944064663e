"""A chart as SVG: its bars lie below each other, each below its label, as wide as a phone.

Nothing is told by colour alone: a bar has its name or its count at its end, a piece of one has a
pattern where its colour is much like another's, a legend names both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from shinchoku.editions.screen.markup import text
from shinchoku.model import Bars, Chart
from shinchoku.paper.contrast import WHITE, readable
from shinchoku.words import Words

_WIDE, _SIZE, _LINE = 400.0, 14.0, 19.0
_BAR, _GAP, _LEFT = 22.0, 12.0, 2.0
_NARROW = 0.58  # of a letter that is not full-width
_PATTERNS = {  # the lines of a tile of 8 by 8
    "wdUpDiag": "M0 8L8 0M-2 2L2 -2M6 10L10 6", "wdDnDiag": "M0 0L8 8M-2 6L2 10M6 -2L10 2",
    "diagCross": "M0 0L8 8M0 8L8 0", "dkHorz": "M0 2H8M0 6H8", "dkVert": "M2 0V8M6 0V8",
    "smGrid": "M0 4H8M4 0V8", "pct20": "M3 4H5",
}  # fmt: skip


class _Piece(NamedTuple):
    """One piece of a bar."""

    name: str
    number: int
    fill: str
    pattern: str


class _Group(NamedTuple):
    """What stands at one label."""

    label: str
    pieces: tuple[_Piece, ...]


def drawn(chart: Chart, id_: str, say: Words) -> str:
    """Return a chart as an image with a title and a description of all that it shows."""
    groups = list(_groups(chart))
    marks, height = _marks(chart, groups, id_)
    told = "\n".join(_told(group, say) for group in groups)
    return (
        f'<svg viewBox="0 0 {_WIDE:g} {height:g}" role="img"'
        f' aria-labelledby="{id_}-title {id_}-desc">'
        f'<title id="{id_}-title">{text(chart.title)}</title>'
        f'<desc id="{id_}-desc">{text(told).replace("<br/>", " ")}</desc>'
        f"{_definitions(chart, id_)}{marks}</svg>"
    )


def _groups(chart: Chart) -> Iterator[_Group]:
    """Yield what each label stands at; of one set of bars each is a piece of its own."""
    if len(chart.bars) == 1 and len(chart.bars[0].fills) > 1:
        (bars,) = chart.bars
        for label, count, fill in zip(chart.labels, bars.counts, bars.fills, strict=True):
            yield _Group(label, (_Piece("", count, fill, ""),))
        return
    for index, label in enumerate(chart.labels or ("",)):
        yield _Group(label, tuple(_piece(bars, index) for bars in chart.bars))


def _piece(bars: Bars, index: int) -> _Piece:
    fill = bars.fills[index] if len(bars.fills) > 1 else bars.fills[0]
    return _Piece(bars.name, bars.counts[index], fill, bars.pattern)


def _told(group: _Group, say: Words) -> str:
    pieces = [
        say("screen.chart.piece", name=piece.name, count=piece.number)
        if piece.name
        else str(piece.number)
        for piece in group.pieces
    ]
    said = say("screen.chart.and").join(pieces)
    return say("screen.chart.group", label=group.label, said=said) if group.label else said


def _definitions(chart: Chart, id_: str) -> str:
    """Return the patterns that lie over bars."""
    names = dict.fromkeys(bars.pattern for bars in chart.bars if bars.pattern)
    patterns = (
        f'<pattern id="{id_}-{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{_PATTERNS.get(name, _PATTERNS["diagCross"])}" stroke="#000"'
        ' stroke-width="1.5" fill="none"/></pattern>'
        for name in names
    )
    found = "".join(patterns)
    return f"<defs>{found}</defs>" if found else ""


# ---------------------------------------------------------------- where it all stands


def _marks(chart: Chart, groups: Sequence[_Group], id_: str) -> tuple[str, float]:
    """Return the marks of a chart, and its height."""
    marks: list[str] = []
    top = 0.0
    if len(chart.bars) > 1 and chart.kind != "bars":
        legend, top = _legend(chart, id_)
        marks += legend
    longest = max((piece.number for group in groups for piece in group.pieces), default=0)
    room = 10 + max((_width(_said(p)) for group in groups for p in group.pieces), default=0)
    whole = max((sum(p.number for p in group.pieces) for group in groups), default=0)
    for group in groups:
        for line in _lines(group.label):
            top += _LINE
            marks.append(_words(_LEFT, top - 5, line))
        if chart.kind == "bars":
            for piece in group.pieces:
                marks += _bar(piece, top, (_WIDE - _LEFT - room) / max(longest, 1), id_)
                top += _BAR + 3
        else:
            own = sum(piece.number for piece in group.pieces) if chart.kind == "shares" else whole
            marks += _stack(group, top, own, id_)
            top += _BAR + 3
        top += _GAP
    return "".join(marks), max(top, _LINE)


def _bar(piece: _Piece, top: float, each: float, id_: str) -> Iterator[str]:
    """Yield a bar, so long for each of its count, and what it is at its end."""
    yield from _rectangle(_LEFT, top, each * piece.number, piece, id_)
    yield _words(_LEFT + each * piece.number + 6, top + 16, _said(piece))


def _said(piece: _Piece) -> str:
    return f"{piece.name} {piece.number}" if piece.name else str(piece.number)


def _stack(group: _Group, top: float, whole: int, id_: str) -> Iterator[str]:
    left = _LEFT
    for piece in group.pieces:
        wide = (_WIDE - 2 * _LEFT) * piece.number / whole if whole else 0
        yield from _rectangle(left, top, wide, piece, id_)
        said = str(piece.number)
        if piece.number and wide >= _width(said) + 8:
            yield from _count(left, top, wide, piece)
        left += wide


def _count(left: float, top: float, wide: float, piece: _Piece) -> Iterator[str]:
    """Yield a count within its piece; where lines cross the piece it stands on its plain colour."""
    room = _width(str(piece.number)) + 6
    if piece.pattern:
        yield (
            f'<rect x="{left + (wide - room) / 2:.1f}" y="{top + 2:g}" width="{room:.1f}"'
            f' height="{_BAR - 4:g}" fill="#{piece.fill}"/>'
        )
    color = readable(WHITE, piece.fill)
    yield (
        f'<text x="{left + wide / 2:.1f}" y="{top + 16:g}" text-anchor="middle"'
        f' fill="#{color}">{piece.number}</text>'
    )


def _rectangle(
    left: float, top: float, wide: float, piece: _Piece, id_: str, high: float = _BAR
) -> Iterator[str]:
    if not piece.number:
        return
    place = f'x="{left:.1f}" y="{top:g}" width="{wide:.1f}" height="{high:g}"'
    yield f'<rect class="bar" {place} fill="#{piece.fill}"/>'
    if piece.pattern:
        yield f'<rect {place} fill="url(#{id_}-{piece.pattern})"/>'


def _legend(chart: Chart, id_: str) -> tuple[list[str], float]:
    marks: list[str] = []
    left, top = _LEFT, 0.0
    for bars in chart.bars:
        (first, *more) = _lines(bars.name, _WIDE - 30)
        wide = 24 + _width(first) + 16
        if left > _LEFT and left + wide > _WIDE:
            left, top = _LEFT, top + _LINE + 3
        marks += _rectangle(left, top + 3, 18, _Piece("", 1, bars.fills[0], bars.pattern), id_, 14)
        marks += [_words(left + 24, top + 16, first)]
        for line in more:
            top += _LINE
            marks.append(_words(left + 24, top + 16, line))
        left += wide
    return marks, top + _BAR + _GAP


def _words(left: float, bottom: float, said: str) -> str:
    return f'<text x="{left:.1f}" y="{bottom:g}">{text(said)}</text>'


def _width(said: str) -> float:
    return _SIZE * sum(1 if east_asian_width(c) in "WFA" else _NARROW for c in said)


def _lines(said: str, room: float = _WIDE - 8) -> list[str]:
    """Return a label in lines that have room; English is broken at blanks."""
    lines: list[str] = []
    for paragraph in said.split("\n"):
        line = ""
        for letter in paragraph:
            if line and _width(line + letter) > room:
                cut = line.rfind(" ") + 1 or len(line)
                lines.append(line[:cut].rstrip())
                line = line[cut:]
            line += letter
        lines.append(line)
    return [line for line in lines if line] if said else []
