"""All that a page shows of a round: a check goes in, plain values come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from shinchoku.failures import BuildError
from shinchoku.followup.board import Board, as_data, finding_as_data
from shinchoku.followup.leave import Left
from shinchoku.followup.reminders import State
from shinchoku.intake.offers import offers
from shinchoku.intake.reviewing import NOT_DISTRIBUTED, is_of_reviews
from shinchoku.issued import ISSUED
from shinchoku.publishing.kept import read_values
from shinchoku.publishing.manifest import made_of
from shinchoku.publishing.publish import read_manifest
from shinchoku.results import Checked
from shinchoku.sheets import Limits
from shinchoku.words import Words

STEPS = ("distribute", "collect", "check", "correct", "make")


def view(checked: Checked, left: Left, build: Path, say: Words) -> dict[str, Any]:
    """Return what there is to see of a round that was just checked.

    `board` is what `check --json` says, its findings with the decisions that solve them;
    `most_bytes` is the size of a file that is read at all.
    """
    intake, board = checked.intake, left.board
    about = intake.definition.round
    origin = made_of(checked.folder, intake, checked.merged.corrections)
    report = _report(origin, build)
    seen, data = _Seen(checked, board, report), as_data(board, say)
    for told, finding in zip(data["findings"], board.findings, strict=True):
        told["decisions"] = [offer._asdict() for offer in offers(intake, finding)]
    return {
        "round": {
            "id": about.id,
            "title": about.title,
            "issuer": about.issuer,
            "deadline": about.day(say, about.deadline),
            "language": about.language,
        },
        "reviews": seen.reviews,
        "next": seen.next,
        "states": {step: seen.state(step) for step in STEPS},
        "board": data,
        "files": [{**each, "name": each["path"].rpartition("/")[2]} for each in origin["inputs"]],
        "report": report,
        "placed": [finding_as_data(finding, say) for finding in left.placed],
        "most_bytes": Limits().max_file_bytes,
    }


def _reviews(checked: Checked) -> str:
    """Return whether reviews are still to be sent: "later", "now", or "done"; "" for none."""
    intake = checked.intake
    if not intake.definition.reviews:
        return ""
    if not intake.unreviewed:
        return "done"
    return "now" if all(is_of_reviews(intake, e) for e in checked.errors_found) else "later"


class _Seen:
    """How far a round is: what is done of the year, and what comes next."""

    def __init__(self, checked: Checked, board: Board, report: Mapping[str, Any] | None) -> None:
        states = board.states
        self._open = states[State.OVERDUE] + states[State.MISSING]
        self._came = sum(states.values()) - self._open
        self.reviews = _reviews(checked)  # are they still to be sent?
        self._wrong = sum(e.code != NOT_DISTRIBUTED for e in checked.errors_found) - self._open
        self._issued = (checked.folder / ISSUED).is_file()
        self._made = bool(report and report["current"] and not report["draft"])

    @property
    def next(self) -> str:
        """The step that the clerk is to take."""
        steps = (step for step in STEPS if self.state(step) == "now")
        step = next(steps, "print")
        return "review" if self.reviews == "now" and step == "make" else step

    def state(self, step: str) -> str:
        """Return whether a step is done, to be taken now, or later."""
        done = {
            "distribute": self._issued,
            "collect": self._came > 0 and not self._open,
            "check": self._came > 0 and self._wrong <= 0,
            "correct": self._made,
            "make": self._made,
        }
        if done[step]:
            return "done"
        if step == "correct":
            return "later"
        before = STEPS[: STEPS.index(step)]
        return "now" if all(done[each] or each == "correct" for each in before) else "later"


def _report(origin: Mapping[str, Any], build: Path) -> dict[str, Any] | None:
    """Return what there is to know of the last report; None where none was made, or half of it."""
    try:
        published = read_manifest(build)
        pages = read_values(build, published).pages
    except BuildError:
        return None
    return {
        "name": published.get("readable", {}).get("report", ""),
        "draft": published.get("draft", False),
        "current": all(published.get(key) == value for key, value in origin.items()),
        "pages": [asdict(page) for page in pages],
    }
