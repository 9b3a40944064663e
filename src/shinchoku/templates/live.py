"""Live formulas that carry their true first result.

Each function makes a formula and works out what it gives, from the same parts, so the result
that is stored (Protected View shows nothing else) cannot differ from what Excel computes.
Only functions that Excel 2016 and LibreOffice share, and no wildcard: texts are compared by EXACT.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_WIDE_BLANK = "\u3000"
_LONGEST = 999  # more than any status has


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
class Choices:
    """Texts, and the absolute reference to the cells that hold them."""

    reference: str
    texts: tuple[str, ...]


def literal(text: str) -> Live:
    """Return a text as it is; line breaks become CHAR(10), which every program keeps."""
    lines = ['"' + line.replace('"', '""') + '"' if line else "" for line in text.split("\n")]
    parts = [part for line in lines for part in ("CHAR(10)", line)][1:]
    return Live("&".join(part for part in parts if part) or '""', text)


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


def all_of(truths: Iterable[Truth]) -> Truth:
    """And; true for none."""
    parts = tuple(truths)
    return Truth(_call("AND", parts, "TRUE"), all(truth.value for truth in parts))


def any_of(truths: Iterable[Truth]) -> Truth:
    """Or; false for none."""
    parts = tuple(truths)
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


def listing(lines: Iterable[tuple[Truth, str]], otherwise: str) -> Live:
    """Return the texts whose condition holds, one a line; `otherwise` where none does.

    `otherwise` stands behind all of them and is cut off again unless it stands alone, so that no
    condition has to be written twice.
    """
    empty = literal("")
    parts = joined(choose(truth, literal(f"\n{text}"), empty) for truth, text in lines)
    last = literal(f"\n{otherwise}").formula
    formula = f'SUBSTITUTE(MID({parts.formula}&{last},2,{_LONGEST}),{last},"")'
    return Live(formula, parts.value[1:] or otherwise)


def joined(parts: Iterable[Live]) -> Live:
    """Put texts one after the other."""
    every = tuple(parts)
    return Live("&".join(part.formula for part in every), "".join(part.value for part in every))


def guarded(words: Live, instead: str) -> Live:
    """Show another text where an error value would come out."""
    return Live(f"IFERROR({words.formula},{literal(instead).formula})", words.value)


def count_line(label: str, cells: Iterable[Live], ranges: Iterable[str], text: str) -> Live:
    """Return "<label> 12／14": how many cells of the ranges hold exactly a text."""
    values = [cell.value for cell in cells]
    counts = "+".join(f"SUMPRODUCT(--EXACT({area},{literal(text).formula}))" for area in ranges)
    total = f"／{len(values)}"
    formula = f"{literal(label).formula}&({counts or '0'})&{literal(total).formula}"
    return Live(formula, f"{label}{values.count(text)}{total}")
