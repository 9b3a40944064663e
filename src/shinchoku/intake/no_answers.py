"""A cell goes in; out comes what it holds that answers nothing, though it is no blank.

Truths of checkboxes, pictures, formulas and error values that were stored as texts, and what the
template itself says of a column.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from shinchoku.intake.cleaning import clean, is_beyond_excel
from shinchoku.intake.forms import Field
from shinchoku.model import Column
from shinchoku.sheets import CellKind

__all__ = ["NoAnswer", "no_answer", "with_scripts"]

NoAnswer = Literal["truth", "picture", "formula", "error", "prompt"]

_TYPED = frozenset({CellKind.TEXT, CellKind.BOOLEAN})
_TRUTHS = {"TRUE", "FALSE"}
_MOST_OF_TRUTH = 12  # characters, with blanks around
_PICTURE = re.compile(r"[=@+]?(?:_xl\w+\.)*(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|PYTHON!|EXTERNAL!|TIMEOUT!|GETTING_DATA)|\bERR:5[0-9][0-9]\b"
)
_LONGEST_FORMULA = 8_192
_SHORTEST_PROMPT = 10

# What a formula is made of, as Excel writes it; a word that is neither is no formula.
_SHEET = r"(?:'[^']++'|[^\W\d][\w.]*+|\[[^\]]*+\][\w.]*+)!"
_REFERENCE = (
    r"(?:\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}|R(?:\[-?\d+\]|\d+)C(?:\[-?\d+\]|\d*)|RC(?:\[-?\d+\]|\d+))"
    r"(?![\w(])"
)
_WHOLE = r"(?:\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w(])"
_CALL = r"(?:_xl\w+\.)*[A-Z][A-Z0-9.]*+\("
_TABLE = r"[^\W\d][\w.]*+\[[^\]]*+\]"
_SOURCE = rf"(?:(?:{_SHEET})?(?:{_CALL}|{_REFERENCE}|{_WHOLE}|#REF!)|{_TABLE})"
_CONSTANT = r"(?:[0-9]+(?:\.[0-9]+)?|\"\"|(?:TRUE|FALSE)\b|#[A-Z/0]{1,12}[!?]?)"
_STRING = re.compile(r"\"[^\"]*+\"")
_SIGN = r"[-+*/^&=<>%(),;:{}$@\s]"
_FORMULA = re.compile(rf"(?:{_SIGN}|{_SOURCE}|{_CONSTANT})++", re.IGNORECASE)
_SOURCES = re.compile(_SOURCE)
_CALLS = re.compile(rf"=\s*[-+(]*{_CALL}")
_SUM = re.compile(r"=\s*[-+(]*[0-9.]+")


def no_answer(column: Column, field: Field) -> NoAnswer | None:
    """Return what a cell holds instead of an answer to a column; None where it may be one.

    What the column lets somebody choose is an answer, whatever it looks like.
    """
    if field.kind is CellKind.PICTURE:
        return "picture"
    if field.kind not in _TYPED or is_beyond_excel(field.text):
        return None
    found = _looks_like(field.text) or ("prompt" if _is_prompt(column.prompt, field.text) else None)
    return None if found is None or column.choose(clean(field.text)) is not None else found


@lru_cache(maxsize=1 << 10)  # many cells may refer to one long text
def _looks_like(text: str) -> NoAnswer | None:
    if text[:1] in _BEGINS and len(text) <= _LONGEST_FORMULA:
        typed = unicodedata.normalize("NFKC", text).lstrip("'{")
        if _PICTURE.match(typed):
            return "picture"
        if _is_formula(typed) or ("(" in text and _CALLS.match(typed.upper())):
            return "formula"
    if ("#" in text or "＃" in text or "rr" in text) and _ERROR.search(_wide(text)):
        return "error"
    return "truth" if len(text) <= _MOST_OF_TRUTH and _wide(text).strip() in _TRUTHS else None


_BEGINS = frozenset("=＝+＋-－@＠'＇{｛")


def _wide(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _is_formula(typed: str) -> bool:
    """Whether a text is a formula: +81-3-1234 is a number, @総務課 a name, -CO2 a gas."""
    typed = _STRING.sub('""', typed)
    if not _FORMULA.fullmatch(typed):
        return False
    if typed[:1] == "=":
        return bool(_SUM.match(typed) or _SOURCES.search(typed.upper()))
    sources = len(_SOURCES.findall(typed))
    return sources > 1 or "(" in typed if typed[:1] == "-" else sources > 0


def _is_prompt(prompt: str, text: str) -> bool:
    """Whether a text holds what the template says of its column."""
    if len(prompt) < _SHORTEST_PROMPT or len(text) < len(prompt):
        return False  # a short one may be said by an answer too
    return "".join(prompt.split()) in "".join(text.split())


# ---------------------------------------------------------------- what is raised or lowered

_LEVELS = {
    "superscript": str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"),
    "subscript": str.maketrans("0123456789+-=()aehkmnopstx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕₖₘₙₒₚₛₜₓ"),
}


def with_scripts(field: Field) -> str | None:
    """Return a text with characters for what is raised or lowered; None where there are none."""
    if not field.runs:
        return field.text
    pieces = [_lifted(text, level) for text, level in field.runs]
    return None if None in pieces else "".join(filter(None, pieces)).strip()


def _lifted(text: str, level: str) -> str | None:
    if not level or not text.strip():
        return text
    table = _LEVELS[level]
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    blanks = {ord(c) for c in plain if c.isspace()}
    return plain.translate(table) if {*map(ord, plain)} - blanks <= table.keys() else None
