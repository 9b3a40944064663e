"""The command line: words in, one pipeline call, words out. Only this module exits.

Exit 0: fine; 1: findings of severity error; 2: usage, or a definition that cannot be used.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, TypeVar

import click

from shinchoku.messages import Language, language, say
from shinchoku.terminal import (
    plain,
    progress,
    tell,
    tell_checked,
    tell_compiled,
    tell_findings,
    tell_history,
    tell_proved,
    tell_returned,
)

if TYPE_CHECKING:
    from shinchoku.intake.ledger import Event
    from shinchoku.results import Checked

FINE, FINDINGS, USAGE = 0, 1, 2
ROUNDS, BUILDS = Path("input_templates"), Path("build")

_SELDOM = (200_000, 20, 50)  # a run keeps most of what it makes: 7 % less time

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*_SELDOM)
    language.set(_language(words))
    for stream in (sys.stdout, sys.stderr):
        # A console in cp932 has no — and would raise; a question mark is better than a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    _in_language(group)(words, prog_name="shinchoku")


def _language(words: Sequence[str]) -> Language:
    """Find --lang before click does: the help itself is in that language."""
    for index, word in enumerate(words):
        if word == "--lang=en" or (word == "--lang" and words[index + 1 : index + 2] == ["en"]):
            return "en"
    return "ja"


def _in_language(command: click.Command) -> click.Command:
    """Give a command and its options their help, which is a message like any other."""
    command.help = say(f"help.{command.name}")
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "version":
            option.help = say(f"help.{option.name}")
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _in_language(inner)
    return command


@click.group("shinchoku", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja")
@click.version_option(package_name="shinchoku", message="%(version)s")
def group(lang: str) -> None:
    """Hold the commands; `main` has already looked at --lang."""


_round_argument = click.argument("round_", metavar="ROUND")
_file_argument = click.argument("file", metavar="FILE")
_reason_option = click.option("--reason", required=True)
_json_option = click.option("--json", "as_json", is_flag=True)
_today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda _context, _option, value: value.date() if value else _today(),
)


@group.command()
def demo() -> None:
    """Run the whole loop on the sample."""
    from shinchoku import sample

    target, build = BUILDS / "demo" / sample.NAME, BUILDS / sample.NAME
    compiled = _run(lambda: sample.demo(sample.folder(), target, build, progress=progress))
    count = sum(bool(found) for found in compiled.checked.intake.by_department.values())
    tell(say("summary.distributed", folder=target / "templates", count=count))
    tell_compiled(compiled)
    _publish_for_people(compiled.checked, build, _today(), report="published")


@group.command()
@_round_argument
def distribute(round_: str) -> None:
    """Write the templates."""
    from shinchoku import pipeline

    folder = _round(round_)
    distributed = _run(lambda: pipeline.distribute(folder, progress))
    count = len(distributed.templates)
    tell(say("summary.distributed", folder=folder / "templates", count=count))
    for department in distributed.unasked:
        words = {"id": department.id, "name": department.name}
        tell(say("finding.department-not-asked", **words))


@group.command()
@_round_argument
@_today_option
@_json_option
def check(round_: str, *, today: date, as_json: bool) -> None:
    """List the findings."""
    from shinchoku import desk, pipeline
    from shinchoku.outputs.board import as_data

    folder = _round(round_)
    build = BUILDS / folder.name
    checked = _run(lambda: pipeline.check(folder, progress, today=today))
    if as_json:
        _run(lambda: desk.publish_returned(checked, build))
        board = desk.board(checked, build, today=today)
        _run(lambda: desk.publish_board(board, build))
        tell(json.dumps(as_data(board), ensure_ascii=False, indent=1))
    else:
        _tell_and_publish(checked, build, today)
    _stop_unrecorded(checked)
    sys.exit(FINDINGS if checked.errors else FINE)


@group.command("compile")
@_round_argument
@click.option("--draft", is_flag=True)
@_today_option
def compile_(round_: str, *, draft: bool, today: date) -> None:
    """Write the report."""
    from shinchoku import pipeline
    from shinchoku.results import Checked

    folder = _round(round_)
    build = BUILDS / folder.name
    result = _run(
        lambda: pipeline.compile_round(folder, build, draft=draft, today=today, progress=progress)
    )
    if isinstance(result, Checked):
        _tell_and_publish(result, build, today)
        if not result.unrecorded:
            tell(say("summary.refused"))
        if (build / "manifest.json").exists():
            tell(say("summary.stale", path=build / "manifest.json"))
        _stop_unrecorded(result)
        sys.exit(FINDINGS)
    tell_compiled(result)
    _publish_for_people(result.checked, build, today, report="published")
    sys.exit(FINDINGS if result.checked.errors else FINE)


@group.command()
@_round_argument
@_file_argument
@_reason_option
def accept(round_: str, file: str, reason: str) -> None:
    """Let one file of a department count instead of its others."""
    _decide(round_, "accepted", file, reason)


@group.command()
@_round_argument
@_file_argument
@_reason_option
def exclude(round_: str, file: str, reason: str) -> None:
    """Let a file count as not there."""
    _decide(round_, "excluded", file, reason)


def _decide(round_: str, event: Event, file: str, reason: str) -> None:
    from shinchoku import desk

    record = _run(lambda: desk.decide(_round(round_), event, file, reason))
    tell(say(f"summary.{event}", name=record.name))


@group.command()
@_round_argument
@_json_option
def history(round_: str, *, as_json: bool) -> None:
    """Show what was received and decided."""
    from shinchoku.intake.ledger import read_records, superseded

    records = _run(lambda: read_records(_round(round_)))
    successors = superseded(records)
    if as_json:
        plain = [
            {**asdict(record), "superseded_by": successors[index].sha256}
            if index in successors
            else asdict(record)
            for index, record in enumerate(records)
        ]
        tell(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    if not records:
        tell(say("history.none"))
    tell_history(records, successors)


@group.command()
@click.argument("build", metavar="BUILD")
@click.option("--corrections", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@_json_option
def verify(build: str, *, corrections: Path | None, as_json: bool) -> None:
    """Account for every submitted value."""
    from shinchoku import pipeline
    from shinchoku.outputs.edits import write_corrections

    folder = _build(build)
    verified = _run(lambda: pipeline.verify(folder))
    if as_json:
        tell(json.dumps(plain(verified.findings), ensure_ascii=False, indent=1))
    else:
        tell_findings(verified.findings, None)
        words = {"values": verified.values, "missing": verified.unaccounted}
        tell(say("summary.accounted", **words))
    if corrections and verified.edits:
        _run(lambda: write_corrections(corrections, verified.corrections))
        click.echo(say("summary.edits", path=corrections, edits=verified.edits), err=as_json)
        click.echo(say("summary.edits_next"), err=as_json)
        if left := len(verified.findings) - verified.edits:
            click.echo(say("summary.edits_left", count=left), err=as_json)
    elif corrections:
        click.echo(say("summary.no_edits"), err=as_json)
    sys.exit(FINDINGS if verified.findings else FINE)


@group.command()
@click.argument("build", metavar="BUILD")
@click.option("--images", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--pdf", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@_json_option
def proof(build: str, *, images: Path | None, pdf: Path | None, as_json: bool) -> None:
    """Print the report and look at the pages."""
    from shinchoku import pipeline

    folder = _build(build)
    proved = _run(lambda: pipeline.proof(folder, images=images, pdf=pdf))
    if as_json:
        tell(json.dumps(plain(proved.findings), ensure_ascii=False, indent=1))
    else:
        tell_findings(proved.findings, None)
        tell_proved(proved)
        for path in filter(None, (images, pdf)):
            tell(say("summary.written", path=path))
    sys.exit(FINDINGS if proved.findings else FINE)


@group.command()
@_round_argument
@click.argument("item", metavar="ITEM")
def trace(round_: str, item: str) -> None:
    """Follow an item's values to the printed page."""
    from shinchoku import desk

    folder = _round(round_)
    traced = _run(lambda: desk.trace(folder, BUILDS / folder.name, item))
    if traced is None:
        _fail(say("error.no_item", name=item))
    for line in traced.told():
        tell(line)


@group.command()
@click.option("--reference", is_flag=True)
def schema(*, reference: bool) -> None:
    """Print the JSON Schema of report.toml."""
    from shinchoku.definition import reference as pages
    from shinchoku.definition.schema import json_schema

    tell(
        pages.reference().rstrip("\n")
        if reference
        else json.dumps(json_schema(), ensure_ascii=False, indent=1)
    )


@group.command()
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """Say what a rule is about."""
    from shinchoku.codes import explained

    text = explained(code)
    if text is None:
        _fail(say("error.no_rule", code=code))
    tell(text)


def _today() -> date:
    """Return the day where the clerk is: a deadline means that one."""
    return date.today()  # noqa: DTZ011


# ---------------------------------------------------------------- folders


def _round(name: str) -> Path:
    """Return the folder of a round: a path, or a name under ./input_templates."""
    for folder in (Path(name), ROUNDS / name):
        if _is_there(folder / "report.toml"):
            return folder
    return _fail(say("error.no_round", name=name, folder=ROUNDS))


def _build(name: str) -> Path:
    """Return the folder of a build: a path, the path of its manifest, or a round's name."""
    given = Path(name)
    for folder in (given.parent if given.name == "manifest.json" else given, BUILDS / name):
        if _is_there(folder / "manifest.json"):
            return folder
    return _fail(say("error.no_build", reason=name))


def _is_there(path: Path) -> bool:
    """Whether there is a file; one that may not be looked for is told, and is exit 2."""
    from shinchoku.failures import reading

    def look() -> bool:
        with reading(path):
            return path.exists()

    return _run(look)


# ---------------------------------------------------------------- running and telling


def _run(job: Callable[[], T], *, build: Literal["untouched", "published"] = "untouched") -> T:
    """Do a job; what a person can mend becomes a message and exit 2, never a traceback.

    `build` is what to say of the report where the job cannot write.
    """
    from shinchoku.definition import DefinitionError
    from shinchoku.desk import DecisionError
    from shinchoku.failures import LayoutError, ProofError, ReadError, to_write
    from shinchoku.outputs.publish import BuildError, PublishError
    from shinchoku.pipeline import UnaccountedError
    from shinchoku.workbook import WorkbookError

    told = {
        BuildError: "error.build",
        ProofError: "error.proof",
        UnaccountedError: "error.unaccounted",
    }
    try:
        return job()
    except DefinitionError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        _fail(say("error.definition", count=len(error.problems)))
    except (DecisionError, ReadError) as error:
        _fail(str(error))
    except tuple(told) as error:
        _fail(say(told[type(error)], reason=error))
    except (LayoutError, WorkbookError) as error:
        _fail(say("error.layout", reason=error) + say(f"error.{build}"))
    except PublishError as error:
        advice = to_write(error.__cause__)
        _fail(say("error.publish", reason=error) + advice + say(f"error.{build}"))
    except OSError as error:  # of a file that is no part of a build
        _fail(say("error.publish", reason=_reason(error)) + to_write(error))


def _reason(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(USAGE)


def _stop_unrecorded(checked: Checked) -> None:
    """Fail where the ledger does not have what came; the findings are told by now."""
    from shinchoku.failures import to_write

    error = checked.unrecorded
    if error:
        _fail(say("error.unrecorded", reason=_reason(error)) + to_write(error))


def _tell_and_publish(checked: Checked, build: Path, today: date) -> None:
    """Tell the findings, also where nothing can be written; then write what people read."""
    from shinchoku import desk
    from shinchoku.outputs.findings_list import FINDINGS as LIST

    tell_checked(checked, build / LIST)
    path = _run(lambda: desk.publish_findings(checked, build))
    tell(say("summary.written", path=path))
    _publish_for_people(checked, build, today)


def _publish_for_people(
    checked: Checked,
    build: Path,
    today: date,
    *,
    report: Literal["untouched", "published"] = "untouched",
) -> None:
    """Write the returned workbooks and the status board, which links to them; say where.

    `report` is what became of it in this run.
    """
    from shinchoku import desk

    returned = _run(lambda: desk.publish_returned(checked, build), build=report)
    tell_returned(returned, build)
    board = desk.board(checked, build, today=today)
    path = _run(lambda: desk.publish_board(board, build), build=report)
    tell(say("summary.written", path=path))
