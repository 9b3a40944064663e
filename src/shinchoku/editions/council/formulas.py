"""Formulas that come to exactly what is printed: numbers go in, formulas without = come out.

Counts and units of sums are whole numbers, so a share is rounded by dividing whole numbers once:
no half is missed that a binary fraction would hide.
"""

from __future__ import annotations

from shinchoku.model import Rounding

EXACT = 2**53
"""Whole numbers below it are exact in a cell."""


def share(part: str, whole: str, rounding: Rounding) -> str:
    """Return a share in per cent, rounded as it is printed; of nothing it is 0.

    `part` and `whole` are references to whole numbers, none below zero.
    """
    shift = 10**rounding.digits
    rounded = _rounded(f"{part}*{100 * shift}", whole, rounding)
    return f"IF({whole}=0,0,{rounded}/{shift})"


def signed_share(part: str, whole: str, rounding: Rounding) -> str:
    """Return the same of whole numbers that may be below zero, of which `whole` is none."""
    shift = 10**rounding.digits
    rounded = _rounded(f"ABS({part})*{100 * shift}", f"ABS({whole})", rounding)
    return f"SIGN({part})*SIGN({whole})*{rounded}/{shift}"


def _rounded(part: str, whole: str, rounding: Rounding) -> str:
    """Return part / whole as a whole number."""
    if rounding.mode == "down":
        return f"INT({part}/{whole})"
    twice = f"(2*{part}+{whole})"
    up = f"INT({twice}/(2*{whole}))"
    if rounding.mode == "half_up":
        return up
    return f"({up}-IF(AND(MOD({twice},2*{whole})=0,MOD({up},2)=1),1,0))"


def chosen(cell: str, choices: str) -> str:
    """Return which of some choices below each other a cell says, from 1; 0 for none of them.

    They are compared literally: COUNTIF and MATCH would take * for any text, and - for a number.
    """
    sheet, _, cells = choices.rpartition("!")
    first = f"{sheet}!{cells.partition(':')[0]}"
    return f"SUMPRODUCT(EXACT({cell},{choices})*(ROW({choices})-ROW({first})+1))"
