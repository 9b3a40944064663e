"""A measured document goes in; its pages, with every number and every placement, come out.

Each page is fitted as it will stand, repeated headers and repeated texts of merged cells included,
before it is accepted: nothing grows afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import count

from shinchoku.failures import LayoutError
from shinchoku.layout.measure import Ruler, divide_tall, merged_runs
from shinchoku.layout.placed_charts import placed_charts
from shinchoku.layout.shears import Shears, divided, with_cell
from shinchoku.model import (
    Anchor,
    Block,
    Cell,
    Document,
    Opening,
    Page,
    PagedDocument,
    PagedSection,
    Placement,
    Row,
    Section,
    Theme,
)
from shinchoku.paper.page import usable_height_pt, usable_width_mm, width_mm
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name

_HEADING_KINDS = {"title", "band", "header"}
_NOTHING_OPENS = 1_000  # deeper than any outline


class Break(IntEnum):
    """How well a page may end before a row.

    Of the best that fit, the page ends before the one highest in the outline, then at the latest.
    """

    DEMANDED = 0
    BETWEEN_BLOCKS = 1
    AVOIDED = 2
    INSIDE_BLOCK = 3
    INSIDE_MERGED = 4
    AFTER_HEADING = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A row in the flow of its section, with what a page that begins at it needs to know."""

    row: Row
    before: Break
    header: tuple[Row, ...]
    anchors: tuple[str, ...]
    opens: Opening | None
    flows: bool
    begun: Mapping[int, str]  # column -> the text of a merged cell that began above


def paginate(document: Document, theme: Theme, *, continued_mark: str) -> PagedDocument:
    """Flow every section into pages, number them, and fix where each text stands.

    `continued_mark` is appended where a merged cell that is `continued` is shown again. Raises
    LayoutError for an unknown or a double anchor, for columns wider than the page, and for a
    section without rows.
    """
    blocks = (block for section in document.sections for block in section.blocks)
    names = Counter(name for block in blocks for name in block.anchors if name)
    if twice := [name for name, times in names.items() if times > 1]:
        raise LayoutError(f"stands twice: {', '.join(sorted(twice))}")
    numbers = count(1)
    sections = [_paged(section, theme, continued_mark, numbers) for section in document.sections]
    anchors = _anchors(sections)
    sections = [_resolved(section, anchors) for section in sections]
    placements = tuple(place for section in sections for place in _placements(section))
    return PagedDocument(
        title=document.title,
        sections=tuple(sections),
        placements=placements,
        anchors=tuple(anchors.values()),
        charts=tuple(placed_charts(sections, placements)),
    )


def _paged(section: Section, theme: Theme, mark: str, numbers: Iterator[int]) -> PagedSection:
    if not any(block.rows for block in section.blocks):
        raise LayoutError(f"section {section.id!r} has no rows")
    theme = theme.on(section.paper).with_table(section.table)
    wide_mm, room_mm = width_mm(section.widths, theme), usable_width_mm(theme)
    if wide_mm > room_mm:
        raise LayoutError(f"section {section.id!r}: {wide_mm:.1f} mm wide, {room_mm:.1f} fit")
    pages = _Flow(section, theme, mark).pages()
    return PagedSection(
        id=section.id,
        part_of=section.part_of,
        sheet=section.sheet,
        widths=section.widths,
        pages=tuple(replace(p, number=next(numbers)) if section.numbered else p for p in pages),
        table=section.table,
        running_title=section.running_title,
        paper=section.paper,
    )


# ---------------------------------------------------------------- from rows to pages


class _Flow:
    """One section's rows on their way into pages."""

    def __init__(self, section: Section, theme: Theme, mark: str) -> None:
        self._mark = mark
        self._room_pt = usable_height_pt(theme)
        self._ruler = Ruler(section.widths, theme)
        repeated = ((*block.within, *block.header) for block in section.blocks)
        limit_pt = self._room_pt - max(map(_height_pt, repeated))
        self._strips = _strips(Shears(self._ruler, limit_pt, mark).cut(section.blocks))

    def pages(self) -> Iterator[Page]:
        """Yield the pages, not yet numbered."""
        start = 0
        while start < len(self._strips):
            self._fill(start)
            stop, rows = self._best(start)
            yield self._page(start, stop, rows)
            start = self._after_spaces(stop)

    def _after_spaces(self, start: int) -> int:
        """Return the next strip that is no space: at the top of a page it would look torn."""
        for index, strip in enumerate(self._strips[start:], start):
            if strip.row.kind != "space" or strip.anchors:
                return index
        return len(self._strips)

    def _fill(self, start: int) -> None:
        """Cut the row in which a page would end, if it flows: what has room of it stays there."""
        height_pt = _height_pt(self._header(start))
        for index in range(start, len(self._strips)):
            strip = self._strips[index]
            if index > start and strip.before is Break.DEMANDED:
                return
            height_pt += strip.row.height_pt
            if height_pt > self._room_pt:
                if strip.flows:
                    self._divide(start, index)
                return

    def _divide(self, start: int, index: int) -> None:
        """Cut a row at the end of the page that begins with `start`."""
        above = self._rows(start, index) if index > start else self._header(start)
        strip, room_pt = self._strips[index], self._room_pt - _height_pt(above)
        pair = divided(self._ruler, strip.row, room_pt, must=index == start)
        if pair is None:
            return
        merged = (cell for cell in strip.row.cells if cell.merge)
        begun = {cell.column: strip.begun.get(cell.column, cell.text) for cell in merged}
        rest = replace(
            strip, row=pair[1], before=Break.BETWEEN_BLOCKS, anchors=(), opens=None, begun=begun
        )
        self._strips[index : index + 1] = [replace(strip, row=pair[0]), rest]

    def _best(self, start: int) -> tuple[int, tuple[Row, ...]]:
        """Return the strip that the next page begins with, and the rows of this one, fitted."""
        for stop in self._stops(start):
            rows = self._rows(start, stop)
            if _height_pt(rows) <= self._room_pt:
                return stop, rows
        raise LayoutError(f"a row of {_height_pt(rows)} pt where {self._room_pt:.2f} can be used")

    def _stops(self, start: int) -> list[int]:
        """Return where a page may end, the best place first, those surely too far left out."""
        stops: list[int] = []
        ranks: dict[int, tuple[Break, int, int]] = {}
        height_pt = _height_pt(self._header(start))
        for stop in range(start + 1, len(self._strips) + 1):
            # Fitting only makes rows higher, so what is too high before it need not be tried.
            height_pt += self._strips[stop - 1].row.height_pt
            if stops and height_pt > self._room_pt:
                break
            stops.append(stop)
            ranks[stop] = self._before(stop), self._depth(stop, height_pt), -stop
            if self._before(stop) is Break.DEMANDED:
                break
        return sorted(stops, key=ranks.__getitem__)

    def _before(self, stop: int) -> Break:
        return self._strips[stop].before if stop < len(self._strips) else Break.DEMANDED

    def _depth(self, stop: int, height_pt: float) -> int:
        """Return how deep in the outline it is what a page of this height would end before."""
        opens = self._strips[stop].opens if stop < len(self._strips) else None
        if opens and height_pt >= self._room_pt * (1 - opens.early_end):
            return opens.depth
        return _NOTHING_OPENS

    def _header(self, start: int) -> tuple[Row, ...]:
        return self._strips[start].header if start else ()

    def _rows(self, start: int, stop: int) -> tuple[Row, ...]:
        """Return the rows of the page that shows strips[start:stop], fitted."""
        rest = (strip.row for strip in self._strips[start + 1 : stop])
        return self._ruler.fit_merged((*self._header(start), self._opening(start), *rest))

    def _opening(self, start: int) -> Row:
        """Return a page's first row, the merged cells that go on in it with their texts."""
        strip = self._strips[start]
        texts = (strip.begun.get(cell.column) for cell in strip.row.cells)
        cells = map(self._reopened, strip.row.cells, texts)
        return strip.row._replace(cells=tuple(cells))

    def _reopened(self, cell: Cell, text: str | None) -> Cell:
        if text is None:
            return cell
        mark = self._mark if cell.continued and text else ""
        return cell._replace(text=text + mark, key=None)

    def _page(self, start: int, stop: int, rows: Sequence[Row]) -> Page:
        header_rows = len(rows) - (stop - start)
        none: list[tuple[str, ...]] = [()] * header_rows
        anchored = none + [strip.anchors for strip in self._strips[start:stop]]
        printed: list[Row] = []
        anchors: dict[str, int] = {}
        for index, (row, names) in enumerate(zip(_shown_once(rows), anchored, strict=True)):
            anchors |= dict.fromkeys(names, len(printed))
            printed += divide_tall(row, f"tall row {index}")
        return Page(number=None, rows=tuple(printed), anchors=anchors)


def _strips(blocks: Sequence[Block]) -> list[Strip]:
    """Return the rows of all blocks as strips."""
    found: list[Strip] = []
    begun = iter(_begun([row for block in blocks for row in block.rows]))
    for block, before in zip(blocks, _breaks(blocks), strict=True):
        own_header = max((i for i, r in enumerate(block.rows) if r.kind == "header"), default=-1)
        for index, row in enumerate(block.rows):
            found.append(
                Strip(
                    row=row,
                    before=_break_inside(block, index) if index else before,
                    header=(*block.within, *(block.header if index > own_header else ())),
                    anchors=() if index else block.anchors,
                    opens=None if index else block.opens,
                    flows=block.flows,
                    begun=next(begun),
                )
            )
    return found


def _begun(rows: Sequence[Row]) -> list[dict[int, str]]:
    """Return, of each row, the texts of the merged cells that began above it, by their columns."""
    begun: list[dict[int, str]] = [{} for _ in rows]
    for run in merged_runs(rows):
        for index in range(run.first + 1, run.stop):
            begun[index][run.cell.column] = run.cell.text
    return begun


def _breaks(blocks: Sequence[Block]) -> list[Break]:
    """Return how well a page may end before each block.

    A break that is demanded before a row is made before the headings above it.
    """
    found = [_break_at(*pair) for pair in zip(blocks, [None, *blocks], strict=False)]
    for index in range(len(blocks) - 1, 0, -1):
        if found[index] is Break.DEMANDED and blocks[index - 1].keep_with_next:
            found[index - 1 : index + 1] = Break.DEMANDED, Break.AFTER_HEADING
    return found


def _break_at(block: Block, previous: Block | None) -> Break:
    if block.page_break == "before":
        return Break.DEMANDED
    if previous is not None and previous.keep_with_next:
        return Break.AFTER_HEADING
    return Break.AVOIDED if block.page_break == "avoid" else Break.BETWEEN_BLOCKS


def _break_inside(block: Block, index: int) -> Break:
    above, below = block.rows[index - 1], block.rows[index]
    if above.kind in _HEADING_KINDS:
        return Break.AFTER_HEADING
    merged = {(cell.column, cell.merge) for cell in above.cells if cell.merge}
    if any((c.column, c.merge) in merged and not c.continued for c in below.cells):
        return Break.INSIDE_MERGED
    return Break.INSIDE_BLOCK


def _shown_once(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with each merged cell's text and key in its first cell alone."""
    shown = list(rows)
    for run in merged_runs(rows):
        if run.rows > 1:
            shown[run.first] = with_cell(shown[run.first], run.cell)
            for index in range(run.first + 1, run.stop):
                shown[index] = with_cell(shown[index], run.cell.blank)
    return shown


def _height_pt(rows: Iterable[Row]) -> float:
    return sum(row.height_pt for row in rows)


# ---------------------------------------------------------------- where everything stands


def _anchors(sections: Iterable[PagedSection]) -> dict[str, Anchor]:
    found: dict[str, Anchor] = {}
    for section in sections:
        for page, first_row in _pages_from(section):
            for name, index in page.anchors.items():
                cell = cell_name(first_row + index, 1)
                found[name] = Anchor(name, section.sheet, cell, page.number)
    return found


def _pages_from(section: PagedSection) -> Iterator[tuple[Page, int]]:
    """Yield each page with the row of the sheet that it begins at, the first row being 1."""
    first_row = 1
    for page in section.pages:
        yield page, first_row
        first_row += len(page.rows)


def _resolved(section: PagedSection, anchors: Mapping[str, Anchor]) -> PagedSection:
    """Return the section with page numbers where a cell asks for them."""

    def resolved(cell: Cell) -> Cell:
        for name in filter(None, (cell.page_of, cell.link)):
            if name not in anchors:
                raise LayoutError(f"{section.id}: nothing is named {name!r}")
        if not cell.page_of:
            return cell
        number = anchors[cell.page_of].page
        return cell._replace(text="" if number is None else str(number))

    def row_resolved(row: Row) -> Row:
        if not any(cell.page_of or cell.link for cell in row.cells):
            return row
        return row._replace(cells=tuple(map(resolved, row.cells)))

    pages = (replace(p, rows=tuple(map(row_resolved, p.rows))) for p in section.pages)
    return replace(section, pages=tuple(pages))


def _placements(section: PagedSection) -> Iterator[Placement]:
    for page, first_row in _pages_from(section):
        for index, row in enumerate(page.rows, first_row):
            for cell in row.cells:
                if cell.text:
                    name = cell_name(index, cell.column + 1)
                    yield Placement(
                        section.part_of, section.sheet, name, page.number, cell.text, cell.key
                    )
