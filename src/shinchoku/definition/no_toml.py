"""A report.toml that is no TOML: where that is, and what it most likely needs there."""

from __future__ import annotations

import re

from shinchoku.definition.checker import REPORT
from shinchoku.failures import Problem
from shinchoku.words import Message

_AT = re.compile(r"at line (\d+), column (\d+)")
_KINDS = {  # what a parser says -> what that is
    r"overwrite|twice|already|Already": "toml_twice",
    "Unclosed": "toml_comma",
    r"Illegal character '\\n'|Expected [\"']+ ?\(at end|Expected \"'\"": "toml_unclosed",
    "": "bad_toml",
}
_AFTER_A_KEY = "Expected '=' after a key"
_QUOTES = frozenset("“”„‟＂「」『』‘’")
_DATE = re.compile(r"\d{1,4}[/.年]\d")
_WORD = re.compile(r"[^\s=,\"'\[\]{}]+")
_HALF_WIDTH = str.maketrans("、＝［］｛｝　＃０１２３４５６７８９，．", ",=[]{} #0123456789,.")


def bad_toml(error: Exception, text: str) -> Problem:
    """Return the problem that a parser's error is, with what is to be done where that is likely."""
    said = str(error)
    kind = next(kind for pattern, kind in _KINDS.items() if re.search(pattern, said))
    found = _AT.search(said)
    if found is None:
        return Problem(REPORT, "", Message(f"definition.{kind}"))
    line, column = int(found[1]), int(found[2])
    where = Message("definition.toml_line", line=line, column=column)
    written = text.splitlines()[line - 1] if text else ""
    is_key = said.startswith(_AFTER_A_KEY)
    likely = _likely(written[: column - 1], written[column - 1 :], is_key=is_key)
    if kind == "bad_toml" and likely:
        return Problem(REPORT, where, likely)
    return Problem(REPORT, where, Message(f"definition.{kind}"))


def _likely(before: str, behind: str, *, is_key: bool) -> Message | None:
    """Say what a line needs between what was read of it and what could not be read."""
    last = "".join(before.split()[-1:])
    word = _WORD.match(behind)
    found = word[0] if word else behind[:1]
    if found[:1] in _QUOTES:
        return Message("definition.toml_quotes", found=found[0])
    for sign in (found, found[:1]):
        meant = sign.translate(_HALF_WIDTH)
        if meant != sign and meant.isascii():
            return Message("definition.toml_sign", found=sign, meant=meant)
    if _DATE.match(last + behind):
        return Message("definition.toml_date")
    if word and (is_key or not found.isascii()):
        return Message("definition.toml_word", found=(last if is_key else "") + found)
    return None
