"""Pages of text: a memo, a legend, tables of what was counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shinchoku.definition.chart_parts import chart_part
from shinchoku.definition.counted_parts import counted_part
from shinchoku.definition.resolver import Kind, Resolver, part_at, there
from shinchoku.definition.schema.base import Code, Id, Spec, key
from shinchoku.definition.schema.counted import (
    ChartPartSpec,
    CountedPartSpec,
    CrosstabPartSpec,
    TalliesPartSpec,
    TallyPartSpec,
)
from shinchoku.definition.schema.sections import SheetSectionSpec, TextPartSpec
from shinchoku.model import ExcerptPart, ScalePart, TextSection, TextSectionPart


class ExcerptPartSpec(Spec):
    """Sample rows of a form's table, below the bars, bands and headings of the table."""

    style: Literal["excerpt"] = key("Sample rows of a table.", "excerpt")
    form: Id = key("Whose table.", "items")
    entries: Annotated[list[str], Field(min_length=1, max_length=20)] = key(
        "The ids of the entries shown.", ["P01-01"]
    )
    callouts: dict[str, Code] = key("Column -> the mark above it.", {"target": "①"}, default={})


class ScalePartSpec(Spec):
    """Grades and what they mean."""

    style: Literal["scale"] = key("Grades and what they mean.", "scale")
    scale: Id = key("Which scale.", "progress")
    grades: list[Code] | None = key("Which grades; all, if not said.", ["A", "B"], default=None)


class TextSectionSpec(SheetSectionSpec):
    """Pages of text: a memo, a legend, tables of what was counted."""

    kind: Literal["text"] = key("Pages of text.", "text")
    parts: Annotated[
        list[
            Annotated[
                TextPartSpec
                | TallyPartSpec
                | CrosstabPartSpec
                | TalliesPartSpec
                | ChartPartSpec
                | ExcerptPartSpec
                | ScalePartSpec,
                Field(discriminator="style"),
            ]
        ],
        Field(min_length=1),
    ] = key("What stands on it.", [{"style": "paragraph", "text": "…"}])

    @property
    def tables(self) -> frozenset[str]:
        """The forms of whose tables it prints rows."""
        return frozenset(part.form for part in self.parts if isinstance(part, ExcerptPartSpec))


Part = TextPartSpec | CountedPartSpec | ExcerptPartSpec | ScalePartSpec


def resolve(to: Resolver, where: str, spec: TextSectionSpec) -> TextSection:
    """Resolve the section; parts that cannot be are left out."""
    parts: dict[int, TextSectionPart | None] = {
        number: _part(to, part_at(where, number), part)
        for number, part in enumerate(spec.parts)
        if not isinstance(part, ChartPartSpec)
    }
    others = tuple(parts.values())
    for number, part in enumerate(spec.parts):
        if isinstance(part, ChartPartSpec):
            parts[number] = chart_part(to, part_at(where, number), part, others)
    return TextSection(**to.on_sheets(where, spec), parts=there(parts[at] for at in sorted(parts)))


def _part(to: Resolver, where: str, part: Part) -> TextSectionPart | None:
    match part:
        case TallyPartSpec() | CrosstabPartSpec() | TalliesPartSpec():
            return counted_part(to, where, part)
        case ExcerptPartSpec():
            return _excerpt(to, where, part)
        case ScalePartSpec():
            return _scale_part(to, where, part)
        case TextPartSpec():
            return to.text_part(where, part)


def _excerpt(to: Resolver, where: str, part: ExcerptPartSpec) -> ExcerptPart | None:
    checker = to.checker
    if not checker.named(f"{where}.form", "form", part.form, to.forms):
        return None
    columns = [column.id for column in to.forms[part.form].grid]
    for name in part.callouts:
        checker.named(f"{where}.callouts.{name}", "printed_column", name, columns)
    return ExcerptPart(form_id=part.form, entries=tuple(part.entries), callouts=dict(part.callouts))


def _scale_part(to: Resolver, where: str, part: ScalePartSpec) -> ScalePart | None:
    scales = to.designed.scales
    if not to.checker.named(f"{where}.scale", "scale", part.scale, scales):
        return None
    scale = scales[part.scale]
    codes = [grade.code for grade in scale]
    wanted = codes if part.grades is None else part.grades
    for code in wanted:
        to.checker.named(f"{where}.grades", "code", code, codes)
    return ScalePart(grades=tuple(grade for grade in scale if grade.code in wanted))


KIND = Kind(TextSectionSpec, resolve)
