"""The cards of a form: a page for each of its entries, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.layout.cards import Cards
from shinchoku.layout.composer import Composer, gap
from shinchoku.model import CardSection, Section

SECTION = CardSection


def sections(composer: Composer, spec: CardSection) -> Iterator[Section]:
    """Make the section; of a form without entries an empty page."""
    cards = Cards(composer, spec)
    blocks = tuple(cards.blocks()) or (gap(),)
    look = None if cards.grid.look == composer.theme.table else cards.grid.look
    yield composer.section(spec, cards.grid.widths, blocks, table=look)
