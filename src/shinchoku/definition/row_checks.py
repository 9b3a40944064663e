"""What must hold of the rows of a form's master table, each by itself and beside the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from shinchoku.definition.design import DEPARTMENTS, REVIEWER
from shinchoku.definition.nesting import ENTRY, HEADING, KINDS, Nested, Nesting
from shinchoku.definition.number_columns import number_faults
from shinchoku.definition.numbering import RepeatMarks
from shinchoku.definition.outline import one_line
from shinchoku.definition.problems import did_you_mean
from shinchoku.definition.tables import TableRow
from shinchoku.model import Form
from shinchoku.words import Listed, Word

_OWN = frozenset({"id", "number", "name"})  # what every row of an outline may have


class RowChecks:
    """Reports what cannot stand. Nodes in `keep` may have nothing below them.

    `reviewers` is the table of who reviews, "" where the master does not say who.
    """

    def __init__(
        self,
        form: Form,
        nesting: Nesting,
        marks: RepeatMarks,
        departments: Collection[str],
        keep: Collection[str],
        reviewers: str = "",
    ) -> None:
        self._form = form
        self._nesting = nesting
        self._marks = marks
        self._departments = departments
        self._keep = keep
        self._reviewers = reviewers

    def check(self) -> None:
        """Report every repeat, token, department, value and override that cannot stand."""
        for place, tops in self._nesting.tops.items():
            is_placed = self._nesting.anchor is None or place in self._nesting.known
            for nested in tops:
                self._check(nested, under_repeat=False, is_placed=is_placed)

    def _report(self, row: TableRow, column: str, key: str, /, **values: Word) -> None:
        self._nesting.register.report(self._nesting.table, row, column, key, **values)

    def _check(self, nested: Nested, *, under_repeat: bool, is_placed: bool) -> None:
        self._nesting.register.check_page_break(self._nesting.table, nested.row)
        if nested.kind == ENTRY:
            self._check_entry(nested, under_repeat=under_repeat)
        elif nested.kind == HEADING:
            self._check_values(nested.row, self._form.heading.values, "definition.heading_value")
        else:
            self._check_node(nested, is_placed=is_placed)
            under_repeat = under_repeat or bool(nested.repeat)
            for inner in nested.below:
                self._check(inner, under_repeat=under_repeat, is_placed=is_placed)

    def _check_node(self, nested: Nested, *, is_placed: bool) -> None:
        self._check_values(nested.row, (), "definition.node_value")
        if nested.repeat:
            source = self._nesting.ids.get(nested.repeat)
            if source is None or source.kind in KINDS:
                self._dangling(
                    nested, [i for i, r in self._nesting.ids.items() if r.kind not in KINDS]
                )
        self._check_token(nested, nested.row.cells.get("name", ""), needed=bool(nested.repeat))
        is_empty = not any(inner.kind != HEADING for inner in nested.below)
        if is_empty and is_placed and nested.id not in self._keep:
            words = {"kind": nested.kind, "id": nested.id or nested.row.cells.get("name", "")}
            self._report(nested.row, "", "definition.empty_node", **words)

    def _check_values(self, row: TableRow, allowed: Sequence[str], key: str) -> None:
        """Report a text in a column where it would be printed nowhere."""
        for column in self._form.columns:
            text = row.cells.get(column.id, "")
            if text and column.id not in {*allowed, *_OWN}:
                self._report(row, column.id, key, text=one_line(text))

    def _check_token(self, nested: Nested, text: str, *, needed: bool) -> None:
        if needed and self._marks.tokens and not self._marks.has_token(text):
            words = {"token": self._marks.tokens[0]}
            self._report(nested.row, "", "definition.repeat_without_token", **words)
        elif not nested.repeat and self._marks.has_token(text):
            words = {"token": self._marks.tokens[0]}
            self._report(nested.row, "", "definition.token_without_repeat", **words)

    def _check_entry(self, nested: Nested, *, under_repeat: bool) -> None:
        cells = nested.row.cells
        table = self._nesting.table
        given = "".join(cells.get(column.id, "") for column in self._form.stated)
        if all(self._nesting.register.has(table, column.id) for column in self._form.stated):
            self._check_token(nested, given, needed=bool(nested.repeat) and not under_repeat)
        self._check_overrides(nested)
        once = [column.id for column in self._form.columns if not column.per_line]
        lines = [column.id for column in self._form.columns if column.id not in once]
        self._check_numbers(nested)
        for line in nested.below:
            self._check_values(line.row, lines, "definition.line_value")
            for own in ("number", "name"):
                if (text := line.row.cells.get(own, "")) and own not in lines:
                    words = {"text": one_line(text)}
                    self._report(line.row, own, "definition.line_value", **words)
        self._check_reviewer(nested)
        if nested.repeat:
            self._check_repeat(nested)
        elif not cells.get("department") and nested.id:
            if self._nesting.register.has(self._nesting.table, "department"):
                self._report(nested.row, "department", "definition.no_department", id=nested.id)
        elif nested.id:
            self._nesting.register.resolve(
                self._nesting.table, nested.row, "department", DEPARTMENTS, self._departments
            )

    def _check_reviewer(self, nested: Nested) -> None:
        """Report a reviewer that there is not; a blank cell says that nobody reviews."""
        if not self._reviewers or not nested.row.cells.get(REVIEWER):
            return
        register, table = self._nesting.register, self._nesting.table
        if nested.repeat:
            self._report(nested.row, REVIEWER, "definition.repeat_reviewer", id=nested.id)
        else:
            known = register.ids(self._reviewers)
            register.resolve(table, nested.row, REVIEWER, self._reviewers, known)

    def _check_numbers(self, nested: Nested) -> None:
        """Report numbers that are none; what a repeat does not say itself its source says."""
        sources = [source.row.cells for source in self._nesting.source_lines(nested.repeat)]
        for index, line in enumerate((nested, *nested.below)):
            others = (*sources[index : index + 1], nested.row.cells, *sources[:1])
            for column, key, words in number_faults(self._form, line.row.cells, *others):
                self._report(line.row, column, key, **words)

    def _check_repeat(self, nested: Nested) -> None:
        if nested.row.cells.get("department"):
            self._report(nested.row, "department", "definition.repeat_department", id=nested.id)
        source = self._nesting.entry_of.get(nested.repeat)
        if source is None:
            self._dangling(nested, self._nesting.entry_of)
            return
        if source.repeat:
            words = {"source": nested.repeat}
            self._report(nested.row, "repeat", "definition.repeat_of_repeat", **words)
        lines, source_lines = 1 + len(nested.below), len(self._nesting.source_lines(nested.repeat))
        if lines > source_lines:
            words = {"id": nested.id, "source": nested.repeat}
            self._report(
                nested.row,
                "repeat",
                "definition.repeat_lines",
                lines=lines,
                source_lines=source_lines,
                **words,
            )

    def _dangling(self, nested: Nested, known: Iterable[str]) -> None:
        words = {"source": nested.repeat, "hint": did_you_mean(nested.repeat, known)}
        self._report(nested.row, "repeat", "definition.dangling_repeat", **words)

    def _check_overrides(self, nested: Nested) -> None:
        for column in self._form.filled:
            text = nested.row.cells.get(column.id, "")
            if text and not nested.repeat:
                words = {"column": column.id, "text": one_line(text)}
                self._report(nested.row, column.id, "definition.override_without_repeat", **words)
            elif text and column.is_choice and text not in column.codes:
                key, allowed = "definition.bad_override", Listed(column.codes)
                self._report(
                    nested.row, column.id, key, column=column.id, text=text, allowed=allowed
                )
