"""What every edition is made from, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from shinchoku.findings import Finding
from shinchoku.model import Definition, Document, Merged, PagedDocument, Tally
from shinchoku.proving.reconcile import Account, account
from shinchoku.publishing.names import file_names
from shinchoku.records import dataclass
from shinchoku.words import EMPTY, Text, Words, words


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """A finished report and what it was made from.

    `report` is the workbook as it was compiled, whatever the file is called; `document` has no
    sizes yet, `paged` has the pages of the workbook.
    """

    definition: Definition
    merged: Merged
    tally: Tally
    document: Document
    paged: PagedDocument
    report: Path

    @cached_property
    def say(self) -> Words:
        """The catalogue of the round's language."""
        return words(self.definition.round.language)

    @cached_property
    def account(self) -> Account:
        """What must stand where in the workbook."""
        return account(self.definition, self.merged, self.paged)

    @cached_property
    def report_name(self) -> str:
        """What people know the workbook as."""
        return file_names(self.definition, draft=False)["report"].readable


class Stand(NamedTuple):
    """A text at its place in a file of an edition, as a person finds it: row and column, page."""

    file: str
    place: str
    text: str


class Lack(NamedTuple):
    """A file that could not be made here: its name, why, and how to come by it."""

    file: str
    why: Text
    instead: Text = EMPTY


class Made(NamedTuple):
    """The files of an edition, in the order in which people are to see them; and what it lacks.

    `stands` are the public values, each at its place, worked out without looking at what was
    written. `findings` is what is wrong with a file that is there all the same.
    """

    files: tuple[str, ...]
    stands: Iterable[Stand] = ()
    lacking: tuple[Lack, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What is made for some readers, in a folder of its own.

    `write` makes its files in a folder, and says what must stand where. `read` returns what stands
    in one of them, by place; nothing of a file that has no places. It raises ReadError for a file
    that is spoilt.
    """

    id: str
    write: Callable[[Manuscript, Path], Made]
    read: Callable[[Path], Mapping[str, str]]
