"""The planning section's desk: what it decides, asks, and hands out between the runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from shinchoku.findings import in_order
from shinchoku.intake.folder import SUBMITTED, by_bytes, printable_name
from shinchoku.intake.ledger import Event, Record, about, append_records
from shinchoku.issued import append_issues
from shinchoku.messages import say
from shinchoku.normal import canonical
from shinchoku.outputs.publish import MANIFEST, move_file, read_manifest, replace_folder, staging
from shinchoku.pipeline import check, examine
from shinchoku.results import Checked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shinchoku.intake.submissions import Submission
    from shinchoku.outputs.board import Board
    from shinchoku.outputs.returned import Returned
    from shinchoku.outputs.trace import Trace

RETURNED = "returned"
_DIGITS = 12  # of a digest, as `history` shows it


class DecisionError(Exception):
    """A file cannot be accepted or excluded; the message says which and why."""


def decide(folder: Path, event: Event, name: str, reason: str) -> Record:
    """Log that a file of `submitted` is accepted or excluded. Raises DecisionError or OSError."""
    if not reason.strip():
        raise DecisionError(say("error.no_reason"))
    checked = check(folder)
    if checked.unrecorded:  # a decision is over the files recorded before it
        raise checked.unrecorded
    intake = checked.intake
    files = _named(intake.all_files, Path(name).name)
    if not files:
        raise DecisionError(say("error.no_submission", name=name, folder=folder / SUBMITTED))
    if len(files) > 1:
        names = "".join(f"\n　{file.file}　{file.sha256[:_DIGITS]}" for file in files)
        raise DecisionError(say("error.several_submissions", name=name, names=names))
    (file,) = files
    if event == "accepted" and not intake.belongs(file):
        raise DecisionError(say("error.not_acceptable", name=file.file))
    record = about(event, file, reason=reason)
    append_records(folder, [record])
    return record


def _named(files: Sequence[Submission], name: str) -> Sequence[Submission]:
    """Return the file of this very name, or those whose names look like it.

    Where a name is in other bytes, what is typed on a terminal may be these or what is printed.
    """
    for called in (by_bytes(name), printable_name(name)):
        for file in files:
            if file.name == called:
                return [file]
    wanted = normalize("NFC", printable_name(name))
    return [file for file in files if normalize("NFC", file.name) == wanted]


def trace(folder: Path, build: Path, name: str) -> Trace | None:
    """Follow an item from its template to the published report; None for an unknown id."""
    from shinchoku.identity import template_file_name
    from shinchoku.intake.merge import merge
    from shinchoku.outputs.manifest import read_ledger
    from shinchoku.outputs.trace import find_item, template_cells
    from shinchoku.outputs.trace import trace as follow

    checked = examine(folder)
    intake = checked.intake
    question = find_item(intake, canonical(name))
    if question is None:
        return None
    merged, found = merge(intake)
    findings = in_order((*checked.findings, *found))
    (asked,) = (d for d in intake.definition.departments if d.id == question.entry.department_id)
    template = Path("templates", template_file_name(asked))
    cells = template_cells(folder / template, template.as_posix())
    published = (build / MANIFEST).exists()
    entries = read_ledger(build, read_manifest(build)).entries if published else ()
    return follow(intake, merged, findings, question, cells, entries)


def publish_findings(checked: Checked, build: Path) -> Path:
    """Write the findings beside the published build, which stays as it is."""
    from shinchoku.outputs.findings_list import FINDINGS, write_findings

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
        if returned.files:  # they are of today's version
            append_issues(checked.folder, checked.intake.current.values())
        replace_folder(folder, build / RETURNED)
    files = tuple(build / RETURNED / file.name for file in returned.files)
    return replace(returned, files=files)


def board(checked: Checked, build: Path, *, today: date | None) -> Board:
    """Return the status board of what came in, with the grades so far."""
    from shinchoku.identity import template_file_name
    from shinchoku.intake.merge import merge
    from shinchoku.outputs.board import Board
    from shinchoku.outputs.returned import PREFIX
    from shinchoku.tally import count, every_grade

    definition = checked.intake.definition
    merged, _ = merge(checked.intake)
    paths = {
        department.id: f"{RETURNED}/{PREFIX}{template_file_name(department)}"
        for department in definition.departments
    }
    returned = {id_: path for id_, path in paths.items() if (build / path).exists()}
    counted = {spec.id: count(definition, merged, spec) for spec in every_grade(definition)}
    return Board(checked.intake, checked.findings, counted, today, returned)


def publish_board(status: Board, build: Path) -> Path:
    """Write the board's page beside the published build, which stays as it is."""
    from shinchoku.outputs.status import STATUS, status_page

    with staging(build) as staged:
        (staged / STATUS).write_text(status_page(status), encoding="utf-8", newline="\n")
        return move_file(staged / STATUS, build / STATUS)
