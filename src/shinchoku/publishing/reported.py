"""What a report says, without its looks: its values, what they are called, and their pages.

Two reports are compared by this, long after their builds are gone: see `reports` and `changes`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from shinchoku.model import Definition, Form, Line, Merged, NodePath, Value
from shinchoku.proving.reconcile import Expected
from shinchoku.records import dataclass

Table = Mapping[str, Mapping[str, Any]]
"""Something by two names: an owner and a column, a kind and an id."""
Source = Mapping[str, str]
"""Where a text came from: `department`, `file` and `sha256`; or `who` corrected it, and `why`."""


@dataclass(frozen=True)
class Reported:
    """What a report says of everything that is asked; repeats are left out.

    `values`: owner -> column -> text, the master's among them, blank ones left out. `names`: what
    they are called: `owners` (id -> form, department's id, numbers of what it hangs below, label),
    `columns` ("form.column" -> title), `departments` (id -> name), `nodes` ("level:id" -> number
    and title), `missing` (id of what nothing came back of -> 1). `pages`: owner -> "" -> the page
    on which it begins, and column -> page where that is another.
    """

    values: Table
    names: Table
    pages: Table

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the values: the same values, the same digest."""
        return sha256(_canonical(self.values)).hexdigest()

    @cached_property
    def state(self) -> str:
        """The SHA-256 of everything."""
        rest = _canonical([self.names, self.pages])
        return sha256(self.digest.encode() + rest).hexdigest()

    def text(self, owner: str, column: str) -> str:
        """Return a value, "" for none."""
        text: str = self.values.get(owner, {}).get(column, "")
        return text

    def page(self, owner: str, column: str) -> int | None:
        """Return the page on which a value begins; None for one that is only counted."""
        pages: Mapping[str, int] = self.pages.get(owner, {})
        return pages.get(column, pages.get(""))


NOTHING = Reported({}, {}, {})


def _canonical(data: object) -> bytes:
    return json.dumps(data, sort_keys=True).encode()


def reported(definition: Definition, merged: Merged, entries: Iterable[Expected] = ()) -> Reported:
    """Return what a report says; `entries` are what stands where in it."""
    values: dict[str, Mapping[str, str]] = {}
    owners: dict[str, Sequence[str]] = {}
    columns: dict[str, str] = {}
    nodes: dict[str, str] = {}
    for form in definition.every_form:
        said = _Said(form, merged)
        columns |= {f"{form.id}.{column.id}": column.title for column in said.columns}
        above: dict[int, str] = {}  # what entries hang below, once for all that hang there
        for path, entry in definition.entries(form):
            if entry.repeat_of:
                continue
            if (place := above.get(id(path))) is None:
                place = above[id(path)] = _place(path)
                nodes |= {f"{n.level}:{n.id}": f"{n.number} {n.title}".strip() for n in path}
            owner = [form.id, entry.department_id, place, entry.label]
            for line in entry.lines:
                owners[line.id] = owner
                if texts := said.on(line, first=line is entry.lines[0]):
                    values[line.id] = texts
    pages = _pages(entries, owners)
    names: dict[str, Mapping[str, Any]] = {
        "owners": owners,
        "columns": columns,
        "departments": {each.id: each.name for each in definition.everybody},
        "nodes": nodes,
        "missing": {id_: 1 for id_ in owners if id_ in merged.missing},
    }
    return Reported(values, {what: each for what, each in names.items() if each}, pages)


def _place(path: NodePath) -> str:
    return " ".join(node.number or node.title for node in path)


class _Said:
    """What a form's columns say, line by line; a review only what is asked in it."""

    def __init__(self, form: Form, merged: Merged) -> None:
        stated = () if form.review_of else form.stated
        results = (*form.answered, *form.computed)
        self.columns = (*stated, *results)
        self._stated = [(column.id, column.per_line) for column in stated]
        self._results = [column.id for column in results]
        self._shown: Mapping[Any, Any] = merged.shown  # a plain pair finds a Key

    def on(self, line: Line, *, first: bool) -> Mapping[str, str]:
        """Return the texts of a line by their columns."""
        given, shown, owner = line.values, self._shown, line.id
        texts = {
            name: text
            for name, per_line in self._stated
            if (first or per_line) and (text := given.get(name))
        }
        for name in self._results:
            if value := shown.get((owner, name)):
                texts[name] = value.text
        return texts


def _pages(entries: Iterable[Expected], owners: Mapping[str, object]) -> Table:
    pages: dict[str, dict[str, int]] = {}
    seen = set()
    for entry in entries:
        page, owner = entry.page, entry.owner
        if page is None or owner not in owners:
            continue
        key = (owner, entry.column)
        if key in seen:
            continue
        seen.add(key)
        own = pages.setdefault(owner, {"": page})
        if own[""] != page:
            own[entry.column] = page
    return pages


# ---------------------------------------------------------------- who gave what


class Sources:
    """Knows where each value of a report came from; `inputs` are those of the build."""

    def __init__(
        self, definition: Definition, merged: Merged, inputs: Iterable[Mapping[str, str]]
    ) -> None:
        # A plain pair finds a Key; and what is given twice is the same object.
        self._submitted: Mapping[Any, Value] = merged.submitted
        self._derived: Collection[Any] = merged.derived
        self._corrected: Mapping[Any, Source] = {
            each.key: {"who": each.who, "why": each.reason} for each in merged.corrections
        }
        self._master = {
            form.id: ({column.id for column in form.stated}, {"file": f"master/{form.master}"})
            for form in definition.every_form
        }
        self._files: dict[str, Source] = {}
        self._by_department: dict[str, Source] = {}
        for each in inputs:
            names = {"department": "department", "file": "path", "sha256": "sha256"}
            found = {name: each[key] for name, key in names.items()}
            self._files[each["path"]] = found
            if each["status"] == "accepted":
                self._by_department[each["department"]] = found

    def of(self, owner: str, column: str, about: Sequence[str]) -> Source:
        """Return where a value came from, or what took it away; `about` is its owner's name."""
        key = (owner, column)
        if key in self._corrected:
            return self._corrected[key]
        stated, master = self._master.get(about[0], ((), _NOWHERE))
        if column in stated:
            return master
        if key in self._derived:
            return _NOWHERE
        value = self._submitted.get(key)
        if value is None:  # whoever was asked sent none, or nobody
            return self._by_department.get(about[1], _NOWHERE)
        return self._files.get(value.origin.file, _NOWHERE)


_NOWHERE: Source = {}


# ---------------------------------------------------------------- from one to the next


def delta(before: Table, after: Table) -> dict[str, dict[str, Any]]:
    """Return what is to be put into one table to make it another; None is to be taken out."""
    changed: dict[str, dict[str, Any]] = {}
    for outer in (*after, *(each for each in before if each not in after)):
        old, new = before.get(outer, {}), after.get(outer, {})
        if not old:
            changed[outer] = dict(new)
        elif old != new:
            put = {inner: each for inner, each in new.items() if old.get(inner) != each}
            changed[outer] = put | {inner: None for inner in old if inner not in new}
    return changed


def applied(before: Table, changed: Table) -> Table:
    """Return the table that a delta makes of another. Raises AttributeError for no delta."""
    if not before:
        return changed
    after = dict(before)
    for outer, inner in changed.items():
        whole = {**after.get(outer, {}), **inner}
        after[outer] = {name: each for name, each in whole.items() if each is not None}
        if not after[outer]:
            del after[outer]
    return after


def changed_keys(before: Table, after: Table) -> Iterator[tuple[str, str]]:
    """Yield the two names of everything that one table says otherwise than another."""
    for outer, inner in delta(before, after).items():
        yield from ((outer, each) for each in inner)
