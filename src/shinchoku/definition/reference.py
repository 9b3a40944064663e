"""The reference of report.toml in Markdown, made from the same descriptions as its JSON Schema.

One table for each TOML table: every key, its type, its default, an example, what it means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shinchoku.definition.schema.report import json_schema

Schema = Mapping[str, Any]

_TITLES = {  # what a table is called, where neither its kind nor its class says it
    "Report": "report.toml",
    "RoundSpec": "[round]",
    "TextsSpec": "[texts]",
    "ReviewSpec": "[review]",
    "MailSpec": "[mail]",
    "LetterSpec": "mail texts",
    "RulesSpec": "[rules]",
    "OpenDataSpec": "[open_data]",
    "ThemeSpec": "[theme]",
    "PrintOrderSpec": "[print]",
    "LookSpec": "look",
    "ColorsSpec": "[theme.colors]",
    "LevelSpec": "[[levels]]",
    "ScaleSpec": "[[scales]]",
    "GradeSpec": "scales.grades",
    "FormSpec": "[[forms]]",
    "FixedLineSpec": "forms.lines",
    "ColumnSpec": "forms.columns",
    "PrintSpec": "[forms.print]",
    "HeadingSpec": "forms.print.heading",
    "TallySpecification": "[[tallies]]",
    "SubsetSpec": "tallies.subsets",
    "TotalSpec": "sections.totals",
    "ContentsSpec": "sections.contents",
    "CardCellSpec": "sections.grid",
    "CardEntriesSpec": "sections.grid.entries",
    "GoalsUnderSpec": "sections.under",
    "GradeBandSpec": "columns.bands",
}
_SCALARS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "boolean"}


def reference() -> str:
    """Return the whole reference."""
    schema = json_schema()
    tables = {"Report": schema, **_tables(schema)}
    blocks = (_block(name, table, tables) for name, table in tables.items())
    return "\n\n".join(blocks) + "\n"


def _tables(schema: Schema) -> dict[str, Schema]:
    """Return the tables in the order in which they are first mentioned."""
    named: Mapping[str, Schema] = schema["$defs"]
    found: dict[str, Schema] = {}
    waiting = list(_mentioned(schema["properties"]))
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = named[name]
            waiting = [*_mentioned(named[name]), *waiting]
    return found


def _mentioned(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for key, inner in schema.items():
            if key != "discriminator":
                yield from _mentioned(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _mentioned(inner)


def _title(name: str, table: Schema) -> str:
    if name in _TITLES:
        return _TITLES[name]
    for key, holder in (("kind", "sections"), ("style", "parts"), ("as", "forms.print")):
        tag = table.get("properties", {}).get(key, {})
        said = [tag["const"]] if "const" in tag else tag.get("enum", ())
        if said:
            return f"{holder}, {key} = " + ", ".join(f'"{each}"' for each in said)
    return f"{name.removesuffix('HeadersSpec').lower()} headers"


def _block(name: str, table: Schema, tables: Mapping[str, Schema]) -> str:
    required = set(table.get("required", ()))
    rows = [
        _row(key, value, is_required=key in required, tables=tables)
        for key, value in table.get("properties", {}).items()
    ]
    extra = table.get("additionalProperties")
    if extra:
        rows.append(_row("*level*", extra, is_required=False, tables=tables))
    says = " ".join(table.get("description", "").split())
    head = ("| key | type | default | example | |", "| --- | --- | --- | --- | --- |")
    title = f'## <a id="{_anchor(name)}"></a>{_title(name, table)}'
    lines = (title, "", says, "", *head, *rows) if rows else (title, "", says)
    return "\n".join(lines)


def _row(key: str, value: Schema, *, is_required: bool, tables: Mapping[str, Schema]) -> str:
    default = "required" if is_required else _default(value)
    example = _code(value["examples"][0]) if value.get("examples") else ""
    name = key if key.startswith("*") else f"`{key}`"
    says = value.get("description") or _described(value, tables)
    cells = (name, _type(value, tables), default, example, says)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(value: Schema) -> str:
    """Return a default; a table's own are in its own list."""
    default = value.get("default")
    return "" if isinstance(default, dict) else _code(default)


def _described(value: Schema, tables: Mapping[str, Schema]) -> str:
    name = value.get("$ref", "").rpartition("/")[2]
    return tables[name].get("description", "") if name else ""


def _type(value: Schema, tables: Mapping[str, Schema]) -> str:
    """Return what a key's value is, in words; tables are links."""
    match value:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            said = f"[`{_title(name, tables[name])}`](#{_anchor(name)})"
        case {"anyOf": union} | {"oneOf": union}:
            inner = (each for each in union if each.get("type") != "null")
            said = " or ".join(_type(each, tables) for each in inner)
        case {"const": only}:
            said = f"`{only if isinstance(only, str) else _toml(only)}`"
        case {"enum": allowed}:
            said = " or ".join(
                f"`{each if isinstance(each, str) else _toml(each)}`" for each in allowed
            )
        case {"type": "array", "items": items}:
            said = f"list of {_type(items, tables)}"
        case {"type": "object", "additionalProperties": inner}:
            said = f"table of {_type(inner, tables)}"
        case {"format": "date"}:
            said = "date"
        case _:
            said = _SCALARS[value["type"]] + _bounds(value)
    return said


def _bounds(value: Schema) -> str:
    said = {
        "minimum": "at least {}",
        "maximum": "at most {}",
        "exclusiveMaximum": "below {}",
        "maxLength": "up to {} characters",
    }
    bounds = [text.format(value[key]) for key, text in said.items() if key in value]
    return f" ({', '.join(bounds)})" if bounds else ""


def _code(value: object) -> str:
    """Return a value as TOML writes it."""
    return "" if value is None else f"`{_toml(value)}`"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str) and _is_date(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else f'"{key}"'


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _anchor(name: str) -> str:
    return name.removesuffix("Spec").removesuffix("Specification").lower()
