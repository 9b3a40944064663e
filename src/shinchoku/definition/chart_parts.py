"""Charts of what was counted, as parts of a page of text, resolved."""

from __future__ import annotations

from collections.abc import Sequence

from shinchoku.definition.counted_parts import is_counted_by, named_tally
from shinchoku.definition.resolver import Resolver
from shinchoku.definition.schema.counted import ChartPartSpec
from shinchoku.model import (
    ChartPart,
    CrosstabPart,
    TalliesPart,
    TallyPart,
    TallySpec,
    TextSectionPart,
)
from shinchoku.model.wording import Wording

_MOST_CODES = 8  # whose bars can be told apart in black and white


def chart_part(
    to: Resolver, where: str, part: ChartPartSpec, others: Sequence[TextSectionPart | None]
) -> ChartPart | None:
    """Resolve a chart; None where it cannot be.

    `others` are what else stands on its section, None for what could not be resolved.
    """
    spec = named_tally(to, f"{where}.tally", part.tally)
    title = to.checker.text(f"{where}.title", part.title)
    if spec is None or not _is_known(to, where, spec, part):
        return None
    tables = [other for other in others if _prints(other, part)]
    table = next((each for each in tables if _is_labelled(each)), tables[0] if tables else None)
    if table is None:
        if None not in others:  # else that table may be the one that is told
            if part.by:
                words = {"tally": part.tally, "by": part.by}
                to.checker.report(where, "definition.chart_without_cross", **words)
            else:
                to.checker.report(where, "definition.chart_without_table", tally=part.tally)
        return None
    codes = _codes(to, spec)
    if len(codes) > _MOST_CODES and (part.by or part.chart != "bars"):
        counts = {"found": str(len(codes)), "count": str(_MOST_CODES)}
        to.checker.report(f"{where}.chart", "definition.chart_codes", **counts)
    return ChartPart(
        tally=part.tally,
        chart=part.chart,
        title=title,
        text=table.text if isinstance(table, CrosstabPart) else Wording(),
        none=table.headers.none if isinstance(table, CrosstabPart) else "",
        codes=codes,
        labelled=_is_labelled(table),
        by=part.by or "",
        subset=part.subset or "",
        width=part.width,
        height_mm=part.height_mm,
    )


def _is_known(to: Resolver, where: str, spec: TallySpec, part: ChartPartSpec) -> bool:
    """Whether the tally has what the chart shows of it."""
    if part.by is not None and part.subset is not None:
        to.checker.report(f"{where}.subset", "definition.chart_subset_by")
        return False
    if part.subset is not None:
        subsets = [subset.id for subset in spec.subsets]
        return to.checker.named(f"{where}.subset", "subset", part.subset, subsets)
    return part.by is None or is_counted_by(to, where, spec, part.by)


def _prints(other: TextSectionPart | None, part: ChartPartSpec) -> bool:
    """Whether a part prints every count that a chart shows."""
    match other:
        case CrosstabPart() if part.by:
            is_same = (other.tally, other.by) == (part.tally, part.by)
            return is_same and "count" in other.cells
        case TallyPart() if not part.by:
            subsets = {"", *(subset.id for subset in other.subsets)}
            return other.tally == part.tally and (part.subset or "") in subsets
        case TalliesPart() if not part.by:
            return part.tally in other.tallies and not part.subset
    return False


def _is_labelled(table: TextSectionPart | None) -> bool:
    """Whether a table prints the labels of grades beside their codes."""
    return not isinstance(table, TalliesPart) or bool(table.headers.label)


def _codes(to: Resolver, spec: TallySpec) -> tuple[tuple[str, str, str], ...]:
    column = to.forms[spec.form_id].column(spec.column_id)
    labels = {grade.code: grade.label for grade in column.grades}
    return tuple((code, labels.get(code, ""), column.colors.get(code, "")) for code in column.codes)
