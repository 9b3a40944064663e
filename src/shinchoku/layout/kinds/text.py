"""Pages of text: a memo, a legend, tables of what was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from shinchoku.layout.composer import Composer, spaced
from shinchoku.layout.counts import Share, tallies_rows, tally_rows
from shinchoku.layout.crosstabs import Crosstab
from shinchoku.layout.excerpt import excerpt
from shinchoku.layout.grid import Columns, Grid
from shinchoku.layout.summaries import scale_rows
from shinchoku.model import (
    Block,
    Cell,
    ChartPart,
    CountedPart,
    CrosstabPart,
    Definition,
    ExcerptPart,
    Row,
    ScalePart,
    Section,
    SumsPart,
    TalliesPart,
    TallyPart,
    TextPart,
    TextSection,
    TextSectionPart,
    Theme,
)
from shinchoku.paper.metrics import metrics
from shinchoku.paper.page import (
    PX_PER_MM,
    PX_PER_PT,
    column_px,
    filling,
    usable_width_mm,
)
from shinchoku.paper.shares import crosstab_shares, tallies_shares, tally_shares
from shinchoku.tally import percent
from shinchoku.words import Words, words

SECTION = TextSection
_TOGETHER = 24  # rows of a cross table that are not torn apart for a page's end
_FIGURES = 2  # of a plain tally, in whose columns a page without any table is set


def sections(composer: Composer, spec: TextSection) -> Iterator[Section]:
    """Make a section of text, in the columns of the tables that stand on it."""
    theme = composer.theme_of(spec)
    tables = [_columns(composer.definition, theme, part) for part in spec.parts]
    plain = Columns(filling(tally_shares(_FIGURES), theme), theme.table)
    grid = Grid([table for table in tables if table] or [plain], theme)
    page = _Page(composer, grid, theme)
    placed = zip(spec.parts, tables, strict=True)
    blocks = spaced((part, page.blocks(part, columns or plain)) for part, columns in placed)
    look = None if grid.look == theme.table else grid.look
    yield composer.section(spec, grid.widths, blocks, table=look)


def _columns(definition: Definition, theme: Theme, part: TextSectionPart) -> Columns | None:
    """Return the columns of a part; texts and grades have none of their own."""
    match part:
        case ExcerptPart():
            form = definition.form(part.form_id)
            return Columns(form.widths, form.look)
        case TallyPart():
            shares = tally_shares(part.figures, _code_share(definition, theme, part.tally))
        case TalliesPart():
            code = _code_share(definition, theme, part.tallies[0])
            shares = tallies_shares(part.figures, code, labelled=bool(part.headers.label))
        case SumsPart():
            shares = tallies_shares(part.figures, labelled=False)
        case CrosstabPart():
            shares = crosstab_shares(part.figures, named=part.is_named)
        case _:
            return None
    return Columns(filling(shares, theme), theme.table, part.figures)


def _code_share(definition: Definition, theme: Theme, tally_id: str) -> float:
    """Return which part of the page's width the widest grade of a tally needs."""
    spec, size = definition.tally(tally_id), theme.table.text_size
    grades = definition.form(spec.form_id).column(spec.column_id).grades
    of = metrics(theme.heading_font, size, bold=True)
    widest = max((of.width(grade.code) for grade in grades), default=0)
    return column_px(widest / of.em, size) / (usable_width_mm(theme) * PX_PER_MM)


class _Page:
    """Lays out the parts of one section over its grid."""

    def __init__(self, composer: Composer, grid: Grid, theme: Theme) -> None:
        self._composer = composer
        self._grid = grid
        self._theme = theme
        self._span = len(grid.widths)

    @property
    def _say(self) -> Words:
        return words(self._composer.definition.round.language)

    def blocks(self, part: TextSectionPart, columns: Columns) -> Iterator[Block]:
        """Yield the blocks of a part whose columns these are."""
        composer = self._composer
        match part:
            case TextPart():
                yield composer.text(part, self._span)
            case ScalePart():
                rows = scale_rows(part.grades, self._grid.stub, self._span, self._say)
                yield Block(rows=tuple(rows))
            case ExcerptPart():
                block = excerpt(composer.definition, composer.merged, part)
                yield replace(block, rows=tuple(self._grid.place(block.rows, columns)))
            case CrosstabPart():
                yield from self._crosstab(part, columns)
            case SumsPart():
                yield from self._sums(part, columns)
            case ChartPart():
                yield from self._chart(part)
            case _:
                rows = self._grid.place(self._counted(part), columns)
                yield Block(rows=(*self._caption(part), *rows))

    def _counted(self, part: TallyPart | TalliesPart) -> Iterator[Row]:
        tally = self._composer.tally
        if isinstance(part, TallyPart):
            return tally_rows(tally[part.tally], part, self._share(part.tally, part.digits))
        share = self._share(part.tallies[0], part.digits)
        return tallies_rows([tally[each] for each in part.tallies], part, share)

    def _crosstab(self, part: CrosstabPart, columns: Columns) -> Iterator[Block]:
        definition = self._composer.definition
        table = Crosstab(
            part,
            self._composer.tally[part.tally],
            definition.places(part.tally, part.by),
            self._share(part.tally, part.digits),
            part.headers.none or self._say("crosstab.none"),
        )
        header = tuple(self._grid.place(table.header(), columns))
        yield Block(rows=(*self._caption(part), *header), keep_with_next=True)
        groups = list(table.groups())
        if sum(map(len, groups)) <= _TOGETHER:
            groups = [tuple(chain.from_iterable(groups))]
        for rows in filter(None, groups):
            yield Block(rows=tuple(self._grid.place(rows, columns)), header=header)

    def _sums(self, part: SumsPart, columns: Columns) -> Iterator[Block]:
        """Yield a table of sums; the last row stays with the one above it."""
        from shinchoku.layout.sums import SumTable

        definition, mark = self._composer.definition, self._say("total.mark")
        form_id = definition.sum(part.groups[0].tally).form_id
        none, places = (
            part.none or self._say("crosstab.none"),
            definition.places_of(form_id, part.by),
        )
        ground = self._composer.theme.colors.header
        table = SumTable(part, self._composer.sums, places, none, mark, ground)
        header = tuple(self._grid.place(table.header(), columns))
        yield Block(rows=(*self._caption(part), *header), keep_with_next=True)
        rows = list(self._grid.place(table.rows(), columns))
        groups = [rows] if len(rows) <= _TOGETHER else [*([row] for row in rows[:-2]), rows[-2:]]
        if table.is_lacking:
            note = Cell(
                column=0, text=self._say("total.note", mark=mark), style="footnote", span=self._span
            )
            groups[-1] = [*groups[-1], Row(kind="footnote", cells=(note,))]
        for group in filter(None, groups):
            yield Block(rows=tuple(group), header=header)

    def _chart(self, part: ChartPart) -> Iterator[Block]:
        """Yield a chart's title, which stays with it, and the row that it lies over."""
        from shinchoku.layout.charts import Drawing

        definition = self._composer.definition
        width_px = sum(column_px(width, self._grid.look.text_size) for width in self._grid.widths)
        drawing = Drawing(
            part,
            self._composer.tally[part.tally],
            definition.places(part.tally, part.by) if part.by else (),
            self._say,
            self._theme,
            width_px / PX_PER_PT,
        )
        title = Cell(column=0, text=part.title, style="label", span=self._span)
        rows = (Row(kind="text", cells=(title,)), *self._caption(part))
        yield Block(rows=rows, keep_with_next=True)
        yield Block(rows=(drawing.row(),))

    def _share(self, tally_id: str, digits: int | None) -> Share:
        """Return what prints percentages, with the tally's decimals or the part's own."""
        rounding = self._composer.definition.tally(tally_id).rounding
        own = rounding if digits is None else replace(rounding, digits=digits)
        return lambda count, total: f"{percent(count, total, own)}%"

    def _caption(self, part: CountedPart | ChartPart) -> Iterator[Row]:
        """Yield what stands above a draft's table: it counts what came."""
        if not self._composer.draft:
            return
        count, *others = {*self._counts(part)}
        draft = self._composer.definition.texts.draft
        text = self._say("draft.tallies" if others else "draft.tally", draft=draft, count=count)
        yield Row(kind="text", cells=(Cell(column=0, text=text, style="label", span=self._span),))

    def _counts(self, part: CountedPart | ChartPart) -> Iterator[int]:
        """Yield of how many answers each tally of a table is."""
        match part:
            case SumsPart():
                tallies = (self._composer.sums[group.tally] for group in part.groups)
                yield from (tally.total.numbers for tally in tallies)
            case TalliesPart():
                yield from (self._composer.tally[each].total.count for each in part.tallies)
            case _:
                yield self._composer.tally[part.tally].total.count
