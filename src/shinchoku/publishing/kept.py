"""What a build keeps of its values, read again from values.json: plain rows, without the round."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from shinchoku.failures import BuildError
from shinchoku.model import Department, Origin, Value
from shinchoku.publishing.names import VALUES
from shinchoku.publishing.page_list import PageLine
from shinchoku.records import dataclass
from shinchoku.words.stored import from_data

_SURE = 4  # characters of a title: a shorter one may stand in any text


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """A form: the name of its sheet, and the levels that its entries hang below."""

    id: str
    sheet: str
    path: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class KeptColumn:
    """A column of a form. `codes`: what may be chosen, in the scale's order -> its label.

    `numeric` says that it holds numbers, or texts that stand for none.
    """

    form: str
    id: str
    header: str
    by: Literal["master", "department", "review", "computed"]
    per: Literal["line", "entry"]
    codes: Mapping[str, str]
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class KeptNode:
    """A node that entries of a form hang below."""

    form: str
    level: str
    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A line of an entry, its answers as they are shown. The first line has its entry's own id.

    `nodes`: level -> node's id. `given` and `answers` go from columns; what nobody answered, or is
    asked for, is in neither. `numbers` are those that texts of numeric columns say.
    """

    form: str
    id: str
    entry: str
    label: str
    department: str
    repeat_of: str
    nodes: Mapping[str, str]
    given: Mapping[str, str]
    answers: Mapping[str, Value]
    numbers: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Everything that values.json says; all in published order.

    `findings` are what the build was made in spite of, `pages` those of the report.
    """

    departments: Sequence[Department]
    forms: Sequence[KeptForm]
    columns: Sequence[KeptColumn]
    nodes: Sequence[KeptNode]
    lines: Sequence[KeptLine]
    findings: Sequence[Mapping[str, Any]]  # message and hint are texts without words yet
    pages: Sequence[PageLine]


def read_values(build: Path, published: Mapping[str, Any]) -> Kept:
    """Read what a published build keeps. Raises BuildError, also for one that keeps nothing."""
    path = build / published["outputs"].get("values", VALUES)
    try:
        return _kept(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BuildError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BuildError(f"{path}: {error}") from error


def from_master(build: Path, published: Mapping[str, Any]) -> Callable[[str], bool]:
    """Return what knows a printed text that the master has; nothing where a build keeps nothing."""
    try:
        kept = read_values(build, published)
    except BuildError:
        return lambda _: False
    texts = {text for line in kept.lines for text in (line.label, *line.given.values())}
    texts |= {department.name for department in kept.departments}
    titles = {node.title for node in kept.nodes if len(node.title) >= _SURE}
    return lambda text: text in texts or any(title in text for title in titles)


def _kept(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Kept:
    return Kept(
        departments=[Department(**row) for row in tables["departments"]],
        forms=[KeptForm(**row) for row in tables["forms"]],
        columns=[KeptColumn(**row) for row in tables["columns"]],
        nodes=[KeptNode(**row) for row in tables["nodes"]],
        lines=[_line(row) for row in tables["lines"]],
        findings=[_finding(row) for row in tables["findings"]],
        pages=[PageLine(**row) for row in tables["pages"]],
    )


def _finding(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: from_data(value) for name, value in row.items()}


def _line(row: Mapping[str, Any]) -> KeptLine:
    answers = {column: _answer(**answer) for column, answer in row["answers"].items()}
    numbers = {column: Decimal(number) for column, number in row.get("numbers", {}).items()}
    return KeptLine(**{**row, "answers": answers, "numbers": numbers})


def _answer(text: str, file: str, sheet: str, cell: str, before: str | None = None) -> Value:
    return Value(text, Origin(file, sheet, cell), before)
