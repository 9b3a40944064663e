"""How the report cites itself: serials, the references in repeat marks, the marks themselves.

In go the nodes of a form's outline in their order; out come a reference and a serial for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from shinchoku.model.wording import Wording
from shinchoku.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of the plan, as numbering sees it."""

    id: str
    name: str = ""
    table: str = ""
    under: tuple[str, ...] = ()
    optional: bool = False
    prefix: str = ""
    reference: Wording | None = None
    serial: Wording | None = None
    count_in: str = ""


@dataclass(slots=True)
class Numbered:
    """A node on its way: `above` are the nodes above it by their levels."""

    level: Level
    number: str
    above: Mapping[str, Numbered]
    key: str = ""  # names it among the nodes of its level
    nodes: list[Numbered] = field(default_factory=list)
    reference: str = ""
    serial: str = ""

    @property
    def word(self) -> str:
        """What references below it say of it."""
        return self.level.prefix + self.number


def number_nodes(nodes: Iterable[Numbered], path: Sequence[Level]) -> None:
    """Give every node its reference and its serial.

    A node of a level with serials counts one in the node of its `count_in`; where the level is
    optional, so does a node just above it that has none.
    """
    every = list(nodes)
    for node in every:
        own = node.level.reference
        inherited = [above.reference for above in node.above.values() if above.reference]
        node.reference = _filled(own, node) if own else inherited[-1] if inherited else ""
    for level in path:
        if level.serial is not None:
            _count(every, level, level.serial, path)


def _count(nodes: Sequence[Numbered], level: Level, serial: Wording, path: Sequence[Level]) -> None:
    counts: dict[str, int] = {}
    parents = {above.id for above in _just_above(level, path)}
    for node in nodes:
        has_own = any(inner.level.id == level.id for inner in node.nodes)
        alone = (
            level.optional
            and node.level.serial is None
            and node.level.id in parents
            and not _holds(node, parents)
            and not has_own
        )
        if node.level.id != level.id and not alone:
            continue
        counted_in = node.above.get(level.count_in)
        place = counted_in.key if counted_in else ""
        counts[place] = counts.get(place, 0) + 1
        node.serial = _filled(serial, node, count=str(counts[place]))


def _just_above(level: Level, path: Sequence[Level]) -> list[Level]:
    """Return the levels whose nodes may hold a level's nodes directly, in the outline."""
    found: list[Level] = []
    for above in reversed(path[: path.index(level)]):
        if above.table:
            break
        found.append(above)
        if not above.optional:
            break
    return found


def _holds(node: Numbered, levels: set[str]) -> bool:
    """Whether a node has nodes of these levels below it: then those count, not it."""
    return any(inner.level.id in levels for inner in node.nodes)


def _filled(wording: Wording, node: Numbered, **more: str) -> str:
    """Fill in the words of a node and of those above it; a level that is not above says nothing."""
    words = dict.fromkeys(wording.words, "") | {"number": node.number, **more}
    words |= {level: above.word for level, above in node.above.items()}
    return wording.fill(words | {node.level.id: node.word})


# ---------------------------------------------------------------- marks


@dataclass(frozen=True, slots=True)
class RepeatMarks:
    """The tokens by which a text says that it is a repeat, and what goes in front of them."""

    tokens: tuple[str, ...]
    mark: Wording

    def has_token(self, text: str) -> bool:
        """Whether a text says where its repeat mark goes."""
        return bool(self.tokens) and _pattern(self.tokens).search(text) is not None

    def bare(self, text: str) -> str:
        """Return a text without its tokens, and without blanks."""
        if self.tokens:
            text = _pattern(self.tokens).sub("", text)
        return "".join(text.split())

    def put(self, text: str, reference: str) -> str:
        """Write a reference into a text's token: 【再掲】 becomes 【戦略計画4-1の再掲】."""
        if not self.tokens or not reference:
            return text
        words = self.mark.fill({"reference": reference})
        return _pattern(self.tokens).sub(lambda m: f"{m[1]}{words}{m[2]}{m[3]}", text)


@lru_cache(maxsize=8)
def _pattern(tokens: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(tokens, key=len, reverse=True)
    return re.compile(rf"([【（(\[［])({'|'.join(map(re.escape, longest_first))})([】）)\]］])")
