"""What was ever received and decided: a log in the round folder that only grows.

`ledger.jsonl` holds one record a line (see `journal`). Decisions are read from the records, never
stored.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from shinchoku.identity import short
from shinchoku.intake.submissions import Submission
from shinchoku.journal import append_lines, read_lines

LEDGER = "ledger.jsonl"
Event = Literal["received", "accepted", "excluded"]
Verdict = Literal["fine", "errors", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event. `verdict` is of a received file; `reason` and `by` are of a decision.

    `name` is relative to the round; `at` is when, with its time zone. `replaces` are the files
    whose place a returned workbook takes, as `identity.short` names them, with blanks between.
    """

    event: Event
    sha256: str  # "" where the file could not even be read
    name: str
    department: str = ""
    verdict: Verdict | Literal[""] = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    replaces: str = ""

    @property
    def content(self) -> str:
        """What names the file's content: its digest, or its name where there is none."""
        return self.sha256 or self.name


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that does not count: another, called `name`, does, or it is itself excluded."""

    submission: Submission
    why: Literal["accepted", "excluded", "replaced"]
    name: str
    reason: str = ""


# ---------------------------------------------------------------- the file


def read_records(folder: Path) -> tuple[Record, ...]:
    """Return the whole records of a round, in order; none where there is no ledger yet."""
    return tuple(filter(None, map(_record, read_lines(folder / LEDGER))))


def append_records(folder: Path, records: Iterable[Record]) -> None:
    """Append records, stamped with the present time, in one durable write. Raises OSError."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    stamped = (asdict(replace(record, at=now)) for record in records)
    append_lines(folder / LEDGER, (json.dumps(record, ensure_ascii=False) for record in stamped))


def _record(line: bytes) -> Record | None:
    """Return the record of a line; None for a torn or empty one."""
    try:
        read = json.loads(line.decode("utf-8", "surrogateescape"))
    except ValueError:
        return None
    known = {field.name for field in fields(Record)}
    texts = {k: v for k, v in read.items() if k in known} if isinstance(read, dict) else {}
    if not {"event", "sha256", "name"} <= texts.keys():
        return None
    return Record(**texts) if all(isinstance(text, str) for text in texts.values()) else None


# ---------------------------------------------------------------- what happened, what follows


def received(
    records: Sequence[Record], submissions: Iterable[Submission], verdicts: Mapping[str, Verdict]
) -> Iterator[Record]:
    """Yield a record for every file that is new: its name, or what that name holds.

    `verdicts` are by file.
    """
    last = {record.name: record.sha256 for record in records if record.event == "received"}
    for submission in submissions:
        if last.get(submission.file) != submission.sha256:
            yield about("received", submission, verdict=verdicts[submission.file])


def about(
    event: Event, submission: Submission, *, verdict: Verdict | Literal[""] = "", reason: str = ""
) -> Record:
    """Return the record of an event; a decision says who took it."""
    identity = submission.identity
    return Record(
        event=event,
        sha256=submission.sha256,
        name=submission.file,
        department=identity.department_id if identity else "",
        verdict=verdict,
        reason=reason,
        by="" if event == "received" else _user(),
        replaces=" ".join(sorted(submission.replaces)) if event == "received" else "",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""


def decisions(records: Iterable[Record]) -> Mapping[str, Record]:
    """Return what does not count: content -> the decision that took it out.

    That is its own exclusion, or the acceptance of another file of its department. The last word
    counts. An acceptance is over the files received before it: what arrives later is in conflict
    again, for nobody has looked at it.
    """
    out: dict[str, Record] = {}
    arrived: dict[str, set[str]] = {}
    for record in records:
        content = record.content
        if record.event == "received":
            arrived.setdefault(record.department, set()).add(content)
        elif record.event == "excluded":
            out = {c: r for c, r in out.items() if r.content != content} | {content: record}
        elif record.event == "accepted":
            out.pop(content, None)
            for other in arrived.get(record.department, set()) - {content}:
                if other not in out or out[other].event == "accepted":
                    out[other] = record
    return out


def select(
    submissions: Sequence[Submission], out: Mapping[str, Record]
) -> tuple[tuple[Submission, ...], tuple[SetAside, ...]]:
    """Part the files that count from those that `decisions` or returned workbooks took out.

    An accepted file that is no longer there takes nothing out.
    """
    decided = tuple(_decided(submissions, out))
    left = _without(submissions, decided)
    replaced = tuple(_replaced(left))
    return _without(left, replaced), (*decided, *replaced)


def _decided(submissions: Sequence[Submission], out: Mapping[str, Record]) -> Iterator[SetAside]:
    present = {_content(submission) for submission in submissions}
    for submission in submissions:
        decision = out.get(_content(submission))
        if decision and decision.content in present and decision.event != "received":
            yield SetAside(submission, decision.event, decision.name, decision.reason)


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
    gone = {each.submission.file for each in aside}
    return tuple(file for file in files if file.file not in gone)


def _content(submission: Submission) -> str:
    return submission.sha256 or submission.file


def superseded(records: Sequence[Record]) -> Mapping[int, Record]:
    """Return what took a received file's place, by the index of its record.

    That is the file accepted in its stead, the returned workbook that was made from it, or the
    next one of the same name.
    """
    out = decisions(records)
    successors: dict[int, Record] = {}
    last: dict[str, int] = {}
    returned = [r for r in records if r.replaces and r.content not in out]
    for index, record in enumerate(records):
        if record.event == "received":
            if record.name in last:
                successors[last[record.name]] = record
            last[record.name] = index
    for index in last.values():
        record = records[index]
        successor = out.get(record.content)
        if successor is None:
            successor = next((r for r in returned if _is_made_from(r, record)), None)
        if successor and successor.event != "excluded":
            successors[index] = successor
    return successors


def _is_made_from(returned: Record, record: Record) -> bool:
    same = returned.department == record.department
    return same and short(record.sha256) in returned.replaces.split()
