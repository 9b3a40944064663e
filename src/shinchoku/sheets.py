"""An untrusted .xlsx goes in; plain frozen values come out, or a SheetsError that says why not.

The only module that parses XML. It reads sparsely (only what is not blank is kept), within
`Limits`, and follows nothing outside the file. Names are those of Office Open XML (ECMA-376).
"""

from __future__ import annotations

import math
import re
import struct
import zipfile
import zlib
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Literal, NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

# ---------------------------------------------------------------- what comes out

Position = tuple[int, int]  # row and column, both from 1
Area = tuple[int, int, int, int]  # first row, first column, last row, last column
State = Literal["visible", "hidden", "veryHidden"]


class SheetsError(Exception):
    """Why a file cannot be read: a stable `kind` for messages, a `detail` for engineers.

    Another kind of file: empty, not_zip, csv, html, pdf, xls, xlsb, ods, encrypted, no_workbook.
    Broken: truncated, damaged, malformed, doctype. Over a limit: too_large, too_many_entries.
    Not to be had: unreadable.
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


class CellKind(StrEnum):
    """What a cell holds; blank cells are absent."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ERROR = "error"
    DATE = "date"  # a number under a date or time format, or ISO 8601 text
    FORMULA_WITHOUT_RESULT = "formula_without_result"


@dataclass(frozen=True, slots=True)
class CellValue:
    r"""One cell that is not blank; a formula with the stored result "" is a text "" here."""

    text: str  # what a clerk sees in a Japanese Excel; line ends are \n
    kind: CellKind
    formula: bool = False
    struck: tuple[str, ...] = ()  # struck-out stretches; they stay in `text` too
    raw: str | float | bool | None = None  # text, number or date serial, truth, error code


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a chart sheet is one without cells."""

    name: str
    state: State
    cells: Mapping[Position, CellValue]
    merges: tuple[Area, ...]
    hidden_rows: frozenset[int]  # those with a cell in them: an empty row hides nothing
    hidden_columns: frozenset[int]  # likewise
    comments: Mapping[Position, str]  # notes and threaded comments
    has_drawings: bool  # shapes, pictures, charts, controls, embedded objects


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in tab order, and what the file says about itself."""

    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str]  # custom document properties
    defined_names: Mapping[str, str]  # a name that one sheet owns stands as `Sheet!name`
    external_links: bool  # to other workbooks or data sources; never followed
    macros: bool  # never run


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: many times what a department's workbook needs."""

    max_file_bytes: int = 32 << 20
    max_bytes_inflated: int = 96 << 20  # counted while inflating: headers lie
    max_ratio: int = 200  # inflated to packed, for a part over 1 MiB
    max_entries: int = 2_000  # files in the zip; sheets
    max_tags: int = 500_000  # of XML, without those of styled blank cells
    max_cells: int = 100_000  # cells, and all else that is kept: strings, styles, merges, comments
    max_characters: int = 10_000_000  # of text
    max_depth: int = 64  # of XML elements


_DEFAULT_LIMITS = Limits()


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: (3, 2) is B3."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def cell_position(name: str) -> Position:
    """Return row and column of a cell's name, B3 is (3, 2); ValueError if no sheet has it."""
    match = _CELL_NAME.fullmatch(name)
    row, column = (int(match[2]), _column_number(match[1])) if match else (0, 0)
    if not (1 <= row <= _LAST_ROW and column <= _LAST_COLUMN):
        raise ValueError(f"no sheet has a cell {name[:20]!r}")
    return row, column


_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@lru_cache(maxsize=_LAST_COLUMN)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    return (*cell_position(first), *cell_position(last or first))


# ---------------------------------------------------------------- a workbook, part by part

_LINK_TYPES = frozenset({"externalLink", "connections"})
_MACRO_TYPES = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet"})
_DRAWING_TYPES = frozenset({"drawing", "oleObject", "package", "control", "ctrlProp"})


def read_workbook(
    source: Path | bytes, *, limits: Limits = _DEFAULT_LIMITS, only: Container[str] | None = None
) -> Workbook:
    """Read a workbook; with `only`, no other sheets than those of these names.

    Any input gives a Workbook or raises SheetsError, within `limits`. Parts are found by their
    relationships; Strict and transitional files, .xlsx and .xlsm read alike.
    """
    with _as_sheets_error("file"):
        data = source if isinstance(source, bytes) else _file_bytes(source, limits.max_file_bytes)
        if len(data) > limits.max_file_bytes:
            raise SheetsError("too_large", f"more than {limits.max_file_bytes} bytes")
        if not data.startswith(_ZIP):
            raise SheetsError(_kind_without_zip(data), "this is not a zip")
        return _workbook(_Package(data, limits), only)


def _file_bytes(path: Path, limit: int) -> bytes:
    """Read all at once, so that a file which changes meanwhile is seen in one state."""
    if not path.is_file():  # a pipe or a device might never end
        raise SheetsError("unreadable", f"{path.name} is not a file")
    with path.open("rb") as file:
        return file.read(limit + 1)


@contextmanager
def _as_sheets_error(where: str) -> Iterator[None]:
    """Give a kind to whatever hostile bytes make zipfile, zlib, expat and the codecs raise."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        raise SheetsError("damaged", f"{where}: {error}") from error
    except (OSError, NotImplementedError) as error:
        raise SheetsError("unreadable", f"{where}: {error}") from error
    except (expat.ExpatError, ValueError, LookupError, ArithmeticError, RuntimeError) as error:
        raise SheetsError("malformed", f"{where}: {error}") from error


def _workbook(package: _Package, only: Container[str] | None) -> Workbook:
    about = package.relationships("")
    part = package.first(about, "officeDocument")
    if not part:
        raise SheetsError("ods" if package.is_ods() else "no_workbook", "nothing leads to one")
    if part.endswith(".bin"):
        raise SheetsError("xlsb", part)
    book = _book(package, part)
    if not book.sheets:
        raise SheetsError("no_workbook", f"{part} lists no sheets")
    links = package.relationships(part)
    types = {link.type for link in links}
    targets = {link.id: link.part for link in links}
    values = _Values(
        strings=_shared_strings(package, package.first(links, "sharedStrings")),
        styles=_styles(package, package.first(links, "styles")),
        epoch=_EPOCH_1904 if book.date1904 else _EPOCH_1900,
    )
    properties = package.first(about, "custom-properties", "customProperties")
    return Workbook(
        sheets=tuple(
            _sheet(package, listed, targets.get(listed.relationship, ""), values)
            for listed in book.sheets
            if only is None or listed.name in only
        ),
        properties=_custom_properties(package, properties),
        defined_names=book.defined_names,
        external_links=not types.isdisjoint(_LINK_TYPES),
        macros=not types.isdisjoint(_MACRO_TYPES),
    )


class _ListedSheet(NamedTuple):
    name: str
    state: State
    relationship: str


class _Book(NamedTuple):
    sheets: list[_ListedSheet]
    defined_names: dict[str, str]
    date1904: bool


def _book(package: _Package, part: str) -> _Book:
    sheets: list[_ListedSheet] = []
    names: dict[str, str] = {}
    date1904 = False
    for tag, _, attributes, text in package.elements(part):
        if tag == "sheet":
            package.spend("sheets")
            state = attributes.get("state", "")
            relationship = next((attributes[key] for key in _LINK_IDS if key in attributes), "")
            name = _unescaped(attributes.get("name", ""))
            sheets.append(_ListedSheet(name, _STATES.get(state, "visible"), relationship))
        elif tag == "definedName":  # the names stand behind the sheets
            package.spend("cells")
            owner = int(attributes.get("localSheetId", "-1"))
            if owner >= len(sheets):  # left behind by a deleted sheet
                continue
            scope = f"{sheets[owner].name}!" if owner >= 0 else ""
            package.spend("characters", len(scope))
            names[scope + _unescaped(attributes.get("name", ""))] = _unescaped(text)
        elif tag == "workbookPr":
            date1904 = attributes.get("date1904") in _TRUE
    return _Book(sheets, names, date1904)


def _custom_properties(package: _Package, part: str) -> dict[str, str]:
    properties: dict[str, str] = {}
    value = ""
    for tag, parent, attributes, text in package.elements(part):
        if tag == "property":
            package.spend("cells")
            properties[_unescaped(attributes.get("name", ""))] = value
            value = ""
        elif parent == "property":
            value = _unescaped(text)
    return properties


def _sheet(package: _Package, listed: _ListedSheet, part: str, values: _Values) -> Sheet:
    if part not in package:
        raise SheetsError("malformed", f"the sheet {listed.name!r} is not in the file")
    grid = _Grid()
    with _as_sheets_error(part):
        grid.fill(package, part, values)
    links = package.relationships(part)
    return Sheet(
        name=listed.name,
        state=listed.state,
        cells=grid.cells,
        merges=tuple(grid.merges),
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns & {column for _, column in grid.cells}),
        # Excel repeats a thread as a note, behind a paragraph that advertises newer versions.
        comments=_comments(package, package.first(links, "comments"))
        | _comments(package, package.first(links, "threadedComment")),
        has_drawings=not _DRAWING_TYPES.isdisjoint(link.type for link in links),
    )


class _Grid:
    """What a worksheet part says. Rows end after their cells, which may leave their names out."""

    def __init__(self) -> None:
        self.cells: dict[Position, CellValue] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def fill(self, package: _Package, part: str, values: _Values) -> None:
        value: str | None = None
        formula = False
        rich = _RichText()
        row = column = hidden_to = 0
        cells_of_row: list[tuple[int, int, CellValue]] = []  # row 0: as its row says
        for tag, parent, attributes, text in package.elements(part):
            if tag == "v":
                value = text
            elif tag == "f":
                formula = True
            elif tag == "c":
                name = attributes.get("r")
                named, column = cell_position(name) if name else (0, column + 1)
                inline = rich.take()
                if value is None and not inline and not formula:
                    continue
                if cell := values.cell(attributes, value, inline, formula=formula):
                    package.spend("cells")
                    cells_of_row.append((named, column, cell))
                value, formula = None, False
            elif tag == "row":
                row = int(attributes.get("r", row + 1))
                self._end_row(row, cells_of_row, hidden=attributes.get("hidden") in _TRUE)
                cells_of_row, column = [], 0
            elif tag == "mergeCell":
                package.spend("cells")
                self.merges.append(_area(attributes.get("ref", "")))
            elif tag == "col" and attributes.get("hidden") in _TRUE:
                package.spend("cells")
                first, last = int(attributes["min"]), min(int(attributes["max"]), _LAST_COLUMN)
                self.hidden_columns.update(range(max(first, hidden_to + 1), last + 1))
                hidden_to = max(hidden_to, last)
            else:
                rich.add(tag, parent, attributes, text)

    def _end_row(self, row: int, cells: list[tuple[int, int, CellValue]], *, hidden: bool) -> None:
        for named, column, cell in cells:
            if (named or row) > _LAST_ROW or column > _LAST_COLUMN:
                raise ValueError(f"row {row} goes beyond any sheet")
            self.cells[named or row, column] = cell
            if hidden:
                self.hidden_rows.add(named or row)


def _comments(package: _Package, part: str) -> dict[Position, str]:
    comments: dict[Position, list[str]] = {}  # a comment and the replies to it
    rich = _RichText()
    for tag, parent, attributes, text in package.elements(part):
        if tag in {"comment", "threadedComment"}:
            package.spend("cells")
            said = rich.take() or _plain("")
            comments.setdefault(cell_position(attributes.get("ref", "")), []).append(said.text)
        else:
            rich.add("t" if parent == "threadedComment" else tag, parent, attributes, text)
    return {position: "\n".join(texts) for position, texts in comments.items()}


# ---------------------------------------------------------------- strings and cell values


class _String(NamedTuple):
    text: str
    struck: tuple[str, ...]  # struck out by its own runs
    struck_in_struck_cell: tuple[str, ...]  # runs without a font of their own have the cell's


class _RichText:
    """Puts a string together from its runs (CT_Rst); furigana (rPh) is no part of it."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, bool | None]] = []  # text and whether struck; None: as the cell
        self._run: list[str] = []
        self._strike: bool | None = None

    def add(self, tag: str, parent: str, attributes: Mapping[str, str], text: str) -> None:
        if tag == "t" and parent == "r":
            self._run.append(_unescaped(text))
        elif tag == "t" and parent != "rPh":
            self._runs.append((_unescaped(text), None))
        elif tag == "strike":
            self._strike = attributes.get("val", "1") in _TRUE
        elif tag == "rPr":
            self._strike = bool(self._strike)
        elif tag == "r":
            self._runs.append(("".join(self._run), self._strike))
            self._run, self._strike = [], None

    def take(self) -> _String | None:
        """Return the string of all runs since last time; None if there were none."""
        if not self._runs:
            return None
        runs, self._runs = self._runs, []
        if len(runs) == 1 and runs[0][1] is None:
            return _plain(_with_newlines(runs[0][0]))
        return _String(
            _with_newlines("".join(text for text, _ in runs)),
            _struck(runs, cell=False),
            _struck(runs, cell=True),
        )


def _struck(runs: list[tuple[str, bool | None]], *, cell: bool) -> tuple[str, ...]:
    """Return the visible struck stretches; runs that only change another font property join."""
    stretches = groupby(runs, key=lambda run: cell if run[1] is None else run[1])
    texts = (_with_newlines("".join(t for t, _ in group)) for struck, group in stretches if struck)
    return tuple(text for text in texts if text.strip())


def _plain(text: str) -> _String:
    return _String(text, (), (text,))


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """Decode _xHHHH_, each a UTF-16 unit (ST_Xstring); half a pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _shared_strings(package: _Package, part: str) -> list[_String]:
    strings: list[_String] = []
    rich = _RichText()
    for tag, parent, attributes, text in package.elements(part):
        if tag == "si":
            package.spend("cells")
            strings.append(rich.take() or _plain(""))
        else:
            rich.add(tag, parent, attributes, text)
    return strings


class _Style(NamedTuple):
    number_format: str = "General"
    struck: bool = False


_PLAIN_STYLE = _Style()


def _styles(package: _Package, part: str) -> dict[str, _Style]:
    """Return what each cell format (an xf of cellXfs) shows and strikes, by its index."""
    codes = dict(_BUILT_IN_FORMATS)
    fonts: list[bool] = []
    formats: list[tuple[str, str]] = []
    strike = False
    for tag, parent, attributes, _ in package.elements(part):
        if tag == "strike":
            strike = attributes.get("val", "1") in _TRUE
        elif tag == "font":  # those of dxfs come behind and bother nobody
            package.spend("cells")
            fonts.append(strike)
            strike = False
        elif tag == "numFmt" and parent == "numFmts":
            package.spend("cells")
            codes[attributes.get("numFmtId", "")] = _unescaped(attributes.get("formatCode", ""))
        elif tag == "xf" and parent == "cellXfs":
            package.spend("cells")
            formats.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))
    struck = {str(index) for index, is_struck in enumerate(fonts) if is_struck}
    return {
        str(index): _Style(codes.get(code, "General"), font in struck)
        for index, (code, font) in enumerate(formats)
    }


class _Values(NamedTuple):
    """What the cells of all sheets refer to, and so what turns an element c into a value."""

    strings: list[_String]
    styles: dict[str, _Style]
    epoch: datetime

    def cell(
        self,
        attributes: Mapping[str, str],
        value: str | None,
        inline: _String | None,
        *,
        formula: bool,
    ) -> CellValue | None:
        """Return the cell with these attributes and stored value; None if it is blank."""
        type_ = attributes.get("t", "n")
        style = self.styles.get(attributes.get("s", "0"), _PLAIN_STYLE)
        string = inline
        if type_ == "s" and value:
            string = self._shared(value)
        elif type_ in {"str", "inlineStr"} and value is not None:
            string = inline or _plain(_with_newlines(_unescaped(value)))
        if string:
            if not (string.text or formula):
                return None
            struck = string.struck_in_struck_cell if style.struck else string.struck
            return CellValue(string.text, CellKind.TEXT, formula, struck, string.text)
        if not value:
            return CellValue("", CellKind.FORMULA_WITHOUT_RESULT, formula=True) if formula else None
        text, kind, raw = self._scalar(type_, value, style.number_format)
        return CellValue(text, kind, formula, (text,) if style.struck else (), raw)

    def _shared(self, value: str) -> _String:
        index = int(value)
        if index < 0:  # Python would count from the end
            raise ValueError(f"shared string {index}")
        return self.strings[index]

    def _scalar(
        self, type_: str, value: str, code: str
    ) -> tuple[str, CellKind, str | float | bool]:
        if type_ == "e":
            return value, CellKind.ERROR, value
        if type_ == "b":
            truth = value in _TRUE
            return str(truth).upper(), CellKind.BOOLEAN, truth
        if type_ == "d":
            return _iso_text(value), CellKind.DATE, value
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"{value[:20]!r} is no number")
        if code in {"General", "@"}:
            return _general(number), CellKind.NUMBER, number
        number_format = _number_format(code)
        if number_format.shows_date or number_format.shows_time:
            return number_format.moment(number, self.epoch), CellKind.DATE, number
        return number_format.number(number), CellKind.NUMBER, number


# ---------------------------------------------------------------- number formats

_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_FEBRUARY_1900 = 60  # the 29th, which never was: days before it count from a day later
_SECONDS_A_DAY = 86_400
_MIDNIGHT = time()
_LONGEST_FORMAT = 255
_DATES = (*range(14, 18), *range(27, 32), 34, 35, 36, *range(50, 59))
_TIMES = (*range(18, 22), 32, 33, 45, 47)
_BUILT_IN_FORMATS = (  # numFmtId to code, as a Japanese Excel has them; the others show General
    {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
    | {"37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00"}  # red below zero
    | {"5": "¥#,##0", "6": "¥#,##0", "7": "¥#,##0.00", "8": "¥#,##0.00"}
    | {"22": "y-m-d h:m", "46": "[h]:m:s"}
    | {str(number): "y-m-d" for number in _DATES}
    | {str(number): "h:m:s" for number in _TIMES}
)
_FORMAT_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | [_*]. | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<currency>[^\]-]*)[^\]]*\] | (?P<condition>\[[<>=][^\]]*\]) | \[[^\]]*\]
    | (?P<general>general|g/標準) | am/pm | (?P<date>y+|d+|g+|e+(?![+-])|aaa+) | (?P<time>h+|s+)
    | (?P<m>m+) | (?P<digits>[0\#?][0\#?,]*(?:\.[0\#?]*)?,*|\.[0\#?]+) | (?P<section>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_UNKNOWN = re.compile("[/@e]", re.IGNORECASE)  # fractions, text, exponents
_THOUSAND = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_GENERAL_SMALL, _GENERAL_LIMIT = 1e-4, 1e11
_WIDE = Context(prec=1000)  # the largest number with the longest format


class _NumberFormat(NamedTuple):
    """A number format (numFmt) as far as it changes what is seen; other codes show General."""

    sections: list[list[tuple[str, str]]]  # positive, negative, zero, text: kinds and texts
    shows_date: bool
    shows_time: bool
    shows_elapsed: bool  # hours beyond 24

    def moment(self, serial: float, epoch: datetime) -> str:
        """Show a date or time in ISO 8601, whatever its order: 1-2 became 2025-01-02."""
        if self.shows_time and not self.shows_date and serial >= 0:
            seconds = round(serial * _SECONDS_A_DAY)
            if not self.shows_elapsed:
                seconds %= _SECONDS_A_DAY
            rest = f":{seconds % 60:02}" if seconds % 60 else ""
            return f"{seconds // 3600}:{seconds // 60 % 60:02}{rest}"
        early = epoch is _EPOCH_1900 and serial < _FEBRUARY_1900
        try:
            moment = epoch + timedelta(days=serial + early, milliseconds=500 * self.shows_time)
        except OverflowError:
            return _general(serial)
        return _iso(moment, with_time=self.shows_time) if serial >= 0 else _general(serial)

    def number(self, value: float) -> str:
        """Show a number; one that its format hides is shown, lest it be taken for a blank."""
        tokens, sign = self.sections[0], "-" if value < 0 else ""
        if value < 0 and len(self.sections) > 1:
            tokens, sign = self.sections[1], ""
        elif value == 0 and len(self.sections) > 2:  # noqa: PLR2004 - the third is for zero
            tokens = self.sections[2]
        others = "".join(text for kind, text in tokens if kind == "other")
        kinds = [kind for kind, _ in tokens]
        if kinds.count("digits") > 1 or "condition" in kinds or _UNKNOWN.search(others):
            return _general(value)
        number = Decimal(f"{abs(value):.15g}").scaleb(2 * others.count("%"))
        shown = "".join(
            _digits(number, text)
            if kind == "digits"
            else _general(abs(value))
            if kind == "general"
            else text
            for kind, text in tokens
        ).strip()
        return sign + shown if shown else _general(value)


@lru_cache(maxsize=1024)
def _number_format(code: str) -> _NumberFormat:
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _FORMAT_TOKEN.finditer(code[:_LONGEST_FORMAT]):
        kind = match.lastgroup
        if kind == "section":
            sections.append([])
        elif kind:  # else a colour, a locale, or padding
            sections[-1].append((kind, match[kind]))
    kinds = {kind for section in sections for kind, _ in section}
    shows_time = not kinds.isdisjoint({"time", "elapsed"})
    return _NumberFormat(
        sections,
        shows_date="date" in kinds or ("m" in kinds and not shows_time),  # else m is minutes
        shows_time=shows_time,
        shows_elapsed="elapsed" in kinds,
    )


def _digits(number: Decimal, pattern: str) -> str:
    """Show a number of 0 and more by digit placeholders; a comma behind them divides by 1,000."""
    placeholders = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(placeholders)))
    whole_pattern, point, decimal_pattern = placeholders.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(decimal_pattern)), ROUND_HALF_UP, _WIDE)
    whole, _, decimals = f"{rounded:f}".partition(".")
    least = decimal_pattern.rfind("0") + 1
    whole = whole.lstrip("0").zfill(whole_pattern.count("0"))
    if "," in whole_pattern:
        whole = _THOUSAND.sub(",", whole)
    return whole + point + decimals[:least] + decimals[least:].rstrip("0")


def _general(value: float) -> str:
    """Show a number as the format General does in a wide column: at most 11 characters."""
    if value.is_integer() and abs(value) < _GENERAL_LIMIT:
        return str(int(value))
    digits_before = max(0, math.floor(math.log10(abs(value))))
    fixed = f"{value:.{max(0, 9 - digits_before)}f}"
    in_range = _GENERAL_SMALL <= abs(value) < _GENERAL_LIMIT
    if in_range or (digits_before == 0 and float(fixed) == value):
        return fixed.rstrip("0").rstrip(".") if "." in fixed else fixed
    mantissa, _, exponent = f"{value:.5E}".partition("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def _iso_text(stored: str) -> str:
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:  # a time alone
        return stored
    return _iso(moment, with_time=moment.time() != _MIDNIGHT)


def _iso(moment: datetime, *, with_time: bool) -> str:
    seconds = f":{moment:%S}" if moment.second else ""
    return f"{moment.date()} {moment:%H:%M}{seconds}" if with_time else str(moment.date())


# ---------------------------------------------------------------- the package: zip and XML, bounded

_ZIP = b"PK\x03\x04"
_DIRECTORY_ENTRY, _DIRECTORY_END = b"PK\x01\x02", b"PK\x05\x06"
_ENCRYPTED_FLAG = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # all that the standard allows
_CHUNK = 1 << 16
_RATIO_MATTERS_FROM = 1 << 20
_LONGEST_TAG = 1 << 20

# Styled blank cells may go on to the last row; most never get as far as expat. One that this misses
# (at a chunk's end, written in another way) only takes longer. What follows must have a name, as
# an element without one is counted from those before it.
_BLANK_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?/>(?=<c r=|</row>)')
_BLANK_ROW = re.compile(rb'<row r="[0-9]+"[^<>]*(?:/>|></row>)(?=<row r=|</sheetData>)')

_TRUE = frozenset({"1", "true", "on"})
_STATES: Mapping[str, State] = {"hidden": "hidden", "veryHidden": "veryHidden"}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml"
_LINK_IDS = (f"{_OFFICE}/relationships id", f"{_STRICT}/officeDocument/relationships id")
_KNOWN = {
    ("http://schemas.openxmlformats.org/package/2006/relationships",): "Relationship",
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        f"{_STRICT}/spreadsheetml/main",
    ): (
        "workbookPr sheet definedName numFmts numFmt fonts font strike cellXfs xf si is r rPr rPh t"
        " row c f v col mergeCell comment"
    ),
    ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",): (
        "threadedComment text"
    ),
    (f"{_OFFICE}/custom-properties", f"{_STRICT}/officeDocument/customProperties"): "property",
    (f"{_OFFICE}/docPropsVTypes", f"{_STRICT}/officeDocument/docPropsVTypes"): (
        "lpwstr lpstr bstr bool i1 i2 i4 i8 int ui1 ui2 ui4 ui8 uint r4 r8 decimal filetime date"
    ),
}
_TAGS = {
    f"{namespace} {tag}": tag
    for namespaces, tags in _KNOWN.items()
    for namespace in namespaces
    for tag in tags.split()
}
_Element = tuple[str, str, dict[str, str], str]  # tag, parent's tag, attributes, text


def _part_name(folder: str, target: str) -> str:
    """Return a part's name without the ways to write it: case, %20, backslashes, dots."""
    return normpath(join("/", folder, unquote(target).replace("\\", "/"))).lstrip("/").lower()


class _Relationship(NamedTuple):
    id: str
    type: str  # the last segment of its address, which Strict and transitional share
    part: str  # the target's name in the package; "" if it is outside


class _Package:
    """The parts of one file by name, within its limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        # Counted in the bytes, as zipfile would make an object of each entry first.
        if data.count(_DIRECTORY_ENTRY) > limits.max_entries:
            raise SheetsError("too_many_entries", f"more than {limits.max_entries}")
        if _DIRECTORY_END not in data:
            raise SheetsError("truncated", "the zip has no end")
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._entries = {_part_name("", entry.filename): entry for entry in self._zip.infolist()}
        self.limits = limits
        self._left = {
            "bytes": limits.max_bytes_inflated,
            "tags": limits.max_tags,
            "cells": limits.max_cells,
            "characters": limits.max_characters,
            "sheets": limits.max_entries,
        }

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def spend(self, what: str, amount: int = 1) -> None:
        """Count something against its limit for the whole file."""
        self._left[what] -= amount
        if self._left[what] < 0:
            raise SheetsError("too_large", f"too many {what}")

    def is_ods(self) -> bool:
        return "mimetype" in self and b"opendocument.spreadsheet" in b"".join(
            self._inflate("mimetype")
        )

    def relationships(self, part: str) -> list[_Relationship]:
        """Return where a part leads to, the whole package being ""; nothing if it does not say."""
        folder = dirname(part)
        found = []
        for _, _, attributes, _ in self.elements(join(folder, "_rels", f"{basename(part)}.rels")):
            self.spend("cells")
            outside = attributes.get("TargetMode") == "External"
            target = "" if outside else _part_name(folder, attributes.get("Target", ""))
            found.append(
                _Relationship(
                    id=attributes.get("Id", ""),
                    type=attributes.get("Type", "").rpartition("/")[2],
                    part=target,
                )
            )
        return found

    def first(self, links: list[_Relationship], *types: str) -> str:
        """Return the first part of these types that is there, or ""."""
        return next((link.part for link in links if link.type in types and link.part in self), "")

    def elements(self, part: str) -> Iterator[_Element]:
        """Yield the known elements of a part as they end, inner before outer; none without it."""
        if part not in self:
            return
        parser = _Parser(self.limits.max_depth)
        fed = 0
        with _as_sheets_error(part):
            for chunk in self._inflate(part):
                xml = _without_blanks(chunk)
                self.spend("tags", xml.count(b"<"))
                parser.expat.Parse(xml, False)  # noqa: FBT003 - expat takes no keywords
                yield from parser.ended
                parser.ended.clear()
                self.spend("characters", parser.characters)
                parser.characters = 0
                fed += len(xml)
                # Expat starts an unfinished tag again with each chunk: squared time for a long one.
                if fed - parser.expat.CurrentByteIndex > _LONGEST_TAG:
                    raise SheetsError("too_large", f"{part}: a tag without end")
            parser.expat.Parse(b"", True)  # noqa: FBT003
            yield from parser.ended

    def _inflate(self, part: str) -> Iterator[bytes]:
        """Yield a part's bytes, each counted; zipfile compares length and checksum at the end."""
        entry = self._entries[part]
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise SheetsError("encrypted", part)
        if entry.compress_type not in _METHODS:
            raise SheetsError("damaged", f"{part}: compression method {entry.compress_type}")
        left = max(_RATIO_MATTERS_FROM, self.limits.max_ratio * entry.compress_size)
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise SheetsError("too_large", f"{part} inflates beyond its ratio")
                self.spend("bytes", len(chunk))
                yield chunk


def _without_blanks(chunk: bytes) -> bytes:
    if b"<!" in chunk:  # in a comment or CDATA they are no tags
        return chunk
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", chunk))


class _Parser:
    """Expat, with the elements that have ended since `ended` was cleared."""

    def __init__(self, max_depth: int) -> None:
        self.ended: list[_Element] = []
        self.characters = 0
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.buffer_text = True
        opened: list[tuple[str, dict[str, str]]] = [("", {})]
        texts: list[str] = []
        ended, known, deepest = self.ended, _TAGS.get, max_depth

        def start(name: str, attributes: dict[str, str]) -> None:
            if len(opened) > deepest:
                raise SheetsError("too_large", "elements nested too deep")
            opened.append((known(name, ""), attributes))
            if texts:
                texts.clear()

        def end(_: str) -> None:
            tag, attributes = opened.pop()
            if tag:
                ended.append((tag, opened[-1][0], attributes, "".join(texts) if texts else ""))
            if texts:
                texts.clear()

        def characters(text: str) -> None:
            self.characters += len(text)
            texts.append(text)

        def doctype(*_: object) -> None:
            raise SheetsError("doctype", "a workbook has none; this one may define entities")

        self.expat.StartElementHandler = start
        self.expat.EndElementHandler = end
        self.expat.CharacterDataHandler = characters
        self.expat.StartDoctypeDeclHandler = doctype


def _kind_without_zip(data: bytes) -> str:
    """Tell from its content what a file is that is no zip."""
    head = data[:4096]
    if not data:
        return "empty"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # Microsoft's compound file
        streams = {"EncryptedPackage": "encrypted", "Workbook": "xls", "Book": "xls"}
        found = [kind for name, kind in streams.items() if name.encode("utf-16-le") in data]
        return found[0] if found else "not_zip"
    if head.startswith(b"%PDF"):
        return "pdf"
    if re.match(rb"[\xef\xbb\xbf\s]*<(!doctype html|html|head|meta|table)", head, re.IGNORECASE):
        return "html"
    return "csv" if _is_separated_text(head) else "not_zip"


def _is_separated_text(head: bytes) -> bool:
    """Whether it is text with commas or tabs, in an encoding that a Japanese Excel writes."""
    encodings = ["utf-16"] if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8", "cp932"]
    for encoding in encodings:
        text = head.decode(encoding, "replace")[:-1]  # the last character may be cut in two
        if not re.search(r"[\x00-\x08\x0e-\x1f\ufffd]", text):
            return "," in text or "\t" in text
    return False
