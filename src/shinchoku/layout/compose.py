"""Definition, merged answers and tally become a Document: sections of blocks, no sizes.

The sections come in the order of report.toml; a table that is split becomes a section for each
node. The long tables are laid out in `tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from shinchoku.layout.summaries import (
    goal_rows,
    node_goal_rows,
    scale_rows,
    space,
    tally_rows,
)
from shinchoku.layout.tables import Tables, callout_row, excerpt_rows, header_rows
from shinchoku.model import (
    Block,
    Cell,
    ContentsEntries,
    ContentsPart,
    ContentsSection,
    Definition,
    Document,
    ExcerptPart,
    FrontSection,
    GoalsPart,
    GoalsSection,
    Merged,
    Node,
    NodeGoalsPart,
    NodePath,
    Row,
    ScalePart,
    Section,
    SheetSection,
    TableLook,
    TableSection,
    Tally,
    TallyPart,
    TextPart,
    TextSection,
    nodes_at,
)
from shinchoku.paper.page import filling
from shinchoku.words import words

# Shares of the page's width.
TEXT_SHARES = (4.5, 4.5, 30.0, 8.0, 8.0)  # a tally's table decides them
CONTENTS_SHARES = (49.0, 5.0)
GOAL_SHARES = (3.0, 12.0, 20.0)  # then the tiles of a node's goals
TILE_SHARE, FEWEST_TILES = 3.0, 6
GAP_PT = 9.0
_GAPS = {"heading": 21.0, "label": 12.0}  # free height above such a part, in points
_FRONT_GAPS = {  # free height above a line of the cover or of a divider, in points
    "cover_subtitle": 18.0,
    "cover_title": 54.0,
    "cover_date": 230.0,
    "cover_issuer": 24.0,
    "divider_subtitle": 12.0,
    "divider_title": 24.0,
}
_COVER_TOP_PT, _DIVIDER_TOP_PT = 120.0, 240.0

Part = TextPart | TallyPart | ExcerptPart | ScalePart | GoalsPart | NodeGoalsPart
Widths = tuple[float, ...]


def compose(definition: Definition, merged: Merged, tally: Tally) -> Document:
    """Compose the whole report."""
    composer = _Composer(definition, merged, tally)
    sections = (s for spec in definition.sheet_sections for s in composer.sections(spec))
    return Document(sections=tuple(sections), title=definition.round.title)


def contents_entries(definition: Definition, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the anchor and the title of what the contents page lists for some sections."""
    specs = {spec.id: spec for spec in definition.sheet_sections}
    for identifier in ids:
        spec = specs[identifier]
        if spec.contents is None:
            continue
        if isinstance(spec, TableSection) and spec.contents.level:
            tree = definition.trees[spec.form_id]
            for _, node in nodes_at(spec.contents.level, tree):
                yield f"{spec.id}:{node.id}", spec.contents.text.fill(node.words)
        else:
            yield spec.id, spec.contents.text.fill({})


class _Composer:
    """What every section is made from."""

    def __init__(self, definition: Definition, merged: Merged, tally: Tally) -> None:
        self.definition = definition
        self.theme = definition.theme
        self.merged = merged
        self.tally = tally
        self.words: Mapping[str, str] = {
            word: text
            for tally_id, counted in tally.items()
            for word, text in counted.words(tally_id).items()
        }

    def sections(self, spec: SheetSection) -> Iterator[Section]:
        """Make the sections, one or several, that a spec stands for."""
        match spec:
            case TableSection():
                yield from self.tables(spec)
            case GoalsSection():
                tiles = max((FEWEST_TILES, *(len(node.goals) for node in spec.nodes)))
                widths = filling((*GOAL_SHARES, *(TILE_SHARE,) * tiles), self.theme)
                yield self.section(spec, widths, self.text_blocks(spec, widths))
            case ContentsSection():
                widths = filling(CONTENTS_SHARES, self.theme)
                yield self.section(spec, widths, self.contents(spec))
            case FrontSection():
                yield self.section(spec, filling((1.0,), self.theme), self.front_page(spec))
            case TextSection():
                yield self.text_section(spec)

    def section(
        self,
        spec: SheetSection,
        widths: Widths,
        blocks: Iterable[Block],
        *,
        table: TableLook | None = None,
    ) -> Section:
        return Section(
            id=spec.id,
            part_of=spec.id,
            sheet=spec.sheet.fill({}),
            widths=widths,
            blocks=_anchored(spec.id, tuple(blocks)),
            table=table,
            running_title=spec.running_title,
            numbered=spec.numbered,
        )

    def text_section(self, spec: TextSection) -> Section:
        """Make a section of text, in the columns of the table that it shows an excerpt of."""
        excerpts = [part.form_id for part in spec.parts if isinstance(part, ExcerptPart)]
        if excerpts:
            form = self.definition.form(excerpts[0])
            blocks = self.text_blocks(spec, form.widths)
            return self.section(spec, form.widths, blocks, table=form.look)
        widths = filling(TEXT_SHARES, self.theme)
        return self.section(spec, widths, self.text_blocks(spec, widths))

    # ------------------------------------------------------------ tables

    def tables(self, spec: TableSection) -> Iterator[Section]:
        """Make a section for each node that the table is split by, or just one."""
        form, tree = self.definition.form(spec.form_id), self.definition.trees[spec.form_id]
        listed = spec.contents.level if spec.contents else ""
        if not spec.split:
            tables = Tables(self.definition, self.merged, spec, listed)
            tables.lay(tree)
            yield self.section(spec, form.widths, tables.blocks, table=form.look)
            return
        seen: set[str] = set()
        for index, (path, node) in enumerate(nodes_at(spec.split, tree)):
            tables = Tables(self.definition, self.merged, spec, listed)
            tables.lay((_branch(path, node),))
            blocks = tuple(_named_once(tables.blocks, seen))
            yield Section(
                id=f"{spec.id}:{node.id}",
                part_of=spec.id,
                sheet=spec.sheet.fill(node.words),
                widths=form.widths,
                blocks=blocks if index else _anchored(spec.id, blocks),
                table=form.look,
                running_title=spec.running_title,
                numbered=spec.numbered,
            )

    # ------------------------------------------------------------ pages of text

    def text_blocks(self, spec: TextSection | GoalsSection, widths: Widths) -> Iterator[Block]:
        """One block for each part, a gap between them."""
        above = ""
        for part in spec.parts:
            style = part.style if isinstance(part, TextPart) else ""
            if above != "label" and part is not spec.parts[0]:
                yield _gap(_GAPS.get(style, GAP_PT))
            yield from self.part(spec, part, widths)
            above = style

    def part(self, spec: TextSection | GoalsSection, part: Part, widths: Widths) -> Iterator[Block]:
        match part:
            case TallyPart():
                yield Block(rows=tuple(tally_rows(self.tally[part.tally], part.headers)))
            case ScalePart():
                say = words(self.definition.round.language)
                yield Block(rows=tuple(scale_rows(part.grades, len(widths), say)))
            case ExcerptPart():
                form, rows = excerpt_rows(self.definition, self.merged, part)
                marks = callout_row(form.grid, part.callouts)
                yield Block(rows=(marks, *header_rows(form.grid), *rows))
            case GoalsPart() if isinstance(spec, GoalsSection):
                for row in goal_rows(spec.goals, len(widths)):
                    yield Block(rows=(row,))
            case NodeGoalsPart() if isinstance(spec, GoalsSection):
                header, listed = node_goal_rows(spec.nodes, part, len(widths))
                yield Block(rows=header, keep_with_next=True)
                for row in listed:
                    yield Block(rows=(row,), header=header)
            case TextPart():
                yield self.line(part, len(widths), keep=part.style in {"heading", "label"})

    def line(self, part: TextPart, span: int, *, keep: bool = False) -> Block:
        """Return a text over the whole width."""
        cell = Cell(column=0, text=part.text.fill(self.words), style=part.style, span=span)
        return Block(rows=(Row(kind="text", cells=(cell,)),), keep_with_next=keep)

    def front_page(self, spec: FrontSection) -> Iterator[Block]:
        """The lines of a cover or divider, each with its free height above."""
        is_cover = spec.parts[0].style.startswith("cover")
        height = _COVER_TOP_PT if is_cover else _DIVIDER_TOP_PT
        for part in spec.parts:
            height += _FRONT_GAPS.get(part.style, GAP_PT)
            yield _gap(height)
            yield self.line(part, 1)
            height = 0.0

    def contents(self, spec: ContentsSection) -> Iterator[Block]:
        for part in spec.parts:
            match part:
                case ContentsEntries():
                    for name, title in contents_entries(self.definition, part.sections):
                        yield _contents_line(title, name, "contents_entry")
                case ContentsPart():
                    yield _gap(GAP_PT * 2)
                    yield _contents_line(part.text, part.section, "contents_part")
                case TextPart():
                    yield self.line(part, len(CONTENTS_SHARES))


def _branch(path: NodePath, node: Node) -> Node:
    """Return the outermost node of a path with nothing below it but the way to a node."""
    branch = node
    for above in reversed(path):
        branch = replace(above, children=(branch,))
    return branch


def _named_once(blocks: Iterable[Block], seen: set[str]) -> Iterator[Block]:
    """Yield blocks without the anchors that an earlier sheet has; add theirs to `seen`."""
    for block in blocks:
        new = tuple(name for name in block.anchors if name not in seen)
        seen.update(new)
        yield block if new == block.anchors else replace(block, anchors=new)


def _contents_line(title: str, name: str, style: str) -> Block:
    cells = (
        Cell(column=0, text=title, style=style, link=name),
        Cell(column=1, style="contents_page", page_of=name),
    )
    return Block(rows=(Row(kind="text", cells=cells),))


def _gap(height_pt: float = GAP_PT) -> Block:
    return Block(rows=(space(height_pt),), keep_with_next=True)


def _anchored(name: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Name a section's first block, so that the contents page can point to it."""
    first, *rest = blocks
    return (replace(first, anchors=(name, *first.anchors)), *rest)
