"""Definition, merged answers and tally become a Document: sections of blocks, no sizes.

The sections come in the order of report.toml; one that stands for several sheets (a pillar each,
an objective each) becomes as many sections. Tables are laid out in `compose_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shinchoku.layout.summaries import goal_rows, plan_goal_rows, tally_rows
from shinchoku.layout.tables import TableMaker, callout_row, header_rows
from shinchoku.model import (
    Block,
    Cell,
    Definition,
    Division,
    Document,
    Form,
    Merged,
    Part,
    Row,
    Section,
    SectionSpec,
    TableLook,
    Tally,
)
from shinchoku.page import filling

# Shares of the page's width.
TEXT_SHARES = (4.5, 4.5, 30.0, 8.0, 8.0)  # the memo's grade table decides them
CONTENTS_SHARES = (49.0, 5.0)
GOAL_SHARES = (3.0, 12.0, 20.0)  # then the tiles of a plan's goals
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
_FRONT_TOP = {"cover": 120.0, "divider": 240.0}


def compose(definition: Definition, merged: Merged, tally: Tally) -> Document:
    """Compose the whole report."""
    composer = _Composer(definition, merged, tally)
    sections = tuple(section for spec in definition.sections for section in composer.sections(spec))
    return Document(sections=sections, title=definition.round.title)


def contents_entries(definition: Definition, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the anchor and the title of what the contents page lists for some sections."""
    texts = definition.texts
    specs = {spec.id: spec for spec in definition.sections}
    for identifier in ids:
        spec = specs[identifier]
        if spec.kind == "indicator_tables":
            for objective in definition.objectives:
                words = {"number": objective.number, "title": objective.title}
                yield anchor(spec, objective.id), texts["contents_objective"].format(**words)
        elif spec.kind == "item_tables":
            for plan in definition.plans:
                words = {"number": plan.number, "title": plan.contents_title}
                yield anchor(spec, plan.id), texts["contents_plan"].format(**words)
        else:
            yield spec.id, spec.title


def anchor(spec: SectionSpec, identifier: str) -> str:
    """Name a place inside a section that stands for several things."""
    return f"{spec.id}:{identifier}"


class _Composer:
    """What every section is made from."""

    def __init__(self, definition: Definition, merged: Merged, tally: Tally) -> None:
        self.definition = definition
        self.theme = definition.theme
        self.tables = TableMaker(definition, merged)
        self.tally = tally

    def sections(self, spec: SectionSpec) -> Iterator[Section]:
        """Make the sections, one or several, that a spec stands for."""
        match spec.kind:
            case "indicator_tables":
                yield from self.divided(spec, self.definition.objectives)
            case "item_tables":
                yield from self.divided(spec, self.definition.pillars)
            case "cross_table":
                return  # stands in the flow of the item tables, at its group
            case "goals_table":
                tiles = max((FEWEST_TILES, *(len(plan.goals) for plan in self.definition.plans)))
                yield self.text_section(spec, (*GOAL_SHARES, *(TILE_SHARE,) * tiles))
            case "contents":
                yield self.section(spec, filling(CONTENTS_SHARES, self.theme), self.contents(spec))
            case "legend":
                form = self.legend_form(spec)
                widths = tuple(column.width for column in form.printed)
                blocks = self.text_blocks(spec, widths)
                yield self.section(spec, widths, blocks, table=form.table)
            case "cover" | "divider":
                yield self.section(spec, filling((1.0,), self.theme), self.front_page(spec))
            case "memo":
                yield self.text_section(spec, TEXT_SHARES)

    def section(
        self,
        spec: SectionSpec,
        widths: tuple[float, ...],
        blocks: Iterable[Block],
        *,
        table: TableLook | None = None,
    ) -> Section:
        return Section(
            id=spec.id,
            sheet=spec.sheet,
            widths=widths,
            blocks=_anchored(spec.id, tuple(blocks)),
            table=table,
            running_title=spec.running_title,
            numbered=spec.numbered,
        )

    def text_section(self, spec: SectionSpec, shares: tuple[float, ...]) -> Section:
        widths = filling(shares, self.theme)
        return self.section(spec, widths, self.text_blocks(spec, widths))

    def divided(self, spec: SectionSpec, divisions: Iterable[Division]) -> Iterator[Section]:
        for division in divisions:
            if not division.plans:
                continue
            form, blocks = self.tables.division(spec, division)
            widths = tuple(column.width for column in form.printed)
            yield Section(
                id=anchor(spec, division.id),
                sheet=spec.sheet.format(number=division.number),
                widths=widths,
                blocks=tuple(blocks),
                table=form.table,
                running_title=spec.running_title,
                numbered=spec.numbered,
            )

    # ------------------------------------------------------------ pages of text

    def text_blocks(self, spec: SectionSpec, widths: tuple[float, ...]) -> Iterator[Block]:
        """One block for each part, a gap between them."""
        above = ""
        for part in spec.parts:
            if above and above != "label":
                yield _gap(_GAPS.get(part.style, GAP_PT))
            yield from self.part(part, widths)
            above = part.style

    def part(self, part: Part, widths: tuple[float, ...]) -> Iterator[Block]:
        definition = self.definition
        match part.style:
            case "tally":
                yield Block(rows=tuple(tally_rows(self.tally[part.column], part.headers)))
            case "goals":
                for row in goal_rows(definition.goals, len(widths)):
                    yield Block(rows=(row,))
            case "plan_goals":
                header, rows = plan_goal_rows(definition, part.headers, len(widths))
                yield Block(rows=header, keep_with_next=True)
                for row in rows:
                    yield Block(rows=(row,), header=header)
            case "excerpt":
                form = self.form_of(part.owners[0])
                head = header_rows(form.printed)
                marks = callout_row(form.printed, part.callouts)
                yield Block(rows=(marks, *head, *self.tables.excerpt(form, part)))
            case "scale":
                yield Block(rows=tuple(self.scale_rows(part, widths)))
            case "heading" | "label":
                yield _line(part, widths, keep=True)
            case _:
                yield _line(part, widths)

    def scale_rows(self, part: Part, widths: tuple[float, ...]) -> Iterator[Row]:
        column = self.definition.items.column(part.column)
        for grade in column.grades:
            if grade.code in part.owners:
                cells = (
                    Cell(column=0, text=grade.code, style="grade"),
                    Cell(column=1, text=grade.label, style="cell", span=len(widths) - 1),
                )
                yield Row(kind="body", cells=cells)

    def legend_form(self, spec: SectionSpec) -> Form:
        """Return the form whose grid a legend uses: that of its excerpt."""
        owners = [part.owners[0] for part in spec.parts if part.style == "excerpt"]
        return self.form_of(owners[0]) if owners else self.definition.items

    def form_of(self, owner_id: str) -> Form:
        return next(
            form
            for form in self.definition.forms
            for _, item in self.definition.items_of(form)
            if item.id == owner_id
        )

    def front_page(self, spec: SectionSpec) -> Iterator[Block]:
        """The lines of a cover or divider, each with its free height above."""
        height = _FRONT_TOP[spec.kind]
        for part in spec.parts:
            height += _FRONT_GAPS.get(part.style, GAP_PT)
            yield _gap(height)
            yield _line(part, (1.0,))
            height = 0.0

    def contents(self, spec: SectionSpec) -> Iterator[Block]:
        for part in spec.parts:
            match part.style:
                case "contents_entries":
                    for name, title in contents_entries(self.definition, part.owners):
                        yield _contents_line(title, name, "contents_entry")
                case "contents_part":
                    yield _gap(GAP_PT * 2)
                    yield _contents_line(part.text, part.owners[0], "contents_part")
                case _:
                    yield _line(part, CONTENTS_SHARES)


def _line(part: Part, widths: tuple[float, ...], *, keep: bool = False) -> Block:
    cell = Cell(column=0, text=part.text, style=part.style, span=len(widths))
    return Block(rows=(Row(kind="text", cells=(cell,)),), keep_with_next=keep)


def _contents_line(title: str, name: str, style: str) -> Block:
    cells = (
        Cell(column=0, text=title, style=style, link=name),
        Cell(column=1, style="contents_page", page_of=name),
    )
    return Block(rows=(Row(kind="text", cells=cells),))


def _gap(height_pt: float = GAP_PT) -> Block:
    return Block(rows=(Row(kind="space", cells=(), height_pt=height_pt),), keep_with_next=True)


def _anchored(name: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Name the section's first block, so that the contents page can point to it."""
    first, *rest = blocks
    return (
        Block(
            rows=first.rows,
            header=first.header,
            anchor=name,
            keep_with_next=first.keep_with_next,
            page_break=first.page_break,
        ),
        *rest,
    )
