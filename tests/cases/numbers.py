"""What comes back in cells for numbers, typed into the round `attainment`; test_numbers.py runs it.

F1-01 is asked in 人 without decimals, F1-05 in % with one, F5-05 in % with two; `cost` in 千円
from 0 to 10,000,000. `rate` and `score` are computed, and `self` is held against `score`. What is
read and found is decided by what a clerk means.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from filling import Value

PEOPLE, SHARE, RATE, COST = ("F1-01", "now"), ("F1-05", "now"), ("F5-05", "now"), ("F1-01", "cost")


class NumberCase(NamedTuple):
    """What is typed into a cell, in its own number format or another; what is found and printed.

    `printed` is None where the cell has no value that can be printed.
    """

    name: str
    key: tuple[str, str]
    typed: Value
    printed: str | None
    found: tuple[str, ...] = ()
    number_format: str = ""


NUMBERS = [
    # ------------------------------------------------ as it is asked for
    NumberCase("a_number", PEOPLE, 1234, "1,234"),
    NumberCase("a_number_as_text", PEOPLE, "1234", "1,234"),
    NumberCase("with_commas", PEOPLE, "1,234", "1,234"),
    NumberCase("zero", PEOPLE, 0, "0"),
    NumberCase("below_zero", PEOPLE, -5, "▲5"),
    NumberCase("below_zero_as_it_is_printed", PEOPLE, "▲5", "▲5"),
    NumberCase("a_format_of_somebodys_own", PEOPLE, 1234, "1,234", number_format="General"),
    NumberCase("a_unit_in_the_format", PEOPLE, 1234, "1,234", number_format='#,##0"人"'),
    NumberCase("per_cent_in_the_format", SHARE, 0.85, "85.0", number_format="0%"),
    NumberCase("thousands_in_the_format", COST, 1234567, "1,235", number_format="#,##0,"),
    NumberCase("yen_in_the_format", COST, 1234, "1,234", ("E319",), "#,##0円"),
    NumberCase("noise_of_a_binary", SHARE, 0.1 + 0.2, "0.3", ("W409",)),
    NumberCase("no_number_to_tell", PEOPLE, "未把握", "未把握"),
    NumberCase("no_number_to_tell_half_width", PEOPLE, "-", "－"),
    # ------------------------------------------------ what is read
    NumberCase("full_width", PEOPLE, "１，２３４", "1,234", ("N519",)),
    NumberCase("its_unit", PEOPLE, "1,234人", "1,234", ("N519",)),
    NumberCase("about", PEOPLE, "約1,234", "1,234", ("N519",)),
    NumberCase("about_in_latin", PEOPLE, "ca. 1234", "1,234", ("N519",)),
    NumberCase("about_behind_it", PEOPLE, "1,234 人程度", "1,234", ("N519",)),
    NumberCase("a_full_width_per_cent_sign", SHARE, "８５．５％", "85.5", ("N519",)),
    NumberCase("a_minus_of_word", RATE, "−1.25", "▲1.25", ("N519",)),
    # ------------------------------------------------ what is rounded, halves away from zero
    NumberCase("half", PEOPLE, 0.5, "1", ("N520",)),
    NumberCase("one_and_a_half", PEOPLE, 1.5, "2", ("N520",)),
    NumberCase("two_and_a_half", PEOPLE, "2.5", "3", ("N520",)),
    NumberCase("half_below_zero", PEOPLE, -0.5, "▲1", ("N520",)),
    NumberCase("nearly_half", PEOPLE, 0.49, "0", ("N520",)),
    NumberCase("a_tie_that_is_none_in_binary", RATE, 1.005, "1.01", ("N520",)),
    NumberCase("hidden_decimals", PEOPLE, 1234.56, "1,235", ("N520",), "0"),
    # ------------------------------------------------ what may be meant otherwise
    NumberCase("per_cent_typed_into_a_number", SHARE, 0.85, "0.9", ("N520", "W409")),
    # ------------------------------------------------ what is no number
    NumberCase("a_sentence", PEOPLE, "昨年度並み", None, ("E318",)),
    NumberCase("elsewhere", PEOPLE, "別紙のとおり", None, ("E318",)),
    NumberCase("a_comma_that_may_be_a_point", PEOPLE, "1,23", None, ("E318",)),
    NumberCase("a_range", PEOPLE, "3~4", None, ("E318",)),
    NumberCase("two_numbers", PEOPLE, "男3、女4", None, ("E318",)),
    NumberCase("an_exponent", PEOPLE, "1.5e3", None, ("E318",)),
    NumberCase("only_a_unit", PEOPLE, "人", None, ("E318",)),
    NumberCase("a_date", PEOPLE, date(2025, 3, 4), None, ("E310",), "yyyy-mm-dd"),
    NumberCase("a_checkbox", PEOPLE, True, None, ("E314",)),  # noqa: FBT003
    NumberCase("an_error", PEOPLE, "#REF!", None, ("E308",)),
    NumberCase("a_formula_without_result", PEOPLE, "=1000+1", None, ("E309",)),
    NumberCase("nothing", PEOPLE, None, None, ("E301",)),
    # ------------------------------------------------ another unit
    NumberCase("another_unit", PEOPLE, "85％", None, ("E319",)),
    NumberCase("tens_of_thousands", PEOPLE, "12万人", None, ("E319",)),
    NumberCase("money_in_ten_thousands", COST, "98万円", None, ("E319",)),
    # ------------------------------------------------ what is computed
    NumberCase("a_grade_that_the_numbers_give", ("F1-04", "self"), "C", "C"),
    NumberCase("a_grade_that_they_do_not_give", ("F1-04", "self"), "B", "B", ("W408",)),
    NumberCase("a_number_over_a_formula", ("F1-01", "rate"), 100, "100.1", ("W418",)),
    NumberCase("a_grade_over_a_formula", ("F1-04", "score"), "B", "C", ("W418",)),
    NumberCase("a_formula_over_a_formula", ("F1-01", "rate"), "=1+1", "100.1"),
    NumberCase("nothing_over_a_formula", ("F1-01", "rate"), None, "100.1"),
    NumberCase("its_own_value_over_a_formula", ("F1-01", "rate"), 100.1, "100.1"),
    # ------------------------------------------------ out of bounds
    NumberCase("less_than_the_least", COST, -1, None, ("E320",)),
    NumberCase("more_than_the_most", COST, 10_000_001, None, ("E320",)),
    NumberCase("the_most", COST, 10_000_000, "10,000,000"),
    NumberCase("more_digits_than_can_be_computed", PEOPLE, 10_000_000_001, None, ("E320",)),
    NumberCase("as_many_digits_as_can_be", PEOPLE, 10_000_000_000, "10,000,000,000"),
]
