"""A worksheet's part goes in; its cells, merges and hidden rows and columns come out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from shinchoku.failures import SheetsError
from shinchoku.sheets.markup import FURIGANA, LAYOUT, TAGS, TRUE, Parser
from shinchoku.sheets.number_formats import Shown, general, iso_text, number_format
from shinchoku.sheets.package import Package
from shinchoku.sheets.shortcuts import PlainCell, ReferringCells, WithoutPlainCells
from shinchoku.sheets.strings import RichText, SharedStrings, String, plain, unescaped
from shinchoku.sheets.styles import CellFormat, Styles
from shinchoku.sheets.values import (
    LAST_COLUMN,
    LAST_ROW,
    CellKind,
    CellValue,
    Extent,
    Position,
    area,
    cell_position,
)

__all__ = ["Grid", "References", "Wanted", "every_sheet"]

_NO_ATTRIBUTES: Mapping[str, str] = {}
_AROUND_CELLS = frozenset({"row", "mergeCell", "col"})
_TEXT_TYPES = frozenset({"str", "inlineStr"})
_SEEN = 0.5  # width in characters, or height in points: a line at most
_PICTURES = (b"DISPIMG(", b"IMAGE(", b"dispimg(", b"image(")
_BEGINNING = 2_000  # cells: more than any place where a sheet says what it is

_NO_VALUE = (ValueError, LookupError, ArithmeticError)  # what reading one raises

Wanted = Callable[[Mapping[Position, CellValue]], bool]
"""Whether a sheet that begins with these cells is wanted."""


def every_sheet(_: Mapping[Position, CellValue]) -> bool:
    """Want them all."""
    return True


class References(NamedTuple):
    """What the cells of all sheets refer to."""

    strings: SharedStrings
    styles: Styles
    epoch: datetime


class Grid:
    """What a worksheet part says. Cells and rows may leave their names out."""

    def __init__(self, package: Package, references: References) -> None:
        self.cells: dict[Position, CellValue] = {}
        self.merges: list[Extent] = []
        self.is_unwanted = False
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._package = package
        self._references = references
        self._shortcut = WithoutPlainCells()
        self._parser = Parser(package, self._shortcut)
        self._texts = self._parser.texts
        self._deepest = package.limits.max_depth
        self._opened: list[tuple[str, Mapping[str, str]]] = [("", _NO_ATTRIBUTES)]
        self._row = self._column = self._hidden_to = 0
        self._beyond = False  # told at a row's end: limits come first
        self._value: str | None = None
        self._formula = self._picture = False
        self._rich = RichText()

    def read(self, part: str, is_wanted: Wanted) -> None:
        """Read the part, which is there; one that turns out not to be wanted, its beginning.

        Of that only a cell is kept, so that it is seen to hold something, and nothing is counted.
        """
        asked = False
        left, strings_read = self._package.left, len(self._references.strings)
        self._parser.expat.StartElementHandler = self._start
        self._parser.expat.EndElementHandler = self._end
        counted = 0
        for _ in self._parser.feed(part):
            taken = self._shortcut.take()
            self._refer(taken.referring)
            self._take(taken.others)
            self._merge(taken.merged)
            self._package.spend("cells", len(self.cells) - counted)
            counted = len(self.cells)
            if counted >= _BEGINNING and not asked:
                # Cells that expat did not see come behind those that it did.
                if not is_wanted(dict(sorted(self.cells.items()))):
                    self.is_unwanted = True
                    self._package.give_back(left)
                    self._references.strings.forget_from(strings_read)
                    self.cells, self.merges = dict(islice(self.cells.items(), 1)), []
                    break
                asked = True
        self.cells = dict(sorted(self.cells.items()))
        self.hidden_rows &= {row for row, _ in self.cells}

    def _refer(self, cells: ReferringCells) -> None:
        """Put cells in their places that refer to a string: most show it as it is stored."""
        strings, styles = self._references.strings, self._references.styles
        plain = styles.of_plain_texts.issuperset(cells.styles)
        shown = strings.shown(cells.indices) if plain else None
        if shown is None:
            one_by_one = zip(*cells, strict=True)
            self._take((name, style, b"s", None, None, index) for name, style, index in one_by_one)
            return
        count = len(self.cells) + len(shown)
        self.cells.update(zip(map(_position, cells.names), shown, strict=True))
        if len(self.cells) < count:
            raise ValueError("two cells of one name")

    def _take(self, cells: Iterable[PlainCell]) -> None:
        """Put cells in their places that expat did not see."""
        characters, as_stored = 0, self._references.styles.of_plain_texts
        for cell in cells:
            name, style, _, formula, inline, _ = cell
            if inline is not None and formula is None and style in as_stored:  # nearly all
                text = inline.decode()
                characters += len(text)
                shown = plain(unescaped(text)).cell
                self._put(_position(name), shown if shown.text else None)
            else:
                self._put(_position(name), self._taken(cell))
        self._package.spend("characters", characters)

    def _merge(self, areas: Sequence[bytes]) -> None:
        self._package.spend("cells", len(areas))
        self.merges += (area(reference.decode()) for reference in areas)

    def _taken(self, plain_cell: PlainCell) -> CellValue | None:
        """Return the cell with what was taken, whatever it holds."""
        _, style, type_, formula, inline, stored = plain_cell
        text = (inline or stored or b"").decode()
        self._package.spend("characters", len(text))
        cell = _cell(
            self._references,
            type_.decode() if type_ else "n",
            style.decode() if style else "0",
            text if stored else None,
            plain(unescaped(text)) if inline else None,
            formula=formula is not None,
        )
        if cell and formula and _shows_picture(formula):
            return cell._replace(kind=CellKind.PICTURE)
        return cell

    def _put(self, position: Position, cell: CellValue | None) -> None:
        if cell:
            if position in self.cells:
                raise ValueError(f"two cells {position}")
            self.cells[position] = cell

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        opened = self._opened
        within = opened[-1][0]
        tag = within if within == FURIGANA else TAGS.get(name, "")
        if len(opened) > self._deepest:
            raise SheetsError("too_large", "elements nested too deep")
        opened.append((tag, attributes))
        if self._texts:
            self._texts.clear()
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if _is_hidden(attributes, "ht"):
                self.hidden_rows.add(self._row)

    def _end(self, _: str) -> None:
        tag, attributes = self._opened.pop()
        texts = self._texts
        if tag == "c":
            self._end_cell(attributes)
        elif tag == "v":
            self._value = "".join(texts)
        elif tag == "t":
            self._rich.add(tag, self._opened[-1][0], attributes, "".join(texts))
        elif tag == "f":
            self._formula = True
            self._picture = _shows_picture(self._parser.drop().encode())
        elif tag in _AROUND_CELLS:
            self._end_around(tag, attributes)
        elif tag:
            self._rich.add(tag, self._opened[-1][0], attributes, "")
        elif texts:
            self._parser.drop()
        if texts:
            texts.clear()

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        row, column = self._row, self._column + 1
        if name := attributes.get("r"):
            row, column = cell_position(name)
        self._column = column
        value, formula, rich = self._value, self._formula, self._rich
        if value is None and self._texts and not rich.runs:
            value = "".join(self._texts)
            if not value.strip(LAYOUT):
                value = None
        if value is None and not formula and not rich.runs:
            return
        type_, style = attributes.get("t", "n"), attributes.get("s", "0")
        cell = _cell(self._references, type_, style, value, rich.take(), formula=formula)
        # Excel stores an error and more about it ("vm") for a picture that it shows.
        inserted = type_ == "e" and "vm" in attributes and not formula
        if cell and (self._picture or inserted):
            cell = cell._replace(kind=CellKind.PICTURE)
        self._value, self._formula, self._picture = None, False, False
        self._beyond |= cell is not None and (row > LAST_ROW or column > LAST_COLUMN)
        self._put((row, column), cell)

    def _end_around(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            if self._beyond:
                raise ValueError(f"row {self._row} goes beyond any sheet")
        elif tag == "mergeCell":
            self._merge([attributes.get("ref", "").encode()])
        elif _is_hidden(attributes, "width"):  # a col
            self._package.spend("cells")
            first, last = int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN)
            self.hidden_columns.update(range(max(first, self._hidden_to + 1), last + 1))
            self._hidden_to = max(self._hidden_to, last)


@lru_cache(maxsize=1 << 14)
def _position(name: bytes) -> Position:
    return cell_position(name.decode())


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or too small for anything to be seen in it."""
    return attributes.get("hidden") in TRUE or float(attributes.get(size, _SEEN)) < _SEEN


def _cell(
    references: References,
    type_: str,
    style_index: str,
    value: str | None,
    inline: String | None,
    *,
    formula: bool,
) -> CellValue | None:
    """Return the cell with these attributes and stored value; None if it is blank.

    One whose value is none, or whose string is not there, is broken; the others are read.
    """
    try:
        style = references.styles[style_index]
        string = inline
        if type_ == "s" and value:
            string = references.strings[int(value)]
        elif type_ in _TEXT_TYPES and value is not None:
            string = inline or plain(unescaped(value))
        if string and (string.cell.text or not formula):
            cell = string.within(
                struck=style.struck, level=style.level, unseen=style.unseen, formula=formula
            )
            return _under(style, cell) if cell else None
        if string or not value:
            return CellValue("", CellKind.FORMULA_WITHOUT_RESULT, formula=True) if formula else None
        shown, kind, raw = _scalar(type_, value, style.number_format, references.epoch)
        text, uncertain = shown
        struck, runs = (
            (text,) if style.struck else (),
            ((text, style.level),) if style.level else (),
        )
        return CellValue(text, kind, formula, struck, raw, uncertain, runs, style.unseen)
    except _NO_VALUE:
        return _broken(value, formula=formula)


def _broken(value: str | None, *, formula: bool = False) -> CellValue:
    return CellValue("", CellKind.BROKEN, formula, raw=value)


def _shows_picture(formula: bytes) -> bool:
    """Whether a formula shows a picture, by a function of WPS or of Excel.

    LibreOffice writes those that it does not know in small letters.
    """
    return any(map(formula.__contains__, _PICTURES))


def _under(style: CellFormat, cell: CellValue) -> CellValue:
    """Return a text's cell as its number format shows it: most show the text alone."""
    if style.shows_text_alone:
        return cell
    text, uncertain = number_format(style.number_format).of_text(cell.text)
    return cell._replace(text=text, uncertain=uncertain)


def _scalar(
    type_: str, value: str, code: str, epoch: datetime
) -> tuple[Shown, CellKind, str | float | bool]:
    if type_ == "e":
        return Shown(value), CellKind.ERROR, value
    if type_ == "b":
        truth = value.strip().lower() in TRUE
        return Shown(str(truth).upper()), CellKind.BOOLEAN, truth
    if type_ == "d":
        return Shown(iso_text(value)), CellKind.DATE, value
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value[:20]!r} is no number")
    if code in {"General", "@"}:
        return Shown(general(number)), CellKind.NUMBER, number
    shown = number_format(code)
    if shown.shows_date or shown.shows_time:
        return Shown(shown.moment(number, epoch)), CellKind.DATE, number
    return _shown_number(code, number), CellKind.NUMBER, number


@lru_cache(maxsize=1 << 12)
def _shown_number(code: str, number: float) -> Shown:
    """Return what is seen of a number: a table of counts has few of them, often."""
    return number_format(code).number(number)
