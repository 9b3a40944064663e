"""The SDGs, and which of them nodes are about."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.layout.composer import Composer, spaced
from shinchoku.layout.summaries import goal_rows, node_goal_rows
from shinchoku.model import Block, GoalsPart, GoalsSection, NodeGoalsPart, Section, TextPart
from shinchoku.paper.page import filling

SECTION = GoalsSection
_SHARES = (3.0, 12.0, 20.0)  # of the page's width; then the tiles of a node's goals
_TILE_SHARE, _FEWEST_TILES = 3.0, 6


def sections(composer: Composer, spec: GoalsSection) -> Iterator[Section]:
    """Make the section, as wide as the node with the most goals needs it."""
    tiles = max((_FEWEST_TILES, *(len(node.goals) for node in spec.nodes)))
    widths = filling((*_SHARES, *(_TILE_SHARE,) * tiles), composer.theme_of(spec))
    blocks = spaced((part, _blocks(composer, spec, part, len(widths))) for part in spec.parts)
    yield composer.section(spec, widths, blocks)


def _blocks(
    composer: Composer, spec: GoalsSection, part: TextPart | GoalsPart | NodeGoalsPart, span: int
) -> Iterator[Block]:
    match part:
        case GoalsPart():
            for row in goal_rows(spec.goals, span):
                yield Block(rows=(row,))
        case NodeGoalsPart():
            header, listed = node_goal_rows(spec.nodes, part, span)
            yield Block(rows=header, keep_with_next=True)
            for row in listed:
                yield Block(rows=(row,), header=header)
        case TextPart():
            yield composer.text(part, span)
