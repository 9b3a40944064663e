"""What is appended to the journal of reports, and when: see `reports`.

A report's values before it appears, that it has once it has, what was published once that is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from shinchoku.journal import append_lines, now
from shinchoku.publishing.publish import MANIFEST, read_manifest
from shinchoku.publishing.reported import (
    NOTHING,
    Reported,
    Source,
    Sources,
    changed_keys,
    delta,
)
from shinchoku.publishing.reports import (
    FINAL,
    REPORTS,
    Event,
    Journal,
    Report,
    compiled,
    kind_of,
    line_of,
)
from shinchoku.version import VERSION


class Telling(NamedTuple):
    """A report whose values are kept, and of which is told once it has appeared.

    `total` values of it were submitted. `before` is the last report, `changes` how many values are
    not as they were there; None where nobody can say.
    """

    folder: Path
    reported: Reported
    total: int
    kind: str
    before: Report | None
    changes: int | None
    publication: Event | None  # what was published last

    @property
    def number(self) -> int:
        """The report's own number."""
        last = self.before
        return last.number + (not self.is_same) if last else 1

    @property
    def is_same(self) -> bool:
        """Whether the last report was the very same: then nothing is to be told."""
        last = self.before
        return bool(last and (last.state, last.kind) == (self.reported.state, self.kind))

    def tell(self) -> None:
        """Tell of the report, which is there for everybody by now. Raises OSError."""
        if not self.is_same:
            about = {**_about(self.reported, self.total), "changes": self.changes or 0}
            line = compiled(self.number, self.kind, self.reported.state, about)
            append_lines(self.folder / REPORTS, [line_of(line)])


def keep(
    folder: Path, build: Path, reported: Reported, sources: Sources, total: int, *, draft: bool
) -> Telling:
    """Keep a report's values before it appears, unless the journal has them.

    `total` is how many were submitted. Tells first of one that appeared in `build` before a crash.
    Raises ReadError, OSError.
    """
    kind, journal = kind_of(draft=draft), Journal(folder)
    last = journal.last
    if not (last and (last.state, last.kind) == (reported.state, kind)):
        journal = mended(folder, build, journal)
        last = journal.last
    changes = 0 if last and last.state == reported.state else None
    if changes is None:
        changes = _keep_values(folder, journal, reported, sources, total)
    return Telling(folder, reported, total, kind, last, changes, journal.publication)


def mended(folder: Path, build: Path, journal: Journal) -> Journal:
    """Tell of a report that appeared in `build` just before a crash. Raises OSError."""
    event = journal.untold(build)
    if event is None:
        return journal
    append_lines(folder / REPORTS, [line_of(event)])
    return Journal(folder)


def _keep_values(
    folder: Path, journal: Journal, reported: Reported, sources: Sources, total: int
) -> int | None:
    """Append a report's values; return how many are not as they were in the last report."""
    last = journal.last
    said = journal.reported(last.state) if last else None
    changes = sum(1 for _ in changed_keys(said.values, reported.values)) if said else None
    if journal.reported(reported.state) is None:
        event = {
            "event": "values",
            "state": reported.state,
            "before": last.state if said and last else "",
            "at": now(),
            **_about(reported, total),
            "changes": changes or 0,
            **_difference(said or NOTHING, reported, sources),
            "whole": True,
        }
        append_lines(folder / REPORTS, [line_of(event)])
    return changes


def _difference(before: Reported, after: Reported, sources: Sources) -> Event:
    """Return what is to be put into what one report says to make it what another does."""
    numbers: dict[int, int] = {}
    listed: list[Source] = []
    owners = {**before.names.get("owners", {}), **after.names.get("owners", {})}
    values: dict[str, dict[str, tuple[str | None, int]]] = {}
    for owner, texts in delta(before.values, after.values).items():
        about, own = owners[owner], values.setdefault(owner, {})
        for column, text in texts.items():
            given = sources.of(owner, column, about)
            number = numbers.setdefault(id(given), len(listed))
            if number == len(listed):
                listed.append(given)
            own[column] = (text, number)
    return {
        "sources": listed,
        "values": values,
        "names": delta(before.names, after.names),
        "pages": delta(before.pages, after.pages),
    }


def publication_told(
    folder: Path, published: Mapping[str, Any], publication: Path, origin: Mapping[str, Any]
) -> OSError | None:
    """Tell of a publication that is in its place, unless nothing of it is new.

    `published` is the manifest of the build that it is of, `origin` what that is made of. Returns
    why nothing could be told; publishing again tells it. Raises ReadError.
    """
    journal, state = Journal(folder), published.get("state", "")
    about = read_manifest(publication)["publication"]
    of = [each.number for each in journal.reports if (each.state, each.kind) == (state, FINAL)]
    event = {
        "event": "published",
        "number": of[-1] if of else 0,
        "state": state,
        "folder": publication.name,
        "version": about["version"],
        "files": about["files"],
        "inputs": origin["inputs"],
        "definition": origin["definition"],
    }
    last = journal.publication
    try:
        if last is None or {k: v for k, v in last.items() if k in event} != event:
            append_lines(folder / REPORTS, [line_of({**event, "at": now()})])
    except OSError as error:
        return error
    return None


class Told(NamedTuple):
    """What the journal was told of a report, for whoever shows it.

    `changes` are to the report `before`, None where there is none, or none can be counted.
    `publication` is a folder that is published, of another report: number `published`.
    `untold` is why the journal could not be told; the next compile will do so.
    """

    number: int
    before: int = 0
    changes: int | None = None
    publication: Path | None = None
    published: int = 0
    untold: OSError | None = None


def told(telling: Telling, build: Path) -> Told:
    """Tell the journal of a report that has appeared in `build`."""
    last, untold = telling.before, None
    try:
        telling.tell()
    except OSError as error:
        untold = error
    before = last.number if last else 0
    publication, published = _another_publication(telling, build)
    return Told(telling.number, before, telling.changes, publication, published, untold)


def _another_publication(telling: Telling, build: Path) -> tuple[Path | None, int]:
    """Return the folder that is published, if it is of another report, and of which."""
    last = telling.publication or {}
    folder, number = build / str(last.get("folder")), last.get("number")
    is_other = last.get("state") != telling.reported.state and isinstance(number, int)
    if is_other and folder.parent == build and (folder / MANIFEST).is_file():
        return folder, int(str(number))
    return None, 0


def _about(reported: Reported, total: int) -> dict[str, Any]:
    return {"digest": reported.digest, "version": VERSION, "total": total}
