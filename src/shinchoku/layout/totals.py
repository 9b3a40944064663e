"""The total rows of a table: below the entries of a node, or of all of them.

In go a section's totals and the merged answers; out come rows in the columns of its table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from shinchoku.layout.styles import grounded
from shinchoku.model import (
    Cell,
    Column,
    Definition,
    Entry,
    Form,
    LevelPrint,
    Merged,
    NodePath,
    Row,
    TableSection,
    Total,
    node_at,
    total_key,
)
from shinchoku.records import dataclass
from shinchoku.totals import Added, Adding
from shinchoku.words import words

Stubs = Callable[[NodePath], Sequence[Cell]]
"""The nodes above something -> the cells of those that are printed as columns."""


@dataclass
class TotalRows:
    """Makes the total rows of one table section; `ends` are the nodes that end on its sheet.

    "" is all of them together. None: every one ends here.
    """

    definition: Definition
    merged: Merged
    section: TableSection
    stubs: Stubs
    ends: Collection[str] | None = None
    _is_lacking: bool = field(default=False, init=False)

    def rows(self, path: NodePath) -> Iterator[Row]:
        """Yield the total rows of the last node of a path; of all where there is none."""
        level, id_ = (path[-1].level, path[-1].id) if path else ("", "")
        for number, total in enumerate(self.section.totals):
            entries = self._entries.get((total.level, id_))
            if total.level != level or not entries or not self._ends(id_):
                continue
            own = [entry for entry in entries if not entry.repeat_of]
            label = total.label.fill(path[-1].words if path else {})
            for index, line_id in enumerate(total.lines or ("",)):
                adding = Adding(self._form, self.merged, self.definition.nothing, own, line_id)
                row = _TotalRow(self, total, number, id_, index)
                yield Row(kind="body", cells=tuple(row.cells(label, path, adding)))

    def note(self) -> str:
        """Return what is to be said of the figures since the last note, "" for nothing."""
        lacking, self._is_lacking = self._is_lacking, False
        return self._say("total.note", mark=self._mark) if lacking else ""

    def marked(self, added: Added) -> str:
        """Return a figure as it is printed, marked where something of it is not known."""
        if added.value is None or not added.lacking:
            return added.text
        self._is_lacking = True
        return self._mark + added.text

    def _ends(self, node_id: str) -> bool:
        return self.ends is None or node_id in self.ends

    @property
    def _form(self) -> Form:
        return self.definition.form(self.section.form_id)

    @cached_property
    def _say(self) -> Callable[..., str]:
        return words(self.definition.round.language)

    @cached_property
    def _mark(self) -> str:
        return self._say("total.mark")

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str], list[Entry]]:
        """The entries below each node of the levels that have totals, by level and node."""
        levels = {total.level for total in self.section.totals}
        found: dict[tuple[str, str], list[Entry]] = {}
        for path, entry in self.definition.entries(self._form) if levels else ():
            for level in levels:
                node_id = node_at(level, path)
                if node_id or not level:
                    found.setdefault((level, node_id), []).append(entry)
        return found


@dataclass(frozen=True)
class _TotalRow:
    """One row of a total: of one of its fixed lines, the `index`-th, or of everything."""

    of: TotalRows
    total: Total
    number: int  # among the section's
    node_id: str
    index: int

    def cells(self, label: str, path: NodePath, adding: Adding) -> Iterator[Cell]:
        """Yield stubs that go on, the label, and a cell for each column from the first figure."""
        grid = adding.form.grid
        first = next(i for i, column in enumerate(grid) if column.id in self.total.columns)
        begin = min(self._stubs_above(adding.form), first - 1)
        yield from self.of.stubs(path[:-1])[:begin]
        yield from self._label(label, begin, first, adding)
        for place, column in enumerate(grid[first:], start=first):
            yield self._cell(place, column, adding)

    def _stubs_above(self, form: Form) -> int:
        """Return how many columns are those of levels above the one that is added up."""
        if not self.total.level:
            return 0
        depth = form.depth(self.total.level)
        return sum(form.depth(stub.id) < depth for stub in form.stubs)

    def _label(self, label: str, begin: int, end: int, adding: Adding) -> Iterator[Cell]:
        """Yield what the row is called: in one cell, beside the names of its lines if they fit."""
        form, style = adding.form, self._style("cell", centered=True)
        named = form.line_label if len(self.total.lines) > 1 else None
        if named is None:
            yield Cell(column=begin, text=label, style=style, span=end - begin)
            return
        line = next(line for line in form.lines if line.id == adding.line_id)
        place = next((i for i, column in enumerate(form.grid) if column.id == named.id), end)
        if not begin < place < end:
            text = "\n".join(filter(None, (label, line.label)))
            yield Cell(column=begin, text=text, style=style, span=end - begin)
            return
        text, merge = ("" if self.index else label), f"total:{self.number}:{self.node_id}"
        yield Cell(
            column=begin, text=text, style=style, span=place - begin, merge=merge, continued=True
        )
        yield Cell(column=place, text=line.label, style=self._style("cell"), span=end - place)

    def _cell(self, place: int, column: Column | LevelPrint, adding: Adding) -> Cell:
        blank = Cell(column=place, style=self._style("cell"), merge=self._merge(column))
        if not isinstance(column, Column) or column.id not in self.total.columns:
            return blank
        figure = blank._replace(style=self._style("number"))
        if self.index and figure.merge:
            return figure
        key = total_key(self.of.section.id, self.number, self.node_id, adding.line_id, column.id)
        return figure._replace(text=self.of.marked(adding.of(column)), key=key)

    def _merge(self, column: Column | LevelPrint) -> str:
        """Return what merges a cell over the rows of a total, "" for one that is each row's own."""
        is_own = isinstance(column, Column) and column.per_line
        if is_own or len(self.total.lines) < 2:  # noqa: PLR2004 - rows to be merged
            return ""
        return f"total:{self.number}:{self.node_id}:{column.id}"

    def _style(self, name: str, *, centered: bool = False) -> str:
        """Return the style of a cell; that of the whole table stands on another ground."""
        colors = self.of.definition.theme.colors
        plain = "center" if centered else name
        return grounded(plain, colors.band if self.total.level else colors.header)
