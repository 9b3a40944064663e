"""The guide, a template's first sheet: what to do, until when, whom to ask, and who answered.

In go a department's task and the statuses of its form sheets; out comes the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from shinchoku.identity import (
    ABOUT,
    ABOUT_FIELDS,
    VALUE_COLUMN,
    Identity,
    marker,
)
from shinchoku.model import ANYTHING, Column, Form, Grade, Key
from shinchoku.paper.limits import lined
from shinchoku.paper.workbook import Format, Highlight
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.templates.areas import quoted
from shinchoku.templates.downward import IDS_ROW, TITLE_ROW, Downward
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
    on_color,
)
from shinchoku.templates.validation import prompt
from shinchoku.words import Listed, Message

STEPS = ("fill", "status", "confirm", "send", "leave", "paste")

WIDTHS = (4.0, 10.0, 16.0, 9.0, 27.0)  # the first one is hidden: it holds ids
LABEL, VALUE, STATE, LAST = 1, 2, 3, 4
_ABOUT_PT = 21.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTask:
    """What one form asks, as far as the guide tells it."""

    form: Form
    entries: int
    lines: int
    progress: SheetStatuses


@dataclass(slots=True, kw_only=True)
class Guide(Downward):
    """Writes the sheet. `keep` takes what a formula has no room for."""

    widths = WIDTHS

    keep: Keep
    faults: Faults = field(default_factory=Faults)
    _about: dict[Key, Place] = field(default_factory=dict)

    def write(
        self,
        identity: Identity,
        tasks: tuple[FormTask, ...],
        about: Mapping[str, str],
        deadline: str,
    ) -> None:
        """Write everything."""
        self.begin(marker(ABOUT, identity), self.say("form.column.id"))
        self.sheet.text(IDS_ROW, VALUE, VALUE_COLUMN)
        self._write_title()
        self._write_facts(tasks, deadline)
        self._write_about(about)
        self._write_steps(tasks)
        self._write_colors(has_lines=any(task.lines > task.entries for task in tasks))
        for task in tasks:
            for column in task.form.columns:
                if column.answered or (column.computed and column.needs):
                    self._write_scale(task.form, column)
        self._write_columns(tasks)
        self._finish()

    def place(self, fault: Fault) -> Place | None:
        """Return where to correct something; None if that is not on this sheet."""
        return next((self._about[key] for key in fault.cells if key in self._about), None)

    # ------------------------------------------------------------ blocks

    def _write_title(self) -> None:
        title = self.look.plain(12, bold=True, text_wrap=True, font_color=DARK)
        self.title(self.sheet.name)
        self.wide(self.definition.round.title, title, size=12)
        self.addressee()
        self.gap()

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
        self.gap()

    def _write_about(self, about: Mapping[str, str]) -> None:
        self.heading(self.say("guide.about"))
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
            self.end_row(_ABOUT_PT)
        self.gap()

    def _write_steps(self, tasks: tuple[FormTask, ...]) -> None:
        self.heading(self.say("guide.steps"))
        named = (Message("rule.quote", text=task.form.sheet) for task in tasks)
        first, *others = STEPS
        steps = [self.say(f"guide.step.{first}", sheets=Listed(named, "sheets"))]
        steps += [self.say(f"guide.step.{step}") for step in others]
        for number, step in enumerate(steps, start=1):
            self._line(str(number), step)
        self.gap()

    def _write_colors(self, *, has_lines: bool) -> None:
        self.heading(self.say("guide.colors"))
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
        self.gap()

    def _write_scale(self, form: Form, column: Column) -> None:
        """Write what may be chosen in a column, and what each grade obliges to."""
        header = column.title
        if column.grades:
            self.heading(self.say("guide.scale", header=header))
            self._table_row(("code", "label", "extra"))
            for grade in column.grades:
                extra = self.say.tell(Listed(_duties(form, column, grade.code), "names"))
                self._cells(grade, extra)
            for text in (code for code in column.needs if code not in column.codes):
                duties = self.say.tell(Listed(_duties(form, column, text), "names"))
                self._cells(Grade(code=text, label=self.say("guide.unmeasured")), duties)
            self.gap()
        elif column.choices:
            self.heading(self.say("guide.choices", header=header))
            for number, choice in enumerate(column.choices, start=1):
                self._line(str(number), choice)
            self.gap()

    def _write_columns(self, tasks: tuple[FormTask, ...]) -> None:
        self.heading(self.say("guide.columns"))
        for task in tasks:
            for column in task.form.answered:
                duties = [] if column.is_choice else self._asked_beside(task.form, column)
                said = "\n".join(filter(None, (prompt(self.say, column), *duties)))
                if said:
                    self._line(f"{task.form.sheet}\n{column.title}", said)

    def _asked_beside(self, form: Form, column: Column) -> list[str]:
        """Say what a text or a number asks for besides itself."""
        return [
            self.say(
                "guide.needs.anything" if code == ANYTHING else "guide.needs.instead",
                code=code,
                duties=Listed(_duties(form, column, code), "names"),
            )
            for code in column.needs
        ]

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

    def _label(self) -> Format:
        return self.look.boxed(bold=True, valign="vcenter", bg_color=HEADER)

    def _fact(self, key: str, text: str, style: Format) -> None:
        name = self.say(f"guide.fact.{key}")
        self.sheet.text(self.row, LABEL, name, self._label())
        self.sheet.merge(self.row, VALUE, self.row, LAST, lined(text), style)
        label = (name, WIDTHS[LABEL])
        self.end_row(self.look.height_pt([label, (text, sum(WIDTHS[VALUE:]))], size=11, bold=True))

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
        self.end_row(self.look.height_pt([(live.value, sum(WIDTHS[VALUE:]))], size=11, bold=True))

    def _line(self, label: str, text: str, label_style: Format | None = None) -> None:
        style = label_style or self.look.boxed(align="center", valign="vcenter")
        self.sheet.text(self.row, LABEL, lined(label), style)
        body = self.look.boxed(valign="vcenter")
        self.sheet.merge(self.row, VALUE, self.row, LAST, lined(text), body)
        shown = [(label, WIDTHS[LABEL]), (text, sum(WIDTHS[VALUE:]))]
        self.end_row(self.look.height_pt(shown))

    def _cells(self, grade: Grade, extra: str) -> None:
        code, label = grade.code, grade.label
        ground = on_color(grade.color) if grade.color else {}
        strong = self.look.boxed(11, bold=True, align="center", valign="vcenter", **ground)
        body = self.look.boxed(valign="vcenter")
        self.sheet.text(self.row, LABEL, code, strong)
        self.sheet.merge(self.row, VALUE, self.row, STATE, lined(label), body)
        self.sheet.text(self.row, LAST, extra, body)
        shown = [(label, sum(WIDTHS[VALUE:LAST])), (extra, WIDTHS[LAST]), (code, WIDTHS[LABEL])]
        self.end_row(self.look.height_pt(shown))

    def _table_row(self, keys: tuple[str, str, str]) -> None:
        code, label, extra = (self.say(f"guide.head.{key}") for key in keys)
        self.sheet.text(self.row, LABEL, code, self._label())
        self.sheet.merge(self.row, VALUE, self.row, STATE, label, self._label())
        self.sheet.text(self.row, LAST, extra, self._label())
        self.end_row(self.look.height_pt([(extra, WIDTHS[LAST])], bold=True))


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
