"""Sections of report.toml, resolved as far as the master need not be asked.

In go the parsed report and its Design; out come sections that still lack what stands in tables
(citations, goals).
"""

from __future__ import annotations

from collections.abc import Sequence

from shinchoku.definition.checker import Checker, key_path
from shinchoku.definition.design import Design
from shinchoku.definition.kinds import KINDS
from shinchoku.definition.resolver import Resolver, there
from shinchoku.definition.schema.report import Report
from shinchoku.model import SectionSpec, SumSpec, TallySpec


def sections(
    report: Report,
    checker: Checker,
    designed: Design,
    counted: Sequence[TallySpec],
    added: Sequence[SumSpec],
) -> tuple[SectionSpec, ...]:
    """Resolve the sections; those that cannot be are left out."""
    checker.unique((key_path("sections", i, "id"), s.id) for i, s in enumerate(report.sections))
    tally_ids = [spec.id for spec in report.tallies]
    to = Resolver(report.sections, checker, designed, counted, tally_ids, added)
    return there(
        KINDS[type(spec)].resolve(to, key_path("sections", index), spec)
        for index, spec in enumerate(report.sections)
    )
