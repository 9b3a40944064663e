"""What the pipeline's runs leave in hand, for whoever shows it to people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shinchoku.findings import Finding, Severity
from shinchoku.intake.ledger import Record, Verdict
from shinchoku.intake.questions import Intake
from shinchoku.model import Correction, Department, Merged, PagedDocument, Tally
from shinchoku.records import dataclass

if TYPE_CHECKING:
    from datetime import date

    from shinchoku.followup.board import Board
    from shinchoku.followup.drafts import Drafts
    from shinchoku.followup.leave import Left
    from shinchoku.proving.printed import Proof
    from shinchoku.proving.reconcile import Account
    from shinchoku.publishing.telling import Told
    from shinchoku.templates.dispatch_list import TemplateSummary


@dataclass(frozen=True, slots=True)
class Distributed:
    """The templates written, the mails they go with, and who is asked nothing and got none.

    `left` are workbooks beside them that are of no department of today.
    """

    templates: tuple[TemplateSummary, ...]
    unasked: tuple[Department, ...]
    drafts: Drafts
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came in to a round's folder and what is wrong with it.

    `sent` is what departments sent, `intake` the same with the `corrections` that could be
    applied. `disagreements` are about what is merged and told with a report; `records` is the
    ledger as it was. `unrecorded` is why it could not be told of this: then nothing may be made
    of it.
    """

    folder: Path
    sent: Intake
    intake: Intake
    corrections: tuple[Correction, ...]
    findings: tuple[Finding, ...]
    merged: Merged
    disagreements: tuple[Finding, ...]
    records: tuple[Record, ...]
    skipped: tuple[str, ...]
    unrecorded: OSError | None = None
    left: Left | None = None  # what a check left for people, where it was to leave anything

    @property
    def errors(self) -> int:
        """How many findings stop `compile`."""
        return len(self.errors_found)

    @property
    def errors_found(self) -> tuple[Finding, ...]:
        """The findings that stop `compile`."""
        return tuple(found for found in self.findings if found.severity is Severity.ERROR)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What the ledger says of every file."""
        intake = self.intake
        wrong = {f.where.file for f in self.findings if f.severity is Severity.ERROR}
        answers = Counter(answer.department_id for answer in intake.received)
        wrong |= {f.file for r in intake.received if answers[r.department_id] > 1 for f in r.files}
        return {
            s.file: "refused" if not intake.belongs(s) else "errors" if s.file in wrong else "fine"
            for s in intake.all_files
        }

    def board(self, today: date | None) -> Board:
        """The status board of what came in, with every graded column counted so far."""
        from shinchoku.followup.board import Board
        from shinchoku.followup.returned import to_correct
        from shinchoku.tally import grades_so_far

        return Board(
            intake=self.intake,
            sent=self.sent,
            findings=self.findings,
            to_correct=to_correct(self.sent, self.findings),
            tally=grades_so_far(self.intake.definition, self.merged),
            today=today,
            place=self.folder.as_posix(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A published build: where it is and what it holds.

    `report` is the file that people open; `placed` is to be told of what they have open. `told` is
    what the journal of reports was told of it.
    """

    checked: Checked
    merged: Merged
    tally: Tally
    paged: PagedDocument
    account: Account
    folder: Path
    report: Path
    placed: tuple[Finding, ...]
    draft: bool
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What LibreOffice printed of a report, and what is not as it was planned."""

    proof: Proof
    findings: tuple[Finding, ...]
    placed: tuple[Finding, ...] = ()  # of files that were completed
