"""An untrusted .xlsx goes in; plain frozen values come out, or a SheetsError that says why not.

The only package that parses XML. It reads sparsely (only what is not blank is kept), within
`Limits`, and follows nothing outside the file. Names are those of Office Open XML (ECMA-376).
`values` says what comes out; `workbook` goes from part to part: `strings`, `styles` and
`worksheet` each read one kind of them, through `markup` (XML), `shortcuts` (bytes that XML need
not see) and `package` (the zip); `number_formats` shows numbers as Excel does.
"""

from shinchoku.failures import SheetsError
from shinchoku.sheets.values import (
    NO_TEXT,
    CellKind,
    CellValue,
    ChartSeries,
    Extent,
    Limits,
    Position,
    Run,
    Sheet,
    SheetChart,
    Visibility,
    Workbook,
    cell_name,
    cell_position,
)
from shinchoku.sheets.workbook import read_our_own, read_workbook

__all__ = [
    "NO_TEXT",
    "CellKind",
    "CellValue",
    "ChartSeries",
    "Extent",
    "Limits",
    "Position",
    "Run",
    "Sheet",
    "SheetChart",
    "SheetsError",
    "Visibility",
    "Workbook",
    "cell_name",
    "cell_position",
    "read_our_own",
    "read_workbook",
]
