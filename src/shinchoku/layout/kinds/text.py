"""Pages of text: a memo, a legend."""

from __future__ import annotations

from collections.abc import Iterator

from shinchoku.layout.composer import Composer, Widths, spaced
from shinchoku.layout.excerpt import excerpt
from shinchoku.layout.summaries import scale_rows, tally_rows
from shinchoku.model import (
    Block,
    Cell,
    ColumnTally,
    ExcerptPart,
    Row,
    ScalePart,
    Section,
    TallyPart,
    TextPart,
    TextSection,
)
from shinchoku.paper.page import filling
from shinchoku.words import words

SECTION = TextSection
_SHARES = (4.5, 4.5, 30.0, 8.0, 8.0)  # of the page's width; a tally's table decides them

Part = TextPart | TallyPart | ExcerptPart | ScalePart


def sections(composer: Composer, spec: TextSection) -> Iterator[Section]:
    """Make a section of text, in the columns of the table that it shows an excerpt of."""
    excerpts = [part.form_id for part in spec.parts if isinstance(part, ExcerptPart)]
    form = composer.definition.form(excerpts[0]) if excerpts else None
    widths = form.widths if form else filling(_SHARES, composer.theme)
    blocks = spaced((part, _blocks(composer, part, widths)) for part in spec.parts)
    yield composer.section(spec, widths, blocks, table=form.look if form else None)


def _blocks(composer: Composer, part: Part, widths: Widths) -> Iterator[Block]:
    match part:
        case TallyPart():
            tally = composer.tally[part.tally]
            yield Block(rows=(*_caption(composer, tally), *tally_rows(tally, part.headers)))
        case ScalePart():
            say = words(composer.definition.round.language)
            yield Block(rows=tuple(scale_rows(part.grades, len(widths), say)))
        case ExcerptPart():
            yield excerpt(composer.definition, composer.merged, part)
        case TextPart():
            yield composer.text(part, len(widths))


def _caption(composer: Composer, tally: ColumnTally) -> Iterator[Row]:
    """Yield what stands above a draft's table: it counts what came."""
    if composer.draft:
        definition = composer.definition
        say, count = words(definition.round.language), tally.total.count
        text = say("draft.tally", draft=definition.texts.draft, count=count)
        yield Row(kind="text", cells=(Cell(column=0, text=text, style="label", span=len(_SHARES)),))
