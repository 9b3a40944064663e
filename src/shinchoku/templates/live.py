"""Live formulas that carry their true first result.

Each function makes a formula and works out what it gives, from the same parts, so the result
that is stored (Protected View shows nothing else) cannot differ from what Excel computes.
Only functions that Excel 2016 and LibreOffice share, and no wildcard: texts are compared by EXACT.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from shinchoku.paper.limits import MAX_LITERAL, cut
from shinchoku.records import dataclass

_WIDE_BLANK = "\u3000"
_LONGEST = 999  # more than nearly any status has
_PART = 3000  # characters of a formula: what becomes longer is taken apart, if it must
_MOST = 200  # parts of a function
_LIKE_A_CALL = re.compile(r"(?<=[A-Z])(?=\()")

Keep = Callable[[str, "str | float"], str]
"""Puts a formula (without =) and what it gives into a hidden cell; returns the reference to it."""


@dataclass(frozen=True, slots=True)
class Live:
    """A formula (without =) whose result is a text."""

    formula: str
    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """A formula (without =) whose result is TRUE or FALSE."""

    formula: str
    value: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A formula (without =) whose result is a number."""

    formula: str
    value: int


T = TypeVar("T", Live, Truth, Count)


@dataclass(frozen=True, slots=True)
class Choices:
    """Texts, and the absolute reference to the cells that hold them."""

    reference: str
    texts: tuple[str, ...]


@lru_cache(maxsize=1 << 12)
def literal(text: str) -> Live:
    """Return a text as it is; line breaks become CHAR(10), which every program keeps."""
    lines = [_quoted(line) for line in text.split("\n")]
    parts = [part for line in lines for part in ("CHAR(10)", line)][1:]
    return Live("&".join(part for part in parts if part) or '""', text)


def _quoted(line: str) -> str:
    """Put a text between quotes, in pieces that Excel takes.

    "SORT(" is one, too: xlsxwriter would see a function that older programs do not know.
    """
    pieces = [piece for part in _LIKE_A_CALL.split(line) for piece in _cut_up(part)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _cut_up(text: str) -> Iterator[str]:
    while text:
        piece = cut(text, MAX_LITERAL)
        yield piece
        text = text[len(piece) :]


def squeezed(words: Live) -> Live:
    """Leave out blanks, full-width ones too, line breaks and control characters."""
    return _without_blanks(Live(f"CLEAN({words.formula})", words.value.replace("\n", "")))


def _without_blanks(words: Live) -> Live:
    formula = f'SUBSTITUTE(SUBSTITUTE({words.formula},"{_WIDE_BLANK}","")," ","")'
    return Live(formula, words.value.replace(_WIDE_BLANK, "").replace(" ", ""))


def is_blank(words: Live) -> Truth:
    """Whether nothing but blanks is there."""
    inner = squeezed(words)
    return Truth(f'{inner.formula}=""', inner.value == "")


def is_given(words: Live) -> Truth:
    """Whether there is more than blanks."""
    inner = squeezed(words)
    return Truth(f'{inner.formula}<>""', inner.value != "")


def is_one_of(words: Live, choices: Choices, *, lines: bool = False) -> Truth:
    """Whether the text, blanks left out, is literally one of the choices.

    With `lines` its line breaks count, and the choices have them too.
    """
    if not choices.texts:
        return Truth("FALSE", value=False)
    inner = _without_blanks(words) if lines else squeezed(words)
    formula = f"SUMPRODUCT(--EXACT({choices.reference},{inner.formula}))>0"
    return Truth(formula, inner.value in choices.texts)


def is_longer(words: Live, limit: int) -> Truth:
    """Whether the text has more characters than the limit."""
    return Truth(f"LEN({words.formula})>{limit}", len(words.value) > limit)


def is_not(truth: Truth) -> Truth:
    """Negate."""
    return Truth(f"NOT({truth.formula})", not truth.value)


def all_of(truths: Iterable[Truth], keep: Keep | None = None) -> Truth:
    """And; true for none. What is too long for one formula is kept in cells."""
    parts = tuple(truths)
    if keep:
        parts = _gathered(parts, all_of, keep)
    return Truth(_call("AND", parts, "TRUE"), all(truth.value for truth in parts))


def any_of(truths: Iterable[Truth], keep: Keep | None = None) -> Truth:
    """Or; false for none. What is too long for one formula is kept in cells."""
    parts = tuple(truths)
    if keep:
        parts = _gathered(parts, any_of, keep)
    return Truth(_call("OR", parts, "FALSE"), any(truth.value for truth in parts))


def _call(function: str, parts: tuple[Truth, ...], neutral: str) -> str:
    formulas = [truth.formula for truth in parts]
    return (
        f"{function}({','.join(formulas)})" if len(formulas) > 1 else "".join(formulas) or neutral
    )


def choose(condition: Truth, then: Live, otherwise: Live) -> Live:
    """If the condition holds the one text, else the other."""
    formula = f"IF({condition.formula},{then.formula},{otherwise.formula})"
    return Live(formula, then.value if condition.value else otherwise.value)


def listing(lines: Iterable[tuple[Truth, str]], otherwise: str, keep: Keep | None = None) -> Live:
    """Return the texts whose condition holds, one a line; `otherwise` where none does.

    `otherwise` stands behind all of them and is cut off again unless it stands alone, so that no
    condition has to be written twice: no text may begin with it.
    """
    empty = literal("")
    every = [(truth, literal(f"\n{text}")) for truth, text in lines]
    parts = joined((choose(truth, text, empty) for truth, text in every), keep)
    last = literal(f"\n{otherwise}").formula
    longest = max(_LONGEST, sum(len(text.value) for _, text in every))
    formula = f'SUBSTITUTE(MID({parts.formula}&{last},2,{longest}),{last},"")'
    return Live(formula, parts.value[1:] or otherwise)


def joined(parts: Iterable[Live], keep: Keep | None = None) -> Live:
    """Put texts one after the other. What is too long for one formula is kept in cells."""
    every = tuple(parts)
    if keep:
        every = _gathered(every, joined, keep)
    formula = "&".join(part.formula for part in every) or literal("").formula
    return Live(formula, "".join(part.value for part in every))


def guarded(words: Live, instead: str) -> Live:
    """Show another text where an error value would come out."""
    return Live(f"IFERROR({words.formula},{literal(instead).formula})", words.value)


def in_parts(formulas: Iterable[str]) -> Iterator[list[str]]:
    """Yield formulas in as many as one function takes, and one formula has room for."""
    part: list[str] = []
    length = 0
    for formula in formulas:
        length += len(formula) + 1
        if part and (length > _PART or len(part) == _MOST):
            yield part
            part, length = [], len(formula) + 1
        part.append(formula)
    if part:
        yield part


def _gathered(parts: tuple[T, ...], join: Callable[[Sequence[T]], T], keep: Keep) -> tuple[T, ...]:
    """Return what means the same and fits into one formula: the rest is in cells."""
    groups = list(in_parts(part.formula for part in parts))
    if len(groups) <= 1:
        return parts
    left = iter(parts)
    wholes = [join([next(left) for _ in group]) for group in groups]
    kept = [type(whole)(keep(whole.formula, whole.value), whole.value) for whole in wholes]
    return _gathered(tuple(kept), join, keep)


def begins(words: Live, text: str) -> Truth:
    """Whether a text begins with another."""
    formula = f"EXACT(LEFT({words.formula},{len(text)}),{literal(text).formula})"
    return Truth(formula, words.value.startswith(text))


def counted(cells: Iterable[Live], area: str, text: str) -> Count:
    """Return how many cells of an area begin with a text."""
    formula = f"SUMPRODUCT(--{begins(Live(area, ''), text).formula})"
    return Count(formula, sum(cell.value.startswith(text) for cell in cells))


def summed(counts: Iterable[Count], keep: Keep | None = None) -> Count:
    """Add up; 0 for none. What is too long for one formula is kept in cells."""
    parts = tuple(counts)
    if keep:
        parts = _gathered(parts, summed, keep)
    formula = "+".join(part.formula for part in parts) or "0"
    return Count(formula, sum(part.value for part in parts))


def count_line(label: str, count: Count, total: str) -> Live:
    """Return "<label>12<total>", of which the count is live."""
    formula = f"{literal(label).formula}&({count.formula})&{literal(total).formula}"
    return Live(formula, f"{label}{count.value}{total}")
