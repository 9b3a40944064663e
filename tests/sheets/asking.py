"""What the tests of the reader ask: a workbook of some lines of XML, and what is read of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shinchoku.sheets import CellValue, Limits, Sheet, SheetsError, cell_name, read_workbook
from spoiling import parts as raw


def first_sheet(rows: str = "", **more: str) -> Sheet:
    return read_workbook(raw.workbook(rows, **more)).sheets[0]


def texts(sheet: Sheet) -> dict[str, str]:
    return {cell_name(*position): cell.text for position, cell in sheet.cells.items()}


def only_cell(rows: str, **more: str) -> CellValue:
    (cell,) = first_sheet(rows, **more).cells.values()
    return cell


def shown(number: float | str, code: str) -> str:
    """Return what a number shows under a number format."""
    code = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    row = f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>'
    return only_cell(row, styles=raw.styles(code)).text


def kind_of(source: bytes | Path, **limits: int) -> str:
    """Return the kind of the error that reading must raise."""
    with pytest.raises(SheetsError) as caught:
        read_workbook(source, limits=Limits(**limits))
    assert caught.value.detail
    return caught.value.kind


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
FURIGANA = '<rPh sb="0" eb="2"><t>シンチョク</t></rPh><phoneticPr fontId="1"/>'
STRUCK = "<rPr><strike/></rPr>"
