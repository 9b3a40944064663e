"""The short tables of the report as rows: the grades, the goals, and the bars between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.layout.styles import grade_style
from shinchoku.model import (
    Cell,
    Goal,
    Grade,
    NodeGoals,
    NodeGoalsPart,
    Row,
    RowKind,
)
from shinchoku.words import Words


def bar_row(text: str, style: str, span: int) -> Row:
    """Return a row that one text spans: a title or a band."""
    kind: RowKind = "title" if style in {"division", "plan", "subplan"} else "band"
    return Row(kind=kind, cells=(Cell(column=0, text=text, style=style, span=span),))


def space(height_pt: float) -> Row:
    """Return free height."""
    return Row(kind="space", cells=(), height_pt=height_pt)


# ---------------------------------------------------------------- the grades


def scale_rows(grades: Sequence[Grade], stub: int, span: int, say: Words) -> Iterator[Row]:
    """Yield a row for each grade: its code over `stub` of `span` columns, its label."""
    for grade in grades:
        if span == stub:
            text = say("grade.named", code=grade.code, label=grade.label)
            cells: tuple[Cell, ...] = (Cell(column=0, text=text, style="cell", span=span),)
        else:
            cells = (
                Cell(column=0, text=grade.code, style=grade_style(grade.color), span=stub),
                Cell(column=stub, text=grade.label, style="cell", span=span - stub),
            )
        yield Row(kind="body", cells=cells)


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
