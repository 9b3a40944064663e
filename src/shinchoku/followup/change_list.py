"""The list of changes as a workbook, printed on A4 turned: what, whose, who and why, which page.

In goes what was compared; its second sheet counts. It has who and why: it is for internal use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from shinchoku.intake.ledger import DIGITS
from shinchoku.model import Definition, Department
from shinchoku.normal import in_one_line, spelled_out
from shinchoku.paper.limits import lined
from shinchoku.paper.lines import longest_wrap
from shinchoku.paper.metrics import metrics
from shinchoku.paper.page import column_px
from shinchoku.paper.workbook import Book, Format, SheetWriter
from shinchoku.publishing.changes import Change, GradeCount, by_department
from shinchoku.publishing.reports import Report
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.style import BODY_PT, DARK, Look
from shinchoku.words import Words, words

_PARTS = ("kind", "item", "name", "department", "column", "before", "after", "page", "who", "why")
_WIDTHS = (5.5, 6.5, 13.0, 7.5, 8.0, 19.0, 19.0, 5.0, 8.0, 14.0)
_PLACE = {name: index for index, name in enumerate(_PARTS)}
_TITLE_SIZE = 14
_MOST_LINES = 28  # of a text in one row: what is longer goes on in the next
_COUNT_WIDTHS = (16.0, 16.0, 10.0, 8.0, 8.0, 8.0)
_GONE, _NEW = "A01010", "1F4E9F"


class Compared(NamedTuple):
    """Two reports, what changed between them, and the counts; `arrived`: sha256 -> when."""

    first: Report
    second: Report
    changes: Sequence[Change]
    counts: Sequence[GradeCount]
    arrived: Mapping[str, str]


def write_change_list(path: Path, definition: Definition, compared: Compared) -> None:
    """Write the workbook. Raises OSError, with the file's name, where it cannot be saved."""
    say = words(definition.round.language)
    with Book(path, created=definition.round.issued, title=say("changes.title")) as book:
        look = Look(book, definition.theme.body_font, say)
        issuer = Department(id="", name=definition.round.issuer)
        for name, kind in (("changes.sheet", _List), ("changes.counts", _Counts)):
            sheet = book.sheet(say(name), rows_grow=True)
            kind(sheet, look, definition, compared).write()
            set_up_print(sheet, look, issuer, landscape=True)


def report_told(say: Words, report: Report) -> str:
    """Return a report in one line: which it is, when it was made, what it is, and its digest."""
    return say(
        "changes.report",
        number=report.number,
        at=report.at[:16].replace("T", " "),
        kind=say(f"changes.kind_of.{report.kind}"),
        total=report.total,
        digest=report.digest[:DIGITS],
        published=say("changes.published") if report.published else "",
    )


class _Sheet:
    """What both sheets have: which reports are compared."""

    widths: tuple[float, ...]

    def __init__(
        self, sheet: SheetWriter, look: Look, definition: Definition, compared: Compared
    ) -> None:
        self.sheet, self.look, self.say = sheet, look, look.say
        self.definition, self.compared = definition, compared

    def head(self) -> int:
        """Write the title and what is compared; return the row below."""
        say, first, second = self.say, self.compared.first, self.compared.second
        for column, width in enumerate(self.widths):
            self.sheet.column_px(column, column_px(width))
        title = say("changes.head", title=in_one_line(self.definition.round.title))
        self._line(0, title, _TITLE_SIZE, bold=True, font_color=DARK)
        count = len(self.compared.changes)
        lines = (
            say("changes.from", report=report_told(say, first)),
            say("changes.to", report=report_told(say, second)),
            say("changes.count", count=count) if count else say("changes.none"),
        )
        for row, line in enumerate(lines, start=1):
            self._line(row, line)
        return len(lines) + 1

    def _line(self, row: int, text: str, size: int = BODY_PT, **properties: object) -> None:
        """Write a line of the head over the width of the table, in as many lines as it needs."""
        style = self.look.plain(size, text_wrap=True, **properties)
        self.sheet.merge(row, 0, row, len(self.widths) - 1, lined(text), style)
        texts = [(text, sum(self.widths))]
        bold = bool(properties.get("bold"))
        self.sheet.row(row, self.look.height_pt(texts, size=size, bold=bold))

    def header(self, row: int, names: Sequence[str]) -> None:
        """Write the headings of a table."""
        texts = [self.say(f"changes.{name}") for name in names]
        for column, text in enumerate(texts):
            self.sheet.text(row, column, text, self.look.header(filled=False))
        sized = list(zip(texts, self.widths, strict=False))
        self.sheet.row(row, self.look.height_pt(sized, bold=True))


class _List(_Sheet):
    """The changes, one below the other."""

    widths = _WIDTHS

    def write(self) -> None:
        """Write the sheet."""
        head = self.head()
        self.header(head, _PARTS)
        row = head + 1
        for change in self.compared.changes:
            for cells in self._rows(change):
                self._row(row, cells, change)
                row += 1
        self.sheet.freeze(head + 1, 0)
        self.sheet.repeat_rows(head, head)
        if row > head + 1:
            self.sheet.filter((head, 0, row - 1, len(_PARTS) - 1))

    def _rows(self, change: Change) -> Iterator[list[str]]:
        """Yield the texts of a change row by row: one that is too high for one goes on."""
        say = self.say
        cells = dict.fromkeys(_PARTS, "") | {
            "kind": say(f"changes.is.{change.kind}"),
            "item": change.owner,
            "name": self._name(change),
            "department": change.department,
            "column": self._column(change),
            "page": self._pages(change),
            **self._source(change),
        }
        texts = (self._lines("before", change), self._lines("after", change))
        for index, (before, after) in enumerate(zip_longest(*texts, fillvalue="")):
            own = cells if index == 0 else {**cells, "kind": say("changes.goes_on"), "page": ""}
            yield [*(own | {"before": before, "after": after}).values()]

    def _name(self, change: Change) -> str:
        if change.kind == "renamed":
            return self.say(f"changes.renamed.{change.heading}", id=change.label)
        return "\n".join(filter(None, (change.place, change.label)))

    def _column(self, change: Change) -> str:
        if change.kind == "moved":
            return self.say("changes.department")
        return "" if change.kind == "renamed" else change.heading

    def _pages(self, change: Change) -> str:
        before, after = ("—" if page is None else str(page) for page in change.pages)
        if change.kind in {"renamed", "moved"}:
            return ""
        return before if before == after else f"{before} → {after}"

    def _lines(self, side: str, change: Change) -> Iterator[str]:
        """Yield a text in pieces that a row holds; joined, they are the text."""
        text = change.before if side == "before" else change.after
        if not text and change.silent[side == "after"]:
            text = self.definition.texts.missing
        of = metrics(self.look.font, BODY_PT)
        lines = longest_wrap(text, int(of.em * _WIDTHS[_PLACE[side]]), of)
        for start in range(0, len(lines), _MOST_LINES):
            yield "".join(lines[start : start + _MOST_LINES])

    def _source(self, change: Change) -> Mapping[str, str]:
        """Return who gave a text, and why it changed."""
        say, source = self.say, change.source
        if "who" in source:
            return {"who": source["who"], "why": source.get("why", "")}
        if "department" in source:
            name = spelled_out(PurePosixPath(source.get("file", "")).name)
            at = self.compared.arrived.get(source.get("sha256", ""), "")[:16].replace("T", " ")
            why = say("changes.received", name=name, at=at) if at else name
            return {"who": self._department(source["department"]), "why": why}
        if "file" in source:
            return {"who": "", "why": say("changes.master", name=source["file"])}
        return {"who": "", "why": ""}

    def _department(self, id_: str) -> str:
        names = {each.id: each.name for each in self.definition.everybody}
        return names.get(id_, id_)

    def _row(self, row: int, cells: Sequence[str], change: Change) -> None:
        marked = change.before and change.after and change.kind == "changed"
        plain = self.look.boxed()
        for column, text in enumerate(cells):
            side = _PARTS[column]
            if marked and side in {"before", "after"}:
                self._marked(row, column, text, change)
            else:
                self.sheet.text(row, column, lined(text), plain)
        self.sheet.row(row, self.look.height_pt(zip(cells, _WIDTHS, strict=True)))

    def _marked(self, row: int, column: int, text: str, change: Change) -> None:
        """Write a text with what is only in it, and not in the other, in colour."""
        own, other = change.before, change.after
        look = self._font(font_color=_GONE, font_strikeout=True)
        if _PARTS[column] == "after":
            own, other = other, own
            look = self._font(font_color=_NEW, underline=1, bold=True)
        pieces = parted(text, own, other)
        plain = self._font()
        fonts = ((piece, font) for piece, font in zip(pieces, (plain, look, plain), strict=True))
        self.sheet.pieces(row, column, [each for each in fonts if each[0]], self.look.boxed())

    def _font(self, **properties: object) -> Format:
        return self.look.book.format(font_name=self.look.font, font_size=BODY_PT, **properties)


def parted(text: str, own: str, other: str) -> tuple[str, str, str]:
    """Return a text in three: how it begins and ends as the other does, and what is between.

    Of a text that is only a piece of its `own`, no more than it has is marked.
    """
    if text != own:
        return (text, "", "")
    start = 0
    while start < min(len(own), len(other)) and own[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(own), len(other)) - start and own[-1 - end] == other[-1 - end]:
        end += 1
    return own[:start], own[start : len(own) - end], own[len(own) - end :]


class _Counts(_Sheet):
    """How many changes each department has, and how often each grade was given."""

    widths = _COUNT_WIDTHS

    def write(self) -> None:
        """Write the sheet."""
        counts = by_department(self.compared.changes)
        order = [each.name for each in self.definition.everybody]
        names = [*order, *sorted(counts.keys() - {*order})]
        nobody = self.say("changes.nobody")
        changes = [(name or nobody, counts[name]) for name in names]
        row = self._table(self.head() + 1, ("department", "changes"), changes)
        heads = ("form", "column", "code", "before", "after", "difference")
        grades = [(*each, each.after - each.before) for each in self.compared.counts]
        self._table(row + 1, heads, grades)

    def _table(self, row: int, heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> int:
        """Write a table; return the row below."""
        self.header(row, heads)
        for number, cells in enumerate(rows, start=row + 1):
            self._cells(number, cells)
        return row + 1 + len(rows)

    def _cells(self, row: int, cells: Sequence[str | int]) -> None:
        plain = self.look.boxed()
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                self.sheet.text(row, column, lined(cell), plain)
            else:
                self.sheet.number(row, column, cell, plain)
        texts = zip(map(str, cells), self.widths, strict=False)
        self.sheet.row(row, self.look.height_pt(texts))
