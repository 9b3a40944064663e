"""How the columns of a table of counts share the width of a page.

In goes how many columns of figures it has; out come shares, for `page.filling`. A plain tally's
are those that a report's columns of text are set by, too.
"""

from __future__ import annotations

from typing import Final

_WHOLE = 55.0  # what a plain tally's shares come to
_CODE, _FIGURE, _LABEL = 4.5, 8.0, 16.0  # `_LABEL` at the least
_CROSS_FIGURE, _CROSS_NAME, _CROSS_STUB = 5.0, 5.5, 14.0

TALLY_STUBS: Final = 3
"""A tally's columns before its figures: code, mark of a breakdown, label."""


def tally_shares(figures: int, code: float = 0.0) -> tuple[float, ...]:
    """Return the shares of a tally: its three stubs, then its figures.

    `code`: the part of the page that its widest code needs. Labels give it what they can spare.
    """
    label = _rest(2 * _CODE + figures * _FIGURE, _LABEL)
    more = _more(code, label)
    return (_CODE + more, _CODE, label - more, *(_FIGURE,) * figures)


def tallies_shares(figures: int, code: float = 0.0, *, labelled: bool) -> tuple[float, ...]:
    """Return the shares of tallies side by side: code, label if they have one, figures."""
    numbers = (_FIGURE,) * figures
    if labelled:
        label = _rest(_CODE + sum(numbers), _LABEL)
        more = _more(code, label)
        return (_CODE + more, label - more, *numbers)
    return (_rest(sum(numbers), _LABEL), *numbers)


def crosstab_shares(figures: int, *, named: bool) -> tuple[float, ...]:
    """Return the shares of a cross table: its places, what a row has if that is said, figures."""
    names = (_CROSS_NAME,) * named
    numbers = (_CROSS_FIGURE,) * figures
    return (_rest(sum(names) + sum(numbers), _CROSS_STUB), *names, *numbers)


def _more(code: float, label: float) -> float:
    """Return what a code's column has over its usual share."""
    return max(0.0, min(code * _WHOLE - _CODE, label - _LABEL))


def _rest(taken: float, least: float) -> float:
    return max(least, _WHOLE - taken)
