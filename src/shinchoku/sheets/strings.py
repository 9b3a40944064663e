"""The parts with strings go in; texts come out, with what is struck out of them, and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from shinchoku.sheets.looks import is_unseen
from shinchoku.sheets.markup import FURIGANA, LAYOUT, TRUE, elements, level_of
from shinchoku.sheets.package import Package
from shinchoku.sheets.shortcuts import WithoutLayers, plain_string, strings_apart
from shinchoku.sheets.values import CellKind, CellValue, Position, Run, cell_position

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
    runs: tuple[_Run, ...]

    def within(self, *, struck: bool, level: str, unseen: bool, formula: bool) -> CellValue | None:
        """Return the cell with this string; None if it is blank."""
        cell = self.cell
        if struck or level or unseen or formula:
            stretches = self.struck_in_struck_cell if struck else cell.struck
            runs = _levels(self.runs, level) if level else cell.runs
            unseen = cell.unseen or (unseen and any(run.struck is None for run in self.runs))
            cell = CellValue(
                cell.text, CellKind.TEXT, formula, stretches, cell.raw, runs=runs, unseen=unseen
            )
        return cell if cell.text or formula else None


class _Run(NamedTuple):
    text: str
    struck: bool | None = None  # None: as the cell
    level: str | None = None


class RichText:
    """Puts a string together from its runs (CT_Rst); furigana (rPh) is no part of it."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self._run: list[str] = []
        self._strike: bool | None = None
        self._level: str | None = None
        self._unseen = False

    def add(self, tag: str, parent: str, attributes: Mapping[str, str], text: str) -> None:
        """Take in an element that has ended."""
        if tag == "t" and parent == "r":
            self._run.append(unescaped(text))
        elif tag == "t" and parent != FURIGANA:
            self.runs.append(_Run(unescaped(text)))
        elif tag == "strike":
            self._strike = attributes.get("val", "1") in TRUE
        elif tag == "vertAlign":
            self._level = level_of(attributes)
        elif tag in {"color", "sz"}:
            self._unseen |= is_unseen(tag, attributes)
        elif tag == "rPr":
            self._strike, self._level = bool(self._strike), self._level or ""
        elif tag == "r":
            self.runs.append(_Run("".join(self._run), self._strike, self._level))
            self._run, self._strike, self._level = [], None, None

    def take(self) -> String | None:
        """Return the string of all runs since last time; None if there were none."""
        if not self.runs:
            return None
        runs, self.runs = self.runs, []
        unseen, self._unseen = self._unseen, False
        if len(runs) == 1 and runs[0].struck is None:
            return plain(runs[0].text)
        text = _with_newlines("".join(run.text for run in runs))
        struck, levels = _struck(runs, cell=False), _levels(runs)
        cell = CellValue(text, CellKind.TEXT, struck=struck, raw=text, runs=levels, unseen=unseen)
        return String(cell, _struck(runs, cell=True), tuple(runs))


def _struck(runs: Sequence[_Run], *, cell: bool) -> tuple[str, ...]:
    """Return the visible struck stretches; runs that only change another font property join."""
    stretches = groupby(runs, key=lambda run: cell if run.struck is None else run.struck)
    texts = (
        _with_newlines("".join(run.text for run in group)) for struck, group in stretches if struck
    )
    return tuple(text for text in texts if text.strip())


def _levels(runs: Sequence[_Run], cell: str = "") -> tuple[Run, ...]:
    """Return the stretches of a text by where they stand; none where all stand on the line."""
    levels = groupby(runs, key=lambda run: cell if run.level is None else run.level)
    found = [(_with_newlines("".join(r.text for r in group)), level) for level, group in levels]
    return tuple(found) if any(level and text.strip() for text, level in found) else ()


def plain(text: str) -> String:
    """Return the string of a text without runs."""
    return _repeated(text) if len(text) <= _SHORT else _plain(text)


def _plain(text: str) -> String:
    text = _with_newlines(text)
    return String(CellValue(text, CellKind.TEXT, raw=text), (text,), (_Run(text),))


_MOST_STRINGS = 500_000  # that are told apart before they are read
_CHUNK = 1 << 17
_SHORT = 64  # characters; the workbooks of a round share most of their short texts
_SHORT_STORED = 3 * _SHORT + len(b"<t></t>")
_repeated = lru_cache(maxsize=4096)(_plain)


def _stored(string: bytes) -> String | None:
    """Return a shared string as it is stored; None where XML must be parsed."""
    text = plain_string(string)
    return None if text is None else _plain(unescaped(text))


_repeated_stored = lru_cache(maxsize=4096)(_stored)


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


_TEXT_OF = attrgetter("text")


class SharedStrings(dict[int, String]):
    """The strings that cells refer to by index: each is read when a cell first does.

    What no cell refers to that is read costs nothing but its bytes.
    """

    def __init__(self, package: Package, part: str) -> None:
        super().__init__()
        self._package = package
        self._part = part
        self._head = b""
        self._apart: list[bytes] = []
        if part in package:
            self._open(b"".join(package.inflate(part, most=package.limits.max_bytes_parsed)))

    def _open(self, data: bytes) -> None:
        apart = strings_apart(data) if data.count(b"<si>") <= _MOST_STRINGS else None
        if apart:
            self._package.spend("bytes of XML", len(data))
            self._head, self._apart = apart
        else:
            chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
            self.update(enumerate(self._parsed(chunks)))

    def __missing__(self, index: int) -> String:
        if index < 0:  # Python would count from the end
            raise IndexError(f"shared string {index}")
        stored = self._apart[index]
        string = _repeated_stored(stored) if len(stored) <= _SHORT_STORED else _stored(stored)
        if string is None:
            (string,) = self._parsed((self._head, stored, b"</si></sst>"))
        else:
            self._package.spend("cells")
            self._package.spend("characters", len(string.cell.text))
        self[index] = string
        return string

    def shown(self, indices: Iterable[bytes]) -> list[CellValue] | None:
        """Return the cells that refer to strings; None if one is blank or not there."""
        try:
            cells = [self[index].cell for index in map(int, indices)]
        except (ValueError, LookupError):
            return None
        return cells if all(map(_TEXT_OF, cells)) else None

    @property
    def are_there(self) -> bool:
        """Whether there are any, read or not."""
        return bool(self or self._apart)

    def forget_from(self, count: int) -> None:
        """Let go of all but those that were read first."""
        while len(self) > count:
            self.popitem()

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


_COMMENT_AT = re.compile(rb'<(?:comment|threadedComment) (?:[^<>]* )?ref="([A-Z]{1,3}[0-9]{1,7})"')
_BY_COMMENTS = ("tags", "characters")  # limits: a quarter of what is left is for the other sheets


def comments_of(package: Package, part: str) -> dict[Position, str]:
    """Return the notes or threads of one part, replies below what they reply to.

    Of very many the further ones have no text: nobody reads them, and they may not cost a file.
    """
    comments: dict[Position, list[str]] = {}  # a comment and the replies to it
    rich = RichText()
    least = {what: package.left_of(what) // 4 for what in _BY_COMMENTS}
    for tag, parent, attributes, text in elements(package, part):
        if tag in {"comment", "threadedComment"}:
            package.spend("cells")
            said = rich.take() or plain("")
            comments.setdefault(cell_position(attributes.get("ref", "")), []).append(said.cell.text)
            if any(package.left_of(what) < amount for what, amount in least.items()):
                return _places(package, part) | _joined(comments)
        else:
            rich.add("t" if parent == "threadedComment" else tag, parent, attributes, text)
    return _joined(comments)


def _joined(comments: Mapping[Position, Sequence[str]]) -> dict[Position, str]:
    return {position: "\n".join(texts) for position, texts in comments.items()}


def _places(package: Package, part: str) -> dict[Position, str]:
    """Return the places of all comments, without their texts and without parsing XML."""
    places = set(_COMMENT_AT.findall(b"".join(package.inflate(part))))
    package.spend("cells", len(places))
    return {cell_position(place.decode()): "" for place in places}
