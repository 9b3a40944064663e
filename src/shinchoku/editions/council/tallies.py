"""A count as sheets: in all, and one sheet for each division.

In go what is counted and the list that formulas count in; out come planned sheets. Where single
entries may not be followed, numbers stand without a formula, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.editions.council import formulas
from shinchoku.editions.council.charting import Charting
from shinchoku.editions.council.counted import Counted
from shinchoku.editions.council.marks import Marks
from shinchoku.editions.council.planned import Cell, Drawn, Sheet, absolute
from shinchoku.model import ColumnTally, Row, Subset, TallyRow
from shinchoku.records import dataclass
from shinchoku.words import Words

HEAD = 3  # the upper row of a header
FIRST = HEAD + 2
SIZE_PT = 9.0
_CODE, _CHOICE, _LABEL, _FIGURE = 5.0, 27.0, 22.0, 6.0


@dataclass(kw_only=True)
class WholeSheet:
    """The sheet of a count in all, of its subsets, and of what divides its codes."""

    counted: Counted
    say: Words
    name: str
    title: str
    about: str
    notes: Sequence[str]

    def __post_init__(self) -> None:
        counted = self.counted
        self._row = FIRST + len(counted.column.codes)  # the next free one
        figures = 2 * (1 + len(counted.subsets))
        stubs = (_CODE, _LABEL) if counted.column.grades else (_CHOICE,)
        self._first = len(stubs)
        self.sheet = Sheet(
            name=self.name,
            title=self.title,
            about=self.about,
            shares=(*stubs, *(_FIGURE,) * figures),
            size_pt=SIZE_PT,
            turned=len(counted.subsets) > 1,
            heads=(HEAD, HEAD + 1),
        )

    @property
    def codes(self) -> str:
        """Where the codes stand."""
        return self.sheet.ref(FIRST, 0, FIRST + len(self.counted.column.codes) - 1)

    def count_at(self, code: str) -> str:
        """Return where the count of a code stands; of all, for ""."""
        codes = self.counted.column.codes
        row = FIRST + (codes.index(code) if code else len(codes))
        return self.sheet.ref(row, self._first)

    def plan(self, marks: Marks | None, charting: Charting) -> Sheet:
        """Plan its cells and its chart."""
        head(self.sheet, self.title, self.notes)
        self._heads()
        self._stubs()
        counted, column = self.counted, self._first
        self._figures(counted.tally, column, marks.of_codes if marks else "", "")
        for subset in counted.subsets:
            column += 2
            flags = self._flags(marks, subset)
            codes = marks.of_codes if marks and flags else ""
            self._figures(counted.tally.subsets[subset.id], column, codes, flags)
        self._row += 1
        for code in counted.breakdowns:
            self._breakdown(code, marks)
        self._chart(charting)
        return self.sheet

    def _flags(self, marks: Marks | None, subset: Subset) -> str:
        is_live = marks is not None and self.counted.is_live_subset(subset)
        return marks.of_subset(subset) if marks and is_live else ""

    # ------------------------------------------------------------ the counts

    def _heads(self) -> None:
        put, counted = self.sheet.put, self.counted
        stubs = ("council.code", "council.meaning") if counted.column.grades else ("",)
        for column, key in enumerate(stubs):
            put(HEAD, column, "", "head")
            put(HEAD + 1, column, self.say(key) if key else counted.column.title, "head")
        titles = (self.say("council.all"), *(subset.label for subset in counted.subsets))
        for number, title in enumerate(titles):
            column = self._first + 2 * number
            put(HEAD, column, title, "head", 2)
            put(HEAD + 1, column, self.say("council.count"), "head")
            put(HEAD + 1, column + 1, self.say("council.percent"), "head")

    def _stubs(self) -> None:
        for row, code in enumerate(self.counted.column.codes, FIRST):
            self.sheet.put(row, 0, code, self._code_style(code))
            if self._first > 1:
                self.sheet.put(row, 1, self.counted.labels.get(code, ""))
        self.sheet.put(self._row, 0, self.say("council.total"), "total", self._first)

    def _code_style(self, code: str) -> str:
        color = self.counted.column.colors.get(code, "")
        if not self.counted.column.grades:
            return "cell"
        return f"grade:{color}" if color else "center"

    def _figures(self, tally: ColumnTally, column: int, codes: str, flags: str) -> None:
        """Plan the counts and percentages of all codes, with the sum below."""
        last = FIRST + len(tally.rows) - 1
        whole = absolute(last + 1, column)
        for number, row in enumerate(tally.rows, 1):
            counting = f"COUNTIF({codes},{number})" if codes else ""
            if flags:
                counting = f"COUNTIFS({codes},{number},{flags},1)"
            self._pair(FIRST + number - 1, column, row, counting, whole)
        sum_ = f"SUM({absolute(FIRST, column, last)})"
        self._pair(last + 1, column, tally.total, sum_, whole, "_total")

    def _pair(
        self, at: int, column: int, row: TallyRow, formula: str, whole: str, kind: str = ""
    ) -> None:
        """Plan a count and its percentage."""
        rounding = self.counted.spec.rounding
        style = f"number{kind}" if formula else f"fixed{kind}"
        self.sheet.cells.append(count_cell(at, column, row.count, formula, style))
        shared = formulas.share(absolute(at, column), whole, rounding)
        self.sheet.cells.append(percent_cell(at, column + 1, row.percent, shared, f"number{kind}"))

    # ------------------------------------------------------------ what divides a code

    def _breakdown(self, code: str, marks: Marks | None) -> None:
        counted, column = self.counted, self.counted.breakdowns[code]
        is_live = marks is not None and column.public
        title = self.say("council.breakdown", code=code, column=column.title)
        self.sheet.put(self._row, 0, title, "subtitle", self._first + 2)
        first = self._row + 1
        row = next(row for row in counted.tally.rows if row.choice == code)
        choices = self.sheet.ref(first, 0, first + len(row.breakdown) - 1)
        dividing = marks.of_choices(column, choices) if marks and is_live else ""
        own = counted.column.codes.index(code) + 1
        for number, each in enumerate(row.breakdown, 1):
            at = first + number - 1
            self.sheet.put(at, 0, each.choice, "cell", self._first)
            counting = ""
            if marks and is_live:
                counting = f"COUNTIFS({marks.of_codes},{own},{dividing},{number})"
            total = self.count_at("").rpartition("!")[2]
            self._pair(at, self._first, each, counting, total)
        self._row = first + len(row.breakdown)
        if not is_live:
            note = self.say("council.fixed_breakdown", column=column.title)
            self.sheet.put(self._row, 0, note, "note", self._first + 2)
            self._row += 1
        self._row += 1

    def _chart(self, charting: Charting) -> None:
        counted = self.counted
        drawn = charting.of_codes(self.sheet, counted.column, counted.tally, self.title)
        if drawn is None or drawn.chart is None:
            return
        last = FIRST + len(counted.column.codes) - 1
        labelled = all(grade.label for grade in counted.column.grades) and self._first > 1
        labels = self.sheet.ref(FIRST, 1 if labelled else 0, last)
        put_chart(self.sheet, self._row, drawn, labels, [self.sheet.ref(FIRST, self._first, last)])


def head(sheet: Sheet, title: str, notes: Sequence[str]) -> None:
    """Plan what stands above a table."""
    wide = len(sheet.shares)
    sheet.put(0, 0, title, "title", wide)
    for row, note in enumerate(notes, 1):
        sheet.put(row, 0, note, "note", wide)


def count_cell(row: int, column: int, count: int, formula: str, style: str) -> Cell:
    """Return the cell of a count."""
    return Cell(row, column, str(count), style, count, formula, "0")


def percent_cell(row: int, column: int, percent: str, formula: str, style: str) -> Cell:
    """Return the cell of a percentage as it is printed."""
    digits = len(percent.partition(".")[2])
    code = "0" + "." * bool(digits) + "0" * digits + '"%"'
    return Cell(row, column, f"{percent}%", style, float(percent), formula, code)


def put_chart(sheet: Sheet, row: int, drawn: Row, labels: str, counts: Sequence[str]) -> None:
    """Plan a chart below a table, with its title above it."""
    if drawn.chart is None:
        return
    sheet.put(row, 0, drawn.chart.title, "subtitle", len(sheet.shares))
    sheet.charts.append(Drawn(row + 1, drawn.height_pt, drawn.chart, labels, tuple(counts)))


def notes_of(counted: Counted, say: Words) -> Iterator[str]:
    """Yield what is counted, and what is not."""
    per = "line" if counted.column.per_line else "entry"
    yield say(f"council.counted.{per}", form=counted.form.sheet, column=counted.column.title)
    more = [
        say("council.filtered", column=title, texts=say("list.words").join(texts))
        for title, texts in counted.filters
    ]
    if not counted.is_live:
        more.append(say("council.fixed"))
    yield "".join(more)
