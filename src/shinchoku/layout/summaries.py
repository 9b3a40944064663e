"""The short tables of the report as rows: the grade table, the goals, and the bars between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.model import (
    Cell,
    ColumnTally,
    Goal,
    Grade,
    NodeGoals,
    NodeGoalsPart,
    Row,
    RowKind,
    TallyHeaders,
    TallyRow,
)
from shinchoku.words import Words


def bar_row(text: str, style: str, span: int) -> Row:
    """Return a row that one text spans: a title or a band."""
    kind: RowKind = "title" if style in {"division", "plan", "subplan"} else "band"
    return Row(kind=kind, cells=(Cell(column=0, text=text, style=style, span=span),))


def space(height_pt: float) -> Row:
    """Return free height."""
    return Row(kind="space", cells=(), height_pt=height_pt)


# ---------------------------------------------------------------- the grade table


def scale_rows(grades: Sequence[Grade], span: int, say: Words) -> Iterator[Row]:
    """Yield a row for each grade: its code, its label."""
    for grade in grades:
        if span == 1:
            text = say("grade.named", code=grade.code, label=grade.label)
            cells: tuple[Cell, ...] = (Cell(column=0, text=text, style="cell"),)
        else:
            cells = (
                Cell(column=0, text=grade.code, style="grade"),
                Cell(column=1, text=grade.label, style="cell", span=span - 1),
            )
        yield Row(kind="body", cells=cells)


def tally_rows(tally: ColumnTally, headers: TallyHeaders) -> Iterator[Row]:
    """Yield the grade table in a grid of five: grade, breakdown mark, label, count, per cent."""
    code, label = "tally:code", "tally:label"
    yield Row(
        kind="header",
        cells=(
            Cell(column=0, text=headers.code, style="header", merge=code),
            Cell(column=1, text=headers.label, style="header", span=2, merge=label),
            Cell(column=3, text=headers.parent, style="header", span=2),
        ),
    )
    yield Row(
        kind="header",
        cells=(
            Cell(column=0, style="header", merge=code),
            Cell(column=1, style="header", span=2, merge=label),
            Cell(column=3, text=headers.count, style="header"),
            Cell(column=4, text=headers.percent, style="header"),
        ),
    )
    for row in tally.rows:
        merge = f"tally:{row.choice}"
        if not row.label and not row.breakdown:
            yield _tally_row(row, Cell(column=0, text=row.choice, style="cell", span=3))
            continue
        yield _tally_row(
            row,
            Cell(column=0, text=row.choice, style="grade", merge=merge),
            Cell(column=1, text=row.label, style="cell", span=2),
        )
        for index, part in enumerate(row.breakdown):
            mark = headers.breakdown if index == 0 else ""
            yield _tally_row(
                part,
                Cell(column=0, style="grade", merge=merge),
                Cell(column=1, text=mark, style="center", merge=f"{merge}:breakdown"),
                Cell(column=2, text=part.label, style="cell"),
            )
    yield _tally_row(tally.total, Cell(column=0, text=headers.total, style="header", span=3))


def _tally_row(row: TallyRow, *cells: Cell) -> Row:
    count = Cell(column=3, text=str(row.count), style="number", key=row.bucket)
    share = Cell(column=4, text=f"{row.percent}%", style="number")
    return Row(kind="body", cells=(*cells, count, share))


# ---------------------------------------------------------------- the goals


def goal_rows(goals: Sequence[Goal], span: int) -> Iterator[Row]:
    """Yield one row for each goal: its tile, its title, what it says."""
    for goal in goals:
        yield Row(
            kind="body",
            cells=(
                Cell(column=0, text=goal.number, style=f"tile:{goal.color}"),
                Cell(column=1, text=goal.title, style="stub"),
                Cell(column=2, text=goal.description, style="cell", span=span - 2),
            ),
        )


def node_goal_rows(
    nodes: Sequence[NodeGoals], part: NodeGoalsPart, span: int
) -> tuple[tuple[Row, ...], list[Row]]:
    """Return the header and the rows of node -> goals, the nodes above as bands."""
    title_span = 3
    header = Row(
        kind="header",
        cells=(
            Cell(column=0, text=part.level_header, style="header", span=title_span),
            Cell(column=title_span, text=part.goals_header, style="header", span=span - title_span),
        ),
    )
    rows, under = [], ""
    for node in nodes:
        if node.under != under:
            rows.append(bar_row(node.under, "band", span))
            under = node.under
        cells = [Cell(column=0, text=node.text, style="cell", span=title_span)]
        for column, goal in enumerate(node.goals, start=title_span):
            cells.append(Cell(column=column, text=goal.number, style=f"tile:{goal.color}"))
        free = title_span + len(node.goals)
        if free < span:
            cells.append(Cell(column=free, style="cell", span=span - free))
        rows.append(Row(kind="tile", cells=tuple(cells)))
    return (header,), rows
