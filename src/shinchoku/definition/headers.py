"""The words of a table of what was counted or added up, resolved: of its headers and rows."""

from __future__ import annotations

from shinchoku.definition.resolver import Resolver
from shinchoku.model import COLUMN_WORDS, DEPARTMENT, DEPARTMENT_WORDS
from shinchoku.model.wording import Wording


class Headers:
    """The words of a table; those that are needed and not there are told."""

    def __init__(self, to: Resolver, where: str) -> None:
        self._checker = to.checker
        self._where = f"{where}.headers"

    def __call__(self, name: str, text: str | None, *, needed: bool = False) -> str:
        """Return one of them, "" for none."""
        where = f"{self._where}.{name}"
        if needed and text is None:
            self._checker.report(where, "definition.missing_key")
        return self._checker.text(where, text or "")


def place_text(to: Resolver, where: str, form_id: str, by: str, text: str | None) -> Wording:
    """Return what the row of a place is called, the words that it may use checked."""
    if by in to.forms[form_id].path:
        level = to.designed.levels[by]
        return to.designed.use(to.checker, where, level, text or "{title}")
    if by == DEPARTMENT:
        return to.checker.wording(where, text or "{name}", DEPARTMENT_WORDS)
    return to.checker.wording(where, text or "{text}", COLUMN_WORDS)


def may_be_printed(to: Resolver, where: str, form_id: str, by: str) -> bool:
    """Whether what is counted by is no text that stays in the house; else that is reported."""
    columns = to.forms[form_id].columns
    if not any(c.id == by and not c.public and not c.is_choice for c in columns):
        return True
    to.checker.report(where, "definition.printed_private", name=by)
    return False
