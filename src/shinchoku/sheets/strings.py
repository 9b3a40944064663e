"""The parts with strings go in; texts come out, with what is struck out of them, and comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from shinchoku.sheets.markup import FURIGANA, LAYOUT, TRUE, elements
from shinchoku.sheets.package import Package
from shinchoku.sheets.shortcuts import WithoutLayers
from shinchoku.sheets.values import CellKind, CellValue, Position, cell_position

__all__ = [
    "RichText",
    "String",
    "comments_of",
    "plain",
    "shared_strings",
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


def shared_strings(package: Package, part: str) -> list[String]:
    """Return the strings that cells refer to by index."""
    strings: list[String] = []
    rich = RichText()
    for tag, parent, attributes, text in elements(package, part, WithoutLayers()):
        if tag == "si":
            package.spend("cells")
            strings.append(rich.take() or plain(unescaped(text) if text.strip(LAYOUT) else ""))
        else:
            rich.add(tag, parent, attributes, text)
    return strings


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
