"""What is wrong with a definition, as values: file, key path or table row, and words.

Only causes are told: what names a table or a column that is missing itself is passed over, and a
name that many rows get wrong is one problem.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace

from shinchoku.definition.tables import Table, TableRow
from shinchoku.failures import Problem
from shinchoku.model import PageBreak
from shinchoku.normal import canonical, in_one_line
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.words import EMPTY, Listed, Message, Text, Word, sentences

_LIKE_NUMBER = re.compile(r"[\d\-/.:年月日]+")
_PAGE_BREAKS: Mapping[str, PageBreak] = {"": "", "before": "before", "avoid": "avoid"}
_MOST_ALIKE = 5  # problems of one kind in a column, each of which may have a cause of its own
_ID = re.compile(r"[\w.\-]{1,40}")


def and_more(message: Text, count: int) -> Text:
    """Return a message with how many further rows it is true of."""
    return sentences(message, Message("definition.more_rows", count=count) if count else "")


def did_you_mean(name: str, known: Iterable[str]) -> Text:
    """Return a sentence that offers the nearest known name, or nothing."""
    near = nearest(name, known)
    return Message("did_you_mean", name=near) if near else EMPTY


def place_in(table: Table, number: int, column: str = "") -> Message:
    """Return how a clerk finds a row of a table by its number, or its cell in a column.

    Where the ids of columns are hidden, the cell is named as Excel names it.
    """
    heading = in_one_line(table.headings.get(column, ""))
    if heading:
        cell = cell_name(number, table.header.index(column) + 1)
        return Message("definition.named_cell", cell=cell, heading=heading)
    if column:
        return Message("definition.cell", number=number, column=column)
    return Message("definition.row", number=number)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like one that is not; "" where none is."""
    from difflib import get_close_matches  # only where something is wrong

    named = {canonical(each).casefold(): each for each in sorted(known, reverse=True)}
    near = get_close_matches(canonical(name).casefold(), named, n=1)
    return named[near[0]] if near else ""


@dataclass
class Register:
    """The master's tables while they are read: problems found so far, and who used which id."""

    tables: Mapping[str, Table]
    problems: list[Problem] = field(default_factory=list)
    lacking: set[tuple[str, str]] = field(default_factory=set)  # table and column that is not there
    whole: bool = True  # whether every table is there
    _seen: dict[str, tuple[str, TableRow]] = field(default_factory=dict)  # canonical -> table, row
    _alike: dict[tuple[str, str, str], list[Problem]] = field(default_factory=dict)
    _unknown: dict[tuple[str, str, str, str], list[TableRow]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing wrong has been found so far."""
        return not self.problems and not self._unknown

    @property
    def is_whole(self) -> bool:
        """Whether every table and column is there, so that names can be looked up."""
        return self.whole and not self.lacking

    def rows(self, name: str) -> tuple[TableRow, ...]:
        """Return a table's rows; none where the table is missing."""
        table = self.tables.get(name)
        return table.rows if table else ()

    def has(self, table: str, column: str) -> bool:
        """Whether a column that should be there is."""
        return table in self.tables and (table, column) not in self.lacking

    def ids(self, name: str) -> set[str]:
        """Return the ids of a table."""
        return {row.cells.get("id", "") for row in self.rows(name)} - {""}

    def report(self, table: str, row: TableRow, column: str, key: str, /, **values: Word) -> None:
        """Note a problem of one row."""
        problem = self._problem(table, row, column, Message(key, **values))
        self.problems.append(problem)
        self._alike.setdefault((table, column, key), []).append(problem)

    def _problem(self, table: str, row: TableRow, column: str, message: Text) -> Problem:
        found = self.tables[table]
        return Problem(found.file, place_in(found, row.number, column), message)

    def claim(self, table: str, row: TableRow, line_id: str = "") -> str:
        """Take a row's id, or one that is made of it: there, unused, no date or number to Excel."""
        identifier = line_id or row.cells.get("id", "")
        plain = canonical(identifier)
        if not identifier:
            if self.has(table, "id"):
                self.report(table, row, "id", "definition.no_id")
        elif plain in self._seen:
            self._report_same(table, row, identifier, *self._seen[plain])
        elif self.is_wide(table, row, "id"):
            pass  # and told
        elif _LIKE_NUMBER.fullmatch(identifier):
            self.report(table, row, "id", "definition.bad_id", id=identifier)
        elif not _ID.fullmatch(identifier):
            self.report(table, row, "id", "definition.no_name", id=identifier)
        self._seen.setdefault(plain, (table, row))
        return identifier

    def is_wide(self, table: str, row: TableRow, column: str) -> bool:
        """Whether a name has full-width letters or blanks, which is told."""
        name = row.cells.get(column, "")
        if (plain := canonical(name)) == name:
            return False
        self.report(table, row, column, _unlike(name), id=name, column=column, plain=plain)
        return True

    def _report_same(
        self, table: str, row: TableRow, identifier: str, other: str, first: TableRow
    ) -> None:
        known = first.cells["id"]
        found = self.tables[other]
        place = Listed((found.file, place_in(found, first.number)), "blank")
        # A fixed line's id stands in no cell: the row that has it is called otherwise.
        same = known == identifier or canonical(known) != canonical(identifier)
        key = "definition.duplicate_id" if same else "definition.same_id"
        others = {} if same else {"other": known}
        self.report(table, row, "id", key, id=identifier, first=place, **others)

    def resolve(
        self, table: str, row: TableRow, column: str, target: str, known: Collection[str]
    ) -> bool:
        """Check that a cell names one of a table's known names."""
        identifier = row.cells.get(column, "")
        if identifier in known:
            return True
        if self.has(table, column) and self.has(target, "id"):
            self.unknown(table, row, column, identifier, target)
        return False

    def unknown(self, table: str, row: TableRow, column: str, identifier: str, target: str) -> None:
        """Note that a cell names what a table does not have."""
        self._unknown.setdefault((table, column, identifier, target), []).append(row)

    def finish(self, known: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
        """Return all problems; `known` are the names of each table."""
        empty = dict.fromkeys(target for *_, id_, target in self._unknown if id_)
        for target in (name for name in empty if not known[name]):
            message: Text = Message("definition.empty_table")
            self.problems.append(Problem(self.tables[target].file, "", message))
        wide = {name: {canonical(id_) for id_ in known[name]} - {*known[name]} for name in empty}
        for (table, column, identifier, target), rows in self._few_unknown():
            words = {"column": column, "id": identifier, "table": target}
            plain = canonical(identifier)
            if not identifier:
                message = Message("definition.no_reference", **words)
            elif not known[target] or plain in wide[target]:
                continue  # what it names is told of itself
            elif plain in known[target]:
                message = Message(_unlike(identifier), plain=plain, **words)
            else:
                meant = self._called(target, identifier) or did_you_mean(identifier, known[target])
                message = Message("definition.unknown_reference", **words) + meant
            message = and_more(message, len(rows) - 1)
            self.problems.append(self._problem(table, rows[0], column, message))
        self._unknown = {}
        return tuple(self._few())

    def _few_unknown(self) -> Iterator[tuple[tuple[str, str, str, str], list[TableRow]]]:
        """Yield what rows name in vain; where hardly any name is right, the first has all rows."""
        columns: dict[tuple[str, str, str], list[str]] = {}
        for table, column, identifier, target in self._unknown:
            columns.setdefault((table, column, target), []).append(identifier)
        for (table, column, target), names in columns.items():
            found = [self._unknown[table, column, name, target] for name in names]
            if len(names) > _MOST_ALIKE:
                found = [[row for rows in found for row in rows]]
            for name, rows in zip(names, found, strict=False):
                yield (table, column, name, target), rows

    def _few(self) -> Iterator[Problem]:
        """Yield the problems; of many rows with the same one, the first: they have one cause."""
        firsts: dict[int, int] = {}  # of those that stand for others: how many
        others: set[int] = set()
        for problems in self._alike.values():
            if len(problems) > _MOST_ALIKE:
                firsts[id(problems[0])] = len(problems) - 1
                others |= set(map(id, problems[1:]))
        for problem in self.problems:
            if id(problem) not in others:
                count = firsts.get(id(problem), 0)
                yield replace(problem, message=and_more(problem.message, count))

    def _called(self, table: str, name: str) -> Text:
        """Return a sentence that offers the id of what is called so, or nothing."""
        rows = (row.cells for row in self.rows(table) if row.cells.get("id"))
        ids = (cells["id"] for cells in rows if name in {cells.get("name"), cells.get("title")})
        return next((Message("did_you_mean", name=id_) for id_ in ids), EMPTY)

    def check_page_break(self, table: str, row: TableRow) -> None:
        """Check what the editor says about a page break at a row."""
        text = row.cells.get("page_break", "")
        if text not in _PAGE_BREAKS:
            allowed = Listed(filter(None, _PAGE_BREAKS))
            key, column = "definition.bad_override", "page_break"
            self.report(table, row, column, key, column=column, text=text, allowed=allowed)


def page_break(row: TableRow) -> PageBreak:
    """Return what the editor says about a page break at a row."""
    return _PAGE_BREAKS.get(row.cells.get("page_break", ""), "")


def _unlike(identifier: str) -> str:
    """Return what to say of a name that is another only by blanks, or by full-width letters."""
    blank = identifier != identifier.strip() and canonical(identifier) == identifier.strip()
    return "definition.outer_blank" if blank else "definition.full_width"
