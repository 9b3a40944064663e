"""The words of a round's year: in 1999 `{year+1}` is 2000, `{era+1}` 平成12; 元 begins an era."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_WORD = re.compile(r"(year|era)([+-]\d{1,2})?")
_ERAS = ((2019, "令和"), (1989, "平成"), (1926, "昭和"), (1912, "大正"), (1868, "明治"))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year that a round reports on, and how its report counts years."""

    year: int
    kind: Literal["era", "western"]

    def word(self, word: str) -> str | None:
        """Return what a word means; None for one that is none of the calendar's."""
        found = _WORD.fullmatch(word)
        if not found or (found[1] == "era" and self.kind != "era"):
            return None
        year = self.year + int(found[2] or 0)
        return str(year) if found[1] == "year" else era(year)


def era(year: int) -> str:
    """Return a year, or the fiscal year that begins in it, as 平成12; before 明治 as it is."""
    for first, name in _ERAS:
        if year >= first:
            return f"{name}{'元' if year == first else year - first + 1}"
    return str(year)
