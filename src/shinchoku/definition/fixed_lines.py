"""Lines that every entry of a form has: report.toml's go in, those of the form come out."""

from __future__ import annotations

from collections.abc import Mapping

from shinchoku.definition.checker import Checker
from shinchoku.definition.schema.forms import FixedLineSpec, FormSpec
from shinchoku.model import FixedLine
from shinchoku.model.forms import REVIEW_LINE
from shinchoku.normal import canonical
from shinchoku.words import Listed


def fixed_lines(checker: Checker, where: str, spec: FormSpec) -> tuple[FixedLine, ...]:
    """Return the fixed lines of a form; `where` is the form."""
    if not spec.lines:
        if "lines" in spec.model_fields_set:
            checker.report(f"{where}.lines", "definition.no_lines")
        return ()
    place = f"{where}.lines"
    checker.unique((f"{place}[{i}].id", line.id) for i, line in enumerate(spec.lines, start=1))
    _check_columns(checker, where, spec)
    _check_names(checker, place, spec)
    is_sum = {line.id: bool(line.sum) for line in spec.lines}
    return tuple(
        _line(checker, f"{place}[{number}]", line, is_sum)
        for number, line in enumerate(spec.lines, start=1)
    )


def _line(
    checker: Checker, where: str, spec: FixedLineSpec, is_sum: Mapping[str, bool]
) -> FixedLine:
    plain = [name for name, adds_up in is_sum.items() if not adds_up]
    added = []
    for name in spec.sum or ():
        if is_sum.get(name):
            checker.report(f"{where}.sum", "definition.sum_of_sum", name=name)
        elif checker.named(f"{where}.sum", "line", name, plain):
            added.append(name)
    label = checker.text(f"{where}.label", spec.label)
    if not canonical(label):
        checker.report(f"{where}.label", "definition.blank_text")
    return FixedLine(id=spec.id, label=label, sum=tuple(dict.fromkeys(added)))


def _check_names(checker: Checker, where: str, spec: FormSpec) -> None:
    """Check that no line has the id of a review; the first has its entry's own."""
    if any(column.by == "review" for column in spec.columns):
        for number, line in enumerate(spec.lines[1:], start=2):
            if line.id == REVIEW_LINE:
                checker.report(f"{where}[{number}].id", "definition.reserved_name", name=line.id)


def _check_columns(checker: Checker, where: str, spec: FormSpec) -> None:
    """Check that one column says the lines' labels, and that sums have what to add up."""
    stated = (c for c in spec.columns if c.by == "master" and c.text is None)
    labels = [c for c in stated if c.per == "line"]
    if len(labels) != 1:
        names = Listed(column.id for column in labels)
        key = "definition.two_labels" if labels else "definition.no_label"
        checker.report(f"{where}.lines", key, names=names)
    elif labels[0].kind == "number":
        at = spec.columns.index(labels[0]) + 1
        checker.report(f"{where}.columns[{at}].kind", "definition.label_of_numbers")
    is_summed = any(
        c.kind == "number" and c.per == "line" and c.by == "department" for c in spec.columns
    )
    if not is_summed and any(line.sum for line in spec.lines):
        checker.report(f"{where}.lines", "definition.sum_of_nothing")
