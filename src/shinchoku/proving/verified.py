"""A report was read again: how many values it accounts for, and what is not as it was compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shinchoku.findings import Finding, in_order
from shinchoku.proving.edits import EditedRow, Edits, edited
from shinchoku.proving.reconcile import Account, Discrepancy, reconcile, unaccounted
from shinchoku.records import dataclass
from shinchoku.sheets import Workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many submitted values a report accounts for, and what is not as it was compiled."""

    values: int
    unaccounted: int
    findings: tuple[Finding, ...]
    round_id: str
    edits: tuple[Discrepancy, ...] = ()  # what a correction can put into the next report
    corrections: tuple[EditedRow, ...] = ()  # those in the report
    placed: tuple[Finding, ...] = ()  # of files that were completed


def verify_report(
    expected: Account,
    report: Workbook,
    name: str,
    published: Mapping[str, Any],
    from_master: Callable[[], Callable[[str], bool]],
) -> Verified:
    """Hold a report of this name against what its build expects; `published` is the manifest.

    `from_master` gives what knows the texts of the master, where anything is lost.
    """
    lost = reconcile(expected, report)
    findings: tuple[Finding, ...] = ()
    if lost:
        told = Edits(expected=expected, lost=lost, from_master=from_master())
        findings = in_order(told.findings(name))
    return Verified(
        values=expected.values,
        unaccounted=unaccounted(lost),
        findings=findings,
        round_id=str(published.get("round", "")),
        edits=edited(expected, lost),
        corrections=tuple(published.get("corrections", ())),
    )
