"""The whole program: which stage follows which. Nothing else knows the order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from shinchoku.definition import load
from shinchoku.failures import reading
from shinchoku.findings import in_order
from shinchoku.intake.corrections import correct, read_corrections
from shinchoku.intake.folder import SUBMITTED, called, submitted_files
from shinchoku.intake.ledger import append_records, decisions, read_records, received, select
from shinchoku.intake.questions import Intake
from shinchoku.intake.submissions import read_submission
from shinchoku.issued import append_issues, issues, read_issues
from shinchoku.messages import say
from shinchoku.outputs.publish import publish, read_manifest, staging
from shinchoku.results import Checked, Compiled, Distributed, Proved, Verified

if TYPE_CHECKING:
    from datetime import date

T = TypeVar("T")
Progress = Callable[[Iterable[T], str, int], Iterable[T]]
"""Wraps what is iterated over, with what it is and how many: a progress bar, or nothing."""


def quiet(things: Iterable[T], what: str, total: int) -> Iterable[T]:  # noqa: ARG001
    """Show no progress."""
    return things


class UnaccountedError(Exception):
    """The report just written lacks a submitted value: our bug, and nothing is published."""


def distribute(folder: Path, progress: Progress[Any] = quiet) -> Distributed:
    """Write a template for every department that is asked anything, and the dispatch list."""
    from shinchoku.identity import template_file_name
    from shinchoku.templates.dispatch_list import DISPATCH_FILE, write_dispatch_list
    from shinchoku.templates.writer import write_template

    with reading(folder):
        definition = load(folder)
    intake = Intake(definition, ())
    target = folder / "templates"
    target.mkdir(exist_ok=True)
    asked = [d for d in definition.departments if any(intake.asked(d.id))]
    unasked = tuple(d for d in definition.departments if d not in asked)
    append_issues(folder, issues(definition, [department.id for department in asked]).values())
    summaries = []
    for department in progress(asked, say("progress.templates"), len(asked)):
        path = target / template_file_name(department)
        summaries.append(write_template(path, definition, department))
    write_dispatch_list(target / DISPATCH_FILE, definition, summaries)
    return Distributed(templates=tuple(summaries), unasked=unasked)


def check(folder: Path, progress: Progress[Any] = quiet, *, today: date | None = None) -> Checked:
    """Read everything in `submitted`, apply every rule, and log what is new in the ledger.

    What is found is worth telling also where that cannot be logged; the Checked says so.
    """
    checked = examine(folder, progress, today=today)
    new = tuple(received(read_records(folder), checked.intake.all_files, checked.verdicts))
    try:
        append_records(folder, new)
    except OSError as error:
        return replace(checked, unrecorded=error)
    return checked


def examine(folder: Path, progress: Progress[Any] = quiet, *, today: date | None = None) -> Checked:
    """Read everything in `submitted` and apply every rule; write nothing.

    With `today` what is late is called so. Raises DefinitionError or ReadError.
    """
    from shinchoku.intake.rules import check as apply_rules

    with reading(folder):
        definition = load(folder)
        files, skipped = submitted_files(folder)
        corrections = read_corrections(folder)
    submissions = [
        read_submission(path, f"{SUBMITTED}/{name}")
        for path, name in progress(called(files), say("progress.reading"), len(files))
    ]
    records = read_records(folder)
    arrived = received(records, submissions, {})  # as `check` will log them
    kept, aside = select(submissions, decisions((*records, *arrived)))
    intake = Intake(definition, kept, aside, today=today)
    intake = replace(intake, issues=read_issues(folder, intake.older_versions))
    intake = correct(intake, corrections)
    return Checked(folder=folder, intake=intake, findings=apply_rules(intake), skipped=skipped)


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
    from shinchoku.intake.merge import merge
    from shinchoku.layout.compose import compose
    from shinchoku.layout.measure import measure
    from shinchoku.layout.paginate import paginate
    from shinchoku.outputs.manifest import Outputs, manifest
    from shinchoku.outputs.reconcile import ledger, reconcile
    from shinchoku.tally import tally

    checked = check(folder, progress, today=None if draft else today)
    definition = checked.intake.definition
    if checked.unrecorded or (checked.errors and not draft):
        return checked
    merged, found = merge(checked.intake)
    checked = replace(checked, findings=in_order((*checked.findings, *found)))
    counts = tally(definition, merged)
    document = measure(compose(definition, merged, counts), definition.theme)
    paged = paginate(document, definition.theme, continued_mark=definition.texts.continued)
    expected = ledger(definition, merged, paged)
    with staging(build) as staged:
        outputs = Outputs(definition, merged, paged, expected, checked.findings)
        outputs.write(staged)
        lost = reconcile(expected, outputs.read_report(staged))
        if lost:
            raise UnaccountedError("\n".join(f"{d.entry} / {d.found!r}" for d in lost))
        contents = manifest(checked.intake, outputs, counts, draft=draft)
        published = publish(staged, build, contents)
    return Compiled(
        checked=checked,
        merged=merged,
        tally=counts,
        paged=paged,
        ledger=expected,
        folder=published,
        draft=draft,
    )


def verify(build: Path) -> Verified:
    """Read a finished report again and account for every submitted value."""
    from shinchoku.outputs.edits import as_corrections, edited
    from shinchoku.outputs.manifest import read_ledger, read_report
    from shinchoku.outputs.reconcile import edit_findings, reconcile, unaccounted

    published = read_manifest(build)
    expected = read_ledger(build, published)
    lost = reconcile(expected, read_report(build, published))
    report = Path(published["outputs"]["report"]).name
    edits = edited(expected, lost)
    return Verified(
        values=expected.values,
        unaccounted=unaccounted(lost),
        findings=in_order(edit_findings(lost, report)),
        edits=len(edits),
        corrections=as_corrections(edits, published.get("corrections", ())),
    )


def proof(build: Path, *, images: Path | None = None, pdf: Path | None = None) -> Proved:
    """Print a finished report with LibreOffice and hold the pages against the plan.

    Keeps the pages as pictures, and the PDF, where asked. Raises ProofError where nothing can be
    printed.
    """
    from shinchoku.layout.proof import misprint
    from shinchoku.layout.proof import proof as printed

    report = build / read_manifest(build)["outputs"]["report"]
    found = printed(report, images=images, pdf=pdf)
    return Proved(
        proof=found,
        findings=in_order(misprint(report.name, problem) for problem in found.problems),
    )
