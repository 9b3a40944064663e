"""What each template was issued with, and the record of it: nobody has to number versions.

A version is a fingerprint of all that the definition says to a department: headers, prompts,
choices, texts, and the order of them. `issued.jsonl` in the round's folder holds one issue a line
and only grows, so that an older template is held to its own texts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from shinchoku.journal import append_lines, read_lines
from shinchoku.model import Column, Definition, Entry, Form, Line, NodePath, RoundFacts
from shinchoku.records import dataclass

ISSUED = "issued.jsonl"
_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What one template asks, and the texts that stand in it and are not to be changed.

    `given` and `answered`: form id -> column id -> header in one line, of the forms that ask
    anything. `rows`: line id -> column id -> given text, blank ones left out. `guides`: form id
    -> column id -> what else is said about it (parent, prompt, limit, what may be chosen), and ""
    -> the sheet. `labels`: line id -> what it is called and what it hangs below.
    """

    department_id: str
    name: str  # the department's
    year: int  # reported on
    title: str
    given: Mapping[str, Mapping[str, str]]
    answered: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, Mapping[str, str]]
    guides: Mapping[str, Mapping[str, Sequence[str]]]
    labels: Mapping[str, str]

    @cached_property
    def version(self) -> str:
        """The fingerprint. Rows and columns are in order: another order is another version."""
        content = json.dumps(self.content)
        return sha256(content.encode()).hexdigest()[:_DIGITS]

    @property
    def content(self) -> Mapping[str, object]:
        """Every field by its name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def had(self, form: Form, column: Column) -> bool:
        """Whether a form had a column, filled in by the same side as it is now."""
        columns = self.answered if column.answered else self.given
        return column.id in columns.get(form.id, ())


def issue(definition: Definition, department_id: str) -> Issue:
    """Return what a department's template is issued with now."""
    return issues(definition, [department_id])[department_id]


def issues(definition: Definition, department_ids: Iterable[str]) -> Mapping[str, Issue]:
    """Return what the templates of departments are issued with now, by department."""
    asked: dict[str, list[tuple[Form, str, Entry]]] = {id_: [] for id_ in department_ids}
    for form in definition.every_form:
        places: dict[int, str] = {}  # what entries hang below, in words
        for path, entry in definition.entries(form):
            if entry.department_id in asked and not entry.repeat_of:
                if id(path) not in places:
                    places[id(path)] = _place(form, path)
                asked[entry.department_id].append((form, places[id(path)], entry))
    guides = {form.id: _guides(form) for form in definition.every_form}
    names = {department.id: department.name for department in definition.everybody}
    return {
        id_: _issue_of(id_, names[id_], definition.round, entries, guides)
        for id_, entries in asked.items()
    }


def _issue_of(
    department_id: str,
    name: str,
    round_: RoundFacts,
    asked: Sequence[tuple[Form, str, Entry]],
    guides: Mapping[str, Mapping[str, Sequence[str]]],
) -> Issue:
    forms = {form.id: form for form, _, _ in asked}
    return Issue(
        department_id=department_id,
        name=name,
        year=round_.year,
        title=round_.title,
        given={id_: _headers(form.given) for id_, form in forms.items()},
        answered={id_: _headers(form.answered) for id_, form in forms.items()},
        rows={line.id: _texts(form, line) for form, _, entry in asked for line in entry.lines},
        guides={id_: guides[id_] for id_ in forms},
        labels={entry.id: f"{place}{entry.label}" for _, place, entry in asked},
    )


def _headers(columns: Iterable[Column]) -> Mapping[str, str]:
    return {column.id: "".join(column.header.split()) for column in columns}


def _texts(form: Form, line: Line) -> Mapping[str, str]:
    return {column.id: text for column in form.given if (text := line.values[column.id])}


def _guides(form: Form) -> Mapping[str, Sequence[str]]:
    guides: dict[str, Sequence[str]] = {"": [form.sheet, *_sums(form)]}
    for column in form.columns:
        grades = (text for grade in column.grades for text in (*grade.names, grade.label))
        duties = (column.needs, column.only_when_nothing)
        guides[column.id] = [
            column.parent,
            column.prompt,
            str(column.max_chars or ""),
            str(column.required),
            *grades,
            *column.choices,
            *(f"{code} {'・'.join(ids)}" for duty in duties for code, ids in duty.items()),
            *_figures(column),
        ]
    return guides


def _sums(form: Form) -> Iterator[str]:
    """Yield which lines add up which others."""
    yield from (f"{line.id} {'・'.join(line.sum)}" for line in form.lines if line.sum)


def _figures(column: Column) -> Iterator[str]:
    """Yield what a number is asked or computed as: in another unit it is another number."""
    if kind := column.number:
        yield from (kind.unit, kind.unit_column, str(kind.digits), kind.digits_column)
        yield from (str(kind.least), str(kind.most), *kind.unmeasured)
    if column.computed:
        yield repr(column.computed)


def _place(form: Form, path: NodePath) -> str:
    prints = ((node, form.level_print(node.level)) for node in path)
    return "".join(f"{print_.text.fill(node.words)}\n" for node, print_ in prints if print_)


# ---------------------------------------------------------------- the record


def read_issues(folder: Path, versions: Collection[str]) -> Mapping[str, Issue]:
    """Return those of the versions that a round's record knows."""
    if not versions:
        return {}
    wanted = [json.dumps(version).encode() for version in versions]
    lines = (line for line in read_lines(folder / ISSUED) if any(w in line for w in wanted))
    found = filter(None, map(_issue, lines))
    return {issue.version: issue for issue in found if issue.version in versions}


def issued_to(folder: Path) -> frozenset[str]:
    """Return the ids of all that a round's record has a template of."""
    found = map(_issue, read_lines(folder / ISSUED))
    return frozenset(issue.department_id for issue in found if issue)


def append_issues(folder: Path, issues: Iterable[Issue]) -> None:
    """Add what the record does not know yet, in one durable write. Raises OSError."""
    new = {issue.version: issue for issue in issues}
    known = read_issues(folder, new.keys())
    append_lines(folder / ISSUED, (_line(new[version]) for version in new if version not in known))


def _line(issue: Issue) -> str:
    return json.dumps({"version": issue.version, **issue.content}, ensure_ascii=False)


def _issue(line: bytes) -> Issue | None:
    """Return the issue of a line; None for one that is torn, or is not what its version names."""
    try:
        record = json.loads(line)
        version = record.pop("version")
        issue = Issue(**record)
        known = issue.version == version
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return issue if known else None
