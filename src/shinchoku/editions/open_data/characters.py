"""Machine-dependent characters 機種依存文字 and what stands for each in open data.

Published: the rows that Windows-31J has beyond JIS X 0208 (NEC 特殊文字, IBM 拡張文字), and their
kin in JIS X 0213. What means the same in plain characters is replaced; kanji are not, for they are
names. A circled 1 becomes (1), as NFKC, which says 1, would join it to what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from unicodedata import normalize, numeric

_CIRCLED = ((0x2460, 0x2474), (0x24EA, 0x24EB), (0x3251, 0x3260), (0x32B1, 0x32C0))
_COMPATIBLE = (  # where NFKC says exactly what is meant
    ((0x2160, 0x216C), (0x2170, 0x217C)),  # Roman numerals
    ((0x2474, 0x2488),),  # (1)
    ((0x3231, 0x3244),),  # (株)
    ((0x337B, 0x3380), (0x32FF, 0x3300)),  # 平成 令和
    ((0x3380, 0x33DF), (0x2121, 0x2122)),  # km TEL
)
_SPELLED = "㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻"  # キロ; there are more of these, and nobody has them
_ENCLOSED = "㊗㊙㊞㊟㊤㊥㊦㊧㊨"  # each becomes its letter in brackets
_OTHERS: Mapping[str, str] = {
    "№": "No.",
    "㏍": "K.K.",
    "〝": "“",
    "〟": "”",
    "∑": "Σ",
    "￤": "|",
    "＇": "'",
    "＂": '"',
}
_SAME = frozenset("～－∥￠￡￢—―〜−‖¢£¬￥‾")
"""In JIS X 0208, though Windows and others map them to neighbours."""
_FIRST = 0x2000  # below are letters, which the standards of other countries have
_GENERAL = (0x2010, 0x2028), (0x20A0, 0x20D0)  # dashes, quotes, currencies


def _ranges(ranges: tuple[tuple[int, int], ...]) -> Iterator[str]:
    return (chr(code) for first, end in ranges for code in range(first, end))


@cache
def groups() -> tuple[Mapping[str, str], ...]:
    """Return the table, kind by kind: what is written for each character."""
    circled = {sign: f"({numeric(sign):.0f})" for sign in _ranges(_CIRCLED)}
    compatible = ({c: _compatible(c) for c in _ranges(kind)} for kind in _COMPATIBLE)
    spelled = {sign: _compatible(sign) for sign in _SPELLED}
    enclosed = {sign: f"({_compatible(sign)})" for sign in _ENCLOSED}
    return (
        circled,
        *({c: m for c, m in kind.items() if c not in _OTHERS} for kind in compatible),
        spelled,
        enclosed,
        _OTHERS,
    )


def _compatible(sign: str) -> str:
    return normalize("NFKC", sign).replace("\N{DIVISION SLASH}", "/")  # m/s


@cache
def replacements() -> Mapping[str, str]:
    """Return what is written for each character of the table."""
    return {sign: meant for group in groups() for sign, meant in group.items()}


@cache
def is_dependent(sign: str) -> bool:
    """Whether a character stands in no table of JIS X 0208, and in none of other countries."""
    code = ord(sign)
    if code < _FIRST or sign in _SAME or any(a <= code < b for a, b in _GENERAL):
        return False
    try:
        sign.encode("iso2022_jp")
    except UnicodeEncodeError:
        return True
    return False
