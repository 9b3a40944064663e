"""What a table of open data is: columns that say of themselves what they hold, and rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from shinchoku.records import dataclass

ID = "ID"
"""The heading of every table's key, in every language; it names a row where one is changed."""

Kind = Literal["text", "whole", "number"]
Cell = str | int | Decimal | None
"""None and "" are an empty cell; a Decimal has the decimals that it is printed with."""


class Field(NamedTuple):
    """A column. `codes` are all that may stand in it, with their labels; empty where anything may.

    `refers` is the table whose ID stands in it.
    """

    heading: str
    kind: Kind = "text"
    unit: str = ""
    about: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    required: bool = False
    refers: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One file. `name` is its ASCII name without ending, `title` what people call it."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Sequence[tuple[Cell, ...]]

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


def shown(cell: Cell) -> str:
    """Return a cell as it is written: a number with a point and a minus, and no commas."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)
