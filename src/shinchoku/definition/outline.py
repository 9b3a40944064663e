"""A form's nested rows become its tree: nodes, headings, entries and lines, marks computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from shinchoku.definition.design import REVIEWER
from shinchoku.definition.nesting import ENTRY, HEADING, KINDS, Nested, Nesting
from shinchoku.definition.number_columns import as_printed
from shinchoku.definition.numbering import Level, Numbered, RepeatMarks, number_nodes
from shinchoku.definition.problems import page_break
from shinchoku.definition.tables import TableRow
from shinchoku.model import Child, Entry, Form, Heading, Line, Node


class Outline:
    """What one form asks about, numbered; `tree` builds it.

    `tabled` are the nodes of each level of the path that has a table, in the table's order.
    """

    def __init__(
        self,
        form: Form,
        nesting: Nesting,
        *,
        label: str,
        path: Sequence[Level],
        tabled: Mapping[str, Sequence[Node]],
        marks: RepeatMarks,
    ) -> None:
        self._form = form
        self._nesting = nesting
        self._label = label
        self._path = path
        self._tabled = [level for level in path if level.table]
        self._nodes = tabled
        self._by_id = {node.id: node for nodes in tabled.values() for node in nodes}
        self._marks = marks
        self._references: dict[str, str] = {}  # every id -> how marks cite it
        self._roots = self._number()

    # ------------------------------------------------------------ numbering

    def _number(self) -> tuple[Numbered, ...]:
        """Number all nodes of the path, and note what everything is cited as."""
        every: list[Numbered] = []
        roots = tuple(self._numbered_tabled(self._tabled, {}, every))
        if not self._tabled:
            every += (
                n for read in self._nesting.tops.get("", ()) for n in self._numbered(read, {})
            )
        number_nodes(every, self._path)
        for node in every:
            if node.key:
                self._references[node.key] = node.reference
        for tops in self._nesting.tops.values():
            for read in tops:
                self._note(read, "")
        return roots

    def _numbered_tabled(
        self, levels: Sequence[Level], above: Mapping[str, Numbered], every: list[Numbered]
    ) -> Iterator[Numbered]:
        if not levels:
            return
        level, *further = levels
        parent = list(above.values())[-1] if above else None
        for node in self._below(level, parent):
            numbered = Numbered(level, node.number, above, node.id)
            every.append(numbered)
            inner = {**above, level.id: numbered}
            numbered.nodes = list(self._numbered_tabled(further, inner, every))
            if not further:
                for read in self._nesting.tops.get(node.id, ()):
                    every += self._numbered(read, inner)
                    if read.numbered:
                        numbered.nodes.append(read.numbered)
            yield numbered

    def _below(self, level: Level, parent: Numbered | None) -> Iterator[Node]:
        for node in self._nodes.get(level.id, ()):
            if parent is None or node.parents.get(parent.level.id) == parent.key:
                yield node

    def _numbered(self, read: Nested, above: Mapping[str, Numbered]) -> Iterator[Numbered]:
        if read.kind in KINDS:
            return
        level = next(level for level in self._nesting.levels if level.id == read.kind)
        key = read.id or f"{self._nesting.table}:{read.row.number}"
        read.numbered = Numbered(level, read.row.cells.get("number", ""), above, key)
        yield read.numbered
        for inner in read.below:
            yield from self._numbered(inner, {**above, level.id: read.numbered})
            if inner.numbered:
                read.numbered.nodes.append(inner.numbered)

    def _note(self, read: Nested, reference: str) -> None:
        """Note the reference of everything that hangs below a node."""
        if read.numbered:
            reference = read.numbered.reference
        elif not reference and self._nesting.anchor:
            reference = self._references.get(self._nesting.place_of(read.row), "")
        if read.id:
            self._references.setdefault(read.id, reference)
        for inner in read.below:
            self._note(inner, reference)

    @property
    def repeats(self) -> bool:
        """Whether anything is a repeat."""
        return any(read.repeat for read in self._nesting.ids.values())

    @property
    def said(self) -> Mapping[str, Mapping[str, str]]:
        """What texts may say of each node with a table beyond what that says: its numbers."""
        return {one.key: _numbers(one) for root in self._roots for one in _with_below(root)}

    @property
    def cited(self) -> Mapping[str, Mapping[str, str]]:
        """What citations may say of each node: reference, serial, number and title."""
        words = {}
        for read in self._nesting.ids.values():
            if read.numbered:
                words[read.id] = {
                    **_numbers(read.numbered),
                    "number": read.numbered.number,
                    "title": self._marked(read.row, read.repeat, "name"),
                }
        return words

    # ------------------------------------------------------------ building

    def tree(self, keep: Collection[str]) -> tuple[Child, ...]:
        """Return what the form asks about; nodes without entries left out, but for some."""
        if not self._tabled:
            return tuple(self._children(self._nesting.tops.get("", ()), keep))
        return tuple(self._tabled_tree(self._roots, keep))

    def _tabled_tree(self, numbered: Iterable[Numbered], keep: Collection[str]) -> Iterator[Node]:
        for one in numbered:
            level = one.level
            node = self._by_id[one.key]
            if level is self._tabled[-1]:
                children = tuple(self._children(self._nesting.tops.get(node.id, ()), keep))
            else:
                children = tuple(self._tabled_tree(one.nodes, keep))
            if _asks(children) or node.id in keep:
                words = {**node.words, **_numbers(one)}
                yield replace(node, words=words, children=children)

    def _children(self, reads: Iterable[Nested], keep: Collection[str]) -> Iterator[Child]:
        index = 0
        for read in reads:
            if read.kind == ENTRY:
                yield self._entry(read)
            elif read.kind == HEADING:
                yield self._heading(read)
            else:
                index += 1
                node = self._node(read, index, keep)
                if _asks(node.children) or node.id in keep:
                    yield node

    def _node(self, read: Nested, index: int, keep: Collection[str]) -> Node:
        assert read.numbered is not None  # noqa: S101 - every node was numbered
        title = self._marked(read.row, read.repeat, "name")
        return Node(
            id=read.numbered.key,
            level=read.kind,
            words={
                "number": read.numbered.number,
                "title": title,
                "name": title,
                "index": str(index),
                **_numbers(read.numbered),
            },
            children=tuple(self._children(read.below, keep)),
            page_break=page_break(read.row),
        )

    def _heading(self, read: Nested) -> Heading:
        cells = read.row.cells
        return Heading(
            text=cells.get("name", ""),
            values={c: cells.get(c, "") for c in self._form.heading.values if c != "name"},
            page_break=page_break(read.row),
        )

    def _entry(self, read: Nested) -> Entry:
        sources = self._nesting.source_lines(read.repeat)
        cells = self._cells(read, read, sources[:1])
        lines = tuple(
            self._line(line, read, sources[index : index + 1])
            for index, line in enumerate((read, *read.below))
        )
        if self._form.lines:
            lines = self._fixed_lines(lines[0], read.repeat)
        overrides = {c.id: cells[c.id] for c in self._form.filled if cells.get(c.id)}
        return Entry(
            id=read.id,
            label=self._label_of(read, lines[0]),
            lines=lines,
            department_id=cells.get("department", ""),
            repeat_of=read.repeat,
            overrides=overrides,
            page_break="" if self._nesting.are_nodes else page_break(read.row),  # the node's
            reviewer_id=cells.get(REVIEWER, ""),
        )

    def _fixed_lines(self, first: Line, source: str) -> tuple[Line, ...]:
        """Return the fixed lines of an entry, whose own row is the first of them."""
        label = self._form.line_label
        assert label is not None  # noqa: S101 - checked with the form
        ids, sources = (self._line_ids(entry) for entry in (first.id, source))
        blank = dict.fromkeys(first.values, "")
        return tuple(
            replace(
                first,
                id=ids[line.id],
                values={**(blank if index else first.values), label.id: line.label},
                repeat_of=sources[line.id] if source else "",
                unlike=() if index else first.unlike,
                sum_of=tuple(map(ids.__getitem__, line.sum)),
            )
            for index, line in enumerate(self._form.lines)
        )

    def _line_ids(self, entry: str) -> Mapping[str, str]:
        """Return the ids of an entry's fixed lines; the first has the entry's own."""
        first, *others = (line.id for line in self._form.lines)
        return {first: entry} | {line: f"{entry}.{line}" for line in others}

    def _label_of(self, read: Nested, line: Line) -> str:
        label = self._form.line_label
        given = (text for name, text in line.values.items() if not label or name != label.id)
        texts = (read.row.cells.get(self._label, ""), *given)
        named = next(filter(None, texts), "")
        return (one_line(named) if "\n" in named else named) or read.id

    def _cells(self, read: Nested, entry: Nested, sources: Sequence[Nested]) -> Mapping[str, str]:
        """Return what a row says, its numbers as they are printed."""
        others = (*sources, entry, *self._nesting.source_lines(entry.repeat)[:1])
        return as_printed(self._form, read.row.cells, *(other.row.cells for other in others))

    def _line(self, read: Nested, entry: Nested, sources: Sequence[Nested]) -> Line:
        """A line of a repeat takes from its source whatever it does not say itself."""
        reference = self._references.get(entry.repeat, "")
        cells, source = self._cells(read, entry, sources), next(iter(sources), None)
        whole = self._nesting.entry_of.get(source.id, source) if source else None
        inherited = self._cells(source, whole, ()) if source and whole else {}
        values = {}
        for column in self._form.given:
            own = cells.get(column.id, "")
            values[column.id] = (
                self._marks.put(own, reference) if own else inherited.get(column.id, "")
            )
        return Line(
            id=read.id,
            values=values,
            repeat_of=source.id if source else "",
            unlike=tuple(self._unlike(cells, inherited)) if source else (),
        )

    def _unlike(self, cells: Mapping[str, str], source: Mapping[str, str]) -> Iterator[str]:
        """Yield the columns where a repeat says something else than its source, but for tokens.

        What names an entry a repeat words in its own way. A source's blank, where one printed cell
        stands for several lines, disagrees with nothing.
        """
        given = [column.id for column in self._form.stated]
        naming = self._label if self._label in given else given[0] if given else ""
        for name in given:
            own, original = cells.get(name, ""), source.get(name, "")
            is_said = name != naming and own and original
            if is_said and self._marks.bare(own) != self._marks.bare(original):
                yield name

    def _marked(self, row: TableRow, source: str, column: str) -> str:
        return self._marks.put(row.cells.get(column, ""), self._references.get(source, ""))


def _numbers(one: Numbered) -> dict[str, str]:
    return {"reference": one.reference, "serial": one.serial}


def _with_below(one: Numbered) -> Iterator[Numbered]:
    yield one
    for inner in one.nodes:
        yield from _with_below(inner)


def _asks(children: Iterable[Child]) -> bool:
    """Whether anything is asked below: every node that is left has something below it."""
    return any(not isinstance(child, Heading) for child in children)


def one_line(text: str) -> str:
    """Fold a text's breaks into blanks, for messages."""
    return " ".join(text.split())
