"""What can be wrong with a printed report: the kinds, their rules, and what is told of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from shinchoku.findings import Finding, Rule
from shinchoku.model import Origin
from shinchoku.records import dataclass

MisprintKind = Literal[  # causes first
    "low_row",  # a row or a merged cell is lower than its text
    "automatic_break",  # LibreOffice breaks a page at a row where none was planned
    "too_wide",  # columns go on another page
    "page_count",  # more or fewer pages were printed than planned
    "page_text",  # characters of a page's cells are not on the printed page
    "page_number",  # the number in the footer is another
    "contents",  # the contents page names a page where that heading does not stand
    "font_replaced",  # a font is not installed here, or has no glyph for a character
    "font_not_embedded",  # the PDF would look different elsewhere
    "page_surplus",  # characters are printed on a page that nothing on it says
]


MISPRINTS: Mapping[MisprintKind, Rule] = {
    kind: Rule(f"E7{number:02}", f"printed-{kind.replace('_', '-')}")
    for number, kind in enumerate(get_args(MisprintKind), start=1)
}
"""The rules, in the order that lists first what caused the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """One thing that is not as planned.

    A page is named by its first cell. `text` is what stands there, in one line, or a font's name.
    """

    kind: MisprintKind
    sheet: str = ""
    cell: str = ""
    text: str = ""
    expected: str = ""
    found: str = ""


def misprint(report: str, problem: Misprint) -> Finding:
    """Return what is not as planned as a finding."""
    is_number = problem.kind in {"page_number", "contents"}
    variant = "unnumbered" if is_number and not (problem.expected and problem.found) else ""
    if problem.kind == "font_replaced" and problem.cell:
        variant = "glyph"
    return MISPRINTS[problem.kind].finding(
        Origin(report, problem.sheet, problem.cell),
        variant,
        text=problem.text,
        expected=problem.expected,
        found=problem.found,
    )
