"""A page for each entry of a form: a card of labels and answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.resolver import Kind, Resolver
from shinchoku.definition.schema.base import Id, ShortText, Spec, key
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.model import (
    AnyCell,
    CardSection,
    Column,
    ColumnCell,
    Form,
    LabelCell,
    LinesCell,
    TextCell,
    entry_words,
)
from shinchoku.model.wording import Wording

_CONTENTS = ("label", "text", "column", "lines")
_WIDTH = 4.0  # beside others, of a column that says none


class CardCellSpec(Spec):
    """A cell of a card: a label, a text, a column's value, or the lines as a table."""

    label: ShortText | None = key("A label.", "事業の目的", default=None)
    text: ShortText | None = key(
        "A text. Words: the columns by the master, `{label}`, `{department}`, and of each level above `{level.number}`, `{level.title}` and so on.",
        "{policy.number}　{policy.title}",
        default=None,
    )
    column: Id | None = key("The column per entry whose value it is.", "purpose", default=None)
    lines: Annotated[list[Id], Field(min_length=1, max_length=12)] | None = key(
        "The columns per line of a table of the entry's lines, as wide beside each other as their `width` says.",
        ["money", "y4", "y5"],
        default=None,
    )
    span: Annotated[int, Field(ge=1, le=24)] = key("How many columns it is over.", 3, default=1)
    high: Annotated[int, Field(ge=1, le=40)] = key(
        "How many lines high it is at least; it grows with its text.", 6, default=1
    )


class CardSectionSpec(SheetSectionSpec):
    """A page for each entry of a form, or more where its texts are long."""

    kind: Literal["card"] = key("A page for each entry of a form.", "card")
    form: Id = key("Whose entries.", "sheets")
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
    def tabled(self) -> str:
        """The form whose nodes the contents page may list one by one."""
        return self.form

    @property
    def lists_entries(self) -> bool:
        """Whether the contents page may list every entry."""
        return True


def resolve(to: Resolver, where: str, spec: CardSectionSpec) -> CardSection | None:
    """Resolve the section; None where its form is not there."""
    checker = to.checker
    if not checker.named(f"{where}.form", "form", spec.form, to.forms):
        return None
    form = to.forms[spec.form]
    cells = _Cells(checker, form)
    grid = tuple(
        tuple(cells.row(f"{where}.{key_path('grid', number)}", row, len(spec.columns)))
        for number, row in enumerate(spec.grid)
    )
    return CardSection(
        **to.on_sheets(where, spec),
        form_id=form.id,
        title=checker.wording(f"{where}.title", spec.title, entry_words(form)),
        columns=tuple(spec.columns),
        grid=grid,
    )


class _Cells:
    """Resolves the cells of one card; `first` is where each column stands."""

    def __init__(self, checker: Checker, form: Form) -> None:
        self._checker = checker
        self._form = form
        self._first: dict[str, str] = {}

    def row(self, where: str, specs: list[CardCellSpec], count: int) -> Iterator[AnyCell]:
        """Yield the cells of a row that must be over so many columns."""
        found = sum(spec.span for spec in specs)
        if found != count:
            self._checker.report(where, "definition.card_row", found=found, count=count)
        tables = sum(spec.lines is not None for spec in specs)
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
        if spec.column is not None:
            is_there = self._is_printable(f"{where}.column", spec.column, per_line=False)
            return ColumnCell(column_id=spec.column if is_there else "", span=span, high=high)
        text = checker.wording(f"{where}.text", spec.text or "", entry_words(self._form))
        return TextCell(text=text or Wording(), span=span, high=high)

    def _lines(self, where: str, spec: CardCellSpec, names: list[str]) -> LinesCell:
        columns = [n for n in names if self._is_printable(where, n, per_line=True)]
        shares = tuple(self._form.column(name).width or _WIDTH for name in columns)
        return LinesCell(columns=tuple(columns), shares=shares, span=spec.span)

    def _is_printable(self, where: str, name: str, *, per_line: bool) -> bool:
        """Whether a column may stand there, and stands nowhere else; else that is told."""
        of = (c for c in self._form.columns if c.per_line is per_line and _may_be_printed(c))
        what = "card_line" if per_line else "card_column"
        if not self._checker.named(where, what, name, [column.id for column in of]):
            return False
        if name in self._first:
            words = {"name": name, "first": self._first[name]}
            self._checker.report(where, "definition.card_twice", **words)
        self._first.setdefault(name, where)
        return True


def _may_be_printed(column: Column) -> bool:
    return column.public and not (column.filled and column.print == "none")


KIND = Kind(CardSectionSpec, resolve)
