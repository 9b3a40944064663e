"""The master's tables become what a definition is about: departments, trees, citations, goals.

In go tables of texts and the Design that says which there must be; out come a Master and the
problems found, all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from shinchoku.definition.addresses import addresses, is_address
from shinchoku.definition.calendar import day_of
from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.citations import cross_table
from shinchoku.definition.columns import check_tables
from shinchoku.definition.design import DEPARTMENTS, Design, FormDesign
from shinchoku.definition.goals import goals_of, node_goals, nodes_in_order
from shinchoku.definition.kinds.citations import CitationsSectionSpec
from shinchoku.definition.kinds.goals import GoalsSectionSpec
from shinchoku.definition.made import with_made
from shinchoku.definition.nesting import Nesting
from shinchoku.definition.numbering import Level
from shinchoku.definition.outline import Outline, one_line
from shinchoku.definition.problems import Register, page_break, place_in
from shinchoku.definition.row_checks import RowChecks
from shinchoku.definition.schema.report import Report
from shinchoku.definition.tables import Table, TableRow
from shinchoku.failures import Problem
from shinchoku.model import (
    Child,
    CrossCategory,
    Department,
    Form,
    Goal,
    Node,
    NodeGoals,
    entries_below,
)
from shinchoku.model.forms import NODE_WORDS, node_ids
from shinchoku.model.wording import Wording, parse
from shinchoku.records import dataclass
from shinchoku.words import Listed, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """What the master says. `nodes` are those of each level with a table; `repeats` whether any."""

    departments: tuple[Department, ...] = ()
    reviewers: tuple[Department, ...] = ()
    nodes: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    trees: Mapping[str, tuple[Child, ...]] = field(default_factory=dict)
    citations: Mapping[str, tuple[CrossCategory, ...]] = field(default_factory=dict)
    goals: Mapping[str, tuple[Goal, ...]] = field(default_factory=dict)
    node_goals: Mapping[str, tuple[NodeGoals, ...]] = field(default_factory=dict)
    repeats: bool = False


def build_master(
    tables: Mapping[str, Table], report: Report, designed: Design, checker: Checker
) -> tuple[Master, tuple[Problem, ...]]:
    """Build the master. Where problems are returned or told, the Master is not to be used."""
    return _Builder(Register(tables), report, designed, checker).build()


class _Builder:
    def __init__(
        self, register: Register, report: Report, designed: Design, checker: Checker
    ) -> None:
        self.register = register
        self.report = report
        self.designed = designed
        self.checker = checker
        self.citing = [s for s in report.sections if isinstance(s, CitationsSectionSpec)]
        self.goaled = [s for s in report.sections if isinstance(s, GoalsSectionSpec)]
        self.called: dict[tuple[str, str], TableRow] = {}  # by table and name
        self.reviewed_by = report.review.table if report.review else None

    def build(self) -> tuple[Master, tuple[Problem, ...]]:
        register = self.register
        check_tables(register, self.report, self.designed)
        departments = tuple(self._people(DEPARTMENTS))
        reviewers = tuple(self._people(self.reviewed_by)) if self.reviewed_by else ()
        levels = [level for level in self.designed.levels.values() if level.table]
        nodes = {level.id: tuple(self._nodes(level)) for level in levels}
        keep = {section.at for section in self.citing} | self._unplaced()
        names = {department.id for department in departments}
        outlines = [self._outline(form, nodes, names, keep) for form in self.designed.forms]
        cited = {id_: words for outline in outlines for id_, words in outline.cited.items()}
        citations = {
            spec.id: cross_table(register, spec, cited, self._words) for spec in self.citing
        }
        goals = {spec.id: tuple(goals_of(register, spec)) for spec in self.goaled}
        numbered = _numbered(nodes, outlines) if self.goaled else {}
        node_goals = {
            spec.id: self._node_goals(spec, numbered, goals[spec.id]) for spec in self.goaled
        }
        trees = {}
        if register.is_clean:
            pairs = zip(self.designed.forms, outlines, strict=True)
            trees = {form.form.id: outline.tree(keep) for form, outline in pairs}
            self._check_asked(nodes, trees)
            called = {department.id: department.name for department in departments}
            trees = {
                design.form.id: with_made(
                    design.form,
                    trees[design.form.id],
                    called,
                    self.checker,
                    key_path("forms", index),
                )
                for index, design in enumerate(self.designed.forms)
            }
        problems = register.finish(self._known())
        master = Master(
            departments=departments,
            reviewers=reviewers,
            nodes=nodes,
            trees=trees,
            citations=citations,
            goals=goals,
            node_goals=node_goals,
            repeats=any(outline.repeats for outline in outlines),
        )
        return master, problems

    def _unplaced(self) -> set[str]:
        """Tell cross tables that stand at no node; return all that they may be meant for."""
        ids = {id_ for name in self.register.tables for id_ in self.register.ids(name)}
        placed = True
        for spec in self.citing:
            where = key_path("sections", self.report.sections.index(spec), "at")
            placed &= self.checker.named(where, "node", spec.at, ids)
        return set() if placed else ids

    def _known(self) -> Mapping[str, set[str]]:
        """Return the names that cells may give, of each table."""
        known = {name: self.register.ids(name) for name in self.register.tables}
        for spec in self.goaled:
            rows = self.register.rows(spec.table)
            known[spec.table] = {row.cells.get("number", "") for row in rows}
        return known

    def _people(self, table: str) -> Iterator[Department]:
        """Yield the departments, or the reviewers, of a table."""
        for row in self.register.rows(table):
            yield Department(
                id=self.register.claim(table, row),
                name=self._name(table, row),
                deadline=self._deadline(table, row),
                mail=self._mail(table, row),
            )

    def _name(self, table: str, row: TableRow) -> str:
        name = one_line(row.cells.get("name", ""))
        if not name and self.register.has(table, "name"):
            self.register.report(table, row, "name", "definition.nameless_department")
        elif name and (table, name) in self.called:
            first = place_in(self.register.tables[table], self.called[table, name].number)
            key = "definition.duplicate_name"
            self.register.report(table, row, "name", key, name=name, first=first)
        self.called.setdefault((table, name), row)
        return name

    def _deadline(self, table: str, row: TableRow) -> date | None:
        """Return a department's own deadline; None for the round's."""
        text = row.cells.get("deadline", "")
        if not text:
            return None
        day = day_of(text)
        if day is None:
            self.register.report(table, row, "deadline", "definition.bad_day", text=text)
        elif day < self.report.round.issued:
            self.register.report(table, row, "deadline", "definition.early_deadline")
        return day

    def _mail(self, table: str, row: TableRow) -> tuple[str, ...]:
        """Return the addresses of a department."""
        given = addresses(row.cells.get("mail", ""))
        for text in given:
            if not is_address(text):
                self.register.report(table, row, "mail", "definition.bad_mail", text=text)
        return given

    # ------------------------------------------------------------ levels with tables

    def _nodes(self, level: Level) -> Iterator[Node]:
        register = self.register
        parents = {above: self.designed.levels[above].table for above in level.under}
        words = self.designed.level_words.get(level.id, {})
        known = {parent: register.ids(table) for parent, table in parents.items()}
        indexes: dict[str, int] = {}
        for row in register.rows(level.table):
            cells = row.cells
            identifier = register.claim(level.table, row)
            register.check_page_break(level.table, row)
            above = {parent: cells.get(parent, "") for parent in parents}
            for parent, table in parents.items():
                if above[parent] or len(parents) == 1:
                    register.resolve(level.table, row, parent, table, known[parent])
            if parents and not any(above.values()) and len(parents) > 1:
                names = Listed(parents)
                register.report(level.table, row, "", "definition.no_parent", names=names)
            place = next(iter(filter(None, above.values())), "")
            indexes[place] = indexes.get(place, 0) + 1
            yield Node(
                id=identifier,
                level=level.id,
                words={
                    **dict.fromkeys(NODE_WORDS, ""),
                    **{word: cells.get(word, "") for word in words},
                    "number": cells.get("number", ""),
                    "title": cells.get("title", ""),
                    "name": cells.get("title", ""),
                    "index": str(indexes[place]),
                },
                parents=above,
                page_break=page_break(row),
            )

    def _outline(
        self,
        design: FormDesign,
        nodes: Mapping[str, tuple[Node, ...]],
        departments: Collection[str],
        keep: Collection[str],
    ) -> Outline:
        tabled = [level for level in design.path if level.table]
        nesting = Nesting(
            self.register,
            design.form.master,
            anchor=tabled[-1] if tabled else None,
            are_nodes=design.level is not None,
            fixed_lines=[line.id for line in design.form.lines],
            levels=design.path[len(tabled) :],
            known=frozenset(node.id for node in nodes[tabled[-1].id]) if tabled else frozenset(),
        )
        nesting.read()
        marks = self.designed.marks
        RowChecks(
            design.form, nesting, marks, departments, keep, self._reviewed(design.form)
        ).check()
        self._check_reached(design, nodes)
        return Outline(
            design.form,
            nesting,
            label=design.label,
            path=design.path,
            tabled={level.id: nodes[level.id] for level in tabled},
            marks=marks,
        )

    def _reviewed(self, form: Form) -> str:
        """Return the table of who reviews a form's entries; "" where the master does not say it."""
        return self.reviewed_by or "" if form.reviewed else ""

    def _check_reached(self, design: FormDesign, nodes: Mapping[str, tuple[Node, ...]]) -> None:
        """Report nodes that entries hang below and that hang below none themselves."""
        tabled = [level for level in design.path if level.table]
        if not tabled:
            return
        known = {(level.id, node.id): node for level in tabled for node in nodes[level.id]}
        anchor = tabled[-1].id
        seen: set[str] = set()
        for row in self.register.rows(design.form.master):
            identifier = row.cells.get("id" if design.level else anchor, "")
            if identifier in seen:
                continue
            seen.add(identifier)
            node = known.get((anchor, identifier))
            for above, level in zip(tabled[-2::-1], tabled[:0:-1], strict=True):
                if node is None:  # that it is unknown is told where it is named
                    break
                parent = node.parents.get(above.id, "")
                if not parent and len(level.under) > 1 and any(node.parents.values()):
                    words = {"id": node.id, "level": above.id, "table": level.table}
                    self.register.report(
                        design.form.master,
                        row,
                        above.id if design.level else anchor,
                        "definition.not_in_tree",
                        **words,
                    )
                node = known.get((above.id, parent))

    def _check_asked(
        self, nodes: Mapping[str, tuple[Node, ...]], trees: Mapping[str, tuple[Child, ...]]
    ) -> None:
        """Report forms that ask nothing, and nodes about which no form asks."""
        asked: set[str] = set()
        for form_id, tree in trees.items():
            asked |= set(node_ids(tree))
            design = self.designed.form(form_id)
            if design and not any(True for _ in entries_below(tree)):
                table = self.register.tables[design.form.master].file
                message = Message("definition.empty_form", form=form_id)
                self.register.problems.append(Problem(table, "", message))
        paths = {level for design in self.designed.forms for level in design.form.path}
        lonely = [n for level in paths for n in nodes.get(level, ()) if n.id not in asked]
        above = {parent for node in lonely for parent in node.parents.values()}
        for node in lonely:
            if node.id not in above:  # else what is below it is the cause
                words = {"id": node.id, "title": one_line(node.title)}
                table = self.designed.levels[node.level].table
                row = next(r for r in self.register.rows(table) if r.cells.get("id") == node.id)
                self.register.report(table, row, "", "definition.unasked_node", **words)

    def _node_goals(
        self, spec: GoalsSectionSpec, nodes: Mapping[str, tuple[Node, ...]], goals: Sequence[Goal]
    ) -> tuple[NodeGoals, ...]:
        level = self.designed.levels.get(spec.level)
        if level is None or not level.table:
            return ()
        above = nodes.get(spec.under.level, ()) if spec.under else ()
        listed = nodes_in_order(nodes[level.id], above)
        return tuple(node_goals(self.register, spec, level, listed, goals, self._words))

    def _words(self, text: str) -> Wording:
        """Return a text of report.toml with the calendar's words filled in."""
        return parse(text).known(self.checker.calendar.word)


def _numbered(
    nodes: Mapping[str, tuple[Node, ...]], outlines: Sequence[Outline]
) -> Mapping[str, tuple[Node, ...]]:
    """Return nodes with their references and serials; those of two trees as in the first."""
    said: dict[str, Mapping[str, str]] = {}
    for outline in reversed(outlines):
        said |= outline.said
    return {
        level: tuple(replace(n, words={**n.words, **said.get(n.id, {})}) for n in each)
        for level, each in nodes.items()
    }
