"""What a round says of its open data: whose they are, on what terms, which texts hold figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from shinchoku.records import dataclass


@dataclass(frozen=True, kw_only=True)
class Licence:
    """The terms on which data may be used: what they are called, and where they stand."""

    id: str  # as its publisher writes it: CC-BY-4.0
    url: str


@dataclass(frozen=True, kw_only=True)
class OpenData:
    """What is said of the data, each "" or empty where it is not known.

    `code` is the 全国地方公共団体コード, six digits. `figures`: a form -> the columns in whose
    texts a program looks for one number.
    """

    code: str = ""
    name: str = ""
    title: str = ""
    contact: str = ""
    url: str = ""
    licence: Licence | None = None
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def check_digit(five: str) -> str:
    """Return the sixth digit of an area code: modulus 11 with weights 6 to 2.

    As 総務省 publishes it with the codes (全国地方公共団体コード仕様).
    """
    weighed = sum(int(digit) * weight for digit, weight in zip(five, range(6, 1, -1), strict=True))
    return str((11 - weighed % 11) % 10)
