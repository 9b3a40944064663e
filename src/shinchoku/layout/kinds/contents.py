"""The contents page: a line for a section, or for each node of a level in its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shinchoku.layout.composer import GAP_PT, Composer, gap
from shinchoku.layout.subjects import about_entries, subjects
from shinchoku.model import (
    Block,
    CardSection,
    Cell,
    ContentsEntries,
    ContentsPart,
    ContentsSection,
    Definition,
    Row,
    Section,
    TableSection,
    TextPart,
    entries_below,
    nodes_at,
)
from shinchoku.model.cards import ENTRY
from shinchoku.model.wording import Wording
from shinchoku.paper.page import filling

SECTION = ContentsSection
_SHARES = (49.0, 5.0)  # of the page's width


def sections(composer: Composer, spec: ContentsSection) -> Iterator[Section]:
    """Make the page."""
    yield composer.section(spec, filling(_SHARES, composer.theme_of(spec)), _lines(composer, spec))


def contents_entries(definition: Definition, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the anchor and the title of what the contents page lists for some sections."""
    specs = {spec.id: spec for spec in definition.sheet_sections}
    for identifier in ids:
        spec = specs[identifier]
        if spec.contents is None:
            continue
        text, level = spec.contents.text, spec.contents.level
        if isinstance(spec, TableSection) and level == ENTRY:
            yield from _of_rows(definition, spec, text)
        elif isinstance(spec, CardSection) and (level == ENTRY or (spec.each and level)):
            yield from _of_cards(definition, spec, level, text)
        elif isinstance(spec, TableSection | CardSection) and level:
            for _, node in nodes_at(level, definition.trees[spec.form_id]):
                if isinstance(spec, TableSection) or any(entries_below(node.children)):
                    yield f"{spec.id}:{node.id}", text.fill(node.words)
        else:
            yield spec.id, text.fill({})


def _of_rows(
    definition: Definition, spec: TableSection, text: Wording
) -> Iterator[tuple[str, str]]:
    """Yield a line for each entry of a table."""
    for each in about_entries(definition, definition.form(spec.form_id)):
        yield f"{spec.id}:{each.id}", text.fill(each.words)


def _of_cards(
    definition: Definition, spec: CardSection, level: str, text: Wording
) -> Iterator[tuple[str, str]]:
    """Yield a line for each card, or for each node that has any: where its first one stands."""
    seen: set[str] = set()
    for subject in subjects(definition, spec):
        if level == ENTRY:
            yield f"{spec.id}:{subject.id}", text.fill(subject.words)
            continue
        for node in (each for each in subject.path if each.level == level):
            if node.id not in seen:
                seen.add(node.id)
                yield f"{spec.id}:{node.id}", text.fill(node.words)


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
