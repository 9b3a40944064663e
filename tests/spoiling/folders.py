"""What is done to a file of a round, or to its definition, as a function of the round's folder.

The files and the sheet that are meant unless another is named are those of the tiny round.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from filling import Value, cell_of, opened
from spoiling import cells
from spoiling.archives import unzipped, zipped
from spoiling.parts import relationship

Spoil = Callable[[Path], object]

A = "submitted/X1_総務課.xlsx"
B = "submitted/X2_土木課.xlsx"
SHEET = "進行管理"
PART = "xl/worksheets/sheet2.xml"  # of that sheet, as openpyxl saves it


def both(*changes: Spoil) -> Spoil:
    """Do several things."""

    def spoil(folder: Path) -> None:
        for change in changes:
            change(folder)

    return spoil


# ---------------------------------------------------------------- by cell


def in_book(change: Callable[[Workbook], object], file: str = A) -> Spoil:
    """Change a workbook as a person does, and save it."""

    def spoil(folder: Path) -> None:
        with opened(folder / file) as book:
            change(book)

    return spoil


def on_sheet(change: Callable[[Worksheet], object], file: str = A) -> Spoil:
    """Change the form sheet."""
    return in_book(lambda book: change(book[SHEET]), file)


def put(cell: str, value: Value, number_format: str = "General") -> Spoil:
    """Put something into a cell by its name, as Excel takes it: =1+1 is a formula."""
    return on_sheet(lambda sheet: cells.put(sheet[cell], value, number_format))


def typed(file: str, *answers: tuple[str, str, Value]) -> Spoil:
    """Type something into cells, each named by row id and column id."""

    def change(book: Workbook) -> None:
        for owner, column, value in answers:
            cell = cell_of(book, owner, column)
            cell.value = value
            if isinstance(value, str) and value:
                cell.data_type = "s"  # a text, also if it begins with =

    return in_book(change, file)


# ---------------------------------------------------------------- by part


def rewritten(change: Callable[[str, str], str | None], file: str = A) -> Spoil:
    """Change the parts of a file as text: name and text to text, None drops the part."""

    def packed(data: bytes) -> bytes:
        changed = {n: change(n, part.decode("utf-8")) for n, part in unzipped(data).items()}
        return zipped({name: text for name, text in changed.items() if text is not None})

    return in_bytes(packed, file)


def in_part(part: str, change: Callable[[str], str], file: str = A) -> Spoil:
    """Change one part."""
    return rewritten(lambda name, text: change(text) if name == part else text, file)


def with_part(name: str, content: str | bytes) -> Spoil:
    """Put a part into a file, instead of one that may be there."""
    return in_bytes(lambda data: zipped({**unzipped(data), name: content}))


def linked(kind: str, target: str) -> Spoil:
    """Let the workbook lead to something."""
    link = relationship("rId98", kind, target)
    return in_part(
        "xl/_rels/workbook.xml.rels",
        lambda text: text.replace("</Relationships>", f"{link}</Relationships>"),
    )


def raw_cell(name: str, xml: str, file: str = A) -> Spoil:
    """Put a cell's XML in its place; `{s}` stands for its style, e.g. <c r="G7" s="{s}">."""
    pattern = re.compile(rf'<c r="{name}"(?: s="(\d+)")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)

    def change(text: str) -> str:
        changed, count = pattern.subn(lambda found: xml.replace("{s}", found[1] or "0"), text)
        assert count == 1, name
        return changed

    return in_part(PART, change, file)


# ---------------------------------------------------------------- by byte


def in_bytes(change: Callable[[bytes], bytes], file: str = A) -> Spoil:
    """Change the bytes of a file."""

    def spoil(folder: Path) -> None:
        (folder / file).write_bytes(change((folder / file).read_bytes()))

    return spoil


def saved(file: str, content: bytes) -> Spoil:
    """Put a file into the folder, instead of one that may be there."""
    return lambda folder: (folder / file).write_bytes(content)


def copied(target: str, source: str = A) -> Spoil:
    return lambda folder: shutil.copyfile(folder / source, folder / target)


def moved(target: str, source: str = A) -> Spoil:
    return lambda folder: (folder / source).rename(folder / target)


# ---------------------------------------------------------------- the definition


def report(change: Callable[[str], str]) -> Spoil:
    """Change report.toml."""

    def spoil(folder: Path) -> None:
        path = folder / "report.toml"
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert before != after
        path.write_text(after, encoding="utf-8")

    return spoil
