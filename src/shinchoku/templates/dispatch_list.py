"""The dispatch list: each department, its file and what it is asked, with totals.

In go the definition and the summaries of the templates; out comes one small workbook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from shinchoku.failures import SheetsError, UnclearNameError
from shinchoku.identity import template_file_name
from shinchoku.model import Definition, Department, Form
from shinchoku.normal import canonical
from shinchoku.paper.limits import lined
from shinchoku.paper.page import column_px
from shinchoku.paper.workbook import Book, Format, SheetWriter
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name, read_workbook
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.style import DARK, HEADER, Look
from shinchoku.words import Message, Words, words

_WIDTHS = (6.0, 18.0, 27.0)
_COUNT_WIDTH = 7.0
_TYPED = {"contact": 12.0, "sent": 8.0, "received": 8.0}  # what is filled in by hand, and how wide
_DEADLINE_WIDTH, _MAIL_WIDTH, _OWN_WIDTH = 12.0, 18.0, 12.0
_TITLE_ROW, _ROUND_ROW, _DEADLINE_ROW, _HEADER_ROW, _FIRST_ROW = range(5)
_ROW_PT, _TITLE_PT = 18.0, 27.0


@dataclass(frozen=True, slots=True)
class TemplateSummary:
    """What one template asks: form id -> the numbers of entries and of their lines."""

    department_id: str
    file: str
    counts: Mapping[str, tuple[int, int]]


def departments_named(
    departments: Sequence[Department], names: Collection[str]
) -> tuple[Department, ...]:
    """Return the departments of these ids or names, in order. Raises UnclearNameError."""
    called = {canonical(n).casefold(): d for d in departments for n in (d.name, d.id)}
    for name in names:
        if canonical(name).casefold() not in called:
            near = get_close_matches(name, [n for d in departments for n in (d.id, d.name)], 1, 0)
            raise UnclearNameError(Message("error.no_department", name=name), name, tuple(near))
    chosen = [called[canonical(name).casefold()] for name in names]
    return tuple(department for department in departments if department in chosen)


def summaries(
    definition: Definition, departments: Iterable[Department]
) -> tuple[TemplateSummary, ...]:
    """Return what the template of each department asks."""
    counts: dict[str, dict[str, tuple[int, int]]] = {
        department.id: {form.id: (0, 0) for form in definition.every_form}
        for department in departments
    }
    for form in definition.every_form:
        for _, entry in definition.entries(form):
            if entry.department_id in counts and not entry.repeat_of:
                items, lines = counts[entry.department_id][form.id]
                counts[entry.department_id][form.id] = items + 1, lines + len(entry.lines)
    return tuple(
        TemplateSummary(id_, template_file_name(definition.department(id_)), asked)
        for id_, asked in counts.items()
    )


def dispatch_file(say: Words, *, reviews: bool = False) -> str:
    """Return the file's name."""
    return f"{say('dispatch.reviews' if reviews else 'dispatch.file')}.xlsx"


def write_dispatch_list(
    path: Path,
    definition: Definition,
    summaries: Sequence[TemplateSummary],
    *,
    reviews: bool = False,
) -> None:
    """Write the list, of departments or of reviewers; what was typed into it stays."""
    say = words(definition.round.language)
    title = say("dispatch.reviews" if reviews else "dispatch.title")
    typed = _typed(path, say)
    listed = definition.reviewers if reviews else definition.departments
    further = (*_due(listed, definition, say), *_addresses(listed, say), *typed)
    forms = definition.reviews if reviews else definition.forms
    with Book(path, created=definition.round.issued, title=title) as book:
        look = Look(book, definition.theme.body_font, say)
        _List(book.sheet(title), look, definition, title, forms, further).write(summaries)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column behind the counts; `texts` are by department."""

    heading: str
    width: float
    texts: Mapping[str, str]


def _due(
    departments: Sequence[Department], definition: Definition, say: Words
) -> Iterator[_Column]:
    """Yield the column of deadlines, where a department has one of its own."""
    about = definition.round
    if any(department.deadline for department in departments):
        days = {d.id: about.day(say, definition.deadline_of(d)) for d in departments}
        yield _Column(say("dispatch.due"), _DEADLINE_WIDTH, days)


def _addresses(departments: Sequence[Department], say: Words) -> Iterator[_Column]:
    """Yield the column of mail addresses, where a department has one."""
    if any(department.mail for department in departments):
        none = say("dispatch.no_mail")
        texts = {d.id: "\n".join(d.mail) or none for d in departments}
        yield _Column(say("dispatch.mail"), _MAIL_WIDTH, texts)


def _typed(path: Path, say: Words) -> Iterator[_Column]:
    """Yield the columns for what is typed by hand, with what was typed into the list that is there.

    Its rows may be moved, and a clerk's own columns stand behind ours.
    """
    try:
        cells = read_workbook(path).sheets[0].cells
    except (SheetsError, OSError, IndexError):
        cells = {}
    found = {at: cell.text for at, cell in cells.items()}
    ids = {row: text for (row, column), text in found.items() if column == 1}

    def typed(place: int) -> Mapping[str, str]:
        return {id_: found.get((row, place), "") for row, id_ in ids.items()}

    heads = {text: at for at, text in reversed(found.items())}
    last = (0, max((column for _, column in found), default=0))
    for key, width in _TYPED.items():
        heading = say(f"dispatch.{key}")
        last = heads.get(heading, last)
        yield _Column(heading, width, typed(last[1]) if heading in heads else {})
    for own in sorted({column for row, column in found if row >= last[0] and column > last[1]}):
        yield _Column(found.get((last[0], own), ""), _OWN_WIDTH, typed(own))


@dataclass(frozen=True, slots=True)
class _List:
    sheet: SheetWriter
    look: Look
    definition: Definition
    title: str
    forms: Sequence[Form]
    further: tuple[_Column, ...]

    def write(self, summaries: Sequence[TemplateSummary]) -> None:
        headers = self._headers()
        self._write_top(headers)
        cell = self.look.boxed(valign="vcenter")
        for row, summary in enumerate(summaries, start=_FIRST_ROW):
            texts = self._texts(summary)
            counts = self._counts(summary)
            for index, text in enumerate(texts):
                place = index if index < len(_WIDTHS) else index + len(counts)
                self.sheet.text(row, place, lined(text), cell)
            for index, count in enumerate(counts, start=len(_WIDTHS)):
                self.sheet.number(row, index, count, cell)
            widths = (*_WIDTHS, *(column.width for column in self.further))
            self.sheet.row(row, max(_ROW_PT, self.look.height_pt(zip(texts, widths, strict=True))))
        self._write_total(summaries)
        self._finish(_FIRST_ROW + len(summaries), len(headers) - 1)

    def _headers(self) -> tuple[str, ...]:
        say = self.look.say
        counts = (say(f"dispatch.{key}", sheet=form.sheet) for form, key in self._counted())
        own = (say("dispatch.id"), say("dispatch.name"), say("dispatch.template"))
        return (*own, *counts, *(column.heading for column in self.further))

    def _texts(self, summary: TemplateSummary) -> tuple[str, ...]:
        """Return a department's texts: those before the counts, and those behind."""
        department = self.definition.department(summary.department_id)
        further = (column.texts.get(department.id, "") for column in self.further)
        return (department.id, department.name, summary.file, *further)

    def _counted(self) -> Iterator[tuple[Form, str]]:
        """Yield what is counted of each form: its entries, and their lines if any has several."""
        for form in self.forms:
            yield form, "items"
            if any(len(entry.lines) > 1 for _, entry in self.definition.entries(form)):
                yield form, "lines"

    def _counts(self, summary: TemplateSummary) -> tuple[int, ...]:
        keys = ("items", "lines")
        return tuple(summary.counts[form.id][keys.index(key)] for form, key in self._counted())

    def _write_top(self, headers: tuple[str, ...]) -> None:
        about = self.definition.round
        further = [column.width for column in self.further]
        counted = len(headers) - len(_WIDTHS) - len(further)
        widths = [*_WIDTHS, *[_COUNT_WIDTH] * counted, *further]
        last = len(headers) - 1
        wrapped = self.look.plain(text_wrap=True)
        say = self.look.say
        deadline = say("dispatch.deadline", deadline=about.day(say, about.deadline))
        title = self.look.plain(14, bold=True, font_color=DARK)
        self.sheet.text(_TITLE_ROW, 0, self.title, title)
        self.sheet.merge(_ROUND_ROW, 0, _ROUND_ROW, last, lined(about.title), wrapped)
        self.sheet.text(_DEADLINE_ROW, 0, deadline, self.look.plain())
        self.sheet.row(_TITLE_ROW, _TITLE_PT)
        self.sheet.row(_ROUND_ROW, self.look.height_pt([(about.title, sum(widths))]))
        self.sheet.row(_DEADLINE_ROW, _ROW_PT)
        for index, (header, width) in enumerate(zip(headers, widths, strict=True)):
            self.sheet.column_px(index, column_px(width))
            self.sheet.text(_HEADER_ROW, index, header, self._strong(align="center"))
        self.sheet.row(
            _HEADER_ROW, self.look.height_pt(zip(headers, widths, strict=True), bold=True)
        )

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
