"""What sheets, levels and columns are called: in words, and as Excel takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shinchoku.model import Node
from shinchoku.normal import canonical, in_one_line
from shinchoku.paper.limits import MAX_SHEET_NAME, cut, units
from shinchoku.paper.sheet_names import bad_sheet_name

_FORBIDDEN = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_CONTROL = re.compile("[\x00-\x1f\ufffe\uffff]+")


class SheetNames:
    """Gives every sheet of a workbook a name of its own that Excel takes."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, text: str) -> str:
        """Return a name that says as much of a text as there is room for."""
        plain = " ".join(_CONTROL.sub(" ", text).translate(_FORBIDDEN).split()) or "_"
        found = next(name for name in _tries(plain) if self._is_free(name))
        self._taken.add(_folded(found))
        return found

    def _is_free(self, name: str) -> bool:
        return _folded(name) not in self._taken and not bad_sheet_name(name)


def _tries(plain: str) -> Iterator[str]:
    yield cut(plain, MAX_SHEET_NAME).strip()
    number = 2
    while True:
        end = f" ({number})"
        yield cut(plain, MAX_SHEET_NAME - units(end)).strip() + end
        number += 1


def _folded(name: str) -> str:
    return canonical(name).casefold()


def node_texts(node: Node) -> tuple[str, str]:
    """Return a node's number and its title, each in one line."""
    return in_one_line(node.number), in_one_line(node.title)
