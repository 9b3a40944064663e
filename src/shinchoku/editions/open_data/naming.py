"""What tables and columns of open data are called: files for programs, headings for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from shinchoku.editions.levels import level_name
from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.open_data.cells import Cells
from shinchoku.editions.open_data.table import ID, Cell, Field, Kind
from shinchoku.model import Column, Form
from shinchoku.model.calendar import in_western_years
from shinchoku.normal import canonical, in_one_line
from shinchoku.records import dataclass


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Names what a round's tables hold, in its language."""

    manuscript: Manuscript
    cell: Cells

    def own(
        self,
        name: str,
        kind: Kind = "text",
        *,
        unit: str = "",
        required: bool = False,
        refers: str = "",
        codes: tuple[tuple[str, str], ...] = (),
        **values: object,
    ) -> Field:
        """Return a column that is the data's own: its words stand in the catalogue."""
        say = self.manuscript.say
        return Field(
            heading=say(f"open_data.head.{name}", **values),
            kind=kind,
            unit=unit,
            about=say(f"open_data.about.{name}", **values),
            codes=codes,
            required=required,
            refers=refers,
        )

    def id(self, name: str) -> Field:
        """Return the column of a table's key, of which the catalogue says what it is."""
        about = self.manuscript.say(f"open_data.about.{name}")
        return Field(heading=ID, about=about, required=True)

    @cached_property
    def common(self) -> tuple[tuple[Field, Cell], ...]:
        """The columns that every table begins with, and what stands in them."""
        return tuple(self._common())

    @property
    def common_fields(self) -> tuple[Field, ...]:
        """The columns alone."""
        return tuple(field for field, _ in self.common)

    @property
    def common_cells(self) -> tuple[Cell, ...]:
        """What stands in them, in any row."""
        return tuple(value for _, value in self.common)

    def _common(self) -> Iterator[tuple[Field, Cell]]:
        about, data = self.manuscript.definition.round, self.manuscript.definition.open_data
        if data.code:
            yield self.own("code", required=True), data.code
        if name := data.name or about.issuer:
            yield self.own("name", required=True), self.cell(name)
        if about.year:
            yield self.own("year", "whole", required=True), about.year

    def file(self, *parts: str) -> str:
        """Return a table's name: ASCII, the same every year but for the year."""
        about, data = self.manuscript.definition.round, self.manuscript.definition.open_data
        known = (data.code, str(about.year or ""), *parts)
        return "_".join(filter(None, known)).lower()

    def form_file(self, form: Form, what: str) -> str:
        """Return the name of a form's table."""
        number = self.manuscript.definition.forms.index(form) + 1
        return self.file(form.id if form.id.isascii() else f"form{number}", what)

    def heading(self, column: Column) -> str:
        """Return what a form's column is called: in one line, its years as 2022, with its unit."""
        parts = (in_one_line(part) for part in (column.parent, column.header or column.id))
        text = self.cell(in_western_years(" ".join(filter(None, parts))))
        return self.with_unit(text, column.number.unit if column.number else "")

    def with_unit(self, heading: str, unit: str) -> str:
        """Return a heading with its unit, where it does not say it already."""
        if not unit or canonical(f"({unit})") in canonical(heading):
            return heading
        return self.manuscript.say("open_data.with_unit", heading=heading, unit=self.cell(unit))

    def level(self, form: Form, level: str) -> str:
        """Return what a level is called: as the definition says, or as its form prints it."""
        return self.cell(in_western_years(level_name(form, level, self.manuscript.say)))


def told_apart(headings: Iterable[str]) -> Iterator[str]:
    """Yield headings, those that were there before with a number."""
    seen: set[str] = set()
    for heading in headings:
        number, name = 1, heading
        while name in seen:
            number += 1
            name = f"{heading}（{number}）"
        seen.add(name)
        yield name
