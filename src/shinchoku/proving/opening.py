"""A report's file goes in; openpyxl's workbook of it comes out, or a ProofError says why not."""

from __future__ import annotations

import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from shinchoku.failures import ProofError, SheetsError
from shinchoku.sheets import read_our_own
from shinchoku.words import Message

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_OPENPYXL_RAISES = (  # for what our reader takes and Excel would not
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    SyntaxError,  # the root of XML's ParseError
    EOFError,
    zlib.error,
    BadZipFile,
)


def opened(report: Path) -> Workbook:
    """Open it, loading openpyxl only now. Raises ProofError."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        read_our_own(report)  # which says what is wrong where openpyxl would stumble
        # openpyxl leaves a file that it stumbles over open, which locks it on Windows
        with report.open("rb") as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a clerk can do nothing with what openpyxl warns of
            return openpyxl.load_workbook(stream)
    except SheetsError as error:
        told = Message("table.of_file", file=report.name, what=error.message)
        raise ProofError(told) from error
    except (*_OPENPYXL_RAISES, InvalidFileException) as error:
        raise ProofError(f"{report.name}: {error}") from error
