"""Where in plain data something can be changed: the places of keys, leaves, lists and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from random_definitions import Drawn
from random_texts import Dice

T = TypeVar("T")
Operator = Callable[[Drawn, Dice], None]


class Inapplicable(Exception):  # noqa: N818 - no error
    """There is nothing that an operator could change."""


class Place(NamedTuple):
    """A key of a table, or an index of a list, of report.toml."""

    inside: Any
    key: Any

    @property
    def value(self) -> Any:  # noqa: ANN401 - plain data
        return self.inside[self.key]

    def put(self, value: object) -> None:
        self.inside[self.key] = value


def one(dice: Dice, things: Iterable[T]) -> T:
    """Return one of the things."""
    found = list(things)
    if not found:
        raise Inapplicable
    return dice.choice(found)


def places(data: Any) -> Iterator[Place]:  # noqa: ANN401
    """Yield every place of nested tables and lists."""
    keys = list(data) if isinstance(data, dict) else range(len(data))
    for key in keys:
        yield Place(data, key)
        if isinstance(data[key], dict | list):
            yield from places(data[key])


def leaves(data: Any, kind: type | tuple[type, ...]) -> Iterator[Place]:  # noqa: ANN401
    """Yield the places of values of a type; true is no number."""
    for place in places(data):
        if isinstance(place.value, kind) and (kind is bool or not isinstance(place.value, bool)):
            yield place


def keyed(data: Any, *names: str) -> Iterator[Place]:  # noqa: ANN401
    """Yield the places of keys with some names."""
    return (place for place in places(data) if place.key in names)


def columns(drawn: Drawn) -> list[dict[str, Any]]:
    """Return the columns of all forms."""
    forms = drawn.report.get("forms", [])
    return [column for form in forms for column in form.get("columns", [])]


def sections(drawn: Drawn, *kinds: str) -> list[dict[str, Any]]:
    """Return the sections of some kinds, or of all."""
    found = drawn.report.get("sections", [])
    return [section for section in found if not kinds or section.get("kind") in kinds]


def misspelt(dice: Dice, name: str) -> str:
    """Return a name with a letter more, less, or another."""
    at = dice.randrange(len(name) + 1)
    kinds = [
        name[:at] + "x" + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + "ゑ" + name[at + 1 :],
    ]
    return dice.choice([each for each in kinds if each != name])


def full_width(text: str) -> str:
    """Return a text with its ASCII letters and digits in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
