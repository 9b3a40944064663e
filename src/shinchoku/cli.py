"""The command line: words in, one pipeline call, words out.

Exit 0: fine; 1: findings of severity error; 2: usage, or a definition that cannot be used.
"""

from __future__ import annotations

import atexit
import gc
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shinchoku.failures import reading
from shinchoku.terminal import FINDINGS, FINE, Terminal
from shinchoku.words import Message, Words, languages, words

if TYPE_CHECKING:
    from shinchoku.intake.ledger import Event

ROUNDS, BUILDS = Path("input_templates"), Path("build")
LANGUAGE = "ja"  # of a terminal that asks for no other

_HELP = ["-h", "--help"]
_HEADINGS = {"Options": "help.options", "Commands": "help.commands"}  # click's
_SELDOM = (200_000, 20, 50)  # a run keeps most of what it makes: 7 % less time


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)  # who ends need not look for what to throw away: 6 % less time
    for stream in (sys.stdout, sys.stderr):
        # A console in cp932 has no — and would raise; a question mark is better than a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    _in_words(group, words(_language(given)))(given, prog_name="shinchoku")


def _language(given: Sequence[str]) -> str:
    """Find --lang before click does: the help itself is in that language."""
    for word, after in zip(given, [*given[1:], ""], strict=True):
        named = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and named in languages():
            return named
    return LANGUAGE


def _in_words(command: click.Command, say: Words) -> click.Command:
    """Give a command and its options their help, which is a text like any other."""

    class Help(click.HelpFormatter):
        """Click's formatter, with its own few words from the catalogue."""

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{say('help.usage')}: ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(say(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    class Context(click.Context):
        formatter_class = Help

    command.context_class = Context
    command.help = say(f"help.{command.name}")
    for option in command.params:
        if isinstance(option, click.Option):
            option.help = say(f"help.{option.name}")
    shown = command.get_help_option(Context(command, help_option_names=_HELP))
    if shown:
        shown.help = say("help.help")
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _in_words(inner, say)
    return command


@click.group("shinchoku", context_settings={"help_option_names": _HELP})
@click.option("--lang", type=click.Choice(languages()), default=LANGUAGE)
@click.version_option(package_name="shinchoku", message="%(version)s")
@click.pass_context
def group(context: click.Context, lang: str) -> None:
    """Hold the commands, and whom they speak to."""
    context.obj = Terminal(words(lang))


_round_argument = click.argument("round_", metavar="ROUND")
_build_argument = click.argument("build", metavar="BUILD")
_file_argument = click.argument("file", metavar="FILE")
_reason_option = click.option("--reason", required=True)
_json_option = click.option("--json", "as_json", is_flag=True)
_today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda _context, _option, value: value.date() if value else _today(),
)


@group.command()
@click.pass_obj
def demo(terminal: Terminal) -> None:
    """Run the whole loop on the sample."""
    from shinchoku import sample

    target, build = BUILDS / "demo" / sample.NAME, BUILDS / sample.NAME
    job = lambda: sample.demo(  # noqa: E731 - one call
        sample.folder(), target, build, today=_today(), progress=terminal.progress
    )
    compiled = terminal.run(job)
    count = sum(bool(found) for found in compiled.checked.intake.by_department.values())
    terminal.tell("summary.distributed", folder=target / "templates", count=count)
    terminal.compiled(compiled, build)


@group.command()
@_round_argument
@click.pass_obj
def distribute(terminal: Terminal, round_: str) -> None:
    """Write the templates."""
    from shinchoku import pipeline

    folder = _round(terminal, round_)
    distributed = terminal.run(lambda: pipeline.distribute(folder, terminal.progress))
    count = len(distributed.templates)
    terminal.tell("summary.distributed", folder=folder / "templates", count=count)
    for department in distributed.unasked:
        terminal.tell("N514.finding", id=department.id, name=department.name)


@group.command()
@_round_argument
@_today_option
@_json_option
@click.pass_obj
def check(terminal: Terminal, round_: str, *, today: date, as_json: bool) -> None:
    """List the findings."""
    from shinchoku import pipeline

    folder = _round(terminal, round_)
    build = BUILDS / folder.name
    checked = terminal.run(
        lambda: pipeline.check(folder, build, today=today, progress=terminal.progress),
    )
    if as_json:
        _print_data(terminal.checked_as_data(checked))
    else:
        terminal.checked(checked, build)
    terminal.stop_unrecorded(checked)
    sys.exit(FINDINGS if checked.errors else FINE)


@group.command("compile")
@_round_argument
@click.option("--draft", is_flag=True)
@_today_option
@click.pass_obj
def compile_(terminal: Terminal, round_: str, *, draft: bool, today: date) -> None:
    """Write the report."""
    from shinchoku import pipeline
    from shinchoku.results import Checked

    folder = _round(terminal, round_)
    build = BUILDS / folder.name
    progress = terminal.progress
    result = terminal.run(
        lambda: pipeline.compile_round(folder, build, draft=draft, today=today, progress=progress),
    )
    if isinstance(result, Checked):
        terminal.checked(result, build)
        if not result.unrecorded:
            terminal.tell("summary.refused")
        if result.left and result.left.report:
            terminal.tell("summary.stale", path=result.left.report)
        terminal.stop_unrecorded(result)
        sys.exit(FINDINGS)
    terminal.compiled(result, build)
    sys.exit(FINDINGS if result.checked.errors else FINE)


@group.command()
@_round_argument
@_file_argument
@_reason_option
@click.pass_obj
def accept(terminal: Terminal, round_: str, file: str, reason: str) -> None:
    """Let one file of a department count instead of its others."""
    _decide(terminal, round_, "accepted", file, reason)


@group.command()
@_round_argument
@_file_argument
@_reason_option
@click.pass_obj
def exclude(terminal: Terminal, round_: str, file: str, reason: str) -> None:
    """Let a file count as not there."""
    _decide(terminal, round_, "excluded", file, reason)


def _decide(terminal: Terminal, round_: str, event: Event, file: str, reason: str) -> None:
    from shinchoku import pipeline

    folder = _round(terminal, round_)
    record = terminal.run(lambda: pipeline.decide(folder, event, file, reason))
    terminal.tell(f"summary.{event}", name=record.name)


@group.command()
@_round_argument
@_json_option
@click.pass_obj
def history(terminal: Terminal, round_: str, *, as_json: bool) -> None:
    """Show what was received and decided."""
    from shinchoku.intake.ledger import read_records, superseded

    folder = _round(terminal, round_)
    records = terminal.run(lambda: read_records(folder))
    successors = superseded(records)
    if as_json:
        plain = [
            {**asdict(record), "superseded_by": successors[index].sha256}
            if index in successors
            else asdict(record)
            for index, record in enumerate(records)
        ]
        _print_data(plain)
        return
    if not records:
        terminal.tell("history.none")
    terminal.history(records, successors)


@group.command()
@_build_argument
@click.option("--corrections", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@_json_option
@click.pass_obj
def verify(terminal: Terminal, build: str, *, corrections: Path | None, as_json: bool) -> None:
    """Account for every submitted value."""
    from shinchoku import pipeline
    from shinchoku.proving.edits import write_corrections

    folder = _build(terminal, build)
    verified = terminal.run(lambda: pipeline.verify(folder))
    if as_json:
        _print_data(terminal.plain((*verified.placed, *verified.findings)))
    else:
        terminal.findings(verified.placed, None)
        terminal.findings(verified.findings, None)
        terminal.accounted(verified.values, verified.unaccounted)
    if corrections:
        if verified.edits:
            terminal.run(lambda: write_corrections(corrections, verified.corrections))
        terminal.edits(verified, corrections, err=as_json)
    sys.exit(FINDINGS if verified.findings else FINE)


@group.command()
@_build_argument
@click.option("--images", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--pdf", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@_json_option
@click.pass_obj
def proof(
    terminal: Terminal, build: str, *, images: Path | None, pdf: Path | None, as_json: bool
) -> None:
    """Print the report and look at the pages."""
    from shinchoku import pipeline

    folder = _build(terminal, build)
    proved = terminal.run(lambda: pipeline.proof(folder, images=images, pdf=pdf))
    if as_json:
        _print_data(terminal.plain((*proved.placed, *proved.findings)))
    else:
        terminal.findings(proved.placed, None)
        terminal.findings(proved.findings, None)
        terminal.proved(proved)
        for path in filter(None, (images, pdf)):
            terminal.tell("summary.written", path=path)
    sys.exit(FINDINGS if proved.findings else FINE)


@group.command()
@_round_argument
@click.argument("item", metavar="ITEM")
@click.pass_obj
def trace(terminal: Terminal, round_: str, item: str) -> None:
    """Follow an item's values to the printed page."""
    from shinchoku import pipeline

    folder = _round(terminal, round_)
    traced = terminal.run(lambda: pipeline.trace(folder, BUILDS / folder.name, item))
    if traced is None:
        terminal.fail(Message("error.no_item", name=item))
    for line in traced.told(terminal.say):
        click.echo(line)


@group.command()
@click.option("--reference", is_flag=True)
def schema(*, reference: bool) -> None:
    """Print the JSON Schema of report.toml."""
    from shinchoku.definition import reference as pages
    from shinchoku.definition.schema.report import json_schema

    if reference:
        click.echo(pages.reference().rstrip("\n"))
    else:
        _print_data(json_schema())


@group.command()
@click.argument("code", metavar="CODE")
@click.pass_obj
def explain(terminal: Terminal, code: str) -> None:
    """Say what a rule is about."""
    from shinchoku.codes import explained

    text = explained(terminal.say, code)
    if text is None:
        terminal.fail(Message("error.no_rule", code=code))
    click.echo(text)


def _today() -> date:
    """Return the day where the clerk is: a deadline means that one."""
    return date.today()  # noqa: DTZ011


# ---------------------------------------------------------------- folders


def _round(terminal: Terminal, name: str) -> Path:
    """Return the folder of a round: a path, or a name under ./input_templates."""
    for folder in (Path(name), ROUNDS / name):
        if _is_there(terminal, folder / "report.toml"):
            return folder
    return terminal.fail(Message("error.no_round", name=name, folder=str(ROUNDS)))


def _build(terminal: Terminal, name: str) -> Path:
    """Return the folder of a build: a path, the path of its manifest, or a round's name."""
    given = Path(name)
    for folder in (given.parent if given.name == "manifest.json" else given, BUILDS / name):
        if _is_there(terminal, folder / "manifest.json"):
            return folder
    return terminal.fail(Message("error.no_build", reason=name))


def _is_there(terminal: Terminal, path: Path) -> bool:
    """Whether there is a file; one that may not be looked for is told, and is exit 2."""

    def look() -> bool:
        with reading(path):
            return path.exists()

    return terminal.run(look)


def _print_data(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
