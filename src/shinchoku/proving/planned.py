"""A report workbook goes in; what should be printed of it comes out: pages, entries and texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from shinchoku.normal import canonical
from shinchoku.paper.fonts import without_glyph
from shinchoku.proving.beside_cells import chart_texts, running_title
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_TOLERANCE_PT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """A page between two breaks of a sheet; `number` None has no footer."""

    sheet: str
    first_row: int  # 1-based
    last_row: int
    number: int | None
    rows: tuple[tuple[str, ...], ...]  # the texts of each row's cells, in reading order
    head: str = ""  # its running title
    charted: tuple[str, ...] = ()  # what is written in its charts

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its cells, in reading order."""
        return tuple(text for row in self.rows for text in row)

    @property
    def first_text(self) -> str:
        """What stands first on it."""
        return next(iter(self.texts), "")

    @property
    def whole(self) -> str:
        """All that is printed on it, its number aside."""
        return "".join((self.head, *self.texts, *self.charted))

    def has(self, place: tuple[str, int]) -> bool:
        """Whether a row of a sheet is on it."""
        sheet, row = place
        return sheet == self.sheet and self.first_row <= row <= self.last_row

    def text_at(self, row: int) -> str:
        """Return what stands first in a row or below it on this page."""
        return next((text for texts in self.rows[row - self.first_row :] for text in texts), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """A line of the contents page: the cell with a page number, and what it links to.

    `depth` is 1 for one below a part of the contents, which is set in bold.
    """

    sheet: str
    cell: str
    text: str
    number: int
    heading: str  # what the linked row says
    target: tuple[str, int]  # that row: sheet, number
    depth: int = 0


def planned_pages(book: Workbook) -> tuple[PlannedPage, ...]:
    """Return the pages that the page breaks of all sheets make, in order."""
    return tuple(page for sheet in book for page in _pages_of(sheet))


def _pages_of(sheet: Worksheet) -> Iterator[PlannedPage]:
    rows = [tuple(str(c.value) for c in row if c.value is not None) for row in sheet.iter_rows()]
    rows += [()] * (_printed_rows(sheet) - len(rows))
    ends = [*(found.id for found in sheet.row_breaks.brk), len(rows)]
    begins = [0, *ends[:-1]]
    numbered = bool(sheet.page_setup.useFirstPageNumber)
    first = sheet.page_setup.firstPageNumber or 1
    head, drawn = running_title(sheet), tuple(chart_texts(sheet))
    for index, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        yield PlannedPage(
            sheet=sheet.title,
            first_row=begin + 1,
            last_row=end,
            number=first + index if numbered else None,
            rows=tuple(rows[begin:end]),
            head=head,
            charted=tuple(text for row, text in drawn if begin < row <= end),
        )


def _printed_rows(sheet: Worksheet) -> int:
    """Return the last row of the print area."""
    return int(str(sheet.print_area).rpartition("$")[2])


def contents_entries(book: Workbook) -> tuple[ContentsLine, ...]:
    """Return the rows whose last link is a number."""
    found: list[ContentsLine] = []
    is_below = False
    for sheet in book:
        for row in sheet.iter_rows():
            links = [(cell, str(cell.hyperlink.location)) for cell in row if cell.hyperlink]
            if links and str(links[-1][0].value).isdecimal():
                last, location = links[-1]
                name = next(cell for cell in row if cell.value is not None)
                is_below |= (is_part := bool(name.font.bold))
                place = _place(location)
                entry = ContentsLine(
                    sheet=sheet.title,
                    cell=last.coordinate,
                    text=" ".join(str(name.value).split()),
                    number=int(str(last.value)),
                    heading=_heading_at(book, place),
                    target=place,
                    depth=int(is_below and not is_part),
                )
                found.append(entry)
    return tuple(found)


def _place(location: str) -> tuple[str, int]:
    """Return the sheet and the row of a cell named as links name it."""
    name, _, cell = location.rpartition("!")
    return name.strip("'").replace("''", "'"), int(re.sub(r"\D", "", cell))


def _heading_at(book: Workbook, place: tuple[str, int]) -> str:
    """Return the first text in a row."""
    sheet, row = place
    return next((str(c.value) for c in book[sheet][row] if c.value is not None), "")


def heading_sought(heading: str, planned: Iterable[PlannedPage]) -> Callable[[str], bool]:
    """Return what says whether a printed page, its text made canonical, shows a heading.

    A page that only says what goes on there begins with the heading and a mark.
    """
    sought = canonical(heading)
    begins = {canonical(page.first_text) for page in planned}
    going_on = [text for text in begins if text.startswith(sought) and text != sought]

    def shows(text: str) -> bool:
        return sought in reduce(lambda rest, each: rest.replace(each, ""), going_on, text)

    return shows


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the height that it has; columns and rows count from 0."""

    sheet: str
    row: int
    column: int
    columns: int
    look: int  # number of its format
    font: str
    text: str
    height_pt: float

    @property
    def cell(self) -> str:
        """The cell's name."""
        return cell_name(self.row + 1, self.column + 1)


class PrintedTexts:
    """The texts of a workbook, as `proof_office` is asked to measure them."""

    def __init__(self, book: Workbook) -> None:
        self._texts: list[Text] = []
        self._rows: dict[str, dict[int, Text]] = {}  # of the unmerged ones: the rows they are in
        self._groups: dict[tuple[int, tuple[float, ...]], list[Text]] = {}
        for sheet in book:
            self._rows[sheet.title] = {}
            for text, widths in self._read(sheet):
                self._texts.append(text)
                if widths:
                    self._groups.setdefault((text.look, widths), []).append(text)
                else:
                    self._rows[sheet.title].setdefault(text.row, text)

    def __len__(self) -> int:
        """Count the heights that are compared."""
        return sum(map(len, (*self._rows.values(), *self._groups.values())))

    def _read(self, sheet: Worksheet) -> Iterator[tuple[Text, tuple[float, ...]]]:
        """Yield each text, with the widths of its columns if it is merged."""
        merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        widths = _column_widths(sheet)
        usual_pt = sheet.sheet_format.defaultRowHeight  # which is not said again of its rows
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            area = merged.get((cell.row, cell.column))
            last_row, last = (area.max_row, area.max_col) if area else (cell.row, cell.column)
            rows = range(cell.row, last_row + 1)
            text = Text(
                sheet=sheet.title,
                row=cell.row - 1,
                column=cell.column - 1,
                columns=last - cell.column + 1,
                look=cell.style_id,
                font=str(cell.font.name),
                text=str(cell.value),
                height_pt=sum(sheet.row_dimensions[at].height or usual_pt for at in rows),
            )
            yield text, tuple(widths[cell.column - 1 : last]) if area else ()

    @property
    def fonts(self) -> set[str]:
        """The names of the fonts that they are in."""
        return {text.font for text in self._texts}

    def without_glyphs(self) -> Iterator[tuple[Text, str]]:
        """Yield each text whose font cannot print all of it, and the characters it lacks."""
        for text in self._texts:
            if missing := without_glyph(text.text, text.font):
                yield text, "".join(missing)

    @property
    def asked(self) -> str:
        """What `proof_office` reads."""
        groups = [
            {
                "sheet": texts[0].sheet,
                "row": texts[0].row,
                "column": texts[0].column,
                "columns": texts[0].columns,
                "texts": [text.text for text in texts],
            }
            for texts in self._groups.values()
        ]
        rows = {sheet: sorted(texts) for sheet, texts in self._rows.items()}
        return json.dumps({"rows": rows, "merged": groups})

    def low(self, said: Mapping[str, Any]) -> Iterator[tuple[Text, float]]:
        """Yield each text that has less height than `proof_office` measured, and that height."""
        for sheet, heights in said["rows"].items():
            texts = self._rows[sheet]
            yield from _lower((texts[row] for row in sorted(texts)), heights)
        for group, heights in zip(self._groups.values(), said["merged"], strict=True):
            yield from _lower(group, heights)


def _column_widths(sheet: Worksheet) -> list[float]:
    """Return the widths of all columns; in the file, like neighbours share an entry."""
    widths = [0.0] * sheet.max_column
    for entry in sheet.column_dimensions.values():
        first, last = int(entry.min or 1), int(entry.max or 1)
        widths[first - 1 : last] = [entry.width] * (min(last, len(widths)) - first + 1)
    return widths


def _lower(texts: Iterable[Text], needed: Sequence[float]) -> Iterator[tuple[Text, float]]:
    for text, needed_pt in zip(texts, needed, strict=True):
        if needed_pt > text.height_pt + _TOLERANCE_PT:
            yield text, needed_pt
