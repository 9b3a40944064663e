"""What a check leaves in `build` for people: findings, returned workbooks, the status board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from shinchoku.failures import ShinchokuError, unwritten
from shinchoku.followup.board import Board
from shinchoku.followup.page import STATUS, status_page
from shinchoku.followup.returned import RETURNED, Returned, returned_name, write_returned
from shinchoku.issued import append_issues
from shinchoku.model import Tally
from shinchoku.publishing.findings_list import FINDINGS, write_findings
from shinchoku.publishing.publish import move_file, replace_folder, staging
from shinchoku.results import Checked, Left
from shinchoku.tally import count, every_grade
from shinchoku.words import words


def leave(checked: Checked, build: Path, *, today: date | None, listed: Path | None = None) -> Left:
    """Write what people read beside the published build, which stays as it is.

    The board links to the returned workbooks, so they come first. `listed` is a build that has the
    list of findings already. What cannot be written ends it, and is told.
    """
    board = board_of(checked, build, today)
    left = Left(board=board)
    try:
        if listed is None:
            left = replace(left, findings_list=_leave_findings(checked, build))
        returned = _leave_returned(checked, build)
        board = replace(board, returned=_links(checked, build))
        left = replace(left, board=board, returned=returned.files, conflicting=returned.skipped)
        return replace(left, board_page=_leave_board(board, build))
    except ShinchokuError as error:
        return replace(left, failed=error)
    except OSError as error:  # of a file that is no part of a build
        return replace(left, failed=unwritten(error))


def _leave_findings(checked: Checked, build: Path) -> Path:
    with staging(build) as staged:
        write_findings(staged / FINDINGS, checked.intake.definition, checked.findings)
        return move_file(staged / FINDINGS, build / FINDINGS)


def _leave_returned(checked: Checked, build: Path) -> Returned:
    """Write a workbook for each department to correct; they replace those of the last run."""
    with staging(build) as staged:
        folder = staged / RETURNED
        folder.mkdir()
        returned = write_returned(folder, checked.sent, checked.findings)
        if returned.files:  # they are of today's version
            append_issues(checked.folder, checked.sent.current.values())
        replace_folder(folder, build / RETURNED)
    files = tuple(build / RETURNED / file.name for file in returned.files)
    return replace(returned, files=files)


def board_of(checked: Checked, build: Path, today: date | None) -> Board:
    """Return the status board of what came in, with the grades so far."""
    return Board(
        intake=checked.intake,
        sent=checked.sent,
        findings=checked.findings,
        tally=_graded(checked),
        today=today,
        returned=_links(checked, build),
    )


def _links(checked: Checked, build: Path) -> Mapping[str, str]:
    """Return the returned workbooks that there are, by department, relative to the board."""
    definition = checked.intake.definition
    say = words(definition.round.language)
    paths = {d.id: f"{RETURNED}/{returned_name(say, d)}" for d in definition.departments}
    return {id_: path for id_, path in paths.items() if (build / path).exists()}


def _graded(checked: Checked) -> Tally:
    """Count every graded column so far, whatever the report counts."""
    definition = checked.intake.definition
    specs = every_grade(definition)
    return {spec.id: count(definition, checked.merged, spec) for spec in specs}


def _leave_board(board: Board, build: Path) -> Path:
    with staging(build) as staged:
        (staged / STATUS).write_text(status_page(board), encoding="utf-8", newline="\n")
        return move_file(staged / STATUS, build / STATUS)
