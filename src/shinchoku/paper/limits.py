"""What Excel takes, each limit once, and texts measured as it counts them.

Where a limit comes from:
- S: "Excel specifications and limits", support.microsoft.com, 1672b34d-7043-467e-8e27-269d656771c3
- B: [MS-XLSB], the records that Excel keeps a workbook in, whatever file it came from
- O: [MS-OI29500], what Office takes of ECMA-376
- X: xlsxwriter, whose author tried it in Excel
"""

from __future__ import annotations

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384  # S
MAX_ROW_PT = 409.5  # S says 409; files of Excel have rows of ht="409.5"
MAX_COLUMN_CHARACTERS = 255  # S: digits of the workbook's own font

MAX_TEXT = 32_767  # S; O 2.1.706: UTF-16 units of a cell, or of what a formula gives
MAX_LINE_FEEDS = 253  # S: in a cell
MAX_SHEET_NAME = 31  # X
MAX_NAME = 255  # O 2.1.568: of a defined name
MAX_PROPERTY = 255  # X: it warns of longer ones
MAX_HEAD = 255  # S: a header or footer, with its codes
MAX_LINKS = 65_530  # S: of a sheet
MAX_BREAKS = 1023  # X; S says 1,026
MAX_FORMATS = 65_430  # O 2.1.727: looks of cells in a workbook; S says 65,490
MAX_AREAS = 8192  # B 2.4.35: that share a conditional format; likewise a validation

MAX_FORMULA = 8192  # S: characters, without the = that a file does not have
MAX_FORMULA_BYTES = 16_384  # S "internal length of formula"; B 2.5.98.6, `cce`
MAX_NESTING = 64  # S: functions in functions
MAX_ARGUMENTS = 255  # S: of a function
MAX_LITERAL = 255  # a text between quotes: Excel reports a broken file (ropensci/writexl issue 91)

MAX_TITLE = 32  # B 2.5.37: of a prompt or an error
MAX_PROMPT = 255  # B 2.5.37
MAX_ERROR = 225  # B 2.5.37: thirty less than a prompt
MAX_LIST = 255  # X: where a list comes from


def units(text: str) -> int:
    """Return how long a text is as Excel counts: in UTF-16 units, two for an emoji."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str, limit: int) -> bool:
    """Whether a text is no longer than Excel allows, as it counts."""
    return 2 * len(text) <= limit or units(text) <= limit


def cut(text: str, limit: int) -> str:
    """Return as much of a text as fits."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")


def lined(text: str) -> str:
    """Return a text with no more line ends than a cell takes; the further ones become blanks.

    Nothing is lost and the length stays: Excel would not show those lines apart either.
    """
    if text.count("\n") <= MAX_LINE_FEEDS:
        return text
    *lines, rest = text.split("\n", MAX_LINE_FEEDS)
    return "\n".join([*lines, rest.replace("\n", "\u3000")])
