"""The corpus of what comes back: one function or line a case, by theme."""

from cases import answers, cells, files, formats, packages, rows, seen, text, versions
from cases.case import CASES, Case

__all__ = [
    "CASES",
    "Case",
    "answers",
    "cells",
    "files",
    "formats",
    "packages",
    "rows",
    "seen",
    "text",
    "versions",
]
