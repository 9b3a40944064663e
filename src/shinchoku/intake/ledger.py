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

from shinchoku.intake.submissions import Submission
from shinchoku.journal import append_lines, read_lines

LEDGER = "ledger.jsonl"
Event = Literal["received", "accepted", "excluded"]
Verdict = Literal["fine", "errors", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event. `verdict` is of a received file; `reason` and `by` are of a decision.

    `name` is relative to the round; `at` is when, with its time zone.
    """

    event: Event
    sha256: str  # "" where the file could not even be read
    name: str
    department: str = ""
    verdict: Verdict | Literal[""] = ""
    reason: str = ""
    by: str = ""
    at: str = ""

    @property
    def content(self) -> str:
        """What names the file's content: its digest, or its name where there is none."""
        return self.sha256 or self.name


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that does not count, and the decision that says so."""

    submission: Submission
    decision: Record


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
    """Part the files that count from those that `decisions` took out.

    An accepted file that is no longer there takes nothing out.
    """
    present = {_content(submission) for submission in submissions}
    kept, aside = [], []
    for submission in submissions:
        decision = out.get(_content(submission))
        if decision is None or decision.content not in present:
            kept.append(submission)
        else:
            aside.append(SetAside(submission, decision))
    return tuple(kept), tuple(aside)


def _content(submission: Submission) -> str:
    return submission.sha256 or submission.file


def superseded(records: Sequence[Record]) -> Mapping[int, Record]:
    """Return what took a received file's place, by the index of its record.

    Either the file that was accepted in its stead, or the next one of the same name.
    """
    out = decisions(records)
    successors: dict[int, Record] = {}
    last: dict[str, int] = {}
    for index, record in enumerate(records):
        if record.event == "received":
            if record.name in last:
                successors[last[record.name]] = record
            last[record.name] = index
            decision = out.get(record.content)
            if decision and decision.event == "accepted":
                successors[index] = decision
    return successors
