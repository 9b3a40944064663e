"""A round's folder becomes a Definition: report.toml parsed by pydantic, the master by `outline`.

Every problem of both is found in one pass and told with its file, key path or table row.
"""

from __future__ import annotations

import dataclasses
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shinchoku.definition.master import Master, build_master
from shinchoku.definition.problems import Problem, did_you_mean
from shinchoku.definition.tables import TableError, read_tables
from shinchoku.messages import say
from shinchoku.model import (
    Column,
    Definition,
    Form,
    Role,
    Round,
    Rounding,
    SectionSpec,
    TableLook,
    Theme,
)
from shinchoku.normal import canonical
from shinchoku.page import usable_width_mm, width_mm

REPORT = "report.toml"


class DefinitionError(Exception):
    """The definition cannot be used; `problems` are all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


# Nested dataclasses of `model` are parsed as they are; they inherit "forbid" from the root.


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Form:
    sheet: str
    columns: tuple[Column, ...]
    table: TableLook = dataclasses.field(default_factory=TableLook)


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Rules:
    nothing: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Texts:
    """The wordings that report.toml supplies; the names in braces are what each may use."""

    continued: str
    repeat_grade: str  # {grade}
    repeat_mark: str  # {reference}
    citation: str  # {reference} {serial}
    related: str
    serial: str  # {plan} {number}
    pillar: str  # {number} {title}
    objective: str  # {number} {title}
    item_plan: str  # {number} {title}
    indicator_plan: str  # {number} {title}
    contents_plan: str  # {number} {title}
    contents_objective: str  # {number} {title}
    goals_pillar: str  # {number} {title}
    group: str  # {number} {title}
    project: str  # {number} {title}
    missing: str


_TITLED = frozenset({"number", "title"})
_WORDS: Mapping[str, frozenset[str]] = {
    "repeat_grade": frozenset({"grade"}),
    "repeat_mark": frozenset({"reference"}),
    "citation": frozenset({"reference", "serial"}),
    "serial": frozenset({"plan", "number"}),
    "pillar": _TITLED,
    "objective": _TITLED,
    "item_plan": _TITLED,
    "indicator_plan": _TITLED,
    "contents_plan": _TITLED,
    "contents_objective": _TITLED,
    "goals_pillar": _TITLED,
    "group": _TITLED,
    "project": _TITLED,
}


class _Report(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = Field(alias="schema")
    round: Round
    texts: Texts
    rules: _Rules
    rounding: Rounding = Rounding()
    theme: Theme
    items: _Form
    indicators: _Form | None = None
    sections: tuple[SectionSpec, ...]


def load(folder: Path) -> Definition:
    """Read a round's folder. Raises DefinitionError with every problem found."""
    report, problems = _read_report(folder / REPORT)
    if report is None:
        raise DefinitionError(problems)
    items = _form("items", report.items)
    indicators = _form("indicators", report.indicators) if report.indicators else None
    texts = dataclasses.asdict(report.texts)
    problems = tuple(_check_texts(report.texts))
    for problem in problems:  # the master is checked all the same, without the bad wordings
        texts[problem.where.removeprefix("texts.")] = ""
    master = Master()
    try:
        tables = read_tables(folder / "master")
    except TableError as error:
        reason = say("definition.no_master", reason=str(error))
        problems += (Problem("master", "", reason),)
    else:
        master, found = build_master(tables, items, indicators, report.sections, texts)
        problems += found
    problems += tuple(_check(report, master))
    if problems:
        raise DefinitionError(problems)
    return Definition(
        round=report.round,
        texts=texts,
        nothing=frozenset(canonical(text) for text in report.rules.nothing),
        rounding=report.rounding,
        theme=report.theme,
        items=items,
        indicators=indicators,
        sections=report.sections,
        departments=master.departments,
        pillars=master.pillars,
        objectives=master.objectives,
        cross=master.cross,
        goals=master.goals,
    )


def _form(identifier: Literal["items", "indicators"], asked: _Form) -> Form:
    return Form(id=identifier, sheet=asked.sheet, columns=asked.columns, table=asked.table)


def _read_report(file: Path) -> tuple[_Report | None, tuple[Problem, ...]]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None, (Problem(REPORT, "", say("definition.no_report")),)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, (Problem(REPORT, "", say("definition.bad_toml", reason=str(error))),)
    try:
        return _Report.model_validate(data), ()
    except ValidationError as error:
        return None, tuple(_problem(detail) for detail in error.errors())


def _problem(detail: Mapping[str, Any]) -> Problem:
    """Put one pydantic error into words, with a near name for an unknown key."""
    path: tuple[str | int, ...] = detail["loc"]
    match detail["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            name = str(path[-1])
            message = say("definition.unknown_key", name=name)
            message += did_you_mean(name, _names_at(path[:-1]))
        case "missing":
            message = say("definition.missing_key")
        case _:
            message = say("definition.bad_value", reason=detail["msg"])
    return Problem(REPORT, _path(path), message)


def _path(parts: tuple[str | int, ...]) -> str:
    """Write a key path: items.columns[2].width, counted from 1 as a person counts."""
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _names_at(path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are allowed at a path of report.toml."""
    model: type = _Report
    for part in path:
        if isinstance(part, str):
            model = _class_in(get_type_hints(model)[part]) or model
    if issubclass(model, BaseModel):
        return [field.alias or name for name, field in model.model_fields.items()]
    return list(get_type_hints(model))


def _class_in(hint: object) -> type | None:
    """Find the dataclass inside a hint such as tuple[Column, ...] or _Form | None."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    return next((found for inner in get_args(hint) if (found := _class_in(inner))), None)


# ---------------------------------------------------------------- what types cannot say


def _check(report: _Report, master: Master) -> Iterator[Problem]:
    for name, form in (("items", report.items), ("indicators", report.indicators)):
        if form is not None:
            yield from _check_form(name, form)
            yield from _check_width(name, form, report.theme)
    yield from _check_sections(report, master)


def _check_texts(texts: Texts) -> Iterator[Problem]:
    for name, allowed in _WORDS.items():
        text = getattr(texts, name)
        try:
            used = {word for _, word, _, _ in string.Formatter().parse(text) if word is not None}
        except ValueError:
            used = {""}
        if not used <= allowed:
            words = " ".join(f"{{{word}}}" for word in sorted(allowed))
            message = say("definition.bad_text", text=text, allowed=words)
            yield Problem(REPORT, f"texts.{name}", message)


def _check_form(name: str, form: _Form) -> Iterator[Problem]:
    seen: set[str] = set()
    grades = {column.id for column in form.columns if column.role is Role.GRADE}
    needed = {Role.GRADE: "grades", Role.REASON: "choices"}
    for index, column in enumerate(form.columns, start=1):
        where = f"{name}.columns[{index}]"
        if column.id in seen:
            first = say("definition.duplicate_id", id=column.id, first=f"{name}.columns")
            yield Problem(REPORT, f"{where}.id", first)
        seen.add(column.id)
        if column.of and column.of not in grades:
            hint = did_you_mean(column.of, sorted(grades))
            yield Problem(REPORT, f"{where}.of", say("definition.bad_of", name=column.of) + hint)
        key = needed.get(column.role)
        if key and not getattr(column, key):
            message = say("definition.role_content", role=column.role, key=key)
            yield Problem(REPORT, where, message)


def _check_width(name: str, form: _Form, theme: Theme) -> Iterator[Problem]:
    widths = [column.width for column in form.columns if column.width]
    wide = width_mm(widths, theme.with_table(form.table))
    room = usable_width_mm(theme)
    if wide > room:
        words = {"wide": f"{wide:.1f}", "room": f"{room:.1f}"}
        yield Problem(REPORT, f"{name}.columns", say("definition.too_wide", **words))


def _check_sections(report: _Report, master: Master) -> Iterator[Problem]:
    ids = {section.id for section in report.sections}
    sheets: set[str] = set()
    codes = {c.id: {g.code for g in c.grades} for c in report.items.columns}
    for index, section in enumerate(report.sections, start=1):
        where = f"sections[{index}]"
        if section.sheet and section.sheet in sheets:
            yield Problem(REPORT, where, say("definition.same_sheet", name=section.sheet))
        sheets.add(section.sheet)
        if section.kind == "cross_table" and section.at not in master.group_ids:
            message = say("definition.unknown_owner", id=section.at)
            yield Problem(REPORT, f"{where}.at", message)
        for number, part in enumerate(section.parts, start=1):
            known: set[str] = set()
            if part.style == "excerpt":
                known, kind = set(master.item_ids), "definition.unknown_owner"
            elif part.style == "scale":
                known, kind = codes.get(part.column, set()), "definition.unknown_owner"
            else:
                known, kind = ids, "definition.unknown_section"
            for owner in part.owners:
                if owner not in known:
                    hint = did_you_mean(owner, sorted(known))
                    place = f"{where}.parts[{number}].owners"
                    yield Problem(REPORT, place, say(kind, id=owner) + hint)
