"""What Excel checks and says while somebody types: a column goes in, its validation comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shinchoku.limits import MAX_ERROR, MAX_PROMPT, MAX_TITLE, cut, fits
from shinchoku.model import Column
from shinchoku.templates.live import Choices
from shinchoku.templates.status import one_line
from shinchoku.workbook import Validation

TEXTS = {
    "grade_prompt": "{code}：{label}",
    "not_listed_title": "一覧にない値です",
    "not_listed": "一覧（セルの右の▼）から選んでください。",
    "too_long_title": "長すぎます",
    "too_long": "{header}は{limit}字以内で記入してください。このまま入力しますか。",
    "limit": "（{limit}字以内）",
}


def validation(column: Column, lister: Callable[[Sequence[str]], Choices]) -> Validation | None:
    """Return what is said and checked in a column's open cells; None where there is nothing.

    `lister` writes texts to where a drop-down can point.
    """
    prompt = _prompt(column)
    title = cut(one_line(column.header), MAX_TITLE) if prompt else ""
    if column.is_choice:
        return Validation(
            prompt_title=title,
            prompt=prompt,
            choices=lister(column.codes).reference,
            error_title=TEXTS["not_listed_title"],
            error=TEXTS["not_listed"],
        )
    if column.max_chars is None:
        return Validation(prompt_title=title, prompt=prompt) if prompt else None
    too_long = TEXTS["too_long"].format(header=one_line(column.header), limit=column.max_chars)
    return Validation(
        prompt_title=title,
        prompt=prompt,
        longest=column.max_chars,
        error_title=TEXTS["too_long_title"],
        error=cut(too_long, MAX_ERROR),
    )


def _prompt(column: Column) -> str:
    """Return the prompt, with as much of the scale as Excel's 255 characters leave room for."""
    limit = TEXTS["limit"].format(limit=column.max_chars) if column.max_chars else ""
    lines = [column.prompt + limit] if column.prompt or limit else []
    lines += [TEXTS["grade_prompt"].format(code=g.code, label=g.label) for g in column.grades]
    prompt = "\n".join(lines)
    return prompt if fits(prompt, MAX_PROMPT) else cut(column.prompt + limit, MAX_PROMPT)
