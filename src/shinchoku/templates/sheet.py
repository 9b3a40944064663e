"""One form sheet of a template: grey context, yellow cells, and a live 状態 for every row.

In go the rows that a department is asked about; out come the sheet and where its statuses stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from shinchoku.identity import OWN_COLUMN, marker
from shinchoku.model import Column, computed_on, scale_of, sources
from shinchoku.normal import in_one_line
from shinchoku.paper.limits import MAX_AREAS, MAX_ROW_PT, lined
from shinchoku.paper.page import column_px
from shinchoku.paper.workbook import Area, Highlight, SheetWriter
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.templates.areas import absolute, quoted
from shinchoku.templates.computed import ComputedCell, EntryComputer
from shinchoku.templates.faults import Fault, Place
from shinchoku.templates.figures import LiveFigure, live_figure
from shinchoku.templates.hidden import HiddenLists, HiddenParts
from shinchoku.templates.live import (
    Keep,
    Live,
    Truth,
    all_of,
    any_of,
    begins,
    choose,
    count_line,
    counted,
    in_parts,
    is_blank,
    is_not,
    literal,
    summed,
)
from shinchoku.templates.marks import Marks
from shinchoku.templates.printing import set_up_print
from shinchoku.templates.row_cells import RowCells
from shinchoku.templates.rows import (
    ID,
    STATUS,
    Asked,
    SheetRow,
    sheet_columns,
    sheet_rows,
)
from shinchoku.templates.status import EntryCells, LiveComputed, StatusWriter
from shinchoku.templates.style import (
    DARK,
    FAULT,
    GOOD,
    MISSING,
    TAB,
    WHITE,
    Look,
    on_color,
)
from shinchoku.templates.task import Task
from shinchoku.templates.validation import validation
from shinchoku.words import Words

MARKER_ROW, IDS_ROW, TITLE_ROW, HOW_ROW, PARENT_ROW, HEADER_ROW, FIRST_ROW = range(7)
ID_INDEX = 0
HOW_INDEX = 3  # leaves room for the progress beside it
PARENT_PT, FILTER_BUTTON_PT, TITLE_PT, HOW_PT = 15.0, 12.0, 24.0, 21.0


@dataclass(frozen=True, slots=True)
class SheetStatuses:
    """The statuses of a sheet: the range they stand in and what they say at first."""

    sheet: str
    area: str
    statuses: tuple[Live, ...]


def progress_words(
    say: Words, parts: Iterable[SheetStatuses], label: str = "", *, keep: Keep | None = None
) -> Live:
    """Return the live text 「記入済 12／14」 over some sheets; one cell of it is one row asked."""
    every = tuple(parts)
    counts = (counted(part.statuses, part.area, say("status.ok")) for part in every)
    total = say("form.of_total", total=sum(len(part.statuses) for part in every))
    return count_line(label or say("form.progress"), summed(counts, keep), total)


class FormSheet:
    """Writes one form sheet."""

    def __init__(self, sheet: SheetWriter, look: Look, task: Task, lists: HiddenLists) -> None:
        self.sheet = sheet
        self.look = look
        self.say = look.say
        self.task = task
        self.rows = tuple(row for asked in task.asked for row in sheet_rows(asked))
        self.numbers = {row.line.id: index for index, row in enumerate(self.rows)}
        own = {key for key in task.faults.cells if key.owner_id in self.numbers}
        self.columns = sheet_columns(task.form, self.say, task.asked, advised=bool(own))
        self.places = {column.id: index for index, column in enumerate(self.columns)}
        self.faulty = frozenset(key for key in own if key.column_id in self.places)
        self.figures: dict[str, dict[str, LiveFigure]] = {}  # by line and column
        self.computed: dict[str, dict[str, LiveComputed]] = {}  # likewise
        self.cells = RowCells(sheet, look, task, self.rows, self.columns, self.faulty, FIRST_ROW)
        self.marks = Marks(self.faulty, self.rows, self.columns, FIRST_ROW, self.say)
        self.status = StatusWriter(task.form, task.nothing, lists, self.say)
        behind = 2 * len(self.columns)  # what a returned sheet remembers
        self.parts = HiddenParts(sheet, look, behind, IDS_ROW)
        self.last_row = FIRST_ROW + len(self.rows) - 1
        self.last_column = len(self.columns) - 1
        self.status_column = self.places[STATUS]
        self.progress = SheetStatuses(sheet.name, "", ())  # known when the statuses are written

    def write(self) -> SheetStatuses:
        """Write everything and return where the statuses are."""
        self._write_ids()
        self._write_header()
        self.cells.write()
        self.figures |= {row.line.id: self._figures(i, row) for i, row in enumerate(self.rows)}
        self._write_computed()
        self.progress = self._write_statuses()
        self._write_top(self.progress)
        for index, column in enumerate(self.columns):
            if column.column is not None and column.answered:
                self._validate(index, column.column)
                self._remember(index, column.column)
                self._show_where(index, column.column)
                self._show_changed(index)
            if column.column is not None and column.column.colors:
                self._color_grades(index, column.column)
        self._color_statuses()
        self._protect()
        self._set_up_print()
        return self.progress

    # ------------------------------------------------------------ cells

    def _write_ids(self) -> None:
        task = self.task
        self.sheet.text(MARKER_ROW, ID_INDEX, marker(task.form.id, task.identity))
        for index, column in enumerate(self.columns):
            self.sheet.column_px(index, column_px(column.width))
            self.sheet.text(IDS_ROW, index, column.header if column.id == ID else column.id)
        self.sheet.hide_rows(MARKER_ROW, IDS_ROW)

    def _write_header(self) -> None:
        """Write two header rows, nothing merged across them: the filter sits in the lower one."""
        for index, column in enumerate(self.columns):
            alone = not column.parent
            upper = self.look.header(filled=column.answered, top=alone)
            lower = self.look.header(filled=column.answered, bottom=alone)
            self.sheet.text(PARENT_ROW, index, "", upper)
            self.sheet.text(HEADER_ROW, index, lined(column.header), lower)
        for first, last, parent in self._parents():
            style = self.look.header(filled=False)
            self.sheet.merge(PARENT_ROW, first, PARENT_ROW, last, lined(parent), style)
        self.sheet.row(PARENT_ROW, PARENT_PT)
        headers = [(column.header, column.width) for column in self.columns]
        self.sheet.row(
            HEADER_ROW, min(self.look.height_pt(headers, bold=True) + FILTER_BUTTON_PT, MAX_ROW_PT)
        )

    def _parents(self) -> Iterator[tuple[int, int, str]]:
        numbered = enumerate(column.parent for column in self.columns)
        for parent, group in groupby(numbered, key=itemgetter(1)):
            if parent:
                indexes = [index for index, _ in group]
                yield indexes[0], indexes[-1], parent

    # ------------------------------------------------------------ statuses

    def _write_statuses(self) -> SheetStatuses:
        statuses: list[Live] = []
        for asked, group in groupby(enumerate(self.rows), key=lambda pair: pair[1].asked):
            numbered = list(group)
            keeps = [self.parts.of(FIRST_ROW + i) for i, _ in numbered]
            statuses += self.status.statuses(self._cells(asked, numbered), keeps)
        statuses = [self.marks.until_changed(index, words) for index, words in enumerate(statuses)]
        for index, words in enumerate(statuses):
            row = FIRST_ROW + index
            self.sheet.formula(
                row, self.status_column, f"={words.formula}", self.look.status(), words.value
            )
        first, last = (absolute(r, self.status_column) for r in (FIRST_ROW, self.last_row))
        area = f"{quoted(self.sheet.name)}!{first}:{last}"
        return SheetStatuses(self.sheet.name, area, tuple(statuses))

    def _cells(self, asked: Asked, numbered: list[tuple[int, SheetRow]]) -> EntryCells:
        return EntryCells(
            lines=tuple(self._own_cells(index, row) for index, row in numbered),
            given=tuple(line.values for line in asked.entry.lines),
            figures=tuple(self.figures[row.line.id] for _, row in numbered),
            computed=tuple(self.computed.get(row.line.id, {}) for _, row in numbered),
        )

    def _own_cells(self, index: int, row: SheetRow) -> dict[str, Live]:
        columns = (column for column in self.task.form.answered if row.is_open(column))
        return {column.id: self._own_cell(index, row, column) for column in columns}

    def _own_cell(self, index: int, row: SheetRow, column: Column) -> Live:
        cell = cell_name(FIRST_ROW + index + 1, self.places[column.id] + 1)
        return Live(f"${cell}", self.cells.answer(row, column))

    def _write_computed(self) -> None:
        """Write the cells that are computed, once it is known where their numbers stand."""
        for asked, group in groupby(enumerate(self.rows), key=lambda pair: pair[1].asked):
            numbered = list(group)
            if not any(computed_on(self.task.form, asked.entry, row.line) for _, row in numbered):
                continue
            keeps = {row.line.id: self.parts.of(FIRST_ROW + index) for index, row in numbered}
            computer = EntryComputer(self.task.form, asked.entry, self.figures, keeps)
            for index, row in numbered:
                for cell in computer.cells(row.line):
                    style = self.cells.computed_style(row, cell.column)
                    place = self.places[cell.column.id]
                    formula = f"={cell.formula}"
                    self.sheet.formula(FIRST_ROW + index, place, formula, style, cell.value)
                    if cell.column.needs:
                        own = self.computed.setdefault(row.line.id, {})
                        own[cell.column.id] = self._computed(index, row, cell, dict(numbered))

    def _computed(
        self, index: int, row: SheetRow, cell: ComputedCell, rows: Mapping[int, SheetRow]
    ) -> LiveComputed:
        """Return what formulas know of a computed code; `rows` are those of its entry."""
        numbers = {each.line.id: number for number, each in rows.items()}
        found = sources(self.task.form, cell.column, row.asked.entry, row.line)
        places = {(column.id, numbers[line.id]): column for column, line in found}
        sound = [self._is_sound(at, rows[at], column) for (_, at), column in places.items()]
        name = cell_name(FIRST_ROW + index + 1, self.places[cell.column.id] + 1)
        live = Live(f"${name}", str(cell.value))
        return LiveComputed(live, all_of(sound, self.parts.of(FIRST_ROW + index)))

    def _is_sound(self, index: int, row: SheetRow, column: Column) -> Truth:
        """Whether a number's cell has nothing that is to be put right."""
        figure = self.figures[row.line.id][column.id]
        wrong = [figure.is_none, figure.is_other_unit, figure.is_out_of_range]
        if column.required:
            wrong.append(is_blank(self._own_cell(index, row, column)))
        return is_not(any_of(wrong))

    def _figures(self, index: int, row: SheetRow) -> dict[str, LiveFigure]:
        """Return what formulas know of the numbers of a row."""
        keep, lister = self.parts.of(FIRST_ROW + index), self.status.lister
        return {
            column.id: live_figure(
                self._own_cell(index, row, column),
                kind,
                scale_of(kind, row.asked.entry, row.line),
                lister,
                keep,
                self.say,
            )
            for column, kind in self.task.form.numbers
            if row.is_open(column)
        }

    # ------------------------------------------------------------ above the table

    def _write_top(self, progress: SheetStatuses) -> None:
        name = self.task.department.name
        title = self.say("form.title", sheet=self.sheet.name, department=name)
        how = "form.how_returned" if self.faulty else "form.how"
        text = self.say(how, deadline=self.task.deadline)
        words = progress_words(self.say, [progress])
        self.sheet.text(TITLE_ROW, 0, lined(title), self.look.plain(13, bold=True, font_color=DARK))
        self.sheet.formula(
            HOW_ROW, 0, f"={words.formula}", self.look.plain(11, bold=True), words.value
        )
        self.sheet.text(HOW_ROW, HOW_INDEX, text, self.look.plain())
        self.sheet.row(TITLE_ROW, TITLE_PT)
        self.sheet.row(HOW_ROW, HOW_PT)

    # ------------------------------------------------------------ what Excel checks

    def _validate(self, index: int, column: Column) -> None:
        areas = self._open_areas(index, column)
        first = cell_name(areas[0][0] + 1, index + 1) if areas else ""
        checked = validation(column, self.say, self.status.lister, first)
        if checked:
            self.sheet.validate(areas, checked)

    def _open_areas(self, index: int, column: Column) -> list[Area]:
        """Return the areas of a column that the department fills, top to bottom.

        Where they are more than a rule takes, the whole column: the rest of it is locked and blank.
        """
        areas: list[Area] = []
        numbered = enumerate(self.rows)
        for is_open, group in groupby(numbered, key=lambda pair: pair[1].is_open(column)):
            if is_open:
                rows = [FIRST_ROW + number for number, _ in group]
                areas.append((rows[0], index, rows[-1], index))
        whole = (FIRST_ROW, index, self.last_row, index)
        return areas if len(areas) <= MAX_AREAS else [whole]

    def _show_where(self, index: int, column: Column) -> None:
        """Redden a cell whose row's status names it: the words and the colour are one check."""
        status = f"CHAR(10)&${cell_name(FIRST_ROW + 1, self.status_column + 1)}&CHAR(10)"
        found = [
            f"ISNUMBER(FIND(CHAR(10)&{literal(text).formula}&CHAR(10),{status}))"
            for text in self.status.texts(column)
        ]
        for part in in_parts(found):
            self._format_if(self._open_areas(index, column), f"=OR({','.join(part)})", MISSING)

    def _color_grades(self, index: int, column: Column) -> None:
        """Show grades on their colours, where nothing is to be put right."""
        whole = (FIRST_ROW, index, self.last_row, index)
        areas = self._open_areas(index, column) if column.answered else [whole]
        for code, color in column.colors.items() if areas else ():
            style = self.look.book.format(**on_color(color))
            formula = f"={cell_name(areas[0][0] + 1, index + 1)}={literal(code).formula}"
            self.sheet.highlight(areas, Highlight(style, formula))

    def _color_statuses(self) -> None:
        area = (FIRST_ROW, self.status_column, self.last_row, self.status_column)
        cell = Live(f"${cell_name(FIRST_ROW + 1, self.status_column + 1)}", "")
        for key, color in (("ok", GOOD), ("untouched", WHITE)):
            text = self.say(f"status.{key}")
            self._format_if([area], f"={begins(cell, text).formula}", color)
        self._format_if([area], f'={cell.formula}<>""', MISSING)

    def _format_if(self, areas: list[Area], formula: str, color: str) -> None:
        style = self.look.book.format(bg_color=color)
        self.sheet.highlight(areas, Highlight(style, formula))

    # ------------------------------------------------------------ what is to be corrected

    def place(self, fault: Fault) -> Place | None:
        """Return where to correct something; None if that is not on this sheet."""
        cells = [key for key in fault.cells if key in self.faulty]
        if not cells:
            return None
        index, column = self.numbers[cells[0].owner_id], self.places[cells[0].column_id]
        header = in_one_line(self.columns[column].header)
        cell = cell_name(FIRST_ROW + index + 1, column + 1)
        state = None
        if len({key.owner_id for key in cells}) > 1:
            state = self._progress_state()
        elif self.columns[column].answered:
            status = absolute(FIRST_ROW + index, self.status_column)
            words = self.progress.statuses[index]
            state = Live(f"{quoted(self.sheet.name)}!{status}", words.value)
        return Place(sheet=self.sheet.name, cell=cell, header=header, state=state)

    def _progress_state(self) -> Live:
        """Say how many rows are done, where a fault is about several."""
        ok, statuses = self.say("status.ok"), self.progress.statuses
        count = counted(statuses, self.progress.area, ok)
        complete = Truth(f"{count.formula}={len(statuses)}", count.value == len(statuses))
        return choose(complete, literal(ok), progress_words(self.say, [self.progress]))

    def _remember(self, index: int, column: Column) -> None:
        """Keep what came back in faulty cells, and colour them orange while they hold it."""
        areas = self.marks.areas(index)
        if not areas:
            return
        copy = self.marks.copy(index)
        self.sheet.text(IDS_ROW, copy, f"{OWN_COLUMN}was_{column.id}")
        self.sheet.hide_column(copy)
        for row, *_ in areas:
            asked = self.rows[row - FIRST_ROW]
            answer = self.cells.answer(asked, column)
            self.cells.put(row, copy, asked, column, answer, self.look.plain())
        unchanged = self.marks.unchanged(areas[0][0], index)
        self._format_if(areas, f"={unchanged.formula}", FAULT)

    def _show_changed(self, index: int) -> None:
        """Turn a faulty cell green that has been changed and that no status names."""
        areas = self.marks.areas(index)
        if areas:
            self._format_if(areas, "=TRUE", GOOD)

    # ------------------------------------------------------------ the sheet itself

    def _protect(self) -> None:
        last = self.last_row, self.last_column
        first_answer = next(i for i, column in enumerate(self.columns) if column.answered)
        frozen = next(i for i, column in enumerate(self.columns) if column.column is not None)
        self.sheet.filter((HEADER_ROW, 0, *last))
        self.sheet.freeze(FIRST_ROW, frozen)
        self.sheet.select(FIRST_ROW, first_answer)
        self.sheet.protect(row_heights=True, filtering=True)
        self.sheet.take_numbers_as_texts((FIRST_ROW, 0, *last))
        self.sheet.hide_gridlines()
        self.sheet.tab_color(TAB)

    def _set_up_print(self) -> None:
        set_up_print(self.sheet, self.look, self.task.department, landscape=True)
        self.sheet.print_area((TITLE_ROW, 0, self.last_row, self.last_column))
        self.sheet.repeat_rows(PARENT_ROW, HEADER_ROW)
