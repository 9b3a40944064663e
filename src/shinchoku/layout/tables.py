"""The long tables of the report as blocks: items, indicators, the cross table in their flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shinchoku.layout.summaries import bar_row
from shinchoku.model import (
    Block,
    Cell,
    Column,
    CrossCategory,
    Definition,
    Division,
    Form,
    Group,
    Heading,
    Item,
    Key,
    Line,
    Merged,
    Opening,
    PageBreak,
    Part,
    Plan,
    Project,
    Role,
    Row,
    SectionSpec,
)

_STYLES = {
    Role.STUB: "stub",
    Role.GRADE: "grade",
    Role.NOTE: "note",
}
_PLAN_GAP_PT = 9.0
_BAR_GAP_PT = 4.5


def header_rows(columns: Sequence[Column]) -> tuple[Row, ...]:
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


def callout_row(columns: Sequence[Column], callouts: Mapping[str, str]) -> Row:
    """Return the marks that stand over the columns of an excerpt, one for neighbours alike."""
    cells: list[Cell] = []
    for index, column in enumerate(columns):
        mark = callouts.get(column.id, "")
        if mark and cells and cells[-1].text == mark:
            cells[-1] = replace(cells[-1], span=cells[-1].span + 1)
        elif mark:
            cells.append(Cell(column=index, text=mark, style="callout"))
    return Row(kind="text", cells=tuple(cells))


def _run(columns: Sequence[Column], parent: str) -> Iterator[Column]:
    for column in columns:
        if column.parent != parent:
            return
        yield column


class TableMaker:
    """Makes the tables of the items and of the indicators."""

    def __init__(self, definition: Definition, merged: Merged) -> None:
        self.definition = definition
        self.merged = merged
        self.cross = {s.at: s for s in definition.sections if s.kind == "cross_table"}

    def division(self, spec: SectionSpec, division: Division) -> tuple[Form, Iterator[Block]]:
        """Return the form and the blocks of one pillar or objective."""
        texts = self.definition.texts
        if spec.kind == "indicator_tables":
            form = self.definition.indicators or self.definition.items
            bar = texts["objective"]
        else:
            form, bar = self.definition.items, texts["pillar"]
        title = bar.format(number=division.number, title=division.title)
        return form, self._division_blocks(spec, form, division, title)

    def _division_blocks(
        self, spec: SectionSpec, form: Form, division: Division, title: str
    ) -> Iterator[Block]:
        span = len(form.printed)
        yield Block(
            rows=(bar_row(title, "division", span), _space(_BAR_GAP_PT)),
            anchor=f"{spec.id}:{division.id}",
            keep_with_next=True,
        )
        for index, plan in enumerate(division.plans):
            yield from self._plan(spec, form, plan, first=index == 0)

    def _plan(self, spec: SectionSpec, form: Form, plan: Plan, *, first: bool) -> Iterator[Block]:
        """A plan's bar, then its table with the header above."""
        texts, span = self.definition.texts, len(form.printed)
        header = header_rows(form.printed)
        indicators = form.id == "indicators"
        bar = texts["indicator_plan" if indicators else "item_plan"]
        name = plan.indicator_title if indicators else plan.title
        title = bar.format(number=plan.number, title=name)
        if not first:
            yield Block(rows=(_space(_PLAN_GAP_PT),), opens="plan", keep_with_next=True)
        yield Block(
            rows=(bar_row(title, "plan", span), _space(_BAR_GAP_PT)),
            anchor=f"{spec.id}:{plan.id}",
            keep_with_next=True,
        )
        starts_with_cross = not indicators and plan.groups and plan.groups[0].id in self.cross
        if not starts_with_cross:
            yield Block(rows=header, keep_with_next=True)
        if indicators:
            yield from self._indicator_blocks(form, plan, header)
        else:
            yield from self._group_blocks(form, plan, header)
        yield from self._footnotes(form, plan.indicators if indicators else tuple(plan.items))

    def _indicator_blocks(self, form: Form, plan: Plan, header: tuple[Row, ...]) -> Iterator[Block]:
        for index, item in enumerate(plan.indicators):
            last = index == len(plan.indicators) - 1
            footed = any(self._footnote_cells(form, plan.indicators))
            rows = tuple(Row(kind="body", cells=cells) for cells in self._item_cells(form, item))
            yield Block(
                rows=rows,
                header=header,
                page_break=item.page_break,
                keep_with_next=last and footed,
            )

    def _group_blocks(self, form: Form, plan: Plan, header: tuple[Row, ...]) -> Iterator[Block]:
        span, related = len(form.printed), ""
        for index, group in enumerate(plan.groups):
            rows = []
            if group.related and group.related != related:
                rows.append(bar_row(group.related, "related", span))
            related = group.related
            title = self.definition.texts["group"].format(number=group.number, title=group.title)
            rows.append(bar_row(title, "band", span))
            cross = self.cross.get(group.id)
            yield Block(
                rows=tuple(rows),
                header=() if cross else header,
                opens="group",
                keep_with_next=True,
                page_break=group.page_break,
            )
            if cross:
                yield from self._cross_blocks(cross, span)
                if index + 1 < len(plan.groups):
                    yield Block(rows=header, keep_with_next=True)
            yield from self._project_blocks(form, group, header)

    def _project_blocks(self, form: Form, group: Group, header: tuple[Row, ...]) -> Iterator[Block]:
        for project in group.projects:
            stub = self._stub(project)
            page_break: PageBreak = project.page_break
            opens: Opening = "project"
            for child in project.children:
                heading = isinstance(child, Heading)
                if isinstance(child, Heading):
                    rows: tuple[Row, ...] = (self._heading_row(form, project, child, stub),)
                else:
                    rows = tuple(
                        Row(kind="body", cells=(_stub_cell(project, stub), *cells))
                        for cells in self._item_cells(form, child)
                    )
                yield Block(
                    rows=rows,
                    header=header,
                    opens=opens or ("heading" if heading else ""),
                    keep_with_next=heading,
                    page_break=child.page_break or page_break,
                )
                page_break = opens = ""

    def _stub(self, project: Project) -> str:
        words = {"number": project.number, "title": project.title}
        return self.definition.texts["project"].format(**words) if project.title else ""

    def _heading_row(self, form: Form, project: Project, heading: Heading, stub: str) -> Row:
        """A heading spans the table, or what its project's name leaves of it.

        One that carries values stands in the first given column, its values in theirs.
        """
        columns = form.printed
        begin = 1 if project.title else 0
        lead = (_stub_cell(project, stub),) if project.title else ()
        if not any(heading.values.values()):
            cell = Cell(column=begin, text=heading.text, style="subband", span=len(columns) - begin)
            return Row(kind="band", cells=(*lead, cell))
        cells = [_stub_cell(project, stub)]
        first = next(iter(form.given)).id
        for index, column in enumerate(columns):
            if column.role is not Role.STUB:
                text = heading.values.get(column.id, "")
                if column.id == first:
                    text = "\n".join(part for part in (heading.text, text) if part)
                cells.append(Cell(column=index, text=text, style=_style(column)))
        return Row(kind="band", cells=tuple(cells))

    # ------------------------------------------------------------ the rows of an item

    def _item_cells(self, form: Form, item: Item) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of every line; what is answered once for an item is merged over them."""
        for line in item.lines:
            yield tuple(
                self._cell(index, column, item, line)
                for index, column in enumerate(form.printed)
                if column.role is not Role.STUB
            )

    def _cell(self, index: int, column: Column, item: Item, line: Line) -> Cell:
        if not column.role.answered:
            return Cell(column=index, text=line.values[column.id], style=_style(column))
        owner = line.id if column.role.per_line else item.id
        text = self.merged.text(owner, column.id)
        if column.role is Role.GRADE and text and item.repeat_of:
            text = self.definition.texts["repeat_grade"].format(grade=text)
        elif column.role is Role.ACTUAL and not text and owner in self.merged.missing:
            text = self.definition.texts["missing"]
        merge = "" if column.role.per_line or len(item.lines) == 1 else f"{item.id}:{column.id}"
        key = Key(owner, column.id)
        shown = text if line is item.lines[0] or not merge else ""
        return Cell(
            column=index,
            text=shown,
            style=_style(column),
            merge=merge,
            key=key if shown or not merge else None,
        )

    def _footnotes(self, form: Form, items: Sequence[Item]) -> Iterator[Block]:
        rows = tuple(
            Row(kind="footnote", cells=(cell,)) for cell in self._footnote_cells(form, items)
        )
        if rows:
            yield Block(rows=rows)

    def _footnote_cells(self, form: Form, items: Sequence[Item]) -> Iterator[Cell]:
        """Yield the notes that have no column: they are printed under the table."""
        for item in items:
            for column in form.with_role(Role.NOTE):
                text = self.merged.text(item.id, column.id)
                if text and not column.width:
                    span = len(form.printed)
                    key = Key(item.id, column.id)
                    yield Cell(column=0, text=text, style="footnote", span=span, key=key)

    def excerpt(self, form: Form, part: Part) -> Iterator[Row]:
        """Yield sample rows for a legend; they show values but hold no keys."""
        items = {item.id: item for _, item in self.definition.items_of(form)}
        for owner in part.owners:
            for cells in self._item_cells(form, items[owner]):
                shown = [Cell(column=c.column, text=c.text, style=c.style) for c in cells]
                if form.printed[0].role is Role.STUB:
                    shown.insert(0, Cell(column=0, style="stub", merge="excerpt"))
                yield Row(kind="body", cells=tuple(shown))

    # ------------------------------------------------------------ the cross table

    def _cross_blocks(self, spec: SectionSpec, span: int) -> Iterator[Block]:
        """The cross table in the grid of the item table: project, content, citation."""
        headers = spec.parts[0].headers
        content, citation = 2, max(span - 2, 3)
        token = "header:cross"  # noqa: S105 - a merge token
        header = (
            Row(
                kind="header",
                cells=(
                    Cell(
                        column=0, text=headers["project"], style="header", span=content, merge=token
                    ),
                    Cell(
                        column=content, text=headers["parent"], style="header", span=span - content
                    ),
                ),
            ),
            Row(
                kind="header",
                cells=(
                    Cell(column=0, style="header", span=content, merge=token),
                    Cell(
                        column=content,
                        text=headers["content"],
                        style="header",
                        span=citation - content,
                    ),
                    Cell(
                        column=citation,
                        text=headers["citation"],
                        style="header",
                        span=span - citation,
                    ),
                ),
            ),
        )
        yield Block(rows=header, keep_with_next=True)
        for category in self.definition.cross:
            title = f"{category.number}{category.title}"
            band = (bar_row(title, "subband", span),)
            yield Block(rows=band, header=header, opens="group", keep_with_next=True)
            yield from _cross_rows(category, header, (content, citation, span))
        yield Block(rows=(_space(_PLAN_GAP_PT),))


def _cross_rows(
    category: CrossCategory, header: tuple[Row, ...], columns: tuple[int, int, int]
) -> Iterator[Block]:
    """One block for each citation: its rows share the project's and the citation's cell."""
    content, citation, span = columns
    rows: list[Row] = []
    token = ""
    for number, row in enumerate(category.rows):
        if row.citation:
            if rows:
                yield Block(rows=tuple(rows), header=header)
                rows = []
            token = f"{category.id}:{number}"
        cells = (
            Cell(
                column=0,
                text=row.project,
                style="cell",
                span=content,
                merge=f"{token}:project",
                continued=True,
            ),
            Cell(column=content, text=row.content, style="cell", span=citation - content),
            Cell(
                column=citation,
                text=row.citation,
                style="center",
                span=span - citation,
                merge=f"{token}:citation",
            ),
        )
        rows.append(Row(kind="body", cells=cells))
    yield Block(rows=tuple(rows), header=header)


# ---------------------------------------------------------------- small pieces


def _style(column: Column) -> str:
    return _STYLES.get(column.role, "center" if column.align == "center" else "cell")


def _stub_cell(project: Project, text: str) -> Cell:
    return Cell(
        column=0, text=text, style="stub", merge=f"project:{project.id}", continued=bool(text)
    )


def _space(height_pt: float) -> Row:
    return Row(kind="space", cells=(), height_pt=height_pt)
