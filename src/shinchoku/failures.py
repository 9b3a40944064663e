"""Everything that can go wrong, on one page: one root, and what each failure says to a clerk.

A failure holds a message as data; whoever shows it puts it into words. What a department or a
definition does wrong is a value (a finding, a problem), and becomes a failure only at the end.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shinchoku.normal import spelled_out
from shinchoku.records import dataclass
from shinchoku.words import EMPTY, Message, Text, words

if TYPE_CHECKING:
    from shinchoku.findings import Finding  # what is raised need not load what is found

_TO_WRITE: Mapping[int, str] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    # Windows says EACCES of a file that another program has open.
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EBUSY), "in_use"),
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY), "in_the_way"),
}


class ShinchokuError(Exception):
    """Whatever this program raises; `message` says what is wrong and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return words("en").tell(self.message)  # for engineers: people are shown `message`


# ---------------------------------------------------------------- what is read


class ReadError(ShinchokuError):
    """Something in a round's folder cannot be read."""


class SheetsError(ShinchokuError):
    """Why a workbook cannot be read: a stable `kind` for messages, a `detail` for engineers.

    Another kind of file: empty, not_zip, csv, html, pdf, xls, xlsb, ods, encrypted, zipped,
    no_workbook, rights.
    Broken: truncated, damaged, malformed, doctype, duplicated.
    Over a limit: too_large, too_many_entries.
    Not to be had: unreadable.
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(Message(f"unreadable.{kind}"))
        self.kind = kind
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


class TableError(ShinchokuError):
    """A table cannot be read at all; the message names the file and why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right in the definition."""

    file: Text
    where: Text  # key path, or table row and column; "" for the whole file
    message: Text

    @property
    def told(self) -> Message:
        """The problem behind its place."""
        file = spelled_out(self.file) if isinstance(self.file, str) else self.file
        if not self.where:
            return Message("definition.problem", file=file, message=self.message)
        return Message("definition.problem_at", file=file, where=self.where, message=self.message)


class DefinitionError(ShinchokuError):
    """The definition cannot be used; `problems` are all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(Message("error.definition", count=len(problems)))
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(words("en").tell(problem.told) for problem in self.problems)


class UnclearNameError(ShinchokuError):
    """A `name` fits several things, or none: `names` are those that may be meant, one at least."""

    def __init__(self, message: Text, name: str, names: tuple[str, ...]) -> None:
        super().__init__(message)
        self.name = name
        self.names = names


class BeginError(ShinchokuError):
    """A round cannot be begun where it was asked for; the message says why."""


class DecisionError(ShinchokuError):
    """A file cannot be accepted or excluded; the message says which and why."""


class BuildError(ShinchokuError):
    """A published build cannot be read; the reason names the file."""

    def __init__(self, reason: Text) -> None:
        super().__init__(Message("error.build", reason=reason))


# ---------------------------------------------------------------- what is written


class LayoutError(ShinchokuError):
    """The document cannot be laid out: a bug in what composed it."""

    def __init__(self, reason: str) -> None:
        super().__init__(Message("error.layout", reason=reason))


class WorkbookError(LayoutError):
    """Something could not be written as it was asked for."""


class UnaccountedError(ShinchokuError):
    """The report just written lacks a submitted value: our bug, and nothing is published."""

    def __init__(self, reason: str) -> None:
        super().__init__(Message("error.unaccounted", reason=reason))


class PublishError(ShinchokuError):
    """Outputs could not be put in place; what was there before is untouched.

    The reason names the file; the cause is the system's own error.
    """

    def __init__(self, reason: str, cause: OSError | None = None) -> None:
        super().__init__(Message("error.publish", reason=reason) + to_write(cause))


class PublicationError(ShinchokuError):
    """A report cannot be published as it is; the message says why."""


class ProofError(ShinchokuError):
    """The proof cannot be made: a program is missing, or LibreOffice could not open the report."""

    def __init__(self, reason: Text) -> None:
        super().__init__(Message("error.proof", reason=reason))
        self.reason = reason


# ---------------------------------------------------------------- what `import shinchoku` is asked


class RefusedError(ShinchokuError):
    """Nothing was made because of errors in what came in or in the report, among the `findings`."""

    def __init__(self, findings: tuple[Finding, ...], message: Text | None = None) -> None:
        super().__init__(message or Message("summary.refused"))
        self.findings = findings


class UnknownNameError(ShinchokuError, LookupError):
    """A build has no such form or tally, or none with what was asked; the message names those."""


# ---------------------------------------------------------------- what the system refuses


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise ReadError for what cannot be read within; `path` where the system names no file."""
    try:
        yield
    except OSError as error:
        named, reason = spelled_out(str(error.filename or path)), str(error.strerror or error)
        raise ReadError(Message("error.read", path=named, reason=reason)) from error


def unwritten(error: OSError) -> PublishError:
    """Return what is said of a file that the system would not write."""
    named = spelled_out(str(error.filename or ""))
    reason = f"{named}: {error.strerror}" if named else str(error.strerror)
    return PublishError(reason, error)


def to_write(error: BaseException | None) -> Text:
    """Return what to do where the system would not write; nothing where that cannot be told."""
    kind = _TO_WRITE.get(error.errno or 0) if isinstance(error, OSError) else None
    return Message(f"advice.{kind}") if kind else EMPTY
