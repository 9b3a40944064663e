"""What every kind of section is laid out with: the merged answers, words, lines, gaps.

In go a section of the definition and its blocks; out comes a Section of the Document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shinchoku.layout.summaries import space
from shinchoku.model import (
    Block,
    Cell,
    Definition,
    Merged,
    Row,
    Section,
    SheetSection,
    TableLook,
    Tally,
    TextPart,
    Theme,
)
from shinchoku.tally import words
from shinchoku.totals import said, sums

GAP_PT = 9.0
_LABEL_GAP_PT = 6.0  # below a label, which stands with its text
_GAPS = {  # free height above such a part, in points
    "title": 30.0,
    "subtitle": 15.0,
    "heading": 21.0,
    "label": 12.0,
    "paragraph": 13.5,
    "indent": 12.0,
}

Widths = tuple[float, ...]


class Composer:
    """What every section is made from."""

    def __init__(
        self, definition: Definition, merged: Merged, tally: Tally, *, draft: bool = False
    ) -> None:
        self.definition = definition
        self.theme = definition.theme
        self.merged = merged
        self.tally = tally
        self.draft = draft
        self.sums = sums(definition, merged)
        self.words = {**words(definition, tally), **said(definition, self.sums)}

    def section(
        self,
        spec: SheetSection,
        widths: Widths,
        blocks: Iterable[Block],
        *,
        table: TableLook | None = None,
    ) -> Section:
        """Return a section on one sheet."""
        return Section(
            id=spec.id,
            part_of=spec.id,
            sheet=spec.sheet.fill({}),
            widths=widths,
            blocks=anchored(spec.id, tuple(blocks)),
            table=table,
            running_title=spec.running_title,
            numbered=spec.numbered,
            paper=spec.paper,
        )

    def theme_of(self, spec: SheetSection) -> Theme:
        """Return the theme of a section on its paper."""
        return self.theme.on(spec.paper)

    def line(self, part: TextPart, span: int, *, keep: bool = False) -> Block:
        """Return a text over the whole width."""
        cell = Cell(column=0, text=part.text.fill(self.words), style=part.style, span=span)
        return Block(rows=(Row(kind="text", cells=(cell,)),), keep_with_next=keep)

    def text(self, part: TextPart, span: int) -> Block:
        """Return a text among others: a heading stays with what follows."""
        return self.line(part, span, keep=part.style in {"heading", "label"})


def gap(height_pt: float = GAP_PT) -> Block:
    """Return free height."""
    return Block(rows=(space(height_pt),), keep_with_next=True)


def spaced(parts: Iterable[tuple[object, Iterable[Block]]]) -> Iterable[Block]:
    """Yield the blocks of parts, with a gap between one part and the next."""
    above: str | None = None
    for part, blocks in parts:
        style = part.style if isinstance(part, TextPart) else ""
        if above is not None:
            yield gap(_LABEL_GAP_PT if above == "label" else _GAPS.get(style, GAP_PT))
        yield from blocks
        above = style


def anchored(name: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Name a section's first block, so that the contents page can point to it."""
    first, *rest = blocks
    return (replace(first, anchors=(name, *first.anchors)), *rest)
