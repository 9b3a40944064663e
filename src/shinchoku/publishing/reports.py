"""The journal of reports: what each said, and what was published, in a file that only grows.

`reports.jsonl` stands in the round's folder beside the ledger, for internal use; nothing of a build
is needed to read it. Before a report appears, a line has its values, as a difference to those of
the report before; once it has appeared, a short line tells of it. A crash between the two leaves
values that no report is told of, unless the build says that it is of them. Who compiles at the same
time writes whole lines, and each difference names what it is to: no order spoils the other's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from shinchoku.failures import BuildError
from shinchoku.journal import decoded, now, read_lines
from shinchoku.publishing.publish import read_manifest
from shinchoku.publishing.reported import (
    NOTHING,
    Reported,
    Source,
    Table,
    applied,
)

REPORTS = "reports.jsonl"
DRAFT, FINAL = "draft", "report"
_END = b', "whole": true}'  # of a line that is not torn, which need not be parsed to see it
_VALUES = re.compile(
    rb'\{"event": "values", "state": "([0-9a-f]{64})", "before": "((?:[0-9a-f]{64})?)"'
)
_BROKEN = (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError)
Event = Mapping[str, Any]


class Report(NamedTuple):
    """A report that there was: `changes` are to the one before, `total` values were submitted."""

    number: int
    at: str
    kind: str
    digest: str
    version: str
    total: int
    changes: int
    state: str
    published: str = ""  # when it was, "" where it was not

    @property
    def is_draft(self) -> bool:
        """Whether it was one."""
        return self.kind == DRAFT


class Said(NamedTuple):
    """A report's values, and where each of them came from, or what took it away."""

    reported: Reported
    sources: Mapping[str, Mapping[str, Source]]


class Journal:
    """What a round's journal says. Raises ReadError where it cannot be read."""

    def __init__(self, folder: Path) -> None:
        self._values: dict[str, tuple[str, bytes]] = {}  # state -> the one before, the line
        self._last_values = ""
        self.events: list[Event] = []
        for line in map(bytes.rstrip, read_lines(folder / REPORTS)):
            found = _VALUES.match(line)
            if not found:
                self._add(_event(line), line)
            elif line.endswith(_END):
                self._keep(found[1].decode(), found[2].decode(), line)

    def _add(self, event: Event | None, line: bytes) -> None:
        if event is None:
            return
        if event.get("event") == "values" and event.get("whole"):  # saved by an editor
            self._keep(str(event.get("state")), str(event.get("before")), line)
        else:
            self.events.append(event)

    def _keep(self, state: str, before: str, line: bytes) -> None:
        self._values[state] = before, line
        self._last_values = state

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports that there were, in order. No two have one number."""
        told: list[Report] = []
        for event in self.events:
            if event.get("event") == "compiled" and (report := _report(event)):
                last = told[-1].number if told else 0
                told.append(report._replace(number=max(report.number, last + 1)))
            elif event.get("event") == "published":
                told = [
                    each._replace(published=str(event.get("at", "")))
                    if each.state == event.get("state") and not each.is_draft
                    else each
                    for each in told
                ]
        return tuple(told)

    @property
    def last(self) -> Report | None:
        """The last report."""
        return self.reports[-1] if self.reports else None

    @property
    def publication(self) -> Event | None:
        """What was published last."""
        published = (each for each in reversed(self.events) if each.get("event") == "published")
        return next(published, None)

    def reported(self, state: str) -> Reported | None:
        """Return what a report said; None where a line of those that it needs is lost."""
        found = self._replayed(state, _put_texts)
        return found if found and found.state == state else None

    def said(self, state: str) -> Said | None:
        """Return what a report said and where it came from, as `reported` does."""
        found, sources = self.reported(state), self._replayed(state, _put_sources)
        return None if found is None or sources is None else Said(found, sources.values)

    def _replayed(self, state: str, put: Callable[[Event], Table]) -> Reported | None:
        """Put one difference on the other; `put` says what each puts in place of values."""
        lines: list[bytes] = []
        seen: set[str] = set()
        before = state
        while before:
            if before in seen or before not in self._values:
                return None
            seen.add(before)
            before, line = self._values[before]
            lines.append(line)
        found = NOTHING
        try:
            for line in reversed(lines):
                event = json.loads(decoded(line))
                found = Reported(
                    applied(found.values, put(event)),
                    applied(found.names, event["names"]),
                    applied(found.pages, event["pages"]),
                )
        except _BROKEN:
            return None
        return found

    def untold(self, build: Path) -> Event | None:
        """Return what is to be told of a report that appeared just before a crash."""
        last = self.last
        if not self._last_values:
            return None
        with suppress(BuildError):
            manifest = read_manifest(build)
            state, kind = manifest.get("state"), kind_of(draft=bool(manifest.get("draft")))
            if not state or state not in {self._last_values, last and last.state}:
                return None
            if (last and (last.state, last.kind)) == (state, kind) or state not in self._values:
                return None
            event = json.loads(decoded(self._values[state][1]))
            about = {name: event.get(name) for name in ("at", "digest", "version", "total")}
            changes = 0 if last and last.state == state else event.get("changes")
            return compiled(self.next_number, kind, state, about | {"changes": changes})
        return None

    @property
    def next_number(self) -> int:
        """The number of the next report."""
        return self.last.number + 1 if self.last else 1


def kind_of(*, draft: bool) -> str:
    """Return what a report is called here."""
    return DRAFT if draft else FINAL


def _event(line: bytes) -> Event | None:
    """Return what a line tells; None for a torn or empty one."""
    try:
        event = json.loads(decoded(line))
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _report(event: Event) -> Report | None:
    """Return the report that is told of; a later version may tell more of it."""
    fields: dict[str, Any] = {n: event.get(n) for n in Report._fields if n != "published"}
    numbers = ("number", "total", "changes")
    if any(type(fields[name]) is not (int if name in numbers else str) for name in fields):
        return None
    return Report(**fields)


def _put_texts(event: Event) -> Table:
    """Return the texts of an event of values. Raises what _BROKEN lists, as does _put_sources."""
    return {
        owner: {column: each[0] for column, each in values.items()}
        for owner, values in event["values"].items()
    }


def _put_sources(event: Event) -> Table:
    """Return the sources of an event of values: those of what is gone stay."""
    given = event["sources"]
    return {
        owner: {column: dict(given[each[1]]) for column, each in values.items()}
        for owner, values in event["values"].items()
    }


def compiled(number: int, kind: str, state: str, about: Mapping[str, Any]) -> Event:
    """Return what tells of a report."""
    told = {"event": "compiled", "number": number, "at": now(), "kind": kind}
    return {**told, **about, "state": state}


def line_of(event: Event) -> str:
    """Return an event as a line."""
    return json.dumps(event, ensure_ascii=False)
