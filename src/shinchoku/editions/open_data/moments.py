"""When a figure was so: a date as a text says it goes in, and comes out as ISO 8601 writes it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from shinchoku.model.calendar import in_western_years

_YEAR = "年"
_MONTHS = range(1, 13)
_APRIL = 4  # a fiscal year 年度 begins in it


def iso(said: Mapping[str, str | None]) -> str | None:
    """Return a day, a month, a year or a span of them; None where there is no such day.

    `said` are the parts by name: year, or era and the year `of` it; month, day, `end` of what was
    said, `fiscal` for a year from April on, `span` for the last digits of the year after.
    """
    year = _year(said)
    if said.get("fiscal"):
        end = date(year + 1, _APRIL, 1).toordinal() - 1
        last = date.fromordinal(end).isoformat()
        return last if said.get("end") else f"{date(year, _APRIL, 1).isoformat()}/{last}"
    if span := said.get("span"):
        return f"{year}/{year + 1}" if str(year + 1).endswith(span[1:]) else None
    return _moment(
        year, int(said.get("month") or 0), int(said.get("day") or 0), bool(said.get("end"))
    )


def _year(said: Mapping[str, str | None]) -> int:
    if said.get("era"):
        return int(in_western_years(f"{said['era']}{said['of']}{_YEAR}").removesuffix(_YEAR))
    return int(said["year"] or 0)


def _moment(year: int, month: int, day: int, at_end: bool) -> str | None:  # noqa: FBT001 - as said
    if day and (at_end or month not in _MONTHS or day > monthrange(year, month)[1]):
        return None
    if day:
        return date(year, month, day).isoformat()
    if not month:
        return date(year, 12, 31).isoformat() if at_end else str(year)
    if month not in _MONTHS:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, last).isoformat() if at_end else f"{year}-{month:02}"
