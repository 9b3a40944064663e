"""Tables of what was counted and the words of counts, held against the page and the master."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.master import Master
from shinchoku.definition.page_checks import HEADER_SHARE, MM_PER_PT, header_pt
from shinchoku.definition.schema.report import Report
from shinchoku.model import (
    CountedPart,
    CrosstabPart,
    SectionSpec,
    SumsPart,
    SumSpec,
    TalliesPart,
    TallyPart,
    TallySpec,
    TextPart,
    TextSection,
    TextSectionPart,
    Theme,
    places,
    sum_words,
    tally_words,
    within,
)
from shinchoku.paper.metrics import metrics
from shinchoku.paper.page import (
    INDENT_PX,
    PADDING_PX,
    PX_PER_MM,
    character_px,
    column_px,
    filling,
    usable_height_pt,
)
from shinchoku.paper.shares import crosstab_shares, tallies_shares, tally_shares

_PLAIN = 2  # columns of figures that have room on any page
_WIDEST = "100%"  # of figures
_WIDEST_SUM = "9,999,999"  # that has room at the least


# ---------------------------------------------------------------- against the page


def check_counted(
    sections: Sequence[SectionSpec], report: Report, theme: Theme, checker: Checker
) -> None:
    """Check that figures have room in their columns, and that headers leave a page its rows.

    Of the tables of one tally, the first one that has not is told.
    """
    told: set[object] = set()
    for where, section, part in text_parts(sections, report):
        look = theme.on(section.paper)
        if not isinstance(part, CountedPart):
            continue
        about = _about(part)
        problems = len(checker.problems)
        widths = filling(_shares(part), look)
        if about in told:
            continue
        if isinstance(part, SumsPart):
            _check_figures(where, widths[-1], look, checker, _WIDEST_SUM)
        elif part.figures > _PLAIN:
            _check_figures(where, widths[-1], look, checker)
        if isinstance(part, CrosstabPart) and len(checker.problems) == problems:
            _check_header(where, part, widths, look, checker)
        if len(checker.problems) > problems:
            told.add(about)


def _shares(part: CountedPart) -> tuple[float, ...]:
    """Return the shares of a table's columns; the last one is of figures."""
    match part:
        case TallyPart():
            return tally_shares(part.figures)
        case TalliesPart():
            return tallies_shares(part.figures, labelled=bool(part.headers.label))
        case SumsPart():
            return tallies_shares(part.figures, labelled=False)
    return crosstab_shares(part.figures, named=part.is_named)


def _about(part: CountedPart) -> object:
    """Return the tallies that a table is about."""
    match part:
        case TalliesPart():
            return part.tallies
        case SumsPart():
            return part.groups
    return part.tally


def _check_figures(
    where: str, width: float, theme: Theme, checker: Checker, widest: str = _WIDEST
) -> None:
    size, edge_px = theme.table.text_size, PADDING_PX + INDENT_PX
    of = metrics(theme.body_font, size)
    least_px = edge_px + of.width(widest) / of.em * character_px(size)
    if (wide_px := column_px(width, size)) < least_px:
        words = {"wide": f"{wide_px / PX_PER_MM:.1f}", "least": f"{least_px / PX_PER_MM:.1f}"}
        checker.report(where, "definition.narrow_figures", **words)


def _check_header(
    where: str, part: CrosstabPart, widths: Sequence[float], theme: Theme, checker: Checker
) -> None:
    """Check the header of a cross table: it stands on each page that the table goes over."""
    headers, first = part.headers, len(widths) - part.figures
    below = [(headers.by, widths[0]), (headers.total, widths[-1])]
    below += [(code, widths[-1]) for code in part.codes]
    above = [(headers.parent, sum(widths[first:]))] if headers.parent else []
    high_pt = header_pt((above, below), theme)
    room_pt = usable_height_pt(theme) * HEADER_SHARE
    if high_pt > room_pt:
        words = {"high": f"{high_pt * MM_PER_PT:.0f}", "room": f"{room_pt * MM_PER_PT:.0f}"}
        checker.report(where, "definition.high_header", **words)


def text_parts(
    sections: Sequence[SectionSpec], report: Report
) -> Iterator[tuple[str, TextSection, TextSectionPart]]:
    """Yield the parts of pages of text, with key paths and sections, if all could be resolved."""
    known = {section.id: key_path("sections", i) for i, section in enumerate(report.sections)}
    for section in sections:
        if isinstance(section, TextSection):
            for number, part in enumerate(section.parts, start=1):
                yield f"{known[section.id]}.parts[{number}]", section, part


# ---------------------------------------------------------------- against the master


def check_words(
    sections: Sequence[SectionSpec],
    report: Report,
    tallies: Sequence[TallySpec | SumSpec],
    master: Master,
    designed: Design,
    checker: Checker,
) -> None:
    """Check the words of texts that name what a tally counts at a place: {count:grades[P01].A}."""
    used = [(where, word) for where, word in _words(sections, report) if "[" in word]
    if not used:
        return
    known = Counter(_known(tallies, master, designed))
    for where, word in used:
        if word not in known:
            checker.wording(where, f"{{{word}}}", known)
        elif known[word] > 1:
            checker.report(where, "definition.ambiguous_word", word=f"{{{word}}}")


def _words(sections: Sequence[SectionSpec], report: Report) -> Iterator[tuple[str, str]]:
    paths = {section.id: key_path("sections", i) for i, section in enumerate(report.sections)}
    for section in sections:
        for number, part in enumerate(getattr(section, "parts", ()), start=1):
            if isinstance(part, TextPart):
                where = f"{paths[section.id]}.parts[{number}].text"
                yield from ((where, word) for word in part.text.words)


def _known(
    tallies: Sequence[TallySpec | SumSpec], master: Master, designed: Design
) -> Iterator[str]:
    """Yield the words of every subset and place, those that mean two things twice."""
    for spec in tallies:
        design = designed.form(spec.form_id)
        if design is None:
            continue
        form, tree = design.form, master.trees[spec.form_id]
        names = [subset.id for subset in spec.subsets]
        for by in dict.fromkeys(spec.by):
            names += [place.id for place in places(form, by, tree, master.departments)]
        codes = form.column(spec.column_id).codes
        for name in (within(spec.id, name) for name in names):
            is_sum = isinstance(spec, SumSpec)
            yield from sum_words(name) if is_sum else tally_words(name, codes)
