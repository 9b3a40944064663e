"""Merged answers as tidy tables: one row for every line, with where each answer came from."""

from __future__ import annotations

import csv
from pathlib import Path

from shinchoku.messages import say
from shinchoku.model import Definition, Form, Item, Key, Line, Merged
from shinchoku.outputs.listing import Listing

_OWN = ("plan", "id", "item", "department", "repeat_of")
_WIDTHS = {"plan": 5.0, "id": 8.0, "item": 8.0, "department": 12.0, "repeat_of": 8.0}
_SOURCE, _SOURCE_WIDTH, _FORM_WIDTH = "source", 18.0, 14.0


def data_listing(definition: Definition, merged: Merged, form: Form) -> Listing:
    """Return one row for every line of a form, in published order; texts are as typed.

    Columns: plan, id, item, department, repeat_of, then the form's own by id, then source.
    """
    columns = (*form.given, *form.answered)
    names = {department.id: department.name for department in definition.departments}
    rows = []
    for plan, item in definition.items_of(form):
        department = names.get(item.department_id, "")
        for line in item.lines:
            own = (plan.number, line.id, item.id, department, line.repeat_of)
            given = (line.values[column.id] for column in form.given)
            rows.append((*own, *given, *_answers(merged, form, item, line)))
    return Listing(
        sheet=form.sheet,
        header=(*_OWN, *(column.id for column in columns), _SOURCE),
        widths=(*(_WIDTHS[name] for name in _OWN), *(_FORM_WIDTH for _ in columns), _SOURCE_WIDTH),
        rows=rows,
    )


def _answers(merged: Merged, form: Form, item: Item, line: Line) -> tuple[str, ...]:
    """Return a line's answers, and the file and sheet that they came from."""
    first = line is item.lines[0]
    texts = [
        merged.text(line.id, column.id) if first or column.role.per_line else ""
        for column in form.answered
    ]
    keys = (Key(line.id, column.id) for column in form.answered)
    origins = [merged.submitted[key].origin for key in keys if key in merged.submitted]
    return (*texts, f"{origins[0].file} {origins[0].sheet}" if origins else "")


def corrections_listing(definition: Definition, merged: Merged) -> Listing:
    """Return what was changed after review, with the file and sheet that it was changed from."""
    columns = {c.id: "".join(c.header.split()) for form in definition.forms for c in form.answered}
    rows = []
    for correction in merged.corrections:
        value = merged.submitted.get(correction.key)
        rows.append(
            (
                correction.key.owner_id,
                columns[correction.key.column_id],
                correction.before,
                correction.after,
                correction.who,
                correction.reason,
                f"{value.origin.file} {value.origin.sheet} {value.origin.cell}" if value else "",
            )
        )
    header = ("item", "corrected", "before", "after", "who", "why", "source")
    return Listing(
        sheet=say("listing.corrections"),
        header=tuple(say(f"column.{name}") for name in header),
        widths=(8, 10, 30, 30, 12, 24, 30),
        rows=rows,
    )


def write_csv(path: Path, listing: Listing) -> None:
    """Write a listing as open data: UTF-8, texts unchanged, whatever they begin with."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(listing.header)
        writer.writerows(listing.rows)
