"""A round's folder becomes a Definition: report.toml and the master, read, resolved, checked.

Every problem of both is found in one pass and told with its file, key path or table row; what
follows from another is not told.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from shinchoku.definition.calendar import Calendar
from shinchoku.definition.card_checks import check_cards
from shinchoku.definition.chart_checks import check_charts
from shinchoku.definition.checker import REPORT, Checker
from shinchoku.definition.complete import check_printed, complete
from shinchoku.definition.counted_checks import check_counted, check_words
from shinchoku.definition.design import Design
from shinchoku.definition.kinds.card import CardSectionSpec
from shinchoku.definition.letters import letters
from shinchoku.definition.master import Master, build_master
from shinchoku.definition.open_data import open_data
from shinchoku.definition.page_checks import check_heads, check_page
from shinchoku.definition.parsing import read_report
from shinchoku.definition.print_order import check_print_order, print_order
from shinchoku.definition.resolve import design
from shinchoku.definition.reviewing import check_ids, check_reviews, reviews
from shinchoku.definition.schema.report import Report
from shinchoku.definition.sections import sections
from shinchoku.definition.sums import check_sums, sums
from shinchoku.definition.tables import Table, read_tables
from shinchoku.definition.tallies import counted_beside, tallies
from shinchoku.failures import DefinitionError, Problem, TableError
from shinchoku.model import (
    Colors,
    Definition,
    Form,
    RoundFacts,
    SectionSpec,
    SumSpec,
    TableLook,
    TallySpec,
    Texts,
    Theme,
    accounting,
)
from shinchoku.normal import canonical, in_one_line
from shinchoku.words import Message, words


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the files that a definition is read from, by their place in the round.

    Raises OSError.
    """
    master = [path for path in folder.glob("master/*") if path.suffix in {".csv", ".xlsx"}]
    files = (folder / REPORT, *sorted(master))
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }


class _Plan(NamedTuple):
    """What report.toml says, resolved. `is_sound`: it is known what the master must have."""

    designed: Design
    tallies: tuple[TallySpec, ...]
    sums: tuple[SumSpec, ...]
    sections: tuple[SectionSpec, ...]
    is_sound: bool


def load(folder: Path) -> Definition:
    """Read a round's folder. Raises DefinitionError with every problem found."""
    report, problems = read_report(folder / REPORT)
    if report is None:
        raise DefinitionError(problems)
    checker = Checker(Calendar(report.round.year, report.round.calendar))
    theme, round_ = _theme(report), _round(report, folder, checker)
    texts, worded = _texts(report, checker), letters(report.mail, checker)
    order = print_order(report, checker)
    plan = _plan(report, theme, checker)
    own = [each.form for each in plan.designed.forms] if plan.is_sound else []
    told = open_data(report.open_data, own, checker)
    tables = _tables(folder, checker)
    master, laid = _with_master(plan, report, theme, tables, checker)
    forms = _forms(plan, laid)
    made = reviews(report, forms, master.trees, master.reviewers, checker)
    check_ids(made, report, tables, checker)
    if checker.problems:
        raise DefinitionError(tuple(checker.problems))
    return Definition(
        round=round_,
        texts=texts,
        nothing=frozenset(canonical(text) for text in report.rules.nothing),
        stand_ins=frozenset(canonical(text).casefold() for text in report.rules.stand_ins),
        theme=theme,
        forms=forms,
        trees={**master.trees, **made.trees},
        tallies=plan.tallies,
        sums=plan.sums,
        sections=laid,
        departments=master.departments,
        letters=worded,
        reviews=made.forms,
        reviewers=made.reviewers,
        open_data=told,
        print_order=order,
    )


def _plan(report: Report, theme: Theme, checker: Checker) -> _Plan:
    """Resolve what report.toml says, and hold it against itself and the paper."""
    designed = design(report, checker)
    check_reviews(report, designed, checker)
    is_sound = checker.is_sound
    counted = tallies(report, checker, designed)
    added = sums(report, checker, designed)
    laid = sections(report, checker, designed, counted, added)
    known = {section.id for section in laid}  # a level's table has the columns that cards name
    cards = (s for s in report.sections if isinstance(s, CardSectionSpec) and s.each)
    is_sound &= all(section.id in known for section in cards)
    check_page(laid, report, theme, designed, checker)
    check_heads(laid, report, theme, checker)
    check_print_order(laid, report, theme, checker)
    if not checker.problems:
        check_counted(laid, report, theme, checker)
        check_cards(laid, report, theme, designed, checker)
    if not checker.problems:
        check_printed(report, designed, counted, laid, checker)
    return _Plan(designed, counted, added, laid, is_sound)


def _tables(folder: Path, checker: Checker) -> Mapping[str, Table]:
    try:
        return read_tables(folder / "master")
    except TableError as error:
        reason = Message("definition.no_master", reason=error.message)
        raise DefinitionError((*checker.problems, Problem("master", "", reason))) from error


def _with_master(
    plan: _Plan,
    report: Report,
    theme: Theme,
    tables: Mapping[str, Table],
    checker: Checker,
) -> tuple[Master, tuple[SectionSpec, ...]]:
    """Return the master, and the sections with what stands in it, if nothing is wrong so far."""
    found: tuple[Problem, ...] = ()
    if plan.is_sound:
        master, found = build_master(tables, report, plan.designed, checker)
        if not checker.problems and not found:
            check_sums(plan.sums, report, master, plan.designed, checker)
            counted: tuple[TallySpec | SumSpec, ...] = (*plan.tallies, *plan.sums)
            given = report, counted, master, plan.designed, checker
            laid = complete(plan.sections, *given)
            check_words(laid, *given)
            if not checker.problems:
                check_charts(laid, report, plan.tallies, master, plan.designed, theme, checker)
            if not checker.problems:
                return master, laid
    raise DefinitionError(tuple(dict.fromkeys((*checker.problems, *found))))


def _texts(report: Report, checker: Checker) -> Texts:
    given = report.texts
    draft = given.draft or words(report.round.language)("draft.mark")
    return Texts(
        continued=checker.text("texts.continued", given.continued or ""),
        missing=checker.text("texts.missing", given.missing or ""),
        draft=in_one_line(checker.text("texts.draft", draft)),
    )


def _round(report: Report, folder: Path, checker: Checker) -> RoundFacts:
    about = report.round
    if about.id != (name := folder.resolve().name):
        checker.report("round.id", "definition.other_folder", id=about.id, folder=name)
    if about.deadline < about.issued:
        checker.report("round.deadline", "definition.early_deadline")
    return RoundFacts(
        id=about.id,
        title=checker.text("round.title", about.title),
        issuer=checker.text("round.issuer", about.issuer),
        contact=checker.text("round.contact", about.contact),
        deadline=about.deadline,
        issued=about.issued,
        language=about.language,
        year=about.year,
        calendar=about.calendar,
    )


def _theme(report: Report) -> Theme:
    theme = report.theme
    return Theme(
        body_font=theme.body_font,
        heading_font=theme.heading_font,
        body_size=theme.body_size,
        colors=Colors(**theme.colors.model_dump()),
        margin_top_mm=theme.margin_top_mm,
        margin_bottom_mm=theme.margin_bottom_mm,
        margin_left_mm=theme.margin_left_mm,
        margin_right_mm=theme.margin_right_mm,
        table=TableLook(**theme.table.model_dump()),
    )


def _forms(plan: _Plan, laid: Sequence[SectionSpec]) -> tuple[Form, ...]:
    """Return the forms; what counts beside certain codes alone is told elsewhere."""
    counted, forms = accounting(plan.tallies, laid), [each.form for each in plan.designed.forms]
    return tuple(_form(form, counted_beside(form, counted, laid)) for form in forms)


def _form(form: Form, beside: Container[str]) -> Form:
    columns = (replace(c, otherwise="warn") if c.id in beside else c for c in form.columns)
    return replace(form, columns=tuple(columns))
