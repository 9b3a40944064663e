"""The cells of a form sheet's rows: context and answers, in the colours of who fills them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shinchoku.model import Column, Key, scale_of
from shinchoku.paper.limits import lined
from shinchoku.paper.workbook import Format, SheetWriter
from shinchoku.records import dataclass
from shinchoku.templates.faults import pieces
from shinchoku.templates.figures import is_typed_number
from shinchoku.templates.rows import ADVICE, ID, STATUS, SheetColumn, SheetRow
from shinchoku.templates.style import FAULT, GREY, YELLOW, Look
from shinchoku.templates.task import Task

LEAST_LINES = 4  # room to type, and for a status of several lines
LEAST_LINES_MORE = 2  # likewise, where a line only has its actual


@dataclass(frozen=True, slots=True)
class RowCells:
    """Writes the rows of a form sheet, all but their statuses; they begin at `first_row`."""

    sheet: SheetWriter
    look: Look
    task: Task
    rows: Sequence[SheetRow]
    columns: Sequence[SheetColumn]
    faulty: Collection[Key]
    first_row: int

    def write(self) -> None:
        """Write them with their heights."""
        above = ["" for _ in self.columns]
        for number, row in enumerate(self.rows, start=self.first_row):
            texts = [lined(self._text(row, column)) for column in self.columns]
            for place, (column, text) in enumerate(zip(self.columns, texts, strict=True)):
                if column.id != STATUS:
                    style = self._style(row, column, repeated=text == above[place])
                    self._write(number, place, row, column, text, style)
            shown = zip(texts, (column.width for column in self.columns), strict=True)
            height = self.look.height_pt(
                shown, at_least=LEAST_LINES if row.first else LEAST_LINES_MORE
            )
            self.sheet.row(number, height)
            above = texts

    def answer(self, row: SheetRow, column: Column) -> str:
        """Return what is answered in a cell."""
        return lined(self.task.answers.get(Key(row.owner(column), column.id), ""))

    def put(
        self, number: int, place: int, row: SheetRow, column: Column, text: str, style: Format
    ) -> None:
        """Write what stands in a column of the form: a number as such, if it is typed as one."""
        kind = column.number
        figure = kind.figure(scale_of(kind, row.asked.entry, row.line), text) if kind else None
        if figure and figure.exact is not None and is_typed_number(figure):
            self.sheet.number(number, place, float(figure.exact), style)
            self.sheet.texts.add(text)  # a reader sees it so, and knows that it is ours
        else:
            self.sheet.text(number, place, text, style)

    def _write(
        self,
        number: int,
        place: int,
        row: SheetRow,
        column: SheetColumn,
        text: str,
        style: Format,
    ) -> None:
        struck = self.task.faults.struck.get(Key(row.line.id, column.id))
        if struck:
            runs = pieces(text, struck)
            fonts = ((piece, self.look.plain(font_strikeout=out)) for piece, out in runs)
            self.sheet.pieces(number, place, fonts, style)
        elif column.column:
            self.put(number, place, row, column.column, text, style)
        else:
            self.sheet.text(number, place, text, style)

    def _text(self, row: SheetRow, column: SheetColumn) -> str:
        if column.id == ADVICE:
            return self.task.faults.advice(row.line.id, self.look.say)
        if column.column is None:
            return row.line.id if column.id == ID else row.asked.context.get(column.id, "")
        if not column.answered:  # what is computed stands nowhere yet
            return row.line.values.get(column.id, "")
        return self.answer(row, column.column) if row.is_open(column.column) else ""

    def _style(self, row: SheetRow, column: SheetColumn, *, repeated: bool) -> Format:
        fault = Key(row.line.id, column.id) in self.faulty
        locked = FAULT if fault else GREY
        if column.id == ADVICE:
            advised = any(key.owner_id == row.line.id for key in self.faulty)
            return self.look.advice() if advised else self.look.boxed()
        if column.column is None:
            plain = self.look.locked(pale=repeated, color=locked)
            return self.look.id(locked) if column.id == ID else plain
        if column.column.by != "master" and not row.speaks(column.column):
            return self.look.hatched()
        open_color = FAULT if fault else YELLOW
        is_open = row.is_open(column.column)
        return self._own_style(row, column.column, open_color if is_open else locked)

    def computed_style(self, row: SheetRow, column: Column) -> Format:
        """Return the style of a cell that is computed."""
        if column.number:
            return self._own_style(row, column, GREY)
        return self.look.locked(center=True)

    def _own_style(self, row: SheetRow, column: Column, color: str) -> Format:
        center, kind = column.align == "center", column.number
        if kind is None:
            paint = self.look.input if row.is_open(column) else self.look.locked
            return paint(center=center, color=color)
        code = scale_of(kind, row.asked.entry, row.line).number_format
        is_open = row.is_open(column)
        paint_number = self.look.input_number if is_open else self.look.locked_number
        return paint_number(code, center=center, color=color)
