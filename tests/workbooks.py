"""openpyxl with narrower types: what a test asks for is there, or the test fails."""

from __future__ import annotations

from typing import Any, TypeVar

from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

T = TypeVar("T")


def there(thing: T | None) -> T:
    """Return a thing that must not be missing."""
    assert thing is not None
    return thing


def active(book: Workbook) -> Worksheet:
    """Return the sheet that is open in front."""
    assert isinstance(book.active, Worksheet)
    return book.active


def sheet_of(book: Workbook, name: str) -> Worksheet:
    """Return a sheet of cells."""
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def properties_of(book: Workbook) -> CustomPropertyList[Any]:
    """Return the properties that a workbook has of its own; the stubs do not know them."""
    properties = vars(book)["custom_doc_props"]
    assert isinstance(properties, CustomPropertyList)
    return properties


def texts_on(sheet: Worksheet) -> list[str]:
    """Return what stands in the cells of a sheet, row by row."""
    rows = sheet.iter_rows(values_only=True)
    return [str(value) for row in rows for value in row if value is not None]


def texts_in(book: Workbook) -> list[str]:
    """Return what stands in the cells of a workbook, sheet by sheet."""
    return [text for sheet in book.worksheets for text in texts_on(sheet)]
