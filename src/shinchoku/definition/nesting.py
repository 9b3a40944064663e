"""A form's master table becomes nested rows: what hangs below what, by `kind` or by place.

With a column `kind` the table is an outline; without, every row is an entry. A row that stands
where it cannot is reported, and what follows it is read as if it stood there rightly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from shinchoku.definition.numbering import Level, Numbered
from shinchoku.definition.problems import Register, did_you_mean
from shinchoku.definition.tables import TableRow
from shinchoku.records import dataclass
from shinchoku.words import Listed, Word

HEADING, ENTRY, LINE = "heading", "item", "line"
KINDS = (HEADING, ENTRY, LINE)


@dataclass(slots=True)
class Nested:
    """A row with what hangs below it: nodes, headings and entries, or the lines of an entry."""

    row: TableRow
    kind: str
    below: list[Nested] = field(default_factory=list)
    numbered: Numbered | None = None  # of a node, when it has been
    id: str = field(init=False)  # as the table says; "" where it does not
    repeat: str = field(init=False)  # what it shows again, "" for nothing

    def __post_init__(self) -> None:
        self.id = self.row.cells.get("id", "")
        self.repeat = self.row.cells.get("repeat", "")


@dataclass(slots=True)
class Nesting:
    """Nests the rows of one table. `anchor` is the column that names the node they hang below.

    `tops`: that node's id -> what hangs directly below it. `ids`: every id -> its row;
    `entry_of`: a line's id -> its entry.
    """

    register: Register
    table: str
    anchor: Level | None
    levels: Sequence[Level]  # of the outline, outermost first
    are_nodes: bool = False  # whether its rows are the nodes themselves that they hang below
    fixed_lines: Sequence[str] = ()  # the ids of those that every entry has
    known: frozenset[str] = frozenset()  # the ids that the anchor may name
    tops: dict[str, list[Nested]] = field(default_factory=dict)
    ids: dict[str, Nested] = field(default_factory=dict)
    entry_of: dict[str, Nested] = field(default_factory=dict)
    _open: list[Nested] = field(default_factory=list)  # what the next row may hang below
    _assumed: set[str] = field(default_factory=set)  # levels whose lack has been told
    _astray: bool = False  # whether a row hangs below nothing known, and others may belong to it
    _level_ids: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._level_ids = [level.id for level in self.levels]

    def source_lines(self, source: str) -> Sequence[Nested]:
        """Return the lines that a repeat of `source`, an entry or a line, shows."""
        found = self.ids.get(source) if source else None
        if found is None:
            return ()
        return (found, *found.below) if found.kind == ENTRY else (found,)

    @property
    def is_outline(self) -> bool:
        """Whether rows say what they are."""
        table = self.register.tables.get(self.table)
        if self.are_nodes:
            return False
        return bool(self.levels) or (table is not None and "kind" in table.header)

    def read(self) -> None:
        """Nest every row; none where a column is missing that says what hangs below what."""
        own = ["id", *(["kind"] if self.is_outline else [])]
        own += [self.anchor.id] if self.anchor and not self.are_nodes else []
        if not all(self.register.has(self.table, column) for column in own):
            return
        place: str | None = None
        is_outline = self.is_outline
        for row in self.register.rows(self.table):
            here = self.place_of(row)
            if here != place:
                place = here
                self._open, self._assumed = [], set()
                self._begin(row, here, is_outline=is_outline)
            self._add(row, self.tops.setdefault(here, []), is_outline=is_outline)

    def place_of(self, row: TableRow) -> str:
        """Return the node that a row hangs below, "" for none."""
        column = "id" if self.are_nodes else self.anchor.id if self.anchor else ""
        return row.cells.get(column, "")

    def _report(self, row: TableRow, column: str, key: str, /, **values: Word) -> None:
        self.register.report(self.table, row, column, key, **values)

    def _begin(self, row: TableRow, here: str, *, is_outline: bool) -> None:
        if self.anchor is None or self.are_nodes:
            return
        column, target = self.anchor.id, self.anchor.table
        known = self.register.resolve(self.table, row, column, target, self.known)
        self._astray |= not known
        if known and is_outline and here in self.tops:
            self._report(row, column, "definition.place_order", level=column, id=here)

    def _add(self, row: TableRow, top: list[Nested], *, is_outline: bool) -> None:
        kind = row.cells.get("kind", "") if is_outline else ENTRY
        levels = self._level_ids
        if kind in levels:
            self._add_node(row, kind, levels, top)
        elif kind == LINE:
            self._add_line(row)
        elif kind in KINDS:
            self._add_child(row, kind, top)
        elif self.register.has(self.table, "kind"):
            allowed = (*levels, *KINDS)
            hint, key = did_you_mean(kind, allowed), "definition.unknown_kind"
            self._report(row, "kind", key, kind=kind, allowed=Listed(allowed), hint=hint)

    def _add_node(self, row: TableRow, kind: str, levels: list[str], top: list[Nested]) -> None:
        depth = levels.index(kind)
        while self._open and (
            self._open[-1].kind in KINDS or levels.index(self._open[-1].kind) >= depth
        ):
            self._open.pop()
        self._check_above(row, kind, self.levels[:depth])
        node, level = Nested(row, kind), self.levels[depth]
        if node.id or level.reference or level.serial:
            self._claim(node)
        self._hang(node, top)

    def _add_child(self, row: TableRow, kind: str, top: list[Nested]) -> None:
        while self._open and self._open[-1].kind in KINDS:
            self._open.pop()
        self._check_above(row, kind, self.levels)
        child = Nested(row, kind)
        if self.are_nodes:
            child.repeat = ""  # a word of the level's, if it has such a column
        if kind == ENTRY:
            self._claim(child)
            self.entry_of.setdefault(child.id, child)
        self._hang(child, top)

    def _hang(self, nested: Nested, top: list[Nested]) -> None:
        (self._open[-1].below if self._open else top).append(nested)
        self._open.append(nested)

    def _add_line(self, row: TableRow) -> None:
        if self.fixed_lines:
            self._report(row, "kind", "definition.line_beside_fixed")
            return
        if not self._open or self._open[-1].kind != ENTRY:
            self._report(row, "kind", "definition.out_of_place", kind=LINE, parent=ENTRY)
            return
        entry, line = self._open[-1], Nested(row, LINE)
        entry.below.append(line)
        self._claim(line)
        expected = f"{entry.id}.{len(entry.below) + 1}"
        if line.id and entry.id and line.id != expected:
            self._report(row, "id", "definition.line_id", expected=expected)
        self.entry_of.setdefault(line.id, entry)

    def _claim(self, nested: Nested) -> None:
        if not self.are_nodes:  # else it is the node's
            self.register.claim(self.table, nested.row)
        if nested.kind == ENTRY and nested.id:
            for line in self.fixed_lines[1:]:
                self.register.claim(self.table, nested.row, f"{nested.id}.{line}")
        self.ids.setdefault(nested.id, nested)

    def _check_above(self, row: TableRow, kind: str, levels: Sequence[Level]) -> None:
        """Check that every level that is not optional is open above a row."""
        if self._astray:
            return
        there = {above.kind for above in self._open} | self._assumed
        for level in levels:
            if not level.optional and level.id not in there:
                self._report(row, "kind", "definition.out_of_place", kind=kind, parent=level.id)
                self._assumed.add(level.id)
                return
