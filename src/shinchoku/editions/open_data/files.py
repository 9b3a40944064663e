"""A table as CSV, and a CSV as what stands where: by the key of its row and its heading."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shinchoku.editions.open_data.table import ID, Table, shown
from shinchoku.failures import ReadError
from shinchoku.sheets.values import cell_name

PACKAGE = "datapackage.json"
_MOST = 1 << 20  # characters of a field


def write_table(folder: Path, table: Table) -> None:
    """Write a table as RFC 4180 has it: lines end with CR LF; UTF-8 with its mark, for Excel."""
    with (folder / table.file).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(field.heading for field in table.fields)
        writer.writerows([shown(cell) for cell in row] for row in table.rows)


def read_table(path: Path) -> Mapping[str, str]:
    """Return every cell that is not empty, by the key of its row and its heading.

    Headings go by their cell's name, and so does what has no key or no heading of its own. They
    are those of the package beside the file, so that a heading that somebody changed is one
    change. Raises ReadError.
    """
    rows = _rows(path)
    if not rows:
        return {}
    headings = _headings(path, rows[0])
    key = headings.index(ID) if ID in headings else -1
    found = {cell_name(1, column): text for column, text in enumerate(rows[0], start=1) if text}
    known: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        name = row[key] if 0 <= key < len(row) else ""
        if name in known:
            name = ""
        known.add(name)
        for column, text in enumerate(row, start=1):
            if text:
                heading = headings[column - 1] if column <= len(headings) else ""
                place = f"{name} / {heading}" if name and heading else cell_name(number, column)
                found[place] = text
    return found


def _rows(path: Path) -> Sequence[Sequence[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        before = csv.field_size_limit(_MOST)
        try:
            return list(csv.reader(io.StringIO(text, newline=""), strict=True))
        finally:
            csv.field_size_limit(before)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path.name}: {error}") from error


def _headings(path: Path, first: Sequence[str]) -> Sequence[str]:
    """Return what the columns of a file are called by the package beside it, else by itself."""
    try:
        package = json.loads((path.parent / PACKAGE).read_text(encoding="utf-8"))
        said = list(_said(package, path.name))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        said = []
    return said if len(said) == len(first) else first


def _said(package: Any, file: str) -> Iterator[str]:  # noqa: ANN401 - whatever a file has
    for resource in package["resources"]:
        if resource["path"] == file:
            yield from (str(field["name"]) for field in resource["schema"]["fields"])
