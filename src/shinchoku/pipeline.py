"""The whole program: which stage follows which, and what a run leaves for people.

Nothing else knows the order. The command line and `import shinchoku` are faces of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from shinchoku.definition import load
from shinchoku.failures import ReadError, reading
from shinchoku.findings import in_order
from shinchoku.intake.correction_table import NAME as CORRECTIONS
from shinchoku.intake.corrections import correct, read_corrections
from shinchoku.intake.derive import derive
from shinchoku.intake.folder import SUBMITTED, called, submitted_files
from shinchoku.intake.ledger import (
    account,
    append_records,
    decisions,
    read_records,
    received,
    select,
)
from shinchoku.intake.merge import merge
from shinchoku.intake.questions import Intake
from shinchoku.intake.reviewing import is_of_reviews, showing_answers
from shinchoku.intake.submissions import read_submission
from shinchoku.issued import issued_to, read_issues
from shinchoku.publishing.publish import read_manifest
from shinchoku.publishing.readable import settle, to_read
from shinchoku.results import Checked, Compiled, Distributed, Proved
from shinchoku.words import Message

if TYPE_CHECKING:
    from datetime import date

    from shinchoku.editions.issue import Issued
    from shinchoku.followup.changes import Changed
    from shinchoku.followup.corrections_form import FormRow
    from shinchoku.followup.corrections_kept import Filled
    from shinchoku.intake.ledger import Decided, Record
    from shinchoku.model import Tally
    from shinchoku.proving.reconcile import Account
    from shinchoku.proving.trace import Trace
    from shinchoku.proving.verified import Verified
    from shinchoku.publishing.manifest import Outputs

T = TypeVar("T")
Progress = Callable[[Iterable[T], Message, int], Iterable[T]]
"""Wraps what is iterated over, with what it is and how many: a progress bar, or nothing."""


def quiet(things: Iterable[T], what: Message, total: int) -> Iterable[T]:  # noqa: ARG001
    """Show no progress."""
    return things


def distribute(
    folder: Path, progress: Progress[Any] = quiet, *, only: Collection[str] = ()
) -> Distributed:
    """Write a template and a mail for every department that is asked anything, and a list.

    With `only` templates for these departments, named by id or name. Raises UnclearNameError.
    """
    with reading(folder):
        definition = load(folder)
    return _distribute(folder, Intake(definition, ()), progress, only, reviews=False)


def distribute_reviews(
    folder: Path, progress: Progress[Any] = quiet, *, only: Collection[str] = ()
) -> Checked | Distributed:
    """Write a workbook for every reviewer that shows what departments answered, as `distribute`.

    While these have errors, or have not all sent, only the Checked comes back. Raises
    ReadError where nothing is reviewed, UnclearNameError.
    """
    checked = examine(folder, progress=progress)
    intake = checked.intake
    if not intake.definition.reviews:
        raise ReadError(Message("error.no_review"))
    if any(not is_of_reviews(intake, error) for error in checked.errors_found):
        return checked
    return _distribute(folder, intake, progress, only, reviews=True)


def _distribute(
    folder: Path, intake: Intake, progress: Progress[Any], only: Collection[str], *, reviews: bool
) -> Distributed:
    """Write what departments, or reviewers, are sent."""
    from shinchoku.followup.sending import left_over, send
    from shinchoku.templates.dispatch_list import departments_named

    definition = intake.definition
    every = definition.reviewers if reviews else definition.departments
    chosen = departments_named(every, only) if only else every
    asked = [each for each in every if any(intake.asked(each.id))]
    written = [each for each in asked if each in chosen]
    writing = progress(written, Message("progress.templates"), len(written))
    made, drafts = send(folder, definition, asked, written, reviews=reviews, progress=writing)
    unasked = tuple(each for each in chosen if each not in asked)
    return Distributed(made, unasked, drafts, left_over(folder, definition))


def check(
    folder: Path, build: Path, *, today: date | None = None, progress: Progress[Any] = quiet
) -> Checked:
    """Read everything in `submitted`, apply every rule, log what is new, leave what people read.

    What is found is worth telling also where nothing can be written; the Checked says so. With
    `today` what is late is called so. Raises DefinitionError or ReadError.
    """
    return _leave(record(examine(folder, today=today, progress=progress)), build, today)


def examine(folder: Path, *, today: date | None = None, progress: Progress[Any] = quiet) -> Checked:
    """Read everything in `submitted`, apply every rule, and merge; write nothing."""
    from shinchoku.intake.rules import check as apply_rules

    with reading(folder):
        definition = load(folder)
        files, skipped = submitted_files(folder)
        corrections = read_corrections(folder, definition)
    submissions = [
        read_submission(path, f"{SUBMITTED}/{name}")
        for path, name in progress(called(files), Message("progress.reading"), len(files))
    ]
    records = read_records(folder)
    arrived = received(records, submissions, {})  # as `record` will log them
    kept, aside = select(submissions, decisions((*records, *arrived)))
    reviewing = issued_to(folder) if definition.reviewers else frozenset()
    sent = Intake(definition, kept, aside, today=today, reviewing=reviewing)
    if older := sent.older_versions:
        sent = replace(sent, issues=read_issues(folder, older))
    corrected = correct(sent, corrections)
    answered, disagreements = merge(corrected.intake, corrected.applied)
    merged = derive(corrected.intake.definition, answered)
    intake = showing_answers(corrected.intake, merged)
    return Checked(
        folder=folder,
        sent=showing_answers(sent, merged),
        intake=intake,
        corrections=corrected.applied,
        findings=in_order((*apply_rules(intake), *corrected.refused)),
        merged=merged,
        disagreements=disagreements,
        records=records,
        skipped=skipped,
    )


def record(checked: Checked) -> Checked:
    """Log in the ledger what has come since the last run."""
    new = received(checked.records, checked.intake.all_files, checked.verdicts)
    try:
        append_records(checked.folder, tuple(new))
    except OSError as error:
        return replace(checked, unrecorded=error)
    return checked


def compile_round(
    folder: Path,
    build: Path,
    *,
    draft: bool = False,
    today: date | None = None,
    progress: Progress[Any] = quiet,
) -> Checked | Compiled:
    """Check, merge, tally, lay out, write, account for every value, publish.

    With findings of severity error nothing is written unless `draft`, and never where the ledger
    could not be told what a build would use; then only the Checked comes back, which knows what is
    late `today`. A build does not: the same input gives the same bytes on any day. Raises
    UnaccountedError where a value would be lost, PublishError where nothing can be put in place.
    """
    from shinchoku.intake.offers import commands_in_build
    from shinchoku.layout.whole import lay_out
    from shinchoku.publishing.manifest import Outputs
    from shinchoku.tally import tally

    checked = record(examine(folder, today=None if draft else today, progress=progress))
    definition, merged = checked.intake.definition, checked.merged
    if checked.unrecorded or (checked.errors and not draft):
        return _leave(checked, build, today)
    checked = replace(checked, findings=in_order((*checked.findings, *checked.disagreements)))
    counts = tally(definition, merged)
    _, paged = lay_out(definition, merged, counts, draft=draft)
    outputs = Outputs(
        definition=definition,
        merged=merged,
        paged=paged,
        findings=checked.findings,
        commands=commands_in_build(folder, checked.intake),
        draft=draft,
    )
    return _built(checked, outputs, counts, build, today)


def _built(
    checked: Checked, outputs: Outputs, counts: Tally, build: Path, today: date | None
) -> Checked | Compiled:
    """Write a build and put it in its place; only the Checked where a journal cannot be told."""
    from shinchoku.publishing.manifest import made_of
    from shinchoku.publishing.outputs import publish_outputs

    origin = made_of(checked.folder, checked.intake, outputs.merged.corrections)
    try:
        made = publish_outputs(checked.folder, outputs, origin, counts, build, today=today)
    except OSError as error:  # the journal of reports could not be told
        return _leave(replace(checked, unrecorded=error), build, today)
    published, placed, told = made
    return Compiled(
        checked=_leave(checked, build, today, listed=True),
        merged=outputs.merged,
        tally=counts,
        paged=outputs.paged,
        account=outputs.account,
        folder=published,
        report=to_read(build, read_manifest(build), "report"),
        placed=placed,
        draft=outputs.draft,
        told=told,
    )


def _leave(checked: Checked, build: Path, today: date | None, *, listed: bool = False) -> Checked:
    """Leave for people what was found: a list, workbooks that go back, mails, the status board."""
    from shinchoku.followup.leave import leave

    return replace(checked, left=leave(checked.board(today), checked.folder, build, listed=listed))


def decide(folder: Path, event: Decided, name: str, reason: str, by: str | None = None) -> Record:
    """Log that a file of `submitted` is accepted or excluded, by this account if no one is named.

    Raises DecisionError, UnclearNameError or OSError.
    """
    from shinchoku.intake.decide import decision

    who = account() if by is None else by
    return _decide(folder, lambda intake, _: decision(intake, event, name, reason, who))


def undo(folder: Path, name: str, by: str | None = None) -> Record:
    """Log that what was last decided of a file is taken back. Raises what `decide` does."""
    from shinchoku.intake.decide import undo as taken_back

    who = account() if by is None else by
    return _decide(folder, lambda intake, records: taken_back(intake, records, name, who))


def _decide(folder: Path, job: Callable[[Intake, Sequence[Record]], Record]) -> Record:
    checked = record(examine(folder))
    if checked.unrecorded:  # a decision is over the files recorded before it
        raise checked.unrecorded
    decided = job(checked.intake, read_records(folder))
    append_records(folder, [decided])
    return decided


def trace(folder: Path, build: Path, item: str) -> Trace | None:
    """Follow an item from its template to the published report; None for an unknown id."""
    from shinchoku.proving.trace import trace as follow
    from shinchoku.publishing.manifest import published_entries

    checked = examine(folder)
    findings = in_order((*checked.findings, *checked.disagreements))
    return follow(folder, checked.intake, checked.merged, findings, item, published_entries(build))


def corrections(folder: Path, build: Path, rows: Sequence[FormRow] | None = None) -> Filled:
    """Write corrections.xlsx, a form with `rows`, or with those that are there.

    Raises TableError or OSError.
    """
    from shinchoku.followup.corrections_kept import fill
    from shinchoku.publishing.manifest import published_pages

    def chosen(there: Sequence[FormRow] | None) -> Sequence[FormRow]:
        return rows if rows is not None else there or ()

    path = folder / f"{CORRECTIONS}.xlsx"
    return fill(path, examine(folder).sent, published_pages(build), chosen)


def fill_corrections(path: Path, folder: Path, build: Path, verified: Verified) -> Filled:
    """Write the form with what was edited by hand; `folder` is the round's.

    Raises UnclearNameError for a form that is no workbook, TableError or OSError.
    """
    from shinchoku.followup.corrections_kept import fill_with_edits
    from shinchoku.publishing.manifest import published_pages

    sent, edits = examine(folder).sent, (verified.edits, verified.corrections)
    return fill_with_edits(path, sent, published_pages(build), *edits)


def changes(
    folder: Path, build: Path, *, since: int | None = None, until: int | None = None
) -> Changed:
    """List what one report says otherwise than another. Raises ReadError or OSError."""
    from shinchoku.followup.changes import list_changes

    with reading(folder):
        definition = load(folder)
    return list_changes(definition, folder, build, since=since, until=until)


def publish_round(
    folder: Path, build: Path, *, today: date | None = None, progress: Progress[Any] = quiet
) -> Issued | Verified:
    """Write every edition of the report that was compiled last, into one folder of its build.

    Where the report was edited by hand, nothing is written and what was found comes back. Raises
    PublicationError for a draft, and for a report that is not of what the round says now.
    """
    from shinchoku.editions.issue import issue, require_current
    from shinchoku.editions.manuscript import Manuscript
    from shinchoku.layout.whole import lay_out
    from shinchoku.publishing.manifest import made_of
    from shinchoku.publishing.telling import publication_told
    from shinchoku.tally import tally

    published = read_manifest(build)
    checked = examine(folder, progress=progress)
    definition, merged = checked.intake.definition, checked.merged
    counts = tally(definition, merged)
    document, paged = lay_out(definition, merged, counts)
    manuscript = Manuscript(
        definition=definition,
        merged=merged,
        tally=counts,
        document=document,
        paged=paged,
        report=build / published["outputs"]["report"],
    )
    origin = made_of(folder, checked.intake, merged.corrections)
    require_current(build, published, origin, manuscript.account)
    verified = _verified(build, published, manuscript.account)
    if verified.findings:
        return verified
    done = issue(manuscript, published, build, today=today)
    untold = publication_told(folder, published, done.folder, origin)
    return replace(done, placed=verified.placed, untold=untold)


def verify(build: Path) -> Verified:
    """Read a finished report again and account for every submitted value.

    Of a publication, hold every file against what was published.
    """
    from shinchoku.editions.touched import is_publication, verify_publication
    from shinchoku.publishing.manifest import read_account

    published = read_manifest(build)
    if is_publication(published):
        return verify_publication(build, published)
    return _verified(build, published, read_account(build, published))


def _verified(build: Path, published: Mapping[str, Any], expected: Account) -> Verified:
    """Read the report that people have, and look in it for what it must hold."""
    from shinchoku.proving.verified import verify_report
    from shinchoku.publishing.kept import from_master
    from shinchoku.publishing.manifest import read_report

    placed = settle(build, published)
    report = read_report(build, published)
    name, texts = to_read(build, published, "report").name, partial(from_master, build, published)
    verified = verify_report(expected, report, name, published, texts)
    return replace(verified, placed=placed)


def proof(build: Path, *, images: Path | None = None, pdf: Path | None = None) -> Proved:
    """Print a finished report with LibreOffice and hold the pages against the plan.

    Of a publication, the PDF in it is held against its report. Keeps the pages as pictures, and the
    PDF, where asked. Raises ProofError where nothing can be printed.
    """
    from shinchoku.editions.printing.judging import prove
    from shinchoku.editions.touched import is_publication
    from shinchoku.proving.misprints import misprint

    published = read_manifest(build)
    placed = () if is_publication(published) else settle(build, published)
    report = to_read(build, published, "report")
    found = prove(build, published, report, images=images, pdf=pdf)
    findings = in_order(misprint(report.name, problem) for problem in found.problems)
    return Proved(proof=found, findings=findings, placed=placed)
