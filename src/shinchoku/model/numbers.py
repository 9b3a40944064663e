"""Numbers as people type them: a text and its scale go in, an exact decimal comes out, and back.

One table of spellings makes both `read` and the formulas of a template, so that a cell says while
it is filled what will be read. Nothing here is a float but what a workbook stored as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property, lru_cache
from itertools import product
from typing import Literal, NamedTuple
from unicodedata import normalize

from shinchoku.normal import canonical
from shinchoku.records import dataclass

Negative = Literal["-", "▲"]
"""What stands before a number below zero."""

NOISE = 6  # decimals beyond its own at which the noise of a binary fraction is rounded away
REACH = 12  # digits that a number has at most, its decimals among them
EXACT = 14  # digits within which a template's formulas compute with whole numbers
LONGEST = 15  # digits that Excel keeps of what is typed
MOST_DIGITS = 6  # decimals
PLAIN: Mapping[str, str] = {
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    "，": ",",
    "．": ".",
    "％": "%",
    **dict.fromkeys("▲△−－", "-"),
    **dict.fromkeys("\u00a0\u3000 ", ""),
}
"""What is typed -> what it means in a number."""

DIGITS = "0123456789"
NUMERIC = f"{DIGITS}.,-"  # what a number is made of

_BEFORE = ("約", "およそ", "おおよそ", "おおむね", "概ね", "ほぼ", "ca.", "ca", "approx.", "about")
_AFTER = ("程度", "ほど", "前後")
_TABLE = str.maketrans(dict(PLAIN))
_BLANKS = str.maketrans(dict.fromkeys((c for c, meant in PLAIN.items() if not meant), ""))
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_SIGNS = (*range(0x2100, 0x2150), *range(0x3300, 0x3400))  # ℃ ㎞ ㎡
_MONEY = {"円": "¥￥"}  # what formats of Excel's show
_CONTROL = re.compile("[\x00-\x1f]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_BEGINS = frozenset(DIGITS)
_ENDS = frozenset(NUMERIC)
_NO_DIGITS = re.compile(r"[^0-9]*$")
_EXACT = Context(prec=400)  # the largest number that a workbook stores, with all its decimals


class Read(NamedTuple):
    """The number that a text is. `as_typed`: it is nothing but its digits, commas among them."""

    value: Decimal
    as_typed: bool


class Unread(NamedTuple):
    """A text that is no number, or one of another unit."""

    unit: str = ""


PER_CENT = frozenset("%％")


@dataclass(frozen=True, slots=True)
class Scale:
    """What a number is measured in, and how it is shown."""

    unit: str = ""
    digits: int = 0
    thousands: bool = True
    negative: Negative = "-"

    def rounded(self, value: Decimal) -> Decimal:
        """Return a number with its scale's decimals; halves go away from zero, as in Excel."""
        number = _half_up(_half_up(value, self.digits + NOISE), self.digits)
        return number or abs(number)  # no -0

    def shown(self, value: Decimal) -> str:
        """Return a number as it is printed, without its unit."""
        number = self.rounded(value)
        comma = "," if self.thousands else ""
        return (self.negative if number < 0 else "") + f"{abs(number):{comma}.{self.digits}f}"

    @property
    def number_format(self) -> str:
        """The same as a number format of Excel's."""
        code = ("#,##0" if self.thousands else "0") + "." * bool(self.digits) + "0" * self.digits
        return code if self.negative == "-" else f"{code};{self.negative}{code}"


class Figure(NamedTuple):
    """What a cell of a number column says.

    `text` is what is printed: the number on its scale, a text that stands for none, or, where
    there is a fault, what was typed. `exact` is the number before it was rounded. A fault is no
    number at all, one of another `unit`, or one beyond the column's bounds.
    """

    text: str
    value: Decimal | None = None
    exact: Decimal | None = None
    as_typed: bool = True
    fault: Literal["", "none", "unit", "range"] = ""
    unit: str = ""

    def is_rounded(self, scale: Scale) -> bool:
        """Whether it has more decimals than its scale: more than a binary fraction's noise."""
        if self.value is None or self.exact is None:
            return False
        return abs(self.value - self.exact) >= Decimal(1).scaleb(-scale.digits - NOISE)


@dataclass(frozen=True, kw_only=True)
class NumberKind:
    """What the numbers of a column are. `unit_column` and `digits_column` say it row by row.

    `unmeasured` are the texts that may stand in a number's place.
    """

    unit: str = ""
    unit_column: str = ""
    digits: int = 0
    digits_column: str = ""
    thousands: bool = True
    negative: Negative = "-"
    least: Decimal | None = None
    most: Decimal | None = None
    unmeasured: tuple[str, ...] = ()
    reach: int = REACH  # digits that it has at most: fewer where more is computed of it

    def scale(self, *rows: Mapping[str, str]) -> Scale:
        """Return the scale on a row: the first of those that say it does."""
        unit, digits = self.unit, str(self.digits)
        if self.unit_column:
            unit = next(filter(None, (row.get(self.unit_column) for row in rows)), "")
        if self.digits_column:
            digits = next(filter(None, (row.get(self.digits_column) for row in rows)), "0")
        return _scale(unit, digits, self.thousands, self.negative)

    def bounds(self, scale: Scale) -> tuple[Decimal, Decimal]:
        """Return the least and the most that a number may be."""
        reach = Decimal(1).scaleb(self.reach - scale.digits)
        least = -reach if self.least is None else max(self.least, -reach)
        return least, reach if self.most is None else min(self.most, reach)

    def choose(self, text: str) -> str | None:
        """Return the text in place of a number that one means; None if it means none."""
        return self._stand_ins.get(canonical(text))

    @cached_property
    def _stand_ins(self) -> Mapping[str, str]:
        return {canonical(text): text for text in reversed(self.unmeasured)}

    def figure(self, scale: Scale, text: str, raw: float | None = None) -> Figure:
        """Return what a cell says. `raw` is what a number's cell stores beside what it shows."""
        if not text:
            return Figure("")
        if (meant := self.choose(text)) is not None:
            return Figure(meant)
        found = read(text, scale.unit)
        if isinstance(found, Unread):
            return Figure(text, fault="unit" if found.unit else "none", unit=found.unit)
        exact = _stored(raw, found.value) if raw is not None else found.value
        value = scale.rounded(exact)
        least, most = self.bounds(scale)
        shown = scale.shown(value)
        as_typed = found.as_typed or raw is not None or text == shown
        if not least <= value <= most:
            return Figure(text, None, exact, as_typed, "range")
        return Figure(shown, value, exact, as_typed)


@lru_cache(maxsize=1 << 10)
def _scale(unit: str, digits: str, thousands: bool, negative: Negative) -> Scale:  # noqa: FBT001 - cached
    decimals = int(digits) if digits.isdecimal() else 0
    return Scale(unit, min(decimals, MOST_DIGITS), thousands, negative)


def _half_up(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)


def _stored(raw: float, seen: Decimal) -> Decimal:
    """Return what is stored where what is seen is that, rounded; else what is seen.

    A format may scale: 0.85 is seen as 85%, 1234567 as 1,235 thousands.
    """
    stored = Decimal(repr(raw))
    return stored if _half_up(stored, _decimals(seen)) == seen else seen


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


# ---------------------------------------------------------------- what is typed


@lru_cache(maxsize=1 << 12)
def read(text: str, unit: str = "") -> Read | Unread:
    """Read a number that may be spelled in any way of `PLAIN`, about, and with its unit.

    Commas stand between thousands or nowhere: 1,23 may mean anything.
    """
    typed = _CONTROL.sub("", text).translate(_BLANKS)
    _, _, bare = steps(text, unit)
    if _NUMBER.fullmatch(bare) and sum(map(str.isdigit, bare)) <= LONGEST:
        return Read(Decimal(bare.replace(",", "")), as_typed=bare == typed)
    is_amount = bare.removeprefix("-")[:1] in _BEGINS and bare[-1] not in _ENDS
    return Unread(_NO_DIGITS.search(typed)[0] if is_amount else "")  # type: ignore[index] # it always matches


def steps(text: str, unit: str) -> tuple[str, str, str]:
    """Return a text in plain characters, then without what may stand before and behind a number."""
    before, behind = affixes(unit)
    plain = _CONTROL.sub("", text).translate(_TABLE)
    headless = plain[max((len(each) for each in before if plain.startswith(each)), default=0) :]
    tail = max((len(each) for each in behind if headless.endswith(each)), default=0)
    return plain, headless, headless[: len(headless) - tail]


@lru_cache(maxsize=1 << 8)
def affixes(unit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what may stand before a number and behind it: about, and the unit, in all spellings.

    The longest that is there is meant.
    """
    units = ("", *spellings(unit))
    before = (about + each for about, each in product(("", *_BEFORE), units))
    behind = (each + about for each, about in product(units, ("", *_AFTER)))
    return tuple(filter(None, before)), tuple(filter(None, behind))


def spellings(unit: str) -> tuple[str, ...]:
    """Return every way of typing a unit, plain as in `PLAIN`: km, ｋｍ and ㎞."""
    one = canonical(unit)
    if not one:
        return ()
    signs = (chr(code) for code in _SIGNS if normalize("NFKC", chr(code)) == one)
    money = _MONEY.get(one, "")
    spelled = ("".join(unit.split()), one, one.translate(_FULL_WIDTH), *signs, *money)
    return tuple(dict.fromkeys(each.translate(_TABLE) for each in spelled))


def is_unit(text: str) -> bool:
    """Whether a text can be a unit: none that begins like a number."""
    return not any(each[:1] in set(NUMERIC) for each in spellings(text))
