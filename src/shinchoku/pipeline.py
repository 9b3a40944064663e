"""The whole program: which stage follows which. Nothing else knows the order."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

from shinchoku.definition import load
from shinchoku.findings import Finding, Severity, in_order
from shinchoku.intake.corrections import correct, read_corrections
from shinchoku.intake.folder import SUBMITTED, printable_name, submitted_files
from shinchoku.intake.ledger import (
    LEDGER,
    Event,
    Record,
    Verdict,
    about,
    append_records,
    decisions,
    read_records,
    received,
    select,
)
from shinchoku.intake.questions import Intake
from shinchoku.intake.submissions import read_submission
from shinchoku.issued import ISSUED, append_issues, issues, read_issues
from shinchoku.messages import say
from shinchoku.model import Definition, Merged, PagedDocument, Tally
from shinchoku.normal import canonical
from shinchoku.outputs.manifest import Outputs, manifest
from shinchoku.outputs.publish import (
    MANIFEST,
    PublishError,
    move_file,
    publish,
    read_manifest,
    replace_folder,
    staging,
)

if TYPE_CHECKING:
    from datetime import date

    from shinchoku.layout.proof import Proof
    from shinchoku.outputs.board import Board
    from shinchoku.outputs.edits import Row
    from shinchoku.outputs.reconcile import Ledger
    from shinchoku.outputs.returned import Returned
    from shinchoku.outputs.trace import Trace
    from shinchoku.templates import TemplateSummary

RETURNED = "returned"
T = TypeVar("T")
Progress = Callable[[Iterable[T], str, int], Iterable[T]]
"""Wraps what is iterated over, with what it is and how many: a progress bar, or nothing."""


def quiet(things: Iterable[T], what: str, total: int) -> Iterable[T]:  # noqa: ARG001
    """Show no progress."""
    return things


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came in to a round's folder and what is wrong with it."""

    folder: Path
    intake: Intake
    findings: tuple[Finding, ...]
    skipped: tuple[str, ...]

    @property
    def errors(self) -> int:
        """How many findings stop `compile`."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A published build: where it is and what it holds."""

    checked: Checked
    merged: Merged
    tally: Tally
    paged: PagedDocument
    ledger: Ledger
    folder: Path
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many submitted values a report accounts for, and what is not as it was compiled."""

    values: int
    unaccounted: int
    findings: tuple[Finding, ...]
    edits: int  # findings that a correction can put into the next report
    corrections: tuple[Row, ...]  # those in the report, and the edits


class DecisionError(Exception):
    """A file cannot be accepted or excluded; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What LibreOffice printed of a report, and what is not as it was planned."""

    proof: Proof
    findings: tuple[Finding, ...]


class UnaccountedError(Exception):
    """The report just written lacks a submitted value: our bug, and nothing is published."""


def distribute(folder: Path, progress: Progress[Any] = quiet) -> Sequence[TemplateSummary]:
    """Write a template for every department that is asked anything, and the dispatch list."""
    from shinchoku.templates import (
        DISPATCH_FILE,
        template_file_name,
        write_dispatch_list,
        write_template,
    )

    definition = load(folder)
    intake = Intake(definition, ())
    target = folder / "templates"
    target.mkdir(exist_ok=True)
    asked = [d for d in definition.departments if any(intake.asked(d.id))]
    append_issues(folder, issues(definition, [department.id for department in asked]).values())
    summaries = []
    for department in progress(asked, say("progress.templates"), len(asked)):
        path = target / template_file_name(definition, department)
        summaries.append(write_template(path, definition, department))
    write_dispatch_list(target / DISPATCH_FILE, definition, summaries)
    return summaries


def check(folder: Path, progress: Progress[Any] = quiet) -> Checked:
    """Read everything in `submitted`, apply every rule, and log what is new in the ledger."""
    checked = examine(folder, progress)
    intake = checked.intake
    wrong = {f.where.file for f in checked.findings if f.severity is Severity.ERROR}
    conflicts = Counter(answer.department_id for answer in intake.received)
    wrong |= {f.file for r in intake.received if conflicts[r.department_id] > 1 for f in r.files}
    verdicts: dict[str, Verdict] = {
        s.file: "refused" if not intake.belongs(s) else "errors" if s.file in wrong else "fine"
        for s in intake.all_files
    }
    append_records(folder, received(read_records(folder), intake.all_files, verdicts))
    return checked


def decide(folder: Path, event: Event, name: str, reason: str) -> Record:
    """Log that a file of `submitted` is accepted or excluded. Raises DecisionError."""
    if not reason.strip():
        raise DecisionError(say("error.no_reason"))
    intake = check(folder).intake
    files = {normalize("NFC", Path(file.file).name): file for file in intake.all_files}
    file = files.get(normalize("NFC", Path(name).name))
    if file is None:
        raise DecisionError(say("error.no_submission", name=name, folder=folder / SUBMITTED))
    if event == "accepted" and not intake.belongs(file):
        raise DecisionError(say("error.not_acceptable", name=file.file))
    record = about(event, file, reason=reason)
    append_records(folder, [record])
    return record


def examine(folder: Path, progress: Progress[Any] = quiet) -> Checked:
    """Read everything in `submitted` and apply every rule; write nothing."""
    from shinchoku.intake.rules import check as apply_rules

    definition = load(folder)
    files, skipped = submitted_files(folder)
    submissions = [
        read_submission(path, f"{SUBMITTED}/{printable_name(path.name)}")
        for path in progress(files, say("progress.reading"), len(files))
    ]
    kept, aside = select(submissions, decisions(read_records(folder)))
    intake = Intake(definition, kept, aside)
    intake = replace(intake, issues=read_issues(folder, intake.older_versions))
    intake = correct(intake, read_corrections(folder))
    return Checked(folder=folder, intake=intake, findings=apply_rules(intake), skipped=skipped)


def compile_round(
    folder: Path, build: Path, *, draft: bool = False, progress: Progress[Any] = quiet
) -> Checked | Compiled:
    """Check, merge, tally, lay out, write, account for every value, publish.

    With findings of severity error nothing is written unless `draft`; then only the Checked comes
    back. Raises UnaccountedError where a value would be lost, PublishError where nothing can be
    put in place.
    """
    from shinchoku.intake.merge import merge
    from shinchoku.layout.compose import compose
    from shinchoku.layout.measure import measure
    from shinchoku.layout.paginate import paginate
    from shinchoku.outputs.reconcile import ledger, reconcile
    from shinchoku.tally import tally

    checked = check(folder, progress)
    definition = checked.intake.definition
    if checked.errors and not draft:
        return checked
    merged, found = merge(checked.intake)
    checked = replace(checked, findings=in_order((*checked.findings, *found)))
    counts = tally(definition, merged)
    document = measure(compose(definition, merged, counts), definition.theme)
    paged = paginate(document, definition.theme, continued_mark=definition.texts["continued"])
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


def trace(folder: Path, build: Path, name: str) -> Trace | None:
    """Follow an item from its template to the published report; None for an unknown id."""
    from shinchoku.intake.merge import merge
    from shinchoku.outputs.manifest import read_ledger
    from shinchoku.outputs.trace import find_item, template_cells
    from shinchoku.outputs.trace import trace as follow
    from shinchoku.templates import template_file_name

    checked = examine(folder)
    intake = checked.intake
    question = find_item(intake, canonical(name))
    if question is None:
        return None
    merged, found = merge(intake)
    findings = in_order((*checked.findings, *found))
    (asked,) = (d for d in intake.definition.departments if d.id == question.item.department_id)
    template = Path("templates", template_file_name(intake.definition, asked))
    cells = template_cells(folder / template, template.as_posix())
    published = (build / MANIFEST).exists()
    entries = read_ledger(build, read_manifest(build)).entries if published else ()
    return follow(intake, merged, findings, question, cells, entries)


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


def demo(sample: Path, target: Path, build: Path, progress: Progress[Any] = quiet) -> Compiled:
    """Do the whole loop on a copy of a sample: distribute, type the answers, compile."""
    from shinchoku.definition.answers import read_about, read_answers
    from shinchoku.templates.typing_in import type_answers

    if target.exists():
        shutil.rmtree(target)
    own = shutil.ignore_patterns("templates", SUBMITTED, LEDGER, ISSUED)
    shutil.copytree(sample, target, ignore=own)
    summaries = distribute(target, progress)
    definition = load(target)
    answers = read_answers(target / "answers", definition)
    about = read_about(target / "answers")
    submitted = target / "submitted"
    submitted.mkdir()
    for summary in progress(summaries, say("progress.typing"), len(summaries)):
        path = submitted / summary.file
        shutil.copyfile(target / "templates" / summary.file, path)
        type_answers(path, answers, about.get(summary.department_id, {}))
    compiled = compile_round(target, build, progress=progress)
    if isinstance(compiled, Checked):
        raise PublishError("\n".join(str(finding) for finding in compiled.findings))
    return compiled


def publish_findings(checked: Checked, build: Path) -> Path:
    """Write the findings beside the published build, which stays as it is."""
    from shinchoku.outputs.manifest import FINDINGS, write_findings

    with staging(build) as staged:
        write_findings(staged / FINDINGS, checked.intake.definition, checked.findings)
        return move_file(staged / FINDINGS, build / FINDINGS)


def publish_returned(checked: Checked, build: Path) -> Returned:
    """Write a workbook for each department to correct; they replace those of the last run."""
    from shinchoku.outputs.returned import write_returned

    with staging(build) as staged:
        folder = staged / RETURNED
        folder.mkdir()
        returned = write_returned(folder, checked.intake, checked.findings)
        append_issues(checked.folder, checked.intake.current.values())
        replace_folder(folder, build / RETURNED)
    files = tuple(build / RETURNED / file.name for file in returned.files)
    return replace(returned, files=files)


def board(checked: Checked, build: Path, *, today: date | None) -> Board:
    """Return the status board of what came in, with the grades so far."""
    from shinchoku.intake.merge import merge
    from shinchoku.outputs.board import Board
    from shinchoku.outputs.returned import PREFIX
    from shinchoku.tally import tally
    from shinchoku.templates import template_file_name

    definition = checked.intake.definition
    merged, _ = merge(checked.intake)
    paths = {
        department.id: f"{RETURNED}/{PREFIX}{template_file_name(definition, department)}"
        for department in definition.departments
    }
    returned = {id_: path for id_, path in paths.items() if (build / path).exists()}
    return Board(checked.intake, checked.findings, tally(definition, merged), today, returned)


def publish_board(status: Board, build: Path) -> Path:
    """Write the board's page beside the published build, which stays as it is."""
    from shinchoku.outputs.status import STATUS, status_page

    with staging(build) as staged:
        (staged / STATUS).write_text(status_page(status), encoding="utf-8", newline="\n")
        return move_file(staged / STATUS, build / STATUS)


__all__ = [
    "Checked",
    "Compiled",
    "Definition",
    "Proved",
    "PublishError",
    "UnaccountedError",
    "Verified",
    "board",
    "check",
    "compile_round",
    "demo",
    "distribute",
    "proof",
    "verify",
]
