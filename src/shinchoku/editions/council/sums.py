"""A tally of numbers as sheets: in all with its subsets, and one sheet for each division.

Formulas add up whole units of the last digit, as templates' do: a sum of binary fractions may end
beside the printed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from shinchoku.editions.council import formulas
from shinchoku.editions.council.counted import (
    Division,
    Spot,
    divisions_of,
    filters_of,
    is_public_count,
)
from shinchoku.editions.council.entries import FIRST as LIST_FIRST
from shinchoku.editions.council.entries import Asked, EntrySheet
from shinchoku.editions.council.planned import Cell, Sheet, absolute
from shinchoku.editions.council.tallies import count_cell, head
from shinchoku.editions.manuscript import Manuscript
from shinchoku.model import Column, Form, SumSpec, is_meant, place_of, summed_lines
from shinchoku.model.derived import NOT_MEASURED
from shinchoku.model.numbers import NOISE
from shinchoku.records import dataclass
from shinchoku.sheets import cell_name
from shinchoku.totals import Summed, SumTally, sums
from shinchoku.words import Words

HEAD = 3
FIRST = HEAD + 1
_NUMBER, _TITLE, _FIGURE = 4.0, 18.0, 8.0
_NOTHING = Summed(Decimal(0), 0, 0)


@dataclass(frozen=True, kw_only=True)
class Summing:
    """What is added up; `subsets` and `divisions` as a Counted's."""

    spec: SumSpec
    form: Form
    column: Column
    tally: SumTally
    divisions: tuple[Division, ...]
    is_live: bool


def all_summed(manuscript: Manuscript) -> Iterator[Summing]:
    """Yield every tally of numbers, with every division that may be shown."""
    definition = manuscript.definition
    found = {}
    for spec in definition.sums:
        form = definition.form(spec.form_id)
        is_live = is_public_count(form, form.column(spec.column_id), spec.where)
        own = tuple(divisions_of(manuscript, form, spec.by, spec.id, is_live=is_live))
        found[spec.id] = own, is_live
    specs = [replace(s, by=tuple(d.by for d in found[s.id][0])) for s in definition.sums]
    tallies = sums(replace(definition, sums=tuple(specs)), manuscript.merged) if specs else {}
    for spec in specs:
        form = definition.form(spec.form_id)
        divisions, is_live = found[spec.id]
        yield Summing(
            spec=spec,
            form=form,
            column=form.column(spec.column_id),
            tally=tallies[spec.id],
            divisions=divisions,
            is_live=is_live,
        )


@dataclass(kw_only=True)
class SumSheets:
    """Makes the sheets of one tally of numbers; `list_` None: without formulas."""

    manuscript: Manuscript
    summing: Summing
    names: Sequence[str]
    number: int
    title: str
    list_: EntrySheet | None

    @property
    def _say(self) -> Words:
        return self.manuscript.say

    def plan(self) -> Iterator[Sheet]:
        """Plan the sheet of all, then that of each division."""
        title = self._say("council.sum.title", title=self.title)
        whole = _Table(self, self.names[0], title, self._say("council.sum.part"), (), "")
        subsets = [each for each in self.summing.spec.subsets if self._may_show(each.where)]
        spots = [Spot(id=each.id, title=each.label) for each in subsets]
        counts = {each.id: self.summing.tally.subsets[each.id].total for each in subsets}
        yield whole.plan(spots, counts, [self._flags(each.where) for each in subsets], "")
        for name, division in zip(self.names[1:], self.summing.divisions, strict=True):
            title = self._say("council.division.title", title=self.title, by=division.name)
            table = _Table(self, name, title, division.name, division.above, division.number)
            yield table.plan_division(division)

    def _may_show(self, where: Mapping[str, tuple[str, ...]]) -> bool:
        return all(self.summing.form.column(name).public for name in where)

    # ------------------------------------------------------------ what formulas add up

    @cached_property
    def lines(self) -> Sequence[tuple[int, Asked]]:
        """The lines whose numbers are added up, each with its index in the list."""
        summing, merged = self.summing, self.manuscript.merged
        form, spec = summing.form, summing.spec
        asked = self.list_.entries.asked if self.list_ else ()
        return [
            (index, each)
            for index, each in enumerate(asked)
            if not each.entry.repeat_of
            and is_meant(merged, form, each.entry, spec.where)
            and self._is_added(each)
        ]

    def _is_added(self, each: Asked) -> bool:
        summing = self.summing
        if not summing.column.per_line:
            return each.is_first
        if not summing.spec.lines:
            return True
        return any(
            line is each.line
            for id_ in summing.spec.lines
            for line in summed_lines(each.entry, summing.form, id_)
        )

    @cached_property
    def units(self) -> str:
        """The hidden column of the numbers in units of their last digit, "" without a list."""
        if self.list_ is None:
            return ""
        place = self.list_.entries.place(self.summing.column)
        digits = self.summing.tally.scale.digits
        shift = 10**digits

        def cells() -> Iterator[tuple[int, float | None, str]]:
            for index, each in self.lines:
                at = cell_name(LIST_FIRST + index + 1, place + 1)
                number = self.manuscript.merged.number_of(
                    self.summing.column, each.entry, each.line
                )
                value = None if number is None else float(number * shift)
                cut = f"ROUND(ROUND({at},{digits + NOISE}),{digits})"
                yield index, value, f'IF(ISNUMBER({at}),ROUND({cut}*{shift},0),"")'

        return self.list_.hidden(f"{self.number}", cells())

    def _flags(self, where: Mapping[str, tuple[str, ...]]) -> str:
        """Return the hidden column of the lines that a subset has."""
        if self.list_ is None:
            return ""
        merged, form = self.manuscript.merged, self.summing.form
        meant = (
            (index, float(is_meant(merged, form, each.entry, where)), "")
            for index, each in self.lines
        )
        return self.list_.hidden(f"{self.number}", meant)

    def places(self, division: Division, numbered: Mapping[str, int]) -> str:
        """Return the hidden column of the numbers of places."""
        if self.list_ is None or not division.is_live:
            return ""
        merged, form = self.manuscript.merged, self.summing.form
        none = numbered.get("", 0)
        found = (
            (index, float(numbered.get(place_of(merged, form, division.by, *each), none)), "")
            for index, each in self.lines
        )
        return self.list_.hidden(f"{self.number} {division.name}", found)

    def notes(self) -> Sequence[str]:
        """Return what is added up, and what is not."""
        summing, say = self.summing, self._say
        scale = summing.tally.scale
        text = say("council.summed", form=summing.form.sheet, column=summing.column.title)
        if scale.unit:
            text += say("council.unit", unit=scale.unit)
        for title, texts in filters_of(summing.form, summing.spec.where):
            text += say("council.filtered", column=title, texts=say("list.words").join(texts))
        return (text, say("council.sum.note") + ("" if self.list_ else say("council.fixed")))


@dataclass
class _Table:
    """A table of sums while it is planned: a row a place, and below them all of it."""

    of: SumSheets
    name: str
    title: str
    stub: str
    above: tuple[str, ...]
    number: str

    def plan_division(self, division: Division) -> Sheet:
        sums_ = self.of.summing.tally.by[division.by]
        spots = list(division.spots)
        if "" in sums_:
            spots.append(Spot(id="", title=self.of.manuscript.say("crosstab.none")))
        numbered = {spot.id: number for number, spot in enumerate(spots, 1)}
        places = self.of.places(division, numbered)
        return self.plan(spots, sums_, [places] * len(spots), places)

    def plan(
        self,
        spots: Sequence[Spot],
        sums_: Mapping[str, Summed],
        conditions: Sequence[str],
        places: str,
    ) -> Sheet:
        """Plan the rows; a number of a place, or a flag, is what its condition's cells must be."""
        say = self.of.manuscript.say
        first = len(self._stubs(None))
        sheet = self._sheet(first)
        head(sheet, self.title, self.of.notes())
        keys = ("count", "sum", "lacking", "percent")
        stubs = (*self.above, *((self.number,) if self.number else ()), self.stub)
        sheet.row_of(HEAD, 0, stubs, "head")
        sheet.row_of(HEAD, first, [say(f"council.sum.{key}") for key in keys], "head")
        total = FIRST + len(spots)
        for row, (spot, condition) in enumerate(zip(spots, conditions, strict=True), FIRST):
            sheet.row_of(row, 0, self._stubs(spot))
            wanted = str(row - FIRST + 1) if places else "1"
            summed = sums_.get(spot.id, _NOTHING)
            self._figures(sheet, row, total, summed, (condition, wanted), "")
        sheet.put(total, 0, say("council.total"), "total", first)
        whole = self.of.summing.tally.total
        self._figures(sheet, total, total, whole, None, "_total")
        return sheet

    def _stubs(self, spot: Spot | None) -> Sequence[str]:
        if spot is None:
            return [*self.above, *([self.number] if self.number else []), self.stub]
        above = spot.above or ("",) * len(self.above)
        return [*above, *([spot.number] if self.number else []), spot.title]

    def _sheet(self, first: int) -> Sheet:
        shares = (*(_NUMBER,) * (first - 1), _TITLE, *(_FIGURE,) * 4)
        return Sheet(
            name=self.name,
            title=self.title,
            about=self.title,
            shares=shares,
            size_pt=9.0,
            turned=False,
            heads=(HEAD, HEAD),
            hidden=1,
            frozen_columns=first,
        )

    def _figures(
        self,
        sheet: Sheet,
        row: int,
        total: int,
        summed: Summed,
        where: tuple[str, str] | None,
        kind: str,
    ) -> None:
        """Plan how many numbers there are, their sum, how many lack, and their share."""
        first, hidden = len(self._stubs(None)), len(sheet.shares)
        tally, units = self.of.summing.tally, self.of.units
        is_live = bool(units) and (where is None or bool(where[0]))
        counting = adding = ""
        if is_live and where is None:
            counting, adding = f"COUNT({units})", f"SUM({units})"
        elif is_live and where:
            condition, wanted = where
            counting = f'COUNTIFS({condition},{wanted},{units},">-1E+300")'
            adding = f"SUMIF({condition},{wanted},{units})"
        style = f"{'number' if is_live else 'fixed'}{kind}"
        at = [cell_name(row + 1, first + number + 1) for number in range(4)]
        own, all_ = cell_name(row + 1, hidden + 1), absolute(total, hidden)
        shift = 10**tally.scale.digits
        value = 0 if summed.value is None else summed.value
        none = f"AND({at[0]}=0,{at[2]}>0)"
        add = sheet.cells.append
        add(count_cell(row, first, summed.numbers, counting, style))
        shown = tally.shown(summed)
        code = tally.scale.number_format
        summing = f'IF({none},"{NOT_MEASURED}",{own}/{shift})' if is_live else ""
        number = None if summed.value is None else float(summed.value)
        add(Cell(row, first + 1, shown, style, number, summing, code))
        add(count_cell(row, first + 2, summed.lacking, "", f"fixed{kind}"))
        share = formulas.signed_share(own, all_, tally.rounding)
        shared = f'IF(OR({none},{all_}=0),"{NOT_MEASURED}",{share})'
        add(self._share_cell(row, first + 3, summed, shared, f"number{kind}"))
        in_units = float(value * shift)
        add(Cell(row, hidden, f"{in_units:.15g}", "number", in_units, adding))

    def _share_cell(self, row: int, column: int, summed: Summed, formula: str, style: str) -> Cell:
        tally = self.of.summing.tally
        text = tally.share(summed)
        if not text:
            return Cell(row, column, NOT_MEASURED, style, None, formula)
        bare = text.removeprefix(tally.scale.negative)
        value = float(bare) * (-1 if text != bare else 1)
        digits = len(bare.partition(".")[2])
        code = "0" + "." * bool(digits) + "0" * digits + '"%"'
        if tally.scale.negative != "-":
            code = f"{code};{tally.scale.negative}{code}"
        shown = f"{text}%" if value else f"{bare}%"
        return Cell(row, column, shown, style, value or 0.0, formula, code)
