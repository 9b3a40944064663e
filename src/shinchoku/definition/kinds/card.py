"""A page for each entry of a form, or for each node of a level: a card of labels and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.numbering import Level
from shinchoku.definition.resolver import Kind, Resolver
from shinchoku.definition.schema.base import Id, ShortText, Spec, key
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.model import (
    AnyCell,
    CardSection,
    Column,
    ColumnCell,
    EntriesCell,
    Form,
    LabelCell,
    LinesCell,
    TextCell,
    entry_words,
)
from shinchoku.model.forms import NODE_WORDS
from shinchoku.model.wording import Wording

_CONTENTS = ("label", "text", "column", "lines", "entries")
_WIDTH = 4.0  # beside others, of a column that says none
_DEPARTMENT = "department"


class CardEntriesSpec(Spec):
    """The entries of a form below a node, as a table."""

    form: Id = key("Whose entries: of a form with the level in its path.", "kpi")
    columns: Annotated[list[Id], Field(min_length=1, max_length=12)] = key(
        "Its columns, as wide beside each other as their `width` says.",
        ["name", "goal", "now", "rate"],
    )


class CardCellSpec(Spec):
    """A cell of a card: a label, a text, a column's value, or lines or entries as a table."""

    label: ShortText | None = key("A label.", "事業の目的", default=None)
    text: ShortText | None = key(
        "A text. Words: the columns by the master, `{label}`, `{department}`, and of each level above `{level.number}`, `{level.title}` and so on; of a node as of a bar, too, and the columns of its level's table.",
        "{policy.number}　{policy.title}",
        default=None,
    )
    column: Annotated[str, Field(min_length=1, max_length=81)] | None = key(
        "The column per entry whose value it is; on the card of a node `form.column`, of a form whose entries are the nodes.",
        "purpose",
        default=None,
    )
    lines: Annotated[list[Id], Field(min_length=1, max_length=12)] | None = key(
        "The columns per line of a table of the entry's lines, as wide beside each other as their `width` says.",
        ["money", "y4", "y5"],
        default=None,
    )
    entries: CardEntriesSpec | None = key(
        "On the card of a node: the entries of another form below it, as a table.",
        {"form": "kpi", "columns": ["name", "goal", "now", "rate"]},
        default=None,
    )
    span: Annotated[int, Field(ge=1, le=24)] = key("How many columns it is over.", 3, default=1)
    high: Annotated[int, Field(ge=1, le=40)] = key(
        "How many lines high it is at least; it grows with its text.", 6, default=1
    )


class CardSectionSpec(SheetSectionSpec):
    """A page for each entry of a form, or each node of a level; more where texts are long."""

    kind: Literal["card"] = key("A page for each entry of a form, or node of a level.", "card")
    form: Id | None = key("Whose entries; or else `each`.", "sheets", default=None)
    each: Id | None = key(
        "The level with a table each of whose nodes has a card, as far as the forms on it ask anything about it.",
        "plan",
        default=None,
    )
    title: ShortText = key(
        "Above each card, and again on every page that it goes on on. Words as of a cell's text.",
        "事務事業評価シート　{number}　{name}",
    )
    columns: Annotated[
        list[Annotated[float, Field(gt=0, le=100)]], Field(min_length=1, max_length=24)
    ] = key("The widths of its columns beside each other.", [4, 10, 4, 10])
    grid: Annotated[
        list[Annotated[list[CardCellSpec], Field(min_length=1)]],
        Field(min_length=1, max_length=60),
    ] = key(
        "Its rows: cells that together are over all columns.",
        [[{"label": "目的"}, {"column": "purpose", "span": 3}]],
    )

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms whose values it prints, in order."""
        own = [] if self.form is None else [self.form]
        if self.each is None:
            return tuple(own)
        cells = (cell for row in self.grid for cell in row)
        named = (
            cell.entries.form if cell.entries else (cell.column or "").partition(".")[0]
            for cell in cells
        )
        return tuple(dict.fromkeys((*own, *filter(None, named))))

    @property
    def tabled(self) -> str:
        """The form whose nodes the contents page may list one by one."""
        return next(iter(self.forms), "")

    @property
    def lists_entries(self) -> bool:
        """Whether the contents page may list every entry."""
        return self.form is not None


def resolve(to: Resolver, where: str, spec: CardSectionSpec) -> CardSection | None:
    """Resolve the section; None where what it is about is not there."""
    checker = to.checker
    if (spec.form is None) == (spec.each is None):
        checker.report(where, "definition.card_each")
        return None
    cells = _of_nodes(to, where, spec, spec.each) if spec.each else _of_form(to, where, spec)
    if cells is None:
        return None
    grid = tuple(
        tuple(cells.row(f"{where}.{key_path('grid', number)}", row, len(spec.columns)))
        for number, row in enumerate(spec.grid)
    )
    return CardSection(
        **to.on_sheets(where, spec),
        form_id=spec.tabled,
        each=spec.each or "",
        title=cells.text(f"{where}.title", spec.title),
        columns=tuple(spec.columns),
        grid=grid,
    )


def _of_form(to: Resolver, where: str, spec: CardSectionSpec) -> _Cells | None:
    name = spec.form or ""
    if not to.checker.named(f"{where}.form", "form", name, to.forms):
        return None
    return _Cells(to, to.forms[name], None)


def _of_nodes(to: Resolver, where: str, spec: CardSectionSpec, name: str) -> _Cells | None:
    tabled = {each.id: each for each in to.designed.levels.values() if each.table}
    if not to.checker.named(f"{where}.each", "level_of_table", name, tabled):
        return None
    if not spec.forms:
        to.checker.report(f"{where}.grid", "definition.card_of_nothing")
        return None
    known = [form for form in spec.forms if form in to.forms]
    if not known or known[0] != spec.tabled:
        for number, row in enumerate(spec.grid):
            for at, cell in enumerate(row, start=1):
                _check_form(to, f"{where}.{key_path('grid', number)}[{at}]", cell)
        return None
    return _Cells(to, None, tabled[name], tuple(known))


def _check_form(to: Resolver, where: str, cell: CardCellSpec) -> None:
    """Tell a form that is not there."""
    if cell.entries is not None:
        to.checker.named(f"{where}.entries.form", "form", cell.entries.form, to.forms)
    elif cell.column is not None:
        to.checker.named(f"{where}.column", "form", cell.column.partition(".")[0], to.forms)


class _Cells:
    """Resolves the cells of one card: of a form's entries, or of the nodes of a level.

    `forms` are those that a card of nodes names; `first` is where each column stands.
    """

    def __init__(
        self, to: Resolver, form: Form | None, level: Level | None, forms: Sequence[str] = ()
    ) -> None:
        self._to = to
        self._checker: Checker = to.checker
        self._form = form
        self._level = level
        self._words = entry_words(form) if form else tuple(self._node_words(forms))
        self._first: dict[tuple[str, str], str] = {}

    def _node_words(self, forms: Sequence[str]) -> Iterator[str]:
        """Yield what texts may say of a node besides what they may of any of its level."""
        levels = dict.fromkeys(level for name in forms for level in self._to.forms[name].path)
        yield from (f"{level}.{word}" for level in levels for word in NODE_WORDS)
        if any(self._is_of_nodes(name) for name in forms):
            yield _DEPARTMENT

    def _is_of_nodes(self, form_id: str) -> bool:
        """Whether the entries of a form are the nodes of the card's level."""
        design = self._to.designed.form(form_id)
        return bool(design and self._level and design.level is self._level)

    def text(self, where: str, text: str) -> Wording:
        """Return a text about what the card is about."""
        if self._level is None:
            return self._checker.wording(where, text, self._words)
        wording = self._checker.wording(where, text, None)
        for word in wording.words:
            if word not in self._words and ("." in word or word == _DEPARTMENT):
                words = (*NODE_WORDS, *self._words)
                return self._checker.wording(where, f"{{{word}}}", words)
        return self._to.designed.use(self._checker, where, self._level, text, self._words)

    def row(self, where: str, specs: list[CardCellSpec], count: int) -> Iterator[AnyCell]:
        """Yield the cells of a row that must be over so many columns."""
        found = sum(spec.span for spec in specs)
        if found != count:
            self._checker.report(where, "definition.card_row", found=found, count=count)
        tables = sum(spec.lines is not None or spec.entries is not None for spec in specs)
        if tables > 1:
            self._checker.report(where, "definition.card_tables")
        for number, spec in enumerate(specs, start=1):
            if tables and spec.high != 1:
                self._checker.report(f"{where}[{number}]", "definition.card_high")
            yield self._cell(f"{where}[{number}]", spec)

    def _cell(self, where: str, spec: CardCellSpec) -> AnyCell:
        said = [name for name in _CONTENTS if getattr(spec, name) is not None]
        checker, span, high = self._checker, spec.span, spec.high
        if len(said) != 1:
            checker.report(where, "definition.card_cell")
            return LabelCell(label="", span=span)
        if spec.label is not None:
            return LabelCell(label=checker.text(f"{where}.label", spec.label), span=span, high=high)
        if spec.lines is not None:
            return self._lines(f"{where}.lines", spec, spec.lines)
        if spec.entries is not None:
            return self._entries(f"{where}.entries", spec, spec.entries)
        if spec.column is not None:
            form, name = self._column(f"{where}.column", spec.column)
            return ColumnCell(form_id=form, column_id=name, span=span, high=high)
        text = self.text(f"{where}.text", spec.text or "")
        return TextCell(text=text or Wording(), span=span, high=high)

    def _column(self, where: str, said: str) -> tuple[str, str]:
        """Return the form and the column of a cell; no column where it may not stand there."""
        if self._form:
            is_there = self._is_printable(where, self._form, said, per_line=False)
            return self._form.id, said if is_there else ""
        form_id, _, name = said.partition(".")
        if not self._checker.named(where, "form", form_id, self._to.forms):
            return "", ""
        if not self._is_of_nodes(form_id):
            level = self._level.id if self._level else ""
            self._checker.report(where, "definition.card_of_nodes", form=form_id, level=level)
            return "", ""
        is_there = self._is_printable(where, self._to.forms[form_id], name, per_line=False)
        return form_id, name if is_there else ""

    def _lines(self, where: str, spec: CardCellSpec, names: list[str]) -> AnyCell:
        if self._form is None:
            self._checker.report(where, "definition.card_no_lines")
            return LabelCell(label="", span=spec.span)
        form = self._form
        columns = [n for n in names if self._is_printable(where, form, n, per_line=True)]
        return LinesCell(
            form_id=form.id,
            columns=tuple(columns),
            shares=_shares(form, columns),
            span=spec.span,
        )

    def _entries(self, where: str, spec: CardCellSpec, listed: CardEntriesSpec) -> AnyCell:
        nothing = LabelCell(label="", span=spec.span)
        if self._level is None:
            self._checker.report(where, "definition.card_no_entries")
            return nothing
        if not self._checker.named(f"{where}.form", "form", listed.form, self._to.forms):
            return nothing
        form = self._to.forms[listed.form]
        if self._level.id not in form.path:
            words = {"form": form.id, "level": self._level.id}
            self._checker.report(f"{where}.form", "definition.card_not_below", **words)
            return nothing
        at = f"{where}.columns"
        columns = [n for n in listed.columns if self._is_printable(at, form, n, per_line=None)]
        return EntriesCell(
            form_id=form.id,
            columns=tuple(columns),
            shares=_shares(form, columns),
            span=spec.span,
        )

    def _is_printable(self, where: str, form: Form, name: str, *, per_line: bool | None) -> bool:
        """Whether a column may stand there, and stands nowhere else; else that is told.

        It is one per line or per entry, or either where that is None.
        """
        may = (c for c in form.columns if per_line in {None, c.per_line} and _may_be_printed(c))
        what = {True: "card_line", False: "card_column", None: "card_entry"}[per_line]
        if not self._checker.named(where, what, name, [column.id for column in may]):
            return False
        place = form.id, name
        if place in self._first:
            words = {"name": name, "first": self._first[place]}
            self._checker.report(where, "definition.card_twice", **words)
        self._first.setdefault(place, where)
        return True


def _shares(form: Form, columns: Collection[str]) -> tuple[float, ...]:
    return tuple(form.column(name).width or _WIDTH for name in columns)


def _may_be_printed(column: Column) -> bool:
    return column.public and not (column.filled and column.print == "none")


KIND = Kind(CardSectionSpec, resolve)
