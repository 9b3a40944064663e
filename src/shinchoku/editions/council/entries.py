"""The list of a form's entries, a row a line, that all formulas count in.

What a person reads stands in front; behind it, hidden, numbers that formulas compute: which code a
line counts as, and where. They move with their row when somebody sorts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from shinchoku.editions.council.geometry import MOST
from shinchoku.editions.council.names import node_texts
from shinchoku.editions.council.planned import Cell, Sheet, absolute, quoted
from shinchoku.editions.levels import level_name
from shinchoku.editions.manuscript import Manuscript
from shinchoku.model import Column, Entry, Form, Line, NodePath, scale_of
from shinchoku.paper.limits import lined
from shinchoku.publishing.public import label_of
from shinchoku.records import dataclass
from shinchoku.words import Words

HEAD = 3
FIRST = HEAD + 1
SIZE_PT = 8.0
_CODE, _NUMBER, _PLACE, _LABEL, _DEPARTMENT = 4.0, 2.9, 17.0, 10.0, 5.0
_LEAST, _MOST = 3.0, 14.0
_LETTER = 0.62  # of a full-width character, bold


class Told(NamedTuple):
    """What a cell says: a text, and a number with its format where it is one."""

    text: str
    value: float | None = None
    code: str = ""


class Asked(NamedTuple):
    """A line of an entry, and the nodes above it."""

    path: NodePath
    entry: Entry
    line: Line

    @property
    def is_first(self) -> bool:
        """Whether what an entry says once stands on it."""
        return self.line is self.entry.lines[0]


class Heading(NamedTuple):
    """A column of a list: what stands above it, and its share of the page."""

    text: str
    share: float


@dataclass(frozen=True)
class Entries:
    """The lines of a form, as they may leave the house."""

    manuscript: Manuscript
    form: Form

    @cached_property
    def asked(self) -> Sequence[Asked]:
        """Every line, in published order."""
        return [
            Asked(path, entry, line)
            for path, entry in self.manuscript.definition.entries(self.form)
            for line in entry.lines
        ]

    @cached_property
    def levels(self) -> Sequence[str]:
        """The levels that anything hangs below."""
        found = {node.level for each in self.asked for node in each.path}
        return [level for level in self.form.path if level in found]

    @cached_property
    def numbered(self) -> Sequence[str]:
        """Those of these levels whose nodes have numbers."""
        found = {node.level for each in self.asked for node in each.path if node.number}
        return [level for level in self.levels if level in found]

    @cached_property
    def columns(self) -> Sequence[Column]:
        """The form's own columns that are public."""
        return [column for column in self.form.columns if column.public]

    @cached_property
    def naming(self) -> Column | None:
        """The form's own column that says already what an entry is called, if one does."""
        firsts = [each for each in self.asked if each.is_first]
        own = (column for column in self.columns if column.by == "master")
        named = (
            column
            for column in own
            if all(each.line.values.get(column.id) == each.entry.label for each in firsts)
        )
        return next(named, None)

    @cached_property
    def _repeats(self) -> bool:
        return any(each.line.repeat_of for each in self.asked)

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """What stands above each column."""
        say, form = self.manuscript.say, self.form
        found = [Heading(say("council.id"), _CODE)]
        names = [level_name(form, level, say) for level in self.numbered]
        found += [Heading(name, roomy(_NUMBER, name)) for name in names]
        if self.levels:
            found.append(Heading(say("council.above"), _PLACE))
        if self.naming is None:
            found.append(Heading(say("council.label"), _LABEL))
        department, repeat = say("council.department"), say("council.repeat")
        found.append(Heading(department, roomy(_DEPARTMENT, department)))
        if self._repeats:
            found.append(Heading(repeat, roomy(_CODE, repeat)))
        found += [Heading(_headed(column), _share(column)) for column in self.columns]
        return found

    @property
    def repeats_at(self) -> int | None:
        """Where it stands what is repeated; None where nothing is."""
        return len(self.headings) - len(self.columns) - 1 if self._repeats else None

    def place(self, column: Column) -> int:
        """Return where one of the form's columns stands."""
        return len(self.headings) - len(self.columns) + self.columns.index(column)

    def chosen(self, counted: Column) -> Sequence[int]:
        """Return which columns stand in a list of what one counts: as many as a page has room for.

        First what it is judged by and what it needs, then what is printed beside it.
        """
        kept = list(range(len(self.headings) - len(self.columns)))
        room = MOST - sum(self.headings[place].share for place in kept)
        for column in sorted(self.columns, key=lambda column: self._distance(column, counted)):
            place = self.place(column)
            room -= self.headings[place].share
            if room < 0:
                break
            kept.append(place)
        return sorted(kept)

    def headings_of(self, kept: Sequence[int]) -> Iterator[Heading]:
        """Yield what stands above some columns, of which that of repeats leaves its room to one."""
        spare = sum(
            heading.share for place, heading in enumerate(self.headings) if place == self.repeats_at
        )
        for place in kept:
            heading = self.headings[place]
            takes = spare and self.levels and heading.text == self.manuscript.say("council.above")
            yield heading._replace(share=heading.share + spare) if takes else heading

    def _distance(self, column: Column, counted: Column) -> int:
        needed = {name for names in counted.needs.values() for name in names}
        nearest = (
            column in (counted, self.naming),
            column.id in counted.compare,
            column.id in needed,
            bool(column.grades),
            column.print != "none",
        )
        return next((number for number, is_so in enumerate(nearest) if is_so), len(nearest))

    @cached_property
    def rows(self) -> Sequence[Sequence[Told]]:
        """What stands on each line."""
        return [list(self._told(each)) for each in self.asked]

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Where a line stands among the rows, by its id."""
        return {each.line.id: index for index, each in enumerate(self.asked)}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {each.id: each.name for each in self.manuscript.definition.departments}

    def _told(self, each: Asked) -> Iterator[Told]:
        yield Told(each.line.id)
        yield from self._above(each.path)
        if self.naming is None:
            yield Told(label_of(self.form, each.entry))
        yield Told(self._names.get(each.entry.department_id, ""))
        if self._repeats:
            yield Told(each.line.repeat_of)
        for column in self.columns:
            yield self.told(column, each)

    def _above(self, path: NodePath) -> tuple[Told, ...]:
        """Return the numbers of the nodes above a line, and then their titles, one below another.

        Titles beside each other would leave no room on the page for what was answered.
        """
        key = tuple(node.id for node in path)
        if key not in self._known_above:
            texts = {node.level: node_texts(node) for node in path}
            numbers = [Told(texts.get(level, ("", ""))[0]) for level in self.numbered]
            titles = [title for _, title in texts.values() if title]
            told = (Told(self.manuscript.say("list.lines").join(titles)),)
            self._known_above[key] = (*numbers, *(told if self.levels else ()))
        return self._known_above[key]

    @cached_property
    def _known_above(self) -> dict[tuple[str, ...], tuple[Told, ...]]:
        return {}

    def told(self, column: Column, each: Asked) -> Told:
        """Return what a column says on a line; what is once for all, on the first."""
        _, entry, line = each
        if column.by != "master" and not (each.is_first or column.per_line):
            return Told("")
        merged = self.manuscript.merged
        if column.number and (number := merged.number_of(column, entry, line)) is not None:
            scale = scale_of(column.number, entry, line)
            return Told(scale.shown(number), float(number), scale.number_format)
        return Told(lined(merged.text_of(column, entry, line)))


def _headed(column: Column) -> str:
    return lined("\n".join(filter(None, (column.parent, column.header))))


def roomy(share: float, heading: str) -> float:
    """Return a share in which no word of a heading is broken that has no place for it."""
    longest = max((len(word) for word in heading.split() if word.isascii()), default=0)
    return max(share, longest * _LETTER + 1)


def _share(column: Column) -> float:
    if column.width:
        return min(max(column.width, _LEAST), _MOST)
    return _LEAST + 1 if column.is_choice and column.grades else _LABEL


@dataclass(kw_only=True)
class EntrySheet:
    """The sheet of a form's entries while formulas ask for what they count in."""

    entries: Entries
    sheet: Sheet

    @property
    def last(self) -> int:
        """The row of the last line."""
        return FIRST + len(self.entries.asked) - 1

    def hidden(self, title: str, cells: Iterable[tuple[int, float | None, str]]) -> str:
        """Add a hidden column and return a reference to all of it.

        `cells` are (index of the line, value, formula): None is no value, "" no formula.
        """
        column = self.next_hidden
        self.sheet.hidden += 1
        put = self.sheet.cells.append
        self.sheet.put(HEAD, column, title, "head")
        for index, value, formula in cells:
            text = "" if value is None else f"{value:.15g}"
            put(Cell(FIRST + index, column, text, "number", value, formula))
        return f"{quoted(self.sheet.name)}!{absolute(FIRST, column, self.last)}"

    def offer(self, column: int, choices: str) -> None:
        """Let a column be filled with what stands in some cells."""
        self.sheet.choices[FIRST, column, self.last, column] = choices

    @property
    def next_hidden(self) -> int:
        """The column that the next hidden one will be."""
        return len(self.sheet.shares) + self.sheet.hidden

    def finish(self) -> None:
        """Plan what a filter goes over, once all hidden columns are there."""
        self.sheet.filtered = (HEAD, 0, self.last, self.next_hidden - 1)


def entry_sheet(entries: Entries, name: str, say: Words) -> EntrySheet:
    """Plan the list of a form's entries, without what formulas count in."""
    form = entries.form
    sheet = Sheet(
        name=name,
        title=say("council.entries.title", form=form.sheet),
        about=say("council.entries.about", form=form.sheet, count=len(entries.asked)),
        shares=[heading.share for heading in entries.headings],
        size_pt=SIZE_PT,
        turned=True,
        heads=(HEAD, HEAD),
        frozen_columns=1,
        is_list=True,
    )
    sheet.put(0, 0, sheet.title, "title", len(sheet.shares))
    sheet.put(1, 0, say("council.entries.note"), "note", len(sheet.shares))
    list_rows(sheet, HEAD, entries.headings, entries.rows)
    return EntrySheet(entries=entries, sheet=sheet)


def list_rows(
    sheet: Sheet, head: int, headings: Sequence[Heading], rows: Sequence[Sequence[Told]]
) -> None:
    """Plan a list with its header."""
    for column, heading in enumerate(headings):
        sheet.put(head, column, heading.text, "head")
    put = sheet.cells.append
    for row, told in enumerate(rows, head + 1):
        for column, (text, value, code) in enumerate(told):
            if value is None:
                put(Cell(row, column, text))
            else:
                put(Cell(row, column, text, "number", value, "", code))
