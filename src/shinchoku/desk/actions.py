"""What a clerk does at the desk: plain values go in and out, and the pipeline does the work.

A thin face of it, as the command line is another. It knows neither browser nor HTTP: whoever
carries its values to a page calls `Desk.do`. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shinchoku import pipeline
from shinchoku.desk.downloads import CHANGES, download, downloads
from shinchoku.desk.receiving import receive
from shinchoku.desk.view import view
from shinchoku.failures import (
    DefinitionError,
    ReadError,
    ShinchokuError,
    UnclearNameError,
    reading,
    unwritten,
)
from shinchoku.followup.board import finding_as_data
from shinchoku.places import BUILDS, ROUNDS
from shinchoku.proving.verified import Verified
from shinchoku.records import dataclass
from shinchoku.results import Checked
from shinchoku.words import Message, Words, words

if TYPE_CHECKING:
    from shinchoku.findings import Finding
    from shinchoku.followup.corrections_kept import Filled
    from shinchoku.intake.ledger import Decided

Values = Mapping[str, Any]
"""What an action is told, and what it says: text, numbers, lists, mappings, bytes of files."""


def _today() -> date:
    """Return the day where the clerk is: a deadline means that one."""
    return date.today()  # noqa: DTZ011


@dataclass(frozen=True)
class Desk:
    """A folder that holds `input_templates` and `build`, as a person works on it.

    `language` is that of what is said; workbooks are in their round's.
    """

    folder: Path
    language: str = "ja"
    today: Callable[[], date] = field(default=_today)

    def do(self, action: str, values: Values) -> dict[str, Any]:
        """Do an action: {"done": what it says}, or {"failed": what a person can mend}.

        KeyError for an action that there is not: a fault of who calls it.
        """
        job = ACTIONS[action]
        try:
            return {"done": job(self, **values)}
        except ShinchokuError as error:
            return {"failed": self._failed(error)}
        except OSError as error:  # of a file that is no part of a build
            return {"failed": self._failed(unwritten(error))}

    # ------------------------------------------------------------ the round

    def kits(self) -> list[dict[str, str]]:
        """List what a round can be begun with."""
        from shinchoku import kits

        return [{"id": kit.id, "title": kit.title} for kit in kits.kits()]

    def begin(self, kit: str, round_: str) -> dict[str, str]:
        """Make a round of a kit."""
        from shinchoku import kits

        begun = kits.begin(kit, self.folder / ROUNDS, round_)
        return {"id": begun.folder.name, "title": begun.title}

    def rounds(self) -> list[dict[str, str]]:
        """List the rounds that there are; one that cannot be read has a `problem`."""
        found = sorted((self.folder / ROUNDS).glob("*/report.toml"))
        return [self._round(path.parent) for path in found]

    def _round(self, folder: Path) -> dict[str, str]:
        from shinchoku.definition import load

        try:
            with reading(folder):
                about = load(folder).round
        except ShinchokuError as error:
            return {"id": folder.name, "title": "", "problem": self._say.tell(error.message)}
        return {"id": folder.name, "title": about.title, "problem": ""}

    def look(self, round_: str) -> dict[str, Any]:
        """Check what came in and return all that there is to see of a round."""
        checked = pipeline.check(self._folder(round_), self._build(round_), today=self.today())
        if checked.unrecorded:
            raise checked.unrecorded
        left = checked.left
        assert left is not None  # noqa: S101 - a check leaves something
        if left.failed:
            raise left.failed
        return view(checked, left, self._build(round_), self._say)

    def distribute(
        self, round_: str, only: Sequence[str] = (), *, reviews: bool = False
    ) -> dict[str, Any]:
        """Write the templates: of the departments named, or of all; or those of the reviews.

        `refused` says that errors in the answers stop these.
        """
        job = pipeline.distribute_reviews if reviews else pipeline.distribute
        done = job(self._folder(round_), only=tuple(only))
        if isinstance(done, Checked):
            return {"refused": True, "errors": done.errors}
        return {
            "refused": False,
            "templates": [summary.file for summary in done.templates],
            "unasked": [department.name for department in done.unasked],
            "left": list(done.left),
        }

    def receive(self, round_: str, files: Sequence[Values]) -> dict[str, Any]:
        """Put files where submissions are, and look: who keeps them does so after both.

        One that is there under its name stays as it is.
        """
        given = [(str(each["name"]), bytes(each["data"])) for each in files]
        return {"files": receive(self._folder(round_), given), "view": self.look(round_)}

    # ------------------------------------------------------------ decisions

    def accept(self, round_: str, file: str, reason: str, by: str = "") -> dict[str, str]:
        """Let one file of a department count instead of its others."""
        return self._decide("accepted", round_, file, reason, by)

    def exclude(self, round_: str, file: str, reason: str, by: str = "") -> dict[str, str]:
        """Let a file count as not there."""
        return self._decide("excluded", round_, file, reason, by)

    def _decide(
        self, event: Decided, round_: str, file: str, reason: str, by: str
    ) -> dict[str, str]:
        return {"file": pipeline.decide(self._folder(round_), event, file, reason, by).name}

    def undo(self, round_: str, file: str, by: str = "") -> dict[str, str]:
        """Take back what was last decided of a file."""
        record = pipeline.undo(self._folder(round_), file, by)
        return {"file": record.name, "undone": record.undoes}

    def history(self, round_: str) -> list[dict[str, str]]:
        """List what was received and decided, the first event first."""
        from dataclasses import asdict

        from shinchoku.intake.ledger import read_records

        return [asdict(record) for record in read_records(self._folder(round_))]

    # ------------------------------------------------------------ corrections

    def corrections(self, round_: str) -> dict[str, Any]:
        """Return what can be corrected, and the corrections that there are."""
        from shinchoku.desk.correcting import correctable
        from shinchoku.publishing.manifest import published_pages

        folder = self._folder(round_)
        sent = pipeline.examine(folder).sent
        return correctable(folder, sent, published_pages(self._build(round_)))

    def correct(self, round_: str, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        """Write the corrections as a form; they hold from the next report on."""
        filled = pipeline.corrections(self._folder(round_), self._build(round_), rows)
        return self._filled(filled)

    def take_edits(self, round_: str) -> dict[str, Any]:
        """Let what was edited in the report by hand become corrections."""
        build = self._build(round_)
        path = self._folder(round_) / "corrections.xlsx"
        verified = pipeline.verify(build)
        return self._filled(pipeline.fill_corrections(path, path.parent, build, verified))

    def _filled(self, filled: Filled) -> dict[str, Any]:
        return {"rows": filled.rows, "refused": self._findings(filled.refused)}

    # ------------------------------------------------------------ the report

    def compile(self, round_: str, *, draft: bool = False) -> dict[str, Any]:
        """Write the report; `refused` says that errors stop it."""
        folder, build = self._folder(round_), self._build(round_)
        done = pipeline.compile_round(folder, build, draft=draft, today=self.today())
        if isinstance(done, Checked):
            if done.unrecorded:
                raise done.unrecorded
            return {"refused": True, "errors": done.errors}
        return {
            "refused": False,
            "report": done.report.name,
            "draft": done.draft,
            "values": done.account.values,
            "placed": self._findings(done.placed),
        }

    def verify(self, round_: str) -> dict[str, Any]:
        """Look in the report for every submitted value."""
        done = pipeline.verify(self._build(round_))
        return {
            "values": done.values,
            "unaccounted": done.unaccounted,
            "findings": self._findings((*done.placed, *done.findings)),
            "edits": len(done.edits),
        }

    def publish(self, round_: str) -> dict[str, Any]:
        """Write every edition of the report; `refused` says that it was edited by hand."""
        folder, build = self._folder(round_), self._build(round_)
        done = pipeline.publish_round(folder, build, today=self.today())
        if isinstance(done, Verified):
            return {"refused": True, "edits": len(done.edits)}
        publication = done.publication
        return {
            "refused": False,
            "folder": done.folder.name,
            "files": sum(map(len, publication.files.values())),
            "lacking": [
                {name: self._say.tell(text) for name, text in lack._asdict().items()}
                for lack in publication.lacking
            ],
            "kept": done.kept.name if done.kept else "",
            "placed": self._findings(done.placed),
        }

    def trace(self, round_: str, item: str) -> list[str]:
        """Follow an item from its template to the page; an unknown one has no lines."""
        traced = pipeline.trace(self._folder(round_), self._build(round_), item)
        return list(traced.told(self._say)) if traced else []

    def changes(
        self, round_: str, since: int | None = None, until: int | None = None
    ) -> dict[str, Any]:
        """List what changed between two reports; `file` is its list's, "" where there is none."""
        folder, build = self._folder(round_), self._build(round_)
        done = pipeline.changes(folder, build, since=since, until=until)
        return {
            "reports": [report._asdict() for report in done.reports],
            "changes": len(done.changes),
            "file": done.path.name if done.path else "",
        }

    # ------------------------------------------------------------ files

    def downloads(self, round_: str) -> list[dict[str, Any]]:
        """List what can be taken home."""
        return downloads(self._folder(round_), self._build(round_), self._say)

    def download(self, round_: str, kind: str) -> dict[str, Any]:
        """Return a file by its kind: its name and its bytes."""
        if kind == CHANGES:
            self.changes(round_)
        return download(self._folder(round_), self._build(round_), kind, self._say)

    # ------------------------------------------------------------ what all of them need

    @cached_property
    def _say(self) -> Words:
        return words(self.language)

    def _folder(self, round_: str) -> Path:
        folder = self.folder / ROUNDS / round_
        if Path(round_).name != round_ or not (folder / "report.toml").is_file():
            raise ReadError(Message("error.no_round", name=round_, folder=str(ROUNDS)))
        return folder

    def _build(self, round_: str) -> Path:
        return self.folder / BUILDS / round_

    def _findings(self, findings: Sequence[Finding]) -> list[dict[str, str]]:
        return [finding_as_data(finding, self._say) for finding in findings]

    def _failed(self, error: ShinchokuError) -> dict[str, Any]:
        problems = error.problems if isinstance(error, DefinitionError) else ()
        return {
            "message": self._say.tell(error.message),
            "problems": [self._say.tell(problem.told) for problem in problems],
            "instead": list(error.names) if isinstance(error, UnclearNameError) else [],
        }


ACTIONS: Mapping[str, Callable[..., Any]] = {
    job.__name__: job
    for job in (
        Desk.kits,
        Desk.begin,
        Desk.rounds,
        Desk.look,
        Desk.distribute,
        Desk.receive,
        Desk.accept,
        Desk.exclude,
        Desk.undo,
        Desk.history,
        Desk.corrections,
        Desk.correct,
        Desk.take_edits,
        Desk.compile,
        Desk.verify,
        Desk.publish,
        Desk.trace,
        Desk.changes,
        Desk.downloads,
        Desk.download,
    )
}
"""What can be done, by its name."""
