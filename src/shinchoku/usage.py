"""The command line's own words: help, and what is said of a command that is typed wrong.

Click says them in English, through gettext; here it finds them in the catalogue.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence

import click

from shinchoku.words import Words

PROGRAM = "shinchoku"
_HEADINGS = {"Options": "help.options", "Commands": "help.commands"}  # click's
_TYPED = "shinchoku.typed"


class Commands(click.Group):
    """A group that remembers what was typed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words before click takes them apart."""
        ctx.meta[_TYPED] = tuple(args)
        return super().parse_args(ctx, args)


def typed(context: click.Context) -> tuple[str, ...]:
    """Return what was typed behind the program's name."""
    words: tuple[str, ...] = context.meta[_TYPED]
    return words


def command_line(*words: object) -> str:
    """Return a command as it is typed, ready to paste: names with blanks are in quotes."""
    every = [PROGRAM, *map(str, words)]
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline(every)
    from shlex import join

    return join(every)


# ---------------------------------------------------------------- help


def in_words(command: click.Command, say: Words, help_names: Sequence[str]) -> click.Command:
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
    command.options_metavar = f"[{say('help.options')}]"
    for option in command.params:
        if isinstance(option, click.Option):
            option.help = say(f"help.{option.name}")
            if option.type is click.STRING and not option.multiple:
                option.metavar = say("help.text")
    shown = command.get_help_option(Context(command, help_option_names=list(help_names)))
    if shown:
        shown.help = say("help.help")
    if isinstance(command, click.Group):
        command.subcommand_metavar = say("help.subcommand")
        for inner in command.commands.values():
            in_words(inner, say, help_names)
    return command


# ---------------------------------------------------------------- what is typed wrong


def run(group: click.Command, given: Sequence[str], say: Words) -> int:
    """Run what was typed and return what to exit with; what click says is said in words."""
    _translate(say)
    try:
        # what a command returns says nothing; with --help it is click's exit code
        return group.main(list(given), prog_name=PROGRAM, standalone_mode=False) or 0
    except click.ClickException as error:
        _tell(error, say)
        return error.exit_code
    except click.Abort:
        click.echo(say("usage.aborted", command=command_line(*given)), err=True)
        return 1


def _translate(say: Words) -> None:
    """Let click, which asks gettext for each of its texts, find them in the catalogue."""

    def one(domain: str, message: str) -> str:  # noqa: ARG001
        return say.pattern(f"click.{message}", message)

    def some(domain: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG001
        return say.pattern(f"click.{msgid1}", msgid1 if n == 1 else msgid2, n)

    gettext.dgettext, gettext.dngettext = one, some


def _tell(error: click.ClickException, say: Words) -> None:
    """Say what is wrong, how the command is typed, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.show()
    click.echo(_reason(error, say), err=True)
    context = getattr(error, "ctx", None)
    if context:
        click.echo(context.get_usage(), err=True)
    command = context.command_path if context else PROGRAM
    click.echo(say("next.help", command=f"{command} --help"), err=True)
    return None


def _reason(error: click.ClickException, say: Words) -> str:
    """Return what click says; a missing word's sentence, which it joins in English, is ours."""
    if isinstance(error, click.MissingParameter) and error.param:
        return say("usage.missing", name=error.param.get_error_hint(error.ctx))
    return error.format_message()
