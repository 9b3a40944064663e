"""What each template was issued with, and the record of it: nobody has to number versions.

A version is a fingerprint of what a department is asked. `issued.jsonl` in the round's folder
holds one issue a line and only grows, so that an older template is held to its own texts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from shinchoku.journal import append_lines, read_lines
from shinchoku.model import Column, Definition, Form, Item, Line

ISSUED = "issued.jsonl"
_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What one template asks, and the texts that stand in it and are not to be changed.

    `given` and `answered`: form id -> column id -> header in one line, of the forms that ask
    anything. `rows`: line id -> column id -> given text, blank ones left out.
    """

    department_id: str
    given: Mapping[str, Mapping[str, str]]
    answered: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, Mapping[str, str]]

    @cached_property
    def version(self) -> str:
        """The fingerprint: the order of rows and columns asks nothing else and does not count."""
        content = json.dumps(self.content, sort_keys=True)
        return sha256(content.encode()).hexdigest()[:_DIGITS]

    @property
    def content(self) -> Mapping[str, object]:
        """Every field by its name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def had(self, form: Form, column: Column) -> bool:
        """Whether a form had a column, filled in by the same side as it is now."""
        columns = self.answered if column.role.answered else self.given
        return column.id in columns.get(form.id, ())


def issue(definition: Definition, department_id: str) -> Issue:
    """Return what a department's template is issued with now."""
    return issues(definition, [department_id])[department_id]


def issues(definition: Definition, department_ids: Iterable[str]) -> Mapping[str, Issue]:
    """Return what the templates of departments are issued with now, by department."""
    asked: dict[str, list[tuple[Form, Item]]] = {id_: [] for id_ in department_ids}
    for form in definition.forms:
        for _, item in definition.items_of(form):
            if item.department_id in asked and not item.repeat_of:
                asked[item.department_id].append((form, item))
    return {id_: _issue_of(id_, items) for id_, items in asked.items()}


def _issue_of(department_id: str, asked: Sequence[tuple[Form, Item]]) -> Issue:
    forms = {form.id: form for form, _ in asked}
    return Issue(
        department_id=department_id,
        given={id_: _headers(form.given) for id_, form in forms.items()},
        answered={id_: _headers(form.answered) for id_, form in forms.items()},
        rows={line.id: _texts(form, line) for form, item in asked for line in item.lines},
    )


def _headers(columns: Iterable[Column]) -> Mapping[str, str]:
    return {column.id: "".join(column.header.split()) for column in columns}


def _texts(form: Form, line: Line) -> Mapping[str, str]:
    return {column.id: text for column in form.given if (text := line.values[column.id])}


# ---------------------------------------------------------------- the record


def read_issues(folder: Path, versions: Collection[str]) -> Mapping[str, Issue]:
    """Return those of the versions that a round's record knows."""
    if not versions:
        return {}
    wanted = [json.dumps(version).encode() for version in versions]
    lines = (line for line in read_lines(folder / ISSUED) if any(w in line for w in wanted))
    found = filter(None, map(_issue, lines))
    return {issue.version: issue for issue in found if issue.version in versions}


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
