"""Tallies: what is counted or added up, and by what."""

from typing import Annotated

from pydantic import Field

from shinchoku.definition.schema.base import (
    COLUMN_OF,
    Id,
    ShortText,
    Spec,
    Text,
    either,
    key,
)


class SubsetSpec(Spec):
    """Some of what a tally counts, counted once more."""

    id: Id = key("Its name in texts and parts.", "key")
    label: ShortText = key("Above its counts.", "うち重点")
    where: Annotated[dict[str, Annotated[list[Text], Field(min_length=1)]], Field(min_length=1)] = (
        key("As `where` of a tally.", {"priority": ["重点"]})
    )


class TallySpecification(Spec):
    """A count of the choices of one column, or the sum of the numbers of one; repeats left out."""

    model_config = either(["column"], ["sum"])
    id: Id = key("Its name.", "grades")
    column: Annotated[str, Field(pattern=COLUMN_OF)] | None = key(
        "What is counted: form.column, of a column with a scale or choices.",
        "items.grade",
        default=None,
    )
    sum: Annotated[str, Field(pattern=COLUMN_OF)] | None = key(
        "What is added up, where nothing is counted: form.column, of a column of numbers in one unit, no percentages.",
        "projects.spent",
        default=None,
    )
    lines: Annotated[list[Id], Field(min_length=1)] | None = key(
        "Of a `sum` on fixed lines: which of them are added up.", ["all"], default=None
    )
    breakdown: dict[str, Id] = key(
        "Grade or choice -> the column with choices (no scale) that divides its count; both per line, or both per entry.",
        {"B": "reason"},
        default={},
    )
    by: list[Id] = key(
        "Levels of the form's path, `department`, or columns (by the master, or chosen in), for each of whose nodes or texts it is counted, too. A `crosstab` prints them.",
        ["plan"],
        default=[],
    )
    subsets: list[SubsetSpec] = key(
        "What is counted beside it: parts of it, each by a `where` of its own.",
        [{"id": "key", "label": "うち重点", "where": {"priority": ["重点"]}}],
        default=[],
    )
    where: dict[str, Annotated[list[Text], Field(min_length=1)]] = key(
        "Column (by the master, or one that is chosen in) -> texts, one of which an entry must have to be counted.",
        {"priority": ["重点"]},
        default={},
    )
    digits: Annotated[int, Field(ge=0, le=6)] | None = key(
        "Decimals of its percentages, if not `rules.digits`.", 1, default=None
    )
