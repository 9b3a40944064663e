"""What Excel checks and says while somebody types: a column goes in, its validation comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shinchoku.model import Column
from shinchoku.paper.workbook import MAX_LIST, cut, fits
from shinchoku.templates.live import Choices
from shinchoku.words import Words

PROMPT_TITLE = 32  # Excel's limit for the title of a prompt


def validation(
    column: Column, say: Words, lister: Callable[[Sequence[str]], Choices]
) -> Mapping[str, object] | None:
    """Return xlsxwriter's options for a column's open cells; None where there is nothing to say.

    `lister` writes texts to where a drop-down can point.
    """
    said = _prompt(column, say)
    check = _check(column, say, lister)
    if not said and not check:
        return None
    title = cut(column.title, PROMPT_TITLE)
    shown = {"input_title": title, "input_message": said} if said else {}
    return {"ignore_blank": True, **shown, **(check or {"validate": "any"})}


def _check(
    column: Column, say: Words, lister: Callable[[Sequence[str]], Choices]
) -> Mapping[str, object]:
    if column.is_choice:
        return {
            "validate": "list",
            "source": f"={lister(column.codes).reference}",
            "error_title": say("entering.not_listed_title"),
            "error_message": say("entering.not_listed"),
        }
    if column.max_chars is None:
        return {}
    too_long = say("entering.too_long", header=column.title, limit=column.max_chars)
    return {
        "validate": "length",
        "criteria": "<=",
        "value": column.max_chars,
        "error_title": say("entering.too_long_title"),
        "error_message": cut(too_long, MAX_LIST),
        "error_type": "warning",
    }


def prompt(say: Words, column: Column) -> str:
    """Return what the person who fills a column is told, with its limit."""
    limit = say("entering.limit", limit=column.max_chars) if column.max_chars else ""
    return column.prompt + limit


def _prompt(column: Column, say: Words) -> str:
    """Return the prompt, with as much of the scale as Excel's 255 characters leave room for."""
    asked = prompt(say, column)
    lines = [asked] if asked else []
    lines += [say("entering.grade", code=g.code, label=g.label) for g in column.grades]
    whole = "\n".join(lines)
    return whole if fits(whole, MAX_LIST) else cut(asked, MAX_LIST)
