"""The words of a round's year: in 1999 `{year+1}` is 2000, `{era+1}` 平成12; 元 begins an era."""

from __future__ import annotations

import re
from datetime import date

from shinchoku.model.calendar import Counted, era
from shinchoku.normal import canonical
from shinchoku.records import dataclass

_WORD = re.compile(r"(year|era)([+-]\d{1,2})?")
_DAY = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")  # a CSV that Excel has saved has /


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year that a round reports on, and how its report counts years."""

    year: int
    kind: Counted

    def word(self, word: str) -> str | None:
        """Return what a word means; None for one that is none of the calendar's."""
        found = _WORD.fullmatch(word)
        if not found or (found[1] == "era" and self.kind != "era"):
            return None
        year = self.year + int(found[2] or 0)
        return str(year) if found[1] == "year" else era(year)


def day_of(text: str) -> date | None:
    """Return the day that a text says, 2023-05-31 or 2023/5/31; None for any other text."""
    found = _DAY.fullmatch(canonical(text))
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None
