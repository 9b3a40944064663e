"""A text and a font's name go in; the characters come out that the font has no glyph for."""

from __future__ import annotations

import re
import shutil
from functools import lru_cache

__all__ = ["OTHER_NAMES", "without_glyph"]

OTHER_NAMES = {  # one font, called so on Windows: called so in Debian, or drawn to its widths
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "BIZ UD明朝 Medium": "BIZ UD明朝",
    "BIZ UDMincho Medium": "BIZ UDMincho",
}

# What every Japanese font has: the characters of these standards, without private ones.
_STANDARDS = ("cp932", "shift_jis_2004")
_EVERYWHERE = "\u200d\u2014"  # prints nothing; is in the standards, but Python reads it as U+2015
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Where it is not known what a font has: the scripts and signs that Japanese fonts have beside.
_USUAL = re.compile("[\u0020-\u052f\u1e00-\u218f\u2460-\u24ff\u3000-\u33ff]")


def without_glyph(text: str, font: str) -> tuple[str, ...]:
    """Return the characters of a text that a font has no glyph for, each once, in their order.

    By the font's own table where fontconfig knows it, otherwise by what Japanese fonts have. Blanks
    and joiners print nothing.
    """
    if _has_only(text, "cp932"):
        return ()
    rare = [c for c in dict.fromkeys(text) if not _is_everywhere(c)]
    known = _glyphs(OTHER_NAMES.get(font, font)) if rare else None
    return tuple(c for c in rare if not (_USUAL.match(c) if known is None else ord(c) in known))


def _has_only(text: str, standard: str) -> bool:
    try:
        text.encode(standard)
    except UnicodeEncodeError:
        return False
    return not _PRIVATE.search(text)


@lru_cache(maxsize=1 << 12)
def _is_everywhere(character: str) -> bool:
    if character.isspace() or character in _EVERYWHERE:
        return True
    return any(_has_only(character, standard) for standard in _STANDARDS)


@lru_cache(maxsize=16)
def _glyphs(font: str) -> frozenset[int] | None:
    """Return the characters of a font; None where it is not installed or nobody can be asked."""
    import subprocess  # few texts have anything to ask about

    matcher = shutil.which("fc-match")
    if matcher is None:
        return None
    command = [matcher, "-f", "%{family}\n%{charset}", font]
    try:
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")  # noqa: S603
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return None
    families, _, charset = done.stdout.partition("\n")
    if font not in families.split(","):
        return None
    ranges = (part.partition("-") for part in charset.split())
    return frozenset(
        code
        for first, _, last in ranges
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )
