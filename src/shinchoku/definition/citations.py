"""A cross table of the master becomes categories of rows, their citations computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from shinchoku.definition.kinds.citations import CitationsSectionSpec
from shinchoku.definition.problems import Register, did_you_mean
from shinchoku.definition.tables import TableRow
from shinchoku.failures import Problem
from shinchoku.model import CrossCategory, CrossRow
from shinchoku.model.wording import Wording
from shinchoku.words import Message

Cited = Mapping[str, Mapping[str, str]]
"""Node id -> what citations may say of it."""


def cross_table(
    register: Register, spec: CitationsSectionSpec, cited: Cited, words: Callable[[str], Wording]
) -> tuple[CrossCategory, ...]:
    """Return the categories of a section's table."""
    table = register.tables.get(spec.table)
    if table and not table.rows:
        register.problems.append(Problem(table.file, "", Message("definition.empty_table")))
    return tuple(_categories(register, spec.table, cited, words(spec.text)))


def _categories(
    register: Register, table: str, cited: Cited, text: Wording
) -> Iterator[CrossCategory]:
    rows = register.rows(table)
    for identifier, group in groupby(rows, lambda row: row.cells.get("category", "")):
        found = list(group)
        first = found[0].cells
        if not first.get("cites") and register.has(table, "cites"):
            register.report(table, found[0], "cites", "definition.uncited_row")
        register.is_wide(table, found[0], "category")
        for row in found[1:]:
            for column in ("number", "title"):
                said = row.cells.get(column, "")
                if said and said != first.get(column, ""):
                    register.report(table, row, column, "definition.category_words", text=said)
        yield CrossCategory(
            id=identifier,
            number=first.get("number", ""),
            title=first.get("title", ""),
            rows=tuple(_row(register, table, row, cited, text) for row in found),
        )


def _row(register: Register, table: str, row: TableRow, cited: Cited, text: Wording) -> CrossRow:
    cites, citation = row.cells.get("cites", ""), ""
    if cites and cites not in cited and register.is_whole:
        words = {"id": cites, "hint": did_you_mean(cites, cited)}
        register.report(table, row, "cites", "definition.bad_citation", **words)
    elif cites in cited:
        said = cited[cites]
        lacking = [w for w in ("serial", "reference") if w in text.words and not said[w]]
        if lacking:
            key = f"definition.cited_without_{lacking[0]}"
            register.report(table, row, "cites", key, id=cites)
        citation = text.only(said).fill(said)
    return CrossRow(
        project=row.cells.get("project", ""),
        content=row.cells.get("content", ""),
        cites=cites,
        citation=citation,
    )
