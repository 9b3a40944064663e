"""corrections.xlsx: a form for what the planning section changes after review.

In go what was sent, the pages of the current report and the rows that are there; out comes one
sheet that shows an item's name, page and current value while it is filled, and says what is still
to be said. What it shows stands in a hidden sheet, from where `intake.correction_table` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from shinchoku.intake.correction_table import (
    LISTS,
    NOT_ASKED,
    SHOWN,
    SHOWN_FORM,
    SHOWN_ID,
    SHOWN_NAME,
    SHOWN_PAGE,
    TYPED,
    headings,
)
from shinchoku.intake.questions import Intake, Question, meant
from shinchoku.model import Department, Key
from shinchoku.paper.limits import MAX_LIST, MAX_PROMPT, MAX_TITLE, cut, fits, lined
from shinchoku.paper.page import column_px
from shinchoku.paper.workbook import Book, Highlight, SheetWriter, Validation
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.templates.areas import absolute, quoted
from shinchoku.templates.hidden import HiddenLists
from shinchoku.templates.live import Live, Truth, all_of, choose, is_blank, is_not, joined, literal
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.style import DARK, GREY, MISSING, Look
from shinchoku.words import words

_PARTS = ("item", "name", "page", "column", "before", "after", "who", "reason", "check")
_WIDTHS = (6.5, 14.0, 4.0, 9.0, 20.0, 20.0, 8.0, 15.0, 11.0)
_PLACE = {name: index for index, name in enumerate(_PARTS)}
_HELPS = ("*row", "*heading", "*form")  # hidden columns: where in the hidden sheet to look
FORM_NAMES = (*_PARTS, *_HELPS)
_OWN_WIDTH = 12.0
_TITLE, _GUIDE, _HEADER, _FIRST = range(4)
_SPARE = 30  # blank rows
_TITLE_PT, _BLANK_PT = 27.0, 28.5
_FIRST_VALUE = 4  # column of the hidden sheet


FormRow = Mapping[str, str]  # COLUMNS, and columns of one's own -> text


@dataclass(frozen=True)
class Shown:
    """What the form shows of every line that departments answer, each once."""

    questions: Sequence[Question]
    values: Mapping[Key, str]
    pages: Mapping[str, int]  # line's id -> page of the current report

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of the hidden sheet of every line, from 1, by its id."""
        return {question.line.id: row for row, question in enumerate(self.questions, start=1)}

    @cached_property
    def headings(self) -> Sequence[str]:
        """The headings of all forms."""
        return list(dict.fromkeys(h for each in self.by_form.values() for h in each.values()))

    @cached_property
    def by_form(self) -> Mapping[str, Mapping[str, str]]:
        """The headings of each form that asks anything, by its id."""
        forms = {question.form.id: question.form for question in self.questions}
        return {form.id: headings(form) for form in forms.values()}

    def form_number(self, question: Question) -> int:
        """Return which of `by_form` a question is of, from 1."""
        return [*self.by_form].index(question.form.id) + 1

    def values_of(self, question: Question) -> Mapping[str, str]:
        """Return the values of a line by their headings."""
        heading = self.by_form[question.form.id]
        return {
            heading[column.id]: self.values.get(Key(question.line.id, column.id), "")
            for column in question.columns
        }

    def name(self, item: str) -> str:
        """Return what a line's item is called, "" for an unknown one."""
        row = self.rows.get(item, 0)
        return self.questions[row - 1].entry.label if row else ""

    def page(self, item: str) -> str:
        """Return the page of a line, "" where it is on none."""
        return str(self.pages.get(item, "")) if item in self.rows else ""


def shown(sent: Intake, pages: Mapping[str, int]) -> Shown:
    """Return what there is to correct: what departments sent, of several parts the first."""
    values: dict[Key, str] = {}
    for received in sent.received:
        for question, column, field in received.fields:
            text = meant(question, column, field)
            values.setdefault(Key(question.line.id, column.id), text)
    return Shown(list(sent.questions.values()), values, pages)


def write_form(
    path: Path, sent: Intake, shown: Shown, rows: Sequence[FormRow], own: Sequence[str]
) -> None:
    """Write the form with the rows that are there; `own` are the columns that somebody added.

    Raises OSError, with the file's name, where it cannot be saved.
    """
    definition = sent.definition
    say = words(definition.round.language)
    with Book(path, created=definition.round.issued, title=say("correction.title")) as book:
        look = Look(book, definition.theme.body_font, say)
        sheet = book.sheet(say("correction.sheet"), rows_grow=True)
        hidden = book.sheet(SHOWN)
        listed = book.sheet(LISTS)
        _write_shown(hidden, shown)
        form = _Form(sheet, look, shown, HiddenLists(listed, 0), rows, own)
        form.write()
        issuer = Department(id="", name=definition.round.issuer)
        set_up_print(sheet, look, issuer, landscape=True)
        for each in (hidden, listed):
            each.hide_deeply()
            each.protect()


def _write_shown(sheet: SheetWriter, shown: Shown) -> None:
    heads = (SHOWN_ID, SHOWN_NAME, SHOWN_PAGE, SHOWN_FORM, *shown.headings)
    for column, head in enumerate(heads):
        sheet.text(0, column, head)
    for row, question in enumerate(shown.questions, start=1):
        item, number = question.line.id, shown.form_number(question)
        for column, text in enumerate((item, shown.name(item), shown.page(item), str(number))):
            sheet.text(row, column, lined(text))
        values = shown.values_of(question)
        for column, heading in enumerate(shown.headings, start=_FIRST_VALUE):
            sheet.text(row, column, lined(values.get(heading, NOT_ASKED)))


@dataclass(frozen=True)
class _Form:
    sheet: SheetWriter
    look: Look
    shown: Shown
    lists: HiddenLists
    rows: Sequence[FormRow]
    own: Sequence[str]

    def write(self) -> None:
        say, sheet = self.look.say, self.sheet
        last = len(_PARTS) - 1
        guide = say("correction.guide")
        title = self.look.plain(14, bold=True, font_color=DARK)
        sheet.text(_TITLE, 0, say("correction.title"), title)
        sheet.merge(_GUIDE, 0, _GUIDE, last, guide, self.look.plain(text_wrap=True, valign="top"))
        sheet.row(_TITLE, _TITLE_PT)
        sheet.row(_GUIDE, self.look.height_pt([(guide, sum(_WIDTHS))]))
        self._write_header()
        for row, given in enumerate((*self.rows, *[{}] * _SPARE), start=_FIRST):
            self._write_row(row, given)
        self._check_typing()
        sheet.freeze(_FIRST, 0)
        sheet.filter((_HEADER, 0, self._last_row, last + len(self.own)))
        sheet.repeat_rows(_HEADER, _HEADER)
        sheet.select(_FIRST + len(self.rows), 0)
        sheet.protect(row_heights=True, filtering=True)

    @property
    def _last_row(self) -> int:
        return _FIRST + len(self.rows) + _SPARE - 1

    def _write_header(self) -> None:
        say = self.look.say
        for column, (name, width) in enumerate(zip(_PARTS, _WIDTHS, strict=True)):
            self.sheet.column_px(column, column_px(width))
            style = self.look.header(filled=name in TYPED)
            self.sheet.text(_HEADER, column, say(f"correction.{name}"), style)
        for column, name in enumerate(self.own, start=len(_PARTS)):
            self.sheet.column_px(column, column_px(_OWN_WIDTH))
            self.sheet.text(_HEADER, column, name, self.look.header(filled=True))
        for column, name in enumerate(_HELPS, start=self._help):
            self.sheet.text(_HEADER, column, name)
            self.sheet.hide_column(column)
        texts = [
            (say(f"correction.{name}"), width) for name, width in zip(_PARTS, _WIDTHS, strict=True)
        ]
        self.sheet.row(_HEADER, self.look.height_pt(texts, at_least=2, bold=True))

    @property
    def _help(self) -> int:
        """The first hidden column."""
        return len(_PARTS) + len(self.own)

    # ------------------------------------------------------------ a row

    def _write_row(self, row: int, given: FormRow) -> None:
        for name in TYPED:
            style = self.look.input(center=name in {"item", "who"})
            self.sheet.text(row, _PLACE[name], lined(given.get(name, "")), style)
        for column, name in enumerate(self.own, start=len(_PARTS)):
            self.sheet.text(row, column, lined(given.get(name, "")), self.look.input())
        line, heading = self._write_helps(row, given)
        name = self.shown.name(given.get("item", ""))
        self._show(row, "name", Live(f"INDEX({self._hidden(1)},{line.cell})", name), line)
        page = Live(f"INDEX({self._hidden(2)},{line.cell})", self.shown.page(given.get("item", "")))
        self._show(row, "page", page, line)
        if given:  # what came when it was written, to be looked at where something else came since
            style = self.look.input(color=GREY)
            self.sheet.text(row, _PLACE["before"], lined(given["before"]), style)
        else:
            before = Live(f"INDEX({self._values()},{line.cell},{heading.cell})", "")
            self._show(row, "before", before, line, heading)
        check = self._check(row, given, line, heading)
        place = _PLACE["check"]
        self.sheet.formula(row, place, f"={check.formula}", self.look.status(), check.value)
        texts = [(given.get(n, ""), width) for n, width in zip(_PARTS, _WIDTHS, strict=True)]
        texts.append((name, _WIDTHS[_PLACE["name"]]))
        self.sheet.row(row, max(_BLANK_PT, self.look.height_pt(texts)))

    def _show(self, row: int, part: str, text: Live, *where: _Where) -> None:
        """Show a text of the hidden sheet where what it is looked up by is there."""
        found = all_of(each.found for each in where)
        shown = choose(found, Live(f'{text.formula}&""', text.value), literal(""))
        style = self.look.locked(center=part == "page")
        self.sheet.formula(row, _PLACE[part], f"={shown.formula}", style, shown.value)

    def _write_helps(self, row: int, given: FormRow) -> tuple[_Where, _Where]:
        """Write where in the hidden sheet the row's item, its heading and its form are."""
        item, column = given.get("item", ""), given.get("column", "")
        ids, heads = self._hidden(0), self._headings()
        typed, chosen = self._cell(row, "item"), self._cell(row, "column")
        line, heading, form = (
            _Where(f"${cell_name(row + 1, self._help + n)}", at)
            for n, at in enumerate(self._found(item, column), start=1)
        )
        asked = f'INDEX({self._values()},MAX(1,{line.cell}),0)<>"{NOT_ASKED}"'
        formulas = (
            f"SUMPRODUCT(EXACT({ids},TRIM({typed}))*(ROW({ids})-1))",
            f"SUMPRODUCT(EXACT({heads},{chosen})*({asked})*(COLUMN({heads})-{_FIRST_VALUE}))",
            f"IF({line.cell}=0,1,VALUE(INDEX({self._hidden(3)},{line.cell})))",
        )
        for n, (formula, where) in enumerate(zip(formulas, (line, heading, form), strict=True)):
            self.sheet.formula(row, self._help + n, f"={formula}", None, where.at)
        return line, heading

    def _found(self, item: str, column: str) -> tuple[int, int, int]:
        line = self.shown.rows.get(item, 0)
        if not line:
            return 0, 0, 1
        question = self.shown.questions[line - 1]
        asked = column in self.shown.values_of(question)
        heading = self.shown.headings.index(column) + 1 if asked else 0
        return line, heading, self.shown.form_number(question)

    def _check(self, row: int, given: FormRow, line: _Where, heading: _Where) -> Live:
        """Return what is still to be said in a row; nothing for one in which nothing is."""
        say = self.look.say
        typed = {n: Live(self._cell(row, n), given.get(n, "")) for n in TYPED}
        told = literal(say("correction.done"))
        for part in ("reason", "who"):
            blank = is_blank(typed[part])
            told = choose(blank, literal(say(f"correction.no_{part}")), told)
        told = choose(is_not(heading.found), literal(say("correction.no_column")), told)
        told = choose(is_not(line.found), literal(say("correction.no_item")), told)
        return choose(is_blank(joined(typed.values())), literal(""), told)

    # ------------------------------------------------------------ while it is filled

    def _check_typing(self) -> None:
        say, first, last = self.look.say, _FIRST, self._last_row
        lists = [self.lists(tuple(each.values())).reference for each in self.shown.by_form.values()]
        form = f"${cell_name(first + 1, self._help + 3)}"
        one = lists[0] if len(lists) == 1 else f"CHOOSE({form},{','.join(lists)})"
        sources = {"column": one if lists else "", "item": self._hidden(0)}
        for part in TYPED:
            area = (first, _PLACE[part], last, _PLACE[part])
            source = sources.get(part, "")
            validation = Validation(
                prompt_title=cut(say(f"correction.{part}"), MAX_TITLE),
                prompt=cut(say(f"correction.{part}_prompt"), MAX_PROMPT),
                choices=source if fits(source, MAX_LIST) else "",
                error_title=say("correction.not_listed_title") if source else "",
                error=say("correction.not_listed") if source else "",
            )
            self.sheet.validate([area], validation)
            self.sheet.take_numbers_as_texts(area)
        begun = "&".join(self._cell(first, part) for part in ("item", "column", "after"))
        missing = self.look.book.format(bg_color=MISSING)
        for part in ("who", "reason"):
            area = (first, _PLACE[part], last, _PLACE[part])
            lacking = f'=AND({begun}<>"",TRIM({self._cell(first, part)})="")'
            self.sheet.highlight([area], Highlight(missing, lacking))

    def _cell(self, row: int, part: str) -> str:
        return f"${cell_name(row + 1, _PLACE[part] + 1)}"

    def _hidden(self, column: int, columns: int = 1) -> str:
        """Return where in the hidden sheet some columns of all lines are."""
        last = max(len(self.shown.questions), 1)
        first, end = absolute(1, column), absolute(last, column + columns - 1)
        return f"{quoted(SHOWN)}!{first}:{end}"

    def _values(self) -> str:
        return self._hidden(_FIRST_VALUE, max(len(self.shown.headings), 1))

    def _headings(self) -> str:
        last = _FIRST_VALUE + max(len(self.shown.headings), 1) - 1
        return f"{quoted(SHOWN)}!{absolute(0, _FIRST_VALUE)}:{absolute(0, last)}"


@dataclass(frozen=True, slots=True)
class _Where:
    """A hidden cell that says where something stands, from 1, and what it says: 0 for nowhere."""

    cell: str
    at: int

    @property
    def found(self) -> Truth:
        return Truth(f"{self.cell}>0", self.at > 0)
