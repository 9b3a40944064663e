"""What the page's file is called, and the places in it."""

from __future__ import annotations

from collections import Counter

from shinchoku.publishing.names import file_name
from shinchoku.words import Words


def page_name(say: Words) -> str:
    """Return the name of the page's file."""
    return f"{file_name(say('file.report'))}.html"


def value_place(owner: str, title: str) -> str:
    """Return the place of a value: whose it is, and what its column is called, if it has one."""
    return f"{owner} / {title}" if title else owner


class Naming:
    """Names the places of values; a value that stands on the page again is numbered."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._times: Counter[str] = Counter()

    def once(self, place: str) -> str:
        """Return a place's name, told apart from those of the same name before it."""
        self._times[place] += 1
        times = self._times[place]
        return place if times == 1 else self._say("screen.place.again", place=place, number=times)
