"""The one door to xlsxwriter: texts, formats and sheets go in; a written workbook comes out.

xlsxwriter loses data quietly: a text over the limit or a bad range is a negative return code, a
footer that is too long only a warning; and it writes formulas that Excel then cannot read. Here
every one of them is an error (the limits are those of `shinchoku.paper.limits`).
"""

from shinchoku.paper.workbook.book import Book
from shinchoku.paper.workbook.formulas import formula_fault
from shinchoku.paper.workbook.sheet import SheetWriter
from shinchoku.paper.workbook.values import (
    Area,
    Format,
    Highlight,
    Margins,
    Validation,
)

__all__ = [
    "Area",
    "Book",
    "Format",
    "Highlight",
    "Margins",
    "SheetWriter",
    "Validation",
    "formula_fault",
]
