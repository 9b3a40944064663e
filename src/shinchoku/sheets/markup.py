"""A part goes in; its XML comes out as elements, by expat and within limits.

An element's tag is its name in one of the namespaces that matter here, whatever its prefix; the
others have the tag "".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from posixpath import basename, dirname, join
from typing import NamedTuple
from xml.parsers import expat

from shinchoku.failures import SheetsError
from shinchoku.sheets.package import Package, as_sheets_error, part_name

__all__ = [
    "FURIGANA",
    "LAYOUT",
    "LINK_IDS",
    "SPREADSHEET",
    "TAGS",
    "TRUE",
    "Parser",
    "Relationship",
    "elements",
    "first_of",
    "level_of",
    "relationships",
]

_LONGEST_TAG = 1 << 20
LAYOUT = " \t\r\n"  # white space between elements, which means nothing
TRUE = frozenset({"1", "true", "on"})
_LEVELS = frozenset({"superscript", "subscript"})
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml"
LINK_IDS = (f"{_OFFICE}/relationships id", f"{_STRICT}/officeDocument/relationships id")
SPREADSHEET = (  # the namespace of cells
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    f"{_STRICT}/spreadsheetml/main",
)
_KNOWN = {
    ("http://schemas.openxmlformats.org/package/2006/relationships",): "Relationship",
    SPREADSHEET: (
        "workbookPr sheet definedName numFmts numFmt fonts font strike vertAlign sz color fills"
        " fill patternFill fgColor cellXfs xf si is r rPr rPh t row c f v col mergeCell comment"
    ),
    ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",): (
        "threadedComment text"
    ),
    (f"{_OFFICE}/custom-properties", f"{_STRICT}/officeDocument/customProperties"): "property",
    (f"{_OFFICE}/docPropsVTypes", f"{_STRICT}/officeDocument/docPropsVTypes"): (
        "lpwstr lpstr bstr bool i1 i2 i4 i8 int ui1 ui2 ui4 ui8 uint r4 r8 decimal filetime date"
    ),
}
_DRAWN = {  # of drawings; some have names that cells have, too
    (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        f"{_STRICT}/drawingml/main",
    ): "p br t",
    (
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        f"{_STRICT}/drawingml/spreadsheetDrawing",
    ): "twoCellAnchor oneCellAnchor absoluteAnchor from col row",
    ("http://schemas.openxmlformats.org/markup-compatibility/2006",): "Choice Fallback",
}
_CHARTED = {  # of charts
    (
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        f"{_STRICT}/drawingml/chart",
    ): "chart ser tx cat val f pt v",
}
TAGS = {
    f"{namespace} {tag}": prefix + tag
    for prefix, known in (("", _KNOWN), ("drawn ", _DRAWN), ("charted ", _CHARTED))
    for namespaces, tags in known.items()
    for namespace in namespaces
    for tag in tags.split()
}
FURIGANA = "rPh"
_Element = tuple[str, str, dict[str, str], str]  # tag, parent's tag, attributes, text
_Cut = Callable[[bytes], bytes]  # takes from each chunk what need not be parsed


class Parser:
    """Expat for one part; whoever makes one sets the handlers of start and end."""

    def __init__(self, package: Package, cut: _Cut | None = None) -> None:
        self._package = package
        self._cut = cut
        self._characters = 0
        self.texts: list[str] = []  # pieces since the handlers last cleared it
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.buffer_text = True
        self.expat.CharacterDataHandler = self._add
        self.expat.StartDoctypeDeclHandler = _refuse_doctype

    def feed(self, part: str, chunks: Iterable[bytes] | None = None) -> Iterator[None]:
        """Parse a part that is there, or these chunks of one, with a pause after each."""
        package, parser = self._package, self.expat
        fed = 0
        with as_sheets_error(part), self._released():
            for chunk in package.inflate(part) if chunks is None else chunks:
                xml = self._cut(chunk) if self._cut else chunk
                package.spend("bytes of XML", len(xml))
                package.spend("tags", xml.count(b"<"))
                parser.Parse(xml, False)  # noqa: FBT003 - expat takes no keywords
                package.spend("characters", self._characters)
                self._characters = 0
                yield
                fed += len(xml)
                # Expat starts an unfinished tag again with each chunk: squared time for a long one.
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise SheetsError("too_large", f"{part}: a tag without end")
            parser.Parse(b"", True)  # noqa: FBT003
            yield

    @contextmanager
    def _released(self) -> Iterator[None]:
        """Let go of the handlers in the end: they hold what was read, and would until a sweep."""
        try:
            yield
        finally:
            for handler in ("StartElementHandler", "EndElementHandler", "CharacterDataHandler"):
                setattr(self.expat, handler, None)

    def drop(self) -> str:
        """Return the text since the last tag, of which nothing is kept: it is not counted."""
        text = "".join(self.texts)
        self._characters -= len(text)
        self.texts.clear()
        return text

    def _add(self, text: str) -> None:
        self._characters += len(text)
        self.texts.append(text)


def _refuse_doctype(*_: object) -> None:
    raise SheetsError("doctype", "a workbook has none; this one may define entities")


def elements(
    package: Package, part: str, cut: _Cut | None = None, chunks: Iterable[bytes] | None = None
) -> Iterator[_Element]:
    """Yield the known elements of a part as they end, inner before outer; none without it.

    With `chunks` these are parsed in its place.
    """
    if part not in package:
        return
    parser = Parser(package, cut)
    texts, known, deepest = parser.texts, TAGS.get, package.limits.max_depth
    opened: list[tuple[str, dict[str, str]]] = [("", {})]
    ended: list[_Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(opened) > deepest:
            raise SheetsError("too_large", "elements nested too deep")
        within = opened[-1][0]  # furigana may hold runs: all of it is furigana
        opened.append((within if within == FURIGANA else known(name, ""), attributes))
        if texts:
            texts.clear()

    def end(_: str) -> None:
        tag, attributes = opened.pop()
        if tag:
            ended.append((tag, opened[-1][0], attributes, "".join(texts) if texts else ""))
            texts.clear()
        elif texts:
            parser.drop()

    parser.expat.StartElementHandler = start
    parser.expat.EndElementHandler = end
    for _ in parser.feed(part, chunks):
        yield from ended
        ended.clear()


def level_of(attributes: Mapping[str, str]) -> str:
    """Return where a vertAlign sets a text: "superscript", "subscript", or "" on the line."""
    level = attributes.get("val", "")
    return level if level in _LEVELS else ""


class Relationship(NamedTuple):
    """Where a part leads to."""

    id: str
    type: str  # the last segment of its address, which Strict and transitional share
    part: str  # the target's name in the package; "" if it is outside


def relationships(package: Package, part: str) -> Sequence[Relationship]:
    """Return where a part leads to, the whole package being ""; nothing if it does not say."""
    return package.once(_relationships, _about(part))


@lru_cache(maxsize=1 << 10)
def _about(part: str) -> str:
    """Return the name of the part that says where a part leads to."""
    return join(dirname(part), "_rels", f"{basename(part)}.rels")


def _relationships(package: Package, rels: str) -> Sequence[Relationship]:
    folder = dirname(dirname(rels))
    found = []
    for _, _, attributes, _ in elements(package, rels):
        package.spend("cells")
        outside = attributes.get("TargetMode") == "External"
        target = "" if outside else part_name(folder, attributes.get("Target", ""))
        found.append(
            Relationship(
                id=attributes.get("Id", ""),
                type=attributes.get("Type", "").rpartition("/")[2],
                part=target,
            )
        )
    return found


def first_of(package: Package, links: Sequence[Relationship], *types: str) -> str:
    """Return the first part of these types that is there, or ""."""
    return next((link.part for link in links if link.type in types and link.part in package), "")
