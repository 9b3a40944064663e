"""A file goes in; the whole workbook comes out, part by part along the relationships."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from shinchoku.failures import SheetsError
from shinchoku.sheets.charts import charts_on
from shinchoku.sheets.drawings import Drawn, drawn, drawn_in_vml
from shinchoku.sheets.markup import LINK_IDS, TRUE, Relationship, elements, first_of, relationships
from shinchoku.sheets.number_formats import EPOCH_1900, EPOCH_1904
from shinchoku.sheets.package import Package, as_sheets_error
from shinchoku.sheets.strings import SharedStrings, comments_of, unescaped
from shinchoku.sheets.styles import styles_of
from shinchoku.sheets.values import CellKind, Limits, Position, Sheet, Visibility, Workbook
from shinchoku.sheets.worksheet import Grid, References, Wanted, every_sheet

__all__ = ["read_our_own", "read_workbook"]

_LINK_TYPES = frozenset({"externalLink", "connections"})
_MACRO_TYPES = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet"})
_DRAWING_TYPES = frozenset({"drawing", "oleObject", "package", "control", "ctrlProp"})


_FEW = 20  # broken cells: with more of them it is the strings that are gone
_DEFAULT_LIMITS = Limits()
_STATES: Mapping[str, Visibility] = {"hidden": "hidden", "veryHidden": "veryHidden"}


def read_workbook(
    source: Path | bytes,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    only: Container[str] | None = None,
    is_wanted: Wanted = every_sheet,
    with_charts: bool = False,
) -> Workbook:
    """Read a workbook; with `only`, no other sheets than those of these names.

    A long sheet whose first cells do not show that it `is_wanted` is not read to its end, so that
    what somebody keeps beside our sheets costs little. Where not all are, one that is no XML is
    lost, and the others are read.

    Any input gives a Workbook or raises SheetsError, within `limits`. Parts are found by their
    relationships; Strict and transitional files, .xlsx and .xlsm read alike.
    """
    with as_sheets_error("file"):
        data = source if isinstance(source, bytes) else _file_bytes(source, limits.max_file_bytes)
        return _workbook(Package(data, limits), only, is_wanted, with_charts=with_charts)


def read_our_own(path: Path) -> Workbook:
    """Read a workbook that this program wrote, within the limits that its size sets.

    Raises SheetsError as `read_workbook` does: somebody may have changed it since.
    """
    with as_sheets_error("file"):
        data = _file_bytes(path)
    return read_workbook(data, limits=Limits.of_our_own(len(data)), with_charts=True)


def _file_bytes(path: Path, limit: int | None = None) -> bytes:
    """Read all at once, so that a file which changes meanwhile is seen in one state."""
    if not path.is_file():  # a pipe or a device might never end
        raise SheetsError("unreadable", f"{path.name} is not a file")
    with path.open("rb") as file:
        return file.read(-1 if limit is None else limit + 1)


def _workbook(
    package: Package, only: Container[str] | None, is_wanted: Wanted, *, with_charts: bool
) -> Workbook:
    about = relationships(package, "")
    part = first_of(package, about, "officeDocument")
    if not part:
        raise SheetsError(_kind_without_workbook(package), "nothing leads to one")
    if part.endswith(".bin"):
        raise SheetsError("xlsb", part)
    book = _book(package, part)
    if not book.sheets:
        raise SheetsError("no_workbook", f"{part} lists no sheets")
    links = relationships(package, part)
    types = {link.type for link in links}
    targets = {link.id: link.part for link in links}
    values = References(
        strings=_strings(package, first_of(package, links, "sharedStrings")),
        styles=styles_of(package, first_of(package, links, "styles")),
        epoch=EPOCH_1904 if book.date1904 else EPOCH_1900,
    )
    properties = first_of(package, about, "custom-properties", "customProperties")
    sheets = tuple(
        _sheet(package, listed, targets.get(listed.relationship, ""), values, is_wanted)
        for listed in book.sheets
        if only is None or listed.name in only
    )
    if with_charts:
        sheets = tuple(_with_charts(package, sheet, book, targets) for sheet in sheets)
    if sheets and all(sheet.lost for sheet in sheets):
        raise SheetsError("malformed", "none of its sheets is in the file")
    if not values.strings.are_there and sum(map(_broken_cells, sheets)) > _FEW:
        raise SheetsError("malformed", "cells refer to strings, and there are none")
    return Workbook(
        sheets=sheets,
        properties=_custom_properties(package, properties),
        defined_names=book.defined_names,
        external_links=not types.isdisjoint(_LINK_TYPES),
        macros=not types.isdisjoint(_MACRO_TYPES),
    )


def _strings(package: Package, part: str) -> SharedStrings:
    with as_sheets_error(part):
        return SharedStrings(package, part)


def _kind_without_workbook(package: Package) -> str:
    if package.is_ods():
        return "ods"
    return "zipped" if package.holds_workbooks() else "no_workbook"


class _ListedSheet(NamedTuple):
    name: str
    state: Visibility
    relationship: str


class _Book(NamedTuple):
    sheets: list[_ListedSheet]
    defined_names: dict[str, str]
    date1904: bool


def _book(package: Package, part: str) -> _Book:
    sheets: list[_ListedSheet] = []
    names: dict[str, str] = {}
    date1904 = False
    for tag, _, attributes, text in elements(package, part):
        if tag == "sheet":
            package.spend("sheets")
            state = attributes.get("state", "")
            relationship = next((attributes[key] for key in LINK_IDS if key in attributes), "")
            name = unescaped(attributes.get("name", ""))
            sheets.append(_ListedSheet(name, _STATES.get(state, "visible"), relationship))
        elif tag == "definedName":  # the names stand behind the sheets
            package.spend("cells")
            owner = int(attributes.get("localSheetId", "-1"))
            if owner >= len(sheets):  # left behind by a deleted sheet
                continue
            scope = f"{sheets[owner].name}!" if owner >= 0 else ""
            package.spend("characters", len(scope))
            names[scope + unescaped(attributes.get("name", ""))] = unescaped(text)
        elif tag == "workbookPr":
            date1904 = attributes.get("date1904") in TRUE
    return _Book(sheets, names, date1904)


def _custom_properties(package: Package, part: str) -> dict[str, str]:
    properties: dict[str, str] = {}
    value = ""
    for tag, parent, attributes, text in elements(package, part):
        if tag == "property":
            package.spend("cells")
            properties[unescaped(attributes.get("name", ""))] = value
            value = ""
        elif parent == "property":
            value = unescaped(text)
    return properties


def _sheet(
    package: Package, listed: _ListedSheet, part: str, values: References, is_wanted: Wanted
) -> Sheet:
    if part not in package:
        return _lost(listed)
    grid = Grid(package, values)
    try:
        with as_sheets_error(part):
            grid.read(part, is_wanted)
    except SheetsError as error:
        if error.kind != "malformed" or is_wanted is every_sheet:
            raise
        return _lost(listed)
    links = relationships(package, part)
    has_drawings, text_boxes = _drawings(package, links)
    return Sheet(
        name=listed.name,
        state=listed.state,
        cells=grid.cells,
        merges=tuple(grid.merges),
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns & {column for _, column in grid.cells}),
        # Excel repeats a thread as a note, behind a paragraph that advertises newer versions.
        comments={}
        if grid.is_unwanted
        else comments_of(package, first_of(package, links, "comments"))
        | comments_of(package, first_of(package, links, "threadedComment")),
        has_drawings=has_drawings,
        text_boxes=text_boxes,
    )


def _with_charts(package: Package, sheet: Sheet, book: _Book, targets: Mapping[str, str]) -> Sheet:
    listed = next(listed for listed in book.sheets if listed.name == sheet.name)
    links = relationships(package, targets.get(listed.relationship, ""))
    with as_sheets_error(sheet.name):
        return replace(sheet, charts=tuple(charts_on(package, links))) if links else sheet


def _broken_cells(sheet: Sheet) -> int:
    return sum(cell.kind is CellKind.BROKEN for cell in sheet.cells.values())


def _lost(listed: _ListedSheet) -> Sheet:
    """Return a sheet that cannot be read: programs list those of modules and macros, too."""
    return Sheet(
        name=listed.name,
        state=listed.state,
        cells={},
        merges=(),
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        comments={},
        has_drawings=False,
        lost=True,
    )


def _drawings(
    package: Package, links: Sequence[Relationship]
) -> tuple[bool, tuple[tuple[Position | None, str], ...]]:
    """Return whether something without text lies on a sheet, and the texts that do.

    LibreOffice leaves drawings without anything where notes were.
    """
    found: list[Drawn] = []
    for link in links:
        if link.type == "drawing" and link.part in package:
            found += drawn(package, link.part)
        elif link.type == "vmlDrawing":
            found += drawn_in_vml(package, link.part)
        elif link.type in _DRAWING_TYPES:
            found.append(Drawn(None, ""))
    boxes = tuple((each.position, each.text) for each in found if each.text)
    return len(boxes) < len(found), boxes
