"""What Excel checks and says while somebody types: a column goes in, its validation comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shinchoku.model import Column
from shinchoku.templates.live import Choices
from shinchoku.templates.status import one_line
from shinchoku.workbook import MAX_LIST, cut, fits

TEXTS = {
    "grade_prompt": "{code}：{label}",
    "not_listed_title": "一覧にない値です",
    "not_listed": "一覧（セルの右の▼）から選んでください。",
    "too_long_title": "長すぎます",
    "too_long": "{header}は{limit}字以内で記入してください。このまま入力しますか。",
    "limit": "（{limit}字以内）",
}

PROMPT_TITLE = 32  # Excel's limit for the title of a prompt


def validation(
    column: Column, lister: Callable[[Sequence[str]], Choices]
) -> Mapping[str, object] | None:
    """Return xlsxwriter's options for a column's open cells; None where there is nothing to say.

    `lister` writes texts to where a drop-down can point.
    """
    prompt = _prompt(column)
    check = _check(column, lister)
    if not prompt and not check:
        return None
    title = cut(one_line(column.header), PROMPT_TITLE)
    said = {"input_title": title, "input_message": prompt} if prompt else {}
    return {"ignore_blank": True, **said, **(check or {"validate": "any"})}


def _check(column: Column, lister: Callable[[Sequence[str]], Choices]) -> Mapping[str, object]:
    if column.is_choice:
        return {
            "validate": "list",
            "source": f"={lister(column.codes).reference}",
            "error_title": TEXTS["not_listed_title"],
            "error_message": TEXTS["not_listed"],
        }
    if column.max_chars is None:
        return {}
    too_long = TEXTS["too_long"].format(header=one_line(column.header), limit=column.max_chars)
    return {
        "validate": "length",
        "criteria": "<=",
        "value": column.max_chars,
        "error_title": TEXTS["too_long_title"],
        "error_message": cut(too_long, MAX_LIST),
        "error_type": "warning",
    }


def _prompt(column: Column) -> str:
    """Return the prompt, with as much of the scale as Excel's 255 characters leave room for."""
    limit = TEXTS["limit"].format(limit=column.max_chars) if column.max_chars else ""
    lines = [column.prompt + limit] if column.prompt or limit else []
    lines += [TEXTS["grade_prompt"].format(code=g.code, label=g.label) for g in column.grades]
    prompt = "\n".join(lines)
    return prompt if fits(prompt, MAX_LIST) else cut(column.prompt + limit, MAX_LIST)
