"""report.toml becomes a Report, or problems in a clerk's words with their key paths.

pydantic says what is wrong where; the words are ours, and a misspelt key is told once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from shinchoku.definition.checker import REPORT, key_path
from shinchoku.definition.no_toml import bad_toml
from shinchoku.definition.problems import did_you_mean, nearest
from shinchoku.definition.schema.base import PATTERNS
from shinchoku.definition.schema.report import Report
from shinchoku.failures import Problem
from shinchoku.normal import CONTROL
from shinchoku.words import Listed, Message, Text, Word

Loc = tuple[str | int, ...]

_TAGGED = {"sections", "parts"}  # lists whose elements' errors name their kind


def read_report(file: Path) -> tuple[Report | None, tuple[Problem, ...]]:
    """Read and parse a file. With problems there is no Report."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return None, (Problem(REPORT, "", Message("definition.no_report")),)
    except UnicodeDecodeError:
        return None, (Problem(REPORT, "", Message("definition.not_utf8")),)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, (bad_toml(error, text),)
    if controls := tuple(_controls(data, ())):
        return None, controls
    try:
        return Report.model_validate(data), ()
    except ValidationError as error:
        return None, tuple(_problems(error.errors(include_url=False)))


def _controls(value: object, loc: Loc) -> Iterator[Problem]:
    """Yield every text that no workbook can hold."""
    if isinstance(value, str) and CONTROL.search(value):
        yield Problem(REPORT, key_path(*loc), Message("definition.control"))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _controls(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _controls(inner, (*loc, index))


# ---------------------------------------------------------------- pydantic's errors in words


def _problems(errors: Sequence[Any]) -> Iterator[Problem]:
    """Yield a problem for each error; of a misspelt key the missing one is not told, too."""
    missing: dict[Loc, list[str]] = {}
    for error in errors:
        if error["type"] == "missing":
            missing.setdefault(error["loc"][:-1], []).append(str(error["loc"][-1]))
    for error in errors:
        if error["type"] == "extra_forbidden":
            lacking = missing.get(error["loc"][:-1], [])
            meant = nearest(str(error["loc"][-1]), lacking)
            if meant:
                lacking.remove(meant)
    for error in errors:
        loc, kind = error["loc"], error["type"]
        if kind != "missing" or str(loc[-1]) in missing[loc[:-1]]:
            yield Problem(REPORT, key_path(*_shown(loc)), _message(error))


def _shown(loc: Loc) -> Loc:
    """Return a path without what pydantic puts in it for the kind of an element."""
    return tuple(part for index, part in enumerate(loc) if not _is_tag(loc, index))


def _is_tag(loc: Loc, index: int) -> bool:
    """Whether a part of a path only says which of a union's tables an element is."""
    if index < 2:  # noqa: PLR2004 - a list and an index, or `print` and a level
        return False
    holder, element = loc[index - 2 : index]
    if isinstance(element, int):  # the parts of a cover are all of one kind
        return holder in _TAGGED and loc[index - 3 : index - 1] != ("front", "parts")
    return holder == "print" and element != "heading" and loc[index] in {"bar", "band", "column"}


_SAID = frozenset(  # of what pydantic finds; the rest is no value
    [
        "string_type",
        "int_type",
        "int_from_float",
        "float_type",
        "bool_type",
        "list_type",
        "dict_type",
        "model_type",
        "model_attributes_type",
        "date_type",
        "finite_number",
        "greater_than_equal",
        "less_than_equal",
        "less_than",
        "string_too_short",
        "string_too_long",
        "too_short",
        "too_long",
        "id",
        "color",
        "round_id",
        "column_of",
        "area_code",
        "web_address",
    ]
)


def _message(error: Mapping[str, Any]) -> Text:
    kind, loc = error["type"], error["loc"]
    context: Mapping[str, Any] = error.get("ctx", {})
    match kind:
        case "extra_forbidden":
            name = str(loc[-1])
            return Message("definition.unknown_key", name=name) + did_you_mean(
                name, _names_at(loc[:-1])
            )
        case "missing":
            return Message("definition.missing_key")
        case "literal_error" | "union_tag_invalid":
            return _not_allowed(kind, context, error.get("input"))
        case "union_tag_not_found":
            key = _discriminator(context)
            return Message("definition.missing_tag", key=key)
    said = PATTERNS.get(str(context.get("pattern")), kind)
    if said not in _SAID:
        return Message("definition.bad_value")
    return Message(f"definition.type.{said}", **{n: _plain(each) for n, each in context.items()})


def _plain(value: object) -> Word:
    return (
        value
        if isinstance(value, int)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def _not_allowed(kind: str, context: Mapping[str, Any], value: object) -> Text:
    expected = context["expected"] if kind == "literal_error" else context["expected_tags"]
    names = [text or plain.lower() for text, plain in re.findall(r"'([^']*)'|(\w+)", expected)]
    names = [name for name in names if name != "or"]
    given = value
    if kind == "union_tag_invalid":
        key = _discriminator(context)
        given = value.get(key, context["tag"]) if isinstance(value, dict) else context["tag"]
    if isinstance(given, (list, dict)):
        return Message("definition.type.string_type")
    if isinstance(given, str) and given in names and kind == "literal_error":
        return Message("definition.quoted", text=given)
    text = str(given).lower() if isinstance(given, bool) else str(given)
    said = Message("definition.not_allowed", text=text, allowed=Listed(names))
    return said + did_you_mean(text, names)


def _discriminator(context: Mapping[str, Any]) -> str:
    """Return the key that says which kind an element is, as it is written."""
    (*_, name) = re.findall(r"'(\w+)'", str(context["discriminator"]))
    return str(name).rstrip("_")


def _names_at(loc: Loc) -> list[str]:
    """Return the keys that are allowed at a path."""
    hint: Any = Report
    for part in loc:
        hint = _descend(hint, part)
    fields = (each for model in _models(hint) for each in model.model_fields.items())
    return [field.alias or name for name, field in fields]


def _descend(hint: Any, part: str | int) -> Any:  # noqa: ANN401 - type hints are of any type
    if isinstance(part, int):
        return _element(hint)
    for model in _models(hint):
        for name, field in model.model_fields.items():
            if part in {name, field.alias}:
                return field.annotation
    tagged = [model for model in _models(hint) if part in _tags(model)]
    return tagged[0] if tagged else _element(hint)


def _element(hint: Any) -> Any:  # noqa: ANN401
    """Return what a list or a mapping holds."""
    if get_origin(hint) in {list, dict}:
        return get_args(hint)[-1]
    inner = [_element(each) for each in get_args(hint) if each is not type(None)]
    return next((each for each in inner if each is not None), None)


def _models(hint: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    """Yield the models that a hint means: one, or those of a union."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    elif get_origin(hint) in {Annotated, Union, UnionType}:
        for inner in get_args(hint):
            yield from _models(inner)


def _tags(model: type[BaseModel]) -> tuple[object, ...]:
    field = next(
        (model.model_fields[n] for n in ("kind", "style", "as_") if n in model.model_fields), None
    )
    return get_args(field.annotation) if field else ()
