"""What a clerk reads on a terminal: results in words, findings, failures, a progress bar.

Nothing else exits.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

import click

from shinchoku.failures import (
    DecisionError,
    DefinitionError,
    LayoutError,
    PublicationError,
    PublishError,
    ShinchokuError,
    UnclearNameError,
    to_write,
    unwritten,
)
from shinchoku.normal import spelled_out
from shinchoku.records import dataclass
from shinchoku.usage import command_line
from shinchoku.words import Listed, Message, Text, Words, sentences

if TYPE_CHECKING:
    from shinchoku.findings import Finding
    from shinchoku.followup.corrections_kept import Filled
    from shinchoku.followup.drafts import Drafts
    from shinchoku.followup.leave import Left
    from shinchoku.proving.verified import Verified
    from shinchoku.results import Checked, Compiled, Proved

LANGUAGE = "ja"  # of a terminal that asks for no other
FINE, FINDINGS, USAGE = 0, 1, 2  # what a command exits with
SHOWN_FINDINGS, SHOWN_NAMES = 20, 10
_NAMED = (DecisionError, PublicationError, UnclearNameError)

T = TypeVar("T")
Report = Literal["untouched", "published"]
"""What became of the report, where something could not be written."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Says things in one language; `typed` is what it was asked, without the program's name."""

    say: Words
    typed: tuple[str, ...] = ()

    def tell(self, key: str, /, *, err: bool = False, **values: object) -> None:
        """Print a text of the catalogue."""
        click.echo(self.say(key, **values), err=err)

    def told(self, text: Text, *, err: bool = False) -> None:
        """Print what a stage says."""
        click.echo(self.say.tell(text), err=err)

    def data(self, data: object) -> None:
        """Print what scripts read."""
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))

    def progress(self, things: Iterable[T], what: Message, total: int) -> Iterable[T]:
        """Show a progress bar on a terminal, nothing where the output is piped."""
        if not sys.stderr.isatty():
            return things
        from rich.console import Console
        from rich.progress import track

        label, console = self.say.tell(what), Console(stderr=True)
        return track(things, label, total=total, console=console, transient=True)

    @contextmanager
    def waiting(self, what: Message) -> Iterator[None]:
        """Show on a terminal that something long goes on, and what."""
        if not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(self.say.tell(what)):
            yield

    # ------------------------------------------------------------ what comes next

    def next(self, *words: object, err: bool = False) -> None:
        """End with the command that comes next, ready to paste, in the language of this one."""
        spoken = () if self.say.language == LANGUAGE else ("--lang", self.say.language)
        self.tell("next.command", command=command_line(*spoken, *words), err=err)

    def next_file(self, path: Path, *, err: bool = False) -> None:
        """End with the file to look at next."""
        self.tell("next.file", path=path, err=err)

    def after_check(self, checked: Checked, round_: str) -> None:
        """Name the board where something has to be put right, which says by whom.

        Else what comes next: the workbooks of reviews where these alone are missing, or `compile`.
        """
        from shinchoku.intake.reviewing import NOT_DISTRIBUTED

        board = checked.left and checked.left.board_page
        if {error.code for error in checked.errors_found} == {NOT_DISTRIBUTED}:
            self.next("distribute", round_, "--reviews")
        elif checked.errors and board:
            self.next_file(board)
        else:
            self.next("compile", round_)

    # ------------------------------------------------------------ doing, and failing

    def run(self, job: Callable[[], T], *after: object) -> T:
        """Do a job; what a person can mend becomes a message and exit 2, never a traceback.

        `after` is the command to run where a name or a file is at fault, and not known which.
        """
        try:
            return job()
        except ShinchokuError as error:
            self._fail_for(error, "untouched", *after)
        except OSError as error:  # of a file that is no part of a build
            self.fail(unwritten(error).message)

    def fail(self, message: Text, *after: object) -> NoReturn:
        """Say what is wrong and what to run then, the same again by itself; exit 2."""
        self.told(message, err=True)
        if after:
            self.next(*after, err=True)
        elif self.typed:
            self.tell("next.again", command=command_line(*self.typed), err=True)
        sys.exit(USAGE)

    def instead(self, name: str, other: str) -> tuple[str, ...]:
        """Return what was typed with another name in a name's place."""
        spoken = self.typed[:1] == ("--lang",)
        words = self.typed[2:] if spoken else self.typed
        return tuple(
            word.removesuffix(name) + other if word == name or word.endswith(f"={name}") else word
            for word in words
        )

    def _fail_for(self, error: ShinchokuError, report: Report, *after: object) -> NoReturn:
        if isinstance(error, DefinitionError):
            for problem in error.problems:
                self.told(problem.told, err=True)
        if isinstance(error, UnclearNameError) and not (after and error.names[1:]):
            self.fail(error.message, *self.instead(error.name, error.names[0]))
        if isinstance(error, LayoutError | PublishError):
            self.fail(sentences(error.message, Message(f"error.{report}")))
        self.fail(error.message, *(after if isinstance(error, _NAMED) else ()))

    def stop_unrecorded(self, checked: Checked) -> None:
        """Fail where the ledger does not have what came; the findings are told by now."""
        error = checked.unrecorded
        if error:
            named = f"{error.filename}: " if error.filename else ""
            reason = Message("error.unrecorded", reason=f"{named}{error.strerror}")
            self.fail(reason + to_write(error))

    # ------------------------------------------------------------ runs

    def checked(self, checked: Checked, build: Path) -> None:
        """Tell the findings, also where nothing could be written; then what was left for people."""
        from shinchoku.publishing.names import findings_file

        language = checked.intake.definition.round.language
        self._found(checked, build / findings_file(language))
        if checked.left:
            self.left(checked.left, build, report="untouched")

    def checked_as_data(self, checked: Checked) -> dict[str, Any]:
        """Return what a check found for scripts; what could not be written is a failure.

        `placed` is what is to be told of the files that people have open.
        """
        left = checked.left
        if left and left.failed:
            self._fail_for(left.failed, "untouched")
        return self._as_data(left, left.placed) if left else {}

    def compiled_as_data(self, result: Checked | Compiled) -> dict[str, Any]:
        """Return what `checked_as_data` does, and the report: None where nothing was compiled."""
        from shinchoku.results import Checked

        if isinstance(result, Checked):
            return {**self.checked_as_data(result), "report": None}
        left = result.checked.left
        if left is None:
            return {}
        if left.failed:
            self._fail_for(left.failed, "published")
        made = {
            "report": result.report.as_posix(),
            "draft": result.draft,
            "values": result.account.values,
        }
        return {**self._as_data(left, result.placed), **made}

    def _as_data(self, left: Left, placed: Sequence[Finding]) -> dict[str, Any]:
        from shinchoku.followup.board import as_data

        return {**as_data(left.board, self.say), "placed": self.plain(placed)}

    def _found(self, checked: Checked, path: Path | None) -> None:
        """Say what was read and found; `path` is where the list of findings will be."""
        from shinchoku.followup.board import count_by_severity, counts_told

        received = [found for found in checked.intake.by_department.values() if found]
        self.tell(
            "summary.read",
            files=Message("count.files", count=len(checked.intake.submissions)),
            departments=Message("count.departments", count=len(received)),
        )
        if checked.skipped:
            names = Listed(map(spelled_out, checked.skipped), "names", most=SHOWN_NAMES)
            self.tell("summary.skipped", count=len(checked.skipped), names=names)
        self.findings(checked.findings, path)
        self.tell("summary.found", counts=counts_told(count_by_severity(checked.findings)))

    def left(self, left: Left, build: Path, *, report: Report) -> None:
        """Say what was left for people; fail where not all of it could be."""
        self.findings(left.placed, None)
        if left.findings_list:
            self.tell("summary.written", path=left.findings_list)
        if left.returned:
            count = len(left.returned)
            self.tell("summary.returned", count=count, folder=build / "returned")
        if left.conflicting:
            self.tell("summary.not_returned", names=Listed(left.conflicting, "names"))
        self.drafts(left.drafts)
        if left.board_page:
            self.tell("summary.written", path=left.board_page)
        if left.failed:
            self._fail_for(left.failed, report)

    def drafts(self, drafts: Drafts) -> None:
        """Say where mails are to be opened and sent, and how many have no address yet."""
        if drafts.files:
            folder, count = drafts.files[0].parent, len(drafts.files)
            self.tell("summary.drafts", folder=folder, count=count)
        if drafts.unaddressed:
            self.tell("summary.unaddressed", count=drafts.unaddressed)

    def refused(self, checked: Checked, build: Path, round_: str) -> None:
        """Say why there is no new report, and what became of the last one."""
        self.checked(checked, build)
        if not checked.unrecorded:
            self.tell("summary.refused")
        if checked.left and checked.left.report:
            self.tell("summary.stale", path=checked.left.report)
        self.stop_unrecorded(checked)
        self.after_check(checked, round_)

    def compiled(self, compiled: Compiled, build: Path) -> None:
        """Say what a build holds: the tally, the pages, the accounting; then what was left."""
        left = compiled.checked.left
        self._found(compiled.checked, left.findings_list if left else None)
        from shinchoku.proving.inside import kept_inside
        from shinchoku.totals import sums

        definition = compiled.checked.intake.definition
        for spec in definition.tallies:
            tally = compiled.tally[spec.id]
            column = definition.form(spec.form_id).column(spec.column_id).title
            counts = Listed((f"{row.choice} {row.count}" for row in tally.rows), "codes")
            self.tell("summary.tally", column=column, counts=counts, total=tally.total.count)
        for name, summed in sums(definition, compiled.merged).items():
            added, whole = definition.sum(name), summed.total
            column = definition.form(added.form_id).column(added.column_id).title
            said = summed.shown(whole) + summed.scale.unit
            self.tell("summary.sum", column=column, sum=said, count=whole.numbers)
        sections = compiled.paged.sections
        pages = (
            Message("summary.sheet_pages", sheet=section.sheet, count=len(section.pages))
            for section in sections
        )
        self.tell("summary.pages", pages=Listed(pages, "names"))
        if compiled.merged.corrections:
            self.tell("summary.corrected", count=len(compiled.merged.corrections))
        self.accounted(compiled.account.values, 0)
        if inside := kept_inside(definition, compiled.merged):
            self.tell("summary.inside", count=len(inside))
        if compiled.draft:
            self.tell("summary.draft", missing=definition.texts.missing)
        self.findings(compiled.placed, None)
        self.tell("summary.written", path=compiled.report)
        if left:
            self.left(left, build, report="published")

    def accounted(self, values: int, missing: int) -> None:
        """Say how many values a report has to have, and how many it lacks."""
        self.tell(
            "summary.accounted", values=Message("count.values", count=values), missing=missing
        )

    def edits(self, verified: Verified, filled: Filled | None, *, err: bool) -> None:
        """Say what was edited by hand and became corrections."""
        edits = len(verified.edits)
        if filled is None:
            self.tell("summary.no_edits", err=err)
        elif filled.refused:
            self.form_refused(filled, err=err)
        else:
            self.tell("summary.edits", path=filled.path, count=edits, err=err)
            self._former(filled, err=err)
            if left := len(verified.findings) - edits:
                self.tell("summary.edits_left", count=left, err=err)
            self.tell("summary.edits_next", err=err)

    def form(self, filled: Filled) -> int:
        """Say where the form of corrections is and what to do with it; return what to exit with."""
        if filled.refused:
            self.form_refused(filled, err=False)
            return FINDINGS
        self._former(filled, err=False)
        self.tell("summary.form", path=filled.path, count=filled.rows)
        return FINE

    def form_refused(self, filled: Filled, *, err: bool) -> None:
        """Say why no form was written over the table that is there."""
        self.findings(filled.refused, None, err=err)
        self.tell("summary.form_refused", path=filled.path, err=err)

    def _former(self, filled: Filled, *, err: bool) -> None:
        if filled.former:
            self.tell("summary.former", path=filled.former, err=err)

    def proved(self, proved: Proved) -> None:
        """Say what was printed and held against the plan."""
        found = proved.proof
        self.tell(
            "summary.proof",
            planned=Message("count.pages", count=len(found.planned)),
            printed=Message("count.pages", count=len(found.printed)),
            entries=Message("count.entries", count=len(found.entries)),
        )
        self.tell(found.heights, count=found.rows_checked or 0)
        self.tell("summary.fonts", names=Listed(found.fonts, "names"))
        self.tell("summary.misprints" if proved.findings else "summary.proved")

    # ------------------------------------------------------------ findings and events

    def findings(
        self, findings: Sequence[Finding], path: Path | None, *, err: bool = False
    ) -> None:
        """Print the first findings, and where all of them are."""
        for finding in findings[:SHOWN_FINDINGS]:
            self.tell(
                "summary.finding",
                severity=Message(f"severity.{finding.severity}"),
                code=finding.code,
                place=finding.place,
                message=finding.message,
                hint=finding.hint,
                err=err,
            )
        rest = len(findings) - SHOWN_FINDINGS
        if rest > 0:
            self.tell("summary.more", count=rest, path=path or "--json", err=err)

    def plain(self, findings: Sequence[Finding]) -> list[dict[str, Any]]:
        """Return findings as plain data for scripts."""
        from shinchoku.followup.board import finding_as_data

        return [finding_as_data(finding, self.say) for finding in findings]
