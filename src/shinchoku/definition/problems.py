"""What is wrong with a definition, as values: file, key path or table row, and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from shinchoku.definition.tables import Table, TableRow
from shinchoku.messages import say
from shinchoku.model import PageBreak

_LIKE_NUMBER = re.compile(r"[\d\-/.:年月日]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right in the definition."""

    file: str
    where: str  # key path, or table row and column; "" for the whole file
    message: str

    def __str__(self) -> str:
        return (
            f"{self.file} {self.where}: {self.message}"
            if self.where
            else (f"{self.file}: {self.message}")
        )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest known name, or ""."""
    near = get_close_matches(name, sorted(known), n=1)
    return say("did_you_mean", name=near[0]) if near else ""


@dataclass
class Register:
    """The master's tables while they are read: problems found so far, and who used which id."""

    tables: Mapping[str, Table]
    problems: list[Problem] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)  # id -> where it was first used

    def rows(self, name: str) -> tuple[TableRow, ...]:
        """Return a table's rows; none where the table is missing."""
        table = self.tables.get(name)
        return table.rows if table else ()

    def ids(self, name: str) -> set[str]:
        """Return the ids of a table."""
        return {row.cells.get("id", "") for row in self.rows(name)}

    def report(self, table: str, row: TableRow, column: str, key: str, /, **words: object) -> None:
        """Note a problem of one row."""
        where = say("definition.row", number=row.number, column=column).rstrip()
        self.problems.append(Problem(self.tables[table].file, where, say(key, **words)))

    def claim(self, table: str, row: TableRow) -> str:
        """Take a row's id: it must be there, unlike a date or a number, and unused."""
        identifier = row.cells.get("id", "")
        where = f"{self.tables[table].file} {say('definition.row', number=row.number, column='')}"
        if not identifier:
            self.report(table, row, "id", "definition.no_id")
        elif _LIKE_NUMBER.fullmatch(identifier):
            self.report(table, row, "id", "definition.bad_id", id=identifier)
        elif identifier in self._seen:
            first = self._seen[identifier]
            self.report(table, row, "id", "definition.duplicate_id", id=identifier, first=first)
        self._seen.setdefault(identifier, where.rstrip())
        return identifier

    def resolve(self, table: str, row: TableRow, column: str, target: str) -> None:
        """Check that a cell names a row of another table."""
        identifier = row.cells.get(column, "")
        known = self.ids(target)
        if identifier not in known:
            words = {"column": column, "id": identifier, "table": target}
            self.report(table, row, column, "definition.unknown_reference", **words)

    def page_break(self, table: str, row: TableRow) -> PageBreak:
        """Read what the editor says about a page break at a row."""
        text = row.cells.get("page_break", "")
        if text == "before":
            return "before"
        if text == "avoid":
            return "avoid"
        if text:
            words = {"column": "page_break", "text": text}
            self.report(table, row, "page_break", "definition.bad_override", **words)
        return ""
