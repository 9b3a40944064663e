"""What is wrong with what came in, as values: stages return findings beside their result.

A finding says which rule is broken, where, and with which values; whoever shows it puts it into
words, in the reader's language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import StrEnum
from pathlib import PurePosixPath

from shinchoku.model import Origin
from shinchoku.normal import spelled_out
from shinchoku.records import dataclass
from shinchoku.words import EMPTY, Listed, Message, Text, Word, sentences


class Severity(StrEnum):
    """An error stops `compile`; a warning is to be looked at; a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTICE}
_ORDER = {severity: rank for rank, severity in enumerate(Severity)}
_MOST_PLACES = 10  # to show


class Acts(StrEnum):
    """Who can put it right."""

    DEPARTMENT = "department"
    PLANNING = "planning"


class Cells(StrEnum):
    """Which cells of its template a department is shown for a finding, to look at."""

    AT = "at"  # the one where it was found
    BLANKS = "blanks"  # of the row, every cell without an answer
    REQUIRED_BLANKS = "required_blanks"  # of those, the cells that must be filled
    NEEDED_BLANK = "needed_blank"  # of those, the one where it was found
    OF_SHEET = "of_sheet"  # every cell of a sheet that is gone
    OF_COLUMN = "of_column"  # every cell that a column or a merged cell has taken away
    CONFIRMATION = "confirmation"  # who confirmed it


class Decision(StrEnum):
    """Which decision of the planning section's solves a finding."""

    EXCLUDE = "exclude"  # its file is left out
    ACCEPT = "accept"  # its file counts after all
    UNDO = "undo"  # what was decided of its file is taken back
    CHOOSE = "choose"  # one of its department's files is accepted
    LEAVE_OUT = "leave_out"  # one of its department's files is excluded


@dataclass(frozen=True, slots=True)
class Rule:
    """A stable code, a name for the bad pattern, who must act, what to look at, what solves it.

    The code's letter says how bad it is. What is said of it stands in each catalogue under the
    code: explanation, finding, hint (what to do), remedy (what a department is to do that has its
    returned workbook in hand, where that is something else), example.
    """

    code: str
    name: str
    acts: Acts = Acts.PLANNING
    cells: Cells = Cells.AT
    solved_by: Decision | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return _SEVERITIES[self.code[0]]

    def finding(
        self,
        where: Origin,
        variant: str = "",
        /,
        *,
        department: str = "",
        owner: str = "",
        **values: Word,
    ) -> Finding:
        """Make a finding of this rule; with a variant its texts are those of `code.variant`."""
        given = tuple(values.items())
        return Finding(self, where, given, variant, department_id=department, owner_id=owner)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: what rule it breaks, where, and what its texts are filled with.

    `department_id` and `owner_id` say whom and which item it is about, "" where it is neither.
    `also` goes on behind the message, `todo` behind the hint.
    """

    rule: Rule
    where: Origin
    values: tuple[tuple[str, Word], ...] = ()
    variant: str = ""
    also: Text = EMPTY
    todo: Text = EMPTY
    corrected: bool = False  # whether it is a correction's value that is wrong
    passing: bool = False  # whether it may be gone the next time: then there is nothing to decide
    department_id: str = ""
    owner_id: str = field(default="", compare=False)
    cause: Origin | None = field(default=None, compare=False)  # the value that makes it so

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.rule.severity

    @property
    def solved_by(self) -> Decision | None:
        """The decision that solves it, if one does."""
        return None if self.passing else self.rule.solved_by

    @property
    def message(self) -> Text:
        """What is wrong."""
        corrected = Message("rule.corrected.finding") if self.corrected else EMPTY
        return sentences(self._said("finding"), self.also, corrected)

    @property
    def hint(self) -> Text:
        """What to do."""
        return Message("rule.corrected.hint") if self.corrected else self._said("hint") + self.todo

    @property
    def facts(self) -> dict[str, str]:
        """What it says without words: code, severity, department, file, sheet, cell, item."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "department": self.department_id,
            "file": self.where.file,
            "sheet": self.where.sheet,
            "cell": self.where.cell,
            "item": self.owner_id,
        }

    def _said(self, kind: str) -> Message:
        key = ".".join(filter(None, (self.code, self.variant, kind)))
        return Message(key, **dict(self.values))

    @property
    def place(self) -> Text:
        """File, sheet and cell in one line, as far as they are known."""
        cell = " ".join(part for part in (self.where.sheet, self.where.cell) if part)
        file = spelled_out(self.where.file)
        return Message("rule.place", file=file, cell=cell) if cell else file


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return them without duplicates, errors first, then by code, department and place."""
    unique = set(findings)

    def rank(finding: Finding) -> tuple[object, ...]:
        where = finding.where
        return (
            _ORDER[finding.severity],
            finding.code,
            _natural(finding.department_id),
            where.file,
            where.sheet,
            _natural(where.cell),
            [str(value) for _, value in finding.values],
        )

    return tuple(sorted(unique, key=rank))


def together(
    findings: Iterable[Finding], most: int, *, of: Callable[[Finding], Hashable]
) -> Iterator[Finding]:
    """Yield findings; of more than `most` that say the same of one thing, only the first.

    So many have one cause, or nobody goes through them one by one: it says how many there are.
    """
    counts: Counter[Hashable] = Counter()
    kept: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        kind: Hashable = (finding.rule, finding.variant, of(finding))
        counts[kind] += 1
        if counts[kind] <= max(most, _MOST_PLACES + 2):
            kept.setdefault(kind, []).append(finding)
    for kind, found in kept.items():
        if counts[kind] > most:
            yield _with_others(found[0], found[1:], counts[kind] - 1)
        else:
            yield from found


def _with_others(first: Finding, others: Sequence[Finding], count: int) -> Finding:
    """Return a finding that says where else it was found: in other files, or in its own."""
    of_file = {other.where.file for other in others} == {first.where.file}
    places = (
        " ".join(filter(None, (other.where.sheet, other.where.cell)))
        if of_file
        else spelled_out(PurePosixPath(other.where.file).name)
        for other in others[: _MOST_PLACES + 1]
    )
    said = Message(
        "rule.others" if of_file else "rule.other_files",
        count=count,
        places=Listed(places, "names", most=_MOST_PLACES),
    )
    return replace(first, also=sentences(first.also, said))


def _natural(name: str) -> tuple[int, str]:
    """Rank a cell, or an id, D9 before D10."""
    digits = "".join(character for character in name if character.isdecimal())
    return (int(digits or 0), name)
