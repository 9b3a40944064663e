"""The bytes of a part go in; what expat need not see is gone: blanks, looks, and plain cells.

Bytes are only cut where no tag can be anything else. A well-formed "<" begins a tag unless it
belongs to a comment, CDATA or a processing instruction: after the first of these in a part nothing
is cut. A ">" may stand in an attribute, so that no pattern looks for one outside of quotes. What
the patterns miss (another spelling, a tag in two chunks) only takes longer.
"""

from __future__ import annotations

import re

from shinchoku.sheets.markup import SPREADSHEET

__all__ = [
    "PlainCell",
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

_CONTENT = (b"<v", b"<f", b"<is")  # begins whatever a cell may hold
_NAMED_ROW = b'<row r="'

# Most cells hold one text in elements of its own. What may need more than decoding (entities, line
# ends, what no XML may hold, the white space of a layout) is left to expat.
_TEXT = rb"([^<&>\x00-\x20][^<&>\x00-\x08\x0b-\x1f]*)"
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
        self.taken: list[PlainCell] = []  # since whoever reads them last cleared it
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
        return _without(before, _AROUND) + self._rest(data) + _without(behind, _AROUND)

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
        pieces = _PLAIN_CELL.split(_BLANK_CELL.sub(b"", _BLANK_ROWS.sub(b"", data)))
        step = _PLAIN_CELL.groups + 1
        self.taken += zip(*(pieces[group::step] for group in range(1, step)), strict=True)
        return b"".join(pieces[::step])


# A shared strings part that is nothing but strings in a row. One that is damaged where a string
# begins or ends is none: what stands behind it would be taken for another.
_STRINGS = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?"""
    rb"""(?: standalone="(?:yes|no)")? ?\?>)?\s*<sst(?= )[^<>']*? xmlns="(?:%b)\"[^<>']*>\s*"""
    % b"|".join(re.escape(name.encode()) for name in SPREADSHEET)
)
_ONE_STRING = re.compile(rb"<si>(?:[^<]++|<(?!/?si[\s/>]))*+</si>\s*+")
_STRINGS_END = re.compile(rb"</sst>\s*")
_PLAIN_STRING = re.compile(rb'<si><t(?: xml:space="preserve")?>%b</t></si>\s*' % _TEXT)


def strings_apart(part: bytes) -> tuple[bytes, list[bytes]] | None:
    """Return what stands before the strings of a part, and each of them; None if that is unsafe."""
    head = _STRINGS.match(part)
    if head is None or b"<!" in part or part.count(b"<?") > 1 or part.count(b"xmlns=") > 1:
        return None
    strings = _ONE_STRING.findall(part, head.end())
    end = head.end() + sum(map(len, strings))
    return (head[0], strings) if _STRINGS_END.fullmatch(part, end) else None


def plain_string(string: bytes) -> str | None:
    """Return the text of a string that is nothing else; None where XML must be parsed."""
    found = _PLAIN_STRING.fullmatch(string)
    return found[1].decode() if found and not _NOT_CHARACTER.search(string) else None


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


class WithoutLooks:
    """Cuts out of a styles part what says nothing about numbers and how texts are seen."""

    def __init__(self) -> None:
        self._tags_only = _TagsOnly()

    def __call__(self, chunk: bytes) -> bytes:
        """Return the next chunk without them."""
        if not self._tags_only(chunk):
            return chunk
        return _LOOK.sub(b"", _without(chunk, _LOOKS))
