"""What Excel checks and says while somebody types: a column goes in, its validation comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shinchoku.model import Column, NumberKind
from shinchoku.paper.limits import MAX_ERROR, MAX_PROMPT, MAX_TITLE, cut, fits
from shinchoku.paper.workbook import Validation
from shinchoku.templates.live import Choices
from shinchoku.words import Listed, Message, Words


def validation(
    column: Column, say: Words, lister: Callable[[Sequence[str]], Choices], cell: str
) -> Validation | None:
    """Return what is said and checked in a column's open cells; None where there is nothing.

    `lister` writes texts to where a drop-down can point; `cell` is the first of the cells.
    """
    said = _prompt(column, say)
    title = cut(column.title, MAX_TITLE) if said else ""
    if column.is_choice:
        return Validation(
            prompt_title=title,
            prompt=said,
            choices=lister(column.codes).reference,
            error_title=say("entering.not_listed_title"),
            error=say("entering.not_listed"),
        )
    if column.number:
        return Validation(
            prompt_title=title,
            prompt=said,
            formula=_accepted(column.number, lister, cell),
            error_title=say("entering.no_number_title"),
            error=cut(_asked_number(say, column.number), MAX_ERROR),
        )
    if column.max_chars is None:
        return Validation(prompt_title=title, prompt=said) if said else None
    too_long = say("entering.too_long", header=column.title, limit=column.max_chars)
    return Validation(
        prompt_title=title,
        prompt=said,
        longest=column.max_chars,
        error_title=say("entering.too_long_title"),
        error=cut(too_long, MAX_ERROR),
    )


def prompt(say: Words, column: Column) -> str:
    """Return what the person who fills a column is told, with its limit."""
    limit = say("entering.limit", limit=column.max_chars) if column.max_chars else ""
    number = _asked_number(say, column.number) if column.number else ""
    return "\n".join(filter(None, (column.prompt + limit, number)))


def _asked_number(say: Words, kind: NumberKind) -> str:
    """Say which numbers are asked for, and which texts may stand for one."""
    said = say("entering.number_of", unit=kind.unit) if kind.unit else say("entering.number")
    for name in ("least", "most"):
        bound = getattr(kind, name)
        said += say(f"entering.{name}", bound=f"{bound:,f}") if bound is not None else ""
    texts = Listed((Message("rule.quote", text=text) for text in kind.unmeasured), "names")
    return said + (say("entering.unmeasured", texts=texts) if kind.unmeasured else "")


def _accepted(kind: NumberKind, lister: Callable[[Sequence[str]], Choices], cell: str) -> str:
    """Return whether what is typed is a number, or a text that may stand for one.

    What is pasted is never checked: that is read, and the status says how.
    """
    if not kind.unmeasured:
        return f"ISNUMBER({cell})"
    texts = lister(kind.unmeasured).reference
    return f"OR(ISNUMBER({cell}),SUMPRODUCT(--EXACT({texts},{cell}))>0)"


def _prompt(column: Column, say: Words) -> str:
    """Return the prompt, with as much of the scale as Excel's 255 characters leave room for."""
    asked = prompt(say, column)
    lines = [asked] if asked else []
    lines += [say("entering.grade", code=g.code, label=g.label) for g in column.grades]
    whole = "\n".join(lines)
    return whole if fits(whole, MAX_PROMPT) else cut(asked, MAX_PROMPT)
