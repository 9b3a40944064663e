"""The columns of one form against each other: whether what one says of another can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from shinchoku.definition.checker import Checker
from shinchoku.definition.computing import ComputedChecks
from shinchoku.definition.design import RESERVED
from shinchoku.definition.kinds.card import CardSectionSpec
from shinchoku.definition.schema.forms import ColumnSpec, FormSpec
from shinchoku.definition.schema.report import Report
from shinchoku.model import Column, Form
from shinchoku.model.columns import Side
from shinchoku.normal import canonical
from shinchoku.records import dataclass
from shinchoku.words import Listed, Message

_FILLED = frozenset({"department", "review"})
_OF_DEPARTMENTS = ("compare", "judged_by")
_PRINTABLE = frozenset({"id", "number", "name"})  # columns of a form's table that may be printed


@dataclass(frozen=True)
class ColumnChecks:
    """A form that is resolved, with what report.toml says of it; `where` are its columns there."""

    checker: Checker
    report: Report
    spec: FormSpec
    form: Form
    where: str

    def check(self) -> None:
        """Tell what is wrong to the checker."""
        checker, where, form = self.checker, self.where, self.form
        checker.unique((f"{where}[{i + 1}].id", c.id) for i, c in enumerate(form.columns))
        headers: dict[tuple[str, str], str] = {}
        for index, column in enumerate(form.columns):
            if column.by in _FILLED:  # corrections are named by them
                place = f"{where}[{index + 1}].header"
                name = (canonical(column.parent), canonical(column.header))
                if name in headers:
                    words = {"name": column.header, "first": headers[name]}
                    checker.report(place, "definition.duplicate_name", **words)
                headers.setdefault(name, place)
            self._check_column(f"{where}[{index + 1}]", column, self.spec.columns[index])
        ComputedChecks(checker, form, where).check()
        if not form.answered:
            checker.report(where, "definition.asks_nothing", form=form.id)
        if not form.printed:
            checker.report(where, "definition.prints_nothing", form=form.id)

    def _check_column(self, where: str, column: Column, spec: ColumnSpec) -> None:
        checker = self.checker
        reserved = {*RESERVED, *self.form.path}
        if column.id in reserved and (column.by in _FILLED or column.id not in _PRINTABLE):
            checker.report(f"{where}.id", "definition.reserved_name", name=column.id)
        if column.print == "column" and not column.width and self.form.id in self._tabled:
            checker.report(where, "definition.no_width", name=column.id)
        elif column.print != "column" and column.width:
            words = {"name": column.id, "print": column.print}
            checker.report(f"{where}.width", "definition.width_unused", **words)
        if column.print != "none" and not column.public:
            checker.report(f"{where}.public", "definition.printed_private", name=column.id)
        self._check_side(where, column, spec)
        self._check_codes(where, column, spec)

    @cached_property
    def _tabled(self) -> frozenset[str]:
        """The forms whose columns need widths; those of cards alone do not."""
        sections = (s for s in self.report.sections if isinstance(s, CardSectionSpec))
        cards = {name for section in sections for name in section.forms}
        return frozenset(form.id for form in self.report.forms) - (cards - self.report.tabled)

    def _check_side(self, where: str, column: Column, spec: ColumnSpec) -> None:
        """Check what only the one or the other side's columns can say."""
        checker = self.checker
        if column.by not in _FILLED:
            said = {
                "required": "required" in spec.model_fields_set,
                "prompt": bool(column.prompt),
                "max_chars": column.max_chars is not None,
                "scale": bool(column.grades) and column.by == "master",
                "choices": bool(column.choices),
                "only_when_nothing": bool(column.only_when_nothing),
                "compare": bool(column.compare),
                "judged_by": bool(column.judged_by),
                "repeat": column.repeat is not None,
                "otherwise": column.otherwise != "accept",
                "print": column.print == "below",
            }
            if column.needs and not (column.by == "computed" and spec.bands):
                checker.report(f"{where}.needs", "definition.only_calling", key="needs")
            if column.by == "computed":
                bounds = {key: key in spec.model_fields_set for key in ("least", "most")}
                said |= bounds
            for key in (key for key, is_said in said.items() if is_said):
                checker.report(f"{where}.{key}", "definition.only_answered", key=key)
            return
        if column.by == "review":
            for key in (key for key in _OF_DEPARTMENTS if getattr(column, key)):
                checker.report(f"{where}.{key}", "definition.only_department", key=key)
        never = not self.form.needing(column) and not _misnamed_needs(self.form)
        if never and spec.required == "needed":
            checker.report(f"{where}.required", "definition.never_needed", name=column.id)
        if never and column.otherwise == "warn":
            checker.report(f"{where}.otherwise", "definition.never_needed", name=column.id)
        if column.print == "below" and column.per_line:
            checker.report(f"{where}.print", "definition.footnote_per_line", name=column.id)

    def _check_codes(self, where: str, column: Column, spec: ColumnSpec) -> None:
        """Check the columns that codes name, and the columns that a grade is judged by."""
        others = _FILLED - {column.by}
        texts = [each.id for each in self.form.columns if each.is_text and each.by not in others]
        filled = [each.id for each in self.form.columns if each.by == _answers(column)]
        side = "reviewed" if column.by == "review" else "answered"
        for key, named, what, known in (
            ("needs", column.needs, side, filled),
            ("only_when_nothing", column.only_when_nothing, "text_column", texts),
        ):
            if column.is_choice or (key == "needs" and column.by in _FILLED and not spec.scale):
                self._check_named(f"{where}.{key}", column, named, what, known)
            elif named and key != "needs" and spec.scale is None:  # else the scale is told itself
                self.checker.report(f"{where}.{key}", "definition.only_choice", key=key)
        if column.only_when_nothing and not self.report.rules.nothing:
            self.checker.report("rules.nothing", "definition.no_nothing", name=column.id)
        if column.compare and column.answered:
            self._check_compared(f"{where}.compare", column, spec)

    def _check_named(
        self,
        where: str,
        column: Column,
        named: Mapping[str, Sequence[str]],
        what: str,
        known: Sequence[str],
    ) -> None:
        """Check the columns that each code of a column names."""
        checker = self.checker
        codes = column.calling if where.endswith(".needs") else column.codes
        for code, names in named.items():
            place = f"{where}.{code}"
            if column.is_choice:
                checker.named(place, "code", code, codes)
            elif code not in codes:
                allowed = Listed((Message("rule.quote", text=each) for each in codes), "names")
                checker.report(place, "definition.calls_without_code", code=code, allowed=allowed)
            if not names:
                checker.report(place, "definition.names_no_column")
            for name in names:
                if name == column.id:
                    checker.report(place, "definition.needs_itself", name=name)
                elif checker.named(place, what, name, known) and self._is_apart(
                    where, column, name
                ):
                    words = {"name": name, "column": column.id}
                    checker.report(place, "definition.other_per", **words)

    def _is_apart(self, where: str, column: Column, name: str) -> bool:
        """Whether a needed column does not stand on the row of the code that needs it."""
        return where.endswith(".needs") and self.form.column(name).per != column.per

    def _check_compared(self, where: str, column: Column, spec: ColumnSpec) -> None:
        checker = self.checker
        if not column.grades:
            if spec.scale is None:
                checker.report(where, "definition.only_scale", key="compare")
            return
        planned, done = column.compare
        given = [each.id for each in self.form.given if each.is_text]
        texts = [each.id for each in self.form.answered if each.is_text]
        both = checker.named(where, "given", planned, given)
        both = checker.named(where, "answered_text", done, texts) and both
        if both and self.form.column(planned).per != self.form.column(done).per:
            words = {"one": planned, "other": done}
            checker.report(where, "definition.compared_apart", **words)


def _answers(column: Column) -> Side:
    """Return who fills what a column needs beside it."""
    return "department" if column.by == "computed" else column.by


def _misnamed_needs(form: Form) -> bool:
    """Whether a code asks for what is no other column of its side: which was meant is not known."""
    return any(
        not names
        or not set(names) <= {c.id for c in form.columns if c.by == _answers(column)} - {column.id}
        for column in form.columns
        for names in column.needs.values()
    )
