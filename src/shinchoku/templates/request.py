"""The request: everything that a department is asked to correct, with links to the cells.

In go faults and their places; out comes the first sheet of a returned workbook.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shinchoku.identity import IDENTITY, Identity, marker, replacing
from shinchoku.paper.limits import lined
from shinchoku.paper.workbook import Format, Highlight
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.templates.downward import TITLE_ROW, Downward
from shinchoku.templates.faults import Fault, Faults, Leftover, Place, short
from shinchoku.templates.live import Live, begins, count_line, counted
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.style import (
    ADVICE_TEXT,
    BODY_PT,
    DARK,
    FAULT,
    GOOD,
    HEADER,
    MISSING,
    WHITE,
)

STEPS = ("follow", "copied", "send")

WIDTHS = (4.0, 3.5, 10.0, 13.0, 23.0, 18.0, 8.0)  # the first one is hidden: it holds the marker
NUMBER, PLACE, ITEM, MESSAGE, HINT, STATE = range(1, 7)


@dataclass(slots=True, kw_only=True)
class Request(Downward):
    """Writes the sheet; with no row of column ids, nothing on it is read as an answer."""

    widths = WIDTHS

    def write(
        self,
        identity: Identity,
        faults: Faults,
        places: Sequence[Place | None],
        replaces: Collection[str],
    ) -> None:
        """Write everything; a place for each fault, None where it has no cell."""
        self.begin(marker(IDENTITY, identity), replacing(replaces))
        self._write_title(len(faults.asked))
        progress_row = self.row
        self.gap()
        self._write_steps()
        self._write_asked(faults.asked, places, progress_row)
        if faults.leftovers:
            self._write_leftovers(faults.leftovers)
        self._finish()

    # ------------------------------------------------------------ blocks

    def _write_title(self, count: int) -> None:
        about = self.definition.round
        thanks = self.say("request.thanks", round=about.title, count=count)
        contact = self.say("request.contact", contact=about.contact)
        body = self.look.plain(10.5, text_wrap=True)
        self.title(self.sheet.name)
        self.addressee()
        self.wide(thanks, body, size=11)
        self.wide(contact, body, size=11)

    def _write_steps(self) -> None:
        self.heading(self.say("request.steps"))
        for number, step in enumerate(map(self._step, STEPS), start=1):
            self.sheet.text(self.row, NUMBER, str(number), self._boxed(align="center"))
            self.sheet.merge(self.row, PLACE, self.row, STATE, step, self._boxed())
            self.end_row(self.look.height_pt([(step, sum(WIDTHS[PLACE:]))]))
        self.gap()

    def _write_asked(
        self, asked: Sequence[Fault], places: Sequence[Place | None], progress_row: int
    ) -> None:
        self.heading(self.say("request.asked"))
        self._header("number", "place", "item", "message", "hint", "state")
        first = self.row
        states = []
        for number, (fault, place) in enumerate(zip(asked, places, strict=True), start=1):
            self._write_fault(number, fault, place)
            if place and place.state:
                states.append(place.state)
        self._color_states(first)
        self._write_progress(progress_row, first, states)
        self.gap()

    def _write_fault(self, number: int, fault: Fault, place: Place | None) -> None:
        self.sheet.number(self.row, NUMBER, number, self._boxed(align="center"))
        texts = tuple(map(lined, (fault.label, short(fault.message), short(fault.hint))))
        for column, text in enumerate(texts, start=ITEM):
            color = ADVICE_TEXT if column == MESSAGE else "000000"
            self.sheet.text(self.row, column, text, self._boxed(font_color=color))
        where = self._where(place) if place else fault.place
        if place:
            style = self._boxed(font_color="0B57A4", underline=1)
            self.sheet.link(self.row, PLACE, place.sheet, place.cell, lined(where), style)
        else:
            self.sheet.text(self.row, PLACE, lined(where), self._boxed())
        centered = self._boxed(align="center")
        if place and place.state:
            state = place.state
            self.sheet.formula(self.row, STATE, f"={state.formula}", centered, state.value)
        else:
            self.sheet.text(self.row, STATE, self.say("request.nothing_to_do"), centered)
        shown = [(where, WIDTHS[PLACE]), *zip(texts, WIDTHS[ITEM:STATE], strict=True)]
        self.end_row(self.look.height_pt(shown, at_least=2))

    def _color_states(self, first: int) -> None:
        """Green is done; what needs nothing stays white."""
        cell = Live(f"${cell_name(first + 1, STATE + 1)}", "")
        for text, color in (
            (self.say("status.ok"), GOOD),
            (self.say("request.nothing_to_do"), WHITE),
            ("", ""),
        ):
            formula = f"={begins(cell, text).formula}" if text else f'={cell.formula}<>""'
            style = self.look.book.format(bg_color=color or MISSING)
            area = (first, STATE, self.row - 1, STATE)
            self.sheet.highlight([area], Highlight(style, formula))

    def _write_progress(self, row: int, first: int, states: Sequence[Live]) -> None:
        """Count what is done, above the steps."""
        area = f"{cell_name(first + 1, STATE + 1)}:{cell_name(self.row, STATE + 1)}"
        count = counted(states, area, self.say("status.ok"))
        label = self.say("request.progress")
        live = count_line(label, count, self.say("form.of_total", total=len(states)))
        style = self.look.plain(12, bold=True, font_color=DARK)
        self.sheet.formula(row, NUMBER, f"={live.formula}", style, live.value)
        self.sheet.row(row, self.look.height_pt([(live.value, 99)], size=14, bold=True))

    def _write_leftovers(self, leftovers: Sequence[Leftover]) -> None:
        self.heading(self.say("request.leftovers"))
        self._header("number", "left_place", "item", "left_text", "left_text", "left_text")
        for number, leftover in enumerate(leftovers, start=1):
            label = f"{leftover.label}\n{leftover.header}"
            self.sheet.number(self.row, NUMBER, number, self._boxed(align="center"))
            self.sheet.text(self.row, PLACE, leftover.place, self._boxed())
            self.sheet.text(self.row, ITEM, lined(label), self._boxed())
            text = self.look.boxed(valign="vcenter")
            self.sheet.merge(self.row, MESSAGE, self.row, STATE, lined(leftover.text), text)
            shown = [(leftover.text, sum(WIDTHS[MESSAGE:])), (label, WIDTHS[ITEM])]
            self.end_row(self.look.height_pt([*shown, (leftover.place, WIDTHS[PLACE])]))
        self.gap()

    def _finish(self) -> None:
        self.sheet.protect(row_heights=True)
        self.sheet.hide_gridlines()
        set_up_print(self.sheet, self.look, self.department, landscape=False)
        self.sheet.print_area((TITLE_ROW, NUMBER, self.row - 1, STATE))
        self.sheet.tab_color(FAULT)
        self.sheet.open_here()

    # ------------------------------------------------------------ rows

    def _step(self, name: str) -> str:
        return self.say(f"request.step.{name}")

    def _where(self, place: Place) -> str:
        named = {"sheet": place.sheet, "cell": place.cell, "header": place.header}
        return self.say("request.where", **named)

    def _head(self, name: str) -> str:
        return self.say(f"request.head.{name}")

    def _boxed(self, **properties: object) -> Format:
        return self.look.boxed(BODY_PT, **({"valign": "vcenter"} | properties))

    def _header(self, *keys: str) -> None:
        """Write a table's header; neighbours of the same name are one cell."""
        style = self._boxed(bold=True, align="center", bg_color=HEADER)
        column = NUMBER
        for key in dict.fromkeys(keys):
            last = column + keys.count(key) - 1
            self.sheet.merge(self.row, column, self.row, last, self._head(key), style)
            column = last + 1
        self.end_row(self.look.height_pt((self._head(key), 99) for key in keys))
