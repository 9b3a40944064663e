"""status.html: the board as one page that opens anywhere, without a network, and prints on A4.

In goes a Board; out comes HTML. Style and script stand in it; the page itself forbids
every request and every other script.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote

from shinchoku.findings import Finding, Severity
from shinchoku.followup.board import (
    Board,
    DepartmentStatus,
    Share,
    count_by_severity,
    counts_told,
)
from shinchoku.followup.grades import grades
from shinchoku.followup.markup import Markup, element, joined
from shinchoku.followup.reminders import State
from shinchoku.intake.rules.files import missing
from shinchoku.model import Theme
from shinchoku.normal import spelled_out
from shinchoku.paper.contrast import is_readable
from shinchoku.words import Listed, Words, words

STATUS = "status.html"

_INK, _PAPER = "222222", "FFFFFF"
_STATES = list(State)
_OPEN = (State.OVERDUE, State.MISSING)


def status_page(board: Board) -> str:
    """Return the whole page."""
    about = board.intake.definition.round
    say = words(about.language)
    style, script = _asset("status.css"), _asset("status.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", say("board.page_title", title=about.title)),
        element("style", Markup(_colors(board.intake.definition.theme) + style)),
    )
    body = element(
        "body",
        element("a", say("board.skip"), href="#departments", class_="skip"),
        _top(say, board),
        element("main", _departments(say, board), grades(say, board), *_findings(say, board)),
        element("script", Markup(script)),
    )
    page = element("html", head, body, lang=about.language)
    return f"<!DOCTYPE html>\n{page}\n"


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- colours


def _colors(theme: Theme) -> str:
    """Return the theme's colours for the style; one that would be hard to read is replaced."""
    colors = theme.colors
    chosen = {
        "ink": _INK,
        "dark": _readable(colors.dark, _PAPER, "1F3A4A"),
        "tint": _readable(colors.tint, _INK, "E8EEF1"),
        "alarm": _readable(colors.callout, _PAPER, "B3261E"),
        "line": "7F7F7F",
        "rule": "D0D0D0",
    }
    return ":root{" + "".join(f"--{name}:#{color};" for name, color in chosen.items()) + "}\n"


def _readable(color: str, against: str, instead: str) -> str:
    return color if is_readable(color, against) else instead


# ---------------------------------------------------------------- at a glance


def _top(say: Words, board: Board) -> Markup:
    about = board.intake.definition.round
    when = [element("span", say("board.deadline", day=about.day(say, about.deadline)))]
    left = board.days_left
    if left is not None:
        key = "left" if left > 0 else "last" if left == 0 else "over"
        when.append(element("strong", say(f"board.days.{key}", count=abs(left))))
    if board.today is not None:
        when.append(element("span", say("board.as_of", day=about.day(say, board.today))))
    return element(
        "header",
        element("h1", say("board.title")),
        element("p", about.title, class_="round"),
        element("p", *when, class_="when"),
        element("dl", *_tiles(say, board), class_="tiles"),
        *_built(say, board),
    )


def _built(say: Words, board: Board) -> Iterator[Markup]:
    """Yield links to what the last compile made, where there was one."""
    if board.built:
        named = (element("a", path.rpartition("/")[2], href=quote(path)) for path in board.built)
        yield element("p", say("board.built"), *(part for each in named for part in (" ", each)))


def _tiles(say: Words, board: Board) -> Iterator[Markup]:
    states, counts = board.states, count_by_severity(board.findings)
    asked = len(board.departments)
    came = asked - sum(states[state] for state in _OPEN)
    yield _tile(say("board.came"), came, say("board.of_departments", count=asked))
    open_state = State.OVERDUE if states[State.OVERDUE] else State.MISSING
    for state in (open_state, State.ERRORS, State.CONFLICTING):
        if state is not State.CONFLICTING or states[state]:
            alarm = bool(states[state]) and state is not State.MISSING
            unit = say("board.departments_unit", count=states[state])
            yield _tile(say(f"board.state.{state}"), states[state], unit, alarm=alarm)
    for severity in (Severity.ERROR, Severity.WARNING):
        alarm = severity is Severity.ERROR and bool(counts[severity])
        unit = say("board.findings_unit", count=counts[severity])
        yield _tile(say(f"severity.{severity}"), counts[severity], unit, alarm=alarm)
    for form in board.forms:
        share = board.items(form.id)
        label = say("board.complete_items", form=form.sheet)
        yield _tile(label, share.count, say("board.of_items", total=share.total))


def _tile(label: str, number: int, unit: str, *, alarm: bool = False) -> Markup:
    figure = element("dd", str(number), element("small", f" {unit}"))
    return element("div", element("dt", label), figure, class_="alarm" if alarm else None)


# ---------------------------------------------------------------- the departments


def _departments(say: Words, board: Board) -> Markup:
    due = ("deadline",) if board.has_own_deadlines else ()
    columns = ("name", "state", *due, "items", *Severity, "files", "returned")
    heads = [_head(say, name) for name in columns]
    about = board.intake.definition.round
    rows = [
        _department_row(say, index, status, say.tell(about.told(status.deadline)) if due else "")
        for index, status in _most_open(board)
    ]
    return element(
        "section",
        element("h2", say("board.departments"), id="departments-title"),
        element(
            "div",
            element(
                "table",
                element("caption", say("board.departments_caption")),
                element("thead", element("tr", *heads)),
                element("tbody", *rows),
                class_="sortable cards",
            ),
            class_="scroll",
        ),
        id="departments",
        aria_labelledby="departments-title",
        tabindex=-1,
    )


def _most_open(board: Board) -> list[tuple[int, DepartmentStatus]]:
    """Return the departments with their place in the definition, who lets wait first."""

    def openness(each: tuple[int, DepartmentStatus]) -> tuple[int, bool]:
        return _STATES.index(each[1].state), not each[1].findings

    return sorted(enumerate(board.departments), key=openness)


def _head(say: Words, name: str) -> Markup:
    """Return a column's head; `data-first` makes it sortable and says in which order first."""
    first = dict.fromkeys(("name", "state", "deadline", "items"), "ascending")
    counted = name in set(Severity)
    text = say(f"severity.{name}") if counted else say(f"board.column.{name}")
    return element(
        "th",
        text,
        scope="col",
        class_="number" if counted else None,
        data_first="descending" if counted else first.get(name),
        aria_sort="ascending" if name == "state" else None,
    )


def _department_row(say: Words, index: int, status: DepartmentStatus, due: str) -> Markup:
    name: str = status.department.name
    if status.findings:
        name = element("a", name, href=f"#{_anchor(status)}")
    counts = count_by_severity(status.findings)
    return element(
        "tr",
        element("th", name, scope="row", data_value=index),
        _cell(say, "state", _state(say, status.state), data_value=_STATES.index(status.state)),
        *_due_cell(say, status, due),
        _items_cell(say, status.all_items),
        *(_count_cell(say, severity, count) for severity, count in counts.items()),
        _cell(say, "files", _files(say, status), class_="small wide"),
        _cell(say, "returned", joined(*_to_send(say, status)), class_="small short"),
    )


def _files(say: Words, status: DepartmentStatus) -> str:
    """Return what a department sent; or where else its sheets lie, if they do."""
    names = [spelled_out(file.rpartition("/")[2]) for file in status.files]
    lying = [finding.also for finding in status.findings if finding.rule is missing]
    return say.tell(Listed(names, "names")) or say.tell(Listed(lying, "sentences")) or "—"


def _state(say: Words, state: State) -> Markup:
    return element("span", say(f"board.state.{state}"), class_=f"state {state}")


def _cell(say: Words, column: str, *texts: str, **given: str | float | None) -> Markup:
    """Return a cell; on a narrow screen it stands behind its column's name."""
    label = say(f"severity.{column}") if column in set(Severity) else say(f"board.column.{column}")
    return element("td", *texts, data_label=label, **given)


def _due_cell(say: Words, status: DepartmentStatus, due: str) -> Iterator[Markup]:
    """Yield the cell with a department's deadline, where the table has such a column."""
    if due:
        yield _cell(say, "deadline", due, class_="short", data_value=status.deadline.toordinal())


def _items_cell(say: Words, share: Share) -> Markup:
    part = share.count / share.total if share.total else 0
    bar = element(
        "svg",
        element("rect", width=round(part * 100, 1), height=10),
        class_="bar",
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
    text = element("span", f"{share.count} / {share.total}", class_="share")
    return _cell(say, "items", bar, text, data_value=part, class_="items")


def _count_cell(say: Words, severity: Severity, count: int) -> Markup:
    tone = "none" if not count else "some alarm" if severity is Severity.ERROR else "some"
    return _cell(say, severity, str(count), data_value=count, class_=f"number {tone}")


def _to_send(say: Words, status: DepartmentStatus) -> Iterator[Markup]:
    """Yield, in one piece, links to what a department is to get: returned workbook and draft."""
    links = [
        element("a", say(f"board.{key}"), href=quote(path), aria_label=label)
        for key, path in (("returned", status.returned), ("draft", status.draft))
        if path and (label := say(f"board.{key}_link", name=status.department.name))
    ]
    if links:
        yield element("span", *(part for link in links for part in (link, " ")))


def _anchor(status: DepartmentStatus) -> str:
    return f"department-{quote(status.department.id)}"


# ---------------------------------------------------------------- the findings


def _findings(say: Words, board: Board) -> Iterator[Markup]:
    if board.general:
        yield element(
            "section",
            element("h2", say("board.general"), id="general-title"),
            _finding_table(say, board, board.general, say("board.general_caption"), with_file=True),
            aria_labelledby="general-title",
        )
    concerned = [status for _, status in _most_open(board) if status.findings]
    if concerned:
        yield element(
            "section",
            element("h2", say("board.findings"), id="findings-title"),
            element("p", say("board.findings_how")),
            *(_department_findings(say, board, status) for status in concerned),
            aria_labelledby="findings-title",
        )


def _department_findings(say: Words, board: Board, status: DepartmentStatus) -> Markup:
    name, anchor = status.department.name, _anchor(status)
    counts = count_by_severity(status.findings)
    caption = say("board.findings_caption", name=name, counts=counts_told(counts))
    several = len({*status.files, *(found.where.file for found in status.findings)}) > 1
    return element(
        "section",
        element("h3", name, _state(say, status.state), *_to_send(say, status), id=anchor),
        _finding_table(say, board, status.findings, caption, with_file=several),
        *([_reminder(say, status)] if status.reminder else []),
        class_="department",
        aria_labelledby=anchor,
    )


def _finding_table(
    say: Words, board: Board, findings: Sequence[Finding], caption: str, *, with_file: bool
) -> Markup:
    names = (*(("file",) if with_file else ()), "severity", "cell", "message", "hint", "code")
    heads = (element("th", say(f"column.{name}"), scope="col") for name in names)
    rows = (
        joined(_finding_row(say, finding, with_file=with_file), *_solving(board, finding, names))
        for finding in findings
    )
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", *heads)),
            element("tbody", *rows),
            class_="cards",
        ),
        class_="scroll",
    )


def _finding_row(say: Words, finding: Finding, *, with_file: bool) -> Markup:
    cell = " ".join(part for part in (finding.where.sheet, finding.where.cell) if part)
    tone = "short alarm" if finding.severity is Severity.ERROR else "short"
    file = element("td", spelled_out(finding.where.file.rpartition("/")[2]), class_="small wide")
    return element(
        "tr",
        *([file] if with_file else []),
        element("td", say(f"severity.{finding.severity}"), class_=tone),
        element("td", cell, class_="short"),
        element("td", say.tell(finding.message), class_="wide"),
        element("td", say.tell(finding.hint), data_label=say("column.hint"), class_="wide"),
        element("td", finding.code, class_="small short"),
    )


def _solving(board: Board, finding: Finding, columns: Sequence[str]) -> Iterator[Markup]:
    """Yield below a finding the commands that solve it, across all columns."""
    commands = [element("code", command) for command in board.commands(finding)]
    if commands:
        yield element("tr", element("td", *commands, colspan=len(columns)), class_="solving")


def _reminder(say: Words, status: DepartmentStatus) -> Markup:
    label = say("board.reminder", name=status.department.name)
    lines, done = min(24, status.reminder.count("\n") + 3), say("board.copied")
    button = {"type": "button", "class_": "copy", "hidden": "", "data_done": done}
    copy = element("button", say("board.copy"), **button)
    return element(
        "details",
        element("summary", label),
        element("textarea", status.reminder, readonly="", rows=lines, aria_label=label),
        joined(copy, element("span", role="status")),
    )
