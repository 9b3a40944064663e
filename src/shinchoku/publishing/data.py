"""Merged answers as tidy tables: one row for every line.

What is public may leave the house; everything, with where each answer came from, is internal.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import itemgetter
from pathlib import Path

from shinchoku.model import Column, Definition, Entry, Form, Key, Line, Merged
from shinchoku.normal import spelled_out
from shinchoku.paper.listing import Listing
from shinchoku.words import words

_OWN = ("id", "item", "department", "repeat_of")
_OWN_WIDTHS = (8.0, 8.0, 12.0, 8.0)
_LEVEL_WIDTH, _FORM_WIDTH = 8.0, 14.0
_SOURCE, _SOURCE_WIDTH = "source", 18.0


def data_listing(definition: Definition, merged: Merged, form: Form) -> Listing:
    """Return one row for every line of a form, in published order; texts are as typed.

    Columns: the levels of its path (the node's number, or its title), id, item, department,
    repeat_of, then the form's own, by id, and source: for internal use, see `public_listing`.
    Numbers are numbers, with the decimals that they are printed with.
    """
    columns = (*_given(form), *form.results)
    names = {department.id: department.name for department in definition.departments}
    rows = []
    for path, entry in definition.entries(form):
        nodes = {node.level: node.number or node.title for node in path}
        above = tuple(nodes.get(level, "") for level in form.path)
        department = names.get(entry.department_id, "")
        for line in entry.lines:
            own = (line.id, entry.id, department, line.repeat_of)
            values = _values(merged, columns, entry, line)
            rows.append((*above, *own, *values, _source(merged, form, line)))
    return Listing(
        sheet=form.sheet,
        header=(*form.path, *_OWN, *(column.id for column in columns), _SOURCE),
        widths=(
            *(_LEVEL_WIDTH for _ in form.path),
            *_OWN_WIDTHS,
            *(_FORM_WIDTH for _ in columns),
            _SOURCE_WIDTH,
        ),
        rows=rows,
    )


def public_listing(listing: Listing, form: Form) -> Listing:
    """Return what may leave the house of a form's listing: no source, and public columns only."""
    first = len(form.path) + len(_OWN)
    columns = enumerate((*_given(form), *form.results), start=first)
    public = itemgetter(*range(first), *(place for place, column in columns if column.public))
    return Listing(
        sheet=listing.sheet,
        header=public(listing.header),
        widths=public(listing.widths),
        rows=list(map(public, listing.rows)),
    )


def _given(form: Form) -> Sequence[Column]:
    return [column for column in form.given if column.id not in _OWN]


def _values(
    merged: Merged, columns: Sequence[Column], entry: Entry, line: Line
) -> Iterator[str | Decimal]:
    """Yield what columns say on a line, numbers as such."""
    first = line is entry.lines[0]
    for column in columns:
        if column.by != "master" and not (first or column.per_line):
            yield ""
            continue
        number = merged.number_of(column, entry, line) if column.number else None
        yield merged.text_of(column, entry, line) if number is None else number


def _source(merged: Merged, form: Form, line: Line) -> str:
    """Return the file and sheet that a line's answers came from."""
    keys = (Key(line.id, column.id) for column in form.answered)
    origins = (merged.submitted[key].origin for key in keys if key in merged.submitted)
    return next((f"{spelled_out(origin.file)} {origin.sheet}" for origin in origins), "")


def corrections_listing(definition: Definition, merged: Merged) -> Listing:
    """Return what was changed after review, by whom and from where: for internal use."""
    columns = {
        (line.id, column.id): column.title
        for form in definition.every_form
        for _, entry in definition.entries(form)
        for line in entry.lines
        for column in form.answered
    }
    rows = []
    for correction in merged.corrections:
        value = merged.submitted.get(correction.key)
        rows.append(
            (
                correction.key.owner_id,
                columns[correction.key],
                correction.before,
                correction.after,
                correction.who,
                correction.reason,
                value.origin.place if value else "",
            )
        )
    say = words(definition.round.language)
    header = ("item", "corrected", "before", "after", "who", "why", "source")
    return Listing(
        sheet=say("listing.corrections"),
        header=tuple(say(f"column.{name}") for name in header),
        widths=(8, 10, 30, 30, 12, 24, 30),
        rows=rows,
    )


def write_csv(path: Path, listing: Listing) -> None:
    """Write a listing as open data: texts unchanged, whatever they begin with.

    UTF-8 with its mark, so that a double click in Excel shows Japanese.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(listing.header)
        writer.writerows(listing.rows)
