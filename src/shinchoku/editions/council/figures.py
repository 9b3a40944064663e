"""The figures that the report names, and the entries behind each of them.

A figure is a count that a text of the report names, or a row of one of its tables. Figures of one
tally and code share a list: what a text says of a place or a subset is found in it by filtering.
Lists stand in the order in which somebody will ask for them: what is delayed first, then what
cannot be said to be either, then what is good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from shinchoku.editions.council.counted import Counted, parts_of
from shinchoku.editions.council.entries import SIZE_PT, Entries, Heading, Told, list_rows
from shinchoku.editions.council.marks import Marks
from shinchoku.editions.council.planned import Cell, Sheet, absolute
from shinchoku.editions.council.tallies import count_cell, percent_cell
from shinchoku.model import (
    ChartPart,
    CrosstabPart,
    Definition,
    Subset,
    TalliesPart,
    TallyPart,
    TallySpec,
    TextPart,
    TextSectionPart,
    is_meant,
    tally_words,
    within,
)
from shinchoku.words import Words

HEAD = 5
_RANKS = ("delayed", "neutral", "good")
_MARK = 3.0


class Figure(NamedTuple):
    """What is named: a tally's count of a code, of all codes where that is ""."""

    tally: str
    code: str


def named(definition: Definition) -> Mapping[Figure, Sequence[str]]:
    """Return every figure that the report names, with the titles of the sheets that do."""
    found: dict[Figure, dict[str, None]] = {}
    meant = _Meant(definition)
    for section, part in parts_of(definition):
        for figure in meant.of(part):
            found.setdefault(figure, {})[section.sheet.fill({})] = None
    return {figure: list(sheets) for figure, sheets in found.items()}


class _Meant:
    """Knows which figures the parts of a page of text name."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._words: dict[str, Figure] | None = None

    def of(self, part: TextSectionPart) -> Iterator[Figure]:
        """Yield the figures that a part names."""
        match part:
            case TextPart():
                yield from self._in_text(part)
            case TallyPart() | CrosstabPart() | ChartPart():
                yield from self._of_tally(part.tally)
            case TalliesPart():
                for tally in part.tallies:
                    yield from self._of_tally(tally)

    def _in_text(self, part: TextPart) -> Iterator[Figure]:
        for word in part.text.words:
            if ":" in word:
                if self._words is None:
                    self._words = dict(_every_word(self._definition))
                if word in self._words:
                    yield self._words[word]

    def _of_tally(self, tally: str) -> Iterator[Figure]:
        yield from (Figure(tally, code) for code in (*_codes(self._definition, tally), ""))


def _codes(definition: Definition, tally: str) -> Sequence[str]:
    spec = definition.tally(tally)
    return definition.form(spec.form_id).column(spec.column_id).codes


def _every_word(definition: Definition) -> Iterator[tuple[str, Figure]]:
    for spec in definition.tallies:
        codes = _codes(definition, spec.id)
        for name in _parts(definition, spec):
            for word in tally_words(name, codes):
                rest = word.partition(":")[2].removeprefix(name)
                yield word, Figure(spec.id, rest.removeprefix("."))


def _parts(definition: Definition, spec: TallySpec) -> Iterator[str]:
    """Yield the names of a tally, of its subsets and its places, as words have them."""
    yield spec.id
    yield from (within(spec.id, subset.id) for subset in spec.subsets)
    for by in spec.by:
        yield from (within(spec.id, place.id) for place in definition.places(spec.id, by))


# ---------------------------------------------------------------- the entries behind a figure


def listed(counted: Counted, figures: Mapping[Figure, Sequence[str]]) -> Iterator[str]:
    """Yield the codes whose entries are listed, in the order of their lists."""
    ranks = {grade.code: _RANKS.index(grade.rank) for grade in counted.column.grades}
    codes = [row.choice for row in counted.tally.rows if row.count]
    for code in sorted(codes, key=lambda code: ranks.get(code, 0)):
        if counted.is_live and Figure(counted.spec.id, code) in figures:
            yield code


def list_sheet(
    counted: Counted,
    code: str,
    marks: Marks,
    name: str,
    say: Words,
    count_at: str,
) -> Sheet:
    """Plan the list of the entries that count as a code."""
    entries = marks.list_.entries
    number = counted.column.codes.index(code) + 1
    chosen = [index for index, each in marks.numbers.items() if each == number]
    kept = [each for each in entries.chosen(counted.column) if each != entries.repeats_at]
    subsets = [each for each in counted.subsets if counted.is_live_subset(each)]
    headings = [*entries.headings_of(kept), *_subset_headings(subsets)]
    rows = [
        [*(entries.rows[index][each] for each in kept), *_subset_marks(counted, entries, index)]
        for index in chosen
    ]
    called = called_of(counted, code, say)
    sheet = Sheet(
        name=name,
        title=say("council.list.title", form=counted.form.sheet, code=called),
        about=say("council.list.about", code=called, count=len(rows)),
        shares=[heading.share for heading in headings],
        size_pt=SIZE_PT,
        turned=True,
        heads=(HEAD, HEAD),
        frozen_columns=1,
        filtered=(HEAD, 0, HEAD + len(rows), len(headings) - 1),
        is_list=True,
    )
    sheet.put(0, 0, sheet.title, "title", len(headings))
    _check(sheet, len(rows), count_at, say)
    list_rows(sheet, HEAD, headings, rows)
    return sheet


def called_of(counted: Counted, code: str, say: Words) -> str:
    """Return what a code is called, with its label."""
    label = counted.labels.get(code, "")
    return say("grade.named", code=code, label=label) if label else code


def _check(sheet: Sheet, count: int, count_at: str, say: Words) -> None:
    """Plan how many rows there are, how many are counted, and whether that agrees."""
    ids = absolute(HEAD + 1, 0, HEAD + count)
    wide = len(sheet.shares)
    sheet.put(1, 1, say("council.list.rows"), "note", wide - 1)
    sheet.cells.append(count_cell(1, 0, count, f"ROWS({ids})", "number"))
    sheet.put(2, 1, say("council.list.counted"), "note", wide - 1)
    sheet.cells.append(count_cell(2, 0, count, count_at, "number"))
    same, other = say("council.list.same"), say("council.list.other")
    formula = f'IF(A2=A3,"{_in_quotes(same)}","{_in_quotes(other)}")'
    sheet.cells.append(Cell(3, 0, same, "said", None, formula))


def _in_quotes(text: str) -> str:
    return text.replace('"', '""')


def _subset_headings(subsets: Sequence[Subset]) -> Iterator[Heading]:
    yield from (Heading(subset.label, _MARK) for subset in subsets)


def _subset_marks(counted: Counted, entries: Entries, index: int) -> Iterator[Told]:
    each = entries.asked[index]
    say, merged = entries.manuscript.say, entries.manuscript.merged
    for subset in counted.subsets:
        if counted.is_live_subset(subset):
            is_of = is_meant(merged, counted.form, each.entry, subset.where)
            yield Told(say("council.mark") if is_of else "")


# ---------------------------------------------------------------- the figures themselves


class Named(NamedTuple):
    """A figure of the report: who names it, its sheet in this workbook, its list if it has one."""

    sheets: Sequence[str]
    counted: Counted
    code: str
    count_at: str
    total_at: str
    list_: str


def figures_sheet(figures: Sequence[Named], name: str, say: Words) -> Sheet:
    """Plan the list of figures, each with its count and the way to its entries."""
    from shinchoku.editions.council import formulas

    sheet = Sheet(
        name=name,
        title=say("council.figures.title"),
        about=say("council.figures.about"),
        shares=(9.0, 12.0, 16.0, 5.0, 5.0, 14.0),
        size_pt=9.0,
        turned=False,
        heads=(2, 2),
    )
    sheet.put(0, 0, sheet.title, "title", len(sheet.shares))
    sheet.put(1, 0, say("council.figures.note"), "note", len(sheet.shares))
    keys = ("where", "what", "code", "count", "percent", "list")
    sheet.row_of(2, 0, [say(f"council.figures.{key}") for key in keys], "head")
    for row, each in enumerate(figures, 3):
        counted = each.counted
        tally = next((r for r in counted.tally.rows if r.choice == each.code), counted.tally.total)
        sheet.put(row, 0, say("list.lines").join(each.sheets))
        what = say("council.of_form", form=counted.form.sheet, column=counted.column.title)
        more = [
            say("council.filtered", column=title, texts=say("list.words").join(texts))
            for title, texts in counted.filters
        ]
        sheet.put(row, 1, "".join((what, *more)))
        sheet.put(row, 2, called_of(counted, each.code, say) or say("council.total"))
        sheet.cells.append(count_cell(row, 3, tally.count, each.count_at, "number"))
        shared = formulas.share(each.count_at, each.total_at, counted.spec.rounding)
        sheet.cells.append(percent_cell(row, 4, tally.percent, shared, "number"))
        if each.list_:
            sheet.cells.append(Cell(row, 5, each.list_, "link", link=each.list_))
        else:
            key = "none" if not tally.count else "closed" if not counted.is_live else "all"
            sheet.put(row, 5, say(f"council.figures.{key}"))
    return sheet
