"""A case: what somebody did to the filled tiny round, and exactly what must be found.

`row` is the row of HAZARDS that it shows. A case that says nothing else leaves every submitted
value as it was: `values` are those that change, `lost` the departments whose values are gone.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from filling import cell_of, opened

Place = tuple[str, str, str, str]  # code, file or department, sheet, cell

A = "submitted/X1_総務課.xlsx"
B = "submitted/X2_土木課.xlsx"
SHEET = "進行管理"
PART = "xl/worksheets/sheet2.xml"  # of that sheet, as openpyxl saves it

NOTHING_FROM_A: Place = ("E101", "総務課", "", "")
NOTHING_FROM_B: Place = ("E101", "土木課", "", "")


def at(code: str, cell: str, file: str = A, sheet: str = SHEET) -> Place:
    """A finding at a cell of the form."""
    return code, file, sheet, cell


def of(code: str, file: str = A) -> Place:
    """A finding about a whole file."""
    return code, file, "", ""


OLDER = (of("W405"), of("W405", B))  # both templates were issued before the definition changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    row: int
    name: str
    spoil: Callable[[Path], object]
    found: Sequence[Place]
    values: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    lost: Sequence[str] = ()
    skipped: Sequence[str] = ()
    meanwhile: Callable[[Path], object] | None = None  # between listing and reading


CASES: list[Case] = []


def case(
    row: int,
    *found: Place,
    values: Mapping[tuple[str, str], str | None] | None = None,
    lost: Sequence[str] = (),
    skipped: Sequence[str] = (),
    meanwhile: Callable[[Path], object] | None = None,
) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """Make a case of the function, which spoils the round in a folder."""

    def add(spoil: Callable[[Path], object]) -> Callable[[Path], object]:
        name = spoil.__name__.strip("_")
        CASES.append(
            Case(
                row=row,
                name=name,
                spoil=spoil,
                found=found,
                values=values or {},
                lost=lost,
                skipped=skipped,
                meanwhile=meanwhile,
            )
        )
        return spoil

    return add


def quick(
    row: int,
    name: str,
    spoil: Callable[[Path], object],
    *found: Place,
    values: Mapping[tuple[str, str], str | None] | None = None,
    lost: Sequence[str] = (),
) -> None:
    """Make a case of a line."""
    CASES.append(Case(row=row, name=name, spoil=spoil, found=found, values=values or {}, lost=lost))


# ---------------------------------------------------------------- ways to spoil a file


def typed(file: str, *cells: tuple[str, str, object]) -> Callable[[Path], None]:
    """Type something into cells, each named by row id and column id."""

    def spoil(folder: Path) -> None:
        with opened(folder / file) as book:
            for owner, column, value in cells:
                cell = cell_of(book, owner, column)
                cell.value = value
                if isinstance(value, str) and value:
                    cell.data_type = "s"  # a text, also if it begins with =

    return spoil


def on_sheet(change: Callable[[Worksheet], object], file: str = A) -> Callable[[Path], None]:
    """Change the form sheet."""

    def spoil(folder: Path) -> None:
        with opened(folder / file) as book:
            sheet = book[SHEET]
            assert isinstance(sheet, Worksheet)
            change(sheet)

    return spoil


def saved(name: str, content: bytes) -> Callable[[Path], None]:
    """Put a file into the folder, instead of one that may be there."""

    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return spoil


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_parts(path: Path, parts: Mapping[str, bytes | str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def rewritten(change: Callable[[str, str], str | None], file: str = A) -> Callable[[Path], None]:
    """Change the parts of a file as text: name and text to text, None drops the part."""

    def spoil(folder: Path) -> None:
        path = folder / file
        changed = {n: change(n, text.decode("utf-8")) for n, text in parts_of(path).items()}
        zip_parts(path, {name: text for name, text in changed.items() if text is not None})

    return spoil


def raw_cell(name: str, xml: str, file: str = A) -> Callable[[Path], None]:
    """Put a cell's XML in its place; `{s}` stands for its style, e.g. <c r="G7" s="{s}">."""

    def change(part: str, text: str) -> str:
        if part != PART:
            return text
        pattern = rf'<c r="{name}"(?: s="(\d+)")?[^>]*?(?:/>|>.*?</c>)'
        changed, count = re.subn(
            pattern, lambda found: xml.replace("{s}", found[1] or "0"), text, flags=re.DOTALL
        )
        assert count == 1, name
        return changed

    return rewritten(change, file)


def report(change: Callable[[str], str]) -> Callable[[Path], None]:
    """Change report.toml."""

    def spoil(folder: Path) -> None:
        path = folder / "report.toml"
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert before != after
        path.write_text(after, encoding="utf-8")

    return spoil


def both(*changes: Callable[[Path], object]) -> Callable[[Path], None]:
    """Do several things."""

    def spoil(folder: Path) -> None:
        for change in changes:
            change(folder)

    return spoil
