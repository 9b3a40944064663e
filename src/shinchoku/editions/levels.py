"""What levels are called in editions that have no bars and bands of their own."""

from __future__ import annotations

from shinchoku.model import Form
from shinchoku.model.wording import Wording
from shinchoku.normal import in_one_line
from shinchoku.words import Words


def level_name(form: Form, level: str, say: Words) -> str:
    """Return what a form calls the nodes of a level.

    Its name, else its header, else what it prints before their numbers, 計画 of 計画{number}.
    """
    if name := form.level_names.get(level):
        return in_one_line(name)
    print_ = form.level_print(level)
    header = in_one_line(print_.header) if print_ else ""
    before = _before_number(print_.text) if print_ else ""
    return header or before or say("publication.level", number=form.depth(level) + 1)


def _before_number(text: Wording) -> str:
    first, *_ = (*text.pieces, "")
    return first.strip(" \u3000.:：（(") if isinstance(first, str) else ""
