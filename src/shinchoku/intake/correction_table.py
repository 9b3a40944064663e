"""The table of corrections as it was written: a plain one, or the form that `corrections` makes.

In goes a folder; out comes a Table whose columns have the names of COLUMNS, whichever of their
names they were written with. In a form the current value is a formula: where a program has left it
without a result, it is what the form showed when it was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from shinchoku.definition.tables import NoText, Table, TableRow, read_sheets
from shinchoku.model import Column, Definition, Form
from shinchoku.normal import canonical
from shinchoku.sheets import CellKind
from shinchoku.words import words

NAME = "corrections"
COLUMNS = ("item", "column", "before", "after", "who", "reason")
TYPED = ("item", "column", "after", "who", "reason")  # in a form; what is there shows the rest
SHOWN, LISTS = "_values", "_lists"  # the form's hidden sheets: what it shows, its drop-downs
SHOWN_ID, SHOWN_NAME, SHOWN_PAGE, SHOWN_FORM = "*id", "*name", "*page", "*form"
NOT_ASKED = "*none"  # the value of a column that a line does not answer
_LISTED = {"item": "item", "column": "corrected", "before": "before", "reason": "why"}


class Written(NamedTuple):
    """A table of corrections, and whether its file is a form with nothing beside it."""

    table: Table
    form_alone: bool


def read_rows(folder: Path, name: str, definition: Definition) -> Written | None:
    """Read `folder`/<name>.csv or .xlsx; None where neither is there. Raises TableError."""
    language = definition.round.language

    def is_header(texts: Collection[str]) -> bool:
        ids = _ids(language)
        return {*COLUMNS} <= {ids.get(canonical(text), "") for text in texts}

    sheets = read_sheets(folder, name, is_header)
    if not sheets:
        return None
    table = _in_ids(sheets[0], _ids(language))
    shown = next((sheet for sheet in sheets[1:] if sheet.name == SHOWN), None)
    if shown is None:
        return Written(table, form_alone=False)
    alone = {SHOWN, LISTS} == {sheet.name for sheet in sheets[1:]}
    return Written(_filled(table, shown, definition), alone)


def headings(form: Form) -> Mapping[str, str]:
    """Return each answered column's printed heading by its id, told apart where two are alike."""
    every = {column.id: column.title for column in form.answered}
    for tell_apart in (below_parent, _with_id):
        counts = Counter(every.values())
        twice = [c for c in form.answered if counts[every[c.id]] > 1]
        every |= {column.id: tell_apart(column) for column in twice}
    return every


def below_parent(column: Column) -> str:
    """Return a column's header behind the one above it."""
    return " ".join(f"{column.parent} {column.header}".split())


def _with_id(column: Column) -> str:
    return f"{below_parent(column)} ({column.id})"


def names_of(parts: Iterable[str], language: str) -> frozenset[str]:
    """Return how a form calls its columns: some by their names in words, the hidden ones by ids."""
    say = words(language)
    return frozenset(say(f"correction.{part}") if part[0] != "*" else part for part in parts)


@lru_cache(maxsize=1)
def _ids(language: str) -> Mapping[str, str]:
    """Return the columns by every name: their own, the form's, that of the list of corrections."""
    say = words(language)
    names = {name: name for name in COLUMNS}
    names |= {say(f"correction.{name}"): name for name in COLUMNS}
    names |= {say(f"column.{_LISTED.get(name, name)}"): name for name in COLUMNS}
    return {canonical(name): column for name, column in names.items()}


def _in_ids(table: Table, ids: Mapping[str, str]) -> Table:
    """Return a table with ids for names; its faults call a column what whoever wrote it reads."""

    def named(name: str) -> str:
        return ids.get(canonical(name), name)

    return replace(
        table,
        header=tuple(map(named, table.header)),
        rows=tuple(
            TableRow(row.number, {named(name): text for name, text in row.cells.items()})
            for row in table.rows
        ),
        faults=tuple(f for f in table.faults if not f.column or canonical(f.column) in ids),
    )


def _filled(table: Table, shown: Table, definition: Definition) -> Table:
    """Return a form's rows in which anything was typed, with the values that it shows."""
    ids = _ids(definition.round.language)
    unworked = {fault for fault in table.faults if _is_unworked(fault, ids)}
    without = {fault.row for fault in unworked}
    values = {canonical(row.cells[SHOWN_ID]): row.cells for row in shown.rows}
    names = {canonical(i): h for form in definition.every_form for i, h in headings(form).items()}

    def filled(row: TableRow) -> TableRow:
        if row.number not in without:
            return row
        column = names.get(canonical(row.cells["column"]), row.cells["column"])
        before = values.get(canonical(row.cells["item"]), {}).get(column, "")
        return replace(row, cells={**row.cells, "before": before.replace(NOT_ASKED, "")})

    typed = (row for row in table.rows if any(row.cells.get(name) for name in TYPED))
    return replace(
        table,
        rows=tuple(map(filled, typed)),
        faults=tuple(fault for fault in table.faults if fault not in unworked),
    )


def _is_unworked(fault: NoText, ids: Mapping[str, str]) -> bool:
    column = ids.get(canonical(fault.column))
    return column == "before" and fault.kind == CellKind.FORMULA_WITHOUT_RESULT
