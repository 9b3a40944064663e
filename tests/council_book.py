"""The council's workbook as openpyxl and pandas see it, for tests that count it once more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import shinchoku
from running import compiled_from, published_from
from shinchoku.definition import load
from shinchoku.editions.issue import Issued
from shinchoku.model import DEPARTMENT, Definition, SumSpec, TallySpec
from shinchoku.words import words

FIRST = 6  # row of the first figures of a table of counts
LISTED = 7  # row of the first entry of a list behind a figure

Counts = list[int]


@dataclass(frozen=True)
class Published:
    """A round that was compiled and published, and the workbook for its council."""

    folder: Path
    build: Path
    issued: Issued

    @cached_property
    def definition(self) -> Definition:
        return load(self.folder)

    @property
    def file(self) -> str:
        """The workbook's name below the published folder."""
        (name,) = self.issued.publication.files["council"]
        return name

    @property
    def path(self) -> Path:
        return self.issued.folder / self.file

    @cached_property
    def stored(self) -> Workbook:
        """The workbook with the results that are stored in it."""
        return openpyxl.load_workbook(self.path, data_only=True)

    @cached_property
    def kept(self) -> shinchoku.Build:
        """What the build keeps, for pandas."""
        return shinchoku.read_build(self.build)

    def say(self, key: str, **values: object) -> str:
        return words(self.definition.round.language)(key, **values)

    @cached_property
    def counted(self) -> Sequence[TallySpec]:
        """What must be counted, in order: the tallies, and every other graded column."""
        definition = self.definition
        taken = {(s.form_id, s.column_id) for s in definition.tallies if not s.where}
        others = [
            TallySpec(id=f"{form.id}.{column.id}", form_id=form.id, column_id=column.id)
            for form in definition.forms
            for column in form.columns
            if column.grades and (form.id, column.id) not in taken
        ]
        return [*definition.tallies, *others]

    def whole(self, number: int) -> Worksheet:
        """Return the sheet of the count of this number, from 1."""
        return self._sheet(f"{number} ", self.say("council.count"))

    def divisions(self, number: int) -> list[Worksheet]:
        return [
            self.stored[name]
            for name in self.stored.sheetnames
            if re.match(rf"{number}-\d+ ", name)
        ]

    def lists(self, number: int) -> list[Worksheet]:
        """Return the lists behind the figures of a count."""
        mark = self.say("council.list.rows")
        sheets = [self.stored[n] for n in self.stored.sheetnames if n.startswith(f"{number} ")]
        return [sheet for sheet in sheets if sheet["B2"].value == mark]

    def _sheet(self, begins: str, head: str) -> Worksheet:
        names = [name for name in self.stored.sheetnames if name.startswith(begins)]
        return next(
            self.stored[name]
            for name in names
            if head in [cell.value for cell in self.stored[name][FIRST - 1]]
        )


def published(folder: Path, build: Path) -> Published:
    """Compile a filled round and publish it."""
    compiled_from(folder, build)
    return Published(folder, build, published_from(folder, build))


# ---------------------------------------------------------------- what stands in the workbook


def whole_counts(book: Published, number: int) -> Counts:
    """Return the counts of the codes in all, and their sum last."""
    sheet = book.whole(number)
    heads = [cell.value for cell in sheet[FIRST - 1]]
    column = heads.index(book.say("council.count"))
    codes = book.definition.form(book.counted[number - 1].form_id).column(
        book.counted[number - 1].column_id
    )
    rows = range(FIRST, FIRST + len(codes.codes) + 1)
    return [number_at(sheet, row, column + 1) for row in rows]


def rows_of(book: Published, sheet: Worksheet) -> tuple[list[Counts], Counts]:
    """Return the counts of each place with their sum, and the row of all."""
    upper, lower = ([cell.value for cell in sheet[row]] for row in (FIRST - 2, FIRST - 1))
    first = upper.index(book.say("council.count"))
    last = first + lower[first:].index(book.say("council.total"))
    rows: list[Counts] = []
    row = FIRST
    while sheet.cell(row, 1).value != book.say("council.total"):
        rows.append(_counts(sheet, row, first, last))
        row += 1
        assert row < 100_000
    return rows, _counts(sheet, row, first, last)


def _counts(sheet: Worksheet, row: int, first: int, last: int) -> Counts:
    return [number_at(sheet, row, column + 1) for column in range(first, last + 1)]


def number_at(sheet: Worksheet, row: int, column: int) -> int:
    """Return the whole number in a cell."""
    value = sheet.cell(row, column).value
    assert isinstance(value, int)
    return value


def listed(sheet: Worksheet) -> list[str]:
    """Return the ids that a list behind a figure has."""
    found: list[str] = []
    while id_ := sheet.cell(LISTED + len(found), 1).value:
        found.append(str(id_))
    return found


# ---------------------------------------------------------------- counted once more


def own_lines(book: Published, spec: TallySpec) -> pd.DataFrame:
    """Return the lines that a tally counts, as pandas chooses them."""
    form = book.definition.form(spec.form_id)
    lines = book.kept.form(spec.form_id)
    entries = set(lines["entry"])
    for name, texts in spec.where.items():
        entries &= set(lines[lines[name].isin(texts)]["entry"])
    for column in form.columns:
        if not column.per_line and column.by != "master":
            lines[column.id] = lines.groupby("entry")[column.id].transform("first")
    own = lines[lines["repeat_of"].isna() & lines["entry"].isin(entries)]
    if not form.column(spec.column_id).per_line:
        own = own[~own["entry"].duplicated()]
    return own[own[spec.column_id].isin(form.column(spec.column_id).codes)]


def by_place(book: Published, spec: TallySpec, by: str) -> list[Counts]:
    """Return, for every place with anything in it, the counts of the codes and their sum."""
    form = book.definition.form(spec.form_id)
    own = own_lines(book, spec)
    codes = form.column(spec.column_id).codes
    places = own[by].astype(object).where(own[by].notna(), "")
    table = pd.crosstab(places, own[spec.column_id].astype(object))
    table = table.reindex(columns=list(codes), fill_value=0)
    order = [place for place in _order(book, spec, by) if place and place in table.index]
    assert set(table.index) - set(order) <= {""}
    places_ = [*order, *({""} & {*table.index})]
    rows = [[int(count) for count in table.loc[[place]].to_numpy()[0]] for place in places_]
    return [[*row, sum(row)] for row in rows]


def added_lines(book: Published, spec: SumSpec) -> pd.DataFrame:
    """Return the lines whose numbers a tally adds up, as pandas chooses them."""
    form = book.definition.form(spec.form_id)
    lines = book.kept.form(spec.form_id)
    entries = set(lines["entry"])
    for name, texts in spec.where.items():
        entries &= set(lines[lines[name].isin(texts)]["entry"])
    own = lines[lines["repeat_of"].isna() & lines["entry"].isin(entries)]
    if spec.lines:
        first = form.lines[0].id
        ends = tuple(f".{id_}" for id_ in spec.lines)
        is_first = (own.index == own["entry"]) & (first in spec.lines)
        own = own[own.index.str.endswith(ends) | is_first]
    elif not form.column(spec.column_id).per_line:
        own = own[~own["entry"].duplicated()]
    return own


def summed_by(book: Published, spec: SumSpec, by: str) -> list[float]:
    """Return what the numbers of every place come to that has any."""
    own, lines = added_lines(book, spec), book.kept.form(spec.form_id)
    texts = lines.groupby("entry")[by].transform("first").astype(object)[own.index]
    numbers = own[spec.column_id].astype(float).groupby(texts.where(texts.notna(), "")).sum()
    order = [place for place in _order(book, spec, by) if place and place in numbers.index]
    return [float(numbers[place]) for place in [*order, *({""} & {*numbers.index})]]


def _order(book: Published, spec: TallySpec | SumSpec, by: str) -> Iterator[str]:
    form = book.definition.form(spec.form_id)
    if by == DEPARTMENT:
        yield from (department.id for department in book.definition.departments)
    elif by in form.path:
        yield from book.kept.form(form.id)[by].cat.categories
    elif codes := form.column(by).codes:
        yield from codes
    else:
        lines = book.kept.form(form.id)
        yield from dict.fromkeys(lines[lines["repeat_of"].isna()][by].dropna())
