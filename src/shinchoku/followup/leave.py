"""What a check leaves in `build` for people: findings, returned workbooks, drafts, the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from shinchoku.failures import ShinchokuError, unwritten
from shinchoku.findings import Finding
from shinchoku.followup.board import Board
from shinchoku.followup.drafts import Drafts, write_reminders
from shinchoku.followup.letters import draft_folder
from shinchoku.followup.page import STATUS, status_page
from shinchoku.followup.returned import RETURNED, Returned, returned_name, write_returned
from shinchoku.issued import append_issues
from shinchoku.publishing.findings_list import write_findings
from shinchoku.publishing.names import findings_file
from shinchoku.publishing.place import move_file, replace_folder, staging
from shinchoku.publishing.publish import published_in
from shinchoku.publishing.readable import checked_list, leave_check, read_written, settle, to_read
from shinchoku.records import dataclass
from shinchoku.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a check leaves for people; `failed` says why not all of it.

    `returned` are workbooks that go back, `conflicting` departments that get none for theirs;
    `report` is that of the last compile, `placed` what is to be told of the files that people read.
    """

    board: Board
    returned: tuple[Path, ...] = ()
    conflicting: tuple[str, ...] = ()
    drafts: Drafts = field(default_factory=Drafts)
    findings_list: Path | None = None
    report: Path | None = None
    placed: tuple[Finding, ...] = ()
    board_page: Path | None = None
    failed: ShinchokuError | None = None


def leave(board: Board, folder: Path, build: Path, *, listed: bool = False) -> Left:
    """Write what people read beside the published build, which stays as it is.

    `folder` is the round's. The board links to drafts, to which returned workbooks are attached, so
    these come first. With `listed` the build has the list of findings already. What cannot be
    written ends it, and is told.
    """
    left = Left(board=replace(board, returned=links(board, build)))
    try:
        if not listed:
            listed_at, placed = _leave_findings(board, build)
            left = replace(left, findings_list=listed_at, placed=placed)
        returned = _leave_returned(board, folder, build)
        built = _built(board, build)
        if listed:
            left = replace(left, findings_list=built.get("findings"))
        elif built and left.findings_list:  # what the last compile found is not it any more
            built = {**built, "findings": left.findings_list}
        left = replace(left, report=built.get("report"))
        relative = (path.relative_to(build).as_posix() for path in built.values())
        board = replace(board, returned=links(board, build), built=tuple(relative))
        left = replace(left, board=board, returned=returned.files, conflicting=returned.skipped)
        left = replace(left, drafts=_leave_drafts(board, build))
        return replace(left, board_page=_leave_board(board, build))
    except ShinchokuError as error:
        return replace(left, failed=error)
    except OSError as error:  # of a file that is no part of a build
        return replace(left, failed=unwritten(error))


def _leave_findings(board: Board, build: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Leave the list of findings, and complete what could not be put in place before."""
    language = board.intake.definition.round.language
    name = findings_file(language)
    with staging(build) as staged:
        write_findings(staged / name, board.intake.definition, board.findings, board.commands)
        usual = {name: read_written(build).last.get(name, "")}
        leave_check(staged / name, build)
    placed = settle(build, published_in(build, language), usual=usual, today=board.today)
    return checked_list(build, name), placed


def _leave_returned(board: Board, round_folder: Path, build: Path) -> Returned:
    """Write a workbook for each department to correct; they replace those of the last run."""
    with staging(build) as staged:
        folder = staged / RETURNED
        folder.mkdir()
        returned = write_returned(folder, board.sent, board.to_correct)
        if returned.files:  # they are of today's version
            append_issues(round_folder, board.sent.current.values())
        replace_folder(folder, build / RETURNED)
    files = tuple(build / RETURNED / file.name for file in returned.files)
    return replace(returned, files=files)


def _leave_drafts(board: Board, build: Path) -> Drafts:
    """Write a draft to each department that has something open; they replace those before."""
    name = draft_folder(words(board.intake.definition.round.language))
    with staging(build) as staged:
        folder = staged / name
        folder.mkdir()
        drafts = write_reminders(staged, board, build)
        replace_folder(folder, build / name)
    files = tuple(build / file.relative_to(staged) for file in drafts.files)
    return replace(drafts, files=files)


def _built(board: Board, build: Path) -> Mapping[str, Path]:
    """Return the files of the last build that people open, by kind."""
    published = published_in(build, board.intake.definition.round.language)
    return {kind: to_read(build, published, kind) for kind in published.get("readable", {})}


def links(board: Board, build: Path) -> Mapping[str, str]:
    """Return the returned workbooks that there are, by department, relative to the board."""
    if not (build / RETURNED).exists():
        return {}
    definition = board.intake.definition
    say = words(definition.round.language)
    paths = {d.id: f"{RETURNED}/{returned_name(say, d)}" for d in definition.everybody}
    return {id_: path for id_, path in paths.items() if (build / path).exists()}


def _leave_board(board: Board, build: Path) -> Path:
    with staging(build) as staged:
        (staged / STATUS).write_text(status_page(board), encoding="utf-8", newline="\n")
        return move_file(staged / STATUS, build / STATUS)
