"""How years and days are counted: a day goes in; 平成12 or 2000 comes out. 元 begins an era."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

Counted = Literal["era", "western"]

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)
_ERA_YEAR = re.compile(f"({'|'.join(name for _, name in _ERAS)})[ 　]?(元|[0-9０-９]{{1,2}})(?=年)")


def era(year: int) -> str:
    """Return a year, or the fiscal year that begins in it, as 平成12; before 明治 as it is."""
    return next((_in(name, first, year) for first, name in _ERAS if year >= first.year), str(year))


def year_of(day: date, counted: Counted) -> str:
    """Return the year that a day is in: 2019-04-30 is in 平成31, the day after in 令和元."""
    if counted == "western":
        return str(day.year)
    began = (_in(name, first, day.year) for first, name in _ERAS if day >= first)
    return next(began, str(day.year))


def _in(name: str, first: date, year: int) -> str:
    return f"{name}{'元' if year == first.year else year - first.year + 1}"


def in_western_years(text: str) -> str:
    """Return a text whose years are counted by eras with western ones, as 2022年度."""
    return _ERA_YEAR.sub(lambda found: str(_western(found[1], found[2])), text)


def _western(name: str, year: str) -> int:
    first = next(first.year for first, each in _ERAS if each == name)
    return first + (1 if year == "元" else int(year)) - 1
