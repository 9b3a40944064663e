"""The mails that [mail] of report.toml words itself, checked as every text is."""

from __future__ import annotations

from collections.abc import Mapping

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.schema.rounds import LetterSpec, MailSpec
from shinchoku.model import LetterTexts
from shinchoku.model.wording import Wording

_WORDS = ("name", "title", "issuer", "contact", "deadline")
_FURTHER = {
    "missing": ("findings",),
    "overdue": ("reply", "findings"),
    "errors": ("reply", "findings"),
    "fine": ("reply", "findings"),
    "conflicting": ("reply", "files", "findings"),
}


def letters(mail: MailSpec, checker: Checker) -> Mapping[str, LetterTexts]:
    """Return the texts that are said, by the mail's key."""
    given = {key: getattr(mail, key) for key in MailSpec.model_fields}
    return {key: _texts(key, letter, checker) for key, letter in given.items()}


def _texts(key: str, letter: LetterSpec, checker: Checker) -> LetterTexts:
    def worded(part: str, text: str) -> Wording | None:
        words = (*_WORDS, *_FURTHER.get(key, ()))
        return checker.wording(key_path("mail", key, part), text, words) if text.strip() else None

    return LetterTexts(
        subject=worded("subject", letter.subject or ""),
        body=worded("body", (letter.body or "").strip("\n")),
    )
