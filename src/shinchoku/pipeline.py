"""The whole program: which stage follows which. Nothing else knows the order."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from shinchoku.definition import load
from shinchoku.findings import Finding, Severity, in_order
from shinchoku.intake.questions import Intake
from shinchoku.intake.submissions import read_submission
from shinchoku.messages import say
from shinchoku.model import Definition, Merged, Origin, PagedDocument, Tally
from shinchoku.outputs.manifest import Outputs, manifest
from shinchoku.outputs.publish import PublishError, move_file, publish, read_manifest, staging

if TYPE_CHECKING:
    from shinchoku.outputs.reconcile import Ledger
    from shinchoku.templates import TemplateSummary

T = TypeVar("T")
Progress = Callable[[Iterable[T], str, int], Iterable[T]]
"""Wraps what is iterated over, with what it is and how many: a progress bar, or nothing."""


def quiet(things: Iterable[T], what: str, total: int) -> Iterable[T]:  # noqa: ARG001
    """Show no progress."""
    return things


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came in and what is wrong with it."""

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
    summaries = []
    for department in progress(asked, say("progress.templates"), len(asked)):
        path = target / template_file_name(definition, department)
        summaries.append(write_template(path, definition, department))
    write_dispatch_list(target / DISPATCH_FILE, definition, summaries)
    return summaries


def check(folder: Path, progress: Progress[Any] = quiet) -> Checked:
    """Read everything in `submitted` and apply every rule."""
    from shinchoku.intake.rules import check as apply_rules

    definition = load(folder)
    files, skipped = submitted_files(folder)
    submissions = [
        read_submission(path, path.relative_to(folder).as_posix())
        for path in progress(files, say("progress.reading"), len(files))
    ]
    intake = Intake(definition, submissions)
    return Checked(intake=intake, findings=apply_rules(intake), skipped=skipped)


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
    checked = Checked(
        intake=checked.intake,
        findings=in_order((*checked.findings, *found)),
        skipped=checked.skipped,
    )
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
    from shinchoku.outputs.manifest import read_ledger, read_report
    from shinchoku.outputs.reconcile import reconcile, unaccounted

    published = read_manifest(build)
    expected = read_ledger(build, published)
    lost = reconcile(expected, read_report(build, published))
    report = Path(published["outputs"]["report"]).name
    findings = []
    for discrepancy in lost:
        entry = discrepancy.entry
        where = Origin(report, entry.sheet, entry.cell)
        findings.append(_discrepancy(where, discrepancy))
    return Verified(
        values=expected.values, unaccounted=unaccounted(lost), findings=in_order(findings)
    )


def _discrepancy(where: Origin, discrepancy: Any) -> Finding:  # noqa: ANN401
    entry = discrepancy.entry
    key = "changed" if entry.text else "added"
    source = f"{entry.origin.file} {entry.origin.sheet} {entry.origin.cell}" if entry.origin else ""
    message = say(
        f"verify.{key}",
        label=entry.label or entry.owner,
        id=entry.owner,
        text=entry.text,
        found=discrepancy.found,
    )
    if discrepancy.found_at:
        message += say("verify.moved", place=discrepancy.found_at)
    if source:
        message += say("verify.source", source=source)
    return Finding(
        "E601", Severity.ERROR, message, where, say("hint.unaccounted"), owner_id=entry.owner
    )


def demo(sample: Path, target: Path, build: Path, progress: Progress[Any] = quiet) -> Compiled:
    """Do the whole loop on a copy of a sample: distribute, type the answers, compile."""
    from shinchoku.definition.answers import read_about, read_answers
    from shinchoku.templates.typing_in import type_answers

    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(sample, target, ignore=shutil.ignore_patterns("templates", "submitted"))
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


def submitted_files(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """Return the files to read, in order, and the names of what is passed over.

    Lock files of Excel, thumbnails, hidden files, folders and links are no submissions.
    """
    files, skipped = [], []
    submitted = folder / "submitted"
    for path in sorted(submitted.iterdir()) if submitted.is_dir() else []:
        hidden = path.name.startswith((".", "~$")) or path.name in {"Thumbs.db", "desktop.ini"}
        if hidden or path.is_symlink() or not path.is_file():
            skipped.append(path.name)
        else:
            files.append(path)
    return files, tuple(skipped)


__all__ = [
    "Checked",
    "Compiled",
    "Definition",
    "PublishError",
    "UnaccountedError",
    "Verified",
    "check",
    "compile_round",
    "demo",
    "distribute",
    "verify",
]
