"""Percentages, for any counts and any rounding, against decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from shinchoku.model import Rounding
from shinchoku.tally import percent

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


def by_decimal(count: int, total: int, rounding: Rounding) -> str:
    """Do the same another way: a decimal quotient, long enough to tell a half from a near half."""
    with localcontext() as context:
        context.prec = 60
        share = Decimal(count) * 100 / Decimal(total)
        step = Decimal(1).scaleb(-rounding.digits)
        return f"{share.quantize(step, rounding=MODES[rounding.mode]):f}"


@given(
    total=st.integers(1, 5000),
    share=st.floats(0, 1),
    mode=st.sampled_from(sorted(MODES)),
    digits=st.integers(0, 3),
)
def test_percent_is_the_exact_quotient_rounded_as_the_definition_says(
    total: int, share: float, mode: str, digits: int
) -> None:
    rounding = Rounding(mode=mode, digits=digits)  # type: ignore[arg-type]
    count = int(total * share)
    assert percent(count, total, rounding) == by_decimal(count, total, rounding)


@given(st.integers(0, 400), st.sampled_from(sorted(MODES)))
def test_halves_go_where_the_mode_sends_them(whole: int, mode: str) -> None:
    # count / 1000 with a digit 5 behind the whole per cent is exactly a half
    count = whole * 10 + 5
    expected = {"half_up": whole + 1, "half_even": whole + whole % 2, "down": whole}[mode]
    assert percent(count, 1000, Rounding(mode=mode)) == str(expected)  # type: ignore[arg-type]


def test_nothing_counted_is_zero_per_cent() -> None:
    assert percent(0, 0, Rounding(digits=1)) == "0.0"
