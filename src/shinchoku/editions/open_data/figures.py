"""A text that states one figure: the number, its unit, as of when. What is not sure is not read.

A text is read where, dates aside, exactly one number stands in it, and everything around that
number is listed in figures.toml. Ranges, bounds, about so many, two numbers, a number in a name:
all are left to people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from shinchoku.editions.open_data.moments import iso

_PLAIN = str.maketrans(
    {**{chr(0xFF10 + digit): str(digit) for digit in range(10)}, "，": ",", "．": ".", "％": "%"}
)
_DIGITS = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?"
_PART = re.compile(r"[0-9][0-9,.]*")
_BRACKETS = re.compile(r"[（(〔\[［【]([^（）()〔〕\[\]［］【】]*)[）)〕\]］】]")
_EDGES = re.compile(r"[（）()〔〕\[\]［］【】\n]")
_MARKS = "※*＊ 　"
_MINUS = "-▲△−－"
_KANJI_DIGITS = frozenset("〇一二三四五六七八九十百千万億兆零壱弐参")
_PLAIN_GRAMMAR: Mapping[str, Any] = {"units": "%"}


class Stated(NamedTuple):
    """What a text states. `as_of` is a day, a month, a year or a span as ISO 8601 has them."""

    value: Decimal
    unit: str
    as_of: str


class Reader:
    """Reads the figures of one language's texts."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        self._known: dict[str, Stated | None] = {}
        self._date = re.compile(grammar.get("date", "(?!)"))
        self._months = _listed(grammar, "months")
        self._unsure = tuple(_listed(grammar, "unsure"))
        self._before = tuple(_listed(grammar, "before"))
        self._tails = frozenset(("", *_listed(grammar, "tails")))
        self._scales: Mapping[str, int] = grammar.get("scales", {})
        units = "|".join(map(re.escape, sorted(_listed(grammar, "units"), key=len, reverse=True)))
        scales = "".join(self._scales) or "(?!)"
        number = rf"{_DIGITS}(?:[{scales}](?:{_DIGITS}[{scales}])*(?:{_DIGITS})?)?"
        self._number = re.compile(rf"(?<![0-9.,]){number}(?![0-9]|[.,][0-9])")
        self._segment = re.compile(
            rf"(?P<head>{grammar.get('head', '')})(?P<minus>[{_MINUS}])?(?P<number>{number})"
            rf" ?(?P<unit>{units})? ?(?P<tail>[^0-9]*)"
        )
        self._spelled = re.compile(rf"{grammar.get('numerals', '(?!)')}(?:{units})")
        self._per = re.compile(grammar.get("per", "(?!)"))
        self._is_spaced = grammar.get("head", "").endswith(" ]*")

    def read(self, text: str) -> Stated | None:
        """Return what a text states; None where that is not exactly one figure, for sure."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Stated | None:
        plain = text.translate(_PLAIN)
        rest, dates = self._without_dates(plain)
        rest, per = self._without_base(rest)
        if len(dates) > 1 or self._is_unsure(rest):
            return None
        numbers = list(self._number.finditer(rest))
        segments = [each.strip(_MARKS) for each in _EDGES.split(rest)]
        stating = [each for each in segments if _PART.search(each)]
        if len(stating) != 1 or len(numbers) != 1:
            return None
        found = self._segment.fullmatch(stating[0])
        if found is None or not self._is_sure(found, _bracket(rest, numbers[0].start())):
            return None
        value = self._value(found["number"])
        if value is None:
            return None
        unit = (found["unit"] or "") + (f"（{per}）" if per else "")
        return Stated(-value if found["minus"] else value, unit, dates[0] if dates else "")

    def _without_dates(self, text: str) -> tuple[str, Sequence[str]]:
        """Return a text without what says, in brackets or on a line of its own, as of when."""
        dates: list[str] = []

        def taken(found: re.Match[str]) -> str:
            day = self._as_of(found[1].strip())
            if day is None:
                return found[0]
            dates.append(day)
            return "\n"

        lines = []
        for line in _BRACKETS.sub(taken, text).split("\n"):
            day = self._as_of(line.strip())
            if day is None:
                lines.append(line)
            else:
                dates.append(day)
        return "\n".join(lines), dates

    def _without_base(self, text: str) -> tuple[str, str]:
        """Return a text without what its number is a share of: 人口10万人あたり."""
        found = self._per.match(text.lstrip())
        return (text.lstrip()[found.end() :].lstrip(), found[0]) if found else (text, "")

    def _is_unsure(self, text: str) -> bool:
        folded = f" {' '.join(text.casefold().split())} " if self._is_spaced else text
        words = (f" {each} " if self._is_spaced else each for each in self._unsure)
        odd = (c for c in text if c.isnumeric() and not c.isdecimal() and c not in _KANJI_DIGITS)
        return any(each in folded for each in words) or any(odd) or self._is_spelled(text)

    def _is_spelled(self, text: str) -> bool:
        """Whether a number is written in words beside its unit: 三か所."""
        return any(
            not text[: f.start()].endswith(tuple("0123456789"))
            for f in self._spelled.finditer(text)
        )

    def _is_sure(self, found: re.Match[str], bracket: str | None) -> bool:
        """Whether what stands around a number lets it be nothing else."""
        head, unit, tail = found["head"], found["unit"], found["tail"].strip(_MARKS)
        if not unit:
            return not (head or tail) and bracket is None  # （1） numbers what follows
        if bracket or (head and found["minus"]):
            return False
        return not self._ends_unsure(head) and tail in self._tails

    def _ends_unsure(self, head: str) -> bool:
        if self._is_spaced:
            return (
                head.casefold().split()[-1:] != [] and head.casefold().split()[-1] in self._before
            )
        return head.endswith(self._before)

    def _value(self, text: str) -> Decimal | None:
        """Return a number with its 万 and 億 multiplied out, each smaller than the one before."""
        total, last, rest = Decimal(0), 10**6, text
        for piece, scale in _pieces(text, self._scales):
            power = self._scales.get(scale, 0)
            number = Decimal(piece.replace(",", ""))
            is_whole = number == int(number)
            if power >= last or (total and not (is_whole and number < 10**4)):
                return None
            total, last = total + number.scaleb(power), power
        return total if rest else None

    def _as_of(self, text: str) -> str | None:
        found = self._date.fullmatch(text)
        if found is None:
            return None
        said = found.groupdict()
        if named := said.get("named"):
            said["month"] = str(self._months.index(named) + 1)
        return iso(said)


def _bracket(text: str, place: int) -> str | None:
    """Return what follows, on its line, the bracket that a place is in; None where it is in none.

    直売所（3か所）の販売額 is a name with a number in it.
    """
    for found in _BRACKETS.finditer(text):
        if found.start() < place < found.end():
            after = text[found.end() :].partition("\n")[0].strip(_MARKS)
            return "" if _EDGES.match(after) else after
    return None


@cache
def reader(language: str) -> Reader:
    """Return what reads a language's texts."""
    grammars = tomllib.loads(files(__package__).joinpath("figures.toml").read_text("utf-8"))
    return Reader(grammars.get(language, _PLAIN_GRAMMAR))


def _listed(grammar: Mapping[str, Any], name: str) -> Sequence[str]:
    return str(grammar.get(name, "")).split()


def _pieces(text: str, scales: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    signs = "".join(scales) or "(?!)"
    for found in re.finditer(rf"({_DIGITS})([{signs}]?)", text):
        yield found[1], found[2]
