"""Tables of sums, as parts of a page of text, resolved: in whatever style they are said."""

from __future__ import annotations

from collections.abc import Sequence

from shinchoku.definition.headers import Headers, may_be_printed, place_text
from shinchoku.definition.resolver import Resolver
from shinchoku.definition.schema.counted import (
    CountedPartSpec,
    CrosstabPartSpec,
    TalliesPartSpec,
    TallyPartSpec,
)
from shinchoku.model import SumGroup, SumsPart, SumSpec, divisions
from shinchoku.model.sums import SumCell


def sums_part(to: Resolver, where: str, part: CountedPartSpec) -> SumsPart | None:
    """Resolve a part about tallies of numbers; None where it cannot be."""
    names = part.tallies if isinstance(part, TalliesPartSpec) else [part.tally]
    for name in names:
        to.checker.named(f"{where}.tally", "tally", name, to.tally_ids)
    specs = [to.sums[name] for name in names if name in to.sums]
    if len({spec.form_id for spec in specs}) > 1 or any(name in to.tallies for name in names):
        to.checker.report(f"{where}.tallies", "definition.sums_apart")
        return None
    _check_keys(to, where, part)
    by = _by(to, where, part, specs)
    cells = _cells(part)
    words, said = Headers(to, where), part.headers
    figures = tuple(
        words(cell, getattr(said, cell), needed=len(cells) > 1 or not _titled(part))
        for cell in cells
    )
    has_total = not isinstance(part, CrosstabPartSpec) or "row" in part.totals
    total = words("total", said.total, needed=has_total) if has_total else ""
    groups = _groups(to, where, part, specs)
    if by is None or len(specs) < len(names):
        return None
    return SumsPart(
        groups=groups,
        by=by,
        text=place_text(to, f"{where}.text", specs[0].form_id, by, part.text),
        stub=_stub(part, words),
        cells=cells,
        words=figures if any(figures) else (),
        total=total,
        none=words("none", part.headers.none) if isinstance(part, CrosstabPartSpec) else "",
        digits=part.digits,
    )


def _check_keys(to: Resolver, where: str, part: CountedPartSpec) -> None:
    """Tell what such a part cannot say."""
    said = part.headers.model_fields_set & {"label", "breakdown"}
    for key in sorted(said):
        to.checker.report(f"{where}.headers.{key}", "definition.not_of_sums", key=key)
    if isinstance(part, CrosstabPartSpec) and "of" in part.model_fields_set:
        to.checker.report(f"{where}.of", "definition.not_of_sums", key="of")


def _stub(part: CountedPartSpec, words: Headers) -> str:
    """Return what stands above the places."""
    if isinstance(part, CrosstabPartSpec):
        return words("by", part.headers.by)
    return words("code", part.headers.code)


def _titled(part: CountedPartSpec) -> bool:
    """Whether something stands above the figures of each group."""
    return isinstance(part, TalliesPartSpec)


def _by(to: Resolver, where: str, part: CountedPartSpec, specs: Sequence[SumSpec]) -> str | None:
    """Return by what the rows are; a tally's first division, if the part says none."""
    shared = [by for by in specs[0].by if all(by in spec.by for spec in specs)]
    known = divisions(to.forms[specs[0].form_id], specs[0].column_id)
    if not {by for spec in specs for by in spec.by} <= {*known}:
        return None  # told where the tally is
    if part.by is None and not shared:
        to.checker.report(where, "definition.sum_without_by")
        return None
    by = part.by or shared[0]
    is_known = to.checker.named(f"{where}.by", "tally_by", by, shared)
    return by if is_known and may_be_printed(to, f"{where}.by", specs[0].form_id, by) else None


def _cells(part: CountedPartSpec) -> tuple[SumCell, ...]:
    """Return what is printed of each place."""
    if isinstance(part, CrosstabPartSpec):
        return tuple(dict.fromkeys(part.cells)) if "cells" in part.model_fields_set else ("sum",)
    count: tuple[SumCell, ...] = ("count",) if part.headers.count is not None else ()
    return (*count, "sum", *(("percent",) if part.percent else ()))


def _groups(
    to: Resolver, where: str, part: CountedPartSpec, specs: Sequence[SumSpec]
) -> tuple[SumGroup, ...]:
    words = Headers(to, where)
    match part:
        case TalliesPartSpec():
            titles = [
                words(f"titles[{i}]", text) for i, text in enumerate(part.headers.titles, start=1)
            ]
            if len(titles) != len(part.tallies):
                counts = {"count": str(len(part.tallies)), "found": str(len(titles))}
                to.checker.report(f"{where}.headers.titles", "definition.other_titles", **counts)
            pairs = zip(part.tallies, titles, strict=False)
            return tuple(SumGroup(tally=name, title=title) for name, title in pairs)
        case TallyPartSpec():
            subsets = {subset.id: subset for subset in specs[0].subsets}
            named = [
                name
                for name in dict.fromkeys(part.subsets)
                if to.checker.named(f"{where}.subsets", "subset", name, subsets)
            ]
            title = words("parent", part.headers.parent, needed=bool(named))
            own = (SumGroup(tally=part.tally, subset=n, title=subsets[n].label) for n in named)
            return (SumGroup(tally=part.tally, title=title), *own)
    return (SumGroup(tally=part.tally, title=words("parent", part.headers.parent)),)
