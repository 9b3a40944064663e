"""What a build keeps for those who work with its data, so that it is read without its round.

In go the definition, the merged answers, the pages and the findings; values.json has them as plain
tables, a row a line, all in published order. `kept` reads it. What was counted is in the manifest.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shinchoku.findings import Finding
from shinchoku.model import (
    Column,
    Definition,
    Entry,
    Form,
    Key,
    Line,
    Merged,
    NodePath,
    PagedDocument,
    Value,
    owner_of,
)
from shinchoku.publishing.page_list import page_lines
from shinchoku.publishing.public import label_of
from shinchoku.words.stored import as_data

JsonRow = dict[str, Any]


def values_as_data(
    definition: Definition, merged: Merged, paged: PagedDocument, findings: Sequence[Finding]
) -> Mapping[str, Iterable[JsonRow]]:
    """Return the tables by name; what a row says is told where `kept` reads it."""
    forms = definition.forms
    return {
        "departments": [{"id": each.id, "name": each.name} for each in definition.departments],
        "forms": [{"id": form.id, "sheet": form.sheet, "path": form.path} for form in forms],
        "columns": [_column(form, column) for form in forms for column in form.columns],
        "nodes": [node for form in forms for node in _nodes(definition, form)],
        "lines": (line for form in forms for line in _lines(definition, merged, form)),
        "findings": [_finding(finding) for finding in findings],
        "pages": [
            {name: getattr(line, name) for name in line.__slots__}
            for line in page_lines(paged, definition.theme)
        ],
    }


def public_values(
    definition: Definition, merged: Merged, paged: PagedDocument
) -> Mapping[str, Iterable[JsonRow]]:
    """Return the same tables as they may leave the house.

    Public columns alone, without where an answer came from and what was corrected; no findings.
    """
    tables = values_as_data(definition, merged, paged, ())
    public = {form.id: {c.id for c in form.columns if c.public} for form in definition.forms}
    labels = {
        entry.id: label_of(form, entry)
        for form in definition.forms
        for _, entry in definition.entries(form)
    }
    return {
        **tables,
        "columns": [row for row in tables["columns"] if row["id"] in public[row["form"]]],
        "lines": (
            {**_public(row, public[row["form"]]), "label": labels[row["entry"]]}
            for row in tables["lines"]
        ),
    }


def _public(line: JsonRow, columns: Collection[str]) -> JsonRow:
    """Return what is public of a line's values: their texts, and nowhere they came from."""
    answers = {
        name: {"text": answer["text"], "file": "", "sheet": "", "cell": ""}
        for name, answer in line["answers"].items()
        if name in columns
    }
    given = {name: text for name, text in line["given"].items() if name in columns}
    numbers = {name: number for name, number in line["numbers"].items() if name in columns}
    return {**line, "given": given, "answers": answers, "numbers": numbers}


def _finding(finding: Finding) -> JsonRow:
    """Return a finding whose words are still to be put in."""
    return {
        **finding.facts,
        "message": as_data(finding.message),
        "hint": as_data(finding.hint),
    }


def _column(form: Form, column: Column) -> JsonRow:
    labels = {grade.code: grade.label for grade in column.grades}  # a choice says itself
    return {
        "form": form.id,
        "id": column.id,
        "header": column.header,
        "by": column.by,
        "per": column.per,
        "codes": {code: labels.get(code, "") for code in column.codes},
        "numeric": column.number is not None,
    }


def _nodes(definition: Definition, form: Form) -> Iterator[JsonRow]:
    """Yield the nodes that entries hang below, level by level."""
    below = {(n.level, n.id): n for path, _ in definition.entries(form) for n in path}
    for level in form.path:
        for node in below.values():
            if node.level == level:
                yield {
                    "form": form.id,
                    "level": level,
                    "id": node.id,
                    "number": node.number,
                    "title": node.title,
                }


def _lines(definition: Definition, merged: Merged, form: Form) -> Iterator[JsonRow]:
    for path, entry in definition.entries(form):
        for line in entry.lines:
            yield _line(form, path, entry, line, merged)


def _line(form: Form, path: NodePath, entry: Entry, line: Line, merged: Merged) -> JsonRow:
    first = line is entry.lines[0]
    shown = {
        column.id: merged.shown.get(Key(owner_of(entry, line, column), column.id))
        for column in form.results
        if first or column.per_line
    }
    return {
        "form": form.id,
        "id": line.id,
        "entry": entry.id,
        "label": entry.label,
        "department": entry.department_id,
        "repeat_of": line.repeat_of,
        "nodes": {node.level: node.id for node in path},
        "given": line.values,
        "answers": {name: _answer(value) for name, value in shown.items() if value},
        "numbers": dict(_numbers(form, entry, line, merged)),
    }


def _numbers(form: Form, entry: Entry, line: Line, merged: Merged) -> Iterator[tuple[str, str]]:
    """Yield the numbers of a line by column, as decimals are written: 1234.50."""
    for column, _ in form.numbers:
        if column.by == "master" or column.per_line or line is entry.lines[0]:
            number = merged.number_of(column, entry, line)
            if number is not None:
                yield column.id, f"{number:f}"


def _answer(value: Value) -> JsonRow:
    origin = value.origin
    answer = {"text": value.text, "file": origin.file, "sheet": origin.sheet, "cell": origin.cell}
    return answer if value.before is None else {**answer, "before": value.before}


def write_values(path: Path, tables: Mapping[str, Iterable[JsonRow]]) -> None:
    """Write values.json."""
    # With `indent` json would do it in Python, at ten times the cost.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        before = "{\n"
        for name, rows in tables.items():
            stream.write(f'{before}"{name}": ')
            stream.writelines(in_lines(map(encode, rows)))
            before = ",\n"
        stream.write("\n}\n")


def write_lines(path: Path, objects: Iterable[str]) -> None:
    """Write an array of JSON with a line for each of its objects."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(in_lines(objects))
        stream.write("\n")


def in_lines(objects: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of a JSON array with a line for each of its objects."""
    yield "[\n"
    before = ""
    for each in objects:
        yield before + each
        before = ",\n"
    yield "\n]"
