"""What is filled in for the house alone: it stands in the data for internal use, or is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from shinchoku.model import Definition, Key, Merged, owner_of
from shinchoku.paper.listing import HEADER_ROW
from shinchoku.sheets import Workbook


def kept_inside(definition: Definition, merged: Merged) -> Collection[Key]:
    """Return the submitted values that stay in the house."""
    return {
        key
        for form in definition.forms
        for column in form.filled
        if column.stays_inside
        for _, entry in definition.entries(form)
        for line in entry.lines
        if (key := Key(owner_of(entry, line, column), column.id)) in merged.submitted
    }


def lost_inside(definition: Definition, merged: Merged, data: Workbook) -> Iterator[str]:
    """Yield the values that stay in the house and are not in its data, in their row and column."""
    kept = kept_inside(definition, merged)
    if not kept:
        return
    found = dict(_rows(definition, data))
    for form in definition.forms:
        for _, entry in definition.entries(form):
            for line in entry.lines:
                for column in form.filled:
                    key = Key(owner_of(entry, line, column), column.id)
                    if key in kept and (column.per_line or line is entry.lines[0]):
                        wanted, text = merged.text_of(column, entry, line), found.get(line.id, {})
                        if not _is_same(wanted, text.get(column.id, "")):
                            yield f"{key.owner_id} {key.column_id} / {text.get(column.id)!r}"


def _rows(definition: Definition, data: Workbook) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each line of the data: its id, and its texts by the ids of columns."""
    forms = {form.sheet for form in definition.forms}
    for sheet in data.sheets:
        if sheet.name not in forms:
            continue
        cells, first = sheet.cells.items(), HEADER_ROW + 1
        header = {column: cell.text for (row, column), cell in cells if row == first}
        rows: dict[int, dict[str, str]] = {}
        for (row, column), cell in cells:
            if row > first and column in header:
                rows.setdefault(row, {})[header[column]] = cell.text
        yield from ((texts.get("id", ""), texts) for texts in rows.values())


def _is_same(text: str, found: str) -> bool:
    """Whether a text, or the number that it says, is what was found."""
    if text == found:
        return True
    try:
        return Decimal(text.replace(",", "")) == Decimal(found)
    except InvalidOperation:
        return False
