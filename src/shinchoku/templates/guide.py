"""The guide, a template's first sheet: what to do, until when, whom to ask, and who answered.

In go a department's task and the statuses of its form sheets; out comes the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shinchoku.identity import (
    ABOUT,
    ABOUT_FIELDS,
    VALUE_COLUMN,
    Identity,
    marker,
)
from shinchoku.model import Column, Definition, Department, Form, Key
from shinchoku.paper.limits import lined
from shinchoku.paper.page import column_px, height_pt
from shinchoku.paper.workbook import Format, Highlight, SheetWriter
from shinchoku.sheets import cell_name
from shinchoku.templates.areas import quoted
from shinchoku.templates.faults import Fault, Faults, Place
from shinchoku.templates.live import Keep, Live, choose, is_blank, joined, literal
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.sheet import SheetStatuses, progress_words
from shinchoku.templates.style import (
    DARK,
    FAULT,
    GOOD,
    GREY,
    HEADER,
    MISSING,
    YELLOW,
    Look,
)
from shinchoku.templates.validation import prompt
from shinchoku.words import Listed, Message, Words

STEPS = ("fill", "status", "confirm", "send", "leave", "paste")

WIDTHS = (4.0, 10.0, 16.0, 9.0, 27.0)  # the first one is hidden: it holds ids
LABEL, VALUE, STATE, LAST = 1, 2, 3, 4
MARKER_ROW, IDS_ROW, TITLE_ROW = range(3)
_GAP_PT, _ABOUT_PT = 9.0, 21.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTask:
    """What one form asks, as far as the guide tells it."""

    form: Form
    entries: int
    lines: int
    progress: SheetStatuses


@dataclass(slots=True)
class Guide:
    """Writes the sheet from top to bottom; `row` is where the next block begins."""

    sheet: SheetWriter
    look: Look
    definition: Definition
    department: Department
    keep: Keep
    faults: Faults = field(default_factory=Faults)
    row: int = field(default=TITLE_ROW)
    _about: dict[Key, Place] = field(default_factory=dict)

    def write(
        self,
        identity: Identity,
        tasks: tuple[FormTask, ...],
        about: Mapping[str, str],
        deadline: str,
    ) -> None:
        """Write everything."""
        self._write_ids(identity)
        self._write_title()
        self._write_facts(tasks, deadline)
        self._write_about(about)
        self._write_steps(tasks)
        self._write_colors(has_lines=any(task.lines > task.entries for task in tasks))
        for task in tasks:
            for column in task.form.answered:
                self._write_scale(task.form, column)
        self._write_columns(tasks)
        self._finish()

    @property
    def say(self) -> Words:
        """The words of the round's language."""
        return self.look.say

    def place(self, fault: Fault) -> Place | None:
        """Return where to correct something; None if that is not on this sheet."""
        return next((self._about[key] for key in fault.cells if key in self._about), None)

    # ------------------------------------------------------------ blocks

    def _write_ids(self, identity: Identity) -> None:
        for index, width in enumerate(WIDTHS):
            self.sheet.column_px(index, column_px(width))
        self.sheet.hide_column(0)
        self.sheet.text(MARKER_ROW, 0, marker(ABOUT, identity))
        self.sheet.text(IDS_ROW, 0, self.say("form.column.id"))
        self.sheet.text(IDS_ROW, VALUE, VALUE_COLUMN)
        self.sheet.hide_rows(MARKER_ROW, IDS_ROW)

    def _write_title(self) -> None:
        title = self.look.plain(12, bold=True, text_wrap=True, font_color=DARK)
        name = self.say("guide.to", department=self.department.name)
        self._wide(self.sheet.name, self.look.plain(18, bold=True, font_color=DARK), size=18)
        self._wide(self.definition.round.title, title, size=12)
        self._wide(name, self.look.plain(12, bold=True), size=12)
        self._gap()

    def _write_facts(self, tasks: tuple[FormTask, ...], deadline: str) -> None:
        about = self.definition.round
        counts = [
            Message("guide.asked_of", sheet=task.form.sheet, items=task.entries, lines=task.lines)
            for task in tasks
        ]
        asked = self.say.tell(Listed(counts, "parts"))
        strong = self.look.boxed(11, bold=True, valign="vcenter")
        self._fact("deadline", deadline, strong)
        self._fact("contact", about.contact, self.look.boxed(valign="vcenter"))
        self._fact("issuer", about.issuer, self.look.boxed(valign="vcenter"))
        self._fact("asked", asked, self.look.boxed(valign="vcenter"))
        self._progress([task.progress for task in tasks])
        self._gap()

    def _write_about(self, about: Mapping[str, str]) -> None:
        self._heading(self.say("guide.about"))
        for key in ABOUT_FIELDS:
            text = lined(about.get(key, ""))
            cell = Live(cell_name(self.row + 1, VALUE + 1), text)
            state = choose(
                is_blank(cell),
                literal(self.say("status.untouched")),
                literal(self.say("status.ok")),
            )
            self.sheet.text(self.row, 0, key, self.look.id())
            label = self.say(f"guide.field.{key}")
            self.sheet.text(self.row, LABEL, label, self._label())
            fault = Key(key, VALUE_COLUMN) in self.faults.cells
            self.sheet.text(self.row, VALUE, text, self.look.input_line(FAULT if fault else YELLOW))
            if fault:
                given = Highlight(self.look.book.format(bg_color=GOOD))
                self.sheet.highlight([(self.row, VALUE, self.row, VALUE)], given)
            self._about[Key(key, VALUE_COLUMN)] = Place(
                sheet=self.sheet.name,
                cell=cell_name(self.row + 1, VALUE + 1),
                header=label,
                state=Live(self._reference(STATE), state.value),
            )
            style = self.look.boxed(valign="vcenter", align="center")
            self.sheet.formula(self.row, STATE, f"={state.formula}", style, state.value)
            self.sheet.text(
                self.row, LAST, self.say(f"guide.field_hint.{key}"), self.look.plain(indent=1)
            )
            self._end_row(_ABOUT_PT)
        self._gap()

    def _write_steps(self, tasks: tuple[FormTask, ...]) -> None:
        self._heading(self.say("guide.steps"))
        named = (Message("rule.quote", text=task.form.sheet) for task in tasks)
        first, *others = STEPS
        steps = [self.say(f"guide.step.{first}", sheets=Listed(named, "sheets"))]
        steps += [self.say(f"guide.step.{step}") for step in others]
        for number, step in enumerate(steps, start=1):
            self._line(str(number), step)
        self._gap()

    def _write_colors(self, *, has_lines: bool) -> None:
        self._heading(self.say("guide.colors"))
        styles = {
            "yellow": self.look.boxed(bg_color=YELLOW),
            "red": self.look.boxed(bg_color=MISSING),
            "grey": self.look.boxed(bg_color=GREY),
        }
        if self.faults.cells:
            styles = {"orange": self.look.boxed(bg_color=FAULT), **styles}
        if has_lines:
            styles["hatch"] = self.look.hatched()
        for key, style in styles.items():
            self._line("", self.say(f"guide.color.{key}"), style)
        self._gap()

    def _write_scale(self, form: Form, column: Column) -> None:
        """Write what may be chosen in a column, and what each grade obliges to."""
        header = column.title
        if column.grades:
            self._heading(self.say("guide.scale", header=header))
            self._table_row(("code", "label", "extra"))
            for grade in column.grades:
                extra = self.say.tell(Listed(_duties(form, column, grade.code), "names"))
                self._cells(grade.code, grade.label, extra)
            self._gap()
        elif column.choices:
            self._heading(self.say("guide.choices", header=header))
            for number, choice in enumerate(column.choices, start=1):
                self._line(str(number), choice)
            self._gap()

    def _write_columns(self, tasks: tuple[FormTask, ...]) -> None:
        self._heading(self.say("guide.columns"))
        for task in tasks:
            for column in task.form.answered:
                label = f"{task.form.sheet}\n{column.title}"
                self._line(label, prompt(self.say, column))

    def _finish(self) -> None:
        self.sheet.protect(row_heights=True)
        self.sheet.hide_gridlines()
        set_up_print(self.sheet, self.look, self.department, landscape=False, pages_high=1)
        self.sheet.print_area((TITLE_ROW, LABEL, self.row - 1, LAST))
        if not self.faults.asked:  # else the sheet before this one is opened
            self.sheet.open_here()

    # ------------------------------------------------------------ rows

    def _reference(self, column: int) -> str:
        """Return how other sheets refer to a cell of this row."""
        return f"{quoted(self.sheet.name)}!{cell_name(self.row + 1, column + 1)}"

    def _end_row(self, height: float) -> None:
        self.sheet.row(self.row, height)
        self.row += 1

    def _gap(self) -> None:
        self._end_row(_GAP_PT)

    def _wide(self, text: str, style: Format, *, size: float) -> None:
        """Write a text over the whole width."""
        self.sheet.merge(self.row, LABEL, self.row, LAST, lined(text), style)
        self._end_row(height_pt([(text, sum(WIDTHS[LABEL:]))], size=size))

    def _heading(self, text: str) -> None:
        style = self.look.plain(10, bold=True, font_color=DARK, bottom=2, bottom_color=DARK)
        self._wide(text, style, size=12)

    def _label(self) -> Format:
        return self.look.boxed(bold=True, valign="vcenter", bg_color=HEADER)

    def _fact(self, key: str, text: str, style: Format) -> None:
        name = self.say(f"guide.fact.{key}")
        self.sheet.text(self.row, LABEL, name, self._label())
        self.sheet.merge(self.row, VALUE, self.row, LAST, lined(text), style)
        label = (name, WIDTHS[LABEL])
        self._end_row(height_pt([label, (text, sum(WIDTHS[VALUE:]))], size=11))

    def _progress(self, parts: list[SheetStatuses]) -> None:
        """Write how far one is: all sheets together, and each if there are several."""
        shown = [progress_words(self.say, parts, keep=self.keep)]
        if len(parts) > 1:
            labels = [self.say("guide.of_sheet", sheet=part.sheet) for part in parts]
            each = [progress_words(self.say, [p], t) for p, t in zip(parts, labels, strict=True)]
            brackets = [literal(self.say(f"guide.{end}")) for end in ("open", "close")]
            shown += [brackets[0], *each, brackets[1]]
        live = joined(shown, self.keep)
        style = self.look.boxed(11, bold=True, valign="vcenter")
        self.sheet.text(self.row, LABEL, self.say("guide.fact.progress"), self._label())
        self.sheet.merge(self.row, VALUE, self.row, LAST, "", style)
        self.sheet.formula(self.row, VALUE, f"={live.formula}", style, live.value)
        self._end_row(height_pt([(live.value, sum(WIDTHS[VALUE:]))], size=11))

    def _line(self, label: str, text: str, label_style: Format | None = None) -> None:
        style = label_style or self.look.boxed(align="center", valign="vcenter")
        self.sheet.text(self.row, LABEL, lined(label), style)
        body = self.look.boxed(valign="vcenter")
        self.sheet.merge(self.row, VALUE, self.row, LAST, lined(text), body)
        shown = [(label, WIDTHS[LABEL]), (text, sum(WIDTHS[VALUE:]))]
        self._end_row(height_pt(shown))

    def _cells(self, code: str, label: str, extra: str) -> None:
        strong = self.look.boxed(11, bold=True, align="center", valign="vcenter")
        body = self.look.boxed(valign="vcenter")
        self.sheet.text(self.row, LABEL, code, strong)
        self.sheet.merge(self.row, VALUE, self.row, STATE, lined(label), body)
        self.sheet.text(self.row, LAST, extra, body)
        shown = [(label, sum(WIDTHS[VALUE:LAST])), (extra, WIDTHS[LAST]), (code, WIDTHS[LABEL])]
        self._end_row(height_pt(shown))

    def _table_row(self, keys: tuple[str, str, str]) -> None:
        code, label, extra = (self.say(f"guide.head.{key}") for key in keys)
        self.sheet.text(self.row, LABEL, code, self._label())
        self.sheet.merge(self.row, VALUE, self.row, STATE, label, self._label())
        self.sheet.text(self.row, LAST, extra, self._label())
        self._end_row(height_pt([(extra, WIDTHS[LAST])]))


def _duties(form: Form, column: Column, code: str) -> list[Message]:
    """Say what a code asks for besides itself."""
    duties = []
    for name in column.needs.get(code, ()):
        needed = form.column(name)
        key = "guide.needs.choice" if needed.is_choice else "guide.needs.text"
        duties.append(Message(key, header=needed.title))
    names = column.only_when_nothing.get(code)
    if names:
        named = (Message("rule.quote", text=form.column(name).title) for name in names)
        duties.append(Message("guide.needs.nothing", headers=Listed(named, "and")))
    return duties
