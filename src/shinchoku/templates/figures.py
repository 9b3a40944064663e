"""A cell of a number column as formulas see it: what will be read of it, and whether it can be.

In go the cell, its scale and what stands in it; out come references to hidden cells, each with what
it gives. The spellings are those of `model.numbers`, and so is what comes of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from shinchoku.model import Figure, NumberKind, Scale
from shinchoku.model.numbers import DIGITS, LONGEST, NOISE, NUMERIC, PLAIN, affixes, steps
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.templates.live import (
    Choices,
    Keep,
    Live,
    Truth,
    all_of,
    is_given,
    is_not,
    is_one_of,
    joined,
    literal,
    squeezed,
)
from shinchoku.words import Words

Lister = Callable[[Sequence[str]], Choices]
"""Puts texts into hidden cells and returns where they are."""

_TEXT, _NUMBER = "\ue000", "\ue001"  # where a told text has what is typed, and what is read
_SHOWN = 30  # characters of what is typed


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """What formulas know of a number's cell.

    `units` refers to the number in units of its last digit, "" for none; `told` says what is read,
    where that is not as typed.
    """

    units: str
    figure: Figure
    is_none: Truth
    is_other_unit: Truth
    is_out_of_range: Truth
    is_told: Truth
    told: Live


_NEVER = Truth("FALSE", value=False)
NO_FIGURE = LiveFigure("", Figure(""), _NEVER, _NEVER, _NEVER, _NEVER, literal(""))
"""Stands where only the texts of a status are asked for."""


def live_figure(
    cell: Live, kind: NumberKind, scale: Scale, lister: Lister, keep: Keep, say: Words
) -> LiveFigure:
    """Return what formulas know of a cell; `keep` takes the steps of reading it."""
    figure = kind.figure(scale, cell.value)
    cell = Live(cell.formula, written(cell.value, figure))
    rest = _rest(cell, scale, lister, keep)
    minus = f'IF(LEFT({rest.formula},1)="-",MID({rest.formula},2,99),{rest.formula})'
    unsigned = rest.value.removeprefix("-")
    amount = Live(keep(minus, unsigned), unsigned)
    read = f'IFERROR(IF(LEFT({rest.formula},1)="-",-1,1)*{_number(amount.formula)},"")'
    number = keep(f"IF(ISNUMBER({cell.formula}),{cell.formula},{read})", _float(figure.exact))
    shift = 10**scale.digits
    cut = f"ROUND(ROUND({number},{scale.digits + NOISE}),{scale.digits})"
    least, most = (f"{bound * shift:f}" for bound in kind.bounds(scale))
    rounded = f"ROUND({cut}*{shift},0)"
    inside = f'IF(AND({rounded}>={least},{rounded}<={most}),{rounded},"")'
    whole = None if figure.value is None else figure.value * shift
    units = keep(f'IF(ISNUMBER({number}),{inside},"")', _float(whole))
    is_number = Truth(f"ISNUMBER({number})", figure.exact is not None)
    accepted = Truth(f"ISNUMBER({units})", figure.value is not None)
    stands_in = is_one_of(cell, lister([p for each in kind.unmeasured for p in _plain(each)]))
    unread = [is_given(cell), is_not(stands_in), is_not(is_number)]
    is_amount = _is_amount(amount)
    return LiveFigure(
        units,
        figure,
        is_none=all_of([*unread, is_not(is_amount)]),
        is_other_unit=all_of([*unread, is_amount]),
        is_out_of_range=all_of([is_number, is_not(accepted)]),
        is_told=all_of([accepted, *_is_read(cell, rest, figure)]),
        told=_told(cell, units, scale, figure, say),
    )


def is_typed_number(figure: Figure) -> bool:
    """Whether a cell holds a number, not a text that one is read of."""
    return figure.exact is not None and figure.as_typed


def written(text: str, figure: Figure) -> str:
    """Return what formulas see of what is typed: of a number its digits."""
    return f"{figure.exact.normalize():f}" if figure.exact and is_typed_number(figure) else text


def _plain(text: str) -> tuple[str, str]:
    return "".join(text.split()), canonical(text)


def _float(value: Decimal | None) -> float | str:
    return "" if value is None else float(value)


def _rest(cell: Live, scale: Scale, lister: Lister, keep: Keep) -> Live:
    """Return what is left of a text when all that may stand around a number is gone."""
    formula = f"CLEAN({cell.formula})"
    for typed, meant in PLAIN.items():
        formula = f'SUBSTITUTE({formula},"{typed}","{meant}")'
    before, behind = (lister(texts).reference for texts in affixes(scale.unit))
    plain, headless, rest = steps(cell.value, scale.unit)
    whole = keep(formula, plain)
    begun = keep(f"MID({whole},1+{_longest('LEFT', before, whole)},99)", headless)
    tail = _longest("RIGHT", behind, begun)
    return Live(keep(f"LEFT({begun},LEN({begun})-{tail})", rest), rest)


def _longest(end: str, texts: str, cell: str) -> str:
    """Return the length of the longest of some texts that stands at an end of a cell."""
    return f"SUMPRODUCT(MAX(EXACT({texts},{end}({cell},LEN({texts})))*LEN({texts})))"


def _number(amount: str) -> str:
    """Return the number that an amount without sign is, an error or "" for none.

    It is one if what is made of its digits again is its text: VALUE alone takes dates, too.
    """
    point = f'FIND(".",{amount}&".")'
    whole, part = f"LEFT({amount},{point}-1)", f"MID({amount},{point}+1,99)"
    digits = f'SUBSTITUTE({whole},",","")'
    value = f"VALUE({digits})"
    spelled = f'OR(EXACT({whole},TEXT({value},"0")),EXACT({whole},TEXT({value},"#,##0")))'
    decimals = f'EXACT(1&{part},TEXT(VALUE(1&{part}),"0"))'
    length = f'LEN({amount})=LEN({whole})+LEN({part})+({part}<>"")'
    short = f'LEN({digits})+LEN({part})<={LONGEST},LEFT({amount},1)<>"-"'
    number = f'VALUE({digits}&"."&{part}&"0")'
    return f'IF(AND({spelled},{decimals},{length},{short}),{number},"")'


def _is_amount(amount: Live) -> Truth:
    """Whether what is left without its sign begins with a digit and ends as no number does."""
    ends = (("LEFT", DIGITS), ("RIGHT", NUMERIC))
    first, last = (f'ISNUMBER(FIND({end}({amount.formula},1),"{known}"))' for end, known in ends)
    value = amount.value[:1] in DIGITS and amount.value[-1:] not in NUMERIC  # "" is in every text
    return Truth(f"AND({first},NOT({last}))", value)


def _is_read(cell: Live, rest: Live, figure: Figure) -> list[Truth]:
    """Whether a cell's text has more than the digits that are read of it."""
    typed = squeezed(cell)
    same = Truth(f"EXACT({rest.formula},{typed.formula})", rest.value == typed.value)
    is_text = bool(cell.value) and not is_typed_number(figure)
    return [Truth(f"ISTEXT({cell.formula})", is_text), is_not(same)]


def _told(cell: Live, units: str, scale: Scale, figure: Figure, say: Words) -> Live:
    """Say what is read of a text."""
    shift, code = 10**scale.digits, scale.number_format
    live = {
        _TEXT: Live(f"LEFT(CLEAN({cell.formula}),{_SHOWN})", cell.value.replace("\n", "")[:_SHOWN]),
        _NUMBER: Live(f'TEXT({units}/{shift},"{code}")', figure.text),
    }
    pieces = re.split(f"([{_TEXT}{_NUMBER}])", say("status.read_as", text=_TEXT, value=_NUMBER))
    return joined(live.get(piece) or literal(piece) for piece in pieces if piece)
