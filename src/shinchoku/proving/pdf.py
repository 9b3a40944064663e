"""A PDF goes in; what each page says, how it is labelled and the fonts that it is set in come out.

pypdf opens the file and unpacks its objects. What pages say is read here from what draws them: that
takes a fifteenth of pypdf's own time (63 pages: 0.17 s for 2.8 s), and is the same text as poppler
reads (`tests/test_printing_pdf.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shinchoku.failures import ReadError
from shinchoku.records import dataclass
from shinchoku.words import Message

if TYPE_CHECKING:
    from pypdf import PdfReader

_DRAWN = re.compile(  # of what draws a page: a font, texts, a place, a drawing, a colour
    rb"/ActualText\s*<([0-9A-Fa-f\s]*)>"
    rb"|\b(EMC)\b"
    rb"|/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf"
    rb"|<([0-9A-Fa-f\s]*)>"
    rb"|(\((?:\\.|[^\\()])*\))"
    rb"|[-+.\d]+\s+([-+.\d]+)\s+T[dDm]\b"
    rb"|/([^\s/<>\[\]()]+)\s+Do\b"
    rb"|([-+.\d]+)\s+([-+.\d]+)\s+([-+.\d]+)\s+(?:rg|RG)\b",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_DEEPEST = 4  # drawings inside drawings
_MOST_PAGES = 20_000
_GLYPHS = 65_536
_MM_PER_PT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What a page says, as it is drawn; its label, its size as it lies, and whether it has colour.

    Texts that do not stand on the same line have a line's end between them.
    """

    text: str
    label: str
    width_mm: float
    height_mm: float
    is_colored: bool


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF as it is read: `fonts` are those by their names, and whether each is embedded."""

    pages: tuple[PdfPage, ...]
    fonts: Mapping[str, bool]


def read_pdf(path: Path) -> Pdf:
    """Read a PDF. Raises ReadError for one that is spoilt, or where there is no pypdf."""
    try:
        from pypdf import PdfReader
    except ImportError as error:  # in a browser
        raise ReadError(Message("printing.no_reader", file=path.name)) from error
    try:
        with path.open("rb") as stream:
            reader = PdfReader(stream)
            drawn = _Drawn()
            labels = reader.page_labels
            pages = [
                _page(page, label, drawn)
                for page, label in zip(islice(reader.pages, _MOST_PAGES), labels, strict=False)
            ]
            fonts: dict[str, bool] = {}
            for name, is_embedded in _fonts(reader):  # a font may be there in several parts
                fonts[name] = fonts.get(name, True) and is_embedded
            return Pdf(tuple(pages), fonts)
    except OSError as error:
        raise ReadError(
            Message("error.read", path=path.name, reason=str(error.strerror))
        ) from error
    except Exception as error:  # whatever a spoilt file makes of pypdf
        raise ReadError(Message("printing.spoilt", file=path.name)) from error


def _page(page: Any, label: str, drawn: _Drawn) -> PdfPage:  # noqa: ANN401
    contents = page.get_contents()
    data = b"" if contents is None else contents.get_data()
    texts, is_colored = drawn.read(data, page.get("/Resources", {}))
    box = page.mediabox
    width_mm, height_mm = float(box.width) * _MM_PER_PT, float(box.height) * _MM_PER_PT
    return PdfPage("".join(texts), label, width_mm, height_mm, is_colored)


class _Drawn:
    """Reads what is drawn; knows the fonts that it has met."""

    def __init__(self) -> None:
        self._fonts: dict[int, _Glyphs] = {}

    def read(self, data: bytes, resources: Any, depth: int = 0) -> tuple[list[str], bool]:  # noqa: ANN401
        """Return the texts of a page or of a drawing on it, and whether it has any colour."""
        resources = resources.get_object() if hasattr(resources, "get_object") else resources
        fonts, drawings = (_object(resources.get(name, {})) for name in ("/Font", "/XObject"))
        glyphs, line, texts, is_colored = _Glyphs(), b"", [], False
        meant: str | None = None  # by the next glyphs, where it is said in so many words
        for found in _DRAWN.finditer(data):
            said, end, font, spelled, literal, place, drawing, *color = found.groups()
            if said is not None:
                meant = _utf16(_even(said)).removeprefix("\ufeff")
            elif end:
                meant = None
            elif font:
                glyphs = self._glyphs(fonts, font)
            elif spelled is not None or literal:
                is_meant = meant is not None
                texts.append(meant or "" if is_meant else glyphs.text(_codes(spelled, literal)))
                meant = "" if is_meant else None
            elif place:
                texts += [] if place == line else ["\n"]
                line = place
            elif drawing:
                inner, colored = self._drawing(drawings, drawing, depth)
                texts += inner
                is_colored |= colored
            else:
                is_colored |= len(set(map(float, color))) > 1
        return texts, is_colored

    def _drawing(self, drawings: Any, name: bytes, depth: int) -> tuple[list[str], bool]:  # noqa: ANN401
        """Return what a drawing says; nothing of a picture."""
        drawing = _object(drawings.get(f"/{name.decode('latin-1')}", {}))
        if drawing.get("/Subtype") != "/Form" or depth >= _DEEPEST:
            return [], False
        return self.read(drawing.get_data(), drawing.get("/Resources", {}), depth + 1)

    def _glyphs(self, fonts: Any, name: bytes) -> _Glyphs:  # noqa: ANN401
        font = _object(fonts.get(f"/{name.decode('latin-1')}", {}))
        if id(font) not in self._fonts:
            self._fonts[id(font)] = _Glyphs(font)
        return self._fonts[id(font)]


class _Glyphs:
    """What the codes of a font mean, by the table that every font of LibreOffice's PDFs has."""

    def __init__(self, font: Any = None) -> None:  # noqa: ANN401
        self.font = font  # kept: its id stands for it
        self._width = 1
        self._texts: dict[int, str] = {}
        if font and "/ToUnicode" in font:
            table = _object(font["/ToUnicode"]).get_data().decode("latin-1")
            first = re.search(r"begincodespacerange\s*<([0-9A-Fa-f]+)>", table)
            self._width = max(1, len(first[1]) // 2) if first else 1
            self._texts = dict(islice(_meanings(table), _GLYPHS))

    def text(self, codes: bytes) -> str:
        """Return a text; what nobody knows is a replacement character."""
        width = self._width
        numbers = (
            int.from_bytes(codes[at : at + width], "big") for at in range(0, len(codes), width)
        )
        return "".join(self._texts.get(number, "\ufffd") for number in numbers)


def _meanings(table: str) -> Iterator[tuple[int, str]]:
    """Yield the codes of a font and what each means."""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            yield int(code, 16), _utf16(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        ranges = r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[(.*?)\])"
        for first, last, text, listed in re.findall(ranges, block, re.DOTALL):
            codes = range(int(first, 16), min(int(last, 16), _GLYPHS) + 1)
            if listed:
                yield from zip(codes, map(_utf16, re.findall(r"<([^>]*)>", listed)), strict=False)
            else:
                begin = _utf16(text)
                yield from ((c, begin[:-1] + chr(ord(begin[-1]) + c - codes[0])) for c in codes)


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "replace")


def _codes(spelled: bytes | None, literal: bytes | None) -> bytes:
    """Return the codes of a text: spelled in hexadecimal digits, or written as they are."""
    if literal:
        return _ESCAPED.sub(_unescaped, literal[1:-1])
    return bytes.fromhex(_even(spelled or b""))


def _even(digits: bytes) -> str:
    """Return hexadecimal digits: where the last one is missing, it is a 0."""
    text = "".join(digits.decode("ascii").split())
    return text + "0" * (len(text) % 2)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    if found[2] in {b"\n", b"\r", b"\r\n"}:  # the line goes on
        return b""
    return _ESCAPES.get(found[2], found[2])


def _object(thing: Any) -> Any:  # noqa: ANN401 - pypdf's objects are dictionaries
    return thing.get_object() if hasattr(thing, "get_object") else thing


def _fonts(reader: PdfReader) -> Iterator[tuple[str, bool]]:
    """Yield each font by its name without the mark of a subset, and whether it is embedded."""
    seen: set[int] = set()
    for page in islice(reader.pages, _MOST_PAGES):
        fonts = _object(_object(page.get("/Resources", {})).get("/Font", {}))
        for font in map(_object, fonts.values()):
            if id(font) not in seen:
                seen.add(id(font))
                name = str(font.get("/BaseFont", "/")).removeprefix("/")
                yield name.partition("+")[2] or name, _is_embedded(font)


def _is_embedded(font: Any) -> bool:  # noqa: ANN401
    inner = [_object(each) for each in _object(font.get("/DescendantFonts", [])) or [font]]
    described = [_object(each.get("/FontDescriptor", {})) for each in inner]
    return all(any(f"/FontFile{kind}" in each for kind in ("", 2, 3)) for each in described)
