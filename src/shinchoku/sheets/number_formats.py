"""A number and its format's code go in; what a clerk sees of it in a Japanese Excel comes out."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "BUILT_IN_FORMATS",
    "EPOCH_1900",
    "EPOCH_1904",
    "Shown",
    "general",
    "iso_text",
    "number_format",
]

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_FEBRUARY_1900 = 60  # the 29th, which never was: days before it count from a day later
_SECONDS_A_DAY = 86_400
_MIDNIGHT = time()
_LONGEST_FORMAT = 255
_DATES = (*range(14, 18), *range(27, 32), 34, 35, 36, *range(50, 59))
_TIMES = (*range(18, 22), 32, 33, 45, 47)
BUILT_IN_FORMATS = (  # numFmtId to code, as a Japanese Excel has them; the others show General
    {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
    | {"37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00"}  # red below zero
    | {"5": "¥#,##0;¥-#,##0", "6": "¥#,##0;¥-#,##0"}
    | {"7": "¥#,##0.00;¥-#,##0.00", "8": "¥#,##0.00;¥-#,##0.00"}
    | {"41": '#,##0;-#,##0;"-"', "42": '¥#,##0;¥-#,##0;¥"-"'}
    | {"43": '#,##0.00;-#,##0.00;"-"', "44": '¥#,##0.00;¥-#,##0.00;¥"-"'}
    | {"11": "0.00E+00", "12": "# ?/?", "13": "# ??/??", "48": "##0.0E+0"}
    | {"22": "y-m-d h:m", "46": "[h]:m:s"}
    | {str(number): "y-m-d" for number in _DATES}
    | {str(number): "h:m:s" for number in _TIMES}
)
_FORMAT_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | [_*]. | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<currency>[^\]-]*)[^\]]*\] | \[(?P<condition>[<>=][^\]]*)\]
    | \[dbnum(?P<numerals>\d)\] | \[[^\]]*\]
    | (?P<general>general|g/標準) | am/pm | (?P<date>y+|d+|g+|e+(?![+-])|aaa+) | (?P<time>h+|s+)
    | (?P<m>m+) | (?P<digits>[0\#?][0\#?,]*(?:\.[0\#?]*)?,*|\.[0\#?]+) | (?P<section>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_UNKNOWN = re.compile("[/@e]", re.IGNORECASE)  # fractions, text, exponents
_UNSEEN = {"0": "0", "#": "", "?": " "}  # what a place shows where a number has no digit
_GENERAL_SMALL, _GENERAL_LIMIT = 1e-4, 1e11
_WIDE = Context(prec=1000)  # the largest number with the longest format
_BELOW_ZERO = re.compile(r"<\s*(?:-[\d.]+|0+(?:\.0+)?)|(?:<=|=)\s*-[\d.]+")  # negatives alone
_NOT_ZERO = re.compile("[1-9]")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_IMPLIED = {2: (">=0", "<0"), 3: (">0", "<0")}  # by how many sections for numbers there are
_TEXT_SECTION = 3  # the fourth is for texts
_LITERALS = frozenset({"other", "quoted", "escaped", "currency"})

Tokens = list[tuple[str, str]]  # kinds and texts


class Shown(NamedTuple):
    """What is seen of a number; `uncertain` where its format is not understood."""

    text: str
    uncertain: bool = False


class NumberFormat(NamedTuple):
    """A number format (numFmt) as far as it changes what is seen."""

    sections: list[Tokens]  # positive, negative, zero, text
    shows_date: bool
    shows_time: bool
    shows_elapsed: bool  # hours beyond 24

    def moment(self, serial: float, epoch: datetime) -> str:
        """Show a date or time in ISO 8601, whatever its order: 1-2 became 2025-01-02."""
        if self.shows_time and not self.shows_date and serial >= 0:
            seconds = round(serial * _SECONDS_A_DAY)
            if not self.shows_elapsed:
                seconds %= _SECONDS_A_DAY
            rest = f":{seconds % 60:02}" if seconds % 60 else ""
            return f"{seconds // 3600}:{seconds // 60 % 60:02}{rest}"
        early = epoch is EPOCH_1900 and serial < _FEBRUARY_1900
        try:
            moment = epoch + timedelta(days=serial + early, milliseconds=500 * self.shows_time)
        except OverflowError:
            return general(serial)
        return _iso(moment, with_time=self.shows_time) if serial >= 0 else general(serial)

    def number(self, value: float) -> Shown:
        """Show a number; as General where it would be hidden or its format is not understood."""
        as_stored = Shown(general(value), uncertain=True)
        tokens, sign = self._section(value)
        others = "".join(text for kind, text in tokens if kind == "other")
        patterns = [text for kind, text in tokens if kind == "digits"]
        numerals = {text for kind, text in tokens if kind == "numerals"}
        in_parts = len(patterns) > 1 and "." in "".join(patterns)
        if _UNKNOWN.search(others) or in_parts or numerals - {"3"}:
            return as_stored
        number = Decimal(f"{abs(value):.15g}").scaleb(2 * others.count("%"))
        digits = _digits(number, patterns) if patterns else []
        parts = iter(digits)
        shown = "".join(
            next(parts)
            if kind == "digits"
            else general(abs(value))
            if kind == "general"
            else ""
            if kind == "numerals"
            else text
            for kind, text in tokens
        ).strip()
        shown = shown.translate(_FULL_WIDTH) if numerals else shown
        if digits and not _NOT_ZERO.search("".join(digits)):
            sign = ""  # -0.4 is seen as 0
        if not shown:
            return as_stored
        # Programs disagree on the minus of a section that a condition leaves other numbers, too.
        return Shown(sign + shown, uncertain=bool(sign) and self._has_conditions)

    @property
    def _has_conditions(self) -> bool:
        return any(kind == "condition" for section in self.sections for kind, _ in section)

    def _section(self, value: float) -> tuple[Tokens, str]:
        """Return what is said of a number, and the sign that it has all the same."""
        if self._has_conditions:
            return self._section_that_holds(value)
        if value < 0 and len(self.sections) > 1:
            return self.sections[1], ""
        if value == 0 and len(self.sections) > 2:  # noqa: PLR2004 - the third is for zero
            return self.sections[2], ""
        return self.sections[0], "-" if value < 0 else ""

    def _section_that_holds(self, value: float) -> tuple[Tokens, str]:
        """Return the first section whose condition holds; negatives alone have no minus added."""
        sections = self.sections[:_TEXT_SECTION]
        stated = [next((t for k, t in s if k == "condition"), "") for s in sections]
        implied = [*_IMPLIED.get(len(sections), ()), "", ""]
        if len(sections) == len(_IMPLIED[2]) and stated[0]:
            implied[1] = ""  # all others
        conditions = [one or other for one, other in zip(stated, implied, strict=False)]
        for section, condition in zip(sections, conditions, strict=True):
            if _holds(condition, value):
                sign = "-" if value < 0 and not _BELOW_ZERO.fullmatch(condition) else ""
                return [token for token in section if token[0] != "condition"], sign
        return [], ""

    def of_text(self, text: str) -> Shown:
        """Show a text, around which a format may put others, or which it may hide."""
        fourth = self.sections[_TEXT_SECTION:]
        tokens = (fourth or self.sections[-1:])[0]
        if not text.strip() or not (fourth or ("other", "@") in tokens):
            return Shown(text)
        literals = (token for token in tokens if token[0] in _LITERALS)
        shown = "".join(text if token == ("other", "@") else token[1] for token in literals)
        return (
            Shown(shown)
            if shown.strip()
            else Shown(text, uncertain=all(kind != "general" for kind, _ in tokens))
        )


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """Parse the code of a format, as a cell format or a built-in one has it."""
    sections: list[Tokens] = [[]]
    for match in _FORMAT_TOKEN.finditer(code[:_LONGEST_FORMAT]):
        kind = match.lastgroup
        if kind == "section":
            sections.append([])
        elif kind:  # else a colour, a locale, or padding
            sections[-1].append((kind, match[kind]))
    kinds = {kind for section in sections for kind, _ in section}
    shows_time = not kinds.isdisjoint({"time", "elapsed"})
    return NumberFormat(
        sections,
        shows_date="date" in kinds or ("m" in kinds and not shows_time),  # else m is minutes
        shows_time=shows_time,
        shows_elapsed="elapsed" in kinds,
    )


def _holds(condition: str, value: float) -> bool:
    """Whether a number is one of a condition's; none is if that is not understood."""
    found = _CONDITION.fullmatch(condition)
    return not condition or (found is not None and _COMPARED[found[1]](value, float(found[2])))


def _digits(number: Decimal, patterns: list[str]) -> list[str]:
    """Show a number of 0 and more by parts of digit placeholders, with texts between them.

    A comma behind the last divides by 1,000.
    """
    pattern = "".join(patterns)
    placeholders = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(placeholders)))
    whole_pattern, point, decimal_pattern = placeholders.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(decimal_pattern)), ROUND_HALF_UP, _WIDE)
    whole, _, decimals = f"{rounded:f}".partition(".")
    least = decimal_pattern.rfind("0") + 1
    parts = [part.partition(".")[0].replace(",", "") for part in patterns]
    shown = _over(parts, whole.lstrip("0"), thousands="," in whole_pattern)
    shown[-1] += point + decimals[:least] + decimals[least:].rstrip("0")
    return shown


def _over(parts: list[str], digits: str, *, thousands: bool) -> list[str]:
    """Lay the digits of a whole number over places from the right; the first takes all left."""
    places = "".join(parts)
    lacking = [_UNSEEN[place] for place in places[: max(0, len(places) - len(digits))]]
    seen = [*lacking, *digits]
    if thousands:
        last = len(seen) - 1
        seen = [
            d + "," * (d.isdigit() and at < last and (last - at) % 3 == 0)
            for at, d in enumerate(seen)
        ]
    shown: list[str] = []
    for part in reversed(parts[1:]):
        count = len(part)
        seen, behind = seen[: len(seen) - count], seen[len(seen) - count :]
        shown.append("".join(behind))
    return ["".join(seen), *reversed(shown)]


def general(value: float) -> str:
    """Show a number as the format General does in a wide column: at most 11 characters."""
    if value.is_integer() and abs(value) < _GENERAL_LIMIT:
        return str(int(value))
    digits_before = max(0, math.floor(math.log10(abs(value))))
    fixed = f"{value:.{max(0, 9 - digits_before)}f}"
    in_range = _GENERAL_SMALL <= abs(value) < _GENERAL_LIMIT
    if in_range or (digits_before == 0 and float(fixed) == value):
        return fixed.rstrip("0").rstrip(".") if "." in fixed else fixed
    mantissa, _, exponent = f"{value:.5E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def iso_text(stored: str) -> str:
    """Show a date stored as ISO 8601 text."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:  # a time alone
        return stored
    return _iso(moment, with_time=moment.time() != _MIDNIGHT)


def _iso(moment: datetime, *, with_time: bool) -> str:
    seconds = f":{moment:%S}" if moment.second else ""
    return f"{moment.date()} {moment:%H:%M}{seconds}" if with_time else str(moment.date())
