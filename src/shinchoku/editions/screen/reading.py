"""The page read again, by parsers that know nothing of how it was written.

A value's place is named by its key, but only where the table agrees: the heads of its column and
its row say what all values there have alike, and where columns are is counted from the spans.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.parsers import expat

from shinchoku.editions.screen.naming import Naming, value_place
from shinchoku.failures import ReadError
from shinchoku.words import Words, languages, words

_UNITS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "th", "td", "caption", "a", "span"}
    | {"b", "button", "label", "option", "text", "title", "desc"}
)
_CELLS = frozenset({"td", "th"})
_VALUES = frozenset({"td", "dd", "span"})
_SILENT = frozenset({"script", "style"})
_WIDEST = 1000  # spans that HTML takes
_Given = Mapping[str, str]


def read(path: Path) -> Mapping[str, str]:
    """Return every text of a page by its place. Raises ReadError for what is no text."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ReadError(f"{path}: {error}") from error
    try:
        return _by_expat(source)
    except expat.ExpatError:  # somebody wrote into it what XML does not take; browsers do
        return _by_html(source)


def _by_expat(source: str) -> Mapping[str, str]:
    parser, places = expat.ParserCreate(), _Places()
    parser.buffer_text = True
    parser.StartElementHandler = places.start
    parser.EndElementHandler = places.end
    parser.CharacterDataHandler = places.data
    parser.Parse(source, True)  # noqa: FBT003 - it takes no name
    return places.found


def _by_html(source: str) -> Mapping[str, str]:
    from shinchoku.editions.screen.lenient import feed

    places = _Places()
    feed(source, places)
    return places.found


class _Unit:
    """An element whose text is one: its place is known when it begins."""

    __slots__ = ("is_value", "place", "tag", "texts")

    def __init__(self, tag: str, place: str, *, is_value: bool) -> None:
        self.tag = tag
        self.place = place
        self.is_value = is_value
        self.texts: list[str] = []


class _Places:
    """Takes elements and texts as they come; `found` are the texts by their places."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._speak(languages()[0])
        self._units: list[_Unit] = []
        self._silent = 0
        self._section = ""
        self._number = self._tables = 0
        self._table = _Grid()
        self._line: _Given = {}  # what says what the values beside it are, on a card

    # ------------------------------------------------------------ as they come

    def start(self, tag: str, given: dict[str, Any]) -> None:
        """Take the beginning of an element."""
        if tag == "html":
            self._speak(given.get("lang", ""))
        elif tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self.data("\n")
        elif tag == "section":
            self._section, self._number, self._tables = given.get("data-sheet", ""), 0, 0
        elif tag == "table":
            self._tables += 1
            self._table = _Grid()
        elif tag in {"thead", "tbody"}:
            self._table.group(is_heads=tag == "thead")
        elif tag == "tr":
            self._table.row(given)
        if tag in _UNITS:
            is_value = tag in _VALUES and _is_keyed(given)
            self._units.append(_Unit(tag, self._place(tag, given), is_value=is_value))

    def data(self, said: str) -> None:
        """Take a text, or a piece of one; blanks between elements are none."""
        if self._units and not self._silent:
            self._units[-1].texts.append(said)
        elif not self._silent and said.strip():
            self._keep(self._running(), said)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in _UNITS and any(unit.tag == tag for unit in self._units):
            while self._units:
                unit = self._units.pop()
                self._keep(unit.place, "".join(unit.texts), is_value=unit.is_value)
                if unit.tag == tag:
                    return
        elif tag == "section":
            self._section = ""

    def _keep(self, place: str, said: str, *, is_value: bool = False) -> None:
        """Keep a text, also "" where a value may stand."""
        if said.strip() or is_value:
            self.found[self._naming.once(place)] = said

    def _speak(self, language: str) -> None:
        """Name places in a language, if there is a catalogue of it."""
        if language in languages():
            self._say: Words = words(language)
            self._naming = Naming(self._say)
            self._cell = self._say.pattern("screen.place.cell", "")  # thousands are filled in

    # ------------------------------------------------------------ where they are

    def _place(self, tag: str, given: _Given) -> str:
        if tag == "dt":
            self._line = given
        if tag in _CELLS:
            row, column, heads = self._table.cell(given)
            if tag == "td" and _is_keyed(given) and all(_agrees(given, head) for head in heads):
                return _keyed(given, *heads)
            return self._cell.format(
                section=self._section, table=self._tables, row=row, column=column
            )
        if tag == "dd" and _is_keyed(given) and _agrees(given, self._line):
            return _keyed(given, self._line)
        if tag == "span" and _is_keyed(given):
            return _keyed(given)
        return self._running()

    def _running(self) -> str:
        self._number += 1
        section = self._section or self._say("screen.place.page")
        return self._say("screen.place.text", section=section, number=self._number)


def _is_keyed(given: _Given) -> bool:
    return "data-owner" in given and "data-column" in given


def _agrees(given: _Given, head: _Given) -> bool:
    """Whether a value is one of those that a row, or a column, says it has."""
    return (
        given["data-owner"].startswith(head.get("data-owner", ""))
        and given["data-owner"].endswith(head.get("data-end", ""))
        and given["data-column"] == head.get("data-column", given["data-column"])
    )


def _keyed(given: _Given, *heads: _Given) -> str:
    titles = (each["data-title"] for each in (given, *heads) if "data-title" in each)
    return value_place(given["data-owner"], next(titles, given["data-column"]))


class _Grid:
    """A table as it is read: which column a cell stands in, below which heads, in which row."""

    def __init__(self) -> None:
        self._row, self._column = 0, 0
        self._taken: dict[int, int] = {}  # column -> rows that a cell above still covers
        self._heads: dict[int, _Given] = {}
        self._line: _Given = {}
        self._is_heads = False

    def group(self, *, is_heads: bool) -> None:
        self._is_heads, self._taken = is_heads, {}

    def row(self, given: _Given) -> None:
        self._row, self._column, self._line = self._row + 1, 0, given
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}

    def cell(self, given: _Given) -> tuple[int, int, list[_Given]]:
        """Return a cell's row and column, counted from 1, and what it must agree with."""
        while self._column in self._taken:
            self._column += 1
        start, end = self._column, self._column + _span(given, "colspan")
        rows = _span(given, "rowspan")
        for column in range(start, end):
            self._taken[column] = rows
        self._column = end
        if self._is_heads:
            self._heads |= dict.fromkeys(range(start, end), given)
            return self._row, start + 1, []
        heads = [self._heads[column] for column in range(start, end) if column in self._heads]
        return self._row, start + 1, [*heads, self._line]


def _span(given: _Given, name: str) -> int:
    said = given.get(name, "1")
    return min(int(said), _WIDEST) if said.isascii() and said.isdigit() and int(said) else 1
