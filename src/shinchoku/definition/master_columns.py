"""What the columns of a master are for: their headings in words, and what may be chosen in them.

In go report.toml, resolved, and the tables; out come columns as a clerk fills them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shinchoku.definition.design import DEPARTMENTS, REVIEWER, Design, FormDesign
from shinchoku.definition.headings import own_heading
from shinchoku.definition.nesting import KINDS
from shinchoku.definition.numbering import Level
from shinchoku.model import Column
from shinchoku.normal import in_one_line
from shinchoku.records import dataclass
from shinchoku.words import Listed, Message, Words

_PAGE_BREAKS = ("before", "avoid")
_PROMPTED = frozenset({"id", "deadline", "mail", "repeat", "page_break"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterColumn:
    """A column of a table: what it is called, what is said while it is filled, what it may say.

    `ids_of` names the table one of whose ids it says; `choices` are what it says otherwise. With
    neither it takes any text.
    """

    id: str
    heading: str
    prompt: str = ""
    ids_of: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MasterColumns:
    """Says of every table what it is about, and what its columns are."""

    designed: Design
    say: Words
    reviewers: str = ""  # their table, if the master says who reviews

    def in_order(self, tables: Iterable[str]) -> list[str]:
        """Return tables as a clerk fills them: whom to ask, the levels, what to ask, the rest."""
        levels = (level.table for level in self.designed.levels.values())
        forms = (design.form.master for design in self.designed.forms)
        known = list(dict.fromkeys((DEPARTMENTS, self.reviewers, *levels, *forms)))
        return sorted(tables, key=lambda name: known.index(name) if name in known else len(known))

    def about(self, table: str) -> str:
        """Say what the rows of a table are."""
        if table == DEPARTMENTS:
            return self.say("master.about.departments")
        if table == self.reviewers:
            return self.say("master.about.reviewers")
        if design := self._form(table):
            return self.say("master.about.form", sheet=design.form.sheet)
        key = "level" if self._level(table) else "other"
        return self.say(f"master.about.{key}")

    def of(self, table: str, header: Sequence[str]) -> tuple[MasterColumn, ...]:
        """Return a table's columns, in the order of its header."""
        known = {column.id: column for column in self._known(table)}
        return tuple(known.get(name) or self._own(name) for name in header)

    def _known(self, table: str) -> Iterator[MasterColumn]:
        """Yield the columns of a table that name something, or that a form has."""
        if level := self._level(table):
            yield from (
                self._ids(above, self.designed.levels[above].table) for above in level.under
            )
        design = self._form(table)
        if level or design:
            yield self._own("page_break", choices=_PAGE_BREAKS)
        if design:
            yield from map(self._answer, design.form.columns)
            yield from (self._ids(each.id, each.table) for each in _anchors(design))
            yield self._ids("department", DEPARTMENTS, self.say("master.column.department"))
            if self.reviewers and design.form.reviewed:
                yield self._ids(REVIEWER, self.reviewers, self.say("master.column.reviewer"))
            yield self._own("repeat", ids_of=table)
            yield self._kind(design)

    def _kind(self, design: FormDesign) -> MasterColumn:
        nodes = tuple(level.id for level in design.path if not level.table)
        said = Message("master.kind.nodes", names=Listed(nodes)) if nodes else ""
        prompt = self.say("master.prompt.kind", nodes=said)
        heading = own_heading("kind", self.say)
        return MasterColumn(id="kind", heading=heading, prompt=prompt, choices=(*nodes, *KINDS))

    def _ids(self, name: str, table: str, heading: str = "") -> MasterColumn:
        called = heading or self.say("master.column.above", table=table)
        prompt = self.say("master.prompt.above", table=table)
        return MasterColumn(id=name, heading=called, prompt=prompt, ids_of=table)

    def _own(self, name: str, *, choices: tuple[str, ...] = (), ids_of: str = "") -> MasterColumn:
        prompt = self.say(f"master.prompt.{name}") if name in _PROMPTED else ""
        heading = own_heading(name, self.say)
        return MasterColumn(id=name, heading=heading, prompt=prompt, choices=choices, ids_of=ids_of)

    def _answer(self, column: Column) -> MasterColumn:
        """Return a form's column; what departments answer is said here of repeats alone."""
        heading = " ".join(filter(None, (in_one_line(column.parent), column.title)))
        prompt = self.say("master.prompt.answered") if column.filled else ""
        return MasterColumn(id=column.id, heading=heading, prompt=prompt, choices=column.codes)

    def _level(self, table: str) -> Level | None:
        levels: Mapping[str, Level] = self.designed.levels
        return next((level for level in levels.values() if level.table == table), None)

    def _form(self, table: str) -> FormDesign | None:
        forms = (design for design in self.designed.forms if design.form.master == table)
        return next(forms, None)


def _anchors(design: FormDesign) -> Sequence[Level]:
    """Return the level whose nodes the rows of a form's table hang below, if there is one."""
    return [level for level in design.path if level.table][-1:]
