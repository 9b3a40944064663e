"""Tables of what was counted, as parts of a page of text, resolved."""

from __future__ import annotations

from itertools import pairwise

from shinchoku.definition.headers import Headers, may_be_printed, place_text
from shinchoku.definition.resolver import Resolver
from shinchoku.definition.schema.counted import (
    CountedPartSpec,
    CrosstabPartSpec,
    TalliesPartSpec,
    TallyPartSpec,
)
from shinchoku.definition.sum_parts import sums_part
from shinchoku.model import (
    CountedPart,
    CrosstabHeaders,
    CrosstabPart,
    TalliesHeaders,
    TalliesPart,
    TallyHeaders,
    TallyPart,
    TallySpec,
    divisions,
)

_SUM_CELL = 'cells = ["sum"]'


def counted_part(to: Resolver, where: str, part: CountedPartSpec) -> CountedPart | None:
    """Resolve such a part; None where it cannot be."""
    names = part.tallies if isinstance(part, TalliesPartSpec) else [part.tally]
    if any(name in to.sums for name in names):
        return sums_part(to, where, part)
    _check_keys(to, where, part)
    match part:
        case TallyPartSpec():
            return _tally(to, where, part)
        case CrosstabPartSpec():
            return _crosstab(to, where, part)
        case TalliesPartSpec():
            return _tallies(to, where, part)


def _check_keys(to: Resolver, where: str, part: CountedPartSpec) -> None:
    """Tell what only a table of sums can say."""
    said = [] if isinstance(part, CrosstabPartSpec) else [*part.model_fields_set & {"by", "text"}]
    said += ["headers.sum"] if part.headers.sum is not None else []
    said += [_SUM_CELL] if isinstance(part, CrosstabPartSpec) and "sum" in part.cells else []
    for key in sorted(said):
        to.checker.report(f"{where}.{key.partition(' ')[0]}", "definition.only_sums", key=key)


def _tally(to: Resolver, where: str, part: TallyPartSpec) -> TallyPart | None:
    spec, checker = named_tally(to, f"{where}.tally", part.tally), to.checker
    said, words = part.headers, Headers(to, where)
    headers = TallyHeaders(
        code=words("code", said.code),
        label=words("label", said.label, needed=bool(spec)),
        parent=words("parent", said.parent, needed=bool(spec)),
        count=words("count", said.count, needed=bool(spec)),
        percent=words("percent", said.percent, needed=part.percent),
        total=words("total", said.total),
        breakdown=words("breakdown", said.breakdown, needed=bool(spec and spec.breakdown)),
    )
    if spec is None:
        return None
    subsets = {subset.id: subset for subset in spec.subsets}
    if len(subsets) == len(spec.subsets):  # else it is told that two have one name
        for name in part.subsets:
            checker.named(f"{where}.subsets", "subset", name, subsets)
    return TallyPart(
        tally=part.tally,
        headers=headers,
        percent=part.percent,
        digits=part.digits,
        subsets=tuple(subsets[name] for name in dict.fromkeys(part.subsets) if name in subsets),
    )


def _tallies(to: Resolver, where: str, part: TalliesPartSpec) -> TalliesPart | None:
    specs = [named_tally(to, f"{where}.tallies", name) for name in part.tallies]
    said, words = part.headers, Headers(to, where)
    headers = TalliesHeaders(
        code=words("code", said.code),
        titles=tuple(words(f"titles[{i}]", text) for i, text in enumerate(said.titles, start=1)),
        label=words("label", said.label),
        count=words("count", said.count, needed=part.percent),
        percent=words("percent", said.percent, needed=part.percent),
        total=words("total", said.total),
    )
    if len(said.titles) != len(part.tallies):
        counts = {"count": str(len(part.tallies)), "found": str(len(said.titles))}
        to.checker.report(f"{where}.headers.titles", "definition.other_titles", **counts)
    known = [spec for spec in specs if spec]
    for one, other in pairwise(known):
        if _codes(to, one) != _codes(to, other):
            names = {"one": one.id, "other": other.id}
            to.checker.report(f"{where}.tallies", "definition.tallies_apart", **names)
    if len(known) < len(specs):
        return None
    return TalliesPart(
        tallies=tuple(part.tallies), headers=headers, percent=part.percent, digits=part.digits
    )


def _crosstab(to: Resolver, where: str, part: CrosstabPartSpec) -> CrosstabPart | None:
    spec = named_tally(to, f"{where}.tally", part.tally)
    is_named = len({*part.cells}) > 1
    said, words = part.headers, Headers(to, where)
    headers = CrosstabHeaders(
        by=words("by", said.by),
        parent=words("parent", said.parent),
        count=words("count", said.count, needed=is_named),
        percent=words("percent", said.percent, needed=is_named),
        total=words("total", said.total, needed=bool(part.totals)),
        none=words("none", said.none),
    )
    if spec is None or not is_counted_by(to, where, spec, part.by):
        return None
    text = place_text(to, f"{where}.text", spec.form_id, part.by, part.text)
    return CrosstabPart(
        tally=part.tally,
        by=part.by,
        text=text,
        headers=headers,
        codes=_codes(to, spec),
        cells=tuple(cell for cell in dict.fromkeys(part.cells) if cell != "sum"),
        of=part.of,
        totals=tuple(dict.fromkeys(part.totals)),
        digits=part.digits,
    )


def is_counted_by(to: Resolver, where: str, spec: TallySpec, by: str) -> bool:
    """Whether a tally is counted by something; where its own `by` is wrong, that is told there."""
    known = divisions(to.forms[spec.form_id], spec.column_id)
    if not {*spec.by} <= {*known}:
        return by in spec.by and by in known
    is_known = to.checker.named(f"{where}.by", "tally_by", by, spec.by)
    return is_known and may_be_printed(to, f"{where}.by", spec.form_id, by)


def named_tally(to: Resolver, where: str, name: str) -> TallySpec | None:
    """Return the tally of this name; None where it is unknown, or wrong itself."""
    to.checker.named(where, "tally", name, to.tally_ids)
    return to.tallies.get(name)


def _codes(to: Resolver, spec: TallySpec) -> tuple[str, ...]:
    return to.forms[spec.form_id].column(spec.column_id).codes
