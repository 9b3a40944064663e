"""report.toml, parsed, becomes a Design: every name in it resolved, every text's words known.

What is wrong is collected, all of it. What the master has to be asked about (ids of nodes and
entries, texts of tables) is checked by `master` and `complete`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import DEPARTMENTS, RESERVED, Design
from shinchoku.definition.forms import FormResolver
from shinchoku.definition.kinds.citations import CitationsSectionSpec
from shinchoku.definition.kinds.goals import GoalsSectionSpec
from shinchoku.definition.numbering import Level, RepeatMarks
from shinchoku.definition.schema.forms import LevelSpec, ScaleSpec
from shinchoku.definition.schema.report import Report
from shinchoku.identity import SHEET
from shinchoku.model import Grade
from shinchoku.normal import canonical
from shinchoku.paper.sheet_names import bad_sheet_name
from shinchoku.words import words


def design(report: Report, checker: Checker) -> Design:
    """Resolve levels, scales and forms."""
    levels = _levels(report, checker)
    scales = {spec.id: _scale(spec, index, checker) for index, spec in enumerate(report.scales)}
    checker.unique((key_path("scales", i, "id"), s.id) for i, s in enumerate(report.scales))
    checker.unique((key_path("forms", i, "id"), f.id) for i, f in enumerate(report.forms))
    mark = report.texts.repeat_mark or ""
    marks = RepeatMarks(
        tuple(report.rules.repeat_tokens),
        checker.wording("texts.repeat_mark", mark, ("reference",)),
    )
    missing, draft = report.texts.missing, report.texts.draft
    for where, texts in (
        ("rules.nothing", report.rules.nothing),
        ("rules.repeat_tokens", report.rules.repeat_tokens),
        ("rules.stand_ins", report.rules.stand_ins),
        ("texts.missing", [] if missing is None else [missing]),
        ("texts.draft", [] if draft is None else [draft]),
        ("round.title", [report.round.title]),
    ):
        if not all(map(canonical, texts)):
            checker.report(where, "definition.blank_text")
    designed = Design(levels=levels, scales=scales, forms=(), marks=marks)
    forms = tuple(
        FormResolver(checker, designed, report, index).design()
        for index in range(len(report.forms))
    )
    _check_sheets(report, checker)
    _check_tables(report, checker)
    return Design(
        levels=levels, scales=scales, forms=forms, marks=marks, level_words=designed.level_words
    )


# ---------------------------------------------------------------- levels and scales


def _levels(report: Report, checker: Checker) -> Mapping[str, Level]:
    ids = {spec.id: spec for spec in report.levels}
    checker.unique((key_path("levels", i, "id"), s.id) for i, s in enumerate(report.levels))
    return {
        spec.id: _level(spec, key_path("levels", index), ids, checker)
        for index, spec in enumerate(report.levels)
    }


def _level(spec: LevelSpec, where: str, known: Mapping[str, LevelSpec], checker: Checker) -> Level:
    if spec.id in RESERVED:
        checker.report(f"{where}.id", "definition.reserved_name", name=spec.id)
    for above in spec.under:
        if not spec.table:
            checker.report(f"{where}.under", "definition.outline_under", name=spec.id)
        elif checker.named(f"{where}.under", "level", above, known) and not known[above].table:
            checker.report(f"{where}.under", "definition.under_outline", name=above)
    if spec.optional and spec.table:
        checker.report(f"{where}.optional", "definition.optional_table", name=spec.id)
    if spec.count_in is not None:
        checker.named(f"{where}.count_in", "level", spec.count_in, known)
        if spec.serial is None:
            checker.report(f"{where}.count_in", "definition.count_without_serial")
    reference = serial = None
    words = (*known, "number")
    if spec.reference is not None:
        reference = checker.wording(f"{where}.reference", spec.reference, words)
    if spec.serial is not None:
        serial = checker.wording(f"{where}.serial", spec.serial, (*words, "count"))
    return Level(
        id=spec.id,
        name=checker.text(f"{where}.name", spec.name),
        table=spec.table or "",
        under=tuple(dict.fromkeys(spec.under)),
        optional=spec.optional,
        prefix=spec.prefix,
        reference=reference,
        serial=serial,
        count_in=spec.count_in or "",
    )


def _scale(spec: ScaleSpec, index: int, checker: Checker) -> tuple[Grade, ...]:
    where = key_path("scales", index, "grades")
    seen: dict[str, str] = {}
    for number, grade in enumerate(spec.grades):
        own = {canonical(name) for name in (grade.code, *grade.aliases)}
        if not all(own):
            checker.report(f"{where}[{number + 1}]", "definition.blank_text")
        for name in (grade.code, *grade.aliases):
            if canonical(name) in seen and canonical(name) in own:
                words = {"name": name, "first": seen[canonical(name)]}
                checker.report(f"{where}[{number + 1}]", "definition.duplicate_grade", **words)
                own.discard(canonical(name))
        for name in own:
            seen.setdefault(name, f"{where}[{number + 1}]")
    return tuple(
        Grade(
            code=grade.code,
            label=checker.text(f"{where}[{number + 1}].label", grade.label),
            aliases=tuple(grade.aliases),
            rank=grade.rank,
            color=grade.color or "",
        )
        for number, grade in enumerate(spec.grades)
    )


# ---------------------------------------------------------------- names that must not meet


def _check_sheets(report: Report, checker: Checker) -> None:
    """Check that the sheets of a template can be called so, beside our own."""
    say = words(report.round.language)
    named = map(say, ("guide.sheet", "request.sheet", "listing.corrections"))
    own = {name.casefold(): "" for name in (SHEET, *named)}
    seen: dict[str, str] = dict(own)
    for index, spec in enumerate(report.forms):
        where = key_path("forms", index, "sheet")
        name = spec.sheet
        if reason := bad_sheet_name(name):
            checker.report(where, f"definition.sheet.{reason}", name=name)
        elif name.casefold() in own:
            checker.report(where, "definition.own_sheet", name=name)
        elif name.casefold() in seen:
            checker.report(where, "definition.same_sheet", name=name, first=seen[name.casefold()])
        seen.setdefault(name.casefold(), where)


def _check_tables(report: Report, checker: Checker) -> None:
    """Check that no master table is used for two things."""
    seen = {DEPARTMENTS: DEPARTMENTS}
    levels = {level.table for level in report.levels if level.table}
    for where, name in _used_tables(report):
        if where.startswith("forms") and name in levels:  # whose nodes are its entries
            levels.discard(name)
            seen[name] = where
            continue
        if name in seen:
            checker.report(where, "definition.same_table", name=name, first=seen[name])
        seen.setdefault(name, where)


def _used_tables(report: Report) -> Iterator[tuple[str, str]]:
    for index, level in enumerate(report.levels):
        if level.table:
            yield key_path("levels", index, "table"), level.table
    for index, form in enumerate(report.forms):
        yield key_path("forms", index, "master"), form.master
    if report.review and report.review.table:
        yield "review.table", report.review.table
    shared: set[tuple[str, str]] = set()
    for index, section in enumerate(report.sections):
        if isinstance(section, CitationsSectionSpec | GoalsSectionSpec):
            table = section.table
            if (section.kind, table) not in shared:
                yield key_path("sections", index, "table"), table
            shared.add((section.kind, table))
