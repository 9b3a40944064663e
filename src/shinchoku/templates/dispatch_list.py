"""The dispatch list: each department, its file and what it is asked, with totals.

In go the definition and the summaries of the templates; out comes one small workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shinchoku.model import Definition, Department, Form
from shinchoku.paper.limits import lined
from shinchoku.paper.page import column_px, height_pt
from shinchoku.paper.workbook import Book, Format, SheetWriter
from shinchoku.sheets import cell_name
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.style import DARK, HEADER, Look
from shinchoku.words import Words, words

_WIDTHS = (6.0, 18.0, 27.0)
_COUNT_WIDTH = 7.0
_TITLE_ROW, _ROUND_ROW, _DEADLINE_ROW, _HEADER_ROW, _FIRST_ROW = range(5)
_ROW_PT, _TITLE_PT = 18.0, 27.0


@dataclass(frozen=True, slots=True)
class TemplateSummary:
    """What one template asks: form id -> the numbers of entries and of their lines."""

    department_id: str
    file: str
    counts: Mapping[str, tuple[int, int]]


def dispatch_file(say: Words) -> str:
    """Return the file's name."""
    return f"{say('dispatch.file')}.xlsx"


def write_dispatch_list(
    path: Path, definition: Definition, summaries: Sequence[TemplateSummary]
) -> None:
    """Write the list."""
    say = words(definition.round.language)
    title = say("dispatch.title")
    with Book(path, created=definition.round.issued, title=title) as book:
        look = Look(book, definition.theme.body_font, say)
        _List(book.sheet(title), look, definition).write(summaries)


@dataclass(frozen=True, slots=True)
class _List:
    sheet: SheetWriter
    look: Look
    definition: Definition

    def write(self, summaries: Sequence[TemplateSummary]) -> None:
        headers = self._headers()
        self._write_top(headers)
        names = {department.id: department.name for department in self.definition.departments}
        cell = self.look.boxed(valign="vcenter")
        for row, summary in enumerate(summaries, start=_FIRST_ROW):
            texts = (summary.department_id, names[summary.department_id], summary.file)
            for index, text in enumerate(texts):
                self.sheet.text(row, index, lined(text), cell)
            for index, count in enumerate(self._counts(summary), start=len(texts)):
                self.sheet.number(row, index, count, cell)
            self.sheet.row(row, max(_ROW_PT, height_pt(zip(texts, _WIDTHS, strict=True))))
        self._write_total(summaries)
        self._finish(_FIRST_ROW + len(summaries), len(headers) - 1)

    def _headers(self) -> tuple[str, ...]:
        say = self.look.say
        counts = (say(f"dispatch.{key}", sheet=form.sheet) for form, key in self._counted())
        return (say("dispatch.id"), say("dispatch.name"), say("dispatch.template"), *counts)

    def _counted(self) -> Iterator[tuple[Form, str]]:
        """Yield what is counted of each form: its entries, and their lines if any has several."""
        for form in self.definition.forms:
            yield form, "items"
            if any(len(entry.lines) > 1 for _, entry in self.definition.entries(form)):
                yield form, "lines"

    def _counts(self, summary: TemplateSummary) -> tuple[int, ...]:
        keys = ("items", "lines")
        return tuple(summary.counts[form.id][keys.index(key)] for form, key in self._counted())

    def _write_top(self, headers: tuple[str, ...]) -> None:
        about = self.definition.round
        widths = [*_WIDTHS, *[_COUNT_WIDTH] * (len(headers) - len(_WIDTHS))]
        last = len(headers) - 1
        wrapped = self.look.plain(text_wrap=True)
        say = self.look.say
        deadline = say("dispatch.deadline", deadline=say.day(about.deadline))
        title = self.look.plain(14, bold=True, font_color=DARK)
        self.sheet.text(_TITLE_ROW, 0, say("dispatch.title"), title)
        self.sheet.merge(_ROUND_ROW, 0, _ROUND_ROW, last, lined(about.title), wrapped)
        self.sheet.text(_DEADLINE_ROW, 0, deadline, self.look.plain())
        self.sheet.row(_TITLE_ROW, _TITLE_PT)
        self.sheet.row(_ROUND_ROW, height_pt([(about.title, sum(widths))]))
        self.sheet.row(_DEADLINE_ROW, _ROW_PT)
        for index, (header, width) in enumerate(zip(headers, widths, strict=True)):
            self.sheet.column_px(index, column_px(width))
            self.sheet.text(_HEADER_ROW, index, header, self._strong(align="center"))
        self.sheet.row(_HEADER_ROW, height_pt(zip(headers, widths, strict=True)))

    def _write_total(self, summaries: Sequence[TemplateSummary]) -> None:
        row = _FIRST_ROW + len(summaries)
        label = self.look.say("dispatch.total", count=len(summaries))
        self.sheet.merge(row, 0, row, len(_WIDTHS) - 1, label, self._strong())
        columns = zip(*map(self._counts, summaries), strict=True)
        for index, counts in enumerate(columns, start=len(_WIDTHS)):
            first, last = cell_name(_FIRST_ROW + 1, index + 1), cell_name(row, index + 1)
            self.sheet.formula(row, index, f"=SUM({first}:{last})", self._strong(), sum(counts))
        self.sheet.row(row, _ROW_PT)

    def _strong(self, align: str = "") -> Format:
        return self.look.boxed(bold=True, valign="vcenter", bg_color=HEADER, align=align)

    def _finish(self, last_row: int, last_column: int) -> None:
        self.sheet.freeze(_FIRST_ROW, 0)
        self.sheet.filter((_HEADER_ROW, 0, last_row - 1, last_column))
        self.sheet.repeat_rows(_HEADER_ROW, _HEADER_ROW)
        issuer = Department(id="", name=self.definition.round.issuer)
        set_up_print(self.sheet, self.look, issuer, landscape=True)
