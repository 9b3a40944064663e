"""A cell goes in; out comes what it holds that answers nothing, though it is no blank.

Truths of checkboxes, pictures, formulas and error values that were stored as texts, and what the
template itself says of a column.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from shinchoku.intake.cleaning import clean, is_beyond_excel, printable
from shinchoku.intake.forms import Field
from shinchoku.model import Column
from shinchoku.sheets import CellKind

__all__ = ["NoAnswer", "looks_like", "no_answer", "with_scripts"]

NoAnswer = Literal["truth", "picture", "formula", "error", "prompt"]

_TYPED = frozenset({CellKind.TEXT, CellKind.BOOLEAN})
_TRUTHS = re.compile(r"(?:[\W_]*+(?:TRUE|FALSE)\b(?! ?\())++[\W_]*+")
_MOST_OF_TRUTHS = 80  # characters: of some checkboxes that were pasted together
_PICTURE = re.compile(r"^[=@+]?\s*(?:_xl\w+\.)*IMAGE\(|DISPIMG\s*\(", re.IGNORECASE)
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|PYTHON!|EXTERNAL!|TIMEOUT!|GETTING_DATA)|\bERR:5[0-9][0-9]\b"
    r"|^\s*#(?:NULL|DIV/0|VALUE|REF|NAME|NUM|#{2,})\s*$"  # what is shown where a column is narrow
)
_LONGEST_FORMULA = 8_192
_SHORTEST_PROMPT, _SHORTEST_HEADER = 10, 6  # letters

# What a formula is made of, as Excel writes it; a word that is neither is no formula.
_SHEET = r"(?:'[^']++'|[^\W\d][\w.]*+|\[[^\]]*+\][\w.]*+)!"
_REFERENCE = (
    r"(?:\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}|R(?:\[-?\d+\]|\d+)C(?:\[-?\d+\]|\d*)|RC(?:\[-?\d+\]|\d+))"
    r"(?![\w(])#?"  # and what spills from there
)
_WHOLE = r"(?:\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w(])"
_CALL = r"(?:_xl\w+\.)*[A-Z][A-Z0-9.]*+\s*\("
_TABLE = r"[^\W\d][\w.]*+\[[^\]]*+\]"
_SOURCE = rf"(?:(?:{_SHEET})?(?:{_CALL}|{_REFERENCE}|{_WHOLE}|#REF!)|{_TABLE})"
_CONSTANT = r"(?:[0-9]+(?:\.[0-9]+)?|\"\"|(?:TRUE|FALSE)\b|#[A-Z/0]{1,12}[!?]?)"
_STRING = re.compile(r"\"[^\"]*+\"")
_SIGN = r"[-+*/^&=<>%(),;:{}$@\s]"
_FORMULA = re.compile(rf"(?:{_SIGN}|{_SOURCE}|{_CONSTANT})++", re.IGNORECASE)
_SOURCES = re.compile(_SOURCE)
_CALLS = re.compile(rf"=\s*[-+(]*{_CALL}")
_SUM = re.compile(r"=\s*[-+(]*(?:[0-9.]+|(?:TRUE|FALSE)\b)", re.IGNORECASE)


def no_answer(column: Column, field: Field) -> NoAnswer | None:
    """Return what a cell holds instead of an answer to a column; None where it may be one.

    What the column lets somebody choose is an answer, whatever it looks like.
    """
    if field.kind is CellKind.PICTURE:
        return "picture"
    if field.kind not in _TYPED or is_beyond_excel(field.text):
        return None
    said = field.text
    found = looks_like(said) or ("prompt" if _is_prompt(column, said) else None)
    return None if found is None or column.choose(clean(field.text)) is not None else found


@lru_cache(maxsize=1 << 10)  # many cells may refer to one long text
def looks_like(text: str) -> NoAnswer | None:
    """Return what a text is that is no answer in any column."""
    if not _MARKS.search(text) or len(text) > _LONGEST_FORMULA:
        return None
    typed = unicodedata.normalize("NFKC", printable(text)).replace("♯", "#").strip()
    wide = typed.upper()
    if _PICTURE.search(wide):
        return "picture"
    if typed[:1] in _BEGINS:
        formula = typed.lstrip(_QUOTES + "{")
        if _is_formula(formula) or ("(" in text and _CALLS.match(formula.upper())):
            return "formula"
    if _ERROR.search(wide):
        return "error"
    return "truth" if len(wide) <= _MOST_OF_TRUTHS and _TRUTHS.fullmatch(wide) else None


_QUOTES = "'‘’"
_BEGINS = frozenset(f"=+-@{{{_QUOTES}")
# What all of them have some of: most texts have none, and one look tells.
_MARKS = re.compile("[=＝+＋@＠#＃♯(（{｛'＇‘’]|^[-－]|[EeＥｅ]")


def _is_formula(typed: str) -> bool:
    """Whether a text is a formula: +81-3-1234 is a number, @総務課 a name, -CO2 a gas."""
    typed = _STRING.sub('""', typed)
    if not _FORMULA.fullmatch(typed):
        return False
    if typed[:1] == "=":
        return bool(_SUM.match(typed) or _SOURCES.search(typed.upper()))
    sources = len(_SOURCES.findall(typed))
    return sources > 1 or "(" in typed if typed[:1] == "-" else sources > 0


def _is_prompt(column: Column, text: str) -> bool:
    """Whether a text holds what the template says of its column, or is the column's header.

    Short ones may be said by an answer, too.
    """
    prompt, header = _letters(column.prompt), _letters(column.header)
    if _SHORTEST_PROMPT <= len(prompt) <= len(text) and prompt in _letters(text):
        return True
    return _SHORTEST_HEADER <= len(header) <= len(text) and header == _letters(text)


@lru_cache(maxsize=1 << 10)
def _letters(text: str) -> str:
    """Return a text without blanks, punctuation and width."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", printable(text)))


_NO_LETTERS = re.compile(r"[\W_]+")


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
