"""The command line: words in, one pipeline call, words out. Only this module exits.

Exit 0: fine; 1: findings of severity error; 2: usage, or a definition that cannot be used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from shinchoku.messages import Language, language, say

if TYPE_CHECKING:
    from shinchoku.findings import Finding
    from shinchoku.pipeline import Checked, Compiled

FINE, FINDINGS, USAGE = 0, 1, 2
SHOWN_FINDINGS = 20
SAMPLE = "nerima-r4"
ROUNDS, BUILDS = Path("input_templates"), Path("build")

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
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
_json_option = click.option("--json", "as_json", is_flag=True)


@group.command()
def demo() -> None:
    """Run the whole loop on the sample."""
    from shinchoku import pipeline

    target, build = BUILDS / "demo" / SAMPLE, BUILDS / SAMPLE
    compiled = _run(lambda: pipeline.demo(_sample(), target, build, progress=_progress))
    count = sum(bool(found) for found in compiled.checked.intake.by_department.values())
    _tell(say("summary.distributed", folder=target / "templates", count=count))
    _tell_compiled(compiled)


@group.command()
@_round_argument
def distribute(round_: str) -> None:
    """Write the templates."""
    from shinchoku import pipeline

    folder = _round(round_)
    summaries = _run(lambda: pipeline.distribute(folder, _progress))
    _tell(say("summary.distributed", folder=folder / "templates", count=len(summaries)))


@group.command()
@_round_argument
@_json_option
def check(round_: str, *, as_json: bool) -> None:
    """List the findings."""
    from shinchoku import pipeline

    folder = _round(round_)
    checked = _run(lambda: pipeline.check(folder, _progress))
    if as_json:
        _tell(json.dumps(_plain(checked.findings), ensure_ascii=False, indent=1))
    else:
        path = _run(lambda: pipeline.publish_findings(checked, BUILDS / folder.name))
        _tell_checked(checked, path)
    sys.exit(FINDINGS if checked.errors else FINE)


@group.command("compile")
@_round_argument
@click.option("--draft", is_flag=True)
def compile_(round_: str, *, draft: bool) -> None:
    """Write the report."""
    from shinchoku import pipeline

    folder = _round(round_)
    build = BUILDS / folder.name
    result = _run(lambda: pipeline.compile_round(folder, build, draft=draft, progress=_progress))
    if isinstance(result, pipeline.Checked):
        path = _run(lambda: pipeline.publish_findings(result, build))
        _tell_checked(result, path)
        _tell(say("summary.refused"))
        if (build / "manifest.json").exists():
            _tell(say("summary.stale", path=build / "manifest.json"))
        sys.exit(FINDINGS)
    _tell_compiled(result)
    sys.exit(FINDINGS if result.checked.errors else FINE)


@group.command()
@click.argument("build", metavar="BUILD")
@_json_option
def verify(build: str, *, as_json: bool) -> None:
    """Account for every submitted value."""
    from shinchoku import pipeline

    folder = _build(build)
    verified = _run(lambda: pipeline.verify(folder))
    if as_json:
        _tell(json.dumps(_plain(verified.findings), ensure_ascii=False, indent=1))
    else:
        _tell_findings(verified.findings, None)
        words = {"values": verified.values, "missing": verified.unaccounted}
        _tell(say("summary.accounted", **words))
    sys.exit(FINDINGS if verified.findings else FINE)


@group.command()
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """Say what a rule is about."""
    from shinchoku.intake.rules import explained

    text = explained(code)
    if text is None:
        _fail(say("error.no_rule", code=code))
    _tell(text)


# ---------------------------------------------------------------- folders


def _round(name: str) -> Path:
    """Return the folder of a round: a path, or a name under ./input_templates."""
    for folder in (Path(name), ROUNDS / name):
        if (folder / "report.toml").exists():
            return folder
    return _fail(say("error.no_round", name=name, folder=ROUNDS))


def _build(name: str) -> Path:
    """Return the folder of a build: a path, the path of its manifest, or a round's name."""
    given = Path(name)
    for folder in (given.parent if given.name == "manifest.json" else given, BUILDS / name):
        if (folder / "manifest.json").exists():
            return folder
    return _fail(say("error.no_build", name=name))


def _sample() -> Path:
    """Return the sample round: in the wheel, or in a checkout."""
    here = Path(__file__).resolve()
    shipped = here.parent / "samples" / SAMPLE
    return shipped if shipped.exists() else here.parents[2] / ROUNDS / SAMPLE


# ---------------------------------------------------------------- running and telling


def _run(job: Callable[[], T]) -> T:
    """Do a job; what a person can mend becomes a message and exit 2, never a traceback."""
    from shinchoku.definition import DefinitionError
    from shinchoku.outputs.manifest import BuildError
    from shinchoku.outputs.publish import PublishError

    try:
        return job()
    except DefinitionError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        _fail(say("error.definition", count=len(error.problems)))
    except BuildError as error:
        _fail(say("error.no_build", name=error))
    except PublishError as error:
        _fail(say("error.publish", reason=error))
    except OSError as error:
        _fail(say("error.publish", reason=f"{error.filename}: {error.strerror}"))


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(USAGE)


def _tell(text: str) -> None:
    click.echo(text)


def _progress(things: Iterable[T], what: str, total: int) -> Iterable[T]:
    """Show a progress bar on a terminal, nothing where the output is piped."""
    if not sys.stderr.isatty():
        return things
    from rich.console import Console
    from rich.progress import track

    return track(things, what, total=total, console=Console(stderr=True), transient=True)


def _tell_checked(checked: Checked, path: Path | None) -> None:
    received = [found for found in checked.intake.by_department.values() if found]
    files = len(checked.intake.submissions)
    _tell(say("summary.read", files=files, departments=len(received)))
    if checked.skipped:
        _tell(say("summary.skipped", names="、".join(checked.skipped)))
    _tell_findings(checked.findings, path)
    counts = dict.fromkeys(("error", "warning", "notice"), 0)
    for finding in checked.findings:
        counts[finding.severity] += 1
    words = {f"{name}s": count for name, count in counts.items()}
    _tell(say("summary.found", **words))
    if path:
        _tell(say("summary.written", path=path))


def _tell_findings(findings: Sequence[Finding], path: Path | None) -> None:
    for finding in findings[:SHOWN_FINDINGS]:
        severity = say(f"severity.{finding.severity}")
        _tell(f"{severity} {finding.code} {finding.place}: {finding.message}{finding.hint}")
    rest = len(findings) - SHOWN_FINDINGS
    if rest > 0:
        _tell(say("summary.more", count=rest, path=path or "--json"))


def _tell_compiled(compiled: Compiled) -> None:
    _tell_checked(compiled.checked, None)
    definition = compiled.checked.intake.definition
    for column_id, tally in compiled.tally.items():
        header = "".join(definition.items.column(column_id).header.split())
        counts = "　".join(f"{row.choice} {row.count}" for row in tally.rows)
        _tell(say("summary.tally", column=header, counts=counts, total=tally.total.count))
    pages = "、".join(
        f"{section.sheet} {len(section.pages)}" for section in compiled.paged.sections
    )
    _tell(say("summary.pages", pages=pages))
    _tell(say("summary.accounted", values=compiled.ledger.values, missing=0))
    if compiled.draft:
        _tell(say("summary.draft", missing=definition.texts["missing"]))
    _tell(say("summary.written", path=compiled.folder / "report.xlsx"))


def _plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data for scripts."""
    return [
        {
            "code": finding.code,
            "severity": str(finding.severity),
            "department": finding.department_id,
            "file": finding.where.file,
            "sheet": finding.where.sheet,
            "cell": finding.where.cell,
            "item": finding.owner_id,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
