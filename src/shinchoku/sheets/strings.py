"""The parts with strings go in; texts come out, with what is struck out of them, and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from shinchoku.sheets.markup import FURIGANA, LAYOUT, TRUE, elements
from shinchoku.sheets.package import Package
from shinchoku.sheets.shortcuts import WithoutLayers, plain_string, strings_apart
from shinchoku.sheets.values import CellKind, CellValue, Position, cell_position

__all__ = [
    "RichText",
    "SharedStrings",
    "String",
    "comments_of",
    "plain",
    "unescaped",
]


class String(NamedTuple):
    """A string as the cell that shows it, made once however many cells refer to it."""

    cell: CellValue
    struck_in_struck_cell: tuple[str, ...]  # runs without a font of their own have the cell's

    def within(self, *, struck: bool, formula: bool) -> CellValue | None:
        """Return the cell with this string; None if it is blank."""
        cell = self.cell
        if struck or formula:
            stretches = self.struck_in_struck_cell if struck else cell.struck
            cell = CellValue(cell.text, CellKind.TEXT, formula, stretches, cell.raw)
        return cell if cell.text or formula else None


class RichText:
    """Puts a string together from its runs (CT_Rst); furigana (rPh) is no part of it."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, bool | None]] = []  # text, whether struck; None: as the cell
        self._run: list[str] = []
        self._strike: bool | None = None

    def add(self, tag: str, parent: str, attributes: Mapping[str, str], text: str) -> None:
        """Take in an element that has ended."""
        if tag == "t" and parent == "r":
            self._run.append(unescaped(text))
        elif tag == "t" and parent != FURIGANA:
            self.runs.append((unescaped(text), None))
        elif tag == "strike":
            self._strike = attributes.get("val", "1") in TRUE
        elif tag == "rPr":
            self._strike = bool(self._strike)
        elif tag == "r":
            self.runs.append(("".join(self._run), self._strike))
            self._run, self._strike = [], None

    def take(self) -> String | None:
        """Return the string of all runs since last time; None if there were none."""
        if not self.runs:
            return None
        runs, self.runs = self.runs, []
        if len(runs) == 1 and runs[0][1] is None:
            return plain(runs[0][0])
        text = _with_newlines("".join(text for text, _ in runs))
        cell = CellValue(text, CellKind.TEXT, struck=_struck(runs, cell=False), raw=text)
        return String(cell, _struck(runs, cell=True))


def _struck(runs: list[tuple[str, bool | None]], *, cell: bool) -> tuple[str, ...]:
    """Return the visible struck stretches; runs that only change another font property join."""
    stretches = groupby(runs, key=lambda run: cell if run[1] is None else run[1])
    texts = (_with_newlines("".join(t for t, _ in group)) for struck, group in stretches if struck)
    return tuple(text for text in texts if text.strip())


def plain(text: str) -> String:
    """Return the string of a text without runs."""
    return _repeated(text) if len(text) <= _SHORT else _plain(text)


def _plain(text: str) -> String:
    text = _with_newlines(text)
    return String(CellValue(text, CellKind.TEXT, raw=text), (text,))


_MOST_STRINGS = 500_000  # that are told apart before they are read
_CHUNK = 1 << 17
_SHORT = 64  # characters; the workbooks of a round share most of their short texts
_repeated = lru_cache(maxsize=4096)(_plain)


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Decode _xHHHH_, each a UTF-16 unit (ST_Xstring); half a pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _with_newlines(text: str) -> str:
    r"""Return the text with every line end as \n."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class SharedStrings:
    """The strings that cells refer to by index: each is read when a cell first does.

    What no cell refers to that is read costs nothing but its bytes.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._head = b""
        self._unread: list[bytes] = []
        self._read: dict[int, String] = {}
        if part in package:
            self._open(b"".join(package.inflate(part, most=package.limits.max_bytes_parsed)))

    def _open(self, data: bytes) -> None:
        apart = strings_apart(data) if data.count(b"<si>") <= _MOST_STRINGS else None
        if apart:
            self._package.spend("bytes of XML", len(data))
            self._head, self._unread = apart
        else:
            chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
            self._read = dict(enumerate(self._parsed(chunks)))

    def __len__(self) -> int:
        return max(len(self._unread), len(self._read))

    def __getitem__(self, index: int) -> String:
        if index not in self._read:
            self._read[index] = self._of(self._unread[index])
        return self._read[index]

    @property
    def count_read(self) -> int:
        """How many were read so far."""
        return len(self._read)

    def forget_from(self, count: int) -> None:
        """Let go of all but those that were read first."""
        while len(self._read) > count:
            self._read.popitem()

    def _of(self, string: bytes) -> String:
        text = plain_string(string)
        if text is None:
            (parsed,) = self._parsed((self._head, string, b"</sst>"))
            return parsed
        self._package.spend("cells")
        self._package.spend("characters", len(text))
        return plain(unescaped(text))

    def _parsed(self, chunks: Iterable[bytes]) -> Iterator[String]:
        rich = RichText()
        for tag, parent, attributes, text in elements(
            self._package, self._part, WithoutLayers(), chunks
        ):
            if tag == "si":
                self._package.spend("cells")
                yield rich.take() or plain(unescaped(text) if text.strip(LAYOUT) else "")
            else:
                rich.add(tag, parent, attributes, text)


def comments_of(package: Package, part: str) -> dict[Position, str]:
    """Return the notes or threads of one part, replies below what they reply to."""
    comments: dict[Position, list[str]] = {}  # a comment and the replies to it
    rich = RichText()
    for tag, parent, attributes, text in elements(package, part):
        if tag in {"comment", "threadedComment"}:
            package.spend("cells")
            said = rich.take() or plain("")
            comments.setdefault(cell_position(attributes.get("ref", "")), []).append(said.cell.text)
        else:
            rich.add("t" if parent == "threadedComment" else tag, parent, attributes, text)
    return {position: "\n".join(texts) for position, texts in comments.items()}
