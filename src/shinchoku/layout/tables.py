"""The long tables of the report as blocks: a form's tree walked in printed order.

Bars stand above a table, bands inside it, stubs are its first columns; a cross table stands in the
flow, as one node's body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import field, replace

from shinchoku.layout.citations import cross_blocks
from shinchoku.layout.shown import Shown, style_of
from shinchoku.layout.summaries import bar_row, space
from shinchoku.layout.totals import TotalRows
from shinchoku.model import (
    Block,
    Cell,
    Child,
    CitationsSection,
    Column,
    Definition,
    Entry,
    Form,
    Heading,
    Key,
    LevelPrint,
    Line,
    Merged,
    Node,
    NodePath,
    Opening,
    PageBreak,
    Row,
    TableSection,
    owner_of,
)
from shinchoku.model.cards import ENTRY
from shinchoku.records import dataclass

_TABLE_GAP_PT = 9.0  # above the bar of a further table
_BAR_GAP_PT = 4.5
_STRONG_BARS = 2  # further ones are set lighter


def header_rows(columns: Sequence[Column | LevelPrint]) -> tuple[Row, ...]:
    """Return the header: two rows where neighbours share a parent, else one."""
    if not any(column.parent for column in columns):
        cells = [
            Cell(column=index, text=column.header, style="header")
            for index, column in enumerate(columns)
        ]
        return (Row(kind="header", cells=tuple(cells)),)
    upper: list[Cell] = []
    lower: list[Cell] = []
    for index, column in enumerate(columns):
        if not column.parent:
            token = f"header:{column.id}"
            upper.append(Cell(column=index, text=column.header, style="header", merge=token))
            lower.append(Cell(column=index, style="header", merge=token))
            continue
        lower.append(Cell(column=index, text=column.header, style="header"))
        if index == 0 or columns[index - 1].parent != column.parent:
            span = sum(1 for _ in _run(columns[index:], column.parent))
            upper.append(Cell(column=index, text=column.parent, style="header", span=span))
    return (Row(kind="header", cells=tuple(upper)), Row(kind="header", cells=tuple(lower)))


def _run(columns: Sequence[Column | LevelPrint], parent: str) -> Iterator[Column | LevelPrint]:
    for column in columns:
        if column.parent != parent:
            return
        yield column


# ---------------------------------------------------------------- one sheet of a form's tables


_Printed = tuple[Node, LevelPrint | None]


@dataclass(slots=True)
class Tables:
    """Lays out one sheet of a form's tables; `blocks` grows as the tree is walked.

    `listed` is the level whose nodes the contents page lists, or that of the entries themselves:
    the first block of each is named. `citations` are the cross tables that stand as a node's body,
    `ends` the nodes whose totals do not stand on a later sheet.
    """

    definition: Definition
    merged: Merged
    section: TableSection
    listed: str = ""
    citations: Sequence[CitationsSection] = ()
    ends: Collection[str] | None = None
    blocks: list[Block] = field(default_factory=list)
    form: Form = field(init=False)
    header: tuple[Row, ...] = field(init=False)
    _shown: Shown = field(init=False)
    _totals: TotalRows = field(init=False)
    _anchors: list[str] = field(default_factory=list)  # of the next block
    _bands: list[_Printed] = field(default_factory=list)  # not laid out yet
    _begun: list[_Printed] = field(default_factory=list)  # stubs that begin with the next row
    _noted: list[Entry] = field(default_factory=list)  # since the header
    _within: tuple[Row, ...] = ()  # names the bar that what comes next is under
    _header_is_due: bool = True
    _under_bar: bool = True  # nothing, or a bar, stands above

    def __post_init__(self) -> None:
        self.form = self.definition.form(self.section.form_id)
        self.header = header_rows(self.form.grid)
        self._shown = Shown(self.definition, self.merged, self.form)
        given = self.definition, self.merged, self.section, self._stub_cells, self.ends
        self._totals = TotalRows(*given)

    def lay(self, children: Sequence[Child]) -> None:
        """Lay out everything."""
        self._walk(children, ())
        self._sum_up(())
        self._end_table()

    def _walk(self, children: Sequence[Child], path: NodePath) -> None:
        for child in children:
            if isinstance(child, Node):
                self._node(child, path)
            else:
                self._flush()
                self._row_block(child, path)

    def _node(self, node: Node, path: NodePath) -> None:
        outside = self._within
        if node.level == self.listed:
            self._anchors.append(f"{self.section.id}:{node.id}")
        print_ = self.form.level_print(node.level)
        if print_ and print_.kind == "bar":
            self._bar(node, print_)
        elif print_ and print_.kind == "band":
            self._bands.append((node, print_))
        else:
            self._begun.append((node, print_))
        for section in self.citations:
            if section.at == node.id:
                self._cross(node, section)
        self._walk(node.children, (*path, node))
        self._sum_up((*path, node))
        self._within = outside

    def _add(self, block: Block) -> None:
        anchors = tuple(self._anchors)
        self._anchors = []
        self.blocks.append(replace(block, anchors=anchors, within=self._within))
        self._under_bar = False

    # ------------------------------------------------------------ bars and bands

    def _bar(self, node: Node, print_: LevelPrint) -> None:
        """A bar ends the table above it."""
        self._end_table()
        if not self._under_bar:
            self.blocks.append(
                Block(
                    rows=(space(_TABLE_GAP_PT),),
                    opens=self._opening_below(node),
                    keep_with_next=True,
                )
            )
        text, style = print_.text.fill(node.words), self._bar_style(print_)
        row = bar_row(text, style, len(self.form.grid))
        if style != "subplan":  # that of a plan that goes on says whose it is
            self._within = ()
        self._add(
            Block(rows=(row, space(_BAR_GAP_PT)), keep_with_next=True, page_break=node.page_break)
        )
        self._under_bar = self._header_is_due = True
        self._within = (self._going_on(text),)

    def _going_on(self, text: str) -> Row:
        """Return what a page begins with on which this bar's table goes on."""
        text += self.definition.texts.continued
        cell = Cell(column=0, text=text, style="continued", span=len(self.form.grid))
        return Row(kind="header", cells=(cell,))

    def _bar_style(self, print_: LevelPrint) -> str:
        bars = [each.id for each in self.form.prints if each.kind == "bar"]
        if print_.id == bars[0] and (len(bars) > 1 or self.section.split == print_.id):
            return "division"
        return "plan" if print_.id in bars[:_STRONG_BARS] else "subplan"

    def _flush(self, *, with_header: bool = True) -> None:
        """Lay out the header and the bands that stand above what comes next."""
        if with_header and self._header_is_due:
            self._add(Block(rows=self.header, keep_with_next=True))
            self._header_is_due = False
        if not self._bands:
            return
        inner = [print_.id for print_ in self.form.prints if print_.kind == "band"][-1]
        rows = tuple(
            bar_row(
                print_.text.fill(node.words),
                "band" if print_.id == inner else "related",
                len(self.form.grid),
            )
            for node, print_ in self._bands
            if print_
        )
        self._add(
            Block(
                rows=rows,
                header=self.header if with_header else (),
                opens=self._opening(self._bands),
                keep_with_next=True,
                page_break=_page_break(self._bands),
            )
        )
        self._bands = []

    def _opening(self, begun: Sequence[_Printed]) -> Opening | None:
        """Return the opening of the outermost of some nodes for which a page may end early."""
        for node, print_ in begun:
            if print_ and print_.early_end:
                return Opening(self.form.depth(node.level), print_.early_end)
        return None

    def _opening_below(self, node: Node) -> Opening | None:
        """Return the opening of a node and of those that begin with it."""
        begun: list[_Printed] = []
        child: Child | None = node
        while isinstance(child, Node):
            begun.append((child, self.form.level_print(child.level)))
            child = child.children[0] if child.children else None
        return self._opening(begun)

    # ------------------------------------------------------------ headings and entries

    def _row_block(self, child: Heading | Entry, path: NodePath) -> None:
        """Lay out a heading or an entry, with what begins with it."""
        opening, page_break = self._opening(self._begun), _page_break(self._begun)
        self._begun = []
        stubs = self._stub_cells(path)
        is_heading = isinstance(child, Heading)
        if isinstance(child, Heading):
            rows: tuple[Row, ...] = (self._heading_row(child, stubs),)
            if opening is None and self.form.heading.early_end:
                opening = Opening(len(self.form.path), self.form.heading.early_end)
        else:
            cells = self._entry_cells(child)
            rows = tuple(Row(kind="body", cells=(*stubs, *own)) for own in cells)
            self._noted.append(child)
            if self.listed == ENTRY:
                self._anchors.append(f"{self.section.id}:{child.id}")
        self._add(
            Block(
                rows=rows,
                header=self.header,
                opens=opening,
                keep_with_next=is_heading,
                page_break=child.page_break or page_break,
            )
        )

    def _heading_row(self, heading: Heading, stubs: Sequence[Cell]) -> Row:
        """A heading spans the table, or what the stubs beside it leave of it.

        One that carries values spans the columns before the first of them.
        """
        if not any(heading.values.values()):
            begin = max((cell.column + 1 for cell in stubs if cell.text), default=0)
            span = len(self.form.grid) - begin
            cell = Cell(column=begin, text=heading.text, style="subband", span=span)
            return Row(kind="band", cells=(*stubs[:begin], cell))
        texts = [heading.values.get(column.id, "") for column in self.form.printed]
        span = max(texts.index(next(filter(None, texts))), 1)
        texts[0] = "\n".join(filter(None, (heading.text, texts[0])))
        cells = list(stubs)
        for index, column in enumerate(self.form.printed):
            if index == 0 or index >= span:
                place, style = len(stubs) + index, style_of(column)
                cells.append(
                    Cell(column=place, text=texts[index], style=style, span=1 if index else span)
                )
        return Row(kind="band", cells=tuple(cells))

    def _stub_cells(self, path: NodePath) -> tuple[Cell, ...]:
        """Return the cells of the levels that are columns; a node's are merged over its rows."""
        nodes = {node.level: node for node in path}
        cells = []
        for index, print_ in enumerate(self.form.stubs):
            node = nodes.get(print_.id)
            above = [
                each for each in path if self.form.depth(each.level) < self.form.depth(print_.id)
            ]
            owner = node or (above[-1] if above else None)
            text = print_.text.fill(node.words) if node and node.title else ""
            cells.append(
                Cell(
                    column=index,
                    text=text,
                    style="stub",
                    merge=f"stub:{owner.id if owner else ''}",
                    continued=bool(text),
                )
            )
        return tuple(cells)

    def _entry_cells(self, entry: Entry) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of every line; what is one for the whole entry is merged over them."""
        begin = len(self.form.stubs)
        for line in entry.lines:
            yield tuple(
                self._cell(index, column, entry, line)
                for index, column in enumerate(self.form.printed, start=begin)
            )

    def _cell(self, index: int, column: Column, entry: Entry, line: Line) -> Cell:
        merged = not column.per_line and len(entry.lines) > 1
        merge = f"{entry.id}:{column.id}" if merged else ""
        is_shown = line is entry.lines[0] or not merged
        shown = self._shown.text(column, entry, line) if is_shown else ""
        is_value = column.by != "master" and (shown or not merge)
        return Cell(
            column=index,
            text=shown,
            style=self._shown.style(column, entry, line),
            merge=merge,
            key=Key(owner_of(entry, line, column), column.id) if is_value else None,
        )

    # ------------------------------------------------------------ totals

    def _sum_up(self, path: NodePath) -> None:
        """Lay out the total rows of the last node of a path; they stay with what they add up."""
        rows = tuple(self._totals.rows(path))
        if not rows:
            return
        if self._header_is_due:
            self._flush()
        self.blocks[-1] = replace(self.blocks[-1], keep_with_next=True)
        self._add(Block(rows=rows, header=self.header))

    # ------------------------------------------------------------ footnotes

    def _end_table(self) -> None:
        """Print the notes that have no column under the table."""
        self._bands = []
        rows = tuple(Row(kind="footnote", cells=(cell,)) for cell in self._footnotes())
        if rows:
            last = replace(self.blocks[-1], keep_with_next=True)
            self.blocks[-1:] = last, Block(rows=rows, within=last.within)
        self._noted = []

    def _footnotes(self) -> Iterator[Cell]:
        span = len(self.form.grid)
        for entry in self._noted:
            for column in self.form.below:
                key = Key(owner_of(entry, entry.lines[0], column), column.id)
                if text := self.merged.text(*key):
                    yield Cell(column=0, text=text, style="footnote", span=span, key=key)
        if text := self._totals.note():
            yield Cell(column=0, text=text, style="footnote", span=span)

    # ------------------------------------------------------------ citations

    def _cross(self, node: Node, section: CitationsSection) -> None:
        """A cross table in the grid of the form's: project, content, citation."""
        opens = self._opening([(node, self.form.level_print(node.level))])
        self._flush(with_header=False)
        for block in cross_blocks(section, len(self.form.grid), opens):
            self._add(block)
        self._header_is_due = True


# ---------------------------------------------------------------- small pieces


def _page_break(begun: Sequence[_Printed]) -> PageBreak:
    return next((node.page_break for node, _ in begun if node.page_break), "")
