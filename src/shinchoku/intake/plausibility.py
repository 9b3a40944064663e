"""Planned and actual texts go in; whether their figures are clearly apart comes out.

Conservative: figures are compared only where the same word stands before and the same unit behind
them, once in each text; limits, ranges, dates and rates are left alone. A planning section reads
every warning, so a missed one costs less than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from shinchoku.records import dataclass

Figures = tuple[str, str]
"""A planned and an actual text."""

_SHORT, _OVER = Decimal("0.9"), Decimal("1.1")  # of what was planned

_FIGURE = re.compile(
    r"""
    (?P<before>[^\W\d]{0,8})\s{0,2}
    (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
    (?P<power>[万億千百]?)
    (?P<unit>%|[かカヵケヶ箇個]所|[^\W\d_ぁ-ん]*)
    """,
    re.VERBOSE,
)
_POWERS = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "億": 100_000_000}
_PLACE = re.compile("[かカヵケヶ箇個]所")
_ADVERB = re.compile("^(約|およそ|概ね)|(約|およそ|概ね)$")
_TOTAL = re.compile("年間|合計|累計|通算|延べ|延|計|年")  # may be left out of one of two texts
_TIME = re.compile("[年月日時分秒期次]")  # no amounts
_DIGIT = re.compile(r"\d")
_LIMIT = re.compile("以[内下]|未満|まで|削減|縮減|抑制|減少|短縮|解消|ゼロ|あたり|当たり|第")
_RANGE = re.compile(r"\d\s*[~〜\-‐–—―/:]\s*\d")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first two figures that are apart, as they were written."""

    verdict: Literal["short", "over"]
    planned: str
    actual: str


@dataclass(frozen=True, slots=True)
class _Figure:
    label: str
    unit: str
    value: Decimal
    text: str


def compare(texts: Iterable[Figures]) -> Comparison | None:
    """Return how the figures of an item's lines are apart; None if they are not, or both ways."""
    found = [comparison for planned, actual in texts for comparison in _compared(planned, actual)]
    verdicts = {comparison.verdict for comparison in found}
    return found[0] if len(verdicts) == 1 else None


def _compared(planned: str, actual: str) -> Iterator[Comparison]:
    actuals = _figures(actual)
    plans = _figures(planned) if actuals else []
    for plan in plans:
        done = _same(plan, plans, actuals)
        if done is None or not plan.value:
            continue
        if done.value < plan.value * _SHORT:
            yield Comparison("short", plan.text, done.text)
        elif done.value > plan.value * _OVER:
            yield Comparison("over", plan.text, done.text)


def _same(plan: _Figure, plans: Sequence[_Figure], actuals: Sequence[_Figure]) -> _Figure | None:
    """Return the only figure of the same thing, if it is the only one in the plan, too."""
    key = (plan.label, plan.unit)
    alike = [figure for figure in actuals if (figure.label, figure.unit) == key]
    planned = [figure for figure in plans if (figure.label, figure.unit) == key]
    if not alike:  # 計8校 and 5校 are compared if there is nothing else they could mean
        alike = [figure for figure in actuals if figure.unit == plan.unit]
        planned = [figure for figure in plans if figure.unit == plan.unit]
        if alike and _TOTAL.sub("", alike[0].label) != _TOTAL.sub("", plan.label):
            return None
    return alike[0] if len(alike) == 1 and len(planned) == 1 else None


def _figures(text: str) -> list[_Figure]:
    """Return the figures of a text; none of a text that states limits or ranges."""
    normal = unicodedata.normalize("NFKC", text)
    if not _DIGIT.search(normal) or _LIMIT.search(normal) or _RANGE.search(normal):
        return []
    return [
        _Figure(
            label=_ADVERB.sub("", found["before"]),
            unit=_PLACE.sub("か所", found["unit"]),
            value=Decimal(found["number"].replace(",", "")) * _POWERS[found["power"]],
            text=found[0].strip(),
        )
        for found in _FIGURE.finditer(normal)
        if not _TIME.match(found["unit"])
    ]
