"""The tables of a form."""

from __future__ import annotations

from typing import Literal

from shinchoku.definition.resolver import Kind, Resolver
from shinchoku.definition.schema.base import Id, key
from shinchoku.definition.schema.sections import SheetSectionSpec
from shinchoku.definition.schema.totals import TotalSpec
from shinchoku.definition.totals import totals
from shinchoku.model import TableSection


class TableSectionSpec(SheetSectionSpec):
    """The tables of a form. A form may have several such sections."""

    kind: Literal["table"] = key("The tables of a form.", "table")
    form: Id = key("Whose tables.", "items")
    split: Id | None = key(
        "A level of the form's path that is not optional: each node of it has a sheet of its own.",
        "pillar",
        default=None,
    )
    totals: list[TotalSpec] = key(
        "Its total rows, in the order in which they stand where several end together. Repeats are not added up.",
        [{"level": "plan", "label": "{number} 計"}, {"label": "合計"}],
        default=[],
    )

    @property
    def tabled(self) -> str:
        """The form whose nodes the contents page may list one by one."""
        return self.form

    @property
    def lists_entries(self) -> bool:
        """Whether the contents page may list every entry."""
        return True

    @property
    def tables(self) -> frozenset[str]:
        """The forms whose tables it prints."""
        return frozenset({self.form})


def resolve(to: Resolver, where: str, spec: TableSectionSpec) -> TableSection | None:
    """Resolve the section; None where its form or level is not there."""
    checker = to.checker
    if not checker.named(f"{where}.form", "form", spec.form, to.forms):
        return None
    split = spec.split or ""
    path = to.forms[spec.form].path
    if split and not checker.named(f"{where}.split", "level", split, path):
        return None
    if split and to.designed.levels[split].optional:
        checker.report(f"{where}.split", "definition.split_optional", name=split)
    return TableSection(
        **to.on_sheets(where, spec, split=split),
        form_id=spec.form,
        split=split,
        totals=totals(to, where, to.forms[spec.form], spec.totals),
    )


KIND = Kind(TableSectionSpec, resolve)
