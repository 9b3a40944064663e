"""What can be wrong with a definition: named operators on plain data, and one that applies some.

An operator changes a Drawn in place, or raises Inapplicable where there is nothing to change.
What comes of it need not be wrong: a definition that loads must be compiled all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

import master_mutants
import report_mutants
from random_definitions import Drawn
from random_texts import Dice
from thing_to_change import Inapplicable, Operator

OPERATORS: Mapping[str, Operator] = {
    operator.__name__: operator
    for operator in (*report_mutants.OPERATORS, *master_mutants.OPERATORS)
}
_MOST_TRIES = 60
_OUT_OF_SHAPE = (KeyError, TypeError, AttributeError, IndexError, ValueError)
"""What an operator meets where another has left a text for a table, or no such key."""


def mutate(drawn: Drawn, dice: Dice, turn: int) -> list[str]:
    """Apply one to three operators; return their names. The first is that whose turn it is."""
    names, applied = list(OPERATORS), list[str]()
    wanted = dice.choice([1, 1, 2, 3])
    turns = (names[(turn + more) % len(names)] for more in range(len(names)))
    for _ in range(_MOST_TRIES):
        name = dice.choice(names) if applied else next(turns)
        before = deepcopy((drawn.report, drawn.tables))
        try:
            OPERATORS[name](drawn, dice)
        except (Inapplicable, *_OUT_OF_SHAPE):
            drawn.report, drawn.tables = before
            continue
        applied.append(name)
        if len(applied) == wanted:
            break
    return applied
