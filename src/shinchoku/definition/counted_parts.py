"""Tables of what was counted, as parts of a page of text, resolved."""

from __future__ import annotations

from itertools import pairwise

from shinchoku.definition.resolver import Resolver
from shinchoku.definition.schema.counted import (
    CountedPartSpec,
    CrosstabPartSpec,
    TalliesPartSpec,
    TallyPartSpec,
)
from shinchoku.model import (
    COLUMN_WORDS,
    DEPARTMENT,
    DEPARTMENT_WORDS,
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
from shinchoku.model.wording import Wording


def counted_part(to: Resolver, where: str, part: CountedPartSpec) -> CountedPart | None:
    """Resolve such a part; None where it cannot be."""
    match part:
        case TallyPartSpec():
            return _tally(to, where, part)
        case CrosstabPartSpec():
            return _crosstab(to, where, part)
        case TalliesPartSpec():
            return _tallies(to, where, part)


class _Headers:
    """The words of a table; those that are needed and not there are told."""

    def __init__(self, to: Resolver, where: str) -> None:
        self._checker = to.checker
        self._where = f"{where}.headers"

    def __call__(self, name: str, text: str | None, *, needed: bool = False) -> str:
        where = f"{self._where}.{name}"
        if needed and text is None:
            self._checker.report(where, "definition.missing_key")
        return self._checker.text(where, text or "")


def _tally(to: Resolver, where: str, part: TallyPartSpec) -> TallyPart | None:
    spec, checker = _named(to, f"{where}.tally", part.tally), to.checker
    said, words = part.headers, _Headers(to, where)
    headers = TallyHeaders(
        code=words("code", said.code),
        label=words("label", said.label),
        parent=words("parent", said.parent),
        count=words("count", said.count),
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
    specs = [_named(to, f"{where}.tallies", name) for name in part.tallies]
    said, words = part.headers, _Headers(to, where)
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
    spec = _named(to, f"{where}.tally", part.tally)
    is_named = len({*part.cells}) > 1
    said, words = part.headers, _Headers(to, where)
    headers = CrosstabHeaders(
        by=words("by", said.by),
        parent=words("parent", said.parent),
        count=words("count", said.count, needed=is_named),
        percent=words("percent", said.percent, needed=is_named),
        total=words("total", said.total, needed=bool(part.totals)),
        none=words("none", said.none),
    )
    if spec is None or not _is_counted_by(to, where, spec, part.by):
        return None
    text = _place_text(to, f"{where}.text", spec, part)
    return CrosstabPart(
        tally=part.tally,
        by=part.by,
        text=text,
        headers=headers,
        codes=_codes(to, spec),
        cells=tuple(dict.fromkeys(part.cells)),
        of=part.of,
        totals=tuple(dict.fromkeys(part.totals)),
        digits=part.digits,
    )


def _is_counted_by(to: Resolver, where: str, spec: TallySpec, by: str) -> bool:
    """Whether a tally is counted by something; where its own `by` is wrong, that is told there."""
    known = divisions(to.forms[spec.form_id], spec.column_id)
    if not {*spec.by} <= {*known}:
        return by in spec.by and by in known
    return to.checker.named(f"{where}.by", "tally_by", by, spec.by)


def _place_text(to: Resolver, where: str, spec: TallySpec, part: CrosstabPartSpec) -> Wording:
    """Return what a row is called, the words that it may use checked."""
    if part.by in to.forms[spec.form_id].path:
        level = to.designed.levels[part.by]
        return to.designed.use(to.checker, where, level, part.text or "{title}")
    if part.by == DEPARTMENT:
        return to.checker.wording(where, part.text or "{name}", DEPARTMENT_WORDS)
    return to.checker.wording(where, part.text or "{text}", COLUMN_WORDS)


def _named(to: Resolver, where: str, name: str) -> TallySpec | None:
    """Return the tally of this name; None where it is unknown, or wrong itself."""
    to.checker.named(where, "tally", name, to.tally_ids)
    return to.tallies.get(name)


def _codes(to: Resolver, spec: TallySpec) -> tuple[str, ...]:
    return to.forms[spec.form_id].column(spec.column_id).codes
