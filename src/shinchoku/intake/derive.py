"""What is computed of what came back: merged answers go in, and come out with it.

Nothing that somebody typed over a computed cell is read.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from shinchoku.model import (
    Column,
    Computed,
    Definition,
    Entry,
    Form,
    Key,
    Line,
    Merged,
    Origin,
    Value,
    compute,
    computed_on,
)

_NOWHERE = Origin("")


def derive(definition: Definition, merged: Merged) -> Merged:
    """Return the merged answers with the values of every computed column.

    An entry of which nothing came has none.
    """
    shown, numbers = dict(merged.shown), dict(merged.numbers)
    derived: set[Key] = set()
    for form in definition.every_form:
        may_be = form.computed or any(line.sum for line in form.lines)
        for _, entry in definition.entries(form) if may_be else ():
            if merged.is_missing(entry):
                continue
            for column, line in _places(form, entry):
                key, found = Key(line.id, column.id), _computed(form, column, entry, line, merged)
                shown[key] = Value(found.text, _NOWHERE)
                if found.value is not None:
                    numbers[key] = found.value
                if not entry.repeat_of:
                    derived.add(key)
    if not derived:
        return merged
    return replace(merged, shown=shown, numbers=numbers, derived=frozenset(derived))


def _places(form: Form, entry: Entry) -> list[tuple[Column, Line]]:
    """Return where something is computed for an entry."""
    return [(column, line) for line in entry.lines for column in computed_on(form, entry, line)]


def _computed(form: Form, column: Column, entry: Entry, line: Line, merged: Merged) -> Computed:
    def number_of(operand: Column, on: Line) -> Decimal | None:
        return merged.number_of(operand, entry, on)

    return compute(form, column, entry, line, number_of)
