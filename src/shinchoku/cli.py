"""The command line: words in, one pipeline call, words out.

Exit 0: fine; 1: findings of severity error; 2: usage, or a definition that cannot be used.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shinchoku import usage
from shinchoku.folders import build_folder, closest, round_folder
from shinchoku.normal import spelled_out
from shinchoku.places import BUILDS, build_of
from shinchoku.terminal import FINDINGS, FINE, LANGUAGE, Terminal
from shinchoku.words import Message, languages, words

if TYPE_CHECKING:
    from shinchoku.intake.ledger import Decided

_HELP = ["-h", "--help"]
_SELDOM = (2_000_000, 20, 50)  # of a million objects that a run makes 3,000 go in circles


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)  # who ends need not look for what to throw away: 6 % less time
    for stream in (sys.stdout, sys.stderr):
        # A console in cp932 has no — and would raise; a question mark is better than a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    say = words(_language(given))
    usage.in_words(group, say, _HELP)
    sys.exit(usage.run(group, given, say))


def _language(given: Sequence[str]) -> str:
    """Find --lang before click does: the help itself is in that language."""
    for word, after in pairwise([*given, ""]):
        named = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and named in languages():
            return named
    return LANGUAGE


@click.group(usage.PROGRAM, cls=usage.Commands, context_settings={"help_option_names": _HELP})
@click.option("--lang", type=click.Choice(languages()), default=LANGUAGE)
@click.version_option(package_name="shinchoku", message="%(version)s")
@click.pass_context
def group(context: click.Context, lang: str) -> None:
    """Hold the commands, and whom they speak to."""
    context.obj = Terminal(words(lang), usage.typed(context))


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
    terminal.next("verify", build)


@group.command()
@click.argument("kit", metavar="KIT", required=False)
@click.argument("round_", metavar="ROUND", required=False)
@click.pass_obj
def new(terminal: Terminal, kit: str | None, round_: str | None) -> None:
    """Begin a round."""
    from shinchoku.commands.begin import begin

    begin(terminal, kit, round_)


@group.command()
@_round_argument
@click.option("--only", multiple=True, metavar="DEPARTMENT")
@click.option("--reviews", is_flag=True)
@click.pass_obj
def distribute(terminal: Terminal, round_: str, *, only: tuple[str, ...], reviews: bool) -> None:
    """Write the templates, or the workbooks of the reviews."""
    from shinchoku.commands.distribute import write

    write(terminal, round_folder(terminal, round_), round_, only, reviews=reviews)


@group.command()
@_round_argument
@_today_option
@_json_option
@click.pass_obj
def check(terminal: Terminal, round_: str, *, today: date, as_json: bool) -> None:
    """List the findings."""
    from shinchoku import pipeline

    folder = round_folder(terminal, round_)
    build = build_of(folder)
    checked = terminal.run(
        lambda: pipeline.check(folder, build, today=today, progress=terminal.progress),
    )
    if as_json:
        terminal.data(terminal.checked_as_data(checked))
    else:
        terminal.checked(checked, build)
    terminal.stop_unrecorded(checked)
    if not as_json:
        terminal.after_check(checked, round_)
    sys.exit(FINDINGS if checked.errors else FINE)


@group.command("compile")
@_round_argument
@click.option("--draft", is_flag=True)
@_today_option
@_json_option
@click.pass_obj
def compile_(terminal: Terminal, round_: str, *, draft: bool, today: date, as_json: bool) -> None:
    """Write the report."""
    from shinchoku import pipeline
    from shinchoku.commands import journal
    from shinchoku.results import Checked

    folder = round_folder(terminal, round_)
    build = build_of(folder)
    progress = terminal.progress
    result = terminal.run(
        lambda: pipeline.compile_round(folder, build, draft=draft, today=today, progress=progress),
    )
    checked = result if isinstance(result, Checked) else result.checked
    if as_json:
        terminal.data(terminal.compiled_as_data(result))
        terminal.stop_unrecorded(checked)
    elif isinstance(result, Checked):
        terminal.refused(result, build, round_)
    else:
        terminal.compiled(result, build)
        journal.tell(terminal, result.told, round_)
    if not isinstance(result, Checked):
        journal.stop_untold(terminal, "summary.report_untold", result.told.untold)
    if not as_json and not isinstance(result, Checked):
        terminal.next(*(("check", round_) if result.draft else ("verify", build)))
    sys.exit(FINDINGS if checked.errors else FINE)


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


@group.command()
@_round_argument
@_file_argument
@click.pass_obj
def undo(terminal: Terminal, round_: str, file: str) -> None:
    """Take back what was last decided of a file."""
    from shinchoku import pipeline

    folder = round_folder(terminal, round_)
    record = terminal.run(lambda: pipeline.undo(folder, file), "history", round_)
    terminal.tell("summary.undone", name=record.name, what=Message(f"undone.{record.undoes}"))
    terminal.next("check", round_)


def _decide(terminal: Terminal, round_: str, event: Decided, file: str, reason: str) -> None:
    from shinchoku import pipeline

    folder = round_folder(terminal, round_)
    job = lambda: pipeline.decide(folder, event, file, reason)  # noqa: E731 - one call
    record = terminal.run(job, "history", round_)
    terminal.tell(f"summary.{event}", name=spelled_out(record.name))
    terminal.next("check", round_)


@group.command()
@_round_argument
@_json_option
@click.pass_obj
def history(terminal: Terminal, round_: str, *, as_json: bool) -> None:
    """Show what was received and decided."""
    from shinchoku.commands.history import show

    show(terminal, round_, as_json=as_json)


@group.command()
@_build_argument
@click.option("--corrections", "form", metavar="FILE", type=click.Path(path_type=Path))
@_json_option
@click.pass_obj
def verify(terminal: Terminal, build: str, *, form: Path | None, as_json: bool) -> None:
    """Account for every submitted value."""
    from shinchoku.commands.verify import account

    account(terminal, build, form, as_json=as_json)


@group.command()
@_round_argument
@click.pass_obj
def corrections(terminal: Terminal, round_: str) -> None:
    """Write the form for changes after review."""
    from shinchoku import pipeline

    folder = round_folder(terminal, round_)
    filled = terminal.run(lambda: pipeline.corrections(folder, build_of(folder)))
    code = terminal.form(filled)
    terminal.next_file(filled.path)
    sys.exit(code)


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
    from shinchoku.publishing.publish import read_manifest
    from shinchoku.publishing.readable import to_read

    folder = build_folder(terminal, build)
    with terminal.waiting(Message("progress.printing")):
        proved = terminal.run(lambda: pipeline.proof(folder, images=images, pdf=pdf))
    if as_json:
        terminal.data(terminal.plain((*proved.placed, *proved.findings)))
    else:
        terminal.findings(proved.placed, None)
        terminal.findings(proved.findings, None)
        terminal.proved(proved)
        for path in filter(None, (images, pdf)):
            terminal.tell("summary.written", path=path)
        if proved.findings:
            terminal.next("explain", proved.findings[0].code)
        else:
            terminal.next_file(to_read(folder, read_manifest(folder), "report"))
    sys.exit(FINDINGS if proved.findings else FINE)


@group.command()
@_round_argument
@_json_option
@click.pass_obj
def publish(terminal: Terminal, round_: str, *, as_json: bool) -> None:
    """Write every edition of the report."""
    from shinchoku.commands.publish import issue

    issue(terminal, round_, as_json=as_json)


@group.command()
@_round_argument
@click.option("--from", "since", metavar="N", type=int)
@click.option("--to", "until", metavar="N", type=int)
@_json_option
@click.pass_obj
def changes(
    terminal: Terminal, round_: str, *, since: int | None, until: int | None, as_json: bool
) -> None:
    """List what changed between two reports."""
    from shinchoku.commands.changes import compare

    compare(terminal, round_, since, until, as_json=as_json)


@group.command()
@_round_argument
@click.argument("item", metavar="ITEM")
@click.pass_obj
def trace(terminal: Terminal, round_: str, item: str) -> None:
    """Follow an item's values to the printed page."""
    from shinchoku import pipeline

    folder = round_folder(terminal, round_)
    traced = terminal.run(lambda: pipeline.trace(folder, build_of(folder), item))
    if traced is None:
        terminal.fail(Message("error.no_item", name=item), "check", round_)
    for line in traced.told(terminal.say):
        click.echo(line)
    terminal.next(*(("verify", build_of(folder)) if traced.built else ("compile", round_)))


@group.command()
@click.option("--reference", is_flag=True)
@click.pass_obj
def schema(terminal: Terminal, *, reference: bool) -> None:
    """Print the JSON Schema of report.toml."""
    from shinchoku.definition import reference as pages
    from shinchoku.definition.schema.report import json_schema

    if reference:
        click.echo(pages.reference().rstrip("\n"))
    else:
        terminal.data(json_schema())


@group.command()
@click.argument("code", metavar="CODE")
@click.pass_obj
def explain(terminal: Terminal, code: str) -> None:
    """Say what a rule is about."""
    from shinchoku.codes import RULES, explained

    text = explained(terminal.say, code)
    if text is None:
        codes = [rule.code for rule in RULES]
        terminal.fail(Message("error.no_rule", code=code), "explain", closest(code, codes))
    click.echo(text)
    terminal.next("check", "--help")


def _today() -> date:
    """Return the day where the clerk is: a deadline means that one."""
    return date.today()  # noqa: DTZ011
