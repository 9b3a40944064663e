"""A formula goes in; what Excel would not take about it comes out. One linear scan, remembered."""

from __future__ import annotations

import re
from functools import lru_cache

from shinchoku.paper.limits import (
    MAX_ARGUMENTS,
    MAX_FORMULA,
    MAX_FORMULA_BYTES,
    MAX_LITERAL,
    MAX_NESTING,
    fits,
    units,
)

_TOKEN = re.compile(r"""(?P<text>"(?:[^"]|"")*")|(?P<operand>(?:'(?:[^']|'')*'|[\w.$!:?\\])+)|\S""")
_AREA = re.compile(r"[!:]")
_DIGITS = str.maketrans("123456789", "0" * 9)
# [MS-XLSB] 2.5.98: what each kind of token takes at most, in bytes
_TEXT_BYTES, _FUNCTION_BYTES, _AREA_BYTES, _OPERAND_BYTES, _OTHER_BYTES = 3, 16, 15, 9, 1


def formula_fault(formula: str, *, spare: int = 0) -> str:
    """Return why Excel would refuse a formula, with or without its =; "" if it would not.

    With `spare` it must leave room for so many more characters, and bytes of its inner form.
    """
    # Rows of a sheet have the same formula but for their numbers: one scan does for all.
    return _fault(formula.removeprefix("=").translate(_DIGITS), spare)


@lru_cache(maxsize=1 << 10)
def _fault(formula: str, spare: int) -> str:
    if not fits(formula, MAX_FORMULA - spare):
        return f"a formula of {units(formula):,} characters, {MAX_FORMULA:,} at most"
    scan = _Scan()
    scan.read(formula)
    if scan.fault:
        return scan.fault
    if scan.size > MAX_FORMULA_BYTES - spare:
        return f"a formula of {scan.size:,} bytes, {MAX_FORMULA_BYTES:,} at most"
    return ""


class _Scan:
    """What there is in a formula: the functions that are open, the bytes of its inner form."""

    def __init__(self) -> None:
        self.fault = ""
        self.size = 0
        self._open: list[int] = []  # arguments so far; 0 in brackets that are no function's
        self._named = False  # whether an operand stands just before

    def read(self, formula: str) -> None:
        """Go through a formula once, until something is wrong."""
        for found in _TOKEN.finditer(formula):
            token = found[0]
            if found["text"]:
                self._read_text(token)
            elif found["operand"]:
                self.size += _AREA_BYTES if _AREA.search(token) else _OPERAND_BYTES
            else:
                self._read_sign(token)
            self._named = bool(found["operand"])
            if self.fault:
                return
        if self._open:
            self.fault = f"a formula with {len(self._open)} open brackets"

    def _read_text(self, token: str) -> None:
        length = units(token[1:-1].replace('""', '"'))
        self.size += _TEXT_BYTES + 2 * length
        if length > MAX_LITERAL:
            self.fault = f"a text of {length:,} characters in a formula, {MAX_LITERAL} at most"

    def _read_sign(self, sign: str) -> None:
        self.size += _OTHER_BYTES
        if sign == "(":
            self._open_bracket()
        elif sign == ")" and self._open:
            self._open.pop()
        elif sign == ")":
            self.fault = "a formula with a bracket too many"
        elif sign == "," and self._open and self._open[-1]:
            self._open[-1] += 1
            if self._open[-1] > MAX_ARGUMENTS:
                self.fault = f"a function of more than {MAX_ARGUMENTS} arguments"

    def _open_bracket(self) -> None:
        self._open.append(1 if self._named else 0)
        self.size += _FUNCTION_BYTES - _OPERAND_BYTES if self._named else 0
        if len(self._open) > MAX_NESTING and sum(map(bool, self._open)) > MAX_NESTING:
            self.fault = f"functions nested more than {MAX_NESTING} deep"
