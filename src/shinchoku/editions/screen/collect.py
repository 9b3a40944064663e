"""The Document goes in, sheet by sheet; chapters of headings, texts, tables and cards come out.

What is there for paper alone is gone: free height, heads that are printed again, page numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from shinchoku.editions.screen.known import Known
from shinchoku.editions.screen.parts import (
    Card,
    Chapter,
    Contents,
    Entry,
    Figure,
    Heading,
    Ids,
    Note,
    Pair,
    Part,
    Prose,
    Table,
    Terms,
)
from shinchoku.editions.screen.tables import Naming, Printed, Titled, table
from shinchoku.model import (
    CardSection,
    Cell,
    ContentsSection,
    Document,
    Form,
    FrontSection,
    GoalsSection,
    Row,
    Section,
    TableSection,
)
from shinchoku.model.cards import EntriesCell, LinesCell
from shinchoku.words import Words

_KINDS = {
    FrontSection: "front",
    ContentsSection: "contents",
    TableSection: "table",
    CardSection: "card",
    GoalsSection: "goals",
}
_TITLES = {"title", "contents_title", "cover_title", "divider_title"}
_RANKS = {  # of headings, one within the other
    "title": 0, "heading": 1, "label": 2, "division": 3, "plan": 4, "subplan": 5, "related": 6,
    "band": 7, "subband": 8,
}  # fmt: skip
_TOP, _DEEPEST = 2, 6  # levels of headings


def chapters(document: Document, known: Known, say: Words) -> list[Chapter]:
    """Return the chapters of a report."""
    numbers = count(1)
    return [_Collecting(section, known, say, numbers).chapter() for section in document.sections]


class _Collecting:
    """Collects what one sheet says."""

    def __init__(self, section: Section, known: Known, say: Words, numbers: Iterator[int]) -> None:
        specs = known.definition.sections
        self._spec = next(each for each in specs if each.id == section.part_of)
        self._section = section
        self._known = known
        self._say = say
        self._numbers = numbers  # of tables and figures
        self._kind = _kind(self._spec)
        self._forms = list(known.forms_of(section.part_of))
        self._parts: list[Part] = []
        self._ids: list[str] = []  # of what comes next
        self._given: Ids = ()  # those that are given already
        self._ranks: list[int] = []
        self._rows: list[Printed] = []  # of a table that goes on
        self._heads: list[Printed] = []  # of the last one
        self._lines: list[Entry] = []
        self._said, self._times = "", 0  # the last heading, and the tables below it
        self._captions: list[str] = []  # what stands above a sample
        self._card: Card | None = None
        self._top = self._find_top()

    def chapter(self) -> Chapter:
        """Return it whole."""
        section = self._section
        if self._top is None:
            first = section.blocks[0].anchors
            self._given = tuple(each for each in first if each == section.part_of)
            self._add(Heading(_TOP, section.sheet, self._given))
            self._said = section.sheet
        for block in section.blocks:
            self._ids += [each for each in block.anchors if each not in self._given]
            for row in block.rows:
                self._row(row, is_alone=block.flows)
        self._close()
        self._end_contents()
        head = section.sheet, section.running_title
        ids, is_turned = self._take_ids(), section.paper.turned
        return Chapter(section.id, self._kind, *head, self._parts, ids, is_turned)

    def _find_top(self) -> Row | None:
        """Return the row that says what the whole sheet is; None where none does."""
        rows = [row for block in self._section.blocks for row in block.rows if row.kind != "space"]
        texts = [row for row in rows if row.kind == "text" and row.cells]
        named = (row for row in texts if row.cells[0].style in _TITLES)
        if found := next(named, None):
            return found
        first = rows[0] if rows else None
        if first and first.cells and first.cells[0].text:
            style = first.cells[0].style
            if style == "heading" or (style == "division" and self._is_split):
                return first
        return None

    @property
    def _is_split(self) -> bool:
        return isinstance(self._spec, TableSection) and bool(self._spec.split)

    # ------------------------------------------------------------ row by row

    def _row(self, row: Row, *, is_alone: bool) -> None:
        match row.kind:
            case "space":
                self._close()
            case "chart":
                self._chart(row)
            case "title":
                self._title(row)
            case "text":
                self._text(row)
            case "footnote":
                self._note(row.cells[0])
            case "header":
                self._header(row)
            case "band":
                self._band(row)
            case _:
                self._rows.append(Printed(row, self._take_ids(), is_alone))

    def _add(self, part: Part) -> None:
        if self._card and isinstance(part, Table | Prose):
            self._card.parts.append(part)
        else:
            self._parts.append(part)

    def _take_ids(self) -> Ids:
        ids, self._ids = tuple(self._ids), []
        return ids

    def _heading(self, row: Row, style: str) -> Heading:
        """Return a heading, one level below what it stands in."""
        text = row.cells[0].text
        self._said, self._times = text, 0
        if row is self._top:
            return Heading(_TOP, text, self._take_ids())
        rank = _RANKS[style]
        while self._ranks and self._ranks[-1] >= rank:
            self._ranks.pop()
        self._ranks.append(rank)
        return Heading(min(_TOP + len(self._ranks), _DEEPEST), text, self._take_ids())

    def _title(self, row: Row) -> None:
        self._close()
        style = row.cells[0].style
        if self._kind == "text":
            self._captions.append(row.cells[0].text)
            return
        heading = self._heading(row, style)
        if self._kind == "card":
            self._card = Card(heading, (), [])
            self._parts.append(self._card)
        else:
            self._add(heading)

    def _text(self, row: Row) -> None:
        styles = {cell.style.partition("@")[0] for cell in row.cells}
        if not styles or "callout" in styles:  # they stand above the heads of a sample
            self._rows.append(Printed(row))
            return
        self._close()
        cell = row.cells[0]
        if cell.link:
            self._lines.append(Entry(cell.text, cell.link, cell.style == "contents_part"))
        elif row is self._top or cell.style in {"title", "heading", "label"}:
            self._add(self._heading(row, cell.style if cell.style in _RANKS else "title"))
        else:
            self._add(Prose(cell.style, cell.text, self._take_ids()))

    def _end_contents(self) -> None:
        if self._lines:
            self._parts.append(Contents(tuple(self._lines)))

    def _chart(self, row: Row) -> None:
        self._close()
        if row.chart:
            self._add(Figure(row.chart, next(self._numbers)))

    # ------------------------------------------------------------ tables

    def _header(self, row: Row) -> None:
        if any(printed.row.kind not in {"header", "text"} for printed in self._rows):
            self._close()
        self._rows.append(Printed(row, self._take_ids()))

    def _band(self, row: Row) -> None:
        """A band divides a table; what stands above one, or over several bands, is a heading."""
        style = row.cells[0].style
        has_heads = any(printed.row.kind == "header" for printed in self._rows)
        if style != "related" and has_heads:
            self._rows.append(Printed(row, self._take_ids()))
            return
        self._close()
        self._add(self._heading(row, style if style in _RANKS else "band"))
        if has_heads:
            self._rows = [*self._heads]

    def _close(self) -> None:
        """End the table that goes on, if one does."""
        rows, self._rows = self._rows, []
        heads = [printed for printed in rows if printed.row.kind == "header"]
        ids = tuple(id_ for printed in heads for id_ in printed.ids)
        self._heads = [Printed(printed.row) for printed in heads]
        body = [printed for printed in rows if printed.row.kind in {"body", "tile", "band"}]
        if ids and not body:
            self._ids = [*ids, *self._ids]
        if not body:
            return
        if self._card:
            self._end_card(self._card, rows)
        elif heads:
            self._add(self._table(rows, self._naming(rows)))
        else:
            self._add(Terms(tuple(printed.row for printed in body)))

    def _table(self, rows: Sequence[Printed], naming: Naming, caption: str = "") -> Table:
        self._times += 1
        said, captions = caption or self._said, self._captions
        if captions:
            said, self._captions = "\n".join(captions), []
        elif self._times > 1 and not caption:
            said = self._say("screen.caption.more", text=said, number=self._times)
        titled = Titled(f"t{next(self._numbers)}", said, bool(captions or caption))
        return table(titled, rows, self._section.widths, naming, self._known)

    def _naming(self, rows: Sequence[Printed]) -> Naming:
        """Return which columns name the rows of a form's table, or of a sample of one."""
        is_sample = self._kind == "text" and any(printed.row.kind == "text" for printed in rows)
        tokens = {cell.merge for printed in rows for cell in printed.row.cells}
        if "header:cross" in tokens or not (self._kind == "table" or is_sample):
            return Naming()
        form = self._forms.pop(0) if is_sample and len(self._forms) > 1 else self._forms[0]
        return self._of(form, [column.id for column in form.grid])

    def _of(self, form: Form, columns: Sequence[str]) -> Naming:
        return Naming(columns=columns, named=self._known.naming(form), form=form.id)

    def _note(self, cell: Cell) -> None:
        """Put a note to the table above it; it is numbered where it is about one of its rows."""
        self._close()
        last = self._parts[-1] if self._parts else None
        if not isinstance(last, Table):
            self._add(Prose("footnote", cell.text))
            return
        entry = self._known.entry_of(cell.key)
        lines = (line for group in last.groups for line in group if line.entry == entry)
        line = next(lines, None) if entry else None
        number = sum(note.number > 0 for note in last.notes) + 1 if line else 0
        if line:
            line.notes.append(number)
        last.notes.append(Note(cell, number, entry))

    # ------------------------------------------------------------ cards

    def _end_card(self, card: Card, rows: Sequence[Printed]) -> None:
        """Put the rows of a card into it: pairs of labels and values, and tables between them."""
        pairs: list[Pair] = []
        rest = list(rows)
        while rest:
            if rest[0].row.kind == "header":
                ends = (n for n, each in enumerate(rest) if n and _is_below(each))
                end = next(ends, len(rest))
                self._end_pairs(card, pairs, self._beside(rest[0].row))
                pairs = []
                self._card_table(card, rest[:end])
                rest = rest[end:]
            else:
                pairs += _pairs(rest.pop(0).row)
        self._end_pairs(card, pairs, [])

    def _end_pairs(self, card: Card, pairs: list[Pair], beside: Sequence[Cell]) -> None:
        pairs = [*pairs, *(Pair(None, [cell]) for cell in beside if not _is_label(cell))]
        if pairs:
            card.parts.append(pairs)
        found = (self._known.entry_of(v.key) for pair in pairs for v in pair.values)
        card.entries = tuple(dict.fromkeys((*card.entries, *filter(None, found))))

    @staticmethod
    def _beside(row: Row) -> list[Cell]:
        """Return the cells that stand beside a card's table, over all of its rows."""
        return [cell for cell in row.cells if cell.merge]

    def _card_table(self, card: Card, rows: Sequence[Printed]) -> None:
        beside = self._beside(rows[0].row)
        tokens = {cell.merge for cell in beside}
        own = [
            Printed(
                printed.row._replace(
                    cells=tuple(c for c in printed.row.cells if c.merge not in tokens)
                ),
                printed.ids,
            )
            for printed in rows
        ]
        labels = [cell.text for cell in beside if _is_label(cell) and cell.text]
        caption = "\n".join(labels) or card.heading.text
        card.parts.append(self._table(own, self._card_naming(own), caption))

    def _card_naming(self, rows: Sequence[Printed]) -> Naming:
        """Return which columns name the rows of a card's table: it is known by its heads."""
        assert isinstance(self._spec, CardSection)  # noqa: S101 - no other has cards
        heads = [cell.text for cell in rows[0].row.cells]
        for cell in (cell for row in self._spec.grid for cell in row):
            if isinstance(cell, LinesCell | EntriesCell):
                form = self._known.definition.form(cell.form_id)
                if [form.column(name).header for name in cell.columns] == heads:
                    return self._of(form, cell.columns)
        return Naming()


def _kind(spec: object) -> str:
    """Return what kind of chapter a section is; a cover stands before no part of the report."""
    if isinstance(spec, FrontSection) and spec.parts[0].style.startswith("cover"):
        return "cover"
    return _KINDS.get(type(spec), "text")


def _is_below(printed: Printed) -> bool:
    """Whether a row is no more of the table above it, on a card."""
    return printed.is_alone or printed.row.kind == "header"


def _is_label(cell: Cell) -> bool:
    return cell.style.startswith("header")


def _pairs(row: Row) -> Iterator[Pair]:
    """Yield the labels of a card's row, each with what stands between it and the next."""
    pair: Pair | None = None
    for cell in row.cells:
        if _is_label(cell) or pair is None:
            if pair:
                yield pair
            pair = Pair(cell, []) if _is_label(cell) else Pair(None, [cell])
        else:
            pair.values.append(cell)
    if pair:
        yield pair
