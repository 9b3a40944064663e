"""Total rows of report.toml's tables, resolved; their units, held against the master."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shinchoku.definition.checker import Checker
from shinchoku.definition.resolver import Resolver
from shinchoku.definition.schema.totals import TotalSpec
from shinchoku.model import (
    Child,
    Column,
    Entry,
    Form,
    NumberKind,
    TableSection,
    Total,
    added_columns,
    entries_below,
    node_at,
    scale_of,
    summed_lines,
)
from shinchoku.model.derived import Ratio
from shinchoku.model.wording import Wording
from shinchoku.normal import canonical
from shinchoku.words import Listed

SHARES = frozenset({"%", "％"})
"""Units of what cannot be added up."""


def totals(to: Resolver, where: str, form: Form, specs: Sequence[TotalSpec]) -> tuple[Total, ...]:
    """Resolve the total rows of a table; `where` is the section."""
    found = (_total(to, f"{where}.totals[{n}]", form, s) for n, s in enumerate(specs, start=1))
    return tuple(total for total in found if total)


def _total(to: Resolver, where: str, form: Form, spec: TotalSpec) -> Total | None:
    level = spec.level or ""
    if level and not to.checker.named(f"{where}.level", "level", level, form.path):
        return None
    label = _label(to, f"{where}.label", level, spec.label)
    columns = _columns(to.checker, where, form, spec)
    lines = _lines(to.checker, f"{where}.lines", form, spec)
    if not columns:
        return None
    if form.grid[0].id in columns:
        to.checker.report(where, "definition.total_without_label", name=form.grid[0].id)
    return Total(level=level, label=label, columns=columns, lines=lines)


def _label(to: Resolver, where: str, level: str, text: str) -> Wording:
    if not canonical(text):
        to.checker.report(where, "definition.blank_text")
    if level:
        return to.designed.use(to.checker, where, to.designed.levels[level], text)
    return to.checker.wording(where, text, ())


def _columns(checker: Checker, where: str, form: Form, spec: TotalSpec) -> tuple[str, ...]:
    """Return the columns with a figure, in printed order; what cannot be added up is told."""
    known = [column.id for column in form.printed if column.number]
    if spec.columns is None:
        found = [name for name in known if not _fault(form, name) and _has_one_unit(form, name)]
        if not found:
            checker.report(where, "definition.total_of_nothing")
        return tuple(found)
    place = f"{where}.columns"
    named = [name for name in spec.columns if checker.named(place, "summed_column", name, known)]
    for name in named:
        if fault := _fault(form, name):
            checker.report(place, "definition.total_of_shares", name=fault)
    return tuple(name for name in known if name in named)


def _fault(form: Form, column_id: str) -> str:
    """Return the column of percentages or ratios that would be added up for one, "" for none."""
    return next((column.id for column in _added(form, column_id) if is_share(column)), "")


def _added(form: Form, column_id: str) -> Iterator[Column]:
    """Yield the columns that are added up for one; one that is not there is told elsewhere."""
    names = {*added_columns(form, column_id)}
    return (column for column in form.columns if column.id in names)


def is_share(column: Column) -> bool:
    """Whether a column's numbers are shares, whose sum says nothing."""
    kind = column.number
    return isinstance(column.computed, Ratio) or (kind is not None and kind.unit in SHARES)


def _has_one_unit(form: Form, column_id: str) -> bool:
    """Whether report.toml says what a column, or those that it is computed of, is measured in."""
    kinds = (column.number for column in _added(form, column_id))
    return all(kind and kind.unit for kind in kinds)


def _lines(checker: Checker, where: str, form: Form, spec: TotalSpec) -> tuple[str, ...]:
    known = [line.id for line in form.lines]
    if spec.lines is None:
        return tuple(known)
    if not known:
        checker.report(where, "definition.total_lines")
        return ()
    named = [name for name in spec.lines if checker.named(where, "fixed_line", name, known)]
    return tuple(name for name in known if name in named)


# ---------------------------------------------------------------- against the master


def check_units(
    section: TableSection, where: str, form: Form, tree: tuple[Child, ...], checker: Checker
) -> None:
    """Check that what is added up has one unit, where the master says it row by row."""
    for number, total in enumerate(section.totals, start=1):
        for name in dict.fromkeys(n for c in total.columns for n in added_columns(form, c)):
            column = form.column(name)
            if column.number and column.number.unit_column:
                groups: dict[str, list[Entry]] = {}
                for path, entry in entries_below(tree):
                    groups.setdefault(node_at(total.level, path), []).append(entry)
                groups = {id_: e for id_, e in groups.items() if id_ or not total.level}
                lines = total.lines or ("",)
                each = [(entries, line) for entries in groups.values() for line in lines]
                place = f"{where}.totals[{number}].columns"
                for entries, line_id in each:
                    if check_unit(place, form, column, entries, line_id, checker):
                        break


def check_unit(
    where: str,
    form: Form,
    column: Column,
    entries: Sequence[Entry],
    line_id: str,
    checker: Checker,
) -> bool:
    """Tell where the numbers of some entries have more than one unit, or are shares."""
    assert column.number is not None  # noqa: S101 - it is a column of numbers
    units: dict[str, str] = {}
    for unit, id_ in _units(column.number, form, column, entries, line_id):
        units.setdefault(unit, f"{id_} {unit}".rstrip())
    if SHARES & {*units}:
        checker.report(where, "definition.total_of_shares", name=column.id)
    elif len(units) > 1:
        checker.report(
            where, "definition.total_of_units", name=column.id, units=Listed(units.values())
        )
    else:
        return False
    return True


def _units(
    kind: NumberKind, form: Form, column: Column, entries: Sequence[Entry], line_id: str
) -> Iterator[tuple[str, str]]:
    """Yield each unit with the line that has it."""
    for entry in entries:
        if not entry.repeat_of:
            lines = summed_lines(entry, form, line_id) if column.per_line else entry.lines[:1]
            yield from ((scale_of(kind, entry, line).unit, line.id) for line in lines)
