"""Total rows of a table, as report.toml says them."""

from typing import Annotated

from pydantic import Field

from shinchoku.definition.schema.base import Id, ShortText, Spec, key


class TotalSpec(Spec):
    """Total rows of a table: sums of its columns of numbers, ratios and differences anew."""

    level: Id | None = key(
        "A level of the form's path: below the entries of each of its nodes. Without it, below all entries.",
        "plan",
        default=None,
    )
    label: ShortText = key("What the row is called; with a level, words as of a bar.", "{title} 計")
    columns: Annotated[list[Id], Field(min_length=1)] | None = key(
        "The printed columns of numbers that have a figure in it. Without it, all those that can be added up: of one unit that report.toml says, no percentages; and ratios and differences of such columns.",
        ["y5", "y6"],
        default=None,
    )
    lines: Annotated[list[Id], Field(min_length=1)] | None = key(
        "Of a form with fixed lines, those that have a row; without it, all of them.",
        ["all"],
        default=None,
    )
