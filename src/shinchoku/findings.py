"""What is wrong with what came in, as values: stages return findings beside their result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from shinchoku.model import Origin


class Severity(StrEnum):
    """An error stops `compile`; a warning is for the planning section; a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: a rule's code, what is wrong, where, and what to do.

    `department_id` and `owner_id` say whom and which item it is about, "" where it is neither.
    """

    code: str
    severity: Severity
    message: str
    where: Origin
    hint: str = ""
    department_id: str = ""
    owner_id: str = field(default="", compare=False)
    cause: Origin | None = field(default=None, compare=False)  # the value that makes it so

    @property
    def place(self) -> str:
        """File, sheet and cell in one line, as far as they are known."""
        cell = " ".join(part for part in (self.where.sheet, self.where.cell) if part)
        return f"{self.where.file}［{cell}］" if cell else self.where.file


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return them without duplicates, errors first, then by code, file, sheet and cell."""
    unique = set(findings)

    def rank(finding: Finding) -> tuple[object, ...]:
        where = finding.where
        return (
            _ORDER[finding.severity],
            finding.code,
            where.file,
            where.sheet,
            _natural(where.cell),
            finding.message,
        )

    return tuple(sorted(unique, key=rank))


def _natural(cell: str) -> tuple[int, str]:
    """Rank D9 before D10."""
    digits = "".join(character for character in cell if character.isdigit())
    return (int(digits or 0), cell)
