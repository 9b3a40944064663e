"""Merged answers as tidy tables: one row for every line, with where each answer came from."""

from __future__ import annotations

import pandas as pd

from shinchoku.listing import Listing
from shinchoku.model import Definition, Form, Key, Merged

_WIDTHS = {"id": 8.0, "plan": 5.0, "department": 10.0, "repeat_of": 8.0, "source": 18.0}


def data_frame(definition: Definition, merged: Merged, form: Form) -> pd.DataFrame:
    """Return one row for every line of a form, in published order; texts are as typed.

    Columns: plan, id, item, department, repeat_of, then the form's own by id, then source.
    """
    names = {department.id: department.name for department in definition.departments}
    rows = []
    for plan, item in definition.items_of(form):
        for line in item.lines:
            row = {
                "plan": plan.number,
                "id": line.id,
                "item": item.id,
                "department": names.get(item.department_id, ""),
                "repeat_of": line.repeat_of,
            } | dict(line.values)
            for column in form.answered:
                first = line is item.lines[0]
                shown = column.role.per_line or first
                row[column.id] = merged.text(line.id, column.id) if shown else ""
            origins = [
                merged.submitted[key].origin
                for column in form.answered
                if (key := Key(line.id, column.id)) in merged.submitted
            ]
            row["source"] = f"{origins[0].file} {origins[0].sheet}" if origins else ""
            rows.append(row)
    return pd.DataFrame(rows)


def data_listing(frame: pd.DataFrame, form: Form) -> Listing:
    """Return a table as a sheet."""
    return Listing(
        sheet=form.sheet,
        header=tuple(str(name) for name in frame.columns),
        widths=tuple(_WIDTHS.get(str(name), 14.0) for name in frame.columns),
        rows=[tuple(str(value) for value in row) for row in frame.itertuples(index=False)],
    )
