"""The bytes of a part go in; what expat need not see is gone: blanks, looks, and plain cells.

Bytes are only cut where no tag can be anything else. A well-formed "<" begins a tag unless it
belongs to a comment, CDATA or a processing instruction: after the first of these in a part nothing
is cut. A ">" may stand in an attribute, so that no pattern looks for one outside of quotes. What
the patterns miss (another spelling, a tag in two chunks) only takes longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from shinchoku.sheets.markup import SPREADSHEET

__all__ = [
    "PlainCell",
    "ReferringCells",
    "Taken",
    "WithoutLayers",
    "WithoutLooks",
    "WithoutPlainCells",
    "plain_string",
    "strings_apart",
]

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[\w\s.=\"'-]*\?>")
_OTHER_THAN_TAGS = re.compile(rb"<[!?]")
_DATA, _DATA_END = b"<sheetData>", b"</sheetData>"

# Styled blank cells and rows may go on to the last row. What follows must have a name, as an
# element without one is counted from those before it.
_BLANK = rb'<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?(?: t="n")? ?/>'
_BLANK_CELL = re.compile(_BLANK + rb'(?=<c r="|</row>)')
_BLANK_ROW = rb'<row r="[0-9]++"(?: [A-Za-z0-9:]++="[^"<>]*+")*+ ?(?:/>|>(?:%b)*+</row>)' % _BLANK
_BLANK_ROWS = re.compile(rb'%b(?:%b)*(?=<row r="|</sheetData>)' % (_BLANK_ROW, _BLANK_ROW))

# A row of which all cells were taken, unless it is hidden or may be too low to be seen.
_EMPTIED_ROW = re.compile(
    rb'<row r="[0-9]++"(?: (?!hidden|ht)[A-Za-z0-9:]++="[^"<>]*+"'
    rb'| ht="[1-9][0-9]*+(?:\.[0-9]++)?+")*+ ?></row>(?=<row r="|</sheetData>)'
)

_CONTENT = (b"<v", b"<f", b"<is")  # begins whatever a cell may hold
_NAMED_ROW = b'<row r="'

# Most cells refer to a string, most others hold one text in elements of its own. What may need
# more than decoding (entities, line ends, what no XML may hold, the white space of a layout) is
# left to expat.
_TEXT = rb"([^<&>\x00-\x20][^<&>\x00-\x08\x0b-\x1f]*)"
_REFERRING_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")? t="s"><v>([0-9]+)</v></c>(?=<c r="|</row>)'
)
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?>(?:<f>([^<]*)</f>)?'
    rb'(?:<is><t(?: xml:space="preserve")?>%b</t></is>|<v>%b</v>|<v ?/>)</c>(?=<c r="|</row>)'
    % (_TEXT, _TEXT)
)
PlainCell = tuple[bytes, bytes | None, bytes | None, bytes | None, bytes | None, bytes | None]
"""Name, style, type, formula, inline text, stored value; None for what is not there."""
_STRING = re.compile(rb'(<si>)<t(?: xml:space="preserve")?>([^<&\s][^<]*)</t>(?=</si>)')
_NOT_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF

# In a worksheet that begins like this, a name without a prefix is one of a cell's, in UTF-8.
_WORKSHEET = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?"""
    rb"""(?: standalone="(?:yes|no)")? ?\?>)?\s*<worksheet(?= )[^<>']*? xmlns="(?:%b)\""""
    % b"|".join(re.escape(name.encode()) for name in SPREADSHEET)
)
_OTHER_NAMES = re.compile(rb"xmlns\s*=")


class ReferringCells(NamedTuple):
    """Cells that refer to a string by its index, column by column."""

    names: Sequence[bytes] = ()
    styles: Sequence[bytes | None] = ()
    indices: Sequence[bytes] = ()


class Taken(NamedTuple):
    """What was taken out of a chunk."""

    referring: ReferringCells = ReferringCells()
    others: Sequence[PlainCell] = ()
    merged: Sequence[bytes] = ()  # areas


_NOTHING = Taken()


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
            rare = b"!" in seen or b"?" in seen  # looked for first, as it takes a tenth
            self._holds = not (rare and _OTHER_THAN_TAGS.search(seen))
        return self._holds


class WithoutPlainCells:
    """Takes plain cells out of the sheetData of one worksheet, and cuts blank cells and rows.

    Only where its first chunk shows that names without a prefix are those of cells, and up to
    another xmlns.
    """

    def __init__(self) -> None:
        self._taken = _NOTHING
        self._tags_only = _TagsOnly()
        self._begun = self._done = False

    def __call__(self, chunk: bytes) -> bytes:
        """Return the next chunk without them."""
        if self._done or not self._tags_only(chunk):
            return chunk
        before, data, behind = self._parts(chunk)
        if not data or b"xmlns" in data or _NOT_CHARACTER.search(data):
            self._done = True
            return chunk
        return _without(before, _AROUND) + self._rest(data) + self._end(behind)

    def take(self) -> Taken:
        """Return what was taken out of the last chunk, once."""
        taken, self._taken = self._taken, _NOTHING
        return taken

    def _parts(self, chunk: bytes) -> tuple[bytes, bytes, bytes]:
        """Return what stands before the rows, the rows, and what stands behind them."""
        before = b""
        if not self._begun:
            self._begun = True
            root = _WORKSHEET.match(chunk)
            before, tag, chunk = chunk.partition(_DATA)
            if root is None or _OTHER_NAMES.search(before, root.end()):
                return before, b"", b""
            before += tag
        data, tag, behind = chunk.partition(_DATA_END)
        self._done = bool(tag)
        return before, data + tag, behind

    def _rest(self, data: bytes) -> bytes:
        if not any(begin in data for begin in _CONTENT):
            # Rows without content. The first may have begun before, the last may go on.
            first, last = data.find(_NAMED_ROW), data.rfind(_NAMED_ROW)
            data = data[:first] + data[last:] if 0 <= first < last else data
        data, *referring = _split(_REFERRING_CELL, _BLANK_ROWS.sub(b"", data))
        data, *others = _split(_PLAIN_CELL, _BLANK_CELL.sub(b"", data))
        self._taken = Taken(ReferringCells(*referring), list(zip(*others, strict=True)))
        return _EMPTIED_ROW.sub(b"", data)

    def _end(self, behind: bytes) -> bytes:
        behind = _CONDITION.sub(b"", _without(behind, _AROUND))
        merges = _MERGES.search(behind)
        if merges is None:
            return behind
        self._taken = self._taken._replace(merged=_MERGED.findall(merges[0]))
        return behind[: merges.start()] + behind[merges.end() :]


def _split(pattern: re.Pattern[bytes], data: bytes) -> Iterator[Any]:
    """Yield what is left without matches, and what was found by each of the groups."""
    pieces = pattern.split(data)
    step = pattern.groups + 1
    yield b"".join(pieces[::step])
    yield from (pieces[group::step] for group in range(1, step))


# A shared strings part that is nothing but strings, one right behind the other. One that is
# damaged where a string begins or ends is none: what stands behind would be taken for another.
_STRINGS = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?"""
    rb"""(?: standalone="(?:yes|no)")? ?\?>)?\s*<sst(?= )[^<>']*? xmlns="(?:%b)\"[^<>']*>\s*<si>"""
    % b"|".join(re.escape(name.encode()) for name in SPREADSHEET)
)
_STRINGS_END = re.compile(rb"</si>\s*</sst>\s*\Z")
_MOST_AROUND_END = 100  # bytes
_BETWEEN_STRINGS = b"</si><si>"
# A Japanese Excel says behind its texts how they are read.
_FURIGANA = (
    rb'(?:<rPh sb="[0-9]++" eb="[0-9]++"><t>[^<&\x00-\x08\x0b-\x1f]++</t></rPh>)*+'
    rb'(?:<phoneticPr fontId="[0-9]++"(?: [A-Za-z]++="[A-Za-z]++")*+ ?/>)?+'
)
_PLAIN_STRING = re.compile(rb'<t(?: xml:space="preserve")?>%b</t>%b' % (_TEXT, _FURIGANA))


def strings_apart(part: bytes) -> tuple[bytes, list[bytes]] | None:
    """Return what stands before the strings of a part, and each of them; None if that is unsafe."""
    head = _STRINGS.match(part)
    if head is None or b"<!" in part or part.count(b"<?") > 1 or part.count(b"xmlns=") > 1:
        return None
    end = _STRINGS_END.search(part, max(head.end(), len(part) - _MOST_AROUND_END))
    if end is None:
        return None
    strings = part[head.end() : end.start()].split(_BETWEEN_STRINGS)
    whole = part.count(b"<si") == part.count(b"</si") == len(strings)
    return (head[0], strings) if whole else None


def plain_string(string: bytes) -> str | None:
    """Return the text of a string that is one text, perhaps with furigana; None of any other."""
    found = _PLAIN_STRING.fullmatch(string)
    if found is None or _NOT_CHARACTER.search(string):
        return None
    string.decode()  # furigana is thrown away, and damage in it is damage
    return found[1].decode()


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


_LOOKS = _pairs(b"borders", b"cellStyleXfs", b"cellStyles", b"dxfs")
_LOOK = re.compile(
    rb"<(?:alignment|protection|name|family|charset|scheme|bgColor|b|i|u)"
    rb'(?: [A-Za-z]+="[^"<>]*")* ?/>'
)
_AROUND = _pairs(b"sheetViews", b"dataValidations", b"headerFooter")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]++)"/>')
_MERGES = re.compile(rb'<mergeCells(?: count="[0-9]++")?>(?:%b)++</mergeCells>' % _MERGED.pattern)
_CONDITION = re.compile(
    rb"<conditionalFormatting[ >](?:[^<]++|<(?!/?conditionalFormatting[ >]))*+"
    rb"</conditionalFormatting>"
)


class WithoutLooks:
    """Cuts out of a styles part what says nothing about numbers and how texts are seen."""

    def __init__(self) -> None:
        self._tags_only = _TagsOnly()

    def __call__(self, chunk: bytes) -> bytes:
        """Return the next chunk without them."""
        if not self._tags_only(chunk):
            return chunk
        return _LOOK.sub(b"", _without(chunk, _LOOKS))
