"""The grades so far on the status board: a bar chart for each graded column, and its table."""

from __future__ import annotations

from collections.abc import Sequence

from shinchoku.followup.board import Board, Share
from shinchoku.followup.markup import Markup, element
from shinchoku.model import ColumnTally
from shinchoku.records import dataclass
from shinchoku.words import Words

_CHART_PX, _BAR_PX, _CHARACTER_PX = 520, 30, 16


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar with what stands before and behind it; without a colour, the page's own."""

    label: str
    count: int
    text: str
    class_: str = ""
    color: str = ""


def grades(say: Words, board: Board) -> Markup:
    """Return the section; nothing where no column is graded."""
    charts = []
    for spec in board.counted:
        form = board.intake.definition.form(spec.form_id)
        header = form.column(spec.column_id).title
        charts.append(_grade(say, header, board.tally[spec.id], board.graded(form, spec.id)))
    if not charts:
        return Markup("")
    return element(
        "section",
        element("h2", say("board.grades"), id="grades-title"),
        *charts,
        aria_labelledby="grades-title",
        class_="fresh",
    )


def _grade(say: Words, header: str, tally: ColumnTally, graded: Share) -> Markup:
    summary = say("board.graded", column=header, count=graded.count, total=graded.total)
    left = graded.total - graded.count
    bars = [
        _Bar(
            row.choice,
            row.count,
            say("board.bar", count=str(row.count), percent=row.percent),
            color=row.color,
        )
        for row in tally.rows
    ]
    bars.append(_Bar(say("board.ungraded_short"), left, str(left), class_="open"))
    return element(
        "div",
        _chart(say, summary, bars),
        _grade_table(say, header, summary, tally, left),
        class_="grades",
    )


def _chart(say: Words, summary: str, bars: Sequence[_Bar]) -> Markup:
    """Draw the bars; the table beside it says the same."""
    most = max(1, *(bar.count for bar in bars))
    start = _CHARACTER_PX * max(3, *(len(bar.label) for bar in bars)) + 8
    room = _CHART_PX - start - 90
    shapes = []
    for index, bar in enumerate(bars):
        top, width = index * _BAR_PX, round(bar.count / most * room, 1)
        style = f"fill:#{bar.color}" if bar.color else None
        class_ = bar.class_ or ("graded" if bar.color else None)
        shapes += [
            element("text", bar.label, x=start - 8, text_anchor="end", class_="code", y=top + 20),
            element("rect", x=start, y=top + 5, width=width, height=20, class_=class_, style=style),
            element("text", bar.text, x=start + width + 8, y=top + 20),
        ]
    return element(
        "svg",
        *shapes,
        class_="chart",
        viewBox=f"0 0 {_CHART_PX} {len(bars) * _BAR_PX}",
        role="img",
        aria_label=say("board.chart", summary=summary),
    )


def _grade_table(say: Words, header: str, summary: str, tally: ColumnTally, left: int) -> Markup:
    heads = [
        element("th", text, scope="col", class_=class_)
        for text, class_ in (
            (header, None),
            (say("board.column.count"), "number"),
            (say("board.column.percent"), "number"),
        )
    ]
    rows = []
    for row in tally.rows:
        label = say("grade.named", code=row.choice, label=row.label)
        rows.append(_grade_row(label, row.count, f"{row.percent}%"))
    rows.append(_grade_row(say("board.ungraded"), left, ""))
    return element(
        "table",
        element("caption", summary),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
    )


def _grade_row(label: str, count: int, percent: str) -> Markup:
    return element(
        "tr",
        element("th", label, scope="row"),
        element("td", str(count), class_="number"),
        element("td", percent, class_="number"),
    )
