"""What a program is told of the tables: a Frictionless Data Package, v1 (tabular)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shinchoku.editions.manuscript import Manuscript
from shinchoku.editions.open_data.cells import Cells
from shinchoku.editions.open_data.files import PACKAGE
from shinchoku.editions.open_data.table import ID, Field, Table

_TYPES: Mapping[str, str] = {"text": "string", "whole": "integer", "number": "number"}
_NO_NAME = re.compile("[^a-z0-9._-]+")


def write_package(
    folder: Path, manuscript: Manuscript, tables: Sequence[Table], cells: Cells
) -> None:
    """Write it; it knows no day but the round's own."""
    text = json.dumps(package(manuscript, tables, cells), ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8", newline="\n")


def package(manuscript: Manuscript, tables: Sequence[Table], cells: Cells) -> Mapping[str, Any]:
    """Return the descriptor. `issued`, `areaCode` and `lineSeparator` are the data's own."""
    about, data = manuscript.definition.round, manuscript.definition.open_data
    issuer = data.name or about.issuer
    parts = (data.code, str(about.year or ""), about.id)
    name = _NO_NAME.sub("-", "-".join(filter(None, parts)).lower())
    licence, known = data.licence, {table.name for table in tables}
    said = {
        "profile": "tabular-data-package",
        "name": name.strip("-") or "data",
        "title": title(manuscript),
        "description": manuscript.say("open_data.description", separator=cells.separator),
        "homepage": data.url,
        "licenses": [{"name": licence.id, "path": licence.url}] if licence else [],
        "sources": [{"title": manuscript.document.title}],
        "contributors": [{"title": issuer, "role": "publisher"}],
        "contact": data.contact,
        "areaCode": data.code,
        "issued": about.issued.isoformat(),
        "language": about.language,
        "lineSeparator": cells.separator,
        "resources": [_resource(table, known) for table in tables],
    }
    return {key: value for key, value in said.items() if value}


def title(manuscript: Manuscript) -> str:
    """Return what the data are called."""
    return manuscript.definition.open_data.title or manuscript.document.title


def _resource(table: Table, known: set[str]) -> Mapping[str, Any]:
    keys = [_foreign(table, field) for field in table.fields if field.refers in known]
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": [ID],
    }
    return {
        "name": table.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": {**schema, "foreignKeys": keys} if keys else schema,
    }


def _foreign(table: Table, field: Field) -> Mapping[str, Any]:
    itself = "" if field.refers == table.name else field.refers
    return {"fields": [field.heading], "reference": {"resource": itself, "fields": [ID]}}


def _field(field: Field) -> Mapping[str, Any]:
    constraints = dict(_constraints(field))
    labels = {code: label for code, label in field.codes if label}
    said = {
        "name": field.heading,
        "title": field.heading,
        "description": field.about,
        "type": _TYPES[field.kind],
        "unit": field.unit,
        "constraints": constraints,
        "labels": labels,
    }
    return {key: value for key, value in said.items() if value}


def _constraints(field: Field) -> Iterator[tuple[str, Any]]:
    if field.required:
        yield "required", True
    if field.heading == ID:
        yield "unique", True
    if field.codes:
        codes = [code for code, _ in field.codes]
        yield "enum", [int(code) for code in codes] if field.kind == "whole" else codes
