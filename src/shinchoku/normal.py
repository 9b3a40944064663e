"""One normal form for what is compared (grades, ids, "nothing"); free text is never changed."""

from __future__ import annotations

import unicodedata

from shinchoku.model import Column


def canonical(text: str) -> str:
    """Return NFKC without white space: `Ａ ＋` is compared as `A+`."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def choose(column: Column, text: str) -> str | None:
    """Return the choice of a grade or reason column that a text means; None if it means none.

    Grades are compared after NFKC and by the definition's aliases, literally: `*` is a grade,
    never a wildcard.
    """
    wanted = canonical(text)
    for grade in column.grades:
        if wanted in {canonical(name) for name in (grade.code, *grade.aliases)}:
            return grade.code
    return next((choice for choice in column.choices if canonical(choice) == wanted), None)
