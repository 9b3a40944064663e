"""A page that is no XML any more, read as browsers read it: by a parser that takes anything."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any, Protocol

_VOID = frozenset({"br", "meta", "input", "col"})


class Taking(Protocol):
    """What takes elements and texts as they come."""

    def start(self, tag: str, given: dict[str, Any]) -> None:
        """Take the beginning of an element."""

    def data(self, said: str) -> None:
        """Take a text."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""


def feed(source: str, taking: Taking) -> None:
    """Tell of the elements and texts of a page, whatever stands in it."""
    parser = _Parser(taking)
    parser.feed(source)
    parser.close()


class _Parser(HTMLParser):
    def __init__(self, taking: Taking) -> None:
        super().__init__()
        self._taking = taking

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._taking.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._taking.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._taking.start(tag, {name: value or "" for name, value in attrs})
        self._taking.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._taking.end(tag)

    def handle_data(self, data: str) -> None:
        self._taking.data(data)
