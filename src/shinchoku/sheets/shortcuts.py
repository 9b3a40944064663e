"""The bytes of a part go in; those that change nothing of what is read are gone.

Bytes are only cut where no tag can be anything else. A well-formed "<" begins a tag unless it
belongs to a comment, CDATA or a processing instruction: after the first of these in a part nothing
is cut. A ">" may stand in an attribute, so that no pattern looks for one outside of quotes. What
the patterns miss (another spelling, a tag in two chunks) only takes longer.
"""

from __future__ import annotations

import re

__all__ = ["WithoutBlanks", "WithoutLayers", "WithoutLooks"]

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[\w\s.=\"'-]*\?>")
_OTHER_THAN_TAGS = re.compile(rb"<[!?]")
_DATA, _DATA_END = b"<sheetData>", b"</sheetData>"

# Styled blank cells may go on to the last row. What follows must have a name, as an element without
# one is counted from those before it.
_BLANK_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="n")? ?/>(?=<c r="|</row>)')
_BLANK_ROW = re.compile(
    rb'<row r="[0-9]+"(?: [A-Za-z0-9:]+="[^"<>]*")* ?(?:/>|></row>)(?=<row r="|</sheetData>)'
)
_FORMULA = re.compile(rb"<f>[^<]*</f>")  # that there is one is all that matters

# Most cells and shared strings are one text in one or two elements of its own. It may as well stand
# in their own element if it cannot be taken for the white space of a layout. What is in the groups
# stays (re.split and join, as re.sub with a template is slow before Python 3.12).
_TEXT = rb"([^<&\s][^<]*)"
_INLINE = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")? t="inlineStr">)'
    rb'<is><t(?: xml:space="preserve")?>%b</t></is>(?=</c>)' % _TEXT
)
_STORED = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?>)<v>%b</v>(?=</c>)' % _TEXT
)
_STRING = re.compile(rb'(<si>)<t(?: xml:space="preserve")?>%b</t>(?=</si>)' % _TEXT)


class _TagsOnly:
    """Tells chunk by chunk whether all that begins with "<" has been a tag so far."""

    def __init__(self) -> None:
        self._begun = False
        self._tail = b""
        self._holds = True

    def __call__(self, chunk: bytes) -> bool:
        if self._holds:
            seen = self._tail + chunk
            if not self._begun:
                declaration = _DECLARATION.match(chunk)
                seen = chunk[declaration.end() :] if declaration else chunk
                self._begun = True
            self._tail = chunk[-1:]
            self._holds = not _OTHER_THAN_TAGS.search(seen)
        return self._holds


class WithoutBlanks:
    """Cuts blank cells, blank rows and formula texts out of the sheetData of one worksheet.

    Not behind another xmlns: all names without a prefix must be of one namespace, or of none that
    matters, lest a cell be taken for one that is counted.
    """

    def __init__(self) -> None:
        self._tags_only = _TagsOnly()
        self._inside = self._done = False

    def __call__(self, chunk: bytes) -> bytes:
        """Return the next chunk without them."""
        if self._done or not self._tags_only(chunk):
            return chunk
        before = behind = b""
        if not self._inside:
            head, tag, data = chunk.partition(_DATA)
            if not tag:
                return chunk
            self._inside = True
            before, chunk = _without(head, _AROUND) + tag, data
        data, tag, rest = chunk.partition(_DATA_END)
        if tag:
            self._done = True
            data, behind = data + tag, _without(rest, _AROUND)
        if b"xmlns" in data:
            self._done = True
            return before + data + behind
        data = _FORMULA.sub(b"<f/>", _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", data)))
        for layers in (_INLINE, _STORED):
            data = b"".join(layers.split(data))
        return before + data + behind


class WithoutLayers:
    """Takes the inner element from the plain strings of a shared strings part."""

    def __init__(self) -> None:
        self._tags_only = _TagsOnly()

    def __call__(self, chunk: bytes) -> bytes:
        """Return the next chunk with them."""
        return b"".join(_STRING.split(chunk)) if self._tags_only(chunk) else chunk


def _pairs(*names: bytes) -> list[tuple[re.Pattern[bytes], bytes]]:
    return [(re.compile(b"<%b[ >]" % name), b"</%b>" % name) for name in names]


def _without(chunk: bytes, pairs: list[tuple[re.Pattern[bytes], bytes]]) -> bytes:
    """Cut one of each: no such element has another of its name within, so its end is the first."""
    for start, end in pairs:  # searching again and again could take squared time
        found = start.search(chunk)
        last = chunk.find(end, found.end()) if found else -1
        if found and last > 0:
            chunk = chunk[: found.start()] + chunk[last + len(end) :]
    return chunk


_LOOKS = _pairs(b"fills", b"borders", b"cellStyleXfs", b"cellStyles", b"dxfs")
_LOOK = re.compile(
    rb"<(?:alignment|protection|name|family|charset|scheme|color|sz|b|i|u)"
    rb'(?: [A-Za-z]+="[^"<>]*")* ?/>'
)
_AROUND = _pairs(b"sheetViews", b"dataValidations", b"headerFooter")


class WithoutLooks:
    """Cuts out of a styles part what says nothing about numbers and strikes."""

    def __init__(self) -> None:
        self._tags_only = _TagsOnly()

    def __call__(self, chunk: bytes) -> bytes:
        """Return the next chunk without them."""
        if not self._tags_only(chunk):
            return chunk
        return _LOOK.sub(b"", _without(chunk, _LOOKS))
