"""A text of the report becomes one cell of open data; what that changes is counted, and told.

By 総務省's 統一ルール: one line, no blanks for the looks of it, no machine-dependent characters,
nothing that a spreadsheet takes for a formula.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.open_data.characters import is_dependent, replacements
from shinchoku.model import Definition, Merged
from shinchoku.model.forms import Child, Heading, Node

FORMULA = re.compile(r"[=@+-](?=.)(?![0-9]*\.?[0-9]+$)")
"""How a text begins that a spreadsheet computes; a plain number does not."""

_WIDER = 0xFEE0  # from = to ＝
_BLANKS = re.compile(r"[ \t\xa0\u3000]{2,}")
_WIDE_BLANK = "\u3000"


def cells(manuscript: Manuscript) -> Cells:
    """Return what makes cells of a round's texts."""
    candidates = manuscript.say("open_data.separators").split()
    return Cells(separator(candidates, _texts(manuscript.definition, manuscript.merged)))


def separator(candidates: Sequence[str], texts: Iterable[str]) -> str:
    """Return the first sign that stands in no text: what lines are joined with can be undone.

    Where each of them does, it is the first box of a table's drawing that does not.
    """
    used = frozenset(chain.from_iterable(texts))
    boxes = map(chr, range(0x2500, 0x2580))
    return next(sign for sign in chain(candidates, boxes) if sign not in used)


class Changes(NamedTuple):
    """Every character that something else stands for, with that and how often; and what stayed.

    `guarded` stood at a cell's beginning. `left` are machine-dependent, and not in the table.
    """

    replaced: Mapping[str, tuple[str, int]]
    guarded: Mapping[str, tuple[str, int]]
    left: Mapping[str, int]


class Cells:
    """Makes cells, and remembers how often each text was made one."""

    def __init__(self, separator: str) -> None:
        self.separator = separator
        self.used: Counter[str] = Counter()
        self._known: dict[str, str] = {"": ""}
        self._table = str.maketrans(dict(replacements()))

    def __call__(self, text: str) -> str:
        """Return a text as it stands in a cell."""
        if not text:
            return ""
        self.used[text] += 1
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = _guarded(self._plain(text))
        return found

    def _plain(self, text: str) -> str:
        """Return a text in one line of plain characters."""
        lines = (_BLANKS.sub(_one_blank, line.strip()) for line in text.split("\n"))
        return self.separator.join(filter(None, lines)).translate(self._table)

    def changes(self) -> Changes:
        """Return what became of machine-dependent characters and of what would be computed."""
        counts: Counter[str] = Counter()
        guarded: Counter[str] = Counter()
        for text, number in self.used.items():
            if not text.isascii():
                for sign in text:
                    counts[sign] += number
            if FORMULA.match(plain := self._plain(text)):
                guarded[plain[0]] += number
        table = replacements()
        return Changes(
            replaced={c: (table[c], counts[c]) for c in sorted(counts) if c in table},
            guarded={c: (_wide(c), guarded[c]) for c in sorted(guarded)},
            left={c: counts[c] for c in sorted(counts) if c not in table and is_dependent(c)},
        )


def _guarded(text: str) -> str:
    return _wide(text[0]) + text[1:] if FORMULA.match(text) else text


def _wide(sign: str) -> str:
    return chr(ord(sign) + _WIDER)


def _one_blank(found: re.Match[str]) -> str:
    return _WIDE_BLANK if _WIDE_BLANK in found[0] else " "


def _texts(definition: Definition, merged: Merged) -> Iterable[str]:
    """Yield every text that may become a cell."""
    for form in definition.forms:
        yield from _below(definition.trees[form.id])
        yield from chain.from_iterable((c.header, c.parent, *c.codes) for c in form.columns)
        yield from (grade.label for column in form.graded for grade in column.grades)
    yield from (department.name for department in definition.departments)
    yield from (value.text for value in merged.shown.values())


def _below(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Node):
            yield from (child.number, child.title)
            yield from _below(child.children)
        elif isinstance(child, Heading):
            yield from (child.text, *child.values.values())
        else:
            yield child.label
            yield from chain.from_iterable(line.values.values() for line in child.lines)
