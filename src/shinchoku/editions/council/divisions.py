"""A count by the nodes of a level, by department, by what a column says: a row for each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from shinchoku.editions.council import formulas
from shinchoku.editions.council.charting import Charting
from shinchoku.editions.council.counted import Counted, Division, Spot
from shinchoku.editions.council.entries import roomy
from shinchoku.editions.council.marks import Marks
from shinchoku.editions.council.planned import Sheet, absolute
from shinchoku.editions.council.tallies import (
    FIRST,
    HEAD,
    SIZE_PT,
    count_cell,
    head,
    percent_cell,
    put_chart,
)
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.tally import percent
from shinchoku.words import Words

_NUMBER, _TITLE, _FIGURE, _WIDEST = 3.3, 18.0, 3.0, 9.0
_MOST_COMPARED = 60_000_000  # cells that a sheet's formulas look at: 8 s in LibreOffice (measured)
_UPRIGHT = 62.0  # full-width characters that stand beside each other on an upright page


@dataclass(kw_only=True)
class DivisionSheet:
    """The sheet of one division; `of_all`: whether shares of all stand beside those of a row."""

    counted: Counted
    division: Division
    say: Words
    name: str
    title: str
    about: str
    notes: Sequence[str]
    of_all: bool

    # ------------------------------------------------------------ its rows

    @cached_property
    def spots(self) -> Sequence[Spot]:
        """Every place, and last what has none."""
        counts = self.counted.tally.by[self.division.by]
        known = {spot.id for spot in self.division.spots}
        more = [
            Spot(id=id_, title=id_ or self.say("crosstab.none"))
            for id_ in sorted(counts.keys() - known, key=lambda id_: (not id_, id_))
        ]
        return (*self.division.spots, *sorted(more, key=lambda spot: not spot.id))

    @property
    def numbered(self) -> Mapping[str, int]:
        """The numbers by which formulas know the places."""
        return {spot.id: number for number, spot in enumerate(self.spots, 1)}

    @property
    def _codes(self) -> Sequence[str]:
        return self.counted.column.codes

    @cached_property
    def _above(self) -> Sequence[int]:
        """Which of the levels above say anything."""
        spots = self.division.spots
        return [
            index
            for index in range(len(self.division.above))
            if any(spot.above[index] for spot in spots)
        ]

    @cached_property
    def _has_numbers(self) -> bool:
        return bool(self.division.number) and any(spot.number for spot in self.division.spots)

    @property
    def _title_at(self) -> int:
        return len(self._above) + self._has_numbers

    @property
    def _counts_at(self) -> int:
        return self._title_at + 1

    @property
    def _total_at(self) -> int:
        return self._counts_at + len(self._codes)

    @property
    def last(self) -> int:
        """The row of the last place."""
        return FIRST + len(self.spots) - 1

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet, with nothing on it yet."""
        figures = [min(max(roomy(_FIGURE, code), len(code) / 3), _WIDEST) for code in self._codes]
        shares = (
            *(_NUMBER,) * (len(self._above) + self._has_numbers),
            _TITLE,
            *figures,
            _FIGURE,
            *figures * (1 + self.of_all),
        )
        return Sheet(
            name=self.name,
            title=self.title,
            about=self.about,
            shares=shares,
            size_pt=SIZE_PT,
            turned=sum(shares) > _UPRIGHT,
            heads=(HEAD, HEAD + 1),
            frozen_columns=self._counts_at,
            hidden=1,
        )

    # ------------------------------------------------------------ what is planned

    def plan(self, marks: Marks | None, charting: Charting) -> Sheet:
        """Plan its cells and its chart."""
        counting = self._counting(marks)
        notes = list(self.notes)
        if marks and not counting[0]:
            notes[0] += self._why_fixed
        head(self.sheet, self.title, notes)
        self._heads()
        counts = self.counted.tally.by[self.division.by]
        for row, spot in enumerate(self.spots, FIRST):
            self._stubs(row, spot)
            self._row(row, counts.get(spot.id, {}), counting)
        self._total()
        wide = len(self.sheet.shares)
        self.sheet.filtered = (HEAD + 1, 0, self.last, wide)
        self._chart(charting)
        return self.sheet

    def _counting(self, marks: Marks | None) -> tuple[str, str]:
        """Return the columns of codes and of places, "" for none."""
        if marks is None or not self.division.is_live or not self._is_quick(marks):
            return "", ""
        return marks.of_codes, marks.of_places(self.division, self.numbered, self._live())

    @property
    def _why_fixed(self) -> str:
        if self.division.is_live:
            return self.say("council.fixed_division")
        return self.say("council.fixed_by", column=self.division.name)

    def _is_quick(self, marks: Marks) -> bool:
        cells = len(self.spots) * len(self._codes)
        return cells * len(marks.list_.entries.asked) <= _MOST_COMPARED

    def _live(self) -> str:
        """Return the formula of a place's number where a column says the place with a choice."""
        form = self.counted.form
        if self.division.by in form.path or self.division.by not in {c.id for c in form.columns}:
            return ""
        if not form.column(self.division.by).is_choice:
            return ""
        names = self.sheet.ref(FIRST, 0, self.last)  # a code, or a choice: it stands first
        numbers = self.sheet.ref(FIRST, len(self.sheet.shares), self.last)
        none = self.numbered.get("", 0)
        return f'IF({{cell}}="",{none},SUMPRODUCT(EXACT({{cell}},{names})*{numbers}))'

    def _heads(self) -> None:
        put, division = self.sheet.put, self.division
        stubs = [division.above[index] for index in self._above]
        stubs += [division.number] * self._has_numbers
        for column, text in enumerate((*stubs, division.name)):
            put(HEAD, column, "", "head")
            put(HEAD + 1, column, text, "head")
        count = len(self._codes)
        groups = ["council.count"]
        put(HEAD, self._counts_at, self.say("council.count"), "head", count + 1)
        self.sheet.row_of(HEAD + 1, self._counts_at, self._codes, "head")
        put(HEAD + 1, self._total_at, self.say("council.total"), "head")
        groups = ["council.percent_of_row", *["council.percent_of_all"] * self.of_all]
        for number, group in enumerate(groups):
            column = self._total_at + 1 + number * count
            put(HEAD, column, self.say(group), "head", count)
            self.sheet.row_of(HEAD + 1, column, self._codes, "head")
        put(HEAD + 1, len(self.sheet.shares), self.say("council.place"), "head")

    def _stubs(self, row: int, spot: Spot) -> None:
        texts = [spot.above[index] if spot.above else "" for index in self._above]
        texts += [spot.number] * self._has_numbers
        self.sheet.row_of(row, 0, texts, "center")
        self.sheet.put(row, self._title_at, spot.title)
        place = self.numbered[spot.id]
        hidden = len(self.sheet.shares)
        self.sheet.cells.append(count_cell(row, hidden, place, "", "number"))

    def _row(self, row: int, counts: Mapping[str, int], counting: tuple[str, str]) -> None:
        """Plan a place's counts, their sum, their percentages."""
        codes, places = counting
        add = self.sheet.cells.append
        place = absolute(row, len(self.sheet.shares)).replace(f"${row + 1}", str(row + 1))
        style = "number" if codes else "fixed"
        for number, code in enumerate(self._codes, 1):
            formula = f"COUNTIFS({codes},{number},{places},{place})" if codes else ""
            column = self._counts_at + number - 1
            add(count_cell(row, column, counts.get(code, 0), formula, style))
        first, last = (self._at(row, self._counts_at + at) for at in (0, len(self._codes) - 1))
        own = sum(counts.values())
        sum_ = f"SUM({first}:{last})"
        add(count_cell(row, self._total_at, own, sum_, "number"))
        self._percents(row, counts, "")

    def _percents(self, row: int, counts: Mapping[str, int], kind: str) -> None:
        rounding, width = self.counted.spec.rounding, len(self._codes)
        of_row = self._at(row, self._total_at), sum(counts.values())
        of_all = absolute(self.last + 1, self._total_at), self.counted.tally.total.count
        for group, (whole, total) in enumerate((of_row, of_all)[: 1 + self.of_all]):
            for number, code in enumerate(self._codes):
                count = counts.get(code, 0)
                column = self._total_at + 1 + group * width + number
                shared = formulas.share(self._at(row, self._counts_at + number), whole, rounding)
                text = percent(count, total, rounding)
                cell = percent_cell(row, column, text, shared, f"number{kind}")
                self.sheet.cells.append(cell)

    def _total(self) -> None:
        row = self.last + 1
        self.sheet.put(row, 0, self.say("council.total"), "total", self._counts_at)
        tally = self.counted.tally
        for number, each in enumerate(tally.rows):
            column = self._counts_at + number
            sum_ = f"SUM({absolute(FIRST, column, self.last)})"
            self.sheet.cells.append(count_cell(row, column, each.count, sum_, "number_total"))
        first, last = (self._at(row, self._counts_at + at) for at in (0, len(self._codes) - 1))
        whole = count_cell(
            row, self._total_at, tally.total.count, f"SUM({first}:{last})", "number_total"
        )
        self.sheet.cells.append(whole)
        self._percents(row, {each.choice: each.count for each in tally.rows}, "_total")

    @staticmethod
    def _at(row: int, column: int) -> str:
        return cell_name(row + 1, column + 1)

    # ------------------------------------------------------------ its chart

    def _chart(self, charting: Charting) -> None:
        titled = any(spot.title for spot in self.division.spots) or not self._has_numbers
        column = self._title_at if titled else self._title_at - 1
        labels = [(spot.id, spot.title if titled else spot.number) for spot in self.spots]
        drawn = charting.of_places(
            self.sheet,
            self.counted.column,
            self.counted.tally,
            self.division.by,
            labels,
            self.title,
        )
        row = self.last + 3
        if drawn is None or drawn.chart is None:
            if len(labels) > 1 and self.counted.tally.total.count:
                note = self.say("council.no_chart", count=len(labels))
                self.sheet.put(row, 0, note, "note", len(self.sheet.shares))
            return
        counts = [
            self.sheet.ref(FIRST, self._counts_at + number, self.last)
            for number in range(len(self._codes))
        ]
        put_chart(self.sheet, row, drawn, self.sheet.ref(FIRST, column, self.last), counts)
