"""What may have become of a report when `verify` opens it."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from hostile.kinds import in_report, prose


def texts(book: Workbook) -> Iterator[Cell]:
    """Yield the cells with a text of all pages."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.value:
                    yield cell


@in_report("E601")
def texts_changed(book: Workbook, count: int) -> None:
    for cell, _ in zip(texts(book), range(count), strict=False):
        cell.value = f"{cell.value}。"


@in_report("E601")
def texts_made_long(book: Workbook, count: int) -> None:
    for cell, _ in zip(texts(book), range(count // 20), strict=False):
        cell.value = prose(30_000)


@in_report("E601")
def texts_removed(book: Workbook, count: int) -> None:
    for cell, _ in zip(list(texts(book)), range(count), strict=False):
        cell.value = None


@in_report("E601")
def texts_moved(book: Workbook, count: int) -> None:
    for number, sheet in enumerate(book.worksheets):
        if number * 100 < count:
            sheet.insert_rows(1)


@in_report("E601")
def rows_added(book: Workbook, count: int) -> None:
    for number in range(count * 5):
        book.worksheets[-1].append([f"追加{number}"])


@in_report("E601")
def rows_added_and_texts_changed(book: Workbook, count: int) -> None:
    for cell, _ in zip(texts(book), range(count), strict=False):
        cell.value = f"{cell.value}。"
    for number in range(count * 5):
        book.worksheets[-1].append([f"追加{number}"])


@in_report("E601")
def a_sheet_added(book: Workbook, count: int) -> None:
    sheet = book.create_sheet("明細")
    for number in range(count * 4):
        sheet.append([f"{number} {column}" for column in range(6)])


@in_report()
def comments_on_the_report(book: Workbook, count: int) -> None:
    for number in range(count * 5):
        book.worksheets[-1].cell(1 + number, 40).comment = Comment("確認", "係")
