"""Dice that fall the same for the same seed: choices, and texts as report.toml and tables hold.

A text is Japanese, Latin or both, short or of hundreds of characters, with line breaks and signs
that XML, formulas, CSV or our own braces could take for theirs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_SOURCES = (
    "「まち・ひと・しごと創生法」が制定され、国の長期ビジョンに基づいて総合戦略をつくることが、"
    "地方公共団体の務めとなった。実績は新設園の段階的な定員拡大や、"
    "既存園の定員増減を含めた数値である（※１）。",
    "Wi-Fi and ICT: PDCA (Plan/Do/Check/Action), 1,242 users, 71.5% of internationalization. ",
    "都営住宅のWi-Fi整備（SSID: free-wifi）。令和5年度は1,242人、71.5%。ＫＰＩ①を、ｶﾅも。",
    "<b>&amp; 'a' \"b\" {c} {{d}} =SUM(A1) -2 @x \\n 1% a|b [c] ～￥＜＞｛｝ 😀 髙﨑 か\u3099",
)
_LENGTHS = ((1, 6), (3, 14), (3, 14), (10, 40), (40, 150), (150, 900))


class Dice(random.Random):
    """A source of chance with the choices that drawing a definition needs."""

    def maybe(self, share: float) -> bool:
        return self.random() < share

    def some(self, things: Sequence[T], least: int = 0, most: int | None = None) -> list[T]:
        """Return some of the things, in their order."""
        top = len(things) if most is None else min(most, len(things))
        count = self.randint(min(least, top), top)
        return [things[index] for index in sorted(self.sample(range(len(things)), count))]

    def pop(self, things: list[T]) -> T:
        return things.pop(self.randrange(len(things)))

    def raw(self, most: int, *, lines: bool = True) -> str:
        """Return a text of at most so many characters, never blank."""
        low, high = self.choice(_LENGTHS)
        length = self.randint(min(low, most), min(high, most))
        source = self.choice(_SOURCES)
        start = self.randrange(len(source))
        text = (source * (2 + (start + length) // len(source)))[start : start + length]
        if lines and length > 2 and self.maybe(0.25):
            at = self.randrange(1, length)
            text = f"{text[:at]}\n{text[at + 1 :]}"
        return text.strip() or "字"

    def wording(self, most: int, words: Sequence[str] = (), *, lines: bool = True) -> str:
        """Return a text whose braces are doubled, with some words in braces."""
        text = self.raw(max(1, most // 2), lines=lines)
        pieces = [text.replace("{", "{{").replace("}", "}}")]
        for word in self.some(words, 0, 2) if words else ():
            piece = f"{{{word}}}"
            if sum(map(len, pieces)) + len(piece) <= most:
                pieces.insert(self.randrange(len(pieces) + 1), piece)
        return "".join(pieces)

    def line(self, most: int) -> str:
        """Return a text in one line."""
        return self.raw(most, lines=False)
