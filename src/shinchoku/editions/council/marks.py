"""What formulas count in: hidden columns of the list of entries.

A line has the number of its code, and in each division that of its place: a count is a COUNTIFS of
two numbers. They move with their line when somebody sorts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from shinchoku.editions.council import formulas
from shinchoku.editions.council.counted import Counted, Division
from shinchoku.editions.council.entries import FIRST, Asked, EntrySheet
from shinchoku.editions.manuscript import Manuscript
from shinchoku.model import Column, Subset, is_meant, place_of
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name


@dataclass(kw_only=True)
class Marks:
    """Adds to a list what one count is made from; `codes` are where its codes stand."""

    manuscript: Manuscript
    counted: Counted
    list_: EntrySheet
    title: str
    codes: str

    @cached_property
    def lines(self) -> Sequence[tuple[int, Asked]]:
        """The lines that count, whatever they say, each with its index in the list."""
        counted, merged = self.counted, self.manuscript.merged
        return [
            (index, each)
            for index, each in enumerate(self.list_.entries.asked)
            if (each.is_first or counted.column.per_line)
            and not each.entry.repeat_of
            and is_meant(merged, counted.form, each.entry, counted.spec.where)
        ]

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """The number of the code that each of these lines says, 0 for none."""
        column = self.counted.column
        known = {code: number for number, code in enumerate(column.codes, 1)}
        merged = self.manuscript.merged
        return {
            index: known.get(merged.text_of(column, each.entry, each.line), 0)
            for index, each in self.lines
        }

    @cached_property
    def of_codes(self) -> str:
        """The column of these numbers."""
        said = self.list_.entries.place(self.counted.column)
        self.list_.offer(said, self.codes)
        return self._column(
            self.title,
            (
                (index, number, formulas.chosen(_cell(index, said), self.codes))
                for index, number in self.numbers.items()
            ),
        )

    def of_places(self, division: Division, numbered: Mapping[str, int], live: str = "") -> str:
        """Return the column of the numbers of places, which `numbered` has.

        `live` makes the formula of a place's number, of the {cell} that says it.
        """
        column = self._own_column(division)
        merged, form = self.manuscript.merged, self.counted.form

        def cells() -> Iterator[tuple[int, int, str]]:
            for index, each in self.lines:
                number = numbered.get(place_of(merged, form, division.by, *each), 0)
                formula = ""
                if live and column and (each.is_first or column.per_line):
                    cell = _cell(index, self.list_.entries.place(column))
                    formula = live.replace("{cell}", cell)
                yield index, number, formula

        return self._column(f"{self.title} {division.name}", cells())

    def _own_column(self, division: Division) -> Column | None:
        form = self.counted.form
        names = {column.id: column for column in form.columns}
        column = names.get(division.by)
        return column if column and division.by not in form.path else None

    def of_subset(self, subset: Subset) -> str:
        """Return the column that says which lines are of a subset."""
        merged, form = self.manuscript.merged, self.counted.form
        return self._column(
            f"{self.title} {subset.label}",
            (
                (index, int(is_meant(merged, form, each.entry, subset.where)), "")
                for index, each in self.lines
            ),
        )

    def of_choices(self, column: Column, choices: str) -> str:
        """Return the column that says which of some choices stands beside the code."""
        place = self.list_.entries.place(column)
        known = {choice: number for number, choice in enumerate(column.choices, 1)}
        merged = self.manuscript.merged

        def cells() -> Iterator[tuple[int, int, str]]:
            for index, each in self.lines:
                number = known.get(merged.text_of(column, each.entry, each.line), 0)
                stands = each.is_first or column.per_line
                formula = formulas.chosen(_cell(index, place), choices)
                yield index, number, formula if stands else ""

        return self._column(f"{self.title} {column.title}", cells())

    def _column(self, title: str, cells: Iterator[tuple[int, int, str]]) -> str:
        return self.list_.hidden(title, cells)


def _cell(index: int, column: int) -> str:
    return cell_name(FIRST + index + 1, column + 1)
