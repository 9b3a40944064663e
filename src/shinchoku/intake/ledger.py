"""What was ever received and decided: a log in the round folder that only grows.

`ledger.jsonl` holds one record a line (see `journal`). Decisions are read from the records, never
stored.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Literal

from shinchoku.identity import short
from shinchoku.intake.submissions import Submission
from shinchoku.journal import append_lines, decoded, now, read_lines
from shinchoku.records import dataclass

DIGITS = 12  # of a digest, as people are shown it
LEDGER = "ledger.jsonl"
Decided = Literal["accepted", "excluded"]
Event = Literal["received", Decided, "undone"]
DECIDED = frozenset({"accepted", "excluded"})
Verdict = Literal["fine", "errors", "refused"]
File = tuple[str, str]
"""What a decision is about: a file's content and its name. A copy is another file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event. `verdict` is of a received file; `reason` and `by` are of a decision.

    A later version of this program may write other events and verdicts; nothing follows from them.

    `name` is relative to the round; `at` is when, with its time zone. `replaces` are the files
    whose place a returned workbook takes, as `identity.short` names them, with blanks between.
    `formerly` is the name that a file had before, if it came under a new one and the old is gone.
    `undoes` is what was decided of the file and is taken back.
    """

    event: Event | str
    sha256: str  # "" where the file could not even be read
    name: str
    department: str = ""
    verdict: Verdict | str = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    replaces: str = ""
    formerly: str = ""
    undoes: Decided | str = ""

    @property
    def content(self) -> str:
        """What names the file's content: its digest, or its name where there is none."""
        return self.sha256 or self.name

    @property
    def file(self) -> File:
        """The file that it is about."""
        return self.content, self.name


_FIELDS = frozenset(field.name for field in fields(Record))


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that does not count: another, called `name`, does, or it is itself excluded."""

    submission: Submission
    why: Literal["accepted", "excluded", "replaced"]
    name: str
    reason: str = ""


# ---------------------------------------------------------------- the file


def read_records(folder: Path) -> tuple[Record, ...]:
    """Return the whole records of a round, in order; none where there is no ledger yet.

    Raises ReadError.
    """
    return tuple(filter(None, map(_record, read_lines(folder / LEDGER))))


def append_records(folder: Path, records: Iterable[Record]) -> None:
    """Append records, stamped with the present time, in one durable write. Raises OSError."""
    at = now()
    stamped = (asdict(replace(record, at=at)) for record in records)
    append_lines(folder / LEDGER, (json.dumps(record, ensure_ascii=False) for record in stamped))


def _record(line: bytes) -> Record | None:
    """Return the record of a line; None for a torn or empty one."""
    try:
        read = json.loads(decoded(line))
    except (ValueError, RecursionError):
        return None
    texts = {k: v for k, v in read.items() if k in _FIELDS} if isinstance(read, dict) else {}
    if not {"event", "sha256", "name"} <= texts.keys():
        return None
    return Record(**texts) if all(isinstance(text, str) for text in texts.values()) else None


# ---------------------------------------------------------------- what happened, what follows


def received(
    records: Sequence[Record],
    submissions: Sequence[Submission],
    verdicts: Mapping[str, Verdict],
) -> Iterator[Record]:
    """Yield a record, by name, for every file that is new: its name, or what that name holds.

    `verdicts` are by file, as far as they are known.
    """
    last = {record.name: record.sha256 for record in records if record.event == "received"}
    standing = _standing(records)
    gone = _gone(standing, decisions(records), submissions)
    for submission in sorted(submissions, key=lambda submission: submission.file):
        file = _file(submission)
        if file not in standing or last[submission.file] != submission.sha256:
            names = gone.get(file[0], []) if file not in standing else []
            formerly = names.pop(0) if names else ""
            record = about("received", submission, verdict=verdicts.get(submission.file, ""))
            yield replace(record, formerly=formerly)


def _standing(records: Iterable[Record]) -> Mapping[File, None]:
    """Return every file that was ever there, in order, under the last name that it had."""
    standing: dict[File, None] = {}
    for record in records:
        if record.event == "received":
            standing.pop((record.content, record.formerly), None)
            standing[record.file] = None
    return standing


def _gone(
    standing: Iterable[File], out: Mapping[File, Record], submissions: Iterable[Submission]
) -> dict[str, list[str]]:
    """Return by content the names that are no longer there: a new name may be one of them.

    Those that are not excluded come first: what nobody excluded must not vanish for having a new
    name.
    """
    present = {_file(submission) for submission in submissions}
    gone: dict[str, list[str]] = {}
    for file in sorted(standing, key=lambda file: file in out and out[file].event == "excluded"):
        if file not in present:
            gone.setdefault(file[0], []).append(file[1])
    return gone


def about(
    event: Event,
    submission: Submission,
    *,
    verdict: Verdict | Literal[""] = "",
    reason: str = "",
    by: str = "",
) -> Record:
    """Return the record of an event; of a decision, `by` says who took it."""
    identity = submission.identity
    return Record(
        event=event,
        sha256=submission.sha256,
        name=submission.file,
        department=identity.department_id if identity else "",
        verdict=verdict,
        reason=reason,
        by=by,
        replaces=" ".join(sorted(submission.replaces)) if event == "received" else "",
    )


def undoing(decision: Record, by: str) -> Record:
    """Return the record that takes a decision back."""
    return replace(
        decision, event="undone", undoes=decision.event, reason="", replaces="", by=by, at=""
    )


def account() -> str:
    """Return whose account of this machine it is; "" where it has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""


def decisions(records: Iterable[Record]) -> Mapping[File, Record]:
    """Return what does not count: file -> the decision that took it out.

    That is its own exclusion, or the acceptance of another content of its department. The last
    word counts. An acceptance is over the files received before it: what arrives later is in
    conflict again, for nobody has looked at it. A decision goes with its file to a new name; the
    copy of an excluded file is another file, that of an accepted one says the same. What was taken
    back was never said.
    """
    excluded: dict[File, Record] = {}
    lost: dict[str, Record] = {}  # content -> the acceptance of another
    arrived: dict[str, set[str]] = {}
    for record in _without_undone(records):
        content, file = record.content, record.file
        if record.event == "received":
            former = (content, record.formerly)
            if former in excluded:
                excluded[file] = replace(excluded.pop(former), name=record.name)
            lost = {c: replace(r, name=file[1]) if r.file == former else r for c, r in lost.items()}
            arrived.setdefault(record.department, set()).add(content)
        elif record.event == "excluded":
            lost = {c: accepted for c, accepted in lost.items() if accepted.file != file}
            excluded[file] = record
        elif record.event == "accepted":
            excluded.pop(file, None)
            lost.pop(content, None)
            lost |= dict.fromkeys(arrived.get(record.department, set()) - {content}, record)
    return {file: lost[file[0]] for file in _standing(records) if file[0] in lost} | excluded


def _without_undone(records: Iterable[Record]) -> Iterator[Record]:
    every = tuple(records)
    standing = _standing_decisions(every)
    for index, record in enumerate(every):
        if record.event not in DECIDED or index in standing:
            yield record


def _standing_decisions(records: Iterable[Record]) -> Mapping[int, File]:
    """Return what was decided and not taken back, in order: a record's index -> its file by now."""
    decided: dict[File, list[int]] = {}
    for index, record in enumerate(records):
        if record.event in DECIDED:
            decided.setdefault(record.file, []).append(index)
        elif record.event == "received" and record.formerly:
            former = decided.pop((record.content, record.formerly), [])
            decided.setdefault(record.file, []).extend(former)
        elif record.event == "undone" and decided.get(record.file):
            decided[record.file].pop()
    return {index: file for file, indices in decided.items() for index in indices}


def last_decision(records: Sequence[Record], name: str) -> Record | None:
    """Return what was last decided of the file that has this name now, and not taken back."""
    named = [i for i, file in _standing_decisions(records).items() if file[1] == name]
    return replace(records[max(named)], name=name) if named else None


def select(
    submissions: Sequence[Submission], out: Mapping[File, Record]
) -> tuple[tuple[Submission, ...], tuple[SetAside, ...]]:
    """Part the files that count from those that `decisions` or returned workbooks took out.

    An accepted file that is no longer there takes nothing out.
    """
    excluded = tuple(_decided(submissions, out, "excluded"))
    kept = _without(submissions, excluded)
    present = {_file(submission)[0] for submission in kept}
    effective = {file: decision for file, decision in out.items() if decision.content in present}
    lost = tuple(_decided(kept, effective, "accepted"))
    left = _without(kept, lost)
    replaced = tuple(_replaced(left))
    return _without(left, replaced), (*excluded, *lost, *replaced)


def _decided(
    submissions: Iterable[Submission],
    out: Mapping[File, Record],
    event: Literal["accepted", "excluded"],
) -> Iterator[SetAside]:
    for submission in submissions:
        decision = out.get(_file(submission))
        if decision and decision.event == event:
            yield SetAside(submission, event, decision.name, decision.reason)


def _replaced(submissions: Sequence[Submission]) -> Iterator[SetAside]:
    """Yield the files that a returned workbook of the same department was made from.

    One that is itself replaced counts no more; so where files claim each other, all of them stay.
    """
    returned = [submission for submission in submissions if submission.replaces]
    last = [one for one in returned if not any(_takes_place(other, one) for other in returned)]
    for submission in submissions:
        successor = next((one for one in last if _takes_place(one, submission)), None)
        if successor:
            yield SetAside(submission, "replaced", successor.file)


def _takes_place(one: Submission, other: Submission) -> bool:
    return (
        short(other.sha256) in one.replaces
        and one.identity is not None
        and other.identity is not None
        and one.identity.round_id == other.identity.round_id
        and one.identity.department_id == other.identity.department_id
    )


def _without(files: Sequence[Submission], aside: Iterable[SetAside]) -> tuple[Submission, ...]:
    gone = {id(each.submission) for each in aside}  # what only bears the same name stays
    return tuple(file for file in files if id(file) not in gone)


def _file(submission: Submission) -> File:
    return submission.sha256 or submission.file, submission.file


def superseded(records: Sequence[Record]) -> Mapping[int, Record]:
    """Return what took a received file's place, by the index of its record.

    That is the file accepted in its stead, the returned workbook that was made from it, or the
    next one of the same name.
    """
    out = decisions(records)
    successors: dict[int, Record] = {}
    last: dict[str, int] = {}
    returned = [r for r in records if r.replaces and r.file not in out]
    for index, record in enumerate(records):
        if record.event == "received":
            if record.name in last:
                successors[last[record.name]] = record
            last[record.name] = index
    for index in last.values():
        record = records[index]
        successor = out.get(record.file)
        if successor is None:
            successor = next((r for r in returned if _is_made_from(r, record)), None)
        if successor and successor.event != "excluded":
            successors[index] = successor
    return successors


def _is_made_from(returned: Record, record: Record) -> bool:
    same = returned.department == record.department
    return same and short(record.sha256) in returned.replaces.split()
