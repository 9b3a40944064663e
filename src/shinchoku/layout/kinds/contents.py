"""The contents page: a line for a section, or for each node of a level in its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shinchoku.layout.composer import GAP_PT, Composer, gap
from shinchoku.model import (
    Block,
    Cell,
    ContentsEntries,
    ContentsPart,
    ContentsSection,
    Definition,
    Row,
    Section,
    TableSection,
    TextPart,
    nodes_at,
)
from shinchoku.paper.page import filling

SECTION = ContentsSection
_SHARES = (49.0, 5.0)  # of the page's width


def sections(composer: Composer, spec: ContentsSection) -> Iterator[Section]:
    """Make the page."""
    yield composer.section(spec, filling(_SHARES, composer.theme), _lines(composer, spec))


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


def _lines(composer: Composer, spec: ContentsSection) -> Iterator[Block]:
    for part in spec.parts:
        match part:
            case ContentsEntries():
                for name, title in contents_entries(composer.definition, part.sections):
                    yield _line(title, name, "contents_entry")
            case ContentsPart():
                yield gap(GAP_PT * 2)
                yield _line(part.text, part.section, "contents_part")
            case TextPart():
                yield composer.line(part, len(_SHARES))


def _line(title: str, name: str, style: str) -> Block:
    cells = (
        Cell(column=0, text=title, style=style, link=name),
        Cell(column=1, style="contents_page", page_of=name),
    )
    return Block(rows=(Row(kind="text", cells=cells),))
